"""The numpy picture: what is in front, what is lit, and that layers make the whole."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gluteapp.core.exercise import Muscle
from gluteapp.figure.body import MUSCLES
from gluteapp.figure.camera import Camera, Projection
from gluteapp.figure.raster import Raster
from gluteapp.figure.scene import Look, Moment, Outfit, Shot, Skin
from tests.figure.shots import (
    SIZE,
    flat_body,
    mirror_moment,
    moment,
    pose_of,
    projection,
    shot,
    things_of,
)

INSIDE, OUTSIDE = 1.0, -1.0


def _squares(depths: tuple[float, ...], cloth_columns: tuple[int, ...]) -> Moment:
    """Squares of 0.4 m that face the viewer at z = depths, each of one cloth."""
    corners = np.array(((-0.2, 0.5), (0.2, 0.5), (0.2, 0.9), (-0.2, 0.9)))
    points, triangles, cloths = [], [], []
    for number, (depth, column) in enumerate(zip(depths, cloth_columns, strict=True)):
        points.append(np.column_stack((corners, np.full(4, depth))))
        triangles.append(np.array(((0, 1, 2), (0, 2, 3))) + 4 * number)
        row = np.full((4, 4), OUTSIDE)
        row[:, column] = INSIDE
        cloths.append(row)
    body = flat_body(np.concatenate(points), np.concatenate(triangles), np.concatenate(cloths))
    return Moment(
        body=body,
        look=Look(),
        pose=pose_of("standing", 0.0),
        points=body.points,
        normals=body.normals,
        glow=np.zeros((len(MUSCLES), 2), np.float32),
    )


def _straight() -> Projection:
    camera = Camera(yaw_deg=0, pitch_deg=0, target=(0.0, 0.7, 0.0))
    return Projection(camera, camera.axes(), 80.0, (96.0, 54.0), *SIZE)


LEGGINGS, SHOE = 0, 3


@pytest.mark.parametrize("order", [(0.2, -0.2), (-0.2, 0.2)])
def test_the_nearer_triangle_wins_in_whatever_order_they_come(order: tuple[float, float]) -> None:
    near_is_shoe = order[0] > order[1]
    drawn = Raster().draw(Shot(moment=_squares(order, (SHOE, LEGGINGS)), projection=_straight()))
    middle = drawn[54, 96].astype(int)
    alone = (0.2,), ((SHOE,) if near_is_shoe else (LEGGINGS,))
    wanted = Raster().draw(Shot(moment=_squares(*alone), projection=_straight()))[54, 96]
    assert np.abs(middle - wanted).max() <= 2


def test_triangles_that_cross_share_the_picture() -> None:
    crossed = _squares((0.0, 0.0), (SHOE, LEGGINGS))
    points = crossed.points.copy()
    points[4:, 2] = points[4:, 0] * 0.5  # the second leans: its right half is nearer
    body = replace(crossed.body, points=points)
    drawn = Raster().draw(
        Shot(moment=replace(crossed, body=body, points=points), projection=_straight())
    )
    left, right = drawn[54, 88].astype(int), drawn[54, 104].astype(int)
    assert left.sum() > right.sum() + 60


def test_triangles_that_face_away_are_not_drawn() -> None:
    facing = _squares((0.0,), (SHOE,))
    body = replace(facing.body, triangles=facing.body.triangles[:, ::-1].copy())
    raster = Raster()
    away = Shot(moment=replace(facing, body=body), projection=_straight())
    assert raster.draw(away)[54, 96].max() < 90
    assert raster.draw(Shot(moment=facing, projection=_straight()))[54, 96].max() > 150


def test_a_slanted_edge_has_shades_between_the_square_and_the_stage() -> None:
    leaning = _squares((0.0,), (SHOE,))
    points = leaning.points.copy()
    points[:, 0] += (points[:, 1] - 0.7) * 0.3
    turned = replace(leaning, body=replace(leaning.body, points=points), points=points)
    row = Raster().draw(Shot(moment=turned, projection=_straight()))[40:66, :, 1]
    assert len({int(value) // 16 for value in row.ravel()}) >= 4


def test_a_mirror_picture_is_the_picture_of_the_mirrored_body() -> None:
    camera = Camera(yaw_deg=25, pitch_deg=10, is_mirror=True)
    seen = projection("clam", camera=camera)
    given = moment(pose_of("clam", 1.0), glow=0.8)
    in_mirror = Raster().draw(Shot(moment=given, projection=seen))
    x, y, z = seen.camera.target
    plain = replace(camera, yaw_deg=-25, is_mirror=False, target=(-x, y, z))
    other = replace(seen, camera=plain, axes=plain.axes())
    mirrored = replace(mirror_moment(given), mat_yaw_deg=-0.0)
    drawn = Raster().draw(Shot(moment=mirrored, projection=other))
    off = np.abs(in_mirror.astype(int) - drawn)
    assert np.percentile(off, 99) <= 3
    assert off.mean() < 0.2


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_turned_picture_is_the_upright_one_turned(quarters: int) -> None:
    turned_camera = Camera(yaw_deg=20, pitch_deg=14, turn_quarters=quarters)
    turned = projection("clam", camera=turned_camera)
    width, height = SIZE
    x, y = turned.middle
    if quarters % 2:
        x, y = x + (height - width) / 2, y + (width - height) / 2
        width, height = height, width
    upright = replace(
        turned,
        camera=replace(turned.camera, turn_quarters=0),
        middle=(x, y),
        width=width,
        height=height,
    )
    made = moment(pose_of("clam", 1.0), glow=0.7)
    drawn = Raster().draw(Shot(moment=made, projection=turned))
    wanted = np.rot90(Raster().draw(Shot(moment=made, projection=upright)), -quarters)
    assert drawn.shape == (SIZE[1], SIZE[0], 3)
    assert np.array_equal(drawn, wanted)


@pytest.mark.parametrize("motion_id", ["clam", "glute_bridge", "squat"])
@pytest.mark.parametrize("turn_quarters", [0, 1])
def test_still_and_figure_make_the_picture(motion_id: str, turn_quarters: int) -> None:
    camera = Camera(yaw_deg=30, pitch_deg=10, turn_quarters=turn_quarters)
    given = Shot(
        moment=moment(pose_of(motion_id, 1.0), glow=0.9, pointer=(0.1, 0.5, 0.1)),
        projection=projection(motion_id, camera=camera),
        background=(13, 17, 23),
    )
    raster = Raster()
    whole, still = raster.draw(given), raster.still(given)
    (left, top, width, height), part = raster.figure(given)
    assert part.shape == (height, width, 3)
    rebuilt = still.copy()
    rebuilt[top : top + height, left : left + width] = part
    assert np.array_equal(rebuilt, whole)
    outside = np.ones(whole.shape[:2], dtype=bool)
    outside[top : top + height, left : left + width] = False
    assert np.array_equal(whole[outside], still[outside])
    assert (part != still[top : top + height, left : left + width]).any()


def test_drawing_twice_gives_the_same_picture() -> None:
    raster, given = Raster(), shot("fire_hydrant", glow=0.6)
    first = raster.draw(given)
    raster.draw(shot("glute_bridge", glow=1.0, look=Look(skin=Skin.DARK)))
    assert np.array_equal(raster.draw(given), first)


def test_a_working_muscle_is_redder_and_the_other_side_is_not() -> None:
    index = MUSCLES.index(Muscle.GLUTEUS_MAXIMUS)
    camera = Camera(yaw_deg=180, pitch_deg=5)
    seen = projection("standing", camera=camera)
    dark = moment(pose_of("standing", 0.0))
    lit = replace(dark, glow=dark.glow.copy())
    lit.glow[index, 0] = 1.0
    raster = Raster()
    before = raster.draw(Shot(moment=dark, projection=seen)).astype(int)
    after = raster.draw(Shot(moment=lit, projection=seen)).astype(int)
    redder = (after - before)[..., 0] - (after - before)[..., 2]
    inside = dark.body.muscles[:, index] > 0.01
    for sign, is_working in ((1, True), (-1, False)):
        place = dark.points[inside & (dark.body.points[:, 0] * sign > 0.03)].mean(axis=0)
        place[2] = dark.points[:, 2].min()
        flat, _ = seen.flatten(seen.to_view(place.astype(float)))
        column, row = flat.astype(int)
        assert bool(redder[row, column] > 60) is is_working


def test_a_closed_eyelid_changes_the_face_alone() -> None:
    camera = Camera(yaw_deg=0, pitch_deg=0, target=(0.0, 1.58, 0.0))
    seen = Projection(camera, camera.axes(), 600.0, (96.0, 54.0), *SIZE)
    opened = moment(pose_of("standing", 0.0))
    raster = Raster()
    awake = raster.draw(Shot(moment=opened, projection=seen)).astype(int)
    asleep = raster.draw(Shot(moment=replace(opened, eyelid=0.0), projection=seen))
    changed = np.abs(awake - asleep).max(axis=2) > 20
    assert 10 < changed.sum() < 0.2 * changed.size


@pytest.mark.parametrize("background", [None, (240, 240, 240), (13, 17, 23)])
def test_dim_goes_towards_the_page(background: tuple[int, int, int] | None) -> None:
    bright = replace(shot(glow=0.5), background=background)
    page = np.array(background or (0, 0, 0), float)
    raster = Raster()
    full = raster.draw(bright).astype(float)
    dimmed = raster.draw(replace(bright, dim=0.6)).astype(float)
    assert np.abs(page + (full - page) * 0.6 - dimmed).max() <= 1.0


def test_the_ring_points_at_its_place_and_lies_on_top() -> None:
    given = moment(pose_of("squat", 1.0))
    knee = tuple(float(v) for v in given.pose.joints["l_knee"])
    seen = projection("squat")
    flat, _ = seen.flatten(seen.to_view(np.array(knee)))
    raster = Raster()
    plain = raster.draw(Shot(moment=given, projection=seen)).astype(int)
    ringed = raster.draw(
        Shot(moment=replace(given, pointer=(knee[0], knee[1], knee[2])), projection=seen)
    ).astype(int)
    rows, columns = np.nonzero(np.abs(ringed - plain).max(axis=2) > 8)
    assert abs(columns.mean() + 0.5 - flat[0]) < 1.5
    assert abs(rows.mean() + 0.5 - flat[1]) < 1.5
    assert ringed[int(flat[1]), int(flat[0])].tolist() == plain[int(flat[1]), int(flat[0])].tolist()


@pytest.mark.parametrize("size", [(64, 48), (17, 9), (48, 200)])
def test_small_and_narrow_pictures_are_drawn(size: tuple[int, int]) -> None:
    drawn = Raster().draw(shot("squat", size=size, glow=1.0))
    assert drawn.shape == (size[1], size[0], 3)
    assert drawn.max() > 60


@pytest.mark.parametrize("offset", [(5.0, 0.0), (0.0, 9.0), (-0.6, 0.2)])
def test_a_body_beside_the_picture_is_left_out(offset: tuple[float, float]) -> None:
    given = shot("squat", glow=1.0)
    x, y = given.projection.middle
    aside = replace(given.projection, middle=(x + offset[0] * SIZE[0], y + offset[1] * SIZE[1]))
    raster, away = Raster(), replace(given, projection=aside)
    drawn = raster.draw(away)
    assert drawn.shape == (SIZE[1], SIZE[0], 3)
    if abs(offset[0]) > 1 or abs(offset[1]) > 1:
        assert np.array_equal(drawn, raster.still(away))


@pytest.mark.parametrize("outfit", list(Outfit))
@pytest.mark.parametrize("skin", list(Skin))
@pytest.mark.parametrize("body_type", ["a", "b"])
def test_every_look_is_drawn_in_its_own_colours(body_type: str, skin: Skin, outfit: Outfit) -> None:
    raster = Raster()
    look = Look(body=body_type, skin=skin, outfit=outfit)
    drawn = raster.draw(shot("standing", 0.0, look=look))
    default = raster.draw(shot("standing", 0.0))
    assert np.array_equal(drawn, default) is (look == Look())


def test_a_chair_in_front_hides_the_leg_and_one_behind_does_not() -> None:
    pose = pose_of("squat_chair", 0.0)
    chair = things_of("squat_chair", pose)[0]
    seen = projection("squat_chair", camera=Camera(yaw_deg=0, pitch_deg=4))
    raster = Raster()
    plain = raster.draw(Shot(moment=moment(pose), projection=seen))
    behind = raster.draw(Shot(moment=moment(pose, things=(chair,)), projection=seen))
    nearer = replace(chair, points=chair.points + np.array((0, 0, 1.2), np.float32))
    before = raster.draw(Shot(moment=moment(pose, things=(nearer,)), projection=seen))
    shin = (pose.joints["l_knee"] + pose.joints["l_ankle"]) / 2
    shin[0] = 0.5 * shin[0] + 0.5 * float(nearer.points[:, 0].max()) - 0.01
    knee, _ = seen.flatten(seen.to_view(pose.joints["l_knee"].copy()))
    column, row = knee.astype(int)
    assert np.abs(plain[row, column].astype(int) - behind[row, column]).max() <= 12
    assert (before != plain).any(axis=2).sum() > (behind != plain).any(axis=2).sum()
