"""No two parts of a session screen that are seen lie over each other, whatever the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gluteapp.core.clock import ManualClock
from gluteapp.paths import Paths
from gluteapp.ui.screens.session_caption import NO_WORDS, Words
from gluteapp.ui.screens.session_frame import Frame, Mode, frame_of
from gluteapp.ui.screens.session_work import longest_word_px
from gluteapp.ui.widgets.icon_label import IconLabel
from gluteapp.ui.widgets.number_label import NumberLabel
from gluteapp.ui.widgets.ring import Ring
from gluteapp.ui.widgets.text_label import TextLabel
from tests.ui.screens.session_stand import Stand

SIZES = ((1024, 640), (1280, 1024), (1440, 900), (1024, 1100), (1920, 1080))
NAME = "Schienbeinkantenvordermuskeldehnungsbrücke im Wechsel"
CUE = "Beckenbodenmuskulatur anspannen und die Rippen weit unten lassen"
SAID: Words = ("Next: turn over and lie on your back with both knees bent", "twelve")
RING_EDGE = 0.016
"""Of its width: so near to its square's edge a ring paints a short bow only."""
BLANK_SHARE = 0.12
"""Of a font's size: what a line has over its capitals and under most of its letters, at least."""
EASY = ("Clam", "Knees follow the toes")


@pytest.fixture(params=SIZES, ids=[f"{w}x{h}" for w, h in SIZES])
def stand(
    request: pytest.FixtureRequest, qtbot: QtBot, paths: Paths, clock: ManualClock
) -> Iterator[Stand]:
    made = Stand(qtbot=qtbot, paths=paths, clock=clock, size=request.param)
    yield made
    made.close()


def parts(stand: Stand) -> dict[str, QRect]:
    """What is seen of the session, and where."""
    faces, desk = stand.screen.faces, stand.screen.desk
    work, rest, pause = faces.work, faces.rest, faces.pause
    widgets: dict[str, QWidget] = {
        "strip": faces.strip,
        "card": desk.card,
        "effort": desk.effort,
        "caption": faces.caption.main,
        "brief": faces.caption.brief,
        "mark": faces.caption.mark,
    }
    for face, names in (
        (work, "ring flag name left word seconds bar line done effort_words cue legend"),
        (work, "then then_flag then_name"),
        (rest, "ring word line left then flag name"),
        (pause, "flag name title away place to_go trim_words trim done_at paused_for"),
        (pause, "resume redo back skip easier finish"),
    ):
        for name in names.split():
            widgets[f"{type(face).__name__} {name}"] = getattr(face, name)
    return {name: place(one, stand) for name, one in widgets.items() if one.isVisible()}


def place(part: QWidget, stand: Stand) -> QRect:
    """Where a part is painted: of words their ink, and a ring leaves the corners of its square."""
    rect = QRect(part.mapTo(stand.screen, QPoint(0, 0)), part.size())
    if isinstance(part, Ring):
        edge = round(RING_EDGE * rect.width())
        return rect.adjusted(edge, edge, -edge, -edge)
    if isinstance(part, TextLabel):
        return ink(part, rect)
    if isinstance(part, IconLabel):
        rect.setWidth(min(part.sizeHint().width(), rect.width()))
    if isinstance(part, NumberLabel):
        height = min(part.sizeHint().height(), rect.height())
        return QRect(rect.left(), rect.center().y() - height // 2, rect.width(), height)
    return rect


def ink(label: TextLabel, rect: QRect) -> QRect:
    """What the letters of a label take of its rectangle."""
    metrics = QFontMetricsF(label.font())
    height = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
    blank = round(BLANK_SHARE * label.font().pixelSize())
    middle, width = rect.center().y(), round(metrics.horizontalAdvance(label.text()))
    top = middle - height // 2 + blank
    if width >= rect.width() or label.alignment() & Qt.AlignmentFlag.AlignHCenter:
        return QRect(rect.left(), top, rect.width(), height - 2 * blank)
    is_right = label.alignment() & Qt.AlignmentFlag.AlignRight
    x = rect.right() - width if is_right else rect.left()
    return QRect(x, top, width, height - 2 * blank)


def overlaps(stand: Stand) -> list[str]:
    """Pairs of parts that lie over each other, and parts outside of the window."""
    seen = parts(stand)
    found = [name for name, rect in seen.items() if not stand.screen.rect().contains(rect)]
    for (one, at), (other, there) in combinations(seen.items(), 2):
        if "mark" in (one, other) and at.intersected(there) in (at, there):
            continue  # beside the words of the label that it belongs to
        if at.intersects(there):
            found.append(f"{one} {at.getRect()} x {other} {there.getRect()}")
    faces = stand.screen.faces
    found += [
        f"{label.text()} is cut"
        for label in (faces.work.name, faces.work.cue, faces.rest.name, faces.pause.name)
        if label.isVisible() and longest_word_px(label) > label.width()
    ]
    return found


def show(stand: Stand, name: str, cue: str, words: Words) -> None:
    """Show the moment at hand with other words, as the screen would."""
    view, faces = stand.view, stand.screen.faces
    frame: Frame = frame_of(view, stand.runner.timeline, stand.screen.memory.told)
    frame = replace(
        frame,
        name=name,
        cue=cue if frame.mode is not Mode.REST else frame.cue,
        then_name=name if frame.then_name else "",
    )
    if stand.screen._mode is Mode.PAUSED:
        stand.screen._show_pause(view, frame)
    else:
        faces.show(frame, step=view.position.step, at_ms=view.position.at_ms)
    for _ in range(2):
        faces.show_caption(words, is_wanted=words != NO_WORDS)
        faces.work.name_muscles(stand.screen.figure.named_muscles)


MOMENTS = (
    ("ready", 2_000), ("squat", 9_000), ("clam_left", 6_000), ("clam_left", 16_000),
    ("clam_switch", 1_500), ("clam_rest", 1_500), ("hydrant_switch", 1_000), ("brief", 1_000),
    ("kneel", 1_000), ("stretch_left", 8_000),
)  # fmt: skip


def test_nothing_lies_over_anything_else(stand: Stand) -> None:
    found = []
    for moment, offset_ms in MOMENTS:
        stand.play_to(moment, offset_ms)
        for name, cue, words in ((*EASY, NO_WORDS), (NAME, CUE, NO_WORDS), (NAME, CUE, SAID)):
            show(stand, name, cue, words)
            found += [f"{moment}, {name[:4]}, {words[1]}: {one}" for one in overlaps(stand)]
    assert not found, "\n".join(found)


def test_nor_in_a_pause_and_the_count_in_after_it(stand: Stand) -> None:
    found = []
    pause = stand.screen.faces.pause
    controls = (pause.resume, pause.redo, pause.back, pause.skip, pause.easier, pause.finish)
    for moment in ("squat", "clam_left", "clam_switch", "clam_rest"):
        stand.play_to(moment, 4_000)
        stand.key(Qt.Key.Key_Space)
        for away_ms in (400, 725_000):
            stand.clock.move(away_ms)
            stand.screen.tick()
            for button in controls:
                assert button.isVisible()
                assert button.width() >= button.minimumSizeHint().width()
            for name, words in ((EASY[0], ("Paused", "")), (NAME, NO_WORDS), (NAME, SAID)):
                show(stand, name, CUE, words)
                found += [
                    f"{moment} paused, {away_ms}, {words[1]}: {one}" for one in overlaps(stand)
                ]
        stand.key(Qt.Key.Key_Space)
        stand.wait(500)
        for words in (NO_WORDS, SAID):
            show(stand, NAME, CUE, words)
            found += [f"{moment} count-in {words[1]}: {one}" for one in overlaps(stand)]
        stand.wait(stand.view.count_in_left_ms)
    assert not found, "\n".join(found)
