"""What is worth saying about the sound of a session when it changes; once each, by itself gone.

It polls nothing and paints nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from gluteapp.core.clock import Millis
from gluteapp.language import tr
from gluteapp.ui.widgets.banner import BannerKind

SHOWN_MS: dict[BannerKind, Millis] = {
    BannerKind.WARN: 12_000,
    BannerKind.GOOD: 6_000,
    BannerKind.INFO: 6_000,
}
"""How long a notice stays: nobody who lies on a mat can close it; design choice."""
AGAIN_MS: Millis = 60_000
"""The same words are not said again within this time, unless what they say lasts."""
STEADY_MS: Millis = 2_000
"""What lasts so long is no flapping plug."""


class SoundState(Protocol):
    """What is known of the sound."""

    @property
    def problem(self) -> str | None:
        """Why there is none, as a sentence."""
        ...

    @property
    def is_heard(self) -> bool:
        """Whether what is played reaches an output."""
        ...

    @property
    def device(self) -> str:
        """The output's name, or empty."""
        ...

    @property
    def is_opening(self) -> bool:
        """Whether it is about to be known."""
        ...

    @property
    def music_problem(self) -> str | None:
        """What cannot be played of the user's music, as a sentence."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One sentence about the sound."""

    text: str
    kind: BannerKind
    since_ms: Millis


class SoundNews:
    """Is shown the sound's state again and again, and says what there is to say of it."""

    def __init__(self) -> None:
        self._was_there = False
        self._is_lost = False
        self._device = ""
        self._music_problem: str | None = None
        self._news: News | None = None
        self._waiting: list[tuple[str, BannerKind]] = []
        self._due: News | None = None
        """What is so now, until it is said."""
        self._told = ""
        """What was said last of the output."""
        self._said_ms: dict[str, Millis] = {}

    def look(self, state: SoundState, now_ms: Millis, *, has_captions: bool) -> News | None:
        """What is to be read now, if anything."""
        self._see_output(state, now_ms, has_captions=has_captions)
        self._tell_output(now_ms)
        if state.music_problem != self._music_problem:
            self._music_problem = state.music_problem
            if state.music_problem is not None:
                self._waiting.append((state.music_problem, BannerKind.WARN))
        if self._news is not None and now_ms - self._news.since_ms >= SHOWN_MS[self._news.kind]:
            self._news = None
        if self._news is None and self._waiting:
            text, kind = self._waiting.pop(0)
            self._news = News(text=text, kind=kind, since_ms=now_ms)
        return self._news

    def close(self) -> None:
        """The user has read it."""
        self._news = None

    def _see_output(self, state: SoundState, now_ms: Millis, *, has_captions: bool) -> None:
        if state.problem is not None:
            if not self._is_lost:
                self._is_lost = True
                lost = _lost_words(has_captions=has_captions)
                self._say(lost if self._was_there else state.problem, BannerKind.WARN, now_ms)
        elif not state.is_opening:
            if self._is_lost:
                self._say(_back_words(state.device), BannerKind.GOOD, now_ms)
            elif self._was_there and state.device and state.device != self._device:
                words = tr("Sound comes through {device} now.", device=state.device)
                self._say(words, BannerKind.INFO, now_ms)
            self._is_lost, self._was_there = False, True
            self._device = state.device or self._device

    def _say(self, text: str, kind: BannerKind, now_ms: Millis) -> None:
        """It is so from now on; what was said of the time before is over."""
        self._news = None
        self._due = News(text=text, kind=kind, since_ms=now_ms)

    def _tell_output(self, now_ms: Millis) -> None:
        """At once what was not said for a while, else when it lasts."""
        due = self._due
        if due is None:
            return
        last_ms = self._said_ms.get(due.text)
        is_old = last_ms is None or now_ms - last_ms >= AGAIN_MS
        if is_old or now_ms - due.since_ms >= STEADY_MS:
            self._due = None
            if is_old or due.text != self._told:
                self._told, self._said_ms[due.text] = due.text, now_ms
                self._news = News(text=due.text, kind=due.kind, since_ms=now_ms)


def _lost_words(*, has_captions: bool) -> str:
    if has_captions:
        return tr("Sound lost. Captions are on. Looking for it again.")
    return tr("Sound lost. Looking for it again.")


def _back_words(device: str) -> str:
    if device:
        return tr("Sound is back, through {device}.", device=device)
    return tr("Sound is back.")
