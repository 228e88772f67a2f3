"""What is proposed and is not law: to be read, never computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ehcp_desktop.domain.when import spoken_day
from ehcp_desktop.services import reading
from ehcp_desktop.ui.parts.facts import Fact
from ehcp_desktop.ui.parts.layouts import INNER, Card, column
from ehcp_desktop.ui.parts.text import Badge, Paragraph, label

if TYPE_CHECKING:
    from ehcp_desktop.services.reading import Proposal


class ProposalsPanel(QWidget):
    """Each proposal with its label, how far it had got, its source and how sure that is."""

    def __init__(self) -> None:
        super().__init__()
        shown = reading.proposals()
        inside = column(self, spacing=INNER)
        inside.addWidget(label(self.tr("Proposed, not law"), "lead"))
        inside.addWidget(Paragraph(shown.lead))
        checked = self.tr("Reform news checked {news}; law text checked {law}.").format(
            news=shown.news_checked, law=spoken_day(shown.law_checked)
        )
        inside.addWidget(label(checked, "second"))
        for one in shown.proposals:
            inside.addWidget(self._card(one))
        inside.addStretch(1)

    def _card(self, one: Proposal) -> Card:
        card = Card()
        card.setAccessibleName(f"{one.title}. {one.label}")
        card.body.addWidget(Badge("hand", one.label, "gold"))
        card.body.addWidget(label(one.title, "heading"))
        card.body.addWidget(Paragraph(one.says))
        told = (
            (self.tr("How far it had got"), one.status),
            (self.tr("Where it is from"), f"{one.source}\n{one.source_url}"),
            (self.tr("How sure this is"), one.sure),
        )
        for name, words in told:
            card.body.addWidget(Fact(name, words))
        return card
