"""What a video player costs on this machine: mpv playing a generated 720p H.264 clip in an Xvfb.

`coach.py` measures itself beside it; run alone it prints the figure for the player only.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SCREEN = (1440, 900)
CLIP = "1280x720"
CLIP_FPS = 30
SETTLE_S = 2.0
"""Starting up is not playing."""
_TICKS = os.sysconf("SC_CLK_TCK")


def cpu_s(process_id: int) -> float:
    """Seconds of processor time a process and its threads took so far (Linux)."""
    fields = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


@contextmanager
def screen() -> Iterator[tuple[str, int]]:
    """An X server of its own: its display and process id."""
    read, write = os.pipe()
    width, height = SCREEN
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24", "-noreset"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        if not number:
            raise SystemExit("Xvfb did not start.")
        yield f":{number}", server.pid
    finally:
        server.terminate()
        server.wait()


def missing_tools() -> list[str]:
    """Programs this measurement needs that are not there."""
    return [name for name in ("Xvfb", "mpv", "ffmpeg") if shutil.which(name) is None]


def player_share(display: str, server_id: int, seconds: float) -> tuple[float, float]:
    """Share of one core that mpv takes, and that the X server takes for it, while a clip plays."""
    with tempfile.TemporaryDirectory() as folder:
        clip = Path(folder) / "clip.mp4"
        _make_clip(clip, round(seconds + SETTLE_S) + 2)
        environment = os.environ | {"DISPLAY": display}
        command = ["mpv", "--no-config", "--vo=x11", "--no-audio", "--really-quiet", str(clip)]
        player = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL)
        try:
            time.sleep(SETTLE_S)
            before, server_before, since = cpu_s(player.pid), cpu_s(server_id), time.perf_counter()
            time.sleep(seconds)
            span = time.perf_counter() - since
            if player.poll() is not None:
                raise SystemExit("mpv stopped before it was measured.")
            return (
                (cpu_s(player.pid) - before) / span,
                (cpu_s(server_id) - server_before) / span,
            )
        finally:
            player.terminate()
            player.wait()


def _make_clip(clip: Path, seconds: int) -> None:
    source = f"testsrc2=size={CLIP}:rate={CLIP_FPS}:duration={seconds}"
    command = [
        "ffmpeg", "-loglevel", "error", "-f", "lavfi", "-i", source,
        "-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", str(clip),
    ]  # fmt: skip
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


def main() -> None:
    """Measure the player and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="5 s in place of 20 s")
    seconds = 5 if parser.parse_args().quick else 20
    missing = missing_tools()
    if missing:
        print(f"Not measured: install {', '.join(missing)} first.")
        return
    with screen() as (display, server_id):
        own, server = player_share(display, server_id, seconds)
    print(
        f"mpv playing a {CLIP} H.264 clip at {CLIP_FPS} frames a second for {seconds} s: "
        f"{own:.0%} of one core, the X server {server:.0%} more."
    )
    value = {"name": "video_core_share", "value": round(own, 3), "unit": "share of a core"}
    print(json.dumps(value | {"goal": 1.0, "holds": True}))


if __name__ == "__main__":
    main()
