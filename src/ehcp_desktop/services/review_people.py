"""Who takes part in a review: found, added, changed and taken away, and how many are here."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ehcp_desktop.domain.invitee import Invitee
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services.review_places import FAMILY, place_of, places, wanted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from ehcp_desktop.domain.letter import Paper
    from ehcp_desktop.domain.people import Child, Contact
    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.domain.when import When
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.review_places import Place

CHANGE = "Change who was invited"


# ---- Who is here


def invitees(family: Family, review_id: str) -> list[Invitee]:
    """Return the people of a review, as they were added."""
    return family.store.invitees.all(review=review_id)


def here(family: Family, review_id: str) -> int:
    """Return how many came; while nobody is said to have come, how many are still expected."""
    people = invitees(family, review_id)
    came = sum(one.attendance == "attended" for one in people)
    return came or sum(one.invited == "yes" and not one.attendance for one in people)


def not_yet_there(family: Family, review: Review) -> tuple[Place, ...]:
    """Return the places that the law names and that nobody in the grid comes from."""
    there = {place.id for one in invitees(family, review.id) if (place := place_of(one.role))}
    return tuple(place for place in wanted(family, review).places if place.id not in there)


# ---- Adding people


def begin(family: Family, review: Review) -> list[Invitee]:
    """Add those the family knows whose role says where they come from, the family first.

    The council and the school are added under their own names where nobody from there is known.
    """
    found = _known(family, review)
    with family.store.action("Begin with the people we know"):
        return _add(family, review.id, found)


def add(family: Family, review_id: str, typed: str) -> list[Invitee]:
    """Add one person for each line, written as "Name, role"; those already there stay as they are.

    A name that a contact has brings its role. Raises BadInput when no name is written.
    """
    found = list(_read(family, typed))
    if not found:
        raise BadInput("Write a name, and the role if you know it: Mrs Bell, SENCO.")
    name = found[0].name if len(found) == 1 else f"{len(found)} people"
    with family.store.action(f"Add {name} to the review"):
        return _add(family, review_id, found)


def sorted_lines(typed: str) -> tuple[str, str]:
    """Return the lines that have a name, and those that have only something else."""
    every = [line for line in _writable(typed).splitlines() if line.strip()]
    named = [line for line in every if _split(line)[0]]
    return "\n".join(named), "\n".join(line for line in every if line not in named)


def add_places(family: Family, review_id: str, those: Iterable[Place]) -> list[Invitee]:
    """Add someone from each of these places, whose name is not known yet."""
    found = [Invitee(review=review_id, name=one.someone, role=one.title) for one in those]
    with family.store.action("Add whom the law names"):
        return _add(family, review_id, found)


def names(family: Family) -> tuple[str, ...]:
    """Return the names of people on record, each with its role, to be offered while typing."""
    contacts = family.store.contacts.all(order="name", is_organisation=False)
    roles = _roles(family)
    return tuple(", ".join(filter(None, (one.name, roles.get(one.id, "")))) for one in contacts)


# ---- Changing them


def keep(family: Family, person: Invitee) -> Invitee:
    """Keep what is now known of someone. Raises BadInput for no name or a day still to come."""
    if not person.name.strip():
        raise BadInput("Someone at a review needs a name, or at least where they come from.")
    days = (person.invited_on, person.asked_on, person.sent_on, person.received_on)
    if any(day is not None and day.first > family.today() for day in days):
        raise BadInput("That day is still to come. Write the day on which it was so.")
    with family.store.action(CHANGE):
        return family.store.invitees.save(replace(person, paper=person.paper or None))


def told(person: Invitee, fact: str, said: str, on: When | None = None) -> Invitee:
    """Return someone with one thing ("invited", "attendance") as it is known; a yes has a day."""
    if fact == "attendance":
        return replace(person, attendance=said)
    day = on if said == "yes" else None
    return replace(person, **{fact: said, f"{fact}_on": day})  # type: ignore[arg-type]  # its fields


def attach(family: Family, person: Invitee, path: Path) -> Invitee:
    """Take a file in as the advice of someone. Raises BadInput or FileRefused."""
    from ehcp_desktop.services import papers

    child = family.store.reviews.get(person.review).child
    with family.store.action(f"Attach the advice of {person.name}"):
        paper = papers.attach(family, child, path)
        if not paper.who:
            paper = family.store.papers.save(replace(paper, who=person.name))
        return family.store.invitees.save(replace(person, paper=paper.id))


def papers_for(family: Family, person: Invitee) -> list[Paper]:
    """Return the papers that can be someone's advice: first those by them, then the newest."""
    child = family.store.reviews.get(person.review).child
    every = family.store.papers.all(order="dated desc", child=child)
    return sorted(every, key=lambda paper: paper.who.casefold() != person.name.casefold())


def remove(family: Family, person_id: str) -> None:
    """Put someone in the bin; the contact stays."""
    name = family.store.invitees.get(person_id).name
    with family.store.action(f"Remove {name} from the review"):
        family.store.invitees.trash(person_id)


# ---- The parts


def _roles(family: Family, child: Child | None = None) -> dict[str, str]:
    """Return what each contact is now, to a child or to any."""
    today = family.today()
    return {
        role.contact: role.title
        for role in family.store.roles.all()
        if (child is None or role.child in (None, child.id))
        and (role.until is None or role.until.last >= today)
    }


def _known(family: Family, review: Review) -> list[Invitee]:
    child = family.store.children.get(review.child)
    roles = _roles(family, child)
    contacts = [one for one in family.store.contacts.all() if place_of(roles.get(one.id, ""))]
    people = [one for one in contacts if not one.is_organisation]
    found = [_as_invitee(review.id, one, roles[one.id]) for one in people]
    law = {one.id for one in wanted(family, review).places}
    found += _stand_ins(child, review.id, law - {_place_id(one) for one in found}, contacts)
    order = {place.id: number for number, place in enumerate(places())}
    family_first = sorted(found, key=lambda one: order[_place_id(one)])
    parents = sum(_place_id(one) == FAMILY for one in found)
    return [*family_first[:parents], _the_child(family, child), *family_first[parents:]]


def _the_child(family: Family, child: Child) -> Invitee:
    from ehcp_desktop.services.child_clock import clock

    role = "young person" if clock(family, child).is_own else "child"
    return Invitee(review="", name=child.name, role=role)


def _stand_ins(
    child: Child, review_id: str, missing: set[str], contacts: Sequence[Contact]
) -> list[Invitee]:
    """Return the council and the school themselves, where no person from there is known."""
    named = {"council": child.authority, "school": child.school}
    by_name = {one.name: one for one in contacts}
    return [
        Invitee(review=review_id, contact=_id_of(by_name.get(name)), name=name, role=place)
        for place, name in named.items()
        if name and place in missing
    ]


def _id_of(contact: Contact | None) -> str | None:
    return contact.id if contact else None


def _place_id(person: Invitee) -> str:
    place = place_of(person.role)
    return place.id if place else ""


def _as_invitee(review_id: str, contact: Contact, role: str) -> Invitee:
    return Invitee(review=review_id, contact=contact.id, name=contact.name, role=role)


def _read(family: Family, typed: str) -> Iterable[Invitee]:
    """Yield a person for each line: a name, then a comma, a tab or a dash, then the role."""
    roles = _roles(family)
    for line in _writable(typed).splitlines():
        name, role = _split(line)
        if name:
            known = family.store.contacts.all(name=name)
            contact = known[0] if len(known) == 1 else None
            title = role or (roles.get(contact.id, "") if contact else "")
            yield Invitee(review="", contact=_id_of(contact), name=name, role=title)


def _split(line: str) -> tuple[str, str]:
    name, _, role = re.sub(r"\t| [-–—] ", ",", line).partition(",")
    return " ".join(name.split()), role.strip()


def _writable(typed: str) -> str:
    """Return the text without what no record can hold: half of a character, or none."""
    return typed.encode("utf-8", "ignore").decode("utf-8").replace("\0", "")


def _add(family: Family, review_id: str, found: Iterable[Invitee]) -> list[Invitee]:
    """Add those whose name is not there yet."""
    there = {one.name.casefold() for one in invitees(family, review_id)}
    fresh = {one.name.casefold(): replace(one, review=review_id) for one in found}
    added = [one for name, one in fresh.items() if name not in there]
    family.store.invitees.save_all(added)
    return added
