"""What follows from where a move was felt, in whole sentences; decides nothing."""

from __future__ import annotations

from gluteapp.core.exercise import Region
from gluteapp.language import tr


def felt_sentence(region: Region) -> str:
    """Where it was felt, as a short sentence, such as "You felt the hamstrings most."."""
    words = {
        Region.GLUTE_CENTRE: tr("You felt the glutes most."),
        Region.GLUTE_SIDE: tr("You felt the side of the hip most."),
        Region.HAMSTRING: tr("You felt the hamstrings most."),
        Region.LOW_BACK: tr("You felt the low back most."),
        Region.FRONT_OF_THIGH: tr("You felt the front of the thighs most."),
        Region.FRONT_OF_HIP: tr("You felt the front of the hip most."),
        Region.CALF: tr("You felt the calves most."),
        Region.INNER_THIGH: tr("You felt the inner thighs most."),
        Region.NOTHING_MUCH: tr("You felt nothing much."),
    }
    return words[region]


def change_told(cue: str, *, comes_again: bool) -> str:
    """What an answer changes, said at once: in the next set, or the next time it is done."""
    if comes_again:
        return tr("Next set: {cue}", cue=tr(cue))
    return tr("Next time: {cue}", cue=tr(cue))


def next_time_told(cue: str, felt: Region, *, is_cramp: bool, offers: str = "") -> str:
    """What changes the next time and why; `offers` is a dose to choose from, empty for none."""
    why = tr("The hamstrings cramped.") if is_cramp else felt_sentence(felt)
    told = tr("{why} Next time: {cue}.", why=why, cue=tr(cue))
    if not offers:
        return told
    return tr("{told} Change offers: {dose}.", told=told, dose=offers)
