"""Who can help: organisations to ring or to write to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ehcp_desktop.services import helplines
from ehcp_desktop.ui.parts.layouts import INNER, Card, column
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
        card.body.addWidget(Paragraph(one.how))
        for number in one.phone:
            says = self.tr("Telephone {number}").format(number=number)
            card.body.addWidget(selectable(Badge("phone", number, "text"), says))
        if one.web:
            says = self.tr("Website {address}").format(address=one.web)
            card.body.addWidget(selectable(label(one.web, "detail"), says))
        return card


def selectable(shown: QLabel, says: str) -> QLabel:
    """Let words be marked and copied; a long address never widens the page."""
    shown.setAccessibleName(says)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    shown.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return shown
