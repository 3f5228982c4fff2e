"""What one set of a digest says about strength, or why it says nothing. Knows no other set."""

from __future__ import annotations

from gluteapp.core.analytics import WhyNone
from gluteapp.core.digest import SetDigest
from gluteapp.core.events import StopReason
from gluteapp.core.strength import Score, is_off_tempo, loaded, score_hold, score_reps
from gluteapp.core.strength_rules import MoveStrength, StrengthRules


def score_set(
    one: SetDigest, rules: StrengthRules, row: MoveStrength, body_mass_kg: float | None
) -> Score | WhyNone:
    """What one side says; a set counts when done to its end, which is also where nothing is left.

    `row` is the one of its move, body mass in kg. A set that counts no reps is a hold.
    """
    is_spent = one.effort == 0 and one.reason not in (None, StopReason.PAIN)
    if not (one.is_completed or is_spent):
        return WhyNone.NOT_COMPLETED
    is_hold = row.is_hold or one.planned_reps == 0
    if (one.done_ms if is_hold else one.done_reps) < 1:
        return WhyNone.NO_REPS
    if one.effort is None:
        return WhyNone.NO_ANSWER
    carried = loaded(rules, row, one.load, body_mass_kg)
    if isinstance(carried, WhyNone):
        return carried
    if not is_hold:
        return score_reps(rules, carried, reps=one.done_reps, rir=one.effort)
    rep_s = None if one.tempo is None or one.planned_reps == 0 else one.tempo.rep_ms / 1000
    held_s = one.done_ms / 1000
    return score_hold(rules, carried, held_s=held_s, rir=one.effort, rep_s=rep_s)


def is_set_off_tempo(one: SetDigest, rules: StrengthRules, *, is_benchmark: bool) -> bool:
    """Only a count the user corrected, or a benchmark's own end, can leave the tempo."""
    if one.tempo is None or one.done_reps < 1 or not (one.is_corrected or is_benchmark):
        return False
    rep_ms = one.tempo.rep_ms
    lead_in_ms = max(0, one.planned_ms - one.planned_reps * rep_ms)
    worked_ms = one.done_ms - lead_in_ms
    # A benchmark ends in the middle of a repetition.
    if not one.is_corrected and abs(worked_ms - one.done_reps * rep_ms) <= rep_ms:
        return False
    measured_s = worked_ms / one.done_reps / 1000
    return is_off_tempo(rules, measured_s=measured_s, set_s=rep_ms / 1000)
