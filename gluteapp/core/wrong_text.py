"""Says what is wrong with a text that was kept, for a log: never what it holds. Reads nothing."""

from __future__ import annotations

from pydantic import ValidationError


def wrong_with(error: Exception) -> str:
    """What kind of error it is and where, without the value there: that may be an answer."""
    if not isinstance(error, ValidationError):
        return type(error).__name__
    found = error.errors(include_input=False, include_context=False, include_url=False)
    return "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['type']}" for one in found)
