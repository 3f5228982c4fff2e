"""Pain after a set: none, 1 to 3, 4 up, then the number and the spot; knows a Pain value."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gluteapp.core.session import Pain
from gluteapp.language import number, tr
from gluteapp.ui.theme import TARGET_MIN, Theme, pixel_font
from gluteapp.ui.widgets.button import Button, ButtonKind
from gluteapp.ui.widgets.choice_row import AnswerButton, ChoiceRow
from gluteapp.ui.widgets.text_label import TextLabel

PAIN_MAX = 10
PAIN_MILD_MAX = 3
"""Up to this pain is noted and nothing else (DEFINITIONS.md, Felt answers)."""
SPOTS = ("hip_side", "front_of_hip", "low_back", "thigh", "knee", "other")
"""The spots that can be named, as stored."""
_NONE, _MILD, _MORE, _CRAMP = "none", "mild", "more", "cramp"


def spot_word(spot: str) -> str:
    """The word for a stored spot; an unknown one is shown as it is."""
    words = {
        "hip_side": tr("Side of hip"),
        "front_of_hip": tr("Groin"),
        "low_back": tr("Low back"),
        "thigh": tr("Thigh"),
        "knee": tr("Knee"),
        "other": tr("Other"),
    }
    return words.get(spot, spot)


def _band(score: int) -> str:
    if score == 0:
        return _NONE
    return _MILD if score <= PAIN_MILD_MAX else _MORE


class PainRow(QWidget):
    """Three buttons; two of them open the scale, where number and then spot are tapped.

    `chosen(Pain | None)` comes with every tap that says something: at once with the number, again
    with the spot. `opened(bool)` tells when the scale takes or gives back the room of two rows.
    Where it is offered, `cramped()` says that the muscle cramped, which is no pain score.
    """

    chosen = Signal(object)
    opened = Signal(bool)
    cramped = Signal()

    def __init__(self, *, theme: Theme, text_px: int = 22, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._pain: Pain | None = None
        self.setAccessibleName(tr("Pain"))
        self._bands = ChoiceRow(theme=theme, name=tr("Pain"), text_px=text_px, parent=self)
        self._bands.offer(
            [
                (_NONE, tr("No pain")),
                (_MILD, tr("Pain 1 to 3")),
                (_MORE, tr("Pain 4 up")),
                (_CRAMP, tr("Cramp")),
            ]
        )
        self._bands.chosen.connect(self._on_band)
        self._scale = ChoiceRow(
            theme=theme, name=tr("Pain from 0 to 10"), text_px=text_px, parent=self
        )
        self._scale.offer([(score, number(score)) for score in range(PAIN_MAX + 1)])
        self._scale.chosen.connect(self._on_score)
        self._spots = ChoiceRow(theme=theme, name=tr("Where it hurts"), parent=self)
        self._spots.offer([(spot, spot_word(spot)) for spot in SPOTS], weight=500)
        self._spots.chosen.connect(self._on_spot)
        self._head = QWidget(self)
        self._title = TextLabel(
            tr("0 none, 10 worst. For 10: 1, then 0"), theme=theme, parent=self._head
        )
        self.cramp = Button(tr("Cramp"), theme=theme, parent=self._head)
        self.cramp.setAccessibleName(tr("The hamstring cramped"))
        self.cramp.clicked.connect(self.cramped)
        self._close = Button("", theme=theme, kind=ButtonKind.QUIET, icon="x", parent=self._head)
        self._close.setAccessibleName(tr("Close the pain scale"))
        self._close.clicked.connect(self.close_scale)
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self.cramp)
        head.addWidget(self._close)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self._head)
        for row in (self._bands, self._scale, self._spots):
            self._rows.addWidget(row, 1)
        self.offer_cramp(False)
        self._show(is_open=False)

    @property
    def value(self) -> Pain | None:
        """What is answered, None when nothing is."""
        return self._pain

    @property
    def is_open(self) -> bool:
        """Whether the scale is open."""
        return not self._scale.isHidden()

    def set_value(self, pain: object) -> None:
        """Show an answer without emitting."""
        self._pain = pain if isinstance(pain, Pain) else None
        self._bands.set_value(None if self._pain is None else _band(self._pain.score))
        self._scale.set_value(None if self._pain is None else self._pain.score)
        self._spots.set_value(None if self._pain is None else self._pain.spot)
        self._spots.setEnabled(self._pain is not None and self._pain.score > 0)

    def offer_cramp(self, is_offered: bool, *, has_only_scale: bool = False) -> None:
        """Whether a cramp can be said, beside pain; over the scale where the bands are never seen."""
        self.band_of_cramp.setVisible(is_offered)
        self.cramp.setVisible(is_offered and has_only_scale)

    @property
    def band_of_cramp(self) -> AnswerButton:
        """The button of a cramp while the scale is closed; `cramp` is the one when it is open."""
        return self._bands.button_of(_CRAMP)

    def choose(self, score: int) -> None:
        """Say a score from 0 to 10 and emit, as a key does."""
        self._scale.choose(score)

    def open_scale(self) -> None:
        """Open the whole scale from 0 to 10, as the key P does."""
        self._open(0, PAIN_MAX)

    def close_scale(self) -> None:
        """Go back to the three buttons."""
        if self.is_open:
            self._show(is_open=False)
            self.opened.emit(False)

    def _open(self, least: int, most: int) -> None:
        for score in range(PAIN_MAX + 1):
            self._scale.button_of(score).setVisible(least <= score <= most)
        was_open = self.is_open
        self._show(is_open=True)
        self._spots.setEnabled(self._pain is not None and self._pain.score > 0)
        if not was_open:
            self.opened.emit(True)

    def _show(self, *, is_open: bool) -> None:
        self._bands.setVisible(not is_open)
        self._bands.set_value(None if self._pain is None else _band(self._pain.score))
        for part in (self._head, self._scale, self._spots):
            part.setVisible(is_open)

    def _on_band(self, band: object) -> None:
        match band:
            case "none":
                self._say(Pain(score=0))
            case "mild":
                self._open(1, PAIN_MILD_MAX)
            case "more":
                self._open(PAIN_MILD_MAX + 1, PAIN_MAX)
            case "cramp":
                self.set_value(self._pain)
                self.cramped.emit()
            case _:
                # A tap on what is chosen: a number can be changed, "no pain" taken back.
                if self._pain is not None and self._pain.score > 0:
                    self._open(0, PAIN_MAX)
                else:
                    self._say(None)

    def _on_score(self, score: object) -> None:
        if not isinstance(score, int):
            self._say(None)
            return
        spot = self._pain.spot if self._pain is not None and score > 0 else None
        self._say(Pain(score=score, spot=spot))
        if score == 0:
            self.close_scale()

    def _on_spot(self, spot: object) -> None:
        if self._pain is not None:
            self._say(Pain(score=self._pain.score, spot=spot if isinstance(spot, str) else None))

    def _say(self, pain: Pain | None) -> None:
        self.set_value(pain)
        self.chosen.emit(pain)

    def set_sizes(self, *, text_px: int, gap_px: int, corner_px: float) -> None:
        """Change words, gaps and corners in px."""
        self._bands.set_sizes(text_px=text_px, gap_px=gap_px, corner_px=corner_px)
        self._scale.set_sizes(text_px=text_px, gap_px=max(gap_px // 2, 3), corner_px=corner_px)
        self._spots.set_sizes(
            text_px=max(round(text_px * 0.78), 12), gap_px=gap_px, corner_px=corner_px
        )
        self._title.set_own_font(pixel_font(text_px, weight=600), 1.3)
        self._rows.setSpacing(gap_px)
        self._close.setFixedSize(max(round(text_px * 1.6), 32), max(round(text_px * 1.5), 28))
        self.cramp.set_size(max(round(text_px * 1.7), TARGET_MIN), max(round(text_px * 0.9), 13))

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        for row in (self._bands, self._scale, self._spots):
            row.set_theme(theme)
        self._title.set_theme(theme)
        self._close.set_theme(theme)
        self.cramp.set_theme(theme)
