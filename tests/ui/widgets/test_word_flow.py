"""Words side by side: as many on a line as there is room for, and no height wasted."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from pytestqt.qtbot import QtBot

from gluteapp.ui.theme import DARK
from gluteapp.ui.widgets.word_flow import WordFlow


class Three(WordFlow):
    """Three of 100 px."""

    leading_px = 2.0

    def widths_px(self) -> Sequence[float]:
        """All alike."""
        return (100.0, 100.0, 100.0)


@pytest.mark.parametrize(
    ("width", "columns"),
    [(400, [0, 114, 228]), (328, [0, 114, 228]), (300, [0, 114, 0]), (50, [0, 0, 0])],
)
def test_a_line_breaks_where_its_width_ends(qtbot: QtBot, width: int, columns: list[int]) -> None:
    flow = Three(theme=DARK, usual_px=200)
    qtbot.addWidget(flow)
    places, height = flow.places(width)
    assert [place.x() for place in places] == columns
    lines = columns.count(0)
    assert len({place.y() for place in places}) == lines
    assert height == lines * flow.line_px + (lines - 1) * flow.leading_px
    assert flow.heightForWidth(width) == height


def test_larger_type_makes_higher_lines(qtbot: QtBot) -> None:
    flow = Three(theme=DARK, usual_px=200)
    qtbot.addWidget(flow)
    before = flow.heightForWidth(50)
    flow.set_theme(DARK.scaled(1.5))
    assert flow.heightForWidth(50) > before
