"""One sheet of A4 to leave on the table: what was agreed, who does what, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ehcp_desktop.domain.meeting import TO_DO
from ehcp_desktop.domain.when import spoken_weekday
from ehcp_desktop.services import meeting, meeting_end
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
_SECTIONS = (
    ("Who does what", TO_DO),
    ("Agreed", ("agreed",)),
    ("Not answered yet", ("question",)),
    ("Seen differently", ("difference",)),
)


def pdf(family: Family, held: Event) -> bytes:
    """Return the sheet as a tagged PDF of one page; what has no room is counted at its place."""
    for most in range(12, 0, -1):
        sheet = told(family, held, most)
        if listing.page_count(sheet, TABLE) == 1:
            break
    return listing.pdf(sheet, TABLE)


def save(family: Family, held: Event, path: Path) -> None:
    """Write the sheet to a file."""
    path.write_bytes(pdf(family, held))


def told(family: Family, held: Event, most: int) -> Listing:
    """Return what the sheet says, with no more than so many things under each heading."""
    child = family.store.children.get(held.child)
    noted = meeting.lines(family, held.review or "")
    day = spoken_weekday(held.on.first) if held.on else ""
    here = ", ".join(dict.fromkeys(clean(line.who) for line in noted if line.who))
    sections = (
        (title, _things([line for line in noted if line.kind in kinds], most))
        for title, kinds in _SECTIONS
    )
    coming = tuple(
        Told(clean(limit.title), (f"by {spoken_weekday(limit.due)}",))
        for limit in meeting_end.limits(family, held)
    )
    return Listing(
        name=clean(f"Review meeting of {child.name}"),
        on=family.today(),
        title=clean(f"Review meeting of {child.name}"),
        opening=tuple(filter(None, (day, f"Spoke: {here}" if here else ""))),
        sections=tuple(one for one in (*sections, ("What comes next", coming)) if one[1]),
        closing=("The family’s own note. Please say if anything is wrong.",),
    )


def _things(found: Sequence[MeetingLine], most: int) -> tuple[Told, ...]:
    shown = [_told(line) for line in found[:most]]
    left = len(found) - most
    if left > 0:
        shown.append(Told(f"and {left} more in our notes", ()))
    return tuple(shown)


def _told(line: MeetingLine) -> Told:
    if line.kind in TO_DO:
        return Told(clean(line.text), (clean(meeting_end.who_and_when(line)),))
    return Told(clean(meeting_end.spoken(line)), ())
