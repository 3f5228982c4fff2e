"""The numbers of the painted face, ears and hair, for numpy and for the shader; paints nothing.

Lengths are centimetres from the middle of the head unless a name says otherwise.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from gluteapp.figure.rest import HIP_HEIGHT
from gluteapp.figure.skeleton import HEAD, NECK, NECK_BASE, STATURE_M

Number = float | tuple[float, ...]

HEAD_CENTRE_M: Final = (0.0, (HIP_HEIGHT + NECK_BASE + NECK + HEAD) * STATURE_M, 0.0104)
"""Middle between chin and crown at rest, 1 cm behind the head's joint (evidence 5.1)."""

EAR_AT_CM: Final = (6.95, -1.35, -1.55)
"""Middle of the left ear."""
_C12, _S12, _C24, _S24 = 0.978148, 0.207912, 0.913545, 0.406737
EAR_OUT: Final = (_C24, _S12 * _S24, _C12 * _S24)
EAR_UP: Final = (0.0, _C12, -_S12)
EAR_FRONT: Final = (-_S24, _S12 * _C24, _C12 * _C24)
"""Axes of the left ear: it leans back by 12 and stands out by 24 degrees."""
EAR_TALL_CM: Final = 3.10
EAR_WIDE_CM: Final = 1.78
"""Half height and half width of the ear."""

BUN_CM: Final = (0.0, 9.9, -6.9)
"""Middle of the bun; it stays in front of the plane on which the back of the head lies."""
BUN_AXIS: Final = (0.0, 0.86, -0.5103)
BUN_RADII_CM: Final = (2.5, 3.1)
"""Along the axis and about it."""

HAIRLINES_CM: Final[dict[str, tuple[float, ...]]] = {
    "a": (7.35, 7.28, 6.98, 6.35, 5.45, 4.35, 3.00, 1.30, -1.30, 0.60,
          1.40, -0.30, -3.60, -5.80, -6.90, -7.40, -7.70, -7.85, -7.90),
    "b": (6.85, 6.92, 7.05, 6.95, 6.00, 4.30, 2.60, 0.90, -2.60, -0.20,
          1.30, -0.50, -3.80, -5.60, -6.40, -6.80, -6.95, -7.00, -7.00),
}  # fmt: skip
"""Height of the edge of the hair every 10 degrees from the forehead round to the nape."""
HAIR_MIDDLE_CM: Final = 1.2
"""The turn is counted about an upright line this far behind the middle of the head."""

FACE: Final[dict[str, Number]] = {
    "CENTRE_M": HEAD_CENTRE_M,
    "EAR_AT": EAR_AT_CM,
    "EAR_OUT": EAR_OUT,
    "EAR_UP": EAR_UP,
    "EAR_FRONT": EAR_FRONT,
    "EAR_TALL": EAR_TALL_CM,
    "EAR_WIDE": EAR_WIDE_CM,
    "BUN": BUN_CM,
    "BUN_AXIS": BUN_AXIS,
    "BUN_REACH": 3.9,
    "HAIR_MIDDLE": HAIR_MIDDLE_CM,
    "HAIRLINE_A": HAIRLINES_CM["a"],
    "HAIRLINE_B": HAIRLINES_CM["b"],
    "HAIR_SOFT": (0.28, 0.55),
    "FRONT": (2.0, 4.5),
    # Soft colour: middle x, middle y, radius x, radius y; then the share and the tint.
    "BLUSH": (4.30, -2.90, 1.95, 1.45),
    "BLUSH_TINT": (1.0, 0.80, 0.77, 0.40),
    "NOSE": (0.0, -3.5, 1.15, 0.95),
    "NOSE_TINT": (1.0, 0.87, 0.85, 0.30),
    "NOSE_UNDER": (0.0, -4.20, 0.85, 0.38),
    "NOSE_UNDER_TINT": (1.55, 1.38, 1.34, 0.60),
    "LID": (3.2, 0.85, 1.7, 0.7),
    "LID_TINT": (0.86, 0.74, 0.71, 0.34),
    "NOSTRIL": (0.56, -4.28, 0.30, 0.13),
    "NOSTRIL_TINT": (0.50, 0.36, 0.33, 0.26),
    "NOSTRIL_FADE": 0.30,
    "EAR_TINT": (1.0, 0.86, 0.83, 0.35),
    "EAR_HOLLOW": (0.10, -0.65, 0.62, 0.90),
    "EAR_GROOVE": (0.72, 0.10),
    "EAR_SHADE": (0.62, 0.46, 0.42, 0.55),
    # Mouth: height, rise towards the corners, half width, upper and lower lip.
    "MOUTH": (-6.72, 0.085, 2.30),
    "LIPS": (0.60, 0.76),
    "LIP_MAN": 0.80,
    "STUBBLE": (-8.2, 3.1),
    "STUBBLE_TINT": (0.78, 0.77, 0.79, 0.50),
    "LIP_TINT": (0.86, 0.50, 0.52, 0.58),
    "LIP_TINT_MAN": (0.92, 0.66, 0.63, 0.50),
    "MOUTH_LINE": (0.50, 0.30, 0.29, 0.78),
    "MOUTH_LINE_HALF": 0.045,
    "CORNER": (2.42, -6.20, 0.26, 0.22),
    "CORNER_TINT": (0.72, 0.55, 0.50, 0.28),
    # Brows: inner and outer end, height, arch, half height.
    "BROW": (1.50, 5.05, 2.42, 1.30),
    "BROW_HALF": (0.215, 0.31),
    "BROW_SHARE": (0.78, 0.84),
    # Eyes: middle x, half width, tilt, upper and lower opening.
    "EYE": (3.20, 1.72, 0.075),
    "EYE_OPEN": (0.90, 0.50),
    "IRIS_AT": (0.0, 0.10),
    "IRIS": (0.74, 0.33),
    "GLINT": (-0.20, 0.34, 0.115),
    "FAR": (0.25, 0.90),
    "WHITE": (0.50, 0.465, 0.44),
    "IRIS_COLOUR": (0.105, 0.048, 0.021),
    "PUPIL_COLOUR": (0.010, 0.008, 0.007),
    "LASH_HALF": (0.075, 0.055),
    "LASH_SHARE": (0.94, 0.80),
    "CREASE": (0.42, 0.07, 0.40),
    "CREASE_TINT": (0.70, 0.55, 0.52),
    # Hair of the head: strands a turn, and how much lighter and darker they are.
    "STRANDS": (37.0, 83.0),
    "STRAND_DEPTH": 0.24,
    "HAIR_UNEVEN": 0.14,
}
"""Every number of the paint; `face_defines` hands the same ones to the shader as FACE_<name>."""


def face_defines() -> str:
    """The table as lines of GLSL that go before `face.glsl`."""
    lines = []
    for name, value in FACE.items():
        if isinstance(value, tuple) and len(value) > 4:
            numbers = ", ".join(f"{number:.6f}" for number in value)
            lines.append(f"const float FACE_{name}[{len(value)}] = float[{len(value)}]({numbers});")
        elif isinstance(value, tuple):
            numbers = ", ".join(f"{number:.6f}" for number in value)
            lines.append(f"#define FACE_{name} vec{len(value)}({numbers})")
        else:
            lines.append(f"#define FACE_{name} {value:.6f}")
    return "\n".join(lines) + "\n"


def face_vector(name: str) -> NDArray[np.float64]:
    """A row of numbers of the table."""
    return np.asarray(FACE[name], dtype=np.float64)


def face_number(name: str) -> float:
    """A single number of the table."""
    value = FACE[name]
    assert isinstance(value, float)
    return value
