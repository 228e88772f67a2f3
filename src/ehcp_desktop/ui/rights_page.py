"""Rights: what the law says, in plain words with its source; it works with no record open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QWidget

from ehcp_desktop.ui import rule_words
from ehcp_desktop.ui.date_trial import DateTrial
from ehcp_desktop.ui.helpline_panel import HelplinePanel
from ehcp_desktop.ui.parts.buttons import button
from ehcp_desktop.ui.parts.fields import Field, LineField
from ehcp_desktop.ui.parts.layouts import INNER, SIDE, Card, Page, SideBySide, column
from ehcp_desktop.ui.parts.lists import Item, ItemList
from ehcp_desktop.ui.parts.text import label
from ehcp_desktop.ui.rule_card import RuleCard
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QResizeEvent

    from ehcp_desktop.domain.rule import Rule
    from ehcp_desktop.services.rulebook import Rulebook
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session

_FIRST_RULE = "review_decision"
_NARROW = 46.0  # em: below, the list stands over the rule


class RightsPage(Page):
    """Rules to look through, the chosen one, a date to try it with, and who can help."""

    def __init__(self, session: Session, go: Go | None = None) -> None:
        super().__init__(
            "Rights", "What the law says, in plain words. Information, not legal advice."
        )
        self._session = session
        self._rulebook: Rulebook | None = None
        self._fill_header()
        self._lay()

    def _fill_header(self) -> None:
        self.help_button = button(self.tr("&Who can help"), self._press_help, image="phone")
        self.help_button.setCheckable(True)
        self.header.addWidget(self.help_button)

    def _lay(self) -> None:
        both = SideBySide(narrow=_NARROW, shares=(1, 3))
        self.card, self.trial = RuleCard(), DateTrial(self._session)
        self.filter = LineField(self.tr("For example: decision"))
        self.filter.textChanged.connect(lambda _: self._show_rules())
        self.rules = ItemList(self.tr("Rules"))
        self.rules.chosen.connect(self._choose)
        self.rules.opened.connect(lambda _: self._try_it())
        self.count = label("", "detail")
        both.main.addWidget(Field(self.tr("Find a rule or a wor&d"), self.filter))
        both.main.addWidget(self.count)
        both.main.addWidget(self.rules)
        both.main.addStretch(1)
        self._rule = self._rule_view()
        self._helplines: HelplinePanel | None = None
        self._beside = both.side
        both.side.addWidget(self._rule)
        self.body.addWidget(both)

    def _rule_view(self) -> QWidget:
        view = QWidget()
        inside = column(view, spacing=INNER)
        frame = Card()
        parts = SideBySide(narrow=52, shares=(3, 2))
        parts.main.addWidget(self.card)
        parts.side.addWidget(self.trial)
        frame.body.addWidget(parts)
        inside.addWidget(frame)
        inside.addStretch(1)
        return view

    def refresh(self) -> None:
        """Show the rules; the rulebook itself never changes while the program runs."""
        if self._rulebook is None:
            from ehcp_desktop.services.rulebook import load

            self._rulebook = self._session.family.rulebook if self._session.is_open else load()
            self.trial.use(self._rulebook)
            self._show_rules()
            if not self.rules.choose(_FIRST_RULE):
                self.rules.choose_first()

    def show_target(self, rule: str = "", *, helplines: bool = False, **_: object) -> None:
        """Show one rule, or who can help."""
        self.refresh()
        if helplines:
            self.show_help()
        elif rule:
            self.filter.setText("")
            self.rules.choose(rule)
            self._choose(rule)

    def show_help(self) -> None:
        """Show the helplines in the place of the rule."""
        self._turn(to_help=True)

    def _press_help(self) -> None:
        self._turn(to_help=self.help_button.isChecked())

    def _turn(self, *, to_help: bool) -> None:
        if to_help and self._helplines is None:
            self._helplines = HelplinePanel()
            self._beside.addWidget(self._helplines)
        if self._helplines is not None:
            self._helplines.setVisible(to_help)
        self._rule.setVisible(not to_help)
        self.help_button.setChecked(to_help)
        words = self.tr("Back to the &rule") if to_help else self.tr("&Who can help")
        self.help_button.setText(words)
        if to_help:
            QTimer.singleShot(0, self._see_help)

    def _see_help(self) -> None:
        """Bring who can help to the top, where it stands under the list."""
        inside = self.widget()
        if self._helplines is None or inside is None:
            return
        top = self._helplines.mapTo(inside, QPoint()).y()
        if top > self.viewport().height() // 2:
            self.verticalScrollBar().setValue(top - INNER)

    def _show_rules(self) -> None:
        found = rule_words.matching(self._every_rule(), self.filter.value())
        self.rules.show_items(_items(found))
        if self.filter.value():
            form = self.tr("1 rule") if len(found) == 1 else self.tr("{count} rules")
            self.count.setText(form.format(count=len(found)))
        self.count.setVisible(bool(self.filter.value()))
        self.rules.choose_first()

    def _every_rule(self) -> Sequence[Rule]:
        return tuple(self._rulebook.rules) if self._rulebook else ()

    def _choose(self, rule_id: str) -> None:
        if self._rulebook is not None:
            rule = self._rulebook.rule(rule_id)
            self.card.show_rule(rule)
            self.trial.offer(rule)
            self._turn(to_help=False)

    def _try_it(self) -> None:
        self.trial.date.setFocus()
        self.ensureWidgetVisible(self.card.title)

    def _fit(self) -> None:
        """Let the list use the height of the window, or a part of it where it stands alone."""
        alone = self.viewport().width() - 2 * SIDE < em(_NARROW)
        room = em(14) if alone else self.viewport().height() - em(15)
        self.rules.setFixedHeight(max(em(12), room))
        self.rules.scrollTo(self.rules.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the list its height for another window."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Give the list its height in a larger text."""
        super().changeEvent(event)
        if hasattr(self, "rules"):
            self._fit()


def _items(rules: Sequence[Rule]) -> list[Item]:
    items: list[Item] = []
    group = ""
    for rule in rules:
        heading = rule_words.group_title(rule.group) if rule.group != group else ""
        group = rule.group
        basis = rule_words.basis(rule)
        items.append(Item(id=rule.id, title=rule.title, heading=heading, badge=(*basis, "second")))
    return items
