"""Paints the widgets in their main states to pictures, to be looked at beside the mock-ups.

Run from the top of a checkout: `python packaging/gallery.py FOLDER`. Knows no session and no store.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from gluteapp.content import load_content
from gluteapp.core.exercise import Phase, Region, Side
from gluteapp.core.layout import Options, lay_out
from gluteapp.core.session import Answer, Felt, Form, Pain, Question
from gluteapp.core.timeline import Timeline
from gluteapp.paths import Paths
from gluteapp.ui.screens.stop_signs import StopSigns
from gluteapp.ui.theme import DARK, LIGHT, Theme, palette, style_sheet
from gluteapp.ui.widgets.felt_card import FeltCard
from gluteapp.ui.widgets.fitted_label import FittedLabel
from gluteapp.ui.widgets.number_label import NumberLabel
from gluteapp.ui.widgets.ring import Ring, RingKind
from gluteapp.ui.widgets.side_flag import SideFlag
from gluteapp.ui.widgets.strip import SessionStrip
from gluteapp.ui.widgets.tempo_bar import TempoBar

SIZES = ((1024, 640), (1440, 900), (1920, 1080))
Painted = Callable[[QWidget, Theme, Timeline], None]


def _place(widget: QWidget, x: float, y: float, width: float, height: float) -> None:
    """Give a widget its place as shares of the page."""
    page = widget.parentWidget()
    assert page is not None
    w, h = page.width(), page.height()
    widget.setGeometry(round(x * w), round(y * h), round(width * w), round(height * h))


def _strip(page: QWidget, theme: Theme, timeline: Timeline, share: float) -> None:
    strip = SessionStrip(theme=theme, timeline=timeline, parent=page)
    _place(strip, 0.033, 0.905, 0.934, 0.07)
    strip.show_position(round(timeline.length_ms * share))


def work(page: QWidget, theme: Theme, timeline: Timeline) -> None:
    """Ring, tempo bar, flag, name and strip of a work interval."""
    high = page.height()
    flag = SideFlag(Side.LEFT, theme=theme, height_px=round(0.099 * high), parent=page)
    flag.move(round(0.033 * page.width()), round(0.044 * high))
    name = FittedLabel("Clam", theme=theme, px=round(0.076 * high), parent=page)
    _place(name, 0.21, 0.044, 0.4, 0.099)
    left = NumberLabel("5:41", "left in all", theme=theme, parent=page)
    left.set_sizes(round(0.066 * high))
    _place(left, 0.67, 0.044, 0.297, 0.096)
    ring = Ring(theme=theme, parent=page)
    _place(ring, 0.67, 0.146, 0.297, 0.46)
    ring.show_interval(
        kind=RingKind.WORK, share=0.64, number="5", caption="of 7 reps", has_half_tick=True
    )
    bar = TempoBar(theme=theme, parent=page)
    bar.set_phases([(Phase.LIFT, 2000), (Phase.HOLD, 1000), (Phase.LOWER, 2000)])
    bar.show_phase(Phase.HOLD, 0.4)
    _place(bar, 0.67, 0.727, 0.297, 0.062)
    _strip(page, theme, timeline, 0.72)


def rest(page: QWidget, theme: Theme, timeline: Timeline) -> None:
    """A rest ring, a count-in ring and the felt card with some answers."""
    ring = Ring(theme=theme, parent=page)
    _place(ring, 0.033, 0.044, 0.25, 0.34)
    ring.show_interval(kind=RingKind.REST, share=0.7, number="28")
    ring = Ring(theme=theme, parent=page)
    _place(ring, 0.033, 0.42, 0.3, 0.46)
    ring.show_count_in(seconds_left=2, share=0.4, caption="get ready")
    _felt(page, theme)
    _strip(page, theme, timeline, 0.74)


def _felt(page: QWidget, theme: Theme) -> FeltCard:
    answers: dict[Question, Answer] = {
        Question.EFFORT: 4,
        Question.FORM: Form.SLIPPED,
        Question.FELT: Felt(most=Region.GLUTE_SIDE, also=(Region.HAMSTRING,)),
        Question.PAIN: Pain(score=5, spot="knee"),
    }
    card = FeltCard(theme=theme, parent=page)
    _place(card, 0.57, 0.044, 0.397, 0.828)
    card.ask("How was the clam?", is_one_sided=True, answers=answers)
    return card


def pain(page: QWidget, theme: Theme, timeline: Timeline) -> None:
    """The felt card with its pain scale open, and the card of signs to stop."""
    signs = StopSigns(theme=theme, parent=page)
    _place(signs, 0.033, 0.044, 0.5, 0.828)
    _felt(page, theme).pain.open_scale()
    _strip(page, theme, timeline, 0.74)


def paint_all(folder: Path) -> list[Path]:
    """Paint every page in every size and theme; returns the files."""
    paths = Paths.from_system()
    content = load_content(paths)
    timeline = lay_out(content.circuits["build"], content.library, Options())
    pages: tuple[tuple[str, Painted], ...] = (("work", work), ("rest", rest), ("pain", pain))
    folder.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    for theme in (DARK, LIGHT):
        for name, paint in pages:
            for width, height in SIZES:
                page = QWidget()
                page.setPalette(palette(theme))
                page.setStyleSheet(style_sheet(theme))
                page.resize(width, height)
                paint(page, theme, timeline)
                page.show()
                QApplication.processEvents()
                file = folder / f"widgets_{name}_{theme.name}_{height}.png"
                page.grab().save(str(file))
                page.close()
                files.append(file)
    return files


def main() -> int:
    """Paint to the folder named on the command line."""
    if len(sys.argv) != 2:
        sys.stderr.write("Say where the pictures go: python packaging/gallery.py FOLDER\n")
        return 2
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    for file in paint_all(Path(sys.argv[1])):
        sys.stdout.write(f"{file}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
