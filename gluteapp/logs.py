"""Where records of what went on are kept; knows no window, and never what the user did or felt.

Every module logs to a logger named after it (`logging.getLogger("gluteapp.storage")`). A run that
shows the window calls `start_logs` once; commands and tests log nowhere by themselves.
"""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TextIO

FILE_NAME = "gluteapp.log"
CRASH_NAME = "crash.log"
FILE_BYTES_MAX = 1_000_000
OLD_FILES = 3

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_log = logging.getLogger("gluteapp")

Reporter = Callable[[BaseException], None]
"""Told about every exception nobody caught, to tell the user in turn."""


class Logs:
    """The open log files of one run; `stop` gives back everything that was taken over."""

    def __init__(self, *, folder: Path, report: Reporter | None = None) -> None:
        self._report = report
        self._handler = RotatingFileHandler(
            folder / FILE_NAME, maxBytes=FILE_BYTES_MAX, backupCount=OLD_FILES, encoding="utf-8"
        )
        self._handler.setFormatter(logging.Formatter(_FORMAT))
        self._crash_file = (folder / CRASH_NAME).open("a", encoding="utf-8")
        self._excepthook = sys.excepthook
        self._thread_hook = threading.excepthook
        self._level = _log.level

    def start(self) -> None:
        """Take over the hooks; only once both files are open."""
        _log.addHandler(self._handler)
        _log.setLevel(logging.INFO)
        # A crash below Python (Qt, SDL) leaves the Python stack of every thread here.
        faulthandler.enable(self._crash_file)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception

    def stop(self) -> None:
        """Close the files and put the hooks back."""
        sys.excepthook = self._excepthook
        threading.excepthook = self._thread_hook
        _enable_on_stderr()
        _log.removeHandler(self._handler)
        _log.setLevel(self._level)
        self._handler.close()
        self._crash_file.close()

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._excepthook(kind, error, trace)
            return
        _log.critical("uncaught", exc_info=(kind, error, trace))
        self._excepthook(kind, error, trace)
        self._tell(error)

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        error = args.exc_value or args.exc_type()
        name = "?" if args.thread is None else args.thread.name
        _log.critical(
            "uncaught in thread %s", name, exc_info=(args.exc_type, error, args.exc_traceback)
        )
        self._thread_hook(args)
        self._tell(error)

    def _tell(self, error: BaseException) -> None:
        if self._report is None:
            return
        try:
            self._report(error)
        except Exception:  # noqa: BLE001 - the last resort must not fail itself
            _log.critical("the report of an error failed", exc_info=True)


def start_logs(folder: Path, *, report: Reporter | None = None) -> Logs | None:
    """Log to files in `folder` and catch what nobody caught; None when it cannot be written.

    `report` is called in the thread that failed.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        logs = Logs(folder=folder, report=report)
    except OSError as error:
        # Without a log the app still works; there is nobody to tell but the terminal.
        _print(sys.stderr, f"gluteapp: no log is kept, {folder} cannot be written: {error}")
        return None
    logs.start()
    return logs


def _enable_on_stderr() -> None:
    try:
        faulthandler.enable()
    except (OSError, ValueError, RuntimeError, AttributeError):
        # Standard error may be closed, or be a pipe without a number, as under a test runner.
        faulthandler.disable()


def _print(stream: TextIO | None, line: str) -> None:
    if stream is not None:
        stream.write(line + "\n")
