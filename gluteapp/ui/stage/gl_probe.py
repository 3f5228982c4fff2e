"""Asks, in a process of its own, whether this machine draws with OpenGL; makes no widget.

A driver may hang or crash whoever asks it, and a QOpenGLWidget that gets no OpenGL turns its whole
window black. So a child asks first, before any such widget exists: it makes a context, lets the
driver compile the shaders of the stage, and prints one line of JSON.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication

import gluteapp
from gluteapp.language import tr
from gluteapp.ui.stage.gl_cache import load_finding, store_finding

LIMIT_S = 5.0
"""How long the child may take."""
LEAST_VERSION = (3, 3)
SOFTWARE = ("llvmpipe", "softpipe", "swrast", "swiftshader", "software", "microsoft basic")
"""Renderers that paint with the processor: our own picture is cheaper than theirs."""
_WITHOUT_GL = ("offscreen", "minimal", "minimalegl", "vnc", "linuxfb")
_UNCLEAR = ("late", "crash")
"""Not kept: a machine that was too busy, or a child that fell over, may answer the next time."""
_COMMAND = (sys.executable, "-m", "gluteapp.ui.stage.gl_probe")

_log = logging.getLogger("gluteapp.ui.stage")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether the stage is drawn with OpenGL, and why in one sentence."""

    is_usable: bool
    renderer: str
    """As the driver calls itself; empty when it was not asked or did not answer."""
    version: str
    """Of OpenGL, such as "4.6"; empty when there is none."""
    reason: str


def probe(
    *,
    cache: Path | None,
    accepts_software: bool = False,
    command: Sequence[str] = _COMMAND,
    limit_s: float = LIMIT_S,
) -> Verdict:
    """Find out whether OpenGL 3.3 can be used; takes up to `limit_s` when it is not yet known.

    `cache` is the file that remembers the answer for this machine and its drivers, None: ask each
    time. `accepts_software` is for whoever wants OpenGL even where the processor has to paint it:
    for them a remembered no is asked again.
    """
    platform = _platform()
    if platform in _WITHOUT_GL:
        return _verdict({"problem": "platform"}, accepts_software)
    found = load_finding(cache, platform) if cache is not None else None
    if found is None or _is_worth_asking_again(found, accepts_software):
        found = _ask(command, limit_s, platform)
        if cache is not None and found.get("problem") not in _UNCLEAR:
            store_finding(cache, platform, found)
    verdict = _verdict(found, accepts_software)
    _log.info("drawing with OpenGL: %s (%s)", verdict.is_usable, verdict.reason)
    return verdict


def _is_worth_asking_again(found: dict[str, Any], accepts_software: bool) -> bool:
    if found.get("problem") in _UNCLEAR:
        return True
    return accepts_software and not _verdict(found, accepts_software).is_usable


def is_software(renderer: str) -> bool:
    """Whether a renderer, as it calls itself, is the processor."""
    return any(name in renderer.lower() for name in SOFTWARE)


def _platform() -> str:
    application = QGuiApplication.instance()
    if isinstance(application, QGuiApplication):
        return str(application.platformName())
    return os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0].partition(";")[0]


def _ask(command: Sequence[str], limit_s: float, platform: str) -> dict[str, Any]:
    try:
        done = subprocess.run(  # noqa: S603 - our own Python, our own module
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=limit_s,
            check=False,
            env=_child_environment(platform),
        )
    except subprocess.TimeoutExpired:
        return {"problem": "late"}
    except OSError:
        return {"problem": "crash"}
    if done.returncode != 0:
        return {"problem": "crash"}
    try:
        said = json.loads(done.stdout.decode("utf-8", "replace").strip().splitlines()[-1])
    except (ValueError, IndexError):
        return {"problem": "crash"}
    return said if isinstance(said, dict) else {"problem": "crash"}


def _child_environment(platform: str) -> dict[str, str]:
    found_at = str(Path(gluteapp.__file__).parents[1])
    inherited = os.environ.get("PYTHONPATH")
    path = found_at if not inherited else f"{found_at}{os.pathsep}{inherited}"
    same = {"QT_QPA_PLATFORM": platform} if platform else {}
    return {**os.environ, **same, "PYTHONPATH": path}


def _verdict(found: dict[str, Any], accepts_software: bool) -> Verdict:
    renderer, problem = str(found.get("renderer", "")), str(found.get("problem", ""))
    numbers = _numbers(found.get("version"))
    reason = _refusal(problem, renderer, numbers, accepts_software)
    return Verdict(
        is_usable=reason is None,
        renderer=renderer,
        version=".".join(map(str, numbers)),
        reason=reason or tr("OpenGL draws the coach on {renderer}.", renderer=renderer),
    )


def _numbers(version: object) -> tuple[int, ...]:
    if not isinstance(version, list) or not all(isinstance(part, int) for part in version):
        return ()
    return tuple(version)


def _refusal(
    problem: str, renderer: str, version: tuple[int, ...], accepts_software: bool
) -> str | None:
    if problem == "platform":
        return tr("There is no screen that OpenGL could draw on.")
    if problem == "late":
        return tr("The graphics driver did not answer in time.")
    if problem == "crash":
        return tr("The graphics driver stopped the check.")
    if problem == "shaders":
        return tr("The graphics driver refuses how the coach is drawn.")
    if problem or not version:
        return tr("OpenGL cannot be started.")
    if version < LEAST_VERSION:
        return tr(
            "OpenGL {version} is too old; 3.3 is needed.", version=".".join(map(str, version))
        )
    if is_software(renderer) and not accepts_software:
        return tr("OpenGL would be painted by the processor ({renderer}).", renderer=renderer)
    return None


def _answer() -> dict[str, Any]:
    """What the child finds out; whatever goes wrong inside a driver ends this process only."""
    # Only the child loads what draws; the parent may never need it.
    from gluteapp.ui.stage.gl_trial import try_out  # noqa: PLC0415

    return try_out()


def main() -> None:
    """The child: print the answer, and leave before a driver can fail while it is put away."""
    sys.stdout.write(json.dumps(_answer()) + "\n")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
