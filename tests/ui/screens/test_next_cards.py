"""What comes next at the end of a session, and the morning after: asked, argued with, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from gluteapp.core.clock import ManualClock
from gluteapp.core.decision import Decision, Direction, Rule, Verdict
from gluteapp.core.exercise import Family
from gluteapp.core.prescription import Prescription
from gluteapp.core.session import Pain, Question, SessionRecord
from gluteapp.language import local_time, time_of_day
from gluteapp.paths import Paths
from gluteapp.services.digests import local_day
from gluteapp.ui.next_time import weight
from gluteapp.ui.screens.morning_card import MorningCard
from gluteapp.ui.screens.morning_values import MorningQuestion
from gluteapp.ui.screens.next_card import NextCard
from gluteapp.ui.screens.next_cards import NextCards
from gluteapp.ui.screens.next_values import NextFamily, NextMove, NextTime, Option
from gluteapp.ui.screens.summary import SummaryScreen
from gluteapp.ui.theme import DARK
from tests.ui.screens.desk_stand import DeskStand

DAY_MS = 24 * 3_600_000
LONGER = Prescription(move="clam/standard", seconds=40)


def move(station: str, *, direction: Direction = Direction.STAY, **changes: object) -> NextMove:
    fields: dict[str, object] = {
        "name": station.capitalize(),
        "dose": "35 s at 2-1-2",
        "change": "Stays",
        "reason": "Once more like this.",
        "can_wait": direction is Direction.UP,
        "options": (Option(dose=LONGER, words="Clam, 40 s"),),
        "upcoming": ("23 Nov: 35 s", "25 Nov: 40 s"),
    }
    return NextMove(station=station, direction=direction, **(fields | changes))  # type: ignore[arg-type]


RISES = move("clam", direction=Direction.UP)
STAYS = move("hydrant")


class Ear:
    """Keeps what a card asks for."""

    def __init__(self, card: NextCard) -> None:
        self.said: list[tuple[str, object, object]] = []
        card.chosen.connect(lambda *asked: self.said.append(asked))


@pytest.fixture
def card(qtbot: QtBot) -> NextCard:
    made = NextCard(NextFamily(family=Family.ABDUCTION, moves=(RISES, STAYS)), theme=DARK)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_rise_can_be_held_back_and_let_go_again(card: NextCard) -> None:
    ear = Ear(card)
    card.not_yet.click()
    assert ear.said == [("clam", Verdict.NOT_YET, None)]
    held = move("clam", direction=Direction.UP, verdict=Verdict.NOT_YET)
    card.show_family(NextFamily(family=Family.ABDUCTION, moves=(held, STAYS)))
    assert not card.not_yet.isVisible()
    card.undo.click()
    assert ear.said[-1] == ("clam", None, None)


def test_a_step_that_waits_for_the_morning_can_be_held_back_now(card: NextCard) -> None:
    ear = Ear(card)
    waits = move("clam", can_wait=True, waits_for_morning=True)
    card.show_family(NextFamily(family=Family.ABDUCTION, moves=(waits,)))
    assert card.arrow.icon_name == "arrow-up"
    card.not_yet.click()
    assert ear.said == [("clam", Verdict.NOT_YET, None)]


def test_what_stays_has_nothing_to_hold_back(card: NextCard) -> None:
    card.following.click()
    assert card.title.text() == "Hydrant"
    assert not card.not_yet.isVisible()
    assert card.other.isVisible()
    card.following.click()
    assert card.title.text() == "Clam"


def test_another_dose_is_chosen_from_those_that_may_be(card: NextCard) -> None:
    ear = Ear(card)
    assert not card.options.isVisible()
    card.other.click()
    pills = [one for one in card.options.findChildren(QAbstractButton) if one.isVisible()]
    assert len(pills) == 1
    pills[0].click()
    assert ear.said == [("clam", Verdict.CHANGED, LONGER)]


def test_the_next_four_sessions_open_and_close(card: NextCard) -> None:
    assert not card.upcoming.isVisible()
    card.four.click()
    assert card.upcoming.text().splitlines() == list(RISES.upcoming)
    assert card.upcoming.isVisible()
    card.four.click()
    assert not card.upcoming.isVisible()


def test_a_newer_decision_does_not_leave_the_move_that_is_looked_at(card: NextCard) -> None:
    card.following.click()
    card.show_family(NextFamily(family=Family.ABDUCTION, moves=(RISES, STAYS)))
    assert card.title.text() == "Hydrant"
    card.show_family(NextFamily(family=Family.ABDUCTION, moves=(RISES,)))
    assert card.title.text() == "Clam"
    assert not card.following.isVisible()


def test_there_is_a_card_for_each_family_and_none_for_nothing(qtbot: QtBot) -> None:
    cards = NextCards(theme=DARK)
    qtbot.addWidget(cards)
    cards.show_next(NextTime())
    assert cards.isHidden()
    families = (
        NextFamily(family=Family.ABDUCTION, moves=(RISES,)),
        NextFamily(family=Family.SQUAT, moves=(STAYS,)),
    )
    cards.show_next(NextTime(when="from Monday", families=families))
    assert [one.family for one in cards.cards] == [Family.ABDUCTION, Family.SQUAT]
    first = cards.cards[0]
    cards.show_next(NextTime(when="from Monday", families=families, note="A lighter one."))
    assert cards.cards[0] is first
    assert cards.note.text() == "A lighter one."
    cards.show_next(NextTime(families=families[1:]))
    assert [one.family for one in cards.cards] == [Family.SQUAT]


def test_the_morning_is_asked_about_once(qtbot: QtBot) -> None:
    card = MorningCard(theme=DARK)
    qtbot.addWidget(card)
    said: list[tuple[str, object]] = []
    card.answered.connect(lambda *asked: said.append(asked))
    today = date(2026, 11, 20)
    card.show_question(MorningQuestion(session_id="a", day=date(2026, 11, 19), today=today))
    assert card.question.text() == "How do your hips feel this morning?"
    card.scale.findChildren(QAbstractButton)[2].click()
    card.skip.click()
    assert said == [("a", 2), ("a", None)]
    card.show_question(MorningQuestion(session_id="b", day=date(2026, 11, 16), today=today))
    assert card.question.text() == "How did your hips feel the morning after Monday's circuit?"
    card.show_question(None)
    assert card.isHidden()


# In the window


@pytest.fixture
def stand(qtbot: QtBot, paths: Paths, clock: ManualClock) -> Iterator[DeskStand]:
    made = DeskStand(qtbot=qtbot, paths=paths, clock=clock).show()
    yield made
    made.close()


def test_the_morning_question_stands_on_today_until_it_is_answered(stand: DeskStand) -> None:
    card = stand.desk.today.morning
    session = stand.play()
    stand.desk.refresh()
    assert card.isHidden()
    stand.clock.move(DAY_MS)
    stand.desk.refresh()
    assert not card.isHidden()
    card.scale.findChildren(QAbstractButton)[0].click()
    assert card.isHidden()
    assert stand.app.store.progress.mornings()[session.id].score == 0


def test_the_summary_tells_what_comes_next_and_takes_the_users_word(stand: DeskStand) -> None:
    session = stand.play()
    stand.desk.flow.show_summary(session.id)
    page = stand.window.full_page
    assert isinstance(page, SummaryScreen)
    (card,) = [one for one in page.next.cards if one.other.isVisible()][:1]
    told = stand.app.store.progress.decisions()
    assert {place[0] for place in told} == {session.id}
    station = card.shown.station
    card.other.click()
    pill = next(one for one in card.options.findChildren(QAbstractButton) if one.isVisible())
    pill.click()
    choice = stand.app.store.progress.choices()[(session.id, station)]
    assert choice.verdict is Verdict.CHANGED
    assert card.change.text() == "Changed by you"
    card.undo.click()
    assert stand.app.store.progress.choices() == {}


def test_one_press_says_that_nothing_hurt(stand: DeskStand) -> None:
    session = stand.play(answers=False)
    stand.desk.flow.show_summary(session.id)
    page = stand.window.full_page
    assert isinstance(page, SummaryScreen)
    first = session.work_sets[0]
    stand.app.history.answer((first.id,), Question.PAIN, Pain(score=3), session.id)
    page.next.no_pain.click()
    pains = [one.pain for one in stand.app.history.open(session.id).work_sets]
    assert pains == [Pain(score=3)] + [Pain(score=0)] * (len(pains) - 1)
    assert page.next.no_pain.isHidden()
    assert page.facts["pain"].accessibleName() == "pain, highest: 3"


def waiting(stand: DeskStand) -> SessionRecord:
    """Two good sessions with fine mornings but for the last one."""
    first = stand.play()
    stand.clock.move(DAY_MS)
    stand.app.progress.planner.answer_morning(first.id, 0)
    stand.clock.move(2 * DAY_MS)
    return stand.play()


def test_not_yet_is_said_before_the_morning_and_holds_after_it(stand: DeskStand) -> None:
    session, planner = waiting(stand), stand.app.progress.planner
    stand.desk.flow.show_summary(session.id)
    page = stand.window.full_page
    assert isinstance(page, SummaryScreen)
    (card,) = page.next.cards
    assert card.shown.waits_for_morning
    assert "after a fine morning" in card.dose.text()
    card.other.click()
    assert card.shown.options[0].words.startswith("As now: ")
    card.not_yet.click()
    assert card.change.text() == "Not yet: it stays as it was"
    assert "morning" not in card.dose.text()
    stand.clock.move(DAY_MS)
    planner.answer_morning(session.id, 0)
    (told,) = planner.after(session.id)
    assert told.decision.direction is Direction.UP
    day = told.decision
    local = stand.clock.read()
    doses = planner.doses("tiny", day=local_day(local.utc_ms, local.offset_min))
    assert doses[day.station] == day.before


def test_escape_closes_a_list_before_the_summary(stand: DeskStand) -> None:
    session = stand.play()
    stand.desk.flow.show_summary(session.id)
    page = stand.window.full_page
    assert isinstance(page, SummaryScreen)
    (card,) = page.next.cards
    card.other.click()
    stand.press(Qt.Key.Key_Escape)
    assert card.options.isHidden()
    assert stand.window.full_page is page
    stand.press(Qt.Key.Key_Escape)
    assert stand.window.full_page is None


def test_a_fine_morning_tells_what_rose_and_leads_to_it(stand: DeskStand) -> None:
    session = waiting(stand)
    stand.clock.move(DAY_MS)
    stand.desk.refresh()
    stand.desk.today.morning.scale.findChildren(QAbstractButton)[0].click()
    toast = stand.window.toast
    assert toast.text().startswith("One step up next time: ")
    assert toast.undo.words == "Show"
    toast.undo.click()
    assert stand.window.page == "session"
    detail = stand.desk.past.detail
    (card,) = detail.next.cards
    card.not_yet.click()
    choice = stand.app.store.progress.choices()[(session.id, card.shown.station)]
    assert choice.verdict is Verdict.NOT_YET
    assert card.change.text() == "Not yet: it stays as it was"
    card.four.click()
    stand.press(Qt.Key.Key_Escape)
    assert card.upcoming.isHidden()
    assert stand.window.page == "session"
    stand.press(Qt.Key.Key_Escape)
    assert stand.window.page == "history"


def test_a_morning_after_which_nothing_rises_says_nothing(stand: DeskStand) -> None:
    stand.play()
    stand.clock.move(DAY_MS)
    stand.desk.refresh()
    stand.desk.today.morning.scale.findChildren(QAbstractButton)[0].click()
    assert stand.window.toast.isHidden()


def test_only_the_newest_circuit_can_be_argued_with_in_history(stand: DeskStand) -> None:
    older = stand.play()
    stand.clock.move(3 * DAY_MS)
    newest = stand.play()
    detail = stand.desk.past.detail
    stand.desk.past.open_session(newest.id)
    assert not detail.next.isHidden()
    stand.desk.past.open_session(older.id)
    assert detail.next.isHidden()


def test_summary_and_history_tell_the_same_time(stand: DeskStand) -> None:
    session = stand.play()
    stand.desk.flow.show_summary(session.id)
    page = stand.window.full_page
    assert isinstance(page, SummaryScreen)
    started = local_time(session.opened.utc_ms, session.opened.offset_min)
    assert page.eyebrow.text().casefold().endswith(time_of_day(started).casefold())


def test_what_hurt_comes_before_what_rises() -> None:
    def decided(rule: Rule, direction: Direction, **read: int) -> Decision:
        dose = LONGER
        return Decision(
            session_id="s",
            circuit_id="c",
            station=rule,
            family=Family.ABDUCTION,
            rule=rule,
            direction=direction,
            before=dose,
            after=dose,
            read=dict(read),
        )

    found = [
        decided(Rule.ONCE_MORE, Direction.STAY, pain=0),
        decided(Rule.TWO_FOR_TWO, Direction.UP, pain=1),
        decided(Rule.SOME_PAIN, Direction.STAY, pain=3),
        decided(Rule.PAIN, Direction.HOLD, pain=4),
        decided(Rule.TOO_HARD, Direction.DOWN, pain=0),
        decided(Rule.PAIN_STOP, Direction.DOWN, pain=7),
    ]
    in_order = [one.rule for one in sorted(found, key=weight)]
    assert in_order == [
        Rule.PAIN_STOP,
        Rule.PAIN,
        Rule.TOO_HARD,
        Rule.SOME_PAIN,
        Rule.TWO_FOR_TWO,
        Rule.ONCE_MORE,
    ]
