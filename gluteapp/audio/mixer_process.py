"""The small process that owns pygame's mixer: reads commands, plays, says how it goes.

It is a process of its own because a broken sound system is able to take one down: SDL holds
Python's lock while it opens a device (measured 3 to 110 ms, for ever when a sound server hangs),
its PulseAudio part crashes when the last output goes, and ALSA writes to the terminal. Here all of
that ends in a closed pipe and a sentence. And here a sheet starts at its time however busy the
window is. What is read and written is told in `wire.py`; the end of input ends the process.
"""

from __future__ import annotations

import faulthandler
import os
import queue
import signal
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from gluteapp.audio.mixer_desk import MixerDesk, now_ms
from gluteapp.audio.mixer_music import Loaded
from gluteapp.audio.mixer_render import Rendered
from gluteapp.audio.mixer_watch import CHECK_S, Change
from gluteapp.audio.wire import line, unpacked, words_of

OPEN_LIMIT_S = 6.0
"""An output that has not opened by then hangs; the process ends."""
ANSWER_LIMIT_S = 4.0
"""A mixer call that has not returned by then hangs; the process ends."""
FINE_MS = 20.0 if sys.platform == "win32" else 3.0
"""The last stretch before a sheet is slept through: waiting for words is coarser on Windows."""
SWITCH_S = 0.000_5
"""How soon the thread that renders lets go of Python's lock when a sheet is due."""

NICE = -10
"""Sound servers give themselves as much. SDL asks it for the thread that mixes, but not for the one
that carries what was mixed to the server."""

_ENVIRONMENT = {"SDL_NO_SIGNAL_HANDLERS": "1", "PYGAME_HIDE_SUPPORT_PROMPT": "1"}
"""SDL swallows SIGTERM otherwise, and pygame greets on stdout (platform.md A)."""

Inbox = queue.SimpleQueue[str | Rendered | Loaded | None]
"""Lines of the app, results of our own threads, and None for the end."""


def main() -> NoReturn:
    """Open, serve until the input ends or the output is lost, and be gone without ceremony."""
    for name, value in _ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    # Ctrl-C in a terminal reaches the whole group; this process ends with its input instead.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.setswitchinterval(SWITCH_S)
    go_first()
    inbox: Inbox = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(inbox,), daemon=True).start()
    with Path(os.devnull).open("w") as nowhere:
        code = _serve(inbox, nowhere.fileno())
        # Straight out: an output that is lost may hang in the library's own farewell.
        sys.stdout.flush()
        os._exit(code)


def go_first() -> bool:
    """Let this thread, and those it starts, run before busy others; false where nobody may.

    On most desktops of Linux and on macOS that takes a right that a user has to be given.
    """
    if sys.platform == "win32":
        return False  # the app starts this process so: see mixer_link
    try:
        os.setpriority(os.PRIO_PROCESS, 0, NICE)
    except OSError:
        return False
    return True


def _serve(inbox: Inbox, nowhere: int) -> int:
    try:
        from pygame import error as no_output  # noqa: PLC0415 - may be broken on this machine
        from pygame import mixer  # noqa: F401, PLC0415 - idem
    except ImportError as error:
        return _say_last("failed", f"no mixer: {error}")
    _live_for(OPEN_LIMIT_S, nowhere)
    try:
        desk = MixerDesk(post=inbox.put, say=_say)
    except no_output as error:
        return _say_last("failed", str(error))
    _say(said="open", driver=desk.driver, devices=desk.devices)
    next_look_ms = 0.0
    while True:
        if now_ms() >= next_look_ms:
            _live_for(ANSWER_LIMIT_S, nowhere)
            change = desk.look()
            if change is Change.REOPEN:
                return _say_last("lost", f"outputs now: {desk.devices}")
            if change is Change.TELL:
                _say(said="devices", driver=desk.driver, devices=desk.devices)
            next_look_ms = now_ms() + CHECK_S * 1000
        try:
            word = _next(inbox, min(next_look_ms, desk.next_ms() or next_look_ms))
            if word is None:
                desk.close()
                return 0
            if isinstance(word, str):
                _obey(desk, words_of(word))
            else:
                desk.take(word)
        except queue.Empty:
            pass  # something is due, or it is time to look
        desk.act()


def _next(inbox: Inbox, until_ms: float) -> str | Rendered | Loaded | None:
    """The next word; queue.Empty when none came by then, and that as exactly as can be."""
    wait_ms = until_ms - now_ms()
    if wait_ms > FINE_MS:
        return inbox.get(timeout=(wait_ms - FINE_MS) / 1000)
    try:
        return inbox.get_nowait()
    except queue.Empty:
        time.sleep(max(wait_ms, 0) / 1000)
        raise


def _obey(desk: MixerDesk, words: Mapping[str, Any]) -> None:
    """Do one command; what is not understood is left out."""
    match words:
        case {"do": "voice", "clips": dict(clips)}:
            desk.use_voice({str(line_id): Path(str(path)) for line_id, path in clips.items()})
        case {"do": "prepare", "sheet": dict(sheet)}:
            desk.prepare(unpacked(sheet))
        case {"do": "begin", "sheet": dict(sheet), "zero_ms": float() | int() as zero_ms}:
            desk.begin(unpacked(sheet), zero_ms)
        case {"do": "stop"}:
            desk.stop()
        case {"do": "ping"}:
            _say(said="here")
        case {"do": "alive"}:
            desk.alive()
        case {"do": "volume", "share": float() | int() as share}:
            desk.set_volume(share)
        case {"do": "muted", "is_on": bool(is_on)}:
            desk.set_muted(is_on)
        case {"do": "music", "path": str() | None as path, "first": int(first)}:
            desk.music.play(None if path is None else Path(path), first)
        case {"do": "music_volume", "share": float() | int() as share}:
            desk.music.set_volume(share)
        case {"do": "music_pause", "is_on": bool(is_on)}:
            desk.music.pause(is_on)
        case _:
            pass


def _live_for(limit_s: float, nowhere: int) -> None:
    """End this process unless called again in time; works even while Python's lock is held."""
    faulthandler.dump_traceback_later(limit_s, exit=True, file=nowhere)


def _listen(inbox: Inbox) -> None:
    for text in sys.stdin:
        inbox.put(text)
    inbox.put(None)


def _say(**words: object) -> None:
    sys.stdout.write(line(**words))
    sys.stdout.flush()


def _say_last(said: str, why: str) -> int:
    _say(said=said, why=why)
    return 1


if __name__ == "__main__":
    main()
