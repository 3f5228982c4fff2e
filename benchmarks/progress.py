"""The Progress page over years of training: the click, dragging, queries, start-up and memory.

Each profile is opened by a process of its own, with the real store and window, without sound.
Beside them stands a profile without sessions, and a bare page in the same window.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
if "DISPLAY" not in os.environ and "WAYLAND_DISPLAY" not in os.environ:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from progress_years import laid_before, play
from PySide6.QtWidgets import QApplication, QWidget

from gluteapp.app import App, build
from gluteapp.core.analytics import ProgressRange
from gluteapp.paths import Paths
from gluteapp.settings import Safety, Settings, load_settings, save_settings
from gluteapp.storage import shelf
from gluteapp.storage.database import CACHE_KIB
from gluteapp.ui.application import Running, make_application
from gluteapp.ui.screens.progress import ProgressScreen

SIZE = (1440, 900)
GOAL_OPEN_MS = 150
GOAL_FRAMES = 60
GOAL_QUERY_MS = 100
GOAL_START = 1.5
GOAL_MEMORY_MB = 100
YEAR_WEEKS = 52
SETTLE_S = 30
STARTS = 2
OPENINGS = 7
Figures = dict[str, float]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one played year, and no fifty years")
    parser.add_argument("--profile", type=Path, help="measure this profile alone, and print JSON")
    parser.add_argument("--start", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--begun", type=float, default=0.0, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.profile is not None:
        begun = asked.begun or time.time()
        figures = _measure(asked.profile, begun, is_start_only=asked.start)
        print(json.dumps(figures))
        return
    with tempfile.TemporaryDirectory() as folder:
        profiles = _profiles(Path(folder), is_quick=asked.quick)
        found = {
            years: _measured(profile, 1 if asked.quick else STARTS)
            for years, profile in profiles.items()
        }
    for years, figures in found.items():
        _describe(years, figures)
    _tell_all(found)


def _profiles(folder: Path, *, is_quick: bool) -> dict[int, Path]:
    """Profiles by their years; 0 has no sessions."""
    begun_s = time.perf_counter()
    profiles = {0: folder / "0", 1: play(folder / "1", YEAR_WEEKS)}
    year_s = time.perf_counter() - begun_s
    if is_quick:
        print(f"A year is played ({year_s:.0f} s) and laid before itself until it is ten.")
        profiles[10] = laid_before(profiles[1], folder / "10", weeks=YEAR_WEEKS, times=10)
        return profiles
    begun_s = time.perf_counter()
    profiles[10] = play(folder / "10", 10 * YEAR_WEEKS)
    print(
        f"A year is played in {year_s:.0f} s, ten in {time.perf_counter() - begun_s:.0f} s; fifty "
        "are those ten, laid before themselves."
    )
    profiles[50] = laid_before(profiles[10], folder / "50", weeks=10 * YEAR_WEEKS, times=5)
    return profiles


def _measured(profile: Path, more_starts: int) -> Figures:
    """The figures of a profile, from a process of its own."""
    paths = Paths.under(profile)
    settings, _ = load_settings(paths.settings_file)
    safety = Safety(is_confirmed=True)
    save_settings(settings.model_copy(update={"safety": safety}), paths.settings_file)
    assert isinstance(settings, Settings)
    # The first start after a profile was made reads it from the disk; later ones are the usual.
    starts = [_run(profile, is_start_only=True)["start_ms"] for _ in range(more_starts)]
    figures = _run(profile, is_start_only=False)
    return {**figures, "start_ms": min(*starts, figures["start_ms"])}


def _run(profile: Path, *, is_start_only: bool) -> Figures:
    """What a process of its own finds with a profile."""
    command = [sys.executable, __file__, "--profile", str(profile), "--begun", str(time.time())]
    command += ["--start"] if is_start_only else []
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def _measure(profile: Path, begun: float, *, is_start_only: bool) -> Figures:
    paths = Paths.under(profile)
    application = make_application()
    app = build(paths)
    running = Running(app=app, application=application)
    running.show()
    running.window.resize(*SIZE)
    application.processEvents()
    figures = {"start_ms": (time.time() - begun) * 1000}
    if not is_start_only:
        figures |= _looks(running, application, app)
    running.close()
    app.close()
    if not is_start_only:
        figures |= _queries(paths.database)
        figures |= {
            "memory_mb": _most_memory_mb(),
            "file_mb": paths.database.stat().st_size / 1e6,
        }
    return figures


def _looks(running: Running, application: QApplication, app: App) -> Figures:
    """Opening and dragging the page."""
    screen = running.desk.charts.screen
    _wait_until(application, lambda: screen.board is not None)
    bare = QWidget()
    running.window.add_page("bare", bare)
    figures: Figures = {"sessions": float(len(app.progress.reader.scores()))}
    # What nobody waits for: the coach's first pictures are drawn by a worker.
    _spend(application, 1.5)
    figures["first_ms"] = _opening_ms(running, application, "progress", 1)
    figures["open_ms"] = _opening_ms(running, application, "progress", OPENINGS)
    figures["bare_ms"] = _opening_ms(running, application, "bare", OPENINGS)
    if figures["sessions"]:
        screen.range = ProgressRange.ALL
        figures["all_ms"] = _opening_ms(running, application, "progress", OPENINGS)
        figures |= _dragging(screen, application, frames=300)
    return figures


def _most_memory_mb() -> float:
    """The most memory that this process held so far."""
    status = Path("/proc/self/status")
    if status.exists():
        # What getrusage tells begins with the memory of whoever started the process.
        kib = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(kib.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _wait_until(application: QApplication, is_there: Callable[[], bool]) -> None:
    end_s = time.monotonic() + SETTLE_S
    while not is_there() and time.monotonic() < end_s:
        application.processEvents()


def _spend(application: QApplication, seconds: float) -> None:
    end_s = time.monotonic() + seconds
    while time.monotonic() < end_s:
        application.processEvents()


def _opening_ms(running: Running, application: QApplication, page: str, repeats: int) -> float:
    """From the click in the rail to the page as painted, the median of several."""
    times: list[float] = []
    for _ in range(repeats):
        running.window.open_page("moves")
        _spend(application, 0.2)
        begun_s = time.perf_counter()
        running.window.open_page(page)
        application.processEvents()
        times.append((time.perf_counter() - begun_s) * 1000)
    return statistics.median(times)


def _dragging(screen: ProgressScreen, application: QApplication, frames: int) -> Figures:
    """How long a frame takes while the chart is dragged 20 px at a time."""
    assert screen.board is not None
    chart = screen.board.strength.chart
    step_days = -20 / chart.scale().px_per_day
    times: list[float] = []
    for _ in range(frames):
        before = chart.window_days[0]
        begun_s = time.perf_counter()
        chart.pan_to(before + step_days)
        application.processEvents()
        times.append((time.perf_counter() - begun_s) * 1000)
        if chart.window_days[0] in (before, chart.first_day):
            step_days = -step_days
    return {
        "frame_ms": statistics.median(times),
        "frame_p95_ms": statistics.quantiles(times, n=20)[18],
    }


def _queries(database: Path) -> Figures:
    """What the app asks the file when it starts and when Progress is opened, in ms."""
    newest = "SELECT id FROM sessions ORDER BY id DESC LIMIT 1"
    version = "SELECT coalesce(max(version), '') FROM derived WHERE what = 'score'"
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        connection.execute(f"PRAGMA cache_size = {-CACHE_KIB}")
        last = connection.execute(newest).fetchone()
        (score_version,) = connection.execute(version).fetchone()
        asked: dict[str, tuple[str, tuple[str, ...]]] = {
            "look for damage": ("PRAGMA quick_check(1)", ()),
            "scores": (f"{shelf.VALUES_SQL} ORDER BY sessions.id", ("score", score_version)),
            "sessions without a digest": (shelf.NOT_DERIVED_SQL, ("digest", "1")),
            "sessions since": (
                f"{shelf.VALUES_SQL} AND {shelf.AFTER_SQL}",
                ("digest", "1", "" if last is None else last[0]),
            ),
            "last plan": (shelf.LAST_SQL, ("plan", "")),
        }
        found: Figures = {}
        for name, (sql, values) in asked.items():
            times: list[float] = []
            for _ in range(3):
                begun_s = time.perf_counter()
                connection.execute(sql, values).fetchall()
                times.append((time.perf_counter() - begun_s) * 1000)
            found[f"query: {name}"] = min(times)
    return found


def _describe(years: int, figures: Figures) -> None:
    print(
        f"{years} years, {figures['sessions']:.0f} sessions, {figures['file_mb']:.0f} MB: Today "
        f"after {figures['start_ms']:.0f} ms; Progress {figures['first_ms']:.0f} ms after the first "
        f"click, {figures['open_ms']:.0f} ms after others (a bare page {figures['bare_ms']:.0f} ms)"
        + (
            f", {figures['all_ms']:.0f} ms over all years; a frame of dragging "
            f"{figures['frame_ms']:.1f} ms, one in twenty {figures['frame_p95_ms']:.1f} ms"
            if "all_ms" in figures
            else ""
        )
        + f"; {figures['memory_mb']:.0f} MB of memory."
    )
    queries = {name: value for name, value in figures.items() if name.startswith("query")}
    print("  " + ", ".join(f"{name[7:]} {value:.1f} ms" for name, value in queries.items()) + ".")


def _tell_all(found: dict[int, Figures]) -> None:
    ten, empty = found[10], found[0]
    _tell("progress_first_open_ms", ten["first_ms"], "ms", GOAL_OPEN_MS)
    _tell("progress_open_ms", ten["open_ms"], "ms", GOAL_OPEN_MS)
    _tell("progress_open_all_years_ms", ten["all_ms"], "ms", GOAL_OPEN_MS)
    _tell("progress_pan_frames", 1000 / ten["frame_ms"], "1/s", GOAL_FRAMES, is_most=False)
    _tell("progress_pan_frames_p95", 1000 / ten["frame_p95_ms"], "1/s", GOAL_FRAMES, is_most=False)
    _tell("progress_slowest_query_ms", _slowest(ten), "ms", GOAL_QUERY_MS)
    _tell("start_with_ten_years_to_none", ten["start_ms"] / empty["start_ms"], "ratio", GOAL_START)
    more_mb = ten["memory_mb"] - found[1]["memory_mb"]
    _tell("memory_of_nine_more_years_mb", more_mb, "MB", GOAL_MEMORY_MB)
    pairs = [(1, 10), (10, 50)] if 50 in found else [(1, 10)]
    for fewer, more in pairs:
        # The chart shows two years at most: one year cannot be dragged.
        dragged = ("frame_ms",) if fewer > 1 else ()
        for name in ("start_ms", "open_ms", "all_ms", *dragged):
            ratio = found[more][name] / found[fewer][name]
            label = f"{name.removesuffix('_ms')}_growth_{fewer}_to_{more}_years"
            _tell(f"progress_{label}", ratio, "ratio", more / fewer)
        ratio = _slowest(found[more]) / _slowest(found[fewer])
        _tell(f"progress_query_growth_{fewer}_to_{more}_years", ratio, "ratio", 2 * more / fewer)


def _slowest(figures: Figures) -> float:
    """The slowest query apart from the look for damage, which reads the whole file."""
    times = [value for name, value in figures.items() if name.startswith("query")]
    return max(value for value in times if value != figures["query: look for damage"])


def _tell(name: str, value: float, unit: str, goal: float, *, is_most: bool = True) -> None:
    holds = value <= goal if is_most else value >= goal
    line = {"name": name, "value": round(value, 2), "unit": unit, "goal": goal, "holds": holds}
    print(json.dumps(line))


if __name__ == "__main__":
    main()
