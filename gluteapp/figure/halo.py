"""The halo around working muscles as a few soft round spots; knows no pixel buffer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gluteapp.figure.body import MUSCLES, Floats
from gluteapp.figure.eye import Eye
from gluteapp.figure.light import GLUTEALS, LIGHT, muscle_colours
from gluteapp.figure.scene import Moment

Members = list[list[NDArray[np.intp]]]

SPOT_COLUMNS = 7
"""x, y, radius (one standard deviation, pixels), red, green, blue, share seen from the front."""
_INSIDE_M = 0.004
_LEAST = 0.02


def halo_spots(moment: Moment, eye: Eye, members: Members) -> Floats:
    """(K, 7) spots of the working glutes of each side; `members` as from `muscle_members`."""
    spots = []
    colours = muscle_colours()
    radius = LIGHT.halo_width * eye.width / 2
    for index, muscle in enumerate(MUSCLES):
        if muscle not in GLUTEALS:
            continue
        for side in (0, 1):
            light, chosen = float(moment.glow[index, side]), members[index][side]
            if light < _LEAST or not len(chosen):
                continue
            middle = moment.points[chosen].mean(axis=0, keepdims=True)
            flat, _ = eye.flatten(middle)
            towards = eye.place.astype(np.float32) - middle[0]
            facing = float((moment.normals[chosen] @ towards > 0).mean())
            shine = colours[index] * light
            spots.append((*flat[0].tolist(), radius, *shine.tolist(), facing))
    return np.array(spots, dtype=np.float32).reshape(-1, SPOT_COLUMNS)


def muscle_members(points: Floats, muscles: Floats) -> Members:
    """Per muscle the vertices well inside it, left and right."""
    found = []
    for index in range(len(MUSCLES)):
        within = muscles[:, index] > _INSIDE_M
        found.append([np.flatnonzero(within & (points[:, 0] * sign > 0)) for sign in (1, -1)])
    return found
