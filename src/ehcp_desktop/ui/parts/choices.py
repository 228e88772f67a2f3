"""A few choices side by side: one of them (radio buttons) or any of them (ticks)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QButtonGroup,
    QCheckBox,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from ehcp_desktop.ui.parts.layouts import CARD, WORD, column, line
from ehcp_desktop.ui.parts.text import label
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from collections.abc import Iterable


class Choices(QWidget):
    """Named choices under a heading; each says the heading too to a screen reader.

    They stand beside each other where there is room. `value()` is those chosen, with ", " between.
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
        self._is_several = several
        inside = column(self, spacing=WORD)
        inside.addWidget(label(words, "heading"))
        self._row: QBoxLayout = line(spacing=CARD)
        for value, said in choices:
            self._row.addWidget(self._made(words, value, said))
        self._row.addStretch(1)
        inside.addLayout(self._row)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._group.buttonClicked.connect(lambda _: self.edited.emit())

    def _made(self, words: str, value: str, said: str) -> QAbstractButton:
        made = QCheckBox(said) if self._is_several else QRadioButton(said)
        made.setAccessibleName(f"{words}: {said}")
        made.setMinimumHeight(em(1.75))
        self._group.addButton(made)
        self._buttons[value] = made
        return made

    def event(self, event: QEvent) -> bool:
        """Put the choices under each other when they do not fit beside each other."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange, QEvent.Type.Show):
            needed = sum(one.sizeHint().width() + CARD for one in self._buttons.values())
            ways = QBoxLayout.Direction
            way = ways.TopToBottom if needed > self.width() else ways.LeftToRight
            if way != self._row.direction():
                self._row.setDirection(way)
                self._row.setSpacing(WORD if way == ways.TopToBottom else CARD)
        return super().event(event)

    def chosen(self) -> tuple[str, ...]:
        """Return what is chosen, in the order shown."""
        return tuple(key for key, made in self._buttons.items() if made.isChecked())

    def choose(self, values: Iterable[str]) -> None:
        """Choose these and no others."""
        wanted = set(values)
        self._group.setExclusive(False)
        for key, made in self._buttons.items():
            made.setChecked(key in wanted)
        self._group.setExclusive(not self._is_several)

    def value(self) -> str:
        """Return what is chosen."""
        return ", ".join(self.chosen())

    def set_value(self, text: str) -> None:
        """Choose these and no others."""
        self.choose(part.strip() for part in text.split(","))
