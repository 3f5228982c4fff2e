"""Every word the user reads goes through the language, as a whole sentence that can be found."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "gluteapp"
MODULES = sorted(PACKAGE.rglob("*.py"))

# What Qt shows or a screen reader reads out.
SHOWN = {
    "QAction",
    "QCheckBox",
    "QGroupBox",
    "QLabel",
    "QMessageBox",
    "QPushButton",
    "QRadioButton",
    "QToolButton",
    "addAction",
    "addItem",
    "addRow",
    "addTab",
    "insertItem",
    "setAccessibleDescription",
    "setAccessibleName",
    "setApplicationDisplayName",
    "setPlaceholderText",
    "setPrefix",
    "setStatusTip",
    "setSuffix",
    "setTabText",
    "setText",
    "setTitle",
    "setToolTip",
    "setWhatsThis",
    "setWindowTitle",
    "showMessage",
}
TRANSLATORS = {"tr": 1, "trn": 2}  # how many sentences each takes, before numbers and values
NAME = "gluteapp"  # the same in every language
ERRORS = {
    node.name
    for node in ast.parse((PACKAGE / "errors.py").read_text(encoding="utf-8")).body
    if isinstance(node, ast.ClassDef)
}


def _called(node: ast.Call) -> str:
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _calls(source: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))


def _bare_words(node: ast.expr) -> Iterator[str]:
    """Literal words in an argument that no translator is wrapped around."""
    match node:
        case ast.Constant(value=str(text)):
            if text != NAME and any(letter.isalpha() for letter in text):
                yield text
        case ast.JoinedStr(values=parts):
            for part in parts:
                yield from _bare_words(part)
        case ast.BinOp(left=left, right=right):
            yield from _bare_words(left)
            yield from _bare_words(right)
        case ast.IfExp(body=body, orelse=orelse):
            yield from _bare_words(body)
            yield from _bare_words(orelse)
        case _:
            return


def untranslated(source: str, *, names: set[str]) -> list[str]:
    """The words handed to one of `names` without passing through the language."""
    return [
        f"line {call.lineno}: {_called(call)}({words!r})"
        for call in _calls(source)
        if _called(call) in names
        for argument in call.args
        for words in _bare_words(argument)
    ]


def unfindable(source: str) -> list[str]:
    """Sentences that the extraction cannot find or a translator cannot turn around."""
    return [
        f"line {call.lineno}: {_called(call)}({ast.unparse(argument)})"
        for call in _calls(source)
        for argument in call.args[: TRANSLATORS.get(_called(call), 0)]
        if isinstance(argument, (ast.JoinedStr, ast.BinOp))
        # Content is asked for its words by fields and methods; nothing else may be made on the spot.
        or (
            isinstance(argument, ast.Call)
            and (isinstance(argument.func, ast.Name) or _called(argument) in {"format", "join"})
        )
    ]


def _module_id(file: Path) -> str:
    return str(file.relative_to(PACKAGE))


@pytest.mark.parametrize("file", MODULES, ids=_module_id)
def test_no_word_reaches_a_widget_untranslated(file: Path) -> None:
    if "ui" not in file.relative_to(PACKAGE).parts:
        return
    assert not untranslated(file.read_text(encoding="utf-8"), names=SHOWN)


@pytest.mark.parametrize("file", MODULES, ids=_module_id)
def test_no_error_a_user_reads_is_untranslated(file: Path) -> None:
    if file.relative_to(PACKAGE).parts[0] in {"core", "figure"}:
        return  # they have no language
    assert not untranslated(file.read_text(encoding="utf-8"), names=ERRORS)


@pytest.mark.parametrize("file", MODULES, ids=_module_id)
def test_sentences_are_whole_and_literal(file: Path) -> None:
    assert not unfindable(file.read_text(encoding="utf-8"))


def test_bare_words_are_noticed() -> None:
    source = 'label.setText("Rest"); label.setText(f"{n} left"); QLabel(tr("Rest")); x.setText("–")'
    assert len(untranslated(source, names=SHOWN)) == 2


def test_glued_sentences_are_noticed() -> None:
    source = 'tr("a " + b); tr(f"{n} sets"); tr("{n} sets", n=n); tr("a {}".format(b)); tr(str(b)); tr(name)'
    assert len(unfindable(source)) == 4
