"""What the user has to train with as text, for records. Knows no database."""

from __future__ import annotations

from pydantic import TypeAdapter

from gluteapp.core.prescription import OwnedThings

_OWNED = TypeAdapter(OwnedThings)


def owned_text(owned: OwnedThings) -> str:
    """What is owned as a JSON object."""
    return _OWNED.dump_json(owned).decode()


def owned_of_text(text: str) -> OwnedThings:
    """What is owned by a JSON object; ValueError when it is none."""
    return _OWNED.validate_json(text)
