"""The OpenGL stage as a widget: in a real window where there is one, and where there is none."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gluteapp.ui.stage.gl_view import GlStage
from tests.ui.stage.small_figure import shot

ROOT = Path(__file__).parents[3]
LOST = "OpenGL stopped working; the coach is painted without it."

without_gl = pytest.mark.qt_log_ignore(
    "QOpenGLWidget is not supported on this platform", "QOpenGLWidget: Failed to create context"
)


@without_gl
def test_without_opengl_it_says_so_once_and_later(qtbot: QtBot) -> None:
    stage = GlStage()
    qtbot.addWidget(stage)
    said: list[str] = []
    stage.lost.connect(said.append)
    stage.show()
    assert said == []  # the owner may still be putting its window together
    qtbot.waitUntil(lambda: stage.is_lost and bool(said))
    stage.hide()
    stage.show()
    stage.show_shot(shot())
    qtbot.waitUntil(stage.isVisible)
    assert said == [LOST]


@without_gl
def test_nothing_is_lost_while_nothing_is_shown(qtbot: QtBot) -> None:
    stage = GlStage()
    qtbot.addWidget(stage)
    said: list[str] = []
    stage.lost.connect(said.append)
    stage.show_shot(shot())
    stage.show()
    stage.hide()
    other = QWidget()
    qtbot.addWidget(other)
    with qtbot.waitExposed(other):
        other.show()
    assert not stage.is_lost
    assert said == []


@without_gl
def test_a_widget_without_a_size_has_lost_nothing_yet(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(200, 200)
    stage = GlStage(window)
    stage.resize(0, 0)
    said: list[str] = []
    stage.lost.connect(said.append)
    window.show()
    stage._look_for_context()
    assert not stage.is_lost
    stage.resize(100, 100)
    qtbot.waitUntil(lambda: bool(said))
    assert said == [LOST]


@without_gl
def test_the_mouse_goes_through_it(qtbot: QtBot) -> None:
    stage = GlStage()
    qtbot.addWidget(stage)
    assert stage.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert stage.focusPolicy() == Qt.FocusPolicy.NoFocus


# What is done in the real window; it prints what it saw as JSON.
STORY = """
import json, sys
from dataclasses import replace
import numpy as np
import shiboken6
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMainWindow, QWidget
from gluteapp.ui.stage import gl_view
from gluteapp.ui.stage.gl_view import GlStage
from tests.ui.stage.small_figure import ball, moment, projection, shot

class Counting(GlStage):
    paints = 0
    def paintGL(self):
        self.paints += 1
        super().paintGL()

released = []
class Scene(gl_view.GlScene):
    def release(self):
        released.append(1)
        super().release()
gl_view.GlScene = Scene

def turn(times=40):
    for _ in range(times):
        loop = QEventLoop(); QTimer.singleShot(4, loop.quit); loop.exec()

def red_of(widget):
    image = widget.grabFramebuffer()
    at = image.pixelColor(image.width() // 2 + 40, image.height() // 2)
    return at.red() - at.blue()

app = QApplication(sys.argv[:1])
window = QMainWindow(); page = QWidget(); window.setCentralWidget(page)
page.setStyleSheet('background: #204060')
window.resize(400, 300)
stage = Counting(page); stage.setGeometry(0, 0, 400, 240)
label = QLabel('12', page); label.setStyleSheet('background: transparent; color: white')
label.move(10, 10)
lost = []; stage.lost.connect(lost.append)
seen = projection(400, 240, yaw_deg=0.0)
still, lit = (shot(moment(ball(), glow=glow), seen) for glow in (0.0, 1.0))
window.show(); stage.show_shot(still); turn(80)
found = {'valid': stage.isValid()}
before = stage.paints
turn(10); found['paints_idle'] = stage.paints - before
stage.show_shot(still); turn(10); found['paints_same'] = stage.paints - before
found['still'] = red_of(stage)
before = stage.paints
stage.show_shot(lit); turn(10); found['paints_other'] = stage.paints - before
found['lit'] = red_of(stage)
before = stage.paints
window.hide(); stage.show_shot(still); turn(10); found['paints_hidden'] = stage.paints - before
window.show(); turn(); found['paints_shown'] = stage.paints - before
found['still_again'] = red_of(stage)
window.resize(420, 330); stage.resize(420, 280)
stage.show_shot(replace(lit, projection=projection(420, 280, yaw_deg=0.0))); turn()
found['resized'] = red_of(stage)
dialog = QDialog(window); dialog.resize(400, 240); stage.setParent(dialog)
dialog.show(); stage.show(); turn()
found['elsewhere'] = red_of(stage)
found['released_by_move'] = len(released)
stage.setParent(page); stage.show(); dialog.close(); turn()
found['back'] = red_of(stage)
shown = window.screen().grabWindow(window.winId()).toImage()
below = shown.pixelColor(200, 315)
found['page'] = [below.red(), below.green(), below.blue()]
found['lost'] = list(lost)
count = len(released)
shiboken6.delete(stage); turn(5)
found['released_at_end'] = len(released) - count
class Failing(Scene):
    def draw(self, *rest):
        raise gl_view.moderngl.Error('card fell out')
gl_view.GlScene = Failing
second = GlStage(page); second.resize(100, 100)
second.lost.connect(lambda why: (lost.append(why), second.deleteLater()))
second.show_shot(lit); second.show(); turn()
found['lost_at_paint'] = list(lost)
class Refused(Scene):
    def __init__(self, context):
        raise gl_view.moderngl.Error('syntax error')
gl_view.GlScene = Refused
refused = GlStage(page); refused.resize(100, 100); why = []; refused.lost.connect(why.append)
refused.show_shot(lit); refused.show(); turn(); found['lost_at_start'] = why
timer = QTimer(); third = GlStage(page); gl_view.GlScene = Scene; third.resize(300, 200)
third.show()
timer.timeout.connect(lambda: third.show_shot(replace(lit))); timer.start(1); turn(10)
window.close(); turn(10); timer.stop()
print(json.dumps(found)); sys.stdout.flush()
"""


@pytest.fixture(scope="module")
def told() -> dict[str, object]:
    server = shutil.which("xvfb-run")
    if server is None:
        pytest.skip("no xvfb-run here, so no window to draw in")
    environment = {key: value for key, value in os.environ.items() if key != "QT_QPA_PLATFORM"}
    done = subprocess.run(
        [server, "-a", "-s", "-screen 0 800x600x24", sys.executable, "-c", STORY],
        cwd=ROOT,
        env=environment | {"QT_QPA_PLATFORM": "xcb", "LIBGL_ALWAYS_SOFTWARE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0 and "could not connect" in done.stderr:
        pytest.skip(f"no window here: {done.stderr[-200:]}")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    if not found["valid"]:
        pytest.skip("no OpenGL in a window here")
    return found


def number(found: dict[str, object], name: str) -> int:
    value = found[name]
    assert isinstance(value, int)
    return value


def test_a_frame_is_drawn_for_another_shot_only(told: dict[str, object]) -> None:
    assert told["paints_idle"] == 0
    assert told["paints_same"] == 0
    assert told["paints_other"] == 1


def test_no_frame_is_drawn_while_it_is_hidden(told: dict[str, object]) -> None:
    assert told["paints_hidden"] == 0
    assert number(told, "paints_shown") >= 1


def test_the_picture_follows_the_shot(told: dict[str, object]) -> None:
    assert number(told, "lit") > number(told, "still") + 60
    assert told["still_again"] == told["still"]
    assert number(told, "resized") > number(told, "still") + 60


def test_it_goes_on_in_another_window_and_back(told: dict[str, object]) -> None:
    assert number(told, "elsewhere") > number(told, "still") + 60
    assert number(told, "back") > number(told, "still") + 60
    assert told["lost"] == []


def test_the_rest_of_the_window_stays_as_it_is(told: dict[str, object]) -> None:
    assert told["page"] == [0x20, 0x40, 0x60]


def test_the_card_gets_everything_back(told: dict[str, object]) -> None:
    assert told["released_by_move"] == 1
    assert told["released_at_end"] == 1


def test_an_error_while_painting_is_said_once_and_the_widget_may_be_deleted(
    told: dict[str, object],
) -> None:
    assert told["lost_at_paint"] == [LOST]


def test_shaders_that_a_driver_refuses_are_a_loss(told: dict[str, object]) -> None:
    assert told["lost_at_start"] == [LOST]
