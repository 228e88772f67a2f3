"""One rule in full: what it rests on, plain words, source, exceptions, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ehcp_desktop.ui import rule_words
from ehcp_desktop.ui.parts.buttons import link
from ehcp_desktop.ui.parts.facts import Fact
from ehcp_desktop.ui.parts.fields import Field, LineField
from ehcp_desktop.ui.parts.layouts import GROUP, clear, column
from ehcp_desktop.ui.parts.text import Badge, Paragraph, label

if TYPE_CHECKING:
    from datetime import date

    from ehcp_desktop.domain.rule import Rule


class RuleCard(QWidget):
    """Shows a rule; nothing is opened or sent, the address of the source is there to copy."""

    def __init__(self) -> None:
        super().__init__()
        inside = column(self, spacing=GROUP)
        self.basis = Badge("landmark", "")
        self.title = label("", "lead")
        self.plain = Paragraph()
        self._facts = column(spacing=GROUP)
        self.source = LineField()
        self.source.setReadOnly(True)
        self._source = Field(self.tr("Where to &read it yourself"), self.source)
        self.guide = LineField()
        self.guide.setReadOnly(True)
        self._guide = Field(self.tr("Where it is exp&lained"), self.guide)
        self.copy = link(self.tr("&Copy the address"), self._copy, image="copy")
        self.doubt = Badge("circle-question-mark", self.tr("Not verified"), "gold")
        for part in (self.basis, self.doubt, self.title, self.plain):
            inside.addWidget(part)
        inside.addLayout(self._facts)
        inside.addWidget(self._source)
        inside.addWidget(self.copy)
        inside.addWidget(self._guide)

    def show_rule(self, rule: Rule, today: date) -> None:
        """Show another rule, as it is today."""
        self.basis.tell(*rule_words.basis(rule))
        self.doubt.setVisible(rule.verified == "unverified")
        self.title.setText(rule.title)
        self.plain.say(rule.plain)
        clear(self._facts)
        for name, words in self._told(rule, today):
            self._facts.addWidget(Fact(name, words))
        address = rule.law_url or rule.source_url
        self.source.setText(address)
        self.source.setCursorPosition(0)
        self._source.setVisible(bool(address))
        self.copy.setVisible(bool(address))
        self.copy.setText(self.tr("&Copy the address"))
        self.guide.setText(rule.source_url)
        self.guide.setCursorPosition(0)
        self._guide.setVisible(bool(rule.law_url))

    def _told(self, rule: Rule, today: date) -> list[tuple[str, str]]:
        told = (
            (self.tr("Who must do it"), rule_words.owner(rule)),
            (self.tr("How it is counted"), rule_words.counting(rule)),
            (self.tr("What else must be known"), rule_words.needs(rule)),
            (self.tr("Written in"), rule.citation),
            (self.tr("Good to know"), rule.note),
            (self.tr("Exceptions"), rule.exceptions),
            (self.tr("If it is missed"), rule.if_missed),
            (self.tr("In force"), rule_words.in_force(rule, today)),
            (self.tr("How sure this is"), rule_words.sure(rule)),
            (self.tr("Last checked"), rule_words.checked(rule)),
            (self.tr("Letters that rely on this"), _letters(rule)),
        )
        return [(name, words) for name, words in told if words]

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.source.text())
        self.copy.setText(self.tr("Copied"))


def _letters(rule: Rule) -> str:
    from ehcp_desktop.services.letters.relying import titles_on

    return "\n".join(titles_on(rule.id))
