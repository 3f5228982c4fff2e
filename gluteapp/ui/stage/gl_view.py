"""The coach drawn with OpenGL in a widget; put it into a window only after gl_probe said yes.

Where OpenGL goes missing later it says `lost`, once, and draws nothing any more; the owner then
shows the software view in its place.
"""

from __future__ import annotations

import logging
from functools import partial

import moderngl
import shiboken6
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QOpenGLContext, QResizeEvent, QShowEvent, QSurface
from PySide6.QtOpenGLWidgets import QOpenGLWidget
from PySide6.QtWidgets import QWidget

from gluteapp.figure.scene import Shot
from gluteapp.language import tr
from gluteapp.ui.stage.gl_context import drawing_context, wanted_format
from gluteapp.ui.stage.gl_scene import GlScene

_PATIENCE_MS = 250
"""Qt makes the context with the first show, resize or paint, whichever finds the window ready."""
_NO_ERROR = "GL_NO_ERROR"

_log = logging.getLogger("gluteapp.ui.stage")


class GlStage(QOpenGLWidget):
    """Shows one shot; draws when it is another one, and only while it is seen."""

    lost = Signal(str)
    """OpenGL is gone and why in one sentence; said once, never from inside the painting."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFormat(wanted_format())
        self.setUpdateBehavior(QOpenGLWidget.UpdateBehavior.NoPartialUpdate)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._shot: Shot | None = None
        self._scene: GlScene | None = None
        self._context: moderngl.Context | None = None
        self._is_checked = False
        """Whether this size was drawn without a complaint of the driver."""
        self._reason: str | None = None
        self._watch = QTimer(self)
        """Looks, some time after the widget has come to be seen, whether there is a context."""
        self._watch.setSingleShot(True)
        self._watch.setInterval(_PATIENCE_MS)
        self._watch.timeout.connect(self._look_for_context)
        self._teller = QTimer(self)
        self._teller.setSingleShot(True)
        self._teller.setInterval(0)
        self._teller.timeout.connect(self._tell_loss)

    @property
    def is_lost(self) -> bool:
        """Whether OpenGL is gone; it does not come back to this widget."""
        return self._reason is not None

    def show_shot(self, shot: Shot | None) -> None:
        """Draw this from now on; None: the plain page. Nothing happens when it is the same one."""
        if shot is self._shot:
            return
        self._shot = shot
        self.update()

    def size_px(self) -> QSize:
        """Width and height of what is drawn, in pixels of the screen."""
        return (self.size() * self.devicePixelRatioF()).expandedTo(QSize(1, 1))

    def initializeGL(self) -> None:
        """Qt made a context: the first one, or another one after a change of window."""
        home = self.context()
        try:
            self._context = drawing_context(home)
            self._scene = GlScene(self._context)
        except (moderngl.Error, ValueError) as error:
            self._lose(str(error))
            return
        self._is_checked = False
        # No method of this widget: while the widget is deleted, Qt would not call it any more.
        (address,) = shiboken6.getCppPointer(home)
        home.aboutToBeDestroyed.connect(partial(_let_go, self._scene, address, home.surface()))

    def resizeGL(self, w: int, h: int) -> None:
        """A new size may need more memory than there is."""
        self._is_checked = False

    def paintGL(self) -> None:
        """Draw the shot into the widget's own framebuffer."""
        if self._context is None or self._scene is None or self.is_lost:
            return
        try:
            self._draw(self._context, self._scene)
        except (moderngl.Error, MemoryError) as error:
            self._lose(str(error))

    def showEvent(self, event: QShowEvent) -> None:
        """Look soon whether OpenGL came with the window."""
        super().showEvent(event)
        self._watch.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A widget without any size gets its context only now."""
        super().resizeEvent(event)
        if self.isVisible():
            self._watch.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is expected of a window that is gone."""
        self._watch.stop()
        super().hideEvent(event)

    def _draw(self, context: moderngl.Context, scene: GlScene) -> None:
        size = self.size_px()
        target = context.detect_framebuffer(self.defaultFramebufferObject())
        if self._shot is None:
            target.use()
            page = self.palette().color(self.backgroundRole())
            context.clear(page.redF(), page.greenF(), page.blueF(), 1.0)
            return
        if not self._is_checked:
            _ = context.error  # of somebody before us
        scene.draw(self._shot, target, size.width(), size.height())
        if not self._is_checked:
            self._is_checked = True
            complaint = context.error
            if complaint != _NO_ERROR:
                self._lose(complaint)

    def _look_for_context(self) -> None:
        if self.isVisible() and not self.size().isEmpty() and not self.isValid():
            self._lose("no context")

    def _lose(self, why: str) -> None:
        if self._reason is not None:
            return
        _log.info("OpenGL is gone: %s", why)
        self._reason = tr("OpenGL stopped working; the coach is painted without it.")
        # The owner will want to delete this widget, which cannot be done while it paints.
        self._teller.start()

    def _tell_loss(self) -> None:
        if self._reason is not None:
            self.lost.emit(self._reason)


def _let_go(scene: GlScene, address: int, surface: QSurface) -> None:
    """A context goes: give back what lies on the card, which other contexts may keep alive."""
    # WORKAROUND: PySide has by now given up its own object for the context of a widget that is
    # being deleted, though the context itself lives until this returns. Remove when it does not.
    home = shiboken6.wrapInstance(address, QOpenGLContext)
    assert isinstance(home, QOpenGLContext)
    if home.makeCurrent(surface):
        scene.release()
        home.doneCurrent()
