"""Draws every motion as a sheet to be looked at: five moments on the way down, two cameras.

Run from the top of a checkout: `python packaging/contact_sheets.py FOLDER [MOTION ...]`.
Columns go from the start pose to the hard end, in quarters of the way; the upper row is the
motion's own camera, the lower one its second. It knows no window and judges nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gluteapp.content import load_content
from gluteapp.core.exercise import Equipment, Laterality, Library, Phase, Side
from gluteapp.figure.motion import Motions, load_motions
from gluteapp.figure.picture_file import png_bytes
from gluteapp.figure.raster import Raster
from gluteapp.figure.scene import Look
from gluteapp.figure.staging import Angle, Shown, Staging
from gluteapp.figure.timing import eased, shares
from gluteapp.paths import Paths

QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)
CAMERAS = ("auto", "second")
SIZE = (480, 360)
"""Width and height of one picture in pixels."""
_HALVINGS = 40


def phase_at(extent: float) -> float:
    """The phase of a held pose at which the body has gone that far; the inverse of the easing."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if eased(middle) < extent else (low, middle)
    return shares(None, Phase.LIFT)[0] * high


def as_shown(motions: Motions, library: Library) -> dict[str, Shown]:
    """Every motion by id as its first exercise shows it; a fault in the place of the right form."""
    shown: dict[str, Shown] = {}
    for exercise in library.exercises.values():
        side = Side.BOTH if exercise.laterality is Laterality.BOTH else Side.LEFT
        for variant in exercise.variants:
            use = Shown(
                motion_id=variant.motion,
                side=side,
                muscles=tuple(exercise.muscles.items()),
                equipment=variant.equipment,
            )
            shown.setdefault(variant.motion, use)
    for motion_id in motions.ids:
        fault = motions.spec(motion_id).fault
        if fault is not None and fault.of in shown:
            shown[motion_id] = replace(shown[fault.of], fault=motion_id)
        props = tuple(Equipment(prop.kind) for prop in motions.spec(motion_id).props)
        shown.setdefault(motion_id, Shown(motion_id=motion_id, side=Side.LEFT, equipment=props))
    return shown


def sheet(staging: Staging, raster: Raster, shown: Shown) -> NDArray[np.uint8]:
    """All pictures of one motion side by side, a row for each camera."""
    width, height = SIZE
    rows = []
    for camera in CAMERAS:
        pictures = [
            raster.draw(
                staging.shot(
                    replace(shown, phase=phase_at(extent)),
                    look=Look(),
                    angle=Angle(camera=camera),
                    width=width,
                    height=height,
                    background=None,
                )
            )
            for extent in QUARTERS
        ]
        rows.append(np.hstack(pictures))
    return np.vstack(rows)


def main(arguments: Sequence[str]) -> int:
    """Write the sheets; 1 when a motion could not be read or is not there."""
    if not arguments:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    folder, asked = Path(arguments[0]), arguments[1:]
    paths = Paths.under(Path("nowhere"))
    motions = load_motions(paths.assets / "motions")
    staging = Staging(motions=motions, bodies_folder=paths.assets / "bodies")
    shown, raster = as_shown(motions, load_content(paths).library), Raster()
    folder.mkdir(parents=True, exist_ok=True)
    missing = sorted(set(asked) - set(shown))
    for problem in (*motions.problems, *(f"There is no motion {name}." for name in missing)):
        sys.stderr.write(f"{problem}\n")
    for motion_id in [name for name in asked if name in shown] if asked else sorted(shown):
        png = folder / f"{motion_id}.png"
        png.write_bytes(png_bytes(sheet(staging, raster, shown[motion_id])))
        sys.stdout.write(f"{png}\n")
    return 1 if missing or motions.problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
