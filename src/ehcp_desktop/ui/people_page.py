"""People: who is who, and how to reach them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from ehcp_desktop.ui.parts.buttons import button
from ehcp_desktop.ui.parts.layouts import EmptyState, Page, SideBySide
from ehcp_desktop.ui.parts.tables import Column, RecordTable, Source
from ehcp_desktop.ui.parts.text import label
from ehcp_desktop.ui.person_card import ChildCard, PersonCard
from ehcp_desktop.ui.theme import em

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
        self._add = button(self.tr("Add a &person"), self._add_person, image="plus")
        self.header.addWidget(self._add)
        self._empty = EmptyState(
            self.tr("Nobody is here yet"),
            self.tr("Add yourself first: letters then carry your name and address."),
            self.tr("Add myself"),
            self._add_myself,
        )
        self._table = RecordTable(self.tr("People"), self._columns(), self._source())
        self._table.setMinimumHeight(em(30))
        self._card = PersonCard(session)
        self._child = ChildCard(session)
        self._table.chosen.connect(self._card.show_contact)
        both = SideBySide(narrow=62, shares=(3, 2))
        self._list_title: QLabel = label(self.tr("People and organisations"), "heading")
        both.main.addWidget(self._list_title)
        both.main.addWidget(self._empty)
        both.main.addWidget(self._table)
        both.side.addWidget(self._card)
        both.side.addWidget(self._child)
        both.side.addStretch(1)
        self.body.addWidget(both)

    def refresh(self) -> None:
        """Show the record as it now is."""
        self._roles = self._read_roles()
        self._table.reload()
        is_empty = self._table.records.rowCount() == 0
        self._empty.setVisible(is_empty)
        self._list_title.setVisible(not is_empty)
        self._table.setVisible(not is_empty)
        for each in (self._add, self._empty.button):
            each.setDisabled(self._session.read_only)
        if not is_empty and not self._table.current():
            self._table.selectRow(0)
        self._card.show_contact(self._table.current())
        self._child.show_child(self._session.child)

    def show_target(self, *, contact: str = "", role: str = "", child: str = "") -> None:
        """Show a person, one who holds a role, or the child."""
        if role:
            contact = self._session.family.store.roles.get(role).contact
        if contact:
            self._table.choose(contact)
        if child:
            self._child.setFocus()

    def _columns(self) -> tuple[Column[Contact], ...]:
        return (
            Column(title=self.tr("Name"), text=lambda one: one.name, order="name", icon=_icon),
            Column(title=self.tr("Role"), text=self._role, width=13),
            Column(
                title=self.tr("Organisation"),
                text=lambda one: one.organisation,
                width=14,
                order="organisation",
            ),
            Column(title=self.tr("Last heard from"), text=self._heard, width=14.5),
        )

    def _source(self) -> Source[Contact]:
        contacts = self._session.family.store.contacts
        return Source(ids=self._ids, many=contacts.many)

    def _ids(self, order: str, backwards: bool) -> list[str]:
        ordered = f"{order or 'name'}{' desc' if backwards else ''}"
        return self._session.family.store.contacts.ids(ordered)

    def _read_roles(self) -> dict[str, str]:
        found: dict[str, list[str]] = {}
        for role in self._session.family.store.roles.all():
            if role.until is None:
                found.setdefault(role.contact, []).append(role.title)
        return {contact: ", ".join(titles) for contact, titles in found.items()}

    def _role(self, contact: Contact) -> str:
        you = self.tr("writes the letters") if contact.is_sender else ""
        return ", ".join(filter(None, (self._roles.get(contact.id, ""), you)))

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
            self._table.choose(made)


def _icon(contact: Contact) -> str:
    return "landmark" if contact.is_organisation else "users"
