"""Pages of an Ogg file and how long its Vorbis or Opus lasts; decodes nothing, opens no file."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from struct import Struct
from typing import Final

from gluteapp.core.clock import Millis
from gluteapp.language import tr

RATES_HZ = range(4_000, 192_001)
"""Samples a second that a recording may have; anything else is damage."""
_HEAD: Final = Struct("<4sBBqIIIB")
"""Capture pattern, version, flags, granule position, serial, number, checksum, lacing values."""
_CHECKSUM_AT = 22
_NO_PACKET_ENDS = -1
_OPUS_HZ = 48_000
_MIRROR: Final = bytes(int(f"{value:08b}"[::-1], 2) for value in range(256))


class DamagedSoundError(ValueError):
    """A sound file that cannot be used; says why in a part of a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: where it lies in the file, and what its head says."""

    start: int
    end: int
    granule: int
    """Samples that have been heard once this page has; -1 when no packet ends in it."""
    serial: int
    body: bytes


def checksum(page: bytes) -> int:
    """The checksum of a page whose own checksum bytes are zero.

    Ogg reads bits from the other end than zlib and starts from zero, which is undone around it.
    """
    mirrored = zlib.crc32(page.translate(_MIRROR), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{mirrored:032b}"[::-1], 2)


def with_checksum(page: bytes) -> bytes:
    """The page with its checksum made anew."""
    bare = page[:_CHECKSUM_AT] + bytes(4) + page[_CHECKSUM_AT + 4 :]
    sum_bytes = checksum(bare).to_bytes(4, "little")
    return bare[:_CHECKSUM_AT] + sum_bytes + bare[_CHECKSUM_AT + 4 :]


def pages(content: bytes) -> Iterator[Page]:
    """Every page in order; DamagedSoundError where one is cut off or has changed."""
    start = 0
    while start < len(content):
        body_at = start + _HEAD.size
        if body_at > len(content):
            raise DamagedSoundError(tr("it is cut off"))
        pattern, version, _, granule, serial, _, wanted, count = _HEAD.unpack_from(content, start)
        if pattern != b"OggS" or version != 0:
            raise DamagedSoundError(tr("it is damaged"))
        body_at += count
        end = body_at + sum(content[body_at - count : body_at])
        if end > len(content):
            raise DamagedSoundError(tr("it is cut off"))
        if int.from_bytes(with_checksum(content[start:end])[_CHECKSUM_AT:][:4], "little") != wanted:
            raise DamagedSoundError(tr("it is damaged"))
        body = content[body_at:end]
        yield Page(start=start, end=end, granule=granule, serial=serial, body=body)
        start = end


def ogg_length_ms(content: bytes) -> Millis:
    """How long the Vorbis or Opus in a file lasts, nothing or less when it is empty.

    DamagedSoundError when that cannot be said.
    """
    serial, rate_hz, skipped, last = None, 0, 0, 0
    for page in pages(content):
        if serial is None:
            serial = page.serial
            rate_hz, skipped = _rate_and_skip(page.body)
        if page.serial != serial:
            raise DamagedSoundError(tr("it holds more than one recording"))
        if page.granule != _NO_PACKET_ENDS:
            last = page.granule
    return round(1000 * (last - skipped) / rate_hz)


def _rate_and_skip(head: bytes) -> tuple[int, int]:
    """Granules in a second, and those before the first that is heard."""
    if head.startswith(b"\x01vorbis") and len(head) >= 30:
        rate_hz = int.from_bytes(head[12:16], "little")
        if rate_hz in RATES_HZ:
            return rate_hz, 0
    if head.startswith(b"OpusHead") and len(head) >= 19:
        return _OPUS_HZ, int.from_bytes(head[10:12], "little")
    raise DamagedSoundError(tr("it is neither Vorbis nor Opus"))
