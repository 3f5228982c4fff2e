"""Ties the app to the window: fills the desk pages, and does what they ask for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from gluteapp.app import App, app_version
from gluteapp.core.circuit import Circuit
from gluteapp.core.exercise import Side
from gluteapp.devices.gamepad import Gamepads
from gluteapp.errors import ContentError, GluteError
from gluteapp.language import local_time, tr
from gluteapp.services.history import UnfinishedOffer
from gluteapp.settings import Safety
from gluteapp.ui.main_window import MainWindow
from gluteapp.ui.pad_bridge import PadBridge
from gluteapp.ui.past_desk import PastDesk, guarded
from gluteapp.ui.plan_desk import PlanDesk
from gluteapp.ui.progress_desk import ProgressDesk
from gluteapp.ui.screens.circuit_choice import CircuitChoice
from gluteapp.ui.screens.coach_card import CoachCard, look_of
from gluteapp.ui.screens.move_stage import MoveStage
from gluteapp.ui.screens.moves import MovesScreen
from gluteapp.ui.screens.safety import SafetyScreen
from gluteapp.ui.screens.settings import SettingsScreen
from gluteapp.ui.screens.today import TodayScreen
from gluteapp.ui.screens.today_values import DAILY, TodayValues, today_values
from gluteapp.ui.session_flow import SessionFlow
from gluteapp.ui.stage.moving_view import MovingView
from gluteapp.ui.stage.studio import Studio
from gluteapp.ui.widgets.rail import RailEntry

LOOK_AGAIN_MS = 60_000
"""How often Today looks at the clock again."""
SOUND_LOOK_MS = 500
"""How often the player looks after its output."""
_TELL_OF_FILES = ("today", "settings")
"""The pages that say which of the user's recordings are of no use."""
TODAY_SESSIONS = 40
"""How many past sessions Today looks at: more than a week can hold."""


def rail_entries() -> tuple[RailEntry, ...]:
    """The pages there are, Settings last."""
    return (
        RailEntry(
            page="today",
            words=tr("Today"),
            icon="house",
            icon_selected="house-fill",
            key=tr("Ctrl+1"),
        ),
        RailEntry(
            page="progress",
            words=tr("Progress"),
            icon="chart-line-up",
            icon_selected="chart-line-up",
            key=tr("Ctrl+2"),
        ),
        RailEntry(
            page="history",
            words=tr("History"),
            icon="clock-history",
            icon_selected="clock-history-fill",
            key=tr("Ctrl+3"),
        ),
        RailEntry(
            page="moves",
            words=tr("Moves"),
            icon="books",
            icon_selected="books-fill",
            key=tr("Ctrl+4"),
        ),
        RailEntry(
            page="settings",
            words=tr("Settings"),
            icon="gear",
            icon_selected="gear",
            key=tr("Ctrl+5"),
            is_at_bottom=True,
        ),
    )


class Desk(QObject):
    """Owns the desk pages of a window; `theme_changed` is asked of `retheme`."""

    def __init__(
        self,
        *,
        app: App,
        studio: Studio,
        drawn_by: str = "",
        window: MainWindow,
        retheme: Callable[[], None],
        gamepads: Gamepads | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._app, self._studio, self._window = app, studio, window
        self._retheme = retheme
        self.pads = PadBridge(gamepads=gamepads, parent=self)
        self.flow = SessionFlow(app=app, studio=studio, window=window, pads=self.pads, parent=self)
        self.flow.back_at_desk.connect(self.refresh)
        theme, window.buttons = window.theme, app.settings.buttons
        self.today = TodayScreen(theme=theme, stage=self._stage())
        self.past = PastDesk(app=app, window=window, flow=self.flow, parent=self)
        self.past.changed.connect(self.refresh)
        self.plan = PlanDesk(app=app, window=window, parent=self)
        self.plan.changed.connect(self.refresh)
        self.charts = ProgressDesk(
            app=app, window=window, today=lambda: self.now().toordinal(), parent=self
        )
        self.charts.screen.session_opened.connect(self.past.open_session)
        self.charts.screen.start_asked.connect(self._start_today)
        self.charts.benchmark_asked.connect(self._start)
        self.moves = MovesScreen(
            app.content.library, theme=theme, stage=MoveStage(studio=studio, theme=theme)
        )
        coach = CoachCard(app.settings, theme=theme, stage=self._stage(), drawn_by=drawn_by)
        self.settings = SettingsScreen(
            app.settings,
            theme=theme,
            data_folder=app.paths.data,
            recordings=app.paths.voice,
            version=app_version(),
            sound_problem=app.player.state.problem,
            coach=coach,
        )
        studio.gl_lost.connect(coach.say_gl_lost)
        self.pads.follow(self.settings.buttons, self.settings.buttons)
        for name, page in (
            ("today", self.today),
            ("progress", self.charts.screen),
            ("history", self.past.history),
            ("session", self.past.detail),
            ("moves", self.moves),
            ("settings", self.settings),
        ):
            window.add_page(name, page)
        self._connect()
        self._minute = QTimer(self)
        self._minute.setInterval(LOOK_AGAIN_MS)
        self._minute.timeout.connect(self._on_minute)
        self._minute.start()
        self._sound = QTimer(self)
        self._sound.setInterval(SOUND_LOOK_MS)
        self._sound.timeout.connect(self._on_sound)
        self._sound.start()

    def _stage(self) -> MovingView:
        return MovingView(studio=self._studio, theme=self._window.theme)

    def _connect(self) -> None:
        app, today, window = self._app, self.today, self._window
        window.page_opened.connect(self._on_page_opened)
        self.moves.said.connect(window.say)
        today.start_asked.connect(self._start_today)
        today.daily_asked.connect(lambda: self._start(DAILY))
        today.choose_asked.connect(self._choose_circuit)
        today.resume_asked.connect(self._resume)
        today.save_asked.connect(self._save_unfinished)
        today.discard_asked.connect(self._discard_unfinished)
        today.safety_asked.connect(self.show_safety)
        for page in (today, self.charts.screen, self.past.history, self.moves, self.settings):
            page.stop_signs_asked.connect(window.show_stop_signs)
        self.settings.changed.connect(self.change_settings)
        self.plan.follow(today, self.settings.things, show=self.past.open_session)
        self.settings.safety_asked.connect(self.show_safety)
        self.settings.sound_test_asked.connect(self._test_sound)
        self.settings.folder_asked.connect(lambda: self._open_folder(app.paths.data))
        self.settings.recordings_asked.connect(lambda: self._open_folder(app.paths.voice))

    def begin(self) -> None:
        """Show the first page: the safety questions when they were never answered, else Today."""
        self._window.open_page("today")
        self.charts.begin()
        if not self._app.settings.safety.is_confirmed and not self._was_asked():
            self.show_safety()

    def stop(self) -> None:
        """Stop looking at clock and sound, and leave a running session so that it can go on."""
        self._minute.stop()
        self._sound.stop()
        self.charts.stop()
        self.pads.close()
        self.flow.leave()

    # Today

    def now(self) -> datetime:
        """The wall time here."""
        reading = self._app.clock.read()
        return local_time(reading.utc_ms, reading.offset_min)

    def refresh(self) -> None:
        """Show what is known now on the page that is open."""
        self._on_page_opened(self._window.page)

    def _on_page_opened(self, page: str) -> None:
        if page in _TELL_OF_FILES:
            self._app.sound.look_at_recordings()
        try:
            match page:
                case "today":
                    self.today.show_values(self._today_values())
                case "progress":
                    self.charts.show()
                case "history":
                    self.past.show_history(self.now().year)
                case "settings":
                    self.settings.show_settings(self._app.settings)
                    self.plan.show_mass(self.settings.things)
                    self.settings.show_sound_problem(self._app.player.state.problem)
                    self._app.sound.look_for_music()
                    self.settings.sound.show_music_problem(self._app.sound.music_problem())
                    self.settings.sound.show_voice_problems(self._app.sound.voice.problems)
                case _:
                    pass
        except GluteError as error:
            self._window.say(error.message)

    def _today_values(self) -> TodayValues:
        app = self._app
        offer = self._unfinished()
        notices = app.notices()
        records = app.history.sessions(limit=TODAY_SESSIONS)
        circuit = timeline = plan = None
        try:
            circuit = app.today_circuit()
            if offer is not None:
                known = app.content.circuits.get(offer.record.opened.circuit_id)
                circuit = known or circuit
            plan = app.day_plan(circuit.id)
            circuit, timeline = plan.circuit, app.laid_out(plan)
        except ContentError as error:
            notices = (*notices, error.message)
        return today_values(
            now=self.now(),
            circuit=circuit,
            timeline=timeline,
            library=app.content.library,
            records=records,
            first_side=Side(app.settings.first_side) if plan is None else plan.first_side,
            planned=self.plan.reasons(plan, records, self.now()),
            morning=self.plan.morning(self.now().date()),
            is_own_choice=app.settings.circuit != "foundation",
            has_daily=DAILY in app.content.circuits,
            can_start=app.settings.safety.may_start,
            unfinished=offer,
            notices=notices,
        )

    def _on_minute(self) -> None:
        if self._window.full_page is None and self._window.page == "today":
            self.refresh()

    def _on_sound(self) -> None:
        if self.flow.session is None:
            # A session looks after its sound itself.
            self._app.player.poll()
        if self._window.page == "settings":
            self.settings.show_sound_problem(self._app.player.state.problem)
            self.settings.sound.show_music_problem(self._app.sound.music_problem())
        is_told = self._window.full_page is None and self._window.page in _TELL_OF_FILES
        if is_told and self._app.sound.look_at_recordings():
            self.refresh()

    # Sessions

    def _start_today(self) -> None:
        self._start(self._app.today_circuit().id)

    def _start(self, wanted: str | Circuit) -> None:
        if not self._app.settings.safety.may_start:
            self.show_safety()
        elif isinstance(wanted, Circuit):
            self.flow.start_with(wanted)
        elif wanted in self._app.content.circuits:
            self.flow.start(wanted)

    def _resume(self, with_warm_up: bool) -> None:
        offer = self._unfinished()
        if not self._app.settings.safety.may_start:
            self.show_safety()
        elif offer is None:
            self.refresh()
        else:
            self._guarded(lambda: self.flow.resume(offer, with_warm_up=with_warm_up))

    def _unfinished(self) -> UnfinishedOffer | None:
        """A session that was cut off, unless it came to its end and only waits to be saved."""
        offer = self._app.unfinished()
        if offer is not None and offer.record.id in self.flow.waiting:
            return None
        return offer

    def _save_unfinished(self) -> None:
        offer = self._unfinished()
        if offer is not None and self._guarded(
            lambda: self._app.history.save_as_is(offer.record.id)
        ):
            self.flow.show_summary(offer.record.id)

    def _discard_unfinished(self) -> None:
        offer = self._unfinished()
        if offer is not None and self._guarded(lambda: self._app.history.discard(offer.record.id)):
            self.refresh()
            self.past.offer_undo(offer.record.id, tr("Session discarded."))

    def _choose_circuit(self) -> None:
        app = self._app
        choice = CircuitChoice(
            tuple(app.content.circuits.values()),
            theme=self._window.theme,
            chosen_id=app.today_circuit().id,
        )
        overlay = self._window.show_overlay(tr("Which circuit"), choice, width_px=620)
        choice.chosen.connect(lambda name: self.change_settings({"circuit": name}))
        choice.chosen.connect(overlay.close_overlay)
        chosen = choice.rows.get(app.today_circuit().id)
        if chosen is not None:
            chosen.focus_by_key()

    # Settings and safety

    def change_settings(self, changes: dict[str, object]) -> None:
        """Save settings at once and let them show."""
        sentence = self._app.change_settings(**changes)
        self.settings.show_problem(sentence)
        if sentence is not None and self._window.page != "settings":
            self._window.say(sentence)
        if "theme" in changes:
            self._retheme()
        if "reduced_motion" in changes:
            self._window.set_motion_reduced(self._app.settings.reduced_motion)
        if not changes.keys().isdisjoint({"body", "skin", "outfit"}):
            self._studio.set_look(look_of(self._app.settings))
        if "circuit" in changes:
            self.refresh()
        self.settings.sound.show_settings(self._app.settings)
        if "music" in changes:
            self._app.sound.look_for_music()
            self.settings.sound.show_music_problem(self._app.sound.music_problem())
        self._window.buttons = self._app.settings.buttons

    def show_safety(self) -> None:
        """Show the safety questions."""
        reading = self._app.clock.read()
        safety = self._app.settings.safety
        screen = SafetyScreen(
            safety,
            theme=self._window.theme,
            utc_ms=reading.utc_ms,
            offset_min=reading.offset_min,
            is_review=self._was_asked(),
        )
        screen.answered.connect(self._on_safety)
        screen.closed.connect(self._window.leave_full)
        self._window.show_full(screen)

    def _on_safety(self, safety: Safety) -> None:
        # The dump, because change_settings validates plain values.
        self.change_settings({"safety": safety.model_dump()})
        self._window.leave_full()

    def _was_asked(self) -> bool:
        safety = self._app.settings.safety
        return any(
            value is not None
            for field, value in safety
            if field not in ("is_confirmed", "is_cleared")
        )

    def _test_sound(self) -> None:
        self._app.sound.test()
        problem = self._app.player.state.problem
        if problem is not None:
            self._window.say(problem)

    def _open_folder(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = error.strerror or str(error)
            self._window.say(
                tr("{folder} cannot be made ({reason}).", folder=folder, reason=reason)
            )
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._window.say(tr("No file manager was found. The folder is {folder}", folder=folder))

    def _guarded(self, change: Callable[[], None]) -> bool:
        return guarded(self._window, change)
