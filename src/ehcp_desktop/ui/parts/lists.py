"""ItemList: a list of two- or three-line items, painted, for lists of any length."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ehcp_desktop.ui.icons import paint_icon
from ehcp_desktop.ui.parts.lazy_items import LazyItems
from ehcp_desktop.ui.theme import colour, em, sized

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont, QResizeEvent

_AnyIndex = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_ITEM = int(_Role.UserRole) + 1
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
_SIDE, _TOP, _GAP, _INDENT = 12, 10, 2, 16
_ROOM = 2.7  # times its own width; with less room the date stands over the title


@dataclass(frozen=True, kw_only=True)
class Item:
    """One item: bold title, second line, badge (icon, word, tone), date at the left, icon.

    `mark` is (icon, word, tone) at the right of the title; `heading` starts a section above it;
    `indent` moves it in; `spoken` is what a screen reader says, where that is another sentence.
    """

    id: str
    title: str
    detail: str = ""
    date: str = ""
    icon: str = ""
    tone: str = "second"
    badge: tuple[str, str, str] | None = None
    mark: tuple[str, str, str] | None = None
    heading: str = ""
    indent: int = 0
    spoken: str = ""

    def sentence(self) -> str:
        """Return the item as one sentence for a screen reader."""
        if self.spoken:
            return self.spoken
        marks = [one[1] for one in (self.badge, self.mark) if one]
        parts = (self.date, self.title, *marks, self.detail)
        return ". ".join(part.replace("\u00a0", " ") for part in parts if part)


class ItemModel(QAbstractListModel):
    """The items of a list."""

    def __init__(self) -> None:
        super().__init__()
        self.items: Sequence[Item] = ()

    def show(self, items: Sequence[Item]) -> None:
        """Show other items."""
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    def row_of(self, item_id: str) -> int:
        """Return the row of an item, or -1; one that is only read when seen is not read for it."""
        if isinstance(self.items, LazyItems):
            return self.items.row_of(item_id)
        ids = [item.id for item in self.items]
        return ids.index(item_id) if item_id in ids else -1

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's)
        """Return how many items there are."""
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: _AnyIndex, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401 (Qt's)
        """Return the item, or its words."""
        if not index.isValid() or index.row() >= len(self.items):
            return None
        item = self.items[index.row()]
        return {
            int(_Role.DisplayRole): item.title,
            int(_Role.AccessibleTextRole): item.sentence(),
            _ITEM: item,
        }.get(int(role))


class ItemDelegate(QStyledItemDelegate):
    """Paints an item; every measure is in em, so that it grows with the text."""

    def __init__(self, date_em: float = 0) -> None:
        super().__init__()
        self._date_em = date_em

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        """Return the height that the wrapped words need."""
        item: Item = index.data(_ITEM)
        widget = option.widget
        width = widget.viewport().width() if isinstance(widget, QListView) else em(20)
        return QSize(em(8), self._lay(None, item, QRect(0, 0, width, 0)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        """Draw the ground, the words and the hairline."""
        item: Item = index.data(_ITEM)
        place = option.rect
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = place.adjusted(0, _heading_height(item), 0, 0)
        if chosen:
            painter.fillRect(ground, colour("mark"))
            painter.fillRect(ground.adjusted(2, 2, -2, -3), colour("selected"))
        painter.setPen(colour("hairline"))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        self._lay(painter, item, place, "on_selected" if chosen else "text")
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(colour("accent"))
            painter.drawRect(ground.adjusted(1, 1, -2, -2))
        painter.restore()

    def _lay(self, painter: QPainter | None, item: Item, place: QRect, ink: str = "text") -> int:
        """Draw the item if there is a painter; return its height either way."""
        top = place.top() + _heading(painter, item, place) + _TOP
        left, right = place.left() + _SIDE + item.indent * _INDENT, place.right() - _SIDE
        if self._date_em and item.date:
            beside = place.width() >= em(_ROOM * self._date_em)
            spot = QRect(left, top, em(self._date_em) if beside else right - left, 0)
            height = _words(painter, item.date, spot, _detail(), "second")
            left += em(self._date_em) + _SIDE if beside else 0
            top += 0 if beside else height + _GAP
        if item.icon:
            if painter:
                spot = QRect(left, top, em(1.25), QFontMetrics(_title()).height())
                paint_icon(painter, item.icon, item.tone, spot)
            left += em(1.25) + _SIDE
        room = right - left - _mark(painter, item, top, right)
        top += _words(painter, item.title, QRect(left, top, room, 0), _title(), ink)
        second = "second" if ink == "text" else ink
        for words in filter(None, (item.detail,)):
            place_ = QRect(left, top + _GAP, right - left, 0)
            top += _GAP + _words(painter, words, place_, _detail(), second)
        if item.badge:
            top += _GAP + _badge(painter, item.badge, QRect(left, top + _GAP, right - left, 0))
        return top + _TOP + 1 - place.top()


class ItemList(QListView):
    """A boxed list of items; the first is chosen on focus, Enter or a double click opens."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, name: str, *, date_em: float = 0) -> None:
        super().__init__()
        self.setProperty("frame", "box")
        self.setAccessibleName(name)
        self._items = ItemModel()
        self._fits = False
        self._delegate = ItemDelegate(date_em)
        self.setModel(self._items)
        self.setItemDelegate(self._delegate)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)  # a long list is measured bit by bit
        self.setWordWrap(True)  # else Qt measures nothing again when only the width changes
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMinimumWidth(em(14))
        self.selectionModel().currentRowChanged.connect(self._tell)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._id(index.row())))

    def show_items(self, items: Sequence[Item]) -> None:
        """Show these and keep the chosen one, if it is still there."""
        before = self.current()
        self._items.show(items)
        self.choose(before)

    def current(self) -> str:
        """Return the id of the chosen item, or ""."""
        index = self.currentIndex()
        return self._id(index.row()) if index.isValid() else ""

    def choose(self, item_id: str) -> bool:
        """Choose an item; False when it is not there."""
        row = self._items.row_of(item_id)
        if row >= 0:
            self.setCurrentIndex(self._items.index(row))
        return row >= 0

    def choose_first(self) -> None:
        """Choose the first item, if there is one and none is chosen."""
        if self._items.items and not self.currentIndex().isValid():
            self.setCurrentIndex(self._items.index(0))

    def fit_to_items(self) -> None:
        """Be as high as its items from now on, for short lists in a page that scrolls."""
        self._fits = True
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        heights = (self.sizeHintForRow(row) for row in range(self._items.rowCount()))
        self.setFixedHeight(sum(heights) + 2 * self.frameWidth() + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the items again: their words wrap in another width."""
        super().resizeEvent(event)
        if self._fits and event.size().width() != event.oldSize().width():
            self.fit_to_items()

    def _id(self, row: int) -> str:
        return self._items.items[row].id

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._id(index.row()))

    def changeEvent(self, event: QEvent) -> None:
        """Measure the items again in a larger text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.scheduleDelayedItemsLayout()
            if self._fits:
                self.fit_to_items()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the first item, so that a screen reader has something to say."""
        super().focusInEvent(event)
        self.choose_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the chosen item on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current():
            self.opened.emit(self.current())
            return
        super().keyPressEvent(event)


def _title() -> QFont:
    return sized(1.0, bold=True)


def _detail() -> QFont:
    return sized(0.93)


def _heading_height(item: Item) -> int:
    return em(2.4) if item.heading else 0


def _heading(painter: QPainter | None, item: Item, place: QRect) -> int:
    if item.heading and painter:
        spot = QRect(place.left(), place.top(), place.width(), em(2.4))
        painter.fillRect(spot, colour("window"))
        painter.setFont(_title())
        painter.setPen(colour("text"))
        low = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(spot.adjusted(_SIDE, 0, -_SIDE, 0), low, item.heading)
    return _heading_height(item)


def _words(painter: QPainter | None, text: str, spot: QRect, font: QFont, ink: str) -> int:
    """Draw wrapped words; return their height."""
    wide = QRect(spot.left(), spot.top(), max(spot.width(), em(4)), 100_000)
    needed = QFontMetrics(font).boundingRect(wide, _WRAP, text or " ")
    if painter and text:
        painter.setFont(font)
        painter.setPen(colour(ink))
        painter.drawText(wide, _WRAP, text)
    return needed.height()


def _badge(painter: QPainter | None, badge: tuple[str, str, str], spot: QRect) -> int:
    image, word, tone = badge
    font = sized(0.93, bold=tone == "late")
    words = spot.adjusted(em(1.15) + 6, 0, 0, 0) if image else spot
    if painter and image:
        line = QFontMetrics(font).height()
        paint_icon(painter, image, tone, QRect(spot.left(), spot.top(), em(1.15), line))
    return _words(painter, word, words, font, tone)


def _mark(painter: QPainter | None, item: Item, top: int, right: int) -> int:
    """Draw the badge at the right of the title; return the room it takes."""
    if not item.mark:
        return 0
    font = sized(0.93, bold=item.mark[2] == "late")
    width = QFontMetrics(font).horizontalAdvance(item.mark[1]) + 4
    width += em(1.15) + 6 if item.mark[0] else 0
    _badge(painter, item.mark, QRect(right - width, top, width, 0))
    return width + _SIDE
