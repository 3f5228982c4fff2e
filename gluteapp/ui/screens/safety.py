"""The questions before the first session (evidence 6.1), in our own words; saves nothing itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gluteapp.core.clock import Millis
from gluteapp.language import local_time, short_date, tr
from gluteapp.settings import Safety
from gluteapp.ui.screens.desk_page import DeskPage
from gluteapp.ui.theme import CARD_PADDING, FontRole, Theme
from gluteapp.ui.widgets.banner import Banner, BannerKind
from gluteapp.ui.widgets.button import Button, ButtonKind
from gluteapp.ui.widgets.card import Card
from gluteapp.ui.widgets.segment import Segment
from gluteapp.ui.widgets.text_label import TextLabel
from gluteapp.ui.widgets.tick_box import TickBox


def safety_questions() -> tuple[tuple[str, str], ...]:
    """The field of `Safety` and the question, in their order."""
    return (
        (
            "heart_or_pressure",
            tr("A heart condition, high blood pressure, or a doctor who advised care in exercise?"),
        ),
        (
            "chest_pain",
            tr("Chest pain or pressure, or unusual breathlessness, at rest or in effort?"),
        ),
        (
            "fainting",
            tr("Fainting, or dizziness that made you lose balance, in the last year?"),
        ),
        (
            "illness_or_medicine",
            tr("A long-term illness, or regular medicine, that affects exercise?"),
        ),
        (
            "joint_or_surgery",
            tr(
                "A bone, joint, muscle or tendon problem that exercise could worsen, a new back, "
                "hip or knee injury, or surgery in the last 12 months?"
            ),
        ),
        ("pregnancy", tr("Pregnant, or gave birth in the last 6 months?")),
        (
            "bone_stress",
            tr(
                "A bone stress injury before, missed periods, low energy intake, or low bone "
                "density?"
            ),
        ),
    )


def general_notice() -> str:
    """What gluteapp is and is not (evidence 6.5)."""
    return tr(
        "gluteapp gives general exercise information for healthy adults. It is not medical advice "
        "and does not diagnose injury or weakness. If you have pain, an injury or a health "
        "condition, ask a qualified professional first. Stop if anything hurts beyond mild "
        "discomfort."
    )


class SafetyScreen(DeskPage):
    """Emits `answered(Safety)` when the user goes on, and `closed()` when nothing is changed.

    `is_review` allows leaving without a change, as from Settings.
    """

    answered = Signal(object)
    closed = Signal()

    def __init__(
        self,
        safety: Safety,
        *,
        theme: Theme,
        utc_ms: Millis,
        offset_min: int = 0,
        is_review: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        given = safety.confirmed_utc_ms
        eyebrow = tr("Before the first session")
        if is_review and given is not None:
            day = short_date(local_time(given, offset_min).date())
            eyebrow = tr("Answered on {date}", date=day)
        super().__init__(
            tr("Is it safe for you to start?"), theme=theme, eyebrow=eyebrow, parent=parent
        )
        self.stand_alone()
        self._utc_ms = utc_ms
        self._is_review = is_review
        self._answers: dict[str, bool | None] = {
            field: getattr(safety, field) for field, _ in safety_questions()
        }
        self.segments: dict[str, Segment] = {}
        self.notice = TextLabel(
            general_notice(), theme=theme, role=FontRole.BODY, tone="text2", wraps=True, parent=self
        )
        self.body.addWidget(self.notice)
        self.body.addWidget(self._questions_card())
        self.banner = Banner("", theme=theme, kind=BannerKind.WARN, parent=self)
        self.tick = TickBox("", theme=theme, is_on=safety.is_confirmed, parent=self)
        self.tick.toggled.connect(lambda _: self._refresh())
        self.body.addStretch(1)
        self._fill_footer()
        self._refresh()

    def _questions_card(self) -> Card:
        card = Card(theme=self.theme, name=tr("Health questions"), parent=self)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(CARD_PADDING, 20, CARD_PADDING - 8, 16)
        layout.setSpacing(4)
        lead = tr("Do any of these apply to you?")
        layout.addWidget(TextLabel(lead, theme=self.theme, role=FontRole.SECTION, parent=card))
        for field, question in safety_questions():
            row = QHBoxLayout()
            row.setSpacing(24)
            label = TextLabel(
                question, theme=self.theme, role=FontRole.BODY_LARGE, wraps=True, parent=card
            )
            segment = Segment(
                ((False, tr("No")), (True, tr("Yes"))),
                theme=self.theme,
                name=question,
                value=self._answers[field],
                parent=card,
            )
            segment.chosen.connect(lambda value, field=field: self._on_chosen(field, value))
            self.segments[field] = segment
            row.addWidget(label, 1)
            row.addWidget(segment, 0, Qt.AlignmentFlag.AlignVCenter)
            layout.addLayout(row)
        later = tr(
            "Fever or illness is asked before every session. A longer form to take to a doctor is "
            "at www.eparmedx.com."
        )
        layout.addSpacing(6)
        layout.addWidget(
            TextLabel(
                later,
                theme=self.theme,
                role=FontRole.CAPTION,
                tone="text3",
                wraps=True,
                parent=card,
            )
        )
        return card

    def _fill_footer(self) -> None:
        self.later_button = Button(
            tr("Keep as it was") if self._is_review else tr("Not yet, look around first"),
            theme=self.theme,
            height_px=60,
            text_px=17,
            parent=self,
        )
        self.later_button.clicked.connect(self._on_later)
        self.go_button = Button(
            tr("Save") if self._is_review else tr("Continue"),
            theme=self.theme,
            kind=ButtonKind.PRIMARY,
            height_px=60,
            text_px=20,
            parent=self,
        )
        self.go_button.setMinimumWidth(260)
        self.go_button.clicked.connect(self._on_go)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.tick, 100)
        row.addStretch(1)
        row.addWidget(self.later_button)
        row.addWidget(self.go_button)
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(self.banner)
        column.addLayout(row)
        self.footer.addLayout(column, 1)

    @property
    def is_complete(self) -> bool:
        """Whether every question is answered."""
        return all(answer is not None for answer in self._answers.values())

    def _drafted(self) -> Safety:
        return Safety.model_validate(self._answers)

    def safety(self) -> Safety:
        """The answers as they stand."""
        drafted = self._drafted()
        needs_tick = any(self._answers.values())
        may = self.is_complete and (not needs_tick or self.tick.isChecked())
        return drafted.model_copy(
            update={
                "is_confirmed": may,
                "is_cleared": may and drafted.needs_clearance,
                "confirmed_utc_ms": self._utc_ms if may else None,
            }
        )

    def _on_chosen(self, field: str, value: object) -> None:
        self._answers[field] = bool(value)
        self.tick.setChecked(False)
        self._refresh()

    def _refresh(self) -> None:
        is_any = any(self._answers.values())
        drafted = self._drafted()
        self.banner.setVisible(is_any)
        self.tick.setVisible(is_any)
        self.later_button.setVisible(self._is_review or is_any)
        if drafted.needs_clearance:
            self.banner.set_notice(
                tr(
                    "Please speak to a doctor or physiotherapist before you start. With this "
                    "answer, Start stays closed until a professional has cleared you."
                ),
                kind=BannerKind.STOP,
            )
            self.tick.set_words(tr("A professional has cleared me for exercise."))
        elif is_any:
            self.banner.set_notice(
                tr("Please speak to a doctor or physiotherapist before you start."),
                kind=BannerKind.WARN,
            )
            self.tick.set_words(tr("I have spoken to one and may exercise."))
        may = self.is_complete and (not is_any or self.tick.isChecked())
        reason = (
            tr("Tick the sentence above first.")
            if self.is_complete
            else tr("Answer every question first.")
        )
        self.go_button.set_enabled_with_reason(may, reason)

    def _on_go(self) -> None:
        self.answered.emit(self.safety())

    def _on_later(self) -> None:
        if self._is_review:
            self.closed.emit()
        else:
            self.answered.emit(self.safety())

    def take_key(self, event: QKeyEvent) -> bool:
        """Enter goes on when it may; Esc leaves a review."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self.go_button.isEnabled() and not event.isAutoRepeat():
            self._on_go()
            return True
        if event.key() == Qt.Key.Key_Escape and self._is_review:
            self.closed.emit()
            return True
        return super().take_key(event)
