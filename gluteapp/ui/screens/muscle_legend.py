"""Names the muscles that are lit on the figure, the strongest large; knows no move and no figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gluteapp.core.exercise import Muscle
from gluteapp.figure.light import GLUTEALS, MUSCLE_COLOURS
from gluteapp.language import tr
from gluteapp.ui.theme import CAP_SHARE, Theme, pixel_font

_SMALL = 0.40
"""Size of the helpers' words, as a share of the main one's."""
_LEAST_PX = 12
_GAP_SHARE = 0.55
"""Between the main word and the others, as a share of its size."""
_LIT_SHARE = 0.35
"""A muscle is named where it is lit at least so strongly, as a share of the strongest."""
_NAMED_MAX = 3
"""More are not painted; all are told to a screen reader."""
_MAIN_LEAST_SHARE = 0.6
"""The main word may shrink so far to leave its helpers room."""


def muscle_word(muscle: Muscle) -> str:
    """A muscle in words."""
    match muscle:
        case Muscle.GLUTEUS_MAXIMUS:
            return tr("Gluteus maximus")
        case Muscle.GLUTEUS_MEDIUS:
            return tr("Gluteus medius")
        case Muscle.GLUTEUS_MINIMUS:
            return tr("Gluteus minimus")
        case Muscle.HAMSTRINGS:
            return tr("Hamstrings")
        case Muscle.QUADRICEPS:
            return tr("Front of thigh")
        case Muscle.LOW_BACK:
            return tr("Low back")
        case Muscle.TFL:
            return tr("Front side of hip")


def screen_colour(linear: Sequence[float]) -> QColor:
    """A colour of the figure, written down there in linear light, as the screen shows it."""
    red, green, blue = (_to_screen(part) for part in linear)
    return QColor.fromRgbF(red, green, blue)


def muscle_colour(muscle: Muscle) -> QColor:
    """The colour that a muscle has on the figure."""
    return screen_colour(MUSCLE_COLOURS[muscle])


def _to_screen(linear: float) -> float:
    """The sRGB curve (IEC 61966-2-1)."""
    if linear <= 0.0031308:
        return 12.92 * linear
    return float(min(1.0, 1.055 * linear ** (1 / 2.4) - 0.055))


def most_lit(lit: Iterable[tuple[Muscle, float]]) -> tuple[Muscle, ...]:
    """What a legend names: gluteal muscles first, then helpers, the strongest of each first.

    What is lit much weaker than the strongest is not named.
    """
    levels = dict(lit)
    least = _LIT_SHARE * max(levels.values(), default=0.0)
    named = [one for one, level in levels.items() if level and level >= least]
    named.sort(key=lambda one: (one not in GLUTEALS, -levels[one]))
    return tuple(named)


class MuscleLegend(QWidget):
    """A dot and a word for each muscle: the first one in full size, the others stacked beside it."""

    def __init__(self, *, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._told: tuple[Muscle, ...] = ()
        self._muscles: tuple[Muscle, ...] = ()
        self._px = 18
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @property
    def muscles(self) -> tuple[Muscle, ...]:
        """What is painted now."""
        return self._muscles

    def set_px(self, px: int) -> None:
        """Write the main word so large."""
        if px != self._px:
            self._px = px
            self.updateGeometry()
            self.update()

    def show_muscles(self, muscles: Sequence[Muscle]) -> None:
        """Name muscles, the strongest first; what is named already is not painted again."""
        if tuple(muscles) == self._told:
            return
        self._told = tuple(muscles)
        self._muscles = self._told[:_NAMED_MAX]
        words = ", ".join(muscle_word(one) for one in self._told)
        self.setAccessibleName(tr("Lit: {muscles}", muscles=words) if words else "")
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """One line of the main word, and no less than two of the others."""
        small = max(round(self._px * _SMALL), _LEAST_PX)
        return QSize(200, round(max(self._px * 1.25, small * 2.5)))

    def minimumSizeHint(self) -> QSize:
        """As high as it is, and as narrow as need be: what has no room is left out."""
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint dots and words."""
        if not self._muscles:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        main, others = self._muscles[0], self._muscles[1:]
        beside = self._room_beside()
        made = _fitting(muscle_word(main), self._px, beside or self.width() - self._px)
        middle = self.height() / 2
        x = self._paint_one(painter, main, made, 0.0, middle, self.theme.text3)
        if beside:
            self._paint_others(painter, others, x + self._px * _GAP_SHARE)
        painter.end()

    @property
    def _small_font(self) -> QFont:
        return pixel_font(max(round(self._px * _SMALL), _LEAST_PX), weight=400)

    @property
    def painted_count(self) -> int:
        """How many muscles have room: all, or the main one alone."""
        return len(self._muscles) if self._room_beside() else len(self._muscles[:1])

    def _room_beside(self) -> float:
        """How wide the main word may be beside the others; 0 where they have no room."""
        main, others = self._muscles[:1], self._muscles[1:]
        made = self._small_font
        if not others or 2 * made.pixelSize() > self.height() * 1.1:
            return 0.0
        wide = max(_width(muscle_word(one), made) for one in others)
        left = self.width() - self._px * (1.0 + _GAP_SHARE) - wide
        least = pixel_font(max(round(self._px * _MAIN_LEAST_SHARE), _LEAST_PX), weight=400)
        has_room = QFontMetricsF(least).horizontalAdvance(muscle_word(main[0])) <= left
        return left if has_room else 0.0

    def _paint_others(self, painter: QPainter, others: Sequence[Muscle], x: float) -> None:
        made = self._small_font
        px = made.pixelSize()
        for line, muscle in enumerate(others):
            shift = (line - (len(others) - 1) / 2) * px * 1.15
            self._paint_one(painter, muscle, made, x, self.height() / 2 + shift, self.theme.text3)

    def _paint_one(
        self, painter: QPainter, muscle: Muscle, made: QFont, x: float, y: float, ink: QColor
    ) -> float:
        """Paint a dot and its word around a height; where the word ends."""
        px = made.pixelSize()
        side = px * CAP_SHARE * 0.78
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(muscle_colour(muscle))
        painter.drawEllipse(QRectF(x, y - side / 2, side, side))
        painter.setPen(ink)
        painter.setFont(made)
        word = muscle_word(muscle)
        left = x + side + px * 0.38
        painter.drawText(QPointF(left, y + px * CAP_SHARE / 2), word)
        return left + QFontMetricsF(made).horizontalAdvance(word)


def _fitting(word: str, px: int, room: float) -> QFont:
    """The main word in its size, smaller where it has no room."""
    made = pixel_font(px, weight=400)
    while QFontMetricsF(made).horizontalAdvance(word) > room and made.pixelSize() > _LEAST_PX:
        made.setPixelSize(made.pixelSize() - 1)
    return made


def _width(word: str, made: QFont) -> float:
    px = made.pixelSize()
    return QFontMetricsF(made).horizontalAdvance(word) + px * (CAP_SHARE * 0.78 + 0.38)
