"""What is heard and written of a session, as the user wants it; plays nothing and paints nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from gluteapp.core.clock import Millis
from gluteapp.language import tr
from gluteapp.settings import Settings
from gluteapp.ui.screens.session_caption import NO_WORDS, Words
from gluteapp.ui.screens.session_notices import Sound

OPENING_MS: Millis = 2_000
"""So long an output that is being opened counts as heard; captions would only flash up."""


class Hearing(QObject):
    """Emits `changed(dict)` with the fields of Settings to change, and `said(sentence)`.

    | key | goes through                                             |
    |-----|----------------------------------------------------------|
    | V   | voice and tones, tones only, silent                      |
    | M   | music on, music off                                      |
    | C   | captions there, captions as before (or none this time)   |
    """

    changed = Signal(object)
    said = Signal(str)

    def __init__(
        self,
        *,
        sound: Sound,
        settings: Settings | None = None,
        has_voice: bool = True,
        words: Callable[[Millis], Words] = lambda _: NO_WORDS,
        parent: QObject | None = None,
    ) -> None:
        """`words` are those of a monotonic time; without `has_voice` no line can be spoken."""
        super().__init__(parent)
        self.settings = settings or Settings()
        self._sound, self._words, self._has_voice = sound, words, has_voice
        self._opened_ms: Millis | None = None
        self._opening_ms: Millis = 0
        """How long the output has been opening, as far as it was looked at."""

    @property
    def is_voice_heard(self) -> bool:
        """Whether spoken lines reach the user's ears."""
        chosen, state = self.settings, self._sound.state
        is_wanted = chosen.is_voice_on and not chosen.is_muted and chosen.volume > 0
        is_heard = state.is_heard or (state.is_opening and self._opening_ms < OPENING_MS)
        return is_wanted and self._has_voice and is_heard

    @property
    def has_captions(self) -> bool:
        """Whether spoken lines are written on the screen."""
        match self.settings.captions:
            case "on":
                return True
            case "off":
                return False
            case "auto":
                return not self.is_voice_heard

    def words(self, now_ms: Millis) -> Words:
        """What is to be written at a monotonic time."""
        if not self._sound.state.is_opening:
            self._opened_ms = None
        elif self._opened_ms is None:
            self._opened_ms = now_ms
        self._opening_ms = 0 if self._opened_ms is None else now_ms - self._opened_ms
        return self._words(now_ms) if self.has_captions else NO_WORDS

    def turn_voice(self) -> None:
        """V: less and less, then everything again."""
        if self.settings.is_muted:
            self._change(is_muted=False, is_voice_on=True)
            self.said.emit(tr("Voice and tones"))
        elif self.settings.is_voice_on:
            self._change(is_voice_on=False)
            self.said.emit(self._with_captions(tr("Tones only"), tr("Tones only, with captions")))
        else:
            self._change(is_muted=True)
            self.said.emit(self._with_captions(tr("Silent"), tr("Silent, with captions")))

    def turn_music(self) -> None:
        """M: with or without music."""
        if not self.settings.music:
            self.said.emit(tr("No music is chosen. Ctrl+, pauses for the settings of the sound."))
            return
        self._change(is_music_on=not self.settings.is_music_on)
        self.said.emit(tr("Music on") if self.settings.is_music_on else tr("Music off"))

    def turn_captions(self) -> None:
        """C: there, or not there."""
        if not self.has_captions:
            self._change(captions="on")
            self.said.emit(tr("Captions on"))
        elif self.settings.captions == "on" and self.is_voice_heard:
            self._change(captions="auto")
            self.said.emit(tr("Captions off. They come when there is no voice."))
        else:
            # Not kept: the next session without a voice must not be without both.
            self.settings = self.settings.model_copy(update={"captions": "off"})
            self.said.emit(tr("Captions off for this session"))

    def take(self, changes: Mapping[str, object]) -> None:
        """Settings were changed elsewhere, by field; what holds for this session alone stays."""
        self.settings = self.settings.model_copy(update=dict(changes))

    def _with_captions(self, plain: str, captioned: str) -> str:
        return captioned if self.has_captions else plain

    def _change(self, **changes: object) -> None:
        self.settings = self.settings.model_copy(update=changes)
        self.changed.emit(changes)
