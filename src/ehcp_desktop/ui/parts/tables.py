"""RecordTable: any long list of records, from a description of its columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ehcp_desktop.ui.icons import icon
from ehcp_desktop.ui.theme import em, sized

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
_CHUNK = 200
_FIRST = 11  # em; the least for a first column
_AnyIndex = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


@dataclass(frozen=True, kw_only=True)
class Column(Generic[T]):
    """One column: its heading, the words of a record in it, its width in em (0 stretches).

    `order` is what the list is sorted by ("" if it cannot be); `icon` names an icon for a record.
    """

    title: str
    text: Callable[[T], str]
    width: float = 0
    order: str = ""
    icon: Callable[[T], str] | None = None


@dataclass(frozen=True, kw_only=True)
class Source(Generic[T]):
    """Where rows come from: every id in an order, and the records for a few ids."""

    ids: Callable[[str, bool], list[str]]
    many: Callable[[list[str]], list[T]]


class RecordModel(QAbstractTableModel, Generic[T]):
    """An array of ids, and the records of the parts that are looked at, 200 at a time."""

    def __init__(self, columns: tuple[Column[T], ...], source: Source[T]) -> None:
        super().__init__()
        self._columns = columns
        self._source = source
        self._order, self._backwards = "", False
        self._ids: list[str] = []
        self._chunks: dict[int, list[T]] = {}

    def reload(self) -> None:
        """Read the ids again."""
        self.beginResetModel()
        self._ids = self._source.ids(self._order, self._backwards)
        self._chunks = {}
        self.endResetModel()

    def id_at(self, row: int) -> str:
        """Return the id of the record in a row."""
        return self._ids[row]

    def row_of(self, record_id: str) -> int:
        """Return the row of a record, or -1."""
        return self._ids.index(record_id) if record_id in self._ids else -1

    def record_at(self, row: int) -> T:
        """Return the record in a row."""
        place, within = divmod(row, _CHUNK)
        if place not in self._chunks:
            start = place * _CHUNK
            self._chunks[place] = self._source.many(self._ids[start : start + _CHUNK])
        return self._chunks[place][within]

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's)
        """Return how many records there are."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's)
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: _AnyIndex, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401 (Qt's)
        """Return what Qt asks about a cell."""
        if not index.isValid() or role not in _ASKED:
            return None
        return _ASKED[role](self, index)

    def words(self, index: _AnyIndex) -> str:
        """Return the text of a cell."""
        return self._columns[index.column()].text(self.record_at(index.row()))

    def sentence(self, index: _AnyIndex) -> str:
        """Return a cell with its heading, as a screen reader should say it."""
        return f"{self._columns[index.column()].title}: {self.words(index)}"

    def picture(self, index: _AnyIndex) -> object:
        """Return the icon of a cell, if its column has one."""
        draw = self._columns[index.column()].icon
        return icon(draw(self.record_at(index.row())), "second") if draw else None

    def weight(self, index: _AnyIndex) -> object:
        """Return a bold font for the first column."""
        return sized(1.0, bold=True) if index.column() == 0 else None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = _Role.DisplayRole,
    ) -> Any:  # noqa: ANN401 (Qt's)
        """Return the heading of a column."""
        if orientation == Qt.Orientation.Horizontal and section < len(self._columns):
            if role == _Role.DisplayRole:
                return self._columns[section].title
            if role == _Role.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask for the ids in another order, or for the usual one when no column is named."""
        by = self._columns[column].order if 0 <= column < len(self._columns) else ""
        if by or column < 0:
            self._order = by
            self._backwards = order == Qt.SortOrder.DescendingOrder
            self.reload()


_ASKED: dict[int, Callable[[Any, _AnyIndex], object]] = {
    _Role.DisplayRole: RecordModel.words,
    _Role.ToolTipRole: RecordModel.words,
    _Role.AccessibleTextRole: RecordModel.sentence,
    _Role.DecorationRole: RecordModel.picture,
    _Role.FontRole: RecordModel.weight,
}


class RecordTable(QTableView, Generic[T]):
    """A flat table of records: sorted by its headings, first row chosen on focus, Enter opens."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, name: str, columns: tuple[Column[T], ...], source: Source[T]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.records: RecordModel[T] = RecordModel(columns, source)
        self._columns = columns
        self.setModel(self.records)
        self._flatten()
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setSortIndicatorClearable(True)
        self.setSortingEnabled(True)  # sorts at once by what the header says: by nothing yet
        self.selectionModel().currentRowChanged.connect(self._tell)
        self.activated.connect(lambda index: self.opened.emit(self.records.id_at(index.row())))
        self.doubleClicked.connect(lambda index: self.opened.emit(self.records.id_at(index.row())))
        self.reload()

    def _flatten(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(em(2.8))
        self._fit()

    def _fit(self) -> None:
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        for place, one in enumerate(self._columns):
            mode = QHeaderView.ResizeMode
            head.setSectionResizeMode(place, mode.Interactive if one.width else mode.Stretch)
            if one.width:
                head.resizeSection(place, em(one.width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave columns out, from the right, while the first would be too narrow to read."""
        super().resizeEvent(event)
        left = self.viewport().width() - em(_FIRST)
        for place, one in enumerate(self._columns):
            left -= em(one.width)
            self.setColumnHidden(place, place > 0 and left < 0)

    def reload(self) -> None:
        """Read the rows again and keep the chosen one."""
        before = self.current()
        self.records.reload()
        self.choose(before)

    def current(self) -> str:
        """Return the id of the chosen record, or ""."""
        index = self.currentIndex()
        return self.records.id_at(index.row()) if index.isValid() else ""

    def choose(self, record_id: str) -> None:
        """Choose a record if it is there."""
        row = self.records.row_of(record_id)
        if row >= 0:
            self.selectRow(row)

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.records.id_at(index.row()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the first row, so that a screen reader has something to say."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.records.rowCount():
            self.selectRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the chosen row on Enter, on every system."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current():
            self.opened.emit(self.current())
            return
        super().keyPressEvent(event)
