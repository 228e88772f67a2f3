"""GridField: a small table that is typed into, a line of the text for each row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ehcp_desktop.services.letters.cells import row_text, rows_of
from ehcp_desktop.ui.parts.buttons import link
from ehcp_desktop.ui.parts.layouts import WORD, ButtonRow, column
from ehcp_desktop.ui.theme import em, follow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

_AnyIndex = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_MOST = 9  # rows that are seen at once
_LOW = 2.6  # em; the least height of a row
_ROOM = 0.8  # em


class GridModel(QAbstractTableModel):
    """Rows of text under headings; the last row is always empty, to be typed into."""

    edited = Signal()

    def __init__(self, columns: Sequence[str]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._rows: list[list[str]] = [self._blank()]

    def _blank(self) -> list[str]:
        return [""] * len(self.columns)

    def rows(self) -> list[list[str]]:
        """Return the rows in which anything is written."""
        return [row for row in self._rows if any(row)]

    def show(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._rows = [[*row, *self._blank()][: len(self.columns)] for row in rows]
        self._rows.append(self._blank())
        self.endResetModel()

    def put(self, at: _AnyIndex, cells: Sequence[Sequence[str]]) -> None:
        """Write cells from a place on, in new rows where there are too few."""
        self.beginResetModel()
        for down, words in enumerate(cells, at.row()):
            if down >= len(self._rows):
                self._rows.append(self._blank())
            for along, text in enumerate(words[: len(self.columns) - at.column()], at.column()):
                self._rows[down][along] = _tidy(text)
        self._keep_blank()
        self.endResetModel()
        self.edited.emit()

    def remove(self, row: int) -> None:
        """Take a row away."""
        self.beginResetModel()
        del self._rows[row : row + 1]
        self._keep_blank()
        self.endResetModel()
        self.edited.emit()

    def _keep_blank(self) -> None:
        if not self._rows or any(self._rows[-1]):
            self._rows.append(self._blank())

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's)
        """Return how many rows there are, the empty one included."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's)
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _AnyIndex, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401 (Qt's)
        """Return the text of a cell, and for a screen reader where it stands as well."""
        if not index.isValid():
            return None
        text = self._rows[index.row()][index.column()]
        if role in (_Role.DisplayRole, _Role.EditRole):
            return text
        if role == _Role.AccessibleTextRole:
            return f"{self.called(index)}: {text or self.tr('empty')}"
        if role == _Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        return None

    def called(self, index: _AnyIndex) -> str:
        """Return the name of a cell: "Row 2, The report says"."""
        name = self.tr("Row {row}, {column}")
        return name.format(row=index.row() + 1, column=self.columns[index.column()])

    def setData(self, index: _AnyIndex, value: object, role: int = _Role.EditRole) -> bool:
        """Write a cell; writing in the last row makes another."""
        text = _tidy(str(value))
        if role != _Role.EditRole or text == self._rows[index.row()][index.column()]:
            return False
        self._rows[index.row()][index.column()] = text
        self.dataChanged.emit(index, index)
        if any(self._rows[-1]):
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows))
            self._rows.append(self._blank())
            self.endInsertRows()
        self.edited.emit()
        return True

    def flags(self, index: _AnyIndex) -> Qt.ItemFlag:
        """Let every cell be typed into."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() else flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:  # noqa: ANN401 (Qt's)
        """Return the heading of a column."""
        if orientation == Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return self.columns[section]
        if role == _Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None


class GridField(QWidget):
    """A table to type into: Tab goes from cell to cell and leaves at the end, Enter goes down.

    What is copied from a spreadsheet fills the cells from the chosen one on. `value()` has a line
    for each row and " | " between its cells.
    """

    edited = Signal()

    def __init__(self, columns: Sequence[str]) -> None:
        super().__init__()
        self.cells = GridModel(columns)
        self.table = _Table(self.cells)
        self.add = link(self.tr("Add a row"), self._add, "plus")
        self.take = link(self.tr("Remove this row"), self._remove, "trash-2")
        inside = column(self, spacing=WORD)
        inside.addWidget(self.table)
        inside.addWidget(ButtonRow(self.add, self.take))
        self.setFocusProxy(self.table)
        self.cells.edited.connect(self.edited)

    def value(self) -> str:
        """Return the rows as lines of text."""
        return "\n".join(map(row_text, self.cells.rows()))

    def set_value(self, text: str) -> None:
        """Show these lines as rows."""
        self.cells.show([row for row in rows_of(text) if any(row)])
        self.table.fit()

    def _add(self) -> None:
        self.table.type_into(self.cells.rowCount() - 1, 0)

    def _remove(self) -> None:
        place = self.table.currentIndex()
        if place.isValid():
            self.cells.remove(place.row())
            self.table.go_to(min(place.row(), self.cells.rowCount() - 1), 0)


class _Table(QTableView):
    """The cells, as high as its rows up to a few, then it scrolls."""

    def __init__(self, cells: GridModel) -> None:
        super().__init__()
        self._cells = cells
        self.setProperty("frame", "box")
        self.setModel(cells)
        self._delegate = _Cell(self)
        self.setItemDelegate(self._delegate)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed
            | triggers.EditKeyPressed
            | triggers.DoubleClicked
            | triggers.SelectedClicked
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._fit_soon = QTimer(self, singleShot=True, interval=0)
        self._fit_soon.timeout.connect(self.fit)
        for signal in (cells.modelReset, cells.dataChanged, cells.rowsInserted):
            signal.connect(self._measure)
        follow(self._measure)

    def _measure(self, *_: object) -> None:
        self._fit_soon.start()

    def fit(self) -> None:
        """Give each row the height of its words, and the table that of its rows."""
        self.verticalHeader().setMinimumSectionSize(em(_LOW))
        self.resizeRowsToContents()
        count = min(self._cells.rowCount(), _MOST)
        rows = sum(self.rowHeight(row) for row in range(count))
        head = max(self.horizontalHeader().sizeHint().height(), em(_LOW))
        self.setFixedHeight(head + rows + 2 * self.frameWidth() + 2)

    def go_to(self, row: int, along: int) -> None:
        """Choose a cell."""
        self.setCurrentIndex(self._cells.index(row, along))

    def type_into(self, row: int, along: int) -> None:
        """Begin to type in a cell."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.go_to(row, along)
        self.edit(self._cells.index(row, along))

    def paste(self, text: str) -> None:
        """Fill the cells from the chosen one on with what a spreadsheet has copied."""
        place = self.currentIndex()
        cells = [line.split("\t") for line in text.splitlines() if line.strip()]
        if not place.isValid() or not cells:
            return
        self._cells.put(place, cells)
        self.go_to(min(place.row() + len(cells), self._cells.rowCount() - 1), place.column())

    def step(self, by: int) -> bool:
        """Go to the next cell, or the one before; False at either end."""
        place = self.currentIndex()
        width = self._cells.columnCount()
        spot = place.row() * width + place.column() + by
        if not place.isValid() or not 0 <= spot < width * self._cells.rowCount():
            return False
        self.go_to(*divmod(spot, width))
        return True

    def down(self) -> None:
        """Go to the first cell of the next row."""
        row = min(self.currentIndex().row() + 1, self._cells.rowCount() - 1)
        self.type_into(row, 0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the first cell, so that a screen reader has something to say."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.go_to(0, 0)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go from cell to cell with Tab, and on to the next control at the end."""
        return self.step(1 if forward else -1) or super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste cells, empty one, or begin to type on Enter."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._cells.setData(self.currentIndex(), "")
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the words of the cells again in another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_soon.start()


class _Cell(QStyledItemDelegate):
    """What is typed into in a cell: a few lines that wrap, and no line breaks."""

    def __init__(self, table: _Table) -> None:
        super().__init__(table)
        self._table = table

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: _AnyIndex
    ) -> QWidget:
        """Return an editor that says which cell it is."""
        editor = _CellEditor(parent, self._table)
        model = index.model()
        if isinstance(model, GridModel):
            editor.setAccessibleName(model.called(index))
        return editor

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        """Leave a little room over and under the words."""
        return super().sizeHint(option, index) + QSize(0, em(_ROOM))

    def setEditorData(self, editor: QWidget, index: _AnyIndex) -> None:
        """Show what the cell says."""
        if isinstance(editor, _CellEditor) and not editor.toPlainText():
            editor.setPlainText(str(index.data(_Role.EditRole) or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _AnyIndex) -> None:
        """Write what was typed."""
        if isinstance(editor, _CellEditor):
            model.setData(index, editor.toPlainText())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: _AnyIndex
    ) -> None:
        """Give it room for a few lines."""
        place = option.rect
        lines = editor.fontMetrics().lineSpacing() * 3 + em(1)
        editor.setGeometry(place.adjusted(0, 0, 0, max(0, lines - place.height())))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Keep the cell on Enter, and go down; Tab goes on to the next cell."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            ways: dict[Qt.Key, Callable[[], None]] = {
                Qt.Key.Key_Return: self._table.down,
                Qt.Key.Key_Enter: self._table.down,
                Qt.Key.Key_Tab: lambda: self._on(1),
                Qt.Key.Key_Backtab: lambda: self._on(-1),
            }
            way = ways.get(Qt.Key(event.key()))
            if way is not None and isinstance(editor, QWidget):
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
                way()
                return True
        return super().eventFilter(editor, event)

    def _on(self, by: int) -> None:
        self._table.setFocus(Qt.FocusReason.TabFocusReason)
        if self._table.step(by):
            self._table.edit(self._table.currentIndex())
        elif by > 0:
            QTimer.singleShot(0, self._table, self._table.focusNextChild)


class _CellEditor(QPlainTextEdit):
    """The words of one cell."""

    def __init__(self, parent: QWidget, table: _Table) -> None:
        super().__init__(parent)
        self._table = table
        self.setProperty("frame", "cell")

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take one line here, and several cells from a spreadsheet into the table."""
        text = source.text()
        if "\t" in text or "\n" in text.strip():
            QTimer.singleShot(0, self._table, lambda: self._table.paste(text))
        else:
            super().insertFromMimeData(source)


def _tidy(text: str) -> str:
    """Return the words of a cell, with the line breaks that it had in the record."""
    return "\n".join(" ".join(line.split()) for line in text.strip().split("\n"))
