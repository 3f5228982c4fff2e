"""The template for translators holds every word that is shown, and is up to date."""

from __future__ import annotations

import importlib.util
import io
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "extract_strings", ROOT / "packaging" / "extract_strings.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_template_is_up_to_date(script: ModuleType) -> None:
    kept = script.TEMPLATE.read_text(encoding="utf-8")
    assert kept == script.template(), "words changed: run `make strings`"


def test_the_template_can_be_read(script: ModuleType) -> None:
    catalog = read_po(io.BytesIO(script.template().encode()))
    assert catalog.get("Glute bridge") is not None
    for message in catalog:
        assert not list(message.check(catalog)), message.id


def test_sentences_in_code_are_found(script: ModuleType, tmp_path: Path) -> None:
    file = tmp_path / "screen.py"
    file.write_text(
        "# Translators: on the button\n"
        'a = tr("Start")\n'
        'b = trn("{n} set", "{n} sets", count, done=done)\n'
        "c = tr(exercise.name)\n"
    )
    found = list(script.words_in_code(file))
    assert found == [("Start", ["Translators: on the button"]), (("{n} set", "{n} sets"), [])]


def test_only_what_is_shown_of_content_is_found(script: ModuleType) -> None:
    content = {
        "id": "clam",
        "name": "Clam",
        "posture": "side_lying",
        "side_note": "",
        "faults": ["Rolling back"],
        "cues": [{"text": "Heels together", "when_felt": "low_back"}],
        "positions": {"left": "Lie on your right side"},
        "variants": [{"id": "standard", "name": "Clam, plain", "motion": "clam"}],
        "citations": [{"text": "Somebody 2020", "mark": "V"}],
        "steps": [{"kind": "rest", "title": "Turn over"}],
    }
    assert list(script.words_in_content(content)) == [
        "Clam",
        "Rolling back",
        "Heels together",
        "Lie on your right side",
        "Clam, plain",
        "Turn over",
    ]
