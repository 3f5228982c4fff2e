"""Scores of sessions as text, to be kept. Knows no database."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import TypeAdapter

from gluteapp.core.session_score import SessionScore

_SCORE = TypeAdapter(SessionScore)
_SCORES = TypeAdapter(list[SessionScore])


def score_text(score: SessionScore) -> str:
    """A score as a JSON object."""
    return _SCORE.dump_json(score, exclude_defaults=True).decode()


def scores_of_texts(texts: Iterable[str]) -> list[SessionScore]:
    """The scores in JSON objects; ValueError when one holds none.

    Read at once, because that is three times as fast as one by one.
    """
    return _SCORES.validate_json(f"[{','.join(texts)}]")
