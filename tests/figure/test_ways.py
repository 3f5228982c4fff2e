"""Getting from one move into the next: nobody teleports, nothing goes through floor or body."""

from __future__ import annotations

from functools import cache
from itertools import pairwise, permutations
from pathlib import Path

import numpy as np
import pytest

from gluteapp.content import load_content
from gluteapp.core.exercise import Phase, Side, Tempo
from gluteapp.core.layout import Options, lay_out
from gluteapp.figure.body import load_body
from gluteapp.figure.pose import Pose
from gluteapp.figure.skeleton import JOINTS
from gluteapp.figure.way_map import BETWEEN, neighbours, route
from gluteapp.figure.ways import FASTEST_M_PER_S, Stance, Ways
from gluteapp.paths import Paths
from tests.figure.figure_laws import beyond_limits_deg, crossings_m, lowest_m, slips_m
from tests.figure.mesh_laws import MeshMeasure
from tests.figure.motion_library import ASSETS, MOTIONS

Way = tuple[Stance, Stance]

WAYS = Ways(motions=MOTIONS)
FRAMES_A_SECOND, LOOKS_A_SECOND = 30, 120
"""The second where a foot is looked at that slides less than a centimetre."""
SPEED_MAX = 1.02 * FASTEST_M_PER_S
"""Metres a second; it is looked for at some moments only."""
SPEED_JUMP_MAX = 1.0
"""Metres a second from one frame to the next; a hand starts that quickly."""
FLOOR_MAX_M = 0.005
MESH_FLOOR_MAX_M = 0.005
FLOATING_MAX_M = 0.045
"""How far off the floor a body may be in passing, while it rolls from one part to another."""
CROSSING_MAX_M = 0.012
"""A limb in passing; in a pose itself it is 10 mm."""
PAST_CLAMP_MAX_DEG = 12.0
STAYING_MAX_M = 0.005
ON_FLOOR_MAX_M = 0.008
"""A sole that is no higher carries weight."""
DRAGGED_MAX_M = 0.045
STANDING_STILL_MAX = 0.15
"""Metres a second: a foot that carries the body does not move faster."""


def _circuit_ways() -> dict[Way, int]:
    """Every two moves that follow each other in a circuit, with the least time between, ms.

    Sides are those the session shows: the leg of the last repetition, then that of the first.
    """
    content = load_content(Paths.under(Path("nowhere")))
    found: dict[Way, int] = {}
    for circuit in content.circuits.values():
        timeline = lay_out(circuit, content.library, Options())
        last: Stance | None = None
        rest_ms = 0
        for step in timeline.steps:
            if step.exercise is None or step.variant is None:
                rest_ms += step.duration_ms
                continue
            motion_id = step.exercise.variant(step.variant).motion
            here = Stance(motion_id, step.working_side(1) or Side.BOTH)
            if last is not None and last != here:
                found[last, here] = min(rest_ms, found.get((last, here), rest_ms))
            ended = timeline.position_in(step.index, step.duration_ms - 1)
            last, rest_ms = Stance(motion_id, ended.side or Side.BOTH), 0
    return found


CIRCUIT_WAYS = _circuit_ways()
POSTURES = (
    Stance("standing", Side.BOTH),
    Stance("hip_flexor_stretch", Side.LEFT),
    Stance("fire_hydrant", Side.LEFT),
    Stance("glute_bridge", Side.BOTH),
    Stance("test_glute_squeeze", Side.LEFT),
    Stance("clam", Side.LEFT),
    Stance("clam", Side.RIGHT),
    Stance("side_plank_hold", Side.RIGHT),
)
EVERY_WAY = tuple(dict.fromkeys((*CIRCUIT_WAYS, *permutations(POSTURES, 2))))


def _name(way: Way) -> str:
    return "-".join(f"{stance.motion_id}/{stance.side.value}" for stance in way)


EVERY = pytest.mark.parametrize("way", EVERY_WAY, ids=_name)


@cache
def poses(way: Way) -> tuple[Pose, ...]:
    return tuple(WAYS.pose(*way, share) for share in np.linspace(0.0, 1.0, 31))


@EVERY
def test_a_way_begins_and_ends_exactly_in_its_stances(way: Way) -> None:
    for stance, share, near in ((way[0], 0.0, 1e-6), (way[1], 1.0, 1 - 1e-6)):
        pose = MOTIONS.pose(
            stance.motion_id, phase=0.0, tempo=None, starts_with=Phase.LIFT, side=stance.side
        )
        exact, almost = WAYS.pose(*way, share), WAYS.pose(*way, near)
        assert set(almost.joints) == set(JOINTS)
        for joint, at in pose.joints.items():
            assert np.array_equal(exact.joints[joint], at)
            assert np.allclose(almost.joints[joint], at, atol=1e-3), joint
        for name, turn in pose.frames.items():
            assert np.allclose(almost.frames[name], turn, atol=5e-3), name
        for name, away_deg in _trunk_angles_apart(almost, pose).items():
            assert away_deg < 1.0, name


def _trunk_angles_apart(one: Pose, other: Pose) -> dict[str, float]:
    """Differences of the angles of trunk, back and head, degrees, where they are all defined."""
    on_its_side = abs(other.angles_deg["trunk_roll"]) > 75.0
    return {
        name: abs((one.angles_deg[name] - angle_deg + 180.0) % 360.0 - 180.0)
        for name, angle_deg in other.angles_deg.items()
        if not name.startswith(("l_", "r_"))
        and not (on_its_side and name in ("trunk_pitch", "trunk_yaw"))
    }


@EVERY
def test_nobody_teleports(way: Way) -> None:
    plan = WAYS.plan(*way)
    frames = round(plan.length_s * FRAMES_A_SECOND)
    joints = plan.moments(np.linspace(0.0, plan.length_s, frames + 1)).joints
    places = np.stack(list(joints.values()), axis=1) * 1.70
    speeds = np.diff(places, axis=0) * FRAMES_A_SECOND
    assert np.linalg.norm(speeds, axis=2).max() < SPEED_MAX
    still = np.zeros((1, *speeds.shape[1:]))
    jumps = np.diff(np.concatenate((still, speeds, still)), axis=0)
    assert np.linalg.norm(jumps, axis=2).max() < SPEED_JUMP_MAX


@EVERY
def test_nothing_goes_under_the_floor(way: Way) -> None:
    assert min(lowest_m(pose) for pose in poses(way)) > -FLOOR_MAX_M


@EVERY
def test_joints_keep_to_their_clamps_but_for_a_little(way: Way) -> None:
    allowed = PAST_CLAMP_MAX_DEG
    for pose in poses(way):
        assert {
            name: past for name, past in beyond_limits_deg(pose).items() if past > allowed
        } == {}


@EVERY
def test_limbs_pass_each_other(way: Way) -> None:
    deep = crossings_m(poses(way), WAYS.touching(*way))
    assert {pair: depth for pair, depth in deep.items() if depth > CROSSING_MAX_M} == {}


@EVERY
def test_what_is_said_to_be_planted_stays(way: Way) -> None:
    slips = slips_m(poses(way)[1:-1])
    tips = {name: slip for name, slip in slips.items() if name[2:] in ("wrist", "heel", "ball")}
    assert {name: slip for name, slip in tips.items() if slip > 2 * STAYING_MAX_M} == {}


@pytest.mark.parametrize("way", CIRCUIT_WAYS, ids=_name)
def test_there_is_time_for_the_ways_of_a_circuit(way: Way) -> None:
    length_ms = WAYS.length_ms(*way)
    assert 400 <= length_ms <= 5000
    if CIRCUIT_WAYS[way]:
        assert length_ms <= CIRCUIT_WAYS[way]


@pytest.mark.parametrize("way", EVERY_WAY, ids=_name)
def test_the_skin_is_on_the_floor_all_the_way(way: Way) -> None:
    heights = _measure().heights_m(poses(way)[::2])
    assert min(heights) > min(heights[0], heights[-1], 0.0) - MESH_FLOOR_MAX_M
    assert max(heights) < FLOATING_MAX_M


STANDING_WAYS = tuple(
    way
    for way in CIRCUIT_WAYS
    if all(MOTIONS.spec(stance.motion_id).posture == "standing" for stance in way)
)
"""Ways on which somebody stays on the feet."""


def _soles_m(way: Way) -> dict[str, np.ndarray]:
    """Per foot where heel and ball are at `LOOKS_A_SECOND` moments, (T, 2, 3)."""
    plan = WAYS.plan(*way)
    at_s = np.linspace(0.0, plan.length_s, round(plan.length_s * LOOKS_A_SECOND) + 1)
    joints = plan.moments(at_s).joints
    return {
        side: np.stack([joints[f"{side}_{part}"] for part in ("heel", "ball")], axis=1) * 1.70
        for side in "lr"
    }


@pytest.mark.parametrize("way", STANDING_WAYS, ids=_name)
def test_who_stays_on_the_feet_always_has_a_foot_on_the_floor(way: Way) -> None:
    heights = np.stack([sole[..., 1].min(axis=1) for sole in _soles_m(way).values()])
    assert heights.min(axis=0).max() < ON_FLOOR_MAX_M


@pytest.mark.parametrize("way", STANDING_WAYS, ids=_name)
def test_feet_step_one_after_the_other(way: Way) -> None:
    """One foot is on the floor and stands still, and no foot is dragged over the floor."""
    speeds = []
    for sole in _soles_m(way).values():
        low = sole[..., 1].argmin(axis=1)
        rows = np.arange(len(sole) - 1)
        speed = np.linalg.norm(np.diff(sole[:, :, [0, 2]], axis=0), axis=2) * LOOKS_A_SECOND
        lowest = np.minimum(sole[rows, low[:-1], 1], sole[rows + 1, low[:-1], 1])
        sliding = np.where(lowest < ON_FLOOR_MAX_M, speed[rows, low[:-1]], 0.0)
        assert sliding.sum() / LOOKS_A_SECOND < DRAGGED_MAX_M
        speeds.append(speed.min(axis=1))
    assert np.min(speeds, axis=0).max() < STANDING_STILL_MAX


def test_getting_up_to_stand_takes_longer_than_a_change_of_place() -> None:
    down, up = Stance("hip_flexor_rock", Side.RIGHT), Stance("march", Side.LEFT)
    assert WAYS.length_ms(up, down) > 1000
    assert WAYS.length_ms(down, up) > 1000
    assert WAYS.length_ms(Stance("squat", Side.BOTH), Stance("hinge_squat", Side.BOTH)) <= 1000


@cache
def _measure() -> MeshMeasure:
    return MeshMeasure(body=load_body(ASSETS / "bodies" / "a.npz"))


def test_the_other_side_goes_the_mirrored_way() -> None:
    left = Stance("glute_bridge", Side.BOTH), Stance("clam", Side.LEFT)
    right = Stance("glute_bridge", Side.BOTH), Stance("clam", Side.RIGHT)
    assert WAYS.length_ms(*left) == WAYS.length_ms(*right)
    for share in (0.2, 0.5, 0.8):
        mirrored = WAYS.pose(*left, share).mirrored()
        # Feet and hands that step one after the other begin with the same one on either side.
        pose = WAYS.pose(*right, share)
        for joint in ("pelvis", "spine", "neck", "head"):
            assert np.allclose(pose.joints[joint], mirrored.joints[joint], atol=0.02), joint


def test_a_move_that_is_left_in_the_middle_is_left_from_there() -> None:
    tempo = Tempo(lower_s=3, hold_s=1, lift_s=1)
    low = Stance("squat", Side.BOTH, phase=0.6, tempo=tempo, starts_with=Phase.LOWER)
    end = Stance("glute_bridge", Side.BOTH)
    assert WAYS.pose(low, end, 0.0).effort == 1.0
    assert WAYS.pose(low, end, 0.0).joints["pelvis"][1] < 0.65
    assert WAYS.pose(low, end, 0.5).effort == pytest.approx(0.5)


def test_lying_down_goes_over_the_knees_and_a_seat() -> None:
    through = [posture for posture, _ in WAYS.places(POSTURES[0], POSTURES[3])]
    assert through[:2] == ["standing", "half_kneeling"]
    assert through[-2:] == ["sitting", "supine"]
    assert len(through) == 6


def test_turning_over_does_not_go_through_standing() -> None:
    through = {posture for posture, _ in WAYS.places(POSTURES[5], POSTURES[6])}
    assert "side_sitting" in through
    assert "standing" not in through


def test_every_posture_is_reached_from_every_other() -> None:
    places = [("standing", Side.BOTH), ("supine", Side.BOTH), ("prone", Side.BOTH)]
    places += [("side_plank", Side.LEFT), ("side_lying", Side.RIGHT), ("half_kneeling", Side.LEFT)]
    for start, end in permutations(places, 2):
        path = route(start, end, lambda _one, _other: 1.0)
        assert (path[0], path[-1]) == (start, end)
        assert all(there in neighbours(here) for here, there in pairwise(path))
        assert all(place[0] in BETWEEN for place in path[1:-1])


def test_a_place_off_the_map_is_an_error() -> None:
    with pytest.raises(ValueError, match="no way"):
        route(("standing", Side.BOTH), ("flying", Side.BOTH), lambda _one, _other: 1.0)
