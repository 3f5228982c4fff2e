"""From what is asked to what is drawn: a moment of the body and a framed camera; draws nothing.

One object for each thread that asks: it keeps the arrays of the bodies it has read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

import numpy as np

from gluteapp.core.exercise import Equipment, Muscle, Phase, Side, Tempo
from gluteapp.figure.body import MUSCLES, Body, BodyError, BodyFlaw, Floats, load_body
from gluteapp.figure.camera import Camera, Projection, frame
from gluteapp.figure.glide import between, fitted
from gluteapp.figure.motion import Motions
from gluteapp.figure.motion_file import MotionSpec
from gluteapp.figure.muscles import drawn, intensities
from gluteapp.figure.pose import Pose, other_side
from gluteapp.figure.scene import BODY_TYPES, Look, Moment, Shot, ThingMesh
from gluteapp.figure.skin import Skinner
from gluteapp.figure.things import thing_meshes
from gluteapp.figure.timing import eased, extent
from gluteapp.figure.ways import Stance, Ways

RESTING_MOTION: Final = "standing"
"""What is shown without an exercise."""
_PITCHES_DEG = (-5.0, 80.0)
"""How low and high an orbit may look from."""
_ROUND_DEG = range(0, 360, 45)
"""From where an orbit is framed, so that the figure keeps its size while it is turned."""
_FRAMED_MAX = 64
"""Framings that are kept."""
_THINGS_CHANGE = 0.5
"""Share of a way at which the things of one move give way to those of the next; design choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What decides the picture of the figure; two equal ones look the same."""

    motion_id: str = RESTING_MOTION
    side: Side = Side.BOTH
    tempo: Tempo | None = None
    starts_with: Literal[Phase.LIFT, Phase.LOWER] = Phase.LIFT
    phase: float = 0.0
    muscles: tuple[tuple[Muscle, float], ...] = ()
    """Display values of evidence 5.4."""
    equipment: tuple[Equipment, ...] = ()
    is_lying: bool = False
    """Whether the picture may be turned for somebody lying on the side."""
    fault: str | None = None
    """The motion that shows a common fault in place of the right form."""
    way_from: Shown | None = None
    """The move that is being left; the figure is then on its way from there to phase 0 here."""
    way_share: float = 0.0
    """How much of that way is done, 0 to 1."""
    breath: float | None = None
    """1 full to -1 empty, coarse enough to come again; None: as the phase has it."""
    eyelid: float = 1.0
    """1 open to 0 closed, coarse as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Angle:
    """From where a stage looks: a camera's name, degrees around and above it, lying picture."""

    camera: str = "auto"
    orbit: tuple[float, float] = (0.0, 0.0)
    is_turned: bool = False


AHEAD: Final = Angle()
"""The camera a motion asks for."""


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
        self._framed: dict[tuple[object, ...], Projection] = {}
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
            glow=self._glow(shown, pose.effort, angle),
            things=self._things(shown, pose, angle),
            mat_yaw_deg=mat_yaw_deg,
            mat_at=mat_at,
            pointer=self._pointer(shown, pose),
            eyelid=shown.eyelid,
        )

    def pose(self, shown: Shown, angle: Angle = AHEAD) -> Pose:
        """The body alone; KeyError when its motion does not exist."""
        if shown.way_from is not None:
            return self._ways.pose(*self._stances(shown, angle), shown.way_share)
        return self._motions.pose(
            shown.fault or shown.motion_id,
            phase=shown.phase,
            tempo=shown.tempo,
            starts_with=shown.starts_with,
            side=shown.side,
            breath_share=shown.breath,
        )

    def way_ms(self, shown: Shown) -> int:
        """How long the way of `shown` takes a person, milliseconds; 0 when it is no way."""
        if shown.way_from is None:
            return 0
        return self._ways.length_ms(*self._stances(shown, AHEAD))

    # --- framing

    def projection(
        self, shown: Shown, *, width: int, height: int, angle: Angle = AHEAD
    ) -> Projection:
        """A camera that has the whole repetition in a picture of that size.

        On a way it glides from the framing of one move to that of the other.
        """
        end = self._framing(replace(shown, way_from=None), width, height, angle)
        if shown.way_from is None:
            return end
        start = self._framing(shown.way_from, width, height, angle)
        gliding = between(start, end, eased(shown.way_share))
        return fitted(gliding, self.pose(shown, angle))

    def _framing(self, shown: Shown, width: int, height: int, angle: Angle) -> Projection:
        key = (shown.motion_id, shown.side, shown.fault, shown.is_lying, width, height, angle)
        if key not in self._framed:
            if len(self._framed) >= _FRAMED_MAX:
                self._framed.pop(next(iter(self._framed)))
            self._framed[key] = self._frame(shown, width, height, angle)
        return self._framed[key]

    def _frame(self, shown: Shown, width: int, height: int, angle: Angle) -> Projection:
        spec = self._motions.spec(shown.motion_id)
        quarters = 0
        if angle.is_turned and shown.is_lying:
            # In the mirror the head is on the other end.
            quarters = 1 if shown.side is Side.RIGHT else -1
        camera = Camera.for_motion(spec, shown.side, angle.camera, quarters)
        poses = self._framed_poses(spec, shown)

        def framed(seen_from: Camera) -> Projection:
            return frame(seen_from, poses, width, height, things=spec.things, side=shown.side)

        if angle.orbit == (0.0, 0.0):
            return framed(camera)
        low, high = _PITCHES_DEG
        pitch_deg = min(high, max(low, camera.pitch_deg + angle.orbit[1]))
        turned = framed(
            replace(camera, yaw_deg=camera.yaw_deg + angle.orbit[0], pitch_deg=pitch_deg)
        )
        around = min(framed(replace(camera, yaw_deg=yaw_deg)).scale for yaw_deg in _ROUND_DEG)
        share = min(1.0, around / turned.scale)
        x, y = width / 2, height / 2
        middle = (x + (turned.middle[0] - x) * share, y + (turned.middle[1] - y) * share)
        return replace(turned, scale=turned.scale * share, middle=middle)

    def _framed_poses(self, spec: MotionSpec, shown: Shown) -> Sequence[Pose]:
        """Poses that have to fit: of both sides where the picture stays and the legs change."""
        sides = (Side.LEFT, Side.RIGHT) if spec.view.is_fixed else (shown.side,)
        ids = [one for one in (spec.id, shown.fault) if one is not None]
        return [
            pose for one in ids for side in sides for pose in self._motions.repetition(one, side)
        ]

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
        spec = self._motions.spec(shown.motion_id)
        return Camera.for_motion(spec, shown.side, angle.camera).is_mirror

    def _stances(self, shown: Shown, angle: Angle) -> tuple[Stance, Stance]:
        return _stance(self._before(shown, angle)), _stance(replace(shown, phase=0.0))

    # --- what is around the body

    def _glow(self, shown: Shown, effort: float, angle: Angle) -> Floats:
        """Light of each muscle, left and right; on a way the old one fades and the new one rises."""
        parts = [(shown, effort, 1.0)]
        if shown.way_from is not None:
            before, share = self._before(shown, angle), shown.way_share
            strain = extent(before.phase, before.tempo, before.starts_with)
            parts = [(before, strain, 1.0 - share), (shown, 0.0, share)]
        glow = np.zeros((len(MUSCLES), 2), np.float32)
        for one, strain, share in parts:
            spec = self._motions.spec(one.fault or one.motion_id)
            lit = intensities(
                drawn(dict(one.muscles)), side=one.side, effort=strain, glow=spec.glow
            )
            for (muscle, body_side), level in lit.items():
                glow[MUSCLES.index(muscle), int(body_side == "r")] += share * level
        return np.clip(glow, 0.0, 1.0)

    def _things(self, shown: Shown, pose: Pose, angle: Angle) -> tuple[ThingMesh, ...]:
        """The things of the move; in the first half of a way still those of the one before."""
        if shown.way_from is not None and shown.way_share < _THINGS_CHANGE:
            shown = self._before(shown, angle)
        spec = self._motions.spec(shown.motion_id)
        return thing_meshes(pose, spec, shown.equipment, shown.side)

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
        joint = other_side(fault.point) if shown.side is Side.RIGHT else fault.point
        x, y, z = pose.joints[joint]
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


def _stance(shown: Shown) -> Stance:
    """Where a way begins or ends: exactly the pose that is shown then, breath and all."""
    return Stance(
        motion_id=shown.motion_id,
        side=shown.side,
        phase=shown.phase,
        tempo=shown.tempo,
        starts_with=shown.starts_with,
    )
