"""The ways of reviewing, side by side: what each is, what it leaves out, and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ehcp_desktop.domain.when import spoken_day
from ehcp_desktop.services.review_models import review_models
from ehcp_desktop.ui.helpline_panel import selectable
from ehcp_desktop.ui.parts.buttons import button
from ehcp_desktop.ui.parts.fitting import Fitting
from ehcp_desktop.ui.parts.layouts import COLUMN, GROUP, INNER, WORD, Card, clear, column
from ehcp_desktop.ui.parts.text import Badge, Paragraph, label
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ehcp_desktop.services.review_models import Way
    from ehcp_desktop.services.rulebook import Rulebook

_EACH_EM = 17.0
_GRID = {4: 4, 3: 2, 2: 2}  # how many stand beside each other where there is room for so many


class WaysPanel(QWidget):
    """What every review owes, and the four ways beside each other.

    `check_wanted` asks for the questions about the family's own review.
    """

    check_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        shown = review_models()
        inside = column(self, spacing=INNER)
        inside.addWidget(label(self.tr("Four ways of reviewing a plan"), "lead"))
        lead = self.tr(
            "Councils give their reviews different names. The law asks the same of all:"
        )
        inside.addWidget(label(lead, "second"))
        self._owed = column(spacing=WORD)
        inside.addLayout(self._owed)
        self._steps = shown.steps
        words = self.tr("Check my council’s &model")
        self.check = button(words, self.check_wanted.emit, image="clipboard-check")
        inside.addWidget(self.check)
        card = Card()
        card.body.addWidget(_Grid(shown.ways))
        inside.addWidget(card)
        checked = self.tr("Checked on {day}.").format(day=spoken_day(shown.checked))
        inside.addWidget(label(checked, "detail"))
        inside.addStretch(1)

    def use(self, rulebook: Rulebook, today: date) -> None:
        """Say what every review owes, by the rules in force today."""
        clear(self._owed)
        for step in self._steps:
            rule = rulebook.rule(step, today)
            words = f"**{rule.title}**: {rule.counting}. {rule.citation}."
            self._owed.addWidget(Paragraph(words))


class _Grid(Fitting):
    """A column for each way; fewer beside each other where there is less room."""

    def __init__(self, ways: Sequence[Way]) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(COLUMN)
        self._grid.setVerticalSpacing(GROUP)
        self._ways = [self._cells(way) for way in ways]
        self._across = 0

    def fit(self) -> None:
        """Lay the ways out anew where another number of them fits beside each other."""
        across = _GRID.get(min(int(self.width() // em(_EACH_EM)), len(self._ways)), 1)
        if across == self._across:
            return
        self._across = across
        for place in range(len(self._ways)):
            self._grid.setColumnStretch(place, 1 if place < across else 0)
        for number, cells in enumerate(self._ways):
            top = number // across * len(cells)
            for row, cell in enumerate(cells):
                up = Qt.AlignmentFlag.AlignTop
                self._grid.addWidget(cell, top + row, number % across, up)

    def _cells(self, way: Way) -> list[QWidget]:
        source = f"{way.source}\n{way.source_url}"
        left_out = [f"**{told.title}.** {told.words}" for told in way.leaves_out]
        return [
            self._head(way),
            _cell(self.tr("What it is"), [way.what]),
            _cell(self.tr("What it leaves out"), left_out),
            _cell(self.tr("What to ask"), way.ask),
            _cell(self.tr("How sure this is"), [way.sure]),
            _cell(self.tr("Where it is from"), [source], says=way.source),
        ]

    def _head(self, way: Way) -> QWidget:
        head = QWidget()
        inside = column(head, spacing=WORD, margins=(0, GROUP, 0, 0))
        inside.addWidget(label(way.title, "heading"))
        inside.addWidget(label(way.place, "second"))
        if way.as_reported:
            inside.addWidget(Badge("circle-question-mark", self.tr("As reported"), "gold"))
        return head


def _cell(name: str, told: Sequence[str], says: str = "") -> QWidget:
    cell = QWidget()
    inside = column(cell, spacing=WORD)
    inside.addWidget(label(name, "second"))
    for words in told:
        is_marked = "**" in words
        plain = words.replace("**", "")
        shown = Paragraph(words) if is_marked else label(f"• {words}" if len(told) > 1 else words)
        inside.addWidget(selectable(shown, f"{name}: {says or plain}"))
    return cell
