"""Our own drawings: every one can be painted, in the colour asked for and in one style."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from gluteapp.paths import Paths
from gluteapp.ui.icons import icon, icon_pixmap, paint_icon

FOLDER = Paths.from_system().assets / "icons"
NAMES = sorted(file.stem for file in FOLDER.glob("*.svg"))


def test_there_are_icons() -> None:
    assert {"house", "gear", "play-fill", "check-bold", "arrow-fat-left"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_paints_something_in_its_colour(qapp: QApplication, name: str) -> None:
    image = icon_pixmap(name, QColor("#FF0000"), 96).toImage()
    inked = [
        image.pixelColor(x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 200
    ]
    assert inked
    assert all(colour.red() > 200 and colour.green() < 40 for colour in inked)


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_drawn_in_one_style(name: str) -> None:
    source = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in source
    assert 'stroke-width="1.5"' in source
    assert 'stroke-linecap="round"' in source
    assert not re.search(r"#[0-9a-fA-F]{3}", source)


def test_an_unknown_icon_is_a_mistake(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon", QColor("#FFFFFF"), 24)


def test_icon_has_the_size_asked_for(qapp: QApplication) -> None:
    assert icon("house", QColor("#FFFFFF"), 22).availableSizes()[0].width() >= 22


@pytest.mark.expected_log("no-such-icon")
def test_a_missing_icon_in_a_paint_event_is_logged_and_left_out(qapp: QApplication) -> None:
    picture = QPixmap(24, 24)
    picture.fill(QColor("#000000"))
    painter = QPainter(picture)
    paint_icon(painter, "no-such-icon", QRectF(0, 0, 24, 24), QColor("#FFFFFF"))
    painter.end()
    assert picture.toImage().pixelColor(12, 12) == QColor("#000000")
