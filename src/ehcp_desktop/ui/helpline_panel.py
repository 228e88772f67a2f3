"""Who can help: organisations to ring or to write to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QLabel, QSizePolicy, QWidget

from ehcp_desktop.services import helplines
from ehcp_desktop.ui.parts.buttons import button
from ehcp_desktop.ui.parts.fitting import Fitting
from ehcp_desktop.ui.parts.layouts import GROUP, INNER, Card, column, line
from ehcp_desktop.ui.parts.text import Badge, Paragraph, label

if TYPE_CHECKING:
    from ehcp_desktop.services.helplines import Helpline


class HelplinePanel(QWidget):
    """Each organisation with what it does and how to reach it; read from the shipped list."""

    def __init__(self) -> None:
        super().__init__()
        inside = column(self, spacing=INNER)
        inside.addWidget(label(self.tr("Who can help"), "lead"))
        lead = self.tr("You do not have to do this alone. All of these are free for families.")
        inside.addWidget(label(lead, "second"))
        for one in helplines.load():
            inside.addWidget(self._card(one))
        change = self.tr("Numbers change. If one does not answer, look on their website.")
        inside.addWidget(label(change, "detail"))
        inside.addStretch(1)

    def _card(self, one: Helpline) -> Card:
        card = Card()
        card.setAccessibleName(one.name)
        card.body.addWidget(label(one.name, "heading"))
        card.body.addWidget(Paragraph(one.what))
        card.body.addWidget(selectable(Paragraph(one.how), one.how))
        for number in one.phone:
            says = self.tr("Telephone {number}").format(number=number)
            card.body.addWidget(Copied(Badge("phone", number, "text"), says))
        if one.web:
            says = self.tr("Website {address}").format(address=one.web)
            card.body.addWidget(Copied(label(one.web), says))
        return card


class Copied(Fitting):
    """Words that can be marked, after a button that copies them, or over it."""

    def __init__(self, shown: QLabel, says: str) -> None:
        super().__init__()
        self._words = shown.text()
        name = self.tr("Copy {words}").format(words=self._words)
        self.copy = button(self.tr("Copy"), self._copy, kind="link", image="copy", name=name)
        self._shown = selectable(shown, says)
        self._line: QBoxLayout = line(self, spacing=GROUP)
        self._line.addWidget(self.copy)
        self._line.addWidget(self._shown, 1)

    def fit(self) -> None:
        """Put the button under the words where they do not fit beside each other."""
        needed = self.copy.sizeHint().width() + GROUP + self._shown.sizeHint().width()
        ways = QBoxLayout.Direction
        is_down = needed > self.width()
        self._line.setDirection(ways.BottomToTop if is_down else ways.LeftToRight)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._words)
        self.copy.setText(self.tr("Copied"))


def selectable(shown: QLabel, says: str) -> QLabel:
    """Let words be marked and copied; a long address never widens the page."""
    shown.setAccessibleName(says)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    shown.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return shown
