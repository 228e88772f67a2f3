"""NavList: a few choices with icon and word, and a note or a key letter at the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ehcp_desktop.ui.icons import paint_icon
from ehcp_desktop.ui.theme import colour, em, sized

_AnyIndex = QModelIndex | QPersistentModelIndex
# Numbers for names of Qt, see theme.py.
_SPOKEN, _USER = 11, 256  # AccessibleTextRole, UserRole
_ID, _ICON, _NOTE, _TONE = (_USER + place for place in range(1, 5))
_LEFT, _RIGHT = 0x80 | 0x1, 0x80 | 0x2  # AlignVCenter with AlignLeft, AlignRight


class NavList(QListWidget):
    """Emits `chosen` with the id of a choice; a key letter chooses at once and emits `keyed`."""

    chosen = Signal(str)
    keyed = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("frame", "nav")
        self.setAccessibleName(name)
        self.setItemDelegate(_NavDelegate(self))
        self.setProperty("horizontalScrollBarPolicy", "ScrollBarAlwaysOff")
        self._keys: dict[str, str] = {}
        self.currentItemChanged.connect(self._tell)

    def add(self, item_id: str, icon: str, words: str, key: str = "") -> None:
        """Add a choice, perhaps with a letter that chooses it."""
        item = QListWidgetItem(words)
        item.setData(_ID, item_id)
        item.setData(_ICON, icon)
        self.addItem(item)
        if key:
            self._keys[key.upper()] = item_id
            self.note(item_id, key, "second")

    def select(self, item_id: str) -> None:
        """Mark a choice without saying so."""
        item = self._item(item_id)
        if item is not None and item is not self.currentItem():
            self.blockSignals(True)
            self.setCurrentItem(item)
            self.blockSignals(False)

    def note(self, item_id: str, words: str, tone: str = "late") -> None:
        """Put a few words at the right of a choice, or none."""
        item = self._item(item_id)
        if item is not None:
            item.setData(_NOTE, words)
            item.setData(_TONE, tone)
            spoken = f"{item.text()}, {words}" if words else item.text()
            item.setData(_SPOKEN, spoken)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by letter."""
        wanted = self._keys.get(event.text().upper())
        if wanted:
            self.select(wanted)
            self.keyed.emit(wanted)
            return
        super().keyPressEvent(event)

    def _item(self, item_id: str) -> QListWidgetItem | None:
        every = (self.item(row) for row in range(self.count()))
        return next((item for item in every if item.data(_ID) == item_id), None)

    def _tell(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_ID))


class _NavDelegate(QStyledItemDelegate):
    """Paints icon, word and note; the chosen one stands on the selected ground.

    It asks the list, not the style: Qt's style classes are slow to load at start.
    """

    def __init__(self, shown: NavList) -> None:
        super().__init__(shown)
        self._list = shown

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        return QSize(em(8), max(35, em(2.5)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        chosen = index.row() == self._list.currentRow()
        place = option.rect.adjusted(0, 0, 0, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(QColor(0, 0, 0, 0))
            painter.setBrush(colour("selected"))
            painter.drawRoundedRect(place, 6, 6)
        if chosen and self._list.hasFocus():
            painter.setBrush(QBrush())
            painter.setPen(colour("accent"))
            painter.drawRoundedRect(place.adjusted(1, 1, -2, -2), 6, 6)
        inner = place.adjusted(10, 0, -10, 0)
        _paint_words(painter, index, inner, chosen)
        _paint_note(painter, index, inner)
        painter.restore()


def _paint_words(painter: QPainter, index: _AnyIndex, inner: QRect, chosen: bool) -> None:
    side = em(1.3)
    spot = QRect(inner.left(), inner.top(), side, inner.height())
    paint_icon(painter, index.data(_ICON), "accent" if chosen else "second", spot)
    painter.setFont(sized(1.0, bold=chosen))
    painter.setPen(colour("on_selected" if chosen else "text"))
    painter.drawText(inner.adjusted(side + 10, 0, 0, 0), _LEFT, index.data())


def _paint_note(painter: QPainter, index: _AnyIndex, inner: QRect) -> None:
    note, tone = index.data(_NOTE), index.data(_TONE)
    if not note:
        return
    painter.setFont(sized(0.93, bold=True))
    painter.setPen(colour(tone))
    painter.drawText(inner, _RIGHT, note)
    if tone == "late":
        wide = painter.fontMetrics().horizontalAdvance(note) + em(0.5)
        mark = QRect(inner.right() - wide - em(1.1), inner.top(), em(1.1), inner.height())
        paint_icon(painter, "circle-alert", "late", mark)
