"""Past sessions, newest first; opens and deletes nothing itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from gluteapp.core.session import SessionRecord
from gluteapp.language import local_time, long_date, number, short_date, tr, trn
from gluteapp.services.history import SessionFacts, facts_of
from gluteapp.ui.screens.desk_page import DeskPage
from gluteapp.ui.screens.history_row import HistoryDelegate, HistoryLine
from gluteapp.ui.screens.pain_gate import PAIN_GATE_MIN
from gluteapp.ui.screens.set_words import end_word
from gluteapp.ui.screens.stop_button import StopButton
from gluteapp.ui.screens.today_cards import effort_words, sets_words
from gluteapp.ui.theme import FontRole, Theme
from gluteapp.ui.widgets.card import Card
from gluteapp.ui.widgets.icon_label import Icon
from gluteapp.ui.widgets.text_label import TextLabel

LINE_ROLE = Qt.ItemDataRole.UserRole + 1
ID_ROLE = Qt.ItemDataRole.UserRole + 2
_Index = QModelIndex | QPersistentModelIndex


class ReadMore(Protocol):
    """Reads the sessions older than those that were read, and how to read on, if there are more."""

    def __call__(self) -> tuple[Sequence[SessionRecord], ReadMore | None]:
        """Older sessions, newest first."""
        ...


def history_line(record: SessionRecord, *, this_year: int) -> HistoryLine:
    """A session as one line of the list."""
    facts = facts_of(record)
    day = local_time(record.opened.utc_ms, record.opened.offset_min).date()
    return HistoryLine(
        day=long_date(day) if day.year == this_year else short_date(day),
        circuit=tr(record.opened.circuit_title),
        sets=tr("{sets} sets", sets=sets_words(facts)),
        effort=_effort(facts),
        pain="" if facts.pain_max is None else tr("pain {score}", score=number(facts.pain_max)),
        is_pain_high=(facts.pain_max or 0) >= PAIN_GATE_MIN,
        flag=end_word(record),
        open_answers=facts.open_answers,
    )


def _effort(facts: SessionFacts) -> str:
    if facts.usual_effort is None:
        return ""
    return tr("{effort} reps left", effort=effort_words(facts))


class HistoryModel(QAbstractListModel):
    """Session records as rows; a line is worked out when it is first looked at.

    Emits `grown()` when older sessions were read.
    """

    grown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._records: list[SessionRecord] = []
        self._lines: dict[str, HistoryLine] = {}
        self._this_year = 0
        self._read_more: ReadMore | None = None

    @property
    def is_whole(self) -> bool:
        """Whether every session there is stands in the list."""
        return self._read_more is None

    def show(
        self,
        records: Sequence[SessionRecord],
        this_year: int,
        read_more: ReadMore | None = None,
    ) -> None:
        """Show other records, the newest of all when `read_more` brings older ones."""
        self.beginResetModel()
        self._records, self._lines, self._this_year = list(records), {}, this_year
        self._read_more = read_more
        self.endResetModel()

    def canFetchMore(self, parent: _Index = QModelIndex()) -> bool:  # noqa: B008
        """Whether there are older sessions."""
        return not parent.isValid() and self._read_more is not None

    def fetchMore(self, parent: _Index = QModelIndex()) -> None:  # noqa: B008
        """Read older sessions; the list asks when it is scrolled near its end."""
        if parent.isValid() or self._read_more is None:
            return
        # Nobody may ask again while this reads.
        read_more, self._read_more = self._read_more, None
        older, more = read_more()
        if older:
            count = len(self._records)
            self.beginInsertRows(QModelIndex(), count, count + len(older) - 1)
            self._records += older
            self.endInsertRows()
        self._read_more = more
        self.grown.emit()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """How many sessions there are."""
        return 0 if parent.isValid() else len(self._records)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The line, the id, or the words a screen reader says."""
        record = self._records[index.row()]
        if role == ID_ROLE:
            return record.id
        if role not in (LINE_ROLE, Qt.ItemDataRole.DisplayRole):
            return None
        line = self._lines.get(record.id)
        if line is None:
            line = history_line(record, this_year=self._this_year)
            self._lines[record.id] = line
        return line if role == LINE_ROLE else line.spoken


class HistoryScreen(DeskPage):
    """Emits `session_asked(id)` and `remove_asked(id)`."""

    session_asked = Signal(str)
    remove_asked = Signal(str)
    stop_signs_asked = Signal()

    def __init__(
        self,
        *,
        theme: Theme,
        records: Sequence[SessionRecord] = (),
        this_year: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("History"), theme=theme, parent=parent)
        stop = StopButton(theme=theme, parent=self)
        stop.clicked.connect(self.stop_signs_asked)
        self.header.addWidget(stop, 0, Qt.AlignmentFlag.AlignBottom)
        self.model = HistoryModel(self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setAccessibleName(tr("Past sessions"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setCursor(Qt.CursorShape.PointingHandCursor)
        self.list.setMinimumHeight(280)
        self.delegate = HistoryDelegate(theme=theme, line_role=LINE_ROLE, parent=self.list)
        self.list.setItemDelegate(self.delegate)
        self.list.clicked.connect(lambda index: self.session_asked.emit(index.data(ID_ROLE)))
        self.empty = self._empty_card()
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.empty)
        self.body.addStretch(0)
        self._style_list()
        self.model.grown.connect(self._show_count)
        self.show_records(records, this_year)

    def _empty_card(self) -> Card:
        card = Card(theme=self.theme, parent=self)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(40, 56, 40, 56)
        layout.setSpacing(12)
        mark = Icon("clock-history", theme=self.theme, tone="text3", size_px=40, parent=card)
        title = TextLabel(
            tr("Nothing yet"),
            theme=self.theme,
            role=FontRole.SECTION,
            align=Qt.AlignmentFlag.AlignHCenter,
            parent=card,
        )
        text = TextLabel(
            tr("Your first session will stand here. Start it from Today."),
            theme=self.theme,
            tone="text2",
            align=Qt.AlignmentFlag.AlignHCenter,
            wraps=True,
            parent=card,
        )
        layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(title)
        layout.addWidget(text)
        return card

    def show_records(
        self,
        records: Sequence[SessionRecord],
        this_year: int,
        read_more: ReadMore | None = None,
    ) -> None:
        """Show these sessions; the place in the list is kept as far as it goes."""
        bar = self.list.verticalScrollBar()
        row, at = self.list.currentIndex().row(), bar.value()
        self.model.show(records, this_year, read_more)
        self.list.setVisible(bool(records))
        self.empty.setVisible(not records)
        if records:
            self.list.setCurrentIndex(self.model.index(min(max(row, 0), len(records) - 1)))
            bar.setValue(at)
        self._show_count()

    def _show_count(self) -> None:
        count = self.model.rowCount()
        words = ""
        if count and self.model.is_whole:
            words = trn("{n} session", "{n} sessions", count)
        elif count:
            words = trn("The newest {n} session", "The newest {n} sessions", count)
        self.set_heading(tr("History"), words)

    def focus_first(self) -> None:
        """Give the list the focus, so that arrows walk it."""
        if not self.list.isHidden():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        super().set_theme(theme)
        self.delegate.set_theme(theme)
        self._style_list()

    def _style_list(self) -> None:
        self.list.setStyleSheet("QListView { background: transparent; border: 0; outline: 0; }")
        self.list.verticalScrollBar().setStyleSheet(self.area.verticalScrollBar().styleSheet())
        self.list.viewport().update()

    def take_key(self, event: QKeyEvent) -> bool:
        """Enter opens the chosen session, Delete deletes it."""
        chosen = self.list.currentIndex()
        if not chosen.isValid() or self.list.isHidden():
            return super().take_key(event)
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Delete if event.isAutoRepeat():
                # A key held down would walk through the list one session after the other.
                pass
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.session_asked.emit(chosen.data(ID_ROLE))
            case Qt.Key.Key_Delete:
                self.remove_asked.emit(chosen.data(ID_ROLE))
            case _:
                return super().take_key(event)
        return True
