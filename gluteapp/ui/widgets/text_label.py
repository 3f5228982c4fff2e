"""Words in a type role of the design language; knows no meaning of them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from gluteapp.ui.theme import FontRole, Theme, Tone, font, line_px

_WIDE = 100_000.0
_LINE_SHARE = 1.3


class TextLabel(QLabel):
    """A label with exact line height; with `wraps` it breaks into lines, it is never elided.

    `role` sets size, weight and line height; `tone` is a colour token. Session screens call
    `set_own_font` instead of a role. `is_strong` makes the words 600.
    """

    def __init__(
        self,
        text: str = "",
        *,
        theme: Theme,
        role: FontRole = FontRole.BODY,
        tone: Tone = "text",
        wraps: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._role = role
        self._tone: Tone = tone
        self._wraps = wraps
        self._own_font: QFont | None = None
        self._own_line_px: float | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(align | Qt.AlignmentFlag.AlignVCenter)
        self.setWordWrap(wraps)
        if wraps:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        else:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._apply()
        self.setText(text)

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        self._apply()

    def set_tone(self, tone: Tone) -> None:
        """Change the colour token."""
        self._tone = tone
        self.update()

    def set_role(self, role: FontRole) -> None:
        """Change the type role."""
        self._role, self._own_font = role, None
        self._apply()

    def set_own_font(self, own: QFont, line_share: float = _LINE_SHARE) -> None:
        """Use a font of one's own (`share_font`); the line height is a share of its size."""
        self._own_font = own
        self._own_line_px = own.pixelSize() * line_share
        self._apply()

    @property
    def line_px(self) -> float:
        """Height of one line in px."""
        if self._own_line_px is not None and self._own_font is not None:
            return self._own_line_px
        return line_px(self._role, self.theme.scale)

    def _apply(self) -> None:
        made = self._own_font or font(self._role, self.theme.scale)
        self.setFont(made)
        self.updateGeometry()
        self.update()

    def setText(self, text: str) -> None:
        """Change the words."""
        if text != self.text():
            super().setText(text)
            self.updateGeometry()

    def _layout(self, width: float) -> tuple[QTextLayout, int]:
        layout = QTextLayout(self.text().replace("\n", "\u2028"), self.font())
        option = QTextOption()
        mode = QTextOption.WrapMode
        option.setWrapMode(mode.WordWrap if self._wraps else mode.ManualWrap)
        layout.setTextOption(option)
        layout.beginLayout()
        lines = 0
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0, lines * self.line_px))
            lines += 1
        layout.endLayout()
        return layout, lines

    def _natural_width(self) -> float:
        layout, lines = self._layout(_WIDE)
        return max((layout.lineAt(n).naturalTextWidth() for n in range(lines)), default=0.0)

    def sizeHint(self) -> QSize:
        """The words on as few lines as they have."""
        _, lines = self._layout(_WIDE)
        width = self._natural_width()
        # Large type does not say how far its letters lean out; a pixel is kept for them.
        return QSize(int(width) + 2, round(max(lines, 1) * self.line_px))

    def minimumSizeHint(self) -> QSize:
        """Wrapped words may be as narrow as the longest of them; others keep their width."""
        if not self._wraps:
            return self.sizeHint()
        metrics = QFontMetricsF(self.font())
        words = self.text().split() or [""]
        longest = max(metrics.horizontalAdvance(word) for word in words)
        return QSize(int(longest) + 2, round(self.line_px))

    def hasHeightForWidth(self) -> bool:
        """Whether the height follows from the width."""
        return self._wraps

    def heightForWidth(self, width: int) -> int:
        """Height in px at a width."""
        _, lines = self._layout(width)
        return round(max(lines, 1) * self.line_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines."""
        layout, lines = self._layout(self.width())
        metrics = QFontMetricsF(self.font())
        height = lines * self.line_px
        align = self.alignment()
        top = (self.height() - height) / 2
        if align & Qt.AlignmentFlag.AlignTop:
            top = 0.0
        elif align & Qt.AlignmentFlag.AlignBottom:
            top = self.height() - height
        painter = QPainter(self)
        colour = self.theme.tone(self._tone) if self.isEnabled() else self.theme.text3
        painter.setPen(colour)
        lead = (self.line_px - metrics.ascent() - metrics.descent()) / 2
        for number in range(lines):
            line = layout.lineAt(number)
            x = 0.0
            if align & Qt.AlignmentFlag.AlignRight:
                x = self.width() - line.naturalTextWidth()
            elif align & Qt.AlignmentFlag.AlignHCenter:
                x = (self.width() - line.naturalTextWidth()) / 2
            line.draw(painter, QPointF(x, top + lead))
        painter.end()
