"""People and organisations: who is who, and who writes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ehcp_desktop.domain.people import Child, Contact, Role
from ehcp_desktop.errors import BadInput

if TYPE_CHECKING:
    from ehcp_desktop.services.family import Family

# Offered while a role is typed; any other words do as well.
COMMON_ROLES = (
    "mother",
    "father",
    "carer",
    "grandmother",
    "grandfather",
    "advocate",
    "SENCO",
    "Head teacher",
    "Class teacher",
    "EHCP coordinator",
    "Director of Children’s Services",
    "Educational psychologist",
    "Speech and language therapist",
    "Occupational therapist",
    "Social worker",
)
_ORGANISATION_ROLES = ("authority", "local authority", "council", "school", "college", "setting")


def add_person(
    family: Family, contact: Contact, role: str = "", child: Child | None = None
) -> Contact:
    """Add a person or organisation, with what they are to the family, as one step.

    Events that already name them exactly are linked. There is one sender; a new one replaces it.
    Raises BadInput for no name, or for the same name at the same organisation twice.
    """
    contact = _checked(family, contact, role)
    with family.store.action(f"Add {contact.name}"):
        if contact.is_sender:
            for other in family.store.contacts.all(is_sender=True):
                family.store.contacts.save(replace(other, is_sender=False))
        contact = family.store.contacts.save(contact)
        if role.strip():
            of_child = child.id if child else None
            family.store.roles.save(Role(contact=contact.id, title=role.strip(), child=of_child))
        _link_events(family, contact)
    return contact


def change_person(family: Family, contact: Contact) -> Contact:
    """Keep changed facts of a person; one who now writes the letters takes over from another.

    Raises BadInput for no name.
    """
    contact = replace(contact, name=" ".join(contact.name.replace("\0", "").split()))
    if not contact.name:
        raise BadInput("A person or organisation needs a name.")
    with family.store.action(f"Change {contact.name}"):
        for other in family.store.contacts.all(is_sender=True) if contact.is_sender else ():
            if other.id != contact.id:
                family.store.contacts.save(replace(other, is_sender=False))
        return family.store.contacts.save(contact)


def sender(family: Family) -> Contact | None:
    """Return the family member who writes the letters, if one is named."""
    return next(iter(family.store.contacts.all(is_sender=True)), None)


def _checked(family: Family, contact: Contact, role: str) -> Contact:
    contact = replace(contact, name=" ".join(contact.name.replace("\0", "").split()))
    if not contact.name:
        raise BadInput("A person or organisation needs a name.")
    if family.store.contacts.count(name=contact.name, organisation=contact.organisation):
        raise BadInput(f"{contact.name} is already in this record.")
    is_organisation = (
        contact.is_organisation
        or contact.organisation == contact.name
        or role.strip().casefold() in _ORGANISATION_ROLES
    )
    return replace(contact, is_organisation=is_organisation)


def _link_events(family: Family, contact: Contact) -> None:
    if family.store.contacts.count(name=contact.name) != 1:
        return
    for event in family.store.events.all(who=contact.name):
        if event.contact is None:
            family.store.events.save(replace(event, contact=contact.id))
