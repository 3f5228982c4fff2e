"""Keeps where progress stood after a session, so that years need not be replayed. Decides nothing.

What is kept counts only while nothing that came before it was touched: the store drops it with any
fact about a session that began by then, and its version names everything else decisions rest on.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from gluteapp.core.clock import Millis
from gluteapp.core.decision import Decision, Rule
from gluteapp.core.digest import SessionDigest
from gluteapp.core.plan_text import ToldLast, stood_of_text, stood_text
from gluteapp.core.prescription import OwnedThings
from gluteapp.core.progress_state import Place, ProgressState, Rulebook
from gluteapp.core.progression import Plan
from gluteapp.core.progression_rules import RULES_VERSION
from gluteapp.core.strength_rules import StrengthRules
from gluteapp.core.wrong_text import wrong_with
from gluteapp.errors import StorageError
from gluteapp.services.digests import DIGEST_VERSION
from gluteapp.storage.repositories import Store
from gluteapp.storage.shelf import PLAN

_log = logging.getLogger("gluteapp.progress")

MEMORY_VERSION = 2
"""Goes up when decisions follow in another way from the same record, or are kept otherwise."""
MILESTONE = 100
"""A plan is kept for good after so many sessions, so that an edit costs what came since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """Where progress stood after the first `count` sessions; the last of them is `session_id`."""

    session_id: str | None = None
    count: int = 0
    state: ProgressState = field(default_factory=ProgressState)
    told: ToldLast = field(default_factory=dict[Place, Decision])

    @property
    def is_milestone(self) -> bool:
        """Whether it is kept although a newer one is there."""
        return self.count % MILESTONE == 0

    def then(self, session_id: str, count: int, plan: Plan) -> Memory:
        """The memory after more sessions, of which `plan` has the decisions."""
        return Memory(
            session_id=session_id,
            count=count,
            state=plan.state,
            told=told_last(self.told, plan),
        )


def told_last(told: ToldLast, plan: Plan) -> dict[Place, Decision]:
    """The newest decisions after a plan; a station that was not done keeps its older one."""
    newest = dict(told)
    for made in plan.decisions.values():
        for one in made:
            if one.rule is not Rule.NOT_DONE:
                newest[one.circuit_id, one.station] = one
    return newest


def stretches(digests: Sequence[SessionDigest], count: int) -> Iterator[tuple[SessionDigest, ...]]:
    """The digests up to each place where a plan may be kept: milestones, and all but the last."""
    begun = 0
    for end in range(1, len(digests) + 1):
        if (count + end) % MILESTONE == 0 or end >= len(digests) - 1:
            yield tuple(digests[begun:end])
            begun = end


def rules_version(
    rulebook: Rulebook,
    strength: StrengthRules | None,
    body_mass_kg: float | None,
    *,
    is_dated: bool = False,
    is_real: bool = False,
) -> str:
    """Differs between everything that decisions rest on beside the record, the app's rules too.

    `is_dated` says that the record knows since when there is what to train with: what is bought
    then changes nothing that came before. `is_real`: made-up sessions do not count.
    """
    owned = OwnedThings() if is_dated else rulebook.owned
    read = [
        [MEMORY_VERSION, RULES_VERSION, DIGEST_VERSION, body_mass_kg, is_real],
        [owned.bands_n, owned.kettlebells_kg, owned.has_step],
        rulebook.library.model_dump(),
        {name: one.model_dump() for name, one in rulebook.circuits.items()},
        None if strength is None else strength.model_dump(),
    ]
    text = json.dumps(read, sort_keys=True)
    return blake2b(text.encode(), digest_size=16).hexdigest()


class PlanMemory:
    """Reads and keeps memories; StorageError when they cannot be read, a full disk costs only time."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def newest(self, version: str, until_utc_ms: Millis) -> Memory:
        """The newest memory of a session before a time; an empty one when there is none."""
        found = self._store.progress.last_derived(PLAN, version, until_utc_ms=until_utc_ms)
        if found is None:
            return Memory()
        try:
            count, state, told = stood_of_text(found[1])
        except ValueError as error:
            _log.info("the plan kept at %s is of no use: %s", found[0], wrong_with(error))
            return Memory()
        return Memory(session_id=found[0], count=count, state=state, told=told)

    def keep(self, version: str, before: Memory, memories: list[Memory], *, read: int) -> None:
        """Keep memories in place of the one they go on from, unless that is a milestone.

        `read` is what the shelf's `elsewhere` said before the record was read.
        """
        texts = {
            one.session_id: stood_text(one.count, one.state, one.told)
            for one in memories
            if one.session_id is not None
        }
        is_done_with = before.session_id is not None and not before.is_milestone
        drop = [before.session_id] if is_done_with and before.session_id is not None else []
        try:
            self._store.progress.replace_plans(version, texts, drop, read=read)
        except StorageError as error:
            _log.info("%d plans not kept: %s", len(texts), error)
