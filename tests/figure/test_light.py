"""The table of light: complete, the same for both back ends, and nothing in it unused."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

import gluteapp.figure.light as light_module
from gluteapp.figure.body import MUSCLES
from gluteapp.figure.light import (
    FIBRES,
    HAIRS,
    LEGGINGS,
    LIGHT,
    MUSCLE_COLOURS,
    SKINS,
    THINGS,
    TOPS,
    glsl_defines,
    light_directions,
    muscle_colours,
)
from gluteapp.figure.scene import Outfit, Skin

_FIGURE = Path(light_module.__file__).parent
_NUMBER = r"-?\d+\.\d*(?:e-?\d+)?"
_WEIGHTS = np.array((0.2126, 0.7152, 0.0722))


def _luminance(colour: tuple[float, float, float]) -> float:
    return float(_WEIGHTS @ np.array(colour))


@pytest.mark.parametrize("line", glsl_defines().splitlines())
def test_every_define_is_made_of_floats(line: str) -> None:
    found = re.fullmatch(r"#define ([A-Z][A-Z0-9_]*) (.+)", line)
    assert found is not None
    name, value = found.groups()
    if name == "MUSCLE_COUNT":
        assert value == str(len(MUSCLES))
        return
    bare = re.sub(r"(vec[34]|float)(\[\d+\])?\(", "(", value)
    assert re.fullmatch(rf"[(), ]*({_NUMBER}[(), ]*)+", bare), value


def test_no_define_is_given_twice() -> None:
    names = re.findall(r"#define (\w+)", glsl_defines())
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", [field.name for field in fields(LIGHT)])
def test_no_name_of_the_table_is_unused(name: str) -> None:
    users = [path for path in _FIGURE.glob("*.py") if f"LIGHT.{name}" in path.read_text("utf-8")]
    assert users


def test_every_skin_outfit_and_muscle_has_its_colour() -> None:
    assert set(SKINS) == set(HAIRS) == set(Skin)
    assert set(LEGGINGS) == set(TOPS) == set(Outfit)
    assert set(MUSCLE_COLOURS) == set(FIBRES) == set(MUSCLES)
    assert muscle_colours().shape == (len(MUSCLES), 3)


@pytest.mark.parametrize("outfit", list(Outfit))
def test_leggings_stand_off_the_floor(outfit: Outfit) -> None:
    floor = ((np.array(LIGHT.mat_srgb) + 0.055) / 1.055) ** 2.4
    ratio = (_luminance(LEGGINGS[outfit]) + 0.05) / (_luminance(tuple(floor)) + 0.05)
    assert ratio > 3.5


@pytest.mark.parametrize("kind", ["loop_band", "kettlebell"])
@pytest.mark.parametrize("outfit", list(Outfit))
def test_what_is_worn_or_held_differs_from_the_leggings(outfit: Outfit, kind: str) -> None:
    def shade(colour: tuple[float, float, float]) -> np.ndarray:
        root: np.ndarray = np.sqrt(np.array(colour))
        return root

    assert np.linalg.norm(shade(THINGS[kind]) - shade(LEGGINGS[outfit])) > 0.15


def test_light_directions_turn_with_the_camera() -> None:
    plain, turned = light_directions(0.0), light_directions(90.0)
    assert np.allclose(np.linalg.norm(plain, axis=1), 1, atol=1e-6)
    assert np.allclose(plain[:, 1], turned[:, 1], atol=1e-6)
    assert np.allclose(turned[:, 0], plain[:, 2], atol=1e-6)
    assert np.allclose(turned[:, 2], -plain[:, 0], atol=1e-6)


def test_light_comes_from_the_same_side_of_a_mirror_picture() -> None:
    flip = np.array((-1.0, 1.0, 1.0))
    mirrored = light_directions(25.0, is_mirror=True)
    assert np.allclose(mirrored, light_directions(-25.0) * flip, atol=1e-6)
