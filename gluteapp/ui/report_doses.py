"""What comes next and why, on the printed page: a row for each station. Reads no record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF

from gluteapp.core.exercise import Laterality, Library
from gluteapp.core.ladder import tempo_of
from gluteapp.language import day_and_month, number, tr, trn
from gluteapp.services.decision_words import load_words, move_name
from gluteapp.services.report import CurrentDose, Report
from gluteapp.ui.report_sheet import Sheet
from gluteapp.ui.theme import Tone

_HEAD_PX, _ROW_MOST_PX, _ROW_LEAST_PX = 15.0, 26.0, 13.0
_SHARES = (0.22, 0.14, 0.08, 0.14, 0.42)
"""Widths of the columns, as shares of the whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseRow:
    """The words of one row, in the order of the columns."""

    move: str
    time: str
    tempo: str
    load: str
    why: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The words from left to right."""
        return self.move, self.time, self.tempo, self.load, self.why


def dose_row(one: CurrentDose, library: Library, *, is_lighter: bool) -> DoseRow:
    """The words of a station; in a lighter week it comes once."""
    dose = one.dose
    exercise, _ = library.move(dose.move)
    rounds, seconds = number(1 if is_lighter else one.rounds), number(dose.seconds)
    is_sided = exercise.laterality is Laterality.ONE_SIDED
    time = (
        tr("{rounds} × {seconds} s a side", rounds=rounds, seconds=seconds)
        if is_sided
        else tr("{rounds} × {seconds} s", rounds=rounds, seconds=seconds)
    )
    tempo = tempo_of(dose, library)
    return DoseRow(
        move=move_name(dose, library),
        time=time,
        tempo=tr("held") if tempo is None or exercise.is_hold else str(tempo),
        load=load_words(dose) or tr("none"),
        why=why_words(one),
    )


def why_words(one: CurrentDose) -> str:
    """The last decision with its day, or that there was none."""
    if one.decided_day is None:
        return one.reason or tr("As the circuit is written, no decision yet.")
    day = day_and_month(date.fromordinal(one.decided_day))
    words = tr("{day}: {reason}", day=day, reason=one.reason)
    if one.is_own_choice:
        words = tr("{words} Changed by the person.", words=words)
    return words


def paint_doses(sheet: Sheet, box: QRectF, report: Report, library: Library) -> None:
    """Paint the section into a box; rows that have no room are counted."""
    note = tr(report.circuit_title)
    if report.is_lighter_now:
        note = tr("{circuit}, a lighter week: one round", circuit=note)
    y = box.top() + sheet.heading(box, tr("Next session"), note)
    if not report.doses:
        words = tr("The circuit done last is not there any more.")
        sheet.line(QRectF(box.left(), y, box.width(), _HEAD_PX), words, tone="text2")
        return
    heads = (tr("Move"), tr("Time"), tr("Tempo"), tr("Load"), tr("Last decision and its reason"))
    _paint_cells(sheet, QRectF(box.left(), y, box.width(), _HEAD_PX), heads, tone="text2")
    y += _HEAD_PX
    room = box.bottom() - y
    rows = [dose_row(one, library, is_lighter=report.is_lighter_now) for one in report.doses]
    fitting = int(room // _ROW_LEAST_PX)
    shown = rows if len(rows) <= fitting else rows[: max(fitting - 1, 0)]
    height = min(_ROW_MOST_PX, room / max(len(shown) + (len(shown) < len(rows)), 1))
    for row in shown:
        sheet.rule(box.left(), box.right(), y, is_fine=True)
        _paint_cells(sheet, QRectF(box.left(), y, box.width(), height), row.cells)
        y += height
    if len(shown) < len(rows):
        words = trn("and {n} more move", "and {n} more moves", len(rows) - len(shown))
        sheet.line(QRectF(box.left(), y, box.width(), height), words, px=10, tone="text2")


def _paint_cells(sheet: Sheet, row: QRectF, cells: tuple[str, ...], *, tone: Tone = "text") -> None:
    x = row.left()
    *first, last = zip(cells, _SHARES, strict=True)
    for words, share in first:
        width = row.width() * share
        sheet.line(QRectF(x, row.top(), width - 8, row.height()), words, px=10, tone=tone)
        x += width
    sheet.block(QRectF(x, row.top(), row.right() - x, row.height()), last[0], px=10, tone=tone)
