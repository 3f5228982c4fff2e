"""Decisions and choices as text, for records and files. Knows neither."""

from __future__ import annotations

from pydantic import TypeAdapter

from gluteapp.core.decision import Choice, Decision

_DECISION = TypeAdapter(Decision)
_CHOICE = TypeAdapter(Choice)


def decision_text(decision: Decision) -> str:
    """A decision as a JSON object."""
    return _DECISION.dump_json(decision).decode()


def decision_of(text: str) -> Decision:
    """The decision in a JSON object; ValueError when there is none."""
    return _DECISION.validate_json(text)


def choice_text(choice: Choice) -> str:
    """A choice as a JSON object."""
    return _CHOICE.dump_json(choice).decode()


def choice_of(text: str) -> Choice:
    """The choice in a JSON object; ValueError when there is none."""
    return _CHOICE.validate_json(text)
