"""The settings of the sound on a card over a session, which pauses for it. Knows no desk page."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gluteapp.app import App
from gluteapp.language import tr
from gluteapp.ui.main_window import MainWindow
from gluteapp.ui.screens.session_hearing import Hearing
from gluteapp.ui.screens.sound_card import SoundCard
from gluteapp.ui.theme import DARK, FontRole
from gluteapp.ui.widgets.text_label import TextLabel

LOOK_MS = 500
"""How often it is asked whether the music that was chosen can be played."""


class SessionSound(QWidget):
    """What is changed here is saved, and heard and seen as soon as the session goes on."""

    def __init__(self, *, app: App, window: MainWindow, hearing: Hearing) -> None:
        super().__init__()
        self._app, self._window, self._hearing = app, window, hearing
        # A session is dark whatever the theme is.
        self.card = SoundCard(app.settings, theme=DARK, recordings=app.paths.voice, parent=self)
        self.card.recordings_row.hide()
        # It lies on the card of the overlay, which has margins of its own.
        self.card.column.setContentsMargins(0, 0, 0, 0)
        self.card.changed.connect(self._change)
        self.card.test_asked.connect(app.sound.test)
        after = TextLabel(
            tr("All other settings open after the session."),
            theme=DARK,
            role=FontRole.CAPTION,
            tone="text3",
            wraps=True,
            parent=self,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(12)
        column.addWidget(self.card)
        column.addWidget(after)
        self._again = QTimer(self)
        self._again.setInterval(LOOK_MS)
        self._again.timeout.connect(self._show_problems)
        self._again.start()
        app.sound.look_for_music()
        self._show_problems()

    def _change(self, changes: dict[str, object]) -> None:
        sentence = self._app.change_settings(**changes)
        self._hearing.take(changes)
        self.card.show_settings(self._app.settings)
        if "music" in changes:
            self._app.sound.look_for_music()
        self._show_problems()
        if sentence is not None:
            self._window.say(sentence)

    def _show_problems(self) -> None:
        self.card.show_sound_problem(self._app.player.state.problem)
        self.card.show_music_problem(self._app.sound.music_problem())
