"""What keys mean, debounce and long presses, without a window."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from gluteapp.core.exercise import Region
from gluteapp.core.session import HarderSide
from gluteapp.settings import Buttons
from gluteapp.ui.screens.button_words import (
    FIXED_KEYS,
    Place,
    codes_of,
    key_code,
    place_of,
    with_button,
    without_button,
)
from gluteapp.ui.screens.session_frame import Mode
from gluteapp.ui.screens.session_keys import (
    DEBOUNCE_MS,
    LONG_PRESS_MS,
    TEN_WITHIN_MS,
    Command,
    KeyReader,
    Wish,
)

Key = Qt.Key
MODES = tuple(Mode)


@pytest.fixture
def keys() -> KeyReader:
    return KeyReader(buttons=Buttons())


@pytest.mark.parametrize(
    ("wait_ms", "between", "wish"),
    [
        (0, None, Wish(Command.SCORE, 10)),
        (TEN_WITHIN_MS, None, Wish(Command.SCORE, 10)),
        (TEN_WITHIN_MS + 1, None, Wish(Command.EFFORT, 0)),
        (100, Key.Key_S, Wish(Command.EFFORT, 0)),
        (100, Key.Key_0, Wish(Command.EFFORT, 0)),
    ],
)
def test_one_and_zero_are_ten_when_they_come_together(
    keys: KeyReader, wait_ms: int, between: Qt.Key | None, wish: Wish
) -> None:
    assert keys.press(Key.Key_1.value, "1", Mode.REST, 5_000) == Wish(Command.EFFORT, 1)
    if between is not None:
        keys.press(between.value, "", Mode.REST, 5_000)
    assert keys.press(Key.Key_0.value, "0", Mode.REST, 5_000 + wait_ms) == wish
    assert keys.press(Key.Key_0.value, "0", Mode.REST, 5_000 + wait_ms) == Wish(Command.EFFORT, 0)


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
            reader = KeyReader(buttons=Buttons())
            wishes = (reader.press(key.value, "", mode, 0), reader.release(key.value, 0))
            assert Command.FINISH not in [wish.command for wish in wishes if wish is not None]


def test_enter_resumes_in_a_pause_only(keys: KeyReader) -> None:
    for mode in MODES:
        wish = keys.press(Key.Key_Enter.value, "\r", mode, 0)
        assert wish == (Wish(Command.RESUME) if mode is Mode.PAUSED else None)


@given(st.lists(st.integers(0, 900), min_size=1, max_size=20))
def test_the_same_command_never_comes_twice_within_the_debounce(gaps: list[int]) -> None:
    reader = KeyReader(buttons=Buttons())
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


BUTTONS = Buttons()
CODES = st.sampled_from(
    [*BUTTONS.toggle, *BUTTONS.skip, *BUTTONS.back, "pad:7", key_code(Key.Key_B.value)]
)


@given(st.sampled_from(BUTTONS.toggle + BUTTONS.back), st.integers(0, 3_000))
def test_a_long_press_decides_when_it_is_let_go(code: str, held_ms: int) -> None:
    reader = KeyReader(buttons=BUTTONS)
    assert reader.press_button(code, 0) is None
    is_toggle = code in BUTTONS.toggle
    assert reader.held is (Command.SKIP if is_toggle else Command.BACK)
    wish = reader.release_button(code, held_ms)
    if held_ms >= LONG_PRESS_MS:
        assert wish == Wish(Command.SKIP if is_toggle else Command.BACK)
    else:
        assert wish == Wish(Command.TOGGLE if is_toggle else Command.REDO)
    assert reader.held is None
    assert reader.release_button(code, 9_000) is None


def test_a_device_that_knows_how_long_it_was_held_is_believed() -> None:
    reader = KeyReader(buttons=BUTTONS)
    reader.press_button("pad:0", 0)
    assert reader.release_button("pad:0", 5, held_ms=700) == Wish(Command.SKIP)
    reader.press_button("pad:0", 1_000)
    assert reader.release_button("pad:0", 2_000, held_ms=90) == Wish(Command.TOGGLE)


def test_skip_does_not_wait_until_it_is_let_go() -> None:
    reader = KeyReader(buttons=BUTTONS)
    assert reader.press_button("pad:1", 0) == Wish(Command.SKIP)
    assert reader.held is None
    assert reader.release_button("pad:1", 900) is None


def test_the_same_command_from_two_devices_within_a_quarter_second_is_one() -> None:
    reader = KeyReader(buttons=BUTTONS)
    assert reader.press(Key.Key_Space.value, " ", Mode.WORK, 0) == Wish(Command.TOGGLE)
    reader.press_button("pad:0", 100)
    assert reader.release_button("pad:0", DEBOUNCE_MS - 1) is None
    reader.press(Key.Key_PageDown.value, "", Mode.WORK, DEBOUNCE_MS)
    assert reader.release(Key.Key_PageDown.value, DEBOUNCE_MS) == Wish(Command.TOGGLE)


@given(st.lists(st.tuples(CODES, st.booleans(), st.integers(0, 900)), max_size=30))
def test_no_buttons_ever_act_twice_within_the_debounce(
    presses: list[tuple[str, bool, int]],
) -> None:
    reader = KeyReader(buttons=BUTTONS)
    now_ms = 0
    acted: dict[Command, int] = {}
    for code, is_down, gap_ms in presses:
        now_ms += gap_ms
        act = reader.press_button if is_down else reader.release_button
        wish = act(code, now_ms)
        if wish is not None:
            assert now_ms - acted.get(wish.command, -DEBOUNCE_MS) >= DEBOUNCE_MS
            acted[wish.command] = now_ms
    assert set(acted) <= {Command.TOGGLE, Command.SKIP, Command.REDO, Command.BACK}


def test_what_was_dropped_never_fires() -> None:
    for code in (*BUTTONS.toggle, *BUTTONS.back):
        reader = KeyReader(buttons=BUTTONS)
        reader.press_button(code, 0)
        reader.drop()
        assert reader.held is None
        assert reader.release_button(code, 700) is None


def test_learned_keys_win_over_letters_and_mean_one_thing() -> None:
    page_up, five = key_code(Key.Key_PageUp.value), key_code(Key.Key_5.value)
    buttons = with_button(BUTTONS, Place.TOGGLE, page_up)
    buttons = with_button(buttons, Place.BACK, five)
    assert buttons == Buttons(toggle=(page_up, *BUTTONS.toggle), back=(five, "pad:2"))
    reader = KeyReader(buttons=buttons)
    assert reader.press(Key.Key_5.value, "5", Mode.REST, 0) is None
    assert reader.release(Key.Key_5.value, 50) == Wish(Command.REDO)
    reader = KeyReader(buttons=without_button(buttons, page_up))
    assert not reader.knows(Key.Key_PageUp.value, "", Mode.REST)


@given(st.lists(st.tuples(st.sampled_from(Place), CODES), max_size=12))
def test_a_button_is_in_one_place_only(changes: list[tuple[Place, str]]) -> None:
    buttons = BUTTONS
    for place, code in changes:
        buttons = with_button(buttons, place, code)
        assert place_of(buttons, code) is place
        every = [one for where in Place for one in codes_of(buttons, where)]
        assert len(every) == len(set(every))
        assert Buttons.model_validate(buttons.model_dump(mode="json")) == buttons


@given(st.sampled_from(Place))
def test_one_more_button_takes_nothing_away_and_can_go_again(place: Place) -> None:
    for code in ("pad:3", key_code(Key.Key_B.value)):
        more = with_button(BUTTONS, place, code)
        assert set(codes_of(more, place)) == {*codes_of(BUTTONS, place), code}
        assert without_button(more, code) == BUTTONS


def test_the_ways_on_and_out_are_fixed() -> None:
    for key in (
        Key.Key_Space,
        Key.Key_Escape,
        Key.Key_Return,
        Key.Key_F1,
        Key.Key_F11,
        Key.Key_Tab,
    ):
        assert key.value in FIXED_KEYS
