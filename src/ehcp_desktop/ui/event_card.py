"""One thing that happened, in full, with its papers and what it belongs to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ehcp_desktop.domain.event import EXCEPTION_CLAIMED
from ehcp_desktop.services import diary, events, questions
from ehcp_desktop.services.papers import of_event
from ehcp_desktop.ui import words
from ehcp_desktop.ui.claim_words import add_claim
from ehcp_desktop.ui.parts.buttons import button, link
from ehcp_desktop.ui.parts.facts import Facts
from ehcp_desktop.ui.parts.layouts import ButtonRow, Card, clear
from ehcp_desktop.ui.parts.panes import DetailPane
from ehcp_desktop.ui.parts.paper_rows import PaperRows, choose_and_attach
from ehcp_desktop.ui.parts.text import Badge, Paragraph, label
from ehcp_desktop.ui.question_box import QuestionBox
from ehcp_desktop.ui.today_words import OWN_DATES

if TYPE_CHECKING:
    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.services.story import Entry
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session

_DATES = ("on", "sent", "received", "dated", "by")


class EventCard(DetailPane):
    """The chosen line of the story."""

    def __init__(self, session: Session, go: Go) -> None:
        super().__init__(QCoreApplication.translate("EventCard", "The chosen entry"))
        self._session = session
        self._go = go

    def show_entry(self, entry: Entry | None) -> None:
        """Show an event, or the day that passed with nothing recorded; nothing for None."""
        clear(self.body)
        self.setVisible(entry is not None)
        if entry is None:
            return
        kind = self._session.family.vocabulary.kind(entry.event.kind) if entry.event else None
        if entry.kind == "event" and entry.event is not None and kind is not None:
            self.body.addWidget(Badge(kind.icon, kind.title_with(entry.event.outcome), "second"))
            self.body.addWidget(label(entry.title, "lead"))
            self._show_event(entry.event)
        else:
            self._show_due(entry)
        self.body.addStretch(1)

    def _show_event(self, event: Event) -> None:
        self.body.addWidget(self._facts(event))
        if event.summary:
            self.body.addWidget(Paragraph(event.summary))
        for heading, said in (
            (self.tr("Exact words"), event.quote),
            (self.tr("Our note"), event.notes),
        ):
            if said:
                self.body.addWidget(label(heading, "heading"))
                note = Card("note")
                note.body.addWidget(Paragraph(said))
                self.body.addWidget(note)
        self._show_law(event)
        for asked in questions.of_event(self._session.family, event):
            self.body.addWidget(QuestionBox(self._session, asked))
        self._show_papers(event)
        self._show_belongings(event)
        if not self._session.read_only:
            self.body.addWidget(self._buttons(event))

    def _facts(self, event: Event) -> Facts:
        kind = self._session.family.vocabulary.kind(event.kind)
        days = ((name, getattr(event, name)) for name in _DATES)
        facts = Facts()
        facts.tell(
            (
                *(
                    (
                        self._date_name(name, is_sent=event.direction == "sent"),
                        day.spoken_in_full(),
                    )
                    for name, day in days
                    if day
                ),
                (self.tr("Time"), event.at),
                (self.tr("Who"), event.who),
                (
                    self.tr("Outcome"),
                    kind.outcome_words(event.outcome) if event.outcome else "",
                ),
            )
        )
        return facts

    def _date_name(self, field: str, *, is_sent: bool) -> str:
        return {
            "on": self.tr("When"),
            "sent": self.tr("Sent"),
            "received": self.tr("Came"),
            "dated": self.tr("Date on it"),
            "by": self.tr("Answer asked for by") if is_sent else self.tr("By"),
        }[field]

    def _show_law(self, event: Event) -> None:
        """Say beside which limits a claim stands, or that the law of its day is not known."""
        family = self._session.family
        if event.kind == EXCEPTION_CLAIMED:
            add_claim(self.body, family, event)
        too_early = diary.too_early(family.rulebook, event)
        if too_early:
            self.body.addWidget(Badge("info", too_early, "second"))

    def _show_papers(self, event: Event) -> None:
        rows = PaperRows(self._session, self.tr("Papers"))
        self.body.addWidget(rows)
        rows.show_papers([(paper, "") for paper in of_event(self._session.family, event.id)])

    def _show_belongings(self, event: Event) -> None:
        if event.review:
            go = partial(self._go, "reviews", review=event.review)
            self.body.addWidget(link(self.tr("Open the review"), go, "clipboard-check"))
        if event.letter:
            go = partial(self._go, "letters", letter=event.letter)
            self.body.addWidget(link(self.tr("Open the letter"), go, "mail"))

    def _buttons(self, event: Event) -> ButtonRow:
        return ButtonRow(
            button(self.tr("Edi&t"), lambda: self._go("add", event=event.id), image="pen-line"),
            button(
                self.tr("Add a pa&per"),
                lambda: choose_and_attach(self._session, self, event.id),
                image="paperclip",
            ),
            link(self.tr("Put in the bin"), lambda: self._bin(event.id)),
        )

    def _bin(self, event_id: str) -> None:
        if self._session.done(lambda: events.remove(self._session.family, event_id)):
            self._session.say(self.tr("Put in the bin."), undo=True)

    def _show_due(self, entry: Entry) -> None:
        late = entry.deadline
        if late is None:
            return
        self.body.addWidget(label(entry.title, "lead"))
        self.body.addWidget(Badge(*words.state_of(late, self._session.today())))
        self.body.addWidget(label(entry.detail))
        self.body.addWidget(Paragraph(late.rule.plain))
        if late.rule.id in OWN_DATES:
            started = partial(self._go, "story", event=late.trigger.id)
            self.body.addWidget(link(self.tr("Show what it is about"), started, "scroll-text"))
            return
        said = ". ".join(filter(None, (late.rule.citation, late.counting)))
        self.body.addWidget(label(f"{said}.", "detail"))
        go = partial(self._go, "rights", rule=late.rule.id)
        self.body.addWidget(link(self.tr("Read in Rights"), go, "scale"))
