"""Content is read tolerantly: a broken file is named with its field, the rest still loads."""

from __future__ import annotations

import logging
import os
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp import content_problems
from gluteapp.content import FILE_BYTES_MAX, LINE_LENGTH_MAX, LoadedContent, load_content
from gluteapp.core.layout import Options, lay_out
from gluteapp.paths import Paths

DATA = Path(__file__).parent / "data"
BUILT_IN = load_content(Paths.under(Path("nowhere")))
LIBRARY = BUILT_IN.library


def _write(paths: Paths, kind: str, name: str, content: str | bytes) -> Path:
    folder = paths.data / kind
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def _sample(name: str) -> str:
    return (DATA / "content" / name).read_text(encoding="utf-8")


def _messages(content: LoadedContent) -> list[str]:
    return [problem.message for problem in content.problems]


def _one_message(content: LoadedContent) -> str:
    (message,) = _messages(content)
    return message


def _rest_is_there(content: LoadedContent) -> bool:
    """Whether everything that ships is still there, in its order."""
    exercises = set(content.library.exercises) >= set(LIBRARY.exercises)
    kept = [one for one in content.circuits if one in BUILT_IN.circuits]
    return exercises and kept == list(BUILT_IN.circuits)


def test_own_files_join_what_ships(paths: Paths) -> None:
    _write(paths, "exercises", "knee_circle.toml", _sample("knee_circle.toml"))
    _write(paths, "circuits", "lunch_break.toml", _sample("lunch_break.toml"))
    _write(paths, "circuits", "notes.txt", "not content")
    _write(paths, "circuits", ".hidden.toml", "not content")
    content = load_content(paths)
    assert not content.problems
    assert _rest_is_there(content)
    assert content.library.move("knee_circle/standard")[1].easier == "fire_hydrant/standard"
    assert content.circuits["lunch_break"].set_count == 2


def test_own_circuits_may_use_own_moves(paths: Paths) -> None:
    _write(paths, "exercises", "knee_circle.toml", _sample("knee_circle.toml"))
    circuit = _sample("lunch_break.toml").replace('"clam"', '"knee_circle"')
    _write(paths, "circuits", "lunch_break.toml", circuit)
    content = load_content(paths)
    assert not content.problems
    assert content.circuits["lunch_break"].steps[0].exercise == "knee_circle"


def test_an_own_file_replaces_the_built_in_one(
    paths: Paths, caplog: pytest.LogCaptureFixture
) -> None:
    clam = (paths.assets / "exercises" / "clam.toml").read_text(encoding="utf-8")
    _write(paths, "exercises", "clam.toml", "\ufeff" + clam.replace('"Clam"', '"My clam"'))
    with caplog.at_level(logging.INFO, "gluteapp.content"):
        content = load_content(paths)
    assert not content.problems
    assert content.library.exercises["clam"].name == "My clam"
    assert "exercises/clam.toml replaces the built-in one" in caplog.text


def test_a_broken_replacement_leaves_the_built_in_one(paths: Paths) -> None:
    _write(paths, "exercises", "clam.toml", 'id = "clam"\n')
    _write(paths, "circuits", "daily.toml", 'id = "daily"\n')
    content = load_content(paths)
    assert [message.partition(":")[0] for message in _messages(content)] == [
        "exercises/clam.toml",
        "circuits/daily.toml",
    ]
    assert content.library.exercises["clam"] == LIBRARY.exercises["clam"]
    assert content.circuits == BUILT_IN.circuits


EXERCISE_MISTAKES = [
    ('tempo = "2-1-2"', 'tempo = "fast"', "field `tempo`: a tempo is written lower-hold-lift"),
    ('tempo = "2-1-2"', "tempo = 2", "field `tempo`: a tempo is written lower-hold-lift"),
    ('tempo = "2-1-2"', 'tempo = "0-1-2"', "field `tempo`: lowering and lifting take at least"),
    ('tempo = "2-1-2"', 'tempo = "11-1-2"', "field `tempo.lower_s`: 11 is more than 10"),
    ('tempo = "2-1-2"', "", "a move that counts reps needs a tempo"),
    ('name = "Knee circle"\nfamily', "family", "field `name`: it is missing"),
    ('name = "Knee circle"\nfamily', 'name = " "\nfamily', "field `name`: it is empty"),
    ('name = "Knee circle"\nfamily', "name = 3\nfamily", "field `name`: 3 is not text in quotes"),
    ('"abduction"', '"yoga"', "field `family`: 'yoga' is not one of hip_extension, abduction,"),
    ('start_cue = "Brace first"', 'start_cue = "' + 35 * "a" + '"', "longer than 34 characters"),
    ("cues = [{ text", "cues = [{ txt", "field `text` in entry 1 of `cues`: it is missing"),
    ('cues = [{ text = "Small circles" }]', "cues = []", "field `cues`: it is empty"),
    ('cues = [{ text = "Small circles" }]', "cues = 5", "field `cues`: 5 is not a list"),
    (
        'cues = [{ text = "Small circles" }]',
        'cues = ["a"]',
        "entry 1 of `cues`: 'a' is not a table",
    ),
    ("gluteus_medius = 0.4", "gluteus_medius = 1.4", "field `muscles.gluteus_medius`: 1.4 is more"),
    ("gluteus_medius = 0.4", 'gluteus_medius = "a lot"', "'a lot' is not a usable number"),
    ("gluteus_medius = 0.4", "biceps = 0.4", "field `muscles.biceps`: 'biceps' is not one of glut"),
    ("gluteus_medius = 0.4", "gluteus_medius = -1", "-1 is less than 0"),
    ("gluteus_medius = 0.4", "gluteus_medius = nan", "field `muscles.gluteus_medius`: nan is"),
    (
        "gluteus_medius = 0.4",
        "gluteus_medius = 0x" + 9000 * "f",
        "a number of too many digits is not a usable",
    ),
    ('easier = "fire', 'eesier = "fire', "`eesier` in entry 1 of `variants`: no such field"),
    ('["chair"]', '["sofa"]', "field `equipment.1` in entry 1 of `variants`: 'sofa' is not one"),
    ('"fire_hydrant/standard"', '"fire_hydrant"', "'fire_hydrant' is not a move such as"),
    ('"fire_hydrant/standard"', '"fire_hydrant/x"', "`easier` in entry 1 of `variants`: there is"),
    ('"fire_hydrant/standard"', '"moon_walk/x"', "`easier` in entry 1 of `variants`: there is no"),
    ('motion = "fire_hydrant"', 'motion = "flying"', "`motion` in entry 1 of `variants`: there is"),
    (
        "[[variants]]",
        '[[variants]]\nid = "standard"\nname = "Twin"\nmotion = "clam"\n[[variants]]',
        "two variants have the same id",
    ),
    ('id = "standard"', 'id = "Standard!"', "'Standard!' is not an id of small letters"),
    ('id = "knee_circle"', 'id = "knee_ring"', "field `id`: the file name and the id differ"),
    ("[muscles]", 'is_hold = "maybe"\n[muscles]', "field `positions.is_hold`: no such field"),
    ("[positions]", 'is_hold = "maybe"\n[positions]', "'maybe' is neither true nor false"),
]


@pytest.mark.parametrize(("old", "new", "expected"), EXERCISE_MISTAKES)
def test_a_mistake_in_an_exercise_is_named(paths: Paths, old: str, new: str, expected: str) -> None:
    good = _sample("knee_circle.toml")
    assert good.count(old) == 1
    _write(paths, "exercises", "knee_circle.toml", good.replace(old, new))
    content = load_content(paths)
    message = _one_message(content)
    assert message.startswith("exercises/knee_circle.toml: ")
    assert expected in message
    assert f"Correct it in {paths.data}, then restart gluteapp." in message
    assert message.isprintable()
    assert len(message) < 400 + len(str(paths.data))
    assert _rest_is_there(content)
    # A link that leads nowhere is cut; everything else costs the file.
    assert ("knee_circle" in content.library.exercises) is ("there is no move" in message)


def test_every_rule_of_the_core_has_a_sentence_of_its_own() -> None:
    """A rule without one would be told as a value of a wrong kind."""
    core = Path(content_problems.__file__).parent / "core"
    codes = {
        code
        for file in core.glob("*.py")
        for code in re.findall(r'PydanticCustomError\(\s*"(\w+)"', file.read_text(encoding="utf-8"))
    }
    assert len(codes) >= 10
    phrased = Path(content_problems.__file__).read_text(encoding="utf-8")
    assert {code for code in codes if f'case "{code}"' not in phrased} == set()


def test_more_than_one_mistake_is_counted(paths: Paths) -> None:
    _write(paths, "exercises", "knee_circle.toml", 'id = "knee_circle"\nsummary = 1\nfoo = 2\n')
    message = _one_message(load_content(paths))
    assert re.search(r"The same file has \d more errors to correct\.$", message)


def test_a_dangling_link_is_cut(paths: Paths) -> None:
    broken = _sample("knee_circle.toml").replace("fire_hydrant/standard", "moon_walk/standard")
    _write(paths, "exercises", "knee_circle.toml", broken)
    content = load_content(paths)
    assert "there is no move 'moon_walk/standard'" in _one_message(content)
    assert content.library.move("knee_circle/standard")[1].easier is None


CIRCUIT_MISTAKES = [
    ("seconds = 70", "seconds = 71", "the steps last 70 s, the circuit says 71 s"),
    ("seconds = 70", "seconds = 0", "field `seconds`: 0 is less than 1"),
    ("seconds = 70", "seconds = 7.5", "field `seconds`: 7.5 is not a whole number"),
    ("level = 0", "level = 10", "field `level`: 10 is more than 9"),
    ("level = 0", "", "field `level`: it is missing"),
    ("seconds = 10,", "", "field `seconds` in entry 2 of `steps`: it is missing"),
    ('side = "right"', 'side = "left"', "left works 60 s and right 0 s"),
    ('side = "right"', 'side = "up"', "`side` in entry 3 of `steps`: 'up' is not one of left,"),
    ('kind = "switch"', 'kind = "work"', "entry 2 of `steps`: a work step names an exercise"),
    (
        'kind = "switch"',
        'kind = "switch", exercise = "clam", variant = "standard"',
        "entry 2 of `steps`: a switch step names no exercise",
    ),
    ('kind = "switch"', 'kind = "nap"', "field `kind` in entry 2 of `steps`: 'nap' is not one of"),
    ('id = "lunch_break"', 'id = "lunch"', "field `id`: the file name and the id differ"),
    ("]\n", "", "it is not valid TOML"),
]


@pytest.mark.parametrize(("old", "new", "expected"), CIRCUIT_MISTAKES)
def test_a_mistake_in_a_circuit_is_named(paths: Paths, old: str, new: str, expected: str) -> None:
    good = _sample("lunch_break.toml")
    assert good.count(old) == 1
    _write(paths, "circuits", "lunch_break.toml", good.replace(old, new))
    content = load_content(paths)
    message = _one_message(content)
    assert message.startswith("circuits/lunch_break.toml: ")
    assert expected in message
    assert content.circuits == BUILT_IN.circuits


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"clam"', '"moon_walk"', "field `exercise` in entry 1 of `steps`: there is no exercise"),
        ('"standard"', '"floating"', "field `variant` in entry 1 of `steps`: there is no move"),
        (', side = "left"', "", "field `side` in entry 1 of `steps`: this move works one side"),
        ('"clam"', '"glute_bridge"', "`side` in entry 1 of `steps`: this move works both sides"),
        ('left" }', 'left", tempo = "9-9-9" }', "entry 3 of `steps`: it is too short for one"),
    ],
)
def test_a_circuit_agrees_with_its_moves(paths: Paths, old: str, new: str, expected: str) -> None:
    text = _sample("lunch_break.toml").replace(old, new)
    if "too short" in expected:
        text = text.replace("seconds = 30", "seconds = 26").replace("70", "62")
        text = text.replace('right" }', 'right", tempo = "9-9-9" }')
        expected = expected.replace("entry 3", "entry 1")
    if not new:
        text = text.replace(', side = "right"', "")
    _write(paths, "circuits", "lunch_break.toml", text)
    content = load_content(paths)
    assert expected in _one_message(content)
    assert content.circuits == BUILT_IN.circuits


def test_a_circuit_of_a_broken_move_is_left_out_and_says_so(paths: Paths) -> None:
    broken = _sample("knee_circle.toml").replace('"2-1-2"', '"2-1"')
    _write(paths, "exercises", "knee_circle.toml", broken)
    circuit = _sample("lunch_break.toml").replace('"clam"', '"knee_circle"')
    _write(paths, "circuits", "lunch_break.toml", circuit)
    content = load_content(paths)
    first, second = _messages(content)
    assert first.startswith("exercises/knee_circle.toml: field `tempo`")
    assert "the exercise 'knee_circle' could not be loaded" in second
    assert content.circuits == BUILT_IN.circuits


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('id = "feet_lifted"', 'id = "feet_up"', "field `variants`: the built-in move also has"),
        ('"one_sided"', '"both"', 'field `laterality`: it is "one_sided" in the built-in move'),
    ],
)
def test_a_replacement_keeps_what_others_name(
    paths: Paths, old: str, new: str, expected: str
) -> None:
    clam = (paths.assets / "exercises" / "clam.toml").read_text(encoding="utf-8")
    _write(paths, "exercises", "clam.toml", clam.replace(old, new))
    content = load_content(paths)
    assert expected in _one_message(content)
    assert content.library == LIBRARY
    assert content.circuits == BUILT_IN.circuits


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        ("latin_1.toml", "it is not text in UTF-8"),
        ("no_equals_sign.toml", "it is not valid TOML (Expected '=' after a key"),
        ("web_page.toml", "it is not valid TOML"),
        ("picture.toml", "it is not text in UTF-8"),
        ("empty.toml", "field `id`: it is missing"),
    ],
)
def test_files_that_are_something_else_are_named(paths: Paths, sample: str, expected: str) -> None:
    content = (DATA / "content" / sample).read_bytes()
    _write(paths, "exercises", "knee_circle.toml", content)
    loaded = load_content(paths)
    assert expected in _one_message(loaded)
    assert _rest_is_there(loaded)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("#" * 99 + "\n", "longer than 100 kB"),
        ("a = " + "[" * 4000, "nested too deeply"),
        ("a = " + "9" * 6000, "too long or nested too deeply"),
        ("a." * (LINE_LENGTH_MAX // 2) + "b = 1", "a line of it is too long"),
    ],
)
def test_monsters_are_named(paths: Paths, content: str, expected: str) -> None:
    times = FILE_BYTES_MAX // len(content) + 1 if "kB" in expected else 1
    _write(paths, "circuits", "monster.toml", content * times)
    assert expected in _one_message(load_content(paths))


def test_what_cannot_be_opened_is_named(paths: Paths) -> None:
    folder = paths.data / "exercises"
    folder.mkdir(parents=True)
    (folder / "a_folder.toml").mkdir()
    (folder / "gone.toml").symlink_to(folder / "nowhere.toml")
    os.mkfifo(folder / "pipe.toml")
    first, second, third = _messages(load_content(paths))
    assert first.startswith("exercises/a_folder.toml: it is not a plain file. Correct it in ")
    assert second.startswith("exercises/gone.toml: it cannot be read (")
    assert third.startswith("exercises/pipe.toml: it is not a plain file.")


def test_a_folder_that_is_none_is_named(paths: Paths) -> None:
    paths.data.mkdir(parents=True)
    (paths.data / "circuits").write_text("not a folder", encoding="utf-8")
    content = load_content(paths)
    message = _one_message(content)
    assert message.startswith("circuits: it cannot be read (")
    assert message.endswith("a folder you can open, then restart gluteapp.")
    assert _rest_is_there(content)


def test_a_strange_file_name_is_shown_without_breaking_the_line(paths: Paths) -> None:
    _write(paths, "circuits", "two\nlines.toml", "")
    assert _one_message(load_content(paths)).startswith(r"'circuits/two\nlines.toml': ")


def test_broken_built_in_files_do_not_stop_the_app(paths: Paths, tmp_path: Path) -> None:
    assets = tmp_path / "assets"
    for kind in ("exercises", "circuits"):
        shutil.copytree(paths.assets / kind, assets / kind)
    (assets / "exercises" / "clam.toml").write_text("id = ", encoding="utf-8")
    (assets / "strength.toml").write_text("version = 0", encoding="utf-8")
    content = load_content(replace(paths, assets=assets))
    assert list(content.circuits) == ["build", "perform"]
    assert content.library.move("side_lying_abduction/bent_knee")[1].easier is None
    assert [message.partition(":")[0] for message in _messages(content)] == [
        "exercises/clam.toml",
        "circuits/daily.toml",
        "circuits/foundation.toml",
        "assets/strength.toml",
    ]
    assert content.strength is None
    assert all("Install gluteapp again" in message for message in _messages(content))


def test_missing_assets_are_named(paths: Paths, tmp_path: Path) -> None:
    content = load_content(replace(paths, assets=tmp_path / "nothing"))
    assert not content.library.exercises
    assert not content.circuits
    assert _messages(content) == [
        "exercises: the folder is missing. Install gluteapp again to put it right.",
        "circuits: the folder is missing. Install gluteapp again to put it right.",
        (
            "nothing/strength.toml: it cannot be read (No such file or directory). "
            "Install gluteapp again to put it right."
        ),
    ]


EDITS = st.lists(
    st.tuples(
        st.integers(min_value=0, max_value=4000),
        st.integers(min_value=0, max_value=30),
        st.one_of(
            st.binary(max_size=6),
            st.sampled_from([b'"', b"[", b"]]", b"= ", b"-1", b"0x", b"\n", b"nan", b"id"]),
        ),
    ),
    min_size=1,
    max_size=4,
)


@given(
    name=st.sampled_from(["exercises/clam", "exercises/squat", "circuits/daily", "circuits/mine"]),
    edits=EDITS,
)
def test_corruption_is_named_or_harmless(
    tmp_path_factory: pytest.TempPathFactory, name: str, edits: list[tuple[int, int, bytes]]
) -> None:
    paths = Paths.under(tmp_path_factory.mktemp("profile"))
    kind, _, stem = name.partition("/")
    source = paths.assets / kind / f"{'daily' if stem == 'mine' else stem}.toml"
    content = source.read_bytes()
    for start, length, inserted in edits:
        at = start % len(content)
        content = content[:at] + inserted + content[at + length :]
    _write(paths, kind, f"{stem}.toml", content)
    loaded = load_content(paths)
    assert _rest_is_there(loaded)
    for message in _messages(loaded):
        assert message.startswith(f"{kind}/{stem}.toml: ")
        assert message.isprintable()
    for circuit in loaded.circuits.values():
        timeline = lay_out(circuit, loaded.library, Options())
        assert timeline.length_ms == 1000 * circuit.seconds
