"""The player on real drivers: what is heard is read back, and no failure stops or holds the app.

Sheets have a file of their own, test_pygame_sheets.py.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

import numpy as np
import pytest

from gluteapp.audio.notes import length_ms
from gluteapp.audio.player import Player, PlayerState, SilentPlayer, Tone
from gluteapp.audio.pygame_player import (
    ANSWER_POLLS,
    OPEN_LIMIT_MS,
    RETRY_MS,
    STEADY_MS,
    PygamePlayer,
)
from gluteapp.audio.render import render
from gluteapp.audio.sheet import TONE, Heard, sheet_of
from gluteapp.audio.tones import samples
from gluteapp.core.clock import ManualClock
from tests.audio.ear import PATIENCE_S, opened

LOUD = 400


@pytest.fixture
def player(clock: ManualClock) -> Iterator[PygamePlayer]:
    """A player at full volume."""
    made = PygamePlayer(clock=clock, volume=1.0)
    yield made
    made.close()


def begin(player: PygamePlayer, tone: Tone) -> None:
    """Sound one tone now."""
    sheet = sheet_of([Heard(at_ms=0, sound=TONE + tone.value, length_ms=length_ms(tone))], 2_000)
    player.begin(sheet, zero_ms=time.monotonic_ns() / 1e6)


def test_every_tone_is_heard_sample_for_sample(player: PygamePlayer, pipe: Path) -> None:
    # On a busy machine it may begin late, and then inside: before the first tone it may.
    ends_ms = list(accumulate((length_ms(tone) + 300 for tone in Tone), initial=8_000))
    places = zip(Tone, ends_ms, strict=False)
    sheet = sheet_of(
        [Heard(at_ms=at, sound=TONE + one.value, length_ms=length_ms(one)) for one, at in places],
        ends_ms[-1],
    )
    written = render(sheet, lambda sound: samples(Tone(sound.removeprefix(TONE)))[:, 0])
    with opened(player, pipe) as ear:
        player.begin(sheet, zero_ms=time.monotonic_ns() / 1e6 + 500)
        # What wakes headphones comes before, and is far softer.
        heard = ear.until(lambda block: bool(np.abs(block).max() > LOUD))
        heard = np.concatenate([heard, ear.listen(len(written))])
    place, first = (int(np.argmax(np.abs(sound[:, 0]) > LOUD)) for sound in (heard, written))
    off = heard[place:][: len(written) - first].astype(int) - written[first:]
    assert np.abs(off).max() <= 1


def test_the_volume_is_the_share_of_the_full_level(player: PygamePlayer, pipe: Path) -> None:
    full = int(np.abs(samples(Tone.START)).max())
    with opened(player, pipe) as ear:
        for volume in (1.0, 0.5, 0.1):
            player.set_volume(volume)
            begin(player, Tone.START)
            peak = int(np.abs(ear.hear()).max())
            assert peak == pytest.approx(volume * full, rel=0.08)
        player.set_volume(0.0)
        assert player.state == PlayerState(is_heard=False), "turned down is no problem"


def test_muted_is_not_heard_and_no_problem(player: PygamePlayer) -> None:
    player.set_muted(True)
    assert player.settle(PATIENCE_S) == PlayerState(is_heard=False)


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
        begin(player, tone)
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
    begin(player, Tone.START)
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
    assert player._link is not None
    player._link._process.kill()
    player._link._threads[0].join()


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
        begin(player, tone)
        player.poll()
    assert player.state == PlayerState(is_heard=False, is_opening=True)
    clock.move(OPEN_LIMIT_MS)
    player.poll()
    problem = "The sound output does not answer. The screen shows every cue."
    assert player.state == PlayerState(is_heard=False, problem=problem)
    clock.move(RETRY_MS[0])
    player.poll()
    assert player.state.is_opening, "it goes on trying"
    player.close()
    assert player._link is None


def test_a_mixer_that_falls_silent_is_not_called_heard(
    player: PygamePlayer, clock: ManualClock
) -> None:
    assert player.settle(PATIENCE_S).is_heard
    clock.move(STEADY_MS)
    player.poll()
    assert player._link is not None
    player._hear(player._link.heard(PATIENCE_S))
    assert player._asked_ms is None, "it answers"
    player._link._process.send_signal(signal.SIGSTOP)
    player.poll()
    clock.move(3_600_000)
    player.poll()
    assert player.state.is_heard, "a clock that jumps is no silence"
    for _ in range(ANSWER_POLLS - 1):
        player.poll()
    assert player._link is not None
    assert player.settle(PATIENCE_S).is_heard, "another process is there at once"


def test_what_a_mixer_left_behind_holds_nobody_up(clock: ManualClock, tmp_path: Path) -> None:
    held = tmp_path / "held"
    os.mkfifo(held)
    code = (
        f"import subprocess, sys; subprocess.Popen(['cat', {str(held)!r}]);"
        'print(\'{"said": "open", "driver": "x", "devices": ["A"]}\', flush=True);'
        "sys.stdin.read()"
    )
    player = PygamePlayer(clock=clock, command=[sys.executable, "-c", code])
    assert player.settle(PATIENCE_S).is_heard
    assert player._link is not None
    reader = player._link._threads[0]
    with held.open("wb"):
        player.close()
        assert player.state == PlayerState(is_heard=False)
        assert reader.is_alive(), "it is left to its end"
    reader.join()


def test_music_that_breaks_the_mixer_is_not_loaded_again(
    clock: ManualClock, tmp_path: Path
) -> None:
    code = (
        "import sys\n"
        'print(\'{"said": "open", "driver": "x", "devices": ["A"]}\', flush=True)\n'
        "for line in sys.stdin:\n"
        '    if \'"music"\' in line and "null" not in line:\n'
        '        print(\'{"said": "loading", "index": 0}\', flush=True)\n'
        "        break\n"
    )
    player = PygamePlayer(clock=clock, command=[sys.executable, "-c", code])
    player.play_music(tmp_path)
    assert player.settle(PATIENCE_S).is_heard
    assert player._link is not None
    player._link._threads[0].join()
    clock.move(STEADY_MS)
    player.poll()
    problem = f"The music {tmp_path.name} stopped the sound, so it is left out."
    assert player.state.music_problem == problem
    player.play_music(None)
    player.play_music(tmp_path)
    player.poll()
    assert player.settle(PATIENCE_S).is_heard
    assert player.state.music_problem == problem
    player.poll()
    assert player._link is not None
    assert player._link._process.poll() is None, "nobody asked it for the music"
    player.close()


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
    begin(player, Tone.START)
    player.poll()
    assert player.state == PlayerState(is_heard=False)


def test_neither_pygame_nor_qt_is_loaded_beside_the_mixer() -> None:
    code = (
        "import sys; import gluteapp.audio.pygame_player, gluteapp.audio.conductor;"
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
        "print(player._link._process.pid, flush=True)\n"
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
    player.poll()
    assert player.state == PlayerState(is_heard=False)
    player.close()
