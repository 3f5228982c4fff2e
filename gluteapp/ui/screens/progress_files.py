"""Charts saved as pictures and tables: asks where, writes all or nothing, says how it went."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QObject,
    QPoint,
    QStandardPaths,
    Qt,
    Signal,
)
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from gluteapp.errors import GluteError
from gluteapp.language import tr

PICTURE_SCALE = 2
"""Pictures have twice the pixels of the screen (LOOKS.md 5)."""


class SaveError(GluteError):
    """A file the user asked for could not be written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartFile:
    """A file that can be saved: its words in the menu, its usual name, and its bytes."""

    words: str
    name: str
    content: Callable[[], bytes]


def save_whole(content: bytes, path: Path) -> None:
    """Write a file, all or nothing; SaveError when the disk refuses."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except (OSError, ValueError) as error:  # the disk, or a name that cannot be one
        _remove(draft)
        raise SaveError(
            tr("Not saved"),
            tr(
                "{path} could not be written ({reason}).",
                path=path,
                reason=getattr(error, "strerror", None) or error,
            ),
        ) from error


def _remove(draft: Path) -> None:
    try:
        draft.unlink(missing_ok=True)
    except (OSError, ValueError):
        pass  # It was never there, or its disk is gone.


def png_of(widget: QWidget) -> bytes:
    """A widget as it stands, on its window's ground, as PNG with twice the pixels."""
    image = QImage(widget.size() * PICTURE_SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(PICTURE_SCALE)
    image.fill(widget.palette().color(widget.backgroundRole()))
    widget.render(image, QPoint(0, 0))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


class ChartFiles(QObject):
    """Offers the files in a menu; `said(sentence)` tells how it went."""

    said = Signal(str)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page

    def offer(self, files: tuple[ChartFile, ...], at: QPoint) -> QMenu:
        """Show what can be saved, at a place of the screen."""
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in files:
            menu.addAction(one.words).triggered.connect(lambda _=False, file=one: self.ask(file))
        menu.popup(at)
        return menu

    def ask(self, file: ChartFile) -> QFileDialog:
        """Ask where a file shall go; nothing is written until that is said."""
        dialog = QFileDialog(self._page, file.words)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        suffix = Path(file.name).suffix
        dialog.setDefaultSuffix(suffix.removeprefix("."))
        dialog.setNameFilter(f"*{suffix}")
        folder = QStandardPaths.StandardLocation.DocumentsLocation
        dialog.setDirectory(QStandardPaths.writableLocation(folder))
        dialog.selectFile(file.name)
        dialog.fileSelected.connect(lambda chosen: self.save(file, Path(chosen)))
        dialog.open()
        return dialog

    def save(self, file: ChartFile, path: Path) -> None:
        """Write a file and say so, or why not."""
        try:
            save_whole(file.content(), path)
        except SaveError as error:
            self.said.emit(error.message)
        else:
            self.said.emit(tr("Saved as {path}.", path=path))
