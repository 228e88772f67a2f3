"""The people of a review as the rows of a table, or a row for each thing about each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from ehcp_desktop.services.people_grid import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ehcp_desktop.services.people_grid import Cell, Line

AnyIndex = QModelIndex | QPersistentModelIndex
SHOWN = int(Qt.ItemDataRole.UserRole) + 1
PERSON = ""  # the column of the person
_Role = Qt.ItemDataRole
_LOOKS = {
    "yes": ("check", "done"),
    "came_late": ("clock-alert", "gold"),
    "late": ("circle-alert", "late"),
    "waiting": ("hourglass", "second"),
    "no": ("minus", "second"),
    "apologies": ("mail", "second"),
    "not_recorded": ("circle-dashed", "second"),
}


def titles() -> dict[str, str]:
    """Return what the columns are called."""
    return {
        PERSON: _tr("Who"),
        "invited": _tr("Invited"),
        "asked": _tr("Advice asked"),
        "sent": _tr("Advice sent"),
        "received": _tr("It reached us"),
        "attendance": _tr("At the meeting"),
    }


class Shown(NamedTuple):
    """What a cell shows: an icon, words and what stands under them, in a colour.

    A row of a card has little room `above` it and `below`, and no line, but at the ends.
    """

    words: str
    detail: str = ""
    icon: str = ""
    tone: str = "text"
    is_bold: bool = False
    above: bool = True
    below: bool = True


class InviteeModel(QAbstractTableModel):
    """The people of a review: a row each, or, stacked, six rows each."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: Sequence[Line] = ()
        self.is_stacked = False

    def show(self, lines: Sequence[Line], *, stacked: bool) -> None:
        """Show these people, in this shape."""
        self.beginResetModel()
        self.lines, self.is_stacked = lines, stacked
        self.endResetModel()

    def spot(self, index: AnyIndex) -> tuple[Line, str]:
        """Return whom a cell is about, and its column: "" for the person."""
        if not self.is_stacked:
            return self.lines[index.row()], (PERSON, *COLUMNS)[index.column()]
        person, thing = divmod(index.row(), len(COLUMNS) + 1)
        return self.lines[person], (PERSON, *COLUMNS)[thing]

    def place(self, person_id: str, column: str) -> QModelIndex:
        """Return the cell of a column for a person; an invalid one when they are not there."""
        at = next((n for n, one in enumerate(self.lines) if one.person.id == person_id), -1)
        thing = (PERSON, *COLUMNS).index(column)
        if at < 0:
            return QModelIndex()
        if self.is_stacked:
            return self.index(at * (len(COLUMNS) + 1) + thing, int(bool(column)))
        return self.index(at, thing)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's)
        """Return how many rows there are."""
        each = len(COLUMNS) + 1 if self.is_stacked else 1
        return 0 if parent.isValid() else len(self.lines) * each

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's)
        """Return how many columns there are."""
        return 0 if parent.isValid() else 2 if self.is_stacked else len(COLUMNS) + 1

    def data(self, index: AnyIndex, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401 (Qt's)
        """Return what Qt asks about a cell."""
        if not index.isValid() or role not in _ASKED:
            return None
        return _ASKED[role](self, index)

    def shown(self, index: AnyIndex) -> Shown:
        """Return what a cell shows."""
        line, column = self.spot(index)
        below = not self.is_stacked or column == COLUMNS[-1]
        if not column:
            person = line.person
            return Shown(person.name, person.role, is_bold=True, below=below)
        if self.is_stacked and index.column() == 0:
            return Shown(titles()[column], tone="second", above=False, below=below)
        return _look(line.cell(column))._replace(above=not self.is_stacked, below=below)

    def words(self, index: AnyIndex) -> str:
        """Return the text of a cell."""
        return self.shown(index).words

    def sentence(self, index: AnyIndex) -> str:
        """Return a cell as a screen reader should say it; that of a person says all of them."""
        line, column = self.spot(index)
        if not column:
            return line.sentence
        cell = line.cell(column)
        told = ", ".join(filter(None, (cell.words, cell.detail))).replace("\u00a0", " ")
        return f"{line.who}. {titles()[column]}: {told}"

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:  # noqa: ANN401 (Qt's)
        """Return the heading of a column."""
        if orientation == Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return list(titles().values())[section]
        if role == _Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None


_ASKED: dict[int, Any] = {
    int(_Role.DisplayRole): InviteeModel.words,
    int(_Role.AccessibleTextRole): InviteeModel.sentence,
    SHOWN: InviteeModel.shown,
}


def _look(cell: Cell) -> Shown:
    if cell.state in ("not_known", "not_needed"):
        words = "–" if cell.state == "not_known" else cell.words
        return Shown(words, tone="second")
    icon, tone = _LOOKS[cell.state]
    return Shown(_before_year(cell.words), _before_year(cell.detail), icon, tone)


def _before_year(words: str) -> str:
    """Let a date that is too long for its cell break, but only before the year."""
    return " ".join(words.rsplit("\u00a0", 1))


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReviewPeople", text)
