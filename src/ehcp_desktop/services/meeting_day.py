"""On which day a meeting was held, as its notes and what was arranged tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.review import HELD
from ehcp_desktop.services import meeting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ehcp_desktop.domain.meeting import MeetingLine
    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.services.family import Family

_PAUSE = 6  # hours at most between two lines of one meeting


class Began(NamedTuple):
    """The day of a meeting, and the time of its first line as "10:14", "" where not known."""

    on: date
    at: str = ""


def began(family: Family, review: Review, noted: Sequence[MeetingLine]) -> Began:
    """Return when a meeting began: as it is on record, or on the day for which it is arranged.

    Where nothing is noted of that day, it is the one on which most was noted, the later of two;
    a line that is tried out beforehand does not count as the meeting, nor midnight as its end.
    """
    met = meeting.meeting_of(family, review)
    if met is not None and met.kind == HELD and met.on is not None:
        return Began(met.on.first, met.at)
    arranged = met.on.first if met is not None and met.on is not None else None
    of_the_day = (line for line in noted if line.on == arranged)
    longest = max(_sittings(noted), key=lambda one: (len(one), one[0].on), default=[None])
    first = next(of_the_day, longest[0])
    return Began(first.on, first.at) if first else Began(family.today())


def _sittings(noted: Sequence[MeetingLine]) -> list[list[MeetingLine]]:
    """Return the lines apart where there are hours between them."""
    found: list[list[MeetingLine]] = []
    for line in noted:
        if found and _hour(line) - _hour(found[-1][-1]) <= _PAUSE:
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _hour(line: MeetingLine) -> int:
    """Return the hour at which a line was noted, counted through the days; noon if not known."""
    return line.on.toordinal() * 24 + int(line.at.partition(":")[0] or 12)
