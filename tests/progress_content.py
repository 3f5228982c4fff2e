"""The content that ships as a rulebook, and sessions made up for tests of progress."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from gluteapp.content import load_content
from gluteapp.core.circuit import Load, SessionMode
from gluteapp.core.digest import SessionDigest, SetDigest
from gluteapp.core.events import StopReason
from gluteapp.core.exercise import Region
from gluteapp.core.prescription import OwnedThings, Prescription
from gluteapp.core.progress_preview import session_that_goes_well
from gluteapp.core.progress_state import Rulebook
from gluteapp.core.progression import History, Plan, replay, welcome_back
from gluteapp.core.session import Form, HarderSide
from gluteapp.paths import Paths

CONTENT = load_content(Paths.under(Path("nowhere")))
LIBRARY = CONTENT.library
NOTHING = OwnedThings()
EVERYTHING = OwnedThings(
    bands_n={"light": 15.0, "medium": 35.0, "heavy": 50.0},
    kettlebells_kg=(4.0, 8.0, 12.0),
    has_step=True,
)
MONDAY = 740_005 - (740_005 - 1) % 7
"""A Monday, so that days count from the start of a week."""


def reps_alone(move: str, load: Load, reps: int) -> float:
    """Work in which all moves are alike."""
    return float(reps)


def rulebook(
    owned: OwnedThings = NOTHING, work_of: Callable[[str, Load, int], float] = reps_alone
) -> Rulebook:
    """The circuits that ship, for somebody who owns these things."""
    return Rulebook(library=LIBRARY, circuits=CONTENT.circuits, owned=owned, work_of=work_of)


BARE = rulebook()


def good(
    day: int,
    *,
    circuit_id: str = "foundation",
    doses: Mapping[str, Prescription] | None = None,
    rules: Rulebook = BARE,
    name: str = "",
    is_lighter: bool = False,
) -> SessionDigest:
    """A session that goes well, `day` days after the Monday."""
    written = rules.written[circuit_id].doses if doses is None else doses
    made = session_that_goes_well(
        circuit_id, written, rules, day=MONDAY + day, is_lighter=is_lighter
    )
    return replace(made, session_id=name or f"{circuit_id}-{day}")


def with_sets(session: SessionDigest, station: str, **changes: Any) -> SessionDigest:
    """The session with every set of a station changed."""
    return replace(
        session,
        sets=tuple(
            replace(one, **changes) if one.station == station else one for one in session.sets
        ),
    )


def with_set(session: SessionDigest, station: str, number: int, **changes: Any) -> SessionDigest:
    """The session with one set of a station changed."""
    at = [index for index, one in enumerate(session.sets) if one.station == station][number]
    sets = list(session.sets)
    sets[at] = replace(sets[at], **changes)
    return replace(session, sets=tuple(sets))


def fine(sessions: Sequence[SessionDigest]) -> dict[str, int]:
    """Mornings without pain after all of them."""
    return {one.session_id: 0 for one in sessions}


def plan_of(*sessions: SessionDigest, rules: Rulebook = BARE, **more: Any) -> Plan:
    """The plan after sessions whose mornings were fine."""
    mornings = more.pop("mornings", fine(sessions))
    return replay(History(sessions=sessions, mornings=mornings, **more), rules)


# Generated histories

_answers = st.fixed_dictionaries(
    {
        "effort": st.sampled_from([None, 0, 2, 3, 3, 3, 4, 5]),
        "felt_most": st.sampled_from(
            [None, Region.HAMSTRING, *[Region.GLUTE_CENTRE, Region.GLUTE_SIDE] * 3]
        ),
        "harder": st.sampled_from([None, *HarderSide]),
        "form": st.sampled_from([None, Form.CLEAN, Form.CLEAN, Form.SLIPPED]),
        "pain": st.sampled_from([None, 0, 0, 0, 1, 2, 3, 4, 5, 6, 9]),
        "reason": st.sampled_from([*[StopReason.COMPLETED] * 5, *StopReason]),
    }
)


@st.composite
def changed_sets(draw: st.DrawFn, session: SessionDigest, rules: Rulebook) -> tuple[SetDigest, ...]:
    """The sets of a session, some of them with other answers, missed, cut short or eased."""
    sets = list(session.sets[: draw(st.sampled_from([99, 99, 99, 99, 11, 3]))])
    for at in draw(st.lists(st.integers(0, len(sets) - 1), max_size=4)):
        one = sets[at]
        easier = rules.library.move(one.move)[1].easier
        match draw(st.integers(0, 5)):
            case 0:
                one = replace(one, done_reps=max(0, one.done_reps - 2), is_corrected=True)
            case 1 if easier is not None:
                one = replace(one, move=easier, planned_move=one.move)
            case _:
                one = replace(one, **draw(_answers))
        sets[at] = one
    return tuple(sets)


@st.composite
def histories(draw: st.DrawFn, *, most: int = 7, rules: Rulebook = BARE) -> History:
    """A history as the app leaves it: each session is done with what the plan said, more or less."""
    plan, day = Plan(), MONDAY
    sessions: list[SessionDigest] = []
    mornings: dict[str, int] = {}
    for number in range(draw(st.integers(1, most))):
        day += draw(st.sampled_from([1, 2, 2, 2, 3, 3, 5, 9, 30]))
        plan = welcome_back(plan, day, rules)
        circuit_id = draw(
            st.sampled_from(["foundation", "foundation", "foundation", "build", "perform"])
        )
        mode = draw(st.sampled_from([*[SessionMode.CIRCUIT] * 9, SessionMode.LIGHTER]))
        made = session_that_goes_well(
            circuit_id,
            plan.doses(circuit_id, rules),
            rules,
            day=day,
            is_lighter=mode is SessionMode.LIGHTER,
        )
        sets = draw(changed_sets(made, rules)) if draw(st.integers(0, 2)) else made.sets
        made = replace(
            made,
            session_id=f"s{number}",
            sets=sets,
            is_whole=draw(st.sampled_from([True, True, True, True, False])),
            pain_max=draw(st.sampled_from([None, *[0] * 8, 5])),
        )
        morning = draw(st.sampled_from([None, *[0] * 5, 1, 1, 3, 6]))
        if morning is not None:
            mornings[made.session_id] = morning
        sessions.append(made)
        plan = replay(History(sessions=(made,), mornings=mornings), rules, onto=plan)
    return History(sessions=tuple(sessions), mornings=mornings)
