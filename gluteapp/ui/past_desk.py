"""History, one past session and its answers: shows them and writes down what is changed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from gluteapp.app import App
from gluteapp.core.circuit import SessionMode
from gluteapp.core.decision import Choice, Verdict
from gluteapp.core.events import StopReason
from gluteapp.core.prescription import Prescription
from gluteapp.core.session import Answer, Question, SessionRecord, SetRecord
from gluteapp.errors import GluteError
from gluteapp.language import tr, trn
from gluteapp.services.digests import local_day
from gluteapp.ui.main_window import MainWindow
from gluteapp.ui.next_time import REST_DAYS, next_time
from gluteapp.ui.screens.answers import AnswersScreen
from gluteapp.ui.screens.history import HistoryScreen, ReadMore
from gluteapp.ui.screens.next_values import NextTime
from gluteapp.ui.screens.session_detail import SessionDetailScreen
from gluteapp.ui.screens.set_row import SetCorrection
from gluteapp.ui.screens.set_words import groups_of, move_words, started_words
from gluteapp.ui.session_flow import SessionFlow

FIRST_SESSIONS = 60
"""How many sessions History reads at once to begin with; four windows full."""
NEWEST_SESSIONS = 20
"""So many sessions are looked through for the newest circuit among dailies; design choice."""

_log = logging.getLogger("gluteapp.window")


def guarded(window: MainWindow, change: Callable[[], None]) -> bool:
    """Do it; a failure a user can act on is said instead, and False comes back."""
    try:
        change()
    except GluteError as error:
        window.say(error.message)
        return False
    return True


class PastDesk(QObject):
    """Owns the pages of the past; `changed()` comes when what was deleted is back."""

    changed = Signal()

    def __init__(
        self, *, app: App, window: MainWindow, flow: SessionFlow, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._app, self._window, self._flow = app, window, flow
        self._removed: tuple[str, ...] = ()
        self._shown: tuple[str | None, int] | None = None
        """What the list shows: the newest fact there was when it was read, and the year."""
        self.history = HistoryScreen(theme=window.theme)
        self.detail = SessionDetailScreen(theme=window.theme, library=app.content.library)
        window.undo_asked.connect(self._on_undo)
        window.undo_expired.connect(self._forget_removed)
        flow.answers_asked.connect(self.open_answers)
        self.history.session_asked.connect(self.open_session)
        self.history.remove_asked.connect(self._remove)
        self.detail.back.connect(lambda: window.open_page("history"))
        self.detail.answers_asked.connect(lambda: self.open_answers(self._detail_id()))
        self.detail.correct_asked.connect(self.correct)
        self.detail.remove_asked.connect(lambda: self._remove(self._detail_id()))
        self.detail.chosen.connect(self._on_chosen)

    def show_history(self, this_year: int) -> None:
        """Show the sessions and let arrows walk them; StorageError when they cannot be read.

        They are read only when anything was written since, and the newest first: years of them
        take longer to read than a page may take to open.
        """
        wanted = (self._app.store.newest_id(), this_year)
        if wanted != self._shown:
            self._shown = None
            found, read_more = self._page_of(FIRST_SESSIONS, known=0)
            self.history.show_records(found, this_year, read_more)
            self._shown = wanted
        QTimer.singleShot(0, self.history, self.history.focus_first)

    def _page_of(
        self, limit: int, *, known: int
    ) -> tuple[Sequence[SessionRecord], ReadMore | None]:
        """The closed ones among the newest `limit` sessions after the `known`, and how to go on."""
        # One that is not closed is listed by the store but not here, so this count tells the end.
        found = self._app.store.sessions(limit=limit)
        closed = [one for one in found if one.closed is not None]
        if len(found) < limit:
            return closed[known:], None
        return closed[known:], lambda: self._older(2 * limit, known=len(closed))

    def _older(self, limit: int, *, known: int) -> tuple[Sequence[SessionRecord], ReadMore | None]:
        try:
            return self._page_of(limit, known=known)
        except GluteError as error:
            self._window.say(error.message)
            self._shown = None
            return (), None

    # One session

    def open_session(self, session_id: str) -> None:
        """Show a past session."""
        try:
            record = self._app.history.open(session_id)
            self.detail.show_record(record, self._coming(record))
        except (GluteError, KeyError) as error:
            _log.info("session %s cannot be opened: %s", session_id, error)
            self._window.say(tr("This session cannot be read."))
            return
        self._window.open_page("session")
        self._window.rail.select("history")

    def _coming(self, record: SessionRecord) -> NextTime:
        """What follows from the newest circuit; nothing from older ones, which others followed."""
        found = self._app.history.sessions(limit=NEWEST_SESSIONS)
        newest = next((one for one in found if one.opened.mode is SessionMode.CIRCUIT), None)
        if newest is None or newest.id != record.id:
            return NextTime()
        planner, opened = self._app.progress.planner, record.opened
        planner.settle()
        day = local_day(opened.utc_ms, opened.offset_min)
        coming = next_time(planner, self._app.content.library, record, day)
        now = self._app.clock.read()
        is_past = local_day(now.utc_ms, now.offset_min) >= day + REST_DAYS
        return replace(coming, when="") if is_past else coming

    def _on_chosen(self, station: str, verdict: Verdict | None, dose: Prescription | None) -> None:
        """The user's word about the next dose of a station."""
        session_id = self._detail_id()
        choice = None if verdict is None else Choice(verdict=verdict, instead=dose)
        planner = self._app.progress.planner
        if self._guarded(lambda: planner.choose(session_id, station, choice)):
            self.open_session(session_id)

    def _detail_id(self) -> str:
        record = self.detail.record
        return "" if record is None else record.id

    def _remove(self, session_id: str) -> None:
        if session_id and self._guarded(lambda: self._app.history.remove(session_id)):
            self._window.open_page("history")
            self.offer_undo(session_id, tr("Session deleted."))

    def offer_undo(self, session_id: str, sentence: str) -> None:
        """Say that a session went, and bring back all that went while this stands."""
        removed = (*self._removed, session_id)
        if len(removed) > 1:
            sentence = trn("{n} session deleted.", "{n} sessions deleted.", len(removed))
        # The offer before this one expires with it, and forgets what it would have brought back.
        self._window.offer_undo(sentence)
        self._removed = removed

    def _forget_removed(self) -> None:
        self._removed = ()

    def _on_undo(self) -> None:
        removed, self._removed = self._removed, ()
        back = [
            session_id
            for session_id in removed
            if self._guarded(partial(self._app.history.restore, session_id))
        ]
        if back:
            self.changed.emit()

    def correct(self, record: SetRecord) -> None:
        """Offer to change what a set says."""
        move = move_words(self._app.content.library, record)
        content = SetCorrection(record, move, theme=self._window.theme)
        overlay = self._window.show_overlay(tr("Correct this set"), content, width_px=760)

        def save(done_reps: int | None, done_ms: int | None, reason: StopReason | None) -> None:
            if (done_reps, done_ms, reason) != (None, None, None):
                self._guarded(
                    lambda: self._app.history.correct_set(
                        record.id,
                        done_reps=done_reps,
                        done_ms=done_ms,
                        reason=reason,
                    )
                )
            overlay.close_overlay()
            self.open_session(self._detail_id())

        content.corrected.connect(save)
        content.answers_asked.connect(overlay.close_overlay)
        content.stepper.more.focus_by_key()
        content.answers_asked.connect(lambda: self.open_answers(self._detail_id(), record.id))

    # Answers

    def open_answers(self, session_id: str, set_id: str = "") -> None:
        """Show the answers of a session, those of one set first."""
        record = self._record(session_id)
        if record is None:
            return
        library = self._app.content.library
        groups = groups_of(record, library)
        screen = AnswersScreen(
            groups,
            theme=self._window.theme,
            eyebrow=tr(
                "{circuit}, {date}",
                circuit=tr(record.opened.circuit_title),
                date=started_words(record),
            ),
        )
        wanted = next((n for n, group in enumerate(groups) if set_id in group.set_ids), None)
        if wanted is not None:
            screen.open_group(wanted)
        screen.answered.connect(
            lambda ids, question, answer: self._answer(screen, session_id, ids, question, answer)
        )
        is_after_session = self._flow.summary_of == session_id
        screen.closed.connect(
            lambda: (
                self._flow.show_summary(session_id)
                if is_after_session
                else self._leave_answers(session_id)
            )
        )
        self._window.show_full(screen)

    def _answer(
        self,
        screen: AnswersScreen,
        session_id: str,
        set_ids: tuple[str, ...],
        question: Question,
        answer: Answer,
    ) -> None:
        self._guarded(lambda: self._app.history.answer(set_ids, question, answer, session_id))
        record = self._record(session_id)
        if record is not None:
            screen.show_groups(groups_of(record, self._app.content.library))

    def _leave_answers(self, session_id: str) -> None:
        self._window.leave_full("session")
        self.open_session(session_id)

    def _record(self, session_id: str) -> SessionRecord | None:
        try:
            return self._app.history.open(session_id)
        except (GluteError, KeyError) as error:
            _log.info("session %s cannot be opened: %s", session_id, error)
            return None

    def _guarded(self, change: Callable[[], None]) -> bool:
        return guarded(self._window, change)
