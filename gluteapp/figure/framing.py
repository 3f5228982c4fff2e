"""Frames repetitions for a camera and a size, and keeps what it has framed; knows no way.

For one thread at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, TypeVar

from gluteapp.core.exercise import Side
from gluteapp.figure.camera import Camera, Projection, frame
from gluteapp.figure.motion import Motions
from gluteapp.figure.pose import Pose
from gluteapp.figure.shown import Angle, Shown

_PITCHES_DEG: Final = (-5.0, 80.0)
"""How low and high an orbit may look from."""
_ROUND_DEG: Final = range(0, 360, 45)
"""From where an orbit is framed, so that the figure keeps its size while it is turned."""
_KEPT_MAX: Final = 64
"""Framings that are kept, and repetitions."""
_Key = tuple[object, ...]
_Kept = TypeVar("_Kept")


class Framing:
    """Cameras that have the whole repetition of a move in the picture."""

    def __init__(self, *, motions: Motions) -> None:
        self._motions = motions
        self._framed: dict[_Key, Projection] = {}
        self._repetitions: dict[_Key, tuple[Pose, ...]] = {}
        self._round_scales: dict[_Key, float] = {}

    def camera(self, shown: Shown, angle: Angle) -> Camera:
        """From where a move is seen, not yet framed; KeyError for an unknown camera name.

        A fault is seen from where it shows, and so is the right form beside it.
        """
        quarters = 0
        if angle.is_turned and shown.is_lying:
            # In the mirror the head is on the other end.
            quarters = 1 if shown.side is Side.RIGHT else -1
        camera = Camera.for_motion(
            self._motions.spec(shown.compared or shown.motion_id),
            shown.side,
            angle.camera,
            quarters,
        )
        if angle.orbit == (0.0, 0.0):
            return camera
        low, high = _PITCHES_DEG
        pitch_deg = min(high, max(low, camera.pitch_deg + angle.orbit[1]))
        return replace(camera, yaw_deg=camera.yaw_deg + angle.orbit[0], pitch_deg=pitch_deg)

    def projection(self, shown: Shown, *, width: int, height: int, angle: Angle) -> Projection:
        """The camera of a move, with the whole repetition in a picture of that size."""
        key = (shown.motion_id, shown.side, shown.compared, shown.is_lying, width, height, angle)
        found = self._framed.get(key)
        if found is None:
            found = self._frame(self.camera(shown, angle), shown, width, height)
            if angle.orbit != (0.0, 0.0):
                found = _shrunk(found, self._round_scale(shown, width, height, angle))
            _keep(self._framed, key, found)
        return found

    def _round_scale(self, shown: Shown, width: int, height: int, angle: Angle) -> float:
        """The smallest scale at which the move fits from all around."""
        still = replace(angle, orbit=(0.0, 0.0))
        key = (shown.motion_id, shown.side, shown.compared, shown.is_lying, width, height, still)
        found = self._round_scales.get(key)
        if found is None:
            camera = self.camera(shown, still)
            found = min(
                self._frame(replace(camera, yaw_deg=yaw_deg), shown, width, height).scale
                for yaw_deg in _ROUND_DEG
            )
            _keep(self._round_scales, key, found)
        return found

    def _frame(self, camera: Camera, shown: Shown, width: int, height: int) -> Projection:
        things = self._motions.spec(shown.motion_id).things
        return frame(camera, self._poses(shown), width, height, things=things, side=shown.side)

    def _poses(self, shown: Shown) -> Sequence[Pose]:
        """Poses that have to fit: of both sides where the picture stays and the legs change."""
        key = (shown.motion_id, shown.side, shown.compared)
        found = self._repetitions.get(key)
        if found is None:
            is_fixed = self._motions.spec(shown.compared or shown.motion_id).view.is_fixed
            sides = (Side.LEFT, Side.RIGHT) if is_fixed else (shown.side,)
            ids = [one for one in (shown.motion_id, shown.compared) if one is not None]
            found = tuple(
                pose
                for one in ids
                for side in sides
                for pose in self._motions.repetition(one, side)
            )
            _keep(self._repetitions, key, found)
        return found


def _shrunk(projection: Projection, scale: float) -> Projection:
    """The same view no larger than a scale, around the middle of the picture."""
    share = min(1.0, scale / projection.scale)
    x, y = projection.width / 2, projection.height / 2
    middle = (
        x + (projection.middle[0] - x) * share,
        y + (projection.middle[1] - y) * share,
    )
    return replace(projection, scale=projection.scale * share, middle=middle)


def _keep(store: dict[_Key, _Kept], key: _Key, found: _Kept) -> None:
    """Keep one more, and let go of the oldest when there are too many."""
    if len(store) >= _KEPT_MAX:
        store.pop(next(iter(store)))
    store[key] = found
