"""Cuts sessions down to digests, and keeps them so that years can be read fast. Decides nothing."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from gluteapp.core.clock import Millis
from gluteapp.core.digest import SessionDigest, SetDigest
from gluteapp.core.digest_text import digest_of_text, digest_text
from gluteapp.core.events import MoveEased, SessionEnd
from gluteapp.core.exercise import Tempo
from gluteapp.core.session import SessionRecord, SetRecord
from gluteapp.core.wrong_text import wrong_with
from gluteapp.errors import StorageError
from gluteapp.storage.repositories import Store

_log = logging.getLogger("gluteapp.progress")

DIGEST = "digest"
"""What digests are kept as."""
DIGEST_VERSION = "2"
"""Goes up when a digest is made differently, so that kept ones are made anew."""
CHUNK = 50
"""How many sessions are read at once when digests are missing; design choice."""
MOVE_EASED = MoveEased.name()
MINUTE_MS = 60_000
DAY_MS = 86_400_000
EPOCH_DAY = datetime(1970, 1, 1, tzinfo=UTC).toordinal()


def local_day(utc_ms: Millis, offset_min: int) -> int:
    """The ordinal of the local date at a time, `offset_min` minutes east of UTC."""
    return EPOCH_DAY + (utc_ms + offset_min * MINUTE_MS) // DAY_MS


def day_end_utc_ms(utc_ms: Millis, offset_min: int) -> Millis:
    """When the local day of a time ends."""
    local_ms = utc_ms + offset_min * MINUTE_MS
    return utc_ms - local_ms % DAY_MS + DAY_MS


def digest_of(record: SessionRecord) -> SessionDigest:
    """A closed session as progress reads it."""
    opened = record.opened
    pains = [one.pain.score for one in record.sets if one.pain is not None]
    return SessionDigest(
        session_id=record.id,
        utc_ms=opened.utc_ms,
        day=local_day(opened.utc_ms, opened.offset_min),
        circuit_id=opened.circuit_id,
        mode=opened.mode,
        is_whole=record.closed is not None and record.closed.end is SessionEnd.COMPLETED,
        planned_sets=opened.planned_sets,
        sets=tuple(_set_digest(one, record) for one in record.work_sets),
        pain_max=max(pains, default=None),
        is_demo=opened.is_demo,
    )


def _set_digest(record: SetRecord, session: SessionRecord) -> SetDigest:
    opened = record.opened
    return SetDigest(
        set_id=record.id,
        station=opened.station or f"{opened.exercise}/{opened.variant}",
        move=f"{opened.exercise}/{record.variant}",
        planned_move=_planned_move(record, session),
        side=opened.side,
        round=opened.round,
        planned_ms=opened.planned_ms,
        planned_reps=opened.planned_reps,
        done_reps=record.done_reps,
        done_ms=record.done_ms,
        reason=record.reason,
        tempo=None if opened.tempo is None else Tempo.model_validate(opened.tempo),
        load=opened.load,
        is_corrected=record.is_corrected,
        effort=record.effort,
        felt_most=None if record.felt is None else record.felt.most,
        harder=record.harder,
        form=record.form,
        pain=None if record.pain is None else record.pain.score,
    )


def _planned_move(record: SetRecord, session: SessionRecord) -> str | None:
    """The move that a set had before the user took an easier version; None when it had no other."""
    opened = record.opened
    begun = planned = f"{opened.exercise}/{opened.variant}"
    if record.variant != opened.variant:
        return None  # corrected afterwards: what was done then is what counts
    for mark in reversed(session.marks):
        is_before = mark.what == MOVE_EASED and mark.utc_ms <= opened.utc_ms
        if is_before and mark.detail.get("to") == planned:
            planned = str(mark.detail.get("from"))
    return None if planned == begun else planned


class Digests:
    """The digests of the sessions that count; StorageError when they cannot be read.

    Where the disk is full they are made anew each time instead of kept.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[SessionDigest]:
        """Every digest, in the order the sessions were opened; missing ones are made and kept."""
        return [digest for _, digest in sorted(self._read(self._texts()).items())]

    def after(self, session_id: str | None) -> list[SessionDigest]:
        """The digests of sessions that began after one, in the order of their times; of all of
        them for None.
        """
        found = self._read(self._texts(after=session_id)).values()
        return sorted(found, key=lambda one: (one.utc_ms, one.session_id))

    def some(self, session_ids: Sequence[str]) -> list[SessionDigest]:
        """The digests of some sessions, in the order those were opened."""
        texts = self._texts()
        wanted = {one: texts[one] for one in sorted(session_ids) if one in texts}
        return list(self._read(wanted).values())

    def make_missing(self, most: int) -> int:
        """Make digests that are missing, at most so many; how many are missing still."""
        missing = self._store.progress.not_derived(DIGEST, DIGEST_VERSION)
        self._make(missing[:most])
        return max(0, len(missing) - most)

    def _texts(self, *, after: str | None = None) -> dict[str, str]:
        found = self._store.progress.values(DIGEST, DIGEST_VERSION, after=after)
        texts = {session_id: text for session_id, text in found.items() if text is not None}
        missing = [session_id for session_id, text in found.items() if text is None]
        for first in range(0, len(missing), CHUNK):
            texts |= self._make(missing[first : first + CHUNK])
        return texts

    def _make(self, session_ids: Sequence[str]) -> dict[str, str]:
        read = self._store.progress.elsewhere()
        records = self._store.sessions_of(session_ids)
        texts = {record.id: digest_text(digest_of(record)) for record in records}
        keep(self._store, DIGEST, DIGEST_VERSION, texts, read=read)
        return texts

    def _read(self, texts: Mapping[str, str]) -> dict[str, SessionDigest]:
        """The digests in texts; one that cannot be read is made anew."""
        digests: dict[str, SessionDigest] = {}
        for session_id, text in texts.items():
            try:
                digests[session_id] = digest_of_text(text)
            except ValueError as error:
                _log.info("the digest of %s is of no use: %s", session_id, wrong_with(error))
                made = self._make([session_id])
                digests[session_id] = digest_of_text(made[session_id])
        return digests


def keep(store: Store, what: str, version: str, texts: dict[str, str], *, read: int) -> None:
    """Keep what was derived, unless another program has written since `read`, which the shelf's
    `elsewhere` said before its facts were read; a disk that refuses only costs time later.
    """
    try:
        store.progress.keep_derived(what, version, texts, read=read)
    except StorageError as error:
        _log.info("%s of %d sessions not kept: %s", what, len(texts), error)
