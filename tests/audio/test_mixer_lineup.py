"""Which sheet sounds and which comes: by their times alone, whatever order they are asked in."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from gluteapp.audio.mixer_lineup import Begun, Lineup
from gluteapp.audio.primer import PRIMER_MS
from gluteapp.audio.sheet import Heard, Sheet, sheet_of


def sheet(*at_ms: int, length_ms: int = 10_000) -> Sheet:
    return sheet_of([Heard(at_ms=at, sound="say:one", length_ms=400) for at in at_ms], length_ms)


def lineup() -> Lineup:
    return Lineup(lambda one: not one.sound.endswith("unknown"))


def ready(begun: Begun | None, from_ms: float = 0.0) -> Begun:
    assert begun is not None
    begun.from_ms, begun.is_ready = from_ms, True
    return begun


def test_what_sounds_goes_on_until_the_next_one_is_due() -> None:
    line = lineup()
    now = ready(line.add(sheet(0), 1_000, 1_000))
    assert line.take_due(1_000) is now
    after = ready(line.add(sheet(1), 11_000, 9_500))
    assert line.take_due(10_999) is None
    assert line.running is now
    assert line.next_ms() == 11_000
    assert line.take_due(11_000) is after


def test_one_that_is_still_being_rendered_is_not_lost_to_a_queued_one() -> None:
    line = lineup()
    now = line.add(sheet(0), 1_000, 1_000)
    after = line.add(sheet(1), 3_000, 1_001)
    assert line.take_due(1_010) is None
    ready(after)
    assert line.take_due(1_020) is None
    assert line.take_due(2_000) is None
    ready(now, 50)
    assert line.take_due(2_010) is now
    assert line.take_due(3_000) is after


def test_one_that_comes_too_late_is_passed_over() -> None:
    line = lineup()
    line.add(sheet(0), 1_000, 1_000)
    after = ready(line.add(sheet(1), 3_000, 1_001))
    assert line.take_due(3_000) is after
    assert line.coming == []


def test_the_same_again_changes_nothing_and_another_replaces_what_was_queued() -> None:
    line = lineup()
    ready(line.add(sheet(0), 1_000, 1_000))
    line.take_due(1_000)
    queued = ready(line.add(sheet(1), 11_000, 9_000))
    assert line.add(sheet(1), 10_960, 9_000) is None
    assert line.coming == [queued]
    assert line.add(sheet(0), 1_040, 9_000) is None
    assert line.coming == [], "what was queued after it is forgotten"
    queued = ready(line.add(sheet(1), 11_000, 9_000))
    skipped = line.add(sheet(2), 9_100, 9_100)
    assert line.coming == [skipped]


def test_the_same_sheet_at_another_time_is_another() -> None:
    line = lineup()
    ready(line.add(sheet(0), 1_000, 1_000))
    line.take_due(1_000)
    assert line.add(sheet(0), 1_041, 5_000) is not None


def test_the_first_sound_of_all_is_announced_even_before_its_sheet() -> None:
    line = lineup()
    line.plan_primer(ready(line.add(sheet(200), 5_000, 1_000)))
    assert line.next_ms() == 5_200 - PRIMER_MS
    assert line.take_primer(4_000) is None
    assert line.take_primer(4_700) == 500
    assert line.take_primer(4_700) is None, "once is enough"


def test_silence_is_counted_across_sheets() -> None:
    for end_ms, is_woken in ((6_000, False), (5_000, True)):
        line = lineup()
        ready(line.add(sheet(end_ms), 0, 0))
        line.take_due(0)
        after = ready(line.add(sheet(0), 10_000, 8_000))
        line.plan_primer(after)
        assert (after.primer is not None) is is_woken


def test_what_was_cut_off_or_never_heard_counts_only_as_far_as_it_was() -> None:
    line = lineup()
    ready(line.add(sheet(0, 9_000), 0, 0))
    line.take_due(0)
    line.clear(2_000)
    after = ready(line.add(sheet(0), 4_500, 4_000))
    line.plan_primer(after)
    assert after.primer is not None, "the word at 9 s was never said"


def test_the_voice_is_where_the_sheets_say_and_known_words_are() -> None:
    line = lineup()
    ready(line.add(sheet(0, 9_800), 0, 0))
    line.take_due(0)
    words = [
        Heard(at_ms=2_000, sound="say:unknown", length_ms=400),
        Heard(at_ms=5_000, sound="tone:start", length_ms=400),
        Heard(at_ms=7_000, sound="say:one", length_ms=400),
    ]
    ready(line.add(sheet_of(words, 9_000), 10_000, 8_000))
    assert line.spoken() == [(0, 400), (9_800, 10_000), (17_000, 17_400)]


def test_a_changed_step_takes_over_between_two_words_but_a_new_one_at_once() -> None:
    line = lineup()
    ready(line.add(sheet(0, 5_000), 1_000, 1_000))
    line.take_due(1_000)
    changed = line.add(sheet(0, 7_000), 1_000, 1_100)
    assert changed is not None
    assert line.join_ms(changed, 100) == 400
    skipped = line.add(sheet(0, 8_000), 500, 1_100)
    assert skipped is not None
    assert line.join_ms(skipped, 100) == 100


moves = st.lists(
    st.tuples(
        st.sampled_from(["add", "add late", "stop", "pass"]),
        st.integers(0, 4),
        st.integers(-5_000, 5_000),
        st.booleans(),
    ),
    max_size=30,
)


@given(moves)
def test_whatever_is_asked_for_the_latest_that_is_due_sounds(
    asked: list[tuple[str, int, int, bool]],
) -> None:
    line, now = lineup(), 0.0
    for what, number, by_ms, is_rendered in asked:
        if what == "stop":
            line.clear(now)
            assert list(line) == []
        elif what == "pass":
            now += abs(by_ms)
        else:
            zero_ms = now + (abs(by_ms) if what == "add" else -abs(by_ms))
            added = line.add(sheet(number * 100, 3_000), zero_ms, now)
            if added is not None and is_rendered:
                ready(added, max(now - zero_ms, 0.0))
                line.plan_primer(added)
        begun = line.take_due(now)
        assert begun is None or begun is line.running
        assert not any(one.is_ready and one.start_ms <= now for one in line.coming)
        starts = [one.zero_ms for one in line.coming]
        assert starts == sorted(starts)
        assert len(starts) <= 2
        wake_ms = line.take_primer(now)
        assert wake_ms is None or 0 < wake_ms <= PRIMER_MS
        spans = line.spoken()
        assert spans == sorted(spans)
        assert all(one[1] <= other[0] for one, other in pairwise(spans))
