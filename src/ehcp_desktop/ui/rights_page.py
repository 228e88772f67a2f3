"""Rights: what the law says, in plain words with its source; it works with no record open."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabBar

from ehcp_desktop.services import reading
from ehcp_desktop.ui import rule_words
from ehcp_desktop.ui.parts.layouts import Page
from ehcp_desktop.ui.rules_view import RulesView

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from ehcp_desktop.services.rulebook import Rulebook
    from ehcp_desktop.ui.glossary_panel import GlossaryPanel
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session

RULES, WAYS, WORDS, PROPOSALS, HELP = range(5)
_MADE_OF = {  # built on the first visit
    WAYS: ("ways_panel", "WaysPanel"),
    WORDS: ("glossary_panel", "GlossaryPanel"),
    PROPOSALS: ("proposals_panel", "ProposalsPanel"),
    HELP: ("helpline_panel", "HelplinePanel"),
}
_PAGES = {"ways": WAYS, "words": WORDS, "proposals": PROPOSALS, "help": HELP}
_ENOUGH = 3  # letters


class RightsPage(Page):
    """The rules, the ways of reviewing, words explained, what is only proposed, who can help."""

    def __init__(self, session: Session, go: Go | None = None) -> None:
        super().__init__("Rights")
        self._session = session
        self._go = go
        self._shipped: Rulebook | None = None
        self.rules = RulesView(session)
        self.rules.tried.connect(lambda: self.ensureWidgetVisible(self.rules.trial.date))
        self.parts: dict[int, QWidget] = {RULES: self.rules}
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.tr("What to read"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for words in self._titles():
            self.tabs.addTab(words)
        self.tabs.currentChanged.connect(self._turn)
        self._listen(RULES, self.rules)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.rules)

    def _titles(self) -> tuple[str, ...]:
        return (
            self.tr("R&ules"),
            self.tr("Wa&ys of reviewing"),
            self.tr("&Words explained"),
            self.tr("Proposed, &not law"),
            self.tr("Who c&an help"),
        )

    def refresh(self) -> None:
        """Show the rules; those of the open record, else those that are shipped."""
        rulebook = self._rulebook()
        if rulebook is not self.rules.rulebook:
            self._say_checked()
        today = self._session.today()
        self.rules.use(rulebook, today)
        if WAYS in self.parts:
            self.parts[WAYS].use(rulebook, today)  # type: ignore[attr-defined]  # WaysPanel has it
            self.parts[WAYS].check.setVisible(self._has_review())  # type: ignore[attr-defined]

    def show_target(self, rule: str = "", *, helplines: bool = False, **_: object) -> None:
        """Show one rule, or who can help."""
        self.refresh()
        if rule:
            self.rules.choose(rule)
        self.tabs.setCurrentIndex(HELP if helplines else RULES)

    def _listen(self, place: int, part: RulesView | GlossaryPanel) -> None:
        """Say beside a search where else its words are found."""
        part.filter.textChanged.connect(
            lambda words: part.elsewhere.tell(self._also(place, words))
        )
        part.elsewhere.wanted.connect(lambda other: self._look(other, part.filter.value()))

    def _also(self, here: int, words: str) -> list[tuple[int, str]]:
        if len(words.strip()) < _ENOUGH:
            return []
        found = [_PAGES[page] for page in reading.pages_with(words)]
        if rule_words.matching(self._rulebook().rules, words):
            found.insert(0, RULES)
        return [(one, self.tabs.tabText(one).replace("&", "")) for one in found if one != here]

    def _look(self, place: int, words: str) -> None:
        """Go to a tab, to what was looked for where it can be looked for there."""
        self.tabs.setCurrentIndex(place)
        part = self.parts[place]
        self.tabs.setFocus()
        if place in (RULES, WORDS):
            part.filter.setText(words)  # type: ignore[attr-defined]  # both have it
            part.filter.setFocus()  # type: ignore[attr-defined]

    def _has_review(self) -> bool:
        session = self._session
        return session.is_open and session.family.store.reviews.count(child=session.child_id) > 0

    def _check_model(self) -> None:
        from ehcp_desktop.ui.model_check_dialog import check_model

        if self._go is not None:
            check_model(self._session, self._go, self)

    def _rulebook(self) -> Rulebook:
        if self._session.is_open:
            return self._session.family.rulebook
        if self._shipped is None:
            from ehcp_desktop.services.rulebook import load

            self._shipped = load()
        return self._shipped

    def _say_checked(self) -> None:
        from ehcp_desktop.services.packs import law_checked

        words = self.tr("What the law says, in plain words. Information, not legal advice. {law}")
        family = self._session.family if self._session.is_open else None
        self.say_subtitle(words.format(law=law_checked(family)))

    def _turn(self, place: int) -> None:
        if place not in self.parts:
            module, code = _MADE_OF[place]
            self.parts[place] = getattr(import_module(f"ehcp_desktop.ui.{module}"), code)()
            self.body.addWidget(self.parts[place])
            if place == WAYS:
                self.parts[place].check_wanted.connect(self._check_model)  # type: ignore[attr-defined]
            self.refresh()
            if place == WORDS:
                self._listen(place, self.parts[place])  # type: ignore[arg-type]  # GlossaryPanel
        for other, part in self.parts.items():
            part.setVisible(other == place)
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the list its height for another window."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Give the list its height in a larger text."""
        super().changeEvent(event)
        if hasattr(self, "rules"):
            self._fit()

    def _fit(self) -> None:
        self.rules.fit_to(self.viewport().width(), self.viewport().height())
