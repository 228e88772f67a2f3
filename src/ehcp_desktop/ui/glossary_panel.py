"""The words of the field in plain English, to look through or to search."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ehcp_desktop.services import reading
from ehcp_desktop.ui.parts.facts import Facts
from ehcp_desktop.ui.parts.fields import Field, LineField
from ehcp_desktop.ui.parts.layouts import INNER, Card, column
from ehcp_desktop.ui.parts.text import label


class GlossaryPanel(QWidget):
    """Every word with its meaning; typing leaves those that fit."""

    def __init__(self) -> None:
        super().__init__()
        self._words = reading.glossary()
        self.filter = LineField(self.tr("For example: provision"))
        self.filter.textChanged.connect(lambda _: self._show())
        self.count = label("", "detail")
        self._facts = Facts()
        card = Card()
        card.body.addWidget(self._facts)
        inside = column(self, spacing=INNER)
        inside.addWidget(label(self.tr("Words explained"), "lead"))
        inside.addWidget(Field(self.tr("Find a wor&d"), self.filter))
        inside.addWidget(self.count)
        inside.addWidget(card)
        inside.addStretch(1)
        self._show()

    def _show(self) -> None:
        found = reading.matching(self._words, self.filter.value())
        form = self.tr("1 word") if len(found) == 1 else self.tr("{count} words")
        self.count.setText(form.format(count=len(found)))
        self._facts.tell((word.term, word.means) for word in found)
