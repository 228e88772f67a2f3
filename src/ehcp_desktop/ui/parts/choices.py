"""A few choices side by side: one of them (radio buttons) or any of them (ticks)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QCheckBox, QRadioButton, QWidget

from ehcp_desktop.ui.parts.layouts import CARD, WORD, column, line
from ehcp_desktop.ui.parts.text import label
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from collections.abc import Iterable


class Choices(QWidget):
    """Named choices under a heading; each says the heading too to a screen reader.

    `value()` is the values chosen, with ", " between them.
    """

    edited = Signal()

    def __init__(
        self, words: str, choices: Iterable[tuple[str, str]], *, several: bool = False
    ) -> None:
        super().__init__()
        self.setAccessibleName(words)
        self._buttons: dict[str, QAbstractButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(not several)
        inside = column(self, spacing=WORD)
        inside.addWidget(label(words, "heading"))
        choices = tuple(choices)
        long = sum(len(said) + 4 for _, said in choices) > _ROOM
        row = column(spacing=WORD) if long else line(spacing=CARD)
        for value, said in choices:
            made = QCheckBox(said) if several else QRadioButton(said)
            made.setAccessibleName(f"{words}: {said}")
            made.setMinimumHeight(em(1.75))
            self._group.addButton(made)
            self._buttons[value] = made
            row.addWidget(made)
        if not long:
            row.addStretch(1)
        inside.addLayout(row)
        self._group.buttonClicked.connect(lambda _: self.edited.emit())

    def value(self) -> str:
        """Return what is chosen."""
        return ", ".join(key for key, made in self._buttons.items() if made.isChecked())

    def set_value(self, text: str) -> None:
        """Choose these and no others."""
        chosen = {part.strip() for part in text.split(",")}
        self._group.setExclusive(False)
        for key, made in self._buttons.items():
            made.setChecked(key in chosen)
        self._group.setExclusive(isinstance(next(iter(self._buttons.values())), QRadioButton))


_ROOM = 44
