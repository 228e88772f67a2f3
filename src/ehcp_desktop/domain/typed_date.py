"""A date as a person types it, read the British way: the day comes first."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from ehcp_desktop.domain.when import When, spoken_weekday
from ehcp_desktop.errors import BadInput

_UNSURE = frozenset(
    {"", "?", "not sure", "unsure", "unknown", "not known", "don't know", "dont know", "n/a"}
)
_MONTHS = (
    *"january february march april may june july august september".split(),
    *"october november december".split(),
)
_WEEKDAYS = tuple("monday tuesday wednesday thursday friday saturday sunday".split())
_NUMBERS = dict(
    zip("one two three four five six seven eight nine ten".split(), range(1, 11), strict=True)
) | {"a": 1, "an": 1, "eleven": 11, "twelve": 12}
_NEAR_DAYS = {
    "today": 0,
    "now": 0,
    "yesterday": -1,
    "tomorrow": 1,
    "day before yesterday": -2,
    "day after tomorrow": 2,
}
_UNITS = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS_IN = {"month": 1, "year": 12}
_EARLIEST, _LATEST = 1900, 2100
_FEBRUARY, _DECEMBER = 2, 12
_SHORTEST = 3  # letters of a name: "Jun", "Fri"

_NUMERIC = re.compile(r"(\d{1,2})[ /.\-](\d{1,2})(?:[ /.\-](\d{4}|\d{2}))?")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[t ]\d\d:\d\d(?::\d\d)?)?")
_MONTH_NUMBER = re.compile(r"(\d{1,2})[/.\-](\d{4})")
_DAY_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?(?: of)?[ \-/]?([a-z]+)\.?[ \-/]?(\d{4}|\d{2})?"
)
_MONTH_DAY = re.compile(r"([a-z]+)\.? (\d{1,2})(st|nd|rd|th)?(?:,? (\d{4}))?")
_MONTH_YEAR = re.compile(r"([a-z]+)\.?(?: of)?(?:[ \-/](\d{4}))?")
_WEEKDAY_FIRST = re.compile(r"([a-z]+)\.?,? (?:the )?(.*\d.*)")
_AGO = re.compile(r"(\w+) (day|week|fortnight|month|year)s? (ago|from now|from today)")
_IN = re.compile(r"in (\w+) (day|week|fortnight|month|year)s?(?:'? time)?")
_NEXT = re.compile(r"(last|this|next) (month|year)")
_NAMED = re.compile(r"(?:on )?(?:(last|this|next) )?([a-z]+)\.?")


class NoSuchDay(BadInput, ValueError):
    """A day that the calendar does not have, such as 31 June."""


def read_when(text: str, today: date, *, ahead: bool = False) -> When | None:
    """Read a typed date; None when the person is not sure.

    What leaves the year or the week open means the last such day before `today`, or with `ahead`
    the next one after it. Raises NoSuchDay (a ValueError) for 31 June, BadInput for anything
    that cannot be read; both say in one sentence what to write.
    """
    words = _tidy(text)
    if words in _UNSURE:
        return None
    typed = _Typed(words, today, ahead)
    for read in _READERS:
        found = read(typed)
        if found is not None:
            return found
    raise BadInput(
        f'"{text.strip()}" is not a date this program can read. '
        "Write it like 2 June 2026, 2/6/2026, June 2026, or not sure."
    )


def is_relative(text: str) -> bool:
    """Tell whether a date is told from today, like "last Friday": next week it is another day."""
    typed = _Typed(_tidy(text), date(2026, 1, 1), ahead=False)
    return any(read(typed) is not None for read in _RELATIVE)


@dataclass(frozen=True)
class _Typed:
    words: str
    today: date
    ahead: bool

    def year(self, digits: str) -> int:
        """Return the year meant; two digits never lie ahead of this year unless asked to."""
        year = int(digits)
        if len(digits) < len("2026"):
            far = 2000 + year > self.today.year + (20 if self.ahead else 0)
            return year + (1900 if far else 2000)
        if not _EARLIEST <= year <= _LATEST:
            raise BadInput(f"The year {year} cannot be right; write it with four figures.")
        return year

    def day(self, day: str, month: int, year: str | None) -> When:
        """Return one day; without a year, the nearest on the side asked for."""
        if year:
            return When.day(_checked(int(day), month, self.year(year)))
        return When.day(self._nearest(int(day), month))

    def month(self, month: int, year: str | None) -> When:
        """Return a whole month; without a year, the nearest on the side asked for."""
        if year:
            return When.month(self.year(year), month)
        now = self.today
        step = (month < now.month) if self.ahead else -(month > now.month)
        return When.month(now.year + step, month)

    def _nearest(self, day: int, month: int) -> date:
        if (day, month) == (29, 2):
            return self._nearest_leap_day()
        this_year = _checked(day, month, self.today.year)
        if self.ahead:
            return (
                this_year if this_year >= self.today else _checked(day, month, this_year.year + 1)
            )
        return this_year if this_year <= self.today else _checked(day, month, this_year.year - 1)

    def _nearest_leap_day(self) -> date:
        step = 1 if self.ahead else -1
        years = range(self.today.year, self.today.year + 9 * step, step)
        days = [date(year, 2, 29) for year in years if calendar.isleap(year)]
        return next(day for day in days if (day - self.today).days * step >= 0)


def _tidy(text: str) -> str:
    plain = text.replace("\u2019", "'").replace("\u2013", "-").replace("\u2011", "-")
    words = " ".join(plain.casefold().split()).rstrip(".,;")
    return words.removeprefix("the ").removeprefix("about ")


def _checked(day: int, month: int, year: int) -> date:
    longest = calendar.monthrange(year, month)[1]
    if 1 <= day <= longest:
        return date(year, month, day)
    name = _MONTHS[month - 1].capitalize()
    which = f"{name} {year}" if month == _FEBRUARY else name
    raise NoSuchDay(f"{which} has {longest} days, so {day} {name} {year} is not a date.")


def _named(word: str, names: tuple[str, ...]) -> int | None:
    """Return the position of a name or of its first three or more letters."""
    if len(word) < _SHORTEST:
        return None
    return next((at for at, name in enumerate(names) if name.startswith(word)), None)


def _month_named(word: str) -> int | None:
    at = 8 if word == "sept" else _named(word, _MONTHS)
    return None if at is None else at + 1


def _month_numbered(digits: str) -> int:
    if 1 <= int(digits) <= _DECEMBER:
        return int(digits)
    raise BadInput(f"There is no month {int(digits)}; write the day first, like 2/6/2026.")


def _read_iso(typed: _Typed) -> When | None:
    found = _ISO.fullmatch(typed.words)
    if not found:
        return None
    year, month, day = found.groups()
    number = _month_numbered(month)
    return typed.day(day, number, year) if day else typed.month(number, year)


def _read_numeric(typed: _Typed) -> When | None:
    found = _NUMERIC.fullmatch(typed.words)
    return typed.day(found[1], _month_numbered(found[2]), found[3]) if found else None


def _read_month_number(typed: _Typed) -> When | None:
    found = _MONTH_NUMBER.fullmatch(typed.words)
    return typed.month(_month_numbered(found[1]), found[2]) if found else None


def _read_year(typed: _Typed) -> When | None:
    return When.year(typed.year(typed.words)) if re.fullmatch(r"\d{4}", typed.words) else None


def _read_near_day(typed: _Typed) -> When | None:
    days = _NEAR_DAYS.get(typed.words)
    return None if days is None else When.day(typed.today + timedelta(days=days))


def _read_day_month(typed: _Typed) -> When | None:
    found = _DAY_MONTH.fullmatch(typed.words)
    month = _month_named(found[2]) if found else None
    return typed.day(found[1], month, found[3]) if found and month else None


def _read_month_day(typed: _Typed) -> When | None:
    """Read "June 2nd" and "June 2, 2026"; "June 26" could be a year, so it is refused."""
    found = _MONTH_DAY.fullmatch(typed.words)
    month = _month_named(found[1]) if found else None
    if not found or not month:
        return None
    _, day, ending, year = found.groups()
    if ending or year:
        return typed.day(day, month, year)
    name = _MONTHS[month - 1].capitalize()
    raise BadInput(f"Write {day} {name} for the day, or {name} with a year of four figures.")


def _read_month_year(typed: _Typed) -> When | None:
    found = _MONTH_YEAR.fullmatch(typed.words)
    month = _month_named(found[1]) if found else None
    return typed.month(month, found[2]) if found and month else None


def _read_weekday_first(typed: _Typed) -> When | None:
    """Read "Tue 2 Jun" and make sure that the two agree."""
    found = _WEEKDAY_FIRST.fullmatch(typed.words)
    weekday = _named(found[1], _WEEKDAYS) if found else None
    if not found or weekday is None:
        return None
    when = read_when(found[2], typed.today, ahead=typed.ahead)
    if when is None or not when.is_exact or when.first.weekday() == weekday:
        return when
    name = _WEEKDAYS[weekday].capitalize()
    raise BadInput(
        f"That day is {spoken_weekday(when.first)}, not a {name}; check which is right."
    )


def _read_weekday(typed: _Typed) -> When | None:
    """Read "Friday", "last Friday" and "next Friday": never today itself."""
    found = _NAMED.fullmatch(typed.words)
    weekday = _named(found[2], _WEEKDAYS) if found else None
    if not found or weekday is None:
        return None
    forward = found[1] in {"this", "next"} or (typed.ahead and not found[1])
    gap = (weekday - typed.today.weekday()) % 7
    return When.day(typed.today + timedelta(days=(gap or 7) if forward else gap - 7))


def _read_period(typed: _Typed) -> When | None:
    found = _NEXT.fullmatch(typed.words)
    if not found:
        return None
    step = {"last": -1, "this": 0, "next": 1}[found[1]]
    if found[2] == "year":
        return When.year(typed.today.year + step)
    year, month = divmod(typed.today.year * 12 + typed.today.month - 1 + step, 12)
    return When.month(year, month + 1)


def _read_distance(typed: _Typed) -> When | None:
    """Read "a week ago", "3 days from now" and "in two weeks"."""
    ago, coming = _AGO.fullmatch(typed.words), _IN.fullmatch(typed.words)
    found = ago or coming
    count = _count(found[1]) if found else None
    if not found or count is None:
        return None
    back = ago is not None and ago[3] == "ago"
    return When.day(_moved(typed.today, -count if back else count, found[2]))


def _count(word: str) -> int | None:
    return int(word) if re.fullmatch(r"\d{1,3}", word) else _NUMBERS.get(word)


def _moved(day: date, count: int, unit: str) -> date:
    if unit in _UNITS:
        return day + timedelta(days=count * _UNITS[unit])
    year, month = divmod(day.year * 12 + day.month - 1 + count * _MONTHS_IN[unit], 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


_RELATIVE = (_read_near_day, _read_weekday, _read_period, _read_distance)
_READERS = (
    _read_iso,
    _read_numeric,
    _read_month_number,
    _read_year,
    _read_near_day,
    _read_day_month,
    _read_month_day,
    _read_month_year,
    _read_weekday,
    _read_weekday_first,
    _read_period,
    _read_distance,
)
