"""One moment of the body: joints, angles, attitudes and contacts; knows not how it came about."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from gluteapp.figure.fingers import FINGERS, Fingers
from gluteapp.figure.rotation import Matrix, Vector, mirrored_turn, vector
from gluteapp.figure.skeleton import MASS_SHARES

_FLIPPED_ANGLES = (
    "trunk_roll",
    "trunk_yaw",
    "lumbar_side_bend",
    "lumbar_rotation",
    "head_roll",
    "head_yaw",
)
RELAXED_FINGERS = FINGERS["relaxed"]
_MIRROR = np.array((-1.0, 1.0, 1.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pose:
    """A solved body: `joints` in metres (y up, floor 0, +x the person's left), angles in degrees."""

    joints: dict[str, Vector]
    angles_deg: dict[str, float]
    frames: dict[str, Matrix]
    """Attitude of each bone, named after the joint it starts at; columns left, up, front."""
    contacts: tuple[str, ...] = ()
    """Joints that are planted: they do not move while they are named here."""
    effort: float = 0.0
    """0 at the start pose, 1 at the hard end."""
    breath: float = 0.0
    """-1 empty, +1 full."""
    stature_m: float = field(default=1.70)
    fingers: dict[str, Fingers] = field(
        default_factory=lambda: {"l": RELAXED_FINGERS, "r": RELAXED_FINGERS}
    )
    """Per side (`l`, `r`) how far near joints, far joints and thumb are bent, degrees."""

    def mirrored(self) -> Pose:
        """The same moment with left and right exchanged."""
        return replace(
            self,
            joints={other_side(name): at * _MIRROR for name, at in self.joints.items()},
            frames={other_side(name): mirrored_turn(turn) for name, turn in self.frames.items()},
            angles_deg={
                other_side(name): -angle if name in _FLIPPED_ANGLES else angle
                for name, angle in self.angles_deg.items()
            },
            contacts=tuple(other_side(name) for name in self.contacts),
            fingers={"l": self.fingers["r"], "r": self.fingers["l"]},
        )


def other_side(name: str) -> str:
    """The name of the same joint or angle on the other side."""
    if name.startswith("l_"):
        return "r_" + name[2:]
    if name.startswith("r_"):
        return "l_" + name[2:]
    return name


def mass_centre(joints: dict[str, Vector]) -> Vector:
    """Where the body's mass is centred, in the unit of the joints."""
    centre = vector(0.0, 0.0, 0.0)
    for start, end, share, place in MASS_SHARES:
        centre += share * (joints[start] + place * (joints[end] - joints[start]))
    return centre
