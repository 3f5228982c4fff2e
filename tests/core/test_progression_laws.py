"""Laws of progress, held for every history that can be made up."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from gluteapp.core.circuit import SessionMode
from gluteapp.core.compile import compile_circuit, fits
from gluteapp.core.decision import Choice, Decision, Direction, Rule, Verdict
from gluteapp.core.digest import SessionDigest
from gluteapp.core.events import StopReason
from gluteapp.core.exercise import Side
from gluteapp.core.ladder import step_down, steps_up
from gluteapp.core.layout import Options, lay_out
from gluteapp.core.prescription import OwnedThings
from gluteapp.core.progression import History, replay, welcome_back
from gluteapp.core.progression_rules import is_worse
from gluteapp.core.week_series import monday_of
from gluteapp.services.decision_words import sentence
from tests.progress_content import EVERYTHING, LIBRARY, histories, rulebook

OWNED = rulebook(EVERYTHING)
decided = given(histories(rules=OWNED))
short = histories(most=4, rules=OWNED)


def _rises(history: History) -> list[tuple[SessionDigest, Decision]]:
    plan = replay(history, OWNED)
    by_id = {one.session_id: one for one in history.sessions}
    return [
        (by_id[name], decision)
        for name, made in plan.decisions.items()
        for decision in made
        if decision.direction is Direction.UP
    ]


def _was_calm(history: History, session: SessionDigest) -> bool:
    """Whether a session had no pain of 4 and its morning was told and no worse than usual."""
    morning = history.mornings.get(session.session_id)
    before = [
        history.mornings[one.session_id]
        for one in sorted(history.sessions, key=lambda one: one.utc_ms)
        if one.utc_ms < session.utc_ms and one.session_id in history.mornings
    ]
    pains = [one.pain or 0 for one in session.sets]
    return morning is not None and not (
        is_worse(morning, before[-5:]) or max(session.pain_max or 0, *pains) >= 4
    )


@decided
def test_nothing_rises_after_a_miss_pain_a_stop_or_a_missing_answer(history: History) -> None:
    for session, decision in _rises(history):
        sets = [one for one in session.sets if one.station == decision.station]
        assert session.mode is SessionMode.CIRCUIT
        assert max(session.pain_max or 0, *(one.pain or 0 for one in session.sets)) < 4
        assert all(one.reason is not StopReason.PAIN for one in session.sets)
        assert len(sets) >= OWNED.written[session.circuit_id].rounds[decision.station]
        assert session.is_whole or len(session.sets) == session.planned_sets
        assert _was_calm(history, session)
        assert any(None not in (one.felt_most, one.pain) for one in sets)
        for one in sets:
            assert one.reason is StopReason.COMPLETED
            assert one.done_reps >= one.planned_reps
            assert (one.pain or 0) <= 2
            assert one.effort is not None
            assert one.effort >= 3
            assert one.move == decision.before.move


@decided
def test_a_rise_comes_after_two_sessions_and_once_a_week_and_family(history: History) -> None:
    weeks = [(monday_of(session.day), one.family) for session, one in _rises(history)]
    assert len(set(weeks)) == len(weeks)
    for session, decision in _rises(history):
        earlier = [
            one
            for one in history.sessions
            if one.circuit_id == session.circuit_id
            and one.utc_ms < session.utc_ms
            and one.mode is SessionMode.CIRCUIT
            and any(done.station == decision.station for done in one.sets)
        ]
        # A stop for pain holds everything, and so do pain and a morning that is bad or not told.
        assert _was_calm(history, earlier[-1])
        assert all(one.reason is not StopReason.PAIN for one in earlier[-1].sets)
        sets = [one for one in earlier[-1].sets if one.station == decision.station]
        assert all(one.is_completed and (one.effort or 0) >= 3 for one in sets)
        assert {one.planned_ms for one in sets} == {1000 * decision.before.seconds}


@decided
def test_each_decision_is_one_step_at_most_and_has_a_rule_and_a_sentence(history: History) -> None:
    plan = replay(history, OWNED)
    trodden = {decision.before for made in plan.decisions.values() for decision in made}
    for session in history.sessions:
        made = plan.decisions.get(session.session_id, ())
        assert len({one.station for one in made}) == len(made)
        for decision in made:
            ups = {one.after for one in steps_up(decision.before, LIBRARY, EVERYTHING)}
            down = step_down(decision.before, LIBRARY, EVERYTHING)
            match decision.direction:
                case Direction.UP:
                    assert decision.after in ups
                case Direction.DOWN:
                    lower = trodden | ({down.after} if down else set())
                    shapes = {replace(one, seconds=0) for one in lower}
                    # It may be in less time than there: as much as the others leave.
                    assert replace(decision.after, seconds=0) in shapes
                    assert decision.after != decision.before
                case _:
                    assert decision.after == decision.before
            assert decision.rule in Rule
            told = sentence(decision, LIBRARY)
            assert told
            for part in told.replace("?", ".").split("."):
                assert len(part.split()) <= 14, told
            if decision.if_fine is not None:
                assert decision.if_fine in ups
                assert decision.rule is Rule.MORNING_MISSING


@given(history=short, order=st.randoms(use_true_random=False))
def test_the_order_in_which_sessions_are_read_does_not_matter(
    history: History, order: object
) -> None:
    shuffled = list(history.sessions)
    order.shuffle(shuffled)  # type: ignore[attr-defined]  # Random in disguise
    other = replay(replace(history, sessions=tuple(shuffled)), OWNED)
    assert other == replay(history, OWNED)


@given(history=short, cut=st.integers(0, 3))
def test_going_on_from_a_plan_gives_what_all_at_once_gives(history: History, cut: int) -> None:
    first, rest = (
        replace(history, sessions=part) for part in (history.sessions[:cut], history.sessions[cut:])
    )
    assert replay(rest, OWNED, onto=replay(first, OWNED)) == replay(history, OWNED)


@given(history=short, pick=st.integers(0, 10_000))
def test_a_choice_holds_and_taking_it_back_returns_the_former_state(
    history: History, pick: int
) -> None:
    before = replay(history, OWNED)
    last = before.last_decisions
    if not last:
        return
    chosen = last[pick % len(last)]
    key = (chosen.session_id, chosen.station)
    not_yet = replay(replace(history, choices={key: Choice(verdict=Verdict.NOT_YET)}), OWNED)
    doses = not_yet.doses(chosen.circuit_id, OWNED)
    # Another station may have risen into the time that a step down had freed.
    wanted = doses | {chosen.station: chosen.before}
    has_room = fits(OWNED.written[chosen.circuit_id], wanted, LIBRARY)
    assert (doses[chosen.station] == chosen.before) is has_room
    assert replay(replace(history, choices={}), OWNED) == before
    others = set(before.doses(chosen.circuit_id, OWNED)) - {chosen.station}
    for station in others:
        assert (
            not_yet.doses(chosen.circuit_id, OWNED)[station]
            == before.doses(chosen.circuit_id, OWNED)[station]
        )


@given(history=histories(most=6, rules=OWNED), bought=st.integers(0, 6))
def test_what_is_bought_or_given_away_changes_nothing_before(history: History, bought: int) -> None:
    times = [*(one.utc_ms for one in history.sessions), history.sessions[-1].utc_ms + 1]
    at = times[min(bought, len(times) - 1)]
    bare = rulebook()
    owned = ((0, EVERYTHING), (at, OwnedThings()))
    lost = replay(replace(history, owned=owned), bare)
    before = tuple(one for one in history.sessions if one.utc_ms < at)
    kept = replay(replace(history, sessions=before), OWNED)
    assert {name: lost.decisions[name] for name in kept.decisions} == kept.decisions
    if len(before) == len(history.sessions):
        assert lost.state == kept.state


@given(history=short)
def test_deleting_the_last_session_gives_the_plan_before_it(history: History) -> None:
    shorter = replace(history, sessions=history.sessions[:-1])
    assert replay(shorter, OWNED).decisions == {
        name: made
        for name, made in replay(history, OWNED).decisions.items()
        if name != history.sessions[-1].session_id
    }


@given(history=short)
def test_what_is_prescribed_lasts_twenty_minutes_and_is_equal_on_both_sides(
    history: History,
) -> None:
    plan = welcome_back(replay(history, OWNED), history.sessions[-1].day + 20, OWNED)
    for name in ("foundation", "build", "perform"):
        doses = plan.doses(name, OWNED)
        made = compile_circuit(OWNED.circuits[name], doses, LIBRARY)
        assert made.circuit.seconds == 1200
        assert made.skipped == ()
        timeline = lay_out(made.circuit, LIBRARY, Options())
        assert timeline.length_ms == 1_200_000
        worked = {Side.LEFT: 0, Side.RIGHT: 0, Side.BOTH: 0}
        for step in timeline.steps:
            if step.set_number is not None and step.side is not None and step.station is not None:
                dose = doses[step.station]
                assert (step.move, step.duration_ms) == (dose.move, 1000 * dose.seconds)
                worked[step.side] += step.duration_ms
        assert worked[Side.LEFT] == worked[Side.RIGHT]
