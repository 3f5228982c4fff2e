"""What every test gets: a throw-away profile, a manual clock, and a check that it left nothing.

A test fails when it leaves behind a log record of WARNING or worse that it did not announce
with `@pytest.mark.expected_log("pattern")`, a running thread or timer, or a top-level widget.
Qt's own messages fail a test through `qt_log_level_fail` in pyproject.toml.
"""

from __future__ import annotations

import gc
import logging
import os
import re
import sys
import threading
from typing import TYPE_CHECKING, Any

# Before anything imports Qt or SDL: no window, no sound card, no signal handlers.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_NO_SIGNAL_HANDLERS", "1")
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
# Nor numpy, which would spread small sums over all cores and take twice the time of one.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pytest
from hypothesis import HealthCheck, settings

from gluteapp.core.clock import ManualClock
from gluteapp.paths import Paths

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytest_plugins = ["tests.small_content"]

# The default finds the same examples every time, so that a red run can be repeated by anybody;
# HYPOTHESIS_PROFILE=explore looks for new ones.
_PATIENT = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("repeatable", _PATIENT, derandomize=True, max_examples=50)
settings.register_profile("explore", _PATIENT, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


def pytest_collection_finish() -> None:
    """Leave what is there before the first test out of every look at what a test left."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """A throw-away profile."""
    return Paths.under(tmp_path / "profile")


@pytest.fixture
def clock() -> ManualClock:
    """A clock that stands still until it is moved."""
    return ManualClock()


class _Collector(logging.Handler):
    """Keeps the records of WARNING and worse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one record."""
        self.records.append(record)


@pytest.fixture(autouse=True)
def _no_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail when a warning was logged that the test did not announce, or the other way round."""
    patterns = [str(mark.args[0]) for mark in request.node.iter_markers("expected_log")]
    collector = _Collector()
    logging.getLogger().addHandler(collector)
    yield
    logging.getLogger().removeHandler(collector)
    lines = [f"{record.name}: {record.getMessage()}" for record in collector.records]
    unexpected = [line for line in lines if not any(re.search(p, line) for p in patterns)]
    missing = [p for p in patterns if not any(re.search(p, line) for line in lines)]
    assert not unexpected, f"logged without being expected: {unexpected}"
    assert not missing, f"expected in the log, but never came: {missing}"


@pytest.fixture(autouse=True)
def _nothing_left_alive(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail when the test leaves threads, running timers or top-level widgets behind."""
    threads_before = set(threading.enumerate())
    uses_qt = not {"qapp", "qtbot"}.isdisjoint(request.fixturenames)
    widgets_before = _top_level_widgets() if uses_qt else []
    yield
    left: list[str] = [
        f"thread {thread.name}"
        for thread in set(threading.enumerate()) - threads_before
        if _goes_on(thread)
    ]
    if uses_qt:
        left += _left_in_qt(widgets_before)
    assert not left, f"left alive: {left}"


def _goes_on(thread: threading.Thread) -> bool:
    """Whether a thread is still there after the moment that one needs that was told to end."""
    thread.join(1.0)
    return thread.is_alive()


def _top_level_widgets() -> list[Any]:
    qt = sys.modules.get("PySide6.QtWidgets")
    return (
        []
        if qt is None or qt.QApplication.instance() is None
        else qt.QApplication.topLevelWidgets()
    )


def _left_in_qt(widgets_before: list[Any]) -> list[str]:
    import shiboken6
    from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, QTimer

    def still_there() -> list[str]:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        widgets = [one for one in _top_level_widgets() if one not in widgets_before]
        left = [f"widget {type(one).__name__} {one.objectName()}" for one in widgets]
        for one in gc.get_objects():
            if not isinstance(one, QObject) or not shiboken6.isValid(one):
                continue
            if isinstance(one, QTimer) and one.isActive():
                left.append(f"timer {one.objectName()} of {one.parent()}")
            elif (
                isinstance(one, QThread) and one.isRunning() and one is not QThread.currentThread()
            ):
                left.append(f"thread {one.objectName()}")
        return left

    left = still_there()
    if left:  # only a reference cycle may keep it; collecting each time would cost seconds
        gc.collect()
        left = still_there()
    return left
