"""Settings are saved at once; Moves are found, shown and linked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gluteapp.core.clock import ManualClock
from gluteapp.core.exercise import Library
from gluteapp.figure.scene import Look, Outfit, Skin
from gluteapp.paths import Paths
from gluteapp.settings import Settings, load_settings
from gluteapp.ui.screens.move_card import tempo_words
from gluteapp.ui.screens.move_stage import MoveStage
from gluteapp.ui.screens.moves import MovesScreen
from gluteapp.ui.screens.settings import SettingsScreen
from gluteapp.ui.stage.studio import Studio
from gluteapp.ui.theme import DARK
from tests.plain_stage import plain_studio
from tests.ui.screens.desk_stand import DeskStand, content, motions

Key = Qt.Key


@pytest.fixture
def stand(qtbot: QtBot, paths: Paths, clock: ManualClock) -> Iterator[DeskStand]:
    made = DeskStand(qtbot=qtbot, paths=paths, clock=clock).show()
    yield made
    made.close()


# Settings


def test_what_is_chosen_is_saved_at_once(stand: DeskStand, paths: Paths) -> None:
    page = stand.desk.settings
    page.segments["first_side"]._choices[1].click()
    page.segments["count_in_s"]._choices[2].click()
    page.sound.sound.click()
    page.sound.volume.setValue(35)
    page.switches["start_full_screen"].click()
    saved, problem = load_settings(paths.settings_file)
    assert problem is None
    assert saved.first_side == "right"
    assert saved.count_in_s == 10
    assert saved.is_muted
    assert saved.volume == pytest.approx(0.35)
    assert saved.start_full_screen


def test_settings_that_cannot_be_saved_are_said(stand: DeskStand, paths: Paths) -> None:
    paths.settings_file.unlink()
    paths.settings_file.mkdir()
    stand.window.open_page("settings")
    stand.desk.settings.segments["theme"]._choices[2].click()
    assert stand.desk.settings.problem.isVisible()
    assert "settings.json" in stand.desk.settings.problem.text()
    assert stand.window.theme.name == "light"


def test_the_page_shows_what_was_changed_elsewhere(stand: DeskStand) -> None:
    stand.app.change_settings(first_side="right", is_muted=True)
    stand.window.open_page("settings")
    page = stand.desk.settings
    assert page.segments["first_side"].value == "right"
    assert not page.sound.sound.isChecked()


def test_a_language_is_offered_only_where_there_are_two(qtbot: QtBot) -> None:
    for languages, is_there in (((), False), ((("en_GB", "English"), ("de", "Deutsch")), True)):
        page = SettingsScreen(
            Settings(),
            theme=DARK,
            data_folder=Path("/x"),
            recordings=Path("/x/voice"),
            version="1",
            languages=languages,
        )
        qtbot.addWidget(page)
        assert ("language" in page.segments) is is_there


def test_less_motion_ends_the_fades(stand: DeskStand) -> None:
    stand.desk.change_settings({"reduced_motion": False})
    assert not stand.window.stack.is_motion_reduced
    stand.desk.settings.show_settings(stand.app.settings)
    stand.desk.settings.switches["reduced_motion"].click()
    assert stand.window.stack.is_motion_reduced


def test_a_fade_ends_by_itself(stand: DeskStand, qtbot: QtBot) -> None:
    stand.window.set_motion_reduced(False)
    stand.window.open_page("moves")
    stack = stand.window.stack
    assert stack._farewell is not None
    qtbot.waitUntil(lambda: stack._farewell is None, timeout=2_000)


def test_the_coach_that_is_chosen_stands_on_every_stage(stand: DeskStand, paths: Paths) -> None:
    coach = stand.desk.settings.coach
    assert coach is not None
    coach.segments["body"]._choices[1].click()
    coach.segments["skin"]._choices[2].click()
    coach.segments["outfit"]._choices[1].click()
    assert stand.studio.look == Look(body="b", skin=Skin.DARK, outfit=Outfit.PLUM)
    saved, problem = load_settings(paths.settings_file)
    assert problem is None
    assert (saved.body, saved.skin, saved.outfit) == ("b", "dark", "plum")


def test_another_way_of_drawing_waits_for_the_next_start(stand: DeskStand) -> None:
    stand.window.open_page("settings")
    coach = stand.desk.settings.coach
    assert coach is not None
    assert coach.drawn_by.text() == "Now: software, as chosen."
    coach.segments["drawing"]._choices[2].click()
    stand.desk.settings.show_settings(stand.app.settings)
    assert stand.app.settings.drawing == "software"
    assert "next start" in coach.drawn_by.text()
    coach.segments["drawing"]._choices[0].click()
    stand.desk.settings.show_settings(stand.app.settings)
    assert "next start" not in coach.drawn_by.text()


def test_a_choice_of_drawing_is_answered_at_once(stand: DeskStand) -> None:
    coach = stand.desk.settings.coach
    assert coach is not None
    coach.segments["drawing"]._choices[1].click()
    assert "next start" in coach.drawn_by.text()
    coach.segments["drawing"]._choices[0].click()
    assert "next start" not in coach.drawn_by.text()


def test_when_opengl_is_lost_settings_say_so(stand: DeskStand) -> None:
    coach = stand.desk.settings.coach
    assert coach is not None
    stand.studio.gl_lost.emit()
    assert coach.drawn_by.text() == "Now: software. The graphics card failed while it drew."


# Moves


@pytest.fixture
def studio(qtbot: QtBot) -> Iterator[Studio]:
    made = plain_studio(motions())
    yield made
    made.close()


@pytest.fixture
def moves(qtbot: QtBot, studio: Studio) -> MovesScreen:
    stage = MoveStage(studio=studio, theme=DARK)
    screen = MovesScreen(content().library, theme=DARK, stage=stage)
    qtbot.addWidget(screen)
    screen.resize(1348, 900)
    screen.show()
    return screen


def found(screen: MovesScreen) -> list[str]:
    return [row.exercise.id for row in screen.rows if not row.isHidden()]


def test_every_move_has_its_place(moves: MovesScreen) -> None:
    assert sorted(found(moves)) == sorted(content().library.exercises)


def test_search_finds_names_of_moves_and_versions(moves: MovesScreen) -> None:
    moves.search.setText("CLAM")
    assert found(moves) == ["clam"]
    moves.search.setText("goblet")
    assert found(moves) == ["squat"]
    moves.search.setText("xyzzy")
    assert found(moves) == []
    moves.search.setText("")
    assert len(found(moves)) == len(moves.rows)


def test_easier_and_harder_lead_to_the_next_move(moves: MovesScreen) -> None:
    moves.open_move("clam", "standard")
    assert moves.card.title.text() == "Clam"
    moves.card.move_asked.emit("clam", "banded")
    assert moves.card.title.text() == content().library.move("clam/banded")[1].name


def test_a_move_of_one_side_can_be_seen_from_both(moves: MovesScreen) -> None:
    moves.open_move("clam")
    assert moves.card.side.isVisible()
    moves.card.side._choices[1].click()
    assert "right" in moves.card.stage.main.stage.accessibleName()
    moves.open_move("squat")
    assert not moves.card.side.isVisible()


def test_space_plays_and_a_hidden_page_stands_still(stand: DeskStand) -> None:
    stand.window.open_page("moves")
    stand.press(Key.Key_Space)
    assert stand.desk.moves.card.stage.is_playing
    stand.window.open_page("today")
    assert not stand.desk.moves.card.stage.is_playing


def test_only_checked_sources_are_shown(moves: MovesScreen) -> None:
    for exercise in content().library.exercises.values():
        moves.open_move(exercise.id)
        texts = {label.text() for label in moves.card.findChildren(type(moves.card.title))}
        for citation in exercise.citations:
            if not citation.is_shown:
                assert citation.text not in texts


def test_a_tempo_is_told_in_the_order_of_the_move() -> None:
    library = content().library
    clam, squat = library.exercises["clam"], library.exercises["squat"]
    assert tempo_words(clam, clam.tempo).startswith("2 s up")
    assert squat.tempo is not None
    assert "down" in tempo_words(squat, squat.tempo).split(",")[0]
    assert tempo_words(clam, None) == "A still hold; the seconds are counted."


def test_no_moves_leave_a_quiet_page(qtbot: QtBot, studio: Studio) -> None:
    stage = MoveStage(studio=studio, theme=DARK)
    screen = MovesScreen(Library(exercises={}), theme=DARK, stage=stage)
    qtbot.addWidget(screen)
    screen.show()
    assert screen.nothing.isVisible()
    assert not screen.card.isVisible()
