"""The whole session as one line of blocks on two levels; knows a timeline and a position."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gluteapp.core.circuit import StepKind
from gluteapp.core.exercise import Side
from gluteapp.core.timeline import Step, Timeline
from gluteapp.language import clock_length, number, tr, trn
from gluteapp.ui.theme import Theme, mixed, pixel_font

_TEXT_PX_MIN = 12
_TEXT_SHARE = 0.225
_LEVEL_SHARE = 0.46
_DASH_SHARE = 0.26
_LABEL_GAP_PX = 10.0


class SessionStrip(QWidget):
    """Left sets lie on the upper level, right ones on the lower, both-sided ones fill both.

    `set_timeline` lays it out; `show_position(at_ms)` puts the cursor, None takes it away and
    shows every block as still to come. Give it 7 % of the window height on session screens.
    """

    def __init__(
        self,
        *,
        theme: Theme,
        timeline: Timeline | None = None,
        has_labels: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._timeline = timeline
        self._at_ms: int | None = None
        self._has_labels = has_labels
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._name()

    @property
    def timeline(self) -> Timeline | None:
        """The session it shows."""
        return self._timeline

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        self.update()

    def set_timeline(self, timeline: Timeline) -> None:
        """Show another session, or this one with other lengths."""
        self._timeline = timeline
        self._name()
        self.update()

    def show_position(self, at_ms: int | None) -> None:
        """Put the cursor at a time of the timeline in ms; repaints only when it is seen."""
        timeline = self._timeline
        before = self._at_ms
        self._at_ms = at_ms
        if timeline is None:
            return
        if before is None or at_ms is None:
            self._name()
            self.update()
            return
        seconds_changed = before // 1000 != at_ms // 1000
        if seconds_changed:
            self._name()
        is_other_step = timeline.step_at(before).index != timeline.step_at(at_ms).index
        moved_px = abs(self._x(before) - self._x(at_ms))
        if is_other_step:
            self.update()
        elif moved_px >= 0.25:
            self.update(self._halo(before).united(self._halo(at_ms)).toAlignedRect())
        else:
            self._at_ms = before if not seconds_changed else at_ms

    def sizeHint(self) -> QSize:
        """High enough for blocks and labels."""
        return QSize(480, 66 if self._has_labels else 40)

    def minimumSizeHint(self) -> QSize:
        """Small, but with labels that can be read."""
        return QSize(160, 44 if self._has_labels else 20)

    def _name(self) -> None:
        timeline = self._timeline
        if timeline is None:
            self.setAccessibleName("")
            return
        sets = timeline.set_count
        if self._at_ms is None:
            self.setAccessibleName(
                trn(
                    "Session, {length}, {n} set",
                    "Session, {length}, {n} sets",
                    sets,
                    length=clock_length(timeline.length_ms),
                )
            )
            return
        minutes, seconds = divmod(self._at_ms // 1000, 60)
        total_s = timeline.length_ms // 1000
        total = number(total_s // 60) if total_s % 60 == 0 else clock_length(timeline.length_ms)
        reached = timeline.step_at(self._at_ms)
        begun = [s for s in timeline.steps[: reached.index + 1] if s.set_number is not None]
        rounds = {s.round for s in timeline.steps if s.round is not None}
        self.setAccessibleName(
            tr(
                "Session, {minutes} minutes {seconds} of {total}, round {round} of {rounds}, "
                "set {set} of {sets}",
                minutes=number(minutes),
                seconds=number(seconds),
                total=total,
                round=number((begun[-1].round or 1) if begun else 1),
                rounds=number(max(len(rounds), 1)),
                set=number(len(begun)),
                sets=number(sets),
            )
        )

    def _x(self, at_ms: int) -> float:
        length = self._timeline.length_ms if self._timeline is not None else 1
        return self.width() * at_ms / max(length, 1)

    def _area(self) -> QRectF:
        height = float(self.height())
        if not self._has_labels:
            return QRectF(0, height * 0.08, self.width(), height * 0.84)
        text = self._text_px() * 1.5
        room = height - text
        top = max(room * 0.12, 3.0)
        return QRectF(0, top, self.width(), max(room - 2 * top, 8.0))

    def _text_px(self) -> int:
        return max(_TEXT_PX_MIN, round(self.height() * _TEXT_SHARE))

    def block_of(self, step: Step) -> QRectF | None:
        """Where the block of a step lies in px; None for rests and what is left out."""
        if not step.kind.is_move or step.is_dropped:
            return None
        area = self._area()
        # A hair of room at each end keeps neighbours apart.
        inset = min(1.0, self._x(step.duration_ms) * 0.2)
        left = self._x(step.start_ms) + inset
        width = max(self._x(step.duration_ms) - 2 * inset, 1.5)
        if step.kind is not StepKind.WORK:
            height = area.height() * _DASH_SHARE
            return QRectF(left, area.center().y() - height / 2, width, height)
        level = area.height() * _LEVEL_SHARE
        match step.side:
            case Side.LEFT:
                return QRectF(left, area.top(), width, level)
            case Side.RIGHT:
                return QRectF(left, area.bottom() - level, width, level)
            case _:
                return QRectF(left, area.top(), width, area.height())

    def _colour_of(self, step: Step) -> QColor:
        theme = self.theme
        if self._at_ms is not None and step.end_ms <= self._at_ms:
            return theme.idle
        if step.kind is not StepKind.WORK:
            return mixed(theme.idle, theme.text3, 0.4)
        match step.side:
            case Side.LEFT:
                return theme.left
            case Side.RIGHT:
                return theme.right
            case _:
                return theme.text2

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint blocks, cursor and labels."""
        timeline = self._timeline
        if timeline is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        corner = max(self._area().height() * 0.09, 1.5)
        wanted = QRectF(event.rect())
        for step in timeline.steps:
            block = self.block_of(step)
            if block is None or not block.intersects(wanted):
                continue
            painter.setBrush(self._colour_of(step))
            round_px = min(corner, block.height() / 2, block.width() / 2)
            painter.drawRoundedRect(block, round_px, round_px)
        if self._at_ms is not None:
            self._paint_cursor(painter, self._at_ms)
        if self._has_labels and event.rect().bottom() >= self.height() - 1.5 * self._text_px():
            self._paint_labels(painter, timeline)
        painter.end()

    def _halo(self, at_ms: int) -> QRectF:
        """The cursor with the dark ground around it."""
        area = self._area()
        width = self._cursor_px()
        x = min(max(self._x(at_ms), width / 2), self.width() - width / 2)
        over = min(area.top(), area.height() * 0.14)
        return QRectF(x - width, area.top() - over, 2 * width, area.height() + 2 * over)

    def _cursor_px(self) -> int:
        return max(round(self.height() * 0.05), 2)

    def _paint_cursor(self, painter: QPainter, at_ms: int) -> None:
        width, halo = self._cursor_px(), self._halo(at_ms)
        painter.setBrush(self.theme.bg)
        painter.drawRect(halo)
        painter.setBrush(self.theme.text)
        line = halo.adjusted(width / 2, 0, -width / 2, 0)
        painter.drawRoundedRect(line, width / 2, width / 2)

    def _paint_labels(self, painter: QPainter, timeline: Timeline) -> None:
        font = pixel_font(self._text_px(), weight=500)
        painter.setFont(font)
        painter.setPen(self.theme.text3)
        y = self.height() - QFontMetricsF(font).descent()
        for x, words in self.labels_px(timeline):
            painter.drawText(QPointF(x, y), words)

    def label_metrics(self) -> QFontMetricsF:
        """How wide the labels are at the height at hand."""
        return QFontMetricsF(pixel_font(self._text_px(), weight=500))

    def labels_px(self, timeline: Timeline) -> list[tuple[float, str]]:
        """The labels with the x in px where each begins; none lies over another."""
        metrics = self.label_metrics()
        placed: list[tuple[float, str]] = []
        free_from = 0.0
        for start_ms, words in _parts(timeline):
            width = metrics.horizontalAdvance(words)
            x = min(max(self._x(start_ms), free_from), self.width() - width)
            if x < free_from - 0.5:
                continue
            placed.append((x, words))
            free_from = x + width + _LABEL_GAP_PX
        return placed


def _parts(timeline: Timeline) -> list[tuple[int, str]]:
    """Where each part of a session begins in ms, and its name."""
    parts: list[tuple[int, str]] = []
    seen: set[object] = set()
    for step in timeline.steps:
        if not step.kind.is_move or step.is_dropped:
            continue
        key = (step.kind, step.round if step.kind is StepKind.WORK else None)
        if key in seen:
            continue
        seen.add(key)
        if step.kind is StepKind.WARM_UP:
            parts.append((0 if not parts else step.start_ms, tr("Warm-up")))
        elif step.kind is StepKind.COOL_DOWN:
            parts.append((step.start_ms, tr("Cool-down")))
        elif step.round is not None:
            parts.append((step.start_ms, tr("Round {n}", n=number(step.round))))
        else:
            parts.append((step.start_ms, tr("Moves")))
    return parts
