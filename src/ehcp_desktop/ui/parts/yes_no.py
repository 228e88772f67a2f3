"""A question with yes, no and do not know beside it, or under it where there is little room."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QRadioButton, QWidget

from ehcp_desktop.ui.parts.fitting import Fitting
from ehcp_desktop.ui.parts.layouts import CARD, GROUP, WORD, line
from ehcp_desktop.ui.parts.text import label
from ehcp_desktop.ui.theme import em

_NARROW_EM = 32.0


class YesNo(Fitting):
    """One row of a list of questions: `answered` carries "yes", "no", or "" for do not know."""

    answered = Signal(str)

    def __init__(self, question: str) -> None:
        super().__init__()
        self.setAccessibleName(question)
        self.choices: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self._line: QBoxLayout = line(self, spacing=CARD, margins=(CARD, GROUP, CARD, GROUP))
        self._line.addWidget(label(question), 1)
        beside = QWidget()
        inside = line(beside, spacing=CARD)
        words = (("yes", self.tr("Yes")), ("no", self.tr("No")), ("", self.tr("Don’t know")))
        for value, said in words:
            made = QRadioButton(said)
            made.setAccessibleName(f"{question} {said}")
            made.setMinimumHeight(em(1.75))
            self._group.addButton(made)
            self.choices[value] = made
            inside.addWidget(made)
        inside.addStretch(1)
        self._line.addWidget(beside)
        self.set_value("")
        self._group.buttonClicked.connect(lambda _: self.answered.emit(self.value()))

    def value(self) -> str:
        """Return what is chosen."""
        return next(value for value, made in self.choices.items() if made.isChecked())

    def set_value(self, said: str) -> None:
        """Choose an answer."""
        self.choices[said].setChecked(True)
        policies = Qt.FocusPolicy
        for made in self.choices.values():  # Tab goes to the one that is chosen, not to the first
            is_chosen = made.isChecked()
            made.setFocusPolicy(policies.StrongFocus if is_chosen else policies.ClickFocus)

    def go_to_chosen(self) -> None:
        """Give the focus to what is chosen."""
        self.choices[self.value()].setFocus()

    def fit(self) -> None:
        """Put the answers under the question where there is little room."""
        down = self.width() < em(_NARROW_EM)
        ways = QBoxLayout.Direction
        self._line.setDirection(ways.TopToBottom if down else ways.LeftToRight)
        self._line.setSpacing(WORD if down else CARD)
