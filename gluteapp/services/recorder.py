"""Writes a running session down, a fact at a time, and keeps what the disk refuses. No Qt."""

from __future__ import annotations

import logging
from typing import Protocol

from gluteapp.core.circuit import Circuit
from gluteapp.core.clock import Millis
from gluteapp.core.session import AnyFact, SessionRecord
from gluteapp.core.snapshot import Snapshot
from gluteapp.errors import StorageError

RETRY_EVERY_MS = 5_000
"""How often a disk that refused is tried again: each try may take half a second. Design choice."""

CIRCUIT = "circuit"
"""Under this name the circuit that is done stands in the bookmark, as JSON text."""

_log = logging.getLogger("gluteapp.training")


class Record(Protocol):
    """What the runner needs of the store."""

    def append(self, *facts: AnyFact) -> None:
        """Write facts in one transaction; StorageError when that failed."""
        ...

    def session(self, session_id: str) -> SessionRecord:
        """The session as it stands."""
        ...

    def save_bookmark(self, session_id: str, bookmark: dict[str, object], utc_ms: Millis) -> None:
        """Note the place in a running session."""
        ...

    def drop_bookmark(self, session_id: str) -> None:
        """Forget the place in a session."""
        ...


class Unrecorded:
    """A record that keeps nothing, for what is done beside a session, such as warming up again."""

    def append(self, *facts: AnyFact) -> None:
        """Keep nothing."""

    def session(self, session_id: str) -> SessionRecord:
        """There is none: KeyError."""
        raise KeyError(session_id)

    def save_bookmark(self, session_id: str, bookmark: dict[str, object], utc_ms: Millis) -> None:
        """Keep nothing."""

    def drop_bookmark(self, session_id: str) -> None:
        """There is nothing to forget."""


class Recorder:
    """One transaction per fact at its moment; facts that were refused wait in their order."""

    def __init__(self, store: Record, circuit: Circuit | None = None) -> None:
        """`circuit` is noted with the place: what is planned may be another one by then."""
        self._store = store
        self._circuit = {} if circuit is None else {CIRCUIT: circuit.model_dump_json()}
        self._waiting: list[AnyFact] = []
        self._retry_ms = 0
        self.refusal: str | None = None
        """Why facts are waiting, as a sentence, or None."""

    def save(self, fact: AnyFact, now_ms: Millis) -> None:
        """Write a fact, or keep it while the disk refuses."""
        self._waiting.append(fact)
        if self.refusal is None:
            self._flush(now_ms)

    def try_again(self, now_ms: Millis) -> None:
        """Write what waits, if it is time to."""
        if self._waiting and now_ms >= self._retry_ms:
            self._flush(now_ms)

    def bookmark(self, session_id: str, snapshot: Snapshot, utc_ms: Millis) -> None:
        """Note the place in a session; one that is refused is only older."""
        if self.refusal is not None:
            return
        try:
            noted = snapshot.model_dump(mode="json") | self._circuit
            self._store.save_bookmark(session_id, noted, utc_ms)
        except StorageError as error:
            _log.info("the place in the session is not saved: %s", error)

    def close(self, session_id: str, now_ms: Millis) -> None:
        """Write what waits and forget the place in a session that is over."""
        if self._waiting:
            self._flush(now_ms)
        try:
            self._store.drop_bookmark(session_id)
        except StorageError as error:
            _log.info("the place in the session is not forgotten: %s", error)

    def _flush(self, now_ms: Millis) -> None:
        while self._waiting:
            try:
                self._store.append(self._waiting[0])
            except StorageError as error:
                _log.info("the record is not saved: %s", error)
                self.refusal = error.message
                self._retry_ms = now_ms + RETRY_EVERY_MS
                return
            del self._waiting[0]
        self.refusal = None
