"""The things in the room at a moment: chair, step, wall, pillow, loop band and kettlebell.

It knows where they are and what shape they have, no colour and no camera.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from math import pi

import numpy as np
from numpy.typing import NDArray

from gluteapp.core.exercise import Equipment, Side
from gluteapp.figure.motion_spec import CHAIR_HEIGHTS, MotionSpec, Prop, Thing
from gluteapp.figure.pose import Pose, other_side
from gluteapp.figure.rotation import Matrix, Vector, cross, unit, vector
from gluteapp.figure.scene import ThingMesh
from gluteapp.figure.thing_shapes import Shape, joined, rounded_box, strip_loop, tube, turned

_LEG_M = 0.034
_SEAT_M = 0.040
_PALM_SHARE = 0.50
"""Where in the hand a handle lies, from the wrist to the finger tips."""
_PALM_M = 0.024
"""From the middle of the hand to the middle of a handle in it."""
_BELL_M = 0.082
_GRIP_M = 0.150
"""From the middle of a kettlebell's bell to the middle of its handle, about 12 kg."""
_HIPS_M = 0.068
"""From the middle of the pelvis to the skin in front of it."""
_BAND_M = 0.028
"""Half the width of a loop band at rest."""
_BAND_THICK_M = 0.005
_BAND_SLACK_M = 0.30
"""Length between two limbs from which on it is stretched thin."""
_BAND_RADII_M = {"thighs": 0.066, "ankles": 0.041, "feet": 0.050}
_FURNITURE_MAX = 16
_AROUND = 15
_BETWEEN = 6


def thing_meshes(
    pose: Pose, spec: MotionSpec, equipment: Sequence[Equipment], side: Side
) -> tuple[ThingMesh, ...]:
    """Everything in the room at a pose of a motion done for a side.

    What the motion stands beside is always there; what is worn or held only with its equipment.
    """
    g = -1.0 if side is Side.RIGHT else 1.0
    meshes = [_furniture(thing, pose.stature_m, g) for thing in spec.things]
    used = {kind.value for kind in equipment}
    meshes += [
        _as_mesh(prop.kind, _worn(prop, pose, side)) for prop in spec.props if prop.kind in used
    ]
    return tuple(meshes)


def common(one: MotionSpec, side: Side, other: MotionSpec, other_side_of: Side) -> MotionSpec:
    """`other` with only those things and props that `one` has in the same place."""
    here = {_place(thing, side) for thing in one.things}
    worn = {(prop.kind, _on(prop, side)) for prop in one.props}
    return replace(
        other,
        things=tuple(thing for thing in other.things if _place(thing, other_side_of) in here),
        props=tuple(prop for prop in other.props if (prop.kind, _on(prop, other_side_of)) in worn),
    )


def _place(thing: Thing, side: Side) -> tuple[object, ...]:
    x, y, z = thing.at
    return thing.kind, thing.size, (-x if side is Side.RIGHT else x) + 0.0, y, z


def _on(prop: Prop, side: Side) -> str:
    return other_side(prop.at) if side is Side.RIGHT else prop.at


def _as_mesh(kind: str, shape: Shape) -> ThingMesh:
    mesh = ThingMesh(
        kind=kind,
        points=shape.points.astype(np.float32),
        normals=shape.normals.astype(np.float32),
        triangles=shape.triangles,
    )
    for array in (mesh.points, mesh.normals, mesh.triangles):
        array.flags.writeable = False
    return mesh


@lru_cache(maxsize=_FURNITURE_MAX)
def _furniture(thing: Thing, stature_m: float, g: float) -> ThingMesh:
    """Chair, step or wall where the motion has it, mirrored for the right side (`g` is -1).

    It stands still, so it is made once for all the frames of a repetition.
    """
    wide, high, deep = (length * stature_m for length in thing.size)
    foot = vector(g * thing.at[0], thing.at[1], thing.at[2]) * stature_m
    if thing.kind == "chair":
        shape = _chair(wide, high, deep)
    else:
        radius = 0.018 if thing.kind == "step" else 0.002
        shape = rounded_box((wide, high, deep), radius).moved(np.eye(3), vector(0, high / 2, 0))
    return _as_mesh(thing.kind, shape.moved(np.eye(3), foot))


def _chair(wide: float, high: float, deep: float) -> Shape:
    """A plain chair that faces forward, its feet on the floor around the origin."""
    still = np.eye(3)
    parts = [
        rounded_box((wide, _SEAT_M, deep), 0.014).moved(still, vector(0, high - _SEAT_M / 2, 0))
    ]
    x, z = wide / 2 - _LEG_M / 2 - 0.006, deep / 2 - _LEG_M / 2 - 0.006
    top = high * CHAIR_HEIGHTS
    for side in (-x, x):
        front = rounded_box((_LEG_M, high - 0.01, _LEG_M), 0.008)
        back = rounded_box((_LEG_M, top, _LEG_M), 0.008)
        parts.append(front.moved(still, vector(side, (high - 0.01) / 2, z)))
        parts.append(back.moved(still, vector(side, top / 2, -z)))
    panel = rounded_box((wide - _LEG_M, high * 0.42, 0.024), 0.010)
    parts.append(panel.moved(still, vector(0, top - high * 0.25, -z)))
    return joined(*parts)


def _worn(prop: Prop, pose: Pose, side: Side) -> Shape:
    place = _on(prop, side)
    match prop.kind:
        case "loop_band":
            return _band(pose, place)
        case "kettlebell":
            return _kettlebell(pose, place)
        case _:
            return _pillow(pose, place)


def _kettlebell(pose: Pose, place: str) -> Shape:
    """A bell with its handle, held in one hand, in both, at the chest or on the hips."""
    frames = pose.frames
    palms = {side: _palm(pose, side) for side in "lr"}
    both = (palms["l"] + palms["r"]) / 2
    down = vector(0.0, -1.0, 0.0)
    across = frames["spine"][:, 0]
    if place in ("l_hand", "r_hand"):
        grip, across = palms[place[0]], frames[f"{place[0]}_wrist"][:, 2]
        bell = grip + down * _GRIP_M
    elif place == "chest":
        bell = both - frames["spine"][:, 1] * (_GRIP_M * 0.45)
        grip = bell + frames["spine"][:, 1] * _GRIP_M
    elif place == "hips":
        across = frames["pelvis"][:, 0]
        bell = pose.joints["pelvis"] + frames["pelvis"][:, 2] * (_HIPS_M + _BELL_M)
        grip = bell + unit(both - bell) * _GRIP_M
    else:
        grip, bell = both, both + down * _GRIP_M
    up = unit(grip - bell)
    front = unit(cross(across, up))
    return _bell_shape().moved(np.column_stack((cross(up, front), up, front)), bell)


def _palm(pose: Pose, side: str) -> Vector:
    """The middle of what a hand holds: off the palm, which looks inwards (its own left or right)."""
    wrist, tips = pose.joints[f"{side}_wrist"], pose.joints[f"{side}_hand"]
    inwards = pose.frames[f"{side}_wrist"][:, 0] * (-1.0 if side == "l" else 1.0)
    held: Vector = wrist + (tips - wrist) * _PALM_SHARE + inwards * _PALM_M
    return held


def _bell_shape() -> Shape:
    """The bell around the origin with a flat foot, the handle above it along x."""
    angles = np.linspace(-0.36 * pi, 0.5 * pi, 13)
    ball = np.stack((np.cos(angles), np.sin(angles)), axis=1) * _BELL_M
    foot = np.array(((0.0, ball[0, 1]), (ball[0, 0] * 0.9, ball[0, 1])))
    profile = np.concatenate((foot, ball))
    profile[-1, 0] = 0.0
    half = 0.062
    start, bend = _BELL_M * 0.62, 0.030
    corner = np.linspace(0, pi / 2, 6)
    right = np.stack(
        (half - bend + bend * np.cos(corner), _GRIP_M - bend + bend * np.sin(corner)), axis=1
    )
    arch = np.concatenate(([(half * 0.86, start)], right, right[::-1] * (-1, 1)))
    arch = np.concatenate((arch, [(-half * 0.86, start)]))
    path = np.column_stack((arch, np.zeros(len(arch))))
    return joined(turned(profile), tube(path, 0.0155))


def _pillow(pose: Pose, place: str) -> Shape:
    """A soft flat pillow between the floor and the body, or between the knees."""
    joints = pose.joints
    if place == "knees":
        apart = joints["l_knee"] - joints["r_knee"]
        across = unit(apart)
        thick = max(float(np.linalg.norm(apart)) - 0.10, 0.05)
        thigh = (joints["l_hip"] + joints["r_hip"] - joints["l_knee"] - joints["r_knee"]) / 2
        along = unit(thigh - across * float(thigh @ across))
        frame = np.column_stack((cross(across, along), across, along))
        shape = rounded_box((0.20, thick, 0.36), thick / 2, steps=5)
        return shape.moved(frame, (joints["l_knee"] + joints["r_knee"]) / 2 + along * 0.04)
    at, flesh = (joints["head"], 0.085) if place == "head" else (joints["pelvis"], 0.095)
    thick = max(float(at[1]) - flesh, 0.05)
    line = joints["head"] - joints["pelvis"]
    along = unit(vector(float(line[0]), 0.0, float(line[2])))
    up = vector(0.0, 1.0, 0.0)
    shape = rounded_box((0.46, thick, 0.32), thick / 2, steps=5)
    return shape.moved(
        np.column_stack((cross(up, along), up, along)),
        vector(float(at[0]), thick / 2, float(at[2])),
    )


def _band(pose: Pose, place: str) -> Shape:
    """A flat elastic loop around both legs: half around each, stretched between them."""
    (one, axis), (two, other_axis) = (_limb(pose, side, place) for side in "lr")
    apart = two - one
    e = unit(apart)
    radius = _BAND_RADII_M[place]
    if float(cross(axis, e) @ cross(other_axis, e)) < 0:
        other_axis = -other_axis
    ends = [_half_ring(one, axis, -e, radius), _half_ring(two, other_axis, e, radius)]
    bridges = [_bridge(ends[0], ends[1]), _bridge(ends[1], ends[0])]
    path = np.concatenate((ends[0][0], bridges[0][0], ends[1][0], bridges[1][0]))
    out = np.concatenate((ends[0][1], bridges[0][1], ends[1][1], bridges[1][1]))
    way = np.concatenate((ends[0][2], bridges[0][2], ends[1][2], bridges[1][2]))
    # Under a sole it lies between shoe and floor.
    path[:, 1] = np.maximum(path[:, 1], _BAND_THICK_M)
    stretch = min(1.0, (_BAND_SLACK_M / max(float(np.linalg.norm(apart)), 1e-6)) ** 0.5)
    half = _BAND_M * max(stretch, 0.55)
    thin = _BAND_THICK_M * (0.7 + 0.3 * stretch)
    return strip_loop(path, out, way * half, thin)


_Ring = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]
"""Places, directions outwards and directions along the limb, (n, 3) each."""


def _limb(pose: Pose, side: str, place: str) -> tuple[Vector, Vector]:
    """The middle of what a band holds on one leg, and the unit direction of that limb upwards."""
    joints = pose.joints
    if place == "feet":
        heel, ball = joints[f"{side}_heel"], joints[f"{side}_ball"]
        frame: Matrix = pose.frames[f"{side}_ankle"]
        middle: Vector = heel + (ball - heel) * 0.72 + frame[:, 1] * 0.034
        return middle, unit(heel - ball)
    low, high, share = ("knee", "hip", 0.17) if place == "thighs" else ("ankle", "knee", 0.13)
    start, end = joints[f"{side}_{low}"], joints[f"{side}_{high}"]
    return start + (end - start) * share, unit(end - start)


def _half_ring(centre: Vector, along: Vector, away: Vector, radius: float) -> _Ring:
    """Half of the cut through a round limb, on its side that looks `away` from the other one."""
    e = unit(away - along * float(away @ along))
    f = cross(along, e)
    angles = np.linspace(-pi / 2, pi / 2, _AROUND)
    out = np.cos(angles)[:, None] * e + np.sin(angles)[:, None] * f
    return centre + out * radius, out, np.broadcast_to(along, out.shape)


def _bridge(start: _Ring, end: _Ring) -> _Ring:
    """The straight part from the end of one half ring to the start of the next."""
    share = np.linspace(0, 1, _BETWEEN + 2)[1:-1, None]
    places, out, along = (a[-1] + (b[0] - a[-1]) * share for a, b in zip(start, end, strict=True))
    out = out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)
    along = along / np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-9)
    return places, out, along
