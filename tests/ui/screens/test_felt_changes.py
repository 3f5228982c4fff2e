"""Where a move was felt changes the next cue and what may be chosen, and the screens say so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from gluteapp.core.clock import ManualClock
from gluteapp.core.decision import Verdict
from gluteapp.core.events import StopReason
from gluteapp.core.exercise import Region
from gluteapp.core.session import Felt, Question, SessionRecord
from gluteapp.core.view import EngineState
from gluteapp.paths import Paths
from gluteapp.services.felt import cramped
from gluteapp.ui.screens.next_card import NextCard
from gluteapp.ui.screens.pain_gate import GateChoice
from gluteapp.ui.screens.summary import SummaryScreen
from gluteapp.ui.widgets.pain_row import PainRow
from gluteapp.ui.widgets.text_label import TextLabel
from tests.ui.screens import session_stand
from tests.ui.screens.desk_stand import DeskStand
from tests.ui.screens.session_stand import STEPS, Stand

Key = Qt.Key
DAY_MS = 24 * 3_600_000
HEELS = "Heels closer, toes light"
BRIDGES = {
    "id": "bridges",
    "title": "Bridges",
    "summary": "Two sets",
    "level": 1,
    "seconds": 105,
    "steps": [
        {"kind": "count_in", "seconds": 5, "title": "Get ready"},
        *(
            row
            for number in (1, 2)
            for row in (
                {
                    "kind": "work",
                    "seconds": 30,
                    "exercise": "glute_bridge",
                    "variant": "standard",
                    "side": "both",
                    "round": number,
                },
                {"kind": "rest", "seconds": 20, "title": "Rest"},
            )
        ),
    ],
}
FIRST, REST, SECOND, LAST_REST = 1, 2, 3, 4
REST_MS, SECOND_MS, LAST_REST_MS = 35_000, 55_000, 85_000


@pytest.fixture
def stand(qtbot: QtBot, paths: Paths, clock: ManualClock) -> Iterator[Stand]:
    made = Stand(qtbot=qtbot, paths=paths, clock=clock)
    yield made
    made.close()


@pytest.fixture
def bridges(
    qtbot: QtBot, paths: Paths, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stand]:
    monkeypatch.setattr(session_stand, "SHORT", BRIDGES)
    made = Stand(qtbot=qtbot, paths=paths, clock=clock)
    yield made
    made.close()


def said(stand: Stand) -> str:
    """What lies over the screen as a short notice."""
    toast = stand.screen.toast
    return toast.text() if toast.isVisible() else ""


def cue_shown(stand: Stand) -> tuple[str, str]:
    """The cue, and over it the answer that it follows from."""
    work = stand.screen.faces.work
    stand.screen.tick()
    return work.cue.text(), work.cue_why.label.text() if work.cue_why.isVisible() else ""


# The next set


def test_an_answer_says_at_once_what_the_next_set_changes(bridges: Stand) -> None:
    bridges.wait(REST_MS + 1_000)
    bridges.key(Key.Key_T)
    assert said(bridges) == f"Next set: {HEELS}"


def test_the_next_set_shows_the_cue_and_why_until_half_of_it(bridges: Stand) -> None:
    bridges.wait(REST_MS + 1_000)
    bridges.key(Key.Key_T)
    bridges.wait(SECOND_MS - REST_MS + 4_000)
    assert bridges.step.index == SECOND
    assert cue_shown(bridges) == (HEELS, "You felt the hamstrings most.")
    assert not bridges.screen.faces.work.legend.isVisible()
    bridges.wait(15_000)
    cue, why = cue_shown(bridges)
    assert cue != HEELS
    assert why == ""


def test_after_the_last_set_it_is_for_the_next_time(bridges: Stand) -> None:
    bridges.wait(LAST_REST_MS + 1_000)
    bridges.key(Key.Key_T)
    assert said(bridges) == f"Next time: {HEELS}"


def test_an_answer_taken_back_changes_nothing_any_more(bridges: Stand) -> None:
    bridges.wait(REST_MS + 1_000)
    bridges.key(Key.Key_T)
    bridges.key(Key.Key_T)
    assert said(bridges) == ""
    bridges.wait(SECOND_MS - REST_MS + 4_000)
    assert cue_shown(bridges)[0] != HEELS


def test_felt_in_a_glute_nothing_is_said(bridges: Stand) -> None:
    bridges.wait(REST_MS + 1_000)
    bridges.key(Key.Key_G)
    assert said(bridges) == ""
    # The hamstring too, but not most.
    bridges.key(Key.Key_T)
    assert said(bridges) == ""


def test_unanswered_the_cues_are_the_usual_ones(bridges: Stand) -> None:
    bridges.wait(SECOND_MS + 4_000)
    cue, why = cue_shown(bridges)
    usual = [one.text for one in bridges.step.exercise.cues if one.when_felt is None]  # type: ignore[union-attr]
    assert cue in usual
    assert why == ""


def test_a_pair_changes_its_cue_on_both_sides(stand: Stand) -> None:
    stand.play_to("clam_rest", 1_000)
    stand.key(Key.Key_F)
    assert said(stand) == "Next set: Roll forward, open less"
    for name in ("clam_again", "clam_last"):
        stand.play_to(name, 4_000)
        assert cue_shown(stand) == (
            "Roll forward, open less",
            "You felt the front of the hip most.",
        )


# Cramp


def row_open(stand: Stand) -> PainRow:
    return stand.screen.desk.pain_card.row


def gate_offers(stand: Stand) -> set[GateChoice]:
    card = stand.screen.desk.gate_card
    return {choice for choice in GateChoice if card.button_of(choice).isVisible()}


def test_a_cramp_stops_the_set_and_offers_a_smaller_next_one(bridges: Stand) -> None:
    bridges.wait(15_000)
    bridges.key(Key.Key_P)
    row_open(bridges).cramp.click()
    assert bridges.state() is EngineState.PAUSED
    assert not bridges.screen.desk.pain_card.isVisible()
    assert gate_offers(bridges) == {
        GateChoice.EASIER,
        GateChoice.END_SET,
        GateChoice.RED_FLAGS,
        GateChoice.GO_ON,
    }
    card = bridges.screen.desk.gate_card
    assert card.accessibleName() == "Straighten the leg"
    assert not card.spots.isVisible()
    easier = card.button_of(GateChoice.EASIER)
    assert easier.text() == "Smaller next set"
    assert "Glute bridge, small range" in card.accessibleDescription()
    easier.click()
    (first,) = [one for one in bridges.runner.record().sets if one.opened.step == FIRST]
    assert first.reason is StopReason.SKIPPED
    assert first.felt == Felt(most=Region.HAMSTRING)
    assert first.pain is None
    assert cramped(bridges.runner.record()) == {"glute_bridge"}
    assert bridges.step.index == REST
    assert bridges.runner.timeline.steps[SECOND].move == "glute_bridge/small_range"
    bridges.wait(bridges.view.count_in_left_ms + 100)
    assert bridges.state() is EngineState.RUNNING


def test_only_the_set_may_end_after_a_cramp(bridges: Stand) -> None:
    bridges.wait(15_000)
    bridges.key(Key.Key_P)
    row_open(bridges).cramp.click()
    bridges.screen.desk.gate_card.button_of(GateChoice.END_SET).click()
    assert bridges.step.index == REST
    assert bridges.runner.timeline.steps[SECOND].move == "glute_bridge/standard"


def test_when_it_lets_go_the_set_goes_on(bridges: Stand) -> None:
    bridges.wait(15_000)
    bridges.key(Key.Key_P)
    row_open(bridges).cramp.click()
    bridges.screen.desk.gate_card.button_of(GateChoice.GO_ON).click()
    assert bridges.step.index == FIRST
    assert bridges.state() is EngineState.COUNT_IN


def test_a_cramp_said_in_the_rest_offers_the_same_while_the_clock_goes_on(bridges: Stand) -> None:
    bridges.wait(REST_MS + 1_000)
    card = bridges.screen.desk.card
    bridges.key(Key.Key_G)
    card.pain.band_of_cramp.click()
    assert bridges.state() is EngineState.RUNNING
    assert gate_offers(bridges) == {GateChoice.EASIER, GateChoice.RED_FLAGS, GateChoice.GO_ON}
    bridges.key(Key.Key_E)
    assert bridges.runner.timeline.steps[SECOND].move == "glute_bridge/small_range"
    assert card.felt.value == Felt(most=Region.HAMSTRING, also=(Region.GLUTE_CENTRE,))
    assert card.pain.value is None
    assert card.isVisible()


def test_a_cramp_after_the_last_set_is_noted_and_helped(bridges: Stand) -> None:
    bridges.wait(LAST_REST_MS + 1_000)
    bridges.screen.desk.card.pain.band_of_cramp.click()
    assert gate_offers(bridges) == {GateChoice.RED_FLAGS, GateChoice.GO_ON}
    assert bridges.screen.desk.gate_card.button_of(GateChoice.GO_ON).text() == "Close"


def test_an_unanswered_offer_goes_when_the_next_set_begins(bridges: Stand) -> None:
    bridges.wait(REST_MS + 1_000)
    bridges.screen.desk.card.pain.band_of_cramp.click()
    bridges.wait(SECOND_MS - REST_MS)
    assert bridges.step.index == SECOND
    assert bridges.screen.desk.gate is None
    assert bridges.step.move == "glute_bridge/standard"


def test_a_clam_is_not_asked_for_a_cramp(stand: Stand) -> None:
    stand.play_to("clam_rest", 1_000)
    assert not stand.screen.desk.card.pain.band_of_cramp.isVisible()
    stand.play_to("clam_again", 4_000)
    assert stand.step.index == STEPS["clam_again"]
    stand.key(Key.Key_P)
    assert not row_open(stand).cramp.isVisible()


# The next session


@pytest.fixture
def desk(qtbot: QtBot, paths: Paths, clock: ManualClock) -> Iterator[DeskStand]:
    made = DeskStand(qtbot=qtbot, paths=paths, clock=clock).show()
    yield made
    made.close()


def answer(desk: DeskStand, session: SessionRecord, felt: Region | None) -> None:
    """Answer, or answer otherwise, afterwards."""
    sets = tuple(one.id for one in session.work_sets)
    given = None if felt is None else Felt(most=felt)
    desk.app.history.answer(sets, Question.FELT, given, session.id)


def reasons(desk: DeskStand) -> str:
    """What Today gives as reasons, two days later."""
    desk.clock.move(2 * DAY_MS)
    desk.window.leave_full()
    desk.desk.refresh()
    QApplication.processEvents()
    labels = desk.desk.today.why.findChildren(TextLabel)
    return " / ".join(one.text() for one in labels if one.isVisible())


def summary_card(desk: DeskStand, session: SessionRecord) -> NextCard:
    desk.desk.flow.show_summary(session.id)
    page = desk.window.full_page
    assert isinstance(page, SummaryScreen)
    (card,) = page.next.cards
    return card


def test_today_says_once_what_changes_and_why(desk: DeskStand) -> None:
    answer(desk, desk.play(), Region.FRONT_OF_HIP)
    told = "Clam: Roll forward, open less / You felt the front of the hip most."
    assert told in reasons(desk)
    desk.play(answers=False)
    assert "Clam:" not in reasons(desk)


def test_unanswered_today_says_nothing_of_it(desk: DeskStand) -> None:
    desk.play(answers=False)
    assert "Clam:" not in reasons(desk)


def test_an_answer_that_is_changed_later_changes_what_is_said(desk: DeskStand) -> None:
    session = desk.play()
    answer(desk, session, Region.FRONT_OF_HIP)
    assert "Roll forward, open less" in summary_card(desk, session).felt.text()
    answer(desk, session, Region.LOW_BACK)
    assert "Waist still, open less" in summary_card(desk, session).felt.text()
    assert "Clam: Waist still, open less" in reasons(desk)
    answer(desk, session, Region.GLUTE_SIDE)
    assert "Clam:" not in reasons(desk)
    assert summary_card(desk, session).felt.text() == ""


def test_the_next_session_shows_the_cue_of_the_last_answer(desk: DeskStand) -> None:
    answer(desk, desk.play(), Region.FRONT_OF_HIP)
    runner = desk.app.new_session("tiny")
    desk.desk.flow.play(runner)
    screen = desk.desk.flow.session
    assert screen is not None
    screen.timer.stop()
    for _ in range(9):
        desk.clock.move(1_000)
        screen.tick()
    assert screen.faces.work.cue.text() == "Roll forward, open less"
    screen.timer.start()
    screen.leave()


def test_nothing_felt_offers_a_slower_tempo_and_leaves_it_to_the_user(desk: DeskStand) -> None:
    session = desk.play()
    answer(desk, session, Region.NOTHING_MUCH)
    card = summary_card(desk, session)
    assert card.felt.text() == (
        "You felt nothing much. Next time: Pause open, close slowly. Change offers: 35 s at 3-2-2."
    )
    assert desk.app.store.progress.choices() == {}
    assert "2-1-2" in card.dose.text()
    card.other.click()
    pills = [one for one in card.options.findChildren(QAbstractButton) if one.isVisible()]
    (slow,) = [one for one in pills if "3-2-2" in one.accessibleName()]
    slow.click()
    choice = desk.app.store.progress.choices()[(session.id, card.shown.station)]
    assert choice.verdict is Verdict.CHANGED
    assert "3-2-2" in card.dose.text()
    circuit = desk.app.day_plan("tiny").circuit
    assert {str(one.tempo) for one in circuit.steps if one.exercise == "clam"} == {"3-2-2"}
