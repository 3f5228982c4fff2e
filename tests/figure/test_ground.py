"""The stage: gradient, disc, mat, its fading into the page, and the wall."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gluteapp.figure.camera import Camera, Projection
from gluteapp.figure.eye import eye_of
from gluteapp.figure.ground import Ground, ground
from gluteapp.figure.light import LIGHT
from gluteapp.figure.raster import Raster
from gluteapp.figure.scene import Shot
from gluteapp.figure.shadow import SHADOW_CELLS
from tests.figure.shots import moment, pose_of, projection, things_of


def _seen(pitch_deg: float = 20.0) -> Projection:
    camera = Camera(yaw_deg=0, pitch_deg=pitch_deg, target=(0.0, 0.5, 0.0))
    return Projection(camera, camera.axes(), 60.0, (96.0, 60.0), 192, 108)


def _ground(
    mat_yaw_deg: float | None = 0.0,
    mat_at: tuple[float, float] = (0.0, 0.0),
    background: tuple[int, int, int] | None = None,
) -> Ground:
    return ground(
        eye_of(_seen()),
        middle=(0.0, 0.0),
        mat_yaw_deg=mat_yaw_deg,
        mat_at=mat_at,
        background=background,
    )


def _pixel(x: float, z: float) -> tuple[int, int]:
    seen = _seen()
    flat, _ = seen.flatten(seen.to_view(np.array((x, 0.0, z))))
    return int(flat[1]), int(flat[0])


@pytest.mark.parametrize(
    ("yaw_deg", "at", "on", "off"),
    [
        (0.0, (0.0, 0.0), (0.0, 0.6), (0.6, 0.0)),
        (90.0, (0.0, 0.0), (0.6, 0.0), (0.0, 0.6)),
        (0.0, (0.7, 0.0), (0.7, 0.5), (0.0, 0.5)),
        (45.0, (0.0, 0.0), (0.45, 0.45), (-0.45, 0.45)),
    ],
)
def test_the_mat_lies_where_it_is_put(
    yaw_deg: float, at: tuple[float, float], on: tuple[float, float], off: tuple[float, float]
) -> None:
    bare = _ground(None).picture
    laid = _ground(yaw_deg, at).picture
    row, column = _pixel(*on)
    assert np.allclose(laid[:, row, column], LIGHT.mat_srgb, atol=0.02)
    row, column = _pixel(*off)
    assert np.allclose(laid[:, row, column], bare[:, row, column], atol=1e-4)


def test_the_stage_is_lightest_in_its_middle_and_level_from_side_to_side() -> None:
    camera = Camera(yaw_deg=0, pitch_deg=0, target=(0.0, 40.0, 0.0))
    up = Projection(camera, camera.axes(), 60.0, (96.0, 54.0), 192, 108)
    picture = ground(
        eye_of(up), middle=(0, 0), mat_yaw_deg=None, mat_at=(0, 0), background=None
    ).picture
    brightness = picture.sum(axis=0)
    assert int(brightness[:, 0].argmax()) == pytest.approx(108 * LIGHT.stage_middle_at, abs=1)
    assert np.ptp(brightness, axis=1).max() < 1e-6


def test_with_a_page_the_edges_are_the_page_and_the_middle_is_not() -> None:
    page = (200, 210, 220)
    faded, plain = _ground(background=page).picture, _ground().picture
    wanted = np.array(page)[:, None] / 255
    assert np.abs(faded[:, 0] - wanted).max() < 0.01
    assert np.abs(faded[:, :, -1] - wanted).max() < 0.01
    assert np.allclose(faded[:, 54, 96], plain[:, 54, 96], atol=1e-4)


def test_a_shadow_lands_under_its_cell() -> None:
    stage = _ground()
    shadow = np.zeros((SHADOW_CELLS, SHADOW_CELLS), np.float32)
    assert not stage.darkness(shadow).any()
    shadow[SHADOW_CELLS // 2 - 1 : SHADOW_CELLS // 2 + 1] = 1.0  # along x, at z = 0
    flat = np.zeros(192 * 108, np.float32)
    flat[stage.reached] = stage.darkness(shadow)
    dark = flat.reshape(108, 192)
    row, column = _pixel(0.3, 0.0)
    assert dark[row, column] > 0.3
    row, column = _pixel(0.3, 0.5)
    assert dark[row, column] == 0


def test_a_wall_shows_on_the_stage_and_never_hides_anybody() -> None:
    pose = pose_of("wall_press", 1.0)
    walls = tuple(thing for thing in things_of("wall_press", pose) if thing.kind == "wall")
    assert walls
    seen = projection("wall_press", camera=Camera(yaw_deg=-60, pitch_deg=8))
    raster = Raster()
    plain = Shot(moment=moment(pose), projection=seen)
    walled = replace(plain, moment=moment(pose, things=walls))
    assert (raster.still(walled) != raster.still(plain)).any()
    chest = (pose.joints["neck"] + pose.joints["pelvis"]) / 2
    flat, _ = seen.flatten(seen.to_view(chest))
    column, row = flat.astype(int)
    drawn, wanted = raster.draw(walled), raster.draw(plain)
    assert np.array_equal(drawn[row, column], wanted[row, column])
