"""Close the record when nobody is there, or cover it where closing would lose what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QMessageBox

from ehcp_desktop.ui.cover import Covering, close_popups
from ehcp_desktop.ui.errors import show_refusal
from ehcp_desktop.ui.idle import Idle
from ehcp_desktop.ui.parts.fields import DateField

if TYPE_CHECKING:
    from collections.abc import Callable

    from ehcp_desktop.ui.main_window import MainWindow


class Locking(QObject):
    """Locks the window after the time that was chosen, and holds messages back meanwhile."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._covering: Covering | None = None
        self._refused: list[str] = []
        self._told: Callable[[], object] | None = None
        self.idle = Idle(self)
        self.idle.struck.connect(self.lock)

    def lock(self) -> None:
        """Cover all at once, let forms keep what is typed, then close the record if that is safe.

        It stays open, and covered, while a question or a meeting is open, or something could not
        be kept. A meeting that is seen is left alone: people may be speaking.
        """
        session = self._window.session
        if self._covering is not None:
            self._covering.cover()
        if self._covering is not None or not session.is_open:
            return
        self._covering = Covering(session, self._window.meeting, self)
        self._covering.over.connect(self._show_again)
        close_popups()
        self._take_message_back()
        self._covering.cover()
        session.leaving.emit()
        if not self._has_to_stay():
            self._told = None  # of a record that nobody sees any more
            self._covering.end()
            self._window.files.lock()

    def _take_message_back(self) -> None:
        """Close a refusal that nobody has read, which is too small for a cover; it comes again."""
        message = QApplication.activeModalWidget()
        if isinstance(message, QMessageBox):
            self._refused.append(message.text())
            message.reject()

    def _has_to_stay(self) -> bool:
        if QApplication.activeModalWidget() is not None or self._window.meeting is not None:
            return True
        days = (one for one in self._window.findChildren(DateField) if one.isVisible())
        return bool(self._refused) or any(not one.is_readable for one in days)

    def _show_again(self) -> None:
        self._covering = None
        refused, self._refused = self._refused, []
        told, self._told = self._told, None
        if told is not None and self._window.session.is_open:
            told()
        if refused:
            show_refusal(QApplication.activeModalWidget() or self._window, "\n\n".join(refused))

    def holds(self, tell: Callable[[], object]) -> bool:
        """Keep a message until the window is seen again; False when it is seen now."""
        if self._covering is not None:
            self._told = tell
        return self._covering is not None

    def holds_refusal(self, sentence: str) -> bool:
        """Keep why something was refused until it can be read; False when that is now.

        Who takes the notes of a meeting reads it there.
        """
        if self._covering is None:
            return False
        meeting = self._window.meeting
        if meeting is not None and self._covering.is_in_use(meeting):
            show_refusal(meeting, sentence)
        elif sentence not in self._refused:
            self._refused.append(sentence)
        return True
