"""A school's days: its terms, less the days in them on which it is closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ehcp_desktop.domain.dates import ONE_DAY, Calendar, SchoolDays
from ehcp_desktop.domain.record import Record

TERM, CLOSED = "term", "closed"
_LONG = timedelta(weeks=9)  # a term so long has a half-term holiday in it
_A_BREAK = timedelta(days=2)  # between its first and its last day; a training day is shorter


@dataclass(frozen=True, kw_only=True, slots=True)
class SchoolDates(Record):
    """A term of the child's school, or days on which it is closed; both ends are included.

    `kind` is "term" or "closed": a training day, a half-term, a day of snow.
    """

    child: str
    kind: str
    first: date
    last: date
    name: str = ""

    @property
    def days(self) -> Iterator[date]:
        """Every day of it, weekends too."""
        for number in range((self.last - self.first).days + 1):
            yield self.first + number * ONE_DAY


def is_school_day(day: date, dates: Iterable[SchoolDates], calendar: Calendar) -> bool:
    """Return whether the school meets: in a term, not closed, and a working day."""
    held = [one.kind for one in dates if one.first <= day <= one.last]
    return TERM in held and CLOSED not in held and calendar.is_working_day(day)


def school_days(dates: Iterable[SchoolDates], calendar: Calendar) -> SchoolDays:
    """Return the days on which the school meets, as far as its terms were entered."""
    known = list(dates)
    terms = (one for one in known if one.kind == TERM)
    every = {day for term in terms for day in term.days}
    return SchoolDays(day for day in every if is_school_day(day, known, calendar))


def without_half_term(dates: Iterable[SchoolDates]) -> list[SchoolDates]:
    """Return the long terms in which no holiday was entered: their days may be counted wrongly."""
    known = list(dates)
    breaks = [one for one in known if one.kind == CLOSED and one.last - one.first >= _A_BREAK]
    terms = (one for one in known if one.kind == TERM and one.last - one.first > _LONG)
    return [
        term
        for term in terms
        if not any(term.first < one.first and one.last < term.last for one in breaks)
    ]
