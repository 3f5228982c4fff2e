"""The colours of LOOKS.md 1 keep their contrast, and type keeps its sizes."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtGui import QColor, QFontDatabase, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from gluteapp.ui.theme import (
    DARK,
    LIGHT,
    FontRole,
    Theme,
    contrast,
    font,
    mixed,
    palette,
    pixel_font,
    restyle,
    share_font,
    style_sheet,
    system_scale,
)

GROUNDS = ("bg", "surface", "raised", "high")
WORDS = ("text", "text2", "text3", "accent", "left", "right", "rest", "good", "warn", "stop")
FAMILIES = ("f_e", "f_a", "f_s")
BOTH = pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)


def _colour(theme: Theme, name: str) -> QColor:
    colour: QColor = getattr(theme, name)
    return colour


def test_contrast_knows_its_ends_and_does_not_mind_the_order() -> None:
    black, white = QColor("#000000"), QColor("#FFFFFF")
    assert contrast(black, white) == pytest.approx(21.0)
    assert contrast(white, black) == pytest.approx(21.0)
    assert contrast(white, white) == pytest.approx(1.0)


@BOTH
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("word", WORDS)
def test_words_can_be_read_on_every_ground(theme: Theme, word: str, ground: str) -> None:
    assert contrast(_colour(theme, word), _colour(theme, ground)) >= 4.5


@BOTH
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("family", FAMILIES)
def test_families_can_be_read(theme: Theme, family: str, ground: str) -> None:
    # In light, two of them are never words on the highest ground (LOOKS.md 1.2).
    least = 4.4 if not theme.is_dark and ground == "high" else 4.5
    assert contrast(_colour(theme, family), _colour(theme, ground)) >= least - 0.05


@BOTH
@pytest.mark.parametrize(
    ("ink", "fill"), [("onbtn", "btn"), ("onleft", "left"), ("onright", "right"), ("bg", "text")]
)
def test_words_on_a_fill_can_be_read(theme: Theme, ink: str, fill: str) -> None:
    assert contrast(_colour(theme, ink), _colour(theme, fill)) >= 4.5


@BOTH
@pytest.mark.parametrize("ground", GROUNDS)
def test_outlines_that_mean_something_can_be_seen(theme: Theme, ground: str) -> None:
    assert contrast(theme.line2, _colour(theme, ground)) >= 3.0


@pytest.mark.parametrize(
    ("theme", "word", "ground", "ratio"),
    [
        (DARK, "text", "bg", 17.3),
        (DARK, "text3", "high", 4.6),
        (DARK, "line2", "surface", 4.6),
        (DARK, "onbtn", "btn", 7.8),
        (DARK, "onleft", "left", 7.3),
        (DARK, "onright", "right", 11.0),
        (LIGHT, "text", "bg", 15.5),
        (LIGHT, "text3", "raised", 5.2),
        (LIGHT, "line2", "high", 3.3),
        (LIGHT, "onbtn", "btn", 5.1),
    ],
)
def test_ratios_are_those_written_down(theme: Theme, word: str, ground: str, ratio: float) -> None:
    assert contrast(_colour(theme, word), _colour(theme, ground)) == pytest.approx(ratio, abs=0.06)


def test_a_theme_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        DARK.bg = QColor("#FFFFFF")  # type: ignore[misc]


def test_soft_is_the_accent_made_thin() -> None:
    assert DARK.soft.alphaF() == pytest.approx(0.13, abs=0.01)
    assert DARK.soft.rgb() & 0xFFFFFF == DARK.accent.rgb() & 0xFFFFFF


def test_scale_stays_between_one_and_one_and_a_half() -> None:
    assert DARK.scaled(0.5).scale == 1.0
    assert DARK.scaled(9).scale == 1.5
    assert system_scale(11) == 1.0
    assert system_scale(40) == 1.5


def test_mixed_goes_from_one_to_the_other() -> None:
    assert mixed(DARK.bg, DARK.text, 0.0) == DARK.bg
    assert mixed(DARK.bg, DARK.text, 1.0) == DARK.text


@pytest.mark.parametrize("role", list(FontRole))
def test_no_role_is_smaller_than_12_px(qapp: QApplication, role: FontRole) -> None:
    assert font(role).pixelSize() >= 12
    assert font(role, 1.5).pixelSize() >= font(role).pixelSize()


def test_share_font_is_a_share_of_the_height(qapp: QApplication) -> None:
    assert share_font(0.1, 900).pixelSize() == 90
    assert share_font(0.276, 1080, 700, True).pixelSize() == 298


def test_digits_of_running_text_are_of_one_width(qapp: QApplication) -> None:
    metrics = QFontMetricsF(pixel_font(40, weight=600))
    if not QFontDatabase.hasFamily("Inter"):
        pytest.skip("another font has its own figures")
    widths = [metrics.horizontalAdvance(digit * 3) for digit in "0123456789"]
    assert max(widths) - min(widths) < 0.5


@BOTH
def test_palette_and_style_sheet_use_the_theme(theme: Theme) -> None:
    made = palette(theme)
    assert made.color(QPalette.ColorRole.Window) == theme.bg
    assert made.color(QPalette.ColorRole.WindowText) == theme.text
    assert theme.raised.name() in style_sheet(theme)


def test_restyle_reaches_every_themed_widget(qapp: QApplication) -> None:
    class Sign(QWidget):
        theme = DARK

        def set_theme(self, theme: Theme) -> None:
            self.theme = theme

    root = QWidget()
    box = QWidget(root)
    deep = Sign(box)
    restyle(root, LIGHT)
    assert deep.theme is LIGHT
    root.deleteLater()
