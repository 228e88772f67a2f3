"""The school's terms and closed days: entered, changed, and counted with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ehcp_desktop.domain.dates import Calendar, SchoolDays
from ehcp_desktop.domain.when import spoken_day
from ehcp_desktop.errors import BadInput

if TYPE_CHECKING:
    from ehcp_desktop.domain.school_days import SchoolDates
    from ehcp_desktop.services.family import Family

_LONGEST = timedelta(days=200)  # a term; some schools have only two in a year


class DaysOfChild(SchoolDays):
    """The school days of one child, read from the record when a limit first asks for them."""

    def __init__(self, family: Family, child_id: str, working: Calendar) -> None:
        super().__init__(())
        self._family = family
        self._child = child_id
        self._working = working
        self._known: tuple[int, SchoolDays] | None = None

    def add(self, day: date, number: int, *, day_one: bool) -> date | None:
        """Return the school day so many on, or None when the terms do not reach so far."""
        revision = self._family.store.revision
        if self._known is None or self._known[0] != revision:
            dates = dates_of(self._family, self._child)
            self._known = revision, _school_days(dates, self._working)
        return self._known[1].add(day, number, day_one=day_one)


def calendar_of(family: Family, child_id: str, working: Calendar) -> Calendar:
    """Return the working days of England with the days of the child's school."""
    return working.at_school(DaysOfChild(family, child_id, working))


def dates_of(family: Family, child_id: str) -> list[SchoolDates]:
    """Return the terms and closed days of a child's school, by date."""
    return family.store.school_dates.all(order="first, last", child=child_id)


def doubts(family: Family, child_id: str) -> list[str]:
    """Return a sentence for each half-term holiday, and each term, that seems to be missing."""
    from ehcp_desktop.domain.school_days import missing_terms, without_half_term

    dates = dates_of(family, child_id)
    gaps = [
        f"No term is entered between {spoken_day(off)} and {spoken_day(to)}: add it, or no limit "
        "can be counted across that time."
        for off, to in missing_terms(dates)
    ]
    return gaps + [
        f"No half-term holiday is entered between {spoken_day(term.first)} and "
        f"{spoken_day(term.last)}: add it, or its days count as school days."
        for term in without_half_term(dates)
    ]


def keep(family: Family, dates: SchoolDates) -> SchoolDates:
    """Add a term or closed days, or change them. Raises BadInput when they cannot be so."""
    kept = checked(dates, family.calendar.years)
    with family.store.action("School dates"):
        return family.store.school_dates.save(kept)


def remove(family: Family, identity: str) -> None:
    """Put a term or closed days in the bin."""
    with family.store.action("Remove school dates"):
        family.store.school_dates.trash(identity)


def add_all(family: Family, dates: Iterable[SchoolDates], name: str) -> int:
    """Add those that are not there yet as one step; returns how many were added.

    Raises BadInput, having changed nothing, when one of them cannot be so.
    """
    wanted = {_same(one): checked(one, family.calendar.years) for one in dates}
    children = {one.child for one in wanted.values()}
    there = {_same(one) for child in children for one in dates_of(family, child)}
    new = [one for same, one in wanted.items() if same not in there]
    if new:
        with family.store.action(name):
            family.store.school_dates.save_all(new)
    return len(new)


def checked(dates: SchoolDates, years: range) -> SchoolDates:
    """Return the dates with a tidy name. Raises BadInput when they cannot be a school's.

    `years` are those whose bank holidays are known.
    """
    if dates.last < dates.first:
        raise BadInput("The last day is before the first; check the two dates.")
    if not {dates.first.year, dates.last.year} <= set(years):
        raise BadInput(f"School dates can be from {years[0]} to {years[-1]}; check the year.")
    if dates.last - dates.first > _LONGEST:
        raise BadInput("That is more than half a year; enter each term by itself.")
    return replace(dates, name=" ".join(dates.name.replace("\0", "").split()))


def _same(dates: SchoolDates) -> tuple[str, str, date, date]:
    return dates.child, dates.kind, dates.first, dates.last


def _school_days(dates: Iterable[SchoolDates], working: Calendar) -> SchoolDays:
    from ehcp_desktop.domain.school_days import school_days

    return school_days(dates, working)
