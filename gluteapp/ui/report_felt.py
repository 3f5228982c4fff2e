"""Where sets were felt, and pain, on the printed page. Reads no record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPen, QTransform

from gluteapp.core.exercise import Region
from gluteapp.core.session import HarderSide
from gluteapp.language import day_and_month, number, percent, tr, trn
from gluteapp.services.report import FeltReport, MorningReport, PainPlace, PainReport, Report
from gluteapp.ui.report_sheet import Sheet
from gluteapp.ui.theme import mixed
from gluteapp.ui.widgets.body_map import region_word
from gluteapp.ui.widgets.body_shapes import BODY_HEIGHT, BODY_WIDTH, outline, region_shapes
from gluteapp.ui.widgets.pain_row import spot_word

FELT_PX = 172.0
"""Height of these two sections, which stand beside each other."""
_BODY = 0.55
"""Size of the drawn bodies beside the body map's own shapes."""
_ROW_PX, _PLACES_MOST = 14.0, 3
_RIGHT = Qt.AlignmentFlag.AlignRight


def paint_felt(sheet: Sheet, box: QRectF, felt: FeltReport) -> None:
    """Paint where sets were felt most into a box."""
    y = box.top() + sheet.heading(box, tr("Felt most in"), felt_words(felt))
    shares = {region: count / felt.answered for region, count in felt.regions.items()}
    bodies = 2 * BODY_WIDTH * _BODY + 10
    for is_back in (True, False):
        left = box.left() + (0 if is_back else BODY_WIDTH * _BODY + 6)
        _paint_body(sheet, left, y, shares, is_back=is_back)
    table = QRectF(box.left() + bodies + 8, y - 2, box.width() - bodies - 8, box.bottom() - y)
    order = sorted(Region, key=lambda one: -felt.regions.get(one, 0))
    for index, region in enumerate(order):
        row = QRectF(table.left(), table.top() + index * _ROW_PX, table.width(), _ROW_PX)
        _paint_share(sheet, row, region, felt, shares)


def felt_words(felt: FeltReport) -> str:
    """How many sets the shares rest on."""
    if not felt.begun:
        return tr("no session in these weeks")
    if not felt.answered:
        return trn("not answered for {n} set", "not answered for any of {n} sets", felt.begun)
    return trn(
        "answered for {answered} of {n} set",
        "answered for {answered} of {n} sets",
        felt.begun,
        answered=number(felt.answered),
    )


def _paint_share(
    sheet: Sheet, row: QRectF, region: Region, felt: FeltReport, shares: Mapping[Region, float]
) -> None:
    share = shares.get(region, 0.0)
    sheet.line(QRectF(row.left(), row.top(), 84, row.height()), region_word(region), px=10)
    if not felt.answered:
        return
    value = QRectF(row.right() - 34, row.top(), 34, row.height())
    sheet.line(value, percent(share), px=10, align=_RIGHT)
    whole = value.left() - 6 - (row.left() + 88)
    bar = QRectF(row.left() + 88, row.top() + 3.5, whole * share, row.height() - 7)
    sheet.painter.fillRect(bar, _shade(sheet, 1.0))


def _shade(sheet: Sheet, share: float) -> QColor:
    """The colour of a share: light for little, dark for much, in grey too."""
    return mixed(sheet.theme.surface, sheet.theme.f_e, share)


def _paint_body(
    sheet: Sheet, left: float, top: float, shares: Mapping[Region, float], *, is_back: bool
) -> None:
    painter, theme = sheet.painter, sheet.theme
    middle = left + BODY_WIDTH * _BODY / 2
    to_page = QTransform(_BODY, 0, 0, _BODY, middle, top)
    painter.setPen(QPen(theme.line2, 0.75))
    painter.setBrush(theme.raised)
    painter.drawPath(to_page.map(outline()))
    for shape in region_shapes():
        if shape.is_back is not is_back:
            continue
        share = shares.get(shape.region, 0.0)
        painter.setPen(QPen(theme.line2, 0.5))
        # Even a small share is to be told from none.
        painter.setBrush(_shade(sheet, 0.0 if not share else 0.15 + 0.85 * min(share / 0.6, 1.0)))
        painter.drawPath(to_page.map(shape.path))
    caption = QRectF(left, top + BODY_HEIGHT * _BODY + 2, BODY_WIDTH * _BODY, 12)
    words = tr("back") if is_back else tr("front")
    sheet.line(caption, words, px=9, tone="text2", align=Qt.AlignmentFlag.AlignHCenter)


def paint_pain(sheet: Sheet, box: QRectF, report: Report) -> None:
    """Paint pain, the mornings after and the harder side into a box."""
    y = box.top() + sheet.heading(box, tr("Pain and the morning after"))
    pain = report.pain
    y += sheet.paragraph(_rest(box, y), pain_words(pain)) + 2
    for place in pain.places[:_PLACES_MOST]:
        row = QRectF(box.left() + 10, y, box.width() - 10, _ROW_PX)
        sheet.line(row, place_words(place), px=10, tone="text2")
        y += _ROW_PX
    more = len(pain.places) - _PLACES_MOST
    if more > 0:
        row = QRectF(box.left() + 10, y, box.width() - 10, _ROW_PX)
        words = trn("and {n} more place", "and {n} more places", more)
        sheet.line(row, words, px=10, tone="text2")
        y += _ROW_PX
    y += 4
    y += sheet.paragraph(_rest(box, y), morning_words(report.mornings)) + 6
    sheet.paragraph(_rest(box, y), harder_words(report.felt.harder))


def _rest(box: QRectF, y: float) -> QRectF:
    return QRectF(box.left(), y, box.width(), box.bottom() - y)


def pain_words(pain: PainReport) -> str:
    """How much pain was noted, and how often."""
    stopped = trn("{n} set was stopped for pain.", "{n} sets were stopped for pain.", pain.stopped)
    if pain.highest is None:
        words = tr("Pain during sets: not answered.")
    elif pain.highest == 0:
        words = trn(
            "Pain during sets: none in {n} answer.",
            "Pain during sets: none in {n} answers.",
            pain.answered,
        )
    else:
        words = trn(
            "Pain during sets: up to {highest} of 10, in {felt} of {n} answer.",
            "Pain during sets: up to {highest} of 10, in {felt} of {n} answers.",
            pain.answered,
            highest=number(pain.highest),
            felt=number(sum(place.sets for place in pain.places)),
        )
    return tr("{pain} {stopped}", pain=words, stopped=stopped) if pain.stopped else words


def place_words(place: PainPlace) -> str:
    """A place that hurt: how often, how much, and when for the last time."""
    return trn(
        "{place}: {n} set, up to {highest}, last on {day}",
        "{place}: {n} sets, up to {highest}, last on {day}",
        place.sets,
        place=tr("Place not named") if place.spot is None else spot_word(place.spot),
        highest=number(place.highest),
        day=day_and_month(date.fromordinal(place.last_day)),
    )


def morning_words(mornings: MorningReport) -> str:
    """How the hips felt on the mornings after circuits."""
    if not mornings.asked:
        return tr("Morning after: no circuit in these weeks.")
    if mornings.usual is None:
        return trn(
            "Morning after: not answered after {n} circuit.",
            "Morning after: not answered after any of {n} circuits.",
            mornings.asked,
        )
    return trn(
        "Morning after, hips 0 to 10: usually {usual}, at most {most}, answered after {answered} "
        "of {n} circuit.",
        "Morning after, hips 0 to 10: usually {usual}, at most {most}, answered after {answered} "
        "of {n} circuits.",
        mornings.asked,
        usual=number(mornings.usual, 1),
        most=number(max(mornings.scores)),
        answered=number(len(mornings.scores)),
    )


def harder_words(harder: Mapping[HarderSide, int]) -> str:
    """Which side of pairs was harder."""
    if not harder:
        return tr("Harder side: not answered.")
    return tr(
        "Harder side, by pairs of sets: left {left}, same {same}, right {right}.",
        left=number(harder.get(HarderSide.LEFT, 0)),
        same=number(harder.get(HarderSide.SAME, 0)),
        right=number(harder.get(HarderSide.RIGHT, 0)),
    )
