"""Our own drawings as icons, painted in any colour; knows the icon folder and no widget."""

from __future__ import annotations

import logging
from functools import cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gluteapp.paths import Paths

_log = logging.getLogger(__name__)


@cache
def _source(name: str) -> str:
    file = Paths.from_system().assets / "icons" / f"{name}.svg"
    return file.read_text(encoding="utf-8")


def paint_icon(painter: QPainter, name: str, rect: QRectF, colour: QColor) -> None:
    """Paint an icon into a rectangle; a missing one is logged and left out.

    Raising here would leave a painter open in the middle of a paint event, which ends the process.
    """
    try:
        source = _source(name).replace("currentColor", colour.name())
    except OSError:
        _log.exception("The icon %s cannot be read", name)
        return
    renderer = QSvgRenderer(QByteArray(source.encode()))
    painter.save()
    painter.setOpacity(painter.opacity() * colour.alphaF())
    renderer.render(painter, rect)
    painter.restore()


def icon_pixmap(name: str, colour: QColor, size: int) -> QPixmap:
    """An icon as a square picture of `size` px; FileNotFoundError when there is none."""
    _source(name)
    application = QGuiApplication.instance()
    ratio = application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0
    pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_icon(painter, name, QRectF(QPointF(0, 0), QPointF(size, size)), colour)
    painter.end()
    return pixmap


def icon(name: str, colour: QColor, size: int) -> QIcon:
    """An icon for Qt's own widgets and actions, `size` in px."""
    return QIcon(icon_pixmap(name, colour, size))
