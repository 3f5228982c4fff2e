"""How each kind of fact becomes a row and a row a fact; knows columns, but runs no SQL."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Generic, TypeVar, assert_never

from gluteapp.core.circuit import Band, Load, SessionMode, StepKind
from gluteapp.core.events import SessionEnd, StopReason
from gluteapp.core.exercise import Region, Side
from gluteapp.core.session import (
    Answer,
    Fact,
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

Value = str | int | float | None
"""What one column holds."""
Row = tuple[Any, ...]
"""A row as SQLite hands it over; STRICT tables vouch for the types."""

EFFORT_MAX = 5
"""Good reps left that mean "5 or more" (DEFINITIONS.md, Felt answers)."""
PAIN_MAX = 10
"""The worst pain (DEFINITIONS.md, Felt answers)."""

FactT = TypeVar("FactT", bound=Fact)

STAMP_COLUMNS = ("id", "device_id", "utc_ms", "offset_min")


@dataclass(frozen=True, slots=True, kw_only=True)
class FactTable(Generic[FactT]):
    """The table of one kind of fact. Columns are its fields, unless `pack` and `unpack` say more."""

    kind: type[FactT]
    name: str
    columns: tuple[str, ...]
    read: Mapping[str, Callable[[Any], object]] = field(default_factory=dict)
    """How a column's value becomes a field's; empty columns stay None."""
    pack: Callable[[FactT], tuple[Value, ...]] | None = None
    unpack: Callable[[Row], FactT] | None = None
    also_read: str = ""
    """An expression behind the columns that only reading has."""

    def to_row(self, fact: FactT) -> tuple[Value, ...]:
        """The values of a fact in the order of the columns; ValueError when it makes no sense."""
        if self.pack is not None:
            return self.pack(fact)
        return tuple(getattr(fact, column) for column in self.columns)

    def from_row(self, row: Row) -> FactT:
        """The fact in a row; ValueError or KeyError when a value is none that this gluteapp knows."""
        if self.unpack is not None:
            return self.unpack(row)
        values: dict[str, Any] = dict(zip(self.columns, row, strict=True))
        for column, convert in self.read.items():
            if values[column] is not None:
                values[column] = convert(values[column])
        return self.kind(**values)

    @property
    def insert_sql(self) -> str:
        """The statement that adds a row; a fact already there stays as it is."""
        return _insert(self.name, self.columns, key="id")

    @property
    def select_sql(self) -> str:
        """All rows, to be narrowed and ordered."""
        return f"SELECT {_quoted(self.columns)}{self.also_read} FROM {self.name}"  # noqa: S608


def _insert(table: str, columns: tuple[str, ...], *, key: str) -> str:
    places = ", ".join("?" * len(columns))
    return (
        f"INSERT INTO {table} ({_quoted(columns)}) VALUES ({places}) "  # noqa: S608 - our own names
        f"ON CONFLICT ({key}) DO NOTHING"
    )


def _quoted(columns: tuple[str, ...]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


@lru_cache(maxsize=256)
def _load(band: str | None, band_n: float | None, kettlebell_kg: float | None) -> Load:
    # Validation costs more than all the rest of a row, and there are few different loads.
    tier = None if band is None else Band(band)
    return Load(band=tier, band_n=band_n, kettlebell_kg=kettlebell_kg)


_SET_FIELDS = (
    *STAMP_COLUMNS,
    *("session_id", "step", "kind", "exercise", "variant", "side", "round", "set_number", "pair"),
    *("planned_reps", "planned_ms", "tempo"),
)


# Looking a value up is four times as fast as asking the enumeration, and sets are many.
_KINDS = {kind.value: kind for kind in StepKind}
_SIDES = {side.value: side for side in Side}
_REASONS = {reason.value: reason for reason in StopReason}


def _pack_set(fact: SetOpened) -> tuple[Value, ...]:
    plain = tuple(getattr(fact, name) for name in _SET_FIELDS)
    load = fact.load
    return (*plain, load.band, load.kettlebell_kg, fact.supersedes, fact.station, load.band_n)


def _unpack_set(row: Row) -> SetOpened:
    return SetOpened(
        id=row[0],
        device_id=row[1],
        utc_ms=row[2],
        offset_min=row[3],
        session_id=row[4],
        step=row[5],
        kind=_KINDS[row[6]],
        exercise=row[7],
        variant=row[8],
        side=_SIDES[row[9]],
        round=row[10],
        set_number=row[11],
        pair=row[12],
        planned_reps=row[13],
        planned_ms=row[14],
        tempo=row[15],
        load=_load(row[16], row[20], row[17]),
        station=row[19],
        supersedes=row[18],
    )


def _unpack_set_end(row: Row) -> SetClosed:
    return SetClosed(
        id=row[0],
        device_id=row[1],
        utc_ms=row[2],
        offset_min=row[3],
        set_id=row[4],
        done_reps=row[5],
        done_ms=row[6],
        reason=_REASONS[row[7]],
    )


def _pack_mark(fact: Marked) -> tuple[Value, ...]:
    plain = (fact.id, fact.device_id, fact.utc_ms, fact.offset_min)
    detail = json.dumps(fact.detail, allow_nan=False)
    return (*plain, fact.session_id, fact.what, fact.position_ms, detail)


def _pack_answer(fact: FeltAnswered) -> tuple[Value, ...]:
    plain = (fact.id, fact.device_id, fact.utc_ms, fact.offset_min, fact.session_id, fact.question)
    return (*plain, fact.answer is None, *_answer_columns(fact.question, fact.answer))


def _answer_columns(question: Question, answer: Answer) -> tuple[Value, ...]:
    """Effort, felt most, felt also, harder, form, pain score, pain spot, note: those asked for."""
    match question, answer:
        case _, None:
            return (None,) * 8
        case Question.EFFORT, int() if 0 <= answer <= EFFORT_MAX:
            return (answer, None, None, None, None, None, None, None)
        case Question.FELT, Felt():
            return (None, answer.most, json.dumps(answer.also), None, None, None, None, None)
        case Question.HARDER, HarderSide():
            return (None, None, None, answer, None, None, None, None)
        case Question.FORM, Form():
            return (None, None, None, None, answer, None, None, None)
        case Question.PAIN, Pain() if 0 <= answer.score <= PAIN_MAX:
            return (None, None, None, None, None, answer.score, answer.spot, None)
        case Question.NOTE, str():
            return (None, None, None, None, None, None, None, answer)
        case _:
            raise ValueError(f"{answer!r} is no answer to {question}")


def _unpack_answer(row: Row) -> FeltAnswered:
    """The fact in the row of an answer, its sets' ids in one text behind the table's columns."""
    question, answer = read_answer(*row[5:15])
    return FeltAnswered(
        id=row[0],
        device_id=row[1],
        utc_ms=row[2],
        offset_min=row[3],
        session_id=row[4],
        set_ids=tuple(row[15].split(" ")) if row[15] else (),
        question=question,
        answer=answer,
    )


@lru_cache(maxsize=4096)
def read_answer(*columns: Any) -> tuple[Question, Answer]:
    """The question and answer in the columns of an answer from `question` on.

    Most of ten years' answers are equal, so equal ones are made once.
    """
    question = Question(columns[0])
    is_withdrawn, effort, most, also, harder, form, score, spot, note = columns[1:]
    if is_withdrawn:
        return question, None
    match question:
        case Question.EFFORT:
            return question, int(effort)
        case Question.FELT:
            regions = tuple(Region(region) for region in json.loads(also))
            return question, Felt(most=None if most is None else Region(most), also=regions)
        case Question.HARDER:
            return question, HarderSide(harder)
        case Question.FORM:
            return question, Form(form)
        case Question.PAIN:
            return question, Pain(score=score, spot=spot)
        case Question.NOTE:
            return question, str(note)
        case _:
            assert_never(question)


SESSIONS = FactTable(
    kind=SessionOpened,
    name="sessions",
    columns=(
        *STAMP_COLUMNS,
        *("circuit_id", "circuit_title", "circuit_version", "planned_ms", "planned_sets"),
        *("first_side", "app_version", "is_demo", "mode"),
    ),
    read={"first_side": Side, "is_demo": bool, "mode": SessionMode},
)
SESSION_ENDS = FactTable(
    kind=SessionClosed,
    name="session_ends",
    columns=(*STAMP_COLUMNS, "session_id", "end", "position_ms"),
    read={"end": SessionEnd},
)
SETS = FactTable(
    kind=SetOpened,
    name="sets",
    columns=(*_SET_FIELDS, "band", "kettlebell_kg", "supersedes", "station", "band_n"),
    pack=_pack_set,
    unpack=_unpack_set,
)
REPS = FactTable(
    kind=RepDone,
    name="reps",
    columns=(*STAMP_COLUMNS, "set_id", "rep", "side", "position_ms"),
    read={"side": Side},
)
SET_ENDS = FactTable(
    kind=SetClosed,
    name="set_ends",
    columns=(*STAMP_COLUMNS, "set_id", "done_reps", "done_ms", "reason"),
    unpack=_unpack_set_end,
)
MARKS = FactTable(
    kind=Marked,
    name="marks",
    columns=(*STAMP_COLUMNS, "session_id", "what", "position_ms", "detail"),
    read={"detail": json.loads},
    pack=_pack_mark,
)
ANSWERS = FactTable(
    kind=FeltAnswered,
    name="answers",
    columns=(
        *STAMP_COLUMNS,
        *("session_id", "question", "is_withdrawn", "effort", "felt_most", "felt_also"),
        *("harder", "form", "pain_score", "pain_spot", "note"),
    ),
    pack=_pack_answer,
    unpack=_unpack_answer,
    also_read=(
        ", (SELECT group_concat(set_id, ' ') FROM (SELECT set_id FROM answer_sets"
        " WHERE answer_id = answers.id ORDER BY place))"
    ),
)
CORRECTIONS = FactTable(
    kind=SetCorrected,
    name="corrections",
    columns=(*STAMP_COLUMNS, "set_id", "done_reps", "done_ms", "reason", "variant"),
    read={"reason": StopReason},
)
REMOVALS = FactTable(
    kind=SessionRemoved,
    name="removals",
    columns=(*STAMP_COLUMNS, "session_id", "is_removed"),
    read={"is_removed": bool},
)

SESSION_TABLES: tuple[FactTable[Any], ...] = (
    *(SESSIONS, SESSION_ENDS, SETS, REPS, SET_ENDS),
    *(MARKS, ANSWERS, CORRECTIONS, REMOVALS),
)
"""Every kind of fact that sessions leave."""

SAID_SQL = """SELECT answers.id, set_id, question, is_withdrawn, effort, felt_most, felt_also,
    harder, form, pain_score, pain_spot, note
    FROM answers JOIN answer_sets ON answer_id = answers.id"""
"""An answer for each of its sets: the answer's id, the set's id, the columns for `read_answer`."""

ANSWER_SETS_SQL = _insert("answer_sets", ("answer_id", "place", "set_id"), key="answer_id, place")
"""The statement that ties an answer to one of its sets."""
