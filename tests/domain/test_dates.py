"""Months, working days and the Tribunal's calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ehcp_desktop.domain.dates import Calendar, add_months, is_skipped_by_tribunal
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import rulebook

CALENDAR = rulebook.bank_holidays()
DAYS = st.dates(date(2014, 1, 1), date(2032, 6, 30))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-09-30", 4, "2027-01-30"),  # Dodds v Walker: 31 January was a day late
        ("2026-12-31", 2, "2027-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2023-12-31", 2, "2024-02-29"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -2, "2025-11-15"),
    ],
)
def test_a_month_ends_on_the_corresponding_date(start: str, months: int, end: str) -> None:
    assert add_months(date.fromisoformat(start), months) == date.fromisoformat(end)


def test_a_bank_holiday_is_no_working_day() -> None:
    assert not CALENDAR.is_working_day(date(2022, 9, 19))
    assert not CALENDAR.is_working_day(date(2026, 11, 22))
    assert CALENDAR.is_working_day(date(2026, 11, 23))


def test_next_working_day_is_the_day_itself_when_it_is_one() -> None:
    assert CALENDAR.next_working_day(date(2026, 11, 23)) == date(2026, 11, 23)
    assert CALENDAR.next_working_day(date(2026, 12, 25)) == date(2026, 12, 29)
    assert CALENDAR.after(date(2026, 11, 23)) == date(2026, 11, 24)


@given(DAYS, st.integers(1, 60))
def test_the_table_counts_working_days_as_a_finger_would(start: date, number: int) -> None:
    day, left = start, number
    while left:
        day += timedelta(days=1)
        left -= CALENDAR.is_working_day(day)
    assert CALENDAR.add_working_days(start, number) == day


@pytest.mark.parametrize("day", [date(2013, 12, 31), date(2033, 1, 1)])
def test_working_days_outside_the_table_are_refused(day: date) -> None:
    with pytest.raises(BadInput, match="2014 to 2032"):
        CALENDAR.is_working_day(day)


def test_a_count_that_runs_out_of_the_table_is_refused() -> None:
    with pytest.raises(BadInput, match="2014 to 2032"):
        CALENDAR.add_working_days(date(2032, 12, 1), 60)
    with pytest.raises(BadInput, match="2014 to 2032"):
        CALENDAR.next_working_day(date(2033, 1, 1))


def test_the_tribunal_counts_neither_august_nor_christmas() -> None:
    assert CALENDAR.tribunal.add_working_days(date(2026, 7, 31), 1) == date(2026, 9, 1)
    assert CALENDAR.tribunal.add_working_days(date(2026, 12, 24), 1) == date(2027, 1, 4)


@pytest.mark.parametrize(
    ("day", "skipped"),
    [
        ("2026-07-31", False),
        ("2026-08-01", True),
        ("2026-08-31", True),
        ("2026-12-24", False),
        ("2026-12-25", True),
        ("2027-01-01", True),
        ("2027-01-02", False),
    ],
)
def test_rule_12_skips_august_and_christmas_only(day: str, skipped: bool) -> None:
    assert is_skipped_by_tribunal(date.fromisoformat(day)) is skipped


def test_calendars_with_the_same_days_are_equal() -> None:
    assert Calendar(frozenset()) == Calendar(frozenset())


def test_the_years_that_can_be_counted_are_those_of_the_bank_holidays() -> None:
    short = Calendar(frozenset([date(2026, 12, 25), date(2027, 1, 1)]))
    assert short.add_working_days(date(2026, 12, 23), 2) == date(2026, 12, 28)
    for day in (date(2025, 12, 31), date(2028, 1, 1)):
        with pytest.raises(BadInput, match="only from 2026 to 2027"):
            short.next_working_day(day)
    with pytest.raises(BadInput, match="No bank holidays are known"):
        Calendar(frozenset()).is_working_day(date(2026, 6, 2))
