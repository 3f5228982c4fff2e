"""Charts are saved whole or not at all, as pictures and as tables."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gluteapp.ui.screens.progress import ProgressScreen
from gluteapp.ui.screens.progress_csv import rate_csv, strength_csv, work_csv
from gluteapp.ui.screens.progress_files import ChartFile, ChartFiles, SaveError, save_whole
from gluteapp.ui.theme import DARK
from tests.ui.screens import progress_values as made


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_strength_table_has_every_point_with_its_flags() -> None:
    strength = made.block().strength
    found = rows(strength_csv(made.block()))
    assert len(found) == len(strength.points) + len(strength.overall) + len(strength.missing)
    first = next(row for row in found if row["series"] == "hip_extension")
    assert first == {
        "date": "2026-10-12",
        "session": "s0",
        "series": "hip_extension",
        "index": "39.50",
        "kind": "valid",
        "possible": "10",
        "move": "bridge/two_legs",
        "benchmark": "no",
        "approximate": "no",
        "lighter_week": "no",
    }
    kinds = {row["kind"] for row in found}
    assert kinds == {"valid", "censored", "off_tempo", "no_answer"}
    assert [row["date"] for row in found] == sorted(row["date"] for row in found)
    (benchmark,) = [row for row in found if row["benchmark"] == "yes"]
    assert (benchmark["date"], benchmark["series"]) == ("2026-11-09", "abduction")


def test_the_other_tables_have_theirs() -> None:
    rates = rows(rate_csv(made.block()))
    assert rates[0] == {
        "date": "2026-10-12",
        "session": "s0",
        "share": "0.5000",
        "answered_sets": "14",
    }
    weeks = rows(work_csv(made.block()))
    assert [week["work"] for week in weeks][3:] == ["76.00", "258.00", "155.00"]
    assert (weeks[3]["lighter_week"], weeks[5]["running"]) == ("yes", "yes")
    assert (weeks[5]["monday"], weeks[5]["planned"]) == ("2026-11-16", "104.00")


@pytest.fixture
def screen(qtbot: QtBot) -> ProgressScreen:
    made_screen = ProgressScreen(theme=DARK)
    qtbot.addWidget(made_screen)
    made_screen.resize(1348, 900)
    made_screen.show_progress(made.block(), made.MOVES)
    made_screen.show()
    return made_screen


def files(screen: ProgressScreen) -> dict[str, ChartFile]:
    assert screen.board is not None
    return {file.name: file for file in screen.board.files("block")}


def test_each_chart_can_be_saved_as_picture_and_table(screen: ProgressScreen) -> None:
    assert set(files(screen)) == {
        "strength_block.png",
        "strength_block.csv",
        "glute_felt_block.png",
        "glute_felt_block.csv",
        "weekly_work_block.png",
        "weekly_work_block.csv",
    }


def test_a_picture_has_twice_the_pixels_and_nothing_that_was_being_read(
    screen: ProgressScreen,
) -> None:
    assert screen.board is not None
    card = screen.board.strength
    plain = files(screen)["strength_block.png"].content()
    card.chart.show_stop(3)
    assert files(screen)["strength_block.png"].content() == plain
    assert card.chart.current == 3
    picture = QImage.fromData(plain)
    assert picture.size() == card.size() * 2


def test_the_screen_looks_the_same_after_a_picture_was_made(screen: ProgressScreen) -> None:
    assert screen.board is not None
    before = screen.board.strength.grab().toImage()
    files(screen)["strength_block.png"].content()
    assert screen.board.strength.grab().toImage() == before


def test_a_file_is_written_where_the_user_says(screen: ProgressScreen, tmp_path: Path) -> None:
    said: list[str] = []
    screen.said.connect(said.append)
    file = files(screen)["strength_block.csv"]
    target = tmp_path / "strength.csv"
    dialog = screen._files.ask(file)
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    assert dialog.defaultSuffix() == "csv"
    dialog.fileSelected.emit(str(target))
    dialog.reject()
    assert target.read_bytes() == file.content()
    assert said == [f"Saved as {target}."]
    assert [one.name for one in tmp_path.iterdir()] == ["strength.csv"]


def test_a_failure_is_said_in_one_sentence_and_leaves_the_old_file(
    screen: ProgressScreen, tmp_path: Path
) -> None:
    said: list[str] = []
    screen.said.connect(said.append)
    target = tmp_path / "nowhere" / "strength.csv"
    screen._files.save(files(screen)["strength_block.csv"], target)
    assert said == [f"{target} could not be written (No such file or directory)."]


def test_a_file_that_cannot_be_replaced_leaves_no_draft(tmp_path: Path) -> None:
    target = tmp_path / "taken"
    target.mkdir()
    (target / "inside").write_text("kept")
    with pytest.raises(SaveError):
        save_whole(b"new", target)
    assert [one.name for one in tmp_path.iterdir()] == ["taken"]


def test_a_name_that_cannot_be_one_is_refused_politely(tmp_path: Path) -> None:
    with pytest.raises(SaveError):
        save_whole(b"new", tmp_path / "a\0b")


def test_saving_again_replaces_the_file_at_once(tmp_path: Path) -> None:
    target = tmp_path / "chart.csv"
    target.write_text("old")
    before = target.stat().st_ino
    save_whole(b"new", target)
    assert target.read_bytes() == b"new"
    assert target.stat().st_ino != before


def test_the_menu_offers_every_file(screen: ProgressScreen) -> None:
    assert screen.board is not None
    offered = screen.board.files("block")
    menu = ChartFiles(screen).offer(offered, screen.mapToGlobal(screen.rect().center()))
    assert [action.text() for action in menu.actions()] == [file.words for file in offered]
    menu.close()
