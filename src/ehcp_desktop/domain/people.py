"""The child, and the people and organisations around the child."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ehcp_desktop.domain.record import Record
from ehcp_desktop.domain.when import When

NO_SCHOOL = "none"


@dataclass(frozen=True, kw_only=True, slots=True)
class Child(Record):
    """A child or young person whose plan is kept here.

    `school` is "" while unknown (the child counts as attending one) and "none" when out of school.
    `year_group` is the year taught on the day it was typed (0 is Reception); None is the usual one
    for the age. Limits before `record_from` are not called overdue.
    """

    name: str
    born: date
    authority: str = ""
    school: str = ""
    year_group: int | None = None
    reference: str = ""
    record_from: When | None = None

    @property
    def attends_school(self) -> bool:
        """True unless the record says that the child is out of school."""
        return self.school.strip().casefold() != NO_SCHOOL


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact(Record):
    """A person, or an organisation, and how to reach them.

    `address` has the lines of the envelope. `is_sender` marks the family member who writes.
    """

    name: str
    is_organisation: bool = False
    organisation: str = ""
    address: str = ""
    email: str = ""
    phone: str = ""
    is_sender: bool = False
    notes: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Role(Record):
    """What a contact is to the family, and from when to when: "SENCO", "mother"."""

    contact: str
    title: str
    child: str | None = None
    since: When | None = None
    until: When | None = None
