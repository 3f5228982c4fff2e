"""The main card of Today: what is next, Start, and the picture. Starts nothing itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gluteapp.core.circuit import StepKind
from gluteapp.core.timeline import Step, Timeline
from gluteapp.language import clock_length, number, tr
from gluteapp.services.history import UnfinishedOffer
from gluteapp.ui.screens.today_values import TodayValues, minutes_ago
from gluteapp.ui.stage.moving_view import MovingView
from gluteapp.ui.theme import FontRole, Theme
from gluteapp.ui.widgets.button import Button, ButtonKind
from gluteapp.ui.widgets.card import Card
from gluteapp.ui.widgets.key_cap import KeyCap
from gluteapp.ui.widgets.strip import SessionStrip
from gluteapp.ui.widgets.text_label import TextLabel

HEIGHT, HEIGHT_LEAST, HEIGHT_SHORT = 474, 410, 340
_PAD, _PAD_SHORT = 36, 24
_STRIP, _STRIP_SHORT = 66, 58
_INSET = 14
_CORNER_ROOM = 7
"""How far the corner of a rectangle has to stay away to lie inside the card's round one, px."""
_TEXT_SHARE, _TEXT_LEAST = 0.41, 372
_START_WIDTH = 268


class Legend(QWidget):
    """Says which level of the strip is which side."""

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for is_left, words in ((True, tr("left, upper")), (False, tr("right, lower"))):
            layout.addWidget(_Arrow(is_left, theme=theme, parent=self))
            layout.addWidget(
                TextLabel(words, theme=theme, role=FontRole.CAPTION, tone="text2", parent=self)
            )
            layout.addSpacing(8 if is_left else 0)


class _Arrow(QWidget):
    def __init__(self, is_left: bool, *, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._is_left = is_left
        self.setFixedSize(14, 14)

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the side flag in small."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.left if self._is_left else self.theme.right)
        points = [(5, 0.5), (13.5, 0.5), (13.5, 13.5), (5, 13.5), (0.5, 7)]
        if not self._is_left:
            points = [(14 - x, y) for x, y in points]
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
        painter.end()


def first_pictured(timeline: Timeline) -> Step | None:
    """The move in the picture: the first bridge, else the first work move."""
    work = [step for step in timeline.steps if step.kind is StepKind.WORK]
    bridges = [step for step in work if step.exercise and "bridge" in step.exercise.id]
    return next(iter(bridges or work), None)


class HeroCard(Card):
    """Emits what its buttons ask: start, resume (True: warm up first), save, discard, safety."""

    start_asked = Signal()
    resume_asked = Signal(bool)
    save_asked = Signal()
    discard_asked = Signal()
    safety_asked = Signal()

    def __init__(self, *, theme: Theme, stage: MovingView, parent: QWidget | None = None) -> None:
        super().__init__(theme=theme, name=tr("Today's session"), parent=parent)
        self._is_short = False
        self._height = HEIGHT
        self._is_empty = True
        self._is_closed = False
        self._offer: UnfinishedOffer | None = None
        self.stage = stage
        stage.setParent(self)
        self.words = QWidget(self)
        self.eyebrow = TextLabel(
            theme=theme, role=FontRole.CAPTION_STRONG, tone="accent", parent=self.words
        )
        self.title = TextLabel(theme=theme, role=FontRole.HERO, wraps=True, parent=self.words)
        self.dose = TextLabel(
            theme=theme, role=FontRole.BODY_LARGE, tone="text2", wraps=True, parent=self.words
        )
        self.start = Button(
            tr("Start"),
            theme=theme,
            kind=ButtonKind.PRIMARY,
            icon="play-fill",
            height_px=76,
            text_px=24,
            parent=self.words,
        )
        self.start.clicked.connect(self.press_start)
        self.second = Button("", theme=theme, parent=self.words)
        self.second.clicked.connect(self.save_asked)
        self.without = Button(tr("No warm-up"), theme=theme, parent=self.words)
        self.without.clicked.connect(lambda: self.resume_asked.emit(False))
        self.third = Button("", theme=theme, kind=ButtonKind.QUIET, parent=self.words)
        self.third.clicked.connect(self.discard_asked)
        self.hint = QWidget(self.words)
        hint = QHBoxLayout(self.hint)
        hint.setContentsMargins(0, 0, 0, 0)
        hint.setSpacing(8)
        press = TextLabel(
            tr("Press"), theme=theme, role=FontRole.CAPTION, tone="text2", parent=self.hint
        )
        hint.addWidget(press)
        hint.addWidget(KeyCap(tr("Space"), theme=theme, parent=self.hint))
        hint.addStretch(1)
        self._lay_out_words()
        self.legend = Legend(theme=theme, parent=self)
        self.strip = SessionStrip(theme=theme, parent=self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _lay_out_words(self) -> None:
        self._column = QVBoxLayout(self.words)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.eyebrow)
        self._column.addSpacing(6)
        self._column.addWidget(self.title)
        self._column.addSpacing(10)
        self._column.addWidget(self.dose)
        self._column.addStretch(3)
        self.start.setMinimumWidth(_START_WIDTH)
        self._column.addWidget(self.start, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addSpacing(10)
        self._column.addWidget(self.hint, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.without)
        row.addWidget(self.second)
        row.addWidget(self.third)
        row.addStretch(1)
        self._column.addLayout(row)
        self._column.addStretch(1)

    def set_short(self, is_short: bool) -> None:
        """Take less height."""
        self._is_short = is_short
        self.title.set_role(FontRole.TITLE_1 if is_short else FontRole.HERO)
        self.start.set_size(64 if is_short else 76, 22 if is_short else 24)
        self._show_hint()
        self.updateGeometry()
        self._place()

    def _show_hint(self) -> None:
        """The key stands below the button, or in it where there is no room below."""
        is_inside = self._is_short or self._offer is not None
        self.start.set_key_hint(tr("Space") if is_inside else "")
        self.hint.setVisible(not is_inside and not self._is_empty)

    def set_height(self, height: int) -> None:
        """Be so high, where that is enough; a low window has its own height."""
        height = min(max(height, HEIGHT_LEAST), HEIGHT)
        if height != self._height:
            self._height = height
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as the design says, or less in a low window."""
        return QSize(828, HEIGHT_SHORT if self._is_short else self._height)

    def minimumSizeHint(self) -> QSize:
        """Never narrower than its words."""
        return QSize(520, self.sizeHint().height())

    def show_values(self, values: TodayValues) -> None:
        """Show what is next, or what was left unfinished."""
        self._offer = values.unfinished
        self._is_empty = values.circuit is None and values.unfinished is None
        timeline = values.timeline
        self.strip.setVisible(timeline is not None)
        self.legend.setVisible(timeline is not None)
        self.stage.setVisible(timeline is not None)
        if timeline is not None:
            self.strip.set_timeline(timeline)
            offer = values.unfinished
            self.strip.show_position(None if offer is None else offer.position_ms)
            step = first_pictured(timeline)
            if step is not None:
                self.stage.show_move(step.exercise, step.variant or "", step.side)
        if values.unfinished is not None:
            self._show_unfinished(values.unfinished, can_start=values.can_start)
        elif values.circuit is None:
            self._show_nothing()
        else:
            self._show_next(values)
        self._show_hint()

    def _show_next(self, values: TodayValues) -> None:
        circuit = values.circuit
        self.eyebrow.setText("" if circuit is None else tr(circuit.title))
        self.title.setText(values.title)
        self.start.setText(tr("Start"))
        self.start.set_icon_name("play-fill")
        self.start.show()
        self.third.hide()
        self.second.hide()
        self.without.hide()
        self._is_closed = not values.can_start
        if values.can_start:
            self.dose.setText(values.dose)
        else:
            self.dose.setText(tr("Start is closed until the safety questions are settled."))
            self._offer_safety()

    def _offer_safety(self) -> None:
        """The big button leads to the safety questions, because nothing may be started."""
        self.start.setText(tr("Safety questions"))
        self.start.set_icon_name("heart-pulse")

    def _show_nothing(self) -> None:
        self.eyebrow.setText("")
        self.title.setText(tr("No circuit to play"))
        self.dose.setText(
            tr("No circuit file could be read. The list above names the files and the reasons.")
        )
        for part in (self.start, self.second, self.third, self.without):
            part.hide()

    def _show_unfinished(self, offer: UnfinishedOffer, *, can_start: bool) -> None:
        opened = offer.record.opened
        self.eyebrow.setText(tr("Unfinished: {circuit}", circuit=tr(opened.circuit_title)))
        position = clock_length(offer.position_ms)
        when = minutes_ago(offer.age_ms)
        done = len(offer.record.done_sets)
        values = {"done": number(done), "sets": number(opened.planned_sets), "when": when}
        self._is_closed = offer.can_resume and not can_start
        self.without.setVisible(offer.offers_warm_up and can_start)
        self.start.show()
        self.third.setText(tr("Discard"))
        self.third.show()
        if not offer.can_resume:
            self.title.setText(tr("You stopped at {time}", time=position))
            self.dose.setText(
                tr("{done} of {sets} sets done, {when}. Too long ago to go on.", **values)
            )
            self.start.setText(tr("Save as it is"))
            self.start.set_icon_name("download-simple")
            self.second.hide()
            return
        self.title.setText(tr("Resume at {time}", time=position))
        self.second.setText(tr("Save as it is"))
        self.second.show()
        if self._is_closed:
            self.dose.setText(tr("Settle the safety questions first."))
            self._offer_safety()
            return
        self.dose.setText(tr("{done} of {sets} sets done, {when}.", **values))
        self.start.setText(tr("Warm up first") if offer.offers_warm_up else tr("Resume"))
        self.start.set_icon_name("play-fill")

    def press_start(self) -> None:
        """Do what the big button says."""
        if self.start.isHidden():
            return
        if self._is_closed:
            self.safety_asked.emit()
        elif self._offer is None:
            self.start_asked.emit()
        elif self._offer.can_resume:
            self.resume_asked.emit(self._offer.offers_warm_up)
        else:
            self.save_asked.emit()

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        super().set_theme(theme)
        self._place()

    def enterEvent(self, event: QEnterEvent) -> None:
        """The figure moves while the mouse is here."""
        super().enterEvent(event)
        self.stage.set_playing(True)

    def leaveEvent(self, event: QEvent) -> None:
        """And stands still when it went."""
        super().leaveEvent(event)
        self.stage.set_playing(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the parts."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        width, height = self.width(), self.height()
        pad = _PAD_SHORT if self._is_short else _PAD
        strip = _STRIP_SHORT if self._is_short else _STRIP
        foot = 14 if self._is_short else 22
        strip_top = height - strip - foot
        self.strip.setGeometry(pad, strip_top, width - 2 * pad, strip)
        legend = self.legend.sizeHint()
        self.legend.setGeometry(
            width - pad - legend.width(), strip_top - legend.height(), legend.width(), 19
        )
        words_top = pad - (4 if self._is_short else 0)
        text = max(_TEXT_LEAST, round(width * _TEXT_SHARE))
        self.words.setGeometry(pad, words_top, text - pad, strip_top - words_top - 6)
        self.words.raise_()
        if self.theme.is_dark:
            # The picture reaches under the words and fades there, so that it has no edge.
            left = round(width * 0.38)
            # It fades into the card's colour, which the card does not have outside its round corner.
            edge, bottom = _CORNER_ROOM, strip_top - legend.height() + 6
            self.stage.setGeometry(QRect(left, edge, width - left - edge, bottom - edge))
        else:
            left = text + 24
            bottom = strip_top - legend.height() - 10
            self.stage.setGeometry(QRect(left, _INSET, width - left - _INSET, bottom - _INSET))
        self.stage.lower()
