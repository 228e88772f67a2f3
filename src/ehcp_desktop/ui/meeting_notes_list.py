"""The notes of a meeting so far: each line as it was said, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ehcp_desktop.domain.meeting import TO_DO
from ehcp_desktop.services import meeting_end
from ehcp_desktop.ui import meeting_style
from ehcp_desktop.ui.icons import paint_icon
from ehcp_desktop.ui.meeting_chips import looks
from ehcp_desktop.ui.theme import colour

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ehcp_desktop.domain.meeting import MeetingLine

_Index = QModelIndex | QPersistentModelIndex
_SIDE, _TOP, _GAP = 12, 8, 2  # pixels
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ID, _UNDER, _IMAGE = (Qt.ItemDataRole.UserRole + number for number in range(3))
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole


class MeetingList(QListWidget):
    """The lines in order; Enter or a double click asks to correct one."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("frame", "box")
        self.setAccessibleName(self.tr("Notes so far. Enter corrects a line"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setItemDelegate(_Drawn(self))
        self.parts: Mapping[str, str] = {}
        self._measured: tuple[int, str] = (0, "")  # for which room, and in which letters
        self._looks = looks()
        self.itemDoubleClicked.connect(lambda _: self._open())

    def show_lines(self, lines: Sequence[MeetingLine]) -> None:
        """Show these lines, the last one in view."""
        self.clear()
        for line in lines:
            self.addItem(self._item(line))
        self.scrollToBottom()

    def add_line(self, line: MeetingLine) -> None:
        """Put a line under the others."""
        self.addItem(self._item(line))
        self.scrollToBottom()

    def change_line(self, place: int, line: MeetingLine) -> None:
        """Show a line otherwise."""
        self.takeItem(place)
        self.insertItem(place, self._item(line))
        self.scrollToItem(self.item(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Correct the chosen line on Enter."""
        if event.key() in _OPENS and self.currentItem() is not None:
            self._open()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the lines again, and keep the newest in view."""
        super().resizeEvent(event)
        self.measure()
        self.scrollToBottom()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure the lines, whose room is known now."""
        super().showEvent(event)
        self.measure()
        self.scrollToBottom()

    def measure(self) -> None:
        """Give each line the height that it needs: Qt would ask for all at every new line."""
        measured = (self.viewport().width(), self.font().key())
        if self.isVisible() and measured != self._measured:
            self._measured = measured
            for item in (self.item(row) for row in range(self.count())):
                self._measure(item)

    def _measure(self, item: QListWidgetItem) -> None:
        room = self.viewport().width() - _beside(self.font()) - _SIDE
        words, under = item.text(), item.data(_UNDER)
        high = meeting_style.wrapped(QFontMetrics(self.font()), words, room)
        high += meeting_style.wrapped(QFontMetrics(_small(self.font())), under, room)
        item.setSizeHint(QSize(room, high + _GAP + 2 * _TOP))

    def _open(self) -> None:
        self.opened.emit(self.currentItem().data(_ID))

    def _item(self, line: MeetingLine) -> QListWidgetItem:
        look = self._looks[line.kind]
        told = [self.tr("Exact words") if line.exact and line.kind == "said" else look.words]
        if line.kind in TO_DO and (line.owner or line.by):
            told.append(meeting_end.who_and_when(line))
        told += [line.at, self.parts.get(line.section, "")]
        under = "  ·  ".join(filter(None, told))
        item = QListWidgetItem(meeting_end.spoken(line))
        item.setData(_ID, line.id)
        item.setData(_UNDER, under)
        item.setData(_IMAGE, "quote" if line.exact else look.icon)
        item.setData(_SPOKEN, f"{item.text()}. {'. '.join(filter(None, told))}")
        if self.isVisible():
            self._measure(item)
        return item


class _Drawn(QStyledItemDelegate):
    """Draws a line: its icon, the words, and in small letters what they are and when."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the ground, the words and the hairline."""
        place, chosen = option.rect, bool(option.state & QStyle.StateFlag.State_Selected)
        ink, second = ("on_selected",) * 2 if chosen else ("text", "second")
        painter.save()
        if chosen:
            painter.fillRect(place, colour("selected"))
        painter.setPen(colour("hairline"))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        high = QFontMetrics(option.font).height()
        spot = QRect(place.left() + _SIDE, place.top() + _TOP, high, high)
        paint_icon(painter, index.data(_IMAGE), second, spot)
        room = place.adjusted(_beside(option.font), _TOP, -_SIDE, 0)
        below = _write(painter, room, index.data(), option.font, ink)
        room.setTop(below + _GAP)
        _write(painter, room, index.data(_UNDER), _small(option.font), second)
        painter.restore()


def _write(painter: QPainter, room: QRect, words: str, font: QFont, ink: str) -> int:
    """Write wrapped words from the top of a place, and return where they end."""
    painter.setFont(font)
    painter.setPen(colour(ink))
    painter.drawText(room, meeting_style.WRAPPED, words)
    return room.top() + meeting_style.wrapped(QFontMetrics(font), words, room.width())


def _beside(font: QFont) -> int:
    return QFontMetrics(font).height() + 2 * _SIDE


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * meeting_style.DETAIL)
    return small
