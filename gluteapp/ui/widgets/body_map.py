"""Where a set was felt: a body from behind and in front to tap; knows a Felt value."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from gluteapp.core.exercise import Region
from gluteapp.core.session import Felt
from gluteapp.language import tr
from gluteapp.ui.theme import Theme, mixed, pixel_font
from gluteapp.ui.widgets.body_shapes import BODY_HEIGHT, BODY_WIDTH, outline, region_shapes
from gluteapp.ui.widgets.region_box import RegionBox

_LEFT = (
    Region.LOW_BACK,
    Region.GLUTE_SIDE,
    Region.GLUTE_CENTRE,
    Region.HAMSTRING,
    Region.CALF,
)
_RIGHT = (
    Region.FRONT_OF_HIP,
    Region.FRONT_OF_THIGH,
    Region.INNER_THIGH,
    Region.NOTHING_MUCH,
)
_ORDER = _LEFT + _RIGHT
_CAPTION_PX_MIN = 12


def region_word(region: Region) -> str:
    """The words for a region, as on the map and in the summary."""
    words = {
        Region.GLUTE_CENTRE: tr("Glute centre"),
        Region.GLUTE_SIDE: tr("Glute side"),
        Region.HAMSTRING: tr("Hamstring"),
        Region.LOW_BACK: tr("Low back"),
        Region.FRONT_OF_THIGH: tr("Front of thigh"),
        Region.FRONT_OF_HIP: tr("Front of hip"),
        Region.CALF: tr("Calf"),
        Region.INNER_THIGH: tr("Inner thigh"),
        Region.NOTHING_MUCH: tr("Nothing much"),
    }
    return words[region]


class BodyMap(QWidget):
    """Nine regions; the first tap says most, further ones also, a tap on a chosen one takes it off.

    `chosen(Felt | None)` with every change. When the one felt most is taken off, the first of the
    others becomes most. "Nothing much" stands alone. Arrow keys walk the regions, Space or Enter
    chooses. `set_text_px` sets the labels; the drawing fills the height.
    """

    chosen = Signal(object)

    def __init__(self, *, theme: Theme, text_px: int = 15, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.text_px = text_px
        self._picked: list[Region] = []
        self._hovered: Region | None = None
        self._outline = outline()
        self._shapes = {shape.region: shape for shape in region_shapes()}
        self._boxes = {region: self._made_box(region) for region in _ORDER}
        self._current = Region.GLUTE_CENTRE
        self._boxes[self._current].setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tr("Felt most in"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def _made_box(self, region: Region) -> RegionBox:
        name = region_word(region)
        if region in self._shapes:
            view = tr("back view") if self._shapes[region].is_back else tr("front view")
            name = tr("{region}, {view}", region=name, view=view)
        box = RegionBox(
            region_word(region),
            theme=self.theme,
            name=name,
            text_px=self.text_px,
            is_right_aligned=region in _LEFT,
            is_grounded=region is Region.NOTHING_MUCH,
            parent=self,
        )
        box.tapped.connect(lambda: self.toggle(region))
        return box

    @property
    def value(self) -> Felt | None:
        """The answer; None when nothing is chosen."""
        if not self._picked:
            return None
        return Felt(most=self._picked[0], also=tuple(self._picked[1:]))

    def set_value(self, felt: object) -> None:
        """Show an answer without emitting."""
        self._picked = []
        if isinstance(felt, Felt):
            most = () if felt.most is None else (felt.most,)
            self._picked = list(dict.fromkeys((*most, *felt.also)))
        self._sync()

    def toggle(self, region: Region) -> None:
        """A tap on a region, or its key."""
        if region in self._picked:
            self._picked.remove(region)
        elif region is Region.NOTHING_MUCH:
            self._picked = [region]
        else:
            self._picked = [known for known in self._picked if known is not Region.NOTHING_MUCH]
            self._picked.append(region)
        self._sync()
        self.chosen.emit(self.value)

    def box_of(self, region: Region) -> QCheckBox:
        """The check box of a region."""
        return self._boxes[region]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk while a region has the focus; other keys go on to the session."""
        if not self.walk(event.key()):
            event.ignore()

    def walk(self, key: int) -> bool:
        """Move the focus by an arrow key; False for any other key."""
        column = _LEFT if self._current in _LEFT else _RIGHT
        row = column.index(self._current)
        match key:
            case Qt.Key.Key_Up:
                target = column[max(row - 1, 0)]
            case Qt.Key.Key_Down:
                target = column[min(row + 1, len(column) - 1)]
            case Qt.Key.Key_Left:
                target = _LEFT[min(row, len(_LEFT) - 1)]
            case Qt.Key.Key_Right:
                target = _RIGHT[min(row, len(_RIGHT) - 1)]
            case _:
                return False
        self._boxes[self._current].setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._current = target
        self._boxes[target].setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._boxes[target].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def set_text_px(self, text_px: int) -> None:
        """Change the size of the labels in px, never under 12."""
        self.text_px = max(text_px, 12)
        for box in self._boxes.values():
            box.set_text_px(self.text_px)
        self._place_boxes()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        for box in self._boxes.values():
            box.set_theme(theme)
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough for labels on both sides."""
        return QSize(500, 240)

    def minimumSizeHint(self) -> QSize:
        """The smallest that can still be read."""
        return QSize(320, 120)

    def _sync(self) -> None:
        for region, box in self._boxes.items():
            is_most = bool(self._picked) and self._picked[0] is region
            box.show_state(is_chosen=region in self._picked, is_most=is_most)
        self._place_boxes()
        self.update()

    # Where things lie ------------------------------------------------------------------------

    def _caption_px(self) -> int:
        return max(_CAPTION_PX_MIN, round(self.text_px * 0.8))

    def _scale(self) -> float:
        by_height = (self.height() - self._caption_px() * 1.6) / BODY_HEIGHT
        left, right = self._columns_px()
        by_width = (self.width() - left - right - 3 * self._gap()) / (2 * BODY_WIDTH)
        return max(min(by_height, by_width), 0.1)

    def _gap(self) -> float:
        return self.text_px * 0.75

    def _columns_px(self) -> tuple[float, float]:
        """Widths of the columns of labels: the widest word in bold with its mark."""
        metrics = QFontMetricsF(pixel_font(self.text_px, weight=700))
        mark = self.text_px * 2.1

        def width(regions: tuple[Region, ...]) -> float:
            return max(metrics.horizontalAdvance(region_word(region)) for region in regions) + mark

        return width(_LEFT), width(_RIGHT)

    def _middles(self) -> tuple[float, float]:
        """The x of the two bodies' middle lines, spread evenly between the columns."""
        body = BODY_WIDTH * self._scale()
        left, right = self._columns_px()
        gap = (self.width() - left - right - 2 * body) / 3
        back = left + gap + body / 2
        return back, back + body + gap

    def to_map(self, *, is_back: bool) -> QTransform:
        """From the drawing's own box to px."""
        back, front = self._middles()
        scale = self._scale()
        return QTransform(scale, 0, 0, scale, back if is_back else front, self._top())

    def _top(self) -> float:
        """Where the bodies begin when they are not as high as the room."""
        spare = self.height() - self._caption_px() * 1.6 - BODY_HEIGHT * self._scale()
        return max(spare / 2, 0.0)

    def _place_boxes(self) -> None:
        left, right = self._columns_px()
        height = max(self.text_px * 2.0, 24.0)
        for regions, x, column in ((_LEFT, 0.0, left), (_RIGHT, self.width() - right, right)):
            for region, y in zip(regions, self._label_ys(regions, height), strict=True):
                rect = QRectF(x, y - height / 2, column, height)
                self._boxes[region].setGeometry(rect.toAlignedRect())

    def _label_ys(self, regions: tuple[Region, ...], height: float) -> list[float]:
        """Labels lie at the height of their region, moved apart where they would touch."""
        scale = self._scale()
        wanted = [
            self._top() + self._shapes[region].spot.y() * scale
            if region in self._shapes
            else self.height() - height * 0.6
            for region in regions
        ]
        low, high = height / 2 + 1, self.height() - height / 2 - 1
        step = min(height * 1.04, (high - low) / max(len(regions) - 1, 1))
        placed: list[float] = []
        for y in wanted:
            least = placed[-1] + step if placed else low
            placed.append(max(y, least))
        for index in range(len(placed) - 1, -1, -1):
            most = placed[index + 1] - step if index + 1 < len(placed) else high
            placed[index] = min(placed[index], most)
        return placed

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the labels out anew."""
        super().resizeEvent(event)
        self._place_boxes()

    # The mouse ---------------------------------------------------------------------------------

    def region_at(self, at: QPointF) -> Region | None:
        """The region drawn at a point in px, if any."""
        # Small shapes lie over large ones, so the last match wins.
        found = None
        for shape in self._shapes.values():
            if self.to_map(is_back=shape.is_back).map(shape.path).contains(at):
                found = shape.region
        return found

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up what would be chosen."""
        hovered = self.region_at(event.position())
        if hovered is not self._hovered:
            self._hovered = hovered
            shape = Qt.CursorShape.PointingHandCursor if hovered else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the region under the mouse."""
        region = self.region_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and region is not None:
            self.toggle(region)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A hasty second tap does not take the answer back."""
        event.accept()

    # Painting ----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint bodies, regions, leaders and captions."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.theme
        body = mixed(theme.raised, theme.idle, 0.45) if theme.is_dark else theme.idle
        for is_back in (True, False):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(body)
            painter.drawPath(self.to_map(is_back=is_back).map(self._outline))
        for region, shape in self._shapes.items():
            path = self.to_map(is_back=shape.is_back).map(shape.path)
            self._paint_region(painter, region, path)
        self._paint_leaders(painter)
        self._paint_captions(painter)
        painter.end()

    def _paint_region(self, painter: QPainter, region: Region, path: QPainterPath) -> None:
        theme = self.theme
        resting = mixed(theme.idle, theme.line2, 0.22 if theme.is_dark else 0.30)
        if region is self._hovered:
            resting = mixed(resting, theme.text, 0.25)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(resting)
        painter.drawPath(path)
        if region not in self._picked:
            return
        if region is self._picked[0]:
            painter.setBrush(theme.accent)
            painter.drawPath(path)
            return
        # Hatched, so that "also" is told from "most" without its colour.
        painter.setBrush(QBrush(theme.accent, Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(theme.accent, 1.5))
        painter.drawPath(path)

    def _paint_leaders(self, painter: QPainter) -> None:
        theme = self.theme
        for region, shape in self._shapes.items():
            box = self._boxes[region]
            spot = self.to_map(is_back=shape.is_back).map(shape.spot)
            x = float(box.geometry().right()) + 4 if region in _LEFT else box.geometry().left() - 4
            start = QPointF(x, box.geometry().center().y() + 0.5)
            painter.setPen(QPen(_with_alpha(theme.text3, 0.75), 1.2))
            painter.drawLine(start, spot)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.text)
            dot = max(self.text_px * 0.16, 2.0)
            painter.drawEllipse(spot, dot, dot)

    def _paint_captions(self, painter: QPainter) -> None:
        px = self._caption_px()
        font = pixel_font(px, weight=500)
        painter.setFont(font)
        painter.setPen(self.theme.text3)
        metrics = QFontMetricsF(font)
        for middle, words in zip(self._middles(), (tr("back"), tr("front")), strict=True):
            width = metrics.horizontalAdvance(words)
            y = self._top() + BODY_HEIGHT * self._scale() + px * 1.2
            painter.drawText(QPointF(middle - width / 2, y), words)


def _with_alpha(colour: QColor, alpha: float) -> QColor:
    clear = QColor(colour)
    clear.setAlphaF(alpha)
    return clear
