"""Laws of the painted face: eyes close, both halves are alike, nothing strays off the face."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from gluteapp.figure.face import (
    HEAD_CENTRE_M,
    face_defines,
    hair_share,
    paint_face,
    paint_head,
)
from gluteapp.figure.rest import rest_pose

SHADER = Path(__file__).parents[2] / "gluteapp" / "ui" / "stage" / "shaders" / "face.glsl"
SKINS = {"light": (0.66, 0.36, 0.235), "medium": (0.50, 0.235, 0.125), "dark": (0.145, 0.06, 0.034)}
HAIR = (0.045, 0.022, 0.014)
Array = NDArray[np.float64]


def places_cm(*rows: tuple[float, float, float]) -> Array:
    """Rest places in metres of places given in centimetres from the middle of the head."""
    return np.asarray(HEAD_CENTRE_M) + np.array(rows, dtype=np.float64) / 100


def painted(
    places: Array,
    *,
    skin: str = "medium",
    eyelid: float = 1.0,
    body_type: str = "a",
    pixel_m: float = 0.0002,
) -> Array:
    bare = np.tile(SKINS[skin], (len(places), 1))
    result = paint_face(
        bare,
        places,
        skin=SKINS[skin],
        hair=HAIR,
        eyelid=eyelid,
        body_type=body_type,
        pixel_m=pixel_m,
    )
    return np.asarray(result, dtype=np.float64)


def face_places() -> Array:
    x, y = np.meshgrid(np.linspace(-6, 6, 61), np.linspace(-10, 6, 81))
    return places_cm(*zip(x.ravel(), y.ravel(), np.full(x.size, 8.0), strict=True))


PUPIL = places_cm((3.2, 0.1, 8.0))
WHITE = places_cm((4.25, 0.0, 8.0))
CHEEK = places_cm((5.4, -1.0, 7.0))
LASH = places_cm((3.2, 0.92, 8.0))
BROW = places_cm((3.4, 2.78, 8.0))


def test_the_head_is_painted_where_its_joint_is() -> None:
    joint = rest_pose().joints["head"]
    assert np.allclose(joint[:2], HEAD_CENTRE_M[:2])
    assert abs(joint[2] - HEAD_CENTRE_M[2]) < 0.02


@pytest.mark.parametrize("body_type", ["a", "b"])
def test_an_open_eye_has_a_dark_pupil_in_a_lighter_white(body_type: str) -> None:
    pupil, white = painted(np.vstack((PUPIL, WHITE)), body_type=body_type)
    assert pupil.max() < 0.05
    assert white.min() > 0.25


@pytest.mark.parametrize("body_type", ["a", "b"])
def test_a_closed_eyelid_leaves_neither_white_nor_pupil(body_type: str) -> None:
    shut = painted(np.vstack((PUPIL, WHITE)), eyelid=0.0, body_type=body_type)
    skin = np.array(SKINS["medium"])
    assert (np.abs(shut / skin - 1) < 0.35).all()


@given(eyelid=st.floats(0, 1), less=st.floats(0, 1))
@settings(max_examples=25, deadline=None)
def test_the_more_open_the_lid_the_more_of_the_eye_is_seen(eyelid: float, less: float) -> None:
    y = np.linspace(-0.6, 1.0, 60)
    column = places_cm(*((4.3, float(at), 8.0) for at in y))
    wide, narrow = max(eyelid, less), min(eyelid, less)

    def seen(lid: float) -> float:
        colours = painted(column, eyelid=lid)
        # Eye white is the only thing there whose blue nears its red.
        return float((colours[:, 2] > 0.6 * colours[:, 0]).sum())

    assert seen(wide) >= seen(narrow)


@pytest.mark.parametrize("body_type", ["a", "b"])
def test_left_and_right_are_alike_but_for_glint_and_strands(body_type: str) -> None:
    places = face_places()
    mirrored = places * np.array((-1.0, 1.0, 1.0))
    off = (places - HEAD_CENTRE_M) * 100
    apart = np.hypot(np.abs(off[:, 0]) - 3.2, off[:, 1]) < 0.7
    apart |= hair_share(places, body_type=body_type, pixel_m=0.001) > 0
    apart |= hair_share(mirrored, body_type=body_type, pixel_m=0.001) > 0
    here, there = painted(places, body_type=body_type), painted(mirrored, body_type=body_type)
    assert np.allclose(here[~apart], there[~apart], atol=1e-9)


@pytest.mark.parametrize("body_type", ["a", "b"])
def test_nothing_but_hair_is_painted_behind_the_ears(body_type: str) -> None:
    rng = np.random.default_rng(3)
    places = places_cm(*rng.uniform((-9, -16, -12), (9, 11, -4.7), (3000, 3)))
    share = hair_share(places, body_type=body_type, pixel_m=0.001)
    bare = share == 0
    assert bare.any()
    assert (share > 0.9).any()
    assert np.allclose(painted(places, body_type=body_type, pixel_m=0.001)[bare], SKINS["medium"])


@pytest.mark.parametrize("skin", sorted(SKINS))
@pytest.mark.parametrize("body_type", ["a", "b"])
def test_brows_and_lashes_are_darker_than_every_skin(skin: str, body_type: str) -> None:
    lash, brow, cheek = painted(np.vstack((LASH, BROW, CHEEK)), skin=skin, body_type=body_type)
    assert lash.mean() < 0.6 * cheek.mean()
    assert brow.mean() < 0.75 * cheek.mean()


@given(
    skin=st.sampled_from(sorted(SKINS)),
    body_type=st.sampled_from("ab"),
    eyelid=st.floats(0, 1),
    pixel_m=st.floats(0, 0.02),
)
@settings(max_examples=25, deadline=None)
def test_colours_stay_between_0_and_1(
    skin: str, body_type: str, eyelid: float, pixel_m: float
) -> None:
    rng = np.random.default_rng(5)
    places = places_cm(*rng.uniform(-12, 12, (400, 3)))
    colours = painted(places, skin=skin, eyelid=eyelid, body_type=body_type, pixel_m=pixel_m)
    assert np.isfinite(colours).all()
    assert colours.min() >= 0
    assert colours.max() <= 1


def test_a_face_from_afar_is_as_bright_as_the_mean_of_its_parts() -> None:
    # A pixel as wide as the eye shows what the eye is made of, without whites that flicker.
    x, y = np.meshgrid(np.linspace(1.5, 4.9, 40), np.linspace(-1.5, 1.5, 40))
    fine = places_cm(*zip(x.ravel(), y.ravel(), np.full(x.size, 8.0), strict=True))
    near, far = painted(fine), painted(fine, pixel_m=0.01)
    assert far.max() - far.min() < 0.6 * (near.max() - near.min())
    assert abs(far.mean() / near.mean() - 1) < 0.25


def test_the_forehead_is_skin_and_the_crown_is_hair() -> None:
    places = places_cm((0, 5, 8.0), (0, 11, -1), (0, 3, -10.5), (0, -14, -7))
    for body_type in "ab":
        share = hair_share(places, body_type=body_type, pixel_m=0.001)
        assert share.tolist() == [0, 1, 1, 0]


def test_one_walk_gives_colour_and_hair() -> None:
    places = face_places()
    bare = np.tile(SKINS["dark"], (len(places), 1))
    colour, share = paint_head(
        bare, places, skin=SKINS["dark"], hair=HAIR, eyelid=1.0, body_type="a", pixel_m=0.002
    )
    assert np.array_equal(colour, painted(places, skin="dark", pixel_m=0.002))
    assert np.array_equal(share, hair_share(places, body_type="a", pixel_m=0.002))
    assert np.array_equal(bare, np.tile(SKINS["dark"], (len(places), 1)))


def test_the_shader_uses_no_number_that_is_not_in_the_table() -> None:
    defined = set(re.findall(r"FACE_\w+", face_defines()))
    used = set(re.findall(r"FACE_\w+", SHADER.read_text(encoding="utf-8")))
    assert used
    assert used <= defined


def test_the_table_holds_no_number_that_the_shader_ignores() -> None:
    defined = set(re.findall(r"FACE_\w+", face_defines()))
    used = set(re.findall(r"FACE_\w+", SHADER.read_text(encoding="utf-8")))
    assert defined <= used
