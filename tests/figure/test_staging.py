"""From what is asked to a moment and a framed camera: nothing jumps, nothing is cut off."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.content import load_content
from gluteapp.core.exercise import Equipment, Muscle, Phase, Side, Tempo
from gluteapp.core.layout import Options, lay_out
from gluteapp.figure.body import MUSCLES, Body, BodyError, load_body
from gluteapp.figure.camera import CAMERA_NAMES, Camera, Projection, frame
from gluteapp.figure.glide import between, turn_deg
from gluteapp.figure.light import LIGHT
from gluteapp.figure.motion import load_motions
from gluteapp.figure.motion_spec import CHAIR_HEIGHTS
from gluteapp.figure.muscles import drawn, intensities
from gluteapp.figure.pose import Pose
from gluteapp.figure.scene import Look, Moment
from gluteapp.figure.staging import AHEAD, Angle, Shown, Staging
from gluteapp.figure.timing import GLOW_SMOOTH_MS, breath, glow_effort
from gluteapp.figure.way_plan import WayPlan
from gluteapp.figure.way_pose import pose_of
from gluteapp.paths import Paths

TEMPO = Tempo(lower_s=2, hold_s=1, lift_s=2)
ASSETS = Paths.under(Path("unused")).assets
MOTIONS = load_motions(ASSETS / "motions")
RIGHT_FORMS = tuple(one for one in MOTIONS.ids if MOTIONS.spec(one).fault is None)
SIDES = st.sampled_from((Side.LEFT, Side.RIGHT))
INSIDE_MAX_M = 0.012
"""How deep the skin of whoever sits goes into a seat: flesh gives way and is not drawn so."""
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


def test_a_breath_moves_the_chest_and_leaves_the_feet(staging: Staging) -> None:
    for motion_id in ("standing", "squat", "clam", "hip_flexor_stretch"):
        shown = Shown(motion_id=motion_id, side=Side.LEFT)
        full, half, empty = (
            staging.moment(replace(shown, breath=level), Look()) for level in (1.0, 0.0, -1.0)
        )
        chest = full.body.breath > 0.5 * full.body.breath.max()
        moved_m = np.linalg.norm(full.points - empty.points, axis=1)
        halfway_m = np.linalg.norm(half.points - empty.points, axis=1)
        assert moved_m[chest].mean() > 0.003
        assert halfway_m[chest].mean() == pytest.approx(moved_m[chest].mean() / 2, rel=0.2)
        for joint in full.pose.contacts:
            slid_m = np.linalg.norm(full.pose.joints[joint] - empty.pose.joints[joint])
            assert slid_m < 0.005, (motion_id, joint)


@pytest.mark.parametrize("tempo", [None, TEMPO])
def test_unasked_the_breath_is_that_of_the_phase(staging: Staging, tempo: Tempo | None) -> None:
    shown = Shown(motion_id="squat", tempo=tempo, starts_with=Phase.LOWER, phase=0.3)
    own = staging.pose(shown).breath
    assert own == breath(0.3, MOTIONS.spec("squat").breaths, tempo, Phase.LOWER)
    same = staging.moment(replace(shown, breath=own), Look())
    assert np.array_equal(same.points, staging.moment(shown, Look()).points)
    assert staging.pose(replace(shown, breath=own - 0.5)).breath == own - 0.5


def test_eyes_are_open_unless_they_are_to_be_closed(staging: Staging) -> None:
    assert staging.moment(Shown(), Look()).eyelid == 1.0
    assert staging.moment(Shown(eyelid=0.25), Look()).eyelid == 0.25


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


def test_nothing_is_lit_on_a_way(staging: Staging) -> None:
    """When work ends its light is gone within the 120 ms over which light is smoothed."""
    card = ((Muscle.QUADRICEPS, 1.0), (Muscle.GLUTEUS_MEDIUS, 1.0))
    squat = Shown(motion_id="squat", phase=0.5, muscles=card)
    way = Shown(motion_id="clam", side=Side.LEFT, muscles=card, way_from=squat)
    length_ms = staging.way_ms(way)

    def brightest(at_ms: float) -> float:
        moment = staging.moment(replace(way, way_share=at_ms / length_ms), Look())
        return float(moment.glow.max())

    work, rest = brightest(0), brightest(length_ms)
    assert work > 0.9
    assert 0 < rest < 0.1
    assert 0.3 * work < brightest(GLOW_SMOOTH_MS / 2) < 0.7 * work
    for at_ms in np.linspace(GLOW_SMOOTH_MS, length_ms - GLOW_SMOOTH_MS, 20):
        assert brightest(float(at_ms)) == 0.0
    assert 0.0 < brightest(length_ms - GLOW_SMOOTH_MS / 2) < rest


@pytest.mark.parametrize("first", [Phase.LIFT, Phase.LOWER])
def test_the_light_follows_the_effort_smoothly(
    staging: Staging, first: Literal[Phase.LIFT, Phase.LOWER]
) -> None:
    """Full where the work is hardest, and at a quick tempo never more than a third in a frame."""
    quick = Tempo(lower_s=1, hold_s=0, lift_s=1)
    shown = Shown(
        motion_id="squat",
        tempo=quick,
        starts_with=first,
        muscles=((Muscle.QUADRICEPS, 1.0),),
    )
    row = MUSCLES.index(Muscle.QUADRICEPS)
    frames = [
        staging.moment(replace(shown, phase=step / 60), Look()).glow[row] for step in range(61)
    ]
    levels = np.array(frames)[:, 0]
    assert levels.argmax() == 30
    assert levels[30] == pytest.approx(1.0, abs=0.002)
    assert np.abs(np.diff(levels)).max() < 0.12
    efforts = [glow_effort(step / 60, quick, first) for step in range(61)]
    wanted = [
        intensities({Muscle.QUADRICEPS: 1.0}, side=Side.BOTH, effort=effort) for effort in efforts
    ]
    assert levels == pytest.approx([one[Muscle.QUADRICEPS, "l"] for one in wanted], abs=1e-6)


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
        pose, pointer = staging.pose(shown), staging._pointer(shown, staging.pose(shown))
        aside = np.array(pointer) - pose.joints[fault.point]
        assert np.linalg.norm(aside) == pytest.approx(
            np.linalg.norm(fault.beside) * pose.stature_m, abs=1e-9
        )
        good = replace(shown, fault=None, beside=fault_id)
        one, other = (staging.projection(of, width=480, height=360) for of in (shown, good))
        assert one.camera == other.camera
        assert (one.scale, one.middle) == (other.scale, other.middle)


SEEN_SHARE = 0.045
"""Of the height of the picture: what a fault moves at least; half a foot's length from 3 m."""


FAULTS = tuple(one for one in MOTIONS.ids if MOTIONS.spec(one).fault is not None)


@pytest.mark.parametrize("fault_id", FAULTS)
def test_a_fault_is_told_from_the_right_form_across_a_room(staging: Staging, fault_id: str) -> None:
    fault = MOTIONS.spec(fault_id).fault
    assert fault is not None
    good = Shown(motion_id=fault.of, side=Side.LEFT, tempo=TEMPO, beside=fault_id)
    flat, apart = staging.projection(good, width=480, height=360), 0.0
    for phase in (0.1, 0.2, 0.3, 0.5):
        good = replace(good, phase=phase)
        wrong = replace(good, beside=None, fault=fault_id)
        one, other = (_flat(flat, staging, of, AHEAD) for of in (good, wrong))
        apart = max(apart, float(np.linalg.norm(one - other, axis=1).max()))
    assert apart > SEEN_SHARE * 360


@pytest.mark.parametrize("fault_id", FAULTS)
def test_the_ring_around_a_fault_is_whole(staging: Staging, fault_id: str) -> None:
    fault = MOTIONS.spec(fault_id).fault
    assert fault is not None
    for side, phase in product((Side.LEFT, Side.RIGHT), (0.0, 0.2, 0.5)):
        shown = Shown(motion_id=fault.of, side=side, tempo=TEMPO, phase=phase, fault=fault_id)
        seen = staging.projection(shown, width=480, height=360)
        ring = np.array([staging._pointer(shown, staging.pose(shown))])
        flat = seen.flatten(seen.to_view(ring))[0][0]
        free = LIGHT.pointer_radius * 360
        assert free <= flat[0] <= 480 - free
        assert free <= flat[1] <= 360 - free


def test_an_arched_back_is_pointed_out_behind_the_body_on_both_sides(staging: Staging) -> None:
    for side in (Side.LEFT, Side.RIGHT):
        shown = Shown(motion_id="glute_bridge", side=side, phase=0.5)
        shown = replace(shown, fault="fault_glute_bridge_arching")
        pose = staging.pose(shown)
        behind = np.array(staging._pointer(shown, pose)) - pose.joints["spine"]
        assert behind @ pose.frames["spine"][:, 2] < -0.05
        # Who lies on the back has it underneath.
        assert behind[1] < -0.05


def test_a_fault_and_the_right_form_beside_it_are_seen_from_where_it_shows(
    staging: Staging,
) -> None:
    squat = Shown(motion_id="squat", tempo=TEMPO)
    alone, beside = (
        staging.projection(one, width=480, height=360).camera
        for one in (squat, replace(squat, beside="fault_squat_knees_in"))
    )
    view = MOTIONS.spec("fault_squat_knees_in").view
    assert (beside.yaw_deg, beside.pitch_deg) == (view.yaw_deg, view.pitch_deg)
    assert alone.yaw_deg != beside.yaw_deg


def test_a_fault_is_lit_as_it_is_done_and_pointed_out_on_the_side_that_is_done(
    staging: Staging,
) -> None:
    walk = Shown(
        motion_id="lateral_walk",
        side=Side.LEFT,
        tempo=TEMPO,
        phase=0.5,
        muscles=((Muscle.GLUTEUS_MEDIUS, 1.0),),
        fault="fault_lateral_walk_tall",
    )
    left, right = staging.moment(walk, Look()).glow[MUSCLES.index(Muscle.GLUTEUS_MEDIUS)]
    assert left == right > 0, "both legs hold a sideways walk"
    lunge = Shown(
        motion_id="reverse_lunge", side=Side.RIGHT, phase=0.5, fault="fault_reverse_lunge_knee_in"
    )
    fault = MOTIONS.spec("fault_reverse_lunge_knee_in").fault
    assert fault is not None
    moment = staging.moment(lunge, Look())
    assert moment.pointer == pytest.approx(tuple(moment.pose.joints[_other(fault.point)]))


def test_a_way_begins_in_the_fault_and_the_breath_that_are_left(staging: Staging) -> None:
    start = Shown(
        motion_id="squat", fault="fault_squat_knees_in", phase=0.5, tempo=TEMPO, breath=0.3
    )
    pose = staging.pose(start)
    first = staging.pose(Shown(motion_id="clam", side=Side.LEFT, way_from=start))
    assert first.breath == pose.breath == 0.3
    for name, at in first.joints.items():
        assert np.allclose(at, pose.joints[name]), name


def test_the_mat_lies_mirrored_for_the_other_side(staging: Staging) -> None:
    left = staging.moment(Shown(motion_id="side_plank_hold", side=Side.LEFT), Look())
    right = staging.moment(Shown(motion_id="side_plank_hold", side=Side.RIGHT), Look())
    assert left.mat_yaw_deg == pytest.approx(-(right.mat_yaw_deg or 0.0))
    assert left.mat_yaw_deg != 0
    assert left.mat_at[0] == -right.mat_at[0] != 0
    assert left.mat_at[1] == right.mat_at[1]


def test_a_picture_that_stays_has_room_for_both_sides(staging: Staging) -> None:
    fixed = [one for one in RIGHT_FORMS if MOTIONS.spec(one).view.is_fixed]
    assert fixed
    for motion_id in fixed:
        framed = [_framed(staging, Shown(motion_id=motion_id, side=side)) for side in Side]
        assert len({(round(one.scale, 6), one.middle) for one in framed[:2]}) == 1


# Ways


def _circuit_ways() -> tuple[Shown, ...]:
    """Every way of a circuit, as the session shows it."""
    content = load_content(Paths.under(Path("nowhere")))
    found: dict[Shown, None] = {}
    for circuit in content.circuits.values():
        timeline = lay_out(circuit, content.library, Options())
        last: Shown | None = None
        for step in timeline.steps:
            if step.exercise is None or step.variant is None:
                continue
            variant = step.exercise.variant(step.variant)
            here = Shown(
                motion_id=variant.motion,
                side=step.working_side(1) or Side.BOTH,
                equipment=variant.equipment,
            )
            if last is not None and last != here:
                found[replace(here, way_from=last)] = None
            ended = timeline.position_in(step.index, step.duration_ms - 1)
            last = replace(here, side=ended.side or Side.BOTH)
    return tuple(found)


CIRCUIT_WAYS = _circuit_ways()
CHAIR_WAYS = tuple(
    way
    for way in CIRCUIT_WAYS
    if any(
        thing.kind != "wall"
        for one in (way, way.way_from)
        if one is not None
        for thing in MOTIONS.spec(one.motion_id).things
    )
)


def _way_name(way: Shown) -> str:
    assert way.way_from is not None
    start = way.way_from
    return f"{start.motion_id}/{start.side.value}-{way.motion_id}/{way.side.value}"


@pytest.mark.parametrize("way", CHAIR_WAYS, ids=_way_name)
def test_nobody_gets_up_through_a_chair(staging: Staging, way: Shown) -> None:
    for share in np.linspace(0.0, 1.0, 41):
        moment = staging.moment(replace(way, way_share=float(share)), Look())
        assert _deepest_inside_m(moment) < INSIDE_MAX_M, share


def _deepest_inside_m(moment: Moment) -> float:
    """How deep the skin is inside the seat of a chair, or inside a step, metres."""
    deepest = 0.0
    for thing in moment.things:
        if thing.kind not in ("chair", "step"):
            continue
        low, high = thing.points.min(axis=0), thing.points.max(axis=0)
        if thing.kind == "chair":
            seat = (high[1] - low[1]) / CHAIR_HEIGHTS
            low[1], high[1] = seat - 0.04, seat
        inside = np.minimum(moment.points - low, high - moment.points).min(axis=1)
        deepest = max(deepest, float(inside.max()))
    return deepest


def test_things_leave_early_and_arrive_late_and_stay_when_both_have_them(
    staging: Staging,
) -> None:
    chair = Shown(motion_id="squat_chair")
    bridge = Shown(motion_id="glute_bridge")

    def kinds(way: Shown, share: float) -> list[str]:
        moment = staging.moment(replace(way, way_share=share), Look())
        return [one.kind for one in moment.things]

    there, away = replace(chair, way_from=bridge), replace(bridge, way_from=chair)
    assert [kinds(there, share) for share in (0.0, 0.5, 0.85, 0.95)] == [[], [], [], ["chair"]]
    assert [kinds(away, share) for share in (0.05, 0.15, 0.5, 1.0)] == [["chair"], [], [], []]
    banded = Shown(motion_id="squat_banded", equipment=(Equipment.LOOP_BAND,))
    both = replace(banded, motion_id="glute_bridge_banded", way_from=banded)
    assert all(kinds(both, share) == ["loop_band"] for share in (0.0, 0.5, 1.0))
    bare = replace(both, equipment=())
    assert kinds(bare, 0.5) == []


@pytest.mark.parametrize("way", CIRCUIT_WAYS, ids=_way_name)
def test_a_way_gives_the_camera_its_time(staging: Staging, way: Shown) -> None:
    """Seen from where it looks, a camera goes round with at most 90 degrees a second."""
    assert way.way_from is not None
    one, other = (
        staging.projection(replace(way, way_share=share), width=64, height=40).axes[2]
        for share in (0.0, 1.0)
    )
    turn_deg = np.degrees(np.arccos(np.clip(one @ other, -1.0, 1.0)))
    assert staging.way_ms(way) >= turn_deg / 90.0 * 1000 - 1


def test_turning_the_picture_takes_its_time_too() -> None:
    lying = Camera(yaw_deg=10.0, pitch_deg=8.0, turn_quarters=1)
    assert turn_deg(lying, replace(lying, turn_quarters=0)) == pytest.approx(90.0)
    assert turn_deg(lying, replace(lying, yaw_deg=-350.0)) == pytest.approx(0.0)
    mirror = replace(lying, yaw_deg=-30.0, is_mirror=True)
    assert turn_deg(lying, mirror) == pytest.approx(20.0), "seen from the opposite side"


def test_the_camera_sets_off_and_arrives_gently(staging: Staging) -> None:
    way = Shown(motion_id="clam", side=Side.LEFT, way_from=Shown(motion_id="squat"))
    axes = [
        staging.projection(replace(way, way_share=share), width=900, height=240).axes[2]
        for share in (0.0, 0.05, 0.5, 0.95, 1.0)
    ]
    whole = float(np.linalg.norm(axes[4] - axes[0]))
    assert whole > 0.2
    assert np.linalg.norm(axes[1] - axes[0]) < 0.01 * whole
    assert np.linalg.norm(axes[4] - axes[3]) < 0.01 * whole


@pytest.mark.parametrize("way", CIRCUIT_WAYS[::3], ids=_way_name)
def test_the_whole_skin_is_in_the_picture_on_a_way(staging: Staging, way: Shown) -> None:
    for share in (0.2, 0.4, 0.6, 0.8):
        here = replace(way, way_share=share)
        projection = staging.projection(here, width=640, height=360)
        flat, _ = projection.flatten(
            projection.to_view(staging.moment(here, Look()).points.astype(float))
        )
        assert flat.min() >= 0
        assert (flat <= (640, 360)).all()


def test_a_picture_of_a_way_asks_for_its_pose_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []

    def counted(plan: WayPlan, share: float) -> Pose:
        asked.append(share)
        return pose_of(plan, share)

    monkeypatch.setattr("gluteapp.figure.ways.pose_of", counted)
    staging = Staging(motions=MOTIONS, bodies_folder=ASSETS / "bodies")
    way = Shown(motion_id="clam", side=Side.LEFT, way_from=Shown(), way_share=0.3)
    for share in (0.3, 0.6):
        staging.shot(
            replace(way, way_share=share),
            look=Look(),
            angle=AHEAD,
            width=64,
            height=40,
            background=None,
        )
    assert asked == [0.3, 0.6]


def test_a_step_of_an_orbit_frames_no_more_than_once(monkeypatch: pytest.MonkeyPatch) -> None:
    staging = Staging(motions=MOTIONS, bodies_folder=ASSETS / "bodies")
    shown = Shown(motion_id="squat", tempo=TEMPO)
    staging.projection(shown, width=640, height=400, angle=Angle(orbit=(10.0, 0.0)))
    framed: list[Camera] = []

    def counted(camera: Camera, *args: Any, **named: Any) -> Projection:
        framed.append(camera)
        return frame(camera, *args, **named)

    monkeypatch.setattr("gluteapp.figure.framing.frame", counted)
    monkeypatch.setattr(MOTIONS, "repetition", None)
    staging.projection(shown, width=640, height=400, angle=Angle(orbit=(20.0, 5.0)))
    assert len(framed) == 1


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
