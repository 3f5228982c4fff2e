"""The facts that progress leaves beside those of sessions. Knows no database and no clock."""

from __future__ import annotations

from dataclasses import dataclass

from gluteapp.core.decision import Choice, Decision
from gluteapp.core.prescription import OwnedThings
from gluteapp.core.session import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided(Fact):
    """A decision as it was told; a later one for the same session and station replaces it."""

    decision: Decision
    sentence: str
    """What the user was told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionAnswered(Fact):
    """What the user said to the decision of a session and station; None takes that back."""

    session_id: str
    station: str
    choice: Choice | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MorningAnswered(Fact):
    """How the hips felt the morning after a session, 0-10; None takes that back.

    `is_skipped` says that the user did not want to tell, so that it is not asked again.
    """

    session_id: str
    score: int | None
    is_skipped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyMassNoted(Fact):
    """Body mass in kg from that day on; None means that it is not known any more."""

    kg: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingsNoted(Fact):
    """What the user has to train with from that moment on."""

    owned: OwnedThings


ProgressFact = Decided | DecisionAnswered | MorningAnswered | BodyMassNoted | ThingsNoted

AWAY_SUFFIX = "/away"
"""Ends the session id of what is decided when coming back: it names the session before the pause."""


def session_of(decided_after: str) -> str:
    """The session that a decision followed, whichever way it is named in the decision."""
    return decided_after.removesuffix(AWAY_SUFFIX)
