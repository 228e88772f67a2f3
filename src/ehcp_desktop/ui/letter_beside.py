"""The choice of letters in a column at the left, or above what is written in a narrow window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from ehcp_desktop.ui.letter_situations import Situations
from ehcp_desktop.ui.parts.buttons import link
from ehcp_desktop.ui.parts.layouts import COLUMN, GROUP, ButtonRow, column, line
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from ehcp_desktop.ui.session import Session

_WIDE = 74  # em


class BesideLetters(QWidget):
    """A place with the choice of letters beside it; `page` is laid out by whoever has it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.situations = Situations(session)
        words = QCoreApplication.translate("BesideLetters", "Choose another letter")
        self.another = link(words, self._choose_another, "list")
        words = QCoreApplication.translate("BesideLetters", "Write a letter of your own…")
        self.write_own = link(words, self.situations.own_wanted.emit, "plus")
        self.page = column(spacing=GROUP)
        self._ways = ButtonRow(self.another, self.write_own)
        self.page.addWidget(self._ways)
        self._columns: QBoxLayout = line(self, spacing=COLUMN)
        self._columns.addWidget(self.situations, 0, Qt.AlignmentFlag.AlignTop)
        self._columns.addLayout(self.page, 1)

    def put_away(self) -> None:
        """Put the choice away where there is no room beside the page."""
        self.situations.setVisible(self._is_wide())
        self.write_own.setVisible(not self._is_wide())

    def _choose_another(self) -> None:
        """Show the choice of letters above the page, where there is no room beside it."""
        self.situations.setVisible(self.situations.isHidden())
        self.write_own.setVisible(self.situations.isHidden())
        if not self.situations.isHidden():
            self.situations.search.setFocus()

    def _is_wide(self) -> bool:
        return self.width() >= em(_WIDE)

    def event(self, event: QEvent) -> bool:
        """Put the situations in a column at the left, or above when there is little room."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange):
            is_wide = self._is_wide()
            ways = QBoxLayout.Direction
            way = ways.LeftToRight if is_wide else ways.TopToBottom
            if way != self._columns.direction() or self.another.isHidden() != is_wide:
                self._columns.setDirection(way)
                self.situations.be_wide(is_wide)
                self.situations.setVisible(is_wide)
                for part in (self._ways, self.another, self.write_own):
                    part.setVisible(not is_wide)
        return super().event(event)
