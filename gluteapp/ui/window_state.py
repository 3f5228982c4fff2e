"""Remembers where the window stood, in one small file; losing it is no loss."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QByteArray, QIODevice, QSaveFile
from PySide6.QtWidgets import QWidget

_log = logging.getLogger("gluteapp.window")


def restore_window(window: QWidget, file: Path) -> bool:
    """Put a window where it was left; false when that is not known."""
    try:
        written = file.read_bytes()
    except OSError:
        return False
    return window.restoreGeometry(QByteArray.fromBase64(QByteArray(written)))


def save_window(window: QWidget, file: Path) -> None:
    """Note where a window stands; a folder that takes no file is only logged."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        _log.info("the window's place is not noted: %s", error)
        return
    saved = QSaveFile(str(file))
    if not saved.open(QIODevice.OpenModeFlag.WriteOnly):
        _log.info("the window's place is not noted: %s", saved.errorString())
        return
    saved.write(window.saveGeometry().toBase64())
    saved.commit()
