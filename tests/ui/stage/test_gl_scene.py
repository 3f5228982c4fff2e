"""The stage drawn with OpenGL, on whatever draws without a screen; skipped where nothing does."""

from __future__ import annotations

import gc
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import moderngl
import numpy as np
import pytest
from numpy.typing import NDArray

from gluteapp.figure.light import LIGHT
from gluteapp.figure.scene import Look, Outfit, Shot
from gluteapp.ui.stage.gl_scene import GlScene
from gluteapp.ui.stage.gl_shaders import FOLDER
from tests.ui.stage.small_figure import ball, box, mirrored, moment, projection, shot

ROOT = Path(__file__).parents[3]
Picture = NDArray[np.int_]


@pytest.fixture(scope="module")
def context() -> Iterator[moderngl.Context]:
    try:
        made = moderngl.create_context(standalone=True, backend="egl")  # type: ignore[arg-type]
    except Exception as error:  # noqa: BLE001 - glcontext raises a bare Exception
        pytest.skip(f"no OpenGL without a screen here: {error}")
    yield made
    made.release()
    gc.collect()


@pytest.fixture
def scene(context: moderngl.Context) -> Iterator[GlScene]:
    made = GlScene(context)
    yield made
    made.release()


def drawn(scene: GlScene, one: Shot, *, finer: int = 1) -> Picture:
    """(H, W, 4) as it comes to the screen."""
    width, height = round(one.projection.width) * finer, round(one.projection.height) * finer
    context = moderngl.get_context()
    target = context.simple_framebuffer((width, height), 4)
    target.clear(1.0, 0.0, 1.0, 0.0)
    _ = context.error  # moderngl forgets no framebuffer that was released while it was bound
    scene.draw(one, target, width, height)
    assert context.error == "GL_NO_ERROR"
    found = np.frombuffer(target.read(components=4), np.uint8).reshape(height, width, 4)[::-1]
    target.release()
    return found.astype(int)


def where_ball(one: Shot, scene: GlScene) -> NDArray[np.bool_]:
    """Pixels that differ from the same stage without anybody in sight."""
    away = replace(one.moment, points=one.moment.points + np.float32(100))
    empty = drawn(scene, replace(one, moment=replace(away, things=())))
    difference: NDArray[np.bool_] = np.abs(drawn(scene, one) - empty).max(axis=-1) > 24
    return difference


def test_the_picture_is_whole_and_opaque(scene: GlScene) -> None:
    found = drawn(scene, shot())
    assert (found[..., 3] == 255).all()
    assert not (found[..., :3] == (255, 0, 255)).all(axis=-1).any()


def test_the_figure_stands_where_the_camera_sees_it(scene: GlScene) -> None:
    one = shot()
    rows, columns = np.nonzero(where_ball(one, scene))
    radius = 0.3 * one.projection.scale
    middle = np.array(one.projection.middle)
    assert (columns.mean(), rows.mean()) == pytest.approx(middle, abs=1.0)
    assert np.ptp(columns) + 1 == pytest.approx(2 * radius, abs=2.5)
    assert np.ptp(rows) + 1 == pytest.approx(2 * radius, abs=2.5)


def test_the_near_side_is_seen_and_not_the_inside(scene: GlScene) -> None:
    # Only the side that faces the viewer reaches for the key light, up and to the left.
    found = drawn(scene, shot()).sum(axis=-1)
    assert found[24, 40] > found[40, 58]


def test_a_mirror_shows_the_mirrored_moment(scene: GlScene) -> None:
    lit = replace(moment(ball(), glow=1.0), mat_yaw_deg=25.0, mat_at=(0.3, 0.2))
    seen = shot(lit, projection(yaw_deg=30.0, is_mirror=True))
    plain = shot(mirrored(lit), projection(yaw_deg=-30.0))
    assert np.abs(drawn(scene, seen) - drawn(scene, plain)).max() <= 3


@pytest.mark.parametrize("quarters", [1, 2, 3, -1])
def test_a_turned_picture_is_the_upright_one_turned(scene: GlScene, quarters: int) -> None:
    lit = replace(moment(ball(), glow=1.0), pointer=(0.1, 0.7, 0.2))
    width, height = (64, 96) if quarters % 2 else (96, 64)
    turned = shot(lit, projection(width, height, turn_quarters=quarters))
    upright = drawn(scene, replace(shot(lit), background=(200, 30, 40)))
    found = drawn(scene, replace(turned, background=(200, 30, 40)))
    assert np.abs(np.rot90(upright, -quarters) - found).max() <= 6


def test_a_finer_screen_gets_the_same_picture_with_more_pixels(scene: GlScene) -> None:
    lit = shot(moment(ball(), glow=0.8))
    coarse, fine = drawn(scene, lit), drawn(scene, lit, finer=2)
    averaged = fine.reshape(64, 2, 96, 2, 4).mean(axis=(1, 3))
    assert np.abs(coarse - averaged).mean() < 1.0


def test_the_edge_is_smooth(scene: GlScene) -> None:
    row = drawn(scene, shot())[32, :, 0]
    steps = np.abs(np.diff(row))
    left = int(np.argmax(steps))
    assert steps[left] < abs(int(row[left + 2]) - int(row[left - 1]))


def test_the_same_shot_gives_the_same_picture(scene: GlScene) -> None:
    assert (drawn(scene, shot()) == drawn(scene, shot())).all()


def test_a_moment_moves_the_figure(scene: GlScene) -> None:
    before = np.nonzero(where_ball(shot(), scene))[0].mean()
    higher = shot(moment(ball(), at=(0.0, 0.7, 0.0)))
    assert np.nonzero(where_ball(higher, scene))[0].mean() < before - 2


def test_another_body_takes_the_place_of_the_first(scene: GlScene) -> None:
    large, small = shot(), shot(moment(ball(0.15)))
    first = drawn(scene, large)
    assert where_ball(small, scene).sum() < 0.4 * where_ball(large, scene).sum()
    assert (drawn(scene, large) == first).all()


def test_a_look_changes_the_cloth(scene: GlScene) -> None:
    top = moment(ball(cloth="top"))
    teal = drawn(scene, shot(top))[32, 48]
    plum = drawn(scene, shot(replace(top, look=Look(outfit=Outfit.PLUM))))[32, 48]
    assert teal[1] > teal[0]
    assert plum[0] > plum[1]


def test_a_working_muscle_shines_on_its_side_only(scene: GlScene) -> None:
    seen = projection(yaw_deg=0.0)
    still, lit = (drawn(scene, shot(moment(ball(), glow=level), seen)) for level in (0.0, 1.0))
    redder = (lit - still)[..., 0] - (lit - still)[..., 2]
    # The person's left is on the right of a picture from the front.
    assert redder[32, 58] > 40
    assert redder[32, 40] < redder[32, 58] / 3


def test_a_working_muscle_has_a_halo(scene: GlScene) -> None:
    seen = projection(192, 64, yaw_deg=0.0)
    still, lit = (drawn(scene, shot(moment(ball(), glow=level), seen)) for level in (0.0, 1.0))
    redder = (lit - still)[..., 0] - (lit - still)[..., 2]
    assert redder[32, 115] > 10
    assert redder[32, 115] > redder[32, 122] > 0
    assert redder[32, 150] == 0


def test_things_stand_in_the_room_and_hide_what_is_behind_them(scene: GlScene) -> None:
    seen = projection(yaw_deg=0.0)
    alone = drawn(scene, shot(seen=seen))
    before = replace(moment(ball()), things=(box((0.0, 0.6, 0.6)),))
    behind = replace(moment(ball()), things=(box((0.0, 0.6, -0.6)),))
    beside = replace(moment(ball()), things=(box((0.75, 0.6, 0.0)),))
    assert np.abs(drawn(scene, shot(before, seen)) - alone)[32, 48].max() > 20
    assert np.abs(drawn(scene, shot(behind, seen)) - alone)[32, 48].max() < 3
    assert np.abs(drawn(scene, shot(beside, seen)) - alone)[32, 80].max() > 5


def test_things_go_when_they_are_gone(scene: GlScene) -> None:
    alone = drawn(scene, shot())
    drawn(scene, shot(replace(moment(ball()), things=(box((0.0, 0.6, 0.6)),))))
    assert (drawn(scene, shot()) == alone).all()


def test_a_near_shape_darkens_the_far_one_along_its_outline(scene: GlScene) -> None:
    seen = projection(yaw_deg=0.0)
    overlapped = replace(moment(ball(0.5)), things=(box((0.0, 0.81, 1.2), 0.12),))
    alone = drawn(scene, shot(moment(ball(0.5)), seen))
    found = drawn(scene, shot(overlapped, seen))
    edge = int(np.argmax(np.abs(found - alone)[32, :, :3].sum(axis=-1) > 12))
    darker = (alone - found)[32, edge, :3].sum()
    assert darker > 12
    assert edge < 48


def test_the_stage_fades_into_the_page_at_its_edges(scene: GlScene) -> None:
    page = (220, 210, 200)
    found = drawn(scene, replace(shot(), background=page))
    assert found[0, 0, :3] == pytest.approx(page, abs=3)
    assert found[32, 48, :3].tolist() == drawn(scene, shot())[32, 48, :3].tolist()


def test_a_dimmed_picture_goes_towards_the_page(scene: GlScene) -> None:
    page = (200, 100, 50)
    bright = drawn(scene, replace(shot(), background=page))[..., :3]
    dim = drawn(scene, replace(shot(), background=page, dim=0.6))[..., :3]
    expected = np.array(page) * 0.4 + bright * 0.6
    assert np.abs(dim - expected).max() <= 1.5


def test_a_pointer_is_a_ring_around_its_place(scene: GlScene) -> None:
    found = drawn(scene, shot(replace(moment(ball()), pointer=(0.0, 0.6, 0.0))))
    ring = np.array(LIGHT.pointer_srgb) * 255
    radius = LIGHT.pointer_radius * 64
    at = round(48 + radius - 0.5)
    assert np.abs(found[32, at - 1 : at + 2, :3] - ring).max(axis=-1).min() < 60
    assert (found[32, 48] == drawn(scene, shot())[32, 48]).all()


def test_the_body_throws_its_shadow_on_the_floor(scene: GlScene) -> None:
    low = shot(seen=projection(160, 240))
    joints = {name: at + np.array((0, 50, 0)) for name, at in low.moment.pose.joints.items()}
    gone = replace(low, moment=replace(low.moment, pose=replace(low.moment.pose, joints=joints)))
    shade = drawn(scene, gone)[..., :3].sum(axis=-1) - drawn(scene, low)[..., :3].sum(axis=-1)
    assert shade.max() > 12
    assert shade.min() >= -3


def test_sizes_may_change_from_picture_to_picture(scene: GlScene) -> None:
    for width, height in ((96, 64), (33, 200), (1, 1), (400, 7), (96, 64)):
        assert drawn(scene, shot(seen=projection(width, height))).shape == (height, width, 4)


def test_every_shader_ships_with_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    patterns = project["tool"]["setuptools"]["package-data"]["gluteapp"]
    shipped = {path for pattern in patterns for path in (ROOT / "gluteapp").glob(pattern)}
    shaders = set(FOLDER.iterdir())
    assert shaders
    assert shaders <= shipped
