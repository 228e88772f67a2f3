"""Take a school's dates in from a calendar (.ics) or a spreadsheet (.csv, .xlsx)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.dates import ONE_DAY
from ehcp_desktop.domain.school_days import CLOSED, TERM, SchoolDates
from ehcp_desktop.domain.typed_date import read_when
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import school_calendar
from ehcp_desktop.services.spreadsheet import CSV_SUFFIXES, LARGEST, XLSX_SUFFIXES, read_table

if TYPE_CHECKING:
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family

CALENDAR = ".ics"
_FIRST = ("from", "start", "starts", "first", "first day", "begins")
_LAST = ("to", "end", "ends", "last", "last day", "until")
_NAME = ("kind", "type", "what", "name", "title", "event", "summary", "description", "term")
_HALF_TERM = timedelta(weeks=3)  # a half-term holiday is shorter, half a term longer
_STEPS = {"DAILY": 1, "WEEKLY": 7}  # days
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_REPEATS = frozenset(("RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"))
_MOST_TIMES = 400  # of one entry: a day a week for longer than any school
_DURATION = re.compile(r"\+?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
# What schools call their days, in small letters; the first that fits counts.
_TRAINING = re.compile(r"\b(inset|training|staff (day|only)|non[ -]?pupil|twilight)")
_HOLIDAY = r"(half[ -]?term|holidays?|break|vacation)"
_CLOSES = re.compile(_HOLIDAY + r" (starts?|begins?)\b")
_CLOSED_UNTIL = re.compile(_HOLIDAY + r" (ends?|finish(es)?)\b")
_OPENS = re.compile(r"\b((re)?-?opens?|first day|back to school|returns?|starts?|begins?)\b")
_BREAKS_UP = re.compile(r"\b(ends?|finish(es)?|last day|breaks? up|closes)\b")
_AT_SCHOOL = re.compile(r"\b(terms?|semester|school|pupils?|children|students?)\b")
_CLOSED_WORDS = re.compile(_HOLIDAY + r"|\b(closed|closure|bank hol|polling)")
_TERM_WORDS = re.compile(r"\b(terms?|semester|autumn|spring|summer|michaelmas|lent|trinity)\b")


class Taken(NamedTuple):
    """What was taken in: how many were added, were there already, or were no school dates."""

    added: int
    already: int
    left_out: int


class _Entry(NamedTuple):
    """One line of a school's calendar."""

    name: str
    first: date
    last: date


def is_school_calendar(path: Path) -> bool:
    """Return whether a file has a school's dates: a calendar, or a table with "from" and "to"."""
    if path.suffix.casefold() == CALENDAR:
        return True
    try:
        return _columns(read_table(path).headings) is not None
    except BadInput:
        return False


def take_in(family: Family, child: Child, path: Path) -> Taken:
    """Add the terms and closed days of a file, as one step; the same file again adds nothing.

    Raises BadInput, having changed nothing, when the file is not such a one.
    """
    entries = _from_calendar(path) if path.suffix.casefold() == CALENDAR else _from_table(path)
    found, left_out = _sorted_out(entries)
    if not found:
        raise BadInput(
            f"“{path.name}” names no terms and no closed days; it needs entries such as "
            "“Autumn term” or “Training day”."
        )
    dates = [
        SchoolDates(child=child.id, kind=kind, first=one.first, last=one.last, name=one.name)
        for kind, one in found
    ]
    added = school_calendar.add_all(family, dates, f"Import {path.name}")
    return Taken(added, len(dates) - added, left_out)


def _sorted_out(entries: Iterable[_Entry]) -> tuple[list[tuple[str, _Entry]], int]:
    """Return the terms and closed days among the entries, and how many were neither."""
    found: list[tuple[str, _Entry]] = []
    opened: dict[str, _Entry] = {}
    left_out = 0
    for entry in sorted(entries, key=lambda one: (one.first, one.last)):
        kind, part = _meaning(entry)
        if part == "first":
            left_out += kind in opened
            opened[kind] = entry
        elif part == "last" and kind in opened:
            found.append((kind, opened.pop(kind)._replace(last=entry.last)))
        elif part == "whole":
            found.append((kind, entry))
        else:
            left_out += 1
    if CLOSED in opened:
        raise BadInput(
            f"“{opened[CLOSED].name}” has no end in the file, so the school days after it cannot "
            "be known. Add its last day, or enter the dates by hand."
        )
    return found, left_out + len(opened)


def _meaning(entry: _Entry) -> tuple[str, str]:
    """Return the kind, and whether the entry is the whole of it, its first or its last day."""
    words = entry.name.casefold()
    is_half = entry.last - entry.first < _HALF_TERM
    if _TRAINING.search(words):
        return CLOSED, "whole"
    if entry.first == entry.last and (found := _edge(words)):
        return found
    if not is_half and _TERM_WORDS.search(words) and not re.search("holiday|break", words):
        return TERM, "whole"
    return (CLOSED, "whole") if _CLOSED_WORDS.search(words) else ("", "")


def _edge(words: str) -> tuple[str, str] | None:
    """Return what a single day begins or ends; None when it does neither."""
    if _CLOSES.search(words):
        return CLOSED, "first"
    if _CLOSED_UNTIL.search(words):
        return CLOSED, "last"
    if not _AT_SCHOOL.search(words):
        return None
    if _BREAKS_UP.search(words):
        return TERM, "last"
    return (TERM, "first") if _OPENS.search(words) else None


# ---- A table


def _columns(headings: tuple[str, ...]) -> tuple[int, int, tuple[int, ...]] | None:
    """Return the places of the first day, the last day and the names; None without them.

    A table of events, which has a date and a kind, is none whatever else it has.
    """
    from ehcp_desktop.services.importing import column_of

    words = [" ".join(heading.casefold().split()) for heading in headings]
    first = next((at for at, word in enumerate(words) if word in _FIRST), None)
    last = next((at for at, word in enumerate(words) if word in _LAST), None)
    names = tuple(at for at, word in enumerate(words) if word in _NAME)
    is_of_events = {"date", "kind"} <= {column_of(word) for word in words}
    if first is None or last is None or not names or is_of_events:
        return None
    return first, last, names


def _from_table(path: Path) -> Iterator[_Entry]:
    if path.suffix.casefold() not in (*CSV_SUFFIXES, *XLSX_SUFFIXES):
        raise BadInput(
            f"“{path.name}” cannot be read as school dates; choose a calendar (.ics), "
            "a CSV file (.csv) or a spreadsheet (.xlsx)."
        )
    table = read_table(path)
    columns = _columns(table.headings)
    if columns is None:
        raise BadInput(
            f"“{path.name}” is no list of school dates; its first row must name the columns "
            "from, to and what."
        )
    first, last, names = columns
    for row in table.rows:
        cells = [*row.cells, *[""] * len(table.headings)]
        began = _day(path, row.number, cells[first])
        ended = _day(path, row.number, cells[last]) if cells[last] else began
        yield _Entry(" ".join(filter(None, (cells[at] for at in names))), began, ended)


def _day(path: Path, number: int, cell: str) -> date:
    try:
        when = read_when(cell, date.max)
    except (BadInput, ValueError):
        when = None
    if when is None or not when.is_exact:
        raise BadInput(f"“{path.name}”, row {number}: “{cell}” is not a day such as 2/9/2026.")
    return when.first


# ---- A calendar (RFC 5545): the few lines of it that say what and when


def _from_calendar(path: Path) -> Iterator[_Entry]:
    component: list[str] = []
    event: dict[str, str] = {}
    for name, value in _lines(path):
        if name == "BEGIN":
            component.append(value.upper())
            event = {} if component[-1] == "VEVENT" else event
        elif name == "END" and component:
            if component.pop() == "VEVENT" and event.get("STATUS") != "CANCELLED":
                yield from _entries(path, event)
        elif component and component[-1] == "VEVENT":
            event.setdefault(name, value)


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """Return each line's name and value, those that were folded made whole (RFC 5545, 3.1)."""
    if not path.is_file():
        raise BadInput(f"There is no file “{path}”; check the name and the folder.")
    if path.stat().st_size > LARGEST:
        raise BadInput(f"“{path.name}” is larger than 20 MB; it is no school's calendar.")
    text = path.read_bytes().decode("utf-8-sig", "replace")
    whole = re.sub(r"\r?\n[ \t]", "", text)
    if not whole.lstrip().upper().startswith("BEGIN:VCALENDAR"):
        raise BadInput(f"“{path.name}” is not a calendar file; export it again as .ics.")
    for line in whole.splitlines():
        name, colon, value = line.partition(":")
        if colon:
            yield name.partition(";")[0].strip().upper(), value.strip()


def _entries(path: Path, event: dict[str, str]) -> list[_Entry]:
    """Return the one entry, or each time of one that repeats; those that touch are made one."""
    entry = _entry(path, event)
    length = entry.last - entry.first
    if _REPEATS.isdisjoint(event):
        return [entry]
    try:
        step, times = _repeats(path, entry, event)
        firsts = [entry.first + at * step for at in range(times)]
        whole = entry._replace(last=firsts[-1] + length)
    except (ValueError, OverflowError):
        if not _meaning(entry)[0]:
            return [entry]  # no school date, however often
        raise BadInput(
            f"“{path.name}”: the entry “{entry.name}” repeats in a way that cannot be counted "
            "here. Enter each time of it by itself, or enter the dates by hand."
        ) from None
    if step <= length + ONE_DAY:
        return [whole]
    return [_Entry(entry.name, first, first + length) for first in firsts]


def _repeats(path: Path, entry: _Entry, event: dict[str, str]) -> tuple[timedelta, int]:
    """Return how far apart the times are and how many; ValueError unless the rule is simple."""
    parts = (part.partition("=") for part in event.get("RRULE", "").upper().split(";"))
    rule = {name: value for name, _, value in parts}
    step = timedelta(days=_STEPS.get(rule.pop("FREQ", ""), 0) * int(rule.pop("INTERVAL", "1")))
    rule.pop("WKST", None)  # matters only to several days of a week
    if step.days % 7 == 0 and rule.get("BYDAY") == _WEEKDAYS[entry.first.weekday()]:
        del rule["BYDAY"]
    if step < ONE_DAY or len(rule) != 1 or _REPEATS & event.keys() != {"RRULE"}:
        raise ValueError(rule)
    if "UNTIL" in rule:
        times = (_moment(path, entry.name, rule["UNTIL"]).date() - entry.first) // step + 1
    else:
        times = int(rule.get("COUNT", ""))
    if not 0 < times <= _MOST_TIMES:
        raise ValueError(times)
    return step, times


def _entry(path: Path, event: dict[str, str]) -> _Entry:
    name = re.sub(r"\\([,;\\])", r"\1", event.get("SUMMARY", "").replace("\\n", " "))
    first = _moment(path, name, event.get("DTSTART", ""))
    if event.get("DTEND") or not event.get("DURATION"):
        end = _moment(path, name, event.get("DTEND") or event["DTSTART"])
    else:
        end = _after(path, name, first, event["DURATION"])
    last = end.date()
    if not end.hour and last > first.date():
        last -= ONE_DAY  # the end of a whole day is the day after (RFC 5545, 3.6.1)
    return _Entry(" ".join(name.split()), first.date(), max(first.date(), last))


def _after(path: Path, name: str, first: datetime, value: str) -> datetime:
    """Return the end of what lasts so long, as P1W, P5D or PT6H30M (RFC 5545, 3.3.6)."""
    found = _DURATION.fullmatch(value)
    try:
        if found is None:
            raise ValueError
        weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return first + timedelta(days, seconds, 0, 0, minutes, hours, weeks)
    except (ValueError, OverflowError):
        raise BadInput(
            f"“{path.name}”: how long the entry “{name}” lasts cannot be read."
        ) from None


def _moment(path: Path, name: str, value: str) -> datetime:
    """Return a day with its hour; 23:00Z is taken for midnight, which it is in British summer."""
    found = re.fullmatch(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z?))?", value)
    try:
        if found is None:
            raise ValueError
        year, month, day, hour, minute = (int(part or 0) for part in found.groups()[:5])
        hour += bool(found[6]) and (hour, minute) == (23, 0)
        return datetime(year, month, day, tzinfo=UTC) + timedelta(hours=hour, minutes=minute)
    except (ValueError, OverflowError):
        raise BadInput(
            f"“{path.name}”: the entry “{name}” has no date that can be read."
        ) from None
