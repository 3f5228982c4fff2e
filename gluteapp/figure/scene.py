"""One moment, ready to be drawn by either back end: skinned places, light of muscles, things.

It is made off the interface thread; it knows no Qt, no OpenGL and no session.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from gluteapp.figure.body import Body, Floats
from gluteapp.figure.camera import Projection
from gluteapp.figure.pose import Pose


class Skin(StrEnum):
    """The three skin tones."""

    LIGHT = "light"
    MEDIUM = "medium"
    DARK = "dark"


class Outfit(StrEnum):
    """The tones of top and leggings; every one keeps the contrast of DEFINITIONS.md."""

    TEAL = "teal"
    PLUM = "plum"
    SAND = "sand"


BODY_TYPES = ("a", "b")
"""Files `assets/bodies/<type>.npz`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the coach looks: chosen in Settings."""

    body: str = "a"
    skin: Skin = Skin.MEDIUM
    outfit: Outfit = Outfit.TEAL


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingMesh:
    """A thing in the room as a small mesh of one colour, in metres, in the world."""

    kind: str
    """chair, step, wall, pillow, loop_band, kettlebell."""
    points: Floats
    normals: Floats
    triangles: NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Everything a picture is made of."""

    body: Body
    look: Look
    pose: Pose
    points: Floats
    """(N, 3) skinned places in metres, in the world (not mirrored; the projection mirrors)."""
    normals: Floats
    glow: Floats
    """(7, 2) light of each muscle of `body.MUSCLES`, left and right, 0 to 1."""
    things: tuple[ThingMesh, ...] = ()
    mat_yaw_deg: float | None = 0.0
    """How the mat lies; None: there is none."""
    mat_at: tuple[float, float] = (0.0, 0.0)
    """Middle of the mat, x and z in metres."""
    eyelid: float = 1.0
    """1 open, 0 closed."""
    pointer: tuple[float, float, float] | None = None
    """A place in the world that a ring points out (a fault), metres."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A moment through a camera. `projection` carries the size of the picture in pixels."""

    moment: Moment
    projection: Projection
    background: tuple[int, int, int] | None = None
    """The page's colour that the stage fades into at its edges; None: a stage to the very edge."""
    dim: float = field(default=1.0)
    """Brightness; 0.6 while paused (LOOKS.md 10 d)."""
