from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.people import Contact
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import events
from ehcp_desktop.services.people import add_person, change_person, sender

if TYPE_CHECKING:
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family


def test_a_person_is_added_with_what_they_are(family: Family, child: Child) -> None:
    bell = add_person(family, Contact(name="Mrs Bell"), "SENCO", child)
    (role,) = family.store.roles.all()
    assert (role.contact, role.title, role.child) == (bell.id, "SENCO", child.id)


@pytest.mark.parametrize("name", ["", "  \t "])
def test_a_person_without_a_name_is_refused(family: Family, name: str) -> None:
    with pytest.raises(BadInput, match="needs a name"):
        add_person(family, Contact(name=name))


def test_the_same_person_twice_is_refused(family: Family) -> None:
    add_person(family, Contact(name="Mrs Bell"))
    with pytest.raises(BadInput, match="Mrs Bell is already in this record"):
        add_person(family, Contact(name="Mrs Bell"))


@pytest.mark.parametrize(
    ("contact", "role"),
    [
        (Contact(name="Northmoor Council"), "local authority"),
        (Contact(name="SENDIASS", organisation="SENDIASS"), ""),
    ],
)
def test_an_organisation_is_known_as_one(family: Family, contact: Contact, role: str) -> None:
    assert add_person(family, contact, role).is_organisation


def test_there_is_one_sender_and_a_new_one_takes_over(family: Family) -> None:
    assert sender(family) is None
    add_person(family, Contact(name="Amara", is_sender=True))
    kofi = add_person(family, Contact(name="Kofi", is_sender=True))
    assert sender(family) == kofi
    assert family.store.contacts.count(is_sender=True) == 1


def test_events_that_name_a_new_person_exactly_are_linked(family: Family, child: Child) -> None:
    call = Event(child=child.id, kind="call", on=When.parse("2026-06-02"), who="Priya Shah")
    call = events.log(family, call)
    priya = add_person(family, Contact(name="Priya Shah"))
    assert family.store.events.get(call.id).contact == priya.id


def test_changing_a_person_keeps_one_sender(family: Family) -> None:
    amara = add_person(family, Contact(name="Amara", is_sender=True))
    kofi = add_person(family, Contact(name="Kofi"))
    change_person(family, replace(kofi, is_sender=True, phone="01632 960001"))
    assert sender(family) == replace(kofi, is_sender=True, phone="01632 960001")
    assert not family.store.contacts.get(amara.id).is_sender


def test_a_person_keeps_a_name(family: Family) -> None:
    amara = add_person(family, Contact(name="Amara"))
    with pytest.raises(BadInput, match="needs a name"):
        change_person(family, replace(amara, name=" "))
    assert family.store.contacts.get(amara.id) == amara
