"""Buttons, labels and the like: what they say, emit, and look like in their states."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QFontMetricsF, QWheelEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gluteapp.ui.theme import DARK, LIGHT, FontRole, Theme, share_font
from gluteapp.ui.widgets.banner import Banner, BannerKind
from gluteapp.ui.widgets.button import Button, ButtonKind
from gluteapp.ui.widgets.card import Card
from gluteapp.ui.widgets.dots import Dots
from gluteapp.ui.widgets.fact import Fact
from gluteapp.ui.widgets.fitted_label import FittedLabel
from gluteapp.ui.widgets.focus_ring import FocusRing
from gluteapp.ui.widgets.icon_label import Icon, IconLabel
from gluteapp.ui.widgets.key_cap import KeyCap
from gluteapp.ui.widgets.number_label import NumberLabel
from gluteapp.ui.widgets.scroll_area import ScrollArea
from gluteapp.ui.widgets.segment import Segment
from gluteapp.ui.widgets.slider import Slider
from gluteapp.ui.widgets.switch import Switch
from gluteapp.ui.widgets.text_label import TextLabel
from gluteapp.ui.widgets.toast import Toast

_WINDOW = Qt.FocusReason.ActiveWindowFocusReason
LEFT_BUTTON = Qt.MouseButton.LeftButton


def _pixel(widget: QWidget, x: int, y: int) -> QColor:
    picture = widget.grab().toImage()
    ratio = picture.devicePixelRatio()
    return picture.pixelColor(round(x * ratio), round(y * ratio))


def _colours(widget: QWidget) -> set[str]:
    picture = widget.grab().toImage()
    return {
        picture.pixelColor(x, y).name()
        for x in range(picture.width())
        for y in range(picture.height())
    }


def _shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def _activate(qtbot: QtBot, widget: QWidget) -> None:
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_button_kinds_have_their_fills(qtbot: QtBot, theme: Theme) -> None:
    for kind, fill in ((ButtonKind.PRIMARY, theme.btn), (ButtonKind.SECONDARY, theme.raised)):
        button = Button("Start", theme=theme, kind=kind, height_px=76)
        qtbot.addWidget(button)
        assert _pixel(button, 20, 38) == fill


def test_button_is_large_enough_and_never_cuts_its_words(qtbot: QtBot) -> None:
    short = Button("A", theme=DARK)
    long = Button("5 minutes instead", theme=DARK, icon="play-fill", key_hint="5")
    for button in (short, long):
        qtbot.addWidget(button)
        assert button.height() >= 44
        assert button.minimumSizeHint().width() >= 44
    assert long.minimumSizeHint().width() > long.fontMetrics().horizontalAdvance(long.words)


def test_button_steps_up_under_the_mouse_and_down_when_pressed(qtbot: QtBot) -> None:
    button = Button("Back", theme=DARK, height_px=60)
    qtbot.addWidget(button)
    here = QPointF(5, 5)
    button.enterEvent(QEnterEvent(here, here, here))
    assert _pixel(button, 12, 30) == DARK.high
    button.setDown(True)
    assert _pixel(button, 12, 30) == DARK.surface
    button.setDown(False)
    button.leaveEvent(QEvent(QEvent.Type.Leave))
    assert _pixel(button, 12, 30) == DARK.raised


def test_button_is_pressed_by_enter_and_space_and_click(qtbot: QtBot) -> None:
    button = Button("Done", theme=DARK)
    _shown(qtbot, button)
    pressed: list[str] = []
    button.clicked.connect(lambda: pressed.append("x"))
    qtbot.keyClick(button, Qt.Key.Key_Return)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.mouseClick(button, LEFT_BUTTON)
    assert len(pressed) == 3


def test_disabled_button_says_why_and_does_nothing(qtbot: QtBot) -> None:
    button = Button("Start", theme=DARK, kind=ButtonKind.PRIMARY)
    _shown(qtbot, button)
    button.set_enabled_with_reason(False, "Answer the safety questions first.")
    pressed: list[str] = []
    button.clicked.connect(lambda: pressed.append("x"))
    qtbot.mouseClick(button, LEFT_BUTTON)
    assert not pressed
    assert button.accessibleDescription() == "Answer the safety questions first."
    assert button.toolTip() == "Answer the safety questions first."
    assert _pixel(button, 12, 22) == DARK.surface
    button.set_enabled_with_reason(True)
    assert button.accessibleDescription() == ""


def test_button_words_are_its_accessible_name(qtbot: QtBot) -> None:
    button = Button("Sound & voice", theme=DARK)
    qtbot.addWidget(button)
    assert button.accessibleName() == "Sound & voice"
    assert button.words == "Sound & voice"
    button.setText("Mute")
    assert button.accessibleName() == "Mute"


def test_focus_ring_shows_for_keys_only_and_lies_outside(qtbot: QtBot) -> None:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(40, 40, 40, 40)
    first, second = Button("One", theme=DARK), Button("Two", theme=DARK)
    layout.addWidget(first)
    layout.addWidget(second)
    _shown(qtbot, page)
    _activate(qtbot, page)
    first.focus_by_key()
    ring = page.findChild(FocusRing)
    assert ring is not None
    assert ring.target is first
    assert ring.geometry() == first.geometry().adjusted(-6, -6, 6, 6)
    page.resize(500, 300)
    QApplication.processEvents()
    assert ring.geometry() == first.geometry().adjusted(-6, -6, 6, 6)
    picture = page.grab().toImage()
    assert (
        picture.pixelColor(first.geometry().center().x(), first.geometry().top() - 5) == DARK.text
    )
    first.clearFocus()
    first.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
    assert ring.target is None
    second.focus_by_key()
    QApplication.sendEvent(second, QFocusEvent(QEvent.Type.FocusOut, _WINDOW))
    assert ring.isHidden()
    QApplication.sendEvent(second, QFocusEvent(QEvent.Type.FocusIn, _WINDOW))
    assert ring.target is second
    second.clearFocus()
    second.setFocus(Qt.FocusReason.MouseFocusReason)
    assert ring.target is None
    assert ring.isHidden()


def test_text_label_wraps_and_keeps_its_line_height(qtbot: QtBot) -> None:
    label = TextLabel("one two three four five six", theme=DARK, wraps=True)
    qtbot.addWidget(label)
    one = label.heightForWidth(2000)
    assert one == FontRole.BODY.value.line_px
    assert label.heightForWidth(90) >= 2 * one
    assert label.hasHeightForWidth()


def test_text_label_keeps_its_whole_width_when_it_does_not_wrap(qtbot: QtBot) -> None:
    label = TextLabel("Good reps left", theme=DARK)
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() >= label.fontMetrics().horizontalAdvance(
        "Good reps left"
    )


def test_text_label_takes_tone_theme_and_own_font(qtbot: QtBot) -> None:
    label = TextLabel("MMMM", theme=DARK, tone="accent", role=FontRole.BIG_VALUE)
    qtbot.addWidget(label)
    assert DARK.accent.name() in _colours(label)
    label.set_tone("rest")
    label.set_theme(LIGHT)
    assert LIGHT.rest.name() in _colours(label)
    label.set_own_font(share_font(0.1, 400))
    assert label.font().pixelSize() == 40
    assert label.line_px == pytest.approx(52)
    label.set_role(FontRole.CAPTION)
    assert label.font().pixelSize() == 13


def test_fitted_label_shrinks_then_wraps_and_is_never_cut(qtbot: QtBot) -> None:
    label = FittedLabel("Clam", theme=DARK, px=60, least_px=50)
    qtbot.addWidget(label)
    label.resize(390, 140)
    assert label.font().pixelSize() == 60
    assert label.line_count == 1
    label.setText("Side-lying raise")
    assert 50 <= label.font().pixelSize() < 60
    assert label.line_count == 1
    label.setText("Side-lying hip abduction")
    assert label.font().pixelSize() == 50
    assert label.line_count == 2
    label.setText("Side-lying hip abduction with both knees bent and a band")
    assert label.font().pixelSize() < 50
    assert label.line_count == 2
    label.setText("Gesäßmuskulaturkräftigungsübung")
    assert label.font().pixelSize() < 50
    assert QFontMetricsF(label.font()).horizontalAdvance(label.text()) <= label.width()


def test_number_label_does_not_move_while_digits_change(qtbot: QtBot) -> None:
    label = NumberLabel("1:11", "left in all", theme=DARK, number_px=60)
    qtbot.addWidget(label)
    narrow = label.sizeHint()
    label.set_number("8:58")
    assert label.sizeHint() == narrow
    assert label.accessibleName() == "8:58 left in all"
    label.set_number("13", "s", name="13 seconds left")
    assert label.accessibleName() == "13 seconds left"
    assert label.number == "13"


def test_key_cap_and_icons_have_names(qtbot: QtBot) -> None:
    cap = KeyCap("Space", theme=DARK)
    qtbot.addWidget(cap)
    assert "Space" in cap.accessibleName()
    assert cap.sizeHint().width() > cap.sizeHint().height()
    icon = Icon("check-circle-fill", theme=DARK, tone="good", size_px=40)
    qtbot.addWidget(icon)
    icon.resize(icon.sizeHint())
    assert DARK.good.name() in _colours(icon)
    icon.set_icon("warning-circle-fill", "warn")
    assert icon.icon_name == "warning-circle-fill"
    assert DARK.warn.name() in _colours(icon)
    both = IconLabel("Glute first", "circle", theme=DARK)
    qtbot.addWidget(both)
    both.setText("Felt first")
    assert both.text() == "Felt first"


def test_segment_emits_only_what_the_user_changes(qtbot: QtBot) -> None:
    segment = Segment(
        [("a", "One"), ("b", "Two"), ("c", "Three")], theme=DARK, name="Count", value="a"
    )
    _shown(qtbot, segment)
    chosen: list[object] = []
    segment.chosen.connect(chosen.append)
    segment.set_value("b")
    assert chosen == []
    assert segment.value == "b"
    third = segment.findChildren(QWidget)[-1]
    qtbot.mouseClick(third, LEFT_BUTTON)
    assert chosen == ["c"]
    qtbot.mouseClick(third, LEFT_BUTTON)
    assert chosen == ["c"]
    _activate(qtbot, segment)
    third.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(third, Qt.Key.Key_Left)
    assert chosen == ["c", "b"]
    segment.set_value("unknown")
    assert segment.value is None


def test_switch_tells_on_from_off_by_place(qtbot: QtBot) -> None:
    switch = Switch("Voice", theme=DARK)
    _shown(qtbot, switch)
    assert switch.accessibleName() == "Voice"
    right = QPoint(46, switch.height() // 2)
    off = _pixel(switch, right.x(), right.y())
    qtbot.mouseClick(switch, LEFT_BUTTON)
    assert switch.isChecked()
    assert _pixel(switch, right.x() - 12, right.y()) == DARK.bg
    assert off == DARK.raised
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert not switch.isChecked()


def test_slider_goes_where_it_is_clicked_in_whole_steps(qtbot: QtBot) -> None:
    slider = Slider("Volume", theme=DARK, value=60, step=5)
    slider.resize(222, 44)
    _shown(qtbot, slider)
    values: list[int] = []
    slider.valueChanged.connect(values.append)
    qtbot.mouseClick(slider, LEFT_BUTTON, pos=QPoint(11 + 50, 22))
    assert slider.value() == 25
    qtbot.mouseClick(slider, LEFT_BUTTON, pos=QPoint(221, 22))
    assert slider.value() == 100
    qtbot.keyClick(slider, Qt.Key.Key_Left)
    assert slider.value() == 95
    assert values == [25, 100, 95]


def test_a_wheel_over_a_slider_scrolls_the_page_and_leaves_the_value(qtbot: QtBot) -> None:
    slider = Slider("Volume", theme=DARK, value=60, step=5)
    slider.resize(222, 44)
    _shown(qtbot, slider)
    at = QPointF(100, 22)
    turned = QWheelEvent(
        at,
        slider.mapToGlobal(at),
        QPoint(),
        QPoint(0, 360),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(slider, turned)
    assert slider.value() == 60
    assert not turned.isAccepted()


def test_scroll_area_brings_what_has_focus_into_sight(qtbot: QtBot) -> None:
    content = QWidget()
    column = QVBoxLayout(content)
    buttons = [Button(f"Button {number}", theme=DARK) for number in range(20)]
    for button in buttons:
        column.addWidget(button)
    area = ScrollArea(content, theme=DARK)
    area.resize(300, 200)
    _shown(qtbot, area)
    _activate(qtbot, area)
    buttons[-1].focus_by_key()
    qtbot.waitUntil(lambda: area.verticalScrollBar().value() > 0)
    place = buttons[-1].mapTo(area, QPoint(0, 0)).y()
    assert 0 <= place <= 200 - buttons[-1].height()


def test_banner_says_one_sentence_and_offers_one_thing(qtbot: QtBot) -> None:
    banner = Banner("No sound device found.", theme=DARK, kind=BannerKind.WARN, action="Try again")
    banner.resize(700, 60)
    _shown(qtbot, banner)
    assert banner.accessibleName() == "No sound device found."
    with qtbot.waitSignal(banner.acted):
        qtbot.mouseClick(banner.button, LEFT_BUTTON)
    assert banner.close_button.isHidden()
    banner.set_notice("Sound is back.", kind=BannerKind.GOOD)
    assert banner.text() == "Sound is back."
    assert banner.button.isHidden()


def test_toast_can_be_undone_once(qtbot: QtBot) -> None:
    page = QWidget()
    page.resize(800, 600)
    toast = Toast(theme=DARK, parent=page)
    _shown(qtbot, page)
    seen: list[str] = []
    toast.undone.connect(lambda: seen.append("undone"))
    toast.expired.connect(lambda: seen.append("expired"))
    toast.say("Session deleted")
    assert toast.isVisible()
    assert page.rect().contains(toast.geometry())
    qtbot.mouseClick(toast.undo, LEFT_BUTTON)
    assert seen == ["undone"]
    assert toast.isHidden()
    toast.dismiss()
    assert seen == ["undone"]
    toast.say("Session deleted")
    toast.say("Another deleted", can_undo=False)
    assert seen == ["undone", "expired"]
    assert toast.undo.isHidden()
    toast.dismiss()
    assert seen == ["undone", "expired", "expired"]


def test_card_has_a_shadow_in_light_only(qtbot: QtBot) -> None:
    page = QWidget()
    page.resize(400, 300)
    page.setStyleSheet(f"background: {LIGHT.bg.name()}")
    card = Card(theme=LIGHT, parent=page)
    card.setGeometry(60, 60, 280, 160)
    _shown(qtbot, page)
    below = page.grab().toImage().pixelColor(200, 226)
    assert below != LIGHT.bg
    assert page.grab().toImage().pixelColor(200, 140) == LIGHT.surface
    card.set_theme(DARK)
    assert page.grab().toImage().pixelColor(200, 226) == LIGHT.bg
    assert page.grab().toImage().pixelColor(200, 140) == DARK.surface
    corner = page.grab().toImage().pixelColor(62, 62)
    assert corner == LIGHT.bg


def test_fact_reads_as_one_sentence(qtbot: QtBot) -> None:
    fact = Fact("20 of 20", "sets done", theme=DARK, note="one pause, 1:24")
    qtbot.addWidget(fact)
    assert fact.accessibleName() == "sets done: 20 of 20"
    assert fact.accessibleDescription() == "one pause, 1:24"
    fact.set_fact("12 of 20", "sets done")
    assert fact.accessibleName() == "sets done: 12 of 20"


def test_dots_are_told_apart_without_colour(qtbot: QtBot) -> None:
    dots = Dots((True, False, None), theme=DARK, name="1 of 2 sets", dot_px=16)
    qtbot.addWidget(dots)
    dots.resize(300, 20)
    yes, no, missing = (round(x) for x in dots.centres_px())
    assert dots.accessibleName() == "1 of 2 sets"
    assert _pixel(dots, yes, 10) == DARK.accent
    ground = _pixel(dots, yes + 20, 10)
    assert _pixel(dots, no, 10) == ground
    assert _pixel(dots, no - 7, 10) != ground
    assert _pixel(dots, missing - 7, 10) == ground


def test_dots_spread_evenly_inside_the_width(qtbot: QtBot) -> None:
    dots = Dots([True] * 20, theme=DARK)
    qtbot.addWidget(dots)
    dots.resize(240, 20)
    centres = dots.centres_px()
    steps = {round(b - a, 3) for a, b in pairwise(centres)}
    assert len(steps) == 1
    assert centres[0] > 0
    assert centres[-1] < 240
