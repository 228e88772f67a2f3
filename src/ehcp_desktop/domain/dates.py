"""Months, working days and the Tribunal's own calendar."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import isleap
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from ehcp_desktop.errors import BadInput

ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_FEBRUARY = 2
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def add_months(day: date, months: int) -> date:
    """Return the corresponding date; where that month has no such day, its last day.

    Dodds v Walker [1981] UKHL: 30 September and four months is 30 January.
    """
    number = day.day
    months += day.year * 12 + day.month - 1
    year, month = months // 12, months % 12 + 1
    if number <= 28:  # noqa: PLR2004 - every month has 28 days
        return date(year, month, number)
    longest = _LENGTHS[month - 1] + (month == _FEBRUARY and isleap(year))
    return date(year, month, min(number, longest))


class SchoolDays:
    """The days on which one school meets, as far as its terms are known.

    They come from the school's own calendar, never from weekdays: training days and holidays
    differ from school to school.
    """

    def __init__(self, days: Iterable[date]) -> None:
        self._days = sorted(set(days))

    def add(self, day: date, number: int, *, day_one: bool) -> date | None:
        """Return the school day so many on, or None when the terms do not reach so far.

        With `day_one` the day itself is the first, if the school meets on it.
        """
        known = self._days
        first = (bisect_left if day_one else bisect_right)(known, day)
        counted = known[first : first + number]
        if not known or day < known[0] or len(counted) < number or not counted:
            return None
        steps = zip([day, *counted], counted, strict=False)
        return counted[-1] if all(to - off <= _LONGEST_HOLIDAY for off, to in steps) else None


@dataclass(frozen=True)
class Calendar:
    """Working days: Monday to Friday, less bank holidays and any other `days_off`.

    A day outside the `years` whose bank holidays are known raises BadInput. `elsewhere` are those
    that only other parts of the United Kingdom have. `school` are a school's days.
    """

    bank_holidays: frozenset[date]
    days_off: frozenset[date] = field(default=frozenset(), repr=False)
    elsewhere: frozenset[date] = field(default=frozenset(), repr=False)
    school: SchoolDays | None = field(default=None, repr=False, compare=False)

    @cached_property
    def years(self) -> range:
        """The years whose bank holidays are known; none without any bank holiday."""
        known = {day.year for day in self.bank_holidays}
        return range(min(known), max(known) + 1) if known else range(0)

    def is_working_day(self, day: date) -> bool:
        """Return whether offices are open on the day."""
        self._check(day)
        return self._is_open(day)

    def next_working_day(self, day: date) -> date:
        """Return the day itself if it is a working day, else the first one after it."""
        self._check(day)
        while not self._is_open(day):  # a few steps; the table below takes longer to make
            day += ONE_DAY
        return day

    def after(self, day: date) -> date:
        """Return the first working day later than the day."""
        return self.next_working_day(day + ONE_DAY)

    def add_working_days(self, day: date, number: int) -> date:
        """Return the working day so many working days on; the day itself is not counted."""
        place = self._place(day + ONE_DAY) + number - 1
        if place >= len(self._days):
            raise BadInput(self._outside)
        return self._days[place]

    def add_school_days(self, day: date, number: int, *, day_one: bool) -> date:
        """Return the school day so many on. Raises BadInput when those days are not known."""
        found = self.school.add(day, number, day_one=day_one) if self.school else None
        if found is None:
            raise BadInput(_NEEDS_SCHOOL_DAYS)
        return found

    def at_school(self, school: SchoolDays | None) -> Calendar:
        """Return the same calendar with the days of a school."""
        made = copy(self)  # with the tables that are made already
        object.__setattr__(made, "school", school)
        return made

    @cached_property
    def united_kingdom(self) -> Calendar:
        """The calendar without the bank holidays of any part of the United Kingdom."""
        return Calendar(self.bank_holidays | self.elsewhere)

    @cached_property
    def tribunal(self) -> Calendar:
        """The same calendar without the days that rule 12(3)(b) leaves out of a count."""
        skipped = (day for day in self._every_day() if is_skipped_by_tribunal(day))
        return Calendar(self.bank_holidays, frozenset(skipped))

    def _is_open(self, day: date) -> bool:
        weekday = day.weekday() < _SATURDAY
        return weekday and day not in self.bank_holidays and day not in self.days_off

    def _place(self, day: date) -> int:
        self._check(day)
        return self._places[day.toordinal() - date(self.years.start, 1, 1).toordinal()]

    def _check(self, day: date) -> None:
        if day.year not in self.years:
            raise BadInput(self._outside)

    @property
    def _outside(self) -> str:
        if not self.years:
            return "No bank holidays are known, so no working days can be counted."
        return (
            f"Working days can be counted only from {self.years[0]} to {self.years[-1]}."
            " Check the year of this date."
        )

    def _every_day(self) -> list[date]:
        first, last = (
            date(year, 1, 1).toordinal() for year in (self.years.start, self.years.stop)
        )
        return [date.fromordinal(number) for number in range(first, last)]

    @cached_property
    def _days(self) -> list[date]:
        return [day for day in self._every_day() if self._is_open(day)]

    @cached_property
    def _places(self) -> list[int]:
        """For each day, the place in `_days` of the first working day not before it."""
        places, place = [], 0
        for day in self._every_day():
            places.append(place)
            place += self._is_open(day)
        return places


def is_skipped_by_tribunal(day: date) -> bool:
    """Return whether rule 12(3) leaves the day out: August, 25 December to 1 January."""
    return day.month == _AUGUST or (day.month, day.day) in _CHRISTMAS


def after_skipped(day: date) -> date:
    """Return the day itself, or the first day after the August or Christmas it falls in."""
    if day.month == _AUGUST:
        return date(day.year, _AUGUST + 1, 1)
    if (day.month, day.day) not in _CHRISTMAS:
        return day
    return date(day.year + (day.month != 1), 1, 2)


_AUGUST = 8
_CHRISTMAS = frozenset([(12, day) for day in range(25, 32)] + [(1, 1)])
_LONGEST_HOLIDAY = timedelta(weeks=10)  # a longer gap means that a term was not entered
_NEEDS_SCHOOL_DAYS = (
    "It counts school days, so it needs the school's term dates and training days."
)
