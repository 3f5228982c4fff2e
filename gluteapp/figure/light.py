"""The one table of colours and light of the stage, for both back ends; knows no picture.

Colours are linear RGB of Rec. 709 unless a name ends in `_srgb`; lengths are metres. The numbers
of cloths and lights follow the second coach study, which reaches the contrast of DEFINITIONS.md.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from math import cos, radians, sin, sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gluteapp.core.exercise import Muscle
from gluteapp.figure.body import MUSCLES
from gluteapp.figure.scene import Look, Outfit, Skin

Colour = tuple[float, float, float]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class LightTable:
    """Every number that the shading has; directions are right, up, towards the viewer."""

    # Lights. Their directions turn with the camera around the vertical.
    key_from: Colour = (-0.42, 0.80, 0.52)
    fill_from: Colour = (0.85, 0.10, 0.45)
    rim_from: Colour = (0.33, 0.45, -0.82)
    back_from: Colour = (-0.75, 0.30, -0.60)
    key_colour: Colour = (1.02, 0.95, 0.87)
    fill_colour: Colour = (0.124, 0.152, 0.20)
    rim_colour: Colour = (0.56, 0.616, 0.70)
    rim_strength: float = 1.3
    back_strength: float = 0.5
    ambient_low: Colour = (0.105, 0.115, 0.145)
    ambient_sky: Colour = (0.235, 0.27, 0.30)
    # How much of each light reaches a place that sees no sky.
    key_open: float = 0.55
    rim_open: float = 0.40
    # Near the floor the sky is partly hidden: share at the floor, and how it grows per metre.
    floor_shade: float = 0.60
    floor_shade_slope: float = 2.0
    # Skin lets light through: it wraps around and its hollows stay warm.
    skin_wrap: Colour = (0.34, 0.20, 0.15)
    skin_fill_wrap: float = 0.35
    skin_fill_gain: float = 0.9
    skin_occlusion: Colour = (0.85, 1.0, 1.05)
    skin_bounce: Colour = (0.24, 0.17, 0.135)
    skin_shine: float = 0.030
    skin_fresnel: Colour = (0.03, 0.039, 0.051)
    # The leggings are lit from everywhere so that their outline parts from the stage.
    leggings_bounce: float = 0.30
    leggings_wrap: float = 0.16
    leggings_bounce_colour: Colour = (0.90, 1.0, 1.12)
    leggings_fresnel: Colour = (0.20, 0.24, 0.30)
    leggings_shine: float = 0.05
    top_shine: float = 0.03
    shine_power: float = 18.0
    hair_shine: Colour = (0.11, 0.085, 0.07)
    hair_shine_power: float = 22.0
    hair_rim: float = 0.018
    # Cloth edges: a darker hem on the top, a lighter band at the waist.
    hem_m: float = 0.0035
    hem_shade: float = 0.55
    waistband_m: float = 0.026
    waistband_gain: float = 1.18
    sole_height_m: float = 0.021
    stripe_height_m: float = 0.028
    stripe_half_m: float = 0.007
    # Muscles: how they shine, their fibres and the line around them.
    # A muscle takes the cloth's place early, as deep ember, and on the way there the cloth turns
    # dark; from there on light is added. Red half over light grey would be the pink of bare skin.
    muscle_cover_from: float = 0.11
    muscle_cover_full: float = 0.17
    muscle_cover_shade: float = 0.55
    muscle_albedo: float = 0.72
    muscle_albedo_least: float = 0.10
    muscle_emit: float = 0.66
    muscle_edge_emit: float = 2.6
    muscle_warm_edge: float = 0.6
    muscle_line_m: float = 0.0022
    muscle_line_shade: float = 0.50
    muscle_line_pixels: float = 0.8
    muscle_line_rise: float = 8.0
    helper_strength: float = 0.6
    fibre_shade: float = 0.42
    fibre_duty: float = 0.34
    fibre_pixels: float = 2.2
    # The halo around what works: at most 60 %, about 9 % of the picture's width.
    halo_strength: float = 0.40
    halo_width: float = 0.09
    halo_on_body: float = 0.35
    # A limb in front of another one darkens it along its outline.
    overlap_reach: float = 0.0156
    overlap_depth_m: float = 0.055
    overlap_shade: float = 0.82
    # Tone curve: c * (a c + b) / (c * (d c + e) + f), then a square root and a gentle shoulder.
    tone: tuple[float, ...] = (2.2, 0.10, 2.0, 0.62, 0.12)
    tone_shoulder: float = 0.08
    # Stage.
    stage_edge_srgb: Colour = (16 / 255, 21 / 255, 29 / 255)
    stage_middle_srgb: Colour = (27 / 255, 35 / 255, 48 / 255)
    stage_middle_at: float = 0.45
    floor_srgb: Colour = (0.0783, 0.0961, 0.1214)
    floor_radius_m: float = 3.30
    floor_fade_from: float = 0.10
    floor_fade_to: float = 0.92
    mat_srgb: Colour = (21 / 255, 29 / 255, 43 / 255)
    mat_half_width_m: float = 0.36
    mat_half_length_m: float = 0.94
    mat_corner_m: float = 0.03
    mat_line_gain: float = 0.55
    mat_line_inset_m: float = 0.026
    mat_line_half_m: float = 0.0045
    shadow_strength: float = 0.80
    shadow_least_floor: float = 0.5
    edge_fade: float = 0.30
    # A ring that points something out: the warn colour of the visual language.
    pointer_srgb: Colour = (245 / 255, 195 / 255, 91 / 255)
    pointer_radius: float = 0.075
    pointer_line: float = 0.011
    wall_strength: float = 0.14
    wall_line_strength: float = 0.55
    wall_srgb: Colour = (92 / 255, 110 / 255, 138 / 255)
    thing_fresnel: Colour = (0.06, 0.075, 0.09)


LIGHT: Final = LightTable()

SKINS: Final[dict[Skin, Colour]] = {
    Skin.LIGHT: (0.600, 0.322, 0.212),
    Skin.MEDIUM: (0.48, 0.225, 0.122),
    Skin.DARK: (0.170, 0.074, 0.042),
}
HAIRS: Final[dict[Skin, Colour]] = {
    Skin.LIGHT: (0.085, 0.042, 0.024),
    Skin.MEDIUM: (0.045, 0.024, 0.017),
    Skin.DARK: (0.018, 0.013, 0.011),
}
LEGGINGS: Final[dict[Outfit, Colour]] = {
    Outfit.TEAL: (0.180, 0.210, 0.260),
    Outfit.PLUM: (0.235, 0.190, 0.270),
    Outfit.SAND: (0.255, 0.208, 0.158),
}
TOPS: Final[dict[Outfit, Colour]] = {
    Outfit.TEAL: (0.015, 0.262, 0.245),
    Outfit.PLUM: (0.250, 0.045, 0.185),
    Outfit.SAND: (0.135, 0.150, 0.048),
}
SHOE: Final[Colour] = (0.78, 0.79, 0.81)
SOLE: Final[Colour] = (0.10, 0.11, 0.13)
THINGS: Final[dict[str, Colour]] = {
    "chair": (0.060, 0.085, 0.125),
    "step": (0.060, 0.085, 0.125),
    "pillow": (0.34, 0.36, 0.42),
    "loop_band": (0.60, 0.045, 0.215),
    "kettlebell": (0.115, 0.085, 0.330),
    "wall": (0.060, 0.085, 0.125),
}

_EMBER: Final[Colour] = (1.0, 0.085, 0.02)
_ORANGE: Final[Colour] = (1.0, 0.21, 0.015)
_AMBER: Final[Colour] = (1.0, 0.50, 0.045)
_BLUE: Final[Colour] = (0.09, 0.38, 0.92)
MUSCLE_COLOURS: Final[dict[Muscle, Colour]] = {
    Muscle.GLUTEUS_MAXIMUS: _EMBER,
    Muscle.GLUTEUS_MEDIUS: _ORANGE,
    Muscle.GLUTEUS_MINIMUS: _AMBER,
    Muscle.HAMSTRINGS: _BLUE,
    Muscle.QUADRICEPS: _BLUE,
    Muscle.LOW_BACK: _BLUE,
    Muscle.TFL: _BLUE,
}
"""LOOKS.md 1.4: ember red, orange, amber; helpers blue."""
GLUTEALS: Final = frozenset({Muscle.GLUTEUS_MAXIMUS, Muscle.GLUTEUS_MEDIUS, Muscle.GLUTEUS_MINIMUS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fibres:
    """How the fibres of a muscle lie at rest, on the left side (x is mirrored for the right).

    Lines follow places of equal phase: `across` · place + `cycles` × the angle of the place around
    `centre` in the plane of `axis_a` and `axis_b`; one line for each whole number.
    """

    across: Colour = (0.0, 0.0, 0.0)
    """Lines per metre."""
    centre: Colour = (0.0, 0.0, 0.0)
    axis_a: Colour = (0.0, 0.0, 0.0)
    axis_b: Colour = (0.0, 0.0, 0.0)
    cycles: float = 0.0
    """Lines per radian around the centre."""


_THIGH: Final[Colour] = (0.095, 0.0, 0.0)
FIBRES: Final[dict[Muscle, Fibres]] = {
    Muscle.GLUTEUS_MAXIMUS: Fibres(across=(39.5, 49.7, 0.0)),
    Muscle.GLUTEUS_MEDIUS: Fibres(
        centre=(0.0, 0.865, -0.012), axis_a=(0.0, 0.0, 1.0), axis_b=(0.0, 1.0, 0.0), cycles=8.0
    ),
    Muscle.GLUTEUS_MINIMUS: Fibres(
        centre=(0.0, 0.845, 0.020), axis_a=(0.0, 0.0, 1.0), axis_b=(0.0, 1.0, 0.0), cycles=9.0
    ),
    Muscle.HAMSTRINGS: Fibres(
        centre=_THIGH, axis_a=(1.0, 0.0, 0.0), axis_b=(0.0, 0.0, -1.0), cycles=4.6
    ),
    Muscle.QUADRICEPS: Fibres(
        centre=_THIGH, axis_a=(1.0, 0.0, 0.0), axis_b=(0.0, 0.0, 1.0), cycles=4.6
    ),
    Muscle.LOW_BACK: Fibres(across=(70.0, 0.0, 0.0)),
    Muscle.TFL: Fibres(across=(0.0, 12.0, 68.0)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloths:
    """The colours of one look, linear."""

    skin: Colour
    hair: Colour
    leggings: Colour
    top: Colour
    shoe: Colour
    sole: Colour


def cloths(look: Look) -> Cloths:
    """The colours of a look."""
    return Cloths(
        skin=SKINS[look.skin],
        hair=HAIRS[look.skin],
        leggings=LEGGINGS[look.outfit],
        top=TOPS[look.outfit],
        shoe=SHOE,
        sole=SOLE,
    )


def muscle_colours() -> Floats:
    """(7, 3) what a fully lit muscle adds, in the order of `body.MUSCLES`; helpers at 60 %."""
    rows = [
        np.array(MUSCLE_COLOURS[muscle]) * (1.0 if muscle in GLUTEALS else LIGHT.helper_strength)
        for muscle in MUSCLES
    ]
    return np.array(rows, dtype=np.float32)


def light_directions(yaw_deg: float, *, is_mirror: bool = False) -> Floats:
    """(4, 3) unit directions to key, fill, rim and back light in the world.

    They keep their place in the picture: they turn with the camera's yaw, and swap sides in a
    mirror picture.
    """
    yaw = radians(yaw_deg)
    flip = -1.0 if is_mirror else 1.0
    right = np.array((cos(yaw), 0.0, -sin(yaw))) * flip
    towards = np.array((sin(yaw), 0.0, cos(yaw)))
    rows = []
    for x, y, z in (LIGHT.key_from, LIGHT.fill_from, LIGHT.rim_from, LIGHT.back_from):
        rows.append(
            (x * right + np.array((0.0, y, 0.0)) + z * towards) / sqrt(x * x + y * y + z * z)
        )
    return np.array(rows, dtype=np.float32)


def glsl_defines() -> str:
    """The whole table as GLSL, one `#define` a line, for the shaders of the OpenGL back end."""
    lines = [
        f"#define {field.name.upper()} {_glsl(getattr(LIGHT, field.name))}"
        for field in fields(LIGHT)
    ]
    lines.append(f"#define MUSCLE_COUNT {len(MUSCLES)}")
    lines.append(_glsl_array("MUSCLE_COLOURS", [tuple(row) for row in muscle_colours().tolist()]))
    for name in ("across", "centre", "axis_a", "axis_b"):
        rows = [getattr(FIBRES[muscle], name) for muscle in MUSCLES]
        lines.append(_glsl_array(f"FIBRE_{name.upper()}", rows))
    cycles = ", ".join(_glsl(FIBRES[muscle].cycles) for muscle in MUSCLES)
    lines.append(f"#define FIBRE_CYCLES float[{len(MUSCLES)}]({cycles})")
    return "\n".join(lines) + "\n"


def _glsl_array(name: str, rows: list[Colour]) -> str:
    return f"#define {name} vec3[{len(rows)}]({', '.join(_glsl(row) for row in rows)})"


def _glsl(value: float | tuple[float, ...]) -> str:
    if isinstance(value, tuple):
        inner = ", ".join(_glsl(part) for part in value)
        return f"vec{len(value)}({inner})" if len(value) < 5 else f"float[{len(value)}]({inner})"
    text = f"{value:.7g}"
    return text if "." in text or "e" in text else text + ".0"
