"""The ten-second check before a session: what is so, what follows from it, and a start by itself.

It asks no device: rows come from a function it is given, and what was chosen goes out as signals.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from gluteapp.core.clock import Clock, Millis
from gluteapp.core.exercise import Side
from gluteapp.core.timeline import Timeline
from gluteapp.language import clock_length, number, tr
from gluteapp.services.preflight import CheckKey, CheckRow, CheckState, head_end, lies_on_side
from gluteapp.settings import Buttons
from gluteapp.ui.screens.key_repeats import KeyRepeats
from gluteapp.ui.screens.preflight_countdown import CountdownCard
from gluteapp.ui.screens.preflight_fever import FeverRow
from gluteapp.ui.screens.preflight_gate import PreflightGate
from gluteapp.ui.screens.preflight_keys import RemoteEar
from gluteapp.ui.screens.preflight_layout import PreflightShape
from gluteapp.ui.screens.preflight_remote import RemoteRow
from gluteapp.ui.screens.preflight_row import ROW_ICONS, PreflightRow
from gluteapp.ui.screens.session_keys import DEBOUNCE_MS
from gluteapp.ui.screens.session_open_end import has_open_end
from gluteapp.ui.screens.session_presses import has_command
from gluteapp.ui.theme import DARK, Theme, pixel_font
from gluteapp.ui.widgets.button import Button, ButtonKind
from gluteapp.ui.widgets.text_label import TextLabel

TICK_MS = 100
ROWS_MS = 500
"""How often the rows are asked for anew."""


class PreflightScreen(QWidget):
    """`begin()` starts the countdown; at zero it starts by itself unless something holds it.

    Signals: `started(Side)` with the first side, `cancelled()`, `sound_test_asked()`,
    `stop_signs_asked()`; `ear.learned(Buttons)` when a remote was learned.
    """

    started = Signal(object)
    cancelled = Signal()
    sound_test_asked = Signal()
    stop_signs_asked = Signal()

    def __init__(
        self,
        *,
        title: str,
        timeline: Timeline,
        rows: Callable[[Side], Sequence[CheckRow]],
        clock: Clock,
        first_side: Side,
        countdown_s: int,
        may_start: bool = True,
        recent_pain: int | None = None,
        buttons: Buttons | None = None,
        theme: Theme = DARK,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._timeline, self._rows_of, self._clock = timeline, rows, clock
        self.first_side = first_side
        self._repeats = KeyRepeats(clock=clock, parent=self)
        self.ear = RemoteEar(buttons=buttons or Buttons(), clock=clock, parent=self)
        self._countdown_ms: Millis = 1000 * countdown_s
        self._since_ms: Millis = 0
        self._begun_ms: Millis = 0
        self._asked_rows_ms: Millis | None = None
        self._may_start = may_start
        self._recent_pain = recent_pain
        self._is_reading = False
        self._test_words = ""
        self.timer = QTimer(self)
        self.timer.setInterval(TICK_MS)
        self.timer.timeout.connect(self.tick)
        self._make_parts(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(tr("Check before the start"))
        self.ear.learned.connect(self._on_learned)
        self._show_rows()
        self._show_gate()

    def _make_parts(self, title: str) -> None:
        theme = self.theme
        length = clock_length(self._timeline.length_ms)
        over = tr("{circuit}, {length}", circuit=title, length=length)
        if has_open_end(self._timeline.steps, 0):
            over = tr("{circuit}, {length} at most", circuit=title, length=length)
        self._over = TextLabel(
            over,
            theme=theme,
            tone="text3",
            parent=self,
        )
        self._title = TextLabel(tr("Check before the start"), theme=theme, parent=self)
        self.not_now = Button(tr("Not now"), theme=theme, icon="x", key_hint=tr("Esc"), parent=self)
        self.not_now.clicked.connect(self._cancel)
        self.check_rows: dict[CheckKey, PreflightRow] = {}
        self.pain_row = PreflightRow("heart-pulse", theme=theme, parent=self)
        self.remote_row = RemoteRow(self.ear, theme=theme, parent=self)
        self.fever_row = FeverRow(theme=theme, parent=self)
        self.fever_row.answered.connect(self._on_fever)
        self.countdown = CountdownCard(theme=theme, parent=self)
        self.gate = PreflightGate(theme=theme, parent=self)
        self.gate.left.connect(self._cancel)
        self.gate.confirmed.connect(self._go)
        self.start = Button(
            tr("Start now"),
            theme=theme,
            kind=ButtonKind.PRIMARY,
            icon="play-fill",
            key_hint=tr("Space"),
            parent=self,
        )
        self.start.clicked.connect(self._start)
        self.sound_test = Button(
            tr("Sound test"), theme=theme, icon="speaker-high", key_hint=tr("V"), parent=self
        )
        self.sound_test.clicked.connect(self._test_sound)
        self.swap = Button(
            tr("Swap sides"), theme=theme, icon="arrows-clockwise", key_hint=tr("S"), parent=self
        )
        self.swap.clicked.connect(self.swap_sides)

    # Countdown

    def begin(self) -> None:
        """Start to count down."""
        self._since_ms = self._begun_ms = self._clock.read().monotonic_ms
        self.timer.start()
        self.setFocus()
        self.tick()

    @property
    def is_held(self) -> bool:
        """Whether it must not start by itself: a gate or the card of signs is open, or it hurt."""
        is_off = self._countdown_ms <= 0
        return is_off or self._is_gated or self._is_reading or self._recent_pain is not None

    @property
    def _is_gated(self) -> bool:
        return not self._may_start or self.fever_row.has_fever is True

    @property
    def left_ms(self) -> Millis:
        """How long until it starts by itself; the whole length while it is held."""
        now_ms = self._clock.read().monotonic_ms
        if self.is_held:
            self._since_ms = now_ms
        return max(self._countdown_ms - (now_ms - self._since_ms), 0)

    def tick(self) -> None:
        """Show what is so now, and start when it is time; called by the timer."""
        now_ms = self._clock.read().monotonic_ms
        if self._is_reading and self._has_focus_inside():
            self._is_reading = False
        if self._asked_rows_ms is None or now_ms - self._asked_rows_ms >= ROWS_MS:
            self._asked_rows_ms = now_ms
            self._show_rows()
        self._show_countdown()
        if self.timer.isActive() and not self.is_held and self.left_ms <= 0:
            self._start()

    def _has_focus_inside(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is self or (focused is not None and self.isAncestorOf(focused))

    def _show_countdown(self) -> None:
        left_ms = self.left_ms
        self.countdown.show_left(None if self.is_held else left_ms, of_ms=self._countdown_ms)

    def _start(self) -> None:
        if not self._is_gated:
            self._go()

    def _go(self) -> None:
        if self._may_start and self.timer.isActive():
            self.timer.stop()
            self.started.emit(self.first_side)

    def _cancel(self) -> None:
        self.timer.stop()
        self.cancelled.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """A check that nobody sees starts nothing."""
        super().hideEvent(event)
        self.timer.stop()

    # Answers

    def swap_sides(self) -> None:
        """Begin with the other leg."""
        self.first_side = self.first_side.opposite
        self._show_rows()

    def _on_fever(self) -> None:
        self._show_gate()
        self.setFocus()

    def _show_gate(self) -> None:
        if not self._may_start:
            self.gate.show_gate(
                tr("Ask a professional first"),
                tr(
                    "What you noted in the safety questions needs a doctor's word before you "
                    "train. Once you have it, say so in Settings."
                ),
                confirm="",
            )
        else:
            self.gate.show_gate(
                tr("Rest is the training today"),
                tr(
                    "With fever or illness the body has enough to do. Come back when you have "
                    "been well for a day. Nothing is lost."
                ),
                confirm=tr("I am well enough, start"),
            )
        self.gate.setVisible(self._is_gated)
        self.countdown.setVisible(not self._is_gated)
        reason = tr("First read what stands on the right.")
        self.start.set_enabled_with_reason(not self._is_gated, reason)

    # Rows

    @property
    def _shown_rows(self) -> list[PreflightRow]:
        rows = [self.fever_row, *self.check_rows.values(), self.remote_row]
        return [self.pain_row, *rows] if self._recent_pain is not None else rows

    def _show_rows(self) -> None:
        given = self._rows_of(self.first_side)
        is_other = [row.key for row in given] != list(self.check_rows)
        if is_other:
            self._make_check_rows(given)
        for row in given:
            self.check_rows[row.key].show_row(row.title, row.sentence, row.state)
        self.fever_row.show_now()
        self.remote_row.show_now()
        sound = next(row for row in given if row.key is CheckKey.SOUND)
        self._test_words = sound.test_words
        self.sound_test.set_enabled_with_reason(bool(sound.test_words), sound.sentence)
        self.pain_row.setVisible(self._recent_pain is not None)
        if self._recent_pain is not None:
            self.pain_row.show_row(
                tr("Pain {score} within a day", score=number(self._recent_pain)),
                tr("Take the easier versions today, or rest until tomorrow."),
                CheckState.WARN,
            )
        lies = lies_on_side(self._timeline)
        self.countdown.show_head(head_end(self.first_side) if lies else None)
        if is_other:
            self._place()

    def _make_check_rows(self, given: Sequence[CheckRow]) -> None:
        for old in self.check_rows.values():
            old.hide()
            old.deleteLater()
        self.check_rows = {
            row.key: PreflightRow(ROW_ICONS[row.key], theme=self.theme, parent=self)
            for row in given
        }
        for made in self.check_rows.values():
            made.show()

    def _test_sound(self) -> None:
        """Let the sound be heard, and say what is to be heard."""
        self.check_rows[CheckKey.SOUND].say_for_now(self._test_words)
        self.sound_test_asked.emit()

    def _on_learned(self) -> None:
        # Time for the next button: who teaches a remote is not waiting for the start.
        self._since_ms = self._clock.read().monotonic_ms

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space starts, S swaps, V sounds, Esc leaves; a remote's keys are learned."""
        if self._repeats.is_repeat(event):
            return
        match event.key():
            case Qt.Key.Key_Space:
                # The second press of a double one on the page before means nothing here.
                if self._clock.read().monotonic_ms - self._begun_ms >= DEBOUNCE_MS:
                    self._start()
            case Qt.Key.Key_Escape:
                self._cancel()
            case Qt.Key.Key_S:
                self.swap_sides()
            case Qt.Key.Key_V if self.sound_test.isEnabled():
                self._test_sound()
            case Qt.Key.Key_F1:
                self._is_reading = True
                self.stop_signs_asked.emit()
            case key:
                if has_command(event) or not self.ear.hear_key(key):
                    event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Nothing waits for it, but it tells a repeated key from one pressed again."""
        self._repeats.release(event)

    # Layout

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give everything its place; this page never scrolls."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        rows = self._shown_rows
        shape = PreflightShape(width=self.width(), height=self.height(), row_count=len(rows))
        px, header, footer, side = shape.px, shape.header, shape.footer, shape.side
        self._over.set_own_font(pixel_font(max(px(13), 12), weight=600), 1.4)
        self._title.set_own_font(
            pixel_font(px(42), weight=650, is_display=True, tracking=-0.02), 1.15
        )
        over = self._over.sizeHint()
        self._over.setGeometry(QRect(header.topLeft(), over))
        title = QRect(header.left(), header.top() + over.height() + px(4), 1, 1)
        self._title.setGeometry(QRect(title.topLeft(), self._title.sizeHint()))
        self.not_now.set_size(px(52), max(px(16), 13))
        width = self.not_now.sizeHint().width()
        self.not_now.setGeometry(
            header.right() + 1 - width, header.top(), width, self.not_now.height()
        )
        for index, row in enumerate(rows):
            row.setGeometry(shape.row(index))
        self.countdown.lay_out(shape)
        self.gate.setGeometry(side)
        self.start.set_size(footer.height(), px(28))
        start_width = side.left() - px(20) - footer.left()
        self.start.setGeometry(footer.left(), footer.top(), start_width, footer.height())
        each = (side.width() - px(20)) // 2
        for index, button in enumerate((self.sound_test, self.swap)):
            button.set_size(footer.height(), max(px(20), 13))
            x = side.left() + index * (each + px(20))
            button.setGeometry(x, footer.top(), each, footer.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the room."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.theme.bg)
        painter.end()
