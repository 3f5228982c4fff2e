"""Captions show every spoken line, long enough to read, and counts beside them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from gluteapp.audio.captions import MAIN_MS, Caption, CaptionReader, caption_at, spans
from gluteapp.audio.phrases import shown
from gluteapp.audio.sheet import SAY, Heard, Rank, Sheet, sheet_of


@st.composite
def spoken_sheets(draw: st.DrawFn) -> Sheet:
    """Some lines one after the other, of one clip or two, counts among them."""
    at_ms, heard = draw(st.integers(0, 800)), []
    for turn in range(draw(st.integers(1, 8))):
        rank = draw(st.sampled_from(Rank))
        for part in range(1 if rank is Rank.COUNT else draw(st.integers(1, 2))):
            length_ms = draw(st.integers(200, 3_000))
            text = "" if part else f"Line {turn}"
            heard.append(
                Heard(at_ms=at_ms, sound=f"{SAY}x", length_ms=length_ms, text=text, rank=rank)
            )
            at_ms += length_ms + 90
        at_ms += draw(st.integers(0, 4_000))
    return sheet_of(heard, at_ms)


@given(spoken_sheets())
def test_every_line_is_shown_from_its_first_sound_to_its_last(sheet: Sheet) -> None:
    text, is_brief = "", False
    for clip in sheet.spoken:
        if clip.text:
            text, is_brief = clip.text, clip.rank is Rank.COUNT
        for offset_ms in (clip.at_ms, clip.end_ms - 1):
            caption = caption_at(sheet, offset_ms)
            assert (caption.brief if is_brief else caption.main) == text


@given(spoken_sheets())
def test_a_main_line_stands_until_it_can_be_read_or_the_next_one_comes(sheet: Sheet) -> None:
    mains = [one for one in spans(sheet) if not one.is_brief]
    for one, following in pairwise(mains):
        assert one.until_ms <= following.from_ms
        assert one.until_ms - one.from_ms >= min(MAIN_MS, following.from_ms - one.from_ms)
    if mains:
        assert mains[-1].until_ms - mains[-1].from_ms >= MAIN_MS


def test_a_count_wipes_no_cue() -> None:
    cue = Heard(at_ms=0, sound="say:open", length_ms=900, text="Open like a book", rank=Rank.CUE)
    count = Heard(at_ms=1_000, sound="say:4", length_ms=400, text="4", rank=Rank.COUNT)
    sheet = sheet_of([cue, count], 6_000)
    assert caption_at(sheet, 1_100) == Caption(main="Open like a book", brief="4")
    assert caption_at(sheet, 2_400) == Caption(main="Open like a book")
    assert caption_at(sheet, 2_500) == Caption()


def test_the_last_line_of_a_step_stands_on_in_the_next_until_that_speaks() -> None:
    turn = Heard(at_ms=3_000, sound="say:a", length_ms=900, text="Stay there", rank=Rank.TURN)
    leg = Heard(at_ms=650, sound="say:b", length_ms=700, text="Right leg", rank=Rank.TURN)
    before, after = sheet_of([turn], 4_000), sheet_of([leg], 5_000)
    assert caption_at(after, 600) == Caption()
    assert caption_at(after, 600, before).main == "Stay there"
    assert caption_at(after, 700, before).main == "Right leg"


def test_tones_show_nothing() -> None:
    sheet = sheet_of([Heard(at_ms=0, sound="tone:end", length_ms=800)], 4_000)
    assert caption_at(sheet, 100) == Caption()
    assert shown("") == ""


def test_a_reader_follows_what_sounds() -> None:
    turn = Heard(at_ms=3_000, sound="say:a", length_ms=900, text="Stay there", rank=Rank.TURN)
    leg = Heard(at_ms=650, sound="say:b", length_ms=700, text="Right leg", rank=Rank.TURN)
    first, second = sheet_of([turn], 4_000), sheet_of([leg], 5_000)
    later = sheet_of([leg], 9_000)
    heard: list[tuple[Sheet, int]] = []
    reader = CaptionReader(lambda now_ms: (heard[-1][0], now_ms - heard[-1][1]) if heard else None)
    assert reader.at(0) == Caption()
    heard.append((first, 1_000))
    assert reader.at(4_100).main == "Stay there"
    heard.append((second, 5_000))
    # What was said at the end of the step before may still be read, until this one speaks.
    assert reader.at(5_300).main == "Stay there"
    assert reader.at(5_700).main == "Right leg"
    # After a skip nothing is left of where it was.
    heard.append((later, 6_000))
    assert reader.at(6_100) == Caption()
