"""The log keeps what went wrong and gives back what it took over."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from gluteapp.logs import CRASH_NAME, FILE_NAME, Logs, start_logs

# pytest-qt takes the excepthook for itself otherwise.
pytestmark = pytest.mark.qt_no_exception_capture

LOGGER = logging.getLogger("gluteapp.example")


@pytest.fixture
def told() -> list[BaseException]:
    """What was reported to the user."""
    return []


@pytest.fixture
def logs(tmp_path: Path, told: list[BaseException]) -> Iterator[Logs]:
    started = start_logs(tmp_path / "logs", report=told.append)
    assert started is not None
    yield started
    started.stop()


def kept(tmp_path: Path) -> str:
    return (tmp_path / "logs" / FILE_NAME).read_text(encoding="utf-8")


@pytest.mark.usefixtures("logs")
def test_records_of_the_app_are_kept(tmp_path: Path) -> None:
    LOGGER.info("the figure is %s", "ready")
    LOGGER.debug("not kept")
    assert "INFO gluteapp.example: the figure is ready" in kept(tmp_path)
    assert "not kept" not in kept(tmp_path)


@pytest.mark.expected_log("uncaught")
@pytest.mark.usefixtures("logs")
def test_an_exception_nobody_caught_is_kept_and_told(
    tmp_path: Path, told: list[BaseException], capsys: pytest.CaptureFixture[str]
) -> None:
    error = ValueError("a bug")
    sys.excepthook(ValueError, error, None)
    assert "ValueError: a bug" in kept(tmp_path)
    assert told == [error]
    assert "a bug" in capsys.readouterr().err


@pytest.mark.expected_log("uncaught in thread mixer")
@pytest.mark.usefixtures("logs")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_exception_in_a_thread_is_kept_and_told(
    tmp_path: Path, told: list[BaseException]
) -> None:
    nothing: list[int] = []
    thread = threading.Thread(target=nothing.pop, name="mixer")
    thread.start()
    thread.join()
    assert "IndexError" in kept(tmp_path)
    assert [type(error) for error in told] == [IndexError]


@pytest.mark.usefixtures("logs")
def test_ctrl_c_is_no_error(
    told: list[BaseException], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert told == []
    assert "uncaught" not in kept(tmp_path)
    assert "KeyboardInterrupt" in capsys.readouterr().err


@pytest.mark.expected_log("uncaught")
@pytest.mark.expected_log("the report of an error failed")
def test_a_report_that_fails_is_kept_too(tmp_path: Path) -> None:
    def fail(_error: BaseException) -> None:
        raise RuntimeError("no window")

    logs = start_logs(tmp_path / "logs", report=fail)
    assert logs is not None
    sys.excepthook(ValueError, ValueError("first"), None)
    logs.stop()
    assert "no window" in kept(tmp_path)


@pytest.mark.expected_log("uncaught")
def test_without_a_report_the_log_is_enough(tmp_path: Path) -> None:
    logs = start_logs(tmp_path / "logs")
    assert logs is not None
    sys.excepthook(ValueError, ValueError("alone"), None)
    logs.stop()
    assert "ValueError: alone" in kept(tmp_path)


def test_a_closed_terminal_is_no_obstacle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when started from an icon: standard error is None."""
    logs = start_logs(tmp_path / "logs")
    assert logs is not None
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", None)
        logs.stop()
        assert not faulthandler.is_enabled()
        (tmp_path / "in the way").write_text("")
        assert start_logs(tmp_path / "in the way") is None
    faulthandler.enable(sys.__stderr__ or 2)


def test_everything_is_given_back(tmp_path: Path) -> None:
    before = (sys.excepthook, threading.excepthook, logging.getLogger("gluteapp").level)
    logs = start_logs(tmp_path / "logs")
    assert logs is not None
    assert (tmp_path / "logs" / CRASH_NAME).exists()
    assert faulthandler.is_enabled()
    assert sys.excepthook != before[0]
    logs.stop()
    after = (sys.excepthook, threading.excepthook, logging.getLogger("gluteapp").level)
    assert after == before
    assert logging.getLogger("gluteapp").handlers == []


def test_without_a_place_for_it_there_is_no_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "logs").write_text("a file in the way")
    hook = sys.excepthook
    assert start_logs(tmp_path / "logs") is None
    assert sys.excepthook is hook
    assert "no log is kept" in capsys.readouterr().err
