"""`gluteapp figure`: the coach's body as numbers or as a picture; Qt is imported for pictures only."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from gluteapp.content import load_content
from gluteapp.core.exercise import Exercise, Laterality, Library, Side, Variant
from gluteapp.errors import ContentError, GluteError
from gluteapp.figure.camera import CAMERA_NAMES
from gluteapp.figure.motion import Motions, load_motions
from gluteapp.figure.muscles import intensities
from gluteapp.language import tr
from gluteapp.paths import Paths

if TYPE_CHECKING:
    from gluteapp.figure.pose import Pose

_PHASES = 101
_DIGITS = 5
"""Decimals of a metre that are printed; a hundredth of a millimetre."""


def figure_command(
    *,
    paths: Paths,
    exercise_id: str,
    variant_id: str | None = None,
    side: str | None = None,
    phase: float | None = None,
    camera: str | None = None,
    png: Path | None = None,
    out: TextIO | None = None,
) -> int:
    """Print a repetition as JSON (all 101 phases, or the one asked for) or draw one moment.

    GluteError when the exercise, variant, camera, motion or picture file is not to be had.
    """
    exercise, variant = _find(load_content(paths).library, exercise_id, variant_id)
    motions = load_motions(paths.assets / "motions")
    if variant.motion not in motions:
        raise ContentError(tr("No figure"), _why_missing(motions, variant.motion))
    if phase is not None and not 0.0 <= phase <= 1.0:
        raise GluteError(
            tr("Phase out of range"),
            tr("The phase is {phase}; give a number from 0 to 1.", phase=phase),
        )
    if camera is not None and camera not in CAMERA_NAMES:
        raise GluteError(
            tr("Unknown camera"),
            tr(
                "There is no camera {camera}; choose one of {names}.",
                camera=camera,
                names=", ".join(CAMERA_NAMES),
            ),
        )
    chosen = _side(exercise, side)
    if png is not None:
        _draw(motions, exercise, variant, chosen, 0.5 if phase is None else phase, camera, png)
        return 0
    phases = [step / (_PHASES - 1) for step in range(_PHASES)] if phase is None else [phase]
    poses = [(at, _pose(motions, exercise, variant, chosen, at)) for at in phases]
    answer = {
        "exercise": exercise.id,
        "variant": variant.id,
        "side": chosen.value,
        "stature_m": motions.stature_m,
        "phases": [_written(at, pose) for at, pose in poses],
    }
    print(json.dumps(answer), file=out or sys.stdout)
    return 0


def _find(library: Library, exercise_id: str, variant_id: str | None) -> tuple[Exercise, Variant]:
    exercise = library.exercises.get(exercise_id)
    if exercise is None:
        raise ContentError(
            tr("Unknown exercise"),
            tr(
                "There is no exercise {exercise}; choose one of {names}.",
                exercise=exercise_id,
                names=", ".join(sorted(library.exercises)),
            ),
        )
    if variant_id is None:
        return exercise, exercise.variants[0]
    try:
        return exercise, exercise.variant(variant_id)
    except KeyError:
        raise ContentError(
            tr("Unknown variant"),
            tr(
                "{exercise} has no variant {variant}; choose one of {names}.",
                exercise=exercise.id,
                variant=variant_id,
                names=", ".join(found.id for found in exercise.variants),
            ),
        ) from None


def _why_missing(motions: Motions, motion_id: str) -> str:
    for problem in motions.problems:
        if f" {motion_id}.toml " in str(problem):
            return str(problem)
    return tr(
        "There is no motion {motion} in the folder of motions; put {motion}.toml there.",
        motion=motion_id,
    )


def _side(exercise: Exercise, side: str | None) -> Side:
    if side is not None:
        return Side(side)
    return Side.BOTH if exercise.laterality is Laterality.BOTH else Side.LEFT


def _pose(motions: Motions, exercise: Exercise, variant: Variant, side: Side, phase: float) -> Pose:
    return motions.pose(
        variant.motion,
        phase=phase,
        tempo=variant.tempo or exercise.tempo,
        starts_with=exercise.starts_with,
        side=side,
    )


def _written(phase: float, pose: Pose) -> dict[str, object]:
    return {
        "phase": round(phase, 6),
        "joints": {
            name: [round(float(part), _DIGITS) + 0.0 for part in at]
            for name, at in pose.joints.items()
        },
        "angles_deg": {
            name: round(float(angle), 3) + 0.0 for name, angle in pose.angles_deg.items()
        },
        "contacts": list(pose.contacts),
    }


def _draw(
    motions: Motions,
    exercise: Exercise,
    variant: Variant,
    side: Side,
    phase: float,
    camera: str | None,
    png: Path,
) -> None:
    from gluteapp.ui.stage.still import write_still  # noqa: PLC0415  (Qt only when it is needed)

    spec = motions.spec(variant.motion)
    pose = _pose(motions, exercise, variant, side, phase)
    is_written = write_still(
        png,
        spec=spec,
        side=side,
        pose=pose,
        repetition=motions.repetition(spec.id, side),
        lights=intensities(exercise.muscles, side=side, effort=pose.effort, glow=spec.glow),
        camera=camera or "auto",
    )
    if not is_written:
        raise GluteError(
            tr("Picture not written"),
            tr(
                "The picture could not be written to {file}; check that its folder is there and "
                "can be written to.",
                file=str(png),
            ),
        )
