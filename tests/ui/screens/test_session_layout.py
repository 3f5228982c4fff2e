"""Sizes as shares of the window height, and no word cut, at the sizes that are promised."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gluteapp.core.clock import ManualClock
from gluteapp.core.engine import SessionEngine
from gluteapp.core.layout import Options, lay_out
from gluteapp.paths import Paths
from gluteapp.ui.screens.session_frame import Frame, Mode, Told, frame_of
from gluteapp.ui.screens.session_layout import Shape
from gluteapp.ui.theme import CAP_SHARE
from gluteapp.ui.widgets.button import Button
from gluteapp.ui.widgets.fitted_label import FittedLabel
from gluteapp.ui.widgets.number_label import NumberLabel
from gluteapp.ui.widgets.ring import Ring
from gluteapp.ui.widgets.side_flag import SideFlag
from gluteapp.ui.widgets.text_label import TextLabel
from tests.ui.screens.session_stand import Stand, content

SIZES = ((1024, 640), (1440, 900), (1920, 1080))
T1, T1B, T2, T3 = 0.20, 0.175, 0.072, 0.049


@pytest.fixture(params=SIZES, ids=[f"{w}x{h}" for w, h in SIZES])
def stand(
    request: pytest.FixtureRequest, qtbot: QtBot, paths: Paths, clock: ManualClock
) -> Iterator[Stand]:
    made = Stand(qtbot=qtbot, paths=paths, clock=clock, size=request.param)
    yield made
    made.close()


def ring_share(ring: Ring, stand: Stand) -> float:
    return ring.number_font().pixelSize() * CAP_SHARE / stand.screen.height()


def label_share(label: TextLabel, stand: Stand) -> float:
    return label.font().pixelSize() * CAP_SHARE / stand.screen.height()


def number_share(label: NumberLabel, stand: Stand) -> float:
    # The number is 1/1.1 of the height it asks for.
    return label.sizeHint().height() / 1.1 * CAP_SHARE / stand.screen.height()


def flag_share(flag: SideFlag, stand: Stand) -> float:
    return flag.height() * 0.74 * CAP_SHARE / stand.screen.height()


def least(share: float, stand: Stand) -> float:
    """Half a pixel may be lost by rounding."""
    return share - 0.6 / stand.screen.height()


def test_the_count_is_a_fifth_of_the_height(stand: Stand) -> None:
    ring = stand.screen.faces.work.ring
    stand.to("squat", 6_000)
    assert len(ring.number) == 1
    assert ring_share(ring, stand) >= least(T1, stand)
    stand.to("stretch_left", 3_000)
    assert len(ring.number) == 2
    assert ring_share(ring, stand) >= least(T1, stand)


def test_the_rest_countdown_is_as_large_with_two_digits_as_with_one(stand: Stand) -> None:
    ring = stand.screen.faces.rest.ring
    for name, offset_ms, digits in (("rest", 500, 2), ("rest", 8_000, 1), ("brief", 500, 1)):
        stand.play_to(name, offset_ms)
        assert len(ring.number) == digits
        assert ring_share(ring, stand) >= least(T1B, stand)


def test_phase_and_seconds_are_read_from_the_mat(stand: Stand) -> None:
    work = stand.screen.faces.work
    stand.to("clam_left", 5_000)
    assert label_share(work.word, stand) >= least(T2, stand)
    assert number_share(work.seconds, stand) >= least(T2, stand)


def test_side_name_time_and_cue_are_read_from_the_mat(stand: Stand) -> None:
    work = stand.screen.faces.work
    stand.to("clam_left", 5_000)
    assert flag_share(work.flag, stand) >= least(T3, stand)
    assert number_share(work.left, stand) >= least(T3, stand)
    for label in (work.name, work.cue):
        assert label_share(label, stand) >= least(T3, stand)
    rest = stand.screen.faces.rest
    stand.play_to("clam_rest", 500)
    assert flag_share(rest.flag, stand) >= least(T3, stand)
    assert number_share(rest.left, stand) >= least(T3, stand)
    assert label_share(rest.word, stand) >= least(T3, stand)
    assert label_share(rest.name, stand) >= least(T3, stand)


def cut(face: QWidget, inside: QRect) -> list[str]:
    """The visible words of a face that do not fit, or lie outside of it."""
    found = []
    for label in face.findChildren(TextLabel):
        if not label.isVisibleTo(face) or not label.text():
            continue
        if label.wordWrap():
            is_cut = label.heightForWidth(label.width()) > label.height() + 2
            is_cut = is_cut or label.minimumSizeHint().width() > label.width()
        else:
            is_cut = label.sizeHint().width() > label.width() + 1
        rect = QRect(label.mapTo(face, label.rect().topLeft()), label.size())
        if is_cut or not inside.contains(rect):
            found.append(f"{label.text()!r} {rect.getRect()}")
    numbers, buttons = face.findChildren(NumberLabel), face.findChildren(Button)
    found += [
        f"{one.number!r} {one.size()}"
        for one in numbers
        if one.isVisibleTo(face) and one.sizeHint().width() > one.width() + 1
    ]
    found += [
        f"{one.words!r} {one.size()}"
        for one in buttons
        if one.isVisibleTo(face) and one.minimumSizeHint().width() > one.width()
    ]
    return found


def frames_of(circuit: str) -> list[tuple[Frame, int]]:
    """A frame at the start, in the middle and at the end of each step, and the step's length."""
    timeline = lay_out(content().circuits[circuit], content().library, Options())
    engine = SessionEngine(timeline=timeline)
    engine.start(0)
    shown = []
    for step in timeline.steps:
        for offset_ms in (50, step.duration_ms // 2, step.duration_ms - 900):
            engine.advance(step.start_ms + offset_ms)
            view = engine.view(step.start_ms + offset_ms)
            told = Told(done={step.index - 1: "Right done, 12 reps"})
            shown.append((frame_of(view, timeline, told), step.index))
    return shown


@pytest.mark.parametrize("circuit", ["foundation", "build", "perform", "daily"])
def test_no_words_are_cut_in_any_step(stand: Stand, circuit: str) -> None:
    faces = stand.screen.faces
    timeline = lay_out(content().circuits[circuit], content().library, Options())
    problems = []
    for frame, index in frames_of(circuit):
        step = timeline.steps[index]
        if frame.mode is Mode.REST:
            faces.rest.begin(step, has_card=bool(step.felt_steps))
            faces.rest.show_frame(frame)
            problems += [(index, words) for words in cut(faces.rest, stand.screen.rect())]
        else:
            faces.work.show_frame(frame)
            problems += [(index, words) for words in cut(faces.work, stand.screen.rect())]
    assert not problems


def test_every_move_there_is_fits_as_a_name(stand: Stand) -> None:
    faces = stand.screen.faces
    stand.to("clam_left", 5_000)
    frame = stand.frame
    problems = []
    for exercise in content().library.exercises.values():
        for variant in exercise.variants:
            step = stand.step
            named = type(frame)(
                **{
                    field: getattr(frame, field)
                    for field in frame.__slots__
                    if field not in ("name", "then_name", "step")
                },
                name=variant.name,
                then_name=variant.name,
                step=step,
            )
            faces.work.show_frame(named)
            problems += cut(faces.work, stand.screen.rect())
    assert not problems


def test_the_pause_fits_with_all_that_it_can_say(stand: Stand) -> None:
    stand.play_to("clam_left", 8_000)
    stand.clock.move(725_000)
    stand.screen.tick()
    pause = stand.screen.faces.pause
    assert pause.away.isVisible()
    assert pause.trim.isVisible()
    assert not cut(pause, stand.screen.rect())
    lowest = max(child.geometry().bottom() for child in (pause.place, pause.to_go))
    assert lowest < pause.resume.geometry().top()
    trim = pause.trim
    bottom = trim.mapTo(pause, trim.rect().bottomLeft()).y()
    assert bottom < pause.resume.geometry().top()


def test_nothing_that_matters_lies_over_anything_else(stand: Stand) -> None:
    stand.to("clam_left", 5_000)
    work = stand.screen.faces.work
    parts = (work.flag, work.name, work.left, work.ring, work.word, work.bar, work.then, work.cue)
    for index, one in enumerate(parts):
        for other in parts[index + 1 :]:
            both = one.geometry().intersected(other.geometry())
            # The ring's square has empty corners.
            is_corner = work.ring in (one, other) and both.height() < 8
            assert both.isEmpty() or is_corner, (one, other)
    stage = stand.stage.geometry()
    for part in (work.flag, work.name, work.left, work.ring, work.cue, stand.screen.faces.strip):
        assert not stage.intersects(part.geometry())


def test_the_rest_stage_lies_under_nothing_that_changes(stand: Stand) -> None:
    rest = stand.screen.faces.rest
    for name in ("short_rest", "rest", "clam_rest", "brief", "kneel"):
        stand.play_to(name, 500)
        stage = stand.stage.geometry()
        for part in (rest.ring, rest.left, stand.screen.desk.card):
            assert not part.isVisible() or not stage.intersects(part.geometry()), name


@pytest.mark.parametrize("size", [(900, 900), (700, 1000), (1024, 768), (2560, 1080), (800, 600)])
def test_other_windows_keep_everything_inside(size: tuple[int, int]) -> None:
    shape = Shape(width=size[0], height=size[1])
    window = QRect(0, 0, *size)
    for rect in (
        shape.header, shape.stage, shape.ring, shape.word, shape.bar, shape.then, shape.cue,
        shape.strip, shape.card, shape.controls, shape.effort,
    ):  # fmt: skip
        assert window.contains(rect), rect
        assert rect.isValid()
    assert not shape.stage.intersects(shape.ring)


def test_a_narrow_window_still_works(qtbot: QtBot, paths: Paths, clock: ManualClock) -> None:
    stand = Stand(qtbot=qtbot, paths=paths, clock=clock, size=(760, 900))
    for name in ("clam_left", "clam_switch", "clam_rest"):
        stand.play_to(name, 1_000)
        stand.painted()
    stand.key(Qt.Key.Key_Space)
    stand.painted()
    assert stand.screen.faces.pause.resume.isVisible()
    assert isinstance(stand.screen.faces.pause.name, FittedLabel)
    stand.close()


def test_the_position_in_a_rest_has_room_for_its_letters(stand: Stand) -> None:
    size = stand.screen.size()
    stand.screen.resize(800, 560)
    stand.to("clam_rest", 500)
    stand.screen.resize(size)
    line = stand.screen.faces.rest.line
    assert line.text()
    assert line.height() >= round(line.line_px) * line.line_count
