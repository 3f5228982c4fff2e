"""The composition root: what is built, chosen, resumed and said."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from gluteapp.app import App, build
from gluteapp.audio.writing_player import WritingPlayer
from gluteapp.core.clock import ManualClock
from gluteapp.core.events import FeltAsked
from gluteapp.core.exercise import Region, Side
from gluteapp.core.prescription import OwnedThings
from gluteapp.core.session import Felt, Question
from gluteapp.core.view import EngineState
from gluteapp.errors import ContentError, StorageError
from gluteapp.paths import Paths
from gluteapp.services.simulation import play_through
from gluteapp.services.training import SessionRunner
from gluteapp.settings import Things, load_settings, save_settings


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


def test_what_there_is_to_train_with_is_on_record(
    app: App, paths: Paths, clock: ManualClock
) -> None:
    shelf = app.store.progress
    assert shelf.things() == [], "nothing is what everybody begins with"
    app.change_settings(things=Things(has_step=True))
    app.change_settings(count_in_s=5)
    app.change_settings(things=Things(has_step=True))
    assert [one.owned for one in shelf.things()] == [OwnedThings(has_step=True)]
    app.close()
    clock.move(1_000)
    settings, _ = load_settings(paths.settings_file)
    # Another computer, or an editor, has changed the file.
    bought = settings.model_copy(update={"things": Things(kettlebells_kg=(8.0, 4.0))})
    save_settings(bought, paths.settings_file)
    for _ in range(2):
        with closing(build(paths, clock=clock)) as again:
            noted = [one.owned for one in again.store.progress.things()]
            assert noted[1:] == [OwnedThings(kettlebells_kg=(4.0, 8.0))]


def test_a_record_that_refuses_keeps_nobody_from_changing_things_or_training(
    app: App, paths: Paths, caplog: pytest.LogCaptureFixture
) -> None:
    paths.database.rename(paths.database.with_name("elsewhere.db"))
    with caplog.at_level(logging.INFO, "gluteapp.app"):
        assert app.change_settings(things=Things(has_step=True)) is None
    assert "things not noted" in caplog.text
    assert app.settings.things.has_step


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


class Recording(WritingPlayer):
    """Keeps what it is told beside what is heard."""

    def __init__(self, clock: ManualClock) -> None:
        super().__init__(clock=clock)
        self.told: list[object] = []

    def use_voice(self, clips: Mapping[str, Path]) -> None:
        self.told.append(clips["halfway"].parent.name)

    def set_volume(self, volume: float) -> None:
        self.told.append(volume)

    def set_muted(self, is_muted: bool) -> None:
        self.told.append(is_muted)

    def play_music(self, path: Path | None) -> None:
        self.told.append(path)

    def pause_music(self, is_paused: bool) -> None:
        self.told.append("music paused" if is_paused else "music goes on")

    def tones(self) -> list[str]:
        """The tones heard, one after the other."""
        return [one.heard.sound for one in self.sounded() if not one.heard.is_spoken]

    def lines(self) -> list[str]:
        """The lines heard."""
        return [one.heard.text for one in self.sounded() if one.heard.text]


@pytest.fixture
def player(clock: ManualClock) -> Recording:
    return Recording(clock)


@pytest.fixture
def heard(paths: Paths, clock: ManualClock, player: Recording) -> Iterator[App]:
    opened = build(paths, clock=clock, player=player)
    player.told.clear()
    yield opened
    opened.close()


def test_a_session_is_heard(heard: App, clock: ManualClock, player: Recording) -> None:
    """From the first line to the last, every tone of a session and the voice with its clips."""
    runner = heard.new_session("daily")
    play_through(runner, clock.move)
    tones, lines = player.tones(), player.lines()
    assert lines[0].startswith("First")
    assert tones[-1] == "tone:finish"
    assert tones.count("tone:switch") == 4
    assert tones.count("tone:end") == 4
    assert tones.count("tone:halfway") == 7
    counted = [rep for one in runner.record().sets for rep in one.reps]
    assert tones.count("tone:rep") + 12 > len(counted) > 30
    spoken = [one.heard for one in player.sounded() if one.heard.is_spoken]
    clips = heard.sound.voice.clips
    assert all(one.length_ms == clips[one.sound.removeprefix("say:")].length_ms for one in spoken)


def test_without_a_player_nothing_follows_a_session(app: App) -> None:
    runner = app.new_session("daily")
    assert runner.hearers == ()
    assert app.conductor(runner) is None


def test_what_is_chosen_in_a_session_is_heard_at_once(
    heard: App, clock: ManualClock, player: Recording
) -> None:
    runner = heard.new_session("daily")
    runner.start()
    for _ in range(33):
        clock.move(1_000)
        runner.poll()
    heard.change_settings(volume=0.5, is_muted=True)
    assert player.told == [0.5, True]
    heard.change_settings(voice="high", is_muted=False)
    assert player.told[-1] == "high"
    heard.change_settings(is_voice_on=False)
    runner.poll()
    before = len(player.lines())
    for _ in range(100):
        clock.move(250)
        runner.poll()
    assert len(player.lines()) == before
    assert player.tones().count("tone:rep") > 5


def test_music_whose_name_cannot_be_written_is_a_sentence(heard: App) -> None:
    sentence = heard.change_settings(music="/music/\udcff")
    assert sentence == "The name of this music cannot be kept; rename it and choose it again."
    assert heard.settings.music == ""
    assert heard.change_settings(volume=0.5) is None


def test_music_plays_beside_a_session_and_rests_with_it(
    heard: App, clock: ManualClock, player: Recording, tmp_path: Path
) -> None:
    heard.change_settings(music=str(tmp_path))
    player.told.clear()
    runner = heard.new_session("daily")
    runner.start()
    assert player.told == [tmp_path, "music goes on"]
    runner.pause()
    runner.resume()
    assert player.told[2:] == ["music paused", "music goes on"]
    heard.change_settings(is_music_on=False)
    runner.poll()
    assert player.told[-1] is None
    heard.change_settings(is_music_on=True)
    runner.poll()
    runner.finish()
    assert player.told[-2:] == [tmp_path, None]


def test_the_sound_test_is_a_tone_and_a_line(
    heard: App, clock: ManualClock, player: Recording
) -> None:
    """And begins late enough for the noise that wakes headphones."""
    heard.sound.test()
    assert player.sounded()[0].from_ms >= clock.read().monotonic_ms + 750
    assert player.tones() == ["tone:start"]
    assert player.lines() == ["This is how loud I speak"]


def test_a_recording_that_cannot_be_used_is_a_notice(paths: Paths, clock: ManualClock) -> None:
    paths.voice.mkdir(parents=True)
    (paths.voice / "halfway.ogg").write_bytes(b"OggS and no more")
    with closing(build(paths, clock=clock)) as app:
        (notice,) = app.notices()
    assert "halfway.ogg" in notice


def test_the_cue_of_a_set_follows_from_how_it_felt_last_time(
    heard: App, clock: ManualClock, player: Recording
) -> None:
    """The hamstring in the bridge has a cue of its own, in the next session too."""

    def answer(runner: SessionRunner, event: FeltAsked) -> None:
        exercise = runner.timeline.steps[event.steps[0]].exercise
        if exercise is not None and exercise.id == "glute_bridge":
            runner.answer(Question.FELT, Felt(most=Region.HAMSTRING))

    bridge = heard.content.library.exercises["glute_bridge"]
    (cue,) = [one.text for one in bridge.cues if one.when_felt is Region.HAMSTRING]
    play_through(heard.new_session("daily"), clock.move, when_asked=answer)
    before = player.lines().count(cue)
    play_through(heard.new_session("daily"), clock.move)
    assert player.lines().count(cue) > before


def test_the_next_set_is_spoken_to_the_answer_of_the_rest_before(
    heard: App, clock: ManualClock, player: Recording
) -> None:
    """Unanswered, nobody says it; answered once, it is said in the set after, and on."""
    bridge = heard.content.library.exercises["glute_bridge"]
    (cue,) = [one.text for one in bridge.cues if one.when_felt is Region.HAMSTRING]
    told: list[tuple[int, int]] = []

    def answer(runner: SessionRunner, event: FeltAsked) -> None:
        done = runner.timeline.steps[event.steps[0]]
        if done.exercise is not None and done.exercise.id == "glute_bridge" and done.round == 1:
            told.append((len(player.lines()), player.lines().count(cue)))
            runner.answer(Question.FELT, Felt(most=Region.HAMSTRING))

    play_through(heard.new_session("foundation"), clock.move)
    assert cue not in player.lines()
    play_through(heard.new_session("foundation"), clock.move, when_asked=answer)
    ((at, before),) = told
    assert before == 0
    assert player.lines()[at:].count(cue) == 1


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


def test_a_circuit_changed_since_is_gone_on_with_as_it_was_begun(
    paths: Paths, clock: ManualClock
) -> None:
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
    runner = again.go_on(offer)
    assert runner.timeline.length_ms == 300_000
    assert again.timeline("daily").length_ms == 307_000
    again.close()


def test_a_note_of_a_circuit_that_cannot_be_read_is_a_sentence(
    app: App, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    start_and_leave(app, clock, 60_000)
    offer = app.unfinished()
    assert offer is not None
    saved = app.store.bookmark(offer.record.id)
    assert saved is not None
    wrong = {**saved[0], "circuit": '{"id": "secret"}'}
    app.store.save_bookmark(offer.record.id, wrong, saved[1])
    with (
        caplog.at_level(logging.INFO, "gluteapp.app"),
        pytest.raises(StorageError, match="place in this session is lost"),
    ):
        app.go_on(offer)
    assert "title: missing" in caplog.text
    assert "secret" not in caplog.text


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
