"""A date as a person knows it: a day, a month or a year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


@dataclass(frozen=True, slots=True, order=True)
class When:
    """The first and last day that a recorded date can mean; the same day when it is exact."""

    first: date
    last: date

    @classmethod
    def day(cls, day: date) -> When:
        """Return an exact day."""
        return cls(day, day)

    @classmethod
    def month(cls, year: int, month: int) -> When:
        """Return a whole month."""
        from calendar import monthrange  # brings the locale with it: not for the start

        return cls(date(year, month, 1), date(year, month, monthrange(year, month)[1]))

    @classmethod
    def year(cls, year: int) -> When:
        """Return a whole year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def parse(cls, text: str) -> When:
        """Read 2026-06-02, 2026-06 or 2026. Raises ValueError for anything else."""
        found = _ISO.match(text)
        if not found:
            raise ValueError(text)
        year, month, day = found.groups()
        if day:
            return cls.day(date(int(year), int(month), int(day)))
        return cls.month(int(year), int(month)) if month else cls.year(int(year))

    @property
    def is_exact(self) -> bool:
        """True when it names one day."""
        return self.first == self.last

    def iso(self) -> str:
        """Return 2026-06-02, 2026-06 or 2026, as stored and exported."""
        if self.is_exact:
            return self.first.isoformat()
        return f"{self.first:%Y-%m}" if self.first.month == self.last.month else f"{self.first:%Y}"

    def spoken(self) -> str:
        """Return "2 June 2026", "June 2026" or "2026", with non-breaking spaces."""
        if self.is_exact:
            return spoken_day(self.first)
        name = _MONTHS[self.first.month]
        one_month = self.first.month == self.last.month
        return f"{name}\u00a0{self.first.year}" if one_month else str(self.first.year)

    def spoken_in_full(self) -> str:
        """Return "Tuesday 2 June 2026", "June 2026" or "2026", with non-breaking spaces."""
        return spoken_weekday(self.first) if self.is_exact else self.spoken()

    def __str__(self) -> str:
        return self.iso()


def spoken_day(day: date) -> str:
    """Return "2 June 2026" with non-breaking spaces."""
    return f"{day.day}\u00a0{_MONTHS[day.month]}\u00a0{day.year}"


def spoken_weekday(day: date) -> str:
    """Return "Tuesday 2 June 2026"; only the space after the weekday may break."""
    return f"{_WEEKDAYS[day.weekday()]} {spoken_day(day)}"


# Not calendar.month_name: that follows the locale, and letters are in British English.
_MONTHS = (
    "",
    *"January February March April May June July August September October November".split(),
    "December",
)
_WEEKDAYS = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
