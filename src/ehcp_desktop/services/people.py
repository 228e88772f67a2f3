"""People and organisations: who writes, whom to write to, and who is who."""

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
_ROLES_FOR = {
    "authority": ("ehcp coordinator", "ehc plan coordinator", "case officer", "caseworker",
                  "sen officer", "send officer", *_ORGANISATION_ROLES[:3]),
    "school": ("senco", "sendco", "head teacher", "headteacher", "school"),
}  # fmt: skip


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


def recipient_for(family: Family, child: Child, role: str) -> Contact | None:
    """Return whom to write to: "authority", "school", or any role title such as "SENCO".

    The child's own people come first, then those of the whole family, then the organisation that
    the child's record names.
    """
    titles = _ROLES_FOR.get(role.casefold(), (role.casefold(),))
    roles = [
        held
        for held in family.store.roles.all()
        if held.until is None and held.title.casefold() in titles
        if held.child in (child.id, None)
    ]
    roles.sort(key=lambda held: (held.child is None, titles.index(held.title.casefold())))
    if roles:
        return family.store.contacts.get(roles[0].contact)
    return _named_organisation(family, child, role)


def _named_organisation(family: Family, child: Child, role: str) -> Contact | None:
    name = {"authority": child.authority, "school": child.school}.get(role.casefold(), "")
    return next(iter(family.store.contacts.all(name=name)), None) if name else None


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
