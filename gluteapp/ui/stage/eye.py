"""The body as the camera sees it: places and directions in picture terms; paints nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtGui import QPainter

from gluteapp.figure.camera import Points, Projection
from gluteapp.figure.pose import Pose


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of the body, or a thing, with its nearness for painting far to near."""

    nearness: float
    paint: Callable[[QPainter], None]


@dataclass(frozen=True, slots=True)
class Seen:
    """Points after the camera: view space in metres, pixels, pixels of a metre."""

    view: Points
    flat: Points
    size: Points

    def joined(self, other: Seen) -> Seen:
        """These points followed by others."""
        return Seen(
            np.concatenate((self.view, other.view)),
            np.concatenate((self.flat, other.flat)),
            np.concatenate((self.size, other.size)),
        )


class Eye:
    """A pose through a camera: places on its bones as points of the picture."""

    def __init__(self, *, pose: Pose, projection: Projection) -> None:
        self.pose = pose
        self.projection = projection
        self.unit = pose.stature_m
        turn = projection.axes.T
        if projection.camera.is_mirror:
            turn = turn * np.array((-1.0, 1.0, 1.0))
        self._turn = turn
        frames = dict(pose.frames)
        for side in ("l", "r"):
            frames[f"{side}_seat"] = _seat_frame(pose.frames["pelvis"], pose.frames[f"{side}_hip"])
        names = list(frames)
        turned = np.array([frames[name].T for name in names]) @ turn
        self._frames = dict(zip(names, turned, strict=True))
        joints = projection.to_view(np.array(list(pose.joints.values())))
        self._joints = dict(zip(pose.joints, joints, strict=True))

    def see(self, joint: str, frame: str, local: Points, g: float = 1.0) -> Seen:
        """Places in a bone's frame, shares of stature, written for the left side."""
        if g < 0:
            local = local * _MIRROR
        return self._seen((local * self.unit) @ self._frames[frame] + self._joints[joint])

    def see_joints(self, *joints: str) -> Seen:
        """The joints themselves."""
        return self._seen(np.array([self._joints[name] for name in joints]))

    def see_beside(self, joint: str, frame: Points, local: Points) -> Seen:
        """Places in any frame at a joint; `frame` has its axes as columns, in the world."""
        return self._seen((local * self.unit) @ (frame.T @ self._turn) + self._joints[joint])

    def direction(self, frame: str, normals: Points, g: float = 1.0) -> Points:
        """Directions in a bone's frame as right, up, towards the viewer."""
        turned: Points = (normals * _MIRROR if g < 0 else normals) @ self._frames[frame]
        return turned

    def _seen(self, view: Points) -> Seen:
        flat, size = self.projection.flatten(view)
        return Seen(view, flat, size)


_MIRROR = np.array((-1.0, 1.0, 1.0))


def _seat_frame(pelvis: Points, thigh: Points) -> Points:
    """Half way between pelvis and thigh, which is how the buttock turns."""
    up = pelvis[:, 1] + thigh[:, 1]
    up = up / (np.linalg.norm(up) + 1e-9)
    front = pelvis[:, 2] + thigh[:, 2]
    front = front - up * float(front @ up)
    front = front / (np.linalg.norm(front) + 1e-9)
    return np.column_stack((np.cross(up, front), up, front))


def side_sign(side: str) -> float:
    """1 for the left side, -1 for the right."""
    return 1.0 if side == "l" else -1.0
