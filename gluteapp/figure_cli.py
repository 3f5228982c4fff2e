"""`gluteapp figure`: the coach's body as numbers or as a picture; it needs no Qt."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from gluteapp.content import load_content
from gluteapp.core.exercise import Exercise, Laterality, Library, Side, Variant
from gluteapp.errors import ContentError, GluteError
from gluteapp.figure.body import BodyError
from gluteapp.figure.camera import CAMERA_NAMES
from gluteapp.figure.motion import Motions, load_motions
from gluteapp.figure.picture_file import png_bytes
from gluteapp.figure.raster import Raster
from gluteapp.figure.scene import Look
from gluteapp.figure.staging import Angle, Shown, Staging
from gluteapp.figure.ways import Stance, Ways
from gluteapp.language import tr
from gluteapp.paths import Paths

if TYPE_CHECKING:
    from gluteapp.figure.pose import Pose
from gluteapp.coach_problems import body_sentence

PICTURE_SIZE = (1200, 800)
"""Width and height in pixels."""
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
    fault: str | None = None,
    way_to: str | None = None,
    out: TextIO | None = None,
) -> int:
    """Print a repetition as JSON (all 101 phases, or the one asked for) or draw one moment.

    `fault` is the motion of a common fault, shown in place of the right form; `way_to` another
    exercise, or exercise/variant, to which the way is printed, `phase` being a share of it.
    GluteError when the exercise, variant, camera, motion or picture file is not to be had.
    """
    library = load_content(paths).library
    exercise, variant = _find(library, exercise_id, variant_id)
    motions = load_motions(paths.assets / "motions")
    if variant.motion not in motions:
        raise ContentError(tr("No figure"), _why_missing(motions, variant.motion))
    if fault is not None:
        variant = _with_fault(motions, exercise, variant, fault)
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
        shown = _shown(exercise, variant, chosen, 0.5 if phase is None else phase)
        staging = Staging(motions=motions, bodies_folder=paths.assets / "bodies")
        _draw(shown, staging=staging, camera=camera or "auto", png=png)
        return 0
    phases = [step / (_PHASES - 1) for step in range(_PHASES)] if phase is None else [phase]
    way: dict[str, object] = {}
    if way_to is None:
        poses = [(at, _pose(motions, exercise, variant, chosen, at)) for at in phases]
    else:
        target = _find(library, *_named(way_to))
        way, poses = _way(motions, _stance(exercise, variant, chosen), target, phases)
    answer = way | {
        "exercise": exercise.id,
        "variant": variant.id,
        "side": chosen.value,
        "stature_m": motions.stature_m,
        "phases": [_written(at, pose) for at, pose in poses],
    }
    print(json.dumps(answer), file=out or sys.stdout)
    return 0


def _with_fault(motions: Motions, exercise: Exercise, variant: Variant, fault_id: str) -> Variant:
    """The variant done with a common fault; ContentError when the exercise has no such fault."""
    versions = {one.motion for one in exercise.variants}
    faults = {name: motions.spec(name).fault for name in motions.ids}
    known = [name for name, fault in faults.items() if fault is not None and fault.of in versions]
    if not known:
        raise ContentError(
            tr("Unknown fault"),
            tr("No fault is drawn for {exercise}.", exercise=exercise.id),
        )
    if fault_id not in known:
        raise ContentError(
            tr("Unknown fault"),
            tr(
                "{exercise} has no fault {fault}; choose one of {names}.",
                exercise=exercise.id,
                fault=fault_id,
                names=", ".join(known),
            ),
        )
    return variant.model_copy(update={"motion": fault_id})


def _named(move: str) -> tuple[str, str | None]:
    exercise_id, _, variant_id = move.partition("/")
    return exercise_id, variant_id or None


def _way(
    motions: Motions,
    start: Stance,
    target: tuple[Exercise, Variant],
    shares: list[float],
) -> tuple[dict[str, object], list[tuple[float, Pose]]]:
    """What is said about the way to another move, done for the same side, and its poses."""
    exercise, there = target
    if there.motion not in motions:
        raise ContentError(tr("No figure"), _why_missing(motions, there.motion))
    to_side = Side.BOTH if exercise.laterality is Laterality.BOTH else _one_side(start.side)
    ways = Ways(motions=motions)
    end = _stance(exercise, there, to_side)
    said: dict[str, object] = {
        "way_to": f"{exercise.id}/{there.id}",
        "way_to_side": to_side.value,
        "way_ms": ways.length_ms(start, end),
        "way_through": [posture for posture, _ in ways.places(start, end)],
    }
    return said, [(share, ways.pose(start, end, share)) for share in shares]


def _stance(exercise: Exercise, variant: Variant, side: Side) -> Stance:
    return Stance(
        variant.motion,
        side,
        tempo=variant.tempo or exercise.tempo,
        starts_with=exercise.starts_with,
    )


def _one_side(side: Side) -> Side:
    return Side.LEFT if side is Side.BOTH else side


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


def _shown(exercise: Exercise, variant: Variant, side: Side, phase: float) -> Shown:
    return Shown(
        motion_id=variant.motion,
        side=side,
        tempo=variant.tempo or exercise.tempo,
        starts_with=exercise.starts_with,
        phase=phase,
        muscles=tuple(exercise.muscles.items()),
        equipment=variant.equipment,
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
        "fingers_deg": {side: list(bends) for side, bends in pose.fingers.items()},
    }


def _draw(shown: Shown, *, staging: Staging, camera: str, png: Path) -> None:
    try:
        shot = staging.shot(
            shown,
            look=Look(),
            angle=Angle(camera=camera),
            width=PICTURE_SIZE[0],
            height=PICTURE_SIZE[1],
            background=None,
        )
    except BodyError as error:
        raise ContentError(tr("No figure"), body_sentence(error)) from error
    try:
        png.write_bytes(png_bytes(Raster().draw(shot)))
    except OSError as error:
        raise GluteError(
            tr("Picture not written"),
            tr(
                "The picture could not be written to {file}; check that its folder is there and "
                "can be written to.",
                file=str(png),
            ),
        ) from error
