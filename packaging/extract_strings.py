"""Collects every word the user reads, from code and content, into gluteapp/locale/gluteapp.pot."""

from __future__ import annotations

import io
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import write_po

ROOT = Path(__file__).parents[1]
TEMPLATE = ROOT / "gluteapp" / "locale" / "gluteapp.pot"

KEYWORDS: dict[str, tuple[int, ...] | None] = {"tr": None, "trn": (1, 2), "said": None}
COMMENT_TAGS = ("Translators:",)
# What of a content file is shown, and so translated; citations stay as they were published.
SHOWN_FIELDS = {"name", "title", "summary", "side_note", "start_cue", "note"}
SHOWN_LISTS = {"faults"}
SHOWN_TABLES = {"positions"}
HEADER = """\
# Words of gluteapp to be translated.
# Made by packaging/extract_strings.py (make strings); changes belong into code and content.
#"""


def words_in_code(file: Path) -> Iterator[tuple[str | tuple[str, ...], list[str]]]:
    """The sentences given to tr and trn in a Python file, each with its translators' comments."""
    for _line, message, comments, _context in extract_from_file(
        "python", file, keywords=KEYWORDS, comment_tags=COMMENT_TAGS
    ):
        yield message, comments


def words_in_content(table: dict[str, Any]) -> Iterator[str]:
    """The words of a content file that are shown, in their order."""
    for name, value in table.items():
        match value:
            case str() if name in SHOWN_FIELDS and value:
                yield value
            case dict() if name in SHOWN_TABLES:
                yield from value.values()
            case dict():
                yield from words_in_content(value)
            case list() if name in SHOWN_LISTS:
                yield from value
            case list():
                yield from _words_in_list(name, value)


def _words_in_list(name: str, rows: list[Any]) -> Iterator[str]:
    for row in rows:
        if isinstance(row, dict):
            if name == "cues":
                yield row["text"]
            else:
                yield from words_in_content(row)


def template() -> str:
    """The text of the template, the same for the same tree."""
    catalog = Catalog(project="gluteapp", header_comment=HEADER, fuzzy=False)
    for file in sorted((ROOT / "gluteapp").rglob("*.py")):
        place = file.relative_to(ROOT).as_posix()
        for message, comments in words_in_code(file):
            catalog.add(message, locations=[(place, 0)], auto_comments=comments)
    for file in sorted((ROOT / "assets").rglob("*.toml")):
        place = file.relative_to(ROOT).as_posix()
        for words in words_in_content(tomllib.loads(file.read_text(encoding="utf-8"))):
            catalog.add(words, locations=[(place, 0)])
    written = io.BytesIO()
    # Without line numbers and dates: the file changes only when words do.
    write_po(written, catalog, width=100, sort_by_file=True, include_lineno=False)
    lines = written.getvalue().decode("utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not _changes_by_itself(line))


def _changes_by_itself(line: str) -> bool:
    return line.startswith(('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By'))


def main() -> int:
    """Write the template."""
    TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
    text = template()
    TEMPLATE.write_text(text, encoding="utf-8")
    print(f"{text.count(chr(10) + 'msgid ') - 1} sentences in {TEMPLATE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
