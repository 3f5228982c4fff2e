"""What keys mean, debounce and long presses, without a window."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from gluteapp.core.exercise import Region
from gluteapp.core.session import HarderSide
from gluteapp.ui.screens.session_frame import Mode
from gluteapp.ui.screens.session_keys import (
    DEBOUNCE_MS,
    LONG_PRESS_MS,
    Clicker,
    Command,
    KeyReader,
    Wish,
)

Key = Qt.Key
MODES = tuple(Mode)


@pytest.fixture
def keys() -> KeyReader:
    return KeyReader(clicker=Clicker())


@pytest.mark.parametrize(
    ("key", "sign", "wish"),
    [
        (Key.Key_Space, " ", Wish(Command.TOGGLE)),
        (Key.Key_Right, "", Wish(Command.SKIP)),
        (Key.Key_Left, "", Wish(Command.BACK)),
        (Key.Key_R, "r", Wish(Command.REDO)),
        (Key.Key_Up, "", Wish(Command.LONGER)),
        (Key.Key_Down, "", Wish(Command.SHORTER)),
        (Key.Key_0, "0", Wish(Command.EFFORT, 0)),
        (Key.Key_5, "5", Wish(Command.EFFORT, 5)),
        (Key.Key_G, "g", Wish(Command.FELT, Region.GLUTE_CENTRE)),
        (Key.Key_H, "h", Wish(Command.FELT, Region.GLUTE_SIDE)),
        (Key.Key_T, "t", Wish(Command.FELT, Region.HAMSTRING)),
        (Key.Key_B, "b", Wish(Command.FELT, Region.LOW_BACK)),
        (Key.Key_F, "f", Wish(Command.FELT, Region.FRONT_OF_HIP)),
        (Key.Key_N, "n", Wish(Command.FELT, Region.NOTHING_MUCH)),
        (Key.Key_Comma, ",", Wish(Command.HARDER, HarderSide.LEFT)),
        (Key.Key_Period, ".", Wish(Command.HARDER, HarderSide.SAME)),
        (Key.Key_Minus, "-", Wish(Command.HARDER, HarderSide.RIGHT)),
        (Key.Key_S, "s", Wish(Command.SLIPPED)),
        (Key.Key_P, "p", Wish(Command.PAIN)),
        (Key.Key_E, "e", Wish(Command.EASIER)),
        (Key.Key_V, "v", Wish(Command.MUTE)),
        (Key.Key_O, "o", Wish(Command.TURN)),
        (Key.Key_F11, "", Wish(Command.FULL_SCREEN)),
        (Key.Key_Escape, "", Wish(Command.PAUSE)),
        (Key.Key_F1, "", Wish(Command.RED_FLAGS)),
        (Key.Key_Exclam, "!", Wish(Command.RED_FLAGS)),
        (Key.Key_6, "6", Wish(Command.SCORE, 6)),
        (Key.Key_9, "9", Wish(Command.SCORE, 9)),
        (Key.Key_Return, "\r", None),
        (Key.Key_Q, "q", None),
    ],
)
def test_each_key_in_a_rest(keys: KeyReader, key: Qt.Key, sign: str, wish: Wish | None) -> None:
    assert keys.knows(key.value, sign, Mode.REST) is (wish is not None)
    assert keys.press(key.value, sign, Mode.REST, 0) == wish


def test_f_means_finish_only_in_a_pause(keys: KeyReader) -> None:
    for mode in MODES:
        wish = keys.press(Key.Key_F.value, "f", mode, 0)
        assert wish is not None
        assert (wish.command is Command.HOLD_FINISH) is (mode is Mode.PAUSED)
        released = keys.release(Key.Key_F.value, 10)
        assert (released == Wish(Command.LET_FINISH_GO)) is (mode is Mode.PAUSED)


def test_no_single_key_finishes(keys: KeyReader) -> None:
    for key in Qt.Key:
        for mode in MODES:
            reader = KeyReader(clicker=Clicker())
            wishes = (reader.press(key.value, "", mode, 0), reader.release(key.value, 0))
            assert Command.FINISH not in [wish.command for wish in wishes if wish is not None]


def test_enter_resumes_in_a_pause_only(keys: KeyReader) -> None:
    for mode in MODES:
        wish = keys.press(Key.Key_Enter.value, "\r", mode, 0)
        assert wish == (Wish(Command.RESUME) if mode is Mode.PAUSED else None)


@given(st.lists(st.integers(0, 900), min_size=1, max_size=20))
def test_the_same_command_never_comes_twice_within_the_debounce(gaps: list[int]) -> None:
    reader = KeyReader(clicker=Clicker())
    now_ms = 0
    acted: list[int] = []
    for gap_ms in gaps:
        now_ms += gap_ms
        if reader.press(Key.Key_Space.value, " ", Mode.WORK, now_ms) is not None:
            acted.append(now_ms)
    assert all(later - sooner >= DEBOUNCE_MS for sooner, later in pairwise(acted))
    assert acted


def test_answers_are_never_held_back(keys: KeyReader) -> None:
    for _ in range(3):
        assert keys.press(Key.Key_3.value, "3", Mode.REST, 0) == Wish(Command.EFFORT, 3)


@given(st.integers(0, 3_000))
def test_a_long_press_of_the_clicker_skips_when_it_is_let_go(held_ms: int) -> None:
    reader = KeyReader(clicker=Clicker())
    assert reader.press(Key.Key_PageDown.value, "", Mode.WORK, 0) is None
    wish = reader.release(Key.Key_PageDown.value, held_ms)
    expected = Command.SKIP if held_ms >= LONG_PRESS_MS else Command.TOGGLE
    assert wish == Wish(expected)


def test_learned_keys_win_and_mean_one_thing() -> None:
    clicker = Clicker().learned(next_key=Key.Key_PageUp.value)
    assert Key.Key_PageUp.value not in clicker.back_keys
    clicker = clicker.learned(back_key=Key.Key_5.value)
    reader = KeyReader(clicker=clicker)
    assert reader.press(Key.Key_5.value, "5", Mode.REST, 0) == Wish(Command.REDO)
    assert reader.press(Key.Key_PageDown.value, "", Mode.REST, 0) is None
    assert not reader.knows(Key.Key_PageDown.value, "", Mode.REST)
