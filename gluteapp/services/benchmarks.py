"""Benchmark sets: the circuit for the doses in force, and when it is time for one. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from gluteapp.core.benchmark_sets import benchmark_circuit, usual_ms
from gluteapp.core.circuit import Circuit, SessionMode
from gluteapp.core.clock import Millis, Reading
from gluteapp.core.exercise import Library
from gluteapp.core.progression_rules import CIRCUIT_MODES
from gluteapp.core.session_score import SessionScore
from gluteapp.core.strength_rules import StrengthRules
from gluteapp.services.body_mass import BodyMasses
from gluteapp.services.digests import DAY_MS, EPOCH_DAY, MINUTE_MS, Digests, local_day
from gluteapp.services.plan import Planner
from gluteapp.services.progress import ProgressReader

FIRST_DAYS = 14
"""None in the first two weeks of training (evidence 3.6)."""
LEAST_DAYS = 6
"""Days between two of them: once a week, at whatever hour (evidence 3.6)."""
AFTER_CIRCUIT_MS: Millis = DAY_MS
"""A circuit's work has to be out of the legs, as before the tests (LOOKS.md 10 g)."""


class WhyNotYet(StrEnum):
    """Why it is not the time for benchmark sets."""

    NEVER_TRAINED = "never_trained"
    FIRST_WEEKS = "first_weeks"
    DONE_LATELY = "done_lately"
    CIRCUIT_LATELY = "circuit_lately"


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchmarkOffer:
    """Benchmark sets as they can be done now."""

    circuit: Circuit
    usual_ms: Millis
    """How long they take as a rule."""
    why_not_yet: WhyNotYet | None = None
    """The reason that lasts longest; None when it is time."""
    free_utc_ms: Millis | None = None
    """From when on it is time; for a whole day its midnight. None where that is not known."""
    last_utc_ms: Millis | None = None
    """When they were done last."""

    @property
    def is_due(self) -> bool:
        """Whether it is time for them."""
        return self.why_not_yet is None


class Benchmarks:
    """Everything about benchmark sets beside doing them; StorageError when the disk refuses."""

    def __init__(
        self,
        *,
        planner: Planner,
        reader: ProgressReader,
        digests: Digests,
        masses: BodyMasses,
        library: Library,
        circuits: Callable[[], Mapping[str, Circuit]],
        strength: StrengthRules | None,
    ) -> None:
        """`circuits` tells what there is now; without strength rules nothing is measured."""
        self._planner, self._reader = planner, reader
        self._digests, self._masses = digests, masses
        self._library, self._circuits, self._strength = library, circuits, strength

    def offer(self, usual_circuit_id: str, now: Reading) -> BenchmarkOffer | None:
        """What there is to do for the circuit done last, or the usual one; None when nothing is."""
        done = [one for one in self._reader.scores() if one.moves or one.work]
        circuit = self._circuit(self._base(done, usual_circuit_id), now)
        if circuit is None:
            return None
        why, free_ms = _why_not_yet(done, now)
        measured = [one.utc_ms for one in done if one.mode is SessionMode.BENCHMARK]
        return BenchmarkOffer(
            circuit=circuit,
            usual_ms=usual_ms(circuit, self._library),
            why_not_yet=why,
            free_utc_ms=free_ms,
            last_utc_ms=max(measured, default=None),
        )

    def _base(self, done: list[SessionScore], usual_circuit_id: str) -> str | None:
        """The circuit whose doses are in force."""
        circuits = self._circuits()
        for name in (*self._trained(done), usual_circuit_id, *circuits):
            if name in circuits and circuits[name].mode is SessionMode.CIRCUIT:
                return name
        return None

    def _trained(self, done: list[SessionScore]) -> list[str]:
        """The circuits from the last one done on, newest first; years of others are not read."""
        trained = [at for at, one in enumerate(done) if one.mode in CIRCUIT_MODES]
        if not trained:
            return []
        before = done[trained[-1] - 1].session_id if trained[-1] else None
        digests = self._digests.after(before)
        return [one.circuit_id for one in reversed(digests) if one.mode in CIRCUIT_MODES]

    def _circuit(self, circuit_id: str | None, now: Reading) -> Circuit | None:
        if circuit_id is None or self._strength is None:
            return None
        day = local_day(now.utc_ms, now.offset_min)
        doses = self._planner.doses(circuit_id, day=day)
        mass = self._masses.log().newest
        return benchmark_circuit(
            doses, self._library, self._strength, None if mass is None else mass[1]
        )


def _why_not_yet(done: list[SessionScore], now: Reading) -> tuple[WhyNotYet | None, Millis | None]:
    """The reason that lasts longest, and until when."""
    if not done:
        return WhyNotYet.NEVER_TRAINED, None

    def midnight(day: int) -> Millis:
        return (day - EPOCH_DAY) * DAY_MS - now.offset_min * MINUTE_MS

    reasons = [(midnight(min(one.day for one in done) + FIRST_DAYS), WhyNotYet.FIRST_WEEKS)]
    for one in done:
        if one.mode is SessionMode.BENCHMARK:
            reasons.append((midnight(one.day + LEAST_DAYS), WhyNotYet.DONE_LATELY))
        elif one.mode in CIRCUIT_MODES:
            reasons.append((one.utc_ms + AFTER_CIRCUIT_MS, WhyNotYet.CIRCUIT_LATELY))
    free_ms, why = max(reasons)
    return (why, free_ms) if now.utc_ms < free_ms else (None, None)
