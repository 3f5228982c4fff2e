"""History, one past session and its answers: shows them and writes down what is changed."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from gluteapp.app import App
from gluteapp.core.events import StopReason
from gluteapp.core.session import Answer, Question, SessionRecord, SetRecord
from gluteapp.errors import GluteError
from gluteapp.language import tr
from gluteapp.ui.main_window import MainWindow
from gluteapp.ui.screens.answers import AnswersScreen
from gluteapp.ui.screens.history import HistoryScreen
from gluteapp.ui.screens.session_detail import SessionDetailScreen
from gluteapp.ui.screens.set_row import SetCorrection
from gluteapp.ui.screens.set_words import groups_of, move_words, started_words
from gluteapp.ui.session_flow import SessionFlow

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
        self._removed = ""
        self.history = HistoryScreen(theme=window.theme)
        self.detail = SessionDetailScreen(theme=window.theme, library=app.content.library)
        window.undo_asked.connect(self._on_undo)
        flow.answers_asked.connect(self.open_answers)
        self.history.session_asked.connect(self.open_session)
        self.history.remove_asked.connect(self._remove)
        self.detail.back.connect(lambda: window.open_page("history"))
        self.detail.answers_asked.connect(lambda: self.open_answers(self._detail_id()))
        self.detail.correct_asked.connect(self.correct)
        self.detail.remove_asked.connect(lambda: self._remove(self._detail_id()))

    def show_history(self, this_year: int) -> None:
        """Read the sessions anew and let arrows walk them; StorageError when they cannot be read."""
        self.history.show_records(self._app.history.sessions(), this_year)
        QTimer.singleShot(0, self.history, self.history.focus_first)

    # One session

    def open_session(self, session_id: str) -> None:
        """Show a past session."""
        try:
            self.detail.show_record(self._app.history.open(session_id))
        except (GluteError, KeyError) as error:
            _log.info("session %s cannot be opened: %s", session_id, error)
            self._window.say(tr("This session cannot be read."))
            return
        self._window.open_page("session")
        self._window.rail.select("history")

    def _detail_id(self) -> str:
        record = self.detail.record
        return "" if record is None else record.id

    def _remove(self, session_id: str) -> None:
        if session_id and self._guarded(lambda: self._app.history.remove(session_id)):
            self._window.open_page("history")
            self.offer_undo(session_id, tr("Session deleted."))

    def offer_undo(self, session_id: str, sentence: str) -> None:
        """Say that a session went, and bring it back when the user wants that."""
        self._window.offer_undo(sentence)
        self._removed = session_id

    def _on_undo(self) -> None:
        session_id, self._removed = self._removed, ""
        if session_id and self._guarded(lambda: self._app.history.restore(session_id)):
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
