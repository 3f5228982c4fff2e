"""What it costs to follow the coach, beside a video player on the same screen in the same run.

Each way of drawing that the app would use here is measured in a process of its own. `--whole`
follows a whole circuit as well, which takes its time.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path

from coach_session import Followed, renderer
from video_reference import SCREEN, cpu_s, missing_tools, player_share, screen

WORK_MS = 388_000
"""In Foundation: the first clams."""
TICKS_A_SECOND = 30
GOAL_WHOLE = 0.25
"""Mean over a whole circuit in software (DEFINITIONS.md)."""
GOAL_KEPT_MB = 200.0
"""All frames that are kept for a whole circuit."""
GOAL_NEW_MS, GOAL_KNOWN_MS = 66.7, 41.7
"""15 pictures a second on a way and before a repetition is known, and 24 after."""
GOAL_FIRST_MS = 500.0
GOAL_MEMORY_MB = 450.0
"""The last two are our own choice."""
WAYS = ("software", "opengl")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="follow for 5 s in place of 20 s")
    parser.add_argument(
        "--whole",
        nargs="?",
        const="foundation",
        default="",
        metavar="CIRCUIT",
        help="also follow a whole circuit, foundation or another, which takes its time",
    )
    parser.add_argument("--way", choices=(*WAYS, "which"), help=argparse.SUPPRESS)
    parser.add_argument("--video", type=float, default=0.0, help=argparse.SUPPRESS)
    options = parser.parse_args()
    seconds = 5 if options.quick else 20
    if options.way == "which":
        print(renderer())
        return
    if options.way is not None:
        _measure(options.way, options.video, seconds, whole=options.whole)
        return
    missing = missing_tools()
    if missing:
        print(f"Not measured: install {', '.join(missing)} first.")
        return
    with screen() as (display, server_id):
        video, _ = player_share(display, server_id, seconds)
        print(
            f"mpv playing a 720p H.264 clip for {seconds} s: {video:.0%} of one core.", flush=True
        )
        drawn_by = _child(display, ["--way", "which"]).strip()
        print(f"OpenGL here: {drawn_by or 'only in software, which the app does not use'}.")
        for way in WAYS if drawn_by else WAYS[:1]:
            arguments = ["--way", way, "--video", f"{video:.4f}"]
            arguments += ["--quick"] * options.quick + ["--whole", options.whole] * bool(
                options.whole
            )
            before, since = cpu_s(server_id), time.perf_counter()
            print(_child(display, arguments), end="", flush=True)
            server = (cpu_s(server_id) - before) / (time.perf_counter() - since)
            print(f"  The X server took {server:.1%} of one core for it.", flush=True)


def _child(display: str, arguments: list[str]) -> str:
    """What this program prints when it runs on that screen."""
    return subprocess.run(
        [sys.executable, __file__, *arguments],
        # As the command line sets it for the app.
        env=os.environ
        | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "OPENBLAS_NUM_THREADS": "1"},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout


def _measure(way: str, video: float, seconds: int, *, whole: str) -> None:
    """In a process of its own: everything about one way of drawing."""
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(
            Followed(folder=Path(folder), size=SCREEN, uses_gl=way == "opengl", from_ms=WORK_MS)
        ) as followed,
    ):
        first_ms = followed.first_picture_ms()
        fill_cpu_ms, frames = followed.fill_cpu_ms()
        known = sorted(followed.known_frames_ms(TICKS_A_SECOND * 5))
        size = followed.picture_size
        way_ms = followed.way_cpu_ms(TICKS_A_SECOND) if size else 0.0
        way_size = followed.picture_size
        followed.hide()
        followed.follow_until_known()
        share = _share_of(lambda: followed.follow(seconds))
        memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"Drawn {'with OpenGL' if way == 'opengl' else 'in software'}, {SCREEN[0]} x {SCREEN[1]}:"
        )
        print(
            f"  first picture {first_ms:.0f} ms after it was asked for; following known clams for "
            f"{seconds} s takes {share:.0%} of one core, {share / video:.1f} times the video; "
            f"{memory_mb:.0f} MB in memory at most, {threading.active_count()} threads."
        )
        _tell(f"{way}_first_picture", round(first_ms), "ms", GOAL_FIRST_MS)
        _tell(f"{way}_share_beside_video", round(share / video, 2), "times mpv", 1.0)
        _tell(f"{way}_memory", round(memory_mb), "MB", GOAL_MEMORY_MB)
        p50, p99 = known[len(known) // 2], known[int(len(known) * 0.99)]
        if frames:
            new_ms = fill_cpu_ms / frames
            print(
                f"  {frames} pictures of a clam drawn ahead, {size}, {new_ms:.0f} ms of processor "
                f"each; on the way to it {way_size}, {way_ms:.0f} ms."
            )
            _tell(f"{way}_new_frame_mean", round(new_ms, 1), "ms", GOAL_NEW_MS)
            _tell(f"{way}_way_frame_mean", round(way_ms, 1), "ms", GOAL_NEW_MS)
        print(f"  one frame shown: {p50:.1f} ms (p50), {p99:.1f} ms (p99).")
        _tell(f"{way}_frame_p50", round(p50, 1), "ms", GOAL_KNOWN_MS)
        _tell(f"{way}_frame_p99", round(p99, 1), "ms", GOAL_KNOWN_MS)
        if whole:
            before = followed.frames_drawn
            mean = _share_of(lambda: followed.follow_whole(whole))
            print(
                f"  The whole circuit {whole}: {mean:.1%} of one core on average; "
                f"{followed.frames_drawn - before} pictures drawn, {followed.kept_mb:.0f} MB kept."
            )
            _tell(f"{way}_whole_{whole}", round(mean, 3), "share of a core", GOAL_WHOLE)
            _tell(f"{way}_kept_{whole}", round(followed.kept_mb), "MB", GOAL_KEPT_MB)


def _share_of(work: object) -> float:
    """Share of one core that this process takes while something is done."""
    assert callable(work)
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return (time.process_time() - cpu) / (time.perf_counter() - wall)


def _tell(name: str, value: float, unit: str, goal: float) -> None:
    figure = {"name": name, "value": value, "unit": unit, "goal": goal, "holds": value <= goal}
    print(json.dumps(figure), flush=True)


if __name__ == "__main__":
    main()
