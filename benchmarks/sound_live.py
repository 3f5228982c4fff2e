"""The start of each step as a sound card plays it, against when it was due; part of sound.py.

A circuit is followed in real time beside an interface that is idle or kept busy, and plays on a
sound card without sound that is recorded. Afterwards each step is looked for in the recording by
the very samples that should be there. Two things keep watch over the measurement itself: bursts of
another program at known times, found in the same recording in the same way; and what the mixer
says of each step, which has to differ from what is heard by nothing but the output's buffer.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import numpy as np
import sound_control
from numpy.typing import NDArray
from sound_figures import spread, tell
from sound_match import KEY_MS, Match, Pace, find, find_sheet
from sound_output import Recording, missing_tools, silent_card
from sound_session import BUSY_MS, PERIOD_MS, Heard, open_shelf

from gluteapp.audio.render import render
from gluteapp.audio.tones import RATE_HZ

GOAL_SPREAD_MS = 20.0
"""DEFINITIONS.md, Parts."""
GOAL_GROWTH_MS = 5.0
"""Our own choice: well below what the buffer's grid of 12 ms lets a line through 58 steps waver."""
GROWTH_OVER_MS = 20 * 60_000
LONG_MS = 10 * 60_000
"""In a shorter run a line through a few steps says nothing of 20 minutes."""
BURST_SEARCH_MS = 200
SETTLED_MS = 1_000
"""Before the first step and after the last one the output stays as it is for longer than that."""

_MANNERS = {"idle": "idle", "busy": f"blocked {BUSY_MS} of {PERIOD_MS} ms"}


@dataclass(frozen=True)
class _Line:
    """By how much later than due things were heard, along a run."""

    due_ms: NDArray[np.float64]
    late_ms: NDArray[np.float64]

    @property
    def off_ms(self) -> NDArray[np.float64]:
        """How far each is from the median."""
        return np.abs(self.late_ms - np.median(self.late_ms))

    def growth_ms(self) -> tuple[float, float]:
        """What a straight line gains in 20 minutes, and its standard error."""
        at = self.due_ms - self.due_ms.mean()
        slope, _ = np.polyfit(at, self.late_ms, 1)
        left = self.late_ms - self.late_ms.mean() - slope * at
        error = float(np.sqrt((left**2).sum() / (len(at) - 2) / (at**2).sum()))
        return float(slope) * GROWTH_OVER_MS, error * GROWTH_OVER_MS


def measure_real_time(heard: Heard, command: Sequence[str], *, is_together: bool) -> None:
    """Follow a circuit beside an idle and a busy interface, in two runs or at once."""
    missing = missing_tools()
    if missing:
        print(f"No sound card to listen to ({', '.join(missing)} missing): as the mixer tells it.")
        for which in _MANNERS:
            environment = os.environ | {"SDL_AUDIODRIVER": "dummy"}
            _, said = _told(_child(which, command, environment))
            _tell_line(
                f"sound_told_{which}", _Line(np.arange(len(said), dtype=float), np.asarray(said))
            )
        return
    for group in [tuple(_MANNERS)] if is_together else [(which,) for which in _MANNERS]:
        with ExitStack() as stack:
            followed = [(which, *stack.enter_context(_followed(which, command))) for which in group]
            for which, child, control, recording in followed:
                zero_ms, said = _told(child)
                bursts = json.loads(control.communicate("end\n")[0])
                _judge(which, heard, recording, zero_ms, said, bursts)


@contextmanager
def _followed(
    which: str, command: Sequence[str]
) -> Iterator[tuple[subprocess.Popen[str], subprocess.Popen[str], Recording]]:
    """A circuit that is being followed, the bursts beside it, and what records both."""
    with silent_card() as (environment, recording):
        control = subprocess.Popen(
            [sys.executable, sound_control.__file__, sound_control.CARD],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            yield _child(which, command, environment), control, recording
        finally:
            if control.poll() is None:
                control.kill()
                control.wait()


def _child(
    which: str, command: Sequence[str], environment: dict[str, str]
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *command, "--follow", which],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )


def _told(child: subprocess.Popen[str]) -> tuple[float, list[float]]:
    """When a circuit began, and what the mixer said of each step's lateness."""
    said, _ = child.communicate()
    told = json.loads(said.splitlines()[-1])
    return float(told["zero_ms"]), [float(late_ms) for late_ms in told["late_ms"]]


def _judge(
    which: str,
    heard: Heard,
    recording: Recording,
    zero_ms: float,
    said: Sequence[float],
    bursts: Sequence[float],
) -> None:
    """Look for everything in the recording, and print what was found."""
    span = zero_ms - SETTLED_MS, zero_ms + heard.length_ms + SETTLED_MS
    sound, pace = recording.end(*span)
    bursts = [at_ms for at_ms in bursts if span[0] <= at_ms <= span[1]]
    steps = _search(heard, sound[:, 0], pace, zero_ms)
    print(
        f"The interface {_MANNERS[which]}, {heard.length_ms / 1000:.0f} s in real time "
        f"({os.cpu_count()} cores, load average now {os.getloadavg()[1]:.1f}):"
    )
    _tell_search(which, steps)
    sure = [step for step in steps if step.is_sure]
    if not sure:
        return
    due_ms = np.asarray([step.at_ms for step in sure], float)
    line = _Line(due_ms, np.asarray([step.late_ms for step in sure]))
    print(
        f"  each is heard {np.median(line.late_ms):.1f} ms after it is due (constant), give or take"
    )
    _tell_line(f"sound_start_{which}", line)
    print(f"  the card's clock loses {pace.drift:+.3f} ms a second on the machine's (made up for)")
    _check_bursts(which, sound, pace, bursts)
    if len(said) != len(steps):
        print(f"  the mixer told of {len(said)} steps that began, not of {len(steps)}")
        return
    told = np.asarray([late_ms for late_ms, step in zip(said, steps, strict=True) if step.is_sure])
    print(f"  the mixer itself says: {np.median(told):.1f} ms late, give or take")
    _tell_line(f"sound_told_{which}", _Line(due_ms, told))
    less = _Line(due_ms, line.late_ms - told)
    print(
        f"  heard less told, the output's own buffer: {np.median(less.late_ms):.1f}, give or take"
    )
    _tell_line(f"sound_less_told_{which}", less)


@dataclass(frozen=True)
class _Step:
    """What was found of one step; `match` is None where its sheet is silent."""

    at_ms: int
    late_ms: float
    match: Match | None
    key_ms: int

    @property
    def is_sure(self) -> bool:
        return self.match is not None and self.match.is_sure


def _search(heard: Heard, sound: NDArray[np.int16], pace: Pace, zero_ms: float) -> list[_Step]:
    shelf, steps = open_shelf(heard.clips), []
    for at_ms, sheet in heard.steps:
        due_ms = zero_ms + at_ms
        buffer = render(sheet, shelf.samples_of)[:, 0]
        match, key_ms = find_sheet(buffer, sound, pace.frame(due_ms))
        late_ms = pace.time_ms(match.frame) - due_ms if match else 0.0
        steps.append(_Step(at_ms, late_ms, match, key_ms))
    return steps


def _tell_search(which: str, steps: Sequence[_Step]) -> None:
    """How sure it is that each step was found where it is."""
    matches = [step.match for step in steps if step.match is not None and step.is_sure]
    print(
        f"  {len(matches)} of {len(steps)} steps found, each by its own samples (what is heard less "
        f"the sheet is at most {max((one.unexplained for one in matches), default=0):.2%} of its "
        f"energy, at any other place at least "
        f"{min((one.clear for one in matches), default=0):.0f} times more)"
    )
    for number, step in enumerate(steps):
        if not step.is_sure:
            print(f"  not found: step {number} at {step.at_ms / 1000:.0f} s, {step.match}")
        elif step.key_ms < KEY_MS[0]:
            print(
                f"  step {number}: something is broken or too soft within its first {KEY_MS[0]} ms; "
                f"found by its first {step.key_ms} ms"
            )
    tell(f"sound_start_{which}_not_found", len(steps) - len(matches), "steps", 0)


def _check_bursts(
    which: str, sound: NDArray[np.int16], pace: Pace, bursts: Sequence[float]
) -> None:
    """The other program's bursts: the right channel less the left is nothing else."""
    key, late = sound_control.burst(), []
    frames = round(BURST_SEARCH_MS * RATE_HZ / 1000)
    missed = 0
    for at_ms in bursts:
        begin = round(pace.frame(at_ms)) - frames
        end = begin + 2 * frames + len(key)
        if begin < 0 or end > len(sound):
            continue  # the recording had not begun, or was over
        both = sound[begin:end].astype(float)
        match = find(key, both[:, 1] - both[:, 0])
        if match.is_sure:
            late.append((at_ms, pace.time_ms(begin + match.frame) - at_ms))
        else:
            missed += 1
    if not late:
        print("  control: nothing of the other program was found")
        return
    line = _Line(*np.asarray(late).T)
    print(
        f"  control: {len(late)} bursts of another program at known times ({missed} not found), "
        f"heard {np.median(line.late_ms):.1f} ms later, give or take"
    )
    _tell_line(f"sound_control_{which}", line)


def _tell_line(name: str, line: _Line) -> None:
    for part, value in spread(line.off_ms):
        tell(f"{name}_{part}", round(value, 1), "ms", GOAL_SPREAD_MS)
    if np.ptp(line.due_ms) >= LONG_MS:
        growth_ms, error_ms = line.growth_ms()
        print(f"  growth in 20 minutes {growth_ms:+.1f} ms, standard error {error_ms:.1f}")
        tell(f"{name}_growth", round(abs(growth_ms), 1), "ms", GOAL_GROWTH_MS)
