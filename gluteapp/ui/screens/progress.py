"""Progress: strength, feeling, work and calendar over a range of days. Reads nothing itself.

The charts are loaded when progress is first shown: whoever only trains does not wait for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gluteapp.core.analytics import Progress, ProgressRange, WhyNone
from gluteapp.language import tr, trn
from gluteapp.ui.screens.desk_page import DeskPage
from gluteapp.ui.screens.progress_files import ChartFiles
from gluteapp.ui.screens.progress_points import PointsCard
from gluteapp.ui.screens.stop_button import StopButton
from gluteapp.ui.theme import Theme
from gluteapp.ui.widgets.banner import Banner, BannerKind
from gluteapp.ui.widgets.button import Button
from gluteapp.ui.widgets.segment import Segment

if TYPE_CHECKING:
    from gluteapp.ui.screens.progress_board import ProgressBoard


def range_word(one: ProgressRange) -> str:
    """The words for a range of days."""
    words = {
        ProgressRange.FOUR_WEEKS: tr("4 weeks"),
        ProgressRange.BLOCK: tr("This block"),
        ProgressRange.SIX_MONTHS: tr("6 months"),
        ProgressRange.ALL: tr("All"),
    }
    return words[one]


class ProgressScreen(DeskPage):
    """Shows `Progress`; its signals say what the user asks for.

    `range_changed(name)` asks for the values of a `ProgressRange`; until they come the old ones
    stay.
    """

    session_opened = Signal(str)
    range_changed = Signal(str)
    report_asked = Signal()
    start_asked = Signal()
    settings_asked = Signal()
    unreadable_asked = Signal()
    stop_signs_asked = Signal()
    said = Signal(str)

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("Progress"), theme=theme, parent=parent)
        self.range = ProgressRange.BLOCK
        self.board: ProgressBoard | None = None
        self.points: PointsCard | None = None
        self.is_table = False
        self._shown: tuple[Progress, Mapping[str, str]] | None = None
        self._files = ChartFiles(self)
        self._files.said.connect(self.said)
        self._make_header()
        self.unreadable = Banner("", theme=theme, kind=BannerKind.WARN, parent=self)
        self.unreadable.acted.connect(self.unreadable_asked)
        self.body_mass = Banner("", theme=theme, kind=BannerKind.INFO, parent=self)
        self.body_mass.acted.connect(self.settings_asked)
        for banner in (self.unreadable, self.body_mass):
            banner.hide()
            self.body.addWidget(banner)

    def _make_header(self) -> None:
        theme = self.theme
        self.ranges = Segment(
            [(one, range_word(one)) for one in ProgressRange],
            theme=theme,
            name=tr("Range of days"),
            value=self.range,
            parent=self,
        )
        self.ranges.chosen.connect(self._on_range)
        self.table_button = Button(tr("Table"), theme=theme, icon="list", key_hint="T", parent=self)
        self.table_button.clicked.connect(self.toggle_table)
        self.save_button = Button(tr("Save"), theme=theme, icon="download-simple", parent=self)
        self.save_button.clicked.connect(self._on_save)
        self.report_button = Button(tr("Report"), theme=theme, icon="printer", parent=self)
        self.report_button.clicked.connect(self.report_asked)
        self.stop_button = StopButton(theme=theme, parent=self)
        self.stop_button.clicked.connect(self.stop_signs_asked)
        self._range_row = QHBoxLayout()
        self._range_row.setContentsMargins(0, 0, 0, 0)
        bottom = Qt.AlignmentFlag.AlignBottom
        for part in (
            self.ranges,
            self.table_button,
            self.save_button,
            self.report_button,
            self.stop_button,
        ):
            self.header.addWidget(part, 0, bottom)
        self.body.insertLayout(0, self._range_row)

    # Values

    def prepare(self) -> None:
        """Load the charts ahead, when nobody waits; showing progress does it otherwise."""
        self._the_board()

    def show_progress(
        self,
        progress: Progress,
        moves: Mapping[str, str],
        *,
        range_shown: ProgressRange | None = None,
    ) -> None:
        """Show the values of a range; `moves` gives the words of `exercise/variant`."""
        if range_shown is not None:
            self.range = range_shown
            self.ranges.set_value(range_shown)
        self._shown = progress, moves
        self._show_banners(progress)
        has_points = progress.has_history
        for part in (self.ranges, self.table_button, self.save_button, self.report_button):
            part.setVisible(has_points)
        if not has_points:
            self.is_table = False
        self._show_values()

    def _show_banners(self, progress: Progress) -> None:
        self.unreadable.setVisible(progress.unreadable > 0)
        self.unreadable.set_notice(
            trn(
                "{n} session could not be read.",
                "{n} sessions could not be read.",
                progress.unreadable,
            ),
            kind=BannerKind.WARN,
            action=tr("Show them"),
        )
        has_gap = any(one.why is WhyNone.NO_BODY_MASS for one in progress.strength.missing)
        self.body_mass.setVisible(has_gap)
        self.body_mass.set_notice(
            tr("Sets with a load have no index while your body mass is not known."),
            kind=BannerKind.INFO,
            action=tr("Settings"),
        )

    def _show_values(self) -> None:
        """Show board or table, whichever is wanted; the other waits until it is."""
        if self._shown is None:
            return
        progress, moves = self._shown
        if self.is_table:
            self._the_points().show_progress(progress, moves)
        else:
            self._the_board().show_progress(progress, moves)
        if self.board is not None:
            self.board.set_visible(not self.is_table)
            # What is not seen takes no room.
            self.body.setStretch(self.body.indexOf(self.board.layout), 0 if self.is_table else 1)
        if self.points is not None:
            self.points.setVisible(self.is_table)
        self.table_button.setText(tr("Charts") if self.is_table else tr("Table"))
        self.table_button.set_icon_name("chart-line-up" if self.is_table else "list")
        self.save_button.setVisible(not self.is_table and not self.ranges.isHidden())

    def _the_board(self) -> ProgressBoard:
        if self.board is None:
            from gluteapp.ui.screens.progress_board import (  # noqa: PLC0415  (loads pyqtgraph)
                ProgressBoard,
            )

            self.board = ProgressBoard(theme=self.theme, page=self)
            self.board.session_opened.connect(self.session_opened)
            self.board.start_asked.connect(self.start_asked)
            self.body.addLayout(self.board.layout, 1)
            self.arrange()
        return self.board

    def _the_points(self) -> PointsCard:
        if self.points is None:
            self.points = PointsCard(theme=self.theme, parent=self)
            self.points.session_opened.connect(self.session_opened)
            self.points.style_bar(self.area.verticalScrollBar().styleSheet())
            self.body.addWidget(self.points, 1)
        return self.points

    # What the user does

    def _on_range(self, chosen: object) -> None:
        if isinstance(chosen, ProgressRange) and chosen is not self.range:
            self.range = chosen
            self.range_changed.emit(chosen.value)

    def toggle_table(self) -> None:
        """Show every point as a table, or the charts again."""
        if self._shown is None or self.ranges.isHidden():
            return
        self.is_table = not self.is_table
        self._show_values()
        if self.is_table and self.points is not None:
            self.points.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_save(self) -> None:
        if self.board is not None:
            below = QPoint(0, self.save_button.height() + 4)
            files = self.board.files(self.range.value)
            self._files.offer(files, self.save_button.mapToGlobal(below))

    def take_key(self, event: QKeyEvent) -> bool:
        """1 to 4 choose the range, T shows the table and Escape the charts again."""
        ranges = dict(zip("1234", ProgressRange, strict=True))
        has_modifier = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.ranges.isHidden() or bool(has_modifier):
            return super().take_key(event)
        if event.text() in ranges:
            wanted = ranges[event.text()]
            self.ranges.set_value(wanted)
            self._on_range(wanted)
            return True
        is_back = event.key() == Qt.Key.Key_Escape and self.is_table
        if event.key() == Qt.Key.Key_T or is_back:
            if not event.isAutoRepeat():
                self.toggle_table()
            return True
        return super().take_key(event)

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        super().set_theme(theme)
        if self.points is not None:
            self.points.style_bar(self.area.verticalScrollBar().styleSheet())

    def arrange(self) -> None:
        """Two columns, or one in a narrow window; there the ranges have a row of their own."""
        if self.board is not None:
            self.board.arrange(is_narrow=self.is_narrow, is_short=self.is_short)
        is_apart = self._range_row.count() > 0
        has_room = not self.is_narrow and self._header_px() <= self.width() - 2 * self.margin_px
        if not has_room and not is_apart:
            self.header.removeWidget(self.ranges)
            self._range_row.addWidget(self.ranges)
            self._range_row.addStretch(1)
        elif has_room and is_apart:
            while self._range_row.count():
                self._range_row.takeAt(0)
            self.header.insertWidget(1, self.ranges, 0, Qt.AlignmentFlag.AlignBottom)

    def _header_px(self) -> int:
        """What the whole header needs, which grows with the font."""
        parts = (
            self.heading,
            self.ranges,
            self.table_button,
            self.save_button,
            self.report_button,
            self.stop_button,
        )
        return sum(part.sizeHint().width() + self.header.spacing() for part in parts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look again whether everything has its room."""
        super().resizeEvent(event)
        self.arrange()
