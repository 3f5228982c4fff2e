"""Settings of the sound: saved at once, each with a line that says what it does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from gluteapp.core.clock import ManualClock
from gluteapp.paths import Paths
from gluteapp.settings import Settings, load_settings
from gluteapp.ui.screens.sound_card import SoundCard
from gluteapp.ui.theme import DARK
from gluteapp.ui.widgets.segment import Segment
from tests.ui.screens.desk_stand import DeskStand


@pytest.fixture
def stand(qtbot: QtBot, paths: Paths, clock: ManualClock) -> Iterator[DeskStand]:
    made = DeskStand(qtbot=qtbot, paths=paths, clock=clock).show()
    made.window.open_page("settings")
    yield made
    made.close()


def saved(stand: DeskStand) -> Settings:
    settings, problem = load_settings(stand.app.paths.settings_file)
    assert problem is None
    return settings


def take(segment: Segment, index: int) -> None:
    """Click a choice."""
    segment.findChildren(QAbstractButton)[index].click()


def test_every_choice_is_saved_and_explained(stand: DeskStand) -> None:
    card = stand.desk.settings.sound
    notes = []
    for index in range(4):
        take(card.lead, (index + 1) % 4)
        notes.append(card.lead_row.note.text())
    assert len(set(notes)) == 4
    take(card.lead, 2)
    take(card.captions, 1)
    take(card.voice, 1)
    card.music_volume.setValue(20)
    now = saved(stand)
    assert (now.lead, now.captions, now.voice) == ("both", "on", "high")
    assert now.is_voice_on
    assert now.music_volume == pytest.approx(0.2)


def test_no_voice_keeps_which_one_it_was(stand: DeskStand) -> None:
    card = stand.desk.settings.sound
    take(card.voice, 1)
    take(card.voice, 2)
    assert (saved(stand).voice, saved(stand).is_voice_on) == ("high", False)
    assert card.voice_row.note.text() == "Tones only"
    take(card.voice, 0)
    assert (saved(stand).voice, saved(stand).is_voice_on) == ("low", True)


def test_a_voice_is_heard_only_where_sound_is_on(stand: DeskStand) -> None:
    card = stand.desk.settings.sound
    assert card.test.isEnabled()
    card.sound.click()
    assert not card.test.isEnabled()


@pytest.mark.parametrize("what", ["file", "folder"])
def test_music_is_chosen_and_cleared(stand: DeskStand, tmp_path: Path, what: str) -> None:
    folder = tmp_path / "Morning"
    folder.mkdir()
    (folder / "a.ogg").touch()
    card = stand.desk.settings.sound
    assert not card.clear.isEnabled()
    (card.file if what == "file" else card.folder).click()
    assert card.dialog is not None
    chosen = folder / "a.ogg" if what == "file" else folder
    card.dialog.fileSelected.emit(str(chosen))
    card.dialog.close()
    assert saved(stand).music == str(chosen)
    assert card.music_row.note.text() == f"{chosen.name}, softer while the voice speaks"
    assert card.music_on.isChecked()
    card.clear.click()
    assert saved(stand).music == ""
    assert not card.music_on.isEnabled()
    assert card.music_row.note.text().startswith("None chosen")


def test_music_is_looked_for_where_the_user_has_it(
    stand: DeskStand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    (home / "last").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    card = stand.desk.settings.sound

    def opened_in() -> Path:
        card.folder.click()
        assert card.dialog is not None
        place = Path(card.dialog.directory().absolutePath())
        card.dialog.close()
        return place

    assert opened_in() == home
    (home / "Music").mkdir()
    assert opened_in() == home / "Music"
    stand.desk.change_settings({"music": str(home / "last" / "mine")})
    assert opened_in() == home / "last"
    (home / "last").rmdir()
    assert opened_in() == home / "Music"


def test_music_that_is_gone_is_said(qtbot: QtBot, stand: DeskStand, tmp_path: Path) -> None:
    stand.desk.change_settings({"music": str(tmp_path / "gone.ogg")})
    note = stand.desk.settings.sound.music_row.note
    # It is looked for in a thread, and shown when the page looks at the sound again.
    qtbot.waitUntil(lambda: note.text() == "The music gone.ogg was not found.")
    stand.desk.change_settings({"music": ""})
    assert "gone" not in note.text()


def test_nothing_is_asked_when_values_are_shown(qtbot: QtBot, tmp_path: Path) -> None:

    card = SoundCard(Settings(), theme=DARK, recordings=tmp_path)
    qtbot.addWidget(card)
    asked: list[object] = []
    card.changed.connect(asked.append)
    card.show_settings(
        Settings(is_muted=True, volume=0.1, is_voice_on=False, lead="ticks", captions="off")
    )
    assert asked == []
    assert not card.sound.isChecked()
    assert card.voice.value == "none"
