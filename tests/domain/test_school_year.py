"""The child's clock keeps to 1 September, whatever the year, the day of birth or a leap day."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ehcp_desktop.domain.school_year import LeavingDay, SchoolClock, school_year, taught_ahead

BIRTHS = st.dates(date(1999, 1, 1), date(2026, 12, 31))
DAYS = st.dates(date(2014, 9, 1), date(2052, 12, 31))
LEAP_DAYS = [date(year, 2, 29) for year in range(2000, 2027) if isleap(year)]

JUNE = LeavingDay(age=16, month=6, weekday=4)


@pytest.mark.parametrize(
    ("born", "on", "year"),
    [
        (date(2016, 3, 14), date(2026, 11, 22), 6),
        (date(2016, 8, 31), date(2020, 9, 1), 0),
        (date(2016, 9, 1), date(2020, 9, 1), -1),
        (date(2016, 9, 1), date(2021, 9, 1), 0),
        (date(2016, 8, 31), date(2027, 8, 31), 6),
        (date(2016, 8, 31), date(2027, 9, 1), 7),
        (date(2020, 2, 29), date(2024, 9, 1), 0),
    ],
    ids=str,
)
def test_the_year_changes_on_the_first_of_september(born: date, on: date, year: int) -> None:
    assert SchoolClock(born).year_on(on) == year


@given(BIRTHS)
@example(date(2016, 8, 31))
@example(date(2016, 9, 1))
def test_reception_begins_in_the_september_after_the_fourth_birthday(born: date) -> None:
    begins = SchoolClock(born).begins(0)
    on_4, on_5 = (SchoolClock(born).birthday(age) for age in (4, 5))
    assert on_4 < begins <= on_5
    assert (begins.month, begins.day) == (9, 1)


@given(BIRTHS, DAYS, st.integers(-2, 2))
def test_a_day_lies_in_the_year_that_began_before_it(born: date, on: date, ahead: int) -> None:
    clock = SchoolClock(born, ahead)
    year = clock.year_on(on)
    assert clock.begins(year) <= on < clock.begins(year + 1)
    assert year == SchoolClock(born).year_on(on) + ahead


@given(BIRTHS, DAYS, DAYS, st.integers(-1, 14))
def test_a_year_that_was_typed_goes_on_by_itself(
    born: date, typed: date, later: date, year: int
) -> None:
    clock = SchoolClock(born, taught_ahead(born, year, typed))
    assert clock.year_on(typed) == year
    assert clock.year_on(later) - year == school_year(later) - school_year(typed)


@given(st.integers(1999, 2026), st.integers(-1, 1))
def test_one_night_parts_two_years(year: int, ahead: int) -> None:
    older, younger = (SchoolClock(day, ahead) for day in (date(year, 8, 31), date(year, 9, 1)))
    assert younger.begins(0).year - older.begins(0).year == 1
    assert older.leaves(JUNE) < younger.leaves(JUNE)


@given(BIRTHS, st.integers(-2, 2))
@example(date(2016, 8, 31), 0)
@example(date(2016, 9, 1), 0)
def test_compulsory_school_age_ends_on_the_last_friday_of_june_whatever_the_class(
    born: date, ahead: int
) -> None:
    leaving = SchoolClock(born, ahead).leaves(JUNE)
    assert (leaving.month, leaving.weekday()) == (6, 4)
    assert (leaving + timedelta(days=7)).month == 7
    turns_16 = SchoolClock(born).birthday(16)
    assert date(leaving.year - 1, 9, 1) <= turns_16 <= date(leaving.year, 8, 31)


@pytest.mark.parametrize(
    ("born", "leaving"),
    [
        (date(2010, 8, 31), date(2026, 6, 26)),
        (date(2010, 9, 1), date(2027, 6, 25)),
        (date(2001, 9, 1), date(2018, 6, 29)),
    ],
    ids=str,
)
def test_the_last_friday_of_june_is_known_to_the_day(born: date, leaving: date) -> None:
    assert SchoolClock(born).leaves(JUNE) == leaving


@pytest.mark.parametrize("born", LEAP_DAYS, ids=str)
def test_a_leap_day_moves_only_the_birthdays_that_do_not_exist(born: date) -> None:
    leap, before = SchoolClock(born), SchoolClock(date(born.year, 2, 28))
    assert leap.birthday(18) == date(born.year + 18, 3, 1)
    assert leap.birthday(16) == date(born.year + 16, 2, 29)
    assert leap.begins(0) == before.begins(0)
    assert leap.leaves(JUNE) == before.leaves(JUNE)


@given(BIRTHS, st.integers(1, 25))
def test_an_age_is_reached_on_its_day(born: date, age: int) -> None:
    day = SchoolClock(born).birthday(age)
    assert day.year - born.year == age
    is_leap_day = (born.month, born.day) == (2, 29) and not isleap(day.year)
    assert (day.month, day.day) == ((3, 1) if is_leap_day else (born.month, born.day))
