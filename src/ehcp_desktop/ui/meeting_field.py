"""The one field of a meeting: a name, a colon, the words, Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from ehcp_desktop.domain.meeting import completed

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


class MeetingField(QLineEdit):
    """Takes a line; Tab completes a name that is begun.

    `recalled` asks for the last line again (Up in an empty field), `left` to leave what is asked.
    """

    recalled = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.names: tuple[str, ...] = ()
        self.colon = ": "

    def offered(self) -> str:
        """Return the name that Tab would write, "" for none."""
        begun = self.text()
        if not begun.strip() or ":" in begun or self.cursorPosition() != len(begun):
            return ""
        return completed(begun, self.names)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Complete a name on Tab; where there is none to complete, leave the field."""
        name = self.offered() if forward else ""
        if not name or name == self.text():
            return super().focusNextPrevChild(forward)
        self.setText(name + self.colon)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Bring the last line back on Up, leave on Esc."""
        if event.key() == Qt.Key.Key_Up and not self.text():
            self.recalled.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
