"""From where the figure is seen, and that all of it is in the picture."""

from __future__ import annotations

import numpy as np
import pytest

from gluteapp.core.exercise import Side
from gluteapp.figure.camera import CAMERA_NAMES, Camera, frame
from gluteapp.figure.motion_spec import Thing
from gluteapp.figure.scene import BODY_TYPES, Look
from gluteapp.figure.staging import Shown, Staging
from gluteapp.figure.things import thing_meshes
from tests.figure.motion_library import ASSETS, MOTIONS

SIZES = [(300, 700), (900, 240)]
REST_SIZES = [(574, 188), (260, 262)]
"""What a rest of the smallest window has for the figure, under the ring and beside it, pixels."""


@pytest.mark.parametrize("motion_id", MOTIONS.ids)
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_whole_repetition_is_in_the_picture(motion_id: str, width: int, height: int) -> None:
    spec = MOTIONS.spec(motion_id)
    for side in (Side.LEFT, Side.RIGHT):
        poses = MOTIONS.repetition(motion_id, side)
        projection = frame(
            Camera.for_motion(spec, side), poses, width, height, things=spec.things, side=side
        )
        for pose in poses:
            view = projection.to_view(np.array(list(pose.joints.values())))
            flat, _ = projection.flatten(view)
            assert flat.min() >= 0
            assert flat[:, 0].max() <= width
            assert flat[:, 1].max() <= height


@pytest.mark.parametrize("motion_id", ["squat", "clam", "glute_bridge", "fire_hydrant", "march"])
@pytest.mark.parametrize(("width", "height"), REST_SIZES)
def test_the_figure_fills_its_picture(motion_id: str, width: int, height: int) -> None:
    """Skin and all, from start to hard end: 80 % of what limits it, and nothing is cut off."""
    staging = Staging(motions=MOTIONS, bodies_folder=ASSETS / "bodies")
    side = Side.BOTH if motion_id in ("squat", "glute_bridge") else Side.LEFT
    for body in BODY_TYPES:
        found = []
        for phase in (0.0, 0.25, 0.5, 0.75):
            shown = Shown(motion_id=motion_id, side=side, phase=phase)
            projection = staging.projection(shown, width=width, height=height)
            points = staging.moment(shown, Look(body=body)).points.astype(float)
            found.append(projection.flatten(projection.to_view(points))[0])
        low = np.min([one.min(axis=0) for one in found], axis=0)
        high = np.max([one.max(axis=0) for one in found], axis=0)
        assert low.min() >= 0
        assert (high <= (width, height)).all()
        assert ((high - low) / (width, height)).max() >= 0.8


@pytest.mark.parametrize(
    "motion_id",
    [one for one in MOTIONS.ids if any(thing.kind != "wall" for thing in MOTIONS.spec(one).things)],
)
@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
@pytest.mark.parametrize("yaw_deg", [0.0, 90.0, 200.0])
def test_things_are_in_the_picture_too(motion_id: str, side: Side, yaw_deg: float) -> None:
    """The back of a chair and all, and on the side where the thing stands."""
    spec, poses = MOTIONS.spec(motion_id), MOTIONS.repetition(motion_id, side)
    camera = Camera(yaw_deg=yaw_deg, pitch_deg=8.0)
    for width, height in SIZES:
        projection = frame(camera, poses, width, height, things=spec.things, side=side)
        for mesh in thing_meshes(poses[0], spec, (), side):
            if mesh.kind != "wall":
                flat, _ = projection.flatten(projection.to_view(mesh.points.astype(float)))
                assert flat.min() >= 0
                assert (flat <= (width, height)).all()


def test_a_thing_beside_the_body_takes_its_room_on_its_own_side() -> None:
    chair = Thing(kind="chair", at=(0.8, 0.0, 0.0), size=(0.25, 0.26, 0.25))
    for side, g in ((Side.LEFT, 1.0), (Side.RIGHT, -1.0)):
        poses = MOTIONS.repetition("glute_bridge", side)
        ahead = Camera(yaw_deg=0.0, pitch_deg=8.0)
        projection = frame(ahead, poses, 900, 240, things=(chair,), side=side)
        top = np.array([[g * 0.925, 0.26 * 2.15, -0.125]]) * poses[0].stature_m
        ((x, y),) = projection.flatten(projection.to_view(top))[0]
        assert 0 <= x <= 900
        assert 0 <= y <= 240


@pytest.mark.parametrize("name", CAMERA_NAMES)
def test_every_named_camera_frames_the_squat(name: str) -> None:
    camera = Camera.for_motion(MOTIONS.spec("squat"), Side.LEFT, name)
    projection = frame(camera, MOTIONS.repetition("squat", Side.LEFT), 400, 400)
    assert projection.scale > 100


def test_an_unknown_camera_is_refused() -> None:
    with pytest.raises(KeyError):
        Camera.for_motion(MOTIONS.spec("squat"), Side.LEFT, "ceiling")


def _across(motion_id: str, side: Side, joint: str, name: str = "auto") -> float:
    poses = MOTIONS.repetition(motion_id, side)
    camera = Camera.for_motion(MOTIONS.spec(motion_id), side, name)
    projection = frame(camera, poses, 600, 400)
    flat, _ = projection.flatten(projection.to_view(poses[0].joints[joint][None]))
    return float(flat[0, 0])


def test_a_standing_figure_that_faces_the_viewer_is_a_mirror() -> None:
    assert _across("march", Side.LEFT, "l_knee", "front") < _across(
        "march", Side.LEFT, "r_knee", "front"
    )


def test_a_figure_seen_from_the_side_is_no_mirror() -> None:
    for motion_id in ("split_squat", "reverse_lunge", "hip_flexor_stretch", "march"):
        spec = MOTIONS.spec(motion_id)
        assert not Camera.for_motion(spec, Side.LEFT).is_mirror
        assert Camera.for_motion(spec, Side.LEFT, "second").is_mirror


def test_a_figure_seen_from_behind_has_its_left_on_the_left() -> None:
    assert _across("squat", Side.LEFT, "l_shoulder", "back") < _across(
        "squat", Side.LEFT, "r_shoulder", "back"
    )


def test_side_lying_turns_end_for_end() -> None:
    """With the left leg on top, one who faces the screen has the head to its right: a mirror."""
    for motion_id in ("clam", "side_lying_abduction", "side_plank_lift"):
        assert _across(motion_id, Side.LEFT, "head") > 400
        assert _across(motion_id, Side.RIGHT, "head") < 200


@pytest.mark.parametrize(
    "motion_id", [one for one in MOTIONS.ids if not MOTIONS.spec(one).view.is_fixed]
)
def test_the_right_side_is_the_mirrored_picture_of_the_left(motion_id: str) -> None:
    left = _across(motion_id, Side.LEFT, "l_knee")
    right = _across(motion_id, Side.RIGHT, "r_knee")
    assert left == pytest.approx(600 - right, abs=0.5)


@pytest.mark.parametrize(
    "motion_id", ["march", "marching_bridge", "glute_squeeze", "single_leg_bridge"]
)
def test_who_does_not_turn_round_keeps_her_head_where_it_is(motion_id: str) -> None:
    """Legs change, some with every repetition; the body and the picture stay."""
    left = _across(motion_id, Side.LEFT, "head")
    assert left == pytest.approx(_across(motion_id, Side.RIGHT, "head"), abs=30)
