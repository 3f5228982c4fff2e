"""How long a WAV or Ogg file lasts, whatever is in it; decodes nothing and plays nothing."""

from __future__ import annotations

import stat
from pathlib import Path
from struct import Struct
from typing import Final

from gluteapp.audio.ogg import RATES_HZ, DamagedSoundError, ogg_length_ms
from gluteapp.core.clock import Millis
from gluteapp.language import tr

SUFFIXES = (".ogg", ".wav")
"""What a recording may be, the smaller one first."""
RECORDING_MS_MAX: Millis = 8_000
"""A line of the voice is a few words; anything longer would run into the next one."""
_BYTES_MAX = 8_000_000
_FORMAT: Final = Struct("<HHIIHH")
"""Format, channels, frames a second, bytes a second, bytes a frame, bits a sample."""
_WHOLE_NUMBERS, _FLOATS, _EXTENSIBLE = 1, 3, 0xFFFE
_PLAYED = {(_WHOLE_NUMBERS, bits) for bits in (8, 16, 24, 32)} | {(_FLOATS, 32)}


def recording_ms(path: Path) -> Millis:
    """How long the recording in a file lasts, from 1 to 8000 ms.

    DamagedSoundError says why it cannot be used, in a part of a sentence; nothing else is raised.
    """
    content = _read(path)
    if content.startswith(b"OggS"):
        length_ms = ogg_length_ms(content)
    elif content.startswith(b"RIFF") and content[8:12] == b"WAVE":
        length_ms = _wav_length_ms(content)
    else:
        raise DamagedSoundError(tr("it is neither WAV nor Ogg, whatever its name says"))
    if length_ms > RECORDING_MS_MAX:
        raise DamagedSoundError(
            tr("it lasts {length} s, and 8 s is the most", length=round(length_ms / 1000))
        )
    if length_ms < 1:
        raise DamagedSoundError(tr("nothing is in it"))
    return length_ms


def _read(path: Path) -> bytes:
    try:
        # Opening a pipe would wait for ever, so look before opening.
        if not stat.S_ISREG(path.stat().st_mode):
            raise DamagedSoundError(tr("it is not a plain file"))
        with path.open("rb") as file:
            content = file.read(_BYTES_MAX + 1)
    except OSError as error:
        detail = error.strerror or type(error).__name__
        raise DamagedSoundError(tr("it cannot be read ({detail})", detail=detail)) from error
    if len(content) > _BYTES_MAX:
        raise DamagedSoundError(tr("it is larger than 8 MB"))
    return content


def _wav_length_ms(content: bytes) -> Millis:
    """From the chunks of a RIFF file; the standard library reads fewer kinds than SDL plays."""
    frame_bytes = rate_hz = 0
    start = 12
    while start + 8 <= len(content):
        name = content[start : start + 4]
        size = int.from_bytes(content[start + 4 : start + 8], "little")
        body = start + 8
        if name == b"fmt ":
            rate_hz, frame_bytes = _rate_and_frame(content[body : body + size])
        if name == b"data":
            if body + size > len(content):
                raise DamagedSoundError(tr("it is cut off"))
            if not frame_bytes:
                break
            return round(1000 * (size // frame_bytes) / rate_hz)
        start = body + size + size % 2
    raise DamagedSoundError(tr("it is damaged"))


def _rate_and_frame(chunk: bytes) -> tuple[int, int]:
    """Frames in a second and bytes in a frame."""
    if len(chunk) < _FORMAT.size:
        raise DamagedSoundError(tr("it is damaged"))
    kind, channels, rate_hz, _, frame_bytes, bits = _FORMAT.unpack_from(chunk)
    if kind == _EXTENSIBLE and len(chunk) >= 26:
        kind = int.from_bytes(chunk[24:26], "little")
    if (kind, bits) not in _PLAYED or channels not in (1, 2):
        raise DamagedSoundError(tr("its kind of WAV is not played; save it as 16-bit PCM"))
    if rate_hz not in RATES_HZ or frame_bytes != channels * bits // 8:
        raise DamagedSoundError(tr("it is damaged"))
    return rate_hz, frame_bytes
