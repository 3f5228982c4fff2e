"""In a rest the coach stands where there is most room; a notice covers nothing that is needed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from pytestqt.qtbot import QtBot

from gluteapp.core.clock import ManualClock
from gluteapp.paths import Paths
from gluteapp.ui.screens.session_room import FigureRoom
from gluteapp.ui.widgets.text_label import TextLabel
from tests.ui.screens.session_stand import STEPS, Stand

Key = Qt.Key
SIZES = ((1024, 640), (1440, 900), (1920, 1080))
PORTRAIT = (800, 1100)


@pytest.fixture(params=SIZES, ids=[f"{w}x{h}" for w, h in SIZES])
def stand(
    request: pytest.FixtureRequest, qtbot: QtBot, paths: Paths, clock: ManualClock
) -> Iterator[Stand]:
    made = Stand(qtbot=qtbot, paths=paths, clock=clock, size=request.param)
    yield made
    made.close()


@pytest.fixture
def portrait(qtbot: QtBot, paths: Paths, clock: ManualClock) -> Iterator[Stand]:
    made = Stand(qtbot=qtbot, paths=paths, clock=clock, size=PORTRAIT)
    yield made
    made.close()


def room_of(stand: Stand) -> FigureRoom:
    return FigureRoom(studio=stand.studio, stage=stand.stage)


def test_in_a_rest_the_figure_stands_where_it_is_larger(stand: Stand) -> None:
    """Who is tall stands beside the ring of ten seconds and more, who is long lies under it."""
    faces, room = stand.screen.faces, room_of(stand)
    under = faces.shape.rest_stage(is_two_digits=True, has_card=True)
    beside = faces.shape.rest_stage_beside
    seen = set()
    for name in ("rest", "clam_rest", "kneel"):
        stand.play_to(name, 500)
        scales = {
            place.getRect(): room.scale(stand.frame.step, place.size()) for place in (under, beside)
        }
        at = stand.stage.geometry().getRect()
        assert scales[at] == max(scales.values()), name
        seen.add(at)
    assert len(seen) == 2


def test_a_fault_in_a_rest_takes_the_place_of_the_questions(stand: Stand) -> None:
    stand.play_to("clam_rest", 3_000)
    alone, step = stand.stage.geometry(), stand.frame.step
    stand.key(Key.Key_X)
    fault, card = stand.screen.figure.fault, stand.screen.desk.card
    beside = fault._beside
    assert beside is not None
    assert card.isHidden()
    assert stand.screen.toast.text() == "X brings the questions back."
    for stage in (stand.stage, beside):
        assert stand.screen.faces.shape.card.contains(stage.geometry())
        # As large as alone, or nearly: it has to be seen what is wrong.
        scale = room_of(stand).scale(step, stage.size())
        assert scale > 0.75 * room_of(stand).scale(step, alone.size())
    stand.key(Key.Key_4)
    stand.key(Key.Key_X)
    assert card.isVisible()
    assert stand.stage.geometry() == alone
    assert stand.sets("clam_right")[-1].effort == 4


def test_a_notice_is_large_and_covers_nothing_that_is_needed(stand: Stand) -> None:
    faces, toast = stand.screen.faces, stand.screen.toast
    for name, face, share in (
        ("clam_left", faces.work, 0.05),
        ("clam_switch", faces.work, 0.05),
        ("clam_rest", faces.rest, 0.03),
    ):
        stand.play_to(name, 2_000)
        stand.key(Key.Key_A)
        stand.wait(100)
        assert toast.isVisible()
        stage = stand.stage.geometry()
        head = QRect(stage.left(), stage.top(), stage.width(), stage.height() // 2)
        needed = [face.ring.geometry(), faces.strip.geometry(), face.name.geometry(), head]
        needed += [chip.geometry() for chip in faces.caption.parts if chip.isVisible()]
        if face is faces.work:
            needed.append(faces.work.cue.geometry())
        for rect in needed:
            assert not toast.geometry().intersects(rect), name
        label = toast.findChildren(TextLabel)[0]
        assert label.font().pixelSize() >= share * stand.screen.height()
        assert stand.screen.rect().contains(toast.geometry())


def test_a_notice_goes_with_the_step_it_is_about(stand: Stand) -> None:
    stand.to("clam_left", 16_000)
    stand.key(Key.Key_X)
    assert stand.screen.toast.isVisible()
    stand.wait(1_500)
    assert stand.step.index == STEPS["clam_switch"]
    assert not stand.screen.toast.isVisible()


SENTENCES = (
    "Sound lost. Captions are on. Looking for it again.",
    "Sound comes through WH-1000XM4 Wireless Noise Cancelling Headphones now.",
    "The disk is full. Nothing is lost until then. " * 4,
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_banner_covers_nothing_that_is_needed(stand: Stand, sentence: str) -> None:
    faces, banner = stand.screen.faces, stand.screen.notices.banner
    for name in ("clam_left", "clam_switch", "clam_right", "clam_rest"):
        stand.play_to(name, 3_000)
        for problem in (None, sentence):
            stand.sound.music_problem = problem
            stand.wait(100)
        assert banner.text() == sentence
        assert banner.isVisible()
        face = faces.rest if name == "clam_rest" else faces.work
        needed = [face.ring.geometry(), face.name.geometry()]
        if face is faces.work:
            # The foot of its line is empty.
            foot = faces.shape.px(0.01)
            word = faces.work.word.geometry().adjusted(0, 0, 0, -foot)
            needed += [faces.work.cue.geometry(), word]
        if sentence == SENTENCES[0] and face is faces.work:
            needed.append(faces.strip.geometry())
        if stand.screen.desk.effort.isVisible():
            needed.append(stand.screen.desk.effort.geometry())
        for rect in needed:
            assert not banner.geometry().intersects(rect), name
        label = banner.findChildren(TextLabel)[0]
        assert label.heightForWidth(label.width()) <= label.height()
        assert label.font().pixelSize() >= 0.025 * faces.shape.unit
        assert stand.screen.rect().contains(banner.geometry())


def test_a_rest_in_portrait_keeps_its_parts_apart(portrait: Stand) -> None:
    stand = portrait
    stand.play_to("clam_rest", 1_000)
    rest, card = stand.screen.faces.rest, stand.screen.desk.card
    parts = [rest.ring, rest.left, rest.then, rest.name, card, stand.screen.faces.strip]
    for index, one in enumerate(parts):
        for other in parts[index + 1 :]:
            assert not one.geometry().intersects(other.geometry()), (one, other)


def test_a_rest_in_portrait_shows_the_next_move_between_its_words(portrait: Stand) -> None:
    stand = portrait
    rest, card = stand.screen.faces.rest, stand.screen.desk.card
    for name in ("rest", "clam_rest", "kneel"):
        stand.play_to(name, 1_000)
        assert stand.stage.isVisible()
        for part in (rest.ring, rest.then, rest.name, card):
            assert not part.isVisible() or not stand.stage.geometry().intersects(part.geometry())
    stand.key(Key.Key_X)
    assert stand.stage.isVisible()
    stand.key(Key.Key_X)
    assert stand.stage.isVisible()


def test_a_legend_in_portrait_names_the_helpers_too(portrait: Stand) -> None:
    stand = portrait
    stand.play_to("clam_left", 4_500)
    legend = stand.screen.faces.work.legend
    assert legend.isVisible()
    assert legend.painted_count == len(legend.muscles) == 3
