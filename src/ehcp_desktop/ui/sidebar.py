"""The sidebar: whose record this is, and the screens, each with icon and word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ehcp_desktop.ui.icons import paint_icon
from ehcp_desktop.ui.parts.layouts import GROUP, INNER, column
from ehcp_desktop.ui.parts.text import label
from ehcp_desktop.ui.theme import colour, em, sized

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.ui.pages import PageEntry

_ID, _ICON, _NOTE = (int(Qt.ItemDataRole.UserRole) + place for place in range(1, 4))
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


class Sidebar(QFrame):
    """Emits `chosen` with the id of a screen, `child_chosen`, and `add_child`."""

    chosen = Signal(str)
    child_chosen = Signal(str)
    add_child = Signal()

    def __init__(self, entries: Sequence[PageEntry]) -> None:
        super().__init__()
        self.setProperty("frame", "sidebar")
        self._switch = _Switch()
        self._menu = QMenu(self._switch)
        self._switch.setMenu(self._menu)
        self._nav = QListWidget()
        self._nav.setProperty("frame", "nav")
        self._nav.setAccessibleName(self.tr("Screens"))
        self._nav.setItemDelegate(_NavDelegate(self._nav))
        self._nav.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for entry in entries:
            self._nav.addItem(_nav_item(entry))
        self.setFocusProxy(self._nav)
        self._nav.currentItemChanged.connect(self._tell)
        inside = column(self, spacing=GROUP, margins=(INNER,) * 4)
        inside.addWidget(self._switch)
        inside.addWidget(self._nav, 1)
        self._measure()

    def show_child(self, family: str, child: Child | None, children: Sequence[Child]) -> None:
        """Say whose record this is, and offer the other children."""
        self._switch.say(family, child.name if child else self.tr("No child yet"))
        self._menu.clear()
        for one in children:
            action = self._menu.addAction(one.name)
            action.setCheckable(True)
            action.setChecked(child is not None and one.id == child.id)
            action.triggered.connect(lambda _, wanted=one.id: self.child_chosen.emit(wanted))
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Add a child…"), self.add_child.emit)

    def select(self, page_id: str) -> None:
        """Mark the screen that is shown."""
        item = self._item(page_id)
        if item is not None and item is not self._nav.currentItem():
            self._nav.blockSignals(True)
            self._nav.setCurrentItem(item)
            self._nav.blockSignals(False)
            self._nav.viewport().update()

    def note(self, page_id: str, words: str) -> None:
        """Put a few words in the late colour beside a screen, or none."""
        item = self._item(page_id)
        if item is not None:
            item.setData(_NOTE, words)
            spoken = f"{item.text()}, {words}" if words else item.text()
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)

    def _item(self, page_id: str) -> QListWidgetItem | None:
        every = (self._nav.item(row) for row in range(self._nav.count()))
        return next((item for item in every if item.data(_ID) == page_id), None)

    def _tell(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_ID))

    def _measure(self) -> None:
        self.setFixedWidth(max(216, em(15.4)))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()


class _Switch(QPushButton):
    """The family's name over the child's; a menu with the other children."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "switch")
        self._family, self._child = label("", "detail"), label("", "heading")
        inside = column(self, spacing=2, margins=(INNER, GROUP + 1, em(2), GROUP + 1))
        for one in (self._family, self._child):
            one.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inside.addWidget(one)

    def say(self, family: str, child: str) -> None:
        self._family.setText(family)
        self._child.setText(child)
        words = self.tr("Child: {child}. Choose another child")
        self.setAccessibleName(words.format(child=child))
        self.setMinimumHeight(self.layout().sizeHint().height())

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return self.layout().sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        super().paintEvent(event)
        painter = QPainter(self)
        side = em(1.2)
        spot = QRect(self.width() - side - INNER, (self.height() - side) // 2, side, side)
        paint_icon(painter, "chevrons-up-down", "text", spot)
        painter.end()


class _NavDelegate(QStyledItemDelegate):
    """Paints icon, word and, in the late colour, "2 late"."""

    def sizeHint(  # noqa: N802 (Qt's name)
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(em(8), max(35, em(2.5)))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        place = option.rect.adjusted(0, 0, 0, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("selected"))
            painter.drawRoundedRect(place, 6, 6)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(colour("accent"))
            painter.drawRoundedRect(place.adjusted(1, 1, -2, -2), 6, 6)
        _paint_words(painter, index, place, chosen)
        painter.restore()


def _paint_words(
    painter: QPainter, index: QModelIndex | QPersistentModelIndex, place: QRect, chosen: bool
) -> None:
    side = em(1.3)
    inner = place.adjusted(10, 0, -10, 0)
    spot = QRect(inner.left(), inner.top(), side, inner.height())
    ink = "on_selected" if chosen else "text"
    paint_icon(painter, index.data(_ICON), "accent" if chosen else "second", spot)
    painter.setFont(sized(1.0, bold=chosen))
    painter.setPen(colour(ink))
    painter.drawText(inner.adjusted(side + 10, 0, 0, 0), _LEFT, index.data())
    note = index.data(_NOTE)
    if note:
        painter.setFont(sized(0.93, bold=True))
        painter.setPen(colour("late"))
        painter.drawText(inner, _RIGHT, note)
        wide = painter.fontMetrics().horizontalAdvance(note) + em(0.5)
        mark = QRect(inner.right() - wide - em(1.1), inner.top(), em(1.1), inner.height())
        paint_icon(painter, "circle-alert", "late", mark)


def _nav_item(entry: PageEntry) -> QListWidgetItem:
    item = QListWidgetItem(entry.title)
    item.setData(_ID, entry.id)
    item.setData(_ICON, entry.icon)
    return item
