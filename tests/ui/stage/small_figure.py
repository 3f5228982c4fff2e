"""A figure for tests of the stage: a ball of one cloth, a box beside it, and a camera."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gluteapp.figure.body import CLOTHS, MUSCLES, Body
from gluteapp.figure.bones import BONES
from gluteapp.figure.camera import Camera, Projection
from gluteapp.figure.pose import Pose
from gluteapp.figure.scene import Look, Moment, Shot, ThingMesh

WIDTH, HEIGHT = 96, 64
MIDDLE = (0.0, 0.6, 0.0)
_MIDDLE = {"pelvis": 0.95, "spine": 1.05, "neck": 1.4, "head": 1.5}
_SIDE = {
    "shoulder": (0.18, 1.38, 0.0),
    "elbow": (0.20, 1.10, 0.0),
    "wrist": (0.21, 0.86, 0.0),
    "hand": (0.21, 0.78, 0.0),
    "hip": (0.09, 0.90, 0.0),
    "knee": (0.10, 0.48, 0.0),
    "ankle": (0.10, 0.08, 0.0),
    "heel": (0.10, 0.03, -0.05),
    "toe": (0.11, 0.03, 0.15),
}


def ball(radius_m: float = 0.3, cloth: str = "leggings") -> Body:
    """A ball around the origin; its +x half is the muscle `gluteus_maximus`."""
    around, up = np.meshgrid(np.linspace(0, 2 * np.pi, 33), np.linspace(-np.pi / 2, np.pi / 2, 17))
    normals = np.stack(
        (np.cos(up) * np.sin(around), np.sin(up), np.cos(up) * np.cos(around)), axis=-1
    ).reshape(-1, 3)
    row, column = np.meshgrid(np.arange(16), np.arange(32), indexing="ij")
    first = (row * 33 + column).ravel()
    corners = np.stack((first, first + 1, first + 34, first, first + 34, first + 33), axis=1)
    count = len(normals)
    cloths = np.full((count, len(CLOTHS)), -0.2, np.float32)
    cloths[:, CLOTHS.index(cloth)] = 0.2
    muscles = np.full((count, len(MUSCLES)), -0.2, np.float32)
    muscles[:, 0] = normals[:, 0] * radius_m
    return Body(
        points=(normals * radius_m).astype(np.float32),
        normals=normals.astype(np.float32),
        triangles=corners.reshape(-1, 3).astype(np.int32),
        weights=np.full((count, len(BONES)), 1 / len(BONES), np.float32),
        rest_points=np.zeros((len(BONES), 3)),
        rest_frames=np.tile(np.eye(3), (len(BONES), 1, 1)),
        occlusion=np.ones(count, np.float32),
        breath=np.zeros(count, np.float32),
        cloths=cloths,
        muscles=muscles,
    )


def pose() -> Pose:
    """Somebody standing, roughly, for the shadow."""
    joints = {name: np.array((0.0, high, 0.0)) for name, high in _MIDDLE.items()}
    for side, sign in (("l", 1.0), ("r", -1.0)):
        joints |= {
            f"{side}_{name}": np.array((sign * out, high, front))
            for name, (out, high, front) in _SIDE.items()
        }
    return Pose(joints=joints, angles_deg={}, frames={})


def moment(body: Body, *, glow: float = 0.0, at: tuple[float, float, float] = MIDDLE) -> Moment:
    """The ball at a place; `glow` on its left."""
    lights = np.zeros((len(MUSCLES), 2), np.float32)
    lights[0, 0] = glow
    return Moment(
        body=body,
        look=Look(),
        pose=pose(),
        points=(body.points + np.array(at, np.float32)).astype(np.float32),
        normals=body.normals,
        glow=lights,
    )


def box(at: tuple[float, float, float], half_m: float = 0.15) -> ThingMesh:
    """A step as six squares."""
    points: list[np.ndarray] = []
    normals: list[np.ndarray] = []
    triangles: list[np.ndarray] = []
    for axis in range(3):
        for sign in (-1.0, 1.0):
            normal = np.eye(3)[axis] * sign
            first = np.roll(normal, 1)
            second = np.cross(normal, first)
            triangles += [np.array(one) + len(points) for one in ((0, 1, 2), (0, 2, 3))]
            for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
                points.append((normal + a * first + b * second) * half_m + at)
                normals.append(normal)
    return ThingMesh(
        kind="step",
        points=np.array(points, np.float32),
        normals=np.array(normals, np.float32),
        triangles=np.array(triangles, np.int32),
    )


def projection(
    width: int = WIDTH,
    height: int = HEIGHT,
    *,
    yaw_deg: float = 20.0,
    is_mirror: bool = False,
    turn_quarters: int = 0,
) -> Projection:
    """A camera at the ball, which fills half the height."""
    camera = Camera(
        yaw_deg=yaw_deg,
        pitch_deg=10.0,
        target=MIDDLE,
        is_mirror=is_mirror,
        turn_quarters=turn_quarters,
    )
    scale = 0.8 * min(width, height)
    return Projection(camera, camera.axes(), scale, (width / 2, height / 2), width, height)


def shot(of: Moment | None = None, seen: Projection | None = None) -> Shot:
    """The ball on its stage."""
    return Shot(moment=of or moment(ball()), projection=seen or projection())


def mirrored(of: Moment) -> Moment:
    """The same moment in a mirror at x = 0, glow and mat included."""
    flip = np.array((-1, 1, 1), np.float32)
    body = of.body
    other = replace(
        body,
        points=body.points * flip,
        normals=body.normals * flip,
        triangles=np.ascontiguousarray(body.triangles[:, ::-1]),
    )
    return replace(
        of,
        body=other,
        pose=of.pose.mirrored(),
        points=of.points * flip,
        normals=of.normals * flip,
        glow=np.ascontiguousarray(of.glow[:, ::-1]),
        mat_yaw_deg=-(of.mat_yaw_deg or 0.0),
        mat_at=(-of.mat_at[0], of.mat_at[1]),
    )
