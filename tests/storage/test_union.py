"""Whatever order facts arrive in, however often and from whichever laptop: the records are equal."""

from __future__ import annotations

import tempfile
import uuid
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from gluteapp.core.circuit import Band, Load, SessionMode, StepKind
from gluteapp.core.clock import ManualClock
from gluteapp.core.decision import Choice, Decision, Direction, Rule, Rung, Verdict
from gluteapp.core.events import SessionEnd, StopReason
from gluteapp.core.exercise import Family, Region, Side, Tempo
from gluteapp.core.prescription import OwnedThings, Prescription
from gluteapp.core.progress_facts import (
    BodyMassNoted,
    Decided,
    DecisionAnswered,
    MorningAnswered,
    ProgressFact,
    ThingsNoted,
)
from gluteapp.core.session import (
    AnyFact,
    Felt,
    FeltAnswered,
    Form,
    HarderSide,
    Marked,
    Pain,
    Question,
    RepDone,
    SessionClosed,
    SessionOpened,
    SessionRemoved,
    SetClosed,
    SetCorrected,
    SetOpened,
)
from gluteapp.services.digests import Digests
from gluteapp.storage.repositories import Store

SESSIONS = tuple(f"session-{number}" for number in range(3))
SETS = tuple(f"set-{number}" for number in range(4))

_small = st.integers(0, 50)
_small_s = st.integers(0, 3)
_words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_stamps = st.fixed_dictionaries(
    {
        "id": st.uuids(version=4).map(str),
        "device_id": st.sampled_from(["laptop", "desk"]),
        "utc_ms": st.integers(0, 2**45),
        "offset_min": st.integers(-720, 840),
    }
)
_session_ids = st.sampled_from(SESSIONS)
_set_ids = st.sampled_from(SETS)
_felt = st.builds(
    Felt,
    most=st.none() | st.sampled_from(Region),
    also=st.lists(st.sampled_from(Region), max_size=2).map(tuple),
)
_loads = st.builds(
    Load,
    band=st.none() | st.sampled_from(Band),
    band_n=st.none() | st.floats(1, 90),
    kettlebell_kg=st.none() | st.floats(0.5, 40),
)
_doses = st.builds(
    Prescription,
    move=st.sampled_from(["clam/standard", "clam/banded"]),
    seconds=st.integers(20, 45),
    tempo=st.none() | st.builds(Tempo, lower_s=st.just(2), hold_s=_small_s, lift_s=st.just(2)),
    load=_loads,
)
_choices = st.builds(Choice, verdict=st.sampled_from(Verdict), instead=st.none() | _doses)
_questions_and_answers = st.one_of(
    st.tuples(st.sampled_from(Question), st.none()),
    st.tuples(st.just(Question.EFFORT), st.integers(0, 5)),
    st.tuples(st.just(Question.FELT), _felt),
    st.tuples(st.just(Question.HARDER), st.sampled_from(HarderSide)),
    st.tuples(st.just(Question.FORM), st.sampled_from(Form)),
    st.tuples(
        st.just(Question.PAIN), st.builds(Pain, score=st.integers(0, 10), spot=st.none() | _words)
    ),
    st.tuples(st.just(Question.NOTE), _words),
)


def _opened(stamp: dict[str, object], session: str) -> SessionOpened:
    return SessionOpened(
        **{**stamp, "id": session},  # type: ignore[arg-type]
        circuit_id="daily",
        circuit_title="Daily",
        circuit_version=2,
        planned_ms=300_000,
        planned_sets=6,
        first_side=Side.RIGHT,
        app_version="0",
        mode=SessionMode.LIGHTER,
    )


def _decided(stamp: dict[str, object], session: str, rule: Rule, dose: Prescription) -> Decided:
    decision = Decision(
        session_id=session,
        circuit_id="foundation",
        station="clam/standard",
        family=Family.ABDUCTION,
        rule=rule,
        direction=Direction.UP,
        before=dose,
        after=dose,
        rung=Rung.TIME,
        if_fine=dose,
        first_side=Side.LEFT,
        skipped=("time: no room",),
        read={"reps": 7, "share": 0.5, "clean": True, "side": "left", "pain": None},
    )
    return Decided(**stamp, decision=decision, sentence="Once more.")  # type: ignore[arg-type]


_session_opened = st.builds(_opened, _stamps, _session_ids)
_facts = st.one_of(
    # Named twice, so that most facts find the session and the set that they name.
    _session_opened,
    _session_opened,
    st.builds(
        lambda stamp, one, session, side, load, other: SetOpened(
            **{**stamp, "id": one},
            session_id=session,
            step=SETS.index(one),
            kind=StepKind.WORK,
            exercise="clam",
            variant="standard",
            side=side,
            round=None,
            set_number=None,
            pair=None,
            planned_reps=7,
            planned_ms=1,
            tempo=None,
            load=load,
            station="clam/standard" if side is Side.LEFT else None,
            supersedes=other,
        ),
        _stamps,
        _set_ids,
        _session_ids,
        st.sampled_from(Side),
        _loads,
        st.none() | _set_ids,
    ),
    st.builds(
        lambda stamp, one, rep, side, at_ms: RepDone(
            **stamp, set_id=one, rep=rep, side=side, position_ms=at_ms
        ),
        _stamps,
        _set_ids,
        _small,
        st.sampled_from(Side),
        _small,
    ),
    st.builds(
        lambda stamp, one, reps, done_ms, reason: SetClosed(
            **stamp, set_id=one, done_reps=reps, done_ms=done_ms, reason=reason
        ),
        _stamps,
        _set_ids,
        _small,
        _small,
        st.sampled_from(StopReason),
    ),
    st.builds(
        lambda stamp, session, what, detail: Marked(
            **stamp, session_id=session, what=what, position_ms=3, detail=detail
        ),
        _stamps,
        _session_ids,
        _words,
        st.dictionaries(_words, st.none() | st.booleans() | _small | _words, max_size=2),
    ),
    st.builds(
        lambda stamp, session, sets, said: FeltAnswered(
            **stamp, session_id=session, set_ids=sets, question=said[0], answer=said[1]
        ),
        _stamps,
        _session_ids,
        st.lists(_set_ids, min_size=1, max_size=2, unique=True).map(tuple),
        _questions_and_answers,
    ),
    st.builds(
        lambda stamp, one, reps, done_ms, reason, variant: SetCorrected(
            **stamp,
            set_id=one,
            done_reps=reps,
            done_ms=done_ms,
            reason=reason,
            variant=variant,
        ),
        _stamps,
        _set_ids,
        st.none() | _small,
        st.none() | _small,
        st.none() | st.sampled_from(StopReason),
        st.none() | _words,
    ),
    st.builds(
        lambda stamp, session, end: SessionClosed(
            **stamp, session_id=session, end=end, position_ms=9
        ),
        _stamps,
        _session_ids,
        st.sampled_from(SessionEnd),
    ),
    st.builds(
        lambda stamp, session, is_removed: SessionRemoved(
            **stamp, session_id=session, is_removed=is_removed
        ),
        _stamps,
        _session_ids,
        st.booleans(),
    ),
    st.builds(_decided, _stamps, _session_ids, st.sampled_from(Rule), _doses),
    st.builds(
        lambda stamp, session, choice: DecisionAnswered(
            **stamp, session_id=session, station="clam/standard", choice=choice
        ),
        _stamps,
        _session_ids,
        st.none() | _choices,
    ),
    st.builds(
        lambda stamp, session, score, is_skipped: MorningAnswered(
            **stamp, session_id=session, score=score, is_skipped=is_skipped
        ),
        _stamps,
        _session_ids,
        st.none() | st.integers(0, 10),
        st.booleans(),
    ),
    st.builds(
        lambda stamp, kg: BodyMassNoted(**stamp, kg=kg), _stamps, st.none() | st.floats(30, 200)
    ),
    st.builds(
        lambda stamp, bands_n, kettlebells_kg, has_step: ThingsNoted(
            **stamp,
            owned=OwnedThings(
                bands_n=bands_n, kettlebells_kg=tuple(kettlebells_kg), has_step=has_step
            ),
        ),
        _stamps,
        st.dictionaries(st.sampled_from(["light", "heavy"]), st.floats(1, 90)),
        st.lists(st.floats(0.5, 40), max_size=2),
        st.booleans(),
    ),
)
# Two facts of one id are the same fact, whatever made them; so each id stands once.
_histories = st.lists(_facts, max_size=30, unique_by=lambda fact: fact.id)


def everything(store: Store) -> tuple[list[AnyFact | ProgressFact], object, object]:
    """The facts, the sessions one by one and in a list, and what progress reads of them."""
    listed = store.sessions(with_removed=True)
    shelf = store.progress
    said = (
        *(shelf.decisions(), shelf.choices(), shelf.mornings()),
        *(shelf.body_masses(), shelf.things()),
    )
    singles = [store.session(record.id) for record in listed]
    return list(store.facts()), (listed, singles, said), Digests(store).all()


def new_store() -> Store:
    return Store.open(_FOLDER / f"{uuid.uuid4()}.db", clock=ManualClock())


_KEPT = tempfile.TemporaryDirectory()
_FOLDER = Path(_KEPT.name)


@given(history=_histories, rng=st.randoms(use_true_random=False))
def test_order_and_repetition_make_no_difference(
    history: list[AnyFact | ProgressFact], rng: object
) -> None:
    import random

    assert isinstance(rng, random.Random)
    with closing(new_store()) as straight, closing(new_store()) as shuffled:
        straight.append(*history)
        again = history + [fact for fact in history if rng.random() < 0.3]
        rng.shuffle(again)
        while again:
            cut = rng.randint(1, len(again))
            shuffled.append(*again[:cut])
            # What is kept of them now must not outlive what comes next.
            Digests(shuffled).all()
            again = again[cut:]
        assert everything(shuffled) == everything(straight)
        assert everything(straight)[0] == sorted(history, key=lambda fact: fact.id)


@given(history=_histories, numbers=st.lists(st.sampled_from([1, 2, 3]), min_size=30, max_size=30))
def test_two_laptops_agree_after_exchanging_both_ways(
    history: list[AnyFact | ProgressFact], numbers: list[int]
) -> None:
    with closing(new_store()) as one, closing(new_store()) as other:
        # Each laptop knows some of the facts, a few are known to both.
        one.append(*(fact for fact, number in zip(history, numbers, strict=False) if number & 1))
        other.append(*(fact for fact, number in zip(history, numbers, strict=False) if number & 2))
        ours, theirs = list(one.facts()), list(other.facts())
        one.append(*theirs)
        other.append(*ours)
        assert everything(one) == everything(other)
        assert len(everything(one)[0]) == len(history)


@given(history=_histories)
@settings(max_examples=30)
def test_the_list_says_the_same_as_the_single_sessions(
    history: list[AnyFact | ProgressFact],
) -> None:
    with closing(new_store()) as store:
        store.append(*history)
        for listed in store.sessions(with_removed=True):
            single = store.session(listed.id)
            without_reps = tuple(replace(record, reps=()) for record in single.sets)
            assert listed == replace(single, sets=without_reps)
