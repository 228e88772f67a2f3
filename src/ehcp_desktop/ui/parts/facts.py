"""Facts: what each is called and what it says, beside each other or under each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from ehcp_desktop.ui.parts.fitting import Fitting
from ehcp_desktop.ui.parts.layouts import CARD, WORD, clear, column, line
from ehcp_desktop.ui.parts.text import label
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAME_EM, _NARROW_EM = 9.5, 27.0
SHORT_EM = 20.0  # where the words are as short as a date
_AS_WIDE_AS_THERE_IS = 16_777_215  # Qt's own word for no limit


class Fact(Fitting):
    """The name of a fact in second text, and its words, which can be marked and copied."""

    def __init__(self, name: str, words: str, narrow: float = _NARROW_EM) -> None:
        super().__init__()
        self._narrow = narrow
        self._name = label(name, "second")
        self._words = label(words)
        self._words.setAccessibleName(f"{name}: {words}")
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._line: QBoxLayout = line(self, spacing=CARD)
        self._line.addWidget(self._name, 0, Qt.AlignmentFlag.AlignTop)
        self._line.addWidget(self._words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def fit(self) -> None:
        """Put the words under the name where there is little room."""
        down = self.width() < em(self._narrow)
        ways = QBoxLayout.Direction
        self._line.setDirection(ways.TopToBottom if down else ways.LeftToRight)
        self._line.setSpacing(0 if down else CARD)
        self._name.setMinimumWidth(0 if down else em(_NAME_EM))
        self._name.setMaximumWidth(_AS_WIDE_AS_THERE_IS if down else em(_NAME_EM))
        self.updateGeometry()


class Facts(QWidget):
    """Facts under each other."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = column(self, spacing=WORD)

    def tell(self, facts: Iterable[tuple[str, str]]) -> None:
        """Show these and no others; a fact without words is left out."""
        clear(self._rows)
        for name, words in facts:
            if words:
                self._rows.addWidget(Fact(name, words, SHORT_EM))
