"""The physiotherapist's page: one sheet of A4 painted from a `Report`. Reads no record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from gluteapp.core.exercise import Library
from gluteapp.language import number, short_date, tr
from gluteapp.services.report import Report
from gluteapp.ui.report_doses import paint_doses
from gluteapp.ui.report_felt import FELT_PX, paint_felt, paint_pain
from gluteapp.ui.report_sheet import PX_PER_INCH, Sheet
from gluteapp.ui.report_strength import paint_strength
from gluteapp.ui.report_weeks import paint_weeks
from gluteapp.ui.screens.safety import general_notice

PAGE = QRectF(0, 0, 793.7, 1122.5)
"""A4 in px."""
_SIDE, _TOP, _BOTTOM, _GAP = 48.0, 42.0, 40.0, 12.0
_FOOT_PX = 64.0


def report_name(today: int) -> str:
    """The usual name of the file."""
    return f"gluteapp-report-{date.fromordinal(today).isoformat()}.pdf"


def report_pdf(
    report: Report, *, library: Library, moves: Mapping[str, str], app_version: str
) -> bytes:
    """The page as PDF; needs a QApplication. `moves` gives the words of `exercise/variant`."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(PX_PER_INCH)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()
        )
    )
    writer.setTitle(_title())
    writer.setCreator(f"gluteapp {app_version}")
    painter = QPainter(writer)
    paint_report(painter, report, library=library, moves=moves, app_version=app_version)
    painter.end()
    return bytes(buffer.data().data())


def paint_report(
    painter: QPainter,
    report: Report,
    *,
    library: Library,
    moves: Mapping[str, str],
    app_version: str,
) -> None:
    """Paint the page on anything that is `PAGE` large in the painter's px."""
    sheet = Sheet(painter)
    box = PAGE.adjusted(_SIDE, _TOP, -_SIDE, -_BOTTOM)
    foot = QRectF(box.left(), box.bottom() - _FOOT_PX, box.width(), _FOOT_PX)
    y = box.top() + _paint_head(sheet, box, report)

    def room() -> QRectF:
        return QRectF(box.left(), y, box.width(), foot.top() - _GAP - y)

    # Tests have their place here, above what they explain.
    y += paint_strength(sheet, room(), report.progress, moves) + _GAP
    y += paint_weeks(sheet, room(), report) + _GAP
    half = (box.width() - 28) / 2
    paint_felt(sheet, QRectF(box.left(), y, half, FELT_PX), report.felt)
    paint_pain(sheet, QRectF(box.right() - half, y, half, FELT_PX), report)
    y += FELT_PX + _GAP
    paint_doses(sheet, room(), report, library)
    _paint_foot(sheet, foot, report, app_version)


def _title() -> str:
    return tr("Glute training: home record")


def _paint_head(sheet: Sheet, box: QRectF, report: Report) -> float:
    progress = report.progress
    left = QRectF(box.left(), box.top(), box.width() - 290, 28)
    sheet.line(left, _title(), px=22, weight=650, is_display=True)
    period = tr(
        "{first} to {last}, for a physiotherapist to read",
        first=short_date(date.fromordinal(progress.first_day)),
        last=short_date(date.fromordinal(progress.today)),
    )
    if report.has_demo:
        period = tr("{period}. Made-up demo sessions.", period=period)
    sheet.line(left.translated(0, 25), period, px=11, tone="text2")
    for index, words in enumerate((tr("Name"), tr("Date"))):
        row = QRectF(box.right() - 270, box.top() + 2 + index * 26, 270, 22)
        sheet.line(row, words, px=10, tone="text2")
        sheet.rule(row.left() + 44, row.right(), row.bottom() - 2)
    return 64.0


def _paint_foot(sheet: Sheet, box: QRectF, report: Report, app_version: str) -> None:
    sheet.rule(box.left(), box.right(), box.top())
    versions = tr(
        "gluteapp {app}, strength coefficients version {rules}",
        app=app_version,
        rules=number(report.progress.strength.rules_version),
    )
    if not report.progress.strength.rules_version:
        versions = tr("gluteapp {app}, no strength coefficients", app=app_version)
    about = tr(
        "A home check-in, useful for watching your own changes. Results vary from day to day. "
        "Everything here was noted by the person, nothing was measured by anybody else."
    )
    text = QRectF(box.left(), box.top() + 6, box.width(), box.height() - 20)
    sheet.paragraph(text, f"{about} {general_notice()}", px=9, tone="text2")
    last = QRectF(box.left(), box.bottom() - 13, box.width(), 13)
    sheet.line(last, versions, px=9, tone="text2", align=Qt.AlignmentFlag.AlignRight)
