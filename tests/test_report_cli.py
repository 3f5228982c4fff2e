"""`gluteapp report OUT.pdf`: a page, or one sentence that says why there is none."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gluteapp.cli import main
from gluteapp.paths import Paths
from gluteapp.storage.repositories import Store
from tests.ui.report_values import pdf_words


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile with a week of made-up sessions."""
    folder = tmp_path_factory.mktemp("profile")
    assert main(["demo-data", "--weeks", "1", "--profile", str(folder)]) == 0
    return folder


def report(profile: Path, *arguments: object) -> int:
    return main(["report", "--profile", str(profile), *map(str, arguments)])


def test_without_a_display_the_page_is_written_all_the_same(profile: Path, tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    bare = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    done = subprocess.run(
        [*(sys.executable, "-m", "gluteapp", "report", file, "--profile", profile)],
        env=bare,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"Saved as {file}.\n"
    assert b"/Count 1\n" in file.read_bytes()
    assert "Glute training: home record" in pdf_words(file.read_bytes())


def test_as_many_weeks_as_asked_for(
    profile: Path, tmp_path: Path, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "page.pdf"
    assert report(profile, file, "--weeks", 3) == 0
    assert "in 3 weeks" in pdf_words(file.read_bytes())
    assert capsys.readouterr().out == f"Saved as {file}.\n"
    assert [one.name for one in tmp_path.iterdir()] == ["page.pdf"]


def test_a_file_that_is_there_is_replaced_only_when_told_to(
    profile: Path, tmp_path: Path, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "page.pdf"
    file.write_text("mine")
    assert report(profile, file) == 1
    assert "--force" in _sentence(capsys)
    assert file.read_text() == "mine"
    assert report(profile, file, "--force") == 0
    assert file.read_bytes().startswith(b"%PDF-")


def test_a_folder_or_a_device_is_no_file(
    profile: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for place in (tmp_path, Path("/dev/null")):
        assert report(profile, place, "--force") == 1
        assert "is not a file" in _sentence(capsys)
    assert Path("/dev/null").is_char_device()


def test_a_folder_that_is_not_there_is_one_sentence(
    profile: Path, tmp_path: Path, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(profile, tmp_path / "nowhere" / "page.pdf") == 1
    assert "nowhere" in _sentence(capsys)


@pytest.mark.parametrize("has_record", [False, True])
def test_an_empty_profile_has_nothing_to_report(
    paths: Paths,
    tmp_path: Path,
    clock: object,
    capsys: pytest.CaptureFixture[str],
    has_record: bool,
) -> None:
    if has_record:
        Store.open(paths.database, clock=clock).close()  # type: ignore[arg-type]
    file = tmp_path / "page.pdf"
    assert report(paths.data.parent, file) == 1
    assert "No session is recorded" in _sentence(capsys)
    assert not file.exists()
    assert paths.database.exists() is has_record


@pytest.mark.parametrize("weeks", ["0", "17", "many"])
def test_only_so_many_weeks_fit_on_a_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], weeks: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        report(tmp_path, tmp_path / "page.pdf", "--weeks", weeks)
    assert ended.value.code == 2
    assert "from 1 to 16" in capsys.readouterr().err


def _sentence(capsys: pytest.CaptureFixture[str]) -> str:
    """What was said, one line and nothing else."""
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("gluteapp: ")
    assert printed.err.count("\n") == 1
    return printed.err
