"""The end of compulsory school age, word by word from the Education Act 1996, section 8(3)."""

from __future__ import annotations

from datetime import date

import pytest
from tests.law.restated import ONE_DAY
from tests.law.test_cases import book

from ehcp_desktop.domain.school_year import LeavingDay, SchoolClock
from ehcp_desktop.services import ages

JUNE = LeavingDay(age=16, month=6, weekday=4)
BIRTHS = [date(2000, 1, 1) + day * ONE_DAY for day in range(23 * 365)]


def leaving_day(year: int) -> date:
    """Return the last Friday of June (SI 1997/1970)."""
    return max(
        day for day in (date(year, 6, number) for number in range(24, 31)) if day.isoweekday() == 5
    )


def stays_until(born: date) -> date:
    """Return the day at whose end compulsory school age ends."""
    sixteen = born.replace(year=born.year + 16)  # a leap day has one after sixteen years
    this, after = leaving_day(sixteen.year), leaving_day(sixteen.year + 1)
    if this < sixteen < date(sixteen.year, 9, 1):
        return this  # (a) sixteen after that day, before the next school year begins
    return this if sixteen <= this else after  # (b) on that day; (c) the next one following


def test_every_child_leaves_on_the_day_the_act_gives() -> None:
    wrong = [born for born in BIRTHS if SchoolClock(born).leaves(JUNE) != stays_until(born)]
    assert wrong == []


@pytest.mark.parametrize(
    ("born", "last"),
    [
        ("2010-06-26", "2026-06-26"),  # sixteen on the leaving day itself
        ("2010-07-15", "2026-06-26"),  # still fifteen when it comes
        ("2010-08-31", "2026-06-26"),
        ("2010-09-01", "2027-06-25"),
        ("2008-02-29", "2024-06-28"),
    ],
)
def test_the_last_friday_of_june(born: str, last: str) -> None:
    changes = ages.changes(book(), SchoolClock(date.fromisoformat(born)))
    found = {change.id: change.day for change in changes}
    assert found["school_leaving"] == date.fromisoformat(last)
