"""The errors a user can do something about; everything else is a bug."""

from __future__ import annotations


class GluteError(Exception):
    """Something in the world failed: `title` in a few words, `message` says what, where, what to do."""

    def __init__(self, title: str, message: str) -> None:
        super().__init__(f"{title}: {message}")
        self.title = title
        self.message = message


class ContentError(GluteError):
    """An exercise, circuit or motion file could not be used."""


class SettingsError(GluteError):
    """The settings file could not be read or written."""


class StorageError(GluteError):
    """The record could not be read or written."""


class NewerDatabaseError(StorageError):
    """The database was written by a newer gluteapp."""
