"""Small shots of the coach and of single triangles, for the tests of the picture."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np

from gluteapp.core.exercise import Equipment, Side
from gluteapp.figure.body import CLOTHS, MUSCLES, Body, load_body
from gluteapp.figure.bones import BONES
from gluteapp.figure.camera import Camera, Projection, frame
from gluteapp.figure.pose import Pose
from gluteapp.figure.scene import Look, Moment, Shot, ThingMesh
from gluteapp.figure.skin import Skinner
from gluteapp.figure.things import thing_meshes
from tests.figure.motion_library import ASSETS, MOTIONS

SIZE = (192, 108)


@cache
def real_body(body_type: str = "a") -> Body:
    """A body that ships."""
    return load_body(ASSETS / "bodies" / f"{body_type}.npz")


@cache
def _skinner(body_type: str) -> Skinner:
    return Skinner(body=real_body(body_type))


def pose_of(motion_id: str, extent: float, side: Side = Side.LEFT) -> Pose:
    """A pose of a motion that ships."""
    pose = MOTIONS.repetition(motion_id, Side.LEFT)[round(extent * 8)]
    return pose.mirrored() if side is Side.RIGHT else pose


def moment(
    pose: Pose,
    *,
    look: Look | None = None,
    glow: float = 0.0,
    things: tuple[ThingMesh, ...] = (),
    pointer: tuple[float, float, float] | None = None,
) -> Moment:
    """A skinned body with every muscle at the same light."""
    look = look or Look()
    points, normals = _skinner(look.body).skin(pose)
    return Moment(
        body=real_body(look.body),
        look=look,
        pose=pose,
        points=points.copy(),
        normals=normals.copy(),
        glow=np.full((len(MUSCLES), 2), glow, dtype=np.float32),
        things=things,
        pointer=pointer,
    )


def things_of(motion_id: str, pose: Pose, side: Side = Side.LEFT) -> tuple[ThingMesh, ...]:
    """Everything that a motion could have in the room."""
    return thing_meshes(pose, MOTIONS.spec(motion_id), tuple(Equipment), side)


def projection(
    motion_id: str, size: tuple[int, int] = SIZE, *, camera: Camera | None = None
) -> Projection:
    """The camera of a motion, framed."""
    spec = MOTIONS.spec(motion_id)
    return frame(
        camera or Camera.for_motion(spec, Side.LEFT),
        MOTIONS.repetition(motion_id, Side.LEFT),
        *size,
        things=spec.things,
    )


def shot(
    motion_id: str = "squat",
    extent: float = 1.0,
    size: tuple[int, int] = SIZE,
    *,
    look: Look | None = None,
    glow: float = 0.0,
) -> Shot:
    """A motion as its own camera sees it."""
    made = moment(pose_of(motion_id, extent), look=look, glow=glow)
    return Shot(moment=made, projection=projection(motion_id, size))


def mirror_moment(given: Moment) -> Moment:
    """The same moment in a looking glass: everything left is right."""
    flip = np.array((-1.0, 1.0, 1.0), dtype=np.float32)
    body = replace(
        given.body,
        points=given.body.points * flip,
        normals=given.body.normals * flip,
        triangles=given.body.triangles[:, ::-1].copy(),
    )
    return replace(
        given,
        body=body,
        pose=given.pose.mirrored(),
        points=given.points * flip,
        normals=given.normals * flip,
        glow=given.glow[:, ::-1].copy(),
    )


def flat_body(points: np.ndarray, triangles: np.ndarray, cloths: np.ndarray) -> Body:
    """A body of a few triangles that face forward; `cloths` (N, 4) are signed distances."""
    count = len(points)
    normals = np.tile(np.array((0.0, 0.0, 1.0), np.float32), (count, 1))
    return Body(
        points=points.astype(np.float32),
        normals=normals,
        triangles=triangles.astype(np.int32),
        weights=np.zeros((count, len(BONES)), np.float32),
        rest_points=np.zeros((len(BONES), 3)),
        rest_frames=np.tile(np.eye(3), (len(BONES), 1, 1)),
        occlusion=np.ones(count, np.float32),
        breath=np.zeros(count, np.float32),
        cloths=cloths.astype(np.float32).reshape(count, len(CLOTHS)),
        muscles=np.full((count, len(MUSCLES)), -1.0, np.float32),
    )
