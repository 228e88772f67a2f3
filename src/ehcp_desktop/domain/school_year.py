"""The child's clock: the school year a child is in, and the days on which age changes rights."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

RECEPTION, LAST_YEAR = 0, 13
_RECEPTION_AFTER = 5  # years from the September before the birth to the one in Reception
_SEPTEMBER = 9
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class LeavingDay(NamedTuple):
    """The last such weekday of a month, in the school year in which an age is reached.

    `weekday` is 0 for Monday.
    """

    age: int
    month: int
    weekday: int


@dataclass(frozen=True, slots=True)
class SchoolClock:
    """When a child born on a day goes through school in England, and comes of age.

    `ahead` is by how many years the child is taught above its age: -1 for one kept a year back.
    Years are numbers: 0 is Reception, 6 is Year 6, less than 0 is before school.
    """

    born: date
    ahead: int = 0

    def year_on(self, day: date) -> int:
        """Return the year in which the child is taught on a day."""
        return school_year(day) - self._reception() + RECEPTION

    def begins(self, year: int) -> date:
        """Return the 1 September on which the child begins a year."""
        return date(self._reception() + year - RECEPTION, _SEPTEMBER, 1)

    def leaves(self, law: LeavingDay) -> date:
        """Return the leaving day of the child; it goes by age, whatever year it is taught in."""
        year = school_year(self.birthday(law.age)) + (law.month < _SEPTEMBER)
        following = date(year + law.month // 12, law.month % 12 + 1, 1)
        last = following - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - law.weekday) % 7)

    def birthday(self, age: int) -> date:
        """Return the day on which an age is reached: 1 March for one born on 29 February."""
        try:
            return self.born.replace(year=self.born.year + age)
        except ValueError:
            return date(self.born.year + age, 3, 1)

    def _reception(self) -> int:
        """Return the calendar year in whose September Reception begins."""
        return school_year(self.born) + _RECEPTION_AFTER - self.ahead


def school_year(day: date) -> int:
    """Return the calendar year in which the school year that holds a day began."""
    return day.year if day.month >= _SEPTEMBER else day.year - 1


def taught_ahead(born: date, year: int, on: date) -> int:
    """Return by how many years a child taught in a year on a day is above its age."""
    return year - SchoolClock(born).year_on(on)
