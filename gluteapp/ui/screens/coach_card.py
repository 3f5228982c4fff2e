"""How the coach looks and who draws it, with a picture; saves nothing, it asks by a signal."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gluteapp.figure.light import SKINS, TOPS
from gluteapp.figure.scene import Look, Outfit, Skin
from gluteapp.language import tr
from gluteapp.settings import Settings
from gluteapp.ui.screens.muscle_legend import screen_colour
from gluteapp.ui.screens.option_row import OptionRow
from gluteapp.ui.stage.moving_view import MovingView
from gluteapp.ui.theme import CARD_PADDING, FontRole, Theme
from gluteapp.ui.widgets.card import Card
from gluteapp.ui.widgets.segment import Segment
from gluteapp.ui.widgets.text_label import TextLabel

PICTURE_HEIGHT = 230


def look_of(settings: Settings) -> Look:
    """The look that settings ask for."""
    return Look(body=settings.body, skin=Skin(settings.skin), outfit=Outfit(settings.outfit))


class CoachCard(Card):
    """Emits `changed(dict)` with the fields of Settings to change.

    `stage` shows who stands there; `drawn_by` is a sentence about who draws it now.
    """

    changed = Signal(object)

    def __init__(
        self,
        settings: Settings,
        *,
        theme: Theme,
        stage: MovingView,
        drawn_by: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme=theme, name=tr("Coach"), parent=parent)
        self.segments: dict[str, Segment] = {}
        self.stage = stage
        column = QVBoxLayout(self)
        column.setContentsMargins(CARD_PADDING, 22, CARD_PADDING, 18)
        column.setSpacing(10)
        column.addWidget(TextLabel(tr("Coach"), theme=theme, role=FontRole.SECTION, parent=self))
        stage.setParent(self)
        stage.setFixedHeight(PICTURE_HEIGHT)
        stage.show_move(None)
        column.addWidget(stage)
        bodies = (("a", tr("Woman")), ("b", tr("Man")))
        skins = (("light", tr("Light")), ("medium", tr("Medium")), ("dark", tr("Dark")))
        outfits = (("teal", tr("Teal")), ("plum", tr("Plum")), ("sand", tr("Sand")))
        drawing = (
            ("auto", tr("Automatic")), ("gl", tr("Graphics card")), ("software", tr("Software")),
        )  # fmt: skip
        skin_colours = [screen_colour(SKINS[Skin(name)]) for name, _ in skins]
        outfit_colours = [screen_colour(TOPS[Outfit(name)]) for name, _ in outfits]
        self._add(column, "body", tr("Who shows the moves"), bodies, settings.body)
        self._add(column, "skin", tr("Skin"), skins, settings.skin, skin_colours)
        self._add(column, "outfit", tr("Outfit"), outfits, settings.outfit, outfit_colours)
        note = tr("From the next start on")
        self._add(column, "drawing", tr("Drawn by"), drawing, settings.drawing, note=note)
        self.segments["drawing"].chosen.connect(lambda chosen: self._show_drawn_by(str(chosen)))
        self.drawn_by = TextLabel(
            theme=theme, role=FontRole.CAPTION, tone="text3", wraps=True, parent=self
        )
        column.addWidget(self.drawn_by)
        self._sentence, self._drawing_then = drawn_by, settings.drawing
        self._show_drawn_by(settings.drawing)

    def _add(
        self,
        column: QVBoxLayout,
        field: str,
        title: str,
        options: Sequence[tuple[str, str]],
        value: str,
        colours: Sequence[QColor] = (),
        note: str = "",
    ) -> None:
        segment = Segment(
            options, theme=self.theme, name=title, value=value, colours=colours, parent=self
        )
        segment.chosen.connect(lambda chosen: self.changed.emit({field: chosen}))
        self.segments[field] = segment
        column.addWidget(OptionRow(title, segment, theme=self.theme, note=note, parent=self))

    def show_settings(self, settings: Settings) -> None:
        """Show other values, without asking for anything."""
        for field, segment in self.segments.items():
            segment.set_value(getattr(settings, field))
        self._show_drawn_by(settings.drawing)

    def say_gl_lost(self) -> None:
        """Say that OpenGL failed while it was used; another start tries it again."""
        self._sentence = tr("Now: software. The graphics card failed while it drew.")
        self._show_drawn_by(str(self.segments["drawing"].value))

    def _show_drawn_by(self, chosen: str) -> None:
        """Say what is in use, and that another choice waits for the next start."""
        words = [self._sentence] if self._sentence else []
        if chosen != self._drawing_then:
            words.append(tr("Your choice holds from the next start on."))
        self.drawn_by.setText(" ".join(words))
        self.drawn_by.setVisible(bool(words))
