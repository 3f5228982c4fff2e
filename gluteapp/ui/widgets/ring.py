"""The ring of a session: how far an interval is, with one big number; reads no clock."""

from __future__ import annotations

import math
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from gluteapp.ui.theme import CAP_SHARE, Theme, mixed, pixel_font
from gluteapp.ui.widgets.numerals import ink_box, paint_number, width_px

_STEPS = 1000
_STROKE_SHARE = 0.05
_COUNT_IN_SEGMENTS = 3
_SEGMENT_GAP_DEG = 3.6
# Shares of the diameter: 27.6 % of the window in a ring of 46 %, 24.5 % in one of 34 %.
_NUMBER_SHARE = 0.60
_NUMBER_ALONE_SHARE = 0.72
_CAPTION_SHARE = 0.096
_CAPTION_DROP_SHARE = 0.305
_FAR_SHARE = 0.05
"""A larger step of the edge is painted with everything else."""


class RingKind(StrEnum):
    """What the ring tells: each has its own colour, and count-in its own shape."""

    WORK = "work"
    REST = "rest"
    COUNT_IN = "count_in"
    OPEN = "open"
    """Work without a set end: the edge is only how much of the longest time is gone."""
    LEFT = "left"
    RIGHT = "right"


def _on(track: QRectF, share: float) -> QPointF:
    """The point of the edge that far round, clockwise from the top."""
    turn = 2 * math.pi * share
    middle, radius = track.center(), track.width() / 2
    return QPointF(middle.x() + radius * math.sin(turn), middle.y() - radius * math.cos(turn))


class Ring(QProgressBar):
    """A square progress ring with role progress bar; everything is a share of its side.

    `show_interval` for work, rest and switch; `show_count_in` for the three white segments.
    A number of two digits in a ring without a caption is as large as fits: for digits of 17.5 %
    of the window height the ring needs 42 % of it, one digit needs 34 %.
    """

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._kind = RingKind.WORK
        self._share = 0.0
        self._number = ""
        self._caption = ""
        self._has_half_tick = False
        self._is_ending = False
        self._pulse = 0.0
        self._fitted: tuple[tuple[float, int, bool], QFont] | None = None
        """Side, digits and whether there is a caption, with the font that fits them."""
        self.setRange(0, _STEPS)
        self.setTextVisible(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        self.update()

    def show_interval(
        self,
        *,
        kind: RingKind,
        share: float,
        number: str,
        caption: str = "",
        name: str = "",
        has_half_tick: bool = False,
        is_ending: bool = False,
        pulse: float = 0.0,
    ) -> None:
        """Show `share` (0 to 1) of an interval done, a number and a small line under it.

        `is_ending` in the last 3 s brightens the edge; `pulse` 0 to 1 makes the number up to
        6 % larger; `name` is what a screen reader says, such as "Clam, left leg, rep 5 of 7".
        """
        state = (kind, share, number, caption, has_half_tick, is_ending, pulse)
        before = (
            self._kind,
            self._share,
            self._number,
            self._caption,
            self._has_half_tick,
            self._is_ending,
            self._pulse,
        )
        if name and name != self.accessibleName():
            self.setAccessibleName(name)
        if state == before:
            return
        share_before = self._share
        self._kind, self._share, self._number, self._caption = kind, share, number, caption
        self._has_half_tick, self._is_ending, self._pulse = has_half_tick, is_ending, pulse
        self._tell_value()
        if (before[0], before[4:6]) != (kind, state[4:6]) or before[3] != caption:
            self.update()
            return
        if before[2] != number or before[6] != pulse:
            self.update(self._words().toAlignedRect())
        self._update_between(share_before, share)

    def _tell_value(self) -> None:
        """Give screen readers the share, without the paint at once that a progress bar does."""
        self.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, True)
        self.setValue(round(min(max(self._share, 0.0), 1.0) * _STEPS))
        self.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, False)

    def _update_between(self, one: float, other: float) -> None:
        """Have the part of the edge painted again that lies between two shares."""
        low, high = sorted((min(max(one, 0.0), 1.0), min(max(other, 0.0), 1.0)))
        if low == high:
            return
        if self._kind is RingKind.COUNT_IN:
            if int(low * _COUNT_IN_SEGMENTS) != int(high * _COUNT_IN_SEGMENTS):
                self.update()
            return
        if high - low > _FAR_SHARE or (self._has_half_tick and low < 0.5 <= high):
            self.update()
            return
        track = self._track()
        # Round ends stand out by half a stroke, and from nothing to something on both sides.
        out = self._side() * _STROKE_SHARE + 2
        ends = (_on(track, low), _on(track, (low + high) / 2), _on(track, high))
        around = QRectF(ends[0], ends[0])
        for x, y in ((end.x(), end.y()) for end in ends):
            around.setCoords(
                min(around.left(), x),
                min(around.top(), y),
                max(around.right(), x),
                max(around.bottom(), y),
            )
        self.update(around.adjusted(-out, -out, out, out).toAlignedRect())

    def show_count_in(
        self, *, seconds_left: int, share: float, caption: str = "", name: str = ""
    ) -> None:
        """Show the white segments of a count-in: `share` (0 to 1) of it is over."""
        self.show_interval(
            kind=RingKind.COUNT_IN,
            share=share,
            number=str(seconds_left),
            caption=caption,
            name=name,
        )

    @property
    def kind(self) -> RingKind:
        """What it tells now."""
        return self._kind

    @property
    def number(self) -> str:
        """The big number."""
        return self._number

    @property
    def caption(self) -> str:
        """The small line."""
        return self._caption

    @property
    def colour(self) -> QColor:
        """The colour of what is done."""
        theme = self.theme
        colours = {
            RingKind.WORK: theme.accent,
            RingKind.REST: theme.rest,
            RingKind.COUNT_IN: theme.text,
            RingKind.OPEN: theme.text3,
            RingKind.LEFT: theme.left,
            RingKind.RIGHT: theme.right,
        }
        return colours[self._kind]

    def sizeHint(self) -> QSize:
        """A middling square; the screen gives the true size."""
        return QSize(240, 240)

    def minimumSizeHint(self) -> QSize:
        """Small enough for a pre-flight."""
        return QSize(72, 72)

    def number_font(self) -> QFont:
        """The font of the number, as large as its share allows and the ring has room for."""
        key = (self._side(), len(self._number), bool(self._caption))
        if self._fitted is None or self._fitted[0] != key:
            self._fitted = (key, self._fitted_font())
        return QFont(self._fitted[1])

    def _fitted_font(self) -> QFont:
        side = self._side()
        wanted = (_NUMBER_SHARE if self._caption else _NUMBER_ALONE_SHARE) * side
        inner = side * (0.5 - _STROKE_SHARE) - side * 0.015
        # Fit the widest number of as many digits, so that the size holds while it counts.
        widest = "8" * len(self._number)
        px = wanted
        for _ in range(40):
            font = self._font_of(px)
            box = ink_box(widest, font)
            top = px * CAP_SHARE / 2 + self._lift(px)
            if math.hypot(box.width() / 2, top) <= inner or px < 8:
                break
            px *= 0.98
        return self._font_of(px)

    def _font_of(self, px: float) -> QFont:
        return pixel_font(round(px), weight=700, is_display=True, tracking=-0.015)

    def _lift(self, px: float) -> float:
        """How far the number stands above the middle to make room for the caption."""
        return (
            0.055
            * self._side()
            * min(1.0, px / (_NUMBER_SHARE * self._side()))
            * (1.0 if self._caption else 0.0)
        )

    def _side(self) -> float:
        return float(min(self.width(), self.height()))

    def _track(self) -> QRectF:
        side = self._side()
        stroke = side * _STROKE_SHARE
        # A brighter edge may stand out by a hair; keep room for it.
        rect = QRectF(0, 0, side - stroke - 2, side - stroke - 2)
        rect.moveCenter(QPointF(self.width() / 2, self.height() / 2))
        return rect

    def _words(self) -> QRectF:
        """A box around number and caption, with the number at its largest."""
        font = self.number_font()
        px = font.pixelSize()
        # A digit is never wider than its own height.
        wide = max(px * len(self._number), self._side() * 0.66 if self._caption else 0.0)
        middle = self.height() / 2 - self._lift(px)
        top = middle - px * 0.5
        drop = self.height() / 2 + (_CAPTION_DROP_SHARE + _CAPTION_SHARE / 2) * self._side()
        bottom = max(middle + px * 0.5, drop if self._caption else 0.0)
        return QRectF((self.width() - wide) / 2, top, wide, bottom - top)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint track, progress, number and caption, as far as they are asked for."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._kind is RingKind.COUNT_IN:
            self._paint_segments(painter)
        else:
            self._paint_progress(painter)
        if event.region().intersects(self._words().toAlignedRect()):
            self._paint_number(painter)
            self._paint_caption(painter)
        painter.end()

    def _pen(self, colour: QColor, width: float, cap: Qt.PenCapStyle) -> QPen:
        pen = QPen(colour, width)
        pen.setCapStyle(cap)
        return pen

    def _paint_progress(self, painter: QPainter) -> None:
        track, stroke = self._track(), self._side() * _STROKE_SHARE
        painter.setPen(self._pen(self.theme.raised, stroke, Qt.PenCapStyle.FlatCap))
        painter.drawEllipse(track)
        if self._has_half_tick:
            self._paint_half_tick(painter, track, stroke)
        if self._share <= 0:
            return
        colour = self.colour
        if self._is_ending:
            colour = mixed(colour, self.theme.text, 0.55)
        painter.setPen(self._pen(colour, stroke, Qt.PenCapStyle.RoundCap))
        span = -min(self._share, 1.0) * 360 * 16
        painter.drawArc(track, 90 * 16, round(span))

    def _paint_half_tick(self, painter: QPainter, track: QRectF, stroke: float) -> None:
        is_passed = self._share >= 0.5
        x = track.center().x()
        y = track.bottom()
        # Outside the stroke too, so that it shows over the progress that covers it.
        painter.setPen(self._pen(self.theme.line2, stroke * 0.16, Qt.PenCapStyle.FlatCap))
        if not is_passed:
            painter.drawLine(QPointF(x, y - stroke / 2), QPointF(x, y + stroke / 2))
        inner = y - stroke / 2
        painter.drawLine(QPointF(x, inner - stroke * 0.65), QPointF(x, inner - stroke * 0.2))

    def _paint_segments(self, painter: QPainter) -> None:
        track, stroke = self._track(), self._side() * _STROKE_SHARE
        each = 360 / _COUNT_IN_SEGMENTS
        running = min(int(self._share * _COUNT_IN_SEGMENTS), _COUNT_IN_SEGMENTS)
        for number in range(_COUNT_IN_SEGMENTS):
            start = 90 - number * each - _SEGMENT_GAP_DEG / 2
            span = -(each - _SEGMENT_GAP_DEG)
            is_lit = number < max(running, 0)
            width = stroke if is_lit else stroke * 0.6
            colour = self.theme.text if is_lit else self.theme.idle
            painter.setPen(self._pen(colour, width, Qt.PenCapStyle.FlatCap))
            painter.drawArc(track, round(start * 16), round(span * 16))

    def _paint_number(self, painter: QPainter) -> None:
        if not self._number:
            return
        font = self.number_font()
        lift = self._lift(font.pixelSize())
        box = ink_box(self._number, font)
        middle = QPointF(self.width() / 2, self.height() / 2 - lift)
        painter.save()
        painter.translate(middle)
        scale = 1 + 0.06 * self._pulse
        painter.scale(scale, scale)
        at = QPointF(-box.center().x(), font.pixelSize() * CAP_SHARE / 2)
        paint_number(painter, self._number, font, at, self.theme.text)
        painter.restore()

    def _paint_caption(self, painter: QPainter) -> None:
        if not self._caption:
            return
        side = self._side()
        px = round(_CAPTION_SHARE * side)
        drop = _CAPTION_DROP_SHARE * side
        inner = side * (0.5 - _STROKE_SHARE) * 0.97
        room = 2 * math.sqrt(max(inner**2 - drop**2, 1.0))
        font = pixel_font(px, weight=500)
        while width_px(self._caption, font) > room and px > 8:
            px -= 1
            font = pixel_font(px, weight=500)
        painter.setFont(font)
        painter.setPen(self.theme.text2)
        width = width_px(self._caption, font)
        y = self.height() / 2 + drop
        painter.drawText(QPointF((self.width() - width) / 2, y), self._caption)
