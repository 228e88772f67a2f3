"""One sheet of A4 to leave on the table: what was agreed, who does what, and what comes next."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from ehcp_desktop.domain.meeting import TO_DO
from ehcp_desktop.domain.when import spoken_weekday
from ehcp_desktop.services import meeting, meeting_end, review_people
from ehcp_desktop.services.documents import listing
from ehcp_desktop.services.documents.edition import Edition
from ehcp_desktop.services.documents.listing import Listing, Told
from ehcp_desktop.services.letters.filling import clean

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.domain.meeting import MeetingLine
    from ehcp_desktop.services.family import Family

TABLE = Edition("table", "To lie on a table: 16 point", 16, 1.25, 0.5)
_EXACT = "exact"
_OTHERS = (  # besides what someone does: kind, heading, and how they are counted
    ("agreed", "Agreed", "agreed"),
    ("question", "Not answered yet", "not answered yet"),
    ("difference", "Seen differently", "seen differently"),
    (_EXACT, "In their own words", "in their own words"),
)
_MOST = (12, 6, 3, 1, 0)  # of the others, as far as there is room


def pdf(family: Family, held: Event) -> bytes:
    """Return the sheet as a tagged PDF of one page; what has no room is counted at its place.

    What someone is to do comes first, and gives way last.
    """
    every = len([one for one in _noted(family, held) if one.kind in TO_DO])
    for others in _MOST:
        sheet = told(family, held, every, others)
        if _fits(sheet):
            return listing.pdf(sheet, TABLE)
    fewer = range(every, -1, -1)
    first = bisect_left(fewer, 1, key=lambda most: _fits(told(family, held, most, 0)))
    return listing.pdf(told(family, held, fewer[min(first, every)], 0), TABLE)


def save(family: Family, held: Event, path: Path) -> None:
    """Write the sheet to a file."""
    path.write_bytes(pdf(family, held))


def told(family: Family, held: Event, most: int, others: int) -> Listing:
    """Return what the sheet says, with no more than so many things to do, and of each other."""
    child = family.store.children.get(held.child)
    noted = _noted(family, held)
    day = spoken_weekday(held.on.first) if held.on else ""
    to_do = _things([line for line in noted if line.kind in TO_DO], most)
    found = [
        (title, _things([line for line in noted if _kind(line) == kind], others))
        for kind, title, _ in _OTHERS
        if others
    ]
    coming = tuple(
        Told(clean(limit.title), (f"by {spoken_weekday(limit.due)}",))
        for limit in meeting_end.limits(family, held)
    )
    sections = (("Who does what", to_do), *found, ("What comes next", coming))
    left = "" if others else _counted(noted)
    return Listing(
        name=clean(f"Review meeting of {child.name}"),
        on=family.today(),
        title=clean(f"Review meeting of {child.name}"),
        opening=tuple(filter(None, (day, _people(family, held, noted)))),
        sections=tuple(one for one in sections if one[1]),
        closing=tuple(
            filter(None, (left, "The family’s own note. Please say if anything is wrong."))
        ),
    )


def _fits(sheet: Listing) -> bool:
    return listing.page_count(sheet, TABLE) == 1


def _noted(family: Family, held: Event) -> list[MeetingLine]:
    return meeting.lines(family, held.review or "")


def _people(family: Family, held: Event, noted: Sequence[MeetingLine]) -> str:
    """Return who was there, as far as that was ticked; else who spoke."""
    people = review_people.invitees(family, held.review or "")
    here = [clean(one.name) for one in people if one.attendance == meeting.ATTENDED]
    if here:
        return f"Here: {', '.join(here)}"
    spoke = dict.fromkeys(clean(line.who) for line in noted if line.who)
    return f"Spoke: {', '.join(spoke)}" if spoke else ""


def _counted(noted: Sequence[MeetingLine]) -> str:
    """Return how many of the others are in the notes, where none of them has room."""
    kinds = Counter(_kind(line) for line in noted)
    told = [f"{kinds[kind]} {words}" for kind, _, words in _OTHERS if kinds[kind]]
    return f"In our notes besides: {', '.join(told)}." if told else ""


def _things(found: Sequence[MeetingLine], most: int) -> tuple[Told, ...]:
    shown = [_told(line) for line in found[:most]]
    left = len(found) - most
    if left > 0:
        shown.append(Told(f"and {left} more in our notes", ()))
    return tuple(shown)


def _kind(line: MeetingLine) -> str:
    return _EXACT if line.exact and line.kind == "said" else line.kind


def _told(line: MeetingLine) -> Told:
    if line.kind in TO_DO:
        return Told(clean(line.text), (clean(meeting_end.who_and_when(line)),))
    return Told(clean(meeting_end.spoken(line)), ())
