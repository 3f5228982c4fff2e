"""Tries OpenGL out for good or ill; run it only in a process that may crash (see gl_probe)."""

from __future__ import annotations

import sys
from typing import Any

import moderngl
from PySide6.QtGui import QGuiApplication, QOffscreenSurface, QOpenGLContext

from gluteapp.ui.stage.gl_context import drawing_context, wanted_format
from gluteapp.ui.stage.gl_scene import GlScene

_GL_RENDERER = 0x1F01
_LEAST = (3, 3)


def try_out() -> dict[str, Any]:
    """`renderer` and `version` of the OpenGL of this machine, and the `problem` if there is one."""
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    context = QOpenGLContext()
    context.setFormat(wanted_format())
    if not context.create() or context.isOpenGLES():
        return {"problem": "context"}
    surface = QOffscreenSurface()
    surface.setFormat(context.format())
    surface.create()
    if not surface.isValid() or not context.makeCurrent(surface):
        return {"problem": "context"}
    version = [context.format().majorVersion(), context.format().minorVersion()]
    found: dict[str, Any] = {
        "renderer": str(context.functions().glGetString(_GL_RENDERER) or ""),
        "version": version,
    }
    if tuple(version) >= _LEAST:
        try:
            GlScene(drawing_context(context))
        except moderngl.Error as error:
            found |= {"problem": "shaders", "complaint": str(error)[:400]}
    del application  # kept until here: a context needs one
    return found
