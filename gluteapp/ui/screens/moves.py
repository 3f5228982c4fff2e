"""Every move as a card, found by family or search; knows the library and no session."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gluteapp.core.exercise import Exercise, Family, Library
from gluteapp.language import tr
from gluteapp.ui.screens.desk_page import DeskPage
from gluteapp.ui.screens.move_card import MoveCard
from gluteapp.ui.screens.move_stage import MoveStage
from gluteapp.ui.screens.stop_button import StopButton
from gluteapp.ui.theme import RADIUS_SMALL, FontRole, Theme, Tone, font
from gluteapp.ui.widgets.card import Card
from gluteapp.ui.widgets.charts.family_look import family_word
from gluteapp.ui.widgets.control import Control
from gluteapp.ui.widgets.scroll_area import ScrollArea
from gluteapp.ui.widgets.text_field import TextField
from gluteapp.ui.widgets.text_label import TextLabel

_TONES: dict[Family, Tone] = {
    Family.HIP_EXTENSION: "f_e",
    Family.ABDUCTION: "f_a",
    Family.SQUAT: "f_s",
}


class _MoveRow(Control):
    """One move in the list."""

    def __init__(self, exercise: Exercise, *, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme=theme, name=tr(exercise.name), parent=parent)
        self.exercise = exercise
        self._words = tr(exercise.name)
        self.corner_px = RADIUS_SMALL
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(220, round(44 * self.theme.scale))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows belong to the list, Enter chooses."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint marker and name."""
        theme, is_on = self.theme, self.isChecked()
        painter = QPainter(self)
        ground = theme.raised if is_on or self.is_hovered else theme.surface
        self.paint_shape(painter, ground)
        self._paint_marker(painter)
        made = font(FontRole.BODY_STRONG if is_on else FontRole.BODY, theme.scale)
        room = self.width() - 40 - 10
        while QFontMetricsF(made).horizontalAdvance(self._words) > room and made.pixelSize() > 12:
            made.setPixelSize(made.pixelSize() - 1)
        painter.setFont(made)
        painter.setPen(theme.text if is_on else theme.text2)
        painter.drawText(QPointF(38, self.height() / 2 + made.pixelSize() * 0.36), self._words)
        painter.end()

    def _paint_marker(self, painter: QPainter) -> None:
        """The family by shape and colour: round, square, diamond; small and grey for the rest."""
        family, middle = self.exercise.family, self.height() / 2
        box = QRectF(16, middle - 5, 10, 10)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.tone(_TONES.get(family, "text3")))
        match family:
            case Family.ABDUCTION:
                painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
            case Family.SQUAT:
                painter.save()
                painter.translate(box.center())
                painter.rotate(45)
                painter.drawRoundedRect(QRectF(-4.2, -4.2, 8.4, 8.4), 1, 1)
                painter.restore()
            case Family.HIP_EXTENSION:
                painter.drawEllipse(box)
            case _:
                painter.drawEllipse(box.adjusted(2.5, 2.5, -2.5, -2.5))


class MovesScreen(DeskPage):
    """A list by family with a search, and the card of the chosen move."""

    stop_signs_asked = Signal()
    said = Signal(str)
    """A short notice."""

    def __init__(
        self,
        library: Library,
        *,
        theme: Theme,
        stage: MoveStage,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Moves"), theme=theme, parent=parent)
        self._library = library
        stop = StopButton(theme=theme, parent=self)
        stop.clicked.connect(self.stop_signs_asked)
        self.header.addWidget(stop, 0, Qt.AlignmentFlag.AlignBottom)
        self.search = TextField(
            tr("Search the moves"), theme=theme, placeholder=tr("Search"), parent=self
        )
        self.search.textChanged.connect(self._on_search)
        self.rows: list[_MoveRow] = []
        self._heads: dict[Family, TextLabel] = {}
        self.list_card = self._list_card()
        self.card = MoveCard(library, theme=theme, stage=stage, parent=self)
        self.card.move_asked.connect(self.open_move)
        self.nothing = self._nothing_card()
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(self.list_card)
        row.addWidget(self.card, 1)
        row.addWidget(self.nothing, 1)
        self.body.addLayout(row, 1)
        self.nothing.setVisible(not self.rows)
        self.card.setVisible(bool(self.rows))
        if self.rows:
            self.open_move(self.rows[0].exercise.id)

    def _list_card(self) -> Card:
        card = Card(theme=self.theme, name=tr("Moves"), parent=self)
        inner = QWidget(card)
        column = QVBoxLayout(inner)
        column.setContentsMargins(8, 0, 4, 12)
        column.setSpacing(2)
        for family in Family:
            found = [one for one in self._library.exercises.values() if one.family is family]
            if not found:
                continue
            head = TextLabel(
                family_word(family),
                theme=self.theme,
                role=FontRole.CAPTION_STRONG,
                tone="text3",
                parent=inner,
            )
            head.setMinimumHeight(32)
            self._heads[family] = head
            indented = QHBoxLayout()
            indented.setContentsMargins(16, 0, 0, 0)
            indented.addWidget(head)
            column.addLayout(indented)
            for exercise in sorted(found, key=lambda one: tr(one.name)):
                row = _MoveRow(exercise, theme=self.theme, parent=inner)
                row.clicked.connect(lambda _=False, name=exercise.id: self.open_move(name))
                self.rows.append(row)
                column.addWidget(row)
        column.addStretch(1)
        self.list_scroll = ScrollArea(inner, theme=self.theme, parent=card)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(12, 16, 8, 12)
        layout.setSpacing(8)
        holder = QHBoxLayout()
        holder.setContentsMargins(4, 0, 8, 0)
        holder.addWidget(self.search)
        layout.addLayout(holder)
        layout.addWidget(self.list_scroll, 1)
        card.setFixedWidth(300)
        return card

    def _nothing_card(self) -> Card:
        card = Card(theme=self.theme, parent=self)
        layout = QVBoxLayout(card)
        layout.addStretch(1)
        layout.addWidget(
            TextLabel(
                tr("No move could be read. Today names the files and the reasons."),
                theme=self.theme,
                tone="text3",
                align=Qt.AlignmentFlag.AlignHCenter,
                wraps=True,
                parent=card,
            )
        )
        layout.addStretch(1)
        return card

    def open_move(self, exercise_id: str, variant: str = "") -> None:
        """Show the card of a move."""
        exercise = self._library.exercises.get(exercise_id)
        if exercise is None:
            return
        for row in self.rows:
            if row.exercise.id == exercise_id:
                row.setChecked(True)
                if self.isVisible():
                    self.list_scroll.ensureWidgetVisible(row, 0, 40)
        self.card.show_move(exercise, variant or exercise.variants[0].id)

    def _on_search(self, text: str) -> None:
        wanted = text.strip().casefold()
        seen: set[Family] = set()
        for row in self.rows:
            exercise = row.exercise
            names = (exercise.name, *(variant.name for variant in exercise.variants))
            is_found = any(wanted in tr(name).casefold() for name in names)
            row.setVisible(is_found)
            if is_found:
                seen.add(exercise.family)
        for family, head in self._heads.items():
            head.setVisible(family in seen)

    def arrange(self) -> None:
        """A narrower list in a narrow window."""
        self.list_card.setFixedWidth(250 if self.is_narrow else 300)
        self.card.set_narrow(self.is_narrow)
        self.card.stage.setMinimumHeight(round(min(max(self.height() * 0.41, 260), 520)))

    def take_key(self, event: QKeyEvent) -> bool:
        """Up and Down walk the list, Space plays or stops, A swaps angles, F shows a fault."""
        key, held = event.key(), Qt.KeyboardModifier
        others = held.ControlModifier | held.AltModifier | held.MetaModifier
        if event.modifiers() & others:
            return super().take_key(event)
        if key == Qt.Key.Key_A and self.rows:
            self.card.stage.swap()
            return True
        if key == Qt.Key.Key_F and self.rows:
            if not self.card.toggle_fault():
                self.said.emit(tr("No fault is shown for this move."))
            return True
        if key == Qt.Key.Key_Space and self.rows:
            self.card.toggle_playing()
            return True
        if key not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return super().take_key(event)
        seen = [row for row in self.rows if not row.isHidden()]
        at = next((n for n, row in enumerate(seen) if row.isChecked()), -1)
        to = at + (1 if key == Qt.Key.Key_Down else -1)
        if 0 <= to < len(seen):
            self.open_move(seen[to].exercise.id)
        return True
