"""Asks the plan for the desk pages, and writes down what is said to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from PySide6.QtCore import QObject, Signal

from gluteapp.app import App
from gluteapp.core.decision import Direction
from gluteapp.core.session import SessionRecord
from gluteapp.language import tr, trn
from gluteapp.services.decision_words import move_name
from gluteapp.services.plan import DayPlan, Told
from gluteapp.ui.main_window import MainWindow
from gluteapp.ui.past_desk import guarded
from gluteapp.ui.screens.morning_values import MorningQuestion
from gluteapp.ui.screens.plan_reasons import plan_reasons
from gluteapp.ui.screens.things_card import BodyMass, ThingsCard
from gluteapp.ui.screens.today import TodayScreen
from gluteapp.ui.screens.today_values import Reason


class PlanDesk(QObject):
    """Morning question, body mass and decisions; `changed()` comes when the plan is another one."""

    changed = Signal()

    def __init__(self, *, app: App, window: MainWindow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app, self._window = app, window
        self._risen_after = ""
        self._show: Callable[[str], None] | None = None
        window.undo_asked.connect(self._on_show)
        window.undo_expired.connect(self._forget_risen)

    def follow(
        self, today: TodayScreen, things: ThingsCard, *, show: Callable[[str], None]
    ) -> None:
        """Do what these ask for; `show` opens a session by its id."""
        self._show = show
        today.morning_answered.connect(self._on_morning)
        things.mass_noted.connect(lambda kg: self._on_mass(things, kg))

    def morning(self, today: date) -> MorningQuestion | None:
        """The question of the morning after, when there is one."""
        due = self._app.progress.planner.morning_due(today.toordinal())
        if due is None:
            return None
        day = date.fromordinal(due.day)
        return MorningQuestion(session_id=due.session_id, day=day, today=today)

    def reasons(
        self, plan: DayPlan | None, records: Sequence[SessionRecord], now: datetime
    ) -> tuple[Reason, ...]:
        """Why the doses of a plan are what they are at a local time."""
        if plan is None:
            return ()
        return plan_reasons(plan, self._app.content.library, records, now=now)

    def show_mass(self, things: ThingsCard) -> None:
        """Show what is known of the body mass; StorageError when it cannot be read."""
        newest = self._app.progress.masses.log().newest
        known = None
        if newest is not None:
            known = BodyMass(kg=newest[1], noted=date.fromordinal(newest[0]))
        things.show_mass(known)

    def _on_morning(self, session_id: str, score: int | None) -> None:
        planner = self._app.progress.planner

        def keep() -> None:
            planner.answer_morning(session_id, score)
            planner.settle()

        if guarded(self._window, keep):
            self.changed.emit()
            guarded(self._window, lambda: self._tell_risen(session_id))

    def _tell_risen(self, session_id: str) -> None:
        """Say which moves go up now, and offer to show them where they can be held back."""
        told = self._app.progress.planner.after(session_id)
        risen = [one.decision for one in told if _is_risen(one)]
        if not risen:
            return
        if len(risen) == 1:
            move = move_name(risen[0].after, self._app.content.library)
            words = tr("One step up next time: {move}.", move=move)
        else:
            words = trn(
                "{n} move goes up a step next time.",
                "{n} moves go up a step next time.",
                len(risen),
            )
        self._window.offer_to_show(words)
        self._risen_after = session_id

    def _forget_risen(self) -> None:
        self._risen_after = ""

    def _on_show(self) -> None:
        session_id, self._risen_after = self._risen_after, ""
        if session_id and self._show is not None:
            self._show(session_id)

    def _on_mass(self, things: ThingsCard, kg: float | None) -> None:
        def keep() -> None:
            self._app.progress.masses.note(kg)
            self.show_mass(things)

        guarded(self._window, keep)


def _is_risen(told: Told) -> bool:
    """Whether a move goes up, and the user did not say otherwise."""
    decision = told.decision
    outcome = decision.after if told.choice is None else told.choice.outcome(decision)
    return decision.direction is Direction.UP and outcome == decision.after
