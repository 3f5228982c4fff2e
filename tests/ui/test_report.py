"""The physiotherapist's page: always one page, words that can be copied, nothing made up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication

from gluteapp.core.analytics import WhyNone
from gluteapp.core.exercise import Region
from gluteapp.services.report import FeltReport, MorningReport, PainPlace, PainReport, Report
from gluteapp.ui.report import PAGE, paint_report, report_name, report_pdf
from gluteapp.ui.report_doses import dose_row
from gluteapp.ui.report_felt import felt_words, harder_words, morning_words, pain_words
from gluteapp.ui.report_sheet import SMALLEST_PX, Sheet, broken, fitting_px, printed_font
from gluteapp.ui.report_strength import family_lines
from gluteapp.ui.report_weeks import cell_words, rows_of, summary_words
from gluteapp.ui.screens.safety import general_notice
from gluteapp.ui.theme import DARK, palette
from tests.ui.report_values import (
    LIBRARY,
    LONG,
    MOVES,
    dose,
    emptiest,
    fullest,
    pdf_words,
    single,
    weeks,
)
from tests.ui.screens.progress_values import TODAY, A, E, S, missing, point, progress, strength

pytestmark = pytest.mark.usefixtures("qapp")

MARGIN = 38
REPORTS = {
    "fullest": fullest,
    "eight weeks": lambda: fullest(8, 6),
    "too many stations": lambda: fullest(16, 60),
    "emptiest": emptiest,
    "single": single,
}
every_report = pytest.mark.parametrize("make", REPORTS.values(), ids=REPORTS.keys())


def pdf(report: Report) -> bytes:
    return report_pdf(report, library=LIBRARY, moves=MOVES, app_version="1.2.3")


def picture(report: Report) -> QImage:
    image = QImage(PAGE.size().toSize(), QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint_report(painter, report, library=LIBRARY, moves=MOVES, app_version="1.2.3")
    painter.end()
    return image


def inked(image: QImage, box: QRectF) -> int:
    """How many points of a box are not white."""
    part = image.copy(box.toRect())
    rows = bytes(part.constBits())
    stride, width = part.bytesPerLine(), part.width()
    return sum(
        width - rows[y * stride : y * stride + width].count(255) for y in range(part.height())
    )


@every_report
def test_it_is_one_page_whatever_there_is(make: Callable[[], Report]) -> None:
    content = pdf(make())
    assert content.startswith(b"%PDF-")
    assert b"/Count 1\n" in content
    assert b"/MediaBox [0 0 595" in content


@every_report
def test_nothing_reaches_into_the_margins(make: Callable[[], Report]) -> None:
    image = picture(make())
    width, height = image.width(), image.height()
    for strip in (
        QRectF(0, 0, width, MARGIN),
        QRectF(0, height - MARGIN, width, MARGIN),
        QRectF(0, 0, MARGIN, height),
        QRectF(width - MARGIN, 0, MARGIN, height),
    ):
        assert inked(image, strip) == 0
    assert inked(image, QRectF(MARGIN, MARGIN, width - 2 * MARGIN, 60)) > 0


@every_report
def test_the_rows_end_above_the_notice(make: Callable[[], Report]) -> None:
    image = picture(make())
    foot = image.height() - 40 - 64
    assert inked(image, QRectF(0, foot - 10, image.width(), 8)) == 0
    assert inked(image, QRectF(0, foot, image.width(), 40)) > 0


@every_report
def test_words_can_be_copied_and_fonts_come_along(make: Callable[[], Report]) -> None:
    content = pdf(make())
    words = pdf_words(content)
    assert "\0" not in words
    assert "Glute training: home record" in words
    assert "Name" in words
    assert "gluteapp 1.2.3, strength coefficients version 1" in words
    fonts = content.count(b"/Type /FontDescriptor")
    assert fonts == content.count(b"/FontFile2") > 0


def test_the_general_notice_is_on_it_and_no_diagnosis() -> None:
    words = pdf_words(pdf(fullest()))
    spoken = words.replace(" ", "")
    assert general_notice().replace(" ", "") in spoken
    for claim in ("diagnosed", "cure", "prevent", "weak glutes", "not firing"):
        assert claim not in words


def test_what_is_known_is_told() -> None:
    words = pdf_words(pdf(fullest(8, 3)))
    for part in (
        "Up 19 on the first three since 12 Oct",
        "Real change",
        "Above your own wobble for 6",
        "1,288/1,288",
        "Side of hip: 77 sets, up to 10, last on 20 Nov",
        "23 sets were stopped for pain.",
        "usually 3, at most 3",
        "left 215, same 215, right 215",
        "heavy band",
        "1 × 45 s a side",
        "Made-up demo sessions",
    ):
        # Lines are broken at spaces.
        assert part.replace(" ", "") in words.replace(" ", ""), part


def test_what_was_not_answered_is_said_and_is_no_nought() -> None:
    words = pdf_words(pdf(single()))
    for part in (
        "Pain during sets: not answered.",
        "Morning after: not answered after 1 circuit.",
        "Harder side: not answered.",
        "not answered for any of 24 sets",
        "As the circuit is written, no decision yet.",
    ):
        assert part in words, part
    assert "%" not in words


def test_weeks_without_a_session_are_said() -> None:
    words = pdf_words(pdf(emptiest()))
    assert "No session in these weeks." in words
    assert "No set with an index in these weeks." in words
    assert "The circuit done last is not there any more." in words


def test_without_coefficients_the_versions_say_so() -> None:
    report = emptiest()
    bare = replace(report.progress, strength=replace(report.progress.strength, rules_version=0))
    assert "no strength coefficients" in pdf_words(pdf(replace(report, progress=bare)))


def test_rows_without_room_are_counted() -> None:
    words = pdf_words(pdf(fullest(16, 60)))
    assert "more moves" in words
    assert "more moves" not in pdf_words(pdf(fullest(16, 6)))


def test_a_dark_window_prints_on_white_paper(qapp: QApplication) -> None:
    usual = qapp.palette()
    light = picture(fullest(8, 6))
    qapp.setPalette(palette(DARK))
    try:
        dark = picture(fullest(8, 6))
    finally:
        qapp.setPalette(usual)
    greys = [
        np.frombuffer(bytes(one.constBits()), np.uint8)
        .reshape(one.height(), one.bytesPerLine())[:, : one.width()]
        .astype(int)
        for one in (light, dark)
    ]
    # The rim of a letter may come out otherwise; anything dark on the paper would be far more.
    share = float((np.abs(greys[0] - greys[1]) > 32).mean())
    assert share < 0.001, share
    assert float((greys[1] > 240).mean()) > 0.5


def test_the_file_is_named_after_the_day() -> None:
    assert report_name(TODAY) == "gluteapp-report-2026-11-20.pdf"


# Words


def test_a_week_tells_its_answers_or_that_there_are_none() -> None:
    report = replace(
        single(),
        weeks=(
            *weeks(1, circuits=2, sets_done=20, sets_planned=24, work=99.6, pain_max=0),
            *weeks(1, dailies=1, stopped_early=1, sets_planned=7, glute_first=1, felt_answered=4),
            *weeks(1),
        ),
    )
    rows = {row.words: row for row in rows_of(report)}
    answered, short, idle = report.weeks
    assert [cell_words(row, answered) for row in rows.values()] == [
        *("2", "0", "0", "20/24", "100", "–", "0", "–"),
    ]
    felt = rows["Glute felt first, of answers"]
    assert cell_words(felt, short) == "25%"
    assert [cell_words(row, idle) for row in rows.values()] == ["0", *[""] * 7]
    assert summary_words(report) == "2 circuits in 3 weeks, 20 of 31 sets done"


def test_rows_of_what_never_happened_are_left_out() -> None:
    assert "Five-minute sessions" not in [row.words for row in rows_of(single())]
    assert "Sessions stopped early" not in [row.words for row in rows_of(single())]


@pytest.mark.parametrize(
    ("pain", "words"),
    [
        (PainReport(), "Pain during sets: not answered."),
        (PainReport(answered=1, highest=0), "Pain during sets: none in 1 answer."),
        (
            PainReport(
                answered=9,
                highest=4,
                places=(PainPlace(spot=None, sets=2, highest=4, last_day=TODAY),),
            ),
            "Pain during sets: up to 4 of 10, in 2 of 9 answers.",
        ),
        (
            PainReport(stopped=1),
            "Pain during sets: not answered. 1 set was stopped for pain.",
        ),
    ],
)
def test_pain_in_words(pain: PainReport, words: str) -> None:
    assert pain_words(pain) == words


def test_mornings_and_sides_in_words() -> None:
    assert morning_words(MorningReport()) == "Morning after: no circuit in these weeks."
    told = morning_words(MorningReport(asked=3, scores=(0, 1)))
    assert told.endswith("usually 0.5, at most 1, answered after 2 of 3 circuits.")
    assert harder_words({}) == "Harder side: not answered."
    assert felt_words(FeltReport()) == "no session in these weeks"
    some = FeltReport(begun=4, answered=3, regions={Region.CALF: 3})
    assert felt_words(some) == "answered for 3 of 4 sets"


def test_a_family_says_why_it_has_no_index() -> None:
    known = progress(
        strength(
            point(E, 0, 50),
            missing=(missing(A, 0, WhyNone.NO_ANSWER), missing(E, 2, WhyNone.NO_REPS)),
        )
    )
    assert family_lines(known, A, MOVES) == ("", ("No index: no answer noted.",))
    assert family_lines(known, S, MOVES) == ("", ("Not trained in these weeks.",))
    assert family_lines(known, E, MOVES)[0] == "50"


def test_without_any_index_the_reasons_are_told() -> None:
    gaps = (missing(A, 0, WhyNone.NO_ANSWER), missing(S, 0, WhyNone.NO_BODY_MASS))
    report = replace(single(), progress=progress(strength(missing=gaps)))
    words = pdf_words(pdf(report))
    assert "No index in these weeks: no answer noted, body mass not known." in words


def test_a_lighter_week_comes_once_and_a_hold_has_no_tempo() -> None:
    one = dose("clam/standard", reason="Stays.", decided_day=TODAY)
    assert dose_row(one, LIBRARY, is_lighter=False).time == "2 × 45 s a side"
    row = dose_row(replace(one, is_own_choice=True), LIBRARY, is_lighter=True)
    assert (row.time, row.load) == ("1 × 45 s a side", "heavy band")
    assert row.why == "20 Nov: Stays. Changed by the person."
    held = next(one for one in LIBRARY.exercises.values() if one.is_hold)
    name = f"{held.id}/{held.variants[0].id}"
    assert dose_row(dose(name), LIBRARY, is_lighter=False).tempo == "held"


# The sheet


def test_words_are_broken_to_the_width_even_within_a_word() -> None:
    font = printed_font(11)
    lines = broken(f"one two\n{LONG}", font, 120)
    assert lines[0] == "one two"
    assert "".join(lines[1:]) == LONG
    metrics = QFontMetricsF(font)
    assert all(metrics.horizontalAdvance(one) <= 120 for one in lines)


def test_type_shrinks_to_fit_but_never_below_the_smallest() -> None:
    assert fitting_px(["short"], 200, px=12) == 12
    assert fitting_px(["short", LONG], 200, px=12) == SMALLEST_PX


def test_a_paragraph_stays_in_its_box(qapp: QApplication) -> None:
    image = QImage(300, 200, QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    painter = QPainter(image)
    height = Sheet(painter).paragraph(QRectF(20, 20, 150, 40), f"{LONG} " * 9)
    painter.end()
    assert height <= 40
    assert inked(image, QRectF(20, 20, 150, 40)) > 0
    assert inked(image, QRectF(0, 62, 300, 138)) == 0
    assert inked(image, QRectF(172, 0, 128, 200)) == 0
