"""The player on real drivers: what is heard is read back, and no failure stops or holds the app.

SDL's disk driver writes what it plays into a pipe that the test reads: it plays only as fast as it
is read, so the test waits for sound and not for time.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import numpy as np
import pytest
from numpy.typing import NDArray

from gluteapp.audio.player import Player, PlayerState, SilentPlayer, Tone
from gluteapp.audio.pygame_player import RETRY_MS, STEADY_MS, PygamePlayer
from gluteapp.audio.tones import RATE_HZ, samples
from gluteapp.core.clock import ManualClock

PATIENCE_S = 30.0
"""Longest wait for a process to start on a busy machine; it takes 0.2 s on an idle one."""
BLOCK_BYTES = 16_384
SILENCE_FRAMES = RATE_HZ // 4
SEARCH_FRAMES = 600 * RATE_HZ


class Ear:
    """Reads what the disk driver plays."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe

    def hear(self, search_frames: int = SEARCH_FRAMES) -> NDArray[np.int16]:
        """The next sound, from its first to its last sample that is not silence."""
        heard = np.zeros((0, 2), np.int16)
        searched = 0
        while searched < search_frames:
            block = np.frombuffer(self._pipe.read(BLOCK_BYTES), "<i2").reshape(-1, 2)
            searched += len(block)
            if len(heard) or block.any():
                heard = np.concatenate([heard, block])
            loud = np.flatnonzero(heard.any(axis=1))
            if len(loud) and len(heard) - loud[-1] > SILENCE_FRAMES:
                return heard[loud[0] : loud[-1] + 1]
        return heard


@contextmanager
def opened(player: PygamePlayer, pipe: Path) -> Iterator[Ear]:
    player.poll()
    with pipe.open("rb") as stream:
        assert player.settle(PATIENCE_S).problem is None
        try:
            yield Ear(stream)
        finally:
            stream.close()
            player.close()


@pytest.fixture
def pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The disk driver's output, as a pipe."""
    path = tmp_path / "heard.raw"
    os.mkfifo(path)
    monkeypatch.setenv("SDL_AUDIODRIVER", "disk")
    monkeypatch.setenv("SDL_DISKAUDIOFILE", str(path))
    monkeypatch.setenv("SDL_DISKAUDIODELAY", "1")
    return path


@pytest.fixture
def player(clock: ManualClock) -> Iterator[PygamePlayer]:
    """A player at full volume."""
    made = PygamePlayer(clock=clock, volume=1.0)
    yield made
    made.close()


def written(tone: Tone) -> NDArray[np.int16]:
    """The samples of a tone from the first to the last that is not silence."""
    sound = samples(tone)
    loud = np.flatnonzero(sound.any(axis=1))
    return sound[loud[0] : loud[-1] + 1]


def test_every_tone_is_heard_sample_for_sample(player: PygamePlayer, pipe: Path) -> None:
    with opened(player, pipe) as ear:
        for tone in Tone:
            player.play(tone)
            heard = ear.hear()
            assert len(heard) == len(written(tone)), tone
            assert np.abs(heard.astype(int) - written(tone)).max() <= 1, tone


def test_the_volume_is_the_share_of_the_full_level(player: PygamePlayer, pipe: Path) -> None:
    full = int(np.abs(samples(Tone.START)).max())
    with opened(player, pipe) as ear:
        for volume in (1.0, 0.5, 0.1):
            player.set_volume(volume)
            player.play(Tone.START)
            peak = int(np.abs(ear.hear()).max())
            assert peak == pytest.approx(volume * full, rel=0.08)
        player.set_volume(0.0)
        assert player.state == PlayerState(is_heard=False), "turned down is no problem"


def test_muted_nothing_is_heard_and_then_again(player: PygamePlayer, pipe: Path) -> None:
    with opened(player, pipe) as ear:
        player.set_muted(True)
        assert player.state == PlayerState(is_heard=False)
        player.play(Tone.FINISH)
        player.set_muted(False)
        player.play(Tone.HALFWAY)
        assert len(ear.hear()) == len(written(Tone.HALFWAY))


def test_muting_ends_a_tone_that_plays(player: PygamePlayer, pipe: Path) -> None:
    with opened(player, pipe) as ear:
        player.play(Tone.FINISH)
        player.set_muted(True)
        assert len(ear.hear(search_frames=20 * RATE_HZ)) < len(written(Tone.FINISH)) / 2


def test_tones_before_the_output_is_open_are_not_kept_for_later(
    player: PygamePlayer, pipe: Path
) -> None:
    player.play(Tone.FINISH)
    player.play(Tone.SWITCH)
    with opened(player, pipe) as ear:
        player.play(Tone.TICK_1)
        assert len(ear.hear()) == len(written(Tone.TICK_1))


@pytest.mark.parametrize("driver", ["nonsense", "disk"])
def test_without_an_output_it_says_so_and_is_silent(
    player: PygamePlayer, driver: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", driver)
    monkeypatch.setenv("SDL_DISKAUDIOFILE", str(tmp_path / "no" / "such" / "folder"))
    state = player.settle(PATIENCE_S)
    assert state == PlayerState(
        is_heard=False, problem="No sound output was found. The screen shows every cue."
    )
    for tone in Tone:
        player.play(tone)
    player.set_volume(0.3)
    player.set_muted(True)
    player.poll()
    assert player.state == state


def test_sound_comes_back_by_itself_when_it_can(
    player: PygamePlayer, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "nonsense")
    assert player.settle(PATIENCE_S).problem is not None
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    clock.move(RETRY_MS[0])
    player.poll()
    assert player.state.is_opening
    assert player.state.problem is not None, "the note stays until there is sound"
    assert player.settle(PATIENCE_S) == PlayerState(is_heard=True)


def test_the_tries_grow_apart_up_to_ten_seconds(
    player: PygamePlayer, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "nonsense")
    player.settle(PATIENCE_S)
    for wait_ms in (*RETRY_MS, RETRY_MS[-1]):
        for move_ms, is_opening in ((wait_ms - 1, False), (1, True)):
            clock.move(move_ms)
            player.poll()
            assert player.state.is_opening is is_opening
        player.settle(PATIENCE_S)
    assert RETRY_MS[-1] == 10_000


def test_an_output_lost_after_a_while_is_opened_again_at_once(
    player: PygamePlayer, clock: ManualClock
) -> None:
    assert player.settle(PATIENCE_S).is_heard
    clock.move(STEADY_MS)
    _end_mixer(player)
    player.play(Tone.START)
    assert player.state == PlayerState(
        is_heard=False, problem="The sound output went away. Looking for it again."
    )
    player.poll()
    assert player.settle(PATIENCE_S).is_heard


def test_an_output_that_keeps_going_away_is_not_opened_without_end(
    player: PygamePlayer, clock: ManualClock
) -> None:
    assert player.settle(PATIENCE_S).is_heard
    _end_mixer(player)
    player.poll()
    assert not player.state.is_opening
    clock.move(RETRY_MS[0])
    player.poll()
    assert player.state.is_opening


def _end_mixer(player: PygamePlayer) -> None:
    """Crash the mixer's process and wait until the reader has noticed."""
    assert player._process is not None
    assert player._reader is not None
    player._process.kill()
    player._reader.join()


@pytest.mark.parametrize("ending", ["raise SystemExit(3)", "import os; os.abort()"])
def test_a_mixer_that_breaks_at_the_start_is_a_sentence(clock: ManualClock, ending: str) -> None:
    player = PygamePlayer(clock=clock, command=[sys.executable, "-c", ending])
    state = player.settle(PATIENCE_S)
    assert state.problem == "The sound output does not answer. The screen shows every cue."
    player.close()


def test_a_mixer_that_hangs_holds_nobody_up(clock: ManualClock) -> None:
    hang = "import signal; signal.pause()"
    player = PygamePlayer(clock=clock, command=[sys.executable, "-c", hang])
    player.poll()
    for tone in Tone:
        player.play(tone)
        player.poll()
    assert player.state == PlayerState(is_heard=False, is_opening=True)
    player.close()
    assert player._process is None


def test_a_mixer_that_cannot_be_started_is_a_sentence(clock: ManualClock) -> None:
    player = PygamePlayer(clock=clock, command=["/no/such/python"])
    player.poll()
    problem = "The sound player could not be started. The screen shows every cue."
    assert player.state == PlayerState(is_heard=False, problem=problem)
    player.close()


def test_the_desktops_stand_in_for_no_output_is_not_called_sound(clock: ManualClock) -> None:
    talk = (
        'import sys; print(\'{"said": "open", "driver": "pulseaudio", "devices": ["%s"]}\','
        " flush=True); sys.stdin.read()"
    )
    for name, is_heard in (("Dummy Output", False), ("Headphones", True)):
        player = PygamePlayer(clock=clock, command=[sys.executable, "-c", talk % name])
        state = player.settle(PATIENCE_S)
        assert state.is_heard is is_heard
        assert state.device == ("Headphones" if is_heard else "")
        assert (state.problem is None) is is_heard
        player.close()


def test_closed_it_stays_closed(player: PygamePlayer) -> None:
    assert player.settle(PATIENCE_S).is_heard
    player.close()
    player.close()
    player.play(Tone.START)
    player.poll()
    assert player.state == PlayerState(is_heard=False)


def test_neither_pygame_nor_qt_is_loaded_beside_the_mixer() -> None:
    code = (
        "import sys; import gluteapp.audio.pygame_player, gluteapp.audio.cues;"
        "print([m for m in ('pygame', 'PySide6', 'numpy') if m in sys.modules])"
    )
    assert _run(code).stdout.strip() == "[]"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_still_ends_the_app_and_the_mixer_with_it(number: signal.Signals) -> None:
    code = (
        "import signal, sys\n"
        "signal.signal(signal.SIGINT, signal.SIG_DFL)\n"
        "from gluteapp.audio.pygame_player import PygamePlayer\n"
        "from gluteapp.core.clock import SystemClock\n"
        "player = PygamePlayer(clock=SystemClock())\n"
        f"assert player.settle({PATIENCE_S}).is_heard\n"
        "print(player._process.pid, flush=True)\n"
        "sys.stdin.read()\n"
    )
    app = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=_environment(),
    )
    assert app.stdin is not None
    assert app.stdout is not None
    mixer = int(app.stdout.readline())
    mixer_end = os.pidfd_open(mixer)
    app.send_signal(number)
    assert app.wait(PATIENCE_S) == -number
    # The descriptor of a process becomes readable when the process has ended.
    assert select.select([mixer_end], [], [], PATIENCE_S)[0]
    os.close(mixer_end)
    app.stdin.close()
    app.stdout.close()


def test_a_failing_output_says_nothing_in_the_terminal() -> None:
    code = (
        "from gluteapp.audio.pygame_player import PygamePlayer\n"
        "from gluteapp.core.clock import SystemClock\n"
        "player = PygamePlayer(clock=SystemClock())\n"
        f"print(player.settle({PATIENCE_S}).is_heard)\n"
        "player.close()\n"
    )
    done = _run(code, SDL_AUDIODRIVER="alsa", ALSA_CONFIG_PATH="/no/such/file")
    assert (done.stdout.strip(), done.stderr) == ("False", "")


def _environment(**more: str) -> dict[str, str]:
    root = str(Path(__file__).parents[2])
    return {**os.environ, "PYTHONPATH": root, **more}


def _run(code: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=_environment(**more),
    )


def test_the_silent_player_is_a_player_without_a_problem() -> None:
    player: Player = SilentPlayer()
    player.set_volume(0.5)
    player.set_muted(False)
    player.play(Tone.START)
    player.poll()
    assert player.state == PlayerState(is_heard=False)
    player.close()
