"""The Progress page: its states, keys, table, calendar, and what it emits."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from gluteapp.core.analytics import Progress, ProgressRange, WhyNone
from gluteapp.ui.screens.progress import ProgressScreen
from gluteapp.ui.screens.progress_board import ProgressBoard
from gluteapp.ui.screens.progress_calendar import MonthGrid
from gluteapp.ui.screens.progress_points import PointsCard
from gluteapp.ui.screens.progress_table import ID_ROLE, point_rows
from gluteapp.ui.theme import DARK, LIGHT, restyle
from tests.ui.screens import progress_values as made

Key = Qt.Key
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
Show = Callable[..., ProgressScreen]


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    def shown(progress: Progress, width: int = 1348, height: int = 900) -> ProgressScreen:
        screen = ProgressScreen(theme=DARK)
        qtbot.addWidget(screen)
        screen.resize(width, height)
        screen.show_progress(progress, made.MOVES)
        screen.show()
        return screen

    return shown


def board_of(screen: ProgressScreen) -> ProgressBoard:
    assert screen.board is not None
    return screen.board


def points_of(screen: ProgressScreen) -> PointsCard:
    assert screen.points is not None
    return screen.points


def press(screen: ProgressScreen, key: Key, text: str = "") -> bool:
    return screen.take_key(QKeyEvent(QKeyEvent.Type.KeyPress, key, NO_MODIFIER, text))


def test_the_charts_are_loaded_only_when_progress_is_shown() -> None:
    program = (
        "import sys\n"
        "import gluteapp.ui.screens.progress, gluteapp.ui.screens.progress_words\n"
        "sys.exit('pyqtgraph' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False)
    assert done.returncode == 0


def test_the_block_is_shown_with_its_numbers_and_sentences(show: Show) -> None:
    board = board_of(show(made.block()))
    card = board.strength
    assert card.value.text() == "64"
    assert card.change.text() == "up 19 on the first three since 12 Oct"
    assert card.verdict.text() == "Real change"
    assert [one.value.text() for one in board.families] == ["68", "45", "96"]
    assert board.rate.value.text() == "85%"
    assert not card.first_sentence.isVisible()
    assert board.calendar.start.isHidden()


def test_sparklines_share_one_scale(show: Show) -> None:
    board = board_of(show(made.block()))
    spans = {
        round(high - low, 6)
        for card in board.families
        if card.line._range is not None
        for low, high in [card.line._range]
    }
    assert len(spans) == 1


def test_nothing_yet_offers_the_first_circuit_and_no_ranges(show: Show, qtbot: QtBot) -> None:
    screen = show(replace(made.progress(), has_history=False))
    board = board_of(screen)
    assert board.strength.change.text() == "One circuit, and the line begins"
    assert board.strength.verdict.isHidden()
    for part in (screen.ranges, screen.table_button, screen.save_button, screen.report_button):
        assert part.isHidden()
    with qtbot.waitSignal(screen.start_asked):
        board.calendar.start.click()
    assert not press(screen, Key.Key_T, "t")
    assert screen.points is None


def test_a_range_without_a_session_keeps_the_way_to_the_others(show: Show) -> None:
    screen = show(made.progress())
    for part in (screen.ranges, screen.table_button, screen.report_button):
        assert part.isVisible()
    assert press(screen, Key.Key_4, "4")
    assert screen.range is ProgressRange.ALL


def test_the_first_points_bring_the_ranges_back(show: Show) -> None:
    screen = show(replace(made.progress(), has_history=False))
    screen.show_progress(made.block(), made.MOVES)
    assert screen.ranges.isVisible()
    assert board_of(screen).calendar.grid.isVisible()


def test_unreadable_sessions_and_a_missing_body_mass_are_said(show: Show, qtbot: QtBot) -> None:
    missing = (made.missing(made.E, 3, WhyNone.NO_BODY_MASS),)
    screen = show(made.progress(made.strength(missing=missing), unreadable=2))
    assert screen.unreadable.text() == "2 sessions could not be read."
    with qtbot.waitSignal(screen.unreadable_asked):
        screen.unreadable.button.click()
    assert screen.body_mass.isVisible()
    with qtbot.waitSignal(screen.settings_asked):
        screen.body_mass.button.click()
    screen.show_progress(made.block(), made.MOVES)
    assert not screen.unreadable.isVisible()
    assert not screen.body_mass.isVisible()


@pytest.mark.parametrize("text", ["1", "3", "4"])
def test_keys_choose_the_range(show: Show, text: str) -> None:
    screen = show(made.block())
    asked: list[str] = []
    screen.range_changed.connect(asked.append)
    wanted = list(ProgressRange)[int(text) - 1]
    assert press(screen, Key(ord(text)), text)
    assert press(screen, Key(ord(text)), text)
    assert asked == [wanted.value]
    assert screen.ranges.value is wanted


def test_the_range_that_is_shown_is_not_asked_for(show: Show) -> None:
    screen = show(made.block())
    asked: list[str] = []
    screen.range_changed.connect(asked.append)
    screen.show_progress(made.block(), made.MOVES, range_shown=ProgressRange.ALL)
    assert press(screen, Key.Key_4, "4")
    assert asked == []


def test_a_point_a_day_and_a_row_open_their_sessions(show: Show, qtbot: QtBot) -> None:
    screen = show(made.block())
    ids: list[str] = []
    screen.session_opened.connect(ids.append)
    board = board_of(screen)
    board.strength.chart.show_stop(0)
    qtbot.keyClick(board.strength.chart, Key.Key_Return)
    board.rate.chart.show_stop(1)
    qtbot.keyClick(board.rate.chart, Key.Key_Return)
    day = made.FIRST + 35
    at = board.calendar.grid.cell(day).center().toPoint()
    qtbot.mouseClick(board.calendar.grid, Qt.MouseButton.LeftButton, pos=at)
    assert press(screen, Key.Key_T, "t")
    qtbot.keyClick(points_of(screen).table, Key.Key_Return)
    assert ids == ["s0", "s3", "s35", "s37"]


def test_the_table_has_every_point_of_every_chart(show: Show) -> None:
    block = made.block()
    screen = show(block)
    assert press(screen, Key.Key_T, "t")
    strength = block.strength
    count = sum(
        len(part)
        for part in (
            strength.points,
            strength.overall,
            strength.missing,
            block.rates,
            block.weeks,
        )
    )
    model = points_of(screen).model
    assert model.rowCount() == count == len(point_rows(block, made.MOVES))
    assert points_of(screen).count.text() == f"{count} points"
    ids = [str(model.data(model.index(row, 0), ID_ROLE)) for row in range(count)]
    wanted = sorted(
        [one.session_id for one in strength.points]
        + [one.session_id for one in strength.overall]
        + [one.session_id for one in strength.missing]
        + [one.session_id for one in block.rates]
    )
    assert sorted(one for one in ids if one) == wanted
    names = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(5)]
    assert names == ["Day", "Chart", "Value", "What was done", "Note"]
    first = [model.data(model.index(1, column)) for column in range(5)]
    assert first == ["18 Nov 2026", "Hip extension", "68", "Marching bridge, 10 reps possible", ""]


def test_rows_say_what_is_special() -> None:
    rows = point_rows(made.block(), made.MOVES)
    notes = {row.note for row in rows}
    assert {
        "at least this much",
        "off tempo, not counted",
        "no answer noted",
        "new move, a jump is expected",
        "lighter week",
        "104 more planned",
    } <= notes


def test_the_table_gives_way_to_the_charts_again(show: Show) -> None:
    screen = show(made.block())
    assert press(screen, Key.Key_T, "t")
    assert points_of(screen).isVisible()
    assert not board_of(screen).strength.isVisible()
    assert screen.save_button.isHidden()
    later = replace(made.block(), rates=())
    screen.show_progress(later, made.MOVES)
    assert not board_of(screen).strength.isVisible()
    assert press(screen, Key.Key_T, "t")
    assert board_of(screen).strength.isVisible()
    assert not points_of(screen).isVisible()
    assert board_of(screen).rate.value.isHidden()


def test_escape_leaves_the_table_before_it_leaves_the_page(show: Show) -> None:
    screen = show(made.block())
    press(screen, Key.Key_T, "t")
    assert press(screen, Key.Key_Escape)
    assert board_of(screen).strength.isVisible()
    assert not press(screen, Key.Key_Escape)


def test_larger_type_gives_the_ranges_a_row_and_nothing_sticks_out(qtbot: QtBot) -> None:
    screen = ProgressScreen(theme=DARK.scaled(1.4))
    qtbot.addWidget(screen)
    screen.resize(1348, 900)
    screen.show_progress(made.block(), made.MOVES)
    screen.show()
    QApplication.processEvents()
    assert screen.ranges.geometry().top() > screen.report_button.geometry().bottom()
    cards = board_of(screen).cards
    assert max(card.geometry().right() for card in cards) < 1348


def test_letters_in_the_table_are_keys_of_the_page(show: Show, qtbot: QtBot) -> None:
    screen = show(made.block())
    press(screen, Key.Key_T, "t")
    table = points_of(screen).table
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Key.Key_T, NO_MODIFIER, "t")
    table.keyPressEvent(event)
    assert not event.isAccepted()
    before = table.currentIndex().row()
    qtbot.keyClick(table, Key.Key_Down)
    assert table.currentIndex().row() == before + 1


def test_a_narrow_page_has_one_column_and_gives_the_ranges_a_row(show: Show) -> None:
    screen = show(made.block(), 952, 640)
    board = board_of(screen)
    assert board.rate.y() > board.strength.geometry().bottom()
    assert board.families[1].y() > board.families[0].y()
    assert screen.ranges.geometry().top() > screen.report_button.geometry().bottom()
    screen.resize(1348, 900)
    QApplication.processEvents()
    assert board.rate.x() > board.strength.geometry().right()
    assert screen.ranges.y() == screen.report_button.y()


def test_at_the_usual_size_nothing_has_to_scroll_and_a_large_window_grows_the_chart(
    show: Show,
) -> None:
    screen = show(made.block())
    chart = board_of(screen).strength.chart
    assert screen.area.verticalScrollBar().maximum() == 0
    before = chart.height()
    screen.resize(1828, 1080)
    QApplication.processEvents()
    assert chart.height() > before + 120
    assert board_of(screen).calendar.geometry().right() - board_of(screen).strength.x() < 1400


def test_another_theme_reaches_every_part(show: Show) -> None:
    screen = show(made.block())
    press(screen, Key.Key_T, "t")
    screen.set_theme(LIGHT)
    restyle(screen, LIGHT)
    assert points_of(screen).theme is LIGHT
    assert all(chart.theme is LIGHT for chart in board_of(screen).charts)


# The calendar


@pytest.fixture
def grid(qtbot: QtBot) -> MonthGrid:
    made_grid = MonthGrid(theme=DARK)
    qtbot.addWidget(made_grid)
    made_grid.resize(made_grid.sizeHint())
    made_grid.show_days(made.block().calendar, made.TODAY)
    return made_grid


def test_arrows_walk_the_days_and_page_keys_the_months(grid: MonthGrid, qtbot: QtBot) -> None:
    qtbot.keyClick(grid, Key.Key_Left)
    assert date.fromordinal(grid.chosen) == date(2026, 11, 19)
    qtbot.keyClick(grid, Key.Key_Up)
    assert date.fromordinal(grid.chosen) == date(2026, 11, 12)
    qtbot.keyClick(grid, Key.Key_PageUp)
    assert date.fromordinal(grid.chosen) == date(2026, 10, 12)
    qtbot.keyClick(grid, Key.Key_PageDown)
    qtbot.keyClick(grid, Key.Key_Home)
    assert grid.chosen == made.TODAY


def test_days_to_come_are_not_chosen(grid: MonthGrid, qtbot: QtBot) -> None:
    qtbot.keyClick(grid, Key.Key_Right)
    qtbot.keyClick(grid, Key.Key_PageDown)
    assert grid.chosen == made.TODAY


def test_a_month_is_as_long_as_it_is(grid: MonthGrid) -> None:
    grid._choose(date(2026, 10, 31).toordinal())
    grid.turn(-1)
    assert date.fromordinal(grid.chosen) == date(2026, 9, 30)
    grid.turn(-7)
    assert date.fromordinal(grid.chosen) == date(2026, 2, 28)


def test_days_say_what_was_done(grid: MonthGrid) -> None:
    assert grid.words_of(made.TODAY) == "Friday 20 November, today, no session"
    assert grid.words_of(made.FIRST + 37) == "Wednesday 18 November, circuit"
    assert grid.words_of(made.FIRST + 24) == "Thursday 5 November, benchmark, 5 minutes"


def test_a_day_of_two_sessions_asks_which(show: Show, qtbot: QtBot) -> None:
    screen = show(made.block())
    ids: list[str] = []
    screen.session_opened.connect(ids.append)
    card = board_of(screen).calendar
    card.grid._choose(made.FIRST + 24)
    qtbot.keyClick(card.grid, Key.Key_Return)
    (menu,) = card.findChildren(QMenu)
    first, second = menu.actions()
    assert (first.text(), second.text()) == ("1. benchmark", "2. 5 minutes")
    second.trigger()
    menu.close()
    assert ids == ["d24"]


def test_the_newest_month_has_none_after_it(show: Show) -> None:
    card = board_of(show(made.block())).calendar
    assert not card.later.isEnabled()
    card.earlier.click()
    assert card._month.text() == "October 2026"
    assert card.later.isEnabled()
    card.later.click()
    assert card._month.text() == "November 2026"


def test_the_month_that_is_open_stays_when_values_come_again(show: Show) -> None:
    screen = show(made.block())
    card = board_of(screen).calendar
    card.earlier.click()
    screen.show_progress(made.block(), made.MOVES)
    assert card._month.text() == "October 2026"


def test_every_day_of_a_month_lies_on_its_own_weekday(grid: MonthGrid) -> None:
    cells = [grid.cell(date(2026, 11, day).toordinal()) for day in range(1, 31)]
    assert cells[0].left() == pytest.approx(6 * grid.width() / 7)
    assert cells[1].left() == 0
    assert len({(cell.left(), cell.top()) for cell in cells}) == 30
    assert cells[-1].bottom() <= grid.height() + 0.5


def test_a_click_beside_the_month_opens_nothing(grid: MonthGrid, qtbot: QtBot) -> None:
    opened: list[int] = []
    grid.day_opened.connect(opened.append)
    qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=QPoint(5, 30))
    assert opened == []
