"""Colours and light of the stage (LOOKS.md 1.4); knows no widget."""

from __future__ import annotations

from PySide6.QtGui import QColor

from gluteapp.core.exercise import Muscle

STAGE_EDGE = QColor("#10151D")
VEIL = QColor("#0D1117")
"""What a paused stage fades towards: the window behind it, so that no edge appears."""
STAGE_MIDDLE = QColor("#1B2330")
MAT = QColor("#1A2334")
MAT_EDGE = QColor("#2A3850")
SHADOW = QColor(3, 5, 9)
EYE = QColor(40, 30, 28)
BROW = QColor(60, 42, 36)
LIP = QColor(168, 92, 78)
FIBRE = QColor(255, 236, 214)
THING_SHADES = (QColor("#2B3546"), QColor("#3A475C"), QColor("#4A5970"))
"""Darkest to lightest face of a chair or step."""
WALL = QColor(92, 110, 138, 46)

_CLOTHS: dict[str, tuple[str, str, str]] = {
    "leggings": ("#66718a", "#97a3b8", "#c6d0e0"),
    "top": ("#0a5a5a", "#12928c", "#45c4ba"),
    "skin": ("#a8765a", "#dba883", "#f4cfae"),
    "shoe": ("#8d98a8", "#d9dfe6", "#fbfcfd"),
    "sole": ("#0a5a5a", "#12807c", "#2ea79f"),
    "hair": ("#1c1513", "#3b2d27", "#6a5347"),
}
"""Shade, base and light of each material."""
_LEVELS = 48


def _ramp(shade: str, base: str, light: str) -> tuple[QColor, ...]:
    steps = []
    low, middle, high = QColor(shade), QColor(base), QColor(light)
    for level in range(_LEVELS + 1):
        share = level / _LEVELS
        first, second, along = (
            (low, middle, share / 0.55) if share < 0.55 else (middle, high, (share - 0.55) / 0.45)
        )
        steps.append(_mixed(first, second, along))
    return tuple(steps)


def _mixed(first: QColor, second: QColor, along: float) -> QColor:
    return QColor.fromRgbF(
        first.redF() + (second.redF() - first.redF()) * along,
        first.greenF() + (second.greenF() - first.greenF()) * along,
        first.blueF() + (second.blueF() - first.blueF()) * along,
    )


_RAMPS = {cloth: _ramp(*colours) for cloth, colours in _CLOTHS.items()}

_RIM_STRENGTH = 0.62
"""How much of the shade colour is left in the rim; low enough to part legs, light enough to see."""
_RIMS = {
    cloth: QColor(colours[0]).darker(round(100 / _RIM_STRENGTH))
    for cloth, colours in _CLOTHS.items()
}

MUSCLES: dict[Muscle, QColor] = {
    Muscle.GLUTEUS_MAXIMUS: QColor("#FF5A2E"),
    Muscle.GLUTEUS_MEDIUS: QColor("#FF9A3C"),
    Muscle.GLUTEUS_MINIMUS: QColor("#FFCB52"),
    Muscle.HAMSTRINGS: QColor("#4FA3FF"),
    Muscle.QUADRICEPS: QColor("#4FA3FF"),
    Muscle.LOW_BACK: QColor("#4FA3FF"),
    Muscle.TFL: QColor("#4FA3FF"),
}
GLUTEALS = frozenset({Muscle.GLUTEUS_MAXIMUS, Muscle.GLUTEUS_MEDIUS, Muscle.GLUTEUS_MINIMUS})
HELPER_STRENGTH = 0.6
"""Helpers are blue at 60 % (LOOKS.md 1.4)."""


def rim(cloth: str) -> QColor:
    """The thin darker line around a part of a material."""
    return _RIMS[cloth]


def shaded(cloth: str, brightness: float) -> QColor:
    """The colour of a material from 0, in shade, to 1, in full light."""
    return _RAMPS[cloth][min(_LEVELS, max(0, round(brightness * _LEVELS)))]
