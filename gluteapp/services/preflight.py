"""The check before a session: what is heard, what stays on, where to lie. Asks no device itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Protocol

from gluteapp.core.clock import Millis
from gluteapp.core.exercise import Posture, Side
from gluteapp.core.timeline import Timeline
from gluteapp.language import percent, tr, trn

BATTERY_EASY_PERCENT = 50
"""From here on a battery is no matter for 20 minutes; design choice."""
BATTERY_LOW_PERCENT = 20
"""Below this it may not last; design choice."""


class CheckKey(StrEnum):
    """What a row of the check is about, in the order of the rows."""

    SOUND = "sound"
    MUSIC = "music"
    SCREEN = "screen"
    SPACE = "space"
    SIDES = "sides"
    BATTERY = "battery"


class CheckState(StrEnum):
    """How a row came out (LOOKS.md 10 j); nothing here blocks a session."""

    OK = "ok"
    WARN = "warn"
    """It is not as it should be, and the sentence says what follows from it."""
    ACTION = "action"
    """The user can put it right with one button."""
    BUSY = "busy"
    """The answer comes within a moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """One row: its title and sentence in the user's language."""

    key: CheckKey
    title: str
    sentence: str
    state: CheckState
    test_words: str = ""
    """What a test of the sound lets hear, as a sentence; empty when nothing can be heard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the user wants to hear."""

    volume: float
    """Of tones and voice, 0 to 1."""
    is_muted: bool = False
    voice: Literal["low", "high"] | None = None
    """None for tones only."""
    has_voice: bool = True
    """Whether the voice has any clip."""
    has_captions: bool = False
    """Whether spoken lines are written."""
    music: str = ""
    """Name of the user's own music; empty when none is chosen."""
    is_music_on: bool = True
    music_problem: str | None = None
    """Why it cannot be played, as a sentence."""


class Sound(Protocol):
    """How it stands with the sound; audio.player.PlayerState is one."""

    @property
    def device(self) -> str:
        """The output's name, or empty."""
        ...

    @property
    def problem(self) -> str | None:
        """Why nothing is heard, as a sentence."""
        ...

    @property
    def is_opening(self) -> bool:
        """Whether the output is being opened."""
        ...


class Charge(Protocol):
    """How full the battery is; devices.battery.Battery is one."""

    @property
    def percent(self) -> int:
        """From 0 to 100."""
        ...

    @property
    def is_charging(self) -> bool:
        """Whether it is plugged in."""
        ...


def check_before_start(
    *,
    timeline: Timeline,
    first_side: Side,
    sound: Sound,
    wanted: Wanted,
    is_screen_held: bool,
    battery: Charge | None,
) -> tuple[CheckRow, ...]:
    """The rows of the pre-flight, top to bottom; a machine without a battery has no such row."""
    rows = [
        _sound_row(sound, wanted),
        *([_music_row(wanted)] if wanted.music else []),
        _screen_row(is_held=is_screen_held),
        CheckRow(
            key=CheckKey.SPACE,
            title=tr("Space"),
            sentence=tr("Mat clear, wall or chair within reach"),
            state=CheckState.OK,
        ),
        CheckRow(
            key=CheckKey.SIDES,
            title=tr("Sides"),
            sentence=_sides_sentence(first_side, lies=lies_on_side(timeline)),
            state=CheckState.OK,
        ),
    ]
    if battery is not None:
        rows.append(_battery_row(battery, timeline.length_ms))
    return tuple(rows)


def lies_on_side(timeline: Timeline) -> bool:
    """Whether the session has work lying on one side, so that it matters where the head goes."""
    return any(
        step.exercise.posture in (Posture.SIDE_LYING, Posture.SIDE_PLANK)
        for step in timeline.steps
        if step.exercise is not None and not step.is_dropped
    )


def head_end(working_side: Side) -> Side:
    """At which end of the screen, as the user sees it, the head lies in side-lying.

    The working leg is the upper one and the user faces the screen (DEFINITIONS.md, Sides): for the
    left leg they lie on the right side, and the head is to the right.
    """
    return working_side.opposite


def _sound_row(sound: Sound, wanted: Wanted) -> CheckRow:
    title, state = tr("Sound"), CheckState.OK
    is_silent = sound.problem is not None or wanted.is_muted or wanted.volume <= 0
    if sound.problem is not None:
        title = tr("No sound output: captions") if wanted.has_captions else tr("No sound output")
        sentence, state = sound.problem, CheckState.WARN
    elif wanted.is_muted or wanted.volume <= 0:
        sentence, state = _silence(wanted), CheckState.ACTION
    elif sound.is_opening:
        sentence, state = tr("Looking for the sound output"), CheckState.BUSY
    elif wanted.voice is not None and not wanted.has_voice:
        sentence, state = tr("No voice found: tones and captions"), CheckState.WARN
        if not wanted.has_captions:
            sentence = tr("No voice found: tones only")
    else:
        sentence = _heard_where(sound.device, wanted)
    test_words = tr("Now: one tone")
    if wanted.voice is not None and wanted.has_voice:
        test_words = tr("Now: one tone, and “This is how loud I speak”")
    return CheckRow(
        key=CheckKey.SOUND,
        title=title,
        sentence=sentence,
        state=state,
        test_words="" if is_silent else test_words,
    )


def _silence(wanted: Wanted) -> str:
    if wanted.has_captions:
        if wanted.is_muted:
            return tr("Muted: captions show what is said")
        return tr("The volume is at zero: captions show what is said")
    if wanted.is_muted:
        return tr("Muted. The screen shows every cue.")
    return tr("The volume is at zero. The screen shows every cue.")


def _heard_where(device: str, wanted: Wanted) -> str:
    volume = percent(wanted.volume)
    match wanted.voice, bool(device):
        case "low", True:
            return tr("Low voice through {device}, volume {volume}", device=device, volume=volume)
        case "high", True:
            return tr("High voice through {device}, volume {volume}", device=device, volume=volume)
        case "low", False:
            return tr("Low voice, volume {volume}", volume=volume)
        case "high", False:
            return tr("High voice, volume {volume}", volume=volume)
        case _, True:
            return tr("Tones only through {device}, volume {volume}", device=device, volume=volume)
        case _:
            return tr("Tones only, volume {volume}", volume=volume)


def _music_row(wanted: Wanted) -> CheckRow:
    state = CheckState.OK
    if wanted.music_problem is not None:
        sentence, state = wanted.music_problem, CheckState.WARN
    elif wanted.is_music_on:
        sentence = tr("{name}, softer while the voice speaks", name=wanted.music)
    else:
        sentence = tr("{name} is off. M in the session turns it on.", name=wanted.music)
        state = CheckState.ACTION
    return CheckRow(key=CheckKey.MUSIC, title=tr("Music"), sentence=sentence, state=state)


def _screen_row(*, is_held: bool) -> CheckRow:
    if is_held:
        title, sentence = tr("Screen stays on"), tr("Sleep and lock are held until you finish")
    else:
        title = tr("Screen may go dark")
        sentence = tr("The desktop did not grant it. Turn off its screen sleep for now.")
    state = CheckState.OK if is_held else CheckState.WARN
    return CheckRow(key=CheckKey.SCREEN, title=title, sentence=sentence, state=state)


def _sides_sentence(first_side: Side, *, lies: bool) -> str:
    is_left = first_side is Side.LEFT
    if not lies:
        return tr("Left leg first") if is_left else tr("Right leg first")
    if is_left:
        return tr("Left leg first. On your side, face the screen, head to its right.")
    return tr("Right leg first. On your side, face the screen, head to its left.")


def _battery_row(battery: Charge, length_ms: Millis) -> CheckRow:
    minutes = -(-length_ms // 60_000)
    state = CheckState.OK
    if battery.is_charging:
        sentence = tr("Plugged in")
    elif battery.percent >= BATTERY_EASY_PERCENT:
        sentence = tr("Running on battery")
    elif battery.percent >= BATTERY_LOW_PERCENT:
        sentence, state = tr("Running on battery, plug in if you can"), CheckState.WARN
    else:
        state = CheckState.WARN
        sentence = trn(
            "It may not last {n} minute, plug in if you can",
            "It may not last {n} minutes, plug in if you can",
            minutes,
        )
    return CheckRow(
        key=CheckKey.BATTERY,
        title=tr("Battery {level}", level=percent(battery.percent / 100)),
        sentence=sentence,
        state=state,
    )
