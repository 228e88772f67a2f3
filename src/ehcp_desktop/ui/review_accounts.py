"""The four accounts of a review, each in a card of its own, with one next step."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ehcp_desktop.domain.review import HELD, Minutes
from ehcp_desktop.services import accounts, meeting_notes
from ehcp_desktop.ui import review_account_words as said
from ehcp_desktop.ui import review_words
from ehcp_desktop.ui.account_card import AccountCard, Next
from ehcp_desktop.ui.parts.buttons import allow
from ehcp_desktop.ui.parts.forms import FormField, RecordForm
from ehcp_desktop.ui.parts.layouts import INNER, SideBySide, column

if TYPE_CHECKING:
    from ehcp_desktop.domain.letter import Paper
    from ehcp_desktop.services.accounts import Account
    from ehcp_desktop.services.review_step import Step
    from ehcp_desktop.services.reviews import Overview
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session

_CONFIRM = "confirm_conversation"
_IMAGES = {"ours": "pen-line", "school": "school", "decision": "landmark", "plan": "book-open"}


class Accounts(QWidget):
    """Our note and the report, saved as typed; the decision and the plan from their events.

    `corrects` has words of the report that are to be corrected, `adds` those of our note that it
    leaves out.
    """

    corrects = Signal(str)
    adds = Signal(str)

    def __init__(self, session: Session, go: Go) -> None:
        super().__init__()
        self._session = session
        self._go = go
        self._review = ""
        self._known: dict[str, Account] = {}
        titles = said.titles()
        self.cards = {
            name: AccountCard(session, titles[name], image) for name, image in _IMAGES.items()
        }
        self.forms = {
            "ours": self._form("ours", self.tr("What we wrote down")),
            "school": self._form("school", self.tr("Words of the &minutes")),
        }
        inside = column(self, spacing=INNER)
        for left, right in (("ours", "school"), ("decision", "plan")):
            both = SideBySide(narrow=40, shares=(1, 1))
            both.main.addWidget(self.cards[left])
            both.side.addWidget(self.cards[right])
            inside.addWidget(both)

    def _form(self, whose: str, words: str) -> RecordForm[Minutes]:
        field = FormField(name="text", label=words, kind="long", lines=8)
        form: RecordForm[Minutes] = RecordForm(
            self._session,
            (field,),
            lambda changed: meeting_notes.keep_minutes(self._session.family, changed),
        )
        form.setObjectName(whose)
        self.cards[whose].put_form(form)
        text = form.editors["text"]
        if isinstance(text, QPlainTextEdit):
            for signal in (text.cursorPositionChanged, text.selectionChanged, text.textChanged):
                signal.connect(partial(self._point_at, whose))
        return form

    def show_review(self, overview: Overview) -> None:
        """Show the accounts of a review, without touching what is being typed."""
        self._review = overview.review.id
        self._known = accounts.accounts(self._session.family, overview)
        for whose, form in self.forms.items():
            form.show_record(self._minutes(whose, form))
            allow(form, self._session.why_read_only)
        for name, account in self._known.items():
            self.cards[name].tell(account, said.told(self._session.family, name, account))
        for whose in self.forms:
            self._point_at(whose)
        self.cards["decision"].offer(self._of_step("decision"))
        self.cards["plan"].offer(self._of_plan())

    def _minutes(self, whose: str, form: RecordForm[Minutes]) -> Minutes:
        """Return what is kept; what is not yet, or no longer, stays the same empty record.

        What is being typed first joins an account that was kept from elsewhere meanwhile.
        """
        shown = form.record
        minutes = meeting_notes.minutes(self._session.family, self._review, whose)
        if minutes.text and shown is not None and shown.id != minutes.id:
            form.flush()
            minutes = meeting_notes.minutes(self._session.family, self._review, whose)
        if minutes.text or shown is None or shown.review != self._review:
            return minutes
        return replace(shown, text="")

    def _point_at(self, whose: str) -> None:
        """Say which words the next step would take, and offer it."""
        if whose not in self._known:
            return
        card, words = self.cards[whose], self._words(whose)
        card.offer(self._of_ours() if whose == "ours" else self._of_school())
        card.point_at(said.pointed_at(words) if self._has_words(whose) else "")

    def _text(self, whose: str) -> QPlainTextEdit:
        text = self.forms[whose].editors["text"]
        assert isinstance(text, QPlainTextEdit)  # noqa: S101  # made so
        return text

    def _has_words(self, whose: str) -> bool:
        return not self._text(whose).document().isEmpty()

    def _words(self, whose: str) -> str:
        """Return the words that are chosen, else the line with the cursor."""
        cursor = self._text(whose).textCursor()
        chosen = cursor.selection().toPlainText() if cursor.hasSelection() else ""
        return chosen.strip() or cursor.block().text().strip()

    # ---- The next step of each

    def _of_ours(self) -> Next | None:
        meeting = self._known["ours"].event
        if not self._has_words("ours"):
            return Next(self.tr("Write down what was said"), self._text("ours").setFocus)
        if self._has_words("school"):
            return Next(self.tr("The minutes leave this out"), partial(self._send, "ours"))
        if meeting is None or meeting.kind != HELD:
            return None
        confirm = partial(self._go, "letters", template=_CONFIRM, about=meeting.id)
        return Next(self.tr("Confirm it in writing"), confirm)

    def _of_school(self) -> Next | None:
        if self._has_words("school"):
            chosen = self._text("school").textCursor().hasSelection()
            words = self.tr("Correct these words") if chosen else self.tr("Correct this line")
            return Next(words, partial(self._send, "school"))
        paper = self._readable()
        if paper is not None:
            words = self.tr("Take the words from the paper")
            return Next(words, partial(self._take, paper))
        if self._known["school"].event is not None:
            return Next(self.tr("Type or paste its words"), self._text("school").setFocus)
        return self._of_step("school")

    def _of_plan(self) -> Next | None:
        event = self._known["plan"].event
        if event is not None and event.kind == said.PLAN:
            read = partial(self._go, "plan", event=event.id)
            return Next(self.tr("Read the plan"), read, is_change=False)
        return self._of_step("plan")

    def _of_step(self, name: str) -> Next | None:
        """Return how to see what came, to ask for what is late, or to say that it has come."""
        account = self._known[name]
        step = account.step
        if step is None or step.state == "not_needed":
            return None
        if account.event is not None:
            see = partial(self._go, "story", event=account.event.id)
            return Next(self.tr("See it in the Story"), see, is_change=False)
        letter = review_words.letter_for(step)
        return self._of_letter(letter, step) if letter else self._has_come(step)

    def _of_letter(self, letter: str, step: Step) -> Next:
        """Return how to write the letter about a late step, or to see the one that was sent."""
        about = step.deadline.trigger.id if step.deadline else ""
        asked = self._session.agenda().asked_about(letter, about)
        if asked is not None:
            see = partial(self._go, "letters", letter=asked.trigger.letter)
            return Next(self.tr("See the letter that asks for it"), see, is_change=False)
        write = partial(self._go, "letters", template=letter, about=self._review)
        return Next(self.tr("Ask for it in a letter"), write)

    def _has_come(self, step: Step) -> Next:
        add = partial(self._go, "add", kind=review_words.kind_of(step.id), review=self._review)
        return Next(review_words.step_action(step), add)

    def _send(self, whose: str) -> None:
        for form in self.forms.values():
            form.flush()
        words = self._words(whose)
        if not words:
            self._session.say(self.tr("Put the cursor on a line with words first."))
        elif whose == "school":
            self.corrects.emit(words)
        else:
            self.adds.emit(words)

    # ---- The words of a paper

    def _readable(self) -> Paper | None:
        from ehcp_desktop.services.paper_words import can_be_read

        return next(filter(can_be_read, self._known["school"].papers), None)

    def _take(self, paper: Paper) -> None:
        from ehcp_desktop.services.paper_words import words_of
        from ehcp_desktop.ui.pdf_words import words_of_pdf

        family = self._session.family
        empty = meeting_notes.minutes(family, self._review, "school")

        def take_in() -> bool:
            taken = words_of(family, paper, words_of_pdf)
            meeting_notes.keep_minutes(family, replace(empty, text=taken.words))
            return taken.is_whole

        is_whole = self._session.attempt(take_in)
        if is_whole is not None:
            self._session.say(said.copied(is_whole=is_whole), undo=True)
            self._text("school").setFocus()
