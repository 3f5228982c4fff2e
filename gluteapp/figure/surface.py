"""Body and things as one mesh, and the colour of every place of it that is seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gluteapp.figure.body import Body, Floats
from gluteapp.figure.eye import Eye
from gluteapp.figure.face import HEAD_CENTRE_M
from gluteapp.figure.halo import Members, muscle_members
from gluteapp.figure.light import THINGS, light_directions
from gluteapp.figure.overlap import overlap_light
from gluteapp.figure.scan import Flags, Ints, Seen
from gluteapp.figure.scene import Moment, Shot
from gluteapp.figure.shade import (
    HEIGHT,
    NORMAL,
    Muscles,
    body_columns,
    paint_of,
    shade_body,
    shade_thing,
    tone,
)

_Places = NDArray[np.intp]

_BLOCK = 8192
"""Places shaded at a time, so that they stay in the processor's cache."""
_HEAD_BELOW_M = 0.145
"""From the middle of the head down to where no face and no hair is."""
_MUSCLE_NEAR_M = -0.004
_LEAST_GLOW = 0.004


@dataclass(frozen=True, slots=True)
class Kept:
    """What does not change with the pose of a body."""

    body: Body
    columns: Floats
    """As `shade.body_columns`; normals and heights are filled in for each picture."""
    members: Members
    is_head: Flags
    """(M,) triangles of the head."""


@dataclass(frozen=True, slots=True)
class Mesh:
    """Body and things as one mesh; the body's triangles come first."""

    points: Floats
    triangles: Ints
    normals: Floats
    thing_colours: Floats
    """(M of things, 3) linear colour of each triangle after the body's."""
    kinds: Ints
    """(M,) 0 for the body, 1 for the first thing."""


def kept_of(body: Body) -> Kept:
    """What can be worked out about a body once and for all."""
    high: Flags = body.points[:, 1] > HEAD_CENTRE_M[1] - _HEAD_BELOW_M
    members = muscle_members(body.points, body.muscles)
    is_head: Flags = np.any(high[body.triangles], axis=1)
    return Kept(body, body_columns(body), members, is_head)


def mesh_of(moment: Moment) -> Mesh:
    """The body of a moment and its things; a wall is part of the stage."""
    things = [thing for thing in moment.things if thing.kind != "wall"]
    points = [moment.points, *(thing.points for thing in things)]
    normals = [moment.normals, *(thing.normals for thing in things)]
    starts = np.cumsum([0] + [len(rows) for rows in points])
    meshes = [moment.body.triangles, *(thing.triangles for thing in things)]
    triangles = [mesh + start for mesh, start in zip(meshes, starts, strict=False)]
    colours = [
        np.broadcast_to(np.array(THINGS[thing.kind], np.float32), (len(thing.triangles), 3))
        for thing in things
    ]
    return Mesh(
        np.concatenate(points).astype(np.float32),
        np.concatenate(triangles).astype(np.int32),
        np.concatenate(normals).astype(np.float32),
        np.concatenate(colours) if colours else np.zeros((0, 3), np.float32),
        np.repeat(np.arange(len(meshes), dtype=np.int32), [len(mesh) for mesh in meshes]),
    )


def colours_of(seen: Seen, mesh: Mesh, kept: Kept, shot: Shot, eye: Eye) -> tuple[Floats, Floats]:
    """Display colour (3, pixels) of the window, times its cover, and the cover (pixels,)."""
    window = seen.window
    size = window.width * window.height
    if not len(seen.pixel):
        return np.zeros((3, size), dtype=np.float32), np.zeros(size, dtype=np.float32)
    linear = _shaded(seen, mesh, kept, shot, eye)
    linear *= overlap_light(
        np.float32(1) / seen.nearness, seen.pixel,
        width=window.width, height=window.height, picture_height=eye.height,
    )  # fmt: skip
    display = tone(linear) * seen.share
    colours = np.empty((3, size), dtype=np.float32)
    for channel in range(3):
        colours[channel] = np.bincount(seen.pixel, display[channel], size)
    return colours, np.bincount(seen.pixel, seen.share, size).astype(np.float32)


def _shaded(seen: Seen, mesh: Mesh, kept: Kept, shot: Shot, eye: Eye) -> Floats:
    """Linear colours (3, n) of the seen places."""
    moment, camera = shot.moment, shot.projection.camera
    lights = light_directions(camera.yaw_deg, is_mirror=camera.is_mirror)
    kept.columns[:, NORMAL:HEIGHT] = moment.normals
    kept.columns[:, HEIGHT] = moment.points[:, 1]
    linear = np.empty((3, len(seen.pixel)), dtype=np.float32)
    working = np.flatnonzero(moment.glow.max(axis=1) > _LEAST_GLOW)
    zone = _zones(kept, working, len(mesh.triangles))[seen.triangle]
    for number in (_PLAIN, _LIT, _HEAD):
        places = np.flatnonzero(zone == number)
        for start in range(0, len(places), _BLOCK):
            block = places[start : start + _BLOCK]
            muscles = None
            if number == _LIT:
                found = _between(kept.body.muscles[:, working], mesh.triangles, seen, block)
                muscles = Muscles(distances=found, indices=working, glow=moment.glow)
            linear[:, block] = shade_body(
                _between(kept.columns, mesh.triangles, seen, block),
                _view(seen, block, eye),
                np.float32(1) / (seen.nearness[block] * np.float32(eye.focal)),
                lights,
                paint_of(moment.look, moment.eyelid),
                is_head=number == _HEAD,
                muscles=muscles,
            )
    places = np.flatnonzero(zone == _THING)
    if len(places):
        corners = np.concatenate((mesh.normals, mesh.points[:, 1:2]), axis=1)
        rows = _between(corners, mesh.triangles, seen, places)
        albedo = mesh.thing_colours[seen.triangle[places] - len(kept.body.triangles)].T
        view = _view(seen, places, eye)
        linear[:, places] = shade_thing(albedo, rows[:3], rows[3], view, lights)
    return linear


_PLAIN, _LIT, _HEAD, _THING = range(4)


def _zones(kept: Kept, working: _Places, count: int) -> NDArray[np.uint8]:
    """For each of `count` triangles what has to be looked for there."""
    body = kept.body
    zones = np.full(count, _THING, dtype=np.uint8)
    zones[: len(body.triangles)] = _PLAIN
    if len(working):
        near: Flags = np.any(body.muscles[:, working] > _MUSCLE_NEAR_M, axis=1)
        zones[: len(body.triangles)][np.any(near[body.triangles], axis=1)] = _LIT
    zones[: len(body.triangles)][kept.is_head] = _HEAD
    return zones


def _between(columns: Floats, triangles: Ints, seen: Seen, places: _Places) -> Floats:
    """Columns (vertices, k) between the corners of the seen triangles: (k, places)."""
    corners = triangles.take(seen.triangle[places], axis=0)
    first = columns.take(corners[:, 0], axis=0)
    rows = columns.take(corners[:, 1], axis=0)
    rows -= first
    rows *= seen.second[places][:, None]
    third = columns.take(corners[:, 2], axis=0)
    third -= first
    third *= seen.third[places][:, None]
    rows += third
    rows += first
    return np.ascontiguousarray(rows.T)


def _view(seen: Seen, places: _Places, eye: Eye) -> Floats:
    """Unit directions (3, n) from seen places to the eye."""
    pixel, window = seen.pixel[places], seen.window
    row = pixel // window.width
    column = (pixel - row * window.width).astype(np.float32)
    half = np.float32(0.5)
    rays = eye.rays(column + (window.left + half), row.astype(np.float32) + (window.top + half))
    view = -np.stack(rays)
    view /= np.sqrt((view * view).sum(axis=0))
    return view
