"""Who writes a letter: a parent, a young person from 16, or an advocate with their authority."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ehcp_desktop.domain.school_year import SchoolClock
from ehcp_desktop.domain.when import spoken_day
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import people
from ehcp_desktop.services.letters.addressee import role_holder
from ehcp_desktop.services.letters.facts import Chosen
from ehcp_desktop.services.letters.kept import given_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ehcp_desktop.domain.letter import Letter
    from ehcp_desktop.domain.people import Child, Contact
    from ehcp_desktop.services.family import Family

PARENT, YOUNG_PERSON, ADVOCATE = "parent", "young_person", "advocate"
AUTHORITY = "authority_to_act"  # the letter in which a family lets an advocate speak for it
_OWN_NAME = 16  # years; Children and Families Act 2014, s.83(2): over compulsory school age
_PERMISSION = "signed permission to act for the family"


def writers(family: Family, child: Child, template: str = "") -> tuple[str, ...]:
    """Return who can write for a child, or write one letter, the usual one first."""
    usual = _usual(family, child, template)
    advocate = _advocate(family, child)
    could = {
        PARENT: True,
        YOUNG_PERSON: _may_write(family, child),
        ADVOCATE: advocate is not None
        and template != AUTHORITY
        and _has_authority(family, child, advocate),
    }
    return (usual, *(who for who, can in could.items() if can and who != usual))


def of_writer(family: Family, child: Child, wanted: str, template: str = "") -> dict[str, object]:
    """Return the facts of whoever writes; `wanted` is "" for whom the record says.

    Raises BadInput for a child under 16, for an advocate without the family's authority, and for
    one who would give it to themselves.
    """
    who = wanted or _usual(family, child, template)
    if who == YOUNG_PERSON:
        return {"writer": who, **_young_person(family, child)}
    parent = people.sender(family)
    if template == AUTHORITY:
        return {"writer": who, **_who_permits(family, child, who, parent)}
    if who == ADVOCATE:
        return {"writer": who, **_of_advocate(family, child, parent)}
    return {"writer": who, **_facts(family, child, parent)}


def whose_right(family: Family, child: Child, who: str) -> str:
    """Say from which day the rights are the young person's own, when a parent writes after it.

    "" while the rights are a parent's, and when somebody else writes.
    """
    from ehcp_desktop.services import ages

    every = ages.changes(family.rulebook, SchoolClock(child.born))
    leaving = next(each for each in every if each.id == ages.LEAVING)
    if who != PARENT or family.today() <= leaving.day:
        return ""
    return f"{leaving.title}: {spoken_day(leaving.day)}. {leaving.plain}"


def introduced(found: Mapping[str, object]) -> dict[str, object]:
    """Return who writes in the words of a letter, from the facts of the writer and the child."""
    name, by = str(found["child_name"]), str(found["sender_relationship"])
    first, is_own = name.partition(" ")[0], found["writer"] == YOUNG_PERSON
    sentences = {
        PARENT: f"I am the {by} of {name}." if by and name else "",
        YOUNG_PERSON: f"I am {name}, and I write in my own name.",
        ADVOCATE: f"I write for {found['writes_for']}, whose signed permission is enclosed.",
    }
    return {
        "child_first": first,
        "young_person": is_own,
        "who_i_am": sentences[str(found["writer"])],
        "of_child": "my" if is_own else first and f"{first}’s",
        "child": "me" if is_own else first,
        "enclosures": _enclosed(found),
    }


def _usual(family: Family, child: Child, template: str = "") -> str:
    """Return who writes when nobody is named: whoever the record has as the sender of letters."""
    sender = people.sender(family)
    if sender is None:
        return PARENT
    if _same(sender.name, child.name) and _may_write(family, child):
        return YOUNG_PERSON
    advocate = _advocate(family, child)
    is_advocate = advocate is not None and advocate.id == sender.id
    return ADVOCATE if is_advocate and template != AUTHORITY else PARENT


def _young_person(family: Family, child: Child) -> dict[str, object]:
    if not _may_write(family, child):
        day = spoken_day(SchoolClock(child.born).birthday(_OWN_NAME))
        raise BadInput(
            f"{child.name} can write in their own name from 16, that is from {day}; until then "
            "a parent writes."
        )
    own = next((one for one in family.store.contacts.all() if _same(one.name, child.name)), None)
    at_home = people.sender(family)
    return {
        "sender_name": child.name,
        "sender_address": (own and own.address) or (at_home.address if at_home else ""),
        "sender_phone": own.phone if own else "",
        "sender_email": own.email if own else "",
    }


def _who_permits(
    family: Family, child: Child, who: str, parent: Contact | None
) -> dict[str, object]:
    """Return the facts of who lets an advocate act: never those of the advocate."""
    advocate = _advocate(family, child)
    if who == ADVOCATE:
        raise BadInput(
            "The family gives and signs this permission, not the advocate; let a parent write it,"
            " or from 16 the young person."
        )
    is_other = parent is not None and (advocate is None or parent.id != advocate.id)
    return _facts(family, child, parent if is_other else None)


def _of_advocate(family: Family, child: Child, parent: Contact | None) -> dict[str, object]:
    advocate = _advocate(family, child)
    if advocate is None:
        raise BadInput(f"Nobody in People is the advocate of {child.name}; add them there first.")
    if not _has_authority(family, child, advocate):
        raise BadInput(
            f"The family’s permission for {advocate.name} to act is not on record, or has ended; "
            "put it on record in “Authority and keeping” of the File menu, send the letter "
            f"“{AUTHORITY}” first, or let a parent write."
        )
    is_other = parent is not None and parent.id != advocate.id
    facts = _facts(family, child, parent if is_other else None)
    by = f", the {facts['sender_relationship']} of {child.name}" if is_other else ""
    whom = f"{facts['sender_name']}{by}" if is_other else f"the family of {child.name}"
    return {**_facts(family, child, advocate), "writes_for": whom}


def _facts(family: Family, child: Child, contact: Contact | None) -> dict[str, object]:
    if contact is None:
        return {}
    roles = family.store.roles.all(contact=contact.id)
    titles = [role.title for role in roles if role.child in (None, child.id)]
    return {
        "sender_name": contact.name,
        "sender_relationship": _small(titles[0]) if titles else "",
        "sender_address": contact.address,
        "sender_phone": contact.phone,
        "sender_email": contact.email,
    }


def _advocate(family: Family, child: Child) -> Contact | None:
    found = role_holder(family, child, ("Advocate",))
    return found[0] if found else None


def _has_authority(family: Family, child: Child, advocate: Contact) -> bool:
    """Return whether a permission lets an advocate write, and has not ended or been taken back.

    It is an authority to act on record, or the letter of permission that was sent.
    """
    from ehcp_desktop.services import advocacy

    sent = family.store.letters.all(child=child.id, template=AUTHORITY, state="sent")
    return advocacy.may_act(family, advocate) or any(
        _lets_write(each, family.today())
        and not advocacy.was_withdrawn(family, advocate, since=each.written)
        for each in sent
    )


def _lets_write(permission: Letter, today: date) -> bool:
    from ehcp_desktop.domain.typed_date import read_when
    from ehcp_desktop.services.letters.shelf import template

    given = given_of(permission)
    scope = Chosen.of(template(AUTHORITY).facts["scope"], given.get("scope", ""))
    until = read_when(given.get("expires_on", ""), permission.written)
    return scope in ("", "all") and (until is None or until.last >= today)


def _may_write(family: Family, child: Child) -> bool:
    return family.today() >= SchoolClock(child.born).birthday(_OWN_NAME)


def _enclosed(found: Mapping[str, object]) -> str:
    """Return what is enclosed: with what an advocate writes, the permission that it speaks of."""
    enclosed = str(found["enclosures"])
    if found["writer"] != ADVOCATE or "permission" in enclosed.casefold():
        return enclosed
    return "; ".join(filter(None, (_PERMISSION, enclosed)))


def _small(title: str) -> str:
    """Return "mother" for "Mother"; "SENDIASS adviser" stays."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def _same(name: str, other: str) -> bool:
    return bool(name) and name.casefold().split() == other.casefold().split()
