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
_HOLIDAY = timedelta(weeks=5)  # no other than the summer's is longer
_SUMMER = timedelta(weeks=10)
_SUMMER_FROM, _SUMMER_TO = (6, 7), (8, 9)  # the months in which it begins, and ends


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


class TermDays(SchoolDays):
    """The days of some terms; none can be counted across a gap where a term seems missing."""

    def __init__(self, days: Iterable[date], gaps: Iterable[tuple[date, date]]) -> None:
        super().__init__(days)
        self._gaps = tuple(gaps)

    def add(self, day: date, number: int, *, day_one: bool) -> date | None:
        """Return the school day so many on, or None when it cannot be known."""
        found = super().add(day, number, day_one=day_one)
        if found is None or any(off < found and day < to for off, to in self._gaps):
            return None
        return found


def school_days(dates: Iterable[SchoolDates], calendar: Calendar) -> SchoolDays:
    """Return the days on which the school meets, as far as its terms were entered."""
    known = list(dates)
    terms = (one for one in known if one.kind == TERM)
    every = {day for term in terms for day in term.days}
    days = (day for day in every if is_school_day(day, known, calendar))
    return TermDays(days, missing_terms(known))


def missing_terms(dates: Iterable[SchoolDates]) -> list[tuple[date, date]]:
    """Return the gaps between terms too long for a holiday: the last day before, the first after.

    A half of a term that was forgotten leaves such a gap.
    """
    terms = sorted((one.first, one.last) for one in dates if one.kind == TERM)
    gaps: list[tuple[date, date]] = []
    ended = terms[0][1] if terms else date.min
    for first, last in terms:
        if first > ended and not _is_holiday(ended, first):
            gaps.append((ended, first))
        ended = max(ended, last)
    return gaps


def _is_holiday(off: date, to: date) -> bool:
    if to - off <= _HOLIDAY:
        return True
    return to - off <= _SUMMER and off.month in _SUMMER_FROM and to.month in _SUMMER_TO


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
