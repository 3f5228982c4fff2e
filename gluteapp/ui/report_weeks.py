"""Week by week on the printed page: a column for each week. Reads no record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF, Qt

from gluteapp.language import day_and_month, number, percent, tr, trn
from gluteapp.services.report import Report, ReportWeek
from gluteapp.ui.report_sheet import Sheet, fitting_px

_LABEL_PX, _ROW_PX, _HEAD_PX = 152.0, 14.5, 26.0
_CENTRE = Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the table: its words, and what stands in the column of a week."""

    words: str
    cell: Callable[[ReportWeek], str]


def _answer(value: int | None) -> str:
    return tr("–") if value is None else number(value)


def _is_idle(week: ReportWeek) -> bool:
    """Whether nothing was done: then there was nothing to answer either."""
    return not (week.sets_planned or week.circuits or week.dailies)


def _felt(week: ReportWeek) -> str:
    if not week.felt_answered:
        return _answer(None)
    return percent(week.glute_first / week.felt_answered)


def _sets(week: ReportWeek) -> str:
    return tr("{done}/{planned}", done=number(week.sets_done), planned=number(week.sets_planned))


def rows_of(report: Report) -> tuple[Row, ...]:
    """The rows of the table; what never happened has none."""
    weeks = report.weeks
    rows = [Row(words=tr("Circuits"), cell=lambda week: number(week.circuits))]
    if any(week.dailies for week in weeks):
        rows.append(Row(words=tr("Five-minute sessions"), cell=lambda week: number(week.dailies)))
    if any(week.stopped_early for week in weeks):
        rows.append(
            Row(words=tr("Sessions stopped early"), cell=lambda week: number(week.stopped_early))
        )
    rows += [
        Row(words=tr("Sets done / planned"), cell=_sets),
        Row(words=tr("Work, reps × difficulty"), cell=lambda week: number(round(week.work))),
        Row(words=tr("Glute felt first, of answers"), cell=_felt),
        Row(words=tr("Highest pain, 0 to 10"), cell=lambda week: _answer(week.pain_max)),
        Row(words=tr("Worst next morning, 0 to 10"), cell=lambda week: _answer(week.morning_max)),
    ]
    return tuple(rows)


def cell_words(row: Row, week: ReportWeek) -> str:
    """What stands in a cell; a week without a session has only its count of circuits, none."""
    if _is_idle(week):
        return number(0) if row.words == tr("Circuits") else ""
    return row.cell(week)


def summary_words(report: Report) -> str:
    """How much was done in all the weeks, in a line."""
    circuits = sum(week.circuits for week in report.weeks)
    planned = sum(week.sets_planned for week in report.weeks)
    if not planned:
        return tr("No session in these weeks.")
    done = sum(week.sets_done for week in report.weeks)
    weeks = len(report.weeks)
    return tr(
        "{circuits} in {weeks}, {done} of {planned} sets done",
        circuits=trn("{n} circuit", "{n} circuits", circuits),
        weeks=trn("{n} week", "{n} weeks", weeks),
        done=number(done),
        planned=number(planned),
    )


def _under_date(week: ReportWeek) -> str:
    if week.is_lighter:
        return tr("lighter")
    return tr("so far") if week.is_running else ""


def paint_weeks(sheet: Sheet, box: QRectF, report: Report) -> float:
    """Paint the section from the top of a box; the height it takes."""
    y = box.top() + sheet.heading(box, tr("Week by week"), summary_words(report))
    rows, weeks = rows_of(report), report.weeks
    width = (box.width() - _LABEL_PX) / len(weeks)
    height = _HEAD_PX + len(rows) * _ROW_PX
    days = [day_and_month(date.fromordinal(week.monday)) for week in weeks]
    cells = [[cell_words(row, week) for row in rows] for week in weeks]
    head_px = fitting_px(days, width - 4, px=10, weight=600)
    cell_px = fitting_px((one for column in cells for one in column), width - 4, px=10)
    for index, week in enumerate(weeks):
        column = QRectF(box.left() + _LABEL_PX + index * width, y, width, height)
        if week.is_lighter:
            sheet.ground(column.adjusted(1, -2, -1, 2))
        head = QRectF(column.left() + 1, y, width - 2, 12)
        sheet.line(head, days[index], px=head_px, weight=600, align=_CENTRE)
        sheet.line(head.translated(0, 11), _under_date(week), px=9, tone="text2", align=_CENTRE)
        for place, words in enumerate(cells[index]):
            cell = QRectF(column.left() + 1, y + _HEAD_PX + place * _ROW_PX, width - 2, _ROW_PX)
            sheet.line(cell, words, px=cell_px, align=_CENTRE)
    label = QRectF(box.left(), y, _LABEL_PX - 6, 12)
    sheet.line(label, tr("Week from Monday"), px=10, tone="text2")
    for place, row in enumerate(rows):
        top = y + _HEAD_PX + place * _ROW_PX
        sheet.rule(box.left(), box.right(), top, is_fine=True)
        sheet.line(QRectF(box.left(), top, _LABEL_PX - 6, _ROW_PX), row.words, px=10)
    legend = QRectF(box.left(), y + height + 2, box.width(), 12)
    sheet.line(legend, tr("– means not answered, an empty cell no session."), px=9, tone="text2")
    return y + height + 14 - box.top()
