"""Make the clips of both voices: `python packaging/voice/make_clips.py` fills assets/voice.

flite says each line of the catalogue, which is then trimmed, coloured, levelled and written with a
manifest. Only what changed is made: a line, its spelling in spoken.toml, flite, or these scripts.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import soundfile
from voice_clip import LUFS, PEAK_DBFS, Samples, Tone, levelled, measure, shaped
from voice_file import decoded, encoded

from gluteapp.audio.lines import all_lines
from gluteapp.audio.voice import MANIFEST
from gluteapp.content import load_content
from gluteapp.paths import Paths

HERE = Path(__file__).parent
FOLDER = HERE.parents[1] / "assets" / "voice"
WORKERS = 2
WORTH_WORKERS = 20
"""So many clips take longer than workers take to start."""
LONG_COUNT_PACE = 0.85
"""Thirteen and more are said faster, so that a count leaves room in a repetition of 2 s."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A voice of flite and what is made of it."""

    name: str
    flite: str
    stretch: float
    """How much longer than at flite's own pace each sound lasts."""
    tone: Tone


SPEAKERS = (
    Speaker(
        name="low",
        flite="rms",
        stretch=0.92,
        tone=Tone(low_cut_hz=70, shelf_hz=2500, shelf_db=3),
    ),
    # slt is muffled: 99 % of its power lie below 2.3 kHz.
    Speaker(
        name="high",
        flite="slt",
        stretch=1.0,
        tone=Tone(low_cut_hz=120, shelf_hz=2500, shelf_db=8),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One clip to be made."""

    speaker: Speaker
    line: str
    text: str
    spoken: str
    path: Path


def main() -> None:
    """Make what is missing or out of date, drop what is not said any more, write the manifests."""
    spelling = tomllib.loads((HERE / "spoken.toml").read_text(encoding="utf-8"))
    lines = _lines()
    unknown = sorted(set(spelling) - set(lines.values()))
    if unknown:
        sys.exit(f"spoken.toml spells lines that nobody says: {', '.join(unknown)}")
    tool = _flite_version()
    if not tool:
        sys.exit(
            "The voices are made by flite, which is not installed, so no clip was made or changed; "
            "install flite 2.2 (on Debian and Ubuntu: sudo apt-get install flite) and run make "
            "voice again."
        )
    for speaker in SPEAKERS:
        made = make(FOLDER / speaker.name, speaker, lines, spelling, tool)
        files = list((FOLDER / speaker.name).iterdir())
        size_mb = sum(file.stat().st_size for file in files) / 1e6
        print(f"{speaker.name}: {made} made, {len(lines)} in all, {size_mb:.2f} MB")


def _lines() -> dict[str, str]:
    with tempfile.TemporaryDirectory() as profile:
        content = load_content(Paths.under(Path(profile)))
    if content.problems:
        sys.exit("\n".join(problem.message for problem in content.problems))
    return all_lines(content.library, content.circuits.values())


def make(
    folder: Path,
    speaker: Speaker,
    lines: Mapping[str, str],
    spelling: Mapping[str, str],
    tool: str,
) -> int:
    """Bring the folder of a voice up to date; how many clips had to be made."""
    folder.mkdir(parents=True, exist_ok=True)
    head = {"voice": speaker.name, "flite_voice": speaker.flite, "tool": tool, "recipe": _recipe()}
    kept = _still_good(folder, head)
    orders = [
        Order(
            speaker=speaker,
            line=line,
            text=text,
            spoken=spelling.get(text, text),
            path=folder / f"{line}.ogg",
        )
        for line, text in lines.items()
        if (kept.get(line, {}).get("text"), kept.get(line, {}).get("spoken"))
        != (text, spelling.get(text, text))
    ]
    if len(orders) < WORTH_WORKERS:
        made = dict(map(_clip, orders))
    else:
        with ProcessPoolExecutor(WORKERS, get_context("spawn")) as pool:
            made = dict(pool.map(_clip, orders, chunksize=8))
    clips = {line: made.get(line) or kept[line] for line in sorted(lines)}
    for file in folder.iterdir():
        if file.name != MANIFEST and file.stem not in clips:
            file.unlink()
    manifest = json.dumps(head | {"clips": clips}, indent=1, ensure_ascii=False)
    (folder / MANIFEST).write_text(manifest + "\n", encoding="utf-8")
    return len(made)


def _still_good(folder: Path, head: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """The rows of clips made the same way whose files have not changed."""
    try:
        written = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if any(written.get(key) != value for key, value in head.items()):
        return {}
    return {
        line: row
        for line, row in written["clips"].items()
        if (file := folder / f"{line}.ogg").is_file()
        and sha256(file.read_bytes()).hexdigest() == row["sha256"]
    }


def _clip(order: Order) -> tuple[str, dict[str, Any]]:
    """Write one clip; its row in the manifest."""
    raw, rate_hz = _said(order.speaker, order.spoken)
    samples = shaped(raw, rate_hz, order.speaker.tone)
    content = _within_limits(samples)
    order.path.write_bytes(content)
    row = {"text": order.text, "spoken": order.spoken, **asdict(measure(decoded(content)))}
    return order.line, row | {"sha256": sha256(content).hexdigest()}


def _within_limits(samples: Samples) -> bytes:
    """The clip as a file whose decoded sound has the level: Vorbis moves loudness and peaks."""
    lufs, limit_dbfs = LUFS, PEAK_DBFS - 0.5
    content = encoded(levelled(samples, limit_dbfs, lufs))
    for _ in range(8):
        heard = measure(decoded(content))
        if abs(heard.lufs - LUFS) <= 0.1 and heard.peak_dbfs <= PEAK_DBFS:
            break
        lufs += LUFS - heard.lufs
        limit_dbfs -= max(0.0, heard.peak_dbfs - PEAK_DBFS + 0.1)
        content = encoded(levelled(samples, limit_dbfs, lufs))
    return content


def _said(speaker: Speaker, spoken: str) -> tuple[Samples, int]:
    """What flite makes of a line, at its own rate."""
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "said.wav")
        is_long_count = spoken.isdigit() and int(spoken) > 12
        stretch = speaker.stretch * (LONG_COUNT_PACE if is_long_count else 1)
        pace = ["--setf", f"duration_stretch={stretch:.3f}"]
        command = ["flite", "-voice", speaker.flite, *pace, "-t", spoken, "-o", file]
        subprocess.run(command, check=True)
        samples, rate_hz = soundfile.read(file, dtype="float64")
    return samples, int(rate_hz)


def _recipe() -> str:
    """Changes when the scripts do."""
    files = sorted(HERE.glob("*.py"))
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def _flite_version() -> str:
    """Such as `flite-2.2-current Sep 2018`; empty where there is no flite."""
    if shutil.which("flite") is None:
        return ""
    told = subprocess.run(["flite", "--version"], capture_output=True, text=True, check=False)  # noqa: S607
    (line,) = [line for line in told.stdout.splitlines() if "version:" in line]
    return line.partition("version:")[2].partition("(")[0].strip()


if __name__ == "__main__":
    main()
