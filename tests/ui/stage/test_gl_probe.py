"""Whether OpenGL may be used is asked of a child that may crash, hang or lie."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from gluteapp.ui.stage import gl_cache, gl_probe
from gluteapp.ui.stage.gl_probe import Verdict, probe

CARD = {"renderer": "Mesa Intel(R) UHD Graphics 620", "version": [4, 6]}


@pytest.fixture(autouse=True)
def _with_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if there were a screen; every test runs without one."""
    monkeypatch.setattr(gl_probe, "_platform", lambda: "xcb")


def child(program: str) -> tuple[str, ...]:
    return (sys.executable, "-c", program)


def saying(found: object) -> tuple[str, ...]:
    return child(f"print({json.dumps(found)!r})")


def counting(folder: Path, found: object) -> tuple[str, ...]:
    """A child that leaves a line each time it is asked."""
    asked = str(folder / "asked")
    return child(f"open({asked!r}, 'a').write('x'); print({json.dumps(found)!r})")


def times_asked(folder: Path) -> int:
    asked = folder / "asked"
    return len(asked.read_text("utf-8")) if asked.exists() else 0


def test_a_real_card_is_used() -> None:
    verdict = probe(cache=None, command=saying(CARD))
    assert verdict == Verdict(
        is_usable=True,
        renderer="Mesa Intel(R) UHD Graphics 620",
        version="4.6",
        reason="OpenGL draws the coach on Mesa Intel(R) UHD Graphics 620.",
    )


@pytest.mark.parametrize(
    "renderer",
    [
        "llvmpipe (LLVM 15.0.6, 256 bits)",
        "softpipe",
        "Software Rasterizer",
        "Google SwiftShader",
        "Microsoft Basic Render Driver",
    ],
)
def test_the_processor_is_no_card(renderer: str) -> None:
    command = saying({"renderer": renderer, "version": [4, 5]})
    refused = probe(cache=None, command=command)
    assert not refused.is_usable
    assert renderer in refused.reason
    assert probe(cache=None, command=command, accepts_software=True).is_usable


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("import os; os.abort()", "The graphics driver stopped the check."),
        ("raise SystemExit(3)", "The graphics driver stopped the check."),
        ("pass", "The graphics driver stopped the check."),
        ("print('no json')", "The graphics driver stopped the check."),
        ("print('[1, 2]')", "The graphics driver stopped the check."),
        ("""print('{"problem": "context"}')""", "OpenGL cannot be started."),
        ("""print('{"renderer": "x"}')""", "OpenGL cannot be started."),
        ("""print('{"renderer": "x", "version": "4.6"}')""", "OpenGL cannot be started."),
        (
            """print('{"renderer": "x", "version": [3, 1]}')""",
            "OpenGL 3.1 is too old; 3.3 is needed.",
        ),
        (
            """print('{"renderer": "x", "version": [4, 6], "problem": "shaders"}')""",
            "The graphics driver refuses how the coach is drawn.",
        ),
    ],
)
def test_whatever_goes_wrong_means_no_with_a_sentence(program: str, reason: str) -> None:
    verdict = probe(cache=None, command=child(program), accepts_software=True)
    assert (verdict.is_usable, verdict.reason) == (False, reason)


def test_a_driver_that_hangs_is_given_up_and_asked_again_the_next_time(tmp_path: Path) -> None:
    cache = tmp_path / "gl.json"
    hanging = child("import threading; threading.Event().wait()")
    verdict = probe(cache=cache, command=hanging, limit_s=0.2)
    assert (verdict.is_usable, verdict.reason) == (
        False,
        "The graphics driver did not answer in time.",
    )
    assert probe(cache=cache, command=saying(CARD)).is_usable


@pytest.mark.parametrize("kept", [True, False])
def test_a_crash_is_asked_again_the_next_time(kept: bool, tmp_path: Path) -> None:
    cache = tmp_path / "gl.json"
    if kept:
        gl_cache.store_finding(cache, "xcb", {"problem": "crash"})
    else:
        assert not probe(cache=cache, command=child("import os; os.abort()")).is_usable
        assert not cache.exists()
    assert probe(cache=cache, command=saying(CARD)).is_usable


def test_who_chose_opengl_is_not_refused_by_memory(tmp_path: Path) -> None:
    cache = tmp_path / "gl.json"
    probe(cache=cache, command=counting(tmp_path, {"problem": "context"}))
    assert not probe(cache=cache, command=counting(tmp_path, CARD)).is_usable
    assert times_asked(tmp_path) == 1
    assert probe(cache=cache, command=saying(CARD), accepts_software=True).is_usable
    assert probe(cache=cache, command=child("raise SystemExit(3)")).is_usable


def test_software_drawing_never_loads_moderngl() -> None:
    program = "import sys, gluteapp.ui.application; print('moderngl' in sys.modules)"
    done = subprocess.run(
        child(program), cwd=Path(__file__).parents[3], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_the_version_of_moderngl_is_part_of_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    before = gl_cache.key("xcb", {})
    monkeypatch.setattr(gl_cache, "version", lambda name: f"another {name}")
    assert gl_cache.key("xcb", {}) != before


def test_a_child_that_cannot_be_started_means_no(tmp_path: Path) -> None:
    assert not probe(cache=None, command=(str(tmp_path / "none"),)).is_usable


def test_words_of_a_driver_before_the_answer_do_no_harm() -> None:
    program = f"print('libGL: hello'); print({json.dumps(CARD)!r})"
    assert probe(cache=None, command=child(program)).is_usable


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "linuxfb", "vnc"])
def test_without_a_screen_nobody_is_asked(
    platform: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gl_probe, "_platform", lambda: platform)
    verdict = probe(cache=None, command=counting(tmp_path, CARD), accepts_software=True)
    assert not verdict.is_usable
    assert verdict.reason == "There is no screen that OpenGL could draw on."
    assert times_asked(tmp_path) == 0


def test_the_answer_is_remembered(tmp_path: Path) -> None:
    cache = tmp_path / "new" / "gl.json"
    first = probe(cache=cache, command=counting(tmp_path, CARD))
    again = probe(cache=cache, command=counting(tmp_path, CARD))
    assert first == again
    assert times_asked(tmp_path) == 1


def test_a_remembered_answer_serves_both_ways_of_asking(tmp_path: Path) -> None:
    cache = tmp_path / "gl.json"
    command = counting(tmp_path, {"renderer": "llvmpipe", "version": [4, 5]})
    assert not probe(cache=cache, command=command).is_usable
    assert probe(cache=cache, command=command, accepts_software=True).is_usable
    assert times_asked(tmp_path) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("QT_XCB_GL_INTEGRATION", "none"),
        ("LIBGL_ALWAYS_SOFTWARE", "1"),
        ("MESA_LOADER_DRIVER_OVERRIDE", "iris"),
        ("QT_OPENGL", "software"),
        ("DISPLAY", "far.example:10.0"),
    ],
)
def test_what_changes_the_driver_makes_it_ask_again(
    name: str, value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, command = tmp_path / "gl.json", counting(tmp_path, CARD)
    monkeypatch.delenv(name, raising=False)
    probe(cache=cache, command=command)
    monkeypatch.setenv(name, value)
    probe(cache=cache, command=command)
    assert times_asked(tmp_path) == 2


def test_the_number_of_a_display_changes_nothing() -> None:
    keys = {gl_cache.key("xcb", {"DISPLAY": display}) for display in (":0", ":1", ":99.0")}
    assert len(keys) == 1


def test_another_platform_is_another_answer() -> None:
    assert gl_cache.key("xcb", {}) != gl_cache.key("wayland", {})


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"key": 1}', '{"key": "x", "found": 3}'])
def test_a_broken_memory_is_no_error(text: str, tmp_path: Path) -> None:
    cache = tmp_path / "gl.json"
    cache.write_text(text, "utf-8")
    assert probe(cache=cache, command=saying(CARD)).is_usable
    assert json.loads(cache.read_text("utf-8"))["found"] == CARD


def test_a_memory_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", "utf-8")
    assert probe(cache=tmp_path / "file" / "gl.json", command=saying(CARD)).is_usable


def test_the_child_itself_answers_with_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    done = subprocess.run(
        [sys.executable, "-m", "gluteapp.ui.stage.gl_probe"],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found.get("problem") == "context" or found["version"] >= [2, 1]
