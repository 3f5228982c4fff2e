"""Remembers what a graphics driver answered until something changes that could change it."""

from __future__ import annotations

import hashlib
import json
import os
import platform as machine
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from PySide6.QtCore import qVersion

from gluteapp.ui.stage.gl_shaders import FOLDER

_FORMAT = 1
_SPEAKING = ("LIBGL_", "MESA_", "GALLIUM_", "__GLX_", "__EGL_", "__NV_", "DRI_", "VGL_", "EGL_")
"""Beginnings of the names of environment variables that choose or bend a driver."""
_QT = (
    "QT_XCB_GL_INTEGRATION",
    "QT_OPENGL",
    "QT_OPENGL_DLL",
    "QT_WAYLAND_CLIENT_BUFFER_INTEGRATION",
)
_READ = ("/proc/driver/nvidia/version",)
_LISTED = ("/dev/dri", "/usr/share/glvnd/egl_vendor.d", "/etc/glvnd/egl_vendor.d")
_DATED = ("/usr/lib*/dri", "/usr/lib/*/dri")
"""Folders whose date moves when a driver is installed anew."""


def load_finding(
    file: Path, platform: str, environment: Mapping[str, str] = os.environ
) -> dict[str, Any] | None:
    """What was found the last time under the same conditions; None when that is not known."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(kept, dict) or kept.get("key") != key(platform, environment):
        return None
    found = kept.get("found")
    return found if isinstance(found, dict) else None


def store_finding(
    file: Path, platform: str, found: dict[str, Any], environment: Mapping[str, str] = os.environ
) -> None:
    """Keep what was found; where that cannot be written, it is asked again the next time."""
    text = json.dumps({"key": key(platform, environment), "found": found}, indent=1)
    waiting = file.with_suffix(f".{os.getpid()}.tmp")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        waiting.write_text(text, encoding="utf-8")
        waiting.replace(file)
    except OSError:
        with suppress(OSError):
            waiting.unlink(missing_ok=True)


def key(platform: str, environment: Mapping[str, str] = os.environ) -> str:
    """A digest of everything the answer hangs on."""
    lines = [f"format {_FORMAT}", f"platform {platform}"]
    lines += [f"qt {qVersion()}", f"moderngl {_moderngl_version()}"]
    lines += [f"system {machine.platform()}", f"screen {_screen_kind(environment)}"]
    lines += [
        f"{name}={value}"
        for name, value in sorted(environment.items())
        if name in _QT or name.startswith(_SPEAKING)
    ]
    lines += _drivers()
    lines += [file.read_text(encoding="utf-8") for file in sorted(FOLDER.glob("*.glsl"))]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _moderngl_version() -> str:
    """Read without loading it: who draws in software never needs it."""
    try:
        return version("moderngl")
    except PackageNotFoundError:
        return ""


def _screen_kind(environment: Mapping[str, str]) -> str:
    """Near or far, X or Wayland; the number of a display says nothing about its driver."""
    wayland = "wayland" if environment.get("WAYLAND_DISPLAY") else "no wayland"
    display = environment.get("DISPLAY", "")
    host = display.rpartition(":")[0]
    where = host or "this machine"
    return f"{wayland}, {f'X at {where}' if display else 'no X'}"


def _drivers() -> Iterator[str]:
    for name in _READ:
        try:
            yield Path(name).read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
    for name in _LISTED:
        try:
            yield " ".join(sorted(os.listdir(name)))  # noqa: PTH208 - names are enough
        except OSError:
            continue
    for pattern in _DATED:
        for folder in sorted(Path("/").glob(pattern.lstrip("/"))):
            try:
                yield f"{folder} {folder.stat().st_mtime_ns}"
            except OSError:
                continue
