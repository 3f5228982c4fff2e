"""What is heard on the way from the check through a session and out of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from gluteapp.audio.phrases import SOUND_TEST
from gluteapp.audio.player import PlayerState, SilentPlayer
from gluteapp.audio.sheet import Sheet
from gluteapp.core.clock import ManualClock
from gluteapp.core.view import EngineState
from gluteapp.paths import Paths
from gluteapp.services.preflight import CheckKey
from gluteapp.ui.screens.preflight import PreflightScreen
from gluteapp.ui.session_sound import SessionSound
from tests.audio.mixer_bench import write_wav
from tests.ui.screens.desk_stand import DeskStand

Key = Qt.Key


class Log(SilentPlayer):
    """A player with headphones that writes down what it is asked for."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.stops = 0
        self.music: list[Path | None] = []
        self.music_holds: list[bool] = []
        self.is_there = True
        self.voice = ""
        self.clips: dict[str, Path] = {}
        self.polls = 0

    def poll(self) -> None:
        self.polls += 1

    @property
    def state(self) -> PlayerState:
        """Heard, as long as they are there."""
        if self.is_there:
            return PlayerState(is_heard=True, device="Headphones")
        return PlayerState(is_heard=False, problem="No sound output was found.")

    def begin(self, sheet: Sheet, *, zero_ms: float) -> None:
        self.sheets.append(sheet)

    def use_voice(self, clips: Mapping[str, Path]) -> None:
        self.clips = dict(clips)
        self.voice = next((path.parent.name for path in clips.values()), "")

    def stop(self) -> None:
        self.stops += 1

    def play_music(self, path: Path | None) -> None:
        self.music.append(path)

    def pause_music(self, is_paused: bool) -> None:
        self.music_holds.append(is_paused)

    @property
    def said(self) -> list[str]:
        """Every spoken line, in order."""
        return [one.text for sheet in self.sheets for one in sheet.spoken]


@pytest.fixture
def log() -> Log:
    return Log()


@pytest.fixture
def stand(qtbot: QtBot, paths: Paths, clock: ManualClock, log: Log) -> Iterator[DeskStand]:
    made = DeskStand(qtbot=qtbot, paths=paths, clock=clock, player=log).show()
    yield made
    made.close()


def check(stand: DeskStand) -> PreflightScreen:
    stand.desk.flow.start("tiny")
    page = stand.window.full_page
    assert isinstance(page, PreflightScreen)
    page.timer.blockSignals(True)
    return page


def let_pass(stand: DeskStand, seconds: int) -> None:
    for _ in range(seconds):
        stand.clock.move(1_000)
        if stand.desk.flow.session is not None:
            stand.desk.flow.session.tick()


def test_the_check_speaks_one_line_once(stand: DeskStand, log: Log) -> None:
    page = check(stand)
    for _ in range(10):
        stand.clock.move(500)
        page.tick()
    assert log.said == [SOUND_TEST]
    stand.press(Key.Key_V)
    assert log.said == [SOUND_TEST, SOUND_TEST]


def test_the_check_names_device_voice_and_music(stand: DeskStand, log: Log, tmp_path: Path) -> None:
    (tmp_path / "Morning.ogg").touch()
    stand.app.change_settings(music=str(tmp_path / "Morning.ogg"))
    page = check(stand)
    sentences = {key: row.sentence.text() for key, row in page.check_rows.items()}
    assert sentences[CheckKey.SOUND] == "Low voice through Headphones, volume 80%"
    assert sentences[CheckKey.MUSIC] == "Morning.ogg, softer while the voice speaks"
    log.is_there = False
    stand.clock.move(500)
    page.tick()
    assert page.check_rows[CheckKey.SOUND].title.text() == "No sound output: captions"


def test_who_leaves_the_check_hears_no_more_of_it(stand: DeskStand, log: Log) -> None:
    page = check(stand)
    page.not_now.click()
    assert log.stops == 1


def test_without_the_voice_the_check_only_sounds(stand: DeskStand, log: Log) -> None:
    stand.app.change_settings(is_voice_on=False)
    check(stand)
    assert len(log.sheets) == 1
    assert log.said == []


def test_music_lasts_as_long_as_the_session(stand: DeskStand, log: Log) -> None:
    stand.app.change_settings(music="/music/Morning")
    check(stand).start.click()
    let_pass(stand, 3)
    assert log.music == [Path("/music/Morning")]
    session = stand.desk.flow.session
    assert session is not None
    stand.press(Key.Key_Space)
    assert log.music_holds[-1] is True
    let_pass(stand, 1)
    stand.press(Key.Key_Space)
    let_pass(stand, 4)
    assert log.music_holds[-1] is False
    let_pass(stand, 95)
    assert log.music == [Path("/music/Morning"), None]


def test_music_of_a_session_that_is_left_does_not_wait(stand: DeskStand, log: Log) -> None:
    stand.app.change_settings(music="/music/Morning")
    check(stand).start.click()
    let_pass(stand, 3)
    stand.desk.flow.leave()
    assert log.music[-1] is None


def test_keys_of_a_session_are_saved_and_heard(stand: DeskStand, log: Log) -> None:
    check(stand).start.click()
    let_pass(stand, 6)
    stand.press(Key.Key_V)
    assert not stand.app.settings.is_voice_on
    spoken = len(log.said)
    let_pass(stand, 30)
    assert len(log.said) == spoken
    session = stand.desk.flow.session
    assert session is not None
    assert session.hearing.has_captions
    stand.press(Key.Key_V)
    stand.press(Key.Key_V)
    let_pass(stand, 20)
    assert len(log.said) > spoken
    assert stand.app.settings.is_voice_on


def test_a_silent_recording_is_told_until_it_is_removed(
    stand: DeskStand, log: Log, qtbot: QtBot
) -> None:
    own, desk = stand.app.paths.voice, stand.desk
    usual = stand.app.sound.voice.clips["halfway"].path
    own.mkdir(parents=True, exist_ok=True)
    file = write_wav(own / "halfway.wav", 300, level=10)
    sentence = "Your recording halfway.wav is not used: nothing is to be heard in it."
    stand.window.open_page("settings")
    note = desk.settings.sound.recordings_row.note
    # It is measured in a process, and shown when the page looks again.
    qtbot.waitUntil(lambda: note.text() == sentence, timeout=20_000)
    assert log.clips["halfway"] == usual
    stand.window.open_page("today")
    assert desk.today.banner.text() == sentence
    assert desk.today.banner.isVisible()
    file.unlink()
    stand.window.open_page("settings")
    assert note.text().startswith("A recording called")
    stand.window.open_page("today")
    assert not desk.today.banner.isVisible()


def test_ctrl_comma_pauses_a_session_for_the_settings_of_its_sound(
    stand: DeskStand, log: Log, tmp_path: Path
) -> None:
    (tmp_path / "Morning.ogg").touch()
    check(stand).start.click()
    let_pass(stand, 6)
    session = stand.desk.flow.session
    assert session is not None
    stand.press(Key.Key_M)
    assert "Ctrl+," in session.toast.text()
    stand.press(Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    [card] = stand.window.findChildren(SessionSound)
    assert session._runner.view().state is EngineState.PAUSED
    card.card.changed.emit({"music": str(tmp_path / "Morning.ogg"), "is_music_on": True})
    card.card.volume.setValue(30)
    assert stand.app.settings.volume == pytest.approx(0.3)
    assert card.card.music_row.note.text().startswith("Morning.ogg")
    card.card.test.click()
    assert log.said[-1] == SOUND_TEST
    stand.press(Key.Key_Escape)
    assert stand.window.full_page is session
    stand.press(Key.Key_Space)
    let_pass(stand, 5)
    assert log.music[-1] == tmp_path / "Morning.ogg"
    assert log.said[-1] != SOUND_TEST
    stand.press(Key.Key_M)
    assert session.toast.text() == "Music off"
    assert stand.app.settings.volume == pytest.approx(0.3)


def test_ctrl_comma_before_a_session_says_where_settings_are(stand: DeskStand) -> None:
    check(stand)
    stand.press(Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert stand.window.toast.text() == "Settings open from Today. Leave this page first."


def test_captions_come_when_the_output_goes(stand: DeskStand, log: Log) -> None:
    check(stand).start.click()
    let_pass(stand, 8)
    session = stand.desk.flow.session
    assert session is not None
    assert not session.hearing.has_captions
    log.is_there = False
    let_pass(stand, 1)
    assert session.notices.banner.text() == "Sound lost. Captions are on. Looking for it again."
    seen = set()
    for _ in range(30):
        let_pass(stand, 1)
        seen.add(session.faces.caption.main.text())
    assert len(seen - {""}) >= 2
    log.is_there = True
    let_pass(stand, 1)
    assert session.notices.banner.text() == "Sound is back, through Headphones."
    assert session.faces.caption.main.isHidden()


def test_a_voice_is_heard_in_settings_before_it_is_needed(stand: DeskStand, log: Log) -> None:
    stand.window.open_page("settings")
    card = stand.desk.settings.sound
    card.voice.findChildren(QAbstractButton)[1].click()
    card.test.click()
    assert log.voice == "high"
    assert log.said == [SOUND_TEST]


@pytest.mark.parametrize("is_there", [True, False])
def test_the_last_words_are_read_where_they_are_not_heard(
    stand: DeskStand, log: Log, is_there: bool
) -> None:
    log.is_there = is_there
    check(stand).start.click()
    let_pass(stand, 100)
    assert stand.desk.flow.summary is not None
    toast = stand.window.toast
    assert toast.isHidden() is is_there
    if not is_there:
        assert toast.text() == "That is all for today. Rest as long as you like"
        for part in (stand.desk.flow.summary.done_button, stand.desk.flow.summary.saved):
            at = QRect(part.mapTo(stand.window, QPoint(0, 0)), part.size())
            assert not toast.geometry().intersects(at)


def test_a_session_alone_looks_after_its_sound(stand: DeskStand, log: Log, qtbot: QtBot) -> None:
    clocks = [clock for clock in stand.desk.findChildren(QTimer) if clock.interval() == 500]
    assert len(clocks) == 1
    clocks[0].timeout.emit()
    assert log.polls == 1
    check(stand).start.click()
    session = stand.desk.flow.session
    assert session is not None
    session.timer.stop()
    before = log.polls
    clocks[0].timeout.emit()
    assert log.polls == before
    stand.clock.move(600)
    session.tick()
    assert log.polls == before + 1
