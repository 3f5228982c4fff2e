"""How exactly a circuit is heard: in a file, sample by sample, and in real time, step by step.

And what its sound costs: rendering an interval, and memory. The real-time part follows a shortened
circuit; `--whole` follows all 20 minutes, with an idle and a busy interface side by side.
"""

from __future__ import annotations

import argparse
import json
import queue
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray
from sound_figures import spread, tell
from sound_live import measure_real_time
from sound_output import disk_output, read_frames
from sound_session import Heard, follow, open_shelf

from gluteapp.audio import mixer_desk
from gluteapp.audio.mixer_render import CLIPS_BYTES, ClipShelf, Rendered, decode_clip
from gluteapp.audio.pygame_player import PygamePlayer
from gluteapp.audio.render import frames_needed, render, render_into
from gluteapp.audio.sheet import Sheet, sheet_of
from gluteapp.audio.tones import RATE_HZ
from gluteapp.core.clock import SystemClock

GOAL_SAMPLES = 1
GOAL_RENDER_MS = 50.0
GOAL_MEMORY_MB = 40.0
"""DEFINITIONS.md and the issue."""
INTERVAL_MS = 40_000
AHEAD_MS = (150, 2_000)
"""How long before its time a sheet is asked for; on a machine that was too slow for it once more."""
LOUD = 400
"""Above what wakes headphones, which is no cue."""
MARGIN = 50
"""Cues are looked for so many samples around their places."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="15 s in real time instead of 60 s")
    parser.add_argument("--whole", action="store_true", help="20 minutes in real time")
    parser.add_argument("--live", action="store_true", help="only what is heard in real time")
    parser.add_argument("--follow", choices=("idle", "busy"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    whole = Heard.whole()
    heard = whole if options.whole else whole.short(15 if options.quick else 60)
    if options.follow is not None:
        zero_ms, late_ms = follow(heard, is_busy=options.follow == "busy")
        print(json.dumps({"zero_ms": zero_ms, "late_ms": list(late_ms)}))
        return
    if not options.live:
        measure_file(whole)
        measure_rendering(whole)
        measure_memory(whole)
    flags = ["--quick"] * options.quick + ["--whole"] * options.whole
    measure_real_time(heard, [__file__, *flags], is_together=options.whole)


# In the file


def measure_file(whole: Heard) -> None:
    """Every cue of a whole circuit, as the mixer's process writes it."""
    shelf = open_shelf(whole.clips)
    errors: list[float] = []
    with tempfile.TemporaryDirectory() as folder, disk_output(Path(folder)) as pipe:
        player = PygamePlayer(clock=SystemClock(), volume=1.0)
        player.poll()
        with pipe.open("rb") as stream:
            player.settle(30)
            player.use_voice(whole.clips)
            sheets = [sheet for _, sheet in whole.steps]
            player.prepare(sheets[0])
            for sheet, coming in zip(sheets, [*sheets[1:], sheets[0]], strict=True):
                buffer = render(sheet, shelf.samples_of)
                found: list[float] = []
                for ahead_ms in AHEAD_MS:
                    player.begin(sheet, zero_ms=time.monotonic_ns() / 1e6 + ahead_ms)
                    player.prepare(coming)
                    played = _until_played(stream, buffer)
                    player.stop()
                    found = _cue_errors(sheet, shelf, played, buffer)
                    if max(found) <= GOAL_SAMPLES:
                        break
                errors += found
        player.close()
    print(f"A whole circuit through the mixer into a file, {len(errors)} cues, each in its place:")
    for name, value in spread(errors):
        tell(f"sound_file_error_{name}", round(value, 2), "samples", GOAL_SAMPLES)


def _until_played(stream: IO[bytes], buffer: NDArray[np.int16]) -> NDArray[np.float64]:
    """What is heard of a buffer on the left, a little more at both ends."""
    first = int(np.flatnonzero(np.abs(buffer[:, 0].astype(int)) > LOUD)[0])
    before = read_frames(stream, first + MARGIN)
    while True:
        block = read_frames(stream, 4_096)
        # What wakes headphones is far softer than that, and comes before.
        loud = np.flatnonzero(np.abs(block[:, 0].astype(int)) > LOUD)
        if len(loud):
            break
        before = np.concatenate([before, block])[-first - MARGIN :]
    heard = np.concatenate([before, block, read_frames(stream, len(buffer) + MARGIN)])
    start = len(before) + int(loud[0]) - first - MARGIN
    return heard[start : start + len(buffer) + 2 * MARGIN, 0].astype(float)


def _cue_errors(
    sheet: Sheet, shelf: ClipShelf, played: NDArray[np.float64], buffer: NDArray[np.int16]
) -> list[float]:
    """How many samples each cue is away from its place in the buffer."""
    errors = []
    for one in sheet.heard:
        sound = shelf.samples_of(one.sound)[: RATE_HZ // 2].astype(float)
        if not len(sound):
            continue
        at = one.at_ms * RATE_HZ / 1000
        place = slice(round(at), round(at) + len(sound))
        sound = sound[: len(buffer[place])]
        others = buffer[place, 0] - sound
        off = []
        for shift in range(2 * MARGIN + 1):
            there = played[place.start + shift :][: len(sound)]
            off.append(float(np.abs(there - others - sound).sum()))
        errors.append(abs(round(at) + int(np.argmin(off)) - MARGIN - at))
    return errors


# What it costs


def measure_rendering(whole: Heard) -> None:
    """The fullest interval of 40 s, with the clips at hand and with clips never used before."""
    sheet = _interval(whole)
    times: dict[str, list[float]] = {"first": [], "again": []}
    for _ in range(7):
        shelf = ClipShelf(whole.clips, decode_clip, CLIPS_BYTES)
        for measured in times.values():
            began = time.process_time()
            buffer = np.zeros((frames_needed(sheet, shelf.samples_of), 2), np.int16)
            render_into(buffer, sheet, shelf.samples_of)
            measured.append((time.process_time() - began) * 1000)
    first, again = statistics.median(times["first"]), statistics.median(times["again"])
    print(
        f"A 40 s interval with {len(sheet.heard)} sounds; {first:.0f} ms of processor with all clips to decode."
    )
    tell("sound_render_40_s_first", round(first, 1), "ms", GOAL_RENDER_MS)
    tell("sound_render_40_s", round(again, 1), "ms", GOAL_RENDER_MS)


def _interval(whole: Heard) -> Sheet:
    """The step with most sounds, gone on with from its start until 40 s are full."""
    fullest = max((sheet for _, sheet in whole.steps), key=lambda sheet: len(sheet.heard))
    heard = [one for one in fullest.heard if one.end_ms <= INTERVAL_MS]
    until_ms = max(one.end_ms for one in heard)
    again = [replace(one, at_ms=until_ms + one.at_ms) for one in fullest.heard]
    return sheet_of(heard + [one for one in again if one.end_ms <= INTERVAL_MS], INTERVAL_MS)


def measure_memory(whole: Heard) -> None:
    """All samples that the mixer's process holds at once, over a whole circuit."""
    results: queue.SimpleQueue[object] = queue.SimpleQueue()
    desk = mixer_desk.MixerDesk(post=results.put, say=lambda **_: None)
    desk.use_voice(whole.clips)
    most = 0
    for number, (_, sheet) in enumerate(whole.steps):
        # Begun 2 s late: the rest of a sheet is held as well as the whole.
        desk.begin(sheet, time.monotonic_ns() / 1e6 - 2_000)
        for _, coming in whole.steps[number + 1 : number + 3]:
            desk.prepare(coming)
        deadline = time.perf_counter() + 10
        while desk.is_rendering and time.perf_counter() < deadline:
            result = results.get(timeout=10)
            assert isinstance(result, Rendered)
            desk.take(result)
            desk.act()
            most = max(most, desk.held_bytes)
    desk.close()
    print("Sheets, rests of sheets and clips that are held at once over a whole circuit:")
    tell("sound_held_max", round(most / 1e6, 1), "MB", GOAL_MEMORY_MB)


if __name__ == "__main__":
    main()
