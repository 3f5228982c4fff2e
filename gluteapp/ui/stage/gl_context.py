"""Hands the current OpenGL context of Qt to moderngl; knows no widget and no picture."""

from __future__ import annotations

from types import TracebackType
from typing import Self

import moderngl
from PySide6.QtGui import QOpenGLContext, QSurfaceFormat


class _Functions:
    """Finds OpenGL's functions through Qt: GLX, EGL, WGL or whatever it is that Qt talks to."""

    def __init__(self, context: QOpenGLContext) -> None:
        self._context = context

    def load_opengl_function(self, name: str) -> int:
        return self._context.getProcAddress(name.encode())

    def release(self) -> None:
        """Nothing to let go of: the context is Qt's."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """It stays current."""


def wanted_format() -> QSurfaceFormat:
    """OpenGL 3.3 core, one frame for each of the screen's.

    No samples of its own: the scene smooths edges before its picture comes to the widget.
    """
    wanted = QSurfaceFormat()
    wanted.setRenderableType(QSurfaceFormat.RenderableType.OpenGL)
    wanted.setProfile(QSurfaceFormat.OpenGLContextProfile.CoreProfile)
    wanted.setVersion(3, 3)
    wanted.setSwapInterval(1)
    wanted.setSamples(0)
    return wanted


def drawing_context(context: QOpenGLContext) -> moderngl.Context:
    """What draws in a context of Qt that is current now; raises what moderngl raises."""
    # moderngl's types know of no loader but its own.
    return moderngl.create_context(context=_Functions(context))  # type: ignore[arg-type]
