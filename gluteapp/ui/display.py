"""Finds out whether a window can be opened, before Qt ends the process because it cannot."""

from __future__ import annotations

import ctypes
import os
import sys

from gluteapp.language import tr

_WINDOWLESS = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")


def missing_display() -> str | None:
    """Why no window can be opened, as a sentence with what to do, or None when one can.

    Qt aborts when it finds no display, so the two libraries are asked first, as Qt would.
    """
    if not sys.platform.startswith("linux"):
        return None
    platform = os.environ.get("QT_QPA_PLATFORM", "").split(":", maxsplit=1)[0].split(";")[0]
    if platform in _WINDOWLESS:
        return None
    if platform != "xcb" and _has_wayland():
        return None
    name = os.environ.get("DISPLAY", "")
    if not name:
        return tr("There is no display to open a window on; try: gluteapp simulate foundation")
    reason = _x_problem()
    if reason is None:
        return None
    return tr(
        "The display {name} cannot be opened ({reason}); try: gluteapp simulate foundation",
        name=name,
        reason=reason,
    )


def _has_wayland() -> bool:
    if not os.environ.get("WAYLAND_DISPLAY"):
        return False
    try:
        library = ctypes.CDLL("libwayland-client.so.0")
    except OSError:
        return False
    library.wl_display_connect.restype = ctypes.c_void_p
    library.wl_display_connect.argtypes = [ctypes.c_char_p]
    library.wl_display_disconnect.argtypes = [ctypes.c_void_p]
    display = library.wl_display_connect(None)
    if not display:
        return False
    library.wl_display_disconnect(display)
    return True


def _x_problem() -> str | None:
    try:
        library = ctypes.CDLL("libxcb.so.1")
        # Since Qt 6.5 its X11 part does not load without this one.
        ctypes.CDLL("libxcb-cursor.so.0")
    except OSError as error:
        return str(error)
    library.xcb_connect.restype = ctypes.c_void_p
    library.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    library.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    library.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = library.xcb_connect(None, None)
    has_error = library.xcb_connection_has_error(connection)
    library.xcb_disconnect(connection)
    return tr("nothing answers there") if has_error else None
