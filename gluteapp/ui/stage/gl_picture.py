"""The figure drawn with OpenGL, fed with shots in the interface thread; knows no exercise."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from gluteapp.coach_problems import body_sentence
from gluteapp.figure.body import BodyError
from gluteapp.ui.stage.gl_view import GlStage
from gluteapp.ui.stage.plate import DIMMED, INSET_RADIUS
from gluteapp.ui.stage.scene_asked import Backdrop, Scene
from gluteapp.ui.stage.studio import Studio


class GlPicture(QWidget):
    """Shows a scene; `lost(str)` says why OpenGL is gone, `changed()` that another shot is drawn."""

    lost = Signal(str)
    changed = Signal()

    def __init__(
        self,
        *,
        studio: Studio,
        backdrop: Backdrop,
        page: QColor,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._studio = studio
        self._background = (
            None if backdrop is Backdrop.INSET else (page.red(), page.green(), page.blue())
        )
        self._scene: Scene | None = None
        self._is_dimmed = False
        self._is_shown = False
        self._gl = GlStage(self)
        self._gl.lost.connect(self.lost)
        self._corners = _Corners(page, parent=self) if backdrop is Backdrop.INSET else None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_scene(self, scene: Scene, *, is_dimmed: bool) -> None:
        """Show a scene; an equal one costs nothing."""
        if scene == self._scene and is_dimmed == self._is_dimmed:
            return
        self._scene, self._is_dimmed = scene, is_dimmed
        self._draw()

    def _draw(self) -> None:
        scene, size = self._scene, self._gl.size_px()
        if scene is None or not self._is_shown or min(size.width(), size.height()) < 2:
            return
        try:
            shot = self._studio.staging.shot(
                scene.shown,
                look=scene.look,
                angle=scene.angle,
                width=size.width(),
                height=size.height(),
                background=self._background,
            )
        except BodyError as error:
            self._studio.tell(body_sentence(error))
            return
        self._gl.show_shot(replace(shot, dim=DIMMED) if self._is_dimmed else shot)
        self._studio.tell_problems()
        self.changed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw again."""
        super().showEvent(event)
        self._is_shown = True
        self._draw()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is drawn where nobody looks."""
        super().hideEvent(event)
        self._is_shown = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture fills the widget."""
        super().resizeEvent(event)
        self._gl.setGeometry(self.rect())
        if self._corners is not None:
            self._corners.setGeometry(self.rect())
        self._draw()


class _Corners(QWidget):
    """The page around the round corners of an inset picture."""

    def __init__(self, page: QColor, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = page
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill what lies outside the panel."""
        rect = QRectF(self.rect())
        outside = QPainterPath()
        outside.addRect(rect)
        panel = QPainterPath()
        panel.addRoundedRect(rect, INSET_RADIUS, INSET_RADIUS)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(outside.subtracted(panel), self._page)
        painter.end()
