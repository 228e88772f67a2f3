"""The grid of who takes part in a review: a table, or cards where there is little room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ehcp_desktop.services.people_grid import COLUMNS
from ehcp_desktop.ui.icons import paint_icon
from ehcp_desktop.ui.invitee_model import PERSON, SHOWN, InviteeModel
from ehcp_desktop.ui.theme import colour, em, follow, sized

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QResizeEvent

    from ehcp_desktop.services.people_grid import Line
    from ehcp_desktop.ui.invitee_model import AnyIndex, Shown

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
_SIDE, _TOP, _LOW, _GAP = 8, 10, 4, 2
_CELL_EM, _PERSON_EM, _NAME_EM, _ROW_EM = 9.4, 12.6, 8.6, 1.9
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class InviteeTable(QTableView):
    """As high as its rows. Arrows move; Enter, Space or a press opens a cell; Delete empties it.

    `opened` and `emptied` carry the id of the person and the column, "" for the person.
    """

    opened = Signal(str, str)
    emptied = Signal(str, str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.people = InviteeModel()
        self.setModel(self.people)
        self._delegate = _Painter(self)
        self.setItemDelegate(self._delegate)
        self._flatten()
        self._fit_soon = QTimer(self, singleShot=True, interval=0)
        self._fit_soon.timeout.connect(self.fit)
        self.clicked.connect(lambda _: self._open())
        follow(self._shape)

    def _flatten(self) -> None:
        never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(never)
        self.setVerticalScrollBarPolicy(never)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)  # each row says its own height
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setMinimumSectionSize(em(4))

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these people and keep the cell that was chosen."""
        person, column = self.current()
        self.people.show(lines, stacked=self._is_narrow())
        self._lay_columns()
        self.choose(person, column)

    def current(self) -> tuple[str, str]:
        """Return the id of the person and the column of the chosen cell, or two empty texts."""
        index = self.currentIndex()
        if not index.isValid():
            return "", ""
        line, column = self.people.spot(index)
        return line.person.id, column

    def choose(self, person_id: str, column: str = PERSON) -> None:
        """Choose a cell, if the person is there."""
        index = self.people.place(person_id, column)
        if index.isValid():
            self.setCurrentIndex(index)

    def rect_of(self, person_id: str, column: str) -> QRect:
        """Return where a cell stands in this table, in pixels."""
        place = self.visualRect(self.people.place(person_id, column))
        return place.translated(self.viewport().mapTo(self, QPoint(0, 0)))

    def _is_narrow(self) -> bool:
        return self.width() < em(_PERSON_EM + _CELL_EM * len(COLUMNS))

    def _shape(self) -> None:
        """Be a table or cards, as there is room; and as high as that needs."""
        if self.people.is_stacked != self._is_narrow():
            self.show_lines(self.people.lines)
        else:
            self._lay_columns()

    def _lay_columns(self) -> None:
        head, modes = self.horizontalHeader(), QHeaderView.ResizeMode
        stacked = self.people.is_stacked
        head.setVisible(not stacked)
        self.clearSpans()
        for row in range(0, self.people.rowCount() if stacked else 0, len(COLUMNS) + 1):
            self.setSpan(row, 0, 1, 2)
        head.setSectionResizeMode(modes.Stretch)
        head.setSectionResizeMode(0, modes.Fixed)
        head.resizeSection(0, em(_NAME_EM if stacked else _PERSON_EM))
        self._fit_soon.start()

    def fit(self) -> None:
        """Give each row the height of its words, and the table that of its rows."""
        for row in range(self.people.rowCount()):
            self.setRowHeight(row, max(self.sizeHintForRow(row), em(_ROW_EM)))
        head = 0 if self.people.is_stacked else self.horizontalHeader().sizeHint().height()
        high = self.verticalHeader().length() + head + 2 * self.frameWidth()
        self.setFixedHeight(high)

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """Let the page scroll to the cell that is gone to: this table never scrolls itself."""
        super().currentChanged(current, previous)
        if self.hasFocus() and current.isValid():
            spot = self.rect_of(*self.current())
            _scroll_page(self, spot)

    def _open(self) -> None:
        person, column = self.current()
        if person:
            self.opened.emit(person, column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn into cards, or back, where the width says so."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._shape()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the first cell, so that a screen reader has something to say."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.people.lines:
            self.choose(self.people.lines[0].person.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the cell on Enter or Space; empty it on Delete, or take the person away."""
        if event.key() in _OPENS:
            self._open()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.current()[0]:
            self.emptied.emit(*self.current())
        else:
            super().keyPressEvent(event)


def _scroll_page(table: QWidget, spot: QRect) -> None:
    above = table.parentWidget()
    while above is not None:
        inside = above.widget() if isinstance(above, QScrollArea) else None
        if isinstance(above, QScrollArea) and inside is not None:
            for corner in (spot.bottomLeft(), spot.topLeft()):
                place = table.mapTo(inside, corner)
                above.ensureVisible(place.x(), place.y(), 0, em(1))
        above = above.parentWidget()


class _Painter(QStyledItemDelegate):
    """Paints a cell; every measure is in em, so that it grows with the text."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the height that the wrapped words need in the width of the column."""
        width = option.rect.width()
        view = option.widget
        if isinstance(view, QTableView) and view.columnSpan(index.row(), index.column()) > 1:
            width = view.viewport().width()
        return QSize(width, _lay(None, index.data(SHOWN), QRect(0, 0, width, 0)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw the ground, the words and the hairline."""
        place = option.rect
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(place, colour("selected"))
        shown: Shown = index.data(SHOWN)
        if shown.below and index.row() < index.model().rowCount() - 1:
            painter.setPen(colour("hairline"))
            painter.drawLine(place.bottomLeft(), place.bottomRight())
        _lay(painter, shown, place)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(colour("accent"))
            painter.drawRect(place.adjusted(0, 0, -1, -2))
        painter.restore()


def _lay(painter: QPainter | None, shown: Shown, place: QRect) -> int:
    """Draw a cell if there is a painter; return its height either way."""
    left, top = place.left() + _SIDE, place.top() + (_TOP if shown.above else _LOW)
    right = place.right() - _SIDE // 2
    bold = shown.is_bold or shown.tone == "late"
    font = sized(1.0, bold=bold)
    if shown.icon:
        if painter:
            line = QFontMetrics(font).height()
            paint_icon(painter, shown.icon, shown.tone, QRect(left, top, em(1.15), line))
        left += em(1.15) + 6
    room = QRect(left, top, right - left, 0)
    top += _words(painter, shown.words, room, font, shown.tone)
    if shown.detail:
        under = QRect(left, top + _GAP, right - left, 0)
        tone = "second" if shown.is_bold else shown.tone
        top += _GAP + _words(painter, shown.detail, under, sized(0.93), tone)
    return top + (_TOP if shown.below else _LOW) - place.top()


def _words(painter: QPainter | None, text: str, spot: QRect, font: QFont, ink: str) -> int:
    """Draw wrapped words; return their height."""
    wide = QRect(spot.left(), spot.top(), max(spot.width(), em(4)), 100_000)
    if painter:
        painter.setFont(font)
        painter.setPen(colour(ink))
        painter.drawText(wide, _WRAP, text)
    return QFontMetrics(font).boundingRect(wide, _WRAP, text).height()
