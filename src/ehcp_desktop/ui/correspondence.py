"""What was sent and what came: drafts, letters with their chase, calls and emails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal

from ehcp_desktop.domain.when import spoken_day
from ehcp_desktop.services.story import title_of
from ehcp_desktop.ui import words
from ehcp_desktop.ui.correspondence_card import CorrespondenceCard
from ehcp_desktop.ui.letter_drafts import Drafts
from ehcp_desktop.ui.parts.buttons import allow
from ehcp_desktop.ui.parts.dialogs import bring_to_top
from ehcp_desktop.ui.parts.fitting import Fitting
from ehcp_desktop.ui.parts.layouts import COLUMN, EmptyState, SideBySide, column
from ehcp_desktop.ui.parts.lazy_items import LazyItems
from ehcp_desktop.ui.parts.lists import Item, ItemList
from ehcp_desktop.ui.parts.tab_order import tab_as_laid_out
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session

_NARROW = 44.0  # em: below, the list stands over what is chosen
_HIGH, _LOW = 34, 12  # em
_CONTACTS = ("letter", "email", "call", "meeting", "message", "portal_viewed")


class Correspondence(Fitting):
    """The drafts, then every contact, newest first, with the chosen one beside the list.

    Where there is room for one column only the list is low, and what is clicked comes into sight.
    `write` asks for a letter (template, what it is about).
    """

    write = Signal(str, object)

    def __init__(self, session: Session, go: Go) -> None:
        super().__init__()
        self._session = session
        self._go = go
        inside = column(self, spacing=COLUMN)
        self.drafts = Drafts(session, go)
        inside.addWidget(self.drafts)
        self.empty = EmptyState(
            self.tr("Nothing sent or received yet"),
            self.tr(
                "Letters, emails and calls go here. A dated record is the best proof there is."
            ),
            self.tr("Add a letter, an email or a call"),
            lambda: go("add", kind="letter"),
        )
        inside.addWidget(self.empty)
        self._ids: list[str] = []
        self._asked: dict[str, Deadline] = {}
        self.list = ItemList(self.tr("Sent and received"), date_em=13)
        self.card = CorrespondenceCard(session, go)
        self.card.write.connect(self.write)
        self.list.chosen.connect(self._show)
        self.list.opened.connect(lambda _: self._see_card())
        self.list.clicked.connect(lambda _: self._see_card())
        self._both = SideBySide(narrow=_NARROW, shares=(1, 1))
        self._both.main.addWidget(self.list)
        self._both.side.addWidget(self.card)
        inside.addWidget(self._both)
        inside.addStretch(1)

    def fit(self) -> None:
        """Give the list the height of a window, or leave room for what stands below it."""
        self.list.setFixedHeight(em(_LOW if self._is_narrow() else _HIGH))

    def _is_narrow(self) -> bool:
        return self.width() < em(_NARROW)

    def _see_card(self) -> None:
        if self._is_narrow():
            bring_to_top(self.card)

    def refresh(self) -> None:
        """Show the record as it now is."""
        self.drafts.refresh()
        self._ids, self._asked = self._read_ids(), self._read_asked()
        with QSignalBlocker(self.list):
            self.list.show_items(LazyItems(self._ids, self._items))
            self.list.choose_first()
        is_empty = not self._ids
        self.empty.setVisible(is_empty)
        self._both.setVisible(not is_empty)
        allow(self.empty.button, self._session.why_read_only)
        self._show(self.list.current())
        tab_as_laid_out(self)

    def _show(self, event_id: str) -> None:
        self.card.show_event(event_id, self._asked.get(event_id))

    def choose(self, record_id: str) -> None:
        """Choose a contact by its event, or by the letter it sent."""
        store = self._session.family.store
        of_letter = store.events.ids(letter=record_id)
        self.list.choose(of_letter[0] if of_letter else record_id)
        self.list.setFocus()

    def _items(self, start: int, end: int) -> list[Item]:
        events = self._session.family.store.events.many(self._ids[start:end])
        return [self._item(event) for event in events]

    def _item(self, event: Event) -> Item:
        asked = self._asked.get(event.id)
        return Item(
            id=event.id,
            title=title_of(self._session.family, event),
            detail=(event.summary or event.quote).split("\n")[0][:160],
            date=event.on.spoken_in_full() if event.on else self.tr("Date not known"),
            icon=self._session.family.vocabulary.kind(event.kind).icon,
            badge=self._stand(asked) if asked is not None else None,
        )

    def _stand(self, asked: Deadline) -> tuple[str, str, str]:
        """Return how the answer that was asked for stands."""
        if asked.met_on is not None:
            return "circle-check", self.tr("answered"), "done"
        if asked.state == "waiting" and asked.due is not None:
            words_ = self.tr("answer asked for by {day}")
            return "hourglass", words_.format(day=spoken_day(asked.due)), "second"
        return words.state_of(asked, self._session.today())

    def _read_asked(self) -> dict[str, Deadline]:
        """Return the answers that were asked for, by the event that asked."""
        from ehcp_desktop.services import diary
        from ehcp_desktop.services.family_dates import REPLY_ASKED

        found = diary.due(self._session.family, self._session.child_id)
        return {one.trigger.id: one for one in found if one.rule.id == REPLY_ASKED}

    def _read_ids(self) -> list[str]:
        """Return the contacts, and what letters from here started, newest first."""
        family, child = self._session.family, self._session.child_id
        contacts = family.store.events.ids("on desc", child=child, kind=_CONTACTS)
        written = [letter.id for letter in family.store.letters.all(child=child, state="sent")]
        started = family.store.events.ids("on desc", child=child, letter=written)
        every = set(contacts) | set(started)
        if len(every) == len(contacts):
            return contacts
        return [one for one in family.store.events.ids("on desc", child=child) if one in every]
