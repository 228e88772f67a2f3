"""The words of the field in plain English, to look through or to search."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ehcp_desktop.services import reading
from ehcp_desktop.ui.parts.facts import SHORT_EM, Fact
from ehcp_desktop.ui.parts.fields import Field, LineField
from ehcp_desktop.ui.parts.layouts import INNER, WORD, Card, column
from ehcp_desktop.ui.parts.text import label
from ehcp_desktop.ui.rights_search import Elsewhere


class GlossaryPanel(QWidget):
    """Every word with its meaning; typing leaves those that fit."""

    def __init__(self) -> None:
        super().__init__()
        self._words = reading.glossary()
        self.filter = LineField(self.tr("For example: provision"))
        self.filter.textChanged.connect(lambda _: self._show())
        self.count = label("", "detail")
        self.elsewhere = Elsewhere()
        # All are made once, and shown or hidden: a screen reader hears of each that is made anew.
        self._facts = {word: Fact(*word, SHORT_EM) for word in self._words}
        self._card = card = Card()
        card.body.setSpacing(WORD)
        for fact in self._facts.values():
            card.body.addWidget(fact)
        inside = column(self, spacing=INNER)
        inside.addWidget(label(self.tr("Words explained"), "lead"))
        inside.addWidget(Field(self.tr("Find a wor&d"), self.filter))
        inside.addWidget(self.count)
        inside.addWidget(self.elsewhere)
        inside.addWidget(card)
        inside.addStretch(1)
        self._show()

    def _show(self) -> None:
        found = reading.matching(self._words, self.filter.value())
        form = self.tr("1 word") if len(found) == 1 else self.tr("{count} words")
        self.count.setText(form.format(count=len(found)))
        self._card.hide()  # else all is laid out anew for each word that is shown
        for word, fact in self._facts.items():
            fact.setVisible(word in found)
        self._card.setVisible(bool(found))
