"""Charts are read by mouse and keys alike, open what is clicked, and pan where there is more."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gluteapp.core.analytics import PointKind, Progress, WhyNone
from gluteapp.ui.theme import DARK, LIGHT
from gluteapp.ui.widgets.charts.chart_view import WINDOW_DAYS, ChartView
from gluteapp.ui.widgets.charts.rate_chart import RateChart
from gluteapp.ui.widgets.charts.strength_chart import HIGH, LOW, StrengthChart
from gluteapp.ui.widgets.charts.work_chart import WorkChart
from tests.ui.screens import progress_values as made

Key = Qt.Key
Show = Callable[[Progress], StrengthChart]


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    def shown(progress: Progress) -> StrengthChart:
        chart = StrengthChart(theme=DARK)
        qtbot.addWidget(chart)
        chart.resize(760, 380)
        chart.show_progress(progress, made.MOVES)
        chart.show()
        return chart

    return shown


def heard(chart: ChartView) -> list[str]:
    said: list[str] = []
    chart.read.connect(said.append)
    return said


def opened(chart: ChartView) -> list[str]:
    ids: list[str] = []
    chart.point_clicked.connect(ids.append)
    return ids


def send(
    chart: QWidget, kind: QEvent.Type, x: float, y: float = 150.0, *, is_held: bool = True
) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    at = QPointF(x, y)
    event = QMouseEvent(
        kind,
        at,
        chart.mapToGlobal(at),
        none if kind is QEvent.Type.MouseMove else left,
        left if is_held else none,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(chart, event)


def hover(chart: QWidget, x: float) -> None:
    send(chart, QEvent.Type.MouseMove, x, is_held=False)


def click(chart: QWidget, x: float) -> None:
    send(chart, QEvent.Type.MouseButtonPress, x)
    send(chart, QEvent.Type.MouseButtonRelease, x, is_held=False)


def test_keys_walk_the_points_and_say_them(show: Show, qtbot: QtBot) -> None:
    chart = show(made.block())
    said = heard(chart)
    qtbot.keyClick(chart, Key.Key_Right)
    assert said[-1] == (
        "Mon 12 Oct, week 1. Overall 45, made of Hip extension, Side of hip, "
        "Squat and lunge. Hip extension 40, Glute bridge, 10 reps possible. "
        "Side of hip 43, Clam, 11 reps possible. Squat and lunge 59, Squat, 12 reps possible."
    )
    qtbot.keyClick(chart, Key.Key_End)
    assert said[-1].startswith("Wed 18 Nov, week 6. Overall 64, down 1, made of")
    qtbot.keyClick(chart, Key.Key_Left)
    assert said[-1].startswith("Mon 16 Nov, week 6.")
    qtbot.keyClick(chart, Key.Key_Home)
    qtbot.keyClick(chart, Key.Key_Left)
    assert chart.current == 0


def test_the_first_key_from_nowhere_reads_the_newest_or_the_oldest(
    show: Show, qtbot: QtBot
) -> None:
    chart = show(made.block())
    qtbot.keyClick(chart, Key.Key_Left)
    assert chart.stops is not None
    assert chart.current == len(chart.stops) - 1
    qtbot.keyClick(chart, Key.Key_Escape)
    assert chart.current is None


def test_the_mouse_reads_the_same_words_as_the_keys(show: Show, qtbot: QtBot) -> None:
    chart = show(made.block())
    said = heard(chart)
    assert chart.stops is not None
    for index, x in enumerate(chart.stops.xs):
        chart.show_stop(index)
        by_key = said[-1]
        qtbot.keyClick(chart, Key.Key_Escape)
        hover(chart, chart.scale().x(x) + 1.5)
        assert said[-1] == by_key
        assert chart.current == index


def test_a_click_and_enter_open_that_session(show: Show, qtbot: QtBot) -> None:
    chart = show(made.block())
    ids = opened(chart)
    click(chart, chart.scale().x(made.FIRST + 14) - 2)
    assert ids == ["s14"]
    chart.show_stop(0)
    qtbot.keyClick(chart, Key.Key_Return)
    assert ids == ["s14", "s0"]


def test_leaving_with_the_mouse_ends_its_reading_but_not_that_of_the_keys(show: Show) -> None:
    chart = show(made.block())
    hover(chart, chart.scale().x(made.FIRST + 14))
    QApplication.sendEvent(chart, QEvent(QEvent.Type.Leave))
    assert chart.current is None
    chart.show_stop(3)
    QApplication.sendEvent(chart, QEvent(QEvent.Type.Leave))
    assert chart.current == 3


def test_special_points_say_what_is_special(show: Show) -> None:
    chart = show(made.block())
    assert chart.stops is not None
    said = " | ".join(chart.stops[index].spoken for index in range(len(chart.stops)))
    assert "Side of hip 46, Clam, at least 11 reps possible, at least this much" in said
    assert "Squat and lunge 61, Squat, 12 reps possible, off tempo, not counted" in said
    assert "Side of hip: no answer noted" in said
    assert "10 reps possible, new move, a jump is expected" in said
    assert "benchmark set" in said


def test_holds_are_said_in_seconds(show: Show) -> None:
    chart = show(made.progress(made.strength(made.point(made.A, 3, 80, possible=40, is_hold=True))))
    assert chart.stops is not None
    assert "40 seconds possible" in chart.stops[0].spoken


def test_two_sessions_of_a_day_are_two_stops(show: Show, qtbot: QtBot) -> None:
    points = (made.point(made.E, 3, 50, session="a"), made.point(made.E, 3, 52, session="b"))
    chart = show(made.progress(made.strength(*points)))
    ids = opened(chart)
    for index in (0, 1):
        chart.show_stop(index)
        qtbot.keyClick(chart, Key.Key_Return)
    assert ids == ["a", "b"]


def test_a_session_without_an_index_can_still_be_read_and_opened(show: Show, qtbot: QtBot) -> None:
    chart = show(made.progress(made.strength(missing=(made.missing(made.A, 4, WhyNone.NO_REPS),))))
    said, ids = heard(chart), opened(chart)
    qtbot.keyClick(chart, Key.Key_Right)
    qtbot.keyClick(chart, Key.Key_Return)
    assert said == ["Fri 16 Oct, week 1. Side of hip: no reps counted."]
    assert ids == ["s4"]


def test_values_reach_beyond_the_usual_range_only_where_they_have_to(show: Show) -> None:
    chart = show(made.block())
    assert (chart.low, chart.high) == (LOW, HIGH)
    high = show(made.progress(made.strength(made.point(made.S, 1, 152))))
    assert high.high > 152


def test_a_short_range_does_not_pan(show: Show) -> None:
    chart = show(made.block())
    before = chart.window_days
    send(chart, QEvent.Type.MouseButtonPress, 400)
    send(chart, QEvent.Type.MouseMove, 600)
    send(chart, QEvent.Type.MouseButtonRelease, 600, is_held=False)
    assert chart.window_days == before
    assert not chart.can_pan


def test_a_long_range_shows_its_newest_part_and_is_dragged_to_its_ends(show: Show) -> None:
    progress = made.history(600)
    chart = show(progress)
    ids = opened(chart)
    assert chart.window_days == (progress.last_day - WINDOW_DAYS, progress.last_day)
    per_px = 1 / chart.scale().px_per_day
    send(chart, QEvent.Type.MouseButtonPress, 300)
    send(chart, QEvent.Type.MouseMove, 400)
    assert chart.window_days[0] == pytest.approx(progress.last_day - WINDOW_DAYS - 100 * per_px)
    send(chart, QEvent.Type.MouseMove, 99_999)
    assert chart.window_days[0] == progress.first_day
    send(chart, QEvent.Type.MouseMove, -99_999)
    assert chart.window_days[1] == progress.last_day
    send(chart, QEvent.Type.MouseButtonRelease, 300, is_held=False)
    assert ids == []


def test_walking_takes_the_window_along(show: Show, qtbot: QtBot) -> None:
    progress = made.history(600)
    chart = show(progress)
    qtbot.keyClick(chart, Key.Key_Home)
    first, last = chart.window_days
    assert first == progress.first_day
    assert last == progress.first_day + WINDOW_DAYS


def test_the_wheel_is_left_to_the_page(show: Show) -> None:
    chart = show(made.history(600))
    before = chart.window_days
    event = QWheelEvent(
        QPointF(300, 150),
        chart.mapToGlobal(QPointF(300, 150)),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(chart, event)
    assert not event.isAccepted()
    assert chart.window_days == before


def colours_of(chart: ChartView) -> set[int]:
    picture = QImage(chart.size(), QImage.Format.Format_RGB32)
    picture.fill(chart.theme.surface)
    chart.render(picture, QPoint(0, 0))
    return {picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())}


def test_the_picture_has_every_family_and_follows_the_theme(show: Show) -> None:
    chart = show(made.block())
    for theme in (DARK, LIGHT):
        chart.set_theme(theme)
        found = colours_of(chart)
        for tone in (theme.f_e, theme.f_a, theme.f_s, theme.text):
            assert QColor(tone).rgb() in found, f"{theme.name} lacks {tone.name()}"


def pixels_of(chart: ChartView) -> NDArray[np.int16]:
    picture = chart.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(picture.constBits(), dtype=np.uint8)
    return flat.reshape(picture.height(), picture.width(), 4).astype(np.int16)


def test_a_part_dragged_into_sight_is_drawn_like_any_other(show: Show) -> None:
    chart = show(made.history(600))
    chart.grab()
    chart.pan_to(chart.first_day + 200)
    dragged = pixels_of(chart)
    chart._printed.clear()  # print all of it anew
    # Letters differ by a trace between the first time they are drawn and later ones.
    assert np.abs(pixels_of(chart) - dragged).max() <= 8


@pytest.mark.parametrize("moved", [0, 1, 159, 160, 161, 700, 5000])
def test_the_printed_parts_cover_what_is_in_sight_once(show: Show, moved: int) -> None:
    chart = show(made.history(2000))
    scale = chart.scale()
    home = round((chart.last_day - WINDOW_DAYS - chart.first_day) * scale.px_per_day)
    begin = home - moved
    parts = sorted(
        (start, start + (160 if part else int(scale.width)))
        for part, start in chart._parts(begin, scale)
    )
    assert parts[0][0] <= begin
    assert parts[-1][1] >= begin + scale.width
    assert all(end == start for (_, end), (start, _) in pairwise(parts))
    assert all(end > begin and start < begin + scale.width for start, end in parts)


def test_an_empty_chart_says_where_the_first_point_lands_and_has_nothing_to_read(
    show: Show, qtbot: QtBot
) -> None:
    chart = show(made.progress())
    assert chart.stops is None
    assert [words for _, words in chart.ticks_of_days()][:2] == ["week 1", "week 2"]
    qtbot.keyClick(chart, Key.Key_Right)
    hover(chart, 200)
    click(chart, 200)
    assert chart.current is None
    assert DARK.accent.rgb() in colours_of(chart)


def test_only_censored_points_are_open_triangles(show: Show) -> None:
    censored = [made.point(made.E, day, 50, kind=PointKind.CENSORED) for day in (1, 4, 8)]
    found = colours_of(show(made.progress(made.strength(*censored))))
    assert DARK.f_e.rgb() in found


def test_the_rate_is_read_and_opened(qtbot: QtBot) -> None:
    chart = RateChart(theme=DARK)
    qtbot.addWidget(chart)
    chart.show_progress(made.block())
    said, ids = heard(chart), opened(chart)
    chart.show_stop(0)
    qtbot.keyClick(chart, Key.Key_Return)
    assert said == ["Mon 12 Oct. 50% of 14 answered sets felt first in the glute."]
    assert ids == ["s0"]
    assert [words for _, words in chart.ticks_of_values()] == ["25", "50", "75", "100"]


def test_weeks_are_read_and_open_nothing(qtbot: QtBot) -> None:
    chart = WorkChart(theme=DARK)
    qtbot.addWidget(chart)
    chart.show_progress(made.block())
    said, ids = heard(chart), opened(chart)
    chart.show_stop(3)
    qtbot.keyClick(chart, Key.Key_Return)
    chart.show_stop(5)
    assert said == [
        "Week of 2 Nov. work 76, 2 sessions, lighter week.",
        "Week of 16 Nov. work 155, 2 sessions, 104 more planned.",
    ]
    assert ids == []
    assert chart.low == 0


def test_days_of_another_year_say_so(show: Show) -> None:
    chart = show(made.history(400))
    chart.show_stop(0)
    assert chart.stops is not None
    assert chart.stops[0].spoken.split(".")[0].endswith("2024")
