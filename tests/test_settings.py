"""Settings survive whatever a file or a disk does to them."""

from __future__ import annotations

import json
import os
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from gluteapp.errors import SettingsError
from gluteapp.settings import Safety, Settings, load_settings, read_settings, save_settings

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(string.printable, max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def written(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_the_usual_settings_hold(file: Path) -> None:
    assert load_settings(file) == (Settings(), None)
    assert not file.parent.exists()


def test_a_name_that_cannot_be_written_is_left_out_and_nothing_else_breaks(file: Path) -> None:
    written(file, '{"music": "/music/\\udcff", "volume": 0.25}')
    settings, problem = load_settings(file)
    assert (settings.music, settings.volume) == ("", 0.25)
    assert problem is not None
    assert "music" in problem.message
    save_settings(settings, file)
    with pytest.raises(SettingsError) as refused:
        save_settings(Settings.model_construct(**{**dict(settings), "music": "\udcff"}), file)
    assert "could not be written" in refused.value.message
    assert load_settings(file) == (settings, None)
    assert list(file.parent.glob("*.tmp")) == []


def test_what_is_saved_is_what_is_loaded(file: Path) -> None:
    chosen = Settings(
        theme="light",
        volume=0.25,
        count_in_s=10,
        first_side="right",
        camera="second",
        body="b",
        skin="dark",
        outfit="sand",
        drawing="software",
        safety=Safety(chest_pain=True, is_confirmed=True, confirmed_utc_ms=1_767_225_600_000),
    )
    save_settings(chosen, file)
    assert load_settings(file) == (chosen, None)
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("option", ["camera", "body", "skin", "outfit", "drawing"])
def test_a_coach_that_is_not_known_is_the_usual_one(file: Path, option: str) -> None:
    settings, problem = load_settings(written(file, json.dumps({option: "green", "volume": 0.5})))
    assert settings == Settings(volume=0.5)
    assert problem is not None
    assert option in problem.message


def test_a_bad_option_gets_its_default_and_the_others_stay(file: Path) -> None:
    text = json.dumps({"volume": 7, "theme": "light", "count_in_s": "soon"})
    settings, problem = load_settings(written(file, text))
    assert settings == Settings(theme="light")
    assert problem is not None
    assert "count_in_s, volume" in problem.message
    assert str(file) in problem.message
    assert file.with_name("settings.json.bad").read_text() == text


@pytest.mark.parametrize(
    "told",
    [
        {"chest_pain": "ja", "is_confirmed": True},
        {"chest_pain": True, "fainting": "often", "is_confirmed": True, "is_cleared": True},
        {"chest_pain": True, "is_confirmed": True, "is_cleared": True, "confirmed_utc_ms": -1},
    ],
)
def test_a_bad_safety_answer_asks_all_of_them_again(file: Path, told: dict[str, object]) -> None:
    text = json.dumps({"safety": told, "is_muted": True})
    settings, problem = load_settings(written(file, text))
    assert settings == Settings(is_muted=True)
    assert not settings.safety.may_start
    assert problem is not None
    assert "safety" in problem.message


def test_safety_that_is_no_table_is_asked_again(file: Path) -> None:
    settings, problem = load_settings(written(file, '{"safety": 3, "is_muted": true}'))
    assert settings == Settings(is_muted=True)
    assert problem is not None
    assert not settings.safety.may_start


def test_an_option_of_another_version_is_no_problem(file: Path) -> None:
    settings, problem = load_settings(written(file, '{"colour_of_the_ring": "blue"}'))
    assert (settings, problem) == (Settings(), None)


@pytest.mark.parametrize("text", ["", "{", "[1, 2]", "null", '"dark"', "NaN"])
def test_a_file_that_is_no_object_is_kept_aside(file: Path, text: str) -> None:
    settings, problem = load_settings(written(file, text))
    assert settings == Settings()
    assert problem is not None
    assert file.with_name("settings.json.bad").read_text() == text


def test_a_file_nested_without_end_is_kept_aside(file: Path) -> None:
    settings, problem = load_settings(written(file, '{"volume":' * 100_000))
    assert settings == Settings()
    assert problem is not None
    assert file.with_name("settings.json.bad").exists()


def test_reading_alone_leaves_the_folder_as_it_is(file: Path) -> None:
    settings, problem = read_settings(written(file, '{"volume": 7, "theme": "light"}'))
    assert settings == Settings(theme="light")
    assert problem is not None
    assert list(file.parent.iterdir()) == [file]


def test_a_file_that_is_no_text_is_kept_aside(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"\xff\xfe\x00{")
    settings, problem = load_settings(file)
    assert settings == Settings()
    assert problem is not None
    assert file.with_name("settings.json.bad").exists()


def test_a_folder_in_place_of_the_file_is_told(file: Path) -> None:
    file.mkdir(parents=True)
    settings, problem = load_settings(file)
    assert settings == Settings()
    assert problem is not None
    assert str(file) in problem.message


@given(options=st.dictionaries(st.sampled_from([*Settings.model_fields, "new"]), JSON))
def test_no_file_keeps_the_app_from_starting(
    tmp_path_factory: pytest.TempPathFactory, options: dict[str, object]
) -> None:
    file = tmp_path_factory.mktemp("settings") / "settings.json"
    file.write_text(json.dumps(options), encoding="utf-8")
    settings, problem = load_settings(file)
    assert Settings.model_validate_json(settings.model_dump_json()) == settings
    if problem is None:
        assert not file.with_name("settings.json.bad").exists()


def test_a_disk_that_refuses_is_told_and_leaves_the_old_file(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_settings(Settings(theme="dark"), file)

    def refuse(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(SettingsError, match="No space left on device"):
        save_settings(Settings(theme="light"), file)
    assert load_settings(file) == (Settings(theme="dark"), None)
    assert list(file.parent.iterdir()) == [file]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file in the way")
    with pytest.raises(SettingsError, match="could not be written"):
        save_settings(Settings(), tmp_path / "config" / "settings.json")


def test_settings_do_not_change_in_place() -> None:
    with pytest.raises(ValidationError):
        Settings().volume = 1.0  # type: ignore[misc]


@pytest.mark.parametrize("answer", ["chest_pain", "fainting", "bone_stress"])
def test_grave_answers_ask_for_clearance(answer: str) -> None:
    told = Safety.model_validate({answer: True, "is_confirmed": True})
    assert not told.may_start
    assert told.model_copy(update={"is_cleared": True}).may_start


def test_other_answers_ask_for_the_confirmation_only() -> None:
    assert not Safety(joint_or_surgery=True).may_start
    assert Safety(joint_or_surgery=True, is_confirmed=True).may_start
