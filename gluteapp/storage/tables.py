"""Which table each kind of fact belongs to: those of sessions, and those of progress."""

from __future__ import annotations

from typing import Any

from gluteapp.core.decision_text import choice_of, choice_text, decision_of, decision_text
from gluteapp.core.progress_facts import (
    BodyMassNoted,
    Decided,
    DecisionAnswered,
    MorningAnswered,
    ProgressFact,
    ThingsNoted,
)
from gluteapp.core.session import AnyFact, Fact
from gluteapp.core.things_text import owned_of_text, owned_text
from gluteapp.storage.rows import SESSION_TABLES, STAMP_COLUMNS, FactTable, Row, Value


def _stamp(fact: Fact) -> tuple[Value, ...]:
    return (fact.id, fact.device_id, fact.utc_ms, fact.offset_min)


def _pack_decision(fact: Decided) -> tuple[Value, ...]:
    decision = fact.decision
    text = decision_text(decision)
    return (*_stamp(fact), decision.session_id, decision.station, text, fact.sentence)


def _unpack_decision(row: Row) -> Decided:
    return Decided(
        id=row[0],
        device_id=row[1],
        utc_ms=row[2],
        offset_min=row[3],
        decision=decision_of(row[6]),
        sentence=row[7],
    )


def _pack_choice(fact: DecisionAnswered) -> tuple[Value, ...]:
    choice = None if fact.choice is None else choice_text(fact.choice)
    return (*_stamp(fact), fact.session_id, fact.station, choice)


DECISIONS = FactTable(
    kind=Decided,
    name="decisions",
    columns=(*STAMP_COLUMNS, "session_id", "station", "decision", "sentence"),
    pack=_pack_decision,
    unpack=_unpack_decision,
)
DECISION_ANSWERS = FactTable(
    kind=DecisionAnswered,
    name="decision_answers",
    columns=(*STAMP_COLUMNS, "session_id", "station", "choice"),
    read={"choice": choice_of},
    pack=_pack_choice,
)
MORNINGS = FactTable(
    kind=MorningAnswered,
    name="mornings",
    columns=(*STAMP_COLUMNS, "session_id", "score", "is_skipped"),
    read={"is_skipped": bool},
)
BODY_MASSES = FactTable(
    kind=BodyMassNoted,
    name="body_masses",
    columns=(*STAMP_COLUMNS, "kg"),
)
THINGS_NOTED = FactTable(
    kind=ThingsNoted,
    name="things_noted",
    columns=(*STAMP_COLUMNS, "owned"),
    read={"owned": owned_of_text},
    pack=lambda fact: (*_stamp(fact), owned_text(fact.owned)),
)

TABLES: tuple[FactTable[Any], ...] = (
    *SESSION_TABLES,
    *(DECISIONS, DECISION_ANSWERS, MORNINGS, BODY_MASSES, THINGS_NOTED),
)
"""Every kind of fact."""

_BY_KIND: dict[type[Fact], FactTable[Any]] = {table.kind: table for table in TABLES}


def table_of(fact: AnyFact | ProgressFact) -> FactTable[Any]:
    """The table that a fact belongs to."""
    return _BY_KIND[type(fact)]
