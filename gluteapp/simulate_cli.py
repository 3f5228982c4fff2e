"""The command `simulate`: a whole session on a clock moved by hand, printed. Opens no window."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from gluteapp.app import App, build
from gluteapp.audio.player import Tone
from gluteapp.audio.script_tones import step_tones
from gluteapp.audio.sheet import TONE
from gluteapp.audio.transcript import transcript_line
from gluteapp.audio.writing_player import WritingPlayer
from gluteapp.core.circuit import LONGEST_S
from gluteapp.core.clock import ManualClock, SystemClock
from gluteapp.core.events import (
    CountdownTicked,
    Event,
    Halfway,
    PhaseStarted,
    RepCounted,
    SessionFinished,
    SetFinished,
    StepStarted,
)
from gluteapp.core.session import SessionRecord
from gluteapp.core.timeline import Timeline
from gluteapp.core.view import Look
from gluteapp.language import clock_length, tr, trn
from gluteapp.paths import Paths
from gluteapp.services.simulation import play_through, timeline_lines
from gluteapp.services.training import SessionRunner

_EVENT_OF: dict[str, type[Event]] = {
    Tone.START: StepStarted,
    Tone.SWITCH: StepStarted,
    Tone.REST: StepStarted,
    Tone.END: SetFinished,
    Tone.HALFWAY: Halfway,
    Tone.TICK_3: CountdownTicked,
    Tone.TICK_2: CountdownTicked,
    Tone.TICK_1: CountdownTicked,
    Tone.REP: RepCounted,
    Tone.PHASE: PhaseStarted,
}
"""Which of the events due at one instant a tone tells of."""


def simulate_command(
    *,
    profile: Path | None,
    circuit: str | None,
    as_json: bool,
    as_transcript: bool,
    lead: str | None,
    voice: str | None,
) -> int:
    """Play a session and print it; 0 when all is well, 1 when it was not saved, 2 when unknown.

    GluteError when the profile cannot be used.
    """
    with _simulated_app(profile, is_heard=as_transcript) as (app, clock):
        circuit_id = circuit or app.today_circuit().id
        if circuit_id not in app.content.circuits:
            return _refuse(app, circuit_id)
        for notice in app.notices():
            print(f"gluteapp: {notice}", file=sys.stderr)
        wanted = {"lead": lead, "voice": voice}
        changes = {name: value for name, value in wanted.items() if value is not None}
        # For this once: what the user chose for good stays as it is.
        app.sound.follow(app.settings.model_copy(update=changes))
        printer = _EventPrinter()
        runner = app.new_session(circuit_id, hearers=(printer,) if as_json else (), is_demo=True)
        laid_out = runner.timeline
        clock.move(LONGEST_S * 1000 - laid_out.length_ms)
        begun_ms = clock.read().monotonic_ms
        play_through(runner, clock.move)
        if printer.refusal is not None:
            raise printer.refusal
        if as_transcript:
            _print_heard(app, begun_ms)
        elif not as_json:
            print("\n".join(timeline_lines(laid_out)))
        return _end(runner, has_record=not as_json and not as_transcript)


def _end(runner: SessionRunner, *, has_record: bool) -> int:
    if runner.unsaved is not None:
        print(f"gluteapp: {runner.unsaved}", file=sys.stderr)
        return 1
    if has_record:
        _print_record(runner.record())
    return 0


@contextmanager
def _simulated_app(profile: Path | None, *, is_heard: bool) -> Iterator[tuple[App, ManualClock]]:
    """An app on a clock moved by hand, in the given profile or a throw-away one.

    The clock stands at `LONGEST_S` before now, so that the session can be made to end now.
    """
    with tempfile.TemporaryDirectory(prefix="gluteapp-") as folder:
        paths = Paths.under(profile or Path(folder))
        now = SystemClock().read()
        clock = ManualClock(utc_ms=now.utc_ms - LONGEST_S * 1000, offset_min=now.offset_min)
        app = build(paths, clock=clock, player=WritingPlayer(clock=clock) if is_heard else None)
        try:
            yield app, clock
        finally:
            app.close()


def _refuse(app: App, circuit_id: str) -> int:
    known = ", ".join(sorted(app.content.circuits))
    sentence = tr(
        "gluteapp: there is no circuit {name}; there are {known}.", name=circuit_id, known=known
    )
    print(sentence, file=sys.stderr)
    return 2


class _EventPrinter:
    """Prints events as JSON lines until that is refused: the session goes on unheard."""

    def __init__(self) -> None:
        self.refusal: OSError | None = None

    def hear(self, events: Sequence[Event], look: Look) -> None:
        """Print what happened."""
        if self.refusal is not None:
            return
        try:
            _print_events(events, look.timeline)
        except OSError as error:
            self.refusal = error


def _print_events(events: Sequence[Event], timeline: Timeline) -> None:
    """Each event with the tone that tells of it: of what is due at one instant one tone is heard."""
    tones = _tones_at(events, timeline)
    for event in events:
        tone = tones.get(event.due_ms)
        is_told = isinstance(event, SessionFinished) or (
            tone is not None and isinstance(event, _EVENT_OF[tone])
        )
        cue = str(Tone.FINISH) if isinstance(event, SessionFinished) else tone
        if is_told:
            tones.pop(event.due_ms, None)
        print(json.dumps({**event.to_json(), "cue": cue if is_told else None}))


def _tones_at(events: Sequence[Event], timeline: Timeline) -> dict[int, str]:
    """The tones of the steps that these events belong to, by when they are due."""
    return {
        timeline.steps[index].start_ms + one.at_ms: one.sound.removeprefix(TONE)
        for index in sorted({event.step for event in events})
        for one in step_tones(timeline, timeline.steps[index])
    }


def _print_heard(app: App, begun_ms: int) -> None:
    assert isinstance(app.player, WritingPlayer)
    for one in app.player.sounded():
        # The later clips of a line are in its words already.
        if one.heard.text or not one.heard.is_spoken:
            print(transcript_line(round(one.from_ms) - begun_ms, one.heard))


def _print_record(record: SessionRecord) -> None:
    done, planned = len(record.done_sets), record.opened.planned_sets
    print()
    print(trn("{done} of {n} set done", "{done} of {n} sets done", planned, done=done))
    for one in record.work_sets:
        opened = one.opened
        dose = (
            trn("{n} rep", "{n} reps", one.done_reps)
            if opened.planned_reps
            else clock_length(one.done_ms)
        )
        move = f"{opened.exercise}/{one.variant}"
        number = "" if opened.set_number is None else opened.set_number
        print(f"{number:>3}  {move:<36} {opened.side:<6} {dose:<8} {one.reason or ''}")
