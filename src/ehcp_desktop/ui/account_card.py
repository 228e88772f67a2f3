"""A card for one account of a review, with its next step."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.ui import review_account_words as said
from ehcp_desktop.ui import review_words
from ehcp_desktop.ui.parts.buttons import allow, button
from ehcp_desktop.ui.parts.layouts import Card, column
from ehcp_desktop.ui.parts.paper_rows import PaperRows
from ehcp_desktop.ui.parts.text import Badge, Counted, Paragraph, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ehcp_desktop.services.accounts import Account
    from ehcp_desktop.ui.session import Session


class Next(NamedTuple):
    """The next step of an account: the words of its button, and what it does."""

    words: str
    run: Callable[[], object]
    is_change: bool = True


class AccountCard(Card):
    """One account: whose it is, how it stands, its words, its papers and the next step."""

    def __init__(self, session: Session, title: str, image: str) -> None:
        super().__init__()
        self._session = session
        self._title = title
        self._heading = Counted(title, image=image, ink="text")
        self.setAccessibleName(title)
        self._run: Callable[[], object] = lambda: None
        self.badge = Badge("check", "")
        self.facts = label("", "detail")
        self.words = Paragraph()
        self.about = label("", "detail")
        self.papers = PaperRows(session, title)
        self.next = button("", self._go_on)
        self._form = column()
        self._lay()

    def _lay(self) -> None:
        for part in (self._heading, self.badge, self.facts, self.words, self.papers):
            self.body.addWidget(part)
        self.body.addLayout(self._form)
        self.body.addWidget(self.about)
        self.body.addWidget(self.next)
        self.body.addStretch(1)
        self.about.hide()

    def _go_on(self) -> None:
        self._run()

    def put_form(self, form: QWidget) -> None:
        """Let the words be typed here."""
        self._form.addWidget(form)

    def tell(self, account: Account, told: said.Told) -> None:
        """Show how the account stands, whose it is with its days, and what it says."""
        self._title = told.title
        self._heading.words.setText(told.title)
        for part in (self, self.papers):
            part.setAccessibleName(told.title)
        self.facts.setText(told.facts)
        self.facts.setVisible(bool(told.facts))
        self.words.say(told.words)
        self.words.setVisible(bool(told.words))
        self.papers.show_papers([(paper, said.paper_day(paper)) for paper in account.papers])
        self.badge.setVisible(account.step is not None)
        if account.step is not None:
            icon, tone = review_words.look(account.step)
            word = review_words.state_word(account.step, self._session.today())
            self.badge.tell(icon, word, tone)

    def offer(self, step: Next | None) -> None:
        """Offer the next step, if there is one."""
        self.next.setVisible(step is not None)
        if step is not None:
            self._run = step.run
            self.next.setText(step.words)
            self.next.setAccessibleName(f"{step.words}: {self._title}")
            allow(self.next, self._session.why_read_only if step.is_change else "")

    def point_at(self, words: str) -> None:
        """Say under the text which words of it the next step takes, "" for none."""
        is_shown = bool(words) and self.next.isEnabled()
        self.about.setText(words)
        self.about.setVisible(is_shown)
        if is_shown:
            self.next.setAccessibleDescription(words)
