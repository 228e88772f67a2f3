"""NavList: a few choices with icon and word, and a note or a key letter at the right.

Qt draws them by the style sheet: a delegate in Python would be the one thing in the first picture
that needs Qt's own names (see theme.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from ehcp_desktop.ui.icons import icon
from ehcp_desktop.ui.parts.layouts import line
from ehcp_desktop.ui.parts.text import Badge, label
from ehcp_desktop.ui.theme import em, follow

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

_SPOKEN, _ID = 11, 257  # AccessibleTextRole, UserRole + 1
_LEAST, _EDGE = 35, 10  # pixels


class NavList(QListWidget):
    """Emits `chosen` with the id of a choice; a key letter chooses at once and emits `keyed`."""

    chosen = Signal(str)
    keyed = Signal(str)
    focused = Signal(bool)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("frame", "nav")
        self.setAccessibleName(name)
        self.setProperty("horizontalScrollBarPolicy", "ScrollBarAlwaysOff")
        self._keys: dict[str, str] = {}
        self._measure()
        self.currentItemChanged.connect(self._tell)
        follow(self._measure)

    def add(self, item_id: str, image: str, words: str, key: str = "") -> None:
        """Add a choice, perhaps with a letter that chooses it."""
        item = QListWidgetItem(icon(image, "second"), words)
        item.setData(_ID, item_id)
        item.setSizeHint(_size())
        self.addItem(item)
        if key:
            self._keys[key.upper()] = item_id
            self.note(item_id, key, "second")

    def select(self, item_id: str) -> None:
        """Mark a choice without saying so."""
        item = self._item(item_id)
        if item is not None and item is not self.currentItem():
            self._embolden(item, self.currentItem())
            self.blockSignals(True)
            self.setCurrentItem(item)
            self.blockSignals(False)

    def note(self, item_id: str, words: str, tone: str = "late") -> None:
        """Put a few words at the right of a choice, or none."""
        item = self._item(item_id)
        if item is not None:
            before = self.itemWidget(item)
            if before is not None:
                before.hide()  # Qt deletes it later, and till then shows it in the corner
            self.setItemWidget(item, _note(words, tone)) if words else self.removeItemWidget(item)
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

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that letters choose now."""
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that letters go elsewhere now."""
        super().focusOutEvent(event)
        self.focused.emit(False)

    def _item(self, item_id: str) -> QListWidgetItem | None:
        every = (self.item(row) for row in range(self.count()))
        return next((item for item in every if item.data(_ID) == item_id), None)

    def _tell(self, item: QListWidgetItem | None, before: QListWidgetItem | None) -> None:
        if item is not None:
            self._embolden(item, before)
            self.chosen.emit(item.data(_ID))

    def _embolden(self, item: QListWidgetItem, before: QListWidgetItem | None) -> None:
        if before is not None:
            before.setFont(QFont())
        bold = QFont()
        bold.setWeight(QFont.Weight.DemiBold)
        item.setFont(bold)

    def _measure(self) -> None:
        self.setIconSize(QSize(em(1.3), em(1.3)))
        for row in range(self.count()):
            self.item(row).setSizeHint(_size())


def _size() -> QSize:
    return QSize(em(8), max(_LEAST, em(2.5)))


def _note(words: str, tone: str) -> QWidget:
    """Return the note, to be laid over the choice at its right."""
    over = QWidget()
    inside = line(over, margins=(0, 0, _EDGE, 0))
    inside.addStretch(1)
    said: QLabel = Badge("circle-alert", words, tone) if tone == "late" else label(words, tone)
    said.setWordWrap(False)
    inside.addWidget(said)
    return over
