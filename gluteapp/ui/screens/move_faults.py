"""Which common faults a move can show, and beside which of its versions; knows no Qt."""

from __future__ import annotations

from gluteapp.core.exercise import Exercise, Variant
from gluteapp.figure.motion import Motions
from gluteapp.language import tr


def faults_of(
    motions: Motions, exercise: Exercise, variant_id: str | None
) -> tuple[tuple[str, str], ...]:
    """The motions that show a common fault of a version, and what is wrong in each, in English.

    They come in the order in which the exercise names its faults. A version for which none is
    drawn borrows those of the other versions that the exercise names.
    """
    chosen = _variant(exercise, variant_id)
    named = list(exercise.faults)
    found = _drawn(motions, chosen.motion)
    for other in () if found else exercise.variants:
        words = {difference for _, difference in found}
        drawn = _drawn(motions, other.motion)
        found += [one for one in drawn if one[1] in named and one[1] not in words]
    found.sort(key=lambda one: named.index(one[1]) if one[1] in named else len(named))
    return tuple(found)


def version_beside(
    motions: Motions, exercise: Exercise, variant_id: str | None, fault_id: str | None
) -> str:
    """The version whose good form belongs beside a fault: only what is wrong differs then."""
    chosen = _variant(exercise, variant_id)
    fault = motions.spec(fault_id).fault if fault_id is not None and fault_id in motions else None
    if fault is None or fault.of == chosen.motion:
        return chosen.id
    return next((one.id for one in exercise.variants if one.motion == fault.of), chosen.id)


def good_form_words(exercise: Exercise, variant_id: str | None, beside_id: str) -> str:
    """The words over the good form; they name its version where another one was asked for."""
    if _variant(exercise, variant_id).id == beside_id:
        return tr("Good form")
    return tr("Good form: {version}", version=tr(_variant(exercise, beside_id).name))


def _variant(exercise: Exercise, variant_id: str | None) -> Variant:
    ids = [variant.id for variant in exercise.variants]
    return exercise.variants[ids.index(variant_id) if variant_id in ids else 0]


def _drawn(motions: Motions, motion_id: str) -> list[tuple[str, str]]:
    specs = [motions.spec(name) for name in motions.ids]
    return [
        (spec.id, spec.fault.difference)
        for spec in specs
        if spec.fault is not None and spec.fault.of == motion_id
    ]
