"""Who can help: organisations to ring or to write to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from ehcp_desktop.services import helplines
from ehcp_desktop.ui.parts.buttons import button
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
            card.body.addLayout(_copied(Badge("phone", number, "text"), says))
        if one.web:
            says = self.tr("Website {address}").format(address=one.web)
            card.body.addLayout(_copied(label(one.web), says))
        return card


def _copied(shown: QLabel, says: str) -> QHBoxLayout:
    """Return words that can be marked, after a button that copies them."""
    words = shown.text()

    def copy() -> None:
        QGuiApplication.clipboard().setText(words)
        made.setText(_tr("Copied"))

    name = _tr("Copy {words}").format(words=words)
    made = button(_tr("Copy"), copy, kind="link", image="copy", name=name)
    both = line(spacing=GROUP)
    both.addWidget(made)
    both.addWidget(selectable(shown, says), 1)
    return both


def selectable(shown: QLabel, says: str) -> QLabel:
    """Let words be marked and copied; a long address never widens the page."""
    shown.setAccessibleName(says)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    shown.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return shown


def _tr(text: str) -> str:
    return QCoreApplication.translate("HelplinePanel", text)
