"""Digests as text, to be kept. Knows no database."""

from __future__ import annotations

from pydantic import TypeAdapter

from gluteapp.core.digest import SessionDigest

_DIGEST = TypeAdapter(SessionDigest)


def digest_text(digest: SessionDigest) -> str:
    """A digest as a JSON object."""
    return _DIGEST.dump_json(digest, exclude_defaults=True).decode()


def digest_of_text(text: str) -> SessionDigest:
    """The digest in a JSON object; ValueError when there is none."""
    return _DIGEST.validate_json(text)
