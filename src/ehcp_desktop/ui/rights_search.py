"""Where else in Rights what was typed is found, each place with a way there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ehcp_desktop.ui.parts.buttons import link
from ehcp_desktop.ui.parts.layouts import WORD, clear, column

if TYPE_CHECKING:
    from collections.abc import Iterable


class Elsewhere(QWidget):
    """Links to the other tabs. Emits `wanted` with the place of the tab."""

    wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._links = column(self, spacing=WORD)
        self.hide()

    def tell(self, places: Iterable[tuple[int, str]]) -> None:
        """Show these places, each with its title; none hides it."""
        clear(self._links)
        for place, title in places:
            words = self.tr("Look in {title}").format(title=title)
            self._links.addWidget(link(words, partial(self.wanted.emit, place), "arrow-right"))
        self.setVisible(self._links.count() > 0)
