"""Where progress stands after some sessions. Decides nothing and knows no file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gluteapp.core.circuit import Circuit
from gluteapp.core.compile import Written
from gluteapp.core.exercise import Family, Library, Side
from gluteapp.core.prescription import OwnedThings, Prescription
from gluteapp.core.training_weeks import Weeks, WorkOf

Place = tuple[str, str]
"""A circuit's id and a station of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """What decisions rest on beside the record."""

    library: Library
    circuits: Mapping[str, Circuit]
    owned: OwnedThings
    work_of: WorkOf
    written: Mapping[str, Written] = field(init=False, repr=False, compare=False)
    """The circuits as read once for many decisions."""

    def __post_init__(self) -> None:
        written = {
            name: Written.of(circuit, self.library, self.owned)
            for name, circuit in self.circuits.items()
        }
        object.__setattr__(self, "written", written)

    def hardness(self, dose: Prescription) -> float | None:
        """How hard a rep of a dose is, difficulty x load; None where strength has no rules for it."""
        return self.work_of(dose.move, dose.load, 1) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class StationState:
    """One station of a circuit."""

    dose: Prescription
    """What it is done with next."""
    trail: tuple[Prescription, ...] = ()
    """The doses that steps up led from, oldest first, so that a step down goes back the same way."""
    passed: Prescription | None = None
    """The dose with which its last session passed; None when that did not pass."""
    risen_day: int = 0
    """The day of its last rise; 0 when it never rose."""
    first_side: Side | None = None
    """The side that goes first, because it was harder."""
    rises_owed: int = 0
    """Rises still to come before days away take a step again (`coming_back`)."""
    last_session_id: str = ""
    """The last session of its circuit; coming back to it is kept under that one's id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressState:
    """Everything that later decisions read of earlier sessions."""

    stations: Mapping[Place, StationState] = field(default_factory=dict[Place, StationState])
    mornings: tuple[int, ...] = ()
    """The last five answers of next mornings, oldest first."""
    pain_days: Mapping[str, int] = field(default_factory=dict[str, int])
    """The last day with pain of 4 or more, by exercise."""
    worse_morning_day: int | None = None
    """The day of the last session after which the morning was worse than usual."""
    family_mondays: Mapping[Family, int] = field(default_factory=dict[Family, int])
    """The Monday of the week in which a family last rose."""
    weeks: Weeks = ()
    last_day: int | None = None
    """The day of the last circuit, also of one that is gone by now."""
    last_session_id: str = ""
    is_back: bool = False
    """The steps down of coming back after some days are taken, and no circuit was done since."""

    def station(self, place: Place, written: Prescription) -> StationState:
        """A station's state; as written when nothing is known of it."""
        return self.stations.get(place) or StationState(dose=written)


def doses_of(state: ProgressState, written: Written) -> dict[str, Prescription]:
    """What each station of a circuit is done with next, in the circuit's order."""
    name = written.circuit.id
    return {
        station: state.station((name, station), dose).dose
        for station, dose in written.doses.items()
    }
