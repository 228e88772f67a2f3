from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.people import Contact
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import events
from ehcp_desktop.services.people import add_person, recipient_for, sender

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


def test_a_letter_goes_to_the_person_in_the_role(family: Family, child: Child) -> None:
    add_person(family, Contact(name="Anyshire County Council"), "local authority")
    priya = add_person(family, Contact(name="Priya Shah"), "EHCP coordinator")
    assert recipient_for(family, child, "authority") == priya


def test_a_letter_goes_to_the_organisation_when_there_is_nobody(
    family: Family, child: Child
) -> None:
    assert recipient_for(family, child, "school") is None
    school = add_person(family, Contact(name="Hill Road Primary School"))
    assert recipient_for(family, child, "school") == school


def test_a_childs_own_senco_comes_before_the_familys(family: Family, child: Child) -> None:
    add_person(family, Contact(name="Mr Old"), "SENCO")
    bell = add_person(family, Contact(name="Mrs Bell"), "SENCO", child)
    assert recipient_for(family, child, "senco") == bell
