"""pygame's mixer with what plays on it: a sheet, the next one, the music. Reads no commands.

A sheet plays on one channel. A second channel is only there so that the sheet before can fade out
when it is cut, a third for the noise that wakes headphones, a fourth for the probe that shows
whether the output still takes what it gets.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from gluteapp.audio.ducking import STEP_MS, Ramp, Span
from gluteapp.audio.mixer_lineup import Begun, Lineup, from_inside
from gluteapp.audio.mixer_music import Loaded, MusicDesk
from gluteapp.audio.mixer_render import Rendered, RenderThread, new_sound, samples_in
from gluteapp.audio.mixer_watch import Change, OutputWatch, StallWatch, judge_devices
from gluteapp.audio.primer import noise
from gluteapp.audio.render import frame_at, sliced
from gluteapp.audio.sheet import SAY, Heard, Sheet

if TYPE_CHECKING:
    from pygame.mixer import Sound

BUFFER_FRAMES = 512
"""12 ms at 44.1 kHz (DEFINITIONS.md, Parts)."""
FADE_MS = 30
"""What is cut fades so long."""
AHEAD_MS = 12
"""The rest of a running sheet is cut out that much ahead of its first sample."""
SILENT_AFTER_MS = 5_200
"""So long without a sign of life lets everything fall silent: the longest stall, and a little."""
KEPT_SHEETS = 6
KEPT_BYTES = 22_000_000
"""With 10 MB of clips and the rest of one sheet, held sound stays under 40 MB."""

_FIRST, _SECOND, _PRIMER, _PROBE = _CHANNELS = range(4)


def now_ms() -> float:
    """The monotonic clock that core.clock reads too.

    Linux, macOS and Windows count it from the start of the machine for all processes alike.
    """
    return time.monotonic_ns() / 1e6


class MixerDesk:
    """Everything that sounds; raises pygame.error when there is no output."""

    def __init__(
        self, *, post: Callable[[Rendered | Loaded], None], say: Callable[..., None]
    ) -> None:
        """`post` is called in other threads and ends in `take` in this one."""
        from pygame import mixer  # noqa: PLC0415 - the environment has to be set before
        from pygame._sdl2 import audio  # noqa: PLC0415

        from gluteapp.audio.tones import RATE_HZ  # noqa: PLC0415

        self._mixer, self._audio, self._say = mixer, audio, say
        # allowedchanges=0: SDL converts, so that the samples fit whatever the device wants.
        mixer.init(RATE_HZ, -16, 2, BUFFER_FRAMES, allowedchanges=0)
        mixer.set_num_channels(len(_CHANNELS))
        self._probe = mixer.Sound(buffer=bytes(4 * RATE_HZ // 100))
        self._render = RenderThread(post)
        self._music = MusicDesk(post, say)
        self._kept: OrderedDict[Sheet, Sound | None] = OrderedDict()
        self._asked: set[Sheet] = set()
        self._clips: Mapping[str, Path] = {}
        self._voice = 0
        self._channel = _FIRST
        self._lineup = Lineup(self._is_known)
        self._primer_sound: Sound | None = None
        self._volume, self._is_muted = 1.0, False
        self._level = Ramp(1.0)
        self._set_level = 1.0
        self._alive_ms: float | None = None
        self._stall = StallWatch()
        self._output = OutputWatch()
        self.driver = str(mixer.get_driver())
        self.devices = self._devices()

    @property
    def held_bytes(self) -> int:
        """Memory of the samples that are held: sheets, rests of sheets, clips."""
        held = {id(s): s for s in self._kept.values() if s is not None}
        for begun in self._lineup:
            if begun.sound is not None:
                held[id(begun.sound)] = begun.sound
        return self._render.held_bytes + sum(_size(sound) for sound in held.values())

    @property
    def is_rendering(self) -> bool:
        """Whether a sheet that was asked for is not ready yet."""
        return bool(self._asked)

    # What is asked for

    def use_voice(self, clips: Mapping[str, Path]) -> None:
        """Say lines with these files; what sounds now goes on with the old ones."""
        self._clips, self._voice = dict(clips), self._voice + 1
        self._render.use_voice(self._clips, self._voice)
        self._kept.clear()
        self._asked.clear()
        for begun in self._lineup.coming:
            begun.is_ready = False
            self.prepare(begun.played)

    def prepare(self, sheet: Sheet) -> None:
        """Have a sheet rendered."""
        if sheet in self._kept:
            self._kept.move_to_end(sheet)
        elif sheet not in self._asked:
            self._asked.add(sheet)
            self._render.ask(sheet)

    def begin(self, sheet: Sheet, zero_ms: float) -> None:
        """Sound a sheet whose offset 0 is at that time; see `Player.begin`."""
        if self._lineup.add(sheet, zero_ms, now_ms()) is not None:
            self.prepare(sheet)
            self._get_ready()

    def stop(self) -> None:
        """Fade out and forget."""
        self._lineup.clear(now_ms())
        self._alive_ms = None
        for channel in (_FIRST, _SECOND, _PRIMER):
            self._mixer.Channel(channel).fadeout(FADE_MS)

    def alive(self) -> None:
        """A sign of life."""
        self._alive_ms = now_ms()

    def set_volume(self, volume: float) -> None:
        """Of tones and voice."""
        self._volume = volume

    def set_muted(self, is_muted: bool) -> None:
        """Be silent or not; sheets go on in silence, so that they are in their place later."""
        self._is_muted = is_muted

    @property
    def music(self) -> MusicDesk:
        """The user's own music."""
        return self._music

    def take(self, result: Rendered | Loaded) -> None:
        """Something that a thread has finished."""
        if isinstance(result, Loaded):
            self._music.take(result)
        elif result.voice == self._voice:
            self._asked.discard(result.sheet)
            self._kept[result.sheet] = result.sound
            self._make_room()
            self._get_ready()

    # What time brings

    def act(self) -> None:
        """Do what is due now."""
        now = now_ms()
        late = self._lineup.late(now)
        if late is not None:
            # Something held this process up: as late as that it goes on inside, beside the screen.
            self._join(late, now)
        begun = self._lineup.take_due(now)
        if begun is not None:
            self._start(begun)
        wake_ms = self._lineup.take_primer(now)
        if wake_ms is not None:
            self._wake(wake_ms)
        self._settle_level(now)
        self._music.act(now, self._spans(), is_frozen=self._is_frozen(now))

    def next_ms(self) -> float | None:
        """When `act` has something to do again, on the monotonic clock; None when nothing is."""
        now = now_ms()
        due = [self._lineup.next_ms(), self._music.next_ms(now, self._spans())]
        if self._level.is_moving(now) or self._set_level != self._level.value:
            due.append(now + STEP_MS)
        if self._alive_ms is not None and not self._is_frozen(now):
            due.append(self._alive_ms + SILENT_AFTER_MS)
        return min((at for at in due if at is not None), default=None)

    def look(self) -> Change:
        """See whether the output is still what it was; a stuck one has to be opened again."""
        self._music.look()
        busy = {n for n in _CHANNELS if self._mixer.Channel(n).get_busy()}
        if self._stall.is_stalled(busy) or self._output.is_lost():
            return Change.REOPEN
        if _PROBE not in busy and (busy or self._music.is_sounding):
            self._mixer.Channel(_PROBE).play(self._probe)
            self._stall.begin(_PROBE)
        before, self.devices = self.devices, self._devices()
        return judge_devices(self.driver, before, self.devices)

    def close(self) -> None:
        """Be silent and let go of the output."""
        self._mixer.stop()
        self._mixer.music.stop()
        self._render.end()
        self._music.end()
        self._mixer.quit()

    # How

    def _get_ready(self) -> None:
        """Put the sounds of sheets that come in their places, once they are rendered."""
        for begun in self._lineup.coming:
            if begun.is_ready or begun.played not in self._kept:
                continue
            begun.sound, begun.is_ready = self._kept[begun.played], True
            now = now_ms()
            if now > begun.zero_ms:
                self._join(begun, now)
            else:
                self._lineup.plan_primer(begun)

    def _join(self, begun: Begun, now: float) -> None:
        """Let a sheet whose time has passed begin inside, but not in the middle of a sound."""
        begun.from_ms = self._lineup.join_ms(begun, now - begun.zero_ms + AHEAD_MS)
        left = from_inside(begun.played, begun.from_ms)
        if left is not None:
            begun.left, begun.is_ready = left, False
            self.prepare(left)
            if left in self._kept:
                self._get_ready()
            return
        begun.sound = self._rest(self._kept[begun.played], begun.from_ms)
        self._lineup.plan_primer(begun)

    def _rest(self, sound: Sound | None, from_ms: float) -> Sound | None:
        if sound is None:
            return None
        rest = sliced(samples_in(sound), from_ms)
        return new_sound(rest) if len(rest) else None

    def _start(self, begun: Begun) -> None:
        old, new = self._channel, _SECOND if self._channel == _FIRST else _FIRST
        self._mixer.Channel(old).fadeout(FADE_MS)
        if begun.sound is not None:
            # The sound's own volume is there from its first sample.
            begun.sound.set_volume(self._set_level)
            self._play(new, begun.sound)
            self._channel = new
        late_ms = now_ms() - begun.start_ms
        self._say(
            said="began",
            zero_ms=begun.zero_ms,
            late_ms=round(late_ms, 3),
            from_ms=round(begun.from_ms, 3),
        )

    def _play(self, number: int, sound: Sound) -> None:
        """Play on a channel, as loud as the sound is.

        WORKAROUND: a channel whose sound ends within a fade stays as loud as it was just then, for
        all that follows on it (SDL_mixer 2). Remove when playing on a channel sets it back.
        """
        channel = self._mixer.Channel(number)
        channel.stop()
        channel.set_volume(1.0)
        channel.play(sound)

    def _is_known(self, one: Heard) -> bool:
        """Whether a sound can be played; a clip that cannot be decoded shows only later."""
        return not one.is_spoken or one.sound.removeprefix(SAY) in self._clips

    def _wake(self, for_ms: float) -> None:
        """Wake headphones with the noise until the first sound comes."""
        frames = frame_at(for_ms)
        if frames > 0 and self._level.value > 0:
            made = np.repeat(noise(frames)[:, np.newaxis], 2, axis=1)
            self._primer_sound = new_sound(made)
            self._primer_sound.set_volume(self._set_level)
            self._play(_PRIMER, self._primer_sound)

    def _is_frozen(self, now: float) -> bool:
        return self._alive_ms is not None and now - self._alive_ms >= SILENT_AFTER_MS

    def _settle_level(self, now: float) -> None:
        is_silent = self._is_muted or self._is_frozen(now)
        target = 0.0 if is_silent else self._volume
        if target != self._level.value:
            # A jump within a sound would click.
            over_ms = FADE_MS if self._mixer.get_busy() else 0
            self._level.aim(target, now_ms=now, over_ms=over_ms)
        level = self._level.at(now)
        if level == self._set_level:
            return
        self._set_level = level
        running = self._lineup.running
        for sound in (running.sound if running is not None else None, self._primer_sound):
            if sound is not None:
                sound.set_volume(level)

    def _spans(self) -> list[Span]:
        """When the voice speaks, now and later; never while nothing of it is heard."""
        if self._level.value <= 0 or not self._music.is_sounding:
            return []
        return self._lineup.spoken()

    def _make_room(self) -> None:
        """Let go of the oldest sheets, but not of those that come next."""
        needed = {begun.played for begun in self._lineup.coming}
        for sheet in list(self._kept):
            held = sum(_size(sound) for sound in self._kept.values() if sound is not None)
            if len(self._kept) <= KEPT_SHEETS and held <= KEPT_BYTES:
                return
            if sheet not in needed:
                del self._kept[sheet]

    def _devices(self) -> list[str]:
        return [str(name) for name in self._audio.get_audio_device_names(False)]


def _size(sound: Sound) -> int:
    return int(samples_in(sound).nbytes)
