"""The calendar of what was done, month by month. Opens nothing itself."""

from __future__ import annotations

import calendar
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from gluteapp.core.analytics import CalendarDay
from gluteapp.core.circuit import SessionMode
from gluteapp.language import long_date, month_and_year, number, tr, weekday_letter
from gluteapp.ui.screens.progress_marks import (
    MODE_ORDER,
    DayLegend,
    mode_word,
    paint_day_mark,
)
from gluteapp.ui.theme import CARD_PADDING, RADIUS_SMALL, FontRole, Theme, font
from gluteapp.ui.widgets.announce import announce
from gluteapp.ui.widgets.button import Button, ButtonKind
from gluteapp.ui.widgets.card import Card
from gluteapp.ui.widgets.focus_ring import FocusRing
from gluteapp.ui.widgets.text_label import TextLabel

_HEAD_PX, _ROW_PX, _ROWS = 24, 32, 6
_MARK_PX = 28.0


class MonthGrid(QWidget):
    """One month of days; emits `day_opened(day)` and `month_changed()`.

    Arrows walk the days, PageUp and PageDown the months, Home goes to today, Enter opens.
    """

    day_opened = Signal(int)
    month_changed = Signal()

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.days: dict[int, CalendarDay] = {}
        self.today = date(2000, 1, 1).toordinal()
        self.chosen = self.today
        self._hovered: int | None = None
        self.setAccessibleName(tr("Calendar of sessions"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_days(self, days: tuple[CalendarDay, ...], today: int) -> None:
        """Show these days; the month that is open stays unless today moved on."""
        self.days = {one.day: one for one in days}
        if today != self.today:
            self.today, self.chosen = today, today
        self.month_changed.emit()
        self.update()

    @property
    def month(self) -> date:
        """The first day of the month that is open."""
        return date.fromordinal(self.chosen).replace(day=1)

    def modes_in_month(self) -> list[SessionMode]:
        """What was done in the month that is open."""
        month = self.month
        found = {
            mode
            for one in self.days.values()
            if date.fromordinal(one.day).replace(day=1) == month
            for mode in one.modes
        }
        return [mode for mode in MODE_ORDER if mode in found]

    def turn(self, months: int) -> None:
        """Go on or back by months; not beyond today's."""
        at = date.fromordinal(self.chosen)
        count = at.year * 12 + at.month - 1 + months
        year, month = count // 12, count % 12 + 1
        day = min(at.day, calendar.monthrange(year, month)[1])
        self._choose(date(year, month, day).toordinal())

    def _choose(self, day: int) -> None:
        before, self.chosen = self.month, min(day, self.today)
        if self.month != before:
            self.month_changed.emit()
        self.update()

    def words_of(self, day: int) -> str:
        """What a screen reader says about a day."""
        named = long_date(date.fromordinal(day))
        if day == self.today:
            named = tr("{day}, today", day=named)
        found = self.days.get(day)
        if found is None or not found.modes:
            return tr("{day}, no session", day=named)
        what = ", ".join(mode_word(mode) for mode in found.modes)
        return tr("{day}, {what}", day=named, what=what)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk days and months."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        key = Qt.Key(event.key())
        if key in steps:
            self._choose(self.chosen + steps[key])
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turn(-1 if key is Qt.Key.Key_PageUp else 1)
        elif key is Qt.Key.Key_Home:
            self._choose(self.today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._open(self.chosen)
            return
        else:
            super().keyPressEvent(event)
            return
        announce(self, self.words_of(self.chosen))

    def _open(self, day: int) -> None:
        found = self.days.get(day)
        if found is not None and found.session_ids:
            self.day_opened.emit(day)

    # Where things lie

    def sizeHint(self) -> QSize:
        """Six weeks and the letters over them."""
        scale = self.theme.scale
        return QSize(300, round((_HEAD_PX + _ROWS * _ROW_PX) * scale))

    def minimumSizeHint(self) -> QSize:
        """The smallest that can still be hit."""
        return QSize(7 * 34, self.sizeHint().height())

    def _first(self) -> int:
        first = self.month.toordinal()
        return first - (first - 1) % 7

    def cell(self, day: int) -> QRectF:
        """Where a day of the month that is open lies, in px."""
        row, column = divmod(day - self._first(), 7)
        scale = self.theme.scale
        width, height = self.width() / 7, _ROW_PX * scale
        return QRectF(column * width, _HEAD_PX * scale + row * height, width, height)

    def _day_at(self, at: QPointF) -> int | None:
        scale = self.theme.scale
        row = int((at.y() - _HEAD_PX * scale) // (_ROW_PX * scale))
        column = int(at.x() // (self.width() / 7))
        if row < 0 or not 0 <= column < 7:
            return None
        day = self._first() + row * 7 + column
        return day if date.fromordinal(day).replace(day=1) == self.month else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what a click would open."""
        day = self._day_at(event.position())
        has_session = day is not None and bool((found := self.days.get(day)) and found.session_ids)
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if has_session else Qt.CursorShape.ArrowCursor
        )
        if day is not None:
            self.setToolTip(self.words_of(day))
        hovered = day if has_session else None
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the day under the mouse."""
        day = self._day_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and day is not None and day <= self.today:
            self._choose(day)
            self._open(day)
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring, and say where one is."""
        super().focusInEvent(event)
        FocusRing.focus_came(self, event, self.theme.text, RADIUS_SMALL)
        announce(self, self.words_of(self.chosen))
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        FocusRing.focus_went(self, event)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        self.updateGeometry()
        self.update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint letters and days."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.theme
        painter.setFont(font(FontRole.AXIS, theme.scale))
        painter.setPen(theme.text3)
        first = self._first()
        for column in range(7):
            cell = self.cell(first + column)
            head = QRectF(cell.left(), 0, cell.width(), _HEAD_PX * theme.scale - 6)
            letter = weekday_letter(date.fromordinal(first + column))
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, letter)
        month = self.month
        for day in range(month.toordinal(), month.toordinal() + 31):
            if date.fromordinal(day).month == month.month:
                self._paint_day(painter, day)
        painter.end()

    def _paint_day(self, painter: QPainter, day: int) -> None:
        theme = self.theme
        middle = self.cell(day).center()
        side = _MARK_PX * theme.scale
        mark = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
        found = self.days.get(day)
        ink = paint_day_mark(painter, mark, found.modes if found else (), theme)
        if ink is None:
            ink = theme.text3 if day > self.today else theme.text2
        is_chosen = day == self.chosen and self.hasFocus()
        if day == self.today or is_chosen or day == self._hovered:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.text, 3 if is_chosen else 2))
            painter.drawEllipse(mark.adjusted(-1, -1, 1, 1))
        is_strong = bool(found and found.modes) or day == self.today
        painter.setFont(
            font(FontRole.CAPTION_STRONG if is_strong else FontRole.CAPTION, theme.scale)
        )
        painter.setPen(ink)
        metrics = QFontMetricsF(painter.font())
        words = number(date.fromordinal(day).day)
        x = middle.x() - metrics.horizontalAdvance(words) / 2
        painter.drawText(QPointF(x, middle.y() + metrics.capHeight() / 2), words)


class CalendarCard(Card):
    """The month with its name, arrows and what the marks mean.

    Emits `session_opened(id)`, and `start_asked()` while nothing was ever done.
    """

    session_opened = Signal(str)
    start_asked = Signal()

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme=theme, name=tr("Calendar"), parent=parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(CARD_PADDING, 12, CARD_PADDING, 16)
        layout.setSpacing(2)
        self._month = TextLabel(theme=theme, role=FontRole.BODY_STRONG, parent=self)
        self.earlier = self._arrow("caret-left", tr("Month before"))
        self.later = self._arrow("caret-right", tr("Month after"))
        layout.addLayout(self._header())
        self.empty = TextLabel(
            tr("Circuits and check-ins as you do them."),
            theme=theme,
            tone="text2",
            wraps=True,
            parent=self,
        )
        layout.addWidget(self.empty)
        self.grid = MonthGrid(theme=theme, parent=self)
        layout.addWidget(self.grid)
        self.legend = DayLegend(theme=theme, parent=self)
        layout.addWidget(self.legend)
        layout.addStretch(1)
        self.start = Button(
            tr("Start the first circuit"),
            theme=theme,
            kind=ButtonKind.PRIMARY,
            icon="play-fill",
            height_px=64,
            parent=self,
        )
        self.start.clicked.connect(self.start_asked)
        layout.addWidget(self.start)
        self.grid.month_changed.connect(self._show_month)
        self.grid.day_opened.connect(self._on_day_opened)
        self.earlier.clicked.connect(lambda: self.grid.turn(-1))
        self.later.clicked.connect(lambda: self.grid.turn(1))

    def _header(self) -> QHBoxLayout:
        title = TextLabel(tr("Calendar"), theme=self.theme, role=FontRole.SECTION, parent=self)
        header = QHBoxLayout()
        header.setSpacing(0)
        header.addWidget(title, 1)
        for part in (self.earlier, self._month, self.later):
            header.addWidget(part)
        return header

    def _arrow(self, icon: str, name: str) -> Button:
        button = Button("", theme=self.theme, kind=ButtonKind.QUIET, icon=icon, parent=self)
        button.setAccessibleName(name)
        button.setToolTip(name)
        return button

    def show_days(self, days: tuple[CalendarDay, ...], today: int) -> None:
        """Show these days; while there are none, one sentence."""
        has_days = bool(days)
        self.empty.setVisible(not has_days)
        self.start.setVisible(not has_days)
        for part in (self.earlier, self._month, self.later, self.grid, self.legend):
            part.setVisible(has_days)
        self.grid.show_days(days, today)

    def _show_month(self) -> None:
        month = self.grid.month
        self._month.setText(month_and_year(month))
        this_month = date.fromordinal(self.grid.today).replace(day=1)
        self.later.set_enabled_with_reason(month < this_month, tr("This is the newest month."))
        self.legend.show_modes(self.grid.modes_in_month())

    def _on_day_opened(self, day: int) -> None:
        found = self.grid.days[day]
        if len(found.session_ids) == 1:
            self.session_opened.emit(found.session_ids[0])
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place, session_id in enumerate(found.session_ids):
            mode = found.modes[min(place, len(found.modes) - 1)]
            action = menu.addAction(tr("{n}. {what}", n=number(place + 1), what=mode_word(mode)))
            action.triggered.connect(
                lambda _=False, opened=session_id: self.session_opened.emit(opened)
            )
        at = self.grid.cell(day).bottomLeft().toPoint()
        menu.popup(self.grid.mapToGlobal(at))
