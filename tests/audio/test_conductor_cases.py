"""What is heard of a session, one case after the other; the law over all is test_conductor.py."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gluteapp.audio.sheet import Rank
from gluteapp.audio.writing_player import Sounded
from gluteapp.core.clock import Millis
from gluteapp.core.exercise import Library
from gluteapp.core.timeline import Timeline
from gluteapp.core.view import Look
from gluteapp.services.training import SessionRunner
from tests.audio.conducted import Conducted, is_count, spoken_count

BRIDGE_MS = 40_000
"""Where the bridge begins in the small circuit, 2-2-2: repetitions count at 6, 12 … s of it."""
REST_MS = 80_000
"""The rest of 12 s after it, before the clams of the left side."""


def lines_after(session: Conducted, since_ms: Millis) -> list[tuple[int, str]]:
    """The spoken lines from a time on, with how long after it they begin."""
    return [
        (at_ms - since_ms, name)
        for at_ms, name in session.lines(since_ms)
        if at_ms >= since_ms and name[0].isupper()
    ]


def begin(session: Conducted, at_ms: Millis) -> None:
    """Start, and play to a place."""
    session.runner.start()
    session.wait_until(at_ms)


@pytest.mark.parametrize("before_ms", [1_850, 4_000, 4_850])
def test_the_next_step_begins_on_time_while_nobody_looks(
    session: Conducted, before_ms: Millis
) -> None:
    """A busy interface delays nothing: what follows was queued before."""
    begin(session, BRIDGE_MS - before_ms)
    session.clock.move(4_900)
    session.runner.poll()
    starts = [one for one in session.heard(BRIDGE_MS - 1) if one.from_ms >= BRIDGE_MS]
    assert starts[0].heard.sound == "tone:start"
    assert starts[0].from_ms == starts[0].due_ms == BRIDGE_MS


def test_a_broken_repetition_is_counted_when_it_is_done_again(session: Conducted) -> None:
    """Paused within the third repetition, before it counts: it is the third again."""
    begin(session, BRIDGE_MS + 13_000)
    session.runner.pause()
    session.wait(20_000)
    session.runner.resume()
    resumed_ms = session.now_ms
    session.wait(12_000)
    counts = [(one.from_ms - resumed_ms, spoken_count(one)) for one in session.heard(resumed_ms)]
    # A count-in of 3 s, then from the start of repetition 3.
    assert [one for one in counts if one[1] is not None][:2] == [(5_000, 3), (11_000, 4)]


def test_a_pause_is_told_and_then_silent(session: Conducted) -> None:
    begin(session, BRIDGE_MS + 13_000)
    session.runner.pause()
    paused_ms = session.now_ms
    session.wait(600_000)
    assert [name for _, name in session.lines(paused_ms)] == ["pause", "Paused"]


def test_a_sleep_is_told_when_it_is_over(session: Conducted) -> None:
    begin(session, BRIDGE_MS + 13_000)
    session.clock.sleep_machine(600_000)
    session.clock.move(50)
    session.runner.poll()
    woken_ms = session.now_ms
    session.wait(10_000)
    names = [name for _, name in session.lines(woken_ms)]
    assert names == ["pause", "Paused while you were away"]


def test_a_count_in_says_where_it_goes_on(session: Conducted) -> None:
    begin(session, BRIDGE_MS + 13_000)
    session.runner.pause()
    session.wait(5_000)
    session.runner.resume()
    resumed_ms = session.now_ms
    session.wait(2_900)
    told = [(at_ms - resumed_ms, name) for at_ms, name in session.lines(resumed_ms)]
    assert [one for one in told if one[0] < 3_000] == [
        (0, "We go on. Rep 3"),
        (0, "tick_3"),
        (1_000, "tick_2"),
        (2_000, "tick_1"),
    ]


@pytest.mark.parametrize("changed", [SessionRunner.longer_rest, SessionRunner.trim])
@pytest.mark.parametrize("after_ms", range(100, 6_000, 370))
def test_a_changed_rest_does_not_break_off_what_is_said(
    session: Conducted, after_ms: Millis, changed: Callable[[SessionRunner], object]
) -> None:
    """The line goes on seamlessly and no line is said twice."""
    begin(session, REST_MS + after_ms)
    now_ms = session.now_ms
    begun = [one for one in session.heard(REST_MS) if one.from_ms < now_ms]
    changed(session.runner)
    session.wait(25_000)
    after = session.heard(REST_MS)
    assert [one for one in begun if one not in after] == []
    lines = [one.heard.text for one in after if one.heard.text and one.heard.rank >= Rank.NEXT]
    assert len(lines) == len(set(lines))


@pytest.mark.parametrize(("by_ms", "end_ms"), [(15_000, 27_000), (-15_000, 5_000)])
def test_the_last_three_seconds_are_counted_where_the_rest_ends_now(
    session: Conducted, by_ms: Millis, end_ms: Millis
) -> None:
    begin(session, REST_MS + 2_000)
    session.runner.change_rest(by_ms)
    session.wait(end_ms)
    told = [(at_ms - REST_MS, name) for at_ms, name in session.lines(REST_MS)]
    ticks = {name: at_ms for at_ms, name in told if "tick" in name and at_ms < end_ms}
    starts = [at_ms for at_ms, name in told if name == "start"]
    assert starts == [end_ms]
    counted = {} if end_ms < 8_000 else {f"tick_{n}": end_ms - 1_000 * n for n in (3, 2, 1)}
    assert ticks == counted


def test_a_skip_ends_what_is_said_and_tells_the_new_place(session: Conducted) -> None:
    begin(session, BRIDGE_MS + 10_000)
    session.runner.skip()
    skipped_ms = session.now_ms
    session.wait(11_000)
    heard = session.heard(skipped_ms)
    assert not [one for one in heard if is_count(one) and one.from_ms < skipped_ms + 12_000]
    assert "tone:end" not in [one.heard.sound for one in heard if one.from_ms == skipped_ms]
    assert any("Go left" in name for _, name in session.lines(skipped_ms))


def test_paused_after_the_last_count_it_goes_on_with_what_follows(session: Conducted) -> None:
    """The clams of the left side are over when their seventh counts, 3 s before their end."""
    begin(session, 125_000)
    session.runner.pause()
    session.runner.resume()
    session.wait(4_000)
    names = [name for at_ms, name in session.lines(128_000) if at_ms == 128_000]
    assert names in (["end"], ["switch"])
    assert "start" not in [name for at_ms, name in session.lines(125_100) if at_ms < 129_000]


def test_an_easier_move_chosen_in_the_rest_is_told_instead(session: Conducted) -> None:
    """What the rest had said of the harder one is put right before the set begins."""
    begin(session, REST_MS + 7_000)
    session.runner.ease()
    eased_ms = session.now_ms
    session.wait(4_500)
    assert any(name.startswith("Easy") for _, name in lines_after(session, eased_ms))


def test_an_easier_move_chosen_after_a_pause_in_the_rest_is_told_from_then_on(
    session: Conducted,
) -> None:
    begin(session, REST_MS + 2_500)
    session.runner.pause()
    session.runner.resume()
    session.wait(3_000 + 4_000)
    session.runner.ease()
    eased_ms = session.now_ms
    session.wait(3_000)
    told = lines_after(session, eased_ms)
    assert any(name.startswith("Easy") for _, name in told)
    assert all(one.from_ms == one.due_ms for one in session.heard())


def test_the_voice_can_be_switched_off_and_on_within_a_set(session: Conducted) -> None:
    begin(session, BRIDGE_MS + 5_000)
    session.choose(is_spoken=False)
    session.wait(12_000)
    off_ms = session.now_ms
    assert not [one for one in session.heard(BRIDGE_MS + 5_100) if one.heard.is_spoken]
    session.choose(is_spoken=True)
    session.wait(12_000)
    counts = [spoken_count(one) for one in session.heard(off_ms)]
    assert [one for one in counts if one is not None][:1] == [3]


def test_the_voice_switched_off_in_a_rest_says_nothing_of_the_set(session: Conducted) -> None:
    """Also when nobody looks any more before it begins, and it was queued already."""
    begin(session, BRIDGE_MS - 1_000)
    session.choose(is_spoken=False)
    session.clock.move(1_900)
    session.runner.poll()
    assert not [one for one in session.heard(BRIDGE_MS) if one.heard.is_spoken]


def begin_line(session: Conducted) -> Sounded:
    """Play into the line of the rest that tells the way, and give its first clip."""
    begin(session, REST_MS + 700)
    return next(one for one in session.heard(session.now_ms) if one.heard.rank is Rank.TURN)


def test_another_lead_does_not_break_off_what_is_said(session: Conducted) -> None:
    line = begin_line(session)
    session.wait(round(line.from_ms) + 200 - session.now_ms)
    session.choose(lead="words")
    assert line in session.heard()
    assert [name for _, name in session.lines(REST_MS)].count(line.heard.text) == 1


def test_another_voice_begins_the_line_again(session: Conducted) -> None:
    """It does not end the sentence of the one before."""
    line = begin_line(session)
    session.wait(round(line.from_ms) + 200 - session.now_ms)
    session.use_other_voice()
    changed_ms = session.now_ms
    (cut, again) = [one for one in session.heard(REST_MS) if one.heard.text == line.heard.text]
    assert (cut.from_ms, cut.until_ms) == (line.from_ms, changed_ms)
    assert again.from_ms >= changed_ms


def test_a_rest_gone_on_with_and_then_made_longer_says_all_in_its_place(session: Conducted) -> None:
    begin(session, REST_MS + 4_000)
    session.runner.pause()
    session.wait(1_000)
    session.runner.resume()
    session.wait(3_000)
    line = next(one for one in session.heard(session.now_ms) if one.heard.rank is Rank.TURN)
    session.wait(round(line.from_ms) + 100 - session.now_ms)
    now_ms = session.now_ms
    before = session.heard(now_ms - 1_500)
    begun = [one for one in before if one.from_ms < now_ms]
    assert any(one.heard.is_spoken and one.until_ms > now_ms for one in begun)
    session.runner.longer_rest()
    after = session.heard(now_ms - 1_500)
    assert [one for one in begun if one not in after] == []
    names = [name for _, name in session.lines(now_ms - 1_500)]
    assert len([name for name in names if name.startswith("Next")]) == 1


def test_the_voice_switched_on_in_a_count_in_says_no_half_line(session: Conducted) -> None:
    session.choose(is_spoken=False)
    begin(session, BRIDGE_MS + 13_000)
    session.runner.pause()
    session.wait(1_000)
    session.runner.resume()
    session.wait(250)
    session.choose(is_spoken=True)
    on_ms = session.now_ms
    session.wait(10_000)
    spoken = [one for one in session.heard() if one.heard.is_spoken]
    assert spoken
    assert all(one.from_ms == one.due_ms >= on_ms for one in spoken)
    assert spoken[0].heard.text


def test_a_step_noticed_late_begins_with_what_is_still_to_come(
    session: Conducted, timeline: Timeline
) -> None:
    """No half word, no clip of a line whose beginning was missed, and the rest in its place."""
    begin(session, REST_MS + 2_000)
    late = Conducted(timeline, Library(exercises={}))
    late.clock.move(session.now_ms)
    late.conductor.hear(
        [], Look(now_ms=session.now_ms, view=session.runner.view(), timeline=timeline)
    )
    heard = late.heard()
    assert heard[0].from_ms >= session.now_ms
    spoken = [one for one in heard if one.heard.is_spoken and one.from_ms < REST_MS + 12_000]
    assert spoken[0].heard.text
    assert all(one.from_ms == one.due_ms for one in heard)


def test_the_end_is_heard_though_nobody_looks_any_more(session: Conducted) -> None:
    begin(session, BRIDGE_MS)
    session.runner.finish()
    finished_ms = session.now_ms
    session.clock.move(60_000)
    names = [name for _, name in session.lines(finished_ms)]
    assert names[0] == "finish"
    assert names[1] == "That is all for today"
    assert all(one.is_whole for one in session.heard(finished_ms + 1))


def test_captions_read_the_sheet_that_sounds(session: Conducted) -> None:
    """Also in the moment after the next one took over and before anybody looked."""
    begin(session, BRIDGE_MS - 300)
    session.clock.move(500)
    found = session.conductor.sounding(session.now_ms)
    assert found is not None
    sheet, offset_ms = found
    assert (sheet.length_ms, offset_ms) == (40_000, 200)
    session.runner.poll()
    assert session.conductor.sounding(session.now_ms) == (sheet, 200)
    session.runner.pause()
    found = session.conductor.sounding(session.now_ms + 10)
    assert found is not None
    assert next(one.sound for one in found[0].heard) == "tone:pause"
