"""The matrix for OpenGL does exactly what the camera of the figure does."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.figure.camera import Camera, Projection
from gluteapp.figure.eye import eye_of
from gluteapp.ui.stage.gl_clip import clip_matrix, pixel_share, ray_matrix

NEAR = st.floats(-1.4, 1.4)
PLACES = st.tuples(NEAR, NEAR, NEAR)


@st.composite
def projections(draw: st.DrawFn) -> Projection:
    camera = Camera(
        yaw_deg=draw(st.floats(-180, 180)),
        pitch_deg=draw(st.floats(-10, 80)),
        target=draw(PLACES),
        is_mirror=draw(st.booleans()),
        turn_quarters=draw(st.integers(-1, 3)),
    )
    width, height = draw(st.integers(60, 2000)), draw(st.integers(60, 2000))
    middle = (draw(st.floats(0, width)), draw(st.floats(0, height)))
    scale = draw(st.floats(20, 900))
    return Projection(camera, camera.axes(), scale, middle, width, height)


def on_screen(projection: Projection, place: tuple[float, float, float]) -> np.ndarray:
    """Pixels by the camera's own words, turned clockwise about the middle of the picture."""
    flat, _ = projection.flatten(projection.to_view(np.array([place])))
    middle = np.array((projection.width, projection.height)) / 2
    x, y = flat[0] - middle
    for _ in range(projection.camera.turn_quarters % 4):
        x, y = -y, x
    return np.array((x, y)) + middle


@given(projection=projections(), offset=PLACES)
def test_a_place_falls_on_the_same_pixel(
    projection: Projection, offset: tuple[float, float, float]
) -> None:
    x, y, z = np.array(projection.camera.target) + offset
    clip = clip_matrix(projection) @ (x, y, z, 1.0)
    share = clip[:2] / clip[3]
    size = np.array((projection.width, projection.height))
    found = (np.array((share[0], -share[1])) + 1) / 2 * size
    assert found == pytest.approx(on_screen(projection, (x, y, z)), abs=0.01)
    assert abs(clip[2]) < clip[3]


@given(projection=projections(), offset=PLACES)
def test_a_ray_leads_back_to_the_place(
    projection: Projection, offset: tuple[float, float, float]
) -> None:
    place = np.array(projection.camera.target) + offset
    clip = clip_matrix(projection)
    seen = clip @ (*place, 1.0)
    ray = ray_matrix(clip) @ (seen[0] / seen[3], seen[1] / seen[3], 1.0)
    assert eye_of(projection).place + ray * seen[3] == pytest.approx(place, abs=1e-6)


@given(projection=projections(), offset=PLACES, finer=st.sampled_from((1, 2)))
def test_a_pixel_is_as_wide_as_the_camera_says(
    projection: Projection, offset: tuple[float, float, float], finer: int
) -> None:
    place = np.array(projection.camera.target) + offset
    _, size = projection.flatten(projection.to_view(place[None, :]))
    away = (clip_matrix(projection) @ (*place, 1.0))[3]
    share = pixel_share(projection, round(projection.height) * finer)
    assert share * away * size[0] * finer == pytest.approx(1.0)
