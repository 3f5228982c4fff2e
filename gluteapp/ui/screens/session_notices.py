"""What is quietly said during a session: a record that cannot be saved, sound that is gone."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from gluteapp.core.clock import Millis
from gluteapp.ui.theme import Theme
from gluteapp.ui.widgets.banner import Banner, BannerKind

SOUND_POLL_MS = 500
"""How often a player looks after its output."""


WARN_MS = 12_000
"""How long a warning about the sound stays; what is not saved is said as long as it is so."""


class SoundState(Protocol):
    """What is known of the sound."""

    @property
    def problem(self) -> str | None:
        """Why there is none, as a sentence."""
        ...


class Sound(Protocol):
    """What a session screen needs of a player."""

    @property
    def state(self) -> SoundState:
        """How it stands now."""
        ...

    def set_muted(self, is_muted: bool) -> None:
        """Be silent, or not."""
        ...

    def poll(self) -> None:
        """Notice what changed."""
        ...


class NoticeBar(QObject):
    """One banner over the foot of the screen; what is closed stays away until it changes."""

    shown_changed = Signal()

    def __init__(self, *, sound: Sound, theme: Theme, screen: QWidget) -> None:
        super().__init__(screen)
        self._sound = sound
        self._polled_ms: Millis | None = None
        self._said_ms: Millis = 0
        self._closed: set[str] = set()
        self.banner = Banner("", theme=theme, can_close=True, parent=screen)
        self.banner.hide()
        self.banner.closed.connect(self._on_closed)

    def check(self, unsaved: str | None, now_ms: Millis) -> None:
        """Look after the sound, and say the worst of what is wrong."""
        if self._polled_ms is None or now_ms - self._polled_ms >= SOUND_POLL_MS:
            self._polled_ms = now_ms
            self._sound.poll()
        problem = self._sound.state.problem
        self._closed &= {text for text in (unsaved, problem) if text}
        for text, kind in ((unsaved, BannerKind.STOP), (problem, BannerKind.WARN)):
            if text and text not in self._closed:
                self._say(text, kind, now_ms)
                return
        if not self.banner.isHidden():
            self.banner.hide()

    def lay_out(self, rect: QRect) -> None:
        """Take a place; a banner that needs more height grows upwards."""
        height = max(rect.height(), self.banner.minimumHeight())
        wanted = self.banner.layout()
        if wanted is not None and wanted.hasHeightForWidth():
            height = max(height, wanted.heightForWidth(rect.width()))
        self.banner.setGeometry(
            QRect(rect.left(), rect.bottom() + 1 - height, rect.width(), height)
        )

    def _say(self, text: str, kind: BannerKind, now_ms: Millis) -> None:
        if self.banner.isHidden() or self.banner.text() != text:
            self._said_ms = now_ms
            self.banner.set_notice(text, kind=kind)
            self.shown_changed.emit()
            self.banner.show()
            self.banner.raise_()
        elif kind is BannerKind.WARN and now_ms - self._said_ms >= WARN_MS:
            # Nobody who lies on a mat can close it, and the strip under it is needed.
            self._on_closed()

    def _on_closed(self) -> None:
        self._closed.add(self.banner.text())
        self.banner.hide()
