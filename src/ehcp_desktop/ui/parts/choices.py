"""A few choices side by side: one of them (radio buttons) or any of them (ticks)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from ehcp_desktop.ui.parts.layouts import CARD, WORD, column
from ehcp_desktop.ui.parts.text import label
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from collections.abc import Iterable


class Choices(QWidget):
    """Named choices under a heading; each says the heading too to a screen reader.

    As many stand beside each other as fit. `value()` is those chosen, with ", " between.
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
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(WORD)
        self._grid.setHorizontalSpacing(CARD)
        self._columns = 0
        for value, said in choices:
            self._add(words, value, said)
        self._stand(len(self._buttons))
        inside.addLayout(self._grid)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._group.buttonClicked.connect(lambda _: self.edited.emit())

    def _add(self, words: str, value: str, said: str) -> None:
        made = QCheckBox(said) if self._is_several else QRadioButton(said)
        made.setAccessibleName(f"{words}: {said}")
        made.setMinimumHeight(em(1.75))
        self._group.addButton(made)
        self._buttons[value] = made

    def event(self, event: QEvent) -> bool:
        """Put as many choices beside each other as fit, the rest under them."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange, QEvent.Type.Show):
            widths = [one.sizeHint().width() + CARD for one in self._buttons.values()]
            fit = self.width() // max(widths, default=1)
            self._stand(len(widths) if sum(widths) <= self.width() else max(1, fit))
        return super().event(event)

    def _stand(self, columns: int) -> None:
        """Put the choices in columns, row by row."""
        if columns == self._columns:
            return
        self._grid.setColumnStretch(self._columns, 0)
        self._columns = columns
        for number, made in enumerate(self._buttons.values()):
            self._grid.addWidget(made, *divmod(number, max(1, columns)))
        self._grid.setColumnStretch(columns, 1)

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

    def go_to_chosen(self) -> None:
        """Give the focus to what is chosen."""
        for made in self._buttons.values():
            if made.isChecked():
                made.setFocus()

    def value(self) -> str:
        """Return what is chosen."""
        return ", ".join(self.chosen())

    def set_value(self, text: str) -> None:
        """Choose these and no others."""
        self.choose(part.strip() for part in text.split(","))
