"""The felt answers: what a tap or key says, what is shown, and that no answer stays no answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAccessible, QColor, QKeyEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gluteapp.core.exercise import Region
from gluteapp.core.session import Answer, Felt, Form, HarderSide, Pain, Question
from gluteapp.ui.theme import DARK, LIGHT
from gluteapp.ui.widgets.body_map import BodyMap, region_word
from gluteapp.ui.widgets.body_shapes import outline, region_shapes
from gluteapp.ui.widgets.effort_row import EffortRow, effort_word
from gluteapp.ui.widgets.felt_card import FeltCard
from gluteapp.ui.widgets.form_toggle import FormToggle
from gluteapp.ui.widgets.harder_row import HarderRow
from gluteapp.ui.widgets.pain_row import SPOTS, PainRow, spot_word

LEFT_BUTTON = Qt.MouseButton.LeftButton


def _pixel(widget: QWidget, at: QPointF) -> QColor:
    return widget.grab().toImage().pixelColor(at.toPoint())


def _share_of(widget: QWidget, colour: QColor) -> float:
    picture = widget.grab().toImage()
    points = [(x, y) for x in range(0, picture.width(), 2) for y in range(0, picture.height(), 2)]
    return sum(picture.pixelColor(x, y) == colour for x, y in points) / len(points)


# Effort, form, harder side


def test_effort_is_a_number_from_0_to_5_and_can_be_changed_and_taken_back(qtbot: QtBot) -> None:
    row = EffortRow(theme=DARK)
    qtbot.addWidget(row)
    row.resize(600, 70)
    seen: list[object] = []
    row.chosen.connect(seen.append)
    assert row.value is None
    for effort in (0, 5, 4):
        qtbot.mouseClick(row.button_of(effort), LEFT_BUTTON)
    qtbot.mouseClick(row.button_of(4), LEFT_BUTTON)
    assert seen == [0, 5, 4, None]
    assert [effort_word(effort) for effort in (0, 4, 5)] == ["0", "4", "5+"]
    assert row.button_of(5).accessibleName() == "5+"
    assert row.button_of(0).accessibleDescription() == "Good reps left"


def test_a_key_chooses_and_never_takes_back(qtbot: QtBot) -> None:
    row = EffortRow(theme=DARK)
    qtbot.addWidget(row)
    seen: list[object] = []
    row.chosen.connect(seen.append)
    row.choose(3)
    row.choose(3)
    assert seen == [3, 3]
    assert row.value == 3


def test_a_double_click_counts_once(qtbot: QtBot) -> None:
    row = EffortRow(theme=DARK)
    qtbot.addWidget(row)
    seen: list[object] = []
    row.chosen.connect(seen.append)
    button = row.button_of(2)
    qtbot.mouseClick(button, LEFT_BUTTON)
    qtbot.mouseDClick(button, LEFT_BUTTON)
    assert row.value in (2, None)
    assert seen[0] == 2
    assert len(seen) <= 2


def test_showing_an_answer_emits_nothing(qtbot: QtBot) -> None:
    row = EffortRow(theme=DARK)
    qtbot.addWidget(row)
    seen: list[object] = []
    row.chosen.connect(seen.append)
    row.set_value(2)
    row.set_value(None)
    row.set_value("nonsense")
    assert seen == []
    assert row.value is None


def test_the_chosen_answer_is_light_with_a_tick(qtbot: QtBot) -> None:
    row = EffortRow(theme=DARK)
    qtbot.addWidget(row)
    row.resize(600, 70)
    button = row.button_of(1)
    assert _pixel(button, QPointF(12, 35)) == DARK.raised
    row.set_value(1)
    assert _pixel(button, QPointF(8, 55)) == DARK.text
    dark = _share_of(button, DARK.bg)
    assert dark > 0.01


def test_arrow_keys_are_left_to_the_session(qtbot: QtBot) -> None:
    class Session(QWidget):
        def __init__(self) -> None:
            super().__init__()
            self.keys: list[int] = []

        def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
            self.keys.append(event.key())

    page = Session()
    qtbot.addWidget(page)
    row = EffortRow(theme=DARK, parent=page)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
        qtbot.keyClick(row.button_of(2), key)
    assert len(page.keys) == 4
    qtbot.keyClick(row.button_of(2), Qt.Key.Key_Return)
    assert row.value == 2


def test_form_is_clean_until_it_is_said_to_have_slipped(qtbot: QtBot) -> None:
    form = FormToggle(theme=DARK)
    qtbot.addWidget(form)
    seen: list[object] = []
    form.chosen.connect(seen.append)
    assert form.value is Form.CLEAN
    qtbot.mouseClick(form, LEFT_BUTTON)
    qtbot.mouseClick(form, LEFT_BUTTON)
    assert seen == [Form.SLIPPED, Form.CLEAN]
    form.choose(Form.SLIPPED)
    assert form.isChecked()
    form.set_value(None)
    assert form.value is Form.CLEAN
    assert form.accessibleName() == "Slipped at the end"


def test_harder_side_is_one_of_three(qtbot: QtBot) -> None:
    row = HarderRow(theme=DARK)
    qtbot.addWidget(row)
    row.resize(500, 60)
    seen: list[object] = []
    row.chosen.connect(seen.append)
    for side in HarderSide:
        qtbot.mouseClick(row.button_of(side), LEFT_BUTTON)
    assert seen == [HarderSide.LEFT, HarderSide.SAME, HarderSide.RIGHT]
    assert _share_of(row.button_of(HarderSide.LEFT), DARK.left) > 0


# Body map


@pytest.fixture
def body(qtbot: QtBot) -> BodyMap:
    """A body map as large as in a window of 900 px."""
    made = BodyMap(theme=DARK, text_px=17)
    qtbot.addWidget(made)
    made.resize(510, 250)
    return made


def _spot(body: BodyMap, region: Region) -> QPointF:
    shape = next(shape for shape in region_shapes() if shape.region is region)
    return body.to_map(is_back=shape.is_back).map(shape.spot)


def test_the_first_tap_is_most_and_further_ones_are_also(qtbot: QtBot, body: BodyMap) -> None:
    seen: list[object] = []
    body.chosen.connect(seen.append)
    for region in (Region.GLUTE_SIDE, Region.HAMSTRING, Region.LOW_BACK):
        qtbot.mouseClick(body, LEFT_BUTTON, pos=_spot(body, region).toPoint())
    assert seen == [
        Felt(most=Region.GLUTE_SIDE),
        Felt(most=Region.GLUTE_SIDE, also=(Region.HAMSTRING,)),
        Felt(most=Region.GLUTE_SIDE, also=(Region.HAMSTRING, Region.LOW_BACK)),
    ]


def test_taking_most_off_moves_the_next_one_up(body: BodyMap) -> None:
    body.toggle(Region.CALF)
    body.toggle(Region.GLUTE_CENTRE)
    body.toggle(Region.CALF)
    assert body.value == Felt(most=Region.GLUTE_CENTRE)
    body.toggle(Region.GLUTE_CENTRE)
    assert body.value is None


def test_nothing_much_stands_alone(body: BodyMap) -> None:
    body.toggle(Region.HAMSTRING)
    body.toggle(Region.NOTHING_MUCH)
    assert body.value == Felt(most=Region.NOTHING_MUCH)
    body.toggle(Region.GLUTE_CENTRE)
    assert body.value == Felt(most=Region.GLUTE_CENTRE)


@given(taps=st.lists(st.sampled_from(list(Region)), max_size=12))
def test_any_taps_give_an_answer_that_makes_sense(body: BodyMap, taps: list[Region]) -> None:
    body.set_value(None)
    for region in taps:
        body.toggle(region)
    felt = body.value
    chosen = [region for region in Region if body.box_of(region).isChecked()]
    if felt is None:
        assert chosen == []
        return
    assert felt.most is not None
    assert sorted(chosen) == sorted((felt.most, *felt.also))
    assert len(set(chosen)) == len(chosen)
    assert Region.NOTHING_MUCH not in chosen or len(chosen) == 1
    body.set_value(felt)
    assert body.value == felt


@pytest.mark.parametrize("region", [one for one in Region if one is not Region.NOTHING_MUCH])
def test_every_region_can_be_hit_on_the_body_and_by_its_label(
    qtbot: QtBot, body: BodyMap, region: Region
) -> None:
    assert body.region_at(_spot(body, region)) is region
    qtbot.mouseClick(body.box_of(region), LEFT_BUTTON)
    assert body.value == Felt(most=region)


def test_regions_lie_inside_the_body() -> None:
    body = outline()
    for shape in region_shapes():
        assert shape.path.contains(shape.spot)
        assert body.contains(shape.path), shape.region


def test_most_and_also_are_told_apart_without_colour(body: BodyMap) -> None:
    body.set_value(Felt(most=Region.GLUTE_CENTRE, also=(Region.HAMSTRING,)))
    most, also = body.box_of(Region.GLUTE_CENTRE), body.box_of(Region.HAMSTRING)
    assert most.accessibleDescription() == "felt most"
    assert also.accessibleDescription() == "felt too"
    assert _share_of(most, DARK.text) > 0.3
    assert _share_of(also, DARK.text) < 0.2
    beside = QPointF(10, 6)
    assert _pixel(body, _spot(body, Region.GLUTE_CENTRE) + beside) == DARK.accent
    hatched = {
        _pixel(body, _spot(body, Region.HAMSTRING) + QPointF(dx, 12)).name() for dx in range(-6, 7)
    }
    assert len(hatched) > 1


def test_regions_are_check_boxes_with_names(body: BodyMap) -> None:
    box = body.box_of(Region.GLUTE_SIDE)
    spoken = QAccessible.queryAccessibleInterface(box)
    assert spoken.role() is QAccessible.Role.CheckBox
    assert box.accessibleName() == "Glute side, back view"
    assert body.box_of(Region.INNER_THIGH).accessibleName() == "Inner thigh, front view"
    assert body.box_of(Region.NOTHING_MUCH).accessibleName() == "Nothing much"
    assert len({region_word(region) for region in Region}) == 9


def test_arrows_walk_the_regions_and_space_chooses(qtbot: QtBot, body: BodyMap) -> None:
    body.show()
    body.activateWindow()
    qtbot.waitUntil(body.isActiveWindow)
    start = body.box_of(Region.GLUTE_CENTRE)
    start.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(start, Qt.Key.Key_Up)
    assert body.box_of(Region.GLUTE_SIDE).hasFocus()
    qtbot.keyClick(body.box_of(Region.GLUTE_SIDE), Qt.Key.Key_Space)
    assert body.value == Felt(most=Region.GLUTE_SIDE)
    qtbot.keyClick(body.box_of(Region.GLUTE_SIDE), Qt.Key.Key_Right)
    assert body.box_of(Region.FRONT_OF_THIGH).hasFocus()
    qtbot.keyClick(body.box_of(Region.FRONT_OF_THIGH), Qt.Key.Key_Return)
    assert body.value == Felt(most=Region.GLUTE_SIDE, also=(Region.FRONT_OF_THIGH,))
    tab_stops = [
        box for box in map(body.box_of, Region) if box.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    assert tab_stops == [body.box_of(Region.FRONT_OF_THIGH)]


@pytest.mark.parametrize(
    ("width", "height", "text_px"), [(362, 165, 12), (510, 250, 17), (690, 320, 20)]
)
def test_labels_and_bodies_do_not_overlap(
    body: BodyMap, width: int, height: int, text_px: int
) -> None:
    body.set_text_px(text_px)
    body.resize(width, height)
    body.show()
    boxes = [body.box_of(region) for region in Region]
    for box in boxes:
        assert body.rect().contains(box.geometry()), box.accessibleName()
    for one in boxes:
        for other in boxes:
            overlap = one.geometry().intersected(other.geometry())
            assert one is other or overlap.height() <= 2 or overlap.width() == 0
    back = body.to_map(is_back=True).map(outline()).boundingRect()
    front = body.to_map(is_back=False).map(outline()).boundingRect()
    assert back.right() < front.left()
    left_edge = max(body.box_of(one).geometry().right() for one in (Region.CALF, Region.LOW_BACK))
    assert left_edge < back.left()
    assert front.right() < body.box_of(Region.INNER_THIGH).geometry().left()


# Pain


@pytest.fixture
def pain(qtbot: QtBot) -> PainRow:
    """A pain row."""
    made = PainRow(theme=DARK)
    qtbot.addWidget(made)
    made.resize(510, 180)
    made.show()
    return made


def _buttons(row: PainRow) -> dict[str, QWidget]:
    return {
        child.accessibleName(): child for child in row.findChildren(QWidget) if child.isVisible()
    }


def test_no_pain_is_zero_in_one_tap_and_can_be_taken_back(qtbot: QtBot, pain: PainRow) -> None:
    seen: list[object] = []
    pain.chosen.connect(seen.append)
    qtbot.mouseClick(_buttons(pain)["No pain"], LEFT_BUTTON)
    assert seen == [Pain(score=0)]
    assert not pain.is_open
    qtbot.mouseClick(_buttons(pain)["No pain"], LEFT_BUTTON)
    assert seen[-1] is None
    assert pain.value is None


def test_a_number_is_asked_for_and_never_made_up(qtbot: QtBot, pain: PainRow) -> None:
    seen: list[object] = []
    opened: list[bool] = []
    pain.chosen.connect(seen.append)
    pain.opened.connect(opened.append)
    qtbot.mouseClick(_buttons(pain)["Pain 1 to 3"], LEFT_BUTTON)
    assert seen == []
    assert opened == [True]
    assert {"1", "2", "3"} <= set(_buttons(pain))
    assert "4" not in _buttons(pain)
    qtbot.mouseClick(_buttons(pain)["2"], LEFT_BUTTON)
    qtbot.mouseClick(_buttons(pain)["Knee"], LEFT_BUTTON)
    assert seen == [Pain(score=2), Pain(score=2, spot="knee")]
    qtbot.mouseClick(_buttons(pain)["Close the pain scale"], LEFT_BUTTON)
    assert opened == [True, False]
    assert pain.value == Pain(score=2, spot="knee")


def test_pain_4_up_offers_4_to_10(qtbot: QtBot, pain: PainRow) -> None:
    qtbot.mouseClick(_buttons(pain)["Pain 4 up"], LEFT_BUTTON)
    assert {str(score) for score in range(4, 11)} <= set(_buttons(pain))
    assert "3" not in _buttons(pain)


def test_the_key_opens_the_whole_scale(pain: PainRow) -> None:
    pain.open_scale()
    assert {str(score) for score in range(11)} <= set(_buttons(pain))
    pain.choose(7)
    assert pain.value == Pain(score=7)
    pain.choose(0)
    assert pain.value == Pain(score=0)
    assert not pain.is_open


def test_a_changed_number_keeps_its_spot(pain: PainRow) -> None:
    pain.set_value(Pain(score=5, spot="low_back"))
    pain.open_scale()
    pain.choose(6)
    assert pain.value == Pain(score=6, spot="low_back")


def test_spots_have_words_and_unknown_ones_are_shown_as_they_are() -> None:
    assert len({spot_word(spot) for spot in SPOTS}) == len(SPOTS)
    assert spot_word("left_ankle") == "left_ankle"


# The card


@pytest.fixture
def card(qtbot: QtBot) -> FeltCard:
    """The card as in a window of 1440 x 900."""
    made = FeltCard(theme=DARK)
    qtbot.addWidget(made)
    made.resize(572, 745)
    made.show()
    return made


def test_every_answer_is_told_with_its_question(qtbot: QtBot, card: FeltCard) -> None:
    seen: list[tuple[object, object]] = []
    card.answered.connect(lambda question, answer: seen.append((question, answer)))
    card.ask("How was the clam?", is_one_sided=True)
    qtbot.mouseClick(card.effort.button_of(4), LEFT_BUTTON)
    qtbot.mouseClick(card.form, LEFT_BUTTON)
    qtbot.mouseClick(card.felt.box_of(Region.GLUTE_SIDE), LEFT_BUTTON)
    qtbot.mouseClick(card.harder.button_of(HarderSide.SAME), LEFT_BUTTON)
    card.pain.choose(1)
    card.give(Question.EFFORT, 2)
    assert seen == [
        (Question.EFFORT, 4),
        (Question.FORM, Form.SLIPPED),
        (Question.FELT, Felt(most=Region.GLUTE_SIDE)),
        (Question.HARDER, HarderSide.SAME),
        (Question.PAIN, Pain(score=1)),
        (Question.EFFORT, 2),
    ]
    assert card.effort.value == 2


def test_asking_shows_what_is_known_and_nothing_more(card: FeltCard) -> None:
    seen: list[object] = []
    card.answered.connect(lambda question, _: seen.append(question))
    known: dict[Question, Answer] = {
        Question.EFFORT: 0,
        Question.FELT: Felt(most=Region.CALF),
        Question.FORM: Form.SLIPPED,
        Question.PAIN: Pain(score=0),
        Question.HARDER: HarderSide.LEFT,
    }
    card.ask("How was the clam?", is_one_sided=True, answers=known)
    assert card.effort.value == 0
    assert card.felt.value == Felt(most=Region.CALF)
    assert card.form.value is Form.SLIPPED
    assert card.pain.value == Pain(score=0)
    assert card.harder.value is HarderSide.LEFT
    card.ask("How was the squat?", is_one_sided=False)
    assert card.effort.value is None
    assert card.felt.value is None
    assert card.pain.value is None
    assert card.harder.value is None
    assert card.accessibleName() == "How was the squat?"
    assert seen == []


def test_both_sided_moves_are_not_asked_for_a_side(card: FeltCard) -> None:
    card.ask("How was the squat?", is_one_sided=False)
    assert card.harder.isHidden()
    assert not card.felt.isHidden()
    card.ask("How was the clam?", is_one_sided=True)
    assert not card.harder.isHidden()


def test_a_brief_rest_asks_effort_and_form_only(card: FeltCard) -> None:
    card.ask("How was the clam?", is_one_sided=True, is_brief=True)
    assert card.is_brief
    assert not card.effort.isHidden()
    assert not card.form.isHidden()
    assert card.felt.isHidden()
    assert card.harder.isHidden()
    assert card.pain.isHidden()
    assert card.surface().height() < card.height() / 2
    assert card.effort.geometry().bottom() < card.surface().bottom()


def test_the_pain_scale_takes_the_room_of_the_side_row(card: FeltCard) -> None:
    card.ask("How was the clam?", is_one_sided=True)
    closed = card.pain.height()
    opened: list[bool] = []
    card.pain_opened.connect(opened.append)
    card.pain.open_scale()
    assert card.harder.isHidden()
    assert card.pain.height() > 2 * closed
    card.pain.close_scale()
    assert not card.harder.isHidden()
    assert opened == [True, False]


@pytest.mark.parametrize(("width", "height"), [(406, 530), (572, 745), (762, 894)])
@pytest.mark.parametrize("is_open", [False, True])
def test_everything_fits_the_card_at_every_size(
    card: FeltCard, width: int, height: int, is_open: bool
) -> None:
    card.resize(width, height)
    card.ask("How was the side-lying hip abduction?", is_one_sided=True)
    if is_open:
        card.pain.open_scale()
    card.grab()
    rows = [card.effort, card.form, card.felt, card.harder, card.pain]
    shown = [row for row in rows if row.isVisible()]
    for row in shown:
        assert card.rect().contains(row.geometry())
        assert row.height() >= 36
    for one in shown:
        for other in shown:
            assert one is other or not one.geometry().intersects(other.geometry())
    assert card.felt.height() >= 150


def test_hints_go_first_when_there_is_little_room(card: FeltCard) -> None:
    words = "keys 0 to 5"
    hint = next(
        label for label in card.findChildren(QWidget) if getattr(label, "text", str)() == words
    )
    assert hint.isVisible()
    card.resize(340, 440)
    assert not hint.isVisible()


def test_the_card_can_be_light(card: FeltCard) -> None:
    card.set_theme(LIGHT)
    assert _pixel(card, QPointF(card.width() / 2, 6)) == LIGHT.surface
    assert _pixel(card.effort.button_of(0), QPointF(10, 30)) == LIGHT.raised


def test_the_note_is_not_asked_here(card: FeltCard) -> None:
    card.set_answer(Question.NOTE, "knees wide")
    assert card.effort.value is None
