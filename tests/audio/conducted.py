"""A session with its real runner, engine and conductor, and a player that writes down what is heard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from gluteapp.audio.conductor import Conductor
from gluteapp.audio.mixer_desk import KEPT_SHEETS
from gluteapp.audio.player import Tone
from gluteapp.audio.score import Choice, Score
from gluteapp.audio.sheet import SAY, TONE, Sheet
from gluteapp.audio.wishes import Lead, Wishes
from gluteapp.audio.writing_player import Sounded, WritingPlayer
from gluteapp.core.circuit import StepKind
from gluteapp.core.clock import ManualClock, Millis
from gluteapp.core.engine import SessionEngine
from gluteapp.core.events import (
    CountdownTicked,
    Event,
    Halfway,
    Interrupted,
    RepCounted,
    Resumed,
    SetStarted,
    StepStarted,
)
from gluteapp.core.exercise import Library, Region
from gluteapp.core.timeline import Step, Timeline
from gluteapp.core.view import EngineState, Look
from gluteapp.services.ids import Ids
from gluteapp.services.recorder import Unrecorded
from gluteapp.services.training import SessionRunner

COUNTS = Wishes(lead="counts", has_voice=True)


@dataclass(frozen=True, slots=True)
class Counted:
    """A repetition that the engine counted, and when in real time that was due."""

    rep: int
    at_ms: Millis


class PreparingPlayer(WritingPlayer):
    """Notes also what began at once and had not been made ready."""

    def __init__(self, *, clock: ManualClock) -> None:
        super().__init__(clock=clock)
        self._ready: list[Sheet] = []
        self.unready: list[Sheet] = []

    def prepare(self, sheet: Sheet) -> None:
        """Keep the newest, as the mixer does."""
        self._ready = [*(one for one in self._ready if one != sheet), sheet][-KEPT_SHEETS:]

    def begin(self, sheet: Sheet, *, zero_ms: float) -> None:
        """Sound it, and note whether its samples are still to be made."""
        if zero_ms <= self._now_ms() and sheet not in self._ready:
            self.unready.append(sheet)
        self.prepare(sheet)
        super().begin(sheet, zero_ms=zero_ms)


class Conducted:
    """Commands go to `runner`; `wait` lets time pass with a look every so often."""

    def __init__(self, timeline: Timeline, library: Library, *, look_ms: Millis = 250) -> None:
        self.clock = ManualClock()
        self.player = PreparingPlayer(clock=self.clock)
        self.choice = Choice(wishes=COUNTS, lengths_ms={})
        self.felt: dict[str, Region] = {}
        score = Score(choose=lambda: self.choice, felt=self.felt.get)
        self.conductor = Conductor(player=self.player, score=score)
        self.runner = SessionRunner(
            clock=self.clock,
            engine=SessionEngine(timeline=timeline),
            store=Unrecorded(),
            ids=Ids(clock=self.clock, device_id="test"),
            library=library,
            app_version="1",
            hearers=(self.conductor, self),
        )
        self.look_ms = look_ms
        self.counted: list[Counted] = []
        self.due: list[tuple[str, Millis]] = []
        """What else has a tone of its own, and when in real time that is due."""
        self.states: list[tuple[Millis, EngineState, Millis]] = []
        """Each look: when, the state, and what was left of a count-in."""
        self.frozen: list[tuple[Millis, Millis]] = []
        """From when until when nobody looked, each time that was taken for a sleep."""
        self.sets: list[tuple[Millis, Step]] = []
        """Each set that was started, and when in real time."""
        self.ran: list[tuple[Millis, Step]] = []
        """Each look while the clock ran, and the step it ran in."""
        self.cuts: set[Millis] = set()
        """When something was asked for."""
        self._zero_ms = 0
        self._looked_ms = 0

    def hear(self, events: Sequence[Event], look: Look) -> None:
        """Note what the engine says, as the conductor is told it."""
        if look.view.state is EngineState.RUNNING:
            self._zero_ms = look.now_ms - look.view.position.at_ms
            self.ran.append((look.now_ms, look.view.position.step))
        for event in events:
            if isinstance(event, RepCounted):
                assert event.rep is not None
                self.counted.append(Counted(event.rep, self._zero_ms + event.due_ms))
            is_running = look.view.state is EngineState.RUNNING
            is_here = is_running and event.step == look.view.position.step.index
            is_start = isinstance(event, StepStarted) and event.kind is not StepKind.COUNT_IN
            if is_start or (is_here and isinstance(event, Resumed | CountdownTicked | Halfway)):
                self.due.append((event.name(), self._zero_ms + event.due_ms))
            if isinstance(event, SetStarted) and event.step is not None:
                self.sets.append((look.now_ms, look.timeline.steps[event.step]))
            if isinstance(event, Interrupted):
                self.frozen.append((self._looked_ms, look.now_ms))
        self.states.append((look.now_ms, look.view.state, look.view.count_in_left_ms))
        self._looked_ms = look.now_ms

    @property
    def now_ms(self) -> Millis:
        """The clock's monotonic time."""
        return self.clock.read().monotonic_ms

    def wait(self, ms: Millis) -> None:
        """Let time pass, looking as often as the interface would."""
        end_ms = self.now_ms + ms
        while self.now_ms < end_ms:
            self.clock.move(min(self.look_ms, end_ms - self.now_ms))
            self.runner.poll()

    def wait_until(self, at_ms: Millis) -> None:
        """Play to a place on the timeline."""
        while self.runner.view().position.at_ms < at_ms:
            self.wait(min(self.look_ms, at_ms - self.runner.view().position.at_ms))

    def do(self, command: Callable[[], object]) -> None:
        """Ask for something now."""
        self.cuts.add(self.now_ms)
        command()

    def choose(self, *, lead: Lead | None = None, is_spoken: bool | None = None) -> None:
        """Change the settings; it is heard at the next look."""
        if lead is not None:
            self.choice = replace(self.choice, wishes=Wishes(lead=lead, has_voice=True))
        if is_spoken is not None:
            self.choice = replace(self.choice, is_spoken=is_spoken)
        self.do(self.runner.poll)

    def use_other_voice(self) -> None:
        """Go on with clips of other lengths."""
        self.choice = replace(self.choice, lengths_ms={"1": 333, "2": 333, "3": 333})
        self.do(self.runner.poll)

    def heard(self, since_ms: Millis = 0) -> list[Sounded]:
        """What was heard until now and will be if nothing happens any more."""
        return [one for one in self.player.sounded() if one.until_ms > since_ms]

    def lines(self, since_ms: Millis = 0) -> list[tuple[int, str]]:
        """Where on the clock each spoken line or tone began, and what it was."""
        return [(int(one.from_ms), name_of(one)) for one in self.heard(since_ms) if name_of(one)]


NewSession = Callable[[], Conducted]


def name_of(one: Sounded) -> str:
    """The words of a spoken line, or the name of a tone; empty for a line's later clips."""
    return one.heard.text if one.heard.is_spoken else one.heard.sound.removeprefix(TONE)


def spoken_count(one: Sounded) -> int | None:
    """The number that is said as a count of its own, if it is one."""
    said = one.heard.sound.removeprefix(SAY)
    return (
        int(said) if one.heard.is_spoken and one.heard.text.isdigit() and said.isdigit() else None
    )


def is_count(one: Sounded) -> bool:
    """Whether it tells that a repetition counts."""
    return one.heard.sound == TONE + Tone.REP or spoken_count(one) is not None
