"""The people and organisations of the record that a letter, or a copy of it, can go to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ehcp_desktop.domain.people import Child, Contact
    from ehcp_desktop.services.family import Family


class Recipient(NamedTuple):
    """Whom a letter can go to: the parts of the address, by the names of the facts."""

    id: str
    name: str
    role: str
    organisation: str
    address: str

    @property
    def words(self) -> str:
        """The person in one line: "Priya Shah, EHCP coordinator, Northmoor Council"."""
        parts = (self.name, self.role, self.organisation)
        return ", ".join(dict.fromkeys(filter(None, parts)))

    @property
    def short(self) -> str:
        """The person as a copy names them: "Priya Shah, EHCP coordinator"."""
        return ", ".join(filter(None, (self.name, self.role)))

    def facts(self) -> dict[str, str]:
        """Return what the letter states of them."""
        return {
            "recipient_name": self.name,
            "recipient_role": self.role,
            "recipient_organisation": self.organisation,
            "recipient_address": self.address,
        }


def recipients(family: Family, child: Child) -> list[Recipient]:
    """Return whom the record knows, in order of name, without the parent who writes."""
    roles = {
        role.contact: role.title
        for role in family.store.roles.all()
        if role.child in (None, child.id)
        and (role.until is None or role.until.last >= family.today())
    }
    every = family.store.contacts.all(order="name")
    return [_recipient(one, roles.get(one.id, "")) for one in every if not one.is_sender]


def _recipient(contact: Contact, role: str) -> Recipient:
    if contact.is_organisation:
        return Recipient(contact.id, "", "", contact.name, contact.address)
    return Recipient(contact.id, contact.name, role, contact.organisation, contact.address)
