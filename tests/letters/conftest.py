"""A family with every fact that a letter can state, and one with the fewest."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.people import Child, Contact
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events, people

if TYPE_CHECKING:
    from ehcp_desktop.services.family import Family


@pytest.fixture
def meeting(family: Family, child: Child) -> Event:
    """Return a Progress Review of 2 June 2026 with no report and no decision."""
    return events.log(
        family,
        Event(
            child=child.id,
            kind="review_meeting_held",
            on=When.parse("2026-06-02"),
            model="Progress Review",
        ),
    )


@pytest.fixture
def sender(family: Family, child: Child) -> Contact:
    """Return the parent who writes, with an address."""
    parent = Contact(
        name="Siân O’Brien",
        address="14 Larch Close\nNORTHMOOR\nNM4 2QT",
        email="sian@example.org",
        phone="01632 960118",
        is_sender=True,
    )
    return people.add_person(family, parent, "Mother", child)


@pytest.fixture
def full(family: Family, child: Child, meeting: Event, sender: Contact) -> Child:
    """Return the child of a family that has every fact."""
    from dataclasses import replace

    council = Contact(name=child.authority, address="Civic Centre\nMarket Street\nNM1 1AA")
    people.add_person(family, council, "local authority")
    officer = Contact(name="Priya Shah", organisation=child.authority)
    people.add_person(family, officer, "EHCP coordinator", child)
    head = Contact(name="Mrs Joan Bell", organisation=child.school, address="School Lane\nNM4 1AB")
    people.add_person(family, head, "Headteacher", child)
    for on, kind, summary in (
        ("2026-09-04", "needs_changed", "Sam needs an adult beside him at lunch"),
        ("2026-10", "new_report_received", "Speech therapy report asks for weekly sessions"),
    ):
        events.log(family, Event(child=child.id, kind=kind, on=When.parse(on), summary=summary))
    return family.store.children.save(replace(child, reference="EHCP/20417"))


@pytest.fixture
def fewest(family: Family) -> Child:
    """Return a child of whom no more is known than a letter must state."""
    found = family.store.children.save(
        Child(name="JSC", born=date(2014, 1, 15), authority="Leeds City Council")
    )
    people.add_person(family, Contact(name="A Carer", is_sender=True))
    meeting = Event(child=found.id, kind="review_meeting_held", on=When.parse("2023-11"))
    events.log(family, meeting)
    return found
