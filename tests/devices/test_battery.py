"""The battery as Linux tells it, and everything it may tell that is no battery."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.devices.battery import Battery, read_battery


def supply(root: Path, name: str, **files: str) -> None:
    folder = root / name
    folder.mkdir(parents=True)
    for file, text in files.items():
        (folder / file).write_text(text + "\n")


@pytest.mark.parametrize(
    ("status", "is_charging"),
    [
        ("Discharging", False),
        ("Charging", True),
        ("Full", True),
        ("Not charging", True),
        ("Unknown", False),
    ],
)
def test_how_full_and_whether_plugged_in(tmp_path: Path, status: str, is_charging: bool) -> None:
    supply(tmp_path, "AC", type="Mains", online="0")
    supply(tmp_path, "BAT0", type="Battery", capacity="38", status=status, present="1")
    assert read_battery(tmp_path) == Battery(percent=38, is_charging=is_charging)


def test_the_emptiest_of_two_counts(tmp_path: Path) -> None:
    supply(tmp_path, "BAT0", type="Battery", capacity="80", status="Discharging")
    supply(tmp_path, "BAT1", type="Battery", capacity="12", status="Discharging")
    assert read_battery(tmp_path) == Battery(percent=12, is_charging=False)


@pytest.mark.parametrize(
    "files",
    [
        {"type": "Mains", "online": "1"},
        {"type": "Battery", "scope": "Device", "capacity": "50"},
        {"type": "Battery", "present": "0", "capacity": "50"},
        {"type": "Battery", "status": "Discharging"},
        {"type": "Battery", "capacity": "-3"},
        {"type": "Battery", "capacity": "½"},
        {},
    ],
)
def test_what_is_no_battery(tmp_path: Path, files: dict[str, str]) -> None:
    supply(tmp_path, "X", **files)
    assert read_battery(tmp_path) is None


def test_no_folder_is_no_battery(tmp_path: Path) -> None:
    assert read_battery(tmp_path / "nowhere") is None


def test_a_file_in_the_place_of_a_folder_is_no_battery(tmp_path: Path) -> None:
    (tmp_path / "BAT0").write_text("Battery")
    assert read_battery(tmp_path) is None


@given(capacity=st.binary(max_size=12), status=st.binary(max_size=12))
def test_nothing_in_the_files_ever_raises(
    tmp_path_factory: pytest.TempPathFactory, capacity: bytes, status: bytes
) -> None:
    folder = tmp_path_factory.mktemp("power") / "BAT0"
    folder.mkdir()
    (folder / "type").write_text("Battery\n")
    (folder / "capacity").write_bytes(capacity)
    (folder / "status").write_bytes(status)
    battery = read_battery(folder.parent)
    assert battery is None or 0 <= battery.percent <= 100


def test_this_machine_can_be_asked() -> None:
    battery = read_battery()
    assert battery is None or 0 <= battery.percent <= 100
