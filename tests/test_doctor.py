"""The doctor says plainly what needs attention, and only that."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gluteapp import doctor
from gluteapp.audio.player import PlayerState
from gluteapp.core.clock import SystemClock
from gluteapp.devices.wake import WakeResult, WakeWhy
from gluteapp.paths import Paths
from gluteapp.storage.repositories import Store
from tests.audio.mixer_bench import write_wav

HEARD = PlayerState(is_heard=True, device="Speakers")
HELD = WakeResult(is_held=True, why=WakeWhy.HELD)


def examine(paths: Paths) -> dict[str, doctor.Check]:
    checks = doctor.examine(paths, sound=lambda: HEARD, wake=lambda: HELD)
    return {check.name: check for check in checks}


def test_a_fresh_profile_is_well_and_stays_untouched(paths: Paths) -> None:
    checks = examine(paths)
    del checks["display"], checks["graphics"]  # of the machine the tests run on
    assert [check.sentence for check in checks.values() if not check.is_ok] == []
    assert not paths.data.exists()


def test_every_check_has_a_title_and_a_whole_sentence(paths: Paths) -> None:
    for check in examine(paths).values():
        assert check.title
        assert check.sentence.endswith(".")


def test_without_a_display_it_says_what_to_do() -> None:
    check = doctor.check_display({}, is_linux=True)
    assert not check.is_ok
    assert "gluteapp simulate" in check.sentence


def test_a_display_that_does_not_answer_is_named() -> None:
    check = doctor.check_display({"DISPLAY": ":4711"}, is_linux=True)
    assert not check.is_ok
    assert ":4711" in check.sentence


def test_a_wayland_display_is_found_by_its_socket(tmp_path: Path) -> None:
    environment = {"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert not doctor.check_display(environment, is_linux=True).is_ok
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-7"))
        assert doctor.check_display(environment, is_linux=True).is_ok


def test_elsewhere_the_desktop_is_taken_as_given() -> None:
    assert doctor.check_display({}, is_linux=False).is_ok


def test_missing_libraries_are_named(tmp_path: Path) -> None:
    check = doctor.check_graphics(("libc.so.6", "libnowhere.so.1"), tmp_path)
    assert not check.is_ok
    assert "libnowhere.so.1" in check.sentence
    assert "libc.so.6" not in check.sentence


def test_no_graphics_processor_is_said_and_is_fine(tmp_path: Path) -> None:
    check = doctor.check_graphics(("libc.so.6",), tmp_path / "dri")
    assert check.is_ok
    assert "No graphics processor" in check.sentence
    assert "No graphics" not in doctor.check_graphics(("libc.so.6",), tmp_path).sentence


@pytest.mark.parametrize(
    ("state", "is_ok", "words"),
    [
        (HEARD, True, "Speakers"),
        (PlayerState(is_heard=True), True, "usual output"),
        (PlayerState(is_heard=False, problem="The cable is out."), False, "The cable is out."),
        (PlayerState(is_heard=False), False, "No output answered"),
    ],
)
def test_sound_is_told_as_the_player_has_it(state: PlayerState, is_ok: bool, words: str) -> None:
    check = doctor.check_sound(state)
    assert check.is_ok is is_ok
    assert words in check.sentence


@pytest.mark.parametrize("why", [WakeWhy.REFUSED, WakeWhy.NO_ANSWER])
def test_a_screen_that_may_go_dark_is_told(why: WakeWhy) -> None:
    check = doctor.check_wake(WakeResult(is_held=False, why=why))
    assert not check.is_ok
    assert "screen saver" in check.sentence


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file in the way")
    check = doctor.check_data_folder(tmp_path / "data" / "deeper")
    assert not check.is_ok
    assert str(tmp_path / "data") in check.sentence


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert not doctor.check_data_folder(tmp_path).is_ok


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    """A folder that may not even be looked into, not by root either."""
    folder = tmp_path / "locked"
    folder.mkdir(mode=0)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    yield folder
    if is_root:
        os.seteuid(0)
    folder.chmod(0o700)


@pytest.mark.skipif(os.name != "posix", reason="folders are locked by mode bits")
def test_a_locked_folder_is_named(locked: Path) -> None:
    checks = examine(Paths.under(locked / "profile"))
    assert not checks["data_folder"].is_ok
    assert not checks["record"].is_ok
    assert str(locked) in checks["record"].sentence
    assert not checks["settings"].is_ok


@pytest.mark.skipif(os.name != "posix", reason="folders are locked by mode bits")
def test_a_display_in_a_locked_folder_does_not_answer(locked: Path) -> None:
    environment = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(locked)}
    assert not doctor.check_display(environment, is_linux=True).is_ok


def test_a_disk_that_is_nearly_full_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = shutil.disk_usage(tmp_path)._replace(free=12_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: free)
    check = doctor.check_data_folder(tmp_path)
    assert not check.is_ok
    assert "Only 12 MB" in check.sentence


def test_a_whole_record_is_well(paths: Paths) -> None:
    Store.open(paths.database, clock=SystemClock()).close()
    check = doctor.check_record(paths.database)
    assert (check.is_ok, check.sentence) == (True, "Whole, with 0 sessions.")


def test_a_file_that_is_no_record_is_told_and_left_alone(paths: Paths) -> None:
    paths.data.mkdir(parents=True)
    paths.database.write_bytes(b"this is not a database, whatever its name says" * 100)
    before = paths.database.read_bytes()
    check = doctor.check_record(paths.database)
    assert not check.is_ok
    assert paths.database.read_bytes() == before


def test_what_is_wrong_in_a_record_is_told(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    Store.open(paths.database, clock=SystemClock()).close()
    monkeypatch.setattr(Store, "check", lambda _self: ["The page 7 is damaged."])
    check = doctor.check_record(paths.database)
    assert not check.is_ok
    assert check.sentence.startswith("The page 7 is damaged.")
    assert str(paths.data) in check.sentence


def test_a_broken_exercise_of_the_user_is_named(paths: Paths) -> None:
    folder = paths.data / "exercises"
    folder.mkdir(parents=True)
    (folder / "broken.toml").write_text("name = ")
    check = doctor.check_content(paths)
    assert not check.is_ok
    assert "broken.toml" in check.sentence


def test_a_broken_body_or_motion_is_named(paths: Paths, tmp_path: Path) -> None:
    assert doctor.check_coach(paths).is_ok
    bodies, motions = tmp_path / "bodies", tmp_path / "motions"
    bodies.mkdir()
    motions.mkdir()
    for body in ("a", "b"):
        whole = (paths.assets / "bodies" / f"{body}.npz").read_bytes()
        (bodies / f"{body}.npz").write_bytes(whole[: len(whole) // (2 if body == "b" else 1)])
    other = replace(paths, assets=tmp_path)
    check = doctor.check_coach(other)
    assert not check.is_ok
    assert "b.npz" in check.sentence
    (motions / "clam.toml").write_text("posture = ")
    check = doctor.check_coach(other)
    assert not check.is_ok
    assert "clam.toml" in check.sentence


def test_broken_settings_are_named(paths: Paths) -> None:
    paths.config.mkdir(parents=True)
    paths.settings_file.write_text('{"volume": "loud"}')
    check = doctor.check_settings(paths.settings_file)
    assert not check.is_ok
    assert "volume" in check.sentence
    assert list(paths.config.iterdir()) == [paths.settings_file]


def test_the_real_sound_and_wake_lock_answer_whatever_the_machine_has(paths: Paths) -> None:
    checks = {check.name: check for check in doctor.examine(paths)}
    assert checks["sound"].sentence
    assert checks["wake_lock"].sentence


def test_the_voice_is_counted_and_the_users_own_recordings_named(paths: Paths) -> None:
    check = doctor.check_voice(paths)
    assert check.is_ok
    assert "lines can be said." in check.sentence
    paths.voice.mkdir(parents=True)
    shipped = paths.assets / "voice" / "low" / "halfway.ogg"
    (paths.voice / "halfway.ogg").write_bytes(shipped.read_bytes())
    check = doctor.check_voice(paths)
    assert check.is_ok
    assert "1 of them is your own recording." in check.sentence
    (paths.voice / "squeeze.wav").write_bytes(b"no sound")
    check = doctor.check_voice(paths)
    assert not check.is_ok
    assert "squeeze.wav" in check.sentence
    (paths.voice / "slow.wav").write_bytes(b"no sound either")
    sentence = doctor.check_voice(paths).sentence
    assert "squeeze.wav" in sentence
    assert "slow.wav" in sentence


def test_a_silent_recording_is_named_by_the_doctor(paths: Paths) -> None:
    paths.voice.mkdir(parents=True)
    write_wav(paths.voice / "halfway.wav", 400, level=10)
    write_wav(paths.voice / "rest.wav", 400, level=32_767)
    check = doctor.check_voice(paths)
    assert not check.is_ok
    assert "halfway.wav is not used: nothing is to be heard in it." in check.sentence
    assert "rest.wav is far too loud or clipped" in check.sentence


def test_a_voice_that_is_not_there_is_worth_a_word(paths: Paths, tmp_path: Path) -> None:
    check = doctor.check_voice(replace(paths, assets=tmp_path))
    assert not check.is_ok
    assert "install gluteapp again" in check.sentence


def test_lines_without_a_clip_are_no_fault(paths: Paths) -> None:
    """A circuit of the user's own has titles that nobody recorded."""
    folder = paths.data / "circuits"
    folder.mkdir(parents=True)
    (folder / "short.toml").write_text(
        'id = "short"\ntitle = "Short"\nsummary = "A breath"\nlevel = 1\nseconds = 3\n'
        '[[steps]]\nkind = "count_in"\nseconds = 3\ntitle = "Breathe out loud"\n'
    )
    check = doctor.check_voice(paths)
    assert check.is_ok
    assert "Breathe out loud" in check.sentence
