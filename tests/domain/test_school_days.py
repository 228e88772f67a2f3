"""School days come from the school's own terms, never from weekdays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ehcp_desktop.domain.dates import Calendar
from ehcp_desktop.domain.school_days import (
    CLOSED,
    TERM,
    SchoolDates,
    is_school_day,
    school_days,
    without_half_term,
)

HOLIDAYS = (date(2025, 5, 5), date(2026, 5, 4), date(2026, 5, 25), date(2027, 5, 3))
BANK_HOLIDAYS = Calendar(frozenset(HOLIDAYS))


def dates(kind: str, first: str, last: str = "") -> SchoolDates:
    return SchoolDates(
        child="sam",
        kind=kind,
        first=date.fromisoformat(first),
        last=date.fromisoformat(last or first),
    )


SUMMER = (
    dates(TERM, "2026-04-13", "2026-07-21"),
    dates(CLOSED, "2026-05-25", "2026-05-29"),
    dates(CLOSED, "2026-06-26"),
)


@pytest.mark.parametrize(
    ("day", "meets"),
    [
        ("2026-04-10", False),  # before the term
        ("2026-04-13", True),  # its first day
        ("2026-05-02", False),  # a Saturday
        ("2026-05-04", False),  # a bank holiday
        ("2026-05-27", False),  # half-term
        ("2026-06-26", False),  # a training day
        ("2026-07-21", True),  # its last day
        ("2026-07-22", False),
    ],
)
def test_a_school_meets_on_weekdays_of_its_terms(day: str, meets: bool) -> None:
    assert is_school_day(date.fromisoformat(day), SUMMER, BANK_HOLIDAYS) is meets


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        ("2026-04-13", 1, "2026-04-14"),
        ("2026-05-21", 1, "2026-05-22"),
        ("2026-05-22", 1, "2026-06-01"),  # over the half-term
        ("2026-06-25", 1, "2026-06-29"),  # over the training day and a weekend
        ("2026-07-20", 1, "2026-07-21"),
        ("2026-07-20", 2, None),  # beyond what was entered
        ("2026-04-10", 1, None),  # before it
    ],
)
def test_days_are_counted_only_within_the_terms_entered(
    start: str, number: int, end: str | None
) -> None:
    found = school_days(SUMMER, BANK_HOLIDAYS).add(
        date.fromisoformat(start), number, day_one=False
    )
    assert found == (date.fromisoformat(end) if end else None)


def test_the_order_and_overlap_of_what_was_entered_does_not_matter() -> None:
    twice = (dates(TERM, "2026-06-01", "2026-07-21"), *reversed(SUMMER))
    start = date(2026, 4, 13)
    for number in range(1, 60):
        assert school_days(twice, BANK_HOLIDAYS).add(start, number, day_one=False) == (
            school_days(SUMMER, BANK_HOLIDAYS).add(start, number, day_one=False)
        )


def test_every_school_day_is_counted_once_and_nothing_follows_the_last() -> None:
    known, day = school_days(SUMMER, BANK_HOLIDAYS), date(2026, 4, 13)
    every = [day + timedelta(days=number) for number in range(120)]
    meets = [one for one in every if is_school_day(one, SUMMER, BANK_HOLIDAYS)]
    counted = [known.add(day, number, day_one=True) for number in range(1, len(meets) + 2)]
    assert counted == [*meets, None]


@pytest.mark.parametrize(
    ("off", "to", "known"),
    [
        ("2026-12-18", "2027-01-05", True),  # Christmas
        ("2026-12-11", "2027-01-11", True),  # of a boarding school
        ("2026-07-21", "2026-09-03", True),  # summer
        ("2026-07-03", "2026-09-07", True),  # of a boarding school
        ("2026-12-18", "2027-02-22", False),  # the first half of the spring term is missing
        ("2026-05-22", "2026-09-03", False),  # the second half of the summer term
        ("2025-07-21", "2026-09-03", False),  # a year
    ],
)
def test_no_day_is_counted_across_a_term_that_was_forgotten(
    off: str, to: str, known: bool
) -> None:
    before, after = date.fromisoformat(off), date.fromisoformat(to)
    entered = (
        dates(TERM, str(before - timedelta(days=30)), off),
        dates(TERM, to, str(after + timedelta(days=30))),
    )
    found = school_days(entered, BANK_HOLIDAYS).add(before, 2, day_one=True)
    assert (found is not None) is known
    within = school_days(entered, BANK_HOLIDAYS).add(after, 2, day_one=True)
    assert within is not None


@pytest.mark.parametrize(
    ("entered", "doubted"),
    [
        ([dates(TERM, "2026-09-03", "2026-12-18")], 1),
        ([dates(TERM, "2026-09-03", "2026-10-23")], 0),  # half a term
        ([dates(TERM, "2026-09-03", "2026-12-18"), dates(CLOSED, "2026-10-26", "2026-10-30")], 0),
        ([dates(TERM, "2026-09-03", "2026-12-18"), dates(CLOSED, "2026-10-30")], 1),
        ([dates(TERM, "2026-09-03", "2026-12-18"), dates(CLOSED, "2026-12-19", "2027-01-03")], 1),
    ],
)
def test_a_long_term_without_a_half_term_is_doubted(
    entered: list[SchoolDates], doubted: int
) -> None:
    assert len(without_half_term(entered)) == doubted
