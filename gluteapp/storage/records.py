"""Puts facts together to records: the newest of what was said counts. Knows no SQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from gluteapp.core.session import (
    Answer,
    Marked,
    Question,
    RepDone,
    SessionClosed,
    SessionOpened,
    SessionRecord,
    SessionRemoved,
    SetClosed,
    SetCorrected,
    SetOpened,
    SetRecord,
)

ThingT = TypeVar("ThingT")


Said = tuple[str, Question, Answer]
"""The id of a set, a question about it, and the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The facts of some sessions, each kind in the order of their ids."""

    sessions: list[SessionOpened]
    ends: list[SessionClosed]
    sets: list[SetOpened]
    set_ends: list[SetClosed]
    marks: list[Marked]
    answers: list[Said]
    corrections: list[SetCorrected]
    removals: list[SessionRemoved]
    reps: list[RepDone]
    last_reps: Mapping[str, int]
    """The highest repetition of each set that has one, at least for sets that were not closed."""


def assemble(facts: Facts) -> list[SessionRecord]:
    """The records of the sessions, in the order they were opened."""
    ends = {end.session_id: end for end in facts.ends}
    removed = {removal.session_id: removal.is_removed for removal in facts.removals}
    marks = _grouped((mark.session_id, mark) for mark in facts.marks)
    sets = _grouped((record.opened.session_id, record) for record in _set_records(facts))
    return [
        SessionRecord(
            opened=opened,
            closed=ends.get(opened.id),
            sets=tuple(sets.get(opened.id, ())),
            marks=tuple(marks.get(opened.id, ())),
            is_removed=removed.get(opened.id, False),
        )
        for opened in facts.sessions
    ]


def _set_records(facts: Facts) -> Iterable[SetRecord]:
    ends = {end.set_id: end for end in facts.set_ends}
    superseded = {one.supersedes for one in facts.sets}
    reps = _grouped((rep.set_id, rep) for rep in facts.reps)
    corrections = _grouped((one.set_id, one) for one in facts.corrections)
    # Each question has the name of the field that its answer fills.
    answers: dict[str, dict[str, Any]] = defaultdict(dict)
    for set_id, question, answer in facts.answers:
        answers[set_id][question.value] = answer
    for opened in facts.sets:
        end = ends.get(opened.id)
        record = SetRecord(
            id=opened.id,
            opened=opened,
            variant=opened.variant,
            reps=tuple(reps.get(opened.id, ())),
            done_reps=facts.last_reps.get(opened.id, 0) if end is None else end.done_reps,
            done_ms=0 if end is None else end.done_ms,
            reason=None if end is None else end.reason,
            is_superseded=opened.id in superseded,
            **answers.get(opened.id, {}),
        )
        yield _corrected(record, corrections[opened.id]) if opened.id in corrections else record


def _corrected(record: SetRecord, corrections: Iterable[SetCorrected]) -> SetRecord:
    """The record with the newest correction of each field."""
    newest: dict[str, Any] = {}
    for correction in corrections:
        for name in ("done_reps", "done_ms", "reason", "variant"):
            value = getattr(correction, name)
            if value is not None:
                newest[name] = value
    return replace(record, is_corrected=True, **newest) if newest else record


def _grouped(pairs: Iterable[tuple[str, ThingT]]) -> dict[str, list[ThingT]]:
    groups: dict[str, list[ThingT]] = defaultdict(list)
    for key, thing in pairs:
        groups[key].append(thing)
    return groups
