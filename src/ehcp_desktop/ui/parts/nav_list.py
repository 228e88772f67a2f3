"""NavList: a few choices with icon and word, and a note or a key letter at the right.

Qt draws them by the style sheet: a delegate in Python would be the one thing in the first picture
that needs Qt's own names (see theme.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from ehcp_desktop.ui.icons import icon
from ehcp_desktop.ui.parts.layouts import line
from ehcp_desktop.ui.parts.text import Badge, label
from ehcp_desktop.ui.theme import em, follow

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QResizeEvent

_SPOKEN, _ID = 11, 257  # AccessibleTextRole, UserRole + 1
_WRAPPED, _ENDLESS = 0x1000, 10_000  # TextWordWrap
_LEAST, _EDGE, _AROUND = 35, 10, 28  # pixels; around words and icon, as the style sheet has it


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
        self.setWordWrap(True)
        self._keys: dict[str, str] = {}
        self._letters: list[QWidget] = []
        self._measure()
        self.currentItemChanged.connect(self._tell)
        follow(self._measure)

    def add(self, item_id: str, image: str, words: str, key: str = "") -> None:
        """Add a choice, perhaps with a letter that chooses it."""
        item = QListWidgetItem(icon(image, "second"), words)
        item.setData(_ID, item_id)
        self.addItem(item)
        item.setSizeHint(self._size(item))
        if key:
            self._keys[key.upper()] = item_id
            self._letters.append(self._noted(item, key, "second"))

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
        if item is None:
            return
        before = self.itemWidget(item)
        if before is not None:
            before.hide()  # Qt deletes it later, and till then shows it in the corner
        if words:
            self._noted(item, words, tone)
        else:
            self.removeItemWidget(item)
            item.setData(_SPOKEN, item.text())

    def _noted(self, item: QListWidgetItem, words: str, tone: str) -> QWidget:
        said = _said(words, tone)
        self.setItemWidget(item, _at_right(said))
        item.setData(_SPOKEN, f"{item.text()}, {words}")
        return said

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by letter."""
        wanted = self._keys.get(event.text().upper())
        if wanted:
            self.select(wanted)
            self.keyed.emit(wanted)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the letters out where they would stand on the words; they choose all the same."""
        super().resizeEvent(event)
        self._measure()

    def width_needed(self) -> int:
        """Return the pixels that the words and the letters beside them need."""
        lettered = [one for one in self._every() if one.data(_ID) in self._keys.values()]
        return max((self._width(one) for one in lettered), default=0) + em(1.6)

    def shows_letters(self) -> bool:
        """Tell whether there is room for the letters beside the words."""
        return self.width_needed() <= self.viewport().width()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that letters choose now."""
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that letters go elsewhere now."""
        super().focusOutEvent(event)
        self.focused.emit(False)

    def _item(self, item_id: str) -> QListWidgetItem | None:
        return next((item for item in self._every() if item.data(_ID) == item_id), None)

    def _every(self) -> list[QListWidgetItem]:
        return [self.item(row) for row in range(self.count())]

    def _tell(self, item: QListWidgetItem | None, before: QListWidgetItem | None) -> None:
        if item is not None:
            self._embolden(item, before)
            self.chosen.emit(item.data(_ID))

    def _embolden(self, item: QListWidgetItem, before: QListWidgetItem | None) -> None:
        if before is not None:
            before.setFont(QFont())
        item.setFont(_bold())

    def _measure(self) -> None:
        self.setIconSize(QSize(em(1.3), em(1.3)))
        for item in self._every():
            item.setSizeHint(self._size(item))
        has_room = self.shows_letters()
        for letter in self._letters:
            letter.setVisible(has_room)

    def _size(self, item: QListWidgetItem) -> QSize:
        """Return the room for a choice, in as many lines as its words need."""
        lines = QFontMetrics(_bold())
        room = self.viewport().width() - em(1.3) - _AROUND
        words = lines.boundingRect(0, 0, max(room, em(4)), _ENDLESS, _WRAPPED, item.text())
        return QSize(em(8), max(_LEAST, em(2.5), words.height() + em(0.6)))

    def _width(self, item: QListWidgetItem) -> int:
        words = QFontMetrics(_bold()).horizontalAdvance(item.text())
        return em(1.3) + words + _AROUND


def _bold() -> QFont:
    bold = QFont()
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


def _said(words: str, tone: str) -> QLabel:
    said: QLabel = Badge("circle-alert", words, tone) if tone == "late" else label(words, tone)
    said.setWordWrap(False)
    return said


def _at_right(said: QLabel) -> QWidget:
    """Return a note to be laid over the choice at its right."""
    over = QWidget()
    inside = line(over, margins=(0, 0, _EDGE, 0))
    inside.addStretch(1)
    inside.addWidget(said)
    return over
