"""Fills an empty profile with a believable history, played through the real engine and progress."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random

from gluteapp.core.circuit import Circuit
from gluteapp.core.clock import ManualClock, Millis
from gluteapp.core.decision import Choice, Direction, Verdict
from gluteapp.core.engine import SessionEngine
from gluteapp.core.exercise import Library, Side
from gluteapp.core.layout import Options, lay_out
from gluteapp.core.prescription import OwnedThings
from gluteapp.core.strength_rules import StrengthRules
from gluteapp.errors import ContentError, StorageError
from gluteapp.language import tr
from gluteapp.services.body_mass import BodyMasses
from gluteapp.services.demo_body import Body
from gluteapp.services.demo_evening import Day, Evening, Page
from gluteapp.services.digests import Digests, local_day
from gluteapp.services.ids import Ids
from gluteapp.services.plan import Planner
from gluteapp.services.training import SessionRunner
from gluteapp.storage.repositories import Store

APP_VERSION = "demo"
DAY_MS = 86_400_000
EVENING_MS = 18 * 3_600_000 + 1_800_000
"""When sessions begin on average, in local time."""
MORNING_MS = 13 * 3_600_000
"""From the evening to the question of the next morning."""
DAYS_BACK = (7, 5, 3)
"""The three days of a week, counted back from the day that ends it."""
DAY_BETWEEN_BACK = 2
"""The day on which there may be a short circuit beside."""
WEEKS_A_LEVEL = 8
"""How long somebody stays with a circuit before the next harder one."""
LONG_WEEKS = 4
"""A history shorter than this has no week that is different."""
WEEKS_UNTIL_AWAY = 8
"""A history shorter than this has no ten days without a session."""
THINGS_WEEK = 6
"""From this week on the user has what there is to train with."""
PAINFUL_WEEKS = 40
"""Once in so many weeks something hurts; as often a session is stopped early."""
DECLINING_WEEK = 2
"""From this week on a rise is declined now and then."""
BODY_MASS_KG = 68.0


def make_demo(
    store: Store,
    *,
    library: Library,
    circuits: Mapping[str, Circuit],
    weeks: int,
    seed: int,
    until_utc_ms: Millis,
    offset_min: int = 0,
    strength: StrengthRules | None = None,
    owned: OwnedThings | None = None,
) -> int:
    """Write the sessions of `weeks` weeks that end at `until_utc_ms`; how many there are.

    Each circuit is the one that progress plans for its day. `owned` is what there is to train with
    after the first weeks. The same seed gives the same sessions. StorageError when the profile
    holds sessions already or they could not be written, ContentError when there is no circuit;
    nothing is written then.
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
    life = _Life(
        store,
        clock=clock,
        rng=rng,
        library=library,
        circuits=circuits,
        strength=strength,
        owned=owned or OwnedThings(),
    )
    with store.together():
        for day in days:
            life.live(day)
    return len(days)


class _Life:
    """Somebody who trains with the app, does what it plans, and tells it what it asks."""

    def __init__(
        self,
        store: Store,
        *,
        clock: ManualClock,
        rng: Random,
        library: Library,
        circuits: Mapping[str, Circuit],
        strength: StrengthRules | None,
        owned: OwnedThings,
    ) -> None:
        self._store, self._clock, self._rng, self._library = store, clock, rng, library
        self._things, self._owned = owned, OwnedThings()
        self._ids = Ids(clock=clock, device_id=store.device_id, random_bits=rng.getrandbits)
        self._masses = BodyMasses(store, self._ids)
        self._body = Body(rng)
        self._is_weighed = self._has_declined = False
        self._planner = Planner(
            store=store,
            ids=self._ids,
            digests=Digests(store),
            masses=self._masses,
            library=library,
            circuits=lambda: circuits,
            strength=strength,
            owned=lambda: self._owned,
        )

    def live(self, day: Day) -> None:
        """Train on a day, read what comes next, and tell the next morning how it was."""
        self._clock.move(day.utc_ms - self._clock.read().utc_ms)
        if not self._is_weighed:
            self._masses.note(BODY_MASS_KG)
            self._is_weighed = True
        if day.week >= THINGS_WEEK:
            self._owned = self._things
            self._planner.note_things()
        session_id = self._train(day)
        self._planner.settle()
        self._decline(session_id, day)
        is_told, is_answered = self._rng.random() < 0.92, self._rng.random() < 0.9
        if is_told:
            self._clock.move(MORNING_MS)
            score = self._body.morning() if is_answered else None
            self._planner.answer_morning(session_id, score)
            self._planner.settle()

    def _train(self, day: Day) -> str:
        """Play the circuit of a day; the session's id."""
        reading = self._clock.read()
        today = local_day(reading.utc_ms, reading.offset_min)
        plan = self._planner.for_day(day.circuit_id, day=today, usual_side=Side.LEFT)
        timeline = lay_out(plan.circuit, self._library, Options(first_side=plan.first_side))
        page = Page()
        runner = SessionRunner(
            clock=self._clock,
            engine=SessionEngine(timeline=timeline),
            store=page,
            ids=self._ids,
            library=self._library,
            app_version=APP_VERSION,
            is_demo=True,
        )
        self._body.wake(today)
        Evening(day, runner=runner, clock=self._clock, body=self._body, rng=self._rng).play()
        self._store.append(*page.facts)
        return runner.session_id

    def _decline(self, session_id: str, day: Day) -> None:
        """Say "not yet" to a rise now and then; the next morning may bring it all the same."""
        is_in_the_mood = self._rng.random() < 0.08 or not self._has_declined
        for one in self._planner.after(session_id):
            is_rise = one.decision.direction is Direction.UP or one.decision.if_fine is not None
            if is_rise and is_in_the_mood and day.week >= DECLINING_WEEK:
                self._has_declined = True
                choice = Choice(verdict=Verdict.NOT_YET)
                self._planner.choose(session_id, one.decision.station, choice)
                return


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
) -> Iterator[Day]:
    """The sessions from the oldest on: circuits get harder, weeks are left out, days are missed."""
    levels = sorted((one for one in circuits.values() if one.level > 0), key=lambda one: one.level)
    light = min(circuits.values(), key=lambda one: one.seconds)
    busy_week = weeks * 2 // 3 if weeks >= LONG_WEEKS else None
    away_week = weeks // 2 if weeks >= WEEKS_UNTIL_AWAY else None
    for week in range(weeks):
        # Drawn for every week and day, so that leaving one out does not change the others.
        is_away = rng.random() < 0.015 and week >= WEEKS_UNTIL_AWAY
        is_busy = rng.random() < 0.02 and week >= WEEKS_UNTIL_AWAY
        level = min(week // WEEKS_A_LEVEL, len(levels) - 1)
        is_light = week == busy_week or is_busy or not levels
        turn = week % PAINFUL_WEEKS
        painful_week, short_week = (min(weeks, PAINFUL_WEEKS) * n // 10 for n in (4, 9))
        for number, back in enumerate((*DAYS_BACK, DAY_BETWEEN_BACK)):
            late_ms = rng.randrange(-40, 90) * 60_000
            chance = rng.random()
            is_between = number == len(DAYS_BACK)
            is_painful = turn == painful_week and number == 1
            is_cut_short = turn == short_week and number == 2
            is_missed = chance > 0.25 if is_between else chance > 0.95
            if is_away or week == away_week or (is_missed and not (is_painful or is_cut_short)):
                continue
            yield Day(
                utc_ms=evening_utc_ms - (7 * (weeks - 1 - week) + back) * DAY_MS + late_ms,
                circuit_id=(light if is_light or is_between else levels[level]).id,
                week=week,
                is_painful=is_painful,
                is_cut_short=is_cut_short,
            )
