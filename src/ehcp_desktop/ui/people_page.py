"""People: who is who, and how to reach them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from ehcp_desktop.ui.parts.buttons import allow, button, link
from ehcp_desktop.ui.parts.dialogs import bring_to_top
from ehcp_desktop.ui.parts.layouts import INNER, ButtonRow, Card, EmptyState, Page, SideBySide
from ehcp_desktop.ui.parts.lists import Item, ItemList
from ehcp_desktop.ui.parts.text import label
from ehcp_desktop.ui.person_card import ChildCard, PersonCard

if TYPE_CHECKING:
    from ehcp_desktop.domain.people import Contact
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session


class PeoplePage(Page):
    """The people and organisations, the one chosen beside them, and the child."""

    def __init__(self, session: Session, go: Go) -> None:
        super().__init__(self.tr("People"), self.tr("Who is who, and how to reach them"))
        self._session = session
        self._go = go
        self.add = button(self.tr("Add a &person"), self._add_person, image="plus")
        self.header.addWidget(self.add)
        self.empty = EmptyState(
            self.tr("Nobody is here yet"),
            self.tr("Add yourself first: letters then carry your name and address."),
            self.tr("Add myself"),
            self._add_myself,
        )
        self.body.addWidget(self._child_first())
        self.list = ItemList(self.tr("People"))
        self.card = PersonCard(session)
        self.child = ChildCard(session, go)
        self.list.chosen.connect(self.card.show_contact)
        both = SideBySide(narrow=62, shares=(3, 2))
        self._list_title: QLabel = label(self.tr("People and organisations"), "heading")
        both.main.addWidget(self._list_title)
        both.main.addWidget(self.empty)
        both.main.addWidget(self.list)
        both.main.addStretch(1)
        both.side.addWidget(self.card)
        both.side.addWidget(self.child)
        both.side.addStretch(1)
        self.body.addWidget(both)

    def _child_first(self) -> Card:
        """Return the child's name with ways to what is kept about the child, lower down."""
        top = Card(padding=INNER)
        self._name = label("", "heading")
        facts = self.tr("Facts, school year and age")
        dates = self.tr("The school’s dates…")
        top.body.addWidget(self._name)
        top.body.addWidget(
            ButtonRow(
                link(facts, self._see_child, image="user"),
                link(dates, lambda: self._go("school_dates"), image="calendar"),
            )
        )
        return top

    def _see_child(self) -> None:
        self.child.setFocus()
        bring_to_top(self.child)

    def refresh(self) -> None:
        """Show the record as it now is."""
        items = self._items()
        self.list.show_items(items)
        self.list.choose_first()
        self.list.fit_to_items()
        is_empty = not items
        self.empty.setVisible(is_empty)
        self._list_title.setVisible(not is_empty)
        self.list.setVisible(not is_empty)
        for each in (self.add, self.empty.button):
            allow(each, self._session.why_read_only)
        self.card.show_contact(self.list.current())
        self.child.show_child(self._session.child)
        self._name.setText(self._session.child.name)

    def show_target(self, *, contact: str = "", role: str = "", child: str = "") -> None:
        """Show a person, one who holds a role, or the child."""
        if role:
            contact = self._session.family.store.roles.get(role).contact
        if contact:
            self.list.choose(contact)
        if child:
            self._see_child()

    def _items(self) -> list[Item]:
        contacts = self._session.family.store.contacts.all(order="name")
        roles = self._roles()
        return [self._item(contact, roles.get(contact.id, "")) for contact in contacts]

    def _item(self, contact: Contact, role: str) -> Item:
        parts = (role, contact.organisation if contact.organisation != contact.name else "")
        heard = self._heard(contact)
        return Item(
            id=contact.id,
            title=contact.name,
            detail=" · ".join(filter(None, parts)),
            icon="landmark" if contact.is_organisation else "users",
            badge=("mail", self.tr("Last heard from {day}").format(day=heard), "second")
            if heard
            else None,
            mark=("pen-line", self.tr("writes the letters"), "second")
            if contact.is_sender
            else None,
        )

    def _roles(self) -> dict[str, str]:
        found: dict[str, list[str]] = {}
        for role in self._session.family.store.roles.all():
            if role.until is None:
                found.setdefault(role.contact, []).append(role.title)
        return {contact: ", ".join(titles) for contact, titles in found.items()}

    def _heard(self, contact: Contact) -> str:
        events = self._session.family.store.events
        newest = events.ids("on desc", contact=contact.id, direction="received")[:1]
        on = events.get(newest[0]).on if newest else None
        return on.spoken_in_full() if on else ""

    def _add_person(self) -> None:
        self._made(is_sender=False)

    def _add_myself(self) -> None:
        self._made(is_sender=True)

    def _made(self, *, is_sender: bool) -> None:
        from ehcp_desktop.ui.person_dialog import ask_for_person

        made = ask_for_person(self._session, self, is_sender=is_sender)
        if made:
            self.list.choose(made)
