"""What a decision says: short, kind, built from what the rule read."""

from __future__ import annotations

from typing import Any

import pytest

from gluteapp.core.circuit import Load
from gluteapp.core.decision import Decision, Direction, Rule, Rung
from gluteapp.core.exercise import Family, Side, Tempo
from gluteapp.core.prescription import Prescription
from gluteapp.services.decision_words import (
    change_words,
    dose_words,
    sentence,
    today_sentence,
    today_title,
)
from tests.progress_content import LIBRARY

CLAM = Prescription(move="clam/standard", seconds=35)
HARDER = Prescription(move="clam/feet_lifted", seconds=30)


def _decision(rule: Rule, direction: Direction = Direction.STAY, **more: Any) -> Decision:
    fields: dict[str, Any] = {
        "session_id": "s",
        "circuit_id": "foundation",
        "station": "clam/standard",
        "family": Family.ABDUCTION,
        "before": CLAM,
        "after": CLAM,
    }
    return Decision(rule=rule, direction=direction, **(fields | more))


CASES: list[tuple[Rule, dict[str, Any], str]] = [
    (Rule.PAIN_STOP, {"pain": 7, "lowest": True}, "easiest step"),
    (Rule.PAIN_STOP, {"pain": 0, "stopped": True}, "You stopped it for pain"),
    (Rule.PAIN_STOP, {"pain": 7, "stopped": False}, "Pain was 7 of 10"),
    (Rule.PAIN_TWICE, {"pain": 4, "lowest": True}, "twice in two weeks"),
    (Rule.PAIN_TWICE, {"pain": 4}, "Pain for the second time in two weeks"),
    (Rule.PAIN, {"pain": 4}, "pain was 4 of 10"),
    (Rule.PAIN, {"pain": 0, "morning": 5}, "the morning after, 5 of 10"),
    (Rule.PAIN, {"pain": 0, "pain_elsewhere": 5, "morning": 0}, "another move hurt today, 5"),
    (Rule.PAIN, {"pain": 0, "pain_elsewhere": 0, "morning": 4}, "you stopped for pain"),
    (Rule.SOME_PAIN, {"pain": 3}, "pain was 3"),
    (Rule.TOO_HARD, {"lowest": True}, "easiest step"),
    (Rule.TOO_HARD, {"broke_form": 1}, "the form slipped"),
    (Rule.TOO_HARD, {"too_hard": 2}, "2 sets were too hard"),
    (Rule.AWAY, {"days": 9}, "Welcome back"),
    (Rule.NOT_OWNED, {}, "not there any more"),
    (Rule.LIGHTER_WEEK, {}, "lighter week"),
    (Rule.ANSWER_MISSING, {"effort": 1, "felt": 2}, "the reps left of 1 set"),
    (Rule.ANSWER_MISSING, {"felt": 2}, "where you felt 2 sets"),
    (Rule.ANSWER_MISSING, {"pain": 4}, "whether 4 sets hurt"),
    (Rule.NOT_FELT, {"not_felt": 2, "sets": 4}, "in 2 of 4 sets"),
    (Rule.MORNING_MISSING, {}, "next morning?"),
    (Rule.TWO_FOR_TWO, {"effort": 3}, "Twice done well"),
    (Rule.ONCE_MORE, {}, "Once more like this"),
    (Rule.NOT_YET_EASY, {"effort": 2, "slipped": 0}, "2 good reps left"),
    (Rule.NOT_YET_EASY, {"effort": 3, "slipped": 1}, "the form slipped in 1 set"),
    (Rule.ONE_SIDE, {"side": "left"}, "the right side is ready"),
    (Rule.ONE_SIDE, {"side": "right"}, "the left side is ready"),
    (Rule.INCOMPLETE, {"undone": 1}, "not every set was done"),
    (Rule.INCOMPLETE, {"eased": 1}, "the easier version"),
    (Rule.INCOMPLETE, {"stopped_early": True}, "ended early"),
    (Rule.FAMILY_MOVED, {}, "a similar move"),
    (Rule.WEEKLY_WORK, {"work_percent": 31}, "31 percent"),
    (Rule.AT_THE_TOP, {}, "hardest step"),
    (Rule.NOT_DONE, {}, "not done"),
]


@pytest.mark.parametrize(("rule", "read", "part"), CASES)
def test_the_sentence_says_which_rule_and_its_numbers(
    rule: Rule, read: dict[str, Any], part: str
) -> None:
    told = sentence(_decision(rule, read=read), LIBRARY)
    assert part in told
    for one in told.replace("?", ".").replace("!", ".").split("."):
        assert len(one.split()) <= 14
    assert "!" not in told


def test_every_rule_has_a_sentence_of_its_own() -> None:
    assert {rule for rule, _, _ in CASES} == set(Rule)
    told = [sentence(_decision(rule, read=read), LIBRARY) for rule, read, _ in CASES]
    assert len(set(told)) == len(told)


def test_waiting_says_what_comes_and_the_top_says_what_is_missing() -> None:
    waiting = _decision(Rule.MORNING_MISSING, if_fine=HARDER, read={"then": "two_for_two"})
    assert sentence(waiting, LIBRARY) == (
        "Twice done well, with three or more good reps left. "
        "It goes up if your hips are fine tomorrow."
    )
    assert change_words(waiting, LIBRARY) == "One step up, after a fine morning"
    anyway = _decision(Rule.MORNING_MISSING, read={"then": "once_more"})
    assert sentence(anyway, LIBRARY) == sentence(_decision(Rule.ONCE_MORE), LIBRARY)
    unowned = _decision(Rule.AT_THE_TOP, skipped=("time: no room", "band: not owned"))
    assert "do not have" in sentence(unowned, LIBRARY)
    full = _decision(Rule.AT_THE_TOP, skipped=("move: no room",))
    assert "no seconds left" in sentence(full, LIBRARY)


def test_a_second_bad_morning_is_not_called_pain() -> None:
    told = sentence(_decision(Rule.PAIN_TWICE, read={"pain": 0, "morning": 5}), LIBRARY)
    assert told.startswith("Pain or a worse morning twice in two weeks")
    told = sentence(_decision(Rule.PAIN_TWICE, read={"pain": 5, "morning": 5}), LIBRARY)
    assert told.startswith("Pain for the second time")


def _dose(**changes: Any) -> Prescription:
    fields: dict[str, Any] = {"move": "clam/standard", "seconds": 35}
    return Prescription(**(fields | changes))


STEPS: list[tuple[Rung, Direction, Prescription, str, str]] = [
    (Rung.TIME, Direction.UP, _dose(seconds=40), "Next time 40 seconds a set.", "One step up"),
    (
        Rung.TIME,
        Direction.DOWN,
        _dose(seconds=30),
        "Next time only 30 seconds a set.",
        "One step down",
    ),
    (
        Rung.HOLD,
        Direction.UP,
        _dose(tempo=Tempo(lower_s=2, hold_s=2, lift_s=2)),
        "Next time hold 2 seconds.",
        "One step up",
    ),
    (
        Rung.BAND,
        Direction.UP,
        _dose(move="clam/banded", load=Load.model_validate({"band": "light"})),
        "Next time with the light band.",
        "One step up",
    ),
    (
        Rung.KETTLEBELL,
        Direction.UP,
        _dose(move="squat/goblet", load=Load(kettlebell_kg=7.5)),
        "Next time with the 7.5 kg kettlebell.",
        "One step up",
    ),
    (Rung.BAND, Direction.DOWN, CLAM, "Next time: Clam.", "One step down"),
    (Rung.MOVE, Direction.UP, HARDER, "Next time: Clam, feet lifted.", "One step up from Clam"),
    (
        Rung.MOVE,
        Direction.DOWN,
        _dose(move="clam/small_range"),
        "Next time: Clam, small range.",
        "Easier version of Clam",
    ),
]


@pytest.mark.parametrize(("rung", "direction", "after", "then", "change"), STEPS)
def test_a_step_says_what_comes_next_time(
    rung: Rung, direction: Direction, after: Prescription, then: str, change: str
) -> None:
    rule = Rule.TWO_FOR_TWO if direction is Direction.UP else Rule.TOO_HARD
    decision = _decision(rule, direction, after=after, rung=rung, read={"too_hard": 2})
    assert sentence(decision, LIBRARY).endswith(then)
    assert change_words(decision, LIBRARY) == change


def test_a_still_hold_has_no_seconds_to_hold() -> None:
    held = _dose(move="wall_press/standard")
    decision = _decision(Rule.TWO_FOR_TWO, Direction.UP, after=held, rung=Rung.HOLD)
    assert sentence(decision, LIBRARY).endswith("Next time hold 0 seconds.")


@pytest.mark.parametrize(("percent", "is_told"), [(20, False), (21, True)])
def test_more_than_a_fifth_more_work_is_told(percent: int, is_told: bool) -> None:
    read = {"work_percent": percent}
    risen = _decision(Rule.TWO_FOR_TWO, Direction.UP, after=HARDER, rung=Rung.MOVE, read=read)
    assert (f"by {percent} percent" in sentence(risen, LIBRARY)) is is_told


@pytest.mark.parametrize(
    ("direction", "side", "words"),
    [
        (Direction.STAY, Side.LEFT, "Stays, left side first"),
        (Direction.STAY, Side.RIGHT, "Stays, right side first"),
        (Direction.STAY, None, "Stays"),
        (Direction.HOLD, Side.LEFT, "Stays, to be careful"),
    ],
)
def test_a_dose_that_stays_says_which_side_goes_first(
    direction: Direction, side: Side | None, words: str
) -> None:
    assert change_words(_decision(Rule.ONE_SIDE, direction, first_side=side), LIBRARY) == words


@pytest.mark.parametrize(
    ("dose", "words"),
    [
        (CLAM, "Clam, 35 s at 2-1-2"),
        (
            _dose(move="clam/banded", load=Load.model_validate({"band": "medium"})),
            "Banded clam, 35 s at 2-1-2, medium band",
        ),
        (
            _dose(move="clam/banded", load=Load.model_validate({"band": "heavy"})),
            "Banded clam, 35 s at 2-1-2, heavy band",
        ),
        (
            _dose(move="squat/goblet", load=Load(kettlebell_kg=8.0)),
            "Goblet squat, 35 s at 3-1-1, 8 kg kettlebell",
        ),
    ],
)
def test_a_dose_in_words(dose: Prescription, words: str) -> None:
    assert dose_words(dose, LIBRARY) == words


def test_a_still_hold_in_words() -> None:
    held = _dose(move="wall_press/standard")
    name = LIBRARY.move(held.move)[1].name
    assert dose_words(held, LIBRARY) == f"{name}, 35 s"


TODAY: list[tuple[Rung, Direction, Prescription, str, str]] = [
    (Rung.TIME, Direction.UP, _dose(seconds=45), "Clam: one step up", "45 s a set now."),
    (Rung.TIME, Direction.DOWN, _dose(seconds=30), "Clam: one step down", "Only 30 s a set now."),
    (
        Rung.HOLD,
        Direction.UP,
        _dose(tempo=Tempo(lower_s=2, hold_s=2, lift_s=2)),
        "Clam: one step up",
        "Hold 2 seconds now.",
    ),
    (
        Rung.BAND,
        Direction.UP,
        _dose(move="clam/banded", load=Load.model_validate({"band": "light"})),
        "Banded clam: one step up",
        "Now with the light band.",
    ),
    (
        Rung.MOVE,
        Direction.UP,
        HARDER,
        "Clam, feet lifted: one step up from Clam",
        "30 s a set now.",
    ),
    (
        Rung.MOVE,
        Direction.DOWN,
        _dose(move="clam/small_range"),
        "Clam, small range: one step down from Clam",
        "35 s a set now.",
    ),
]


@pytest.mark.parametrize(("rung", "direction", "after", "title", "now"), TODAY)
def test_today_names_the_move_and_says_what_it_is_now(
    rung: Rung, direction: Direction, after: Prescription, title: str, now: str
) -> None:
    moved = _decision(Rule.TWO_FOR_TWO, direction, after=after, rung=rung)
    assert today_title(moved, LIBRARY) == title
    told = today_sentence(moved, LIBRARY)
    assert told.startswith("Twice done well")
    assert told.endswith(now)
    assert "ext time" not in told
