"""What kind of line it is: buttons with a key each, in as many rows as they need."""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton

from ehcp_desktop.domain.meeting import KINDS
from ehcp_desktop.ui.parts.buttons import Pressed
from ehcp_desktop.ui.parts.fitting import Fitting
from ehcp_desktop.ui.parts.layouts import GROUP


class KindLook(NamedTuple):
    """How a kind is shown: on its button, under a line, and its icon."""

    button: str
    words: str
    icon: str


def looks() -> dict[str, KindLook]:
    """Return how each kind of line is shown."""
    return {
        "said": KindLook(_tr("&Said"), _tr("Said"), "message-square"),
        "agreed": KindLook(_tr("A&greed"), _tr("Agreed"), "check"),
        "action": KindLook(_tr("&To do"), _tr("To do"), "clipboard-check"),
        "difference": KindLook(_tr("We &differ"), _tr("We see it differently"), "split"),
        "question": KindLook(_tr("&Question"), _tr("Not answered yet"), "circle-help"),
        "promise": KindLook(_tr("&Promised"), _tr("Promised"), "hand"),
    }


class KindChips(Fitting):
    """One kind is pressed; `exact` says whether the words are their very own."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_tr("What kind of line it is"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GROUP)
        self._group = QButtonGroup(self)
        self.chips: dict[str, QPushButton] = {}
        for number, kind in enumerate(KINDS, 1):
            chip = self._chip(looks()[kind].button, f"Ctrl+{number}")
            self._group.addButton(chip)
            self.chips[kind] = chip
        self.exact = self._chip(_tr("&Exact words"), f"Ctrl+{len(KINDS) + 1}")
        self.choose("said")

    def _chip(self, words: str, keys: str) -> QPushButton:
        chip = Pressed(words)
        chip.setCheckable(True)
        chip.setProperty("chip", True)
        chip.setAutoDefault(False)
        chip.setToolTip(keys)
        chip.setAccessibleDescription(keys)
        chip.clicked.connect(lambda _: self.pressed.emit())
        QShortcut(QKeySequence(keys), self).activated.connect(chip.click)
        return chip

    def kind(self) -> str:
        """Return the kind that is pressed."""
        return next(kind for kind, chip in self.chips.items() if chip.isChecked())

    def choose(self, kind: str, *, exact: bool = False) -> None:
        """Press a kind, and say whether the words are exact."""
        self.chips[kind].setChecked(True)
        self.exact.setChecked(exact)

    def fit(self) -> None:
        """Stand in as few rows as there is room for, each about as long."""
        every = [*self.chips.values(), self.exact]
        widest = max(chip.sizeHint().width() for chip in every) + GROUP
        rows = ceil(len(every) / max(2, self.width() // widest))
        columns = ceil(len(every) / rows)
        for place, chip in enumerate(every):
            self._grid.addWidget(chip, place // columns, place % columns)


def _tr(words: str) -> str:
    return QCoreApplication.translate("KindChips", words)
