"""The figure as a picture that a worker draws; shows the nearest frame there is and never waits."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from gluteapp.ui.stage.frame_maker import Drawn, FrameMaker
from gluteapp.ui.stage.frame_store import Strip
from gluteapp.ui.stage.plate import Plate
from gluteapp.ui.stage.scene_asked import Backdrop, Scene

_LEAST = 8
"""A smaller widget shows nothing, pixels."""
_SIZES_MAX = 24
"""How many strips keep the size that was chosen for them."""
_BEGUN = 8
"""Frames after which a strip is not given up any more."""
_SAME_SHAPE = 0.02
"""Difference of shape that is made up for by free room at the edges."""


class SoftStage(QWidget):
    """Shows a scene out of the store of frames; `changed()` comes with each other frame."""

    changed = Signal()

    def __init__(
        self, *, maker: FrameMaker, backdrop: Backdrop, page: QColor, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._maker, self._backdrop = maker, backdrop
        self._key = object()
        """Who this is to the worker; outlives the widget."""
        self._scene: Scene | None = None
        self._strip: Strip | None = None
        self._sizes: dict[Strip, Strip] = {}
        """Strips by what they are without a size; chosen once, or frames would be drawn twice."""
        self._index = 0
        self._plate = Plate(page=page, is_inset=backdrop is Backdrop.INSET)
        self._is_dimmed = False
        self._is_shown = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        if backdrop is Backdrop.FADED:
            self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        maker.drawn.connect(self._on_drawn)
        key = self._key
        self.destroyed.connect(lambda: maker.leave(key))

    def show_scene(self, scene: Scene, *, is_dimmed: bool) -> None:
        """Show a scene; an equal one costs nothing."""
        is_new = scene != self._scene
        self._scene = scene
        if is_dimmed != self._is_dimmed:
            self._is_dimmed = is_dimmed
            self._maker.set_awake(self._key, self._is_shown and not is_dimmed)
            self.update()
        if is_new:
            self._ask()

    def prepare(self, scene: Scene, size: QSize | None = None) -> None:
        """Have the frames of a scene drawn before it is shown, at that size of the widget.

        A hidden or paused stage does so when it goes on.
        """
        if self._has_size():
            self._maker.prepare(self._key, self._strip_of(scene, size or self.size()))

    @property
    def seen(self) -> Drawn | None:
        """The frame on screen."""
        return self._plate.drawn

    # --- frames

    def _has_size(self) -> bool:
        return min(self.width(), self.height()) >= _LEAST

    def _strip_of(self, scene: Scene, size: QSize) -> Strip:
        shown = scene.shown
        is_way = shown.way_from is not None
        base = Strip(
            shown=replace(shown, way_share=0.0) if is_way else replace(shown, phase=0.0),
            breaths=scene.breaths,
            look=scene.look,
            angle=scene.angle,
            width=0,
            height=0,
            background=self._plate.background,
        )
        ratio = self.devicePixelRatioF()
        wide, high = size.width() * ratio, size.height() * ratio
        known = self._sizes.get(base)
        if known is not None and _is_sized_for(known, wide, high) and not self._is_lost(known):
            return known
        width, height = self._maker.pace.size(wide, high, is_way=is_way)
        if len(self._sizes) >= _SIZES_MAX:
            self._sizes.pop(next(iter(self._sizes)))
        self._sizes[base] = replace(base, width=width, height=height)
        return self._sizes[base]

    def _is_lost(self, strip: Strip) -> bool:
        """Whether a strip is better drawn anew, smaller: it is slow and has only begun."""
        maker = self._maker
        return maker.pace.is_too_slow(strip) and maker.store.count(strip) < _BEGUN

    def _ask(self) -> None:
        """Look for the frame of the scene, and have it drawn if it is not there."""
        if self._scene is None or not self._is_shown or not self._has_size():
            return
        strip = self._strip_of(self._scene, self.size())
        index = strip.index(self._scene.shown)
        if strip == self._strip and index == self._index:
            return
        self._strip, self._index = strip, index
        frame = self._maker.show(self._key, strip, index)
        if frame is not None:
            self._see(Drawn(strip, index, frame))
        else:
            self._see_nearest()

    def _see_nearest(self) -> None:
        assert self._strip is not None
        found = None if self._strip.is_way else self._maker.store.nearest(self._strip, self._index)
        if found is not None:
            self._see(Drawn(self._strip, *found))

    @Slot(object)
    def _on_drawn(self, drawn: Drawn) -> None:
        if drawn.strip != self._strip or not self._is_shown:
            return
        if drawn.strip.is_way or drawn.index == self._index:
            self._see(drawn)
        elif self.seen is None or self.seen.strip != self._strip or not self._is_exact():
            self._see_nearest()

    def _is_exact(self) -> bool:
        return self.seen is not None and self.seen.index == self._index

    def _see(self, drawn: Drawn) -> None:
        """Put a frame on screen."""
        before = self.seen
        if before is not None and before.frame is drawn.frame:
            return
        is_other = before is None or before.strip != drawn.strip or drawn.strip.is_way
        self._plate.put(drawn, self._maker.store.still(drawn.strip) if is_other else None)
        if before is None or is_other:
            self.update()
        else:
            old, new = (self._plate.place(self.size(), one) for one in (before, drawn))
            self.update(old.united(new))
        self.changed.emit()

    # --- Qt

    def showEvent(self, event: QShowEvent) -> None:
        """Look again."""
        super().showEvent(event)
        self._is_shown = True
        self._maker.set_awake(self._key, not self._is_dimmed)
        self._strip = None
        self._ask()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is drawn where nobody looks; a minimised window comes here too."""
        super().hideEvent(event)
        self._is_shown = False
        self._maker.forget(self._key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The old frame is scaled until one of the new size is there."""
        super().resizeEvent(event)
        self._ask()

    def changeEvent(self, event: QEvent) -> None:
        """Another density of the screen wants another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._ask()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Put the frame over the stage, and a veil over both while paused."""
        painter = QPainter(self)
        self._plate.paint(painter, self.size(), event.rect(), self.devicePixelRatioF())
        if self._is_dimmed:
            self._plate.veil(painter, self.size())
        painter.end()


def _is_sized_for(strip: Strip, width: float, height: float) -> bool:
    """Whether a strip's pictures can be shown in so many pixels without being drawn again."""
    return (
        abs(strip.width / strip.height * height / width - 1) < _SAME_SHAPE
        and strip.width <= width * 1.01
    )
