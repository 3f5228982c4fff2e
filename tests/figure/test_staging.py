"""From what is asked to a moment and a framed camera: nothing jumps, nothing is cut off."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.core.exercise import Equipment, Muscle, Phase, Side, Tempo
from gluteapp.figure.body import MUSCLES, Body, BodyError, load_body
from gluteapp.figure.camera import CAMERA_NAMES, Projection
from gluteapp.figure.glide import between
from gluteapp.figure.motion import load_motions
from gluteapp.figure.muscles import drawn
from gluteapp.figure.scene import Look
from gluteapp.figure.staging import AHEAD, Angle, Shown, Staging
from gluteapp.paths import Paths

TEMPO = Tempo(lower_s=2, hold_s=1, lift_s=2)
ASSETS = Paths.under(Path("unused")).assets
MOTIONS = load_motions(ASSETS / "motions")
RIGHT_FORMS = tuple(one for one in MOTIONS.ids if MOTIONS.spec(one).fault is None)
SIDES = st.sampled_from((Side.LEFT, Side.RIGHT))
PLACES = st.builds(
    Shown,
    motion_id=st.sampled_from(("squat", "clam", "fire_hydrant", "glute_bridge", "side_plank_hold")),
    side=SIDES,
    is_lying=st.booleans(),
)
ANGLES = st.builds(Angle, camera=st.sampled_from(CAMERA_NAMES), is_turned=st.booleans())


@pytest.fixture(scope="module")
def staging() -> Staging:
    return Staging(motions=MOTIONS, bodies_folder=ASSETS / "bodies")


def _flat(projection: Projection, staging: Staging, shown: Shown, angle: Angle) -> np.ndarray:
    """Where the joints are in the picture, turned as it is turned."""
    pose = staging.pose(shown, angle)
    flat, _ = projection.flatten(projection.to_view(np.array(list(pose.joints.values()))))
    centre = np.array((projection.width / 2, projection.height / 2))
    for _ in range(projection.camera.turn_quarters % 4):
        flat = centre + (flat - centre)[:, ::-1] * (-1.0, 1.0)
    return flat


def _placed(staging: Staging, shown: Shown, angle: Angle) -> np.ndarray:
    return _flat(
        staging.projection(shown, width=640, height=400, angle=angle), staging, shown, angle
    )


@pytest.mark.parametrize("motion_id", RIGHT_FORMS)
def test_the_whole_repetition_is_in_the_picture_at_any_shape(
    staging: Staging, motion_id: str
) -> None:
    shown = Shown(motion_id=motion_id, side=Side.RIGHT, tempo=TEMPO)
    for width, height in ((640, 360), (300, 600)):
        for camera in ("auto", "second"):
            projection = staging.projection(
                shown, width=width, height=height, angle=Angle(camera=camera)
            )
            for step in range(11):
                flat = _flat(projection, staging, replace(shown, phase=step / 10), AHEAD)
                assert flat.min() >= 0
                assert (flat <= (width, height)).all()


@given(start=PLACES, end=PLACES, angle=ANGLES)
def test_neither_figure_nor_camera_jumps_where_a_way_begins_or_ends(
    start: Shown, end: Shown, angle: Angle
) -> None:
    staging = _STAGING
    way = replace(end, way_from=start)
    before, first = _joints(staging, start, angle), _joints(staging, way, angle)
    mirrored = staging.pose(way, angle).joints
    names = list(mirrored)
    if staging._before(way, angle).side is not start.side:
        names = [_other(name) for name in names]
    assert np.abs(np.array([before[name] for name in names]) - list(first.values())).max() < 0.5
    last = _joints(staging, replace(way, way_share=1.0), angle)
    after = _joints(staging, end, angle)
    assert np.abs(np.array(list(last.values())) - list(after.values())).max() < 0.5


@given(start=PLACES, end=PLACES, angle=ANGLES, share=st.floats(0.0, 0.98))
def test_on_a_way_everything_stays_in_the_picture_and_moves_little_by_little(
    start: Shown, end: Shown, angle: Angle, share: float
) -> None:
    way = replace(end, way_from=start, way_share=share)
    here = _placed(_STAGING, way, angle)
    assert here.min() >= 0
    assert (here <= (640, 400)).all()
    there = _placed(_STAGING, replace(way, way_share=share + 0.005), angle)
    assert np.abs(there - here).max() < 40


@given(share=st.floats(0, 1))
def test_gliding_between_equal_framings_stands_still(share: float) -> None:
    framing = _STAGING.projection(Shown(motion_id="clam", side=Side.LEFT), width=640, height=400)
    glided = between(framing, framing, share)
    assert glided.scale == pytest.approx(framing.scale)
    assert glided.middle == pytest.approx(framing.middle)
    assert np.allclose(glided.axes, framing.axes)


def test_a_way_that_leaves_in_the_middle_of_a_repetition_begins_there(staging: Staging) -> None:
    start = Shown(
        motion_id="squat", tempo=TEMPO, starts_with=Phase.LOWER, phase=0.23, side=Side.BOTH
    )
    way = Shown(motion_id="clam", side=Side.LEFT, way_from=start)
    before, first = staging.pose(start), staging.pose(way)
    for name, at in before.joints.items():
        assert np.abs(at - first.joints[name]).max() < 0.015, "no more than a breath"


def test_a_moment_has_skin_light_and_things(staging: Staging) -> None:
    muscles = ((Muscle.GLUTEUS_MAXIMUS, 0.8), (Muscle.HAMSTRINGS, 0.4))
    shown = Shown(
        motion_id="squat_chair",
        tempo=TEMPO,
        starts_with=Phase.LOWER,
        phase=0.5,
        muscles=muscles,
        equipment=(Equipment.CHAIR,),
    )
    moment = staging.moment(shown, Look())
    assert moment.points.shape == moment.body.points.shape
    assert moment.glow[MUSCLES.index(Muscle.GLUTEUS_MAXIMUS)] == pytest.approx(
        (drawn(dict(muscles))[Muscle.GLUTEUS_MAXIMUS],) * 2
    )
    assert moment.glow[MUSCLES.index(Muscle.TFL)] == pytest.approx((0.0, 0.0))
    assert [one.kind for one in moment.things] == ["chair"]
    assert moment.pointer is None


def test_the_working_side_glows_more(staging: Staging) -> None:
    shown = Shown(
        motion_id="clam",
        side=Side.RIGHT,
        tempo=TEMPO,
        phase=0.5,
        muscles=((Muscle.GLUTEUS_MEDIUS, 1.0),),
    )
    left, right = staging.moment(shown, Look()).glow[MUSCLES.index(Muscle.GLUTEUS_MEDIUS)]
    assert right > 2 * left > 0


def test_on_a_way_the_light_of_one_move_fades_into_that_of_the_next(staging: Staging) -> None:
    squat = Shown(motion_id="squat", muscles=((Muscle.QUADRICEPS, 1.0),))
    way = Shown(
        motion_id="clam", side=Side.LEFT, muscles=((Muscle.GLUTEUS_MEDIUS, 1.0),), way_from=squat
    )
    rows = [MUSCLES.index(one) for one in (Muscle.QUADRICEPS, Muscle.GLUTEUS_MEDIUS)]
    start, middle, end = (
        staging.moment(replace(way, way_share=share), Look()).glow[rows].max(axis=1)
        for share in (0.0, 0.5, 1.0)
    )
    assert start[0] > middle[0] > end[0] == 0
    assert start[1] == 0 < middle[1] < end[1]


def test_right_is_left_in_the_mirror(staging: Staging) -> None:
    left = Shown(motion_id="clam", side=Side.LEFT, tempo=TEMPO, phase=0.4)
    right = replace(left, side=Side.RIGHT)
    one = _flat(_framed(staging, left), staging, left, AHEAD)
    other = _joints(staging, right, AHEAD)
    names = [_other(name) for name in staging.pose(left).joints]
    assert np.allclose(one * (-1, 1) + (640, 0), [other[name] for name in names], atol=0.6)


def test_an_orbit_keeps_the_size_of_the_figure(staging: Staging) -> None:
    shown = Shown(motion_id="squat", tempo=TEMPO)
    scales = [
        staging.projection(shown, width=640, height=400, angle=Angle(orbit=(float(yaw), 5.0))).scale
        for yaw in range(10, 360, 45)
    ]
    assert max(scales) / min(scales) < 1.05


def test_a_fault_is_pointed_out_and_framed_like_the_right_form(staging: Staging) -> None:
    faults = [one for one in MOTIONS.ids if MOTIONS.spec(one).fault is not None]
    for fault_id in faults:
        fault = MOTIONS.spec(fault_id).fault
        assert fault is not None
        shown = Shown(motion_id=fault.of, side=Side.LEFT, tempo=TEMPO, phase=0.5, fault=fault_id)
        moment = staging.moment(shown, Look())
        assert moment.pointer == pytest.approx(tuple(moment.pose.joints[fault.point]))


# Bodies


def test_a_broken_file_gives_way_to_the_other_body(tmp_path: Path) -> None:
    (tmp_path / "a.npz").write_bytes(b"not a body")
    (tmp_path / "b.npz").write_bytes((ASSETS / "bodies" / "b.npz").read_bytes())
    staging = Staging(motions=MOTIONS, bodies_folder=tmp_path)
    for _ in range(2):
        moment = staging.moment(Shown(), Look(body="a"))
        assert len(moment.points) == len(load_body(tmp_path / "b.npz").points)
    assert ["a.npz" in str(problem) for problem in staging.problems] == [True]


def test_without_any_body_it_says_where_they_belong(tmp_path: Path) -> None:
    staging = Staging(motions=MOTIONS, bodies_folder=tmp_path)
    with pytest.raises(BodyError, match="no body file"):
        staging.moment(Shown(), Look())
    assert len(staging.problems) == 2


def test_a_body_is_read_when_it_is_needed_and_once() -> None:
    read: list[str] = []

    def load(path: Path) -> Body:
        read.append(path.name)
        return load_body(path)

    staging = Staging(motions=MOTIONS, bodies_folder=ASSETS / "bodies", load=load)
    staging.projection(Shown(), width=100, height=100)
    assert read == []
    staging.moment(Shown(), Look())
    staging.moment(Shown(phase=0.5), Look())
    staging.moment(Shown(), Look(body="b"))
    assert read == ["a.npz", "b.npz"]


_STAGING = Staging(motions=MOTIONS, bodies_folder=ASSETS / "bodies")


def _framed(staging: Staging, shown: Shown) -> Projection:
    return staging.projection(shown, width=640, height=400)


def _joints(staging: Staging, shown: Shown, angle: Angle) -> dict[str, np.ndarray]:
    names = staging.pose(shown, angle).joints
    return dict(zip(names, _placed(staging, shown, angle), strict=True))


def _other(name: str) -> str:
    return {"l_": "r_", "r_": "l_"}.get(name[:2], name[:2]) + name[2:]
