"""How long ten thousand cases take, as a ratio to bare date arithmetic with no law in it.

The floor adds fixed periods to twelve dates and compares each with today. Ours finds which rules
each event starts, what ended them and in which state they are, with the rule and its citation
behind every date. Both take turns at a few hundred cases, so that what else the machine does slows
both alike. Run: python bench/deadlines.py [rounds]
"""

from __future__ import annotations

import statistics
import sys
import time
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from ehcp_desktop.domain.deadline import Case
from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.people import Child
from ehcp_desktop.domain.timetable import deadlines
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import rulebook

CASES = 10_000
TURN = 250
LIMIT, GOAL = 15.0, 6.0
NOISE = 1.2  # a busy machine slows our many small steps more than the floor's few
TODAY = date(2026, 11, 22)
STARTS = [date(2022, 1, 3) + timedelta(days=number % 1500) for number in range(CASES)]
WEEKS = [timedelta(weeks=weeks) for weeks in (6, 12, 14, 16, 20, 4, 8, 12)]
CALENDAR = rulebook.bank_holidays()
RULES = rulebook.load().rules
FIRST = date(2019, 1, 1).toordinal()
WORKING: list[date] = []
PLACES: list[int] = []
for _number in range(FIRST, date(2032, 1, 1).toordinal()):
    PLACES.append(len(WORKING))
    if CALENDAR.is_working_day(date.fromordinal(_number)):
        WORKING.append(date.fromordinal(_number))


def floor(turn: slice) -> int:
    """Eight periods of weeks, two of months and two of working days for each case."""
    count = 0
    for day in STARTS[turn]:
        ends = [day + weeks for weeks in WEEKS]
        ends += [_months(day, 1), _months(day, 2), _working(day, 15), _working(day, 5)]
        count += len([(end, "late" if end < TODAY else "due") for end in ends])
    return count


def _months(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    year, month = year + day.year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _working(day: date, number: int) -> date:
    place = PLACES[day.toordinal() - FIRST]
    return WORKING[place + number - (WORKING[place] != day)]


def _case(number: int) -> Case:
    """Return a family's first year: a request, an assessment, a draft and a plan; 12 deadlines."""
    start = STARTS[number]

    def event(weeks: int, kind: str, outcome: str = "") -> Event:
        day = When.day(start + timedelta(weeks=weeks))
        return Event(child="sam", kind=kind, outcome=outcome, on=day, received=day)

    events = (
        event(0, "assessment_requested"),
        event(7, "assessment_agreed"),
        event(18, "draft_plan_received"),
        event(21, "final_plan_issued"),
    )
    child = Child(id="sam", name="Sam", born=date(2014, 1, 15))
    return Case(child=child, events=events, today=TODAY)


MADE = [_case(number) for number in range(CASES)]


def ours(turn: slice) -> int:
    """Return how many deadlines the cases have."""
    return sum(len(deadlines(RULES, case, CALENDAR)) for case in MADE[turn])


def _round() -> tuple[float, float, float]:
    """Return the seconds that a deadline takes, bare and ours, and how many a case has."""
    bare = law = 0.0
    bare_count = count = 0
    for first in range(0, CASES, TURN):
        turn = slice(first, first + TURN)
        spent, found = _timed(floor, turn)
        bare, bare_count = bare + spent, bare_count + found
        spent, found = _timed(ours, turn)
        law, count = law + spent, count + found
    return bare / bare_count, law / count, count / CASES


def _timed(work: Callable[[slice], int], turn: slice) -> tuple[float, int]:
    began = time.process_time()  # ours alone: not what other programs took in between
    count = work(turn)
    return time.process_time() - began, count


def main() -> None:
    """Time both in turn and print the ratio for one deadline.

    Exit 1 when it is over the limit by more than noise, even from the quietest round of each.
    """
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    spent = [_round() for _ in range(rounds)]
    ratios = [law / bare for bare, law, _ in spent]
    ratio = statistics.median(ratios)
    bare, law, each = (min(column) for column in zip(*spent, strict=True))
    print(
        f"quietest round: floor {bare * 1e9:.0f} ns a deadline, ours {law * 1e9:.0f} ns,"
        f" {law / bare:.2f} x; {each:.1f} deadlines in a case"
    )
    print(
        f"deadlines of {CASES} cases: {ratio:.2f} x the floor "
        f"(n={rounds}, {min(ratios):.2f}-{max(ratios):.2f}; limit {LIMIT:g}, goal {GOAL:g})"
    )
    sys.exit(law / bare > LIMIT * NOISE)


if __name__ == "__main__":
    main()
