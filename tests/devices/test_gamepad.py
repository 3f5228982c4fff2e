"""Gamepads through the real process: a virtual SDL joystick is plugged in, pressed and pulled out.

The test waits for what the process says, and not for time.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gluteapp.core.clock import ManualClock
from gluteapp.devices.gamepad import RETRY_MS, STEADY_MS, Gamepads, PadChange, PadEvent

VIRTUAL = (sys.executable, str(Path(__file__).with_name("virtual_pad.py")))
PATIENCE_S = 30.0


class Hands:
    """Gamepads with a virtual one, and what they said."""

    def __init__(self, clock: ManualClock, *command: str) -> None:
        self.gamepads = Gamepads(clock=clock, command=command or VIRTUAL)

    def is_running(self) -> bool:
        return self.gamepads._process is not None

    def do(self, *lines: str) -> None:
        process = self.gamepads._process
        assert process is not None
        assert process.stdin is not None
        for line in lines:
            process.stdin.write(line + "\n")
            process.stdin.flush()

    def hear(self, count: int) -> list[PadEvent]:
        """Wait until so many events came."""
        events = self.gamepads.poll()
        while len(events) < count:
            self.wait()
            events += self.gamepads.poll()
        return events

    def wait(self) -> None:
        """Wait for the next line, and put it back."""
        line = self.gamepads._said.get(timeout=PATIENCE_S)
        later = []
        while not self.gamepads._said.empty():
            later.append(self.gamepads._said.get())
        for one in (line, *later):
            self.gamepads._said.put(one)

    def hear_end(self) -> list[PadEvent]:
        """Wait until the process is gone."""
        events = self.gamepads.poll()
        while self.gamepads._process is not None:
            self.wait()
            events += self.gamepads.poll()
        return events


@pytest.fixture
def hands(clock: ManualClock) -> Iterator[Hands]:
    made = Hands(clock)
    made.gamepads.poll()
    yield made
    made.gamepads.close()


def short(events: list[PadEvent]) -> list[tuple[str, int]]:
    return [(event.change.value, event.button) for event in events]


def test_a_gamepad_is_plugged_in_pressed_and_pulled_out(hands: Hands) -> None:
    hands.do("attach")
    (came,) = hands.hear(1)
    assert came.change is PadChange.CAME
    assert list(hands.gamepads.names) == [came.name]
    assert came.name
    hands.do("down 2")
    hands.hear(1)
    hands.do("up 2", "down 0", "up 0")
    heard = hands.hear(3)
    assert short(heard) == [("up", 2), ("down", 0), ("up", 0)]
    assert heard[0].held_ms >= 1
    hands.do("detach")
    assert short(hands.hear(1)) == [("went", -1)]
    assert list(hands.gamepads.names) == []
    hands.do("attach")
    (again,) = hands.hear(1)
    assert again.change is PadChange.CAME
    assert again.pad != came.pad


def test_a_button_that_is_down_when_the_gamepad_goes_is_never_let_go(hands: Hands) -> None:
    hands.do("attach")
    hands.hear(1)
    hands.do("down 1")
    hands.hear(1)
    hands.do("detach")
    assert short(hands.hear(1)) == [("went", -1)]


def test_a_crash_takes_its_gamepads_and_is_started_again_with_growing_waits(
    hands: Hands, clock: ManualClock
) -> None:
    hands.do("attach")
    (came,) = hands.hear(1)
    hands.do("crash")
    assert hands.hear_end() == [PadEvent(change=PadChange.WENT, pad=came.pad)]
    assert list(hands.gamepads.names) == []
    for wait_ms in RETRY_MS[:3]:
        clock.move(wait_ms - 1)
        assert hands.gamepads.poll() == []
        assert not hands.is_running()
        clock.move(1)
        hands.gamepads.poll()
        assert hands.is_running()
        hands.do("crash")
        hands.hear_end()
    clock.move(RETRY_MS[3])
    hands.gamepads.poll()
    clock.move(STEADY_MS)
    hands.do("crash")
    hands.hear_end()
    clock.move(RETRY_MS[0])
    hands.gamepads.poll()
    hands.do("attach")
    assert short(hands.hear(1)) == [("came", -1)]


def test_the_process_ends_with_its_input_and_leaves_signals_alone(hands: Hands) -> None:
    hands.wait()
    process = hands.gamepads._process
    assert process is not None
    hands.gamepads.rest()
    assert process.returncode == 0
    hands.gamepads.poll()
    again = hands.gamepads._process
    assert again is not None
    hands.wait()
    again.terminate()
    hands.hear_end()
    assert again.returncode == -15


def test_closed_it_stays_closed(hands: Hands) -> None:
    hands.gamepads.close()
    assert hands.gamepads.poll() == []
    assert hands.gamepads._process is None


def test_without_pygame_one_sentence_says_so_and_nothing_is_tried_again(
    clock: ManualClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pygame.py").write_text("raise ImportError('not here')\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    program = "import sys; sys.path.insert(0, {!r}); from gluteapp.devices import gamepad_process as p; p.main()"
    hands = Hands(clock, sys.executable, "-c", program.format(str(tmp_path)))
    assert hands.hear_end() == []
    problem = hands.gamepads.problem
    assert problem == "Gamepads need pygame, which is not installed. Keyboard and clickers work."
    clock.move(10 * RETRY_MS[-1])
    assert hands.gamepads.poll() == []
    assert hands.gamepads._process is None
    hands.gamepads.close()


@pytest.mark.parametrize(
    "said",
    [
        "not json", "[]", "3", "{}", '{"said": "dance"}', '{"said": "came"}', '{"said": "down"}',
        '{"said": "up", "pad": "x", "button": 1}', '{"said": "failed"}', "\\udcff", "\\xff",
    ],
)  # fmt: skip
def test_whatever_the_process_says_nothing_is_raised(clock: ManualClock, said: str) -> None:
    line = said.encode().decode("unicode_escape").encode("latin-1", "surrogateescape")
    program = f"import sys; sys.stdout.buffer.write({line!r} + b'\\n')"
    hands = Hands(clock, sys.executable, "-c", program)
    assert hands.hear_end() == []
    hands.gamepads.close()


def test_a_program_that_is_not_there_is_tried_again_later(clock: ManualClock) -> None:
    gamepads = Gamepads(clock=clock, command=["/there/is/no/such/program"])
    for wait_ms in (0, *RETRY_MS):
        clock.move(wait_ms)
        assert gamepads.poll() == []
    gamepads.close()


def test_the_process_opens_neither_window_nor_sound() -> None:
    program = (
        "import os, sys\n"
        "from gluteapp.devices import gamepad_process as one\n"
        "os.environ.update(one._ENVIRONMENT)\n"
        "desk = one.PadDesk()\n"
        "list(desk.look())\n"
        "import pygame\n"
        "from pygame import display, mixer\n"
        "assert display.get_driver() == 'dummy'\n"
        "assert display.get_surface() is None\n"
        "assert mixer.get_init() is None\n"
        "assert not {'PySide6', 'numpy'} & set(sys.modules), 'heavy'\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    environment.pop("SDL_VIDEODRIVER", None)
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
