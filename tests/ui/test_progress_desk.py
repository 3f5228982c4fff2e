"""The Report button: a dialog, a file, and a sentence on how it went."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gluteapp.core.clock import ManualClock
from gluteapp.paths import Paths
from tests.ui.report_values import pdf_words
from tests.ui.screens.desk_stand import DeskStand


@pytest.fixture
def stand(qtbot: QtBot, paths: Paths, clock: ManualClock) -> Iterator[DeskStand]:
    """A desk after one session."""
    made = DeskStand(qtbot=qtbot, paths=paths, clock=clock)
    made.play()
    made.show()
    yield made
    made.close()


def ask(stand: DeskStand) -> QFileDialog:
    """Press Report; the dialog that comes."""
    stand.desk.charts.screen.report_button.click()
    (dialog,) = stand.desk.charts.screen.findChildren(QFileDialog)
    return dialog


def sentence(stand: DeskStand) -> str:
    return stand.window.toast.text()


def test_report_asks_for_a_file_named_after_the_day(stand: DeskStand) -> None:
    dialog = ask(stand)
    assert [Path(one).name for one in dialog.selectedFiles()] == ["gluteapp-report-2026-01-01.pdf"]
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    dialog.reject()


def test_the_page_is_written_where_it_was_asked_for(stand: DeskStand, tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    dialog = ask(stand)
    dialog.fileSelected.emit(str(file))
    dialog.reject()
    assert sentence(stand) == f"Saved as {file}."
    assert "1 circuit in 8 weeks, 2 of 2 sets done" in pdf_words(file.read_bytes())


def test_why_it_was_not_written_is_one_sentence(stand: DeskStand, tmp_path: Path) -> None:
    dialog = ask(stand)
    dialog.fileSelected.emit(str(tmp_path / "nowhere" / "page.pdf"))
    assert "nowhere" in sentence(stand)
    stand.app.history.remove(stand.app.history.sessions()[0].id)
    dialog.fileSelected.emit(str(tmp_path / "page.pdf"))
    assert sentence(stand) == "No session is recorded yet."
    dialog.reject()
    assert list(tmp_path.glob("*.pdf")) == []
