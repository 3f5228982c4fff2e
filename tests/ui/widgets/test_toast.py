"""A toast keeps to its place, and stays as long as there is something to read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gluteapp.ui.theme import DARK
from gluteapp.ui.widgets import toast as toast_module
from gluteapp.ui.widgets.text_label import TextLabel
from gluteapp.ui.widgets.toast import SAID_LEAST_MS, SHOWN_MS, Toast, shown_ms


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    return made


def test_it_lies_at_the_foot_of_the_place_it_is_given(page: QWidget) -> None:
    toast = Toast(theme=DARK, parent=page)
    place = QRect(100, 150, 500, 300)
    toast.keep_to(place)
    toast.say("Second view", can_undo=False)
    assert place.contains(toast.geometry())
    assert toast.geometry().bottom() == place.bottom()
    assert abs(toast.geometry().center().x() - place.center().x()) <= 1
    moved = place.translated(60, 40)
    toast.keep_to(moved)
    assert moved.contains(toast.geometry())


def words_px(toast: Toast) -> int:
    return toast.findChildren(TextLabel)[0].font().pixelSize()


def line_count(toast: Toast) -> int:
    label = toast.findChildren(TextLabel)[0]
    return round(label.heightForWidth(label.width()) / label.line_px)


def test_in_a_session_its_words_are_as_large_as_its_place_says(page: QWidget) -> None:
    toast = Toast(theme=DARK, parent=page)
    place = QRect(20, 150, 700, 300)
    toast.keep_to(place, px=48, least_px=36)
    toast.say("Second view", can_undo=False)
    assert words_px(toast) == 48
    short = toast.height()
    toast.say("Captions off. They come when there is no voice.", can_undo=False)
    assert words_px(toast) == 36
    assert line_count(toast) == 2
    assert toast.height() > short
    toast.say("A sentence that goes on and on. " * 5, can_undo=False)
    assert line_count(toast) == 2
    assert place.contains(toast.geometry())


def test_long_words_at_the_desk_take_more_lines_and_are_not_cut(page: QWidget) -> None:
    toast = Toast(theme=DARK, parent=page)
    toast.say("No file manager was found. The folder is /a/very/long/name. " * 3)
    label = toast.findChildren(TextLabel)[0]
    assert page.rect().contains(toast.geometry())
    assert label.heightForWidth(label.width()) <= label.height()
    assert not label.geometry().intersects(toast.undo.geometry())


def test_it_lies_over_a_footer(page: QWidget) -> None:
    toast = Toast(theme=DARK, parent=page)
    toast.lift(92)
    toast.say("That is all for today.", can_undo=False)
    assert toast.geometry().bottom() < page.height() - 92


def test_without_a_place_it_lies_at_the_bottom(page: QWidget) -> None:
    toast = Toast(theme=DARK, parent=page)
    toast.say("Session deleted")
    assert toast.geometry().top() > 450
    page.resize(700, 500)
    assert page.rect().contains(toast.geometry())


def test_a_longer_sentence_stays_longer_and_an_offer_longest() -> None:
    short_ms, long_ms, offer_ms = (
        shown_ms(text, can_undo=can_undo)
        for text, can_undo in (("Sound off", False), ("A sentence " * 9, False), ("Gone", True))
    )
    assert short_ms == SAID_LEAST_MS < long_ms < offer_ms == SHOWN_MS


def test_it_goes_when_its_time_is_over(page: QWidget, qtbot: QtBot) -> None:
    toast = Toast(theme=DARK, parent=page)
    toast.say("Second view", can_undo=False)
    clock = toast.findChild(QTimer)
    assert isinstance(clock, QTimer)
    assert clock.isActive()
    assert clock.interval() == shown_ms("Second view", can_undo=False)
    clock.setInterval(1)
    with qtbot.waitSignal(toast.expired):
        clock.start()
    assert toast.isHidden()


def test_nothing_to_say_shows_nothing(page: QWidget) -> None:
    toast = Toast(theme=DARK, parent=page)
    toast.say("")
    assert toast.isHidden()


def test_a_screen_reader_is_told(page: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    monkeypatch.setattr(toast_module, "announce", lambda _, words: read.append(words))
    toast = Toast(theme=DARK, parent=page)
    toast.say("Captions on", can_undo=False)
    toast.say("")
    assert read == ["Captions on"]
