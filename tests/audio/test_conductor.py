"""What is heard of a session, whatever is done to it: the count heard is the count that counts."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from gluteapp.audio.sheet import Rank
from gluteapp.audio.writing_player import FROZEN_MS, Sounded
from gluteapp.core.clock import Millis
from gluteapp.core.view import EngineState
from gluteapp.services.training import SessionRunner
from tests.audio.conducted import Conducted, NewSession, is_count, name_of, spoken_count

COMMANDS: dict[str, Callable[[SessionRunner], object]] = {
    "pause": SessionRunner.pause,
    "resume": SessionRunner.resume,
    "toggle": SessionRunner.toggle,
    "skip": SessionRunner.skip,
    "back": SessionRunner.back,
    "redo": SessionRunner.redo,
    "longer": SessionRunner.longer_rest,
    "shorter": SessionRunner.shorter_rest,
    "trim": SessionRunner.trim,
    "ease": SessionRunner.ease,
    "drop": SessionRunner.drop_move,
    "stop for pain": SessionRunner.stop_for_pain,
}
deeds = st.one_of(
    st.sampled_from(sorted(COMMANDS)),
    st.sampled_from(["lid", "freeze", "busy", "words", "ticks", "voice off", "voice on", "voice"]),
)
waits = st.one_of(st.integers(0, 3_000), st.integers(0, 25_000), st.sampled_from([5_000, 6_000]))


def do(session: Conducted, deed: str) -> None:
    """One thing that may happen."""
    match deed:
        case "lid":
            session.clock.sleep_machine(600_000)
            session.clock.move(20)
            session.do(session.runner.poll)
        case "freeze":
            session.clock.move(7_000)
            session.do(session.runner.poll)
        case "busy":
            session.clock.move(4_900)
            session.runner.poll()
        case "words":
            session.choose(lead="words")
        case "ticks":
            session.choose(lead="ticks")
        case "voice":
            session.use_other_voice()
        case "voice off" | "voice on":
            session.choose(is_spoken=deed == "voice on")
        case _:
            session.do(lambda: COMMANDS[deed](session.runner))


@settings(phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink))
@given(
    start_s=st.integers(0, 400),
    look_ms=st.sampled_from([70, 250, 1_000]),
    deeds=st.lists(st.tuples(waits, deeds), max_size=12),
)
def test_what_is_heard_is_what_happens(
    new_session: NewSession, start_s: int, look_ms: Millis, deeds: list[tuple[Millis, str]]
) -> None:
    session = new_session()
    session.do(session.runner.start)
    session.look_ms = 1_000
    session.wait(start_s * 1_000)
    session.look_ms = look_ms
    for wait_ms, deed in deeds:
        session.wait(wait_ms)
        do(session, deed)
    session.wait(9_000)
    check_counts(session)
    check_one_voice(session)
    check_nothing_is_late_or_cut(session)
    check_pauses(session)


def check_counts(session: Conducted) -> None:
    """Each repetition that counted was heard at its instant, and no other; so was all else."""
    end_ms = session.now_ms
    tones = {round(one.from_ms) for one in session.heard() if not one.heard.is_spoken}
    for counted in session.counted:
        # What is due at the very instant of a command is counted and not heard any more.
        if counted.at_ms not in session.cuts:
            assert tones & {counted.at_ms - 1, counted.at_ms, counted.at_ms + 1}, counted
    for what, at_ms in session.due:
        if at_ms not in session.cuts:
            assert tones & {at_ms - 1, at_ms, at_ms + 1}, (what, at_ms)
    due = {(one.at_ms, one.rep) for one in session.counted}
    for one in session.heard():
        at_ms = round(one.from_ms)
        is_frozen = any(a <= at_ms <= a + FROZEN_MS and at_ms <= b for a, b in session.frozen)
        if not is_count(one) or at_ms > end_ms or is_frozen:
            continue
        rep = spoken_count(one)
        assert [n for t, n in due if abs(t - at_ms) <= 1 and rep in (None, n)], one


def check_one_voice(session: Conducted) -> None:
    """Never two voices at once."""
    spoken = [one for one in session.heard() if one.heard.is_spoken]
    for before, after in pairwise(spoken):
        assert before.until_ms <= after.from_ms, (before, after)


def check_nothing_is_late_or_cut(session: Conducted) -> None:
    """Everything is heard from its start, and to its end if nobody asked for something else."""
    allowed = session.cuts | {a + FROZEN_MS for a, _ in session.frozen}
    for one in session.heard():
        assert one.from_ms == one.due_ms, one
        assert one.is_whole or one.until_ms in allowed, one


def check_pauses(session: Conducted) -> None:
    """A pause is silent but for saying that it is one, and a count-in but for counting in."""
    sounds = session.heard()
    for (begin_ms, state, left_ms), (end_ms, *_) in pairwise(session.states):
        if state not in (EngineState.PAUSED, EngineState.COUNT_IN):
            continue
        end_ms = min(end_ms, begin_ms + left_ms) if state is EngineState.COUNT_IN else end_ms
        for one in sounds:
            if begin_ms < one.until_ms and one.from_ms < end_ms:
                assert is_said_while(state, one), one


def is_said_while(state: EngineState, one: Sounded) -> bool:
    """Whether it belongs to a pause or to a count-in."""
    name = name_of(one)
    if state is EngineState.PAUSED:
        return name.startswith("Paused") if one.heard.is_spoken else name == "pause"
    if one.heard.is_spoken:
        # How it goes on, or how to get into the move that begins after it.
        return one.heard.rank in (Rank.STOP, Rank.TURN)
    return name.startswith("tick")
