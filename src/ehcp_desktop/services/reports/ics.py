"""A calendar file that every calendar program reads: all-day entries with alarms (RFC 5545)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# 9 in the morning, a week and a day before an all-day entry
ALARMS = {"-P6DT15H": timedelta(days=6, hours=15), "-PT15H": timedelta(hours=15)}
_WIDTH = 75  # bytes of a line, without its end (section 3.1)
_FIRST = datetime(2020, 1, 1, tzinfo=UTC)
_UNSEEN = dict.fromkeys((*range(9), 11, *range(13, 32), 127))  # no text may hold these
_HEAD = ("VERSION:2.0", "PRODID:-//EHCP Desktop//EHCP Desktop//EN", "METHOD:PUBLISH")
_FOR_ITSELF = ("CLASS:PRIVATE", "TRANSP:TRANSPARENT", "CATEGORIES:EHCP")


class Entry(NamedTuple):
    """One day in a calendar. `uid` stays the same for the same thing, also when the day moves.

    `status` is CONFIRMED, TENTATIVE or CANCELLED: a calendar that has it takes it off again.
    `child` is whom it is about and `is_late` says that its day has passed, for ourselves; they are
    not written.
    """

    uid: str
    on: date
    title: str
    about: str = ""
    link: str = ""
    status: str = "CONFIRMED"
    child: str = ""
    is_late: bool = False


def calendar(entries: Iterable[Entry], at: datetime) -> bytes:
    """Return the file as it was at a time, which later ones replace entry by entry."""
    lines = ["BEGIN:VCALENDAR", *_HEAD]
    for entry in entries:
        lines += _event(entry, at.astimezone(UTC))
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _event(entry: Entry, at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}"
    yield f"DTSTAMP:{at:%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{(at - _FIRST) // timedelta(minutes=1)}"
    yield f"DTSTART;VALUE=DATE:{_day(entry.on)}"
    yield f"DTEND;VALUE=DATE:{_day(entry.on + timedelta(days=1))}"
    yield f"SUMMARY:{_text(entry.title)}"
    if entry.about:
        yield f"DESCRIPTION:{_text(entry.about)}"
    if entry.link:
        yield f"URL:{entry.link}"
    yield f"STATUS:{entry.status}"
    yield from _FOR_ITSELF
    for alarm in _alarms(entry, at):
        yield from _alarm(entry, alarm)
    yield "END:VEVENT"


def _alarms(entry: Entry, at: datetime) -> list[str]:
    """Return when it rings; one that has passed already would ring as the file is opened."""
    if entry.status == "CANCELLED":
        return []
    day = datetime.combine(entry.on, time.min, UTC)
    return [alarm for alarm, before in ALARMS.items() if day - before > at]


def _alarm(entry: Entry, before: str) -> tuple[str, ...]:
    words = f"DESCRIPTION:{_text(entry.title)}"
    return "BEGIN:VALARM", "ACTION:DISPLAY", words, f"TRIGGER:{before}", "END:VALARM"


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _text(words: str) -> str:
    """Return words as section 3.3.11 writes them."""
    plain = "\n".join(words.replace("\u00a0", " ").splitlines()).translate(_UNSEEN)
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return plain.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Return a line in pieces of at most 75 bytes, none of which cuts a letter in two."""
    pieces, room = [""], _WIDTH
    for sign in line:
        room -= len(sign.encode())
        if room < 0:
            pieces.append("")
            room = _WIDTH - 1 - len(sign.encode())  # the space that begins the next line counts
        pieces[-1] += sign
    return "\r\n ".join(pieces)
