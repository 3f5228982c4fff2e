"""Devices that come and go, on a sound server of the test's own; run with GLUTEAPP_TEST_PULSE=1.

Not by default: a real server keeps real time, and a busy machine does not.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from gluteapp.audio.pygame_player import RETRY_MS, STEADY_MS, PygamePlayer
from gluteapp.audio.sheet import Heard, Sheet, sheet_of
from gluteapp.core.clock import ManualClock
from tests.audio.ear import PATIENCE_S
from tests.audio.test_pygame_sheets import hear_until, now_ms

pytestmark = pytest.mark.skipif(
    "GLUTEAPP_TEST_PULSE" not in os.environ
    or any(shutil.which(tool) is None for tool in ("pulseaudio", "pactl")),
    reason="runs with GLUTEAPP_TEST_PULSE=1, where pulseaudio and pactl are installed",
)


class SoundServer:
    """PulseAudio with null sinks that are plugged in and pulled out."""

    def __init__(self, folder: Path) -> None:
        run = folder / "run"
        run.mkdir(mode=0o700)
        self._config = folder / "server.pa"
        socket = run / "native"
        self._config.write_text(
            f"load-module module-native-protocol-unix socket={socket} auth-anonymous=1\n",
            encoding="utf-8",
        )
        self.environment = {
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(run),
            "PULSE_SERVER": f"unix:{socket}",
            "SDL_AUDIODRIVER": "pulseaudio",
        }
        self._sinks: dict[str, str] = {}
        self._process: subprocess.Popen[str] | None = None
        self.start()

    def start(self) -> None:
        """Run it, and wait until it answers."""
        command = ["pulseaudio", "-n", "-F", str(self._config), "--use-pid-file=false", "-v"]
        self._process = subprocess.Popen(
            [*command, "--exit-idle-time=-1"],
            env={**os.environ, **self.environment},
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self._process.stderr is not None
        for line in self._process.stderr:
            if "startup complete" in line:
                return
        raise AssertionError("the sound server did not start")

    def plug(self, name: str) -> None:
        """Add an output."""
        self._sinks[name] = self._ask(
            "load-module", "module-null-sink", f"sink_name={name}"
        ).strip()

    def pull(self, name: str) -> None:
        """Take an output away."""
        self._ask("unload-module", self._sinks.pop(name))

    def end(self) -> None:
        """Kill it, as a crash would."""
        assert self._process is not None
        assert self._process.stderr is not None
        self._process.kill()
        self._process.wait()
        self._process.stderr.close()

    def _ask(self, *words: str) -> str:
        environment = {**os.environ, **self.environment}
        return subprocess.run(
            ["pactl", *words], env=environment, check=True, capture_output=True, text=True
        ).stdout


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundServer]:
    """A sound server with one output that the player will find."""
    made = SoundServer(tmp_path)
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)
    made.plug("speakers")
    yield made
    made.end()


def ticking() -> Sheet:
    ticks = [Heard(at_ms=at, sound="tone:tick_1", length_ms=110) for at in range(0, 600_000, 500)]
    return sheet_of(ticks, 600_000)


def hear_loss(player: PygamePlayer) -> None:
    """Listen until the mixer says that its output is gone."""
    while player._link is not None:
        player._hear(player._link.heard(PATIENCE_S))


def hears(player: PygamePlayer) -> bool:
    return player.state.is_heard


def try_again(player: PygamePlayer, clock: ManualClock) -> None:
    clock.move(RETRY_MS[-1])
    player.poll()
    player.settle(PATIENCE_S)


@pytest.mark.slow
def test_pulled_out_and_plugged_in_the_sheet_goes_on(
    server: SoundServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", "gluteapp.audio")
    clock = ManualClock()
    player = PygamePlayer(clock=clock)
    assert player.settle(PATIENCE_S).is_heard
    player.begin(ticking(), zero_ms=now_ms())
    hear_until(player, caplog, 1)
    clock.move(STEADY_MS)
    server.pull("speakers")
    hear_loss(player)
    assert not hears(player)
    try_again(player, clock)
    assert not hears(player), "there is nothing to hear it with"
    server.plug("headphones")
    while not hears(player):
        try_again(player, clock)
    hear_until(player, caplog, 2)
    player.close()


@pytest.mark.slow
def test_a_sound_server_that_crashed_is_found_again(
    server: SoundServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", "gluteapp.audio")
    clock = ManualClock()
    player = PygamePlayer(clock=clock)
    player.begin(ticking(), zero_ms=now_ms())
    assert player.settle(PATIENCE_S).is_heard
    hear_until(player, caplog, 1)
    server.end()
    hear_loss(player)
    assert player.state.problem == "The sound output went away. Looking for it again."
    server.start()
    server.plug("speakers")
    while not hears(player):
        try_again(player, clock)
    hear_until(player, caplog, 2)
    player.close()


@pytest.mark.slow
def test_a_second_output_changes_nothing_for_what_sounds(
    server: SoundServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", "gluteapp.audio")
    player = PygamePlayer(clock=ManualClock())
    player.begin(ticking(), zero_ms=now_ms())
    assert player.settle(PATIENCE_S).is_heard
    hear_until(player, caplog, 1)
    server.plug("headphones")
    while len(player._devices) < 2:
        assert player._link is not None
        player._hear(player._link.heard(PATIENCE_S))
    assert player.state.is_heard
    assert player.state.device == "", "which of the two the desktop chose is not known"
    player.close()
