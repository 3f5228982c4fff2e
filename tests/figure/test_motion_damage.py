"""A damaged motion file is named or can be drawn; the others load whatever is in it."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from datetime import date
from functools import cache
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gluteapp.core.exercise import Equipment, Phase, Side
from gluteapp.figure.assembly import HAND_HOLDS
from gluteapp.figure.camera import Camera, frame
from gluteapp.figure.motion import Motions, motions_of
from gluteapp.figure.motion_fields import MotionError, Table
from gluteapp.figure.motion_file import parsed
from gluteapp.figure.motion_spec import GLOWS, POSTURES, PROP_PLACES, THING_KINDS
from gluteapp.figure.skeleton import JOINTS, LIMBS
from gluteapp.figure.skin import Skinner
from gluteapp.figure.things import thing_meshes
from tests.figure.motion_library import ASSETS, STANDARD
from tests.figure.shots import real_body

TABLES: dict[str, Table] = {
    path.stem: tomllib.loads(path.read_text("utf-8"))
    for path in sorted((ASSETS / "motions").glob("*.toml"))
}
BYSTANDERS = ("standing", "hip_flexor_rock")
WORDS = (
    *POSTURES, *GLOWS, *THING_KINDS, *PROP_PLACES, *HAND_HOLDS, *JOINTS, *LIMBS, *TABLES,
    *("l_stance", "r_knee", "upper_back", "grip", "at", "l_leg", "r_prop", "lumbar", "com", "l"),
)  # fmt: skip
PLAUSIBLE = (
    st.sampled_from((0, 1, -1, 0.5, 0.2454, 90, -90, 180, 360))
    | st.floats(-1, 1)
    | st.floats(-360, 360)
)
NUMBERS = PLAUSIBLE | st.sampled_from((10**400, 1e308, 5e-324, -1e-9)) | st.floats() | st.integers()
SCALARS = NUMBERS | st.sampled_from(WORDS) | st.text(max_size=5) | st.booleans()
VALUES = st.recursive(
    SCALARS | st.just(date(2026, 1, 1)) | st.lists(NUMBERS, max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(WORDS) | st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)


@cache
def _skinner() -> Skinner:
    return Skinner(body=real_body("a"))


def _models(motion_id: str) -> set[str]:
    """What a motion is made from or is a fault of, itself included."""
    table = TABLES[motion_id]
    named = [table[field] for field in ("like", "fault_of") if field in table]
    return {motion_id}.union(*(_models(model) for model in named))


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, Table]:
    """A motion that ships with one value, at any depth, replaced by another one."""
    motion_id = draw(st.sampled_from(sorted(set(TABLES) - set(BYSTANDERS))))
    table = deepcopy(TABLES[motion_id])
    here: Any = table
    while True:
        at = draw(st.sampled_from(sorted(here) if isinstance(here, dict) else range(len(here))))
        inner = here[at]
        if not isinstance(inner, dict | list) or not inner or draw(st.integers(0, 9)) == 0:
            break
        here = inner
    alike = VALUES
    if isinstance(inner, int | float):
        alike = PLAUSIBLE | PLAUSIBLE | NUMBERS
    elif isinstance(inner, str):
        alike = st.sampled_from(WORDS)
    here[at] = draw(VALUES if draw(st.integers(0, 3)) == 0 else alike)
    return motion_id, table


def assert_drawable(motions: Motions, motion_id: str, side: Side) -> None:
    spec = motions.spec(motion_id)
    for tempo in (STANDARD, None):
        for phase in (0.0, 0.2, 0.5, 0.77, 1.0):
            pose = motions.pose(
                motion_id, phase=phase, tempo=tempo, starts_with=Phase.LIFT, side=side
            )
            for turn in pose.frames.values():
                assert np.allclose(turn.T @ turn, np.eye(3), atol=1e-6)
            assert np.abs(list(pose.joints.values())).max() < 10.0
            assert np.isfinite(list(pose.angles_deg.values())).all()
            for array in _skinner().skin(pose):
                assert np.isfinite(array).all()
            for mesh in thing_meshes(pose, spec, tuple(Equipment), side):
                assert np.isfinite(mesh.points).all()
                assert np.isfinite(mesh.normals).all()
    for name in ("auto", "second"):
        seen = frame(
            Camera.for_motion(spec, side, name),
            motions.repetition(motion_id, side),
            160,
            90,
            things=spec.things,
            side=side,
        )
        assert 0.0 < seen.scale < 1000.0
        assert np.isfinite(seen.middle).all()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damaged(), st.sampled_from((Side.LEFT, Side.RIGHT)))
def test_a_damaged_motion_is_named_or_can_be_drawn(damage: tuple[str, Table], side: Side) -> None:
    motion_id, table = damage
    others = sorted((_models(motion_id) | set(BYSTANDERS)) - {motion_id})
    motions = motions_of({one: TABLES[one] for one in others} | {motion_id: table})
    for one in others:
        is_of_it = motion_id in _models(one)
        assert one in motions or is_of_it
    if motion_id in motions:
        assert motions.problems == ()
        assert_drawable(motions, motion_id, side)
    else:
        assert any(f" {motion_id}.toml " in str(problem) for problem in motions.problems)


@given(st.sampled_from(sorted(TABLES)), st.integers(0, 10**6), st.text(max_size=3))
def test_a_text_with_other_letters_in_it_is_read_or_is_no_toml(
    motion_id: str, place: int, letters: str
) -> None:
    text = (ASSETS / "motions" / f"{motion_id}.toml").read_text("utf-8")
    place %= len(text)
    try:
        table = parsed(text[:place] + letters + text[place + 1 :])
    except MotionError:
        return
    motions = motions_of({motion_id: table})
    assert len(motions.ids) + len(motions.problems) == 1
