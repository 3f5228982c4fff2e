"""Paints hips, waist, chest and shoulders; knows no muscle and no session."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QPainter

from gluteapp.figure import shape
from gluteapp.figure import skeleton as bones
from gluteapp.ui.stage.drawing import (
    Outline,
    Points,
    across,
    draw_smooth,
    hull,
    ring_outline,
    round_hull,
    soft_brush,
)
from gluteapp.ui.stage.eye import Eye, Piece, Seen, side_sign
from gluteapp.ui.stage.limb_painter import PatchPainter

_NEARER = {"leggings": 0.035, "top": 0.0, "skin": 0.0}
"""Metres by which a part counts as nearer: the hips cover the tops of straight thighs."""
_SWELL = 0.012
"""How much wider the chest is at a full breath."""
_END_SEEN = 0.2
"""How far the trunk must lean to the viewer for the flat end of a part to show."""
_SLICE = 16
_AROUND = np.linspace(0, 2 * np.pi, _SLICE + 1)[:-1]


def trunk_pieces(eye: Eye, paint_patches: PatchPainter) -> list[Piece]:
    """Everything between neck and thighs, with the muscles on it."""
    pelvis = eye.see("pelvis", "pelvis", _PELVIS)
    waist = eye.see("spine", "spine", _WAIST)
    swell = np.array((1.0 + _SWELL * eye.pose.breath, 1.0, 1.0 + _SWELL * eye.pose.breath))
    chest = eye.see("spine", "spine", _CHEST * swell)
    belt = Seen(pelvis.view[-_SLICE:], pelvis.flat[-_SLICE:], pelvis.size[-_SLICE:])
    found = [
        _ring_piece(eye, pelvis, "leggings", "pelvis", None),
        _ring_piece(eye, belt.joined(waist), "skin", "spine", paint_patches),
        _ring_piece(eye, chest, "top", "spine", None),
        _yoke_piece(eye),
    ]
    for side in bones.SIDES:
        found += [_seat_piece(eye, side, paint_patches), _flank_piece(eye, side, paint_patches)]
    return found


def _ring_piece(
    eye: Eye, seen: Seen, cloth: str, frame: str, paint_patches: PatchPainter | None
) -> Piece:
    rings = seen.flat.reshape(-1, _SLICE, 2)
    axis = eye.direction(frame, np.array((0.0, 1.0, 0.0)))
    middle = seen.flat.mean(axis=0)
    aside = np.array((axis[1], axis[0])) / (float(np.hypot(axis[0], axis[1])) + 1e-9)
    outline = ring_outline(rings, aside)
    end = Outline(hull(rings[-1] if axis[2] > 0 else rings[0]))

    def paint(painter: QPainter) -> None:
        half = float(np.abs((seen.flat - middle) @ aside).max())
        x, y = middle.tolist()
        brush = across(axis, (x, y), half, cloth)
        if abs(float(axis[2])) > _END_SEEN:
            draw_smooth(painter, end, brush, cloth)
        draw_smooth(painter, outline, brush, cloth)
        if paint_patches is not None:
            for side in bones.SIDES:
                paint_patches(painter, frame, frame, frame, side_sign(side))

    return Piece(float(seen.view[:, 2].mean()) + _NEARER[cloth], paint)


def _seat_piece(eye: Eye, side: str, paint_patches: PatchPainter) -> Piece:
    g = side_sign(side)
    hip, seat = f"{side}_hip", f"{side}_seat"
    seen = (
        eye.see("pelvis", "pelvis", shape.SEAT_TOP, g)
        .joined(eye.see(hip, seat, shape.SEAT_MIDDLE, g))
        .joined(eye.see(hip, hip, shape.SEAT_BOTTOM, g))
    )
    radii = shape.SEAT_RADII * eye.unit * seen.size
    outline = Outline(round_hull(seen.flat, radii))

    def paint(painter: QPainter) -> None:
        x, y = seen.flat[1].tolist()
        draw_smooth(
            painter, outline, soft_brush((x, y), float(radii[1]) * 1.5, "leggings"), "leggings"
        )
        paint_patches(painter, hip, seat, "seat", g)

    return Piece(float(seen.view[1, 2]), paint)


def _flank_piece(eye: Eye, side: str, paint_patches: PatchPainter) -> Piece:
    """The muscles at the side of the hip, over both pelvis and buttock."""
    g = side_sign(side)
    at = eye.see("pelvis", "pelvis", shape.FLANK, g)

    def paint(painter: QPainter) -> None:
        paint_patches(painter, "pelvis", "pelvis", "pelvis", g)

    return Piece(float(at.view[0, 2]) + _NEARER["leggings"], paint)


def _yoke_piece(eye: Eye) -> Piece:
    """Neck to shoulders in one slope."""
    neck = eye.see("spine", "spine", _YOKE)
    ends = eye.see_joints("l_shoulder", "r_shoulder")
    inner = shape.YOKE_RADII * eye.unit * neck.size
    outer = shape.SHOULDER_RADIUS * eye.unit * ends.size
    slopes = [
        Outline(round_hull(np.vstack((neck.flat, ends.flat[side])), np.append(inner, outer[side])))
        for side in (0, 1)
    ]

    def paint(painter: QPainter) -> None:
        x, y = ((ends.flat.mean(axis=0) + neck.flat.mean(axis=0)) / 2).tolist()
        half = float(np.abs(ends.flat[0] - ends.flat[1]).max()) * 0.62 + 1.0
        axis = eye.direction("spine", np.array((0.0, 1.0, 0.0)))
        brush = across(axis, (x, y), half, "top")
        for slope in slopes:
            draw_smooth(painter, slope, brush, "top")

    return Piece(float(np.concatenate((ends.view, neck.view))[:, 2].mean()) - 0.01, paint)


def _ring_places(rings: tuple[shape.Ring, ...], base: float) -> Points:
    return np.array(
        [
            (
                ring.wide * np.sin(angle),
                ring.up - base,
                ring.front + ring.deep * np.cos(angle),
            )
            for ring in rings
            for angle in _AROUND
        ]
    )


_PELVIS = _ring_places(shape.PELVIS_RINGS, 0.0)
_WAIST = _ring_places(shape.WAIST_RINGS, bones.LUMBAR_HEIGHT)
_CHEST = _ring_places(shape.CHEST_RINGS, bones.LUMBAR_HEIGHT)
_YOKE = shape.YOKE - np.array((0.0, bones.LUMBAR_HEIGHT, 0.0))
