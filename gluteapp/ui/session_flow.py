"""The way from Start through check, session and summary back to the desk. Knows no desk page."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from gluteapp.app import App
from gluteapp.audio.captions import Caption, CaptionReader, in_one
from gluteapp.audio.conductor import Conductor
from gluteapp.core.clock import Millis
from gluteapp.core.exercise import Side
from gluteapp.devices.battery import read_battery
from gluteapp.errors import GluteError
from gluteapp.language import tr
from gluteapp.services.history import UnfinishedOffer, facts_of
from gluteapp.services.preflight import CheckRow, Wanted, check_before_start
from gluteapp.services.training import SessionRunner
from gluteapp.settings import Buttons
from gluteapp.ui.main_window import MainWindow
from gluteapp.ui.pad_bridge import PadBridge
from gluteapp.ui.screens.pain_gate import PAIN_GATE_MIN
from gluteapp.ui.screens.preflight import PreflightScreen
from gluteapp.ui.screens.session import SessionScreen
from gluteapp.ui.screens.session_caption import Words
from gluteapp.ui.screens.session_hearing import Hearing
from gluteapp.ui.screens.summary import SummaryScreen, SummaryValues
from gluteapp.ui.stage.stage_view import StageView
from gluteapp.ui.stage.studio import Studio

RECENT_MS = 24 * 3_600_000
RECENT_SESSIONS = 6
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
        timeline = app.timeline(circuit_id)
        hearing = self._hearing()
        app.sound.look_for_music()

        def rows(first_side: Side) -> tuple[CheckRow, ...]:
            return check_before_start(
                timeline=timeline,
                first_side=first_side,
                sound=app.player.state,
                wanted=self._wanted(hearing),
                is_screen_held=app.wake.result.is_held,
                battery=read_battery(),
            )

        app.wake.hold()
        screen = PreflightScreen(
            title=tr(app.content.circuits[circuit_id].title),
            timeline=timeline,
            rows=rows,
            clock=app.clock,
            first_side=Side(app.settings.first_side),
            countdown_s=app.settings.preflight_s,
            may_start=app.settings.safety.may_start,
            recent_pain=self._recent_pain(),
            buttons=app.settings.buttons,
        )
        screen.started.connect(lambda first_side: self._begin(circuit_id, first_side))
        screen.ear.learned.connect(self._keep_buttons)
        self._pads.follow(screen, screen.ear)
        screen.cancelled.connect(self._on_cancelled)
        screen.sound_test_asked.connect(app.sound.test)
        screen.stop_signs_asked.connect(self._window.show_stop_signs)
        self._window.show_full(screen)
        screen.begin()
        app.sound.test()

    def _wanted(self, hearing: Hearing) -> Wanted:
        """What the check says of the sound."""
        chosen = self._app.settings
        return Wanted(
            volume=chosen.volume,
            is_muted=chosen.is_muted,
            voice=chosen.voice if chosen.is_voice_on else None,
            has_voice=bool(self._app.sound.voice.clips),
            has_captions=hearing.has_captions,
            music=Path(chosen.music).name or chosen.music,
            is_music_on=chosen.is_music_on,
            music_problem=self._app.sound.music_problem(),
        )

    def _recent_pain(self) -> int | None:
        """The strongest pain of the last day, where it was strong enough to matter."""
        since_ms = self._app.clock.read().utc_ms - RECENT_MS
        recent = [
            facts_of(one).pain_max or 0
            for one in self._app.history.sessions(limit=RECENT_SESSIONS)
            if one.opened.utc_ms >= since_ms
        ]
        strongest = max(recent, default=0)
        return strongest if strongest >= PAIN_GATE_MIN else None

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

    def _begin(self, circuit_id: str, first_side: Side) -> None:
        self.play(self._app.new_session(circuit_id, first_side))

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
        self.summary = screen
        self._window.show_full(screen)

    def _values(self, session_id: str) -> SummaryValues | None:
        unsaved = None
        if self._runner is not None and self._runner.session_id == session_id:
            unsaved = self._runner.unsaved
        try:
            record = self._app.history.open(session_id)
            return SummaryValues.of(record, self._app.content.library, unsaved)
        except (GluteError, KeyError) as error:
            _log.info("no summary of %s: %s", session_id, error)
            return None

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
