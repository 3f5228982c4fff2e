"""A camera on its way from one framing to another, without a jump; knows no move and no motion."""

from __future__ import annotations

from dataclasses import replace
from math import cos, exp, log, pi, sin

import numpy as np

from gluteapp.figure.camera import Camera, Projection, room_around
from gluteapp.figure.pose import Pose

_MARGIN = 0.02
"""Share of the shorter edge that stays free on the way; less than a framed repetition has."""


def between(start: Projection, end: Projection, share: float) -> Projection:
    """The framing at a share of the way; 0 shows what `start` shows and 1 is `end`.

    A mirror cannot come or go little by little: where only one of the two is a mirror, `start` is
    looked at from the opposite yaw, which shows the body of the other side in the same place.
    """
    if share >= 1.0:
        return end
    if start.camera.is_mirror is not end.camera.is_mirror:
        start = _other_hand(start)
    if start.camera.turn_quarters == end.camera.turn_quarters:
        roll, quarters = 0.0, end.camera.turn_quarters
    else:
        roll = _angle(start) + (_angle(end) - _angle(start)) * share
        quarters = 0
        start, end = _upright(start), _upright(end)
    one, other = start.camera, end.camera
    yaw_deg = _yaw_turn_deg(one, other)
    x, y, z = (a + (b - a) * share for a, b in zip(one.target, other.target, strict=True))
    camera = replace(
        other,
        yaw_deg=one.yaw_deg + yaw_deg * share,
        pitch_deg=one.pitch_deg + (other.pitch_deg - one.pitch_deg) * share,
        target=(x, y, z),
        turn_quarters=quarters,
    )
    return replace(
        end,
        camera=camera,
        axes=_rolled(camera.axes(), -roll if camera.is_mirror else roll),
        scale=exp(log(start.scale) + (log(end.scale) - log(start.scale)) * share),
        middle=(
            start.middle[0] + (end.middle[0] - start.middle[0]) * share,
            start.middle[1] + (end.middle[1] - start.middle[1]) * share,
        ),
    )


def turn_deg(start: Camera, end: Camera) -> float:
    """How far a camera turns `between` two framings, degrees.

    It is the widest of three turns: around the figure, over it, and of the picture itself.
    """
    if start.is_mirror is not end.is_mirror:
        start = _opposite(start)
    around = _yaw_turn_deg(start, end)
    over = end.pitch_deg - start.pitch_deg
    rolled = 90.0 * (end.turn_quarters - start.turn_quarters)
    return max(abs(around), abs(over), abs(rolled))


def _yaw_turn_deg(start: Camera, end: Camera) -> float:
    """From one yaw to another by the shorter way round, degrees."""
    return (end.yaw_deg - start.yaw_deg + 180.0) % 360.0 - 180.0


def fitted(projection: Projection, pose: Pose) -> Projection:
    """The same view, drawn back and shifted as far as the pose needs to be inside the picture."""
    flat, size = projection.flatten(projection.to_view(np.array(list(pose.joints.values()))))
    reach = (room_around(pose.joints) * pose.stature_m * size)[:, None]
    low, high = (flat - reach).min(axis=0), (flat + reach).max(axis=0)
    centre = np.array((projection.width / 2, projection.height / 2))
    half = centre[::-1] if projection.camera.turn_quarters % 2 else centre
    half = half - _MARGIN * 2 * float(centre.min())
    share = min(1.0, float((2 * half / np.maximum(high - low, 1e-6)).min()))
    low, high = centre + (low - centre) * share, centre + (high - centre) * share
    shift = np.maximum(centre - half - low, 0.0) + np.minimum(centre + half - high, 0.0)
    middle = centre + (np.array(projection.middle) - centre) * share + shift
    return replace(
        projection, scale=projection.scale * share, middle=(float(middle[0]), float(middle[1]))
    )


def _other_hand(projection: Projection) -> Projection:
    """The picture of the body of the other side that lies exactly over this one."""
    camera = _opposite(projection.camera)
    return replace(projection, camera=camera, axes=camera.axes())


def _opposite(camera: Camera) -> Camera:
    """From where the body of the other side looks the same, in the other hand."""
    x, y, z = camera.target
    return replace(
        camera, yaw_deg=-camera.yaw_deg, target=(-x, y, z), is_mirror=not camera.is_mirror
    )


def _angle(projection: Projection) -> float:
    """How far the picture is turned, radians, clockwise."""
    return projection.camera.turn_quarters * pi / 2


def _upright(projection: Projection) -> Projection:
    """The framing without its turn, its middle where the turn had put it."""
    angle = _angle(projection)
    centre = (projection.width / 2, projection.height / 2)
    x, y = projection.middle[0] - centre[0], projection.middle[1] - centre[1]
    return replace(
        projection,
        camera=replace(projection.camera, turn_quarters=0),
        middle=(
            centre[0] + x * cos(angle) - y * sin(angle),
            centre[1] + x * sin(angle) + y * cos(angle),
        ),
    )


def _rolled(axes: np.ndarray, angle: float) -> np.ndarray:
    """Axes of a camera rolled so that its picture turns clockwise, radians."""
    right, up, towards = axes
    return np.stack(
        (
            cos(angle) * right + sin(angle) * up,
            cos(angle) * up - sin(angle) * right,
            towards,
        )
    )
