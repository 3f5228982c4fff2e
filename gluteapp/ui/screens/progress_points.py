"""The table of every point as a card; opens nothing itself."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QTableView, QVBoxLayout, QWidget

from gluteapp.core.analytics import Progress
from gluteapp.language import tr, trn
from gluteapp.ui.screens.progress_table import ID_ROLE, PointModel, point_rows
from gluteapp.ui.theme import CARD_PADDING, FontRole, Theme, font
from gluteapp.ui.widgets.card import Card
from gluteapp.ui.widgets.text_label import TextLabel

_ROW_PX = 40


class _Table(QTableView):
    """Enter opens a row; Tab leaves the table, arrows walk it."""

    opened = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.open_current()
            return
        if event.text():
            # No search by typing: letters and digits are keys of the page.
            event.ignore()
            return
        super().keyPressEvent(event)

    def open_current(self) -> None:
        session_id = self.currentIndex().data(ID_ROLE)
        if session_id:
            self.opened.emit(session_id)


class PointsCard(Card):
    """Emits `session_opened(id)`; the rows are made when they are first shown."""

    session_opened = Signal(str)

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme=theme, name=tr("Every point"), parent=parent)
        self.model = PointModel(self)
        self.count = TextLabel(theme=theme, role=FontRole.SECTION, parent=self)
        self.table = _Table(self)
        self.table.setModel(self.model)
        self.table.setAccessibleName(tr("Every point of the charts, newest first"))
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.table.setWordWrap(False)
        self.table.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.table.verticalHeader().hide()
        self.table.setMinimumHeight(360)
        self.table.doubleClicked.connect(lambda _: self.table.open_current())
        self.table.opened.connect(self.session_opened)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(CARD_PADDING, CARD_PADDING, CARD_PADDING, CARD_PADDING)
        layout.setSpacing(12)
        layout.addWidget(self.count)
        layout.addWidget(self.table, 1)
        self._style()

    def show_progress(self, progress: Progress, moves: Mapping[str, str]) -> None:
        """Show every point of a range."""
        rows = point_rows(progress, moves)
        self.model.show(rows)
        self.count.setText(trn("{n} point", "{n} points", len(rows)))
        if rows:
            self.table.setCurrentIndex(self.model.index(0, 0))

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        super().set_theme(theme)
        self._style()

    def style_bar(self, sheet: str) -> None:
        """Give the table the page's own scroll bar."""
        self.table.verticalScrollBar().setStyleSheet(sheet)

    def _style(self) -> None:
        theme, table = self.theme, self.table
        table.setFont(font(FontRole.BODY, theme.scale))
        table.verticalHeader().setDefaultSectionSize(round(_ROW_PX * theme.scale))
        header = table.horizontalHeader()
        caption = font(FontRole.CAPTION_STRONG, theme.scale)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for column, width in enumerate((150, 170, 100, 350)):
            header.resizeSection(column, round(width * theme.scale))
        header.setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        ground, text, text2 = theme.surface.name(), theme.text.name(), theme.text2.name()
        table.setStyleSheet(
            f"QTableView {{ background: {ground}; color: {text}; border: 0; outline: 0; }}"
            f"QTableView::item {{ padding: 0 10px; border-bottom: 1px solid {theme.line.name()}; }}"
            f"QTableView::item:selected {{ background: {theme.high.name()}; color: {text}; }}"
            f"QTableView::item:focus {{ border: 2px solid {text}; }}"
            f"QHeaderView::section {{ background: {ground}; color: {text2}; border: 0;"
            f" padding: 6px 13px; font-size: {caption.pixelSize()}px; font-weight: 600;"
            f" font-family: '{caption.families()[0]}'; }}"
        )
