"""Words for a recorded set and session; knows records and content, no widget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from gluteapp.core.events import SessionEnd, StopReason
from gluteapp.core.exercise import Library, Side
from gluteapp.core.session import SessionRecord, SetRecord
from gluteapp.language import clock_length, local_time, long_date, number, tr, trn
from gluteapp.ui.widgets.body_map import region_word
from gluteapp.ui.widgets.effort_row import effort_word


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGroup:
    """The sets that are asked about together: a pair, or a set that works both sides."""

    title: str
    round: int | None
    sets: tuple[SetRecord, ...]

    @property
    def is_pair(self) -> bool:
        """Whether there is a left and a right."""
        return len({one.opened.side for one in self.sets} & {Side.LEFT, Side.RIGHT}) == 2

    @property
    def set_ids(self) -> tuple[str, ...]:
        """The ids of the sets."""
        return tuple(one.id for one in self.sets)

    @property
    def open_answers(self) -> int:
        """What a next step would want to know: each done set's effort, and of all of them where
        they were felt and whether they hurt.
        """
        done = [one for one in self.sets if one.is_completed]
        # No step follows from a set whose end the user set: a benchmark.
        is_felt = any(
            has_own_end(one) or (one.felt is not None and one.felt.most is not None) for one in done
        )
        is_pain_told = all(has_own_end(one) or one.pain is not None for one in done)
        efforts = sum(one.effort is None for one in done)
        return efforts + (bool(done) and not is_felt) + (not is_pain_told)


def move_words(library: Library, record: SetRecord) -> str:
    """The name of the move that was done; its ids when the content no longer knows it."""
    try:
        _, variant = library.move(f"{record.opened.exercise}/{record.variant}")
    except KeyError:
        return f"{record.opened.exercise} ({record.variant})"
    return tr(variant.name)


def groups_of(record: SessionRecord, library: Library) -> tuple[AnswerGroup, ...]:
    """The work sets of a session in groups, in the order they were done."""
    groups: list[list[SetRecord]] = []
    for one in record.work_sets:
        before = groups[-1][-1] if groups else None
        same = before is not None and before.opened.pair is not None
        if same and before is not None and before.opened.pair == one.opened.pair:
            groups[-1].append(one)
        else:
            groups.append([one])
    return tuple(
        AnswerGroup(
            title=move_words(library, group[0]), round=group[0].opened.round, sets=tuple(group)
        )
        for group in groups
    )


def side_word(side: Side) -> str:
    """A side in words."""
    match side:
        case Side.LEFT:
            return tr("Left")
        case Side.RIGHT:
            return tr("Right")
        case Side.BOTH:
            return tr("Both sides")
        case _:
            assert_never(side)


def has_own_end(record: SetRecord) -> bool:
    """Whether the user set the end: nothing else completes a set before its time."""
    return record.is_completed and record.done_ms < record.opened.planned_ms


def measured_words(group: AnswerGroup) -> str:
    """What was done on each side of sets whose end the user set; empty for others."""
    if not any(map(has_own_end, group.sets)):
        return ""
    return ", ".join(
        done_words(one)
        if one.opened.side is Side.BOTH
        else tr("{side} {done}", side=side_word(one.opened.side), done=done_words(one))
        for one in group.sets
    )


def done_words(record: SetRecord) -> str:
    """What was done of what was planned: reps, or seconds; alone where the user set the end."""
    opened = record.opened
    if has_own_end(record):
        if opened.planned_reps:
            return trn("{n} rep", "{n} reps", record.done_reps)
        return clock_length(record.done_ms)
    if opened.planned_reps:
        return trn(
            "{done} of {n} rep",
            "{done} of {n} reps",
            opened.planned_reps,
            done=number(record.done_reps),
        )
    return tr(
        "{done} of {planned}",
        done=clock_length(record.done_ms),
        planned=clock_length(opened.planned_ms),
    )


def reason_word(reason: StopReason | None) -> str:
    """Why a set ended."""
    match reason:
        case None:
            return tr("Still open")
        case StopReason.COMPLETED:
            return tr("Completed")
        case StopReason.SKIPPED:
            return tr("Skipped")
        case StopReason.FINISHED_EARLY:
            return tr("Finished early")
        case StopReason.PAIN:
            return tr("Stopped for pain")
        case StopReason.REDONE:
            return tr("Done again")
        case StopReason.INTERRUPTED:
            return tr("Interrupted")
        case StopReason.TRIMMED:
            return tr("Shortened")
        case _:
            assert_never(reason)


def ended_words(record: SetRecord) -> str:
    """How a set ended, and after how much of it where it was left, such as "Skipped after 3 reps"."""
    is_reps = record.opened.planned_reps > 0
    if not (record.done_reps if is_reps else record.done_ms >= 1000):
        return reason_word(record.reason)
    reps, seconds = record.done_reps, number(record.done_ms // 1000)
    match record.reason:
        case StopReason.SKIPPED if is_reps:
            return trn("Skipped after {n} rep", "Skipped after {n} reps", reps)
        case StopReason.SKIPPED:
            return tr("Skipped after {seconds} s", seconds=seconds)
        case StopReason.FINISHED_EARLY if is_reps:
            return trn("Finished after {n} rep", "Finished after {n} reps", reps)
        case StopReason.FINISHED_EARLY:
            return tr("Finished after {seconds} s", seconds=seconds)
        case StopReason.PAIN if is_reps:
            return trn("Pain after {n} rep", "Pain after {n} reps", reps)
        case StopReason.PAIN:
            return tr("Pain after {seconds} s", seconds=seconds)
        case _:
            return reason_word(record.reason)


def end_word(record: SessionRecord) -> str:
    """How a session ended, empty when it simply came to its end."""
    end = None if record.closed is None else record.closed.end
    match end:
        case None:
            return tr("Still open")
        case SessionEnd.COMPLETED:
            return ""
        case SessionEnd.FINISHED_EARLY:
            return tr("Finished early")
        case SessionEnd.SAVED_AS_IS:
            return tr("Interrupted, saved as it was")
        case SessionEnd.DISCARDED:
            return tr("Discarded")
        case _:
            assert_never(end)


def answer_words(record: SetRecord) -> str:
    """The answers about a set in one line, empty when there are none."""
    parts: list[str] = []
    if record.effort is not None:
        parts.append(tr("{effort} reps left", effort=effort_word(record.effort)))
    if record.felt is not None and record.felt.most is not None:
        parts.append(region_word(record.felt.most))
    if record.pain is not None:
        parts.append(tr("pain {score}", score=number(record.pain.score)))
    return ", ".join(parts)


def started_words(record: SessionRecord) -> str:
    """The day a session was done, with the year when it is another one than the newest."""
    return long_date(local_time(record.opened.utc_ms, record.opened.offset_min).date())
