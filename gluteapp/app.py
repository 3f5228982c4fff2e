"""The composition root: the one file that knows every concrete class. Opens no window."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from itertools import takewhile

from pydantic import ValidationError

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
from gluteapp.devices.wake import WakeLock
from gluteapp.errors import ContentError, GluteError, SettingsError, StorageError
from gluteapp.language import tr, use
from gluteapp.paths import Paths
from gluteapp.services.felt import FELT_SESSIONS, LastFelt, felt_before
from gluteapp.services.history import History, UnfinishedOffer
from gluteapp.services.ids import Ids
from gluteapp.services.recorder import Record, Unrecorded
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
        try:
            save_settings(self.settings, self.paths.settings_file)
        except SettingsError as error:
            return error.message
        return None

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

    def timeline(self, circuit_id: str, first_side: Side | None = None) -> Timeline:
        """A circuit laid out with the chosen first side."""
        side = first_side or Side(self.settings.first_side)
        circuit = self.content.circuits[circuit_id]
        return lay_out(circuit, self.content.library, Options(first_side=side))

    def new_session(
        self,
        circuit_id: str,
        first_side: Side | None = None,
        *,
        hearers: tuple[Hearer, ...] = (),
        is_demo: bool = False,
    ) -> SessionRunner:
        """A session that is ready to start."""
        timeline = self.timeline(circuit_id, first_side)
        return self._runner(timeline, hearers=hearers, is_demo=is_demo)

    def unfinished(self) -> UnfinishedOffer | None:
        """A session that an earlier run left open, if any."""
        return self.history.unfinished_offer(self.clock.read().utc_ms)

    def go_on(self, offer: UnfinishedOffer, *, hearers: tuple[Hearer, ...] = ()) -> SessionRunner:
        """That session again, paused where it stopped; StorageError when its place is lost."""
        lost = self._lost_place()
        record = offer.record
        saved = self.store.bookmark(record.id)
        if saved is None or record.opened.circuit_id not in self.content.circuits:
            raise lost
        try:
            snapshot = Snapshot.model_validate(saved[0])
            timeline = self.timeline(record.opened.circuit_id, record.opened.first_side)
            runner = self._runner(timeline, hearers=hearers, is_demo=record.opened.is_demo)
            runner.go_on(record, snapshot, timeline)
        except (ValueError, KeyError) as error:
            _log.info("bookmark of %s is of no use: %s", record.id, error)
            raise lost from error
        return runner

    def warm_up(self, offer: UnfinishedOffer) -> SessionRunner | None:
        """The warm-up of an unfinished session alone, before going on with it; not recorded.

        None when its circuit has none; StorageError when the circuit is gone.
        """
        circuit = self.content.circuits.get(offer.record.opened.circuit_id)
        if circuit is None:
            raise self._lost_place()
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

    def _lost_place(self) -> StorageError:
        return StorageError(
            tr("Cannot resume"),
            tr("The place in this session is lost. Save it as it is, or discard it."),
        )

    def _runner(
        self,
        timeline: Timeline,
        *,
        hearers: tuple[Hearer, ...] = (),
        is_demo: bool = False,
        record: Record | None = None,
    ) -> SessionRunner:
        felt = LastFelt(
            before=self._felt_before(),
            timeline=lambda: runner.timeline,
            answers=lambda steps: runner.answers(steps),  # noqa: PLW0108 - there is none yet
        )
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
) -> App:
    """Open a profile; StorageError when the record cannot be opened.

    Without a player nothing is heard, and sessions cost nothing for it.
    """
    clock = clock or SystemClock()
    settings, settings_problem = load_settings(paths.settings_file)
    use(settings.language)
    store = Store.open(paths.database, clock=clock)
    ids = Ids(clock=clock, device_id=store.device_id, after=store.newest_id())
    content = load_content(paths)
    sound = Sound(
        player=player,
        clock=clock,
        paths=paths,
        lines=all_lines(content.library, content.circuits.values()).keys(),
        settings=settings,
    )
    return App(
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
    )
