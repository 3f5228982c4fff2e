"""What all stages of an application share: bodies, look, worker, frames, and how it is drawn."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, Signal

from gluteapp.coach_problems import body_sentence
from gluteapp.figure.motion import Motions
from gluteapp.figure.scene import Look
from gluteapp.figure.staging import Staging
from gluteapp.ui.stage.artist import Artist, RasterArtist
from gluteapp.ui.stage.frame_maker import FrameMaker

_log = logging.getLogger("gluteapp.stage")


class Studio(QObject):
    """Made once, before any stage; `uses_gl` is decided by then.

    `look_changed()` comes when the coach is to look differently, `gl_lost()` when all stages are to
    be drawn in software from now on, `failed(str)` with a sentence to show, each once, when nothing
    can be drawn, or only another body than the one that was chosen.
    """

    look_changed = Signal()
    gl_lost = Signal()
    failed = Signal(str)

    def __init__(
        self,
        *,
        motions: Motions,
        bodies_folder: Path,
        uses_gl: bool = False,
        look: Look | None = None,
        make_artist: Callable[[], Artist] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.motions = motions
        self.look = look or Look()
        self.uses_gl = uses_gl
        self._bodies_folder = bodies_folder
        self._stagings: list[Staging] = []
        self._own: Staging | None = None
        self.maker = FrameMaker(make_artist=make_artist or self._raster_artist, parent=self)
        self.maker.failed.connect(self.tell)
        self.maker.drawn.connect(self.tell_problems)
        self._told: set[str] = set()
        """The sentences that were told."""

    @property
    def staging(self) -> Staging:
        """For the interface thread."""
        if self._own is None:
            self._own = self._new_staging()
        return self._own

    @property
    def problems(self) -> tuple[str, ...]:
        """A sentence for each file of a body that could not be read."""
        found = [body_sentence(one) for staging in self._stagings for one in staging.problems]
        return tuple(dict.fromkeys(found))

    def set_look(self, look: Look) -> None:
        """Let the coach look differently from now on, on every stage."""
        if look != self.look:
            self.look = look
            self.look_changed.emit()

    def lose_gl(self, reason: str) -> None:
        """OpenGL failed while it was used: draw every stage in software from now on."""
        if not self.uses_gl:
            return
        self.uses_gl = False
        _log.warning("OpenGL is lost, the figure is drawn in software: %s", reason)
        self.gl_lost.emit()

    def tell(self, sentence: str) -> None:
        """Have a sentence shown, unless it was told before."""
        if sentence not in self._told:
            self._told.add(sentence)
            self.failed.emit(sentence)

    def tell_problems(self) -> None:
        """Tell of bodies that could not be read; whoever has drawn something asks for it."""
        for problem in self.problems:
            self.tell(problem)

    def settle(self) -> None:
        """Wait until all that is looked at is drawn: for photographs of a window only."""
        while self.maker.is_due:
            loop = QEventLoop()
            self.maker.drawn.connect(loop.quit)
            # The maker's own word: the studio is silent about what it has told before.
            self.maker.failed.connect(loop.quit)
            loop.exec()

    def close(self) -> None:
        """End the worker."""
        self.maker.close()

    def _new_staging(self) -> Staging:
        staging = Staging(motions=self.motions, bodies_folder=self._bodies_folder)
        self._stagings.append(staging)
        return staging

    def _raster_artist(self) -> Artist:
        return RasterArtist(staging=self._new_staging())
