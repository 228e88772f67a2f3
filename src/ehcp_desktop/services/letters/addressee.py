"""Whom a letter goes to, and how they are greeted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ehcp_desktop.domain.people import Child, Contact, Role
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.letters.gathering import Case

_TITLES = frozenset("mr mrs ms miss mx dr prof professor rev cllr councillor sir dame".split())
_AFTER_A_NAME = frozenset("MP MBE OBE CBE JP KC PhD".split())
# A postcode stands on a line of its own, or at the end of the last.
_CODE = r"(gir|[a-z]{1,2}[0-9][a-z0-9]?)\s*([0-9][a-z]{2})$"
_POSTCODE, _AT_END = (re.compile(before + _CODE, re.I | re.A) for before in ("^", r"(?<!\S)"))
_NOT_A_PERSON = frozenset(
    "director head headteacher principal senco sendco team service services office officer"
    " coordinator council department school academy college trust authority governors".split()
)


def find(case: Case, facts: dict[str, object]) -> dict[str, object]:
    """Return the recipient's name, role, organisation and address, and who gets a copy.

    What was given by hand stands. A person who holds one of the roles comes first, else the role
    itself at the organisation.
    """
    organisation = _organisation(case, facts)
    person = _original(case) or _holder(case, () if _is_away(case) else case.template.to)
    found = {"dear": case.template.away_dear if _is_away(case) else case.template.dear}
    found |= _person(case, person, organisation) if person else _office(case, organisation)
    found |= _of_first_letter(case)
    name = found.get("recipient_name", "")
    found["copies"] = copies_to(case.family, case.child, case.template.copies, name)
    return {key: case.given.get(key, text) for key, text in found.items()}


def of_person(family: Family, found: tuple[Contact, str], organisation: str) -> dict[str, str]:
    """Return the facts of a person in a role, who is at the organisation unless at another."""
    contact, role = found
    at = contact.organisation or organisation
    return {
        "recipient_name": contact.name,
        "recipient_role": role,
        "recipient_organisation": at,
        "recipient_address": contact.address or _address_of(family, at),
    }


def copies_to(family: Family, child: Child, titles: Iterable[str], recipient: str) -> str:
    """Return who holds the roles that get a copy, but for the one to whom the letter goes."""
    holders = (role_holder(family, child, (title,)) for title in titles)
    named = (f"{one[0].name}, {one[1]}" for one in holders if one and one[0].name != recipient)
    return "; ".join(dict.fromkeys(named))


def salutation(name: str, role: str, dear: str) -> tuple[str, str]:
    """Return a greeting and the close that goes with it.

    ("Dear Ms Patel", "Yours sincerely"), ("Dear Director", "Yours faithfully").
    """
    person = name or (role if is_person(role) else "")
    if person and not _is_an_office(person):
        return f"Dear {_addressed(person)}", "Yours sincerely"
    if name or role:
        dear = dear if not name else ""
    return f"Dear {dear or 'Sir or Madam'}", "Yours faithfully"


def is_person(words: str) -> bool:
    """Return whether words name a person by a title and a name: "Miss Jones", not "Head"."""
    title, _, name = words.strip().partition(" ")
    return title.strip(".").casefold() in _TITLES and bool(name) and not _is_an_office(name)


def block(facts: dict[str, object]) -> tuple[str, ...]:
    """Return the lines of the address, as they show through the window of an envelope."""
    keys = ("recipient_name", "recipient_role", "recipient_organisation")
    lines = list(dict.fromkeys(str(facts[key]).strip() for key in keys))
    return tuple(
        line for line in (*lines, *address_lines(str(facts["recipient_address"]))) if line
    )


def address_lines(address: str) -> tuple[str, ...]:
    """Return the lines of an address, with its postcode as the post reads it: "AN1 2BC".

    An address that was typed on a single line breaks at its commas.
    """
    lines = address.strip().splitlines()
    if len(lines) == 1:
        lines = lines[0].split(",")
    typed = [line.strip().rstrip(",") for line in lines if line.strip()]
    above = (_POSTCODE.sub(_capitals, line) for line in typed[:-1])
    return (*above, *(_AT_END.sub(_capitals, line) for line in typed[-1:]))


def _capitals(postcode: re.Match[str]) -> str:
    return f"{postcode[1]} {postcode[2]}".upper()


def _organisation(case: Case, facts: dict[str, object]) -> str:
    """Return where a letter goes, as far as its head says; a sheet goes nowhere."""
    match case.template.to_place:
        case "":
            return ""
        case "other":
            return case.template.to_organisation
        case "about":
            return ""
        case "school" if not _is_away(case):
            return str(facts["school"])
    return str(facts["authority"])


def _addressed(name: str) -> str:
    words = [word for word in name.replace(",", "").split() if word not in _AFTER_A_NAME] or [name]
    if words[0].strip(".").casefold() in _TITLES and len(words) > 1:
        return f"{words[0]} {words[-1]}"
    return " ".join(words)


def _is_an_office(name: str) -> bool:
    return bool(_NOT_A_PERSON & {word.strip(".,").casefold() for word in name.split()})


def _of_first_letter(case: Case) -> dict[str, str]:
    """Return whom the letter that is followed up was addressed to, if it was written here."""
    from ehcp_desktop.services.letters.kept import recipient_of

    if case.template.to_place != "original" or case.about is None or not case.about.letter:
        return {}
    return recipient_of(case.family.store.letters.get(case.about.letter))


def _original(case: Case) -> tuple[Contact, str] | None:
    """Return who got the letter that this one follows up, or with whom one spoke."""
    is_theirs = case.template.to_place in ("original", "about")
    if not is_theirs or case.about is None or not case.about.contact:
        return None
    contact = case.family.store.contacts.get(case.about.contact)
    roles = case.family.store.roles.all(contact=contact.id)
    return contact, roles[0].title if roles else ""


def _holder(case: Case, titles: tuple[str, ...]) -> tuple[Contact, str] | None:
    return role_holder(case.family, case.child, titles)


def role_holder(
    family: Family, child: Child, titles: tuple[str, ...]
) -> tuple[Contact, str] | None:
    """Return who now holds one of some roles, and which; the first title comes first."""
    roles = [role for role in family.store.roles.all() if _holds_now(family, child, role)]
    for title in titles:
        for role in sorted(roles, key=lambda each: each.child is None):
            if plain(title) == plain(role.title):
                return family.store.contacts.get(role.contact), role.title
    return None


def named(family: Family, name: str) -> tuple[Contact, str] | None:
    """Return the person of this name who is in the record, with a role of theirs if they have one.

    Two of the same name are none.
    """
    people = family.store.contacts.all(is_organisation=False)
    found = [one for one in people if plain(one.name) == plain(name)]
    if not name or len(found) != 1:
        return None
    roles = family.store.roles.all(contact=found[0].id)
    return found[0], roles[0].title if roles else ""


def _holds_now(family: Family, child: Child, role: Role) -> bool:
    has_ended = role.until is not None and role.until.last < family.today()
    return role.child in (None, child.id) and not has_ended


def plain(title: str) -> str:
    """Return a role title as it is compared: small letters, no punctuation, no "the"."""
    letters = "".join(c for c in title.casefold() if c.isalnum() or c.isspace())
    return " ".join(letters.split()).removeprefix("the ")


def _person(case: Case, found: tuple[Contact, str], organisation: str) -> dict[str, str]:
    contact = found[0]
    if contact.is_organisation:
        return _at(contact.name, contact.address, _template_role(case))
    return of_person(case.family, found, organisation)


def _office(case: Case, organisation: str) -> dict[str, str]:
    about = case.about
    if case.template.to_place == "about":
        return _at("", "", "") | {"recipient_name": about.who if about else ""}
    if case.template.to_place == "original" and about is not None and about.who:
        return _first_recipient(case, about.who)
    return _at(organisation, _address_of(case.family, organisation), _template_role(case))


def _first_recipient(case: Case, who: str) -> dict[str, str]:
    """Return who got the first letter, when the record has no more than the words for them."""
    name, _, organisation = who.partition(", ")
    organisation = organisation or case.child.authority
    if plain(name) == plain(organisation):
        name = ""
    return _at(organisation, _address_of(case.family, organisation), name)


def _template_role(case: Case) -> str:
    return case.template.away_role if _is_away(case) else case.template.to_role


def _is_away(case: Case) -> bool:
    """Return True when there is no school to write to, and the letter goes elsewhere then."""
    return bool(case.template.away_role) and not case.at_school


def _at(organisation: str, address: str, role: str) -> dict[str, str]:
    return {
        "recipient_name": "",
        "recipient_role": role,
        "recipient_organisation": organisation,
        "recipient_address": address,
    }


def _address_of(family: Family, organisation: str) -> str:
    if not organisation:
        return ""
    wanted = plain(organisation)
    for contact in family.store.contacts.all():
        if plain(contact.name) == wanted or (
            contact.address and plain(contact.organisation) == wanted
        ):
            return contact.address
    return ""
