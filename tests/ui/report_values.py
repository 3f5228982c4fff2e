"""Made-up reports, from everything there can be to nothing at all, and a reader of PDF words."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from gluteapp.content import load_content
from gluteapp.core.circuit import Band, Load
from gluteapp.core.exercise import Region, Tempo
from gluteapp.core.prescription import Prescription
from gluteapp.core.session import HarderSide
from gluteapp.paths import Paths
from gluteapp.services.report import (
    CurrentDose,
    FeltReport,
    MorningReport,
    PainPlace,
    PainReport,
    Report,
    ReportWeek,
)
from tests.ui.screens.progress_values import FIRST, TODAY, block, progress
from tests.ui.screens.progress_values import MOVES as MOVES_MADE_UP

LIBRARY = load_content(Paths.from_system()).library
MOVES = dict(MOVES_MADE_UP) | {
    f"{exercise.id}/{variant.id}": variant.name
    for exercise in LIBRARY.exercises.values()
    for variant in exercise.variants
}
LONG = "Donaudampfschifffahrtsgesellschaftskapitänspatent" * 3


def weeks(count: int, **changes: Any) -> tuple[ReportWeek, ...]:
    """So many weeks, the last one running, all alike but for what a test changes."""
    plain = ReportWeek(monday=0, is_running=False, is_lighter=False, work=0.0)
    last = TODAY - (TODAY - 1) % 7
    return tuple(
        replace(
            plain,
            monday=last - 7 * (count - 1 - index),
            is_running=index == count - 1,
            **changes,
        )
        for index in range(count)
    )


def dose(move: str, **changes: Any) -> CurrentDose:
    """A station and why it is done as it is."""
    prescription = Prescription(
        move=move, seconds=45, tempo=Tempo.model_validate("3-2-3"), load=Load(band=Band.HEAVY)
    )
    return replace(CurrentDose(dose=prescription, rounds=2), **changes)


def fullest(count: int = 16, stations: int = 14) -> Report:
    """More than anybody has: many weeks, places and stations, and reasons without end."""
    picture = block()
    full = weeks(
        count,
        is_lighter=True,
        work=1234.0,
        circuits=14,
        dailies=14,
        stopped_early=14,
        sets_done=1288,
        sets_planned=1288,
        glute_first=1200,
        felt_answered=1288,
        pain_max=10,
        morning_max=10,
    )
    moves = [
        f"{exercise.id}/{variant.id}"
        for exercise in LIBRARY.exercises.values()
        for variant in exercise.variants
    ]
    spots = ("hip_side", "front_of_hip", "low_back", "thigh", "knee", "other", None, LONG)
    places = tuple(PainPlace(spot=one, sets=77, highest=10, last_day=TODAY) for one in spots)
    return Report(
        progress=picture,
        weeks=full,
        pain=PainReport(answered=1288, highest=10, places=places, stopped=23),
        mornings=MorningReport(asked=112, scores=(3,) * 100),
        felt=FeltReport(
            begun=1288,
            answered=1288,
            regions=dict.fromkeys(Region, 143),
            harder=dict.fromkeys(HarderSide, 215),
        ),
        circuit_title=LONG,
        doses=tuple(
            dose(one, reason=f"{LONG} " * 4, decided_day=TODAY, is_own_choice=True)
            for one in moves[:stations]
        ),
        is_lighter_now=True,
        has_demo=True,
    )


def emptiest() -> Report:
    """A history that lies before these weeks, and a circuit that is gone."""
    return Report(
        progress=progress(),
        weeks=weeks(8),
        pain=PainReport(),
        mornings=MorningReport(),
        felt=FeltReport(),
    )


def single() -> Report:
    """One session, done today, with nothing answered."""
    *before, last = weeks(8)
    return Report(
        progress=progress(first=FIRST),
        weeks=(*before, replace(last, circuits=1, sets_done=24, sets_planned=24, work=150.0)),
        pain=PainReport(),
        mornings=MorningReport(asked=1),
        felt=FeltReport(begun=24),
        circuit_title="Foundation",
        doses=(dose("clam/standard"), dose("glute_bridge/standard")),
    )


# What a PDF says


def pdf_words(content: bytes) -> str:
    """The words of a PDF as they would be copied out of it, in the order they were painted."""
    maps = {name: _unicode(content, name) for name in set(re.findall(rb"/(F\d+) \d+ 0 R", content))}
    words = ""
    for stream in _streams(content):
        font: dict[int, str] = {}
        for name, glyphs in re.findall(rb"/(F\d+) [\d.]+ Tf|<([0-9a-fA-F]+)>", stream):
            if name:
                font = maps[name]
            else:
                codes = [int(glyphs[at : at + 4], 16) for at in range(0, len(glyphs), 4)]
                words += "".join(font.get(code, "\0") for code in codes)
    return words


def _streams(content: bytes) -> Iterator[bytes]:
    for found in re.finditer(rb"stream\r?\n", content):
        try:
            made = zlib.decompressobj().decompress(content[found.end() :])
        except zlib.error:
            continue
        if b" Tf" in made:
            yield made


def _unicode(content: bytes, name: bytes) -> dict[int, str]:
    font = re.search(rb"/" + name + rb" (\d+) 0 R", content)
    assert font is not None
    body = re.search(rb"\n" + font[1] + rb" 0 obj(.*?)endobj", content, re.DOTALL)
    assert body is not None
    target = re.search(rb"/ToUnicode (\d+) 0 R", body[1])
    assert target is not None, "words that cannot be copied"
    cmap = re.search(rb"\n" + target[1] + rb" 0 obj(.*?)endobj", content, re.DOTALL)
    assert cmap is not None
    ranges = re.findall(rb"<(\w{4})> <\w{4}> \[(.*?)\]", cmap[1])
    return {
        int(first, 16) + index: chr(int(code, 16)).replace("\t", " ")
        for first, codes in ranges
        for index, code in enumerate(re.findall(rb"<(\w+)>", codes))
    }
