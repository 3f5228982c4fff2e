"""Looks at what gluteapp needs of this machine, and says it in sentences. Opens no window.

Nothing is changed, but for a file that is written and removed, and a record of an older version
that is brought up to date as at any start.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from gluteapp.audio.lines import all_lines
from gluteapp.audio.measuring import measure, stamps_in
from gluteapp.audio.player import PlayerState
from gluteapp.audio.pygame_player import PygamePlayer
from gluteapp.audio.voice import load_voice
from gluteapp.coach_problems import body_sentence
from gluteapp.content import load_content
from gluteapp.core.clock import SystemClock
from gluteapp.devices.wake import WakeLock, WakeResult, WakeWhy
from gluteapp.errors import StorageError
from gluteapp.figure.body import BodyError, load_body
from gluteapp.figure.motion import load_motions
from gluteapp.figure.scene import BODY_TYPES
from gluteapp.language import tr, trn
from gluteapp.paths import Paths
from gluteapp.settings import read_settings
from gluteapp.storage.repositories import Store

FREE_BYTES_MIN = 50_000_000
"""Less free room than this is worth a word; a year of sessions takes about 10 MB."""
SOUND_WAIT_S = 8.0
"""Longest wait for an output to open."""

# What Qt's window plugins load; the first three are missing on a bare machine most often.
WINDOW_LIBRARIES = ("libEGL.so.1", "libGL.so.1", "libxcb-cursor.so.0", "libxkbcommon-x11.so.0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One finding: `sentence` says how it is and, if `is_ok` is false, what to do."""

    name: str
    title: str
    is_ok: bool
    sentence: str


def examine(
    paths: Paths,
    *,
    sound: Callable[[], PlayerState] | None = None,
    wake: Callable[[], WakeResult] | None = None,
) -> list[Check]:
    """All checks, in the order they are told; never raises for the machine's reasons."""
    is_linux = sys.platform.startswith("linux")
    return [
        check_display(os.environ, is_linux=is_linux),
        check_graphics(WINDOW_LIBRARIES if is_linux else (), Path("/dev/dri")),
        check_sound((sound or _hear)()),
        check_voice(paths),
        check_wake((wake or _stay_awake)()),
        check_data_folder(paths.data),
        check_record(paths.database),
        check_content(paths),
        check_coach(paths),
        check_settings(paths.settings_file),
    ]


def check_display(environment: Mapping[str, str], *, is_linux: bool) -> Check:
    """Whether there is something to open a window on."""
    title = tr("Display")
    if not is_linux:
        return _fine("display", title, tr("The system's own desktop is used."))
    wayland = environment.get("WAYLAND_DISPLAY")
    if wayland:
        socket = Path(environment.get("XDG_RUNTIME_DIR", ""), wayland)
        if _is_seen(socket):
            return _fine("display", title, tr("Wayland ({name}) answers.", name=wayland))
    x11 = environment.get("DISPLAY")
    if x11 and _x11_answers(x11):
        return _fine("display", title, tr("X11 ({name}) answers.", name=x11))
    if not wayland and not x11:
        return _look(
            "display",
            title,
            tr(
                "There is none, so the window cannot open; start gluteapp in a desktop, or use"
                " `gluteapp simulate`."
            ),
        )
    return _look(
        "display",
        title,
        tr(
            "{name} does not answer; start gluteapp from a terminal inside the desktop.",
            name=wayland or x11,
        ),
    )


def check_graphics(libraries: tuple[str, ...], devices: Path) -> Check:
    """Whether the libraries of the window are there, and whether a graphics processor helps."""
    title = tr("Graphics")
    missing = [name for name in libraries if not _can_load(name)]
    if missing:
        return _look(
            "graphics",
            title,
            tr(
                "These libraries are missing, so the window cannot open: {names}; run `make run`"
                " or install them with your package manager.",
                names=", ".join(missing),
            ),
        )
    if libraries and not devices.exists():
        return _fine(
            "graphics",
            title,
            tr("No graphics processor was found; the picture is painted without."),
        )
    return _fine("graphics", title, tr("Everything the window needs is there."))


def check_sound(state: PlayerState) -> Check:
    """Whether tones are heard."""
    title = tr("Sound")
    if not state.is_heard:
        reason = state.problem or tr("No output answered; check the speakers.")
        return _look("sound", title, reason)
    if state.device:
        return _fine("sound", title, tr("Tones are played on {device}.", device=state.device))
    return _fine("sound", title, tr("Tones are played on the desktop's usual output."))


def check_voice(paths: Paths) -> Check:
    """Whether the chosen voice can be read, and the user's own recordings with it."""
    title = tr("Voice")
    content = load_content(paths)
    lines = all_lines(content.library, content.circuits.values())
    settings, _problem = read_settings(paths.settings_file)
    voice = load_voice(
        paths.assets / "voice" / settings.voice,
        paths.voice,
        lines=lines.keys(),
        measured=measure(sorted(stamp.path for stamp in stamps_in(paths.voice))),
    )
    if voice.problems:
        return _look("voice", title, " ".join(voice.problems))
    missing = [text for line, text in lines.items() if line not in voice.clips]
    if missing:
        silent = trn(
            "{n} line is not spoken and only shown, such as “{line}”.",
            "{n} lines are not spoken and only shown, such as “{line}”.",
            len(missing),
            line=max(missing, key=len),
        )
        return _fine("voice", title, silent)
    own = sum(clip.is_own for clip in voice.clips.values())
    said = trn("{n} line can be said.", "{n} lines can be said.", len(voice.clips))
    recorded = trn("{n} of them is your own recording.", "{n} of them are your own.", own)
    return _fine("voice", title, f"{said} {recorded}" if own else said)


def check_wake(result: WakeResult) -> Check:
    """Whether the screen stays on during a session."""
    title = tr("Wake lock")
    if result.is_held:
        return _fine("wake_lock", title, tr("The screen stays on during a session."))
    switch_off = tr(
        "The desktop does not keep the screen on; switch off its screen saver before a session."
    )
    no_answer = tr(
        "The desktop did not answer in time; switch off its screen saver before a session."
    )
    return _look("wake_lock", title, no_answer if result.why is WakeWhy.NO_ANSWER else switch_off)


def check_data_folder(folder: Path) -> Check:
    """Whether the record can be written, and whether there is room for it."""
    title = tr("Data folder")
    # Looking must not leave folders behind: try the nearest one that there is.
    there = next((one for one in (folder, *folder.parents) if _is_seen(one)), folder)
    try:
        with tempfile.TemporaryFile(dir=there) as file:
            file.write(b"gluteapp")
        free_bytes = shutil.disk_usage(there).free
    except OSError as error:
        return _look(
            "data_folder",
            title,
            tr(
                "{folder} cannot be written ({reason}), so nothing can be recorded; make it"
                " writable, or choose another with --profile.",
                folder=there,
                reason=error.strerror or error,
            ),
        )
    free_mb = free_bytes // 1_000_000
    if free_bytes < FREE_BYTES_MIN:
        return _look(
            "data_folder",
            title,
            trn(
                "Only {n} MB are free for {folder}; make room on that disk.",
                "Only {n} MB are free for {folder}; make room on that disk.",
                free_mb,
                folder=folder,
            ),
        )
    return _fine("data_folder", title, tr("{folder} can be written.", folder=folder))


def check_record(database: Path) -> Check:
    """Whether the record can be opened and is whole."""
    title = tr("Record")
    try:
        database.stat()
    except (FileNotFoundError, NotADirectoryError):
        return _fine("record", title, tr("There is none yet; the first session makes it."))
    except OSError as error:
        unread = tr(
            "{file} cannot be read ({reason}); correct its permissions, or choose another folder"
            " with --profile.",
            file=database,
            reason=error.strerror or error,
        )
        return _look("record", title, unread)
    try:
        store = Store.open(database, clock=SystemClock())
        try:
            problems = store.check()
            sessions = len(store.sessions())
        finally:
            store.close()
    except StorageError as error:
        return _look("record", title, error.message)
    if problems:
        advice = tr(
            "{problem} Keep a copy of {folder}, then put back the newest backup in it.",
            problem=problems[0],
            folder=database.parent,
        )
        return _look("record", title, advice)
    return _fine(
        "record", title, trn("Whole, with {n} session.", "Whole, with {n} sessions.", sessions)
    )


def check_content(paths: Paths) -> Check:
    """Whether exercises and circuits, the user's own included, can be read."""
    title = tr("Exercises and circuits")
    content = load_content(paths)
    if content.problems:
        return _look("content", title, content.problems[0].message)
    circuits = len(content.circuits)
    return _fine(
        "content", title, trn("{n} circuit can be read.", "{n} circuits can be read.", circuits)
    )


def check_coach(paths: Paths) -> Check:
    """Whether the coach's bodies and motions can be read."""
    title = tr("Coach")
    motions = load_motions(paths.assets / "motions")
    if motions.problems:
        problem = str(motions.problems[0])
        return _look("coach", title, tr("A motion cannot be shown: {problem}", problem=problem))
    for body in BODY_TYPES:
        try:
            load_body(paths.assets / "bodies" / f"{body}.npz")
        except BodyError as error:
            return _look("coach", title, body_sentence(error))
    return _fine(
        "coach",
        title,
        trn("{n} motion can be shown.", "{n} motions can be shown.", len(motions.ids)),
    )


def check_settings(file: Path) -> Check:
    """Whether the settings can be read."""
    title = tr("Settings")
    _settings, problem = read_settings(file)
    if problem is not None:
        return _look("settings", title, problem.message)
    return _fine("settings", title, tr("They can be read."))


def _fine(name: str, title: str, sentence: str) -> Check:
    return Check(name=name, title=title, is_ok=True, sentence=sentence)


def _look(name: str, title: str, sentence: str) -> Check:
    return Check(name=name, title=title, is_ok=False, sentence=sentence)


def _is_seen(path: Path) -> bool:
    """Whether there is something; false too where looking is forbidden."""
    try:
        path.stat()
    except OSError:
        return False
    return True


def _can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _x11_answers(display: str) -> bool:
    """Whether an X server lets us in, asked the way Qt will ask."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(display.encode(), None)
    try:
        return bool(xcb.xcb_connection_has_error(connection) == 0)
    finally:
        xcb.xcb_disconnect(connection)


def _hear() -> PlayerState:
    """Open the output as a session would, and see what comes of it."""
    player = PygamePlayer(clock=SystemClock())
    try:
        return player.settle(SOUND_WAIT_S)
    finally:
        player.close()


def _stay_awake() -> WakeResult:
    lock = WakeLock()
    try:
        return lock.hold()
    finally:
        lock.release()
