"""What is heard as the user chose it: the player, the voice, and the ear of each session."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from gluteapp.audio.conductor import Conductor
from gluteapp.audio.measuring import LoudnessLook, stamps_in
from gluteapp.audio.music import MusicLook
from gluteapp.audio.music_words import music_problem
from gluteapp.audio.player import Player, SilentPlayer
from gluteapp.audio.primer import PRIMER_MS
from gluteapp.audio.score import Choice, Score
from gluteapp.audio.script import sound_test_sheet
from gluteapp.audio.voice import Voice, load_voice
from gluteapp.audio.wishes import Wishes
from gluteapp.core.clock import Clock, Millis
from gluteapp.core.exercise import Region
from gluteapp.paths import Paths
from gluteapp.settings import Settings

AHEAD_MS: Millis = 60
"""To hand over a sheet, and to render one that short, takes 40 ms."""


class Sound:
    """Tells the player what the settings say, and lets sessions be heard.

    Without a player nothing is heard and nothing is done for it.
    """

    def __init__(
        self,
        *,
        player: Player | None,
        clock: Clock,
        paths: Paths,
        lines: Collection[str],
        settings: Settings,
    ) -> None:
        """`lines` are the ids of all that can be said."""
        self.player = player or SilentPlayer()
        self._is_wanted = player is not None
        self._clock, self._paths, self._lines = clock, paths, lines
        self._settings = settings
        self._music_look = MusicLook()
        self._loudness = LoudnessLook(paths.voice)
        self._recordings: object = (stamps_in(paths.voice), {})
        """The user's recordings as the voice has them, and what was known of each."""
        self.voice = self._load()
        self._lengths_ms = self.voice.lengths_ms
        self.choice = self._chosen()
        self._tell()
        self.player.use_voice(self.voice.files)

    def follow(self, settings: Settings) -> None:
        """Sound as the settings say from now on, also in a session that runs."""
        before, self._settings = self._settings, settings
        self._tell()
        if settings.voice != before.voice:
            self.voice = self._load()
            self._lengths_ms = self.voice.lengths_ms
            self.player.use_voice(self.voice.files)
        # Only what changes the sheets makes a new choice: a session makes them again for it.
        hears = (settings.voice, settings.lead, settings.is_voice_on)
        if hears != (before.voice, before.lead, before.is_voice_on):
            self.choice = self._chosen()

    def ears(self, felt: Callable[[str], Region | None]) -> tuple[Conductor, ...]:
        """What makes a new session heard; `felt` says where an exercise was felt the last time."""
        if not self._is_wanted:
            return ()
        score = Score(choose=lambda: self.choice, felt=felt)
        return (Conductor(player=self.player, score=score, music=self._music),)

    def test(self) -> None:
        """Sound one tone and say one line, after the noise that wakes headphones."""
        choice = self.choice
        sheet = sound_test_sheet(wishes=choice.wishes, lengths=choice.lengths_ms)
        zero_ms = self._clock.read().monotonic_ms + PRIMER_MS + AHEAD_MS
        self.player.begin(choice.heard(sheet), zero_ms=zero_ms)

    def look_at_recordings(self) -> bool:
        """Whether the user's own recordings, or what is known of them, made another voice.

        To be asked again and again outside a session; measuring them takes a moment.
        """
        there = self._loudness.look() if self._is_wanted else stamps_in(self._paths.voice)
        recordings = (there, self._loudness.measured)
        if recordings == self._recordings:
            return False
        self._recordings = recordings
        self.voice = self._load()
        self._lengths_ms = self.voice.lengths_ms
        self.player.use_voice(self.voice.files)
        self.choice = self._chosen()
        return True

    def look_for_music(self) -> None:
        """Look anew whether the music that is chosen is there; the answer comes by itself."""
        chosen = self._settings.music
        self._music_look.look(Path(chosen) if chosen else None)

    def music_problem(self) -> str | None:
        """Why the music that is chosen cannot be played, as far as is known yet; None when it can."""
        if not self._settings.music:
            return None
        state = self.player.state
        if state.music_title or state.music_problem:
            return state.music_problem  # who plays it knows better
        return music_problem(Path(self._settings.music), {"trouble": self._music_look.trouble})

    def _tell(self) -> None:
        self.player.set_volume(self._settings.volume)
        self.player.set_muted(self._settings.is_muted)
        self.player.set_music_volume(self._settings.music_volume)

    def _load(self) -> Voice:
        folder = self._paths.assets / "voice" / self._settings.voice
        measured = self._loudness.measured
        return load_voice(folder, self._paths.voice, lines=self._lines, measured=measured)

    def _chosen(self) -> Choice:
        chosen = self._settings
        return Choice(
            wishes=Wishes(lead=chosen.lead, has_voice=True),
            lengths_ms=self._lengths_ms,
            is_spoken=chosen.is_voice_on,
        )

    def _music(self) -> Path | None:
        chosen = self._settings
        return Path(chosen.music) if chosen.music and chosen.is_music_on else None
