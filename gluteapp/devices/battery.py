"""Reads how full the battery is, from the files Linux keeps. Whatever it cannot read is no battery."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

POWER_SUPPLIES = Path("/sys/class/power_supply")


@dataclass(frozen=True, slots=True)
class Battery:
    """A laptop's battery: how full, from 0 to 100, and whether it is plugged in."""

    percent: int
    is_charging: bool


def read_battery(root: Path = POWER_SUPPLIES) -> Battery | None:
    """The machine's own battery, the emptiest of several; None when there is none to be read.

    Batteries of a mouse or headset (`scope` Device) do not count. Full and idle on the plug counts
    as charging.
    """
    try:
        folders = sorted(root.iterdir())
    except OSError:
        return None
    found = [battery for folder in folders if (battery := _read(folder)) is not None]
    return min(found, key=lambda battery: battery.percent, default=None)


def _read(folder: Path) -> Battery | None:
    if _word(folder / "type") != "Battery" or _word(folder / "scope") == "Device":
        return None
    if _word(folder / "present") == "0":
        return None
    capacity = _word(folder / "capacity")
    if not (capacity.isascii() and capacity.isdigit()):
        return None
    status = _word(folder / "status")
    return Battery(
        percent=min(int(capacity), 100),
        is_charging=status in ("Charging", "Full", "Not charging"),
    )


def _word(file: Path) -> str:
    """A file's only word; empty when it cannot be read."""
    try:
        return file.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""
