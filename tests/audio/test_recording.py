"""How long a recording lasts, and what is said of files that are none."""

from __future__ import annotations

import contextlib
import os
import struct
import wave
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.audio.ogg import DamagedSoundError, ogg_length_ms, pages, with_checksum
from gluteapp.audio.recording import RECORDING_MS_MAX, recording_ms
from gluteapp.paths import Paths

CLIP = Paths.under(Path()).assets / "voice" / "low" / "halfway.ogg"


def wav(path: Path, seconds: float, *, rate_hz: int = 8000, channels: int = 1) -> Path:
    """A silent recording."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(bytes(2 * channels * round(seconds * rate_hz)))
    return path


def header(
    *, kind: int = 1, channels: int = 1, bits: int = 16, rate_hz: int = 8000, rest: bytes = b""
) -> bytes:
    """A fmt chunk, by default of 16-bit mono."""
    frame = channels * bits // 8
    body = struct.pack("<HHIIHH", kind, channels, rate_hz, rate_hz * frame, frame, bits) + rest
    return b"fmt " + struct.pack("<I", len(body)) + body


def riff(*chunks: bytes) -> bytes:
    """A WAV of these chunks."""
    body = b"WAVE" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


OPUS_HEAD = b"OpusHead" + struct.pack("<BBHIHB", 1, 1, 312, 48_000, 0, 0)


def opus(*granules: int, head: bytes = OPUS_HEAD) -> bytes:
    """An Opus stream without sound in it, whose last pages say where they end."""
    made = b""
    bodies = [(head, 0), (b"OpusTags", 0), *((b"\0", granule) for granule in granules)]
    for number, (body, at) in enumerate(bodies):
        flags = 2 if number == 0 else 0
        page = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, at, 7, number, 0, 1)
        made += with_checksum(page + bytes([len(body)]) + body)
    return made


def refusal(path: Path) -> str:
    """Why a file is refused."""
    with pytest.raises(DamagedSoundError) as caught:
        recording_ms(path)
    return str(caught.value)


@pytest.mark.parametrize("seconds", [0.25, 1.0, 8.0])
@pytest.mark.parametrize("channels", [1, 2])
def test_a_wav_lasts_its_frames(tmp_path: Path, seconds: float, channels: int) -> None:
    assert recording_ms(wav(tmp_path / "a.wav", seconds, channels=channels)) == 1000 * seconds


def test_a_wav_of_floats_or_with_a_long_header_or_notes_is_read(tmp_path: Path) -> None:
    sound = b"data" + struct.pack("<I", 4000) + bytes(4000)
    notes = b"LIST" + struct.pack("<I", 3) + b"abc\0"
    extensible = header(kind=0xFFFE, rest=struct.pack("<HHIH14x", 22, 16, 4, 1))
    lengths = {}
    for name, chunks in {
        "floats": (header(kind=3, bits=32), sound),
        "noted": (header(), notes, sound),
        "extensible": (extensible, sound),
    }.items():
        path = tmp_path / name
        path.write_bytes(riff(*chunks))
        lengths[name] = recording_ms(path)
    assert lengths == {"floats": 125, "noted": 250, "extensible": 250}


def test_vorbis_and_opus_last_to_their_last_page(tmp_path: Path) -> None:
    path = tmp_path / "a.ogg"
    path.write_bytes(opus(48_000 * 2 + 312))
    assert recording_ms(path) == 2000
    path.write_bytes(opus(48_000 + 312, -1))
    assert recording_ms(path) == 1000, "a page in which no packet ends tells nothing"
    assert 300 < recording_ms(CLIP) < 1200


def test_what_is_no_recording_is_refused_with_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    reasons = {
        b"": "it is neither WAV nor Ogg, whatever its name says",
        b"ID3 an mp3": "it is neither WAV nor Ogg, whatever its name says",
        riff(): "it is damaged",
        riff(header()): "it is damaged",
        riff(b"data" + struct.pack("<I", 2) + b"ab"): "it is damaged",
        riff(header(), b"data" + struct.pack("<I", 9) + b"ab"): "it is cut off",
        riff(header(), b"data" + bytes(4)): "nothing is in it",
        riff(header(kind=2)): "its kind of WAV is not played; save it as 16-bit PCM",
        riff(header(channels=6)): "its kind of WAV is not played; save it as 16-bit PCM",
        riff(header(rate_hz=5), b"data" + bytes(4)): "it is damaged",
        opus(312): "nothing is in it",
        opus(48_000 * 9): "it lasts 9 s, and 8 s is the most",
        opus(48_000)[:-1]: "it is cut off",
        opus(48_000)[:-1] + b"\1": "it is damaged",
        opus(48_000) + b"more": "it is cut off",
        opus(9, head=b"Theora"): "it is neither Vorbis nor Opus",
        opus(9, head=b"\x01vorbis" + struct.pack("<IBI14x", 0, 1, 5)): (
            "it is neither Vorbis nor Opus"
        ),
    }
    said = {}
    for content in reasons:
        path.write_bytes(content)
        said[content] = refusal(path)
    assert said == reasons


def test_two_recordings_in_one_file_are_refused() -> None:
    first, second = opus(48_000), bytearray(opus(48_000))
    other = b"".join(
        with_checksum(
            bytes(second[page.start : page.start + 14])
            + b"\1\1\1\1"
            + bytes(second[page.start + 18 : page.end])
        )
        for page in pages(bytes(second))
    )
    with pytest.raises(DamagedSoundError, match="more than one"):
        ogg_length_ms(first + other)


def test_a_folder_a_pipe_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.wav")
    assert refusal(tmp_path) == "it is not a plain file"
    assert refusal(tmp_path / "pipe.wav") == "it is not a plain file"
    assert "cannot be read" in refusal(tmp_path / "nothing.wav")


def test_a_huge_file_is_refused_before_it_is_all_read(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    with path.open("wb") as file:
        file.truncate(3_000_000_000)
    assert refusal(path) == "it is larger than 8 MB"


@given(st.data())
def test_damage_is_noticed_or_harmless_and_never_an_error_of_ours(
    tmp_path: Path, data: st.DataObject
) -> None:
    whole = data.draw(
        st.sampled_from(
            [CLIP.read_bytes(), opus(40_000), wav(tmp_path / "w.wav", 0.1).read_bytes()]
        )
    )
    content = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    path = tmp_path / "a.ogg"
    path.write_bytes(bytes(content[:cut]))
    with contextlib.suppress(DamagedSoundError):
        assert 1 <= recording_ms(path) <= RECORDING_MS_MAX


@given(st.sampled_from([b"", b"OggS\0", b"RIFF\0\0\0\0WAVE", riff(header())]), st.binary())
def test_no_bytes_at_all_raise_anything_else(tmp_path: Path, start: bytes, more: bytes) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(start + more)
    with contextlib.suppress(DamagedSoundError):
        assert 1 <= recording_ms(path) <= RECORDING_MS_MAX


@given(st.integers(0, 2**31), st.integers(0, 7))
def test_one_changed_bit_of_an_ogg_file_is_always_noticed(at: int, bit: int) -> None:
    content = bytearray(CLIP.read_bytes())
    content[at % len(content)] ^= 1 << bit
    with pytest.raises(DamagedSoundError):
        ogg_length_ms(bytes(content))


def test_pages_lie_end_to_end() -> None:
    content = CLIP.read_bytes()
    found = list(pages(content))
    assert [page.start for page in found] == [0, *(page.end for page in found[:-1])]
    assert found[-1].end == len(content)
    assert len({page.serial for page in found}) == 1
    assert np.all(np.diff([page.granule for page in found]) >= 0)
