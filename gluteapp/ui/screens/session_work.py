"""The face of work, turn-over, get ready and count-in: one column, one header, one cue.

It shows the frames it is given and knows neither the clock nor the runner.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QWidget

from gluteapp.core.exercise import Muscle, Side
from gluteapp.language import clock_length, tr
from gluteapp.ui.screens import session_layout as shares
from gluteapp.ui.screens.muscle_legend import MuscleLegend
from gluteapp.ui.screens.session_frame import Frame, Mode, RingLook
from gluteapp.ui.screens.session_layout import Shape
from gluteapp.ui.theme import Theme, Tone, share_font
from gluteapp.ui.widgets.fitted_label import FittedLabel
from gluteapp.ui.widgets.icon_label import IconLabel
from gluteapp.ui.widgets.number_label import NumberLabel
from gluteapp.ui.widgets.ring import Ring
from gluteapp.ui.widgets.side_flag import SideFlag
from gluteapp.ui.widgets.tempo_bar import TempoBar
from gluteapp.ui.widgets.text_label import TextLabel

_SMALLEST_PX = 12


def say(label: TextLabel, text: str) -> bool:
    """Change the words of a label; false when it says them already."""
    if label.text() == text:
        return False
    label.setText(text)
    return True


def show_ring(ring: Ring, look: RingLook, spoken: str) -> None:
    """Show a ring's look."""
    name = tr("{place}, {number} {caption}", place=spoken, number=look.number, caption=look.caption)
    ring.show_interval(
        kind=look.kind,
        share=look.share,
        number=look.number,
        caption=look.caption,
        name=name.strip(),
        has_half_tick=look.has_half_tick,
        is_ending=look.is_ending,
        pulse=look.pulse,
    )


def fit_words(label: FittedLabel, px: int, least_px: int, width: int) -> int:
    """Choose letters with which the longest word of a label has room; the height it takes."""
    label.resize(width, label.height())
    label.set_px(px, least_px)
    while longest_word_px(label) > width and least_px > _SMALLEST_PX:
        least_px = round(least_px * 0.9)
        label.set_px(least_px, least_px)
    return label.heightForWidth(width)


def fit_name(label: FittedLabel, shape: Shape, width: int) -> int:
    """The same for a name in the header, which takes one line at least."""
    px, least_px = shape.px(shares.NAME_SHARE), shape.px(shares.NAME_LEAST_SHARE)
    return max(fit_words(label, px, least_px, width), shape.header.height())


def longest_word_px(label: TextLabel) -> float:
    """The width of the longest word of a label, which cannot be broken."""
    metrics = QFontMetricsF(label.font())
    return max(map(metrics.horizontalAdvance, label.text().split()), default=0.0)


_WORD_TONES: dict[Mode, Tone] = {Mode.WORK: "accent", Mode.SWITCH: "rest"}


class WorkFace(QWidget):
    """Flag, name, ring, phase, tempo, cue and what comes next."""

    def __init__(self, *, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.flag = SideFlag(theme=theme, shows_both=True, parent=self)
        self.name = FittedLabel(theme=theme, parent=self)
        self.left = NumberLabel(theme=theme, parent=self)
        self.ring = Ring(theme=theme, parent=self)
        self.word = FittedLabel(theme=theme, weight=700, parent=self)
        self.seconds = NumberLabel(theme=theme, suffix=tr("s"), parent=self)
        self.bar = TempoBar(theme=theme, parent=self)
        self.line = FittedLabel(
            theme=theme, weight=500, is_display=False, tone="text2", parent=self
        )
        self.done = IconLabel("", "check-bold", theme=theme, icon_tone="good", parent=self)
        self.effort_words = TextLabel(
            tr("Good reps left"),
            theme=theme,
            tone="text3",
            align=Qt.AlignmentFlag.AlignRight,
            parent=self,
        )
        self.cue = FittedLabel(theme=theme, parent=self)
        self.legend = MuscleLegend(theme=theme, parent=self)
        self.cue_why = IconLabel("", "chat-circle-text", theme=theme, icon_tone="rest", parent=self)
        self.then = TextLabel(theme=theme, tone="text2", parent=self)
        self.then_flag = SideFlag(theme=theme, parent=self)
        self.then_name = FittedLabel(theme=theme, parent=self)
        self.has_legend = True
        """Whether there is room to name what is lit."""
        self._shape = Shape(width=1440, height=900)
        self._frame: Frame | None = None

    @property
    def name_bottom(self) -> int:
        """Where the header ends in px; a name of two lines moves the figure down."""
        return max(self.name.geometry().bottom(), self._shape.header.bottom())

    def lay_out(self, shape: Shape) -> None:
        """Take the size of the window."""
        self._shape = shape
        px = shape.px
        self.flag.set_height_px(px(shares.FLAG_SHARE))
        self.left.set_sizes(px(shares.LEFT_SHARE), px(shares.LEFT_WORDS_SHARE))
        self.seconds.set_sizes(px(shares.PHASE_SHARE), px(0.045))
        self.line.set_px(px(shares.LINE_SHARE), px(0.030))
        self.cue.set_px(px(shares.CUE_SHARE), px(shares.CUE_LEAST_SHARE))
        self.then.set_own_font(share_font(shares.THEN_SHARE, shape.unit, 500))
        self.then_flag.set_height_px(px(shares.THEN_FLAG_SHARE))
        self.then_name.set_px(px(shares.THEN_NAME_SHARE), px(0.024))
        self.done.icon.set_size_px(px(0.026))
        self.done.label.set_own_font(share_font(0.033, shape.unit, 600))
        self.legend.set_px(px(shares.LEGEND_SHARE))
        self.legend.setGeometry(shape.legend)
        self.cue_why.setGeometry(shape.legend)
        self.cue_why.icon.set_size_px(px(0.036))
        self.cue_why.label.set_own_font(share_font(shares.CUE_WHY_SHARE, shape.unit, 600))
        self.ring.setGeometry(shape.ring)
        self.bar.setGeometry(shape.bar)
        self.line.setGeometry(shape.line)
        self.done.setGeometry(shape.done)
        self.effort_words.set_own_font(share_font(shares.THEN_SHARE, shape.unit, 500))
        self.effort_words.setGeometry(shape.done)
        if self._frame is not None:
            frame, self._frame = self._frame, None
            self.show_frame(frame)

    def set_asks_effort(self, asks: bool) -> None:
        """Whether the small effort row lies under the words."""
        room = self._shape.done.width() - self.done.sizeHint().width() - self._shape.px(0.02)
        has_room = self.done.isHidden() or self.effort_words.sizeHint().width() <= room
        self.effort_words.setVisible(asks and has_room)

    def name_muscles(self, muscles: Sequence[Muscle]) -> None:
        """Name what is lit while a move is done; a cue of two lines may need the room."""
        is_working = self._frame is not None and self._frame.mode is Mode.WORK
        self.legend.show_muscles(muscles)
        is_free = self._is_legend_free and self.cue_why.isHidden()
        self.legend.setVisible(is_working and is_free and self.has_legend)

    @property
    def _is_legend_free(self) -> bool:
        return not self._shape.legend.intersects(self.cue.geometry())

    def show_frame(self, frame: Frame) -> None:
        """Show a frame; what did not change is not painted again."""
        before, self._frame = self._frame, frame
        if before is None or (before.ring, before.spoken) != (frame.ring, frame.spoken):
            show_ring(self.ring, frame.ring, frame.spoken)
        self._show_header(frame, before)
        self._show_word(frame, before)
        if say(self.cue, frame.cue) or before is None:
            self._place_cue()
        # It takes the place of the muscles while the cue that an answer asked for stands there.
        say(self.cue_why.label, frame.cue_why)
        self.cue_why.setVisible(bool(frame.cue_why) and self._is_legend_free)
        is_work = frame.mode is Mode.WORK
        self.bar.setVisible(is_work and bool(frame.step.reps))
        if is_work and frame.step.reps:
            self.bar.set_phases(frame.step.phases_ms)
            self.bar.show_phase(frame.phase, frame.phase_share)
        self._show_then(frame, before)
        say(self.line, frame.line)
        self.line.setVisible(bool(frame.line))
        self.done.setVisible(bool(frame.done))
        say(self.done.label, frame.done)

    def _show_header(self, frame: Frame, before: Frame | None) -> None:
        has_room = self._shape.width >= max(1200, 1.5 * self._shape.unit)
        words = tr("left in all") if has_room else tr("left")
        length = clock_length(frame.left_ms)
        spoken = tr("{length} left in all", length=length)
        if frame.is_left_most:
            words = tr("left at most") if has_room else tr("at most")
            spoken = tr("{length} left at most", length=length)
        self.left.set_number(length, words, spoken)
        is_same = before is not None and (before.side, before.name) == (frame.side, frame.name)
        if is_same and not self._has_left_grown():
            return
        self.flag.set_side(frame.side)
        say(self.name, frame.name)
        self._place_header(frame.side)

    def _has_left_grown(self) -> bool:
        return self.left.sizeHint().width() != self.left.width()

    def _place_header(self, side: Side | None) -> None:
        shape, header = self._shape, self._shape.header
        left_width = self.left.sizeHint().width()
        # The clock shares its middle with the flag.
        self.left.setGeometry(
            QRect(shape.right - left_width, header.top(), left_width, header.height())
        )
        x = header.left()
        if side is not None:
            self.flag.move(header.left(), header.top())
            x += self.flag.width() + shape.px(0.026)
        width = self.left.geometry().left() - shape.px(0.03) - x
        height = fit_name(self.name, shape, width)
        if height > header.height():
            # Its second line ends beside the ring, not over it.
            width = min(width, self.ring.geometry().left() - x)
            height = max(fit_name(self.name, shape, width), header.height())
        top = header.top() - (shape.px(0.008) if height > header.height() else 0)
        self.name.setGeometry(QRect(x, top, width, height))

    def _show_word(self, frame: Frame, before: Frame | None) -> None:
        is_same = before is not None and (
            before.mode,
            before.word,
            before.phase is None,
            bool(before.seconds),
        ) == (frame.mode, frame.word, frame.phase is None, bool(frame.seconds))
        self.seconds.setVisible(bool(frame.seconds))
        if frame.seconds:
            self.seconds.set_number(frame.seconds)
        if is_same:
            return
        shape, px = self._shape, self._shape.px
        is_big = frame.mode is Mode.WORK
        share = shares.PHASE_SHARE if is_big else shares.SWITCH_WORD_SHARE
        self.word.set_px(px(share), px(share if is_big else shares.NAME_LEAST_SHARE))
        is_white = is_big and bool(frame.step.reps) and frame.phase is None
        self.word.set_tone("text" if is_white else _WORD_TONES.get(frame.mode, "text"))
        say(self.word, frame.word)
        rect = shape.word
        seconds_width = round(px(shares.PHASE_SHARE) * 1.8)
        self.seconds.setGeometry(
            QRect(rect.right() + 1 - seconds_width, rect.top(), seconds_width, rect.height())
        )
        room = seconds_width if frame.seconds else 0
        is_centred = frame.mode in (Mode.READY, Mode.COUNT_IN)
        align = Qt.AlignmentFlag.AlignHCenter if is_centred else Qt.AlignmentFlag.AlignLeft
        self.word.setAlignment(align | Qt.AlignmentFlag.AlignVCenter)
        self.line.setAlignment(align | Qt.AlignmentFlag.AlignVCenter)
        self.word.setGeometry(QRect(rect.left(), rect.top(), rect.width() - room, rect.height()))

    def _place_cue(self) -> None:
        rect = self._shape.cue
        self.cue.setGeometry(rect)
        height = self.cue.heightForWidth(rect.width())
        if height > rect.height():
            # A second line goes upwards, over the foot of the stage.
            top = rect.bottom() + 1 - height
            self.cue.setGeometry(QRect(rect.left(), top, rect.width(), height))

    def _show_then(self, frame: Frame, before: Frame | None) -> None:
        state = (frame.then, frame.then_side, frame.then_name)
        if before is not None and state == (before.then, before.then_side, before.then_name):
            return
        shape, rect = self._shape, self._shape.then
        say(self.then, frame.then)
        self.then.setVisible(bool(frame.then))
        self.then_flag.set_side(frame.then_side)
        self.then_name.setVisible(bool(frame.then_name))
        caption = shape.px(0.034)
        self.then.setGeometry(QRect(rect.left(), rect.top(), rect.width(), caption))
        top, height = rect.top() + caption, rect.height() - caption
        x = rect.left()
        if frame.then_side is not None:
            flag_top = top + (height - self.then_flag.height()) // 2
            self.then_flag.move(rect.left(), flag_top)
            x += self.then_flag.width() + shape.px(0.013)
        say(self.then_name, frame.then_name)
        self.then_name.setGeometry(QRect(x, top, rect.right() - x + 1, height))
