"""The legs stand off the stage: what failed in the first study, as a law (DEFINITIONS.md)."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from gluteapp.core.exercise import Muscle, Side
from gluteapp.figure.scene import BODY_TYPES, Look, Outfit, Skin
from gluteapp.figure.staging import AHEAD, Shown, Staging
from tests.figure.motion_library import ASSETS, MOTIONS
from tests.figure.outline_contrast import outline_contrast

MEDIAN_MIN, TENTH_MIN = 4.0, 2.5
SIZE = (1280, 720)
"""The size of the study the limits come from."""
KEY_MOTIONS = ("squat", "glute_bridge", "clam", "fire_hydrant", "kick_back_bent", "reverse_lunge")
STAGING = Staging(motions=MOTIONS, bodies_folder=ASSETS / "bodies")
LIT_MOTIONS = ("squat", "glute_bridge", "fire_hydrant")


def contrast(motion_id: str, phase: float, look: Look, *, lit: float = 0.0) -> tuple[float, float]:
    """Median and tenth percentile over the outline of the legs."""
    muscles = tuple((muscle, lit) for muscle in Muscle)
    shown = Shown(motion_id=motion_id, side=Side.LEFT, phase=phase, muscles=muscles)
    width, height = SIZE
    shot = STAGING.shot(shown, look=look, angle=AHEAD, width=width, height=height, background=None)
    ratios = outline_contrast(shot)
    assert len(ratios) > 300
    return float(np.median(ratios)), float(np.percentile(ratios, 10))


@pytest.mark.parametrize(("motion_id", "phase"), list(product(KEY_MOTIONS, (0.0, 0.5))))
def test_legs_stand_off_the_stage(motion_id: str, phase: float) -> None:
    median, tenth = contrast(motion_id, phase, Look())
    assert median >= MEDIAN_MIN
    assert tenth >= TENTH_MIN


@pytest.mark.parametrize(("body", "outfit"), list(product(BODY_TYPES, Outfit)))
def test_every_body_and_outfit_stands_off_the_stage(body: str, outfit: Outfit) -> None:
    for motion_id in ("squat", "glute_bridge"):
        median, tenth = contrast(motion_id, 0.5, Look(body=body, outfit=outfit))
        assert median >= MEDIAN_MIN
        assert tenth >= TENTH_MIN


@pytest.mark.parametrize(("motion_id", "lit"), list(product(LIT_MOTIONS, (0.3, 0.6))))
def test_lit_muscles_do_not_hide_the_outline(motion_id: str, lit: float) -> None:
    median, tenth = contrast(motion_id, 0.5, Look(), lit=lit)
    assert median >= MEDIAN_MIN
    assert tenth >= TENTH_MIN


def test_the_measure_sees_a_leg_that_is_lost() -> None:
    width, height = SIZE
    shot = STAGING.shot(
        Shown(motion_id="squat", side=Side.LEFT, phase=0.5), look=Look(skin=Skin.DARK),
        angle=AHEAD, width=width, height=height, background=None,
    )  # fmt: skip
    assert float(np.median(outline_contrast(replace(shot, dim=0.1)))) < MEDIAN_MIN
