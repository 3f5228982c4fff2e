"""Keeping the screen on: without a desktop, with one that grants it, and with one that hangs."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from gluteapp.devices.wake import WakeLock, WakeResult, WakeWhy

PATIENCE_S = 30.0

FAKE_SCREEN_SAVER = """
from jeepney import new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

with open_dbus_connection("SESSION") as bus:
    bus.send_and_get_reply(message_bus.RequestName("org.freedesktop.ScreenSaver"))
    print("ready", flush=True)
    while True:
        call = bus.receive()
        member = call.header.fields.get(3)
        if member == "Inhibit":
            bus.send(new_method_return(call, "u", (7,)))
        elif member == "UnInhibit":
            bus.send(new_method_return(call))
        else:
            continue
        print(member, *call.body, flush=True)
        if member == "UnInhibit":
            break
"""

SESSION = """
import subprocess, sys
from gluteapp.devices.wake import WakeLock

saver = subprocess.Popen([sys.executable, "-c", sys.argv[1]], stdout=subprocess.PIPE, text=True)
assert saver.stdout.readline() == "ready\\n"
lock = WakeLock()
first = lock.hold()
while first.why == "no_answer":
    first = lock.hold()
print(first.is_held, lock.hold().is_held, flush=True)
lock.release()
print(lock.result.is_held)
words, _ = saver.communicate(timeout=30)
print(words, end="")
"""


@pytest.fixture(autouse=True)
def _no_bus(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'no-bus'}")
    monkeypatch.delenv("DISPLAY", raising=False)


def settled(lock: WakeLock) -> WakeResult:
    """The answer, however long a busy machine takes."""
    lock.hold()
    assert lock._lock is not None
    assert lock._lock.is_answered.wait(PATIENCE_S)
    return lock.result


def test_before_it_is_asked_nothing_is_held() -> None:
    lock = WakeLock()
    assert lock.result == WakeResult(is_held=False, why=WakeWhy.NOT_ASKED)
    lock.release()


def test_without_a_bus_it_is_refused_without_an_exception() -> None:
    lock = WakeLock()
    refused = WakeResult(is_held=False, why=WakeWhy.REFUSED)
    assert settled(lock) == refused
    assert settled(lock) == refused, "asked again"
    lock.release()
    lock.release()
    assert lock.result.why is WakeWhy.NOT_ASKED


def test_a_bus_that_hangs_does_not_hold_up_the_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(tmp_path / "bus"))
    server.listen()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'bus'}")
    lock = WakeLock()
    asking: list[WakeResult] = []
    start = threading.Thread(target=lambda: asking.append(lock.hold()))
    start.start()
    # The desktop takes the call and says nothing until it is hung up on.
    connection, _ = server.accept()
    start.join(PATIENCE_S)
    assert asking == [WakeResult(is_held=False, why=WakeWhy.NO_ANSWER)]
    connection.close()
    server.close()
    assert lock._lock is not None
    lock._lock.join(PATIENCE_S)
    assert lock.result.is_held is False
    lock.release()


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="needs dbus-run-session")
def test_a_desktop_that_grants_it_is_told_when_it_is_over() -> None:
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", SESSION, FAKE_SCREEN_SAVER],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
        env={**os.environ, "PYTHONPATH": root},
    )
    assert done.stdout.splitlines() == [
        "True True",
        "False",
        "Inhibit wakepy wakelock active",
        "UnInhibit 7",
    ], done.stderr
