"""Where everything lives on this machine; makes folders only when asked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import platformdirs


def _assets() -> Path:
    """The content that ships: beside the package in a checkout, inside it when installed."""
    inside = Path(__file__).parent / "assets"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "assets"


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one profile, and the assets that ship with the app."""

    data: Path
    config: Path
    logs: Path
    cache: Path
    assets: Path

    @classmethod
    def from_system(cls) -> Self:
        """The user's own folders, by the habits of the system."""
        dirs = platformdirs.PlatformDirs("gluteapp", appauthor=False)
        return cls(
            data=dirs.user_data_path,
            config=dirs.user_config_path,
            logs=dirs.user_log_path,
            cache=dirs.user_cache_path,
            assets=_assets(),
        )

    @classmethod
    def under(cls, folder: Path) -> Self:
        """A profile that lives in one folder."""
        return cls(
            data=folder / "data",
            config=folder / "config",
            logs=folder / "logs",
            cache=folder / "cache",
            assets=_assets(),
        )

    @property
    def database(self) -> Path:
        """The record."""
        return self.data / "history.db"

    @property
    def voice(self) -> Path:
        """The user's own recordings of the voice's lines."""
        return self.data / "voice"

    @property
    def settings_file(self) -> Path:
        """The settings."""
        return self.config / "settings.json"
