"""Every option on one page, saved at once; changes nothing itself, it asks by signals."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from gluteapp.language import tr
from gluteapp.settings import Settings
from gluteapp.ui.screens.button_card import ButtonCard
from gluteapp.ui.screens.coach_card import CoachCard
from gluteapp.ui.screens.desk_page import DeskPage
from gluteapp.ui.screens.option_row import OptionRow
from gluteapp.ui.screens.safety import general_notice
from gluteapp.ui.screens.sound_card import SoundCard
from gluteapp.ui.screens.stop_button import StopButton
from gluteapp.ui.screens.things_card import ThingsCard
from gluteapp.ui.theme import CARD_GAP, CARD_PADDING, FontRole, Theme
from gluteapp.ui.widgets.banner import Banner, BannerKind
from gluteapp.ui.widgets.button import Button
from gluteapp.ui.widgets.card import Card
from gluteapp.ui.widgets.segment import Segment
from gluteapp.ui.widgets.switch import Switch
from gluteapp.ui.widgets.text_label import TextLabel


class SettingsScreen(DeskPage):
    """Emits `changed(dict)` with the fields of Settings to change, as each is chosen."""

    changed = Signal(object)
    sound_test_asked = Signal()
    safety_asked = Signal()
    folder_asked = Signal()
    recordings_asked = Signal()
    stop_signs_asked = Signal()

    def __init__(
        self,
        settings: Settings,
        *,
        theme: Theme,
        data_folder: Path,
        recordings: Path,
        version: str,
        languages: Sequence[tuple[str, str]] = (),
        sound_problem: str | None = None,
        coach: CoachCard | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Settings"), theme=theme, parent=parent)
        stop = StopButton(theme=theme, parent=self)
        stop.clicked.connect(self.stop_signs_asked)
        self.header.addWidget(stop, 0, Qt.AlignmentFlag.AlignBottom)
        self.problem = Banner("", theme=theme, kind=BannerKind.WARN, can_close=True, parent=self)
        self.problem.closed.connect(self.problem.hide)
        self.problem.hide()
        self._languages = tuple(languages)
        self._data_folder, self._version = data_folder, version
        self.segments: dict[str, Segment] = {}
        self.switches: dict[str, Switch] = {}
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(CARD_GAP)
        self.sound = SoundCard(settings, theme=theme, recordings=recordings, parent=self)
        self.sound.changed.connect(self.changed)
        self.sound.test_asked.connect(self.sound_test_asked)
        self.sound.recordings_asked.connect(self.recordings_asked)
        left.addWidget(self.sound)
        left.addWidget(self._session_card(settings))
        self.buttons = ButtonCard(settings.buttons, theme=theme, parent=self)
        self.buttons.changed.connect(self.changed)
        left.addWidget(self.buttons)
        self.things = ThingsCard(settings.things, theme=theme, parent=self)
        self.things.changed.connect(self.changed)
        left.addWidget(self._data_card())
        left.addStretch(1)
        self.coach = coach
        if coach is not None:
            coach.changed.connect(self.changed)
            right.addWidget(coach)
        right.addWidget(self.things)
        right.addWidget(self._looks_card(settings))
        right.addWidget(self._safety_card())
        right.addStretch(1)
        self.columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.columns.setSpacing(CARD_GAP)
        self.columns.addLayout(left, 1)
        self.columns.addLayout(right, 1)
        self.body.addWidget(self.problem)
        self.body.addLayout(self.columns)
        self.body.addStretch(1)
        self.show_sound_problem(sound_problem)

    # Building

    def _card(self, title: str) -> tuple[Card, QVBoxLayout]:
        card = Card(theme=self.theme, name=title, parent=self)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(CARD_PADDING, 22, CARD_PADDING, 18)
        layout.setSpacing(10)
        layout.addWidget(TextLabel(title, theme=self.theme, role=FontRole.SECTION, parent=card))
        return card, layout

    def _row(
        self, layout: QVBoxLayout, card: Card, title: str, control: QWidget, note: str = ""
    ) -> OptionRow:
        row = OptionRow(title, control, theme=self.theme, note=note, parent=card)
        layout.addWidget(row)
        return row

    def _segment(
        self,
        card: Card,
        field: str,
        title: str,
        options: Sequence[tuple[object, str]],
        value: object,
    ) -> Segment:
        segment = Segment(options, theme=self.theme, name=title, value=value, parent=card)
        segment.chosen.connect(lambda chosen: self.changed.emit({field: chosen}))
        self.segments[field] = segment
        return segment

    def _switch(self, card: Card, field: str, title: str, *, is_on: bool) -> Switch:
        switch = Switch(title, theme=self.theme, is_on=is_on, parent=card)
        switch.toggled.connect(lambda on: self.changed.emit({field: on}))
        self.switches[field] = switch
        return switch

    def _session_card(self, settings: Settings) -> Card:
        card, layout = self._card(tr("Session"))
        seconds = {n: tr("{n} s", n=n) for n in (3, 5, 10, 15, 20, 30)}
        sides = (("left", tr("Left")), ("right", tr("Right")))
        for field, title, options, value, note in (
            ("first_side", tr("Side that goes first"), sides, settings.first_side, ""),
            (
                "count_in_s",
                tr("Count-in after a pause or a skip"),
                tuple((n, seconds[n]) for n in (3, 5, 10)),
                settings.count_in_s,
                "",
            ),
            (
                "rest_step_s",
                tr("Longer and shorter rest by"),
                tuple((n, seconds[n]) for n in (10, 15, 30)),
                settings.rest_step_s,
                tr("Keys Up and Down in a rest"),
            ),
            (
                "preflight_s",
                tr("Check before the start"),
                tuple((n, seconds[n]) for n in (5, 10, 20)),
                settings.preflight_s,
                tr("Starts by itself after this"),
            ),
        ):
            self._row(layout, card, title, self._segment(card, field, title, options, value), note)
        title = tr("Turn the picture when you lie on your side")
        self._row(
            layout,
            card,
            title,
            self._switch(card, "picture_is_turned", title, is_on=settings.picture_is_turned),
            tr("Key O does the same in a session"),
        )
        return card

    def _looks_card(self, settings: Settings) -> Card:
        card, layout = self._card(tr("Looks"))
        title = tr("Theme")
        options = (("system", tr("System")), ("dark", tr("Dark")), ("light", tr("Light")))
        self._row(
            layout,
            card,
            title,
            self._segment(card, "theme", title, options, settings.theme),
            tr("A session is always dark"),
        )
        for field, words, is_on, note in (
            ("reduced_motion", tr("Less motion"), settings.reduced_motion, tr("No fades")),
            (
                "start_full_screen",
                tr("Start in full screen"),
                settings.start_full_screen,
                tr("F11 changes it any time"),
            ),
        ):
            self._row(layout, card, words, self._switch(card, field, words, is_on=is_on), note)
        if len(self._languages) > 1:
            title = tr("Language")
            segment = self._segment(card, "language", title, self._languages, settings.language)
            self._row(layout, card, title, segment, tr("From the next start on"))
        return card

    def _safety_card(self) -> Card:
        card, layout = self._card(tr("Safety"))
        self.safety = Button(tr("Review"), theme=self.theme, icon="heart-pulse", parent=card)
        self.safety.clicked.connect(self.safety_asked)
        self._row(layout, card, tr("Your answers to the safety questions"), self.safety)
        return card

    def _data_card(self) -> Card:
        card, layout = self._card(tr("About"))
        self.folder = Button(tr("Open folder"), theme=self.theme, icon="folder", parent=card)
        self.folder.clicked.connect(self.folder_asked)
        self._row(
            layout,
            card,
            tr("Your record and your own exercises"),
            self.folder,
            # A path may break after each folder, or it would make the page too wide.
            str(self._data_folder).replace("/", "/\u200b"),
        )
        for words in (
            tr("gluteapp {version}, free software under the MIT licence.", version=self._version),
            general_notice(),
        ):
            layout.addWidget(
                TextLabel(
                    words,
                    theme=self.theme,
                    role=FontRole.CAPTION,
                    tone="text2",
                    wraps=True,
                    parent=card,
                )
            )
        return card

    # Showing

    def show_settings(self, settings: Settings) -> None:
        """Show other values, without asking for anything."""
        for field, segment in self.segments.items():
            segment.set_value(getattr(settings, field))
        for field, switch in self.switches.items():
            switch.blockSignals(True)
            switch.setChecked(bool(getattr(settings, field)))
            switch.blockSignals(False)
        self.sound.show_settings(settings)
        self.buttons.show_buttons(settings.buttons)
        self.things.show_things(settings.things)
        if self.coach is not None:
            self.coach.show_settings(settings)

    def show_problem(self, sentence: str | None) -> None:
        """Say why settings could not be saved, or nothing."""
        self.problem.setVisible(sentence is not None)
        if sentence is not None:
            self.problem.set_notice(sentence, kind=BannerKind.WARN)

    def show_sound_problem(self, sentence: str | None) -> None:
        """Say why there is no sound, or nothing."""
        self.sound.show_sound_problem(sentence)

    def arrange(self) -> None:
        """One column in a narrow window."""
        way = QBoxLayout.Direction
        self.columns.setDirection(way.TopToBottom if self.is_narrow else way.LeftToRight)
