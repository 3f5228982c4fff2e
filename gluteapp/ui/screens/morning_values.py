"""What is asked the morning after a session; knows no widget."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gluteapp.language import tr, weekday


@dataclass(frozen=True, slots=True, kw_only=True)
class MorningQuestion:
    """Which session the question is about, and the day on which it was done."""

    session_id: str
    day: date
    today: date

    @property
    def words(self) -> str:
        """The question."""
        if (self.today - self.day).days == 1:
            return tr("How do your hips feel this morning?")
        return tr(
            "How did your hips feel the morning after {weekday}'s circuit?",
            weekday=weekday(self.day),
        )
