"""Who may know whom: the import table of ARCHITECTURE.md, held against every file of the package."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "gluteapp"


@dataclass(frozen=True, slots=True)
class Room:
    """What the modules of one room may import: parts of gluteapp, and what was installed."""

    ours: frozenset[str]
    installed: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()
    """Parts of the standard library that this room must not use."""


def _room(ours: str = "", installed: str = "", barred: str = "") -> Room:
    return Room(frozenset(ours.split()), frozenset(installed.split()), frozenset(barred.split()))


# The core has no time, no chance, no files and no machine of its own.
OUTER_WORLD = (
    "asyncio glob io logging os pathlib random secrets shutil socket sqlite3 subprocess sys "
    "tempfile threading time urllib"
)
LAYERS = "core figure storage services audio devices"
FILES = "content settings paths errors language logs"

# The longest name that fits a module holds. `language` may be used everywhere but in core and
# figure, `errors` everywhere but in core; the standard library is free unless barred.
# sqlite3 belongs to storage, PySide6 to ui, pyqtgraph to the charts.
TABLE: dict[str, Room] = {
    "__init__": _room(),
    "__main__": _room("cli"),
    "errors": _room(),
    "language": _room("", "babel"),
    "paths": _room("", "platformdirs"),
    "logs": _room("errors language paths"),
    "settings": _room("core paths errors language", "pydantic"),
    "content": _room("core paths errors language content", "pydantic pydantic_core"),
    "core": _room("core", "pydantic pydantic_core", OUTER_WORLD),
    "core.clock": _room("core", "", OUTER_WORLD.replace(" time ", " ").replace("time ", "")),
    "figure": _room("core.exercise errors figure", "numpy"),
    "storage": _room("core errors language storage"),
    "exchange": _room("core errors language exchange"),
    "services": _room("core storage errors language services"),
    "audio": _room("core errors language audio", "numpy"),
    "audio.mixer": _room("audio", "pygame numpy"),
    "devices": _room("core errors language devices", "wakepy"),
    "devices.gamepad_process": _room("core", "pygame"),
    "app": _room(f"{LAYERS} {FILES} app", "pydantic"),
    "doctor": _room(f"{LAYERS} {FILES} coach_problems"),
    "demo": _room(f"{LAYERS} {FILES} app"),
    "coach_problems": _room("figure language"),
    "figure_cli": _room("core figure content paths errors language coach_problems"),
    "simulate_cli": _room(f"{LAYERS} {FILES} app"),
    "report_cli": _room(f"{LAYERS} {FILES} app ui"),
    "json_input": _room("content errors language", "pydantic"),
    "strength_cli": _room("core content paths errors language json_input strength_cli", "pydantic"),
    "decide_cli": _room(
        "core services content content_problems paths errors language json_input strength_cli_input"
        " decide_cli",
        "pydantic",
    ),
    "cli": _room(
        f"{LAYERS} {FILES} app doctor demo figure_cli simulate_cli strength_cli decide_cli"
        " report_cli"
        " ui.application"
    ),
    "ui": _room(f"{LAYERS} {FILES} app coach_problems ui", "PySide6"),
    "ui.icons": _room("paths ui", "PySide6"),
    "ui.theme": _room("ui.icons", "PySide6"),
    "ui.widgets": _room("core language figure ui.theme ui.icons ui.widgets", "PySide6"),
    "ui.widgets.charts": _room(
        "core language ui.theme ui.icons ui.widgets", "PySide6 pyqtgraph numpy"
    ),
    "ui.stage": _room(
        "core figure errors language coach_problems ui.theme ui.stage",
        "PySide6 shiboken6 numpy moderngl",
    ),
    "ui.screens": _room(
        "core figure services errors language settings app content paths ui", "PySide6"
    ),
}
EVERYWHERE_BUT = {"language": ("core", "figure"), "errors": ("core",)}
ONLY_IN = {"sqlite3": "storage"}
FORBIDDEN_NAMES = {"utils", "util", "common", "helpers", "helper", "misc", "managers", "manager"}

MODULES = sorted(PACKAGE.rglob("*.py"))


def _name(file: Path) -> str:
    """The dotted name inside the package; a package is named after its folder."""
    parts = list(file.relative_to(PACKAGE).with_suffix("").parts)
    if len(parts) > 1 and parts[-1] == "__init__":
        parts.pop()
    return ".".join(parts)


def _is_in(name: str, room: str) -> bool:
    """Whether a module is a room, inside it, or split off from it (`charts_week` of `charts`)."""
    return name == room or name.startswith((f"{room}.", f"{room}_"))


def _room_of(name: str) -> str:
    fitting = [room for room in TABLE if _is_in(name, room)]
    assert fitting, f"{name} is in no room: add it to the table and to ARCHITECTURE.md"
    return max(fitting, key=len)


def _imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and name of everything imported, wherever in the file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            for alias in node.names:
                # `from gluteapp.core import clock` imports the module gluteapp.core.clock.
                inner = PACKAGE.parent.joinpath(*module.split("."), alias.name)
                is_module = inner.is_dir() or inner.with_suffix(".py").is_file()
                yield node.lineno, f"{module}.{alias.name}" if is_module else module


def _is_allowed(importer: str, imported: str) -> bool:
    room_name = _room_of(importer)
    room = TABLE[room_name]
    top, _, inner = imported.partition(".")
    if top == "gluteapp":
        if inner == "" or any(_is_in(inner, ours) for ours in room.ours):
            return True
        barred = EVERYWHERE_BUT.get(inner)
        return barred is not None and not any(_is_in(importer, one) for one in barred)
    if top in sys.stdlib_module_names:
        home = ONLY_IN.get(top)
        return top not in room.barred and (home is None or _is_in(importer, home))
    return top in room.installed


@pytest.mark.parametrize("file", MODULES, ids=_name)
def test_a_module_imports_only_what_the_table_allows(file: Path) -> None:
    name = _name(file)
    tree = ast.parse(file.read_text(encoding="utf-8"))
    strangers = [
        f"line {line}: {imported}"
        for line, imported in _imports(tree)
        if not _is_allowed(name, imported)
    ]
    assert not strangers, f"{name} must not import {strangers}"


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("core.engine", "gluteapp.storage.database"),
        ("core.engine", "gluteapp.language"),
        ("core.engine", "time"),
        ("core.engine", "random"),
        ("core.clock", "os"),
        ("figure.motion", "gluteapp.core.engine"),
        ("figure.motion", "gluteapp.language"),
        ("services.training", "gluteapp.ui.theme"),
        ("services.training", "PySide6.QtCore"),
        ("services.training", "sqlite3"),
        ("storage.rows", "gluteapp.services.ids"),
        ("audio.conductor", "pygame.mixer"),
        ("app", "gluteapp.ui.application"),
        ("app", "gluteapp.cli"),
        ("ui.screens.today", "pyqtgraph"),
        ("ui.screens.today", "gluteapp.storage.repositories"),
        ("ui.widgets.card", "gluteapp.services.history"),
        ("cli", "PySide6.QtWidgets"),
    ],
)
def test_the_table_bars_what_would_tear_a_wall_down(importer: str, imported: str) -> None:
    assert not _is_allowed(importer, imported)


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("core.clock", "time"),
        ("figure.motion", "gluteapp.core.exercise"),
        ("services.training", "gluteapp.language"),
        ("storage.database", "sqlite3"),
        ("ui.widgets.charts", "pyqtgraph"),
        ("ui.widgets.charts_week", "pyqtgraph"),
    ],
)
def test_the_table_allows_what_the_rooms_are_for(importer: str, imported: str) -> None:
    assert _is_allowed(importer, imported)


@pytest.mark.parametrize("file", MODULES, ids=_name)
def test_a_package_file_is_a_docstring_and_names_say_something(file: Path) -> None:
    name = _name(file)
    assert FORBIDDEN_NAMES.isdisjoint(name.split(".")), f"{name} says nothing about what it is"
    tree = ast.parse(file.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), f"{name} does not say what it is"
    if file.name == "__init__.py":
        assert len(tree.body) == 1, f"{name} does something when it is imported"


@pytest.mark.parametrize(
    "file", [file for file in MODULES if _name(file).startswith("core")], ids=_name
)
def test_the_core_opens_no_file_and_asks_no_clock(file: Path) -> None:
    if _name(file) == "core.clock":
        return
    outward = {"open", "input", "print", "exec", "eval", "__import__"}
    asking = {"now", "utcnow", "today", "time", "time_ns", "monotonic", "monotonic_ns", "uuid4"}
    found: list[str] = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id in outward:
            found.append(f"line {node.lineno}: {node.func.id}()")
        if isinstance(node.func, ast.Attribute) and node.func.attr in asking and not node.args:
            found.append(f"line {node.lineno}: .{node.func.attr}()")
    assert not found


def test_the_page_on_architecture_names_every_room_and_module() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = [room for room in TABLE if not room.startswith("__")]
    assert [room for room in rooms if f"`{room}`" not in page] == []
    top = {_name(file) for file in MODULES if file.parent == PACKAGE} - {"__init__"}
    core = {file.stem for file in (PACKAGE / "core").glob("*.py")} - {"__init__"}
    inner = {file.stem for room in ("services", "ui") for file in (PACKAGE / room).glob("*.py")}
    named = top | core | inner - {"__init__"}
    assert [name for name in sorted(named) if f"{name}.py" not in page] == []


def test_the_page_on_architecture_and_the_credits_name_the_folders_of_content() -> None:
    folders = {path.name for path in (ROOT / "assets").iterdir() if path.is_dir()}
    credit_lines = (ROOT / "assets" / "CREDITS.md").read_text(encoding="utf-8").splitlines()
    credited = {
        name.strip("`/")
        for line in credit_lines
        if line.startswith("| `")
        for name in line.split("|")[1].strip().split(", ")
    }
    assert credited == folders - {"__pycache__"}
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    (line,) = [line for line in page.splitlines() if line.startswith("assets/ ")]
    words = line.removeprefix("assets/").replace("(TOML)", "").replace("(SVG)", "")
    listed = {word.strip() for word in words.partition(";")[0].split(",")}
    assert listed == credited


QUIET = [
    *(
        "core",
        "services",
        "storage",
        "figure",
        "exchange",
        "audio.conductor",
        "audio.pygame_player",
        "devices.gamepad",
    ),
    *("cli", "simulate_cli", "app", "doctor"),
]


@pytest.mark.parametrize("name", QUIET)
def test_a_fresh_process_finds_no_window_and_no_sound(name: str) -> None:
    """Import everything of a room in a new interpreter and look at what came along."""
    folder = PACKAGE.joinpath(*name.split("."))
    files = [*folder.rglob("*.py")] if folder.is_dir() else [folder.with_suffix(".py")]
    modules = sorted(f"gluteapp.{_name(file)}" for file in files if file.is_file())
    if not modules:
        pytest.skip(f"there is no gluteapp.{name} yet")
    program = (
        "import importlib, sys\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        "heavy = {'PySide6', 'pygame', 'pyqtgraph', 'moderngl'} & set(sys.modules)\n"
        "sys.exit(f'came along: {sorted(heavy)}' if heavy else 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
