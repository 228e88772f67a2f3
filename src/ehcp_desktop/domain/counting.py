"""How a time limit is counted: in days, weeks, months, with or without the first day, as data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from ehcp_desktop.domain.dates import (
    ONE_DAY,
    Calendar,
    add_months,
    after_skipped,
    is_skipped_by_tribunal,
)
from ehcp_desktop.domain.entry import Entry
from ehcp_desktop.domain.when import spoken_day

UNITS = ("days", "weeks", "months", "working_days", "school_days", "month_day")
TRIBUNAL = ("", "roll", "skip")


@dataclass(frozen=True, kw_only=True)
class Count:
    """One way of counting from a day.

    The day of the event is not counted unless `day_one` says that it is the first day; counting
    back, `day_one` asks for clear days. A `month_day` (month, day) is a fixed date in the year of
    the event. `tribunal` is "roll" (a day off moves to the next working day: HESC Rules 2008,
    rule 12(2)) or "skip" (August and Christmas are not counted: rule 12(3)(b), then rolled).
    With `rolls` a last day off moves to the next working day outside the Tribunal too. Working
    days are England's, or with `united_kingdom` those on which no part of it has a bank holiday.
    `of_meeting` counts from the review's meeting instead, `of_due` from the last day of the limit,
    `of_kind` from the last event of that kind. `step` is set when the count is a fixed number of
    days, `months` when it is so many months and no more.
    """

    unit: str
    amount: int = 0
    before: bool = False
    day_one: bool = False
    tribunal: str = ""
    month_day: tuple[int, int] = (1, 1)
    rolls: bool = False
    united_kingdom: bool = False
    of_meeting: bool = False
    of_due: bool = False
    of_kind: str = ""
    step: timedelta | None = None
    months: int | None = None

    def end(self, start: date, calendar: Calendar) -> date:
        """Return the last day."""
        if self.step is not None:
            return start + self.step
        if self.months is not None:
            return add_months(start, self.months)
        end = _ENDS[self.unit](self, start, calendar)
        return calendar.next_working_day(end) if self.rolls else end

    def words(self, start: str, day: str) -> str:
        """Return how it is counted, with whether the first day is; `start` is "the meeting"."""
        if self.unit == "month_day":
            after = date(2001, *self.month_day) + ONE_DAY  # 2001: any year without 29 February
            spoken = spoken_day(after).rpartition("\u00a0")[0]
            return f"before {spoken} in the year of {start}"
        unit = self.unit.replace("_", " ")
        amount = f"{self.amount} {unit if self.amount != 1 else unit.removesuffix('s')}"
        if self.before:
            return f"at least {amount} before {start}"
        return self._words_after(amount, start, day)

    def _words_after(self, amount: str, start: str, day: str) -> str:
        if not self.amount:
            return f"at once: on {start}"
        if self.day_one:
            return f"{amount} starting with {day}; that day is counted"
        if self.unit == "months":
            rolled = "; a day off moves to the next working day" if self.rolls else ""
            return f"{amount} after {start}: the same day of the month, or its last day{rolled}"
        return f"{amount} after {start}; {day} is not counted"

    def working(self, calendar: Calendar) -> Calendar:
        """Return the calendar whose working days count."""
        if self.united_kingdom:
            return calendar.united_kingdom
        return calendar.tribunal if self.tribunal == "skip" else calendar


def tribunal_window_end(day: date, calendar: Calendar) -> date:
    """Return the last day of an appeal window that would end on `day`.

    HESC Rules 2008, rule 12(3)(a): a window ending in August or from 25 December to 1 January
    ends on the first working day after; rule 12(2): any other day off moves on likewise.
    """
    return calendar.next_working_day(after_skipped(day))


def count_from_entry(entry: Entry | None) -> Count | None:
    """Return the count that a table such as {weeks = 4} describes; None when it is absent."""
    if entry is None:
        return None
    unit = next((unit for unit in UNITS if entry.has(unit)), "")
    if not unit:
        raise entry.refuse("limit", f"needs one of {', '.join(UNITS)}")
    count = Count(
        unit=unit,
        amount=0 if unit == "month_day" else entry.number(unit),
        before=entry.flag("before"),
        day_one=entry.flag("day_one"),
        tribunal=entry.one_of("tribunal", TRIBUNAL, ""),
        month_day=_month_day(entry) if unit == "month_day" else (1, 1),
        rolls=entry.flag("rolls"),
        united_kingdom=entry.flag("united_kingdom"),
        of_meeting=entry.flag("of_meeting"),
        of_due=entry.flag("of_due"),
        of_kind=entry.text("of_kind", ""),
    )
    entry.finish()
    return _with_step(count)


def _with_step(count: Count) -> Count:
    """Return the count with what can be worked out once for all."""
    amount = -count.amount if count.before else count.amount
    if count.rolls:
        return count
    if count.unit == "months" and not count.day_one:
        return replace(count, months=amount)
    per = {"days": 1, "weeks": 7}.get(count.unit)
    if per is None or count.tribunal:
        return count
    return replace(count, step=timedelta(amount * per - count.day_one))


def _month_day(entry: Entry) -> tuple[int, int]:
    text = entry.text("month_day")
    try:
        day = date.fromisoformat(f"2001-{text}")
    except ValueError:
        raise entry.refuse("month_day", "must be like 02-14") from None
    return day.month, day.day


def _months(count: Count, start: date, _calendar: Calendar) -> date:
    end = add_months(start, -count.amount if count.before else count.amount)
    if not count.day_one:
        return end
    return end - ONE_DAY if count.before or end.day == start.day else end


def _working_days(count: Count, start: date, calendar: Calendar) -> date:
    first = start - ONE_DAY if count.day_one else start
    return count.working(calendar).add_working_days(first, count.amount)


def _school_days(count: Count, start: date, calendar: Calendar) -> date:
    return calendar.add_school_days(start, count.amount, day_one=count.day_one)


def _fixed(count: Count, start: date, _calendar: Calendar) -> date:
    return date(start.year, *count.month_day)


def _tribunal_days(count: Count, start: date, calendar: Calendar) -> date:
    """Count calendar days as the Tribunal does (HESC Rules 2008, rule 12(2) and (3)(b))."""
    days = count.amount * (7 if count.unit == "weeks" else 1)
    day = start
    while days:
        day += ONE_DAY
        days -= not (count.tribunal == "skip" and is_skipped_by_tribunal(day))
    return calendar.next_working_day(day)


_ENDS = {
    "days": _tribunal_days,
    "weeks": _tribunal_days,
    "months": _months,
    "working_days": _working_days,
    "school_days": _school_days,
    "month_day": _fixed,
}
