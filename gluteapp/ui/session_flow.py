"""The way from Start through check, session and summary back to the desk. Knows no desk page."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from gluteapp.app import App
from gluteapp.audio.captions import Caption, CaptionReader, in_one
from gluteapp.audio.conductor import Conductor
from gluteapp.core.circuit import Circuit
from gluteapp.core.clock import Millis
from gluteapp.core.decision import Choice, Verdict
from gluteapp.core.exercise import Side
from gluteapp.core.prescription import Prescription
from gluteapp.core.session import Pain, Question, SessionRecord
from gluteapp.core.timeline import Timeline
from gluteapp.devices.battery import read_battery
from gluteapp.errors import GluteError, StorageError
from gluteapp.language import tr
from gluteapp.services.digests import local_day
from gluteapp.services.history import UnfinishedOffer
from gluteapp.services.preflight import CheckRow, check_before_start
from gluteapp.services.training import SessionRunner
from gluteapp.settings import Buttons
from gluteapp.ui.main_window import MainWindow
from gluteapp.ui.next_time import next_time
from gluteapp.ui.pad_bridge import PadBridge
from gluteapp.ui.screens.next_values import NextTime
from gluteapp.ui.screens.preflight import PreflightScreen
from gluteapp.ui.screens.session import SessionScreen
from gluteapp.ui.screens.session_caption import Words
from gluteapp.ui.screens.session_hearing import Hearing
from gluteapp.ui.screens.set_words import groups_of
from gluteapp.ui.screens.summary import SummaryScreen, SummaryValues
from gluteapp.ui.session_check import recent_pain, wanted_of
from gluteapp.ui.session_sound import SessionSound
from gluteapp.ui.stage.stage_view import StageView
from gluteapp.ui.stage.studio import Studio

SAVE_AGAIN_MS = 2_000
"""How often the summary asks for what the disk has refused so far."""

_log = logging.getLogger("gluteapp.window")


class SessionFlow(QObject):
    """Puts one full page after the other on the window.

    `back_at_desk()` comes when the desk shows again, `answers_asked(session_id, set_id)`
    from a summary.
    """

    back_at_desk = Signal()
    answers_asked = Signal(str, str)

    def __init__(
        self,
        *,
        app: App,
        studio: Studio,
        window: MainWindow,
        pads: PadBridge,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._pads = pads
        self._app, self._studio, self._window = app, studio, window
        self._runner: SessionRunner | None = None
        self.session: SessionScreen | None = None
        self.summary: SummaryScreen | None = None
        self.summary_of = ""
        """Id of the session whose summary is open or one step back."""
        self._live: SessionRunner | None = None
        self._waiting: list[SessionRunner] = []
        self._is_saved_late = False
        """Whether a session was saved after all, and no page has said so yet."""
        window.overlay_opened.connect(self._on_overlay)
        window.settings_asked.connect(self._on_settings)
        self._again = QTimer(self)
        self._again.setInterval(SAVE_AGAIN_MS)
        self._again.timeout.connect(self._save_again)

    @property
    def waiting(self) -> frozenset[str]:
        """Ids of the sessions that are over and that the disk still refuses."""
        return frozenset(runner.session_id for runner in self._waiting)

    # Start

    def start(self, circuit_id: str) -> None:
        """Check the room, then start."""
        app = self._app
        plan = app.day_plan(circuit_id)
        self._check(
            app.content.circuits[circuit_id],
            app.laid_out(plan),
            plan.first_side,
            lambda first_side: app.new_session(circuit_id, first_side),
        )

    def start_with(self, circuit: Circuit) -> None:
        """The same for a circuit that is in no file, such as benchmark sets."""
        app = self._app
        self._check(
            circuit,
            app.laid_out_as(circuit),
            Side(app.settings.first_side),
            lambda first_side: app.new_session_of(circuit, first_side),
        )

    def _check(
        self,
        circuit: Circuit,
        timeline: Timeline,
        first_side: Side,
        new_session: Callable[[Side], SessionRunner],
    ) -> None:
        app = self._app
        hearing = self._hearing()
        app.sound.look_for_music()

        def rows(first_side: Side) -> tuple[CheckRow, ...]:
            return check_before_start(
                timeline=timeline,
                first_side=first_side,
                sound=app.player.state,
                wanted=wanted_of(app, hearing),
                is_screen_held=app.wake.result.is_held,
                battery=read_battery(),
            )

        app.wake.hold()
        screen = PreflightScreen(
            title=tr(circuit.title),
            timeline=timeline,
            rows=rows,
            clock=app.clock,
            first_side=first_side,
            countdown_s=app.settings.preflight_s,
            may_start=app.settings.safety.may_start,
            recent_pain=recent_pain(app),
            buttons=app.settings.buttons,
        )
        screen.started.connect(lambda side: self.play(new_session(side)))
        screen.ear.learned.connect(self._keep_buttons)
        self._pads.follow(screen, screen.ear)
        screen.cancelled.connect(self._on_cancelled)
        screen.sound_test_asked.connect(app.sound.test)
        screen.stop_signs_asked.connect(self._window.show_stop_signs)
        self._window.show_full(screen)
        screen.begin()
        app.sound.test()

    def _on_cancelled(self) -> None:
        self._app.wake.release()
        self._app.player.stop()
        self._to_desk()

    def _keep_buttons(self, buttons: Buttons) -> None:
        """Save what a remote sends; it holds for this run where it cannot be saved."""
        sentence = self._app.change_settings(buttons=buttons.model_dump())
        self._window.buttons = buttons
        if sentence is not None:
            self._window.say(sentence)

    def resume(self, offer: UnfinishedOffer, *, with_warm_up: bool) -> None:
        """Go on with a session that was cut off; StorageError when its place is lost."""
        if not with_warm_up:
            runner = self._app.go_on(offer)
            self.play(runner)
            # One press is enough: it was said on Today already.
            runner.resume()
            return
        # Asked first, so that nobody warms up for a session that cannot go on.
        runner = self._app.go_on(offer)
        warm_up = self._app.warm_up(offer)
        if warm_up is None:
            self.play(runner)
        else:
            self._show_session(warm_up).finished.connect(lambda _: self.play(runner))

    def leave(self) -> None:
        """Pause a running session and let it go; it can be resumed at the next start."""
        self._again.stop()
        for runner in self._waiting:
            runner.poll()
        if self.session is not None:
            self.session.leave()
            self.session = None

    # Session

    def play(self, runner: SessionRunner) -> None:
        """Show a session, then its summary."""
        self._runner = runner
        screen = self._show_session(runner)
        screen.finished.connect(self._on_finished)

    def _show_session(self, runner: SessionRunner) -> SessionScreen:
        app = self._app
        stage = StageView(studio=self._studio)
        stage.set_turned(app.settings.picture_is_turned)
        stage.set_camera(app.settings.camera)
        screen = SessionScreen(
            runner=runner,
            clock=app.clock,
            stage=stage,
            studio=self._studio,
            sound=app.player,
            buttons=app.settings.buttons,
            hearing=self._hearing(app.conductor(runner)),
            reduced_motion=app.settings.reduced_motion,
        )
        self._pads.follow(screen, screen.presses)
        screen.left.connect(self._on_left)
        screen.hearing.changed.connect(lambda changes: app.change_settings(**changes))
        screen.picture_turned.connect(
            lambda is_turned: app.change_settings(picture_is_turned=is_turned)
        )
        screen.angle_changed.connect(lambda camera: app.change_settings(camera=camera))
        app.wake.hold()
        self.session, self._live = screen, runner
        self._window.show_full(screen)
        screen.begin()
        return screen

    def _hearing(self, conductor: Conductor | None = None) -> Hearing:
        """What is heard of a session, and written of it."""
        app = self._app
        reader = None if conductor is None else CaptionReader(conductor.sounding)

        def words(now_ms: Millis) -> Words:
            said = Caption() if reader is None else reader.at(now_ms)
            return said.main, said.brief

        has_voice = bool(app.sound.voice.clips)
        return Hearing(sound=app.player, settings=app.settings, has_voice=has_voice, words=words)

    def _on_overlay(self) -> None:
        """Nobody trains behind a card: the clock stands still as long as one is read."""
        if self.session is not None and self._live is not None:
            self._live.pause()

    def _on_settings(self) -> None:
        """Settings over a page that stands alone: a session has those of the sound at hand."""
        if self.session is None:
            self._window.say(tr("Settings open from Today. Leave this page first."))
            return
        content = SessionSound(app=self._app, window=self._window, hearing=self.session.hearing)
        self._window.show_overlay(tr("Settings, while you pause"), content)

    def _on_left(self) -> None:
        self._app.wake.release()
        # It was only held: the session may go on.
        self._app.player.play_music(None)
        self.session = None
        self._to_desk()

    def _on_finished(self, session_id: str) -> None:
        self._app.wake.release()
        last_words = self._last_words()
        self.session = None
        self.show_summary(session_id)
        if last_words and self.summary is not None:
            self._window.say(last_words)

    def _last_words(self) -> str:
        """What is said while the summary comes, where it is not heard."""
        if self.session is None or self._live is None or not self.session.hearing.has_captions:
            return ""
        conductor = self._app.conductor(self._live)
        now_ms = self._app.clock.read().monotonic_ms
        found = None if conductor is None else conductor.sounding(now_ms)
        return "" if found is None else in_one(found[0])

    # Summary

    def show_summary(self, session_id: str) -> None:
        """Show what a session came to."""
        values = self._values(session_id)
        self._keep_unsaved()
        if values is None:
            self._to_desk()
            self._window.say(tr("This session could not be saved."))
            return
        self.summary_of = session_id
        screen = SummaryScreen(values, theme=self._window.theme)
        screen.done.connect(self._on_done)
        screen.edit_asked.connect(lambda set_id: self.answers_asked.emit(session_id, set_id))
        screen.stop_signs_asked.connect(self._window.show_stop_signs)
        screen.chosen.connect(self._on_chosen)
        screen.no_pain_said.connect(self._on_no_pain)
        self.summary = screen
        self._window.show_full(screen)

    def _values(self, session_id: str) -> SummaryValues | None:
        unsaved = None
        if self._runner is not None and self._runner.session_id == session_id:
            unsaved = self._runner.unsaved
        try:
            record = self._app.history.open(session_id)
            coming = self._next_time(record)
            return SummaryValues.of(record, self._app.content.library, unsaved, coming)
        except (GluteError, KeyError) as error:
            _log.info("no summary of %s: %s", session_id, error)
            return None

    def _next_time(self, record: SessionRecord) -> NextTime:
        """What follows from a session; nothing when the disk refuses."""
        planner, opened = self._app.progress.planner, record.opened
        day = local_day(opened.utc_ms, opened.offset_min)
        try:
            planner.settle()
            coming = next_time(planner, self._app.content.library, record, day)
            return replace(coming, pain_unsaid=self._pain_unsaid(record))
        except StorageError as error:
            _log.info("nothing decided after %s: %s", record.id, error)
            return NextTime()

    def _pain_unsaid(self, record: SessionRecord) -> tuple[tuple[str, ...], ...]:
        groups = groups_of(record, self._app.content.library)
        unsaid = (tuple(set_.id for set_ in one.sets if set_.pain is None) for one in groups)
        return tuple(set_ids for set_ids in unsaid if set_ids)

    def _on_no_pain(self) -> None:
        """Answer for every set that was not said to hurt or not that it did not."""
        session_id, history = self.summary_of, self._app.history
        try:
            for set_ids in self._pain_unsaid(history.open(session_id)):
                history.answer(set_ids, Question.PAIN, Pain(score=0), session_id)
        except StorageError as error:
            self._window.say(error.message)
        self._show_summary_again()

    def _show_summary_again(self) -> None:
        values = self._values(self.summary_of)
        if values is not None and self.summary is not None:
            self.summary.show_values(values)

    def _on_chosen(self, station: str, verdict: Verdict | None, dose: Prescription | None) -> None:
        """The user's word about the next dose of a station."""
        session_id = self.summary_of
        choice = None if verdict is None else Choice(verdict=verdict, instead=dose)
        try:
            self._app.progress.planner.choose(session_id, station, choice)
        except StorageError as error:
            self._window.say(error.message)
            return
        self._show_summary_again()

    def _keep_unsaved(self) -> None:
        """Go on asking for what the disk refused of the session that is over."""
        runner = self._runner
        if runner is not None and runner.unsaved is not None and runner not in self._waiting:
            self._waiting.append(runner)
            self._again.start()

    def _save_again(self) -> None:
        page = self._window.full_page
        shown = self.summary if self.summary is not None and self.summary is page else None
        still: list[SessionRunner] = []
        for runner in self._waiting:
            runner.poll()
            if runner.unsaved is not None:
                still.append(runner)
            elif shown is None or runner.session_id != self.summary_of:
                self._is_saved_late = True
        self._waiting = still
        values = None if shown is None else self._values(self.summary_of)
        if shown is not None and values is not None:
            shown.show_values(values)
        if page is None and self._is_saved_late:
            self._is_saved_late = False
            self.back_at_desk.emit()
            self._window.say(tr("The last session is saved now."))
        if not still and not self._is_saved_late:
            self._again.stop()

    def _on_done(self) -> None:
        self.summary_of = ""
        self.summary = None
        self._runner = None
        self._to_desk()

    def _to_desk(self) -> None:
        self._window.leave_full("today")
        self.back_at_desk.emit()
