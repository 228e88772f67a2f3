"""The bank holidays that a rule pack adds or takes away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from ehcp_desktop.domain.dates import Calendar
from ehcp_desktop.domain.entry import Entry
from ehcp_desktop.domain.when import spoken_day

_SATURDAY = 5
_OF_A_YEAR = {"days": 8, "elsewhere": 5}  # in every year: of England, and only elsewhere
_Days = frozenset[date]


def with_holidays(calendar: Calendar, entry: Entry) -> tuple[Calendar, tuple[str, ...]]:
    """Return the calendar with a pack's bank holidays, and the change in sentences.

    Raises BadResource for a day that cannot be one, is known already, or leaves a year half known.
    """
    days, elsewhere, removed = (_days(entry, key) for key in ("days", "elsewhere", "removed"))
    entry.finish()
    known = calendar.bank_holidays | calendar.elsewhere
    for key, named in (("days", days), ("elsewhere", elsewhere)):
        _refuse_any(entry, key, named & known, "which is known already")
    _refuse_any(entry, "elsewhere", elsewhere & days, "which stands among the days")
    _refuse_any(entry, "removed", removed - known, "which is no bank holiday so far")
    years = _new_years(calendar, entry, days | elsewhere)
    changed = Calendar(
        calendar.bank_holidays - removed | days, elsewhere=calendar.elsewhere - removed | elsewhere
    )
    _refuse_half_known(entry, changed, years)
    return changed, tuple(_sentences(years, days, elsewhere, removed))


def _days(entry: Entry, key: str) -> _Days:
    texts = entry.texts(key)
    try:
        days = [date.fromisoformat(text) for text in texts]
    except ValueError:
        raise entry.refuse(key, "must all be dates such as 2033-01-03") from None
    found = frozenset(days)
    if len(found) < len(days):
        raise entry.refuse(key, "names a day twice")
    weekends = frozenset(day for day in found if day.weekday() >= _SATURDAY)
    _refuse_any(entry, key, weekends, "at a weekend: name the weekday that is off instead")
    return found


def _refuse_any(entry: Entry, key: str, wrong: Iterable[date], why: str) -> None:
    for day in sorted(wrong):
        raise entry.refuse(key, f"names {spoken_day(day)}, {why}")


def _new_years(calendar: Calendar, entry: Entry, added: _Days) -> list[int]:
    """Return the years that are added: those after the last one known."""
    years = sorted({day.year for day in added} - set(calendar.years))
    for place, year in enumerate(years):
        after = calendar.years.stop + place
        if year != after:
            raise entry.refuse("days", f"must go on with {after}, not with {year}")
    return years


def _refuse_half_known(entry: Entry, changed: Calendar, added: list[int]) -> None:
    for key, held in (("days", changed.bank_holidays), ("elsewhere", changed.elsewhere)):
        least, counted = _OF_A_YEAR[key], Counter(day.year for day in held)
        for year in (year for year in changed.years if counted[year] < least):
            if year in added:
                raise entry.refuse(key, f"must hold at least {least} days of {year}: all of them")
            raise entry.refuse("removed", f"leaves fewer than {least} days of {year}")


def _sentences(years: list[int], days: _Days, elsewhere: _Days, removed: _Days) -> Iterable[str]:
    if years:
        last = f" to {years[-1]}" if len(years) > 1 else ""
        yield f"Working days can be counted further: bank holidays of {years[0]}{last}."
    for words, named in (
        ("New bank holiday: {}.", days),
        ("New bank holiday elsewhere in the United Kingdom: {}.", elsewhere),
        ("No bank holiday any more: {}.", removed),
    ):
        for day in sorted(named):
            if day.year not in years:
                yield words.format(spoken_day(day))
