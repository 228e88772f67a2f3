"""One letter, email or call: what it said, whether it is answered, and what can be done next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ehcp_desktop.domain.when import spoken_weekday
from ehcp_desktop.ui.parts.buttons import button, link, primary
from ehcp_desktop.ui.parts.layouts import ButtonRow, Card, clear
from ehcp_desktop.ui.parts.paper_rows import PaperRows
from ehcp_desktop.ui.parts.text import Badge, Paragraph, label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.domain.letter import Letter
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session


class CorrespondenceCard(Card):
    """The chosen contact. `write` asks for a reminder about it."""

    write = Signal(str, object)

    def __init__(self, session: Session, go: Go) -> None:
        super().__init__()
        self._session = session
        self._go = go

    def show_event(self, event_id: str) -> None:
        """Show a contact; nothing for ""."""
        clear(self.body)
        self.setVisible(bool(event_id))
        if not event_id:
            return
        store = self._session.family.store
        event = store.events.get(event_id)
        letter = store.letters.get(event.letter) if event.letter else None
        self._show_words(event, letter)
        self._show_sendings(letter)
        self._show_papers(event)
        self._show_next(event, letter)

    def _show_words(self, event: Event, letter: Letter | None) -> None:
        kind = self._session.family.vocabulary.kind(event.kind)
        self.body.addWidget(label(event.summary or kind.title, "lead"))
        day = event.on.spoken_in_full() if event.on else self.tr("Date not known")
        self.body.addWidget(label(" · ".join(filter(None, (day, event.at, event.who))), "second"))
        for words in filter(None, (event.quote, event.notes)):
            note = Card("note")
            note.body.addWidget(Paragraph(words))
            self.body.addWidget(note)
        if letter is not None:
            note = Card("note")
            note.body.addWidget(Paragraph(letter.text))
            self.body.addWidget(note)

    def _show_sendings(self, letter: Letter | None) -> None:
        if letter is None:
            return
        ways = {
            "email": self.tr("By email on {day}"),
            "post": self.tr("By post on {day}"),
            "hand": self.tr("By hand on {day}"),
            "portal": self.tr("Through the portal on {day}"),
        }
        counted = self.tr("counted as received {day} (an assumption)")
        for sent in self._session.family.store.dispatches.all(letter=letter.id):
            way = ways[sent.by].format(day=spoken_weekday(sent.on))
            received = counted.format(day=spoken_weekday(sent.deemed))
            self.body.addWidget(label(f"{way}, {received}", "detail"))

    def _show_papers(self, event: Event) -> None:
        store = self._session.family.store
        papers = store.papers.many([tied.paper for tied in store.attachments.all(event=event.id)])
        rows = PaperRows(self._session, self.tr("Papers that came with it"))
        rows.show_papers([(paper, "") for paper in papers])
        self.body.addWidget(rows)

    def _show_next(self, event: Event, letter: Letter | None) -> None:
        waiting = self._waiting(letter)
        if waiting:
            self.body.addWidget(Badge("hourglass", waiting, "second"))
        answered = button(self.tr("They &answered…"), lambda: self._answered(event))
        edit = link(self.tr("&Edit"), lambda: self._go("add", event=event.id), "pen-line")
        if event.direction == "sent" and not self._session.read_only:
            remind = primary(
                self.tr("&Remind them"), lambda: self.write.emit("chaser", event.id), "mail"
            )
            self.body.addWidget(ButtonRow(remind, answered))
        self.body.addWidget(ButtonRow(edit, *self._sent_again(letter)))

    def _waiting(self, letter: Letter | None) -> str:
        if letter is None or letter.reply_by is None:
            return ""
        days = (self._session.today() - letter.reply_by).days
        if days > 0:
            return self.tr("{days} days past the day you asked for").format(days=days)
        words = self.tr("You asked for an answer by {day}")
        return words.format(day=spoken_weekday(letter.reply_by))

    def _sent_again(self, letter: Letter | None) -> list[QPushButton]:
        if letter is None or self._session.read_only:
            return []
        return [link(self.tr("&Sent another way too…"), lambda: self._send(letter), "send")]

    def _send(self, letter: Letter) -> None:
        from ehcp_desktop.ui.letter_sending import ask_how_sent

        ask_how_sent(self._session, letter, self)

    def _answered(self, event: Event) -> None:
        self._go("add", kind="letter", direction="received", who=event.who)
