"""The rules to look through, the chosen one in full, and a date to try it with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ehcp_desktop.ui import rule_words
from ehcp_desktop.ui.date_trial import AS_GIVEN, DateTrial
from ehcp_desktop.ui.parts.fields import Choice, Field, LineField
from ehcp_desktop.ui.parts.layouts import SIDE, Card, SideBySide, column
from ehcp_desktop.ui.parts.lists import Item, ItemList
from ehcp_desktop.ui.parts.text import label
from ehcp_desktop.ui.rights_search import Elsewhere
from ehcp_desktop.ui.rule_card import RuleCard
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ehcp_desktop.domain.rule import Rule
    from ehcp_desktop.services.rulebook import Rulebook
    from ehcp_desktop.ui.session import Session

FIRST_RULE = "review_decision"
_NARROW = 46.0  # em: below, the list stands over the rule
_ABOVE = 22  # em: what stands over the list


class RulesView(QWidget):
    """A list to search, one group or all of them; beside it the rule, and what a day would give.

    `tried` asks that the date be brought into sight.
    """

    tried = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.rulebook: Rulebook | None = None
        self._today = session.today()
        self.card, self.trial = RuleCard(), DateTrial(session)
        self.filter = LineField(self.tr("For example: decision"))
        self.filter.textChanged.connect(lambda _: self._show())
        self.group = Choice()
        self.group.setMinimumContentsLength(12)
        self.group.setSizeAdjustPolicy(AS_GIVEN)
        self.group.edited.connect(self._show)
        self.list = ItemList(self.tr("Rules"))
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(lambda _: self._try_it())
        self.list.verticalScrollBar().rangeChanged.connect(lambda *_: self._see_chosen())
        self.count = label("", "detail")
        self.elsewhere = Elsewhere()
        self._lay()

    def _lay(self) -> None:
        both = SideBySide(narrow=_NARROW, shares=(1, 3))
        both.main.addWidget(Field(self.tr("Find a rule or a wor&d"), self.filter))
        both.main.addWidget(Field(self.tr("Which &kind of rule"), self.group))
        both.main.addWidget(self.count)
        both.main.addWidget(self.elsewhere)
        both.main.addWidget(self.list)
        both.main.addStretch(1)
        frame = Card()
        parts = SideBySide(narrow=52, shares=(3, 2))
        parts.main.addWidget(self.card)
        parts.side.addWidget(self.trial)
        frame.body.addWidget(parts)
        both.side.addWidget(frame)
        both.side.addStretch(1)
        column(self).addWidget(both)

    def use(self, rulebook: Rulebook, today: date) -> None:
        """Take other rules, as they are today; a chosen one stays so, if it is still there."""
        if rulebook is self.rulebook and today == self._today:
            return
        self.rulebook, self._today = rulebook, today
        self.trial.use(rulebook)
        every = [(group, rule_words.group_title(group)) for group in rulebook.groups]
        self.group.offer([("", self.tr("All kinds")), *every])
        self._show()
        self._choose(self.list.current())

    def choose(self, rule_id: str) -> None:
        """Show one rule, whatever was looked for."""
        self.filter.setText("")
        self.group.set_value("")
        self._show()
        self.list.choose(rule_id)
        self._choose(rule_id)

    def fit_to(self, width: int, height: int) -> None:
        """Let the list use the height of the window, or a part of it where it stands alone."""
        alone = width - 2 * SIDE < em(_NARROW)
        self.list.setFixedHeight(max(em(12), em(14) if alone else height - em(_ABOVE)))
        self._see_chosen()

    def _see_chosen(self) -> None:
        """Keep the chosen rule in sight while the list measures what stands above it."""
        self.list.scrollTo(self.list.currentIndex(), ItemList.ScrollHint.PositionAtCenter)

    def _try_it(self) -> None:
        self.trial.date.setFocus()
        self.tried.emit()

    def _show(self) -> None:
        if self.rulebook is None:
            return
        group = self.group.value()
        among = self.rulebook.in_group(group) if group else tuple(self.rulebook.rules)
        now = [self.rulebook.rule(rule.id, self._today) for rule in among]
        found = rule_words.matching(now, self.filter.value())
        self.list.show_items(_items(found))
        form = self.tr("1 rule") if len(found) == 1 else self.tr("{count} rules")
        self.count.setText(form.format(count=len(found)))
        if not self.list.current() and not self.list.choose(FIRST_RULE):
            self.list.choose_first()

    def _choose(self, rule_id: str) -> None:
        if self.rulebook is not None and rule_id:
            rule = self.rulebook.rule(rule_id, self._today)
            self.card.show_rule(rule, self._today)
            self.trial.offer(rule)


def _items(rules: Sequence[Rule]) -> list[Item]:
    items: list[Item] = []
    group = ""
    for rule in rules:
        heading = rule_words.group_title(rule.group) if rule.group != group else ""
        group = rule.group
        items.append(
            Item(
                id=rule.id,
                title=rule.title,
                detail=rule_words.in_short(rule),
                heading=heading,
                badge=(*rule_words.basis(rule), "second"),
            )
        )
    return items
