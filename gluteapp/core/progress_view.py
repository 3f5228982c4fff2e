"""Everything the Progress screen shows for a range of days, put together. Draws nothing."""

from __future__ import annotations

from collections.abc import Sequence

from gluteapp.core.analytics import Change, Progress, Trend
from gluteapp.core.session_score import SessionScore
from gluteapp.core.strength_rules import StrengthRules
from gluteapp.core.strength_series import StrengthHistory
from gluteapp.core.week_series import (
    calendar_over,
    lighter_spans,
    rate_trend,
    rates_over,
    weeks_over,
)


def progress_of(
    scores: Sequence[SessionScore],
    *,
    rules: StrengthRules | None,
    first_day: int,
    last_day: int,
    today: int,
    planned_work: float = 0.0,
    unreadable: int = 0,
    history: StrengthHistory | None = None,
) -> Progress:
    """The picture of a range, both ends included, from all sessions there are.

    Scores are made once by `score_sessions`; another range needs only this. Without rules there is
    no index and no work, and everything else as usual. `history` is that of the same scores, rules
    and last day, where it is known already: it is what takes the time.
    """
    history = history or StrengthHistory(scores, rules=rules, last_day=last_day)
    weeks = weeks_over(
        scores, first_day=first_day, last_day=last_day, today=today, planned_work=planned_work
    )
    rates = rates_over(scores, first_day=first_day, last_day=last_day)
    return Progress(
        first_day=first_day,
        last_day=last_day,
        today=today,
        strength=history.since(first_day),
        rates=rates,
        rate_trend=Trend(change=Change.NONE) if rules is None else rate_trend(rates, rules),
        weeks=weeks,
        calendar=calendar_over(scores, first_day=first_day, last_day=last_day),
        lighter=lighter_spans(weeks),
        unreadable=unreadable,
        has_history=bool(scores),
    )
