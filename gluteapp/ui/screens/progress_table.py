"""Every point of the charts as rows of a table, for screen readers and whoever likes numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from gluteapp.core.analytics import Progress
from gluteapp.language import number, percent, short_date, tr, trn
from gluteapp.ui.widgets.charts.family_look import FAMILIES, family_word
from gluteapp.ui.widgets.charts.stops import (
    note_words,
    possible_words,
    why_none_words,
)

ID_ROLE = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRow:
    """One point: when, of what, its value, what was done, and what is special about it."""

    day: int
    series: str
    value: str
    did: str = ""
    note: str = ""
    session_id: str = ""

    @property
    def cells(self) -> tuple[str, str, str, str, str]:
        """The words of the columns."""
        return short_date(date.fromordinal(self.day)), self.series, self.value, self.did, self.note


def point_rows(progress: Progress, moves: Mapping[str, str]) -> list[PointRow]:
    """Every point of every chart, newest first."""
    rows = [*_strength_rows(progress, moves), *_other_rows(progress)]
    # A stable sort: what belongs to one day keeps its order.
    rows.sort(key=lambda row: -row.day)
    return rows


def _strength_rows(progress: Progress, moves: Mapping[str, str]) -> list[PointRow]:
    strength = progress.strength
    rows = [
        PointRow(
            day=one.day,
            series=tr("Overall"),
            value=number(round(one.index)),
            did=", ".join(family_word(family) for family in one.families),
            session_id=one.session_id,
        )
        for one in strength.overall
    ]
    changed = {(one.day, one.family) for one in strength.level_changes}
    for family in FAMILIES:
        for point in strength.points:
            if point.family is not family:
                continue
            notes = [*note_words(point)]
            if (point.day, family) in changed:
                notes.append(tr("new move, a jump is expected"))
            move = moves.get(point.move, point.move)
            rows.append(
                PointRow(
                    day=point.day,
                    series=family_word(family),
                    value=number(round(point.index)),
                    did=tr("{move}, {possible}", move=move, possible=possible_words(point)),
                    note=", ".join(notes),
                    session_id=point.session_id,
                )
            )
    return rows + _missing_rows(progress)


def _missing_rows(progress: Progress) -> list[PointRow]:
    return [
        PointRow(
            day=one.day,
            series=family_word(one.family),
            value=tr("no index"),
            note=why_none_words(one.why),
            session_id=one.session_id,
        )
        for one in progress.strength.missing
    ]


def _other_rows(progress: Progress) -> list[PointRow]:
    rows = [
        PointRow(
            day=one.day,
            series=tr("Glute felt first"),
            value=percent(one.share),
            did=trn("{n} answered set", "{n} answered sets", one.answered),
            session_id=one.session_id,
        )
        for one in progress.rates
    ]
    for week in progress.weeks:
        notes = [tr("lighter week")] if week.is_lighter else []
        if week.planned > 0:
            notes.append(tr("{work} more planned", work=number(round(week.planned))))
        rows.append(
            PointRow(
                day=week.monday,
                series=tr("Weekly work"),
                value=number(round(week.work)),
                did=trn("{n} session", "{n} sessions", week.sessions),
                note=", ".join(notes),
            )
        )
    return rows


class PointModel(QAbstractTableModel):
    """The rows for a table view; `ID_ROLE` gives the session of a row, empty for a week."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[PointRow] = ()

    def show(self, rows: Sequence[PointRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """How many points there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Day, series, value, what was done, note."""
        return 0 if parent.isValid() else 5

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a cell; a screen reader hears the column's name with them."""
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.cells[index.column()]
            case Qt.ItemDataRole.TextAlignmentRole if index.column() == 2:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.ToolTipRole if row.note and index.column() == 4:
                return row.note
            case _:
                return row.session_id if role == ID_ROLE else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The names of the columns."""
        if role == Qt.ItemDataRole.TextAlignmentRole and section == 2:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return (tr("Day"), tr("Chart"), tr("Value"), tr("What was done"), tr("Note"))[section]
