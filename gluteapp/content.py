"""Reads exercises and circuits, those that ship and the user's own, and the rules of the index.

Knows no window and no clock. A file that cannot be used is named with its field, the reason and what to do; the rest still loads.
"""

from __future__ import annotations

import logging
import stat
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from gluteapp.content_problems import (
    ContentFolder,
    FieldPath,
    UnusableError,
    field_path,
    one_line,
    reason_of,
    shown,
)
from gluteapp.core.circuit import Circuit, CircuitStep
from gluteapp.core.exercise import Content, Exercise, Laterality, Library, Side
from gluteapp.core.strength_rules import StrengthRules
from gluteapp.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gluteapp.errors import ContentError
    from gluteapp.paths import Paths

FILE_BYTES_MAX = 100_000
"""A content file is a page or two of text; anything longer is something else."""
LINE_LENGTH_MAX = 10_000
"""Longest line in characters: a key of many dots takes tomllib minutes (cubic in its length)."""

_log = logging.getLogger(__name__)
_Written = TypeVar("_Written", Exercise, Circuit)
_Parsed = TypeVar("_Parsed", bound=Content)
STRENGTH_FILE = "strength.toml"


@dataclass(frozen=True, slots=True)
class LoadedContent:
    """Everything that could be read, and a sentence about everything that could not."""

    library: Library
    circuits: dict[str, Circuit]
    """By id, in the order of their levels; level 0, outside the levels, comes last."""
    problems: tuple[ContentError, ...]
    strength: StrengthRules | None = None
    """What the strength index is computed from; None when its file cannot be used."""


@dataclass(slots=True)
class _Shelf:
    """What came out of one or both folders of a kind, by id, and what failed on the way."""

    folders: dict[str, ContentFolder]
    failed: set[str]
    problems: list[ContentError]

    def refuse(self, folder: ContentFolder, file_name: str, error: UnusableError) -> None:
        """Note a file that cannot be used; its id counts as failed unless another file serves."""
        self.problems.append(folder.problem(file_name, error))
        self.failed.add(file_name.removesuffix(".toml"))


def load_content(paths: Paths) -> LoadedContent:
    """Read what ships, then the user's own files, which replace those of the same id."""
    exercises, shelf = _load_exercises(paths)
    library = Library(exercises=exercises)
    circuits, circuit_problems = _load_circuits(paths, library, shelf.failed)
    strength, strength_problems = _load_strength(paths)
    ordered = sorted(circuits.values(), key=lambda one: (one.level == 0, one.level, one.id))
    return LoadedContent(
        library=library,
        circuits={circuit.id: circuit for circuit in ordered},
        problems=(*shelf.problems, *circuit_problems, *strength_problems),
        strength=strength,
    )


def _load_exercises(paths: Paths) -> tuple[dict[str, Exercise], _Shelf]:
    shelf = _Shelf(folders={}, failed=set(), problems=[])
    exercises: dict[str, Exercise] = {}
    for folder in _folders(paths, "exercises"):
        for name, exercise in _read_folder(folder, Exercise, shelf):
            try:
                if folder.is_own:
                    _check_motions(exercise, exercises)
                    _check_keeps_place(exercise, exercises.get(exercise.id))
            except UnusableError as error:
                shelf.refuse(folder, name, error)
                continue
            _say_if_replaced(folder, name, exercise.id in exercises)
            exercises[exercise.id] = exercise
            shelf.folders[exercise.id] = folder
    shelf.failed -= exercises.keys()
    return _without_dangling_links(exercises, shelf), shelf


def _load_circuits(
    paths: Paths, library: Library, failed_moves: set[str]
) -> tuple[dict[str, Circuit], list[ContentError]]:
    shelf = _Shelf(folders={}, failed=set(), problems=[])
    circuits: dict[str, Circuit] = {}
    for folder in _folders(paths, "circuits"):
        for name, circuit in _read_folder(folder, Circuit, shelf):
            try:
                for index, step in enumerate(circuit.steps):
                    _check_step(step, ("steps", index), library, failed_moves)
            except UnusableError as error:
                shelf.refuse(folder, name, error)
                continue
            _say_if_replaced(folder, name, circuit.id in circuits)
            circuits[circuit.id] = circuit
    return circuits, shelf.problems


def _load_strength(paths: Paths) -> tuple[StrengthRules | None, list[ContentError]]:
    """The coefficients that ship; without them there is no index, and everything else works."""
    folder = ContentFolder(paths.assets, is_own=False)
    try:
        return _parsed(paths.assets / STRENGTH_FILE, StrengthRules), []
    except UnusableError as error:
        return None, [folder.problem(STRENGTH_FILE, error)]


def _folders(paths: Paths, kind: str) -> tuple[ContentFolder, ContentFolder]:
    built_in = ContentFolder(paths.assets / kind, is_own=False)
    return built_in, ContentFolder(paths.data / kind, is_own=True)


def _say_if_replaced(folder: ContentFolder, name: str, is_replacing: bool) -> None:
    if is_replacing:
        _log.info("the user's %s/%s replaces the built-in one", folder.path.name, name)


# Reading one file


def _read_folder(
    folder: ContentFolder, model: type[_Written], shelf: _Shelf
) -> Iterator[tuple[str, _Written]]:
    """Every file of a folder that holds what it should, with its name."""
    try:
        files = sorted(path for path in folder.path.iterdir() if _is_content(path.name))
    except FileNotFoundError:
        if not folder.is_own:
            shelf.problems.append(folder.problem("", UnusableError(tr("the folder is missing"))))
        return
    except OSError as error:
        shelf.problems.append(folder.problem("", UnusableError(_cannot_read(error))))
        return
    for path in files:
        try:
            written = _read_file(path, model)
        except UnusableError as error:
            shelf.refuse(folder, path.name, error)
        else:
            yield path.name, written


def _is_content(file_name: str) -> bool:
    return file_name.endswith(".toml") and not file_name.startswith(".")


def _read_file(path: Path, model: type[_Written]) -> _Written:
    """What a file named after its id says; raises UnusableError."""
    written = _parsed(path, model)
    if written.id != path.stem:
        reason = tr("the file name and the id differ; rename one so that both are the same")
        raise UnusableError(reason, ("id",))
    return written


def _parsed(path: Path, model: type[_Parsed]) -> _Parsed:
    """What a file says; raises UnusableError."""
    try:
        return model.model_validate(tomllib.loads(_read_text(path)))
    except tomllib.TOMLDecodeError as error:
        reason = tr("it is not valid TOML ({detail})", detail=one_line(str(error)))
        raise UnusableError(reason) from error
    except ValidationError as error:
        first, *others = error.errors(include_url=False)
        raise UnusableError(reason_of(first), field_path(first), len(others)) from error
    except (ValueError, RecursionError) as error:  # numbers of 5000 digits, lists 500 deep
        raise UnusableError(tr("a value in it is too long or nested too deeply")) from error


def _read_text(path: Path) -> str:
    try:
        # Opening a pipe would wait for ever, so look before opening.
        if not stat.S_ISREG(path.stat().st_mode):
            raise UnusableError(tr("it is not a plain file"))
        with path.open("rb") as file:
            content = file.read(FILE_BYTES_MAX + 1)
    except OSError as error:
        raise UnusableError(_cannot_read(error)) from error
    if len(content) > FILE_BYTES_MAX:
        raise UnusableError(tr("it is longer than 100 kB, so it is no exercise and no circuit"))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnusableError(tr("it is not text in UTF-8; save it as UTF-8")) from error
    if max(map(len, text.splitlines()), default=0) > LINE_LENGTH_MAX:
        raise UnusableError(tr("a line of it is too long; break it into shorter ones"))
    return text


def _cannot_read(error: OSError) -> str:
    return tr("it cannot be read ({detail})", detail=error.strerror or type(error).__name__)


# What a file must agree with outside itself


def _check_motions(exercise: Exercise, others: dict[str, Exercise]) -> None:
    """A user's move borrows its motion from a move that ships."""
    motions = {variant.motion for other in others.values() for variant in other.variants}
    for index, variant in enumerate(exercise.variants):
        if variant.motion not in motions:
            reason = tr("there is no motion {name}", name=shown(variant.motion))
            raise UnusableError(reason, ("variants", index, "motion"))


def _check_keeps_place(exercise: Exercise, built_in: Exercise | None) -> None:
    """A replaced move keeps its sides and variants: circuits, chains and the record name them."""
    if built_in is None:
        return
    if exercise.laterality is not built_in.laterality:
        reason = tr(
            'it is "{value}" in the built-in move, and a file that replaces it keeps that',
            value=built_in.laterality.value,
        )
        raise UnusableError(reason, ("laterality",))
    kept = {variant.id for variant in exercise.variants}
    missing = [variant.id for variant in built_in.variants if variant.id not in kept]
    if missing:
        reason = tr(
            "the built-in move also has {variants}, and a file that replaces it keeps them all",
            variants=", ".join(missing),
        )
        raise UnusableError(reason, ("variants",))


def _without_dangling_links(exercises: dict[str, Exercise], shelf: _Shelf) -> dict[str, Exercise]:
    """The same exercises without easier or harder links that lead nowhere; those are problems."""
    moves = {f"{one.id}/{variant.id}" for one in exercises.values() for variant in one.variants}
    linked: dict[str, Exercise] = {}
    for exercise in exercises.values():
        variants = list(exercise.variants)
        for index, field, move in _links(exercise):
            if move in moves:
                continue
            variants[index] = variants[index].model_copy(update={field: None})
            # A link to a file that failed is no fault of this file; that one is named already.
            if move.partition("/")[0] not in shelf.failed:
                reason = tr("there is no move {name}", name=shown(move))
                error = UnusableError(reason, ("variants", index, field))
                file_name = f"{exercise.id}.toml"
                shelf.problems.append(shelf.folders[exercise.id].problem(file_name, error))
        linked[exercise.id] = exercise.model_copy(update={"variants": tuple(variants)})
    return linked


def _links(exercise: Exercise) -> Iterator[tuple[int, str, str]]:
    """Each easier or harder link: index of the variant, field, and the move it names."""
    for index, variant in enumerate(exercise.variants):
        if variant.easier is not None:
            yield index, "easier", variant.easier
        if variant.harder is not None:
            yield index, "harder", variant.harder


def _check_step(
    step: CircuitStep, place: FieldPath, library: Library, failed_moves: set[str]
) -> None:
    """A step names a move that exists, with the side it needs and time for one repetition."""
    if step.exercise is None or step.variant is None:
        return
    exercise = library.exercises.get(step.exercise)
    if exercise is None:
        name = shown(step.exercise)
        if step.exercise in failed_moves:
            reason = tr("the exercise {name} could not be loaded", name=name)
        else:
            reason = tr("there is no exercise {name}", name=name)
        raise UnusableError(reason, (*place, "exercise"))
    variant = next((one for one in exercise.variants if one.id == step.variant), None)
    if variant is None:
        move = shown(f"{step.exercise}/{step.variant}")
        raise UnusableError(tr("there is no move {name}", name=move), (*place, "variant"))
    is_one_sided = exercise.laterality is Laterality.ONE_SIDED
    if is_one_sided and step.side not in (Side.LEFT, Side.RIGHT):
        raise UnusableError(tr("this move works one side: left or right"), (*place, "side"))
    if not is_one_sided and step.side in (Side.LEFT, Side.RIGHT):
        raise UnusableError(tr("this move works both sides: both, or no side"), (*place, "side"))
    tempo = step.tempo or variant.tempo or exercise.tempo
    if tempo is not None and not exercise.is_hold and step.seconds * 1000 < tempo.rep_ms:
        reason = tr("it is too short for one repetition at {tempo}", tempo=tempo)
        raise UnusableError(reason, (*place, "seconds"))
