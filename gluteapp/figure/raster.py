"""The coach drawn with numpy alone, for machines without graphics; knows no window."""

from __future__ import annotations

import numpy as np

from gluteapp.figure.body import Body, Floats
from gluteapp.figure.eye import Eye, eye_of
from gluteapp.figure.ground import Ground, ground
from gluteapp.figure.halo import halo_spots
from gluteapp.figure.layers import (
    Box,
    Picture,
    add_figure,
    add_halo,
    add_pointer,
    as_bytes,
    dark_box,
    joined_box,
    pointer_box,
    spot_box,
    turned,
    turned_box,
)
from gluteapp.figure.scan import scan
from gluteapp.figure.scene import Shot
from gluteapp.figure.shadow import FloorShadow
from gluteapp.figure.surface import Kept, colours_of, kept_of, mesh_of
from gluteapp.figure.wall import add_wall

_FAINT = 0.01
"""Shadow below this is left out, so that the changed part of a picture is small."""


class Raster:
    """Draws shots, one after the other; one for each worker thread, it keeps buffers."""

    def __init__(self) -> None:
        self._kept: Kept | None = None
        self._shadow = FloorShadow()
        self._stage_key: object = None
        self._stage: tuple[Ground, Picture] | None = None

    def draw(self, shot: Shot) -> Picture:
        """(H, W, 3) sRGB of the whole picture."""
        picture = self.still(shot).copy()
        (left, top, width, height), part = self.figure(shot)
        picture[top : top + height, left : left + width] = part
        return picture

    def still(self, shot: Shot) -> Picture:
        """(H, W, 3) the stage without the figure and its things; not to be written into."""
        return self._stage_of(shot, eye_of(shot.projection))[1]

    def figure(self, shot: Shot) -> tuple[Box, Picture]:
        """The part of the picture that differs from `still`: its box, and (h, w, 3) of it."""
        eye = eye_of(shot.projection)
        stage, _ = self._stage_of(shot, eye)
        moment = shot.moment
        kept = self._kept_of(moment.body)
        dark: Floats = np.zeros(eye.width * eye.height, dtype=np.float32)
        shadow = self._shadow.map(moment.pose, _middle(shot), moment.things)
        dark[stage.reached] = np.maximum(stage.darkness(shadow) - _FAINT, 0)
        dark = dark.reshape(eye.height, eye.width)
        mesh = mesh_of(moment)
        flat, nearness = eye.flatten(mesh.points)
        seen = scan(
            flat, nearness, mesh.triangles, kinds=mesh.kinds,
            width=eye.width, height=eye.height, is_mirror=eye.is_mirror,
        )  # fmt: skip
        window = seen.window
        spots = halo_spots(moment, eye, kept.members)
        box = joined_box(
            [(window.left, window.top, window.width, window.height), dark_box(dark)]
            + [spot_box(spot) for spot in spots]
            + pointer_box(moment, eye),
            eye,
        )
        left, top, width, height = box
        part = stage.picture[:, top : top + height, left : left + width].copy()
        part *= 1 - dark[top : top + height, left : left + width]
        cover = np.zeros((height, width), dtype=np.float32)
        add_figure(part, cover, box, seen, colours_of(seen, mesh, kept, shot, eye))
        add_halo(part, cover, box, spots)
        add_pointer(part, box, moment, eye)
        return turned_box(box, eye), turned(as_bytes(part, shot), eye)

    def _stage_of(self, shot: Shot, eye: Eye) -> tuple[Ground, Picture]:
        moment = shot.moment
        walls = [thing for thing in moment.things if thing.kind == "wall"]
        key = (
            eye.place.tobytes(), eye.axes.tobytes(), eye.focal, eye.middle, eye.width, eye.height,
            eye.quarters, moment.mat_yaw_deg, moment.mat_at, shot.background, shot.dim,
            *(wall.points.tobytes() for wall in walls),
        )  # fmt: skip
        if self._stage is None or key != self._stage_key:
            stage = ground(
                eye,
                middle=_middle(shot),
                mat_yaw_deg=moment.mat_yaw_deg,
                mat_at=moment.mat_at,
                background=shot.background,
            )
            for wall in walls:
                add_wall(stage.picture, wall, eye)
            self._stage = stage, turned(as_bytes(stage.picture, shot), eye)
            self._stage_key = key
        return self._stage

    def _kept_of(self, body: Body) -> Kept:
        if self._kept is None or self._kept.body is not body:
            self._kept = kept_of(body)
        return self._kept


def _middle(shot: Shot) -> tuple[float, float]:
    target = shot.projection.camera.target
    return target[0], target[2]
