"""The counting of time limits, said a second time, so that the engine can be held against it.

Written from the texts alone and sharing no line with the program: where the two differ, one of
them has misread the law. It counts with a finger, a day at a time, and is slow on purpose.
Bank holidays come from the `holidays` library, not from the file we ship.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Collection
from datetime import date, timedelta
from itertools import count

import holidays

ONE_DAY = timedelta(days=1)
YEARS = range(2014, 2034)
FRIDAY = 4

Opens = Callable[[date], bool]
"""Whether a day counts."""


def days_after(day: date, number: int) -> date:
    """Return the last day of "within N days of" a day: the day itself is not counted.

    Source: Lester v Garland; Dodds v Walker [1981] UKHL.
    """
    return day + number * ONE_DAY


def days_from(day: date, number: int) -> date:
    """Return the last of N days "beginning with" a day, which is the first of them.

    Source: Zoan v Rouamba [2000] 1 WLR 1509.
    """
    return day + (number - 1) * ONE_DAY


def weeks_after(day: date, number: int) -> date:
    """Return the same weekday so many weeks later, or with a negative number, earlier."""
    return days_after(day, 7 * number)


def months_after(day: date, number: int) -> date:
    """Return the corresponding date, or the last day of a month that has none.

    Source: Dodds v Walker [1981] UKHL: 30 September and four months is 30 January.
    """
    year, month = divmod(12 * day.year + day.month - 1 + number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_from(day: date, number: int) -> date:
    """Return the last day of a period of months "starting with" a day.

    It is the day before the corresponding date; where no such date is, the month's last day.
    """
    corresponding = months_after(day, number)
    return corresponding - ONE_DAY if corresponding.day == day.day else corresponding


def _holidays(*parts: str) -> frozenset[date]:
    """Return the bank holidays of parts of the United Kingdom."""
    every = [holidays.country_holidays("GB", subdiv=part, years=YEARS) for part in parts]
    return frozenset(day for calendar in every for day in calendar)


ENGLAND = _holidays("ENG")
KINGDOM = _holidays("ENG", "WLS", "SCT", "NIR")


def works(day: date) -> bool:
    """Say whether a day is a working day in England."""
    return day.weekday() <= FRIDAY and day not in ENGLAND


def works_everywhere(day: date) -> bool:
    """Say whether no part of the United Kingdom has the day off (FOIA 2000 s.10(6))."""
    return day.weekday() <= FRIDAY and day not in KINGDOM


def tribunal_counts(day: date) -> bool:
    """Say whether the Tribunal counts a day: not in August, nor from 25 December to 1 January.

    Source: HESC Rules 2008, rule 12(3)(b).
    """
    at_christmas = (day.month, day.day) >= (12, 25) or (day.month, day.day) == (1, 1)
    return day.month != 8 and not at_christmas


def tribunal_works(day: date) -> bool:
    """Say whether a day is a working day that the Tribunal counts."""
    return works(day) and tribunal_counts(day)


def on_days(school_days: Collection[date]) -> Opens:
    """Return what says whether the school meets on a day."""
    return lambda day: day in school_days


def nth_after(day: date, number: int, opens: Opens = works) -> date:
    """Return the Nth day that counts after a day."""
    later = (day + step * ONE_DAY for step in count(1))
    counted = (each for each in later if opens(each))
    return [next(counted) for _ in range(number)][-1]


def nth_from(day: date, number: int, opens: Opens = works) -> date:
    """Return the Nth day that counts, the first day being one of them if it counts."""
    return nth_after(day - ONE_DAY, number, opens)


def working_day_from(day: date) -> date:
    """Return the day, or the next working day if it is none (HESC rule 12(2); ICO)."""
    return nth_from(day, 1)


def appeal_window(day: date) -> date:
    """Return where the Tribunal lets a time to appeal end that would have ended on a day.

    Source: HESC Rules 2008, rule 12(2) and (3)(a): no day is skipped, the end alone moves.
    """
    if tribunal_counts(day):
        return working_day_from(day)
    while not tribunal_counts(day):
        day += ONE_DAY
    return working_day_from(day)
