"""From where the body is seen: views, projection and framing of a whole repetition, without Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import cos, radians, sin
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from gluteapp.core.exercise import Side
from gluteapp.figure.motion_spec import MotionSpec, Thing, View
from gluteapp.figure.pose import Pose

Points = NDArray[np.float64]
"""Rows of x, y, z in metres."""

VIEWS: dict[str, View] = {
    "front": View(yaw_deg=0, pitch_deg=8),
    "side": View(yaw_deg=90, pitch_deg=8),
    "three_quarter": View(yaw_deg=38, pitch_deg=12),
    "back": View(yaw_deg=165, pitch_deg=12),
}
"""The named cameras; `auto` and `second` are the ones a motion asks for."""
CAMERA_NAMES = ("auto", "second", *VIEWS)
DISTANCE_M = 5.0
"""From the eye to the target of a camera, metres."""
_FACING_DEG = {"standing": 50.0, "half_kneeling": 50.0, "side_lying": 89.0, "side_plank": 89.0}
"""Within how far of the front the person of a posture faces the viewer, so that the picture is a
mirror (DEFINITIONS.md). Seen from the side nobody reads a mirror: left is the figure's own left."""
_ROOM: Final = 0.045
_ROOMS: Final = {
    "head": 0.090, "neck": 0.075, "shoulder": 0.080, "hip": 0.082, "elbow": 0.036, "wrist": 0.040,
    "hand": 0.040, "ankle": 0.025, "heel": 0.020, "ball": 0.030, "toe": 0.021,
}  # fmt: skip
"""How far flesh and clothes reach around a joint at most, shares of stature: measured on both body
types over all moves, so that a figure is as large as its picture allows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """A place to look from; `is_mirror` shows the person as a mirror does."""

    yaw_deg: float
    pitch_deg: float
    target: tuple[float, float, float] = (0.0, 0.7, 0.0)
    is_mirror: bool = False
    turn_quarters: int = 0
    """Quarter turns of the picture, clockwise."""

    @classmethod
    def for_motion(
        cls, spec: MotionSpec, side: Side, name: str = "auto", turn_quarters: int = 0
    ) -> Self:
        """The camera of a motion done for a side; KeyError for an unknown camera name."""
        own = {"auto": spec.view, "second": spec.second_view}
        view = own.get(name) or VIEWS[name]
        is_facing = cos(radians(view.yaw_deg)) > cos(radians(_FACING_DEG.get(spec.posture, 0.0)))
        turns_round = side is Side.RIGHT and not view.is_fixed
        return cls(
            yaw_deg=-view.yaw_deg if turns_round else view.yaw_deg,
            pitch_deg=view.pitch_deg,
            is_mirror=is_facing,
            turn_quarters=turn_quarters,
        )

    def axes(self) -> NDArray[np.float64]:
        """Rows: to the right of the picture, up, and towards the viewer."""
        yaw, pitch = radians(self.yaw_deg), radians(self.pitch_deg)
        towards = np.array((sin(yaw) * cos(pitch), sin(pitch), cos(yaw) * cos(pitch)))
        right = np.array((cos(yaw), 0.0, -sin(yaw)))
        return np.stack((right, np.cross(towards, right), towards))


@dataclass(frozen=True, slots=True)
class Projection:
    """A camera framed for a picture: metres to pixels."""

    camera: Camera
    axes: NDArray[np.float64]
    scale: float
    """Pixels of a metre at the distance of the target."""
    middle: tuple[float, float]
    width: float
    height: float

    def to_view(self, points: Points) -> Points:
        """Rows of right, up, towards the viewer, in metres from the target."""
        view: Points = (points - np.array(self.camera.target)) @ self.axes.T
        if self.camera.is_mirror:
            view[..., 0] *= -1
        return view

    def flatten(self, view: Points) -> tuple[Points, NDArray[np.float64]]:
        """Pixels (x right, y down) and pixels of a metre at each point."""
        size = self.scale * DISTANCE_M / (DISTANCE_M - view[..., 2])
        flat = view[..., :2] * size[..., None] * np.array((1.0, -1.0))
        return flat + np.array(self.middle), size


def room_around(joints: Iterable[str]) -> NDArray[np.float64]:
    """How far the body reaches around each of these joints, shares of stature, for framing."""
    return np.array([_ROOMS.get(joint.split("_")[-1], _ROOM) for joint in joints])


def frame(
    camera: Camera,
    poses: Sequence[Pose],
    width: float,
    height: float,
    *,
    margin: float = 0.03,
    things: Sequence[Thing] = (),
    side: Side = Side.LEFT,
) -> Projection:
    """Fit every pose of a repetition, and its things, into a picture of that size in pixels.

    `margin` is the share of the shorter edge that stays free all around; a wall may be cut off.
    """
    stature = poses[0].stature_m
    joints = np.array([list(pose.joints.values()) for pose in poses])
    room = room_around(poses[0].joints) * stature
    places = joints.reshape(-1, 3)
    rooms = np.tile(room, len(poses))
    around = _corners(things, stature, -1.0 if side is Side.RIGHT else 1.0)
    places, rooms = np.vstack((places, around)), np.append(rooms, np.zeros(len(around)))
    target = (places.min(axis=0) + places.max(axis=0)) / 2
    camera = replace(camera, target=(float(target[0]), float(target[1]), float(target[2])))
    loose = Projection(camera, camera.axes(), 1.0, (0.0, 0.0), width, height)
    flat, size = loose.flatten(loose.to_view(places))
    reach = (rooms * size)[:, None]
    left_top, right_bottom = (flat - reach).min(axis=0), (flat + reach).max(axis=0)
    free = margin * min(width, height)
    turned = camera.turn_quarters % 2 == 1
    span = (right_bottom - left_top)[::-1] if turned else right_bottom - left_top
    scale = float(min((width - 2 * free) / span[0], (height - 2 * free) / span[1]))
    centre = (left_top + right_bottom) / 2 * scale
    middle = (width / 2 - float(centre[0]), height / 2 - float(centre[1]))
    return Projection(camera, loose.axes, scale, middle, width, height)


def _corners(things: Sequence[Thing], stature: float, g: float) -> Points:
    rows = [
        ((thing.at[0] + sx * thing.size[0]) * g, thing.at[1] + up, thing.at[2] + sz * thing.size[2])
        for thing in things
        if thing.kind != "wall"
        for sx in (-0.5, 0.5)
        for sz in (-0.5, 0.5)
        for up in (0.0, thing.height)
    ]
    corners: Points = np.array(rows, dtype=np.float64).reshape(-1, 3) * stature
    return corners
