"""A legend names muscles by their light, and each has the colour it has on the figure."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gluteapp.core.exercise import Muscle
from gluteapp.figure.light import GLUTEALS
from gluteapp.ui.screens.muscle_legend import (
    MuscleLegend,
    most_lit,
    muscle_colour,
    muscle_word,
    screen_colour,
)
from gluteapp.ui.theme import DARK


@pytest.fixture
def legend(qtbot: QtBot) -> Iterator[MuscleLegend]:
    holder = QWidget()
    qtbot.addWidget(holder)
    made = MuscleLegend(theme=DARK, parent=holder)
    made.set_px(40)
    made.resize(800, 60)
    holder.show()
    yield made
    holder.close()


@given(lit=st.dictionaries(st.sampled_from(Muscle), st.floats(0.0, 1.0)))
def test_gluteal_muscles_come_first_and_weak_ones_not_at_all(lit: dict[Muscle, float]) -> None:
    named = most_lit(lit.items())
    assert len(set(named)) == len(named)
    flags = [one in GLUTEALS for one in named]
    assert flags == sorted(flags, reverse=True)
    assert all(lit[one] >= 0.35 * max(lit.values()) for one in named)
    assert bool(named) is any(lit.values())


def test_the_strongest_gluteal_muscle_is_the_main_one() -> None:
    lit = {Muscle.LOW_BACK: 0.9, Muscle.GLUTEUS_MEDIUS: 0.5, Muscle.GLUTEUS_MAXIMUS: 0.7}
    assert most_lit(lit.items()) == (
        Muscle.GLUTEUS_MAXIMUS,
        Muscle.GLUTEUS_MEDIUS,
        Muscle.LOW_BACK,
    )


def test_linear_light_is_shown_as_the_screen_does() -> None:
    shown = screen_colour((1.0, 0.0, 0.2140))
    parts = (shown.red(), shown.green(), shown.blue())
    assert parts == pytest.approx((255, 0, 128), abs=1)


def test_every_muscle_has_a_word_and_a_colour_of_its_family() -> None:
    assert len({muscle_word(one) for one in Muscle}) == len(Muscle)
    for muscle in Muscle:
        colour = muscle_colour(muscle)
        assert (colour.red() > colour.blue()) is (muscle in GLUTEALS)


def test_what_it_names_is_told_to_a_screen_reader(legend: MuscleLegend) -> None:
    legend.show_muscles((Muscle.GLUTEUS_MEDIUS, Muscle.TFL))
    assert legend.accessibleName() == "Lit: Gluteus medius, Front side of hip"
    four = (Muscle.GLUTEUS_MAXIMUS, Muscle.GLUTEUS_MEDIUS, Muscle.TFL, Muscle.LOW_BACK)
    legend.show_muscles(four)
    assert legend.muscles == four[:3]
    assert legend.accessibleName().endswith("Front side of hip, Low back")
    legend.show_muscles(())
    assert legend.accessibleName() == ""


def colours(legend: MuscleLegend) -> set[str]:
    image = legend.grab().toImage()
    return {
        QColor(image.pixel(x, y)).name()
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    }


def test_helpers_are_left_out_where_there_is_no_room(legend: MuscleLegend) -> None:
    """The main word is never cut for them."""
    legend.show_muscles((Muscle.GLUTEUS_MEDIUS, Muscle.TFL))
    main, helper = (muscle_colour(one).name() for one in legend.muscles)
    assert {main, helper} <= colours(legend)
    legend.resize(400, 60)
    assert {main, helper} <= colours(legend), "the main word shrinks a little for them"
    assert legend.painted_count == 2
    legend.resize(200, 60)
    assert legend.painted_count == 1
    assert main in colours(legend)
    assert helper not in colours(legend)
