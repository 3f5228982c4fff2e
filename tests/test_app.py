"""The composition root: what is built, chosen, resumed and said."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gluteapp.app import App, build
from gluteapp.audio.player import SilentPlayer, Tone
from gluteapp.core.clock import ManualClock
from gluteapp.core.exercise import Side
from gluteapp.core.view import EngineState
from gluteapp.errors import ContentError, StorageError
from gluteapp.paths import Paths
from gluteapp.services.simulation import play_through


@pytest.fixture
def app(paths: Paths, clock: ManualClock) -> Iterator[App]:
    opened = build(paths, clock=clock)
    yield opened
    opened.close()


def start_and_leave(app: App, clock: ManualClock, after_ms: int) -> None:
    """Begin a session and forget it, as a kill would."""
    runner = app.new_session("daily")
    runner.start()
    for _ in range(after_ms // 1_000):
        clock.move(1_000)
        runner.poll()


def test_today_is_foundation_until_another_is_chosen(app: App) -> None:
    assert app.today_circuit().id == "foundation"
    assert app.change_settings(circuit="build") is None
    assert app.today_circuit().id == "build"
    app.change_settings(circuit="gone")
    assert app.today_circuit().id == "foundation"


def test_without_any_circuit_it_says_so(app: App) -> None:
    app.content.circuits.clear()
    with pytest.raises(ContentError, match="circuits"):
        app.today_circuit()


def test_settings_are_kept(app: App, paths: Paths, clock: ManualClock) -> None:
    app.change_settings(first_side=Side.RIGHT, count_in_s=5)
    app.close()
    again = build(paths, clock=clock)
    assert again.timeline("daily").steps[4].side is Side.RIGHT
    assert again.settings.count_in_s == 5
    again.close()


def test_settings_that_cannot_be_saved_are_a_sentence(app: App, paths: Paths) -> None:
    paths.config.parent.mkdir(parents=True, exist_ok=True)
    paths.config.write_text("a file where a folder should be")
    sentence = app.change_settings(count_in_s=10)
    assert sentence is not None
    assert str(paths.config) in sentence
    assert app.settings.count_in_s == 10


def test_settings_out_of_range_are_a_bug(app: App) -> None:
    with pytest.raises(AssertionError):
        app.change_settings(count_in_s=4)


def test_broken_files_are_noticed(paths: Paths, clock: ManualClock) -> None:
    folder = paths.data / "exercises"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text("not toml [")
    app = build(paths, clock=clock)
    assert any("mine.toml" in notice for notice in app.notices())
    app.close()


def test_a_session_that_was_left_can_go_on(app: App, clock: ManualClock) -> None:
    start_and_leave(app, clock, 60_000)
    offer = app.unfinished()
    assert offer is not None
    assert offer.can_resume
    assert 55_000 <= offer.position_ms <= 60_000  # The place is noted at least every 5 s.
    runner = app.go_on(offer)
    assert runner.view().state is EngineState.PAUSED
    play_through(runner, clock.move)
    assert app.unfinished() is None


def test_after_half_an_hour_the_warm_up_comes_first_and_leaves_no_trace(
    app: App, clock: ManualClock
) -> None:
    runner = app.new_session("foundation")
    runner.start()
    for _ in range(400):
        clock.move(1_000)
        runner.poll()
    clock.move(31 * 60_000)
    offer = app.unfinished()
    assert offer is not None
    assert offer.offers_warm_up
    facts = list(app.store.facts())
    warm_up = app.warm_up(offer)
    assert warm_up is not None
    assert warm_up.timeline.length_ms == 190_000
    play_through(warm_up, clock.move)
    assert list(app.store.facts()) == facts
    with pytest.raises(KeyError):
        warm_up.record()
    assert app.unfinished() is not None


class Recording(SilentPlayer):
    """Keeps what is played."""

    def __init__(self) -> None:
        super().__init__()
        self.played: list[Tone] = []

    def play(self, tone: Tone) -> None:
        self.played.append(tone)


def test_a_session_is_heard(paths: Paths, clock: ManualClock) -> None:
    player = Recording()
    app = build(paths, clock=clock, player=player)
    runner = app.new_session("daily")
    play_through(runner, clock.move)
    app.close()
    assert player.played[-1] is Tone.FINISH
    assert player.played.count(Tone.SWITCH) == 4
    assert player.played.count(Tone.END) == 4
    assert player.played.count(Tone.HALFWAY) == 7
    assert set(Tone) - set(player.played) <= {Tone.PAUSE, Tone.REST, Tone.START}


@pytest.mark.parametrize(
    ("away_min", "can_resume", "offers_warm_up"),
    [(10, True, False), (40, True, True), (300, False, False)],
)
@pytest.mark.parametrize("how", ["paused", "lid", "frozen"])
def test_what_is_offered_depends_on_how_long_ago_it_stopped(
    app: App, clock: ManualClock, how: str, away_min: int, can_resume: bool, offers_warm_up: bool
) -> None:
    """A pause, a closed lid and a frozen desktop are the same: nobody moved since."""
    runner = app.new_session("foundation")
    runner.start()
    for _ in range(250):
        clock.move(1_000)
        runner.poll()
    if how == "paused":
        runner.pause()
    if how == "lid":
        clock.sleep_machine(away_min * 60_000)
    else:
        clock.move(away_min * 60_000)
    clock.move(200)
    runner.poll()
    runner.pause()
    offer = app.unfinished()
    assert offer is not None
    assert (offer.can_resume, offer.offers_warm_up) == (can_resume, offers_warm_up)


def test_a_circuit_without_warm_up_offers_none(paths: Paths, clock: ManualClock) -> None:
    folder = paths.data / "circuits"
    folder.mkdir(parents=True)
    (folder / "short.toml").write_text(
        'id = "short"\ntitle = "Short"\nsummary = "A bridge"\nlevel = 1\nseconds = 60\n'
        '[[steps]]\nkind = "work"\nseconds = 60\nexercise = "glute_bridge"\n'
        'variant = "standard"\nside = "both"\n'
    )
    app = build(paths, clock=clock)
    runner = app.new_session("short")
    runner.start()
    clock.move(1_000)
    runner.poll()
    offer = app.unfinished()
    assert offer is not None
    assert app.warm_up(offer) is None
    app.close()


def test_a_circuit_changed_since_is_no_place_to_go_on(paths: Paths, clock: ManualClock) -> None:
    app = build(paths, clock=clock)
    start_and_leave(app, clock, 60_000)
    app.close()
    folder = paths.data / "circuits"
    folder.mkdir(parents=True)
    text = (paths.assets / "circuits" / "daily.toml").read_text(encoding="utf-8")
    rest = 'steps = [\n  { kind = "rest", seconds = 7, title = "Wait" },'
    changed = text.replace("seconds = 300", "seconds = 307").replace("steps = [", rest)
    (folder / "daily.toml").write_text(changed, encoding="utf-8")
    again = build(paths, clock=clock)
    assert [one.message for one in again.content.problems] == []
    offer = again.unfinished()
    assert offer is not None
    with pytest.raises(StorageError, match="place in this session is lost"):
        again.go_on(offer)
    again.close()


def test_a_lost_place_is_a_sentence(app: App, clock: ManualClock) -> None:
    start_and_leave(app, clock, 60_000)
    offer = app.unfinished()
    assert offer is not None
    saved = app.store.bookmark(offer.record.id)
    assert saved is not None
    app.store.save_bookmark(offer.record.id, {**saved[0], "step": 999}, saved[1])
    with pytest.raises(StorageError, match="place in this session is lost"):
        app.go_on(offer)
    app.store.save_bookmark(offer.record.id, {"no": "sense"}, saved[1])
    with pytest.raises(StorageError):
        app.go_on(offer)
    app.store.drop_bookmark(offer.record.id)
    with pytest.raises(StorageError):
        app.go_on(offer)
    app.content.circuits.clear()
    with pytest.raises(StorageError):
        app.warm_up(offer)
