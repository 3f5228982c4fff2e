"""From what is asked to what is drawn: a moment of the body and a framed camera; draws nothing.

One object for each thread that asks: it keeps the arrays of the bodies it has read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from gluteapp.core.exercise import Side
from gluteapp.figure.body import MUSCLES, Body, BodyError, BodyFlaw, Floats, load_body
from gluteapp.figure.camera import Projection
from gluteapp.figure.framing import Framing
from gluteapp.figure.glide import between, fitted, turn_deg
from gluteapp.figure.motion import Motions
from gluteapp.figure.muscles import drawn, intensities
from gluteapp.figure.pose import Pose, other_side
from gluteapp.figure.scene import BODY_TYPES, Look, Moment, Shot, ThingMesh
from gluteapp.figure.shown import AHEAD, RESTING_MOTION, Angle, Shown
from gluteapp.figure.skin import Skinner
from gluteapp.figure.things import common, thing_meshes
from gluteapp.figure.timing import GLOW_SMOOTH_MS, eased, glow_effort
from gluteapp.figure.ways import Stance, Ways

__all__ = ["AHEAD", "RESTING_MOTION", "Angle", "Shown", "Staging"]

_THINGS_GO, _THINGS_COME = 0.1, 0.9
"""Shares of a way at which the things of one move go and those of the next come: nobody is in
their place yet, or any more. Design choice."""
_CAMERA_DEG_PER_S = 90.0
"""How fast a camera goes round at most, where there is time; design choice."""


class Staging:
    """Makes moments and projections; not for two threads at once."""

    def __init__(
        self,
        *,
        motions: Motions,
        bodies_folder: Path,
        load: Callable[[Path], Body] = load_body,
    ) -> None:
        self._motions, self._folder, self._load = motions, bodies_folder, load
        self._ways = Ways(motions=motions)
        self._bodies: dict[str, tuple[Body, Skinner]] = {}
        self._broken: set[str] = set()
        self._framing = Framing(motions=motions)
        self._posed: tuple[Shown, Angle, Pose] | None = None
        """What was asked for last: a picture asks for its pose more than once."""
        self.problems: tuple[BodyError, ...] = ()
        """What was wrong with the files of bodies asked for so far."""

    def shot(
        self,
        shown: Shown,
        *,
        look: Look,
        angle: Angle,
        width: int,
        height: int,
        background: tuple[int, int, int] | None,
    ) -> Shot:
        """The whole picture to draw, in pixels; BodyError when no body can be read."""
        return Shot(
            moment=self.moment(shown, look, angle),
            projection=self.projection(shown, width=width, height=height, angle=angle),
            background=background,
        )

    def moment(self, shown: Shown, look: Look, angle: Angle = AHEAD) -> Moment:
        """The skinned body with light and things; BodyError when no body can be read.

        `angle` matters on a way only, see `_before`.
        """
        body, skinner = self._body(look.body)
        pose = self.pose(shown, angle)
        points, normals = skinner.skin(pose)
        mat_yaw_deg, mat_at = self._mat(shown, angle, pose.stature_m)
        return Moment(
            body=body,
            look=look,
            pose=pose,
            points=points,
            normals=normals,
            glow=self._glow(shown, angle),
            things=self._things(shown, pose, angle),
            mat_yaw_deg=mat_yaw_deg,
            mat_at=mat_at,
            pointer=self._pointer(shown, pose),
            eyelid=shown.eyelid,
        )

    def pose(self, shown: Shown, angle: Angle = AHEAD) -> Pose:
        """The body alone; KeyError when its motion does not exist."""
        if self._posed is None or self._posed[:2] != (shown, angle):
            self._posed = (shown, angle, self._new_pose(shown, angle))
        return self._posed[2]

    def _new_pose(self, shown: Shown, angle: Angle) -> Pose:
        if shown.way_from is not None:
            return self._ways.pose(*self._stances(shown, angle), shown.way_share)
        return self._motions.pose(
            shown.motion_seen,
            phase=shown.phase,
            tempo=shown.tempo,
            starts_with=shown.starts_with,
            side=shown.side,
            breath_share=shown.breath,
        )

    def way_ms(self, shown: Shown, angle: Angle = AHEAD) -> int:
        """How long the way of `shown` takes a person and the camera, ms; 0 when it is no way."""
        if shown.way_from is None:
            return 0
        cameras = [self._framing.camera(one, angle) for one in (shown.way_from, shown)]
        camera_ms = round(turn_deg(*cameras) / _CAMERA_DEG_PER_S * 1000)
        return max(camera_ms, self._ways.length_ms(*self._stances(shown, angle)))

    # --- framing

    def projection(
        self, shown: Shown, *, width: int, height: int, angle: Angle = AHEAD
    ) -> Projection:
        """A camera that has the whole repetition in a picture of that size.

        On a way it glides from the framing of one move to that of the other.
        """
        end = self._framing.projection(shown, width=width, height=height, angle=angle)
        if shown.way_from is None:
            return end
        start = self._framing.projection(shown.way_from, width=width, height=height, angle=angle)
        gliding = between(start, end, eased(shown.way_share))
        return fitted(gliding, self.pose(shown, angle))

    # --- the move that is left on a way

    def _before(self, shown: Shown, angle: Angle) -> Shown:
        """What a way begins with, in the hand in which it is drawn.

        A mirror cannot come or go on the way. Where only one of the two moves is shown as in a
        mirror, the way begins with the other side, which looks the same (see `glide.between`).
        """
        before = shown.way_from
        assert before is not None
        if self._is_mirrored(before, angle) is self._is_mirrored(shown, angle):
            return before
        return replace(before, side=before.side.opposite)

    def _is_mirrored(self, shown: Shown, angle: Angle) -> bool:
        return self._framing.camera(shown, angle).is_mirror

    def _stances(self, shown: Shown, angle: Angle) -> tuple[Stance, Stance]:
        return _stance(self._before(shown, angle)), _stance(_at_start(shown))

    # --- what is around the body

    def _glow(self, shown: Shown, angle: Angle) -> Floats:
        """Light of each muscle, left and right; nothing works on a way, so that it fades at once."""
        parts = [(shown, 1.0)]
        if shown.way_from is not None:
            length_ms = self._ways.length_ms(*self._stances(shown, angle))
            gone_ms = shown.way_share * length_ms
            parts = [
                (self._before(shown, angle), _light_after(gone_ms)),
                (_at_start(shown), _light_after(length_ms - gone_ms)),
            ]
        glow = np.zeros((len(MUSCLES), 2), np.float32)
        for one, share in parts:
            lit = intensities(
                drawn(dict(one.muscles)),
                side=one.side,
                effort=glow_effort(one.phase, one.tempo, one.starts_with),
                glow=self._motions.spec(one.motion_seen).glow,
            )
            for (muscle, body_side), level in lit.items():
                glow[MUSCLES.index(muscle), int(body_side == "r")] += share * level
        return np.clip(glow, 0.0, 1.0)

    def _things(self, shown: Shown, pose: Pose, angle: Angle) -> tuple[ThingMesh, ...]:
        """The things of the move; on most of a way only those that both moves have."""
        spec, equipment = self._motions.spec(shown.motion_id), shown.equipment
        if shown.way_from is None or shown.way_share >= _THINGS_COME:
            return thing_meshes(pose, spec, equipment, shown.side)
        before = self._before(shown, angle)
        old = self._motions.spec(before.motion_id)
        if shown.way_share < _THINGS_GO:
            return thing_meshes(pose, old, before.equipment, before.side)
        both = tuple(one for one in equipment if one in before.equipment)
        return thing_meshes(pose, common(old, before.side, spec, shown.side), both, shown.side)

    def _mat(
        self, shown: Shown, angle: Angle, stature_m: float
    ) -> tuple[float, tuple[float, float]]:
        """How the mat lies, degrees, and where its middle is, metres; on a way it glides along."""
        yaw_deg, x, z = self._mat_of(shown)
        if shown.way_from is not None:
            share = eased(shown.way_share)
            before_deg, before_x, before_z = self._mat_of(self._before(shown, angle))
            # A mat looks the same after half a turn.
            turn_deg = (yaw_deg - before_deg + 90.0) % 180.0 - 90.0
            yaw_deg = before_deg + turn_deg * share
            x, z = before_x + (x - before_x) * share, before_z + (z - before_z) * share
        return yaw_deg, (x * stature_m, z * stature_m)

    def _mat_of(self, shown: Shown) -> tuple[float, float, float]:
        spec = self._motions.spec(shown.motion_id)
        hand = -1.0 if shown.side is Side.RIGHT else 1.0
        return hand * spec.mat_yaw_deg, hand * spec.mat_at[0], spec.mat_at[1]

    def _pointer(self, shown: Shown, pose: Pose) -> tuple[float, float, float] | None:
        """Where a fault is seen, metres."""
        if shown.fault is None or shown.way_from is not None:
            return None
        fault = self._motions.spec(shown.fault).fault
        if fault is None:
            return None
        joint, aside = fault.point, np.array(fault.beside) * pose.stature_m
        if shown.side is Side.RIGHT:
            joint, aside = other_side(joint), aside * (-1.0, 1.0, 1.0)
        x, y, z = pose.joints[joint] + pose.frames.get(joint, np.eye(3)) @ aside
        return float(x), float(y), float(z)

    # --- bodies

    def _body(self, name: str) -> tuple[Body, Skinner]:
        """A body type, or another one in place of a broken file."""
        for wanted in (name, *(other for other in BODY_TYPES if other != name)):
            if wanted not in self._bodies and wanted not in self._broken:
                self._read(wanted)
            if wanted in self._bodies:
                return self._bodies[wanted]
        raise BodyError(self._folder, BodyFlaw.NONE_LEFT)

    def _read(self, name: str) -> None:
        try:
            body = self._load(self._folder / f"{name}.npz")
        except BodyError as error:
            self._broken.add(name)
            self.problems = (*self.problems, error)
        else:
            self._bodies[name] = (body, Skinner(body=body))


def _light_after(gone_ms: float) -> float:
    """What is left, 1 to 0, of the light of a muscle some time after, or before, its work."""
    return 1.0 - eased(gone_ms / GLOW_SMOOTH_MS)


def _at_start(shown: Shown) -> Shown:
    """The start pose of the move that a way leads to."""
    return replace(shown, way_from=None, phase=0.0)


def _stance(shown: Shown) -> Stance:
    """Where a way begins or ends: the pose that is shown then, with its breath and its fault."""
    return Stance(
        motion_id=shown.motion_seen,
        side=shown.side,
        phase=shown.phase,
        tempo=shown.tempo,
        starts_with=shown.starts_with,
        breath=shown.breath,
    )
