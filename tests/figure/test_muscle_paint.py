"""What a working muscle looks like at each level: never pale, stronger with the work."""

from __future__ import annotations

import numpy as np
import pytest

from gluteapp.core.exercise import Muscle
from gluteapp.figure.body import MUSCLES, Floats
from gluteapp.figure.light import LEGGINGS, MUSCLE_COLOURS, muscle_colours
from gluteapp.figure.muscle_paint import add_muscles, muscle_light
from gluteapp.figure.planar import column
from gluteapp.figure.scene import Outfit

RESTING, DIM = 0.07, 0.2
LIT = 0.6
"""Light that falls on the place."""
GLUTES = (Muscle.GLUTEUS_MAXIMUS, Muscle.GLUTEUS_MEDIUS, Muscle.GLUTEUS_MINIMUS)
CLOTH = column(LEGGINGS[Outfit.TEAL])


def painted(muscle: Muscle, level: float, *, edge: float = 0.0) -> Floats:
    """Linear colour (3,) of leggings well inside a muscle, in the mean over its fibres."""
    index, count = MUSCLES.index(muscle), 400
    rest = np.zeros((3, count), dtype=np.float32)
    rest[0], rest[1] = 0.08, np.linspace(0.90, 0.98, count)
    glow = np.full((len(MUSCLES), 2), level, dtype=np.float32)
    pixel = np.full(count, 0.0005, dtype=np.float32)
    inside = np.full((1, count), 0.03, dtype=np.float32)
    light = muscle_light(inside, np.array([index]), glow, rest, pixel, muscle_colours()[:, :, None])
    albedo = np.repeat(CLOTH, count, axis=1).astype(np.float32)
    lit = np.full((3, count), LIT, dtype=np.float32)
    colour = albedo * lit
    aside = np.full(count, edge, dtype=np.float32)
    add_muscles(colour, albedo, lit, aside, np.zeros_like(colour), light)
    return np.asarray(colour.mean(axis=1), dtype=np.float32)


@pytest.mark.parametrize("level", [DIM, 0.3, 0.5, 0.8, 1.0])
@pytest.mark.parametrize("muscle", GLUTES)
def test_a_working_glute_has_its_own_hue_at_every_level(muscle: Muscle, level: float) -> None:
    red, green, blue = painted(muscle, level)
    own_red, own_green, own_blue = MUSCLE_COLOURS[muscle]
    assert green / red == pytest.approx(own_green / own_red, abs=0.03)
    assert blue / red == pytest.approx(own_blue / own_red, abs=0.03)


@pytest.mark.parametrize("muscle", MUSCLES)
def test_more_work_is_more_light(muscle: Muscle) -> None:
    levels = [float(painted(muscle, level).max()) for level in (DIM, 0.4, 0.6, 0.8, 1.0)]
    assert levels == sorted(levels)
    assert levels[-1] > 3 * levels[0]


@pytest.mark.parametrize("muscle", MUSCLES)
def test_a_resting_muscle_shows_by_lines_only(muscle: Muscle) -> None:
    cloth = CLOTH[:, 0] * LIT
    resting = painted(muscle, RESTING)
    assert resting / resting.max() == pytest.approx(cloth / cloth.max(), abs=0.1)
    assert resting.max() > 0.7 * cloth.max()
    assert painted(muscle, 0.0) == pytest.approx(cloth)


def test_a_dim_muscle_has_its_own_light_along_the_outline() -> None:
    assert painted(Muscle.GLUTEUS_MAXIMUS, DIM, edge=0.8)[0] > LIT
