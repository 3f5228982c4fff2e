"""The halo: at the working glute, of its colour, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gluteapp.core.exercise import Muscle
from gluteapp.figure.body import MUSCLES
from gluteapp.figure.camera import Camera
from gluteapp.figure.eye import eye_of
from gluteapp.figure.halo import halo_spots, muscle_members
from gluteapp.figure.light import LIGHT
from gluteapp.figure.raster import Raster
from gluteapp.figure.scene import Moment, Shot
from tests.figure.shots import moment, pose_of, projection


def _lit(muscle: Muscle, side: int) -> Moment:
    dark = moment(pose_of("standing", 0.0))
    glow = dark.glow.copy()
    glow[MUSCLES.index(muscle), side] = 1.0
    return replace(dark, glow=glow)


def _spots(given: Moment, yaw_deg: float) -> np.ndarray:
    seen = projection("standing", camera=Camera(yaw_deg=yaw_deg, pitch_deg=5))
    members = muscle_members(given.body.points, given.body.muscles)
    return halo_spots(given, eye_of(seen), members)


def test_nobody_works_nothing_shines() -> None:
    assert len(_spots(moment(pose_of("standing", 0.0)), 0.0)) == 0


@pytest.mark.parametrize("muscle", [Muscle.QUADRICEPS, Muscle.HAMSTRINGS, Muscle.LOW_BACK])
def test_helpers_have_no_halo(muscle: Muscle) -> None:
    assert len(_spots(_lit(muscle, 0), 0.0)) == 0


def test_a_spot_lies_on_its_muscle_and_faces_who_can_see_it() -> None:
    behind, front = (_spots(_lit(Muscle.GLUTEUS_MAXIMUS, 0), yaw) for yaw in (180.0, 0.0))
    left, right = (_spots(_lit(Muscle.GLUTEUS_MAXIMUS, side), 180.0) for side in (0, 1))
    assert left[0, 0] < right[0, 0]  # seen from behind, left is left
    assert behind[0, 6] > 0.8
    assert front[0, 6] < 0.2


def test_a_halo_is_never_stronger_than_it_may_be() -> None:
    given = moment(pose_of("standing", 0.0), glow=1.0)
    seen = projection("standing", camera=Camera(yaw_deg=180, pitch_deg=5))
    raster = Raster()
    shot = Shot(moment=given, projection=seen)
    still = raster.still(shot).astype(float) / 255
    drawn = raster.draw(shot).astype(float) / 255
    plain = raster.draw(replace(shot, moment=moment(pose_of("standing", 0.0))))
    beside = (plain.astype(float) / 255 - still).max(axis=2) < 0.02
    most = still + (1 - still) * LIGHT.halo_strength
    assert (drawn[beside] <= most[beside] + 0.01).all()
    assert (drawn[beside] > still[beside] + 0.05).any()
    assert LIGHT.halo_strength <= 0.6
