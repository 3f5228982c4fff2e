"""What the user does with past sessions: look, answer later, correct, delete, save the unfinished."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gluteapp.core.clock import Millis
from gluteapp.core.events import SessionEnd, StopReason
from gluteapp.core.session import (
    Answer,
    AnyFact,
    FeltAnswered,
    Form,
    Question,
    SessionClosed,
    SessionRecord,
    SessionRemoved,
    SetClosed,
    SetCorrected,
    SetRecord,
)
from gluteapp.services.ids import Ids
from gluteapp.services.summary_facts import SessionFacts, facts_of, last_sign_utc_ms
from gluteapp.storage.repositories import Store

__all__ = ["History", "SessionFacts", "UnfinishedOffer", "facts_of"]

HOUR_MS = 3_600_000
RESUME_MS = 4 * HOUR_MS
"""A session left alone this long is not resumed any more (DEFINITIONS.md)."""
WARM_UP_MS = HOUR_MS // 2
"""After more than this the warm-up is offered first (DEFINITIONS.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfinishedOffer:
    """A session that was cut off, and what can be done with it beside saving and discarding."""

    record: SessionRecord
    position_ms: Millis
    """Where it stood on its timeline."""
    age_ms: Millis
    """How long ago it was cut off."""
    bookmark: dict[str, object] | None
    """What the runner noted to go on; None when it noted nothing."""

    @property
    def can_resume(self) -> bool:
        """Whether going on makes sense still."""
        return self.bookmark is not None and self.age_ms < RESUME_MS

    @property
    def offers_warm_up(self) -> bool:
        """Whether the body has cooled down since."""
        return self.can_resume and self.age_ms > WARM_UP_MS


class History:
    """The past sessions; every change is a new fact and can be undone. StorageError when refused."""

    def __init__(self, store: Store, ids: Ids) -> None:
        self._store = store
        self._ids = ids

    def sessions(self, *, limit: int | None = None) -> list[SessionRecord]:
        """The closed sessions, newest first, without their single repetitions.

        At most `limit` are read; an unfinished one among them is left out.
        """
        return [one for one in self._store.sessions(limit=limit) if one.closed is not None]

    def open(self, session_id: str) -> SessionRecord:
        """One session with its repetitions; KeyError when there is none."""
        return self._store.session(session_id)

    # Changes

    def answer(
        self, set_ids: tuple[str, ...], question: Question, answer: Answer, session_id: str
    ) -> None:
        """Answer a question about sets, or with None take the answer back.

        An effort means the form of a completed set was clean unless it was said otherwise
        (DEFINITIONS.md). ValueError when the answer does not fit the question.
        """
        facts: list[AnyFact] = [self._answered(set_ids, question, answer, session_id)]
        if question is Question.EFFORT and answer is not None:
            unsaid = tuple(
                one.id
                for one in self._store.session(session_id).sets
                if one.id in set_ids and one.form is None and one.is_completed
            )
            if unsaid:
                facts.append(self._answered(unsaid, Question.FORM, Form.CLEAN, session_id))
        self._store.append(*facts)

    def correct_set(
        self,
        set_id: str,
        *,
        done_reps: int | None = None,
        done_ms: Millis | None = None,
        reason: StopReason | None = None,
        variant: str | None = None,
    ) -> None:
        """Change what a set says; None leaves a field as it is."""
        correction = SetCorrected(
            **self._ids.stamp(),
            set_id=set_id,
            done_reps=done_reps,
            done_ms=done_ms,
            reason=reason,
            variant=variant,
        )
        self._store.append(correction)

    def remove(self, session_id: str) -> None:
        """Delete a session from view; `restore` takes that back."""
        self._store.append(self._removed(session_id, is_removed=True))

    def restore(self, session_id: str) -> None:
        """Bring a deleted session back; one that was discarded comes back saved as it is."""
        facts: list[AnyFact] = [self._removed(session_id, is_removed=False)]
        closed = self._store.session(session_id).closed
        if closed is not None and closed.end is SessionEnd.DISCARDED:
            facts.append(self._closed(session_id, SessionEnd.SAVED_AS_IS, closed.position_ms))
        self._store.append(*facts)

    # The session that was cut off

    def unfinished_offer(self, now_utc_ms: Millis) -> UnfinishedOffer | None:
        """The session that was cut off and what can be done with it; None when there is none."""
        record = self._store.unfinished()
        if record is None:
            return None
        bookmark, noted_ms = self._store.bookmark(record.id) or (None, 0)
        last_ms = max(last_sign_utc_ms(record), noted_ms)
        return UnfinishedOffer(
            record=record,
            position_ms=_position_ms(record, bookmark),
            age_ms=max(0, now_utc_ms - last_ms),
            bookmark=bookmark,
        )

    def save_as_is(self, session_id: str) -> None:
        """Close a session that was cut off with what it holds; open sets count as interrupted."""
        self._close(session_id, SessionEnd.SAVED_AS_IS)

    def discard(self, session_id: str) -> None:
        """Close a session that was cut off and delete it; `restore` keeps it after all."""
        self._close(session_id, SessionEnd.DISCARDED)

    # Inside

    def _close(self, session_id: str, end: SessionEnd) -> None:
        record = self._store.session(session_id)
        bookmark, _ = self._store.bookmark(session_id) or (None, 0)
        facts: list[AnyFact] = list(self._interrupted(record, bookmark))
        facts.append(self._closed(session_id, end, _position_ms(record, bookmark)))
        if end is SessionEnd.DISCARDED:
            facts.append(self._removed(session_id, is_removed=True))
        with self._store.together():
            self._store.append(*facts)
            self._store.drop_bookmark(session_id)

    def _interrupted(
        self, record: SessionRecord, bookmark: dict[str, object] | None
    ) -> Iterator[SetClosed]:
        for one in record.sets:
            if one.reason is None:
                yield SetClosed(
                    **self._ids.stamp(),
                    set_id=one.id,
                    done_reps=one.done_reps,
                    done_ms=_done_ms(one, bookmark),
                    reason=StopReason.INTERRUPTED,
                )

    def _answered(
        self, set_ids: tuple[str, ...], question: Question, answer: Answer, session_id: str
    ) -> FeltAnswered:
        stamp = self._ids.stamp()
        return FeltAnswered(
            **stamp, session_id=session_id, set_ids=set_ids, question=question, answer=answer
        )

    def _closed(self, session_id: str, end: SessionEnd, position_ms: Millis) -> SessionClosed:
        stamp = self._ids.stamp()
        return SessionClosed(**stamp, session_id=session_id, end=end, position_ms=position_ms)

    def _removed(self, session_id: str, *, is_removed: bool) -> SessionRemoved:
        stamp = self._ids.stamp()
        return SessionRemoved(**stamp, session_id=session_id, is_removed=is_removed)


def _position_ms(record: SessionRecord, bookmark: dict[str, object] | None) -> Millis:
    """Where a session stood: as noted, or else where its newest fact lies."""
    noted = (bookmark or {}).get("position_ms")
    if isinstance(noted, int):
        return noted
    places = [(mark.id, mark.position_ms) for mark in record.marks]
    places += [(rep.id, rep.position_ms) for one in record.sets for rep in one.reps]
    return max(places, default=("", 0))[1]


def _done_ms(record: SetRecord, bookmark: dict[str, object] | None) -> Millis:
    """How long an open set was worked on as far as it is known: as noted, or by its repetitions."""
    at_ms = [rep.position_ms for rep in record.reps]
    worked_ms = max(at_ms) - min(at_ms) if at_ms else 0
    if bookmark is not None and bookmark.get("step") == record.opened.step:
        noted = bookmark.get("offset_ms")
        worked_ms = max(worked_ms, noted if isinstance(noted, int) else 0)
    return min(worked_ms, record.opened.planned_ms)
