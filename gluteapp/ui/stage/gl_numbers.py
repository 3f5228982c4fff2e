"""What a shot is in numbers that shaders take; knows no OpenGL."""

from __future__ import annotations

from math import cos, pi, radians, sin
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gluteapp.figure.body import Floats
from gluteapp.figure.eye import Eye, eye_of
from gluteapp.figure.halo import SPOT_COLUMNS, Members, halo_spots
from gluteapp.figure.light import GLUTEALS, LIGHT, cloths, light_directions
from gluteapp.figure.scene import Moment, Shot
from gluteapp.figure.shadow import SHADOW_SIZE_M
from gluteapp.ui.stage.gl_clip import clip_matrix, pixel_share, ray_matrix

Value = float | int | tuple[float, ...] | NDArray[np.floating]
Numbers = dict[str, Value]
"""Values of uniforms by name; matrices are laid out column by column, as OpenGL reads them."""

SPOTS: Final = 2 * len(GLUTEALS)
"""Most halos at a time: each glute of each side."""
_BLACK = (0, 0, 0)


def numbers_of(shot: Shot, members: Members, width_px: int, height_px: int) -> Numbers:
    """Everything that the shaders ask for; `members` as from `halo.muscle_members`."""
    eye = eye_of(shot.projection)
    return (
        _camera(shot, eye, width_px, height_px)
        | _stage(shot)
        | _figure(shot.moment)
        | _halos(shot.moment, eye, members)
        | _ring(shot.moment, eye)
    )


def shadow_middle(shot: Shot) -> tuple[float, float]:
    """Where floor and shadow lie: under what the camera looks at, x and z in metres."""
    target = shot.projection.camera.target
    return target[0], target[2]


def _camera(shot: Shot, eye: Eye, width_px: int, height_px: int) -> Numbers:
    projection, camera = shot.projection, shot.projection.camera
    clip = clip_matrix(projection)
    turn = camera.turn_quarters * pi / 2
    return {
        "u_clip": clip.T,
        "u_ray": ray_matrix(clip).T,
        "u_eye": eye.place,
        "u_middle_away": float(clip[3] @ np.append(camera.target, 1.0)),
        "u_pixel": pixel_share(projection, height_px),
        "u_size": (float(width_px), float(height_px)),
        "u_turn": (float(round(cos(turn))), float(round(sin(turn)))),
        "u_upright": (float(eye.width), float(eye.height)),
        "u_lights": light_directions(camera.yaw_deg, is_mirror=camera.is_mirror),
    }


def _stage(shot: Shot) -> Numbers:
    moment = shot.moment
    mat_yaw = radians(moment.mat_yaw_deg or 0.0)
    walls = [thing for thing in moment.things if thing.kind == "wall"]
    return {
        "u_middle": shadow_middle(shot),
        "u_shadow_size": SHADOW_SIZE_M,
        "u_mat": (*moment.mat_at, cos(mat_yaw), sin(mat_yaw)),
        "u_has_mat": float(moment.mat_yaw_deg is not None),
        "u_page": tuple(channel / 255 for channel in shot.background or _BLACK),
        "u_fades": float(shot.background is not None),
        "u_wall_top": max((float(wall.points[:, 1].max()) for wall in walls), default=1.0),
        "u_dim": shot.dim,
    }


def _figure(moment: Moment) -> Numbers:
    clothes = cloths(moment.look)
    return {
        "u_glow": moment.glow,
        "u_eyelid": moment.eyelid,
        "u_is_man": int(moment.look.body == "b"),
        "u_skin": clothes.skin,
        "u_hair": clothes.hair,
        "u_leggings": clothes.leggings,
        "u_top": clothes.top,
        "u_shoe": clothes.shoe,
        "u_sole": clothes.sole,
    }


def _halos(moment: Moment, eye: Eye, members: Members) -> Numbers:
    found = halo_spots(moment, eye, members)
    spots: Floats = np.ones((SPOTS, SPOT_COLUMNS), np.float32)
    spots[: len(found)] = found
    return {
        "u_spot_count": len(found),
        "u_spots": spots[:, (0, 1, 2, 6)],
        "u_shines": spots[:, 3:6],
    }


def _ring(moment: Moment, eye: Eye) -> Numbers:
    if moment.pointer is None:
        return {"u_ring": (0.0, 0.0, 1.0, 0.0)}
    flat, _ = eye.flatten(np.array([moment.pointer], dtype=np.float32))
    edge = min(eye.width, eye.height)
    line = max(1.0, edge * LIGHT.pointer_line / 2)
    return {"u_ring": (float(flat[0, 0]), float(flat[0, 1]), edge * LIGHT.pointer_radius, line)}
