"""What must hold for the files of the repository as a whole."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MADE_HERE = ("build", "dist", "screenshots", "__pycache__", "gluteapp.egg-info")
TEXT = {
    "",
    ".cfg",
    ".css",
    ".csv",
    ".desktop",
    ".in",
    ".ini",
    ".json",
    ".md",
    ".po",
    ".pot",
    ".py",
    ".sh",
    ".sql",
    ".svg",
    ".toml",
    ".txt",
    ".xml",
    ".yaml",
    ".yml",
}
# Somebody's home, or where somebody's packages come from.
MACHINE = re.compile(
    r"(?<![\w.$}])/(?:home|root|Users)/\w|file://|\b(?:extra-)?index-url\b|\bfind-links\b"
    r"|\btrusted-host\b|https?://\S+/simple\b|\.whl\b"
)


def _files() -> Iterator[Path]:
    """Every file that is part of the repository, or would be with the next `git add`."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        names = listed.stdout.decode().split("\0")
        yield from (ROOT / name for name in names if name and (ROOT / name).is_file())
        return
    for path in ROOT.rglob("*"):  # an unpacked archive
        parts = path.relative_to(ROOT).parts
        is_made = any(part in MADE_HERE or part.startswith(".") for part in parts[:-1])
        if path.is_file() and not is_made and not path.name.startswith(".coverage"):
            yield path


def test_no_file_names_a_machine() -> None:
    found = []
    for path in _files():
        if path.suffix not in TEXT or path == Path(__file__):
            continue
        for number, line in enumerate(
            path.read_text(encoding="utf-8", errors="replace").splitlines(), 1
        ):
            if MACHINE.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    assert not found


@pytest.mark.parametrize(
    "line", ["cd /home/anna/x", "--index-url https://example.org", "file:///opt/wheels"]
)
def test_a_machine_is_noticed(line: str) -> None:
    assert MACHINE.search(line)


def test_no_module_is_longer_than_the_hard_limit() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in (ROOT / "gluteapp").rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert not long


def test_pinned_versions_name_no_place_and_meet_what_is_asked_for() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    strange = [pin for pin in pins if not re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][0-9A-Za-z.]*", pin)]
    assert not strange
    pinned = {re.sub(r"[-_.]+", "-", pin.split("==")[0]).lower() for pin in pins}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = {re.split(r"[<>=!~\[; ]", line)[0].lower() for line in asked}
    assert names <= pinned


def test_the_packages_that_are_built_are_the_packages_there_are() -> None:
    setuptools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "setuptools"
    ]
    there = {
        ".".join(file.parent.relative_to(ROOT).parts)
        for file in (ROOT / "gluteapp").rglob("__init__.py")
    }
    assert set(setuptools["packages"]) == there | {"gluteapp.assets"}
