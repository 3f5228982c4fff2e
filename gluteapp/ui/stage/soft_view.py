"""The figure as a picture that a worker draws; shows the nearest frame there is and never waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from gluteapp.ui.stage.frame_maker import Drawn, FrameMaker
from gluteapp.ui.stage.frame_store import Strip
from gluteapp.ui.stage.plate import Plate, Seen
from gluteapp.ui.stage.scene_asked import Backdrop, Scene

_LEAST = 8
"""A smaller widget shows nothing, pixels."""
_SIZES_MAX = 96
"""How many strips keep the size that was chosen for them: a circuit's moves, and as many again."""
_BEGUN = 8
"""Frames after which a strip is not given up any more."""
_LARGE_ENOUGH = 0.9
"""Share of the width that can be drawn, below which pictures are drawn anew in a grown widget."""
_SAME_SHAPE = 0.02
"""Difference of shape that is made up for by free room at the edges."""


@dataclass(frozen=True, slots=True)
class _Sized:
    """The size that was chosen for a strip."""

    strip: Strip
    chosen_for: float
    """Pixels of the widget's width."""
    is_guess: bool
    """Whether it was chosen before it was known what a picture takes here."""


Framing = Callable[[Strip, float, float], tuple[float, float, float]]
"""Scale and middle (x, y) in pixels with which a strip fits into a picture of so many pixels."""


class SoftStage(QWidget):
    """Shows a scene out of the store of frames; `changed()` comes with each other frame."""

    changed = Signal()

    def __init__(
        self,
        *,
        maker: FrameMaker,
        backdrop: Backdrop,
        page: QColor,
        framing: Framing | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._maker, self._backdrop, self._framing = maker, backdrop, framing
        self._key = object()
        """Who this is to the worker; outlives the widget."""
        self._scene: Scene | None = None
        self._strip: Strip | None = None
        self._sizes: dict[Strip, _Sized] = {}
        """Strips by what they are without a size; chosen once, or frames would be drawn twice."""
        self._prepared: dict[Strip, tuple[QSize, Strip]] = {}
        """Strips that are drawn ahead, with the size of the widget that they are meant for."""
        self._has_guessed = False
        """Whether a size was chosen before it was known what a picture takes here."""
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
        if not self._has_size():
            return
        base, size = self._base(scene), size or self.size()
        self._prepared[base] = (size, self._strip_of(base, size))
        while len(self._prepared) > _SIZES_MAX:
            self._prepared.pop(next(iter(self._prepared)))
        self._maker.prepare(self._key, self._prepared[base][1])
        self._ask()

    @property
    def seen(self) -> Seen | None:
        """The frame on screen."""
        return self._plate.seen

    # --- frames

    def _has_size(self) -> bool:
        return min(self.width(), self.height()) >= _LEAST

    def _base(self, scene: Scene) -> Strip:
        """What all frames of a move or a way have in common, without a size."""
        shown = replace(scene.shown, breath=None, eyelid=1.0)
        is_way = shown.way_from is not None
        return Strip(
            shown=replace(shown, way_share=0.0) if is_way else replace(shown, phase=0.0),
            breaths=scene.breaths,
            look=scene.look,
            angle=scene.angle,
            width=0,
            height=0,
            background=self._plate.background,
        )

    def _strip_here(self, scene: Scene) -> Strip:
        """The strip for the widget as it is: one that is prepared for more room, or its own."""
        base = self._base(scene)
        if self._has_guessed and self._maker.pace.is_known(base):
            self._size_prepared()
        for_size, strip = self._prepared.get(base, (QSize(), None))
        size = self.size()
        has_room = size.width() <= for_size.width() and size.height() <= for_size.height()
        if strip is not None and has_room and not self._is_lost(strip):
            return strip
        return self._strip_of(base, size)

    def _strip_of(self, base: Strip, size: QSize) -> Strip:
        ratio = self.devicePixelRatioF()
        wide, high = size.width() * ratio, size.height() * ratio
        width, height = self._maker.pace.size(wide, high, base)
        known = self._sizes.get(base)
        if known is None or not self._is_still_right(known, wide, high, width):
            is_guess = not self._maker.pace.is_known(base)
            known = _Sized(replace(base, width=width, height=height), wide, is_guess)
            self._has_guessed |= is_guess
        self._remember(base, replace(known, chosen_for=max(wide, known.chosen_for)))
        return known.strip

    def _is_still_right(self, known: _Sized, wide: float, high: float, affordable: int) -> bool:
        """Whether a strip goes on in its size in so many pixels, `affordable` of which can be drawn.

        More room may be worth larger pictures, and so is knowing the machine better than by a
        guess; a machine that got faster is not.
        """
        was_guessed = known.is_guess and self._has_only_begun(known.strip)
        least = _LARGE_ENOUGH * affordable if was_guessed or wide > known.chosen_for else 0.0
        return _is_sized_for(known.strip, wide, high, least) and not self._is_lost(known.strip)

    def _remember(self, base: Strip, sized: _Sized) -> None:
        """Keep the size of a strip: another one in the next round would draw it all again.

        The pictures of ways are not kept, so that their sizes go first.
        """
        self._sizes.pop(base, None)
        if len(self._sizes) >= _SIZES_MAX:
            oldest = next(iter(self._sizes))
            del self._sizes[next((one for one in self._sizes if one.is_way), oldest)]
        self._sizes[base] = sized

    def _size_prepared(self) -> None:
        """Take other sizes where pictures turned out to take another time than was thought."""
        self._has_guessed = False
        for base, (size, strip) in self._prepared.items():
            better = self._strip_of(base, size)
            if better != strip:
                self._prepared[base] = (size, better)
                self._maker.prepare(self._key, better)

    def _is_lost(self, strip: Strip) -> bool:
        """Whether a strip is better drawn anew, smaller: it is slow and has only begun."""
        return self._maker.pace.is_too_slow(strip) and self._has_only_begun(strip)

    def _has_only_begun(self, strip: Strip) -> bool:
        return self._maker.store.count(strip) < _BEGUN

    def _ask(self) -> None:
        """Look for the frame of the scene, and have it drawn if it is not there."""
        if self._scene is None or not self._is_shown or not self._has_size():
            return
        strip = self._strip_here(self._scene).for_life(self._scene.shown)
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
        pace = self._maker.pace
        if (self._has_guessed and pace.is_known(drawn.strip)) or self._is_lost(drawn.strip):
            self._size_prepared()
            self._ask()
        if drawn.strip != self._strip or not self._is_shown:
            return
        if drawn.strip.is_way:
            self._see(drawn)
        elif drawn.index == self._index:
            kept = self._maker.store.frame(drawn.strip, drawn.index)
            self._see(Drawn(drawn.strip, drawn.index, kept or drawn.frame))
        elif self.seen is None or self.seen.strip != self._strip or not self._is_exact():
            self._see_nearest()

    def _is_exact(self) -> bool:
        return self.seen is not None and self.seen.index == self._index

    def _see(self, drawn: Drawn) -> None:
        """Put a frame on screen."""
        before = self.seen
        if before == Seen(drawn.strip, drawn.index):
            return
        if before is None or before.strip != drawn.strip or drawn.strip.is_way:
            self._plate.set_placed(self._placed(drawn.strip))
        needs_still = self._plate.needs_still(drawn)
        changed = self._plate.put(
            drawn, self._maker.store.still(drawn.strip) if needs_still else None
        )
        if changed is None:
            self.update()
        else:
            self.update(self._plate.place(self.size(), changed))
        self.changed.emit()

    def _placed(self, strip: Strip) -> QRectF | None:
        """Where a picture that was drawn for more room lies: with the framing of this room."""
        width, height = float(self.width()), float(self.height())
        if self._framing is None or strip.is_way or _is_shape_of(strip, width, height):
            return None
        scale, x, y = self._framing(strip, width, height)
        own, own_x, own_y = self._framing(strip, strip.width, strip.height)
        zoom = scale / own
        return QRectF(x - own_x * zoom, y - own_y * zoom, strip.width * zoom, strip.height * zoom)

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
        if self.seen is not None and self._has_size():
            self._plate.set_placed(self._placed(self.seen.strip))
        self._ask()

    def changeEvent(self, event: QEvent) -> None:
        """Another density of the screen wants another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._ask()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Put the frame over the stage, and a veil over both while paused."""
        painter = QPainter(self)
        self._plate.paint(painter, self.size(), event.rect())
        if self._is_dimmed:
            self._plate.veil(painter, self.size())
        painter.end()


def _is_sized_for(strip: Strip, width: float, height: float, least: float) -> bool:
    """Whether a strip's pictures can be shown in so many pixels without being drawn again."""
    return _is_shape_of(strip, width, height) and least <= strip.width <= width * 1.01


def _is_shape_of(strip: Strip, width: float, height: float) -> bool:
    return abs(strip.width / strip.height * height / width - 1) < _SAME_SHAPE
