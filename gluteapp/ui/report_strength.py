"""The strength index on the printed page: the charts and sentences of the Progress page."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from gluteapp.core.analytics import PointKind, Progress
from gluteapp.core.exercise import Family
from gluteapp.language import tr
from gluteapp.ui.report_sheet import FINENESS, Sheet
from gluteapp.ui.screens.progress_cards import shared_span
from gluteapp.ui.screens.progress_notes import NotesLine, chart_notes
from gluteapp.ui.screens.progress_words import family_words, strength_words
from gluteapp.ui.widgets.charts.family_look import FAMILIES, LOOKS, family_word, paint_mark
from gluteapp.ui.widgets.charts.sparkline import Sparkline
from gluteapp.ui.widgets.charts.stops import why_none_words
from gluteapp.ui.widgets.charts.strength_chart import StrengthChart

_WORDS_PX, _CHART_PX, _NOTES_PX, _FAMILY_PX = 178.0, 160.0, 13.0, 78.0
_SCALE = 0.72
"""The widgets of the screen are made so much smaller: their smallest type is 6.5 pt then."""


def paint_strength(
    sheet: Sheet, box: QRectF, progress: Progress, moves: Mapping[str, str]
) -> float:
    """Paint the section from the top of a box; the height it takes."""
    y = box.top() + sheet.heading(
        box, tr("Strength index"), tr("100 = 15 clean reps of the family's key move")
    )
    if not progress.strength.points:
        words = QRectF(box.left(), y, box.width(), 40)
        return y + sheet.paragraph(words, no_index_words(progress)) - box.top()
    holder = QWidget()
    chart = QRectF(box.left() + _WORDS_PX + 14, y, box.width() - _WORDS_PX - 14, _CHART_PX)
    _paint_words(sheet, QRectF(box.left(), y, _WORDS_PX, _CHART_PX), progress)
    _paint_chart(sheet, chart, progress, moves, holder)
    y += _CHART_PX + 4
    # Over the whole width, where one line is enough in longer languages too.
    _paint_notes(sheet, QRectF(box.left(), y, box.width(), _NOTES_PX), progress, holder)
    y += _NOTES_PX + 8
    width = (box.width() - 2 * 20) / len(FAMILIES)
    for index, family in enumerate(FAMILIES):
        place = QRectF(box.left() + index * (width + 20), y, width, _FAMILY_PX)
        _paint_family(sheet, place, family, progress, moves, holder)
    holder.deleteLater()
    return y + _FAMILY_PX - box.top()


def no_index_words(progress: Progress) -> str:
    """Why there is no index at all."""
    if not progress.strength.missing:
        return tr("No set with an index in these weeks.")
    reasons = sorted({one.why for one in progress.strength.missing})
    why = ", ".join(why_none_words(one) for one in reasons)
    return tr("No index in these weeks: {why}.", why=why)


def family_lines(
    progress: Progress, family: Family, moves: Mapping[str, str]
) -> tuple[str, tuple[str, ...]]:
    """The value of a family, empty without one, and the lines below it."""
    if not any(one.family is family for one in progress.strength.points):
        reasons = sorted({one.why for one in progress.strength.missing if one.family is family})
        if not reasons:
            return "", (tr("Not trained in these weeks."),)
        why = ", ".join(why_none_words(one) for one in reasons)
        return "", (tr("No index: {why}.", why=why),)
    value, did, judged = family_words(progress, family, moves)
    return value, (did, judged)


def _paint_words(sheet: Sheet, box: QRectF, progress: Progress) -> None:
    words = strength_words(progress)
    y = box.top()
    if words.value:
        row = QRectF(box.left(), y + 2, box.width(), 40)
        sheet.line(row.adjusted(0, -8, 0, -26), tr("Overall"), px=10, tone="text2")
        sheet.line(row.adjusted(0, 10, 0, 6), words.value, px=34, weight=700, is_display=True)
        y += 54
    for text, weight, px in (
        (words.change[:1].upper() + words.change[1:], 600, 12),
        (words.verdict, 600, 12),
        (words.sentence, 400, 11),
    ):
        if text:
            left = box.bottom() - y
            y += sheet.paragraph(
                QRectF(box.left(), y, box.width(), left), text, px=px, weight=weight
            )
            y += 3


def _paint_chart(
    sheet: Sheet, box: QRectF, progress: Progress, moves: Mapping[str, str], holder: QWidget
) -> None:
    chart = StrengthChart(theme=sheet.theme, parent=holder)
    chart.resize(round(box.width() / _SCALE), round(box.height() / _SCALE))
    chart.show_progress(progress, moves)
    with chart.finely(FINENESS):
        sheet.picture(box, chart, _SCALE)


def _paint_notes(sheet: Sheet, box: QRectF, progress: Progress, holder: QWidget) -> None:
    notes = NotesLine(theme=sheet.theme, parent=holder)
    # The heading says what 100 is.
    notes.show_notes(tuple(one for one in chart_notes(progress, can_pan=False) if one.symbol))
    sheet.picture(box, notes, _SCALE)


def _paint_family(
    sheet: Sheet,
    box: QRectF,
    family: Family,
    progress: Progress,
    moves: Mapping[str, str],
    holder: QWidget,
) -> None:
    value, lines = family_lines(progress, family, moves)
    values = [
        one.index
        for one in progress.strength.points
        if one.family is family and one.kind is PointKind.VALID
    ]
    look = LOOKS[family]
    mark = QRectF(box.left(), box.top() + 4, 9, 9)
    paint_mark(sheet.painter, look.symbol, mark, sheet.theme, look.tone, is_open=not values)
    title = QRectF(box.left() + 15, box.top(), box.width() - 15, 17)
    sheet.line(title, family_word(family), px=11, weight=600)
    y = box.top() + 19
    if value:
        width = box.width() - 100 if values else box.width()
        sheet.line(QRectF(box.left(), y, width, 26), value, px=20, weight=650, is_display=True)
        y += 29
    if values:
        line = Sparkline(family, theme=sheet.theme, parent=holder)
        middle, span = (min(values) + max(values)) / 2, shared_span(progress)
        line.set_values(values, (middle - span / 2, middle + span / 2))
        sheet.widget(QRectF(box.right() - 92, box.top() + 17, 92, 29), line, _SCALE)
    for text in lines:
        left = QRectF(box.left(), y, box.width(), box.bottom() - y)
        y += sheet.paragraph(left, text, px=10, tone="text2")
