"""Answers in the rests of a session, what is said quietly, and how faces change."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gluteapp.core.clock import ManualClock
from gluteapp.core.exercise import Region
from gluteapp.core.session import AnyFact, Felt, Form, HarderSide, Pain
from gluteapp.core.view import EngineState
from gluteapp.errors import StorageError
from gluteapp.paths import Paths
from gluteapp.ui.screens.session_fade import FadeCover
from tests.ui.screens.session_stand import STEPS, Stand

Key = Qt.Key


@pytest.fixture
def stand(qtbot: QtBot, paths: Paths, clock: ManualClock) -> Iterator[Stand]:
    made = Stand(qtbot=qtbot, paths=paths, clock=clock)
    yield made
    made.close()


def test_arrows_belong_to_the_session_also_when_a_button_has_the_focus(stand: Stand) -> None:
    stand.play_to("rest", 1_000)
    effort = stand.screen.desk.card.effort.button_of(2)
    effort.setFocus(Qt.FocusReason.TabFocusReason)
    stand.key(Key.Key_Up, of=effort)
    assert stand.step.duration_ms == 27_000
    stand.key(Key.Key_Space, of=effort)
    assert stand.state() is EngineState.RUNNING
    stand.key(Key.Key_Space)
    resume = stand.screen.faces.pause.redo
    resume.setFocus(Qt.FocusReason.TabFocusReason)
    stand.key(Key.Key_Right, of=resume)
    assert stand.step.index == STEPS["clam_left"]


def test_the_body_map_keeps_the_arrows_while_it_has_the_focus(stand: Stand) -> None:
    stand.play_to("rest", 1_000)
    box = stand.screen.desk.card.felt.box_of(Region.GLUTE_SIDE)
    box.setFocus(Qt.FocusReason.TabFocusReason)
    stand.key(Key.Key_Down, of=box)
    assert stand.step.duration_ms == 12_000


def test_answers_by_key_reach_the_record_at_once(stand: Stand) -> None:
    stand.play_to("clam_switch", 500)
    assert stand.screen.desk.effort.isVisible()
    assert stand.screen.faces.work.done.text() == "Left done, 3 reps"
    stand.key(Key.Key_4)
    assert stand.sets("clam_left")[-1].effort == 4
    assert stand.sets("clam_left")[-1].form is Form.CLEAN
    stand.play_to("clam_rest", 500)
    assert stand.screen.desk.card.isVisible()
    for key in (Key.Key_2, Key.Key_G, Key.Key_F, Key.Key_Minus, Key.Key_S):
        stand.key(key)
    left, right = stand.sets("clam_left")[-1], stand.sets("clam_right")[-1]
    assert (left.effort, right.effort) == (4, 2)
    assert left.felt == right.felt == Felt(most=Region.GLUTE_CENTRE, also=(Region.FRONT_OF_HIP,))
    assert left.harder is right.harder is HarderSide.RIGHT
    assert (left.form, right.form) == (Form.CLEAN, Form.SLIPPED)
    assert left.pain is None


def test_answers_not_given_are_not_there(stand: Stand) -> None:
    stand.play_to("hydrant_left", 500)
    done = stand.sets("clam_right")[-1]
    assert (done.effort, done.felt, done.harder, done.pain) == (None, None, None, None)


def test_answer_keys_do_nothing_during_work(stand: Stand) -> None:
    stand.play_to("clam_left", 5_000)
    for key in (Key.Key_4, Key.Key_G, Key.Key_Comma):
        stand.key(key)
    assert stand.sets("squat")[-1].effort is None
    assert stand.sets("clam_left")[-1].effort is None


def test_a_both_sided_move_has_no_harder_side(stand: Stand) -> None:
    stand.play_to("rest", 500)
    assert not stand.screen.desk.card.harder.isVisible()
    stand.key(Key.Key_Comma)
    assert stand.sets("squat")[-1].harder is None


def test_a_short_rest_asks_for_effort_only(stand: Stand) -> None:
    stand.play_to("brief", 500)
    card = stand.screen.desk.card
    assert card.isVisible()
    assert card.is_brief
    stand.key(Key.Key_5)
    assert stand.sets("hydrant_right")[-1].effort == 5


def test_the_card_slides_away_when_the_next_set_begins(stand: Stand) -> None:
    stand.play_to("clam_rest", 11_900)
    card = stand.screen.desk.card
    at_rest = card.geometry()
    stand.wait(200)
    assert stand.step.index == STEPS["hydrant_left"]
    assert card.isVisible()
    assert card.x() > at_rest.x()
    stand.wait(300)
    assert not card.isVisible()


def test_the_old_face_fades_for_a_third_of_a_second(stand: Stand) -> None:
    stand.play_to("clam_rest", 11_900)
    cover = stand.screen.findChild(FadeCover)
    assert cover is not None
    assert not cover.isVisible()
    stand.wait(200)
    assert cover.isVisible()
    assert stand.screen.faces.work.isVisible()
    stand.painted()
    stand.wait(300)
    assert not cover.isVisible()


def test_with_reduced_motion_the_card_is_just_gone(
    qtbot: QtBot, paths: Paths, clock: ManualClock
) -> None:
    stand = Stand(qtbot=qtbot, paths=paths, clock=clock, reduced_motion=True)
    stand.play_to("rest", 11_900)
    stand.wait(200)
    assert not stand.screen.desk.card.isVisible()
    cover = stand.screen.findChild(FadeCover)
    assert cover is not None
    assert not cover.isVisible()
    stand.close()


def test_what_was_felt_chooses_the_next_cue_of_that_move(stand: Stand) -> None:
    stand.play_to("clam_rest", 500)
    stand.key(Key.Key_F)
    stand.to("clam_again", 3_000)
    assert stand.screen.faces.work.cue.text() == "Roll forward, open less"


def test_trouble_with_sound_is_said_until_it_is_over_or_closed(stand: Stand) -> None:
    banner = stand.screen.notices.banner
    stand.to("squat", 1_000)
    assert not banner.isVisible()
    stand.sound.problem = "No sound output. The screen shows every cue."
    stand.sound.is_heard = False
    stand.wait(600)
    assert banner.isVisible()
    assert banner.text() == "Sound lost. Captions are on. Looking for it again."
    banner.close_button.click()
    stand.wait(600)
    assert not banner.isVisible()
    stand.sound.problem, stand.sound.is_heard = None, True
    stand.sound.device = "Headphones"
    stand.wait(600)
    assert banner.text() == "Sound is back, through Headphones."
    assert banner.isVisible()
    stand.wait(7_000)
    assert not banner.isVisible()


def test_what_the_disk_refuses_is_said_until_it_is_saved(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*facts: AnyFact) -> None:
        raise StorageError("Not saved", "The disk is full. Make room; nothing is lost until then.")

    stand.play_to("rest", 500)
    with monkeypatch.context() as full:
        full.setattr(stand.store, "append", refuse)
        stand.key(Key.Key_3)
        stand.wait(100)
        assert stand.screen.notices.banner.isVisible()
        assert "disk is full" in stand.screen.notices.banner.text()
        assert stand.sets("squat")[-1].effort is None
    stand.wait(6_000)
    assert not stand.screen.notices.banner.isVisible()
    assert stand.sets("squat")[-1].effort == 3


def test_digits_are_pain_while_its_scale_is_open(stand: Stand) -> None:
    stand.play_to("clam_rest", 500)
    stand.key(Key.Key_P)
    stand.key(Key.Key_2)
    done = stand.sets("clam_right")[-1]
    assert (done.pain, done.effort) == (Pain(score=2), None)
    stand.key(Key.Key_P)
    stand.key(Key.Key_2)
    done = stand.sets("clam_right")[-1]
    assert (done.pain, done.effort) == (Pain(score=2), 2)


def test_digits_are_pain_also_during_work_and_up_to_nine(stand: Stand) -> None:
    stand.play_to("clam_left", 8_000)
    stand.key(Key.Key_P)
    assert stand.screen.desk.pain_card.isVisible()
    stand.key(Key.Key_7)
    assert stand.sets("clam_left")[-1].pain == Pain(score=7)
    assert not stand.screen.desk.pain_card.isVisible()


@pytest.mark.parametrize("name", ["clam_left", "clam_rest"])
def test_ten_is_said_with_one_and_zero(stand: Stand, name: str) -> None:
    stand.play_to(name, 8_000)
    stand.key(Key.Key_P)
    stand.key(Key.Key_1)
    stand.key(Key.Key_0)
    done = "clam_left" if name == "clam_left" else "clam_right"
    assert stand.sets(done)[-1].pain == Pain(score=10)


def test_one_and_zero_take_an_effort_back_to_none_left(stand: Stand) -> None:
    """Only a pain scale has a ten."""
    stand.play_to("clam_rest", 500)
    stand.key(Key.Key_1)
    stand.key(Key.Key_0)
    assert stand.sets("clam_right")[-1].effort == 0


@pytest.mark.parametrize("size", [(1024, 640), (1440, 900), (1920, 1080)])
@pytest.mark.parametrize("is_paused", [False, True])
def test_the_scale_covers_no_part_of_the_figure(
    stand: Stand, size: tuple[int, int], is_paused: bool
) -> None:
    stand.screen.resize(*size)
    stand.play_to("clam_left", 8_000)
    before = stand.stage.geometry()
    if is_paused:
        stand.key(Key.Key_Space)
        stand.wait(700)
        before = stand.stage.geometry()
    stand.key(Key.Key_P)
    stand.wait(100)
    card = stand.screen.desk.pain_card
    assert card.isVisible()
    assert not card.geometry().intersects(stand.stage.geometry())
    assert stand.stage.height() > size[1] * 0.25
    stand.key(Key.Key_P)
    stand.wait(100)
    assert stand.stage.geometry() == before


def test_a_redo_says_that_the_answers_are_kept(stand: Stand) -> None:
    stand.play_to("clam_switch", 500)
    stand.key(Key.Key_3)
    stand.key(Key.Key_R)
    stand.wait(700)
    first = stand.sets("clam_left")[0]
    assert first.effort == 3
    assert "kept" in stand.screen.toast.text()


@pytest.mark.parametrize("name", ["clam_left", "clam_rest"])
@pytest.mark.parametrize("key", [Key.Key_P, Key.Key_Escape])
def test_p_and_escape_close_the_scale(stand: Stand, name: str, key: Qt.Key) -> None:
    stand.play_to(name, 3_000)
    stand.key(Key.Key_P)
    assert stand.screen.desk.is_scale_open
    stand.key(key)
    assert not stand.screen.desk.is_scale_open
    assert not stand.screen.desk.pain_card.isVisible()
    assert stand.state() is EngineState.RUNNING


def test_a_low_score_gives_the_figure_back_after_a_while(stand: Stand) -> None:
    stand.play_to("clam_left", 3_000)
    stand.key(Key.Key_P)
    stand.wait(6_000)
    assert stand.screen.desk.pain_card.isVisible()
    stand.key(Key.Key_2)
    stand.wait(3_000)
    assert stand.screen.desk.pain_card.isVisible()
    stand.wait(2_000)
    assert not stand.screen.desk.pain_card.isVisible()


def test_in_a_paused_rest_p_opens_a_scale_that_is_seen_and_the_rest_is_not_asked(
    stand: Stand,
) -> None:
    stand.play_to("clam_rest", 1_000)
    stand.key(Key.Key_Space)
    for key in (Key.Key_4, Key.Key_G, Key.Key_S, Key.Key_Comma):
        stand.key(key)
    done = stand.sets("clam_right")[-1]
    assert (done.effort, done.felt, done.form, done.harder) == (None, None, None, None)
    stand.key(Key.Key_P)
    assert stand.screen.desk.pain_card.isVisible()
    stand.key(Key.Key_3)
    assert stand.sets("clam_left")[-1].pain == Pain(score=3)


def test_s_in_a_switch_is_about_the_side_just_done(stand: Stand) -> None:
    stand.play_to("clam_switch", 500)
    stand.key(Key.Key_S)
    assert stand.sets("clam_left")[-1].form is Form.SLIPPED
    assert stand.screen.toast.isVisible()
    stand.key(Key.Key_S)
    assert stand.sets("clam_left")[-1].form is Form.CLEAN
    stand.key(Key.Key_S)
    stand.key(Key.Key_3)
    assert stand.sets("clam_left")[-1].form is Form.SLIPPED


@pytest.mark.parametrize("size", [(1024, 640), (1440, 900), (900, 900)])
def test_the_scale_of_a_pause_hides_no_way_on(
    qtbot: QtBot, paths: Paths, clock: ManualClock, size: tuple[int, int]
) -> None:
    stand = Stand(qtbot=qtbot, paths=paths, clock=clock, size=size)
    stand.play_to("clam_left", 3_000)
    stand.key(Key.Key_P)
    stand.wait(300)
    stand.key(Key.Key_Space)
    scale = stand.screen.desk.pain_card
    pause = stand.screen.faces.pause
    assert scale.isVisible()
    for button in (pause.resume, pause.redo, pause.back, pause.skip, pause.easier, pause.finish):
        assert not scale.geometry().intersects(button.geometry())
    assert stand.screen.rect().contains(scale.geometry())
    stand.close()
