"""Outputs that sound.py listens to: a file, and a sound card without sound. Prints nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray
from sound_match import Pace

from gluteapp.audio.tones import RATE_HZ

_SERVER = """load-module module-native-protocol-unix socket={socket} auth-anonymous=1
load-module module-null-sink sink_name=card rate=44100 channels=2
"""
_EXACT = ("--format=s16le", f"--rate={RATE_HZ}", "--channels=2", "--latency-msec=10")
_FRAME_BYTES = 4


@contextmanager
def disk_output(folder: Path) -> Iterator[Path]:
    """Let SDL write what it plays into a pipe, as fast as it is read."""
    pipe = folder / "heard.raw"
    os.mkfifo(pipe)
    driver = {
        "SDL_AUDIODRIVER": "disk",
        "SDL_DISKAUDIOFILE": str(pipe),
        "SDL_DISKAUDIODELAY": "0",
    }
    before = {name: os.environ.get(name) for name in driver}
    os.environ.update(driver)
    yield pipe
    for name, value in before.items():
        os.environ.pop(name, None)
        if value is not None:
            os.environ[name] = value


def read_frames(stream: IO[bytes], frames: int) -> NDArray[np.int16]:
    """So many frames of a pipe, of shape (frames, 2)."""
    return np.frombuffer(stream.read(_FRAME_BYTES * frames), "<i2").reshape(-1, 2)


def missing_tools() -> list[str]:
    """What a sound card without sound needs and is not there."""
    return [tool for tool in ("pulseaudio", "parec", "pactl") if shutil.which(tool) is None]


@dataclass
class Recording:
    """What a sound card plays, and when each handful of its frames arrived."""

    process: subprocess.Popen[bytes]
    path: Path
    _came: list[tuple[float, float]] = field(default_factory=list)
    _thread: threading.Thread | None = None

    def begin(self) -> None:
        """Record until the sound card is gone."""
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        size = 0
        with self.path.open("wb") as file:
            while block := self.process.stdout.read1(65_536):  # type: ignore[attr-defined]
                came_ms = time.monotonic_ns() / 1e6
                size += len(block)
                self._came.append((size / _FRAME_BYTES, came_ms))
                file.write(block)

    def end(self, from_ms: float, until_ms: float) -> tuple[NDArray[np.int16], Pace]:
        """All its frames, of shape (frames, 2), and when they came between two times.

        Before and after, where streams come and go, the sound card changes how far it works ahead.
        """
        self.process.terminate()
        self.process.wait()
        assert self._thread is not None
        self._thread.join()
        assert self.process.stdout is not None
        self.process.stdout.close()
        near = [one for one in self._came if from_ms <= one[1] <= until_ms]
        frames = self.path.stat().st_size // _FRAME_BYTES
        sound = np.memmap(self.path, "<i2", "r", shape=(frames, 2))
        return sound, Pace(*zip(*near, strict=True))


@contextmanager
def silent_card() -> Iterator[tuple[dict[str, str], Recording]]:
    """A PulseAudio server of its own with a null sink, in real time, and what it plays."""
    with tempfile.TemporaryDirectory() as folder:
        run = Path(folder, "run")
        run.mkdir(mode=0o700)
        config, socket = Path(folder, "card.pa"), run / "native"
        config.write_text(_SERVER.format(socket=socket), encoding="utf-8")
        private = os.environ | {"HOME": folder, "XDG_RUNTIME_DIR": str(run)}
        server = subprocess.Popen(
            ["pulseaudio", "-n", "-F", config, "--exit-idle-time=-1", "--use-pid-file=false"],
            env=private,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        environment = private | {"PULSE_SERVER": f"unix:{socket}", "SDL_AUDIODRIVER": "pulseaudio"}
        try:
            _wait_for(environment)
            parec = subprocess.Popen(
                ["parec", "-d", "card.monitor", *_EXACT],
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            recording = Recording(parec, Path(folder, "heard.raw"))
            recording.begin()
            yield environment, recording
        finally:
            server.terminate()
            server.wait()


def _wait_for(environment: dict[str, str]) -> None:
    """Until the server answers."""
    for _ in range(100):
        asked = subprocess.run(["pactl", "info"], env=environment, capture_output=True, check=False)
        if asked.returncode == 0:
            return
        time.sleep(0.1)
    raise SystemExit("pulseaudio did not start")
