"""Motions: any moment of any move as a solved pose; knows no window, session or exercise card."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from gluteapp.core.exercise import Phase, Side, Tempo
from gluteapp.figure.assembly import Assembly, Channels
from gluteapp.figure.fingers import FINGERS, Fingers
from gluteapp.figure.kinematics import assemble
from gluteapp.figure.life import BREATH_SWING_DEG
from gluteapp.figure.motion_fields import MotionError, Table
from gluteapp.figure.motion_file import parsed, read_table
from gluteapp.figure.motion_likeness import filled_in
from gluteapp.figure.motion_spec import MotionSpec
from gluteapp.figure.pose import Pose, mass_centre
from gluteapp.figure.skeleton import SIDES, STATURE_M
from gluteapp.figure.timing import breath, extent

_BALANCE_NODES = 17
_BALANCE_ROUNDS = 12
_BALANCE_ERROR = 2e-4
"""Shares of stature, 0.3 mm: how near the mass centre is brought to its place."""
_END = 1e-9
_ROLLING_MIN = 0.0026
"""Shares of stature; a shoulder that moves further is not said to be planted."""
_FRAMING = 8
"""Steps at which a repetition is looked at to frame it."""


class Motion:
    """One motion: poses at any extent, its balance worked out once and kept."""

    def __init__(self, *, spec: MotionSpec) -> None:
        self.spec = spec
        self._slopes = {
            name: _gentle_slopes(track.at, track.rows) for name, track in spec.channels.items()
        }
        # Whoever leans on the elbows, or has no slack in a planted arm, breathes with the belly.
        leans = any(joint.endswith("elbow") for joint in spec.planted)
        self._breath_swing_deg = 0.0 if leans else BREATH_SWING_DEG.get(spec.posture, 0.0)
        self._rolling: frozenset[str] = frozenset()
        """Shoulders that a rolling back takes along: what is planted there is the skin."""
        self._balance: tuple[NDArray[np.float64], NDArray[np.float64]] | None = None
        if spec.rules.anchor == "upper_back":
            self._rolling = self._find_rolling()

    def _find_rolling(self) -> frozenset[str]:
        shoulders = ("l_shoulder", "r_shoulder")
        start, end = (self._body(at_extent, 0.0).joints for at_extent in (0.0, 1.0))
        far = max(float(np.linalg.norm(end[joint] - start[joint])) for joint in shoulders)
        return frozenset(shoulders) if far > _ROLLING_MIN else frozenset()

    def pose(
        self, *, at_extent: float, breath_share: float = 0.0, stature_m: float = STATURE_M
    ) -> Pose:
        """The body done for the left side, from start pose (0) to hard end (1)."""
        body = self._body(at_extent, breath_share)
        contacts = [joint for joint in self.spec.planted if joint not in self._rolling]
        if at_extent <= _END:
            contacts += self.spec.planted_at_start
        if at_extent >= 1 - _END:
            contacts += self.spec.planted_at_end
        return Pose(
            joints={name: at * stature_m for name, at in body.joints.items()},
            angles_deg=body.angles,
            frames=body.frames,
            contacts=tuple(contacts),
            effort=at_extent,
            breath=breath_share,
            stature_m=stature_m,
            fingers={side: self._fingers(side, at_extent) for side in SIDES},
        )

    def _fingers(self, side: str, at_extent: float) -> Fingers:
        name = f"{side}_fingers"
        if name in self.spec.channels:
            near, far, thumb = _smooth_at(*self._track(name), at_extent)
            return float(near), float(far), float(thumb)
        is_flat = side in self.spec.rules.flat_hands or f"{side}_prop" in self.spec.channels
        return FINGERS["flat" if is_flat else "relaxed"]

    def _body(self, at_extent: float, breath_share: float) -> Assembly:
        channels = self._channels(at_extent)
        if "com" in channels:
            if self._balance is None:
                self._balance = self._find_balance()
            nodes, offsets = self._balance
            offset = _smooth_at(nodes, offsets, _gentle_slopes(nodes, offsets), at_extent)
            channels["root"] = channels["root"] + np.array((offset[0], 0.0, offset[1]))
        swing = self._breath_swing_deg * breath_share
        channels["lumbar"] = channels["lumbar"] - np.array((swing, 0.0, 0.0))
        return assemble(channels, self.spec.rules)

    def _channels(self, at_extent: float) -> Channels:
        return {name: _smooth_at(*self._track(name), at_extent) for name in self.spec.channels}

    def _track(
        self, name: str
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        track = self.spec.channels[name]
        return track.at, track.rows, self._slopes[name]

    def _find_balance(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Pelvis offsets in x and z that bring the mass centre over `com` at some extents."""
        nodes = np.linspace(0.0, 1.0, _BALANCE_NODES)
        offsets = np.zeros((_BALANCE_NODES, 2))
        offset = np.zeros(2)
        for index, node in enumerate(nodes):
            channels = self._channels(float(node))
            root, wanted = channels["root"], channels["com"]
            for _ in range(_BALANCE_ROUNDS):
                channels["root"] = root + np.array((offset[0], 0.0, offset[1]))
                error = wanted - mass_centre(assemble(channels, self.spec.rules).joints)[[0, 2]]
                if float(np.abs(error).max()) < _BALANCE_ERROR:
                    break
                offset = offset + error
            offsets[index] = offset
        return nodes, offsets


class Motions:
    """Every motion that could be read, by id, and what was wrong with the others."""

    def __init__(
        self, *, motions: Mapping[str, Motion], problems: tuple[MotionError, ...] = ()
    ) -> None:
        self._motions = dict(motions)
        self.problems = problems
        self.stature_m = STATURE_M

    @property
    def ids(self) -> tuple[str, ...]:
        """All motion ids in order."""
        return tuple(sorted(self._motions))

    def __contains__(self, motion_id: object) -> bool:
        return motion_id in self._motions

    def spec(self, motion_id: str) -> MotionSpec:
        """What is written down about a motion; KeyError when there is none."""
        return self._motions[motion_id].spec

    def pose(
        self,
        motion_id: str,
        *,
        phase: float,
        tempo: Tempo | None,
        starts_with: Literal[Phase.LIFT, Phase.LOWER],
        side: Side,
        breath_share: float | None = None,
    ) -> Pose:
        """The body at a phase of a repetition from 0 to 1; KeyError when there is no such motion.

        Without tempo it is a held pose: the way in, the hold, the way out. `breath_share`, 1 full
        to -1 empty, takes the place of the breath that belongs to the phase.
        """
        motion = self._motions[motion_id]
        if breath_share is None:
            breath_share = breath(phase, motion.spec.breaths, tempo, starts_with)
        pose = motion.pose(at_extent=extent(phase, tempo, starts_with), breath_share=breath_share)
        return pose.mirrored() if side is Side.RIGHT else pose

    def repetition(self, motion_id: str, side: Side) -> tuple[Pose, ...]:
        """The body on its whole way from start pose to hard end, for framing a camera."""
        motion = self._motions[motion_id]
        poses = [motion.pose(at_extent=step / _FRAMING) for step in range(_FRAMING + 1)]
        return tuple(pose.mirrored() if side is Side.RIGHT else pose for pose in poses)


def load_motions(folder: Path) -> Motions:
    """Read every `*.toml` of a folder; a broken file is named in `problems`, the rest loads.

    With a motion go those that are `like` it in what is broken, and the faults of it.
    """
    tables: dict[str, Table] = {}
    problems: list[MotionError] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            tables[path.stem] = parsed(path.read_text("utf-8"))
        except (MotionError, OSError, UnicodeDecodeError) as error:
            problems.append(_named(path.stem, error))
    read = motions_of(tables)
    read.problems = (*problems, *read.problems)
    return read


def motions_of(tables: Mapping[str, Table]) -> Motions:
    """The motions of tables by id; `problems` names those that cannot be used."""
    motions: dict[str, Motion] = {}
    problems: list[MotionError] = []
    for motion_id in tables:
        try:
            motions[motion_id] = Motion(spec=read_table(motion_id, filled_in(motion_id, tables)))
        except MotionError as error:
            problems.append(_named(motion_id, error))
    for motion_id, motion in list(motions.items()):
        fault = motion.spec.fault
        if fault is not None and (fault.of not in motions or fault.of == motion_id):
            problems.append(_named(motion_id, f"is a fault of no other motion: `{fault.of}`"))
            del motions[motion_id]
    return Motions(motions=motions, problems=tuple(problems))


def _named(motion_id: str, error: Exception | str) -> MotionError:
    return MotionError(f"The motion file {motion_id}.toml {error}")


def _gentle_slopes(at: NDArray[np.float64], rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Slopes at the keys for a curve without overshoot (Fritsch & Carlson 1980)."""
    steps = np.diff(at)[:, None]
    rises = np.diff(rows, axis=0) / steps
    if len(at) == 2:
        return np.vstack((rises, rises))
    slopes = np.vstack((rises[:1], np.zeros((len(at) - 2, rows.shape[1])), rises[-1:]))
    before, after, h0, h1 = rises[:-1], rises[1:], steps[:-1], steps[1:]
    w0, w1 = 2 * h1 + h0, h1 + 2 * h0
    same = before * after > 0
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = (w0 + w1) / (w0 / before + w1 / after)
    slopes[1:-1] = np.where(same, mean, 0.0)
    return slopes


def _smooth_at(
    at: NDArray[np.float64],
    rows: NDArray[np.float64],
    slopes: NDArray[np.float64],
    place: float,
) -> NDArray[np.float64]:
    """The cubic curve through the keys at one place."""
    index = min(max(int(np.searchsorted(at, place, side="right")) - 1, 0), len(at) - 2)
    step = float(at[index + 1] - at[index])
    u = (place - float(at[index])) / step
    v = 1 - u
    result: NDArray[np.float64] = (
        rows[index] * (v * v * (1 + 2 * u))
        + rows[index + 1] * (u * u * (3 - 2 * u))
        + slopes[index] * (step * u * v * v)
        - slopes[index + 1] * (step * u * u * v)
    )
    return result
