"""The phases of one repetition as bars in the order of the move; reads no clock."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gluteapp.core.exercise import Phase
from gluteapp.language import number, tr
from gluteapp.ui.theme import CAP_SHARE, Theme, pixel_font
from gluteapp.ui.widgets.numerals import width_px

_BAR_SHARE = 0.34
_TEXT_SHARE = 0.40
_GAP_SHARE = 0.17
_TEXT_PX_MIN = 12
_LABELS_SHARE = 0.45
"""Nothing of a label lies higher."""


def phase_word(phase: Phase) -> str:
    """The word for a phase, as shown and said."""
    match phase:
        case Phase.LIFT:
            return tr("Lift")
        case Phase.HOLD:
            return tr("Hold")
        case Phase.LOWER:
            return tr("Lower")
        case Phase.LEAD_IN:
            return tr("Get set")
        case _:
            assert_never(phase)


def phase_label(phase: Phase, seconds: float) -> str:
    """A phase with its length in seconds, such as "Lift 2"."""
    return tr("{phase} {seconds}", phase=phase_word(phase), seconds=number(seconds))


class TempoBar(QWidget):
    """Bars of proportional length; the running one fills, those before it are full.

    Give it 6 % of the window height (LOOKS.md 10 b): upper third bars, lower part labels.
    """

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._phases: tuple[tuple[Phase, int], ...] = ()
        self._running: Phase | None = None
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        self.update()

    def set_phases(self, phases_ms: Sequence[tuple[Phase, int]]) -> None:
        """Lay out the phases of a rep in the order of the move, lengths in ms."""
        wanted = tuple(part for part in phases_ms if part[1] > 0)
        if wanted != self._phases:
            self._phases = wanted
            self._name()
            self.update()

    def show_phase(self, running: Phase | None, share: float) -> None:
        """The phase at hand is `share` (0 to 1) over; None or a lead-in leaves all bars empty."""
        if (running, share) != (self._running, self._share):
            changed = running is not self._running
            before, self._share = self._share, min(max(share, 0.0), 1.0)
            self._running = running
            if changed:
                self._name()
                self.update()
            else:
                self._update_between(before, self._share)

    def _update_between(self, one: float, other: float) -> None:
        """Have the part of the running bar painted again that lies between two shares."""
        running = [phase for phase, _ in self._phases]
        if self._running not in running:
            return
        bar = self.bars_px()[running.index(self._running)]
        left, right = sorted((one, other))
        part = QRectF(
            bar.left() + bar.width() * left, 0, bar.width() * (right - left), bar.height()
        )
        # Round ends reach back by the height of the bar.
        out = bar.height() + 1
        self.update(part.adjusted(-out, 0, out, 1).toAlignedRect())

    def _name(self) -> None:
        labels = [phase_label(phase, ms / 1000) for phase, ms in self._phases]
        tempo = tr(", ").join(labels)
        if self._running is None:
            self.setAccessibleName(tr("Tempo: {tempo}", tempo=tempo))
            return
        self.setAccessibleName(
            tr("Tempo: {tempo}. Now: {phase}", tempo=tempo, phase=phase_word(self._running))
        )

    def sizeHint(self) -> QSize:
        """A middling bar; the screen gives the true size."""
        return QSize(300, 56)

    def bars_px(self) -> tuple[QRectF, ...]:
        """Where the bars lie in px, in order."""
        if not self._phases:
            return ()
        height = self.height() * _BAR_SHARE
        gap = self.height() * _GAP_SHARE
        total_ms = sum(ms for _, ms in self._phases)
        room = self.width() - gap * (len(self._phases) - 1)
        bars: list[QRectF] = []
        x = 0.0
        for _, ms in self._phases:
            width = room * ms / total_ms
            bars.append(QRectF(x, 0, width, height))
            x += width + gap
        return tuple(bars)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint bars and labels."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.theme
        running = [phase for phase, _ in self._phases]
        at = running.index(self._running) if self._running in running else -1
        wanted = QRectF(event.rect())
        for index, bar in enumerate(self.bars_px()):
            if not bar.intersects(wanted):
                continue
            painter.setPen(Qt.PenStyle.NoPen)
            corner = bar.height() / 2
            painter.setBrush(theme.raised)
            painter.drawRoundedRect(bar, corner, corner)
            share = 1.0 if index < at else (self._share if index == at else 0.0)
            if share > 0:
                self._paint_done(painter, bar, share)
        if wanted.bottom() > self.height() * _LABELS_SHARE:
            self._paint_labels(painter, at)
        painter.end()

    def _paint_done(self, painter: QPainter, bar: QRectF, share: float) -> None:
        corner = bar.height() / 2
        painter.save()
        painter.setBrush(self.theme.accent)
        # A short fill keeps its round ends: a line with round caps never overshoots the bar.
        reach = max(bar.width() * share - bar.height(), 0.001)
        pen = QPen(self.theme.accent, bar.height())
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        y = bar.center().y()
        x = bar.left() + corner
        painter.drawLine(QPointF(x, y), QPointF(x + reach, y))
        painter.restore()

    def _paint_labels(self, painter: QPainter, at: int) -> None:
        bars = self.bars_px()
        px = self._label_px(bars)
        y = self.height() * (_BAR_SHARE + 0.24) + px * CAP_SHARE
        for index, (phase, ms) in enumerate(self._phases):
            is_now = index == at
            painter.setFont(pixel_font(px, weight=600 if is_now else 500))
            painter.setPen(self.theme.text if is_now else self.theme.text3)
            painter.drawText(QPointF(bars[index].left(), y), phase_label(phase, ms / 1000))

    def _label_px(self, bars: tuple[QRectF, ...]) -> int:
        """One size for all labels, small enough that none touches the next."""
        px = max(round(self.height() * _TEXT_SHARE), 1)
        while px > _TEXT_PX_MIN and not self._labels_fit(bars, px):
            px -= 1
        return px

    def _labels_fit(self, bars: tuple[QRectF, ...], px: int) -> bool:
        made = pixel_font(px, weight=600)
        for index, (phase, ms) in enumerate(self._phases):
            ends = bars[index + 1].left() if index + 1 < len(bars) else float(self.width())
            room = ends - bars[index].left() - (px * 0.35 if index + 1 < len(bars) else 0.0)
            if width_px(phase_label(phase, ms / 1000), made) > room:
                return False
        return True
