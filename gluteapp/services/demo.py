"""Fills an empty profile with a believable history, played through the real engine and runner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random

from gluteapp.core.circuit import Circuit
from gluteapp.core.clock import ManualClock, Millis
from gluteapp.core.engine import SessionEngine
from gluteapp.core.events import Event, FeltAsked, SetStarted
from gluteapp.core.exercise import Family, Library, Region
from gluteapp.core.layout import Options, lay_out
from gluteapp.core.session import Felt, Form, HarderSide, Pain, Question
from gluteapp.core.view import EngineState
from gluteapp.errors import ContentError, StorageError
from gluteapp.language import tr
from gluteapp.services.ids import Ids
from gluteapp.services.training import SessionRunner
from gluteapp.storage.repositories import Store

APP_VERSION = "demo"
POLL_MS = 1_000
"""How far the clock moves between polls; the events do not depend on it."""
DAY_MS = 86_400_000
EVENING_MS = 18 * 3_600_000 + 1_800_000
"""When sessions begin on average, in local time."""
DAYS_BACK = (7, 5, 3)
"""The three days of a week, counted back from the day that ends it."""
WEEKS_A_LEVEL = 4
"""How long somebody stays with a circuit before the next harder one."""
WEEKS_FOR_A_LIGHTER_ONE = 4
"""A history shorter than this has no lighter week."""
WORST_PAIN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    """A session that will be played; `strength` from 0 to 1 is how well its circuit goes."""

    utc_ms: Millis
    circuit: Circuit
    strength: float
    is_painful: bool = False
    is_cut_short: bool = False


def make_demo(
    store: Store,
    *,
    library: Library,
    circuits: Mapping[str, Circuit],
    weeks: int,
    seed: int,
    until_utc_ms: Millis,
    offset_min: int = 0,
) -> int:
    """Write the sessions of `weeks` weeks that end at `until_utc_ms`; how many there are.

    The same seed gives the same sessions. StorageError when the profile holds sessions already or
    they could not be written, ContentError when there is no circuit; nothing is written then.
    """
    if not circuits:
        raise ContentError(tr("No circuit"), tr("There is no circuit to make a demo history from."))
    _refuse_full_profile(store)
    rng = Random(seed)
    local_ms = until_utc_ms + offset_min * 60_000
    evening_ms = until_utc_ms - local_ms % DAY_MS + EVENING_MS
    days = list(_days(circuits, weeks=weeks, evening_utc_ms=evening_ms, rng=rng))
    clock = ManualClock(utc_ms=until_utc_ms - (weeks + 1) * 7 * DAY_MS)
    clock.set_offset(offset_min)
    ids = Ids(clock=clock, device_id=store.device_id, random_bits=rng.getrandbits)
    with store.together():
        for day in days:
            clock.move(day.utc_ms - clock.read().utc_ms)
            timeline = lay_out(day.circuit, library, Options())
            runner = SessionRunner(
                clock=clock,
                engine=SessionEngine(timeline=timeline),
                store=store,
                ids=ids,
                library=library,
                app_version=APP_VERSION,
                is_demo=True,
            )
            _Evening(day, runner=runner, clock=clock, rng=rng).play()
    return len(days)


def _refuse_full_profile(store: Store) -> None:
    """Raise StorageError when there are sessions, removed ones included."""
    records = store.sessions(with_removed=True)
    if any(not record.opened.is_demo for record in records):
        raise StorageError(
            tr("This profile is in use"),
            tr(
                "The profile holds real sessions, so no demo history was added to it. Choose an "
                "empty folder with --profile."
            ),
        )
    if records:
        raise StorageError(
            tr("This profile is in use"),
            tr(
                "The profile holds demo sessions already, so no others were laid over them. Choose "
                "an empty folder with --profile."
            ),
        )


def _days(
    circuits: Mapping[str, Circuit], *, weeks: int, evening_utc_ms: Millis, rng: Random
) -> Iterator[_Day]:
    """The sessions from the oldest on: levels rise, one week is lighter, some days are missed."""
    levels = sorted((one for one in circuits.values() if one.level > 0), key=lambda one: one.level)
    light = min(circuits.values(), key=lambda one: one.seconds)
    lighter_week = weeks * 2 // 3 if weeks >= WEEKS_FOR_A_LIGHTER_ONE else None
    count = weeks * len(DAYS_BACK)
    painful, cut_short, missed = count * 4 // 10, count * 9 // 10, count * 7 // 10
    for number in range(count):
        week, day = divmod(number, len(DAYS_BACK))
        # Drawn for every day, so that leaving one out does not change the others.
        late_ms = rng.randrange(-40, 90) * 60_000
        is_missed = rng.random() < 0.1 or number == missed
        if is_missed and number not in (painful, cut_short):
            continue
        level = min(week // WEEKS_A_LEVEL, len(levels) - 1)
        is_light = week == lighter_week or not levels
        back_days = 7 * (weeks - 1 - week) + DAYS_BACK[day]
        yield _Day(
            utc_ms=evening_utc_ms - back_days * DAY_MS + late_ms,
            circuit=light if is_light else levels[level],
            strength=1
            if is_light
            else min((week - level * WEEKS_A_LEVEL + day / 3) / WEEKS_A_LEVEL, 1),
            is_painful=number == painful,
            is_cut_short=number == cut_short,
        )


class _Evening:
    """Plays one session: answers most questions, leaves out a set now and then, pauses sometimes."""

    def __init__(
        self, day: _Day, *, runner: SessionRunner, clock: ManualClock, rng: Random
    ) -> None:
        self._day = day
        self._runner = runner
        self._clock = clock
        self._rng = rng
        self._sets = runner.timeline.set_count
        # The numbers of the sets at which something happens, 0 for never.
        last = self._sets * 2 // 3
        self._pause_at = rng.randint(1, self._sets) if rng.random() < 0.3 else 0
        self._skip_at = rng.randint(1, self._sets) if rng.random() < 0.25 else 0
        self._stop_at = last + 1 if day.is_cut_short else 0
        self._pain_at = max(1, self._sets // 2) if day.is_painful else 0

    def play(self) -> None:
        """Play to the end, or to where this evening stops."""
        happened = self._runner.start()
        while True:
            for event in happened:
                # What a reaction makes happen is reacted to in its turn.
                happened += self._react(event)
            if self._runner.view().state is EngineState.FINISHED:
                return
            self._clock.move(POLL_MS)
            happened = self._runner.poll()

    def _react(self, event: Event) -> list[Event]:
        match event:
            case SetStarted():
                return self._on_set(self._runner.timeline.steps[event.step].set_number or 0)
            case FeltAsked():
                self._answer(event)
        return []

    def _on_set(self, number: int) -> list[Event]:
        if number == 0:
            return []
        if number == self._stop_at:
            return self._runner.finish()
        if number == self._skip_at:
            return self._runner.skip()
        if number == self._pause_at:
            paused = self._runner.pause()
            self._clock.move(self._rng.randint(20, 90) * 1000)
            return paused + self._runner.resume()
        return []

    def _answer(self, event: FeltAsked) -> None:
        step = self._runner.timeline.steps[event.steps[-1]]
        if self._pain_at and (step.set_number or 0) >= self._pain_at:
            self._pain_at = 0
            self._runner.answer(Question.PAIN, Pain(score=WORST_PAIN, spot="knee"))
            self._runner.ease()
            return
        if self._rng.random() < 0.12:
            return
        tired = 0.8 * (step.set_number or 0) / self._sets
        mean = 1.8 + 2.2 * self._day.strength - tired
        effort = min(max(round(self._rng.gauss(mean, 0.7)), 0), 5)
        self._runner.answer(Question.EFFORT, effort)
        if effort <= 1 and self._rng.random() < 0.4:
            self._runner.answer(Question.FORM, Form.SLIPPED)
        if not event.is_brief and self._rng.random() < 0.85:
            self._answer_at_leisure(event, step.exercise.family if step.exercise else None)

    def _answer_at_leisure(self, event: FeltAsked, family: Family | None) -> None:
        self._runner.answer(Question.FELT, self._felt(family))
        if len(event.steps) > 1 and self._rng.random() < 0.7:
            sides = (HarderSide.LEFT, HarderSide.SAME, HarderSide.RIGHT)
            # The left starts weaker and catches up.
            weights = (0.5 - 0.3 * self._day.strength, 0.4 + 0.2 * self._day.strength, 0.1)
            self._runner.answer(Question.HARDER, self._rng.choices(sides, weights)[0])
        if self._rng.random() < 0.2:
            self._runner.answer(Question.PAIN, Pain(score=0))

    def _felt(self, family: Family | None) -> Felt:
        glute = Region.GLUTE_SIDE if family is Family.ABDUCTION else Region.GLUTE_CENTRE
        others: dict[Family | None, tuple[Region, Region]] = {
            Family.ABDUCTION: (Region.FRONT_OF_HIP, Region.LOW_BACK),
            Family.SQUAT: (Region.FRONT_OF_THIGH, Region.INNER_THIGH),
        }
        other = self._rng.choice(others.get(family, (Region.HAMSTRING, Region.LOW_BACK)))
        if self._rng.random() < 0.55 + 0.35 * self._day.strength:
            return Felt(most=glute, also=(other,) if self._rng.random() < 0.3 else ())
        return Felt(most=other, also=(glute,) if self._rng.random() < 0.5 else ())
