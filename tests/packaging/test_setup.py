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
    "-m venv --clear .venv") rm -rf .venv; mkdir -p .venv/bin; cp "$0" .venv/bin/python ;;
    "-m pip install"*)
        echo "$*" >>pip_calls
        printf 'Obtaining gluteapp\nCollecting pydantic<3,>=2.12 (from gluteapp)\n'
        printf 'Collecting numpy\n  Using what is there (18 MB)\n'
        printf 'Installing collected packages: numpy, pydantic\n'
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
        return (self.root / ".venv" / "bin" / "gluteapp").exists()

    def give_app(self, script: str) -> None:
        """Something that is run in place of the window."""
        command = self.root / ".venv" / "bin" / "gluteapp"
        command.parent.mkdir(parents=True, exist_ok=True)
        command.write_text(f"#!/bin/sh\n{script}\n")
        command.chmod(0o755)


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


def test_each_stage_says_a_line_when_it_begins(copy: Copy) -> None:
    copy.give_python()
    told = copy.run("setup.sh").stderr.splitlines()
    assert told == [
        "gluteapp: making .venv with Python 3.12",
        "gluteapp: installing Python packages into .venv (about 400 MB the first time)",
        "gluteapp:   fetching pydantic",
        "gluteapp:   fetching numpy",
        "gluteapp:   unpacking all of them",
        "gluteapp: everything is set up",
    ]


def test_new_versions_are_installed(copy: Copy) -> None:
    copy.give_python()
    copy.run("setup.sh")
    with (copy.root / "constraints.txt").open("a") as file:
        file.write("another==1.0\n")
    assert copy.run("setup.sh").returncode == 0
    assert len(copy.pip_calls) == 2


def test_a_renamed_checkout_is_set_up_again(copy: Copy, tmp_path: Path) -> None:
    copy.give_python()
    copy.run("setup.sh")
    # Like every script in an environment it names its Python by a whole path.
    stale = copy.root / ".venv" / "bin" / "pytest"
    stale.write_text(f"#!{copy.root}/.venv/bin/python\n")
    renamed = Copy(root=copy.root.rename(tmp_path / "renamed"), tools=copy.tools)
    assert renamed.run("setup.sh").returncode == 0
    assert len(renamed.pip_calls) == 2
    assert not (renamed.root / ".venv" / "bin" / "pytest").exists()
    renamed.run("setup.sh")
    assert len(renamed.pip_calls) == 2


def test_an_interrupted_installation_keeps_the_environment(copy: Copy) -> None:
    copy.give_python()
    copy.run("setup.sh", PIP_FAILS="1")
    downloaded = copy.root / ".venv" / "downloaded"
    downloaded.touch()
    assert copy.run("setup.sh").returncode == 0
    assert downloaded.exists()


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make")
def test_every_make_looks_whether_something_is_missing(copy: Copy, tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", copy.root)
    make = shutil.which("make")
    assert make is not None
    (copy.tools / "make").symlink_to(make)
    copy.give_python()

    def run(folder: Path) -> int:
        environment = {"PATH": str(copy.tools), "HOME": str(folder)}
        return subprocess.run(
            ["make", "ready"], cwd=folder, env=environment, capture_output=True, check=False
        ).returncode

    assert run(copy.root) == 0
    assert run(copy.root) == 0
    assert len(copy.pip_calls) == 1
    renamed = copy.root.rename(tmp_path / "renamed")
    assert run(renamed) == 0
    assert (renamed / "pip_calls").read_text().count("\n") == 2


def test_a_failed_installation_is_told_and_tried_again(copy: Copy) -> None:
    copy.give_python()
    done = copy.run("setup.sh", PIP_FAILS="1")
    assert done.returncode == 1
    assert "could not be installed" in done.stderr.splitlines()[-1]
    assert not copy.is_ready
    assert copy.run("setup.sh").returncode == 0
    assert copy.is_ready


def test_where_no_window_opens_a_circuit_is_played_into_a_throw_away_profile(copy: Copy) -> None:
    copy.give_app('[ "$#" = 0 ] && exit 2\necho "$@"\nmkdir -p "$2/data"')
    # A display that does not answer is known to the program alone.
    done = copy.run("run.sh", DISPLAY=":4711")
    assert done.returncode == 0
    *sentence, call = done.stdout.splitlines()
    assert " ".join(sentence).startswith("The window cannot open here")
    _option, profile, *rest = call.split()
    assert rest == ["simulate", "foundation"]
    assert not Path(profile).exists()


@pytest.mark.parametrize("status", [0, 1])
def test_where_the_window_opens_nothing_is_played(copy: Copy, status: int) -> None:
    copy.give_app(f'echo "opened with $# arguments"\nexit {status}')
    done = copy.run("run.sh")
    assert (done.returncode, done.stdout) == (status, "opened with 0 arguments\n")


@pytest.mark.parametrize("name", ["setup.sh", "run.sh"])
def test_the_scripts_are_plain_sh(name: str) -> None:
    script = ROOT / "packaging" / name
    assert script.read_text().startswith("#!/bin/sh\n")
    checked = subprocess.run(["sh", "-n", script], env=os.environ, check=False)
    assert checked.returncode == 0
