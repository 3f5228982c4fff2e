"""How working muscles shine through the cloth: fibres, a crisp edge, a line; knows no body."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gluteapp.core.exercise import Muscle
from gluteapp.figure.body import MUSCLES, Floats
from gluteapp.figure.light import FIBRES, LIGHT, Fibres
from gluteapp.figure.planar import column

_FULL_FROM = 40.0
"""One over the light at which a muscle hides the cloth's own light entirely."""


@dataclass(frozen=True, slots=True)
class MuscleLight:
    """Light of all muscles together at each place: colour (3, n), its brightness, its strength."""

    shine: Floats
    bright: Floats
    total: Floats


def muscle_light(
    distances: Floats,
    indices: NDArray[np.intp],
    glow: Floats,
    rest: Floats,
    footprint: Floats,
    colours: Floats,
) -> MuscleLight:
    """Light of the muscles `indices` (k,) at places (n,) with `distances` (k, n) to their edges.

    `glow` (7, 2) left and right; `rest` (3, n) metres; `footprint` (n,) metres of a pixel;
    `colours` (7, 3, 1).
    """
    is_right = (rest[0] < 0).astype(np.intp)
    count = len(footprint)
    shine = np.zeros((3, count), dtype=np.float32)
    total, bright = np.zeros(count, dtype=np.float32), np.zeros(count, dtype=np.float32)
    half, line_m = np.float32(0.5), np.float32(LIGHT.muscle_line_m)
    for index, every in zip(indices, distances, strict=True):
        at = np.flatnonzero(every > -footprint)
        if not len(at):
            continue
        distance, pixel = every[at], footprint[at]
        light = np.clip(distance / pixel + half, 0, 1) * glow[index][is_right[at]]
        thick = np.maximum(line_m, pixel * np.float32(LIGHT.muscle_line_pixels))
        inner = np.clip((distance - thick) / pixel + half, 0, 1)
        line = 1 - (1 - inner) * np.float32(LIGHT.muscle_line_shade)
        toned = light * line * _fibres(MUSCLES[index], rest[:, at], pixel)
        shine[:, at] += colours[index] * toned
        bright[at] += toned
        total[at] += light
    return MuscleLight(shine, bright, np.minimum(total, 1))


def add_muscles(
    colour: Floats,
    albedo: Floats,
    lit: Floats,
    edge: Floats,
    outline: Floats,
    light: MuscleLight,
) -> None:
    """Lay the light of muscles over linear colours (3, n), in place.

    `edge` (n,) is how much a place looks aside, `outline` (3, n) the light that it has from that.
    """
    at = np.flatnonzero(light.total > 0)
    shine, total, edge = light.shine[:, at], light.total[at], edge[at]
    cover = _cover(total)
    least, most = np.float32(LIGHT.muscle_albedo_least), np.float32(LIGHT.muscle_albedo)
    pure = shine / np.maximum(total, np.float32(1e-3))
    base = pure * (least + (most - least) * total)
    # At rest the muscle shows by its lines on the cloth: a faint tint would look like skin.
    lines = np.minimum(light.bright[at] / np.maximum(total, np.float32(1e-3)), 1)
    drawn = np.minimum(total * np.float32(LIGHT.muscle_line_rise), 1)
    cloth = albedo[:, at] * (1 - (1 - lines) * drawn)
    cloth *= 1 - np.minimum(cover * 2, 1) * np.float32(LIGHT.muscle_cover_shade)
    mixed = (cloth + (base - cloth) * cover) * lit[:, at]
    rise = np.sqrt(total)
    mixed += shine * (np.float32(LIGHT.muscle_emit) * rise)
    # Its own light along the outline, soon strong, so that a dim muscle stands off the stage.
    mixed += pure * (np.float32(LIGHT.muscle_edge_emit) * edge * np.sqrt(edge * rise) * cover)
    # White light along the outline would turn red into pink; blue can have it.
    warm = shine[0] / np.maximum(shine.max(axis=0), np.float32(1e-3))
    mixed += outline[:, at] * (1 - warm * cover * np.float32(LIGHT.muscle_warm_edge))
    colour[:, at] += (mixed - colour[:, at]) * np.minimum(total * np.float32(_FULL_FROM), 1)


def _cover(total: Floats) -> Floats:
    """How much of the cloth a muscle hides at a level: none at rest, all early."""
    start, full = np.float32(LIGHT.muscle_cover_from), np.float32(LIGHT.muscle_cover_full)
    share = np.clip((total - start) / (full - start), 0, 1)
    cover: Floats = share * share * (3 - 2 * share)
    return cover


def _fibres(muscle: Muscle, rest: Floats, pixel: Floats) -> Floats:
    """Brightness (n,) of the fibres: thin dark lines that fade where they are too fine to see."""
    phase, per_m = fibre_phase(FIBRES[muscle], rest)
    width = per_m * pixel
    within = np.abs(phase - np.floor(phase) - np.float32(0.5)) * 2
    soft = np.maximum(width * 2, np.float32(0.06))
    gap = np.clip((within - np.float32(1 - LIGHT.fibre_duty)) / soft + np.float32(0.5), 0, 1)
    fade = np.clip(1 / (width * np.float32(LIGHT.fibre_pixels)) - 1, 0, 1)
    bright: Floats = 1 - gap * fade * np.float32(LIGHT.fibre_shade)
    return bright


def fibre_phase(lie: Fibres, rest: Floats) -> tuple[Floats, Floats]:
    """Lines counted up to each rest place (3, n), and how many there are in a metre there."""
    place = np.stack((np.abs(rest[0]), rest[1], rest[2]))
    across = np.array(lie.across, dtype=np.float32)
    if not lie.cycles:
        straight: Floats = across @ place
        return straight, np.full(len(straight), np.linalg.norm(across), dtype=np.float32)
    away = place - column(lie.centre)
    a = np.array(lie.axis_a, dtype=np.float32) @ away
    b = np.array(lie.axis_b, dtype=np.float32) @ away
    radius = np.maximum(np.hypot(a, b), np.float32(0.01))
    return np.arctan2(a, b) * np.float32(lie.cycles), np.float32(lie.cycles) / radius
