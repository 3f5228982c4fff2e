"""What the cards about the next session show; knows no widget and decides nothing."""

from __future__ import annotations

from dataclasses import dataclass

from gluteapp.core.decision import Direction, Verdict
from gluteapp.core.exercise import Family
from gluteapp.core.prescription import Prescription


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A dose that may be chosen instead, in words."""

    dose: Prescription
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NextMove:
    """What comes next for one station of the circuit, in words, and what was said to it."""

    station: str
    name: str
    """The move that comes."""
    dose: str
    """How it is done, such as "35 s a side, 2-1-2"."""
    change: str
    """What changes, such as "One step up from clam"."""
    direction: Direction
    reason: str
    felt: str = ""
    """What changes about how it is done, because of where it was felt; empty when nothing does."""
    verdict: Verdict | None = None
    can_wait: bool = False
    """Whether "Not yet" has something to hold back."""
    waits_for_morning: bool = False
    options: tuple[Option, ...] = ()
    upcoming: tuple[str, ...] = ()
    """The next four sessions if each goes well, a line each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextFamily:
    """The stations of a family, the one that changes first."""

    family: Family
    moves: tuple[NextMove, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NextTime:
    """Everything about the next session."""

    when: str = ""
    """When it may come, in words; empty when nothing can be said."""
    families: tuple[NextFamily, ...] = ()
    note: str = ""
    """What holds for all of it, such as a lighter week."""
    pain_unsaid: tuple[tuple[str, ...], ...] = ()
    """The sets, as they are asked about, for which it was not said whether they hurt."""
