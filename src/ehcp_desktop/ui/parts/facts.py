"""Facts in two columns: what each is called, and what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ehcp_desktop.ui.parts.layouts import CARD, WORD, clear
from ehcp_desktop.ui.parts.text import label

if TYPE_CHECKING:
    from collections.abc import Iterable


class Facts(QWidget):
    """Names at the left in second text, words at the right; both wrap."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(CARD)
        self._grid.setVerticalSpacing(WORD)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 3)

    def tell(self, facts: Iterable[tuple[str, str]]) -> None:
        """Show these and no others; a fact without words is left out."""
        clear(self._grid)
        for row, (name, words) in enumerate(fact for fact in facts if fact[1]):
            for place, made in enumerate((label(name, "second"), label(words))):
                self._grid.addWidget(made, row, place, Qt.AlignmentFlag.AlignTop)
