"""Colours, type, radii and spacing of the design language; knows no widget and no screen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from typing import Final, Literal, Protocol, runtime_checkable

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QWidget

from gluteapp.ui.icons import icon as icon  # noqa: PLC0414  (strict types ask for this form)
from gluteapp.ui.icons import paint_icon as paint_icon  # noqa: PLC0414

Tone = Literal[
    "text", "text2", "text3", "accent", "onbtn", "onleft", "onright", "bg", "line2",
    "left", "right", "rest", "good", "warn", "stop", "f_e", "f_a", "f_s",
]  # fmt: skip
"""The colour tokens that text and icons may be painted in."""

# Sizes in px at the desk (LOOKS.md 3).
SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_5 = 4, 8, 12, 16, 20
SPACE_6, SPACE_8, SPACE_12, SPACE_18 = 24, 32, 48, 72
WINDOW_MARGIN, WINDOW_MARGIN_WIDE, RAIL_WIDTH, RAIL_WIDTH_SMALL = 48, 72, 92, 72
CARD_GAP, CARD_PADDING, CONTENT_WIDTH_MAX = 24, 28, 1400
RADIUS_CARD, RADIUS_LARGE, RADIUS_BUTTON, RADIUS_SMALL, RADIUS_SEGMENT, RADIUS_KEY = (
    20, 22, 16, 12, 9, 6,
)  # fmt: skip
TARGET_MIN, TARGET_ANSWER, TARGET_START = 44, 60, 76
FOCUS_WIDTH, FOCUS_GAP = 3, 3
ICON_RAIL, ICON_LIST, ICON_BUTTON = 24, 22, 18
# Durations in ms (LOOKS.md 4).
MS_HOVER, MS_SELECT, MS_PAGE, MS_PHASE, MS_PULSE = 90, 140, 220, 320, 160
CAP_SHARE: Final = 0.727
"""Height of a digit or capital letter as a share of the font size, in Inter (LOOKS.md 2.1)."""
_SCALE_MAX = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The colour tokens of LOOKS.md 1.1 and 1.2; `scale` is the system font scale at the desk."""

    name: str
    is_dark: bool
    bg: QColor
    surface: QColor
    raised: QColor
    high: QColor
    line: QColor
    idle: QColor
    line2: QColor
    text: QColor
    text2: QColor
    text3: QColor
    accent: QColor
    btn: QColor
    onbtn: QColor
    left: QColor
    onleft: QColor
    right: QColor
    onright: QColor
    rest: QColor
    good: QColor
    warn: QColor
    stop: QColor
    f_e: QColor
    f_a: QColor
    f_s: QColor
    selected: QColor
    """Fill of the chosen rail item and segment."""
    scale: float = 1.0

    @property
    def soft(self) -> QColor:
        """The accent at 13 %: today's column."""
        soft = QColor(self.accent)
        soft.setAlphaF(0.13)
        return soft

    def tone(self, tone: Tone) -> QColor:
        """The colour of a token name."""
        colour: QColor = getattr(self, tone)
        return colour

    def scaled(self, scale: float) -> Theme:
        """The same colours with desk type scaled, 1.0 to 1.5."""
        return replace(self, scale=min(max(scale, 1.0), _SCALE_MAX))


@runtime_checkable
class Themed(Protocol):
    """Anything that can be painted in another theme."""

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""


DARK: Final = Theme(
    name="dark",
    is_dark=True,
    bg=QColor("#0D1117"),
    surface=QColor("#151B24"),
    raised=QColor("#1D2530"),
    high=QColor("#283241"),
    line=QColor("#262F3C"),
    idle=QColor("#3A4658"),
    line2=QColor("#76849A"),
    text=QColor("#F2F5F9"),
    text2=QColor("#B4BFCD"),
    text3=QColor("#8E9BAC"),
    accent=QColor("#FF9466"),
    btn=QColor("#FF8A57"),
    onbtn=QColor("#24100A"),
    left=QColor("#5CB8FF"),
    onleft=QColor("#06243D"),
    right=QColor("#FFD84D"),
    onright=QColor("#2E2500"),
    rest=QColor("#4FD1B5"),
    good=QColor("#5FD39A"),
    warn=QColor("#F5C35B"),
    stop=QColor("#FF7D88"),
    f_e=QColor("#FF9466"),
    f_a=QColor("#B79CFF"),
    f_s=QColor("#4CC9DE"),
    selected=QColor("#283241"),
)
"""The default; sessions and tests are always dark."""

LIGHT: Final = Theme(
    name="light",
    is_dark=False,
    bg=QColor("#F6F4F1"),
    surface=QColor("#FFFFFF"),
    raised=QColor("#F3F0EC"),
    high=QColor("#EAE6E0"),
    line=QColor("#E6E1DA"),
    idle=QColor("#CFC8BF"),
    line2=QColor("#857D73"),
    text=QColor("#191C22"),
    text2=QColor("#4A515C"),
    text3=QColor("#5F656F"),
    accent=QColor("#B03F17"),
    btn=QColor("#C04418"),
    onbtn=QColor("#FFFFFF"),
    left=QColor("#0B63B8"),
    onleft=QColor("#FFFFFF"),
    right=QColor("#7A5A00"),
    onright=QColor("#FFFFFF"),
    rest=QColor("#0A6F5E"),
    good=QColor("#17703F"),
    warn=QColor("#835500"),
    stop=QColor("#BE2A3B"),
    f_e=QColor("#B8431A"),
    f_a=QColor("#6B46C9"),
    f_s=QColor("#0A7488"),
    selected=QColor("#FFFFFF"),
)
"""For the desk pages, by system or user choice."""


@dataclass(frozen=True, slots=True)
class TypeSpec:
    """One row of LOOKS.md 2: sizes in px, weight 1 to 1000, tracking as a share of the size."""

    px: int
    line_px: int
    weight: int
    is_display: bool = False
    tracking: float = 0.0


class FontRole(Enum):
    """The type roles of LOOKS.md 2."""

    BIG_VALUE = TypeSpec(60, 63, 700, True, -0.015)
    HERO = TypeSpec(46, 51, 650, True, -0.02)
    TITLE_1 = TypeSpec(34, 39, 650, True, -0.02)
    TITLE_2 = TypeSpec(28, 33, 650, True, -0.02)
    SECTION = TypeSpec(17, 25, 600)
    BODY_LARGE = TypeSpec(16, 23, 400)
    BODY_LARGE_STRONG = TypeSpec(16, 23, 600)
    BODY = TypeSpec(15, 22, 400)
    BODY_STRONG = TypeSpec(15, 22, 600)
    CAPTION = TypeSpec(13, 19, 500)
    CAPTION_STRONG = TypeSpec(13, 19, 600)
    AXIS = TypeSpec(12, 17, 500)


def font(role: FontRole, scale: float = 1.0) -> QFont:
    """The font of a role; `scale` multiplies the size (`Theme.scale`)."""
    spec = role.value
    return pixel_font(
        round(spec.px * scale),
        weight=spec.weight,
        is_display=spec.is_display,
        tracking=spec.tracking,
    )


def line_px(role: FontRole, scale: float = 1.0) -> int:
    """The line height of a role in px."""
    return round(role.value.line_px * scale)


def share_font(
    share_of_height: float, height_px: float, weight: int = 600, is_display: bool = False
) -> QFont:
    """A font whose size is a share of a height, as on session screens; digits are tabular."""
    tracking = -0.02 if is_display else 0.0
    px = max(round(share_of_height * height_px), 1)
    return pixel_font(px, weight=weight, is_display=is_display, tracking=tracking)


def pixel_font(
    px: int, *, weight: int = 400, is_display: bool = False, tracking: float = 0.0
) -> QFont:
    """Inter or Inter Display in px, else the system's sans; tracking is a share of the size."""
    # A copy: whoever asked may change it.
    return QFont(_made_font(px, weight, is_display, tracking, QFont().family()))


@lru_cache(maxsize=512)
def _made_font(px: int, weight: int, is_display: bool, tracking: float, system: str) -> QFont:
    families = ["Inter", "Noto Sans"]
    made = QFont([*(["Inter Display"] if is_display else []), *families, system])
    made.setStyleHint(QFont.StyleHint.SansSerif)
    made.setPixelSize(max(px, 1))
    made.setWeight(_weight(weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setFeature(QFont.Tag("tnum"), 1)
    if tracking:
        made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, tracking * px)
    return made


def _weight(weight: int) -> QFont.Weight:
    # Qt takes named weights only; between two, the heavier one keeps titles firm.
    return min(QFont.Weight, key=lambda known: (abs(known.value - weight), -known.value))


def system_scale(font_point_size: float) -> float:
    """How much larger than usual the system's own font is, from 1.0 to 1.5."""
    usual_pt = 11.0
    return min(max(font_point_size / usual_pt, 1.0), _SCALE_MAX)


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of two opaque colours, 1 to 21, by the WCAG 2 formula."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: QColor) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """The colour that lies `share` (0 to 1) of the way from one to the other."""
    return QColor.fromRgbF(
        one.redF() + (other.redF() - one.redF()) * share,
        one.greenF() + (other.greenF() - one.greenF()) * share,
        one.blueF() + (other.blueF() - one.blueF()) * share,
        one.alphaF() + (other.alphaF() - one.alphaF()) * share,
    )


def palette(theme: Theme) -> QPalette:
    """The palette for the Fusion style, so that Qt's own widgets and dialogs fit in."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, theme.bg),
        (role.WindowText, theme.text),
        (role.Base, theme.raised),
        (role.AlternateBase, theme.surface),
        (role.Text, theme.text),
        (role.PlaceholderText, theme.text3),
        (role.Button, theme.raised),
        (role.ButtonText, theme.text),
        (role.BrightText, theme.stop),
        (role.ToolTipBase, theme.high),
        (role.ToolTipText, theme.text),
        (role.Highlight, theme.text),
        (role.HighlightedText, theme.bg),
        (role.Link, theme.accent),
        (role.LinkVisited, theme.accent),
        (role.Mid, theme.line2),
        (role.Dark, theme.line),
        (role.Light, theme.high),
        (role.Shadow, theme.bg),
    ):
        made.setColor(which, colour)
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, theme.text3)
    return made


def style_sheet(theme: Theme) -> str:
    """The style sheet for Qt's own input widgets; set it on the application or a page."""
    raised, line2, text, high = (
        colour.name() for colour in (theme.raised, theme.line2, theme.text, theme.high)
    )
    return f"""
    QLineEdit, QPlainTextEdit, QSpinBox, QDoubleSpinBox, QComboBox, QDateEdit {{
        background: {raised}; color: {text}; border: 1px solid {line2};
        border-radius: {RADIUS_SMALL}px; padding: 0 12px; min-height: {TARGET_MIN - 2}px;
        selection-background-color: {text}; selection-color: {theme.bg.name()};
    }}
    QPlainTextEdit {{ padding: 8px; }}
    QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus,
    QComboBox:focus, QDateEdit:focus {{ border: 3px solid {text}; }}
    QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button,
    QDoubleSpinBox::down-button {{ width: 0; border: 0; }}
    QComboBox::drop-down {{ border: 0; width: 28px; }}
    QComboBox QAbstractItemView {{
        background: {high}; color: {text}; border: 0; padding: 4px; outline: 0;
        selection-background-color: {text}; selection-color: {theme.bg.name()};
    }}
    QToolTip {{ background: {high}; color: {text}; border: 0; padding: 8px 12px; }}
    """


def restyle(root: QWidget, theme: Theme) -> None:
    """Give a theme to every themed widget below `root`, for a change while the app runs."""
    for child in root.findChildren(QWidget):
        if isinstance(child, Themed):
            child.set_theme(theme)
