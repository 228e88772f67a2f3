"""Take a school's dates in from a calendar (.ics) or a spreadsheet (.csv, .xlsx)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.dates import ONE_DAY
from ehcp_desktop.domain.school_days import CLOSED, TERM, SchoolDates
from ehcp_desktop.domain.typed_date import read_when
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import school_calendar
from ehcp_desktop.services.spreadsheet import LARGEST, read_table

if TYPE_CHECKING:
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family

CALENDAR = ".ics"
_FIRST = ("from", "start", "starts", "first", "first day", "begins")
_LAST = ("to", "end", "ends", "last", "last day", "until")
_NAME = ("kind", "type", "what", "name", "title", "event", "summary", "description", "term")
_HALF_TERM = timedelta(weeks=3)  # a half-term holiday is shorter, half a term longer
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
    """Return the places of the first day, the last day and the names; None without them."""
    words = [" ".join(heading.casefold().split()) for heading in headings]
    first = next((at for at, word in enumerate(words) if word in _FIRST), None)
    last = next((at for at, word in enumerate(words) if word in _LAST), None)
    names = tuple(at for at, word in enumerate(words) if word in _NAME)
    if first is None or last is None or not names:
        return None
    return first, last, names


def _from_table(path: Path) -> Iterator[_Entry]:
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
                yield _entry(path, event)
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


def _entry(path: Path, event: dict[str, str]) -> _Entry:
    name = re.sub(r"\\([,;\\])", r"\1", event.get("SUMMARY", "").replace("\\n", " "))
    first, _ = _moment(path, name, event.get("DTSTART", ""))
    last, is_midnight = _moment(path, name, event.get("DTEND") or event["DTSTART"])
    if is_midnight and last > first:
        last -= ONE_DAY  # the end of a whole day is the day after (RFC 5545, 3.6.1)
    return _Entry(" ".join(name.split()), first, max(first, last))


def _moment(path: Path, name: str, value: str) -> tuple[date, bool]:
    """Return a day, and whether its midnight is meant; 23:00Z is midnight in British summer."""
    found = re.fullmatch(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d{4})(Z?))?", value)
    try:
        if found is None:
            raise ValueError
        day = date(*(int(part) for part in found.groups()[:3]))
    except ValueError:
        raise BadInput(
            f"“{path.name}”: the entry “{name}” has no date that can be read."
        ) from None
    if found[4] == "23" and found[6]:
        return day + ONE_DAY, True
    return day, found[4] in (None, "00")
