"""The composition root: the one file that knows every concrete class. Opens no window."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from itertools import takewhile

from pydantic import ValidationError

from gluteapp.app_progress import ProgressPart
from gluteapp.app_sound import Sound
from gluteapp.audio.conductor import Conductor
from gluteapp.audio.lines import all_lines
from gluteapp.audio.player import Player
from gluteapp.content import LoadedContent, load_content
from gluteapp.core.circuit import Circuit, StepKind
from gluteapp.core.clock import Clock, SystemClock
from gluteapp.core.engine import SessionEngine
from gluteapp.core.exercise import Region, Side
from gluteapp.core.layout import Options, lay_out
from gluteapp.core.snapshot import Snapshot
from gluteapp.core.timeline import Timeline
from gluteapp.core.wrong_text import wrong_with
from gluteapp.devices.wake import WakeLock
from gluteapp.errors import ContentError, GluteError, SettingsError, StorageError
from gluteapp.language import tr, use
from gluteapp.paths import Paths
from gluteapp.services.digests import local_day
from gluteapp.services.felt import FELT_SESSIONS, felt_before
from gluteapp.services.history import History, UnfinishedOffer
from gluteapp.services.ids import Ids
from gluteapp.services.plan import DayPlan
from gluteapp.services.recorder import CIRCUIT, Record, Unrecorded
from gluteapp.services.training import Hearer, SessionRunner
from gluteapp.settings import Settings, load_settings, save_settings
from gluteapp.storage.repositories import Store

FIRST_CIRCUIT = "foundation"
"""Today's circuit until progression exists (DEFINITIONS.md, Progression)."""

_log = logging.getLogger("gluteapp.app")


def app_version() -> str:
    """The installed version."""
    try:
        return version("gluteapp")
    except PackageNotFoundError:
        return "0"


@dataclass(slots=True)
class App:
    """Everything that is open while gluteapp runs."""

    paths: Paths
    settings: Settings
    clock: Clock
    store: Store
    ids: Ids
    history: History
    content: LoadedContent
    sound: Sound
    wake: WakeLock
    progress: ProgressPart
    settings_problem: SettingsError | None = None

    @property
    def player(self) -> Player:
        """What plays the sound."""
        return self.sound.player

    def notices(self) -> tuple[str, ...]:
        """What the user should know about files that could not be used, a sentence each."""
        problems: list[GluteError] = list(self.content.problems)
        if self.settings_problem is not None:
            problems.append(self.settings_problem)
        return (*(problem.message for problem in problems), *self.sound.voice.problems)

    def change_settings(self, **changes: object) -> str | None:
        """Change settings and save them at once; a sentence when they could not be saved."""
        try:
            self.settings = Settings.model_validate({**self.settings.model_dump(), **changes})
        except ValidationError as error:
            if [part["loc"] for part in error.errors()] == [("music",)]:
                return tr("The name of this music cannot be kept; rename it and choose it again.")
            raise AssertionError(f"settings out of range: {changes}") from error
        self.sound.follow(self.settings)
        if "things" in changes:
            self.note_things()
        try:
            save_settings(self.settings, self.paths.settings_file)
        except SettingsError as error:
            return error.message
        return None

    def note_things(self) -> None:
        """Put on record what there is to train with, when that has changed."""
        try:
            self.progress.planner.note_things()
        except StorageError as error:
            # The settings have it; it is noted at the next start.
            _log.info("things not noted: %s", error.message)

    def today_circuit(self) -> Circuit:
        """The user's choice, or Foundation; ContentError when no circuit could be read."""
        circuits = self.content.circuits
        for wanted in (self.settings.circuit, FIRST_CIRCUIT, *circuits):
            if wanted in circuits:
                return circuits[wanted]
        raise ContentError(
            tr("No circuit"),
            tr(
                "No circuit could be read from {folder}; reinstall gluteapp to put them back.",
                folder=self.paths.assets / "circuits",
            ),
        )

    def day_plan(self, circuit_id: str) -> DayPlan:
        """A circuit as it is to be done today; as written when the record cannot be read."""
        usual_side = Side(self.settings.first_side)
        try:
            return self.progress.planner.for_day(
                circuit_id, day=self.today(), usual_side=usual_side
            )
        except StorageError as error:
            # Training without the next step is better than no training.
            _log.info("no plan for %s: %s", circuit_id, error.message)
            return DayPlan(circuit=self.content.circuits[circuit_id], first_side=usual_side)

    def today(self) -> int:
        """The ordinal of today's local date."""
        reading = self.clock.read()
        return local_day(reading.utc_ms, reading.offset_min)

    def timeline(self, circuit_id: str, first_side: Side | None = None) -> Timeline:
        """A circuit laid out as it is to be done today, with the chosen first side."""
        return self.laid_out(self.day_plan(circuit_id), first_side)

    def laid_out(self, plan: DayPlan, first_side: Side | None = None) -> Timeline:
        """A day's circuit laid out, with the plan's first side or the chosen one."""
        side = first_side or plan.first_side
        return lay_out(plan.circuit, self.content.library, Options(first_side=side))

    def new_session(
        self,
        circuit_id: str,
        first_side: Side | None = None,
        *,
        hearers: tuple[Hearer, ...] = (),
        is_demo: bool = False,
    ) -> SessionRunner:
        """A session that is ready to start; what it is done with is on record before."""
        try:
            self.progress.planner.settle()
        except StorageError as error:
            _log.info("nothing decided before %s: %s", circuit_id, error.message)
        plan = self.day_plan(circuit_id)
        timeline = self.laid_out(plan, first_side)
        return self._runner(timeline, circuit=plan.circuit, hearers=hearers, is_demo=is_demo)

    def new_session_of(self, circuit: Circuit, first_side: Side | None = None) -> SessionRunner:
        """A session of a circuit that is in no file, such as benchmark sets, ready to start."""
        return self._runner(self.laid_out_as(circuit, first_side), circuit=circuit)

    def laid_out_as(self, circuit: Circuit, first_side: Side | None = None) -> Timeline:
        """Such a circuit laid out, with the usual first side or the chosen one."""
        side = first_side or Side(self.settings.first_side)
        return lay_out(circuit, self.content.library, Options(first_side=side))

    def unfinished(self) -> UnfinishedOffer | None:
        """A session that an earlier run left open, if any."""
        return self.history.unfinished_offer(self.clock.read().utc_ms)

    def go_on(self, offer: UnfinishedOffer, *, hearers: tuple[Hearer, ...] = ()) -> SessionRunner:
        """That session again, paused where it stopped; StorageError when its place is lost."""
        lost = self._lost_place()
        record = offer.record
        saved = self.store.bookmark(record.id)
        if saved is None:
            raise lost
        try:
            snapshot = Snapshot.model_validate(saved[0])
            circuit = self._circuit_of(record.opened.circuit_id, saved[0])
            options = Options(first_side=record.opened.first_side)
            timeline = lay_out(circuit, self.content.library, options)
            is_demo = record.opened.is_demo
            runner = self._runner(timeline, circuit=circuit, hearers=hearers, is_demo=is_demo)
            runner.go_on(record, snapshot, timeline)
        except (ValueError, KeyError) as error:
            _log.info("bookmark of %s is of no use: %s", record.id, wrong_with(error))
            raise lost from error
        return runner

    def warm_up(self, offer: UnfinishedOffer) -> SessionRunner | None:
        """The warm-up of an unfinished session alone, before going on with it; not recorded.

        None when its circuit has none; StorageError when the circuit is gone.
        """
        saved = self.store.bookmark(offer.record.id)
        try:
            circuit = self._circuit_of(offer.record.opened.circuit_id, saved[0] if saved else {})
        except (ValueError, KeyError) as error:
            raise self._lost_place() from error
        first_side = offer.record.opened.first_side
        only_warm_up = tuple(takewhile(lambda row: row.kind is not StepKind.WORK, circuit.steps))
        if not only_warm_up:
            return None
        circuit = circuit.model_copy(update={"steps": only_warm_up})
        timeline = lay_out(circuit, self.content.library, Options(first_side=first_side))
        return self._runner(timeline, record=Unrecorded())

    def conductor(self, runner: SessionRunner) -> Conductor | None:
        """What makes a session heard; None where nothing is heard at all."""
        return next((one for one in runner.hearers if isinstance(one, Conductor)), None)

    def close(self) -> None:
        """Let go of sound, screen and record."""
        self.wake.release()
        self.player.close()
        self.store.close()

    def _circuit_of(self, circuit_id: str, bookmark: dict[str, object]) -> Circuit:
        """The circuit that was begun, as noted then; ValueError when the note is of no use."""
        noted = bookmark.get(CIRCUIT)
        if noted is None:
            return self.content.circuits[circuit_id]
        return Circuit.model_validate_json(str(noted))

    def _lost_place(self) -> StorageError:
        return StorageError(
            tr("Cannot resume"),
            tr("The place in this session is lost. Save it as it is, or discard it."),
        )

    def _runner(
        self,
        timeline: Timeline,
        *,
        circuit: Circuit | None = None,
        hearers: tuple[Hearer, ...] = (),
        is_demo: bool = False,
        record: Record | None = None,
    ) -> SessionRunner:
        def felt(exercise_id: str) -> Region | None:
            return runner.last_felt(exercise_id)

        runner = SessionRunner(
            clock=self.clock,
            engine=SessionEngine(timeline=timeline, count_in_ms=self.settings.count_in_s * 1000),
            store=record or self.store,
            ids=self.ids,
            library=self.content.library,
            app_version=app_version(),
            hearers=(*self.sound.ears(felt), *hearers),
            is_demo=is_demo,
            rest_step_ms=self.settings.rest_step_s * 1000,
            circuit=circuit,
            felt_before=self._felt_before(),
        )
        return runner

    def _felt_before(self) -> dict[str, Region]:
        """Where each exercise was felt most the last time; nothing when the record refuses."""
        try:
            return felt_before(self.history.sessions(limit=FELT_SESSIONS))
        except StorageError as error:
            # A session that could not be heard for this would be worse than a less fitting cue.
            _log.info("not known how moves felt: %s", error.message)
            return {}


def build(
    paths: Paths,
    *,
    clock: Clock | None = None,
    player: Player | None = None,
    content: LoadedContent | None = None,
) -> App:
    """Open a profile; StorageError when the record cannot be opened.

    Without a player nothing is heard, and sessions cost nothing for it. `content` is loaded from
    the profile and what ships unless it is given.
    """
    clock = clock or SystemClock()
    settings, settings_problem = load_settings(paths.settings_file)
    use(settings.language)
    store = Store.open(paths.database, clock=clock)
    ids = Ids(clock=clock, device_id=store.device_id, after=store.newest_id())
    content = content or load_content(paths)
    sound = Sound(
        player=player,
        clock=clock,
        paths=paths,
        lines=all_lines(content.library, content.circuits.values()).keys(),
        settings=settings,
    )
    app = App(
        paths=paths,
        settings=settings,
        clock=clock,
        store=store,
        ids=ids,
        history=History(store=store, ids=ids),
        content=content,
        sound=sound,
        wake=WakeLock(),
        settings_problem=settings_problem,
        progress=ProgressPart(
            store=store,
            ids=ids,
            content=content,
            circuits=lambda: app.content.circuits,
            things=lambda: app.settings.things,
        ),
    )
    app.note_things()
    return app
