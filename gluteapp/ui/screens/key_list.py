"""The list of keys, for an overlay; says which keys there are and does nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gluteapp.language import tr
from gluteapp.settings import Buttons
from gluteapp.ui.screens.button_words import Place, cap_words, codes_of
from gluteapp.ui.theme import FontRole, Theme
from gluteapp.ui.widgets.key_cap import KeyCap
from gluteapp.ui.widgets.text_label import TextLabel

_ROW_GAP = 4
"""Between two rows, px: all of them are seen in a window 900 px high."""

KeyRows = tuple[tuple[str, tuple[str, ...]], ...]


def key_groups(buttons: Buttons) -> tuple[tuple[str, KeyRows], ...]:
    """The keys by place: what they do, and how they are written."""
    return (
        (
            tr("Everywhere"),
            (
                (tr("Pages, outside a session"), (tr("Ctrl+1"), "…")),
                (tr("Settings; in a session its sound"), (tr("Ctrl+,"),)),
                (tr("Full screen"), ("F11",)),
                (tr("When to stop"), ("F1",)),
                (tr("This list"), ("?",)),
                (tr("Back"), (tr("Esc"),)),
            ),
        ),
        (
            tr("Today"),
            (
                (tr("Start"), (tr("Space"),)),
                (tr("The five-minute version"), ("5",)),
            ),
        ),
        (
            tr("Moves"),
            (
                (tr("Play or stop"), (tr("Space"),)),
                (tr("Second angle"), ("A",)),
                (tr("A common fault, if any"), ("F",)),
            ),
        ),
        (
            tr("Session"),
            (
                (tr("Pause and resume"), (tr("Space"),)),
                (tr("Pause"), (tr("Esc"),)),
                (tr("Resume, in the pause"), (tr("Enter"),)),
                (tr("Skip"), ("→",)),
                (tr("Back"), ("←",)),
                (tr("Redo the set"), ("R",)),
                (tr("Longer rest"), ("↑",)),
                (tr("Shorter rest"), ("↓",)),
                (tr("Easier version"), ("E",)),
                (tr("Turn the picture"), ("O",)),
                (tr("Second angle"), ("A",)),
                (tr("A common fault, if any, in a rest or pause"), ("X",)),
                (tr("Voice, tones only, silent"), ("V",)),
                (tr("Music on or off"), ("M",)),
                (tr("Captions on or off"), ("C",)),
                (tr("When to stop"), ("F1", "!")),
                (tr("Finish early, in the pause: hold 2 s"), ("F",)),
            ),
        ),
        (
            tr("After a set"),
            (
                (tr("Good reps left"), ("0", "…", "5")),
                (tr("Felt: glute, its side"), ("G", "H")),
                (tr("Felt: hamstring, low back"), ("T", "B")),
                (tr("Felt: front of hip, nothing much"), ("F", "N")),
                (tr("Harder: left, same, right"), (",", ".", "-")),
                (tr("Slipped at the end, or clean"), ("S",)),
                (tr("Pain, also during a set"), ("P",)),
                (tr("How much; for 10: 1, then 0"), ("0", "…", "9")),
                (tr("Close the scale"), ("P", tr("Esc"))),
            ),
        ),
        (
            tr("In a benchmark set"),
            ((tr("End it; a press or click too"), (tr("Space"), tr("Enter"))),),
        ),
        (tr("Remote and gamepad"), _button_rows(buttons)),
    )


def _button_rows(buttons: Buttons) -> KeyRows:
    """The buttons as they are set; one that has none is left out."""
    rows = (
        (tr("Pause and resume; hold to skip"), Place.TOGGLE),
        (tr("Skip"), Place.SKIP),
        (tr("Redo the set; hold to go back"), Place.BACK),
    )
    caps = ((words, tuple(map(cap_words, codes_of(buttons, place)))) for words, place in rows)
    return tuple((words, keys) for words, keys in caps if keys)


class KeyList(QWidget):
    """Two columns of keys; remotes and gamepads as `buttons` has them.

    The keys of a session, which are looked for in haste, stand on top.
    """

    def __init__(
        self, *, theme: Theme, buttons: Buttons | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 12, 0)
        columns.setSpacing(40)
        groups = key_groups(buttons or Buttons())
        everywhere, today, moves, session, after, benchmark, remote = groups
        for half in ((session, everywhere), (after, benchmark, remote, today, moves)):
            column = QVBoxLayout()
            column.setSpacing(16)
            for title, rows in half:
                column.addLayout(self._group(title, rows, theme))
            column.addStretch(1)
            columns.addLayout(column, 1)

    def _group(self, title: str, rows: KeyRows, theme: Theme) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(_ROW_GAP)
        grid.setColumnStretch(0, 1)
        heading = TextLabel(title, theme=theme, role=FontRole.SECTION, parent=self)
        grid.addWidget(heading, 0, 0, 1, 2)
        for number, (words, keys) in enumerate(rows, start=1):
            label = TextLabel(words, theme=theme, tone="text2", wraps=True, parent=self)
            grid.addWidget(label, number, 0)
            caps = QHBoxLayout()
            caps.setSpacing(4)
            for key in keys:
                if key == "…":
                    caps.addWidget(TextLabel(key, theme=theme, tone="text3", parent=self))
                else:
                    caps.addWidget(KeyCap(key, theme=theme, parent=self))
            grid.addLayout(caps, number, 1, Qt.AlignmentFlag.AlignRight)
        return grid
