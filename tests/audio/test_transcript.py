"""A session written down as it is heard."""

from __future__ import annotations

import re
from pathlib import Path

from gluteapp.audio.transcript import session_sheets, transcript_line
from gluteapp.audio.wishes import Wishes
from gluteapp.content import load_content
from gluteapp.core.layout import Options, lay_out
from gluteapp.core.timeline import Timeline
from gluteapp.paths import Paths

COUNTS = Wishes(lead="counts", has_voice=True)


def built_in(name: str) -> Timeline:
    content = load_content(Paths.under(Path("nowhere")))
    return lay_out(content.circuits[name], content.library, Options())


def heard(name: str, wishes: Wishes = COUNTS) -> list[str]:
    sheets = session_sheets(built_in(name), wishes=wishes, lengths={}, felt=lambda _id: None)
    return [
        transcript_line(zero_ms + one.at_ms, one)
        for zero_ms, sheet in sheets
        for one in sheet.heard
        if one.text or not one.is_spoken
    ]


def test_every_line_has_a_time_a_kind_and_words_in_order() -> None:
    lines = heard("daily")
    assert all(re.fullmatch(r"\d\d:\d\d\.\d  (VOICE|tone ) +\S.*", line) for line in lines)
    assert [line[:7] for line in lines] == sorted(line[:7] for line in lines)
    assert lines[0] == "00:00.0  VOICE  First: Lie on your back, knees bent"
    assert "01:48.0  tone   switch" in lines
    assert lines[-1].endswith("Rest as long as you like")


def test_it_runs_from_the_first_step_to_the_finish() -> None:
    timeline = built_in("foundation")
    zeros = [
        zero_ms
        for zero_ms, _sheet in session_sheets(
            timeline, wishes=COUNTS, lengths={}, felt=lambda _id: None
        )
    ]
    assert zeros == [*(step.start_ms for step in timeline.steps), timeline.length_ms]


def test_what_is_not_wanted_is_not_in_it() -> None:
    silent = heard("daily", Wishes(lead="counts", has_voice=False))
    assert silent
    assert not any("VOICE" in line for line in silent)
    spoken = heard("daily", Wishes(lead="counts", has_voice=True, has_tones=False))
    assert spoken
    assert not any("tone " in line for line in spoken)


def test_it_does_not_chatter() -> None:
    """At most 60 words a minute with counts, where a talk has 150."""
    for name in ("foundation", "build", "perform", "daily"):
        words = [word for line in heard(name) if "VOICE" in line for word in line[16:].split()]
        assert len(words) / (built_in(name).length_ms / 60_000) <= 60
