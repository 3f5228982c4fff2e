"""Ring, tempo bar, flag, strip and the like: what is seen at known places, and what is said."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gluteapp.core.circuit import Circuit, StepKind
from gluteapp.core.exercise import Library, Phase, Side
from gluteapp.core.layout import Options, lay_out
from gluteapp.core.timeline import Timeline
from gluteapp.ui.theme import CAP_SHARE, DARK
from gluteapp.ui.widgets.announce import announce
from gluteapp.ui.widgets.caption import Caption
from gluteapp.ui.widgets.control_bar import BarControl, ControlBar
from gluteapp.ui.widgets.hold_button import HoldButton
from gluteapp.ui.widgets.numerals import digit_cell_px, ink_box, number_width_px
from gluteapp.ui.widgets.ring import Ring, RingKind
from gluteapp.ui.widgets.side_flag import SideFlag
from gluteapp.ui.widgets.strip import SessionStrip
from gluteapp.ui.widgets.tempo_bar import TempoBar

LEFT_BUTTON = Qt.MouseButton.LeftButton


def _pixel(widget: QWidget, x: float, y: float) -> QColor:
    picture = widget.grab().toImage()
    return picture.pixelColor(round(x), round(y))


def _on_ring(ring: Ring, share: float) -> QColor:
    """The colour in the middle of the stroke at a share of the way round from the top."""
    radius = min(ring.width(), ring.height()) * 0.475 - 1
    angle = 2 * math.pi * share
    x = ring.width() / 2 + radius * math.sin(angle)
    y = ring.height() / 2 - radius * math.cos(angle)
    return _pixel(ring, x, y)


@pytest.fixture
def ring(qtbot: QtBot) -> Ring:
    """A ring of 400 px."""
    made = Ring(theme=DARK)
    qtbot.addWidget(made)
    made.resize(400, 400)
    return made


def _session(small_library: Library, small_circuit: Circuit) -> Timeline:
    return lay_out(small_circuit, small_library, Options())


# Ring


@pytest.mark.parametrize(
    ("kind", "token"),
    [(RingKind.WORK, "accent"), (RingKind.REST, "rest"), (RingKind.LEFT, "left")],
)
def test_ring_is_filled_as_far_as_the_interval_is_over(
    ring: Ring, kind: RingKind, token: str
) -> None:
    ring.show_interval(kind=kind, share=0.5, number="5")
    colour = getattr(DARK, token)
    assert _on_ring(ring, 0.25) == colour
    assert _on_ring(ring, 0.45) == colour
    assert _on_ring(ring, 0.75) == DARK.raised


def test_ring_is_empty_at_the_start_and_full_at_the_end(ring: Ring) -> None:
    ring.show_interval(kind=RingKind.WORK, share=0.0, number="1")
    assert _on_ring(ring, 0.02) == DARK.raised
    ring.show_interval(kind=RingKind.WORK, share=1.0, number="7")
    assert all(_on_ring(ring, share) == DARK.accent for share in (0.1, 0.4, 0.6, 0.9))


def test_ring_brightens_at_the_end(ring: Ring) -> None:
    ring.show_interval(kind=RingKind.WORK, share=0.9, number="7", is_ending=True)
    assert _on_ring(ring, 0.5).lightness() > DARK.accent.lightness()


def test_count_in_has_three_white_segments_and_no_ember(ring: Ring) -> None:
    ring.show_count_in(seconds_left=2, share=0.34, caption="get ready")
    assert _on_ring(ring, 1 / 6) == DARK.text
    assert _on_ring(ring, 3 / 6) == DARK.idle
    assert _on_ring(ring, 5 / 6) == DARK.idle
    assert _on_ring(ring, 1 / 3) not in (DARK.text, DARK.idle), "segments are apart"
    picture = ring.grab().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(0, 400, 3) for y in range(0, 400, 3)}
    assert DARK.accent.name() not in colours


def test_half_way_tick_shows_only_when_asked(ring: Ring) -> None:
    ring.show_interval(kind=RingKind.WORK, share=0.2, number="2")
    plain = _on_ring(ring, 0.5)
    ring.show_interval(kind=RingKind.WORK, share=0.2, number="2", has_half_tick=True)
    assert plain == DARK.raised
    assert _on_ring(ring, 0.5) != DARK.raised


@pytest.mark.parametrize("number", ["5", "12", "30", "88"])
@pytest.mark.parametrize("caption", ["", "of 12 reps"])
def test_number_is_large_and_stays_inside_the_ring(ring: Ring, number: str, caption: str) -> None:
    ring.show_interval(kind=RingKind.WORK, share=0.2, number=number, caption=caption)
    font = ring.number_font()
    box = ink_box(number, font)
    assert math.hypot(box.width() / 2, font.pixelSize() * CAP_SHARE / 2) <= 200 * 0.9
    if len(number) == 1:
        # T1: 20 % of a window of which the ring is 46 %; T1b: 17.5 % of one of which it is 34 %.
        least = 0.20 / 0.46 if caption else 0.175 / 0.34
        assert font.pixelSize() * CAP_SHARE / 400 >= least - 0.005


def test_number_keeps_its_size_while_it_counts(ring: Ring) -> None:
    sizes = set()
    for number in range(10, 60):
        ring.show_interval(kind=RingKind.REST, share=0.2, number=str(number))
        sizes.add(ring.number_font().pixelSize())
    assert len(sizes) == 1


def test_ring_is_a_progress_bar_with_a_name(ring: Ring) -> None:
    name = "Clam, left leg, rep 5 of 7, hold, 13 seconds left"
    ring.show_interval(kind=RingKind.WORK, share=0.25, number="5", name=name)
    spoken = QAccessible.queryAccessibleInterface(ring)
    assert spoken.role() is QAccessible.Role.ProgressBar
    assert spoken.text(QAccessible.Text.Name) == name
    assert ring.value() == 250


def test_digits_take_one_width(ring: Ring) -> None:
    font = ring.number_font()
    assert number_width_px("11", font) == number_width_px("88", font) == 2 * digit_cell_px(font)


# Tempo bar


@pytest.fixture
def bar(qtbot: QtBot) -> TempoBar:
    """A tempo bar of 500 px."""
    made = TempoBar(theme=DARK)
    qtbot.addWidget(made)
    made.resize(500, 56)
    made.set_phases([(Phase.LIFT, 2000), (Phase.HOLD, 1000), (Phase.LOWER, 2000)])
    return made


def test_bars_are_as_long_as_their_phases_in_the_order_of_the_move(bar: TempoBar) -> None:
    lift, hold, lower = bar.bars_px()
    assert lift.width() == pytest.approx(2 * hold.width())
    assert lower.width() == pytest.approx(lift.width())
    assert lift.right() < hold.left()
    assert hold.right() < lower.left()
    assert lower.right() == pytest.approx(500)


def test_the_running_bar_fills_and_those_before_are_full(bar: TempoBar) -> None:
    bar.show_phase(Phase.HOLD, 0.5)
    lift, hold, lower = bar.bars_px()
    y = lift.center().y()
    assert _pixel(bar, lift.right() - 12, y) == DARK.accent
    assert _pixel(bar, hold.left() + 0.25 * hold.width(), y) == DARK.accent
    assert _pixel(bar, hold.left() + 0.75 * hold.width(), y) == DARK.raised
    assert _pixel(bar, lower.center().x(), y) == DARK.raised


def test_tempo_bar_fill_never_leaves_its_bar(bar: TempoBar) -> None:
    bar.show_phase(Phase.LIFT, 0.0)
    lift, hold, _ = bar.bars_px()
    y = lift.center().y()
    assert _pixel(bar, lift.center().x(), y) == DARK.raised
    bar.show_phase(Phase.LIFT, 1.0)
    assert _pixel(bar, hold.left() + 12, y) == DARK.raised


def test_phases_without_length_and_lead_ins_show_nothing(bar: TempoBar) -> None:
    bar.set_phases([(Phase.LOWER, 2000), (Phase.HOLD, 0), (Phase.LIFT, 2000)])
    assert len(bar.bars_px()) == 2
    bar.show_phase(Phase.LEAD_IN, 0.5)
    assert _pixel(bar, 40, bar.bars_px()[0].center().y()) == DARK.raised
    bar.set_phases([])
    assert bar.bars_px() == ()
    bar.grab()


def test_tempo_bar_says_tempo_and_phase(bar: TempoBar) -> None:
    bar.show_phase(Phase.HOLD, 0.5)
    assert bar.accessibleName() == "Tempo: Lift 2, Hold 1, Lower 2. Now: Hold"


# Side flag


def test_the_flag_points_to_the_side_it_names(qtbot: QtBot) -> None:
    left, right = (SideFlag(side, theme=DARK, height_px=90) for side in (Side.LEFT, Side.RIGHT))
    for flag in (left, right):
        qtbot.addWidget(flag)
    assert left.outline().containsPoint(QPointF(3, 45), Qt.FillRule.WindingFill)
    assert not left.outline().containsPoint(QPointF(3, 3), Qt.FillRule.WindingFill)
    assert left.outline().containsPoint(QPointF(left.width() - 3, 3), Qt.FillRule.WindingFill)
    end = right.width() - 3
    assert right.outline().containsPoint(QPointF(end, 45), Qt.FillRule.WindingFill)
    assert not right.outline().containsPoint(QPointF(end, 3), Qt.FillRule.WindingFill)
    assert _pixel(left, 5, 45) == DARK.left
    assert _pixel(right, right.width() - 5, 45) == DARK.right


def test_the_flag_says_which_leg_works(qtbot: QtBot) -> None:
    flag = SideFlag(Side.LEFT, theme=DARK)
    qtbot.addWidget(flag)
    assert flag.accessibleName() == "Left leg works"
    flag.set_side(Side.RIGHT)
    assert flag.accessibleName() == "Right leg works"
    assert flag.side is Side.RIGHT


def test_no_flag_for_both_sides_unless_asked(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    hidden = SideFlag(Side.BOTH, theme=DARK, parent=page)
    neutral = SideFlag(Side.BOTH, theme=DARK, shows_both=True, parent=page)
    assert hidden.isHidden()
    assert hidden.width() == 0
    assert not neutral.isHidden()
    assert _pixel(neutral, 2, 4) == DARK.high
    hidden.set_side(Side.LEFT)
    assert not hidden.isHidden()


def test_the_flag_grows_with_its_height(qtbot: QtBot) -> None:
    flag = SideFlag(Side.LEFT, theme=DARK, height_px=40)
    qtbot.addWidget(flag)
    before = flag.width()
    flag.set_height_px(80)
    assert flag.height() == 80
    assert flag.width() == pytest.approx(2 * before, abs=4)


# Strip


@pytest.fixture
def strip(qtbot: QtBot, small_library: Library, small_circuit: Circuit) -> SessionStrip:
    """The small circuit in 1000 px."""
    made = SessionStrip(theme=DARK, timeline=_session(small_library, small_circuit))
    qtbot.addWidget(made)
    made.resize(1000, 64)
    return made


def test_left_lies_over_right_and_both_fill_both(
    strip: SessionStrip, small_library: Library, small_circuit: Circuit
) -> None:
    timeline = _session(small_library, small_circuit)
    work = [step for step in timeline.steps if step.kind is StepKind.WORK]
    blocks = {step.side: strip.block_of(step) for step in work}
    left, right, both = blocks[Side.LEFT], blocks[Side.RIGHT], blocks[Side.BOTH]
    assert left is not None
    assert right is not None
    assert both is not None
    assert left.bottom() < right.top()
    assert both.top() == left.top()
    assert both.bottom() == right.bottom()
    assert left.height() == right.height()


def test_rests_are_gaps_and_blocks_never_overlap(
    strip: SessionStrip, small_library: Library, small_circuit: Circuit
) -> None:
    timeline = _session(small_library, small_circuit)
    blocks = [strip.block_of(step) for step in timeline.steps]
    for step, block in zip(timeline.steps, blocks, strict=True):
        assert (block is not None) is step.kind.is_move
    shown = [block for block in blocks if block is not None]
    assert all(one.right() <= two.left() for one, two in pairwise(shown))
    assert shown[-1].right() <= 1000


def test_done_blocks_are_idle_and_coming_ones_show_their_side(
    strip: SessionStrip, small_library: Library, small_circuit: Circuit
) -> None:
    timeline = _session(small_library, small_circuit)
    left = next(step for step in timeline.steps if step.side is Side.LEFT)
    block = strip.block_of(left)
    assert block is not None
    at = block.center()
    assert _pixel(strip, at.x(), at.y()) == DARK.left
    strip.show_position(left.end_ms + 1000)
    assert _pixel(strip, at.x(), at.y()) == DARK.idle
    strip.show_position(None)
    assert _pixel(strip, at.x(), at.y()) == DARK.left


def test_the_cursor_stands_where_the_session_is(strip: SessionStrip) -> None:
    strip.show_position(50_000)
    timeline_ms = sum(step.duration_ms for step in strip_timeline(strip).steps)
    x = 1000 * 50_000 / timeline_ms
    picture = strip.grab().toImage()
    column = {picture.pixelColor(round(x), y).name() for y in range(picture.height())}
    assert DARK.text.name() in column


def strip_timeline(strip: SessionStrip) -> Timeline:
    """The timeline the strip shows."""
    timeline = strip.timeline
    assert timeline is not None
    return timeline


@pytest.mark.parametrize("width", [200, 320, 700, 1900])
def test_labels_never_touch_each_other_or_the_edge(strip: SessionStrip, width: int) -> None:
    strip.resize(width, 64)
    labels = strip.labels_px(strip_timeline(strip))
    metrics = strip.label_metrics()
    ends = [x + metrics.horizontalAdvance(words) for x, words in labels]
    assert labels[0][1] == "Warm-up"
    assert all(x >= 0 for x, _ in labels)
    assert all(end <= width + 0.5 for end in ends)
    assert all(end <= start for end, (start, _) in zip(ends, labels[1:], strict=False))
    if width >= 700:
        assert [words for _, words in labels] == ["Warm-up", "Round 1", "Round 2", "Cool-down"]


def test_the_strip_says_where_the_session_is(strip: SessionStrip) -> None:
    timeline = strip_timeline(strip)
    sets = timeline.set_count
    assert strip.accessibleName().endswith(f"{sets} sets")
    second = next(step for step in timeline.steps if step.set_number == 2)
    strip.show_position(second.start_ms + 5_000)
    minutes, seconds = divmod((second.start_ms + 5_000) // 1000, 60)
    spoken = strip.accessibleName()
    assert spoken.startswith(f"Session, {minutes} minutes {seconds} of ")
    assert spoken.endswith(f"round 1 of 2, set 2 of {sets}")


@given(at_ms=st.integers(0, 400_000), width=st.integers(160, 2000))
def test_the_strip_can_be_painted_at_any_time_and_size(
    strip: SessionStrip, at_ms: int, width: int
) -> None:
    strip.resize(width, 50)
    strip.show_position(min(at_ms, strip_timeline(strip).length_ms))
    assert not strip.grab().isNull()
    assert strip.accessibleName()


# Hold button


@pytest.fixture
def hold(qtbot: QtBot) -> HoldButton:
    """A button that is held for two seconds."""
    made = HoldButton("Finish", theme=DARK, key_hint="hold F, 2 s")
    qtbot.addWidget(made)
    made.resize(200, 113)
    made.show()
    return made


def test_a_tap_does_not_finish(qtbot: QtBot, hold: HoldButton) -> None:
    seen: list[str] = []
    hold.held.connect(lambda: seen.append("held"))
    qtbot.mouseClick(hold, LEFT_BUTTON)
    qtbot.keyClick(hold, Qt.Key.Key_Space)
    assert seen == []
    assert hold.share == 0.0


def test_holding_by_mouse_fills_and_finishes_once(qtbot: QtBot, hold: HoldButton) -> None:
    seen: list[str] = []
    hold.held.connect(lambda: seen.append("held"))
    qtbot.mousePress(hold, LEFT_BUTTON)
    hold.filling.setCurrentTime(1999)
    assert hold.share == pytest.approx(1.0, abs=0.01)
    assert seen == []
    hold.filling.setCurrentTime(2000)
    assert seen == ["held"]
    qtbot.mouseRelease(hold, LEFT_BUTTON)
    assert seen == ["held"]


def test_key_repeats_are_one_hold_and_letting_go_ends_it(qtbot: QtBot, hold: HoldButton) -> None:
    hold.start_hold()
    hold.filling.setCurrentTime(1500)
    hold.start_hold()
    assert hold.share == pytest.approx(0.75, abs=0.01)
    hold.stop_hold()
    assert hold.share == 0.0
    qtbot.keyPress(hold, Qt.Key.Key_Space)
    assert hold.filling.state() is hold.filling.State.Running
    hold.setEnabled(False)
    assert hold.share == 0.0


def test_a_button_that_nobody_sees_is_not_held(hold: HoldButton) -> None:
    hold.start_hold()
    hold.filling.setCurrentTime(500)
    hold.hide()
    assert hold.share == 0.0
    hold.start_hold()
    assert hold.filling.state() is hold.filling.State.Stopped


def test_a_hold_ends_when_the_window_is_left(hold: HoldButton) -> None:
    hold.start_hold()
    QApplication.sendEvent(hold, QEvent(QEvent.Type.WindowDeactivate))
    assert hold.filling.state() is hold.filling.State.Stopped


def test_the_ring_fills_from_the_top_clockwise(hold: HoldButton) -> None:
    hold.start_hold()
    hold.filling.setCurrentTime(1000)
    hold.filling.pause()
    assert _pixel(hold, 197, 56) == DARK.text
    assert _pixel(hold, 2, 56) != DARK.text
    hold.stop_hold()


# Control bar, caption


def test_the_bar_wakes_says_what_was_pressed_and_rests(qtbot: QtBot) -> None:
    page = QWidget()
    page.resize(800, 200)
    qtbot.addWidget(page)
    pause = BarControl(id="pause", words="Pause", icon="pause-fill", key_hint="Space")
    bar = ControlBar([pause], theme=DARK, name="Controls", parent=page)
    page.show()
    assert bar.isHidden()
    bar.wake()
    assert bar.isVisible()
    with qtbot.waitSignal(bar.pressed) as signal:
        qtbot.mouseClick(bar.button("pause"), LEFT_BUTTON)
    assert signal.args == ["pause"]
    bar.change(BarControl(id="pause", words="Resume", icon="play-fill"))
    assert bar.button("pause").accessibleName() == "Resume"
    bar.rest()
    assert bar.isHidden()


def test_the_bar_goes_and_gives_the_focus_to_the_page(qtbot: QtBot) -> None:
    page = QWidget()
    page.resize(800, 200)
    qtbot.addWidget(page)
    skip = BarControl(id="skip", words="Skip", icon="arrow-right")
    bar = ControlBar([skip], theme=DARK, name="Controls", parent=page)
    bar.move(300, 120)  # away from where the mouse may be
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    bar.wake()
    bar.button("skip").focus_by_key()
    bar.timer.timeout.emit()
    assert bar.isHidden()
    assert page.hasFocus()


def test_a_caption_without_words_is_not_there(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    caption = Caption(theme=DARK, parent=page)
    assert caption.isHidden()
    caption.setText("Left side first")
    assert not caption.isHidden()
    assert caption.accessibleName() == "Caption: Left side first"
    wide = caption.sizeHint().width()
    caption.set_px(60)
    assert caption.sizeHint().width() > wide
    caption.setText("")
    assert caption.isHidden()


def test_announcing_without_a_screen_reader_does_nothing(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    announce(page, "Right side now")
    QApplication.processEvents()
    assert not QAccessible.isActive()


def test_a_narrow_control_bar_leaves_the_keys_out_and_cuts_no_word(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    controls = [
        BarControl(id=str(n), words=f"Control {n}", icon="swap", key_hint="Space") for n in range(5)
    ]
    bar = ControlBar(controls, theme=DARK, name="Controls", parent=page)
    bar.resize(2_000, 60)
    page.show()
    bar.wake()
    wide = bar.minimumSizeHint().width()
    bar.resize(wide - 40, 60)
    buttons = [bar.button(str(n)) for n in range(5)]
    assert bar.minimumSizeHint().width() < wide - 40
    assert all(one.width() >= one.minimumSizeHint().width() for one in buttons)
    bar.resize(2_000, 60)
    assert bar.minimumSizeHint().width() == wide
    bar.rest()
