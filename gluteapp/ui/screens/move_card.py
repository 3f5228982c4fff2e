"""The card of one move: figure, versions, cues, faults, muscles, links; knows the library only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gluteapp.core.exercise import (
    Exercise,
    Laterality,
    Library,
    Muscle,
    Phase,
    Side,
    Tempo,
    Variant,
)
from gluteapp.language import number, percent, tr
from gluteapp.ui.screens.move_faults import faults_of
from gluteapp.ui.screens.move_stage import MoveStage
from gluteapp.ui.screens.muscle_legend import MuscleLegend, most_lit, muscle_word
from gluteapp.ui.screens.today_values import equipment_word
from gluteapp.ui.theme import CARD_PADDING, FontRole, Theme, Tone
from gluteapp.ui.widgets.button import Button, ButtonKind
from gluteapp.ui.widgets.card import Card
from gluteapp.ui.widgets.pill_flow import PillFlow
from gluteapp.ui.widgets.scroll_area import ScrollArea
from gluteapp.ui.widgets.segment import Segment
from gluteapp.ui.widgets.text_label import TextLabel

LEGEND_PX = 20
"""Size of the main muscle named under the picture."""
_GLUTES = (Muscle.GLUTEUS_MAXIMUS, Muscle.GLUTEUS_MEDIUS, Muscle.GLUTEUS_MINIMUS)


def tempo_words(exercise: Exercise, tempo: Tempo | None) -> str:
    """A tempo as a sentence, in the order of the move."""
    if tempo is None:
        return tr("A still hold; the seconds are counted.")
    lift, hold, lower = (number(n) for n in (tempo.lift_s, tempo.hold_s, tempo.lower_s))
    if exercise.starts_with is Phase.LOWER:
        return tr("{lower} s down, {hold} s hold, {lift} s up", lift=lift, hold=hold, lower=lower)
    return tr("{lift} s up, {hold} s hold, {lower} s down", lift=lift, hold=hold, lower=lower)


class _Bar(QWidget):
    """How much a muscle works, 0 to 1."""

    def __init__(self, share: float, tone: Tone, *, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._share, self._tone = share, tone
        self.setMinimumWidth(60)
        self.setFixedHeight(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """Thin."""
        return QSize(120, 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint track and share."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.raised)
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setBrush(self.theme.tone(self._tone))
        width = max(self.width() * min(self._share, 1.0), 8.0)
        painter.drawRoundedRect(QRectF(0, 0, width, self.height()), 4, 4)
        painter.end()


class MoveCard(Card):
    """Shows one move in one of its versions; emits `move_asked(exercise_id, variant_id)`."""

    move_asked = Signal(str, str)

    def __init__(
        self,
        library: Library,
        *,
        theme: Theme,
        stage: MoveStage,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme=theme, name=tr("Move"), parent=parent)
        self._library = library
        self._exercise: Exercise | None = None
        self._variant = ""
        self._side = Side.LEFT
        self.stage = stage
        inner = QWidget(self)
        self.title = TextLabel(theme=theme, role=FontRole.TITLE_2, wraps=True, parent=inner)
        self.summary = TextLabel(
            theme=theme, role=FontRole.BODY_LARGE, tone="text2", wraps=True, parent=inner
        )
        stage.setParent(inner)
        stage.setMinimumHeight(260)
        self.play = Button(tr("Play"), theme=theme, icon="play-fill", parent=inner)
        self.play.clicked.connect(self.toggle_playing)
        stage.main.playing_changed.connect(self._name_play)
        self.side = Segment(
            ((Side.LEFT, tr("Left")), (Side.RIGHT, tr("Right"))),
            theme=theme,
            name=tr("Working side"),
            value=Side.LEFT,
            parent=inner,
        )
        self.side.chosen.connect(self._on_side)
        self.legend = MuscleLegend(theme=theme, parent=inner)
        self.legend.set_px(LEGEND_PX)
        self.fault_words = TextLabel(
            tr("Common faults, beside good form"),
            theme=theme,
            role=FontRole.BODY_STRONG,
            parent=inner,
        )
        self.faults = PillFlow(theme=theme, name=tr("Common faults"), parent=inner)
        self.faults.chosen.connect(self._on_fault)
        self._fault_options: list[tuple[object, str]] = []
        self.versions = PillFlow(theme=theme, name=tr("Versions"), parent=inner)
        self.versions.chosen.connect(self._on_version)
        self._texts = QWidget(inner)
        self._text_layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._texts)
        self._text_layout.setContentsMargins(0, 8, 0, 0)
        self._text_layout.setSpacing(36)
        self._columns: list[QWidget] = []
        self._is_narrow = False
        self._lay_out(inner)

    def _lay_out(self, inner: QWidget) -> None:
        """The parts below each other in an area that scrolls."""
        controls = QHBoxLayout()
        controls.setSpacing(12)
        controls.addWidget(self.play)
        controls.addWidget(self.side)
        controls.addWidget(self.legend, 1)
        column = QVBoxLayout(inner)
        column.setContentsMargins(CARD_PADDING + 4, 24, CARD_PADDING, 28)
        column.setSpacing(12)
        column.addWidget(self.title)
        column.addWidget(self.summary)
        column.addWidget(self.stage)
        column.addLayout(controls)
        for part in (self.versions, self.fault_words, self.faults, self._texts):
            column.addWidget(part)
        column.addStretch(1)
        self.area = ScrollArea(inner, theme=self.theme, parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 4, 4)
        layout.addWidget(self.area)

    def set_narrow(self, is_narrow: bool) -> None:
        """Texts below each other in a narrow window."""
        self._is_narrow = is_narrow
        way = QBoxLayout.Direction
        self._text_layout.setDirection(way.TopToBottom if is_narrow else way.LeftToRight)
        self._text_layout.setSpacing(16 if is_narrow else 36)

    def show_move(self, exercise: Exercise, variant_id: str) -> None:
        """Show a move in one of its versions."""
        is_other = self._exercise is None or self._exercise.id != exercise.id
        self._exercise, self._variant = exercise, variant_id
        ids = [variant.id for variant in exercise.variants]
        variant = exercise.variants[ids.index(variant_id) if variant_id in ids else 0]
        self.title.setText(tr(variant.name))
        self.summary.setText(tr(exercise.summary))
        self.versions.setVisible(len(ids) > 1)
        if is_other or self.versions.value != variant.id:
            options = [(one.id, tr(one.name)) for one in exercise.variants]
            self.versions.offer(options, variant.id)
        has_sides = exercise.laterality is Laterality.ONE_SIDED
        self.side.setVisible(has_sides)
        self.stage.show_move(exercise, variant.id, self._side if has_sides else None)
        self.legend.show_muscles(most_lit(exercise.muscles.items()))
        self._offer_faults(exercise, variant)
        self._show_texts(exercise, variant)
        if is_other:
            self.area.verticalScrollBar().setValue(0)

    def toggle_playing(self) -> None:
        """Let the figure move, or stand still."""
        self.stage.set_playing(not self.stage.is_playing)

    def toggle_fault(self) -> bool:
        """Show the first common fault beside the right form, or that alone; False: there is none."""
        if not self._fault_options:
            return False
        good, first = (value for value, _ in self._fault_options[:2])
        chosen = first if self.stage.fault_id is None else good
        self.faults.offer(self._fault_options, chosen)
        self._on_fault(chosen)
        return True

    def _offer_faults(self, exercise: Exercise, variant: Variant) -> None:
        found = faults_of(self.stage.motions, exercise, variant.id)
        self._fault_options = [("", tr("Good form only"))] if found else []
        self._fault_options += [(name, tr(words)) for name, words in found]
        shown = self.stage.fault_id or ""
        if self.faults.value is None or shown not in dict(self._fault_options):
            shown = ""
        self.faults.offer(self._fault_options, shown)
        for part in (self.fault_words, self.faults):
            part.setVisible(bool(found))

    def _on_fault(self, fault_id: object) -> None:
        words = dict(self._fault_options).get(fault_id, "")
        self.stage.show_fault(str(fault_id) or None, words if fault_id else "")

    def _name_play(self) -> None:
        is_playing = self.stage.is_playing
        self.play.setText(tr("Pause") if is_playing else tr("Play"))
        self.play.set_icon_name("pause-fill" if is_playing else "play-fill")

    def _on_side(self, side: object) -> None:
        self._side = side if isinstance(side, Side) else Side.LEFT
        if self._exercise is not None:
            self.stage.show_move(self._exercise, self._variant, self._side)

    def _on_version(self, variant_id: object) -> None:
        if self._exercise is not None:
            self.show_move(self._exercise, str(variant_id))

    # Texts

    def _show_texts(self, exercise: Exercise, variant: Variant) -> None:
        for column in self._columns:
            self._text_layout.removeWidget(column)
            column.hide()
            column.deleteLater()
        self._columns = [self._how(exercise, variant), self._facts(exercise, variant)]
        for column in self._columns:
            self._text_layout.addWidget(column, 1)

    def _how(self, exercise: Exercise, variant: Variant) -> QWidget:
        column, layout = self._column()
        self._lines(layout, column, tr("How"), [tr(exercise.positions.for_side(None))], dot=False)
        cues = [tr(exercise.start_cue)]
        cues += [tr(cue.text) for cue in exercise.cues if cue.when_felt is None]
        self._lines(layout, column, tr("Cues"), cues)
        self._lines(layout, column, tr("Watch for"), [tr(fault) for fault in exercise.faults])
        notes = [tr(note) for note in (variant.note, exercise.side_note) if note]
        self._lines(layout, column, tr("Good to know"), notes, dot=False)
        layout.addStretch(1)
        return column

    def _facts(self, exercise: Exercise, variant: Variant) -> QWidget:
        column, layout = self._column()
        things = [equipment_word(item) for item in variant.equipment]
        needs = ", ".join(things) if things else tr("Nothing but the floor")
        self._lines(layout, column, tr("Equipment"), [needs], dot=False)
        tempo = tempo_words(exercise, variant.tempo or exercise.tempo)
        self._lines(layout, column, tr("Tempo"), [tempo], dot=False)
        self._muscles(layout, column, exercise)
        self._links(layout, column, variant)
        shown = [one.text for one in exercise.citations if one.is_shown]
        self._lines(layout, column, tr("Sources"), shown, dot=False, is_small=True)
        layout.addStretch(1)
        return column

    def _column(self) -> tuple[QWidget, QVBoxLayout]:
        column = QWidget(self._texts)
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        return column, layout

    def _head(self, layout: QVBoxLayout, parent: QWidget, words: str) -> None:
        if layout.count():
            layout.addSpacing(12)
        layout.addWidget(
            TextLabel(words, theme=self.theme, role=FontRole.BODY_STRONG, parent=parent)
        )

    def _lines(
        self,
        layout: QVBoxLayout,
        parent: QWidget,
        title: str,
        lines: Sequence[str],
        *,
        dot: bool = True,
        is_small: bool = False,
    ) -> None:
        if not lines:
            return
        self._head(layout, parent, title)
        role = FontRole.CAPTION if is_small else FontRole.BODY
        for words in lines:
            row = QHBoxLayout()
            row.setSpacing(10)
            if dot:
                mark = TextLabel("•", theme=self.theme, tone="text3", parent=parent)
                row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            label = TextLabel(
                words, theme=self.theme, role=role, tone="text2", wraps=True, parent=parent
            )
            row.addWidget(label, 1)
            layout.addLayout(row)

    def _muscles(self, layout: QVBoxLayout, parent: QWidget, exercise: Exercise) -> None:
        if not exercise.muscles:
            return
        self._head(layout, parent, tr("Muscles"))
        for muscle, share in sorted(exercise.muscles.items(), key=lambda one: -one[1]):
            row = QHBoxLayout()
            row.setSpacing(12)
            label = TextLabel(
                muscle_word(muscle), theme=self.theme, tone="text2", wraps=True, parent=parent
            )
            label.setFixedWidth(132)
            row.addWidget(label)
            tone: Tone = "accent" if muscle in _GLUTES else "text3"
            bar = _Bar(share, tone, theme=self.theme, parent=parent)
            bar.setAccessibleName(
                tr("{muscle}: {share}", muscle=muscle_word(muscle), share=percent(share))
            )
            row.addWidget(bar, 1)
            layout.addLayout(row)

    def _links(self, layout: QVBoxLayout, parent: QWidget, variant: Variant) -> None:
        links: list[tuple[str, str, str]] = []
        for name, icon in ((variant.easier, "arrow-down"), (variant.harder, "arrow-up")):
            move = "" if name is None else self._name_of(name)
            if name is None or not move:
                continue
            is_easier = icon == "arrow-down"
            words = (
                tr("Easier: {move}", move=move) if is_easier else tr("Harder: {move}", move=move)
            )
            links.append((words, name, icon))
        if not links:
            return
        self._head(layout, parent, tr("Next to it"))
        for words, name, icon in links:
            button = Button(
                words,
                theme=self.theme,
                kind=ButtonKind.SECONDARY,
                icon=icon,
                parent=parent,
            )
            exercise_id, _, variant_id = name.partition("/")
            button.clicked.connect(
                lambda _=False, one=exercise_id, other=variant_id: self.move_asked.emit(one, other)
            )
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _name_of(self, name: str) -> str:
        try:
            _, variant = self._library.move(name)
        except KeyError:
            return ""
        return tr(variant.name)
