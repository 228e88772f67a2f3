"""The one field of a meeting: a name, a colon, the words, Enter."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from ehcp_desktop.domain.meeting import completed

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent


class MeetingField(QLineEdit):
    """Takes a line; Tab completes a name that is begun.

    `recalled` asks for the last line again (Up in an empty field), `left` to leave what is asked;
    `typed_over` has the words that were restored, where others are typed in their place.
    """

    recalled = Signal()
    left = Signal()
    typed_over = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.names: tuple[str, ...] = ()
        self.colon = ": "
        self._restored = ""
        self.textChanged.connect(self._look_over)

    def restore(self, typed: str) -> None:
        """Put back what was being typed, chosen, so that nothing is joined to it unseen."""
        self.setText(typed)
        self.selectAll()
        self._restored = typed

    def _look_over(self, now: str) -> None:
        was, self._restored = self._restored, ""
        if was and now and not _is_edited(was, now):
            self.typed_over.emit(was)

    def offered(self) -> str:
        """Return the name that Tab would write, "" for none."""
        begun = self.text()
        if not begun.strip() or ":" in begun or self.cursorPosition() != len(begun):
            return ""
        return completed(begun, self.names)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose again what was restored."""
        super().focusInEvent(event)
        if self._restored:
            self.selectAll()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Complete a name on Tab; where there is none to complete, leave the field."""
        name = self.offered() if forward else ""
        if not name or name == self.text():
            return super().focusNextPrevChild(forward)
        self._restored = ""  # a name that is completed goes on with what was restored
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


def _is_edited(was: str, now: str) -> bool:
    """Tell whether words only had a letter taken away, or others put among them."""
    before = _shared(was, now)
    after = _shared(was[before:][::-1], now[before:][::-1])
    return before + after >= len(was) - 1


def _shared(one: str, other: str) -> int:
    """Return how many letters two words begin with alike."""
    both = zip(one, other, strict=False)
    return len(list(takewhile(lambda pair: pair[0] == pair[1], both)))
