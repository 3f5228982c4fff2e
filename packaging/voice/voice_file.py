"""Writes a clip as Ogg Vorbis, the same bytes each time; knows nothing of speech."""

from __future__ import annotations

import io
from hashlib import sha256

import numpy as np
import soundfile
from voice_clip import RATE_HZ, Samples

from gluteapp.audio.ogg import pages, with_checksum

COMPRESSION = 0.9
"""1 minus Vorbis' quality: about 40 kbit/s. 3.5 kB of each file are tables, whatever the quality."""
_SERIAL = slice(14, 18)


def encoded(samples: Samples) -> bytes:
    """The clip as a file; the same samples give the same bytes with the same libvorbis."""
    made = io.BytesIO()
    soundfile.write(
        made, samples, RATE_HZ, format="OGG", subtype="VORBIS", compression_level=COMPRESSION
    )
    # The stream is numbered by chance; a number from its sound serves as well.
    serial = sha256(samples.tobytes()).digest()[:4]
    content = made.getvalue()
    return b"".join(_renumbered(content[page.start : page.end], serial) for page in pages(content))


def decoded(content: bytes) -> Samples:
    """What is heard of a file."""
    samples, rate_hz = soundfile.read(io.BytesIO(content), dtype="float64")
    if rate_hz != RATE_HZ:
        raise ValueError(f"a clip has {RATE_HZ} samples a second, this has {rate_hz}")
    return np.asarray(samples, dtype=np.float64)


def _renumbered(page: bytes, serial: bytes) -> bytes:
    return with_checksum(page[: _SERIAL.start] + serial + page[_SERIAL.stop :])
