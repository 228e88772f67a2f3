"""The school's dates are kept, changed and counted with; without them a limit says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.school_days import CLOSED, TERM, SchoolDates
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import diary, events, school_calendar
from ehcp_desktop.services.children import add_child

if TYPE_CHECKING:
    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family

NEEDS = "It counts school days, so it needs the school's term dates and training days."


def dates(child: Child, kind: str, first: str, last: str) -> SchoolDates:
    return SchoolDates(
        child=child.id, kind=kind, first=date.fromisoformat(first), last=date.fromisoformat(last)
    )


@pytest.fixture
def exclusion(family: Family, child: Child) -> Event:
    """Tell the governors of an exclusion on 5 October 2026, a Monday."""
    told = Event(
        child=child.id, kind="exclusion_notified_to_governors", on=When.parse("2026-10-05")
    )
    return events.log(family, told)


def governors(family: Family) -> Deadline:
    return next(one for one in diary.due(family) if one.rule.id == "excl_governors_15")


@pytest.mark.usefixtures("exclusion")
def test_without_a_calendar_the_limit_says_what_it_needs(family: Family) -> None:
    limit = governors(family)
    assert limit.due is None
    assert limit.needs.startswith(f"Say which exclusion the governors were told of. {NEEDS}")
    assert limit.as_json("Sam")["due"] is None


@pytest.mark.usefixtures("exclusion")
def test_with_the_terms_it_has_its_day(family: Family, child: Child) -> None:
    # 15 school days after 5 October: 14 to 23 October, the half-term left out, then 2 November
    school_calendar.keep(family, dates(child, TERM, "2026-09-03", "2026-12-18"))
    school_calendar.keep(family, dates(child, CLOSED, "2026-10-26", "2026-10-30"))
    assert governors(family).due == date(2026, 11, 2)


@pytest.mark.usefixtures("exclusion")
def test_a_training_day_added_later_moves_it(family: Family, child: Child) -> None:
    term = school_calendar.keep(family, dates(child, TERM, "2026-09-03", "2026-10-23"))
    school_calendar.keep(family, dates(child, TERM, "2026-11-02", "2026-12-18"))
    school_calendar.keep(family, dates(child, CLOSED, "2026-10-09", "2026-10-09"))
    assert governors(family).due == date(2026, 11, 3)
    school_calendar.remove(family, term.id)
    assert governors(family).due is None


@pytest.mark.usefixtures("exclusion")
def test_undo_takes_a_term_back(family: Family, child: Child) -> None:
    school_calendar.keep(family, dates(child, TERM, "2026-09-03", "2026-10-30"))
    assert governors(family).due == date(2026, 10, 26)
    family.store.undo()
    assert governors(family).due is None


@pytest.mark.usefixtures("exclusion")
def test_another_child_s_school_does_not_count(family: Family, child: Child) -> None:
    sister = add_child(family, replace(child, id="f" * 32, name="Ada Example"))
    school_calendar.keep(family, dates(sister, TERM, "2026-09-03", "2026-12-18"))
    assert governors(family).due is None


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        ("2026-12-18", "2026-09-03", "before the first"),
        ("2013-09-03", "2013-12-18", "from 2014 to 2032"),
        ("2026-09-03", "2027-07-20", "each term by itself"),
    ],
)
def test_dates_that_cannot_be_a_term_s_are_refused(
    family: Family, child: Child, first: str, last: str, why: str
) -> None:
    with pytest.raises(BadInput, match=why):
        school_calendar.keep(family, dates(child, TERM, first, last))
    assert school_calendar.dates_of(family, child.id) == []


def test_all_of_several_are_added_or_none(family: Family, child: Child) -> None:
    good = dates(child, TERM, "2026-09-03", "2026-12-18")
    with pytest.raises(BadInput):
        school_calendar.add_all(family, [good, replace(good, last=date(2026, 1, 1))], "Import")
    assert school_calendar.dates_of(family, child.id) == []
    assert school_calendar.add_all(family, [good], "Import") == 1
    assert school_calendar.add_all(family, [good], "Import") == 0


def test_a_term_that_seems_to_be_missing_is_said(family: Family, child: Child) -> None:
    school_calendar.keep(family, dates(child, TERM, "2026-11-02", "2026-12-18"))
    school_calendar.keep(family, dates(child, TERM, "2027-02-22", "2027-03-25"))
    (doubt,) = school_calendar.doubts(family, child.id)
    assert doubt.startswith("No term is entered between 18")


def test_a_half_term_that_seems_to_be_missing_is_said(family: Family, child: Child) -> None:
    school_calendar.keep(family, dates(child, TERM, "2026-09-03", "2026-12-18"))
    (doubt,) = school_calendar.doubts(family, child.id)
    assert doubt.startswith("No half-term holiday is entered between 3")
    school_calendar.keep(family, dates(child, CLOSED, "2026-10-26", "2026-10-30"))
    assert school_calendar.doubts(family, child.id) == []
