"""How long from asking for sound to tones that are ready, next to a bare opening of the mixer."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time

os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

from gluteapp.audio.player import Tone
from gluteapp.audio.pygame_player import PygamePlayer
from gluteapp.audio.sheet import TONE, Heard, sheet_of
from gluteapp.core.clock import SystemClock

READY_GOAL_MS = 2_000
"""The pre-flight lasts 10 s; the first tone has to be there long before."""
CALL_GOAL_MS = 20
"""A poll or sheet must not hold up a frame of 16 ms noticeably."""

_BARE = "import pygame.mixer; pygame.mixer.init(44100, -16, 2, 512, allowedchanges=0)"


def main() -> None:
    """Measure and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="3 runs instead of 10")
    runs = 3 if parser.parse_args().quick else 10
    ready_ms, calls_ms, bare_ms = [], [], []
    for _ in range(runs):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", _BARE], check=True, stdout=subprocess.DEVNULL)
        bare_ms.append(_since_ms(began))
        player = PygamePlayer(clock=SystemClock())
        began = time.perf_counter()
        player.poll()
        calls_ms.append(_since_ms(began))
        player.settle(30)
        ready_ms.append(_since_ms(began))
        for tone in Tone:
            sheet = sheet_of([Heard(at_ms=0, sound=TONE + tone.value, length_ms=100)], 1_000)
            began = time.perf_counter()
            player.poll()
            player.begin(sheet, zero_ms=time.monotonic_ns() / 1e6)
            calls_ms.append(_since_ms(began))
        player.close()
    print(f"{runs} runs on the {os.environ['SDL_AUDIODRIVER']} driver; opened beside the window.")
    print(f"A bare Python that opens pygame's mixer: {statistics.median(bare_ms):.0f} ms (median).")
    _figure("sound_ready_ms", statistics.median(ready_ms), READY_GOAL_MS)
    print("The longest that a poll or a sheet held up its caller:")
    _figure("sound_call_max_ms", max(calls_ms), CALL_GOAL_MS)


def _since_ms(began: float) -> float:
    return (time.perf_counter() - began) * 1000


def _figure(name: str, value: float, goal: float) -> None:
    figure = {"name": name, "value": round(value, 2), "unit": "ms", "goal": goal}
    print(json.dumps({**figure, "holds": value <= goal}))


if __name__ == "__main__":
    main()
