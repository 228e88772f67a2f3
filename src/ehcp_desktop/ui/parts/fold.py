"""A part of a form that stays shut until it is wanted."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ehcp_desktop.ui.icons import icon
from ehcp_desktop.ui.parts.buttons import link
from ehcp_desktop.ui.parts.layouts import INNER, column


class Fold(QWidget):
    """A button that shows what is under it, and hides it again; add to `body`."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.turn = link(words, self._turn_over, "chevron-right")
        self._inside = QWidget()
        self.body = column(self._inside, spacing=INNER)
        both = column(self, spacing=INNER)
        both.addWidget(self.turn)
        both.addWidget(self._inside)
        self.open(is_open=False)

    @property
    def is_open(self) -> bool:
        """Whether what is in it is shown."""
        return not self._inside.isHidden()

    def open(self, *, is_open: bool = True) -> None:
        """Show what is in it, or hide it."""
        self._inside.setVisible(is_open)
        self.turn.setIcon(icon("chevron-down" if is_open else "chevron-right", "accent"))
        self.turn.setAccessibleDescription(self.tr("open") if is_open else self.tr("closed"))

    def _turn_over(self) -> None:
        self.open(is_open=not self.is_open)
