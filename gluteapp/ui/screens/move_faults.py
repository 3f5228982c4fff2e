"""Which common faults a version of a move can show beside its right form; knows no Qt."""

from __future__ import annotations

from gluteapp.core.exercise import Exercise
from gluteapp.figure.motion import Motions


def faults_of(
    motions: Motions, exercise: Exercise, variant_id: str | None
) -> tuple[tuple[str, str], ...]:
    """The motions that show a common fault of a version, and what is wrong in each, in English.

    They come in the order in which the exercise names its faults. Each differs from what the
    version itself does, or from the same motion without its band, in what is wrong alone; the
    faults of another version are none of this one.
    """
    ids = [variant.id for variant in exercise.variants]
    chosen = exercise.variants[ids.index(variant_id) if variant_id in ids else 0]
    if chosen.motion not in motions:
        return ()
    done, found = motions.spec(chosen.motion), dict[str, str]()
    for name in motions.ids:
        fault = motions.spec(name).fault
        if fault is None or fault.difference not in exercise.faults:
            continue
        if fault.of == done.id:
            found[fault.difference] = name
        elif motions.spec(fault.of).moves_like(done):
            found.setdefault(fault.difference, name)
    return tuple((found[words], words) for words in exercise.faults if words in found)
