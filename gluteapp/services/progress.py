"""What the Progress screen and the report read: sessions in numbers, and their picture over days."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import assert_never

from gluteapp.core.analytics import Progress, ProgressRange
from gluteapp.core.exercise import Family
from gluteapp.core.progress_view import progress_of
from gluteapp.core.score_text import score_text, scores_of_texts
from gluteapp.core.session_score import SessionScore, score_sessions
from gluteapp.core.strength_rules import StrengthRules
from gluteapp.core.strength_series import StrengthHistory
from gluteapp.core.week_series import monday_of
from gluteapp.core.wrong_text import wrong_with
from gluteapp.services.body_mass import BodyMasses
from gluteapp.services.digests import DIGEST_VERSION, Digests, keep
from gluteapp.storage.repositories import Store

_log = logging.getLogger("gluteapp.progress")

SCORE = "score"
"""What scores are kept as."""
SCORE_VERSION = "1"
"""Goes up when a score is made differently, so that kept ones are made anew."""
BLOCK_DAYS = 56
"""A block of training is eight weeks (evidence 7.6)."""


RANGE_DAYS = {ProgressRange.FOUR_WEEKS: 28, ProgressRange.SIX_MONTHS: 183}


class ProgressReader:
    """Sessions in numbers; StorageError when the disk refuses."""

    def __init__(
        self,
        *,
        store: Store,
        digests: Digests,
        masses: BodyMasses,
        rules: StrengthRules | None,
        families: Mapping[str, Family],
    ) -> None:
        """`families` are those of exercises by id; without rules there is no index."""
        self._store, self._digests, self._masses = store, digests, masses
        self._rules, self._families = rules, families
        self._scores: tuple[SessionScore, ...] = ()
        self._texts: dict[str, str] = {}
        """What they were read from, by session id."""
        self._revision = -1
        self._history: tuple[tuple[SessionScore, ...], int, StrengthHistory] | None = None

    def scores(self) -> tuple[SessionScore, ...]:
        """Every session that counts, oldest first; those that changed are scored anew."""
        revision = self._store.revision
        if revision != self._revision:
            self._scores = self._read()
            self._revision = revision
        return self._scores

    def view(self, chosen: ProgressRange, *, today: int, planned_work: float = 0.0) -> Progress:
        """The picture of a range that ends today; days are ordinals of local dates."""
        first_day = first_day_of(chosen, self.scores(), today)
        return self.view_since(first_day, today=today, planned_work=planned_work)

    def view_since(self, first_day: int, *, today: int, planned_work: float = 0.0) -> Progress:
        """The picture from a day to today, both included."""
        scores = self.scores()
        if self._history is None or self._history[:2] != (scores, today):
            history = StrengthHistory(scores, rules=self._rules, last_day=today)
            self._history = (scores, today, history)
        return progress_of(
            scores,
            rules=self._rules,
            first_day=first_day,
            last_day=today,
            today=today,
            planned_work=planned_work,
            history=self._history[2],
        )

    def _read(self) -> tuple[SessionScore, ...]:
        masses = self._masses.log()
        rules_version = 0 if self._rules is None else self._rules.version
        version = f"{SCORE_VERSION}/{DIGEST_VERSION}/{rules_version}/{masses.version}"
        shelf = self._store.progress

        def made_anew(session_ids: list[str]) -> dict[str, str]:
            read = shelf.elsewhere()
            made = score_sessions(
                self._digests.some(session_ids),
                rules=self._rules,
                families=self._families,
                body_mass_at=masses.at,
            )
            fresh = {one.session_id: score_text(one) for one in made}
            keep(self._store, SCORE, version, fresh, read=read)
            return fresh

        texts = shelf.derived(SCORE, version)
        if missing := shelf.not_derived(SCORE, version):
            texts |= made_anew(missing)
        # Reading the texts is most of the work, and hardly any of them changes between two looks.
        changed = [name for name, text in texts.items() if self._texts.get(name) != text]
        try:
            read = scores_of_texts(texts[name] for name in changed)
        except ValueError:
            texts |= made_anew([name for name in changed if not _is_score(name, texts[name])])
            read = scores_of_texts(texts[name] for name in changed)
        known = {one.session_id: one for one in self._scores} | dict(
            zip(changed, read, strict=True)
        )
        self._texts = texts
        return tuple(known[name] for name in sorted(texts))


def _is_score(session_id: str, text: str) -> bool:
    """Whether a text that was kept holds a score."""
    try:
        scores_of_texts([text])
    except ValueError as error:
        _log.info("the score of %s is of no use: %s", session_id, wrong_with(error))
        return False
    return True


def first_day_of(chosen: ProgressRange, scores: tuple[SessionScore, ...], today: int) -> int:
    """The first day of a range that ends today; a block begins every eight weeks from the first."""
    first = min((one.day for one in scores), default=today)
    match chosen:
        case ProgressRange.FOUR_WEEKS | ProgressRange.SIX_MONTHS:
            return today - RANGE_DAYS[chosen] + 1
        case ProgressRange.BLOCK:
            begun = monday_of(first)
            return begun + (max(today - begun, 0) // BLOCK_DAYS) * BLOCK_DAYS
        case ProgressRange.ALL:
            return min(first, today)
        case _:
            assert_never(chosen)
