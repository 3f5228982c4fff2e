"""The caption line of a session: what is said, and beside it the count or the word of a phase.

What the screen says anyway is not written twice: a mark beside those words tells that it is said.
It is told the words and the place; it knows no sound and no clock.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QWidget

from gluteapp.ui.theme import Theme
from gluteapp.ui.widgets.caption import Caption
from gluteapp.ui.widgets.icon_label import Icon
from gluteapp.ui.widgets.text_label import TextLabel

Words = tuple[str, str]
"""What is said, and the count or the word of a phase; either may be empty."""
NO_WORDS: Words = ("", "")
_MARK_SHARE, _MARK_GAP_SHARE = 0.5, 0.35
"""Size of the mark and its distance, of the font size of the words it stands at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptionPlace:
    """Where the line stands: it fills `rect` from its foot upwards, and is centred in it."""

    rect: QRect
    px: int
    least_px: int
    slot: int = 0
    """Width at the right end that is kept for the short words, so that nothing moves for them."""
    is_left: bool = False
    """It begins at the left end instead of being centred."""


class CaptionLine:
    """Two chips over a session screen; what did not change is not painted again."""

    def __init__(self, *, theme: Theme, screen: QWidget) -> None:
        self.main = Caption(theme=theme, parent=screen)
        self.brief = Caption(theme=theme, has_mark=False, parent=screen)
        self._screen = screen
        self._mark = Icon("captions", theme=theme, parent=screen)
        self._mark.hide()
        self._marked: TextLabel | None = None
        self._words = NO_WORDS
        self._place: CaptionPlace | None = None

    @property
    def parts(self) -> tuple[Caption, Caption]:
        """What lies on the screen."""
        return (self.main, self.brief)

    @property
    def mark(self) -> QWidget:
        """What stands at words that are there anyway, while they are said."""
        return self._mark

    @property
    def marked(self) -> str:
        """The words that the mark stands at; empty while there is none."""
        return "" if self._marked is None else self._marked.text()

    def show_beside(
        self,
        words: Words,
        place: CaptionPlace,
        labels: Iterable[TextLabel],
        shown: Collection[str] = (),
    ) -> None:
        """Show words at a place, but only a mark at the label that says them already.

        `shown` is what the screen says otherwise, by a flag. Of a line of several sentences, those
        at its end that stand there anyway, such as the name of the move to come, are left out.
        """
        seen = [label for label in labels if label.isVisible()]
        sentences = words[0].split(". ") if words[0] else []
        twins = [next((one for one in seen if _says_same(it, one)), None) for it in sentences]
        is_there = [
            twin is not None or sentence in shown
            for sentence, twin in zip(sentences, twins, strict=True)
        ]
        # A flag alone has no words to put the mark at.
        twin = next((one for one in reversed(twins) if one is not None), None)
        if twin is not None and all(is_there):
            self._put_mark(twin)
            self.show(("", words[1]), place)
            return
        while twin is not None and is_there[-1] and twins[-1] is not None:
            del sentences[-1], is_there[-1], twins[-1]
        self._put_mark(None)
        self.show((". ".join(sentences), words[1]), place)

    def _put_mark(self, label: TextLabel | None) -> None:
        self._marked = label
        if label is None:
            self._mark.hide()
            return
        font = label.font()
        side, gap = round(font.pixelSize() * _MARK_SHARE), font.pixelSize() * _MARK_GAP_SHARE
        end = QFontMetricsF(font).horizontalAdvance(label.text()) + gap
        corner = label.mapTo(self._screen, QPoint(0, 0))
        if end + side <= label.width():
            at = corner + QPoint(round(end), (label.height() - side) // 2)
        else:
            # The words fill their place: over its right end.
            at = corner + QPoint(label.width() - side, -side)
        self._mark.set_size_px(side)
        self._mark.setGeometry(at.x(), max(at.y(), 0), side, side)
        self._mark.show()

    def show(self, words: Words, place: CaptionPlace) -> None:
        """Show words at a place; without a slot the short ones give way."""
        if words[0] and not place.slot:
            words = (words[0], "")
        if (words, place) == (self._words, self._place):
            return
        is_moved = place != self._place
        self._words, self._place = words, place
        for chip, text in zip((self.main, self.brief), words, strict=True):
            if chip.text() != text:
                chip.setText(text)
        if is_moved:
            for chip, least_px in ((self.main, place.least_px), (self.brief, place.px)):
                chip.set_px(place.px, least_px)
            gap = place.px // 3 if place.slot else 0
            self.main.set_room(place.rect.width() - place.slot - gap)
            self.brief.set_room(place.slot or place.rect.width())
        self._put(place)

    def _put(self, place: CaptionPlace) -> None:
        rect, main, brief = place.rect, self.main.sizeHint(), self.brief.sizeHint()
        right = rect.right() + 1 - (place.slot + place.px // 3 if place.slot else 0)
        x = min(rect.left() + (rect.width() - main.width()) // 2, right - main.width())
        x = rect.left() if place.is_left else max(x, rect.left())
        foot = rect.bottom() + 1
        self.main.setGeometry(x, foot - main.height(), main.width(), main.height())
        end = rect.right() + 1 if place.slot else rect.center().x() + brief.width() // 2
        self.brief.setGeometry(
            end - brief.width(), foot - brief.height(), brief.width(), brief.height()
        )


def _says_same(sentence: str, label: TextLabel) -> bool:
    """Whether a label says a sentence, or what comes after its colon, or before a length of time.

    The ring or the line beside a name shows how long it is for.
    """
    start, _, end = sentence.rpartition(", ")
    said = {sentence, sentence.rpartition(": ")[2]}
    if any(letter.isdigit() for letter in end):
        said.add(start)
    text = label.text()
    says = {*text.split(". "), text.rpartition(": ")[2]}
    return bool({_plain(one) for one in said if one} & {_plain(one) for one in says if one})


def _plain(words: str) -> str:
    return words.casefold().rstrip(".")
