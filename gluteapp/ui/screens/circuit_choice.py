"""The circuits to choose from, for an overlay; knows circuits and emits the chosen one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from gluteapp.core.circuit import Circuit
from gluteapp.language import clock_length, tr
from gluteapp.ui.theme import FontRole, Theme, font, paint_icon
from gluteapp.ui.widgets.control import Control


class CircuitRow(Control):
    """One circuit: its name, what it is, and its length."""

    def __init__(self, circuit: Circuit, *, theme: Theme, is_chosen: bool, parent: QWidget) -> None:
        title, length = tr(circuit.title), clock_length(circuit.seconds * 1000)
        super().__init__(
            theme=theme,
            name=tr("{circuit}, {length}", circuit=title, length=length),
            parent=parent,
        )
        self._title, self._length = title, length
        self._summary = tr(circuit.summary)
        self.setAccessibleDescription(self._summary)
        self.setCheckable(True)
        self.setChecked(is_chosen)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Two lines with air."""
        return QSize(480, round(76 * self.theme.scale))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the row; the chosen one is filled and ticked."""
        theme, is_on = self.theme, self.isChecked()
        painter = QPainter(self)
        self.paint_shape(painter, theme.text if is_on else self.fill_of(theme.raised))
        ink = theme.bg if is_on else theme.text
        soft = theme.bg if is_on else theme.text2
        x = 20.0
        if is_on:
            paint_icon(painter, "check-bold", QRectF(20, self.height() / 2 - 9, 18, 18), ink)
            x += 32
        middle = self.height() / 2
        title, body = font(FontRole.SECTION, theme.scale), font(FontRole.BODY, theme.scale)
        painter.setFont(title)
        painter.setPen(ink)
        painter.drawText(QPointF(x, middle - 7), self._title)
        width = QFontMetricsF(title).horizontalAdvance(self._length)
        painter.drawText(QPointF(self.width() - 20 - width, middle + 6), self._length)
        painter.setFont(body)
        painter.setPen(soft)
        painter.drawText(QPointF(x, middle + 18), self._summary)
        painter.end()


class CircuitChoice(QWidget):
    """A row for each circuit; emits `chosen(circuit_id)`."""

    chosen = Signal(str)

    def __init__(
        self,
        circuits: Sequence[Circuit],
        *,
        theme: Theme,
        chosen_id: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 16, 8)
        layout.setSpacing(10)
        self.rows: dict[str, CircuitRow] = {}
        for circuit in circuits:
            row = CircuitRow(circuit, theme=theme, is_chosen=circuit.id == chosen_id, parent=self)
            row.clicked.connect(lambda _=False, name=circuit.id: self.chosen.emit(name))
            self.rows[circuit.id] = row
            layout.addWidget(row)
        layout.addStretch(1)
