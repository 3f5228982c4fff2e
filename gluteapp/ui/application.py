"""Opens the window of a profile and runs it until it is closed. The one place that makes Qt run."""

from __future__ import annotations

import logging
import sys

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication

from gluteapp.app import App, build
from gluteapp.audio.pygame_player import PygamePlayer
from gluteapp.core.clock import SystemClock
from gluteapp.devices.gamepad import Gamepads
from gluteapp.figure.motion import load_motions
from gluteapp.language import tr
from gluteapp.logs import Logs, start_logs
from gluteapp.paths import Paths
from gluteapp.ui.desk import Desk, rail_entries
from gluteapp.ui.display import missing_display
from gluteapp.ui.end_signals import EndSignals
from gluteapp.ui.main_window import MIN_HEIGHT, MIN_WIDTH, MainWindow
from gluteapp.ui.screens.coach_card import look_of
from gluteapp.ui.single_instance import SingleInstance
from gluteapp.ui.stage.gl_probe import probe
from gluteapp.ui.stage.studio import Studio
from gluteapp.ui.theme import DARK, LIGHT, FontRole, Theme, font, palette, system_scale
from gluteapp.ui.window_state import restore_window, save_window

NO_DISPLAY = 2
"""Exit status when no window can be opened."""
WINDOW_FILE = "window.place"
GL_FILE = "opengl.json"
"""What the machine's OpenGL answered when it was asked, in the cache folder."""
TROUBLE_EVERY_MS = 30_000
"""The same trouble may come with every frame; it is said once in this time."""

_log = logging.getLogger("gluteapp.window")


class Trouble(QObject):
    """Carries what nobody caught from any thread to the window."""

    happened = Signal()

    def report(self, error: BaseException) -> None:
        """Tell the window; called in the thread that failed."""
        self.happened.emit()


class Running:
    """A window and all that lives as long as it does."""

    def __init__(
        self,
        *,
        app: App,
        application: QApplication,
        uses_gl: bool = False,
        drawn_by: str = "",
        gamepads: Gamepads | None = None,
    ) -> None:
        self._app, self._application = app, application
        self._system_scale = system_scale(application.font().pointSizeF())
        theme = self.theme()
        self._dress(theme)
        self.window = MainWindow(
            rail_entries(), theme=theme, is_motion_reduced=app.settings.reduced_motion
        )
        self.studio = Studio(
            motions=load_motions(app.paths.assets / "motions"),
            bodies_folder=app.paths.assets / "bodies",
            uses_gl=uses_gl,
            look=look_of(app.settings),
        )
        self.studio.failed.connect(self.window.say)
        self.desk = Desk(
            app=app,
            studio=self.studio,
            drawn_by=drawn_by,
            window=self.window,
            retheme=self.retheme,
            gamepads=gamepads,
            parent=self.window,
        )
        self.window.closing.connect(self._on_closing)
        application.styleHints().colorSchemeChanged.connect(self._on_scheme)
        self._is_quiet = QTimer(self.window)
        self._is_quiet.setSingleShot(True)
        self._is_quiet.setInterval(TROUBLE_EVERY_MS)

    def theme(self) -> Theme:
        """The theme to use now."""
        scheme = self._application.styleHints().colorScheme()
        return theme_for(self._app.settings.theme, scheme, self._system_scale)

    def retheme(self) -> None:
        """Use the theme that is chosen now."""
        theme = self.theme()
        self._dress(theme)
        self.window.set_theme(theme)

    def _dress(self, theme: Theme) -> None:
        self._application.setPalette(palette(theme))
        self._application.setFont(font(FontRole.BODY, theme.scale))

    def _on_scheme(self, scheme: Qt.ColorScheme) -> None:
        if self._app.settings.theme == "system":
            self.retheme()

    def show(self) -> None:
        """Open the window where it was left."""
        window = self.window
        if not restore_window(window, self._app.paths.config / WINDOW_FILE):
            screen = QGuiApplication.primaryScreen().availableSize()
            window.resize(
                max(min(1440, screen.width() - 40), MIN_WIDTH),
                max(min(900, screen.height() - 60), MIN_HEIGHT),
            )
        self.desk.begin()
        self._tell_motion_problems()
        if self._app.settings.start_full_screen:
            window.showFullScreen()
        else:
            window.show()

    def _tell_motion_problems(self) -> None:
        """Say which motion cannot be shown: its moves show a person standing."""
        problems = self.studio.motions.problems
        for problem in problems:
            _log.warning("a motion cannot be shown: %s", problem)
        if problems:
            self.window.say(tr("A motion cannot be shown: {problem}", problem=str(problems[0])))

    def come_forward(self) -> None:
        """Show the window to the user who started us again."""
        window = self.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def say_trouble(self) -> None:
        """Say that something failed that should not have; the record is safe."""
        if self._is_quiet.isActive():
            return
        self._is_quiet.start()
        self.window.say(
            tr(
                "Something went wrong. What was recorded is kept; the details are in {folder}",
                folder=self._app.paths.logs,
            )
        )

    def _on_closing(self) -> None:
        save_window(self.window, self._app.paths.config / WINDOW_FILE)

    def close(self) -> None:
        """Take everything down in order."""
        self._application.styleHints().colorSchemeChanged.disconnect(self._on_scheme)
        self.desk.stop()
        self.window.close()
        self.studio.close()
        self.window.deleteLater()


def drawing_of(app: App) -> tuple[bool, str]:
    """Whether OpenGL draws the figure, and a sentence on who does: by the setting and the machine.

    Asked once, before there is any widget that needs to know.
    """
    choice = app.settings.drawing
    if choice == "software":
        return False, tr("Now: software, as chosen.")
    verdict = probe(cache=app.paths.cache / GL_FILE, accepts_software=choice == "gl")
    if verdict.is_usable:
        return True, tr("Now: {reason}", reason=verdict.reason)
    return False, tr("Now: software. {reason}", reason=verdict.reason)


def theme_for(choice: str, scheme: Qt.ColorScheme, scale: float) -> Theme:
    """The user's choice of theme, else the system's where it is known, else dark."""
    is_light = choice == "light" or (choice == "system" and scheme is Qt.ColorScheme.Light)
    return (LIGHT if is_light else DARK).scaled(scale)


def open_window(paths: Paths) -> int:
    """Open the window of a profile; 0 when it was closed, 2 without a display.

    Where a window of this profile is open already, that one comes forward. GluteError when the
    record cannot be opened.
    """
    problem = missing_display()
    if problem is not None:
        _print(problem)
        return NO_DISPLAY
    application = make_application()
    instance = SingleInstance(paths.data)
    if not instance.take():
        if instance.knock():
            _print(tr("gluteapp is open already; its window comes forward."))
            return 0
        _print(tr("gluteapp runs already but does not answer; end it and start again."))
        return 1
    trouble = Trouble()
    logs = start_logs(paths.logs, report=trouble.report)
    try:
        clock = SystemClock()
        app = build(paths, clock=clock, player=PygamePlayer(clock=clock))
        return run_window(
            app,
            application=application,
            instance=instance,
            trouble=trouble,
            gamepads=Gamepads(clock=clock),
        )
    finally:
        _stop(logs)
        instance.release()


def run_window(
    app: App,
    *,
    application: QApplication | None = None,
    instance: SingleInstance | None = None,
    trouble: Trouble | None = None,
    gamepads: Gamepads | None = None,
) -> int:
    """Show the window of an opened profile until it is closed; closes the app too."""
    application = application or make_application()
    uses_gl, drawn_by = drawing_of(app)
    running = Running(
        app=app,
        application=application,
        uses_gl=uses_gl,
        drawn_by=drawn_by,
        gamepads=gamepads,
    )
    signals = EndSignals()
    signals.asked.connect(application.quit)
    if instance is not None:
        instance.knocked.connect(running.come_forward)
    if trouble is not None:
        trouble.happened.connect(running.say_trouble, Qt.ConnectionType.QueuedConnection)
    running.show()
    try:
        return application.exec()
    finally:
        running.close()
        signals.stop()
        app.close()


def make_application() -> QApplication:
    """The application with our style and icon; the one there is when there is one."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    application.setApplicationName("gluteapp")
    application.setApplicationDisplayName(tr("gluteapp"))
    application.setDesktopFileName("gluteapp")
    application.setWindowIcon(app_icon())
    return application


def app_icon() -> QIcon:
    """Our mark on slate, drawn at the sizes desktops ask for."""
    icon = QIcon()
    for side in (16, 32, 64, 128, 256):
        picture = QPixmap(side, side)
        picture.fill(QColor(0, 0, 0, 0))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(DARK.bg)
        painter.drawRoundedRect(0, 0, side, side, side * 0.22, side * 0.22)
        inset, width = side * 0.24, side * 0.11
        ring = picture.rect().toRectF().adjusted(inset, inset, -inset, -inset)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(DARK.idle, width))
        painter.drawEllipse(ring)
        arc = QPen(DARK.accent, width)
        arc.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(arc)
        painter.drawArc(ring, 90 * 16, -120 * 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(DARK.accent)
        painter.drawEllipse(ring.center(), side * 0.10, side * 0.10)
        painter.end()
        icon.addPixmap(picture)
    return icon


def _stop(logs: Logs | None) -> None:
    if logs is not None:
        logs.stop()


def _print(sentence: str) -> None:
    if sys.stderr is not None:
        sys.stderr.write(f"gluteapp: {sentence}\n")
