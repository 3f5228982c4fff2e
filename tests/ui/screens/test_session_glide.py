"""Where the session jumps, the figure glides; where time just goes on, nothing is added."""

from __future__ import annotations

from itertools import pairwise

import pytest

from gluteapp.core.engine import SessionEngine
from gluteapp.core.timeline import Timeline
from gluteapp.ui.screens.session_frame import Frame, Told, frame_of
from gluteapp.ui.screens.session_glide import GLIDE_MS, Glide, time_for_way_ms
from gluteapp.ui.screens.session_way import Figure
from tests.ui.screens.test_session_way import moves, timeline_of

TICK_MS = 31
LONG_GLIDE_MS = 3_000
"""Over the lowering of a 2-1-2: half as long again as the 2 s it has."""
BACK_MS = 3_500
"""From side-lying to lying on the back."""


class Player:
    """An engine that runs, and the figures shown."""

    def __init__(self, timeline: Timeline) -> None:
        self.engine = SessionEngine(timeline=timeline)
        self.now_ms = 0
        self.glide = Glide()
        self.frame: Frame | None = None
        self.engine.start(0)

    def wait(self, length_ms: int, tick_ms: int = TICK_MS) -> list[Figure]:
        """Let time go by; the figures shown meanwhile."""
        end_ms, figures = self.now_ms + length_ms, []
        while self.now_ms < end_ms:
            self.now_ms = min(self.now_ms + tick_ms, end_ms)
            self.engine.advance(self.now_ms)
            figures.append(self.show())
        return figures

    def show(self) -> Figure:
        """The figure now."""
        view = self.engine.view(self.now_ms)
        self.frame = frame_of(view, self.engine.timeline, Told())
        at_ms = view.position.at_ms
        left_ms = time_for_way_ms(self.frame, view)
        return self.glide.smoothed(self.frame, at_ms=at_ms, now_ms=self.now_ms, left_ms=left_ms)

    def to(self, at_ms: int) -> None:
        """Go on to a time of the timeline, in great steps and then in small ones."""
        at = self.engine.view(self.now_ms).position.at_ms
        self.wait(at_ms - at - 500, 1_000)
        self.wait(500)


@pytest.fixture
def player() -> Player:
    return Player(timeline_of("foundation"))


def first(player: Player, move: str) -> int:
    return next(one.start_ms for one in moves(player.engine.timeline) if one.move == move)


def test_time_going_by_adds_nothing(player: Player) -> None:
    for _ in range(300):
        figure = player.wait(700, 350)[-1]
        assert player.frame is not None
        assert figure == player.frame.figure


def test_redo_glides_back_to_the_start_pose(player: Player) -> None:
    start_ms = first(player, "clam/standard")
    player.to(start_ms + 7_400)
    before = player.show()
    player.engine.redo(player.now_ms)
    shown = [player.show(), *player.wait(LONG_GLIDE_MS + 100)]
    assert shown[0].phase == pytest.approx(before.phase, abs=0.11)
    phases = [before.phase, *(one.phase for one in shown)]
    turns = [abs((b - a + 0.5) % 1.0 - 0.5) for a, b in pairwise(phases)]
    assert max(turns) < 0.12
    assert player.frame is not None
    assert shown[-1] == player.frame.figure


def test_from_a_hold_the_glide_leaves_at_once(player: Player) -> None:
    """The pose is the same all through the hold, so going through it would be lost time."""
    start_ms = first(player, "clam/standard")
    player.to(start_ms + 7_550)
    assert 0.4 < player.show().phase < 0.6
    player.engine.redo(player.now_ms)
    player.show()
    later = player.wait(LONG_GLIDE_MS // 2)[-1].phase
    assert later == pytest.approx(0.2, abs=0.03) or later == pytest.approx(0.8, abs=0.03)


def test_a_skipped_set_leads_into_the_next_move_from_where_it_was(player: Player) -> None:
    start_ms = first(player, "clam/standard")
    player.to(start_ms + 7_400)
    before = player.show()
    player.engine.skip(player.now_ms)
    shown = [player.show(), *player.wait(500)]
    assert all(one.way is not None for one in shown)
    assert {one.way.before.phase for one in shown if one.way} == {before.phase}
    shares = [one.way.share for one in shown if one.way]
    assert shares == sorted(shares)
    assert shares[0] < 0.05
    assert player.wait(4_000)[-1].way is None


def test_going_back_to_another_move_takes_the_way_there(player: Player) -> None:
    start_ms = first(player, "clam/standard")
    player.to(start_ms + 100)
    while player.engine.view(player.now_ms).position.step.move != "glute_bridge/standard":
        player.engine.back(player.now_ms)
    shown = [player.show(), *player.wait(BACK_MS - 50)]
    assert all(one.way is not None for one in shown)
    assert {one.way.before.exercise.id for one in shown if one.way and one.way.before.exercise} == {
        "clam"
    }
    assert player.wait(200)[-1].way is None


def test_after_a_glide_into_running_work_the_repetition_is_caught_up(player: Player) -> None:
    start_ms = first(player, "clam/standard")
    player.to(start_ms + 100)
    before = player.show()
    player.engine.skip(player.now_ms)
    player.engine.skip(player.now_ms)
    shown = [before, player.show(), *player.wait(3_000 + 2 * GLIDE_MS)]
    phases = [one.phase for one in shown if one.way is None]
    turns = [abs((b - a + 0.5) % 1.0 - 0.5) for a, b in pairwise(phases)]
    assert max(turns) < 0.12
    assert player.frame is not None
    assert shown[-1] == player.frame.figure


@pytest.mark.parametrize("into_ms", [300, 700, 1_200, 2_000])
@pytest.mark.parametrize(
    "commands", [("skip",), ("back",), ("redo",), ("skip", "back"), ("back",) * 2]
)
def test_a_command_on_a_way_makes_no_jump(
    player: Player, into_ms: int, commands: tuple[str, ...]
) -> None:
    """Whatever way the figure is on is gone to one of its ends before another one begins."""
    start_ms = first(player, "clam/standard")
    player.to(start_ms + 7_400)
    player.engine.skip(player.now_ms)
    shown = [player.show(), *player.wait(into_ms)]
    assert shown[-1].way is not None
    for command in commands:
        getattr(player.engine, command)(player.now_ms)
        shown += [player.show(), *player.wait(150)]
    shown += player.wait(6_000)
    assert player.frame is not None
    assert shown[-1] == player.frame.figure
    for one, two in pairwise(shown):
        if one.way is None or two.way is None:
            ended = one.way or two.way
            assert ended is None or min(ended.share, 1 - ended.share) < 0.1
        elif one.way.before == two.way.before and one.way.after in (None, two.way.after):
            assert abs(two.way.share - one.way.share) < 0.1
        else:
            assert min(one.way.share, 1 - one.way.share) < 0.1
            assert two.way.share < 0.1


def test_a_rest_made_shorter_does_not_make_the_figure_jump(player: Player) -> None:
    start_ms = first(player, "clam/standard")
    player.to(start_ms - 7_000)
    before = player.show()
    assert before.phase > 0.2
    player.engine.change_rest(player.now_ms, -15_000)
    shown = [player.show(), *player.wait(GLIDE_MS)]
    phases = [before.phase, *(one.phase for one in shown)]
    turns = [abs((b - a + 0.5) % 1.0 - 0.5) for a, b in pairwise(phases)]
    assert max(turns) < 0.12


def test_a_pause_that_breaks_a_rep_leads_back_to_its_start_in_the_count_in(player: Player) -> None:
    start_ms = first(player, "clam/standard")
    player.to(start_ms + 7_400)
    player.engine.pause(player.now_ms)
    held = player.wait(300)
    assert {one.phase for one in held} == {held[0].phase}
    player.engine.resume(player.now_ms)
    shown = player.wait(LONG_GLIDE_MS - 10)
    assert 0.0 < shown[3].phase < 1.0
    assert shown[-1].phase % 1.0 == pytest.approx(0.0, abs=0.001)


def test_a_way_after_a_jump_takes_no_longer_than_a_person_does() -> None:
    player = Player(timeline_of("foundation"))
    player.glide = Glide(natural=lambda *_: 900)
    player.to(first(player, "clam/standard") + 100)
    while player.engine.view(player.now_ms).position.step.move != "glute_bridge/standard":
        player.engine.back(player.now_ms)
    shown = [player.show(), *player.wait(850)]
    assert all(one.way is not None for one in shown)
    assert player.wait(100)[-1].way is None
