"""The face of a pause: what is standing still, what it costs, and the ways on; no clock."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtWidgets import QWidget

from gluteapp.core.exercise import Side
from gluteapp.language import tr
from gluteapp.ui.screens import session_layout as shares
from gluteapp.ui.screens.session_focus import give_focus_back
from gluteapp.ui.screens.session_layout import Shape
from gluteapp.ui.screens.session_work import fit_name, say
from gluteapp.ui.theme import Theme, share_font
from gluteapp.ui.widgets.button import Button, ButtonKind
from gluteapp.ui.widgets.card import Card
from gluteapp.ui.widgets.fitted_label import FittedLabel
from gluteapp.ui.widgets.hold_button import HoldButton
from gluteapp.ui.widgets.icon_label import Icon
from gluteapp.ui.widgets.side_flag import SideFlag
from gluteapp.ui.widgets.text_label import TextLabel

_WORDS_SHARES = (1.0, 0.92, 0.85, 0.78, 0.72)
"""Sizes of the words of a pause, the first one that has room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseWords:
    """What a pause says; an empty `trim` means there is nothing to trim."""

    side: Side | None
    name: str
    away: str
    place: str
    to_go: str
    done_at: str
    paused_for: str
    trim: str
    is_trim_enough: bool
    """Whether the trim makes up for all that was lost."""
    easier: str
    """Name of the easier version, empty when there is none."""


class PauseFace(QWidget):
    """Seven controls, the new end, the length of the pause, and an offer to trim."""

    resume_asked = Signal()
    redo_asked = Signal()
    back_asked = Signal()
    skip_asked = Signal()
    easier_asked = Signal()
    trim_asked = Signal()
    finish_asked = Signal()

    def __init__(self, *, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._shape = Shape(width=1440, height=900)
        self._words: PauseWords | None = None
        self.flag = SideFlag(theme=theme, shows_both=True, parent=self)
        self.flag.set_dimmed(is_dimmed=True)
        self.name = FittedLabel(theme=theme, tone="text2", parent=self)
        self._mark = Icon("pause-fill", theme=theme, tone="text", parent=self)
        self.title = TextLabel(tr("Paused"), theme=theme, parent=self)
        self.away = TextLabel(theme=theme, tone="warn", wraps=True, parent=self)
        self.place = TextLabel(theme=theme, tone="text2", wraps=True, parent=self)
        self.to_go = TextLabel(theme=theme, tone="text2", wraps=True, parent=self)
        self._card = Card(theme=theme, parent=self)
        self._done_words = TextLabel(tr("Done at"), theme=theme, tone="text2", parent=self._card)
        self.done_at = TextLabel(theme=theme, parent=self._card)
        self._paused_words = TextLabel(
            tr("Paused for"), theme=theme, tone="text2", parent=self._card
        )
        self.paused_for = TextLabel(theme=theme, parent=self._card)
        self.trim_words = TextLabel(theme=theme, tone="text2", wraps=True, parent=self._card)
        self.trim = Button(tr("Trim"), theme=theme, parent=self._card)
        self.trim.set_resting_fill(theme.high)
        self.trim.clicked.connect(self.trim_asked)
        self._make_controls(theme)

    def _make_controls(self, theme: Theme) -> None:
        def control(text: str, icon: str, key: str, kind: ButtonKind) -> Button:
            return Button(
                text, theme=theme, kind=kind, icon=icon, key_hint=key, hint_below=True, parent=self
            )

        other = ButtonKind.SECONDARY
        self.resume = control(tr("Resume"), "play-fill", tr("Space"), ButtonKind.PRIMARY)
        self.redo = control(tr("Redo set"), "arrow-counter-clockwise", tr("R"), other)
        self.back = control(tr("Back"), "arrow-left", tr("Left"), other)
        self.skip = control(tr("Skip"), "arrow-right", tr("Right"), other)
        self.easier = control(tr("Easier"), "swap", tr("E"), other)
        self.finish = HoldButton(
            tr("Finish"), key_hint=tr("hold F, 2 s"), icon="stop-fill", theme=theme, parent=self
        )
        self.resume.clicked.connect(self.resume_asked)
        self.redo.clicked.connect(self.redo_asked)
        self.back.clicked.connect(self.back_asked)
        self.skip.clicked.connect(self.skip_asked)
        self.easier.clicked.connect(self.easier_asked)
        self.finish.held.connect(self.finish_asked)

    @property
    def name_bottom(self) -> int:
        """Where the header ends in px."""
        return max(self.name.geometry().bottom(), self._shape.header.bottom())

    def is_near_button(self, at: QPoint) -> bool:
        """Whether a click there was meant for a button, or for the card with the times."""
        return self._card.geometry().contains(at) or at.y() >= self._shape.controls.top()

    def set_controls_shown(self, is_shown: bool) -> None:
        """Hide the controls while something else offers the ways on."""
        if not is_shown:
            give_focus_back(self)
        for button in (
            self.resume, self.redo, self.back, self.skip, self.easier, self.finish,
        ):  # fmt: skip
            button.setVisible(is_shown)

    def lay_out(self, shape: Shape) -> None:
        """Take the size of the window."""
        self._shape = shape
        px, height = shape.px, shape.unit
        self.flag.set_height_px(px(shares.FLAG_SHARE))
        self._mark.set_size_px(px(0.075))
        self.title.set_own_font(share_font(shares.PAUSED_SHARE, height, 700, is_display=True), 1.1)
        for label in (self._done_words, self._paused_words):
            label.set_own_font(share_font(0.029, height, 500))
        for label in (self.done_at, self.paused_for):
            label.set_own_font(share_font(0.031, height, 700))
        self._card.set_corner(px(0.025))
        self.trim.set_size(max(px(0.062), 36), max(px(0.025), 13))
        self._place_controls()
        self._place()

    def show_words(self, words: PauseWords) -> None:
        """Show a pause; what did not change is not painted again."""
        if words == self._words:
            return
        before, self._words = self._words, words
        if before is None or before.is_trim_enough is not words.is_trim_enough:
            is_enough = words.is_trim_enough
            self.trim.setText(tr("Trim to finish on time") if is_enough else tr("Trim what can be"))
        say(self.done_at, words.done_at)
        say(self.paused_for, words.paused_for)
        self.done_at.setAccessibleName(tr("Done at {time}", time=words.done_at))
        self.paused_for.setAccessibleName(tr("Paused for {length}", length=words.paused_for))
        if before is None or self._shape_of(before) != self._shape_of(words):
            self.flag.set_side(words.side)
            say(self.name, words.name)
            say(self.away, words.away)
            say(self.place, words.place)
            say(self.to_go, words.to_go)
            self.easier.set_enabled_with_reason(
                bool(words.easier), tr("There is no easier version of this move.")
            )
            self.easier.setToolTip(words.easier or self.easier.toolTip())
            say(self.trim_words, words.trim)
            self._place()
        else:
            self._follow_widths(before, words)

    def _follow_widths(self, before: PauseWords, words: PauseWords) -> None:
        lengths = (len(before.done_at), len(before.paused_for))
        is_other = say(self.trim_words, words.trim)
        if is_other or lengths != (len(words.done_at), len(words.paused_for)):
            self._place()

    @staticmethod
    def _shape_of(words: PauseWords) -> tuple[object, ...]:
        return (
            words.side, words.name, words.away, words.place, words.to_go, bool(words.trim),
            words.easier,
        )  # fmt: skip

    def _place(self) -> None:
        self._place_header()
        room = self._shape.controls.top() - self._shape.px(0.012)
        for share in _WORDS_SHARES:
            # Words that would reach the controls are written smaller rather than over them.
            self._place_words(share)
            if self._card.geometry().bottom() < room:
                break

    def _place_words(self, share: float) -> None:
        """Place and times, the letters at a share of their size."""
        shape, px = self._shape, self._shape.px
        for label in (self.away, self.place, self.to_go):
            label.set_own_font(share_font(shares.PLACE_SHARE * share, shape.unit, 500), 1.36)
        self.trim_words.set_own_font(share_font(0.0255 * share, shape.unit, 400), 1.36)
        x, width = shape.paused_x, shape.right - shape.paused_x
        y = max(px(0.170), self.name_bottom + px(0.012))
        for label in (self.away, self.place, self.to_go):
            label.setVisible(bool(label.text()))
            if label.text():
                height = label.heightForWidth(width)
                label.setGeometry(QRect(x, y, width, height))
                y += height
        top = y + px(0.022)
        self._place_card(QRect(x, max(top, px(0.300)) if share == 1 else top, width, 0))

    def _place_header(self) -> None:
        shape, px, header = self._shape, self._shape.px, self._shape.header
        title = self.title.sizeHint()
        title_x = shape.paused_x + px(0.010) + px(0.090)
        middle = header.center().y()
        side = px(0.075)
        self._mark.setGeometry(title_x - px(0.090), middle - side // 2, side, side)
        self.title.setGeometry(
            title_x, middle - title.height() // 2, shape.right - title_x, title.height()
        )
        x = header.left()
        if self.flag.side is not None:
            self.flag.move(header.left(), header.top())
            x += self.flag.width() + px(0.026)
        width = title_x - px(0.110) - x
        height = fit_name(self.name, shape, width)
        top = header.top() - (px(0.008) if height > header.height() else 0)
        self.name.setGeometry(QRect(x, top, width, height))

    def _place_card(self, rect: QRect) -> None:
        px = self._shape.px
        pad, row = px(0.026), px(0.055)
        inner = rect.width() - 2 * pad
        y = pad
        for words, value in (
            (self._done_words, self.done_at),
            (self._paused_words, self.paused_for),
        ):
            own = value.sizeHint().width()
            words.setGeometry(QRect(pad, y, max(inner - own, 1), row))
            value.setGeometry(QRect(rect.width() - pad - own, y, own, row))
            y += row
        has_trim = bool(self.trim_words.text())
        self.trim_words.setVisible(has_trim)
        self.trim.setVisible(has_trim)
        if has_trim:
            y += px(0.020)
            height = self.trim_words.heightForWidth(inner)
            self.trim_words.setGeometry(QRect(pad, y, inner, height))
            y += height + px(0.016)
            self.trim.setGeometry(QRect(pad, y, inner, self.trim.height()))
            y += self.trim.height()
        self._card.setGeometry(QRect(rect.left(), rect.top(), rect.width(), y + pad))

    def _place_controls(self) -> None:
        px, row = self._shape.px, self._shape.controls
        gap = px(0.016)
        others = (self.redo, self.back, self.skip, self.easier, self.finish)
        # Resume is as wide as two others (LOOKS.md, session_paused).
        each = (row.width() - len(others) * gap) / (len(others) + 2)
        text_px = self._control_text_px(each, px(0.0300))
        x = float(row.left())
        for button, width in ((self.resume, 2 * each), *((other, each) for other in others)):
            button.set_size(row.height(), text_px if button is not self.resume else px(0.036))
            button.setGeometry(round(x), row.top(), round(width), row.height())
            x += width + gap

    def _control_text_px(self, width: float, wanted_px: int) -> int:
        """The largest size at which the longest control still fits its width."""
        for text_px in range(wanted_px, 11, -1):
            for button in (self.redo, self.easier, self.finish):
                button.set_size(self._shape.controls.height(), text_px)
            if all(
                button.minimumSizeHint().width() <= width
                for button in (self.redo, self.easier, self.finish)
            ):
                return text_px
        return 12
