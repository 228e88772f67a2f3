"""What was sent and what came: drafts, letters with their chase, calls and emails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ehcp_desktop.domain.when import When
from ehcp_desktop.ui.correspondence_card import CorrespondenceCard
from ehcp_desktop.ui.parts.layouts import COLUMN, BoxedList, EmptyState, SideBySide, column
from ehcp_desktop.ui.parts.rows import Row, RowText
from ehcp_desktop.ui.parts.tables import Column, RecordTable, Source
from ehcp_desktop.ui.parts.text import Counted
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.domain.letter import Letter
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session

_ICONS = {"call": "phone", "meeting": "users", "message": "message-square"}


class Correspondence(QWidget):
    """The drafts, then every contact, newest first, with the chosen one beside the list.

    `write` asks for a letter (template, what it is about).
    """

    write = Signal(str, object)

    def __init__(self, session: Session, go: Go) -> None:
        super().__init__()
        self._session = session
        self._go = go
        inside = column(self, spacing=COLUMN)
        self._drafts_title = Counted(self.tr("Not sent yet"), 0)
        self._drafts = BoxedList(self.tr("Letters that are not sent yet"))
        drafts = column()
        drafts.addWidget(self._drafts_title)
        drafts.addWidget(self._drafts)
        inside.addLayout(drafts)
        self._empty = EmptyState(
            self.tr("Nothing sent or received yet"),
            self.tr(
                "Letters, emails and calls go here. A dated record is the best proof there is."
            ),
            self.tr("Add a letter, an email or a call"),
            lambda: go("add", kind="letter"),
        )
        inside.addWidget(self._empty)
        self._table = RecordTable(self.tr("Sent and received"), self._columns(), self._source())
        self._table.setMinimumHeight(em(26))
        self._card = CorrespondenceCard(session, go)
        self._card.write.connect(self.write)
        self._table.chosen.connect(self._card.show_event)
        self._both = SideBySide(narrow=62, shares=(3, 2))
        self._both.main.addWidget(self._table)
        self._both.side.addWidget(self._card)
        inside.addWidget(self._both)
        inside.addStretch(1)

    def refresh(self) -> None:
        """Show the record as it now is."""
        self._show_drafts()
        self._table.reload()
        is_empty = self._table.model().rowCount() == 0
        self._empty.setVisible(is_empty)
        self._both.setVisible(not is_empty)
        self._card.show_event(self._table.current())

    def choose(self, record_id: str) -> None:
        """Choose a contact by its event, or by the letter it sent."""
        store = self._session.family.store
        of_letter = store.events.ids(letter=record_id)
        self._table.choose(of_letter[0] if of_letter else record_id)

    def _show_drafts(self) -> None:
        store = self._session.family.store
        drafts = store.letters.all(
            order="written desc", child=self._session.child_id, state="draft"
        )
        self._drafts.clear()
        for letter in drafts:
            self._drafts.add(self._draft_row(letter))
        self._drafts_title.count(len(drafts))
        for part in (self._drafts_title, self._drafts):
            part.setVisible(bool(drafts))

    def _draft_row(self, letter: Letter) -> Row:
        text = RowText(
            title=letter.title,
            detail=letter.recipient,
            date=When.day(letter.written).spoken_in_full(),
            state=("pen-line", self.tr("draft"), "second"),
        )
        return Row(
            text,
            action=(self.tr("Go on"), lambda: self._go("letters", letter=letter.id)),
            more=((self.tr("Put in the bin"), lambda: self._bin(letter)),),
        )

    def _bin(self, letter: Letter) -> None:
        if self._session.done(lambda: self._session.family.store.letters.trash(letter.id)):
            self._session.say(self.tr("The draft is in the bin."), undo=True)

    def _columns(self) -> tuple[Column[Event], ...]:
        return (
            Column(title=self.tr("What"), text=self._what, icon=self._icon),
            Column(title=self.tr("With"), text=lambda event: event.who, width=13, order="who"),
            Column(title=self.tr("Date"), text=_day, width=14.5, order="on"),
        )

    def _source(self) -> Source[Event]:
        return Source(ids=self._ids, many=self._session.family.store.events.many)

    def _ids(self, order: str, backwards: bool) -> list[str]:
        ordered = f"{order}{' desc' if backwards else ''}" if order else "on desc"
        kinds = [kind.id for kind in self._session.family.vocabulary.in_group("contact")]
        events = self._session.family.store.events
        contacts = events.ids(ordered, child=self._session.child_id, kind=kinds)
        known = set(contacts)
        written = {
            event.id
            for event in events.all(child=self._session.child_id, direction="sent")
            if event.letter and event.id not in known
        }
        if not written:
            return contacts
        every = known | written
        return [one for one in events.ids(ordered, child=self._session.child_id) if one in every]

    def _what(self, event: Event) -> str:
        title = self._session.family.vocabulary.kind(event.kind).title
        ways = {"sent": self.tr("{kind} sent"), "received": self.tr("{kind} received")}
        kind = ways.get(event.direction, "{kind}").format(kind=title)
        return f"{kind}: {event.summary}" if event.summary else kind

    def _icon(self, event: Event) -> str:
        return _ICONS.get(event.kind, "mail")


def _day(event: Event) -> str:
    return event.on.spoken_in_full() if event.on else "Date not known"
