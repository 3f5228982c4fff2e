"""What the charts show, as plain series over local days. Draws nothing and knows no words.

Days are ordinals of local dates, so that weeks stay whole across daylight saving, travel and
midnight. The functions that make these values stand in `strength_series.py` and `week_series.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from gluteapp.core.circuit import SessionMode
from gluteapp.core.exercise import Family


class ProgressRange(StrEnum):
    """The stretches of days the charts can show."""

    FOUR_WEEKS = "four_weeks"
    BLOCK = "block"
    SIX_MONTHS = "six_months"
    ALL = "all"


class PointKind(StrEnum):
    """How a point of the index counts (evidence 3.3, 3.6)."""

    VALID = "valid"
    CENSORED = "censored"
    """At least this much: 5 or more left, or R of 25 or more; not joined, not in trends."""
    OFF_TEMPO = "off_tempo"
    """Not joined, not in trends."""


class WhyNone(StrEnum):
    """Why a set has no index."""

    NO_ANSWER = "no_answer"
    NO_BODY_MASS = "no_body_mass"
    NO_COEFFICIENT = "no_coefficient"
    NO_BAND_FORCE = "no_band_force"
    NOT_COMPLETED = "not_completed"
    NO_REPS = "no_reps"


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyPoint:
    """A family's index in one session: of its hardest measured move, the weaker side."""

    session_id: str
    day: int
    family: Family
    index: float
    reps_possible: float
    """R: reps done plus reps left of the weaker side; seconds for holds."""
    move: str
    kind: PointKind
    is_benchmark: bool = False
    is_approximate: bool = False
    """A band took part: its force is known to 30 % at best."""
    is_lighter: bool = False
    is_hold: bool = False
    """`reps_possible` are seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPoint:
    """A session in which a family was trained and no index came of it."""

    session_id: str
    day: int
    family: Family
    why: WhyNone


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelChange:
    """From this day the family's points come from another move; a jump there is expected."""

    day: int
    family: Family
    move: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverallPoint:
    """The overall index after a session; `families` are those it was made of."""

    session_id: str
    day: int
    index: float
    families: tuple[Family, ...]


class Change(StrEnum):
    """What the newest points say against the baseline (evidence 3.5)."""

    NONE = "none"
    """Fewer points than can tell."""
    WOBBLE = "wobble"
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """A series judged against its own everyday wobble; `low` and `high` bound the band."""

    change: Change
    first: float | None = None
    """Baseline: median of the first valid points of the range."""
    last: float | None = None
    """Median of the newest."""
    low: float | None = None
    high: float | None = None
    sessions_outside: int = 0
    """For how many sessions running the value stands outside the band."""
    since_day: int | None = None
    """The day of the first point judged."""
    is_mostly_moves: bool = False
    """Most of the change came with a harder or easier move."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """The strength index over a range of days, with the version of its coefficients."""

    rules_version: int
    points: tuple[FamilyPoint, ...]
    missing: tuple[MissingPoint, ...]
    overall: tuple[OverallPoint, ...]
    level_changes: tuple[LevelChange, ...]
    trend: Trend
    """Of the overall index."""
    family_trends: dict[Family, Trend]
    family_values: dict[Family, float] = field(default_factory=dict[Family, float])
    """The median of the last valid sessions of each family that has any (evidence 3.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatePoint:
    """The share of a session's answered sets that were felt most in a glute, from 0 to 1."""

    session_id: str
    day: int
    share: float
    answered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekWork:
    """The work of one week, sum of difficulty x reps over both sides (evidence 3.3)."""

    monday: int
    work: float
    planned: float = 0.0
    """Work still planned in the running week."""
    sessions: int = 0
    is_lighter: bool = False
    is_running: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """What was done on a local day."""

    day: int
    modes: tuple[SessionMode, ...] = ()
    session_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LighterSpan:
    """Days of a lighter week, first and last included."""

    first_day: int
    last_day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Everything the Progress screen shows for one range of days, both ends included."""

    first_day: int
    last_day: int
    today: int
    strength: Strength
    rates: tuple[RatePoint, ...]
    rate_trend: Trend
    weeks: tuple[WeekWork, ...]
    calendar: tuple[CalendarDay, ...]
    lighter: tuple[LighterSpan, ...]
    unreadable: int = 0
    """Sessions that could not be read."""
    has_history: bool = True
    """Whether there is any session, in this range or before it."""
