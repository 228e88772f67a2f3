"""One letter, email or call: what it said, whether it is answered, and what can be done next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ehcp_desktop.domain.when import spoken_weekday
from ehcp_desktop.services.papers import of_event
from ehcp_desktop.services.story import title_of
from ehcp_desktop.services.today import REMINDER, is_time_to_remind
from ehcp_desktop.ui import words
from ehcp_desktop.ui.parts.buttons import button, link, primary
from ehcp_desktop.ui.parts.layouts import ButtonRow, Card, clear
from ehcp_desktop.ui.parts.paper_rows import PaperRows
from ehcp_desktop.ui.parts.text import Badge, Paragraph, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QPushButton

    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.domain.letter import Dispatch, Letter
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session


class CorrespondenceCard(Card):
    """The chosen contact. `write` asks for a letter (its id) about it."""

    write = Signal(str, object)

    def __init__(self, session: Session, go: Go) -> None:
        super().__init__()
        self._session = session
        self._go = go

    def show_event(self, event_id: str, asked: Deadline | None = None) -> None:
        """Show a contact, and how the answer it `asked` for stands; nothing for ""."""
        clear(self.body)
        self.setVisible(bool(event_id))
        if not event_id:
            return
        store = self._session.family.store
        event = store.events.get(event_id)
        letter = store.letters.get(event.letter) if event.letter else None
        self._show_title(event)
        if letter is not None:
            self._show_sendings(letter)
        self._show_answer(event, asked)
        if not self._session.read_only:
            self._show_next(event, letter, asked)
        if letter is not None:
            self._show_points(letter)
        self._show_papers(event)
        self._show_words(event, letter)

    def _show_title(self, event: Event) -> None:
        self.body.addWidget(label(title_of(self._session.family, event), "lead"))
        day = event.on.spoken_in_full() if event.on else self.tr("Date not known")
        self.body.addWidget(label(" · ".join(filter(None, (day, event.at))), "second"))
        if event.summary:
            self.body.addWidget(label(event.summary))

    def _show_words(self, event: Event, letter: Letter | None) -> None:
        whole = letter.text if letter is not None else ""
        for said in filter(None, (event.quote, event.notes, whole)):
            note = Card("note")
            note.body.addWidget(Paragraph(said) if said is not whole else label(said))
            self.body.addWidget(note)
        if letter is not None and letter.law:
            self.body.addWidget(label(letter.law, "detail"))

    def _show_sendings(self, letter: Letter) -> None:
        """Say how it went, when it counts as received, and why on that day."""
        from ehcp_desktop.services.letters.sending import why_received

        ways = {
            "email": self.tr("By email on {day}"),
            "post": self.tr("By first class post on {day}"),
            "second_class": self.tr("By second class post on {day}"),
            "signed_for": self.tr("By signed-for post on {day}"),
            "hand": self.tr("By hand on {day}"),
            "portal": self.tr("Through the portal on {day}"),
        }
        counted = self.tr("Counts as received on {day}. {why}")
        for sent in self._session.family.store.dispatches.all(letter=letter.id):
            self.body.addWidget(label(ways[sent.by].format(day=spoken_weekday(sent.on)), "second"))
            day, why = spoken_weekday(sent.deemed), why_received(self._session.family, sent)
            self.body.addWidget(label(counted.format(day=day, why=why), "detail"))
            if not self._session.read_only:
                words_ = self.tr("It came on another &day…")
                self.body.addWidget(link(words_, partial(self._ask_arrival, sent), "calendar"))

    def _ask_arrival(self, sent: Dispatch) -> None:
        from ehcp_desktop.ui.letter_sending import ask_when_it_came

        ask_when_it_came(self._session, sent, self)

    def _show_papers(self, event: Event) -> None:
        rows = PaperRows(self._session, self.tr("Papers that came with it"))
        self.body.addWidget(rows)
        rows.show_papers([(paper, "") for paper in of_event(self._session.family, event.id)])

    def _show_answer(self, event: Event, asked: Deadline | None) -> None:
        """Say whether it is answered, and what it answers, each with a way there."""
        if asked is not None and asked.met_by is not None:
            self._tell_of(asked.met_by, self.tr("Answered: {what}"))
        elif asked is not None and asked.due is not None:
            wanted = self.tr("You asked for an answer by {day}")
            self.body.addWidget(label(wanted.format(day=spoken_weekday(asked.due)), "second"))
            self.body.addWidget(Badge(*words.state_of(asked, self._session.today())))
            self._show_chase(asked)
        self._show_replies(event, asked)
        for answered in self._session.family.store.events.many([event.replies_to or ""]):
            self._tell_of(answered, self.tr("This answers: {what}"))
        if event.direction != "sent" and not self._session.read_only:
            self._offer_link(event)

    def _show_chase(self, asked: Deadline) -> None:
        """Say from which day it is time to ask again, while that day is still to come."""
        sent = self._session.family.store.dispatches.all(letter=asked.trigger.letter or "")
        day = min((one.chase for one in sent if one.chase is not None), default=None)
        if day is not None and day > self._session.today():
            words_ = self.tr("If nothing has come, you are reminded on {day}, a working day.")
            self.body.addWidget(label(words_.format(day=spoken_weekday(day)), "detail"))

    def _show_replies(self, event: Event, asked: Deadline | None) -> None:
        """Tell of the other replies that are linked to it, and of what was promised."""
        from ehcp_desktop.services.letters.answered import promises, replies

        family = self._session.family
        told = asked.met_by.id if asked is not None and asked.met_by is not None else ""
        for one in replies(family, event):
            if one.id != told:
                self._tell_of(one, self.tr("Came in answer: {what}"))
        for promise in promises(family, event):
            what = self.tr("They promised: {what}").format(what=promise.summary or promise.quote)
            by = self.tr("by {day}").format(day=promise.by.spoken()) if promise.by else ""
            self.body.addWidget(Badge("bell", ", ".join(filter(None, (what, by))), "second"))

    def _offer_link(self, event: Event) -> None:
        """Let the family choose which of their letters something answers."""
        from ehcp_desktop.ui.letter_answers import Answered

        self.answers = Answered(self._session.family, event)
        self.answers.chosen.connect(partial(self._link, event))
        self.body.addWidget(self.answers)

    def _link(self, event: Event, to: str) -> None:
        from ehcp_desktop.services.letters.answered import link_reply

        if self._session.done(lambda: link_reply(self._session.family, event, to)):
            self.answers.choice.setFocus()

    def _show_points(self, letter: Letter) -> None:
        """Let the family say of each point of a letter what came of it."""
        from ehcp_desktop.services.letters.answered import points
        from ehcp_desktop.ui.letter_answers import Points

        found = points(self._session.family, letter)
        if found and letter.reply_by is not None:
            self.points = Points(found, is_open=not self._session.read_only)
            self.points.said.connect(partial(self._say, letter))
            self.body.addWidget(self.points)

    def _say(self, letter: Letter, number: int, said: str) -> None:
        from ehcp_desktop.services.letters.answered import say

        if self._session.done(lambda: say(self._session.family, letter, number, said)):
            self.points.choices[number].setFocus()

    def _tell_of(self, other: Event, sentence: str) -> None:
        what = title_of(self._session.family, other)
        if other.on is not None:
            what = self.tr("{what}, {day}").format(what=what, day=other.on.spoken())
        go = partial(self._go, "letters", event=other.id)
        self.body.addWidget(link(sentence.format(what=what), go, "mail"))

    def _show_next(self, event: Event, letter: Letter | None, asked: Deadline | None) -> None:
        if event.direction == "sent" and (asked is None or asked.met_by is None):
            self.body.addWidget(ButtonRow(*self._pressing(event, letter, asked)))
        edit = link(self.tr("Edi&t"), lambda: self._go("add", event=event.id), "pen-line")
        self.body.addWidget(ButtonRow(edit, *self._sent_again(letter)))

    def _pressing(
        self, event: Event, letter: Letter | None, asked: Deadline | None
    ) -> list[QPushButton]:
        """Return what presses them, the filled button only once their time has passed."""
        from ehcp_desktop.services.letters.answered import is_long_unanswered

        answer = partial(self._go, "add", **words.answer_to(event))
        answered = button(self.tr("They a&nswered…"), answer)
        if asked is None and is_long_unanswered(self._session.family, event):
            write = partial(self.write.emit, REMINDER, event.id)
            return [answered, button(self.tr("W&rite a reminder"), write, image="mail")]
        if not is_time_to_remind(asked):
            return [answered]
        first, *others = self._next_letters(event, letter)
        return [primary(first[0], first[1], "mail"), *(button(*one) for one in others), answered]

    def _next_letters(
        self, event: Event, letter: Letter | None
    ) -> list[tuple[str, Callable[[], None]]]:
        """Return the letters that can follow, the next step first, as the words of a button."""
        from ehcp_desktop.services.letters.answered import following
        from ehcp_desktop.services.letters.shelf import template

        steps = following(self._session.family, letter) if letter is not None else (REMINDER,)
        remind = self.tr("&Remind them") if steps[0] == REMINDER else self.tr("&Remind them again")
        return [
            (remind, partial(self.write.emit, step, event.id))
            if step == REMINDER
            else (template(step).title, partial(self.write.emit, step, None))
            for step in steps
        ]

    def _sent_again(self, letter: Letter | None) -> list[QPushButton]:
        if letter is None:
            return []
        return [link(self.tr("Sent another wa&y too…"), lambda: self._send(letter), "send")]

    def _send(self, letter: Letter) -> None:
        from ehcp_desktop.ui.letter_sending import ask_how_sent

        ask_how_sent(self._session, letter, self)
