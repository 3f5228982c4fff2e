"""The scripts behind `make`, run in a copy of the tree with a stand-in for Python."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = "cat chmod cksum cp dirname echo id mkdir mktemp rm sed sh sort tr uname".split()

# Answers like a Python that can make environments; pip only writes down how it was called.
STAND_IN = """\
#!/bin/sh
case "$*" in
    *"%d.%d"*) echo 3.12 ;;
    *version_info*) exit "${WRONG_VERSION:-0}" ;;
    "-m venv --clear .venv") mkdir -p .venv/bin; cp "$0" .venv/bin/python ;;
    "-m pip install"*)
        echo "$*" >>pip_calls
        [ "${PIP_FAILS:-0}" = 0 ] || exit 1
        cp "$0" .venv/bin/gluteapp ;;
esac
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the scripts are for POSIX shells")


@dataclass(frozen=True, slots=True)
class Copy:
    """A checkout with nothing but the scripts, on a machine with nothing but a few tools."""

    root: Path
    tools: Path

    def run(self, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.tools / "sh", self.root / "packaging" / script],
            env={"PATH": str(self.tools), "HOME": str(self.root), **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    def give_python(self) -> None:
        python = self.tools / "python3"
        python.write_text(STAND_IN)
        python.chmod(0o755)

    @property
    def pip_calls(self) -> list[str]:
        calls = self.root / "pip_calls"
        return calls.read_text().splitlines() if calls.exists() else []

    @property
    def is_ready(self) -> bool:
        return (self.root / ".venv" / ".ready").exists()


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    root, tools = tmp_path / "checkout with a space", tmp_path / "bin"
    (root / "packaging").mkdir(parents=True)
    tools.mkdir()
    for script in ("setup.sh", "run.sh"):
        shutil.copy(ROOT / "packaging" / script, root / "packaging")
    for name in ("pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, root)
    for tool in TOOLS:
        place = shutil.which(tool)
        assert place is not None
        (tools / tool).symlink_to(place)
    return Copy(root=root, tools=tools)


def test_without_python_one_sentence_says_what_to_do(copy: Copy) -> None:
    done = copy.run("setup.sh")
    assert done.returncode == 1
    assert "Python 3.11, 3.12, 3.13 or 3.14 is needed" in done.stderr
    assert not copy.is_ready


def test_a_python_of_another_version_is_not_taken(copy: Copy) -> None:
    copy.give_python()
    done = copy.run("setup.sh", WRONG_VERSION="1")
    assert done.returncode == 1
    assert copy.pip_calls == []


def test_everything_is_installed_once(copy: Copy) -> None:
    copy.give_python()
    assert copy.run("setup.sh").returncode == 0
    assert copy.is_ready
    [call] = copy.pip_calls
    assert "--constraint constraints.txt --editable .[dev]" in call
    again = copy.run("setup.sh")
    assert (again.returncode, again.stderr) == (0, "")
    assert len(copy.pip_calls) == 1


def test_new_versions_are_installed(copy: Copy) -> None:
    copy.give_python()
    copy.run("setup.sh")
    with (copy.root / "constraints.txt").open("a") as file:
        file.write("another==1.0\n")
    assert copy.run("setup.sh").returncode == 0
    assert len(copy.pip_calls) == 2


def test_a_failed_installation_is_told_and_tried_again(copy: Copy) -> None:
    copy.give_python()
    done = copy.run("setup.sh", PIP_FAILS="1")
    assert done.returncode == 1
    assert "could not be installed" in done.stderr.splitlines()[-1]
    assert not copy.is_ready
    assert copy.run("setup.sh").returncode == 0
    assert copy.is_ready


def test_without_a_display_a_circuit_is_played_into_a_throw_away_profile(copy: Copy) -> None:
    command = copy.root / ".venv" / "bin" / "gluteapp"
    command.parent.mkdir(parents=True)
    command.write_text('#!/bin/sh\necho "$@"\nmkdir -p "$2/data"\n')
    command.chmod(0o755)
    done = copy.run("run.sh")
    assert done.returncode == 0
    sentence, call = done.stdout.splitlines()
    assert sentence.startswith("There is no display here")
    _option, profile, *rest = call.split()
    assert rest == ["simulate", "foundation"]
    assert not Path(profile).exists()


def test_with_a_display_the_window_is_opened(copy: Copy) -> None:
    command = copy.root / ".venv" / "bin" / "gluteapp"
    command.parent.mkdir(parents=True)
    command.write_text('#!/bin/sh\necho "opened with $# arguments"\n')
    command.chmod(0o755)
    assert copy.run("run.sh", DISPLAY=":0").stdout == "opened with 0 arguments\n"


@pytest.mark.parametrize("name", ["setup.sh", "run.sh"])
def test_the_scripts_are_plain_sh(name: str) -> None:
    script = ROOT / "packaging" / name
    assert script.read_text().startswith("#!/bin/sh\n")
    checked = subprocess.run(["sh", "-n", script], env=os.environ, check=False)
    assert checked.returncode == 0
