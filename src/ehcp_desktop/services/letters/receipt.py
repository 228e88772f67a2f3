"""When a letter counts as received, and the days that follow from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ehcp_desktop.errors import BadInput

if TYPE_CHECKING:
    from datetime import date

    from ehcp_desktop.domain.dates import Calendar
    from ehcp_desktop.services.letters.shelf import Reply

METHODS = ("email", "post", "hand", "portal")
_CLOSE_OF_DAY = "17:00"
_SPOKEN = {
    "email": "email",
    "post": "first class post",
    "hand": "hand",
    "portal": "the online portal",
}


def method(text: str) -> str:
    """Return a way of sending as it is kept. Raises BadInput naming those there are."""
    found = text.strip().casefold().removeprefix("by ")
    if found not in METHODS:
        raise BadInput(
            f"“{text.strip()}” is not a way of sending a letter; use {', '.join(METHODS)}."
        )
    return found


def spoken_methods(methods: tuple[str, ...]) -> str:
    """Return "email and first class post" for ("email", "post")."""
    words = [_SPOKEN[each] for each in methods]
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def deemed_receipt(by: str, on: date, at: str, calendar: Calendar) -> date:
    """Return the day on which a letter counts as received; an assumption, until disproved.

    Email and portal: that day if it is a working day and not after 5 pm, else the next working
    day. First-class post: the second working day after posting. By hand: that day.
    Source: Interpretation Act 1978 s.7; Practice Direction (QBD) [1985] 1 All ER 889.
    """
    if by == "hand":
        return on
    if by == "post":
        return calendar.add_working_days(on, 2)
    if at.strip().rjust(5, "0") > _CLOSE_OF_DAY or not calendar.is_working_day(on):
        return calendar.add_working_days(on, 1)
    return on


def reply_day(reply: Reply, received: date, calendar: Calendar) -> date | None:
    """Return the day a reply is asked for, counted from deemed receipt, on a working day.

    None when the letter asks for the day that a rule gives.
    """
    from datetime import timedelta

    if reply.working_days:
        return calendar.add_working_days(received, reply.working_days)
    if reply.days:
        return calendar.next_working_day(received + timedelta(days=reply.days))
    return None


def chase_day(reply_by: date, calendar: Calendar) -> date:
    """Return the next working day after the day a reply was asked for."""
    return calendar.add_working_days(reply_by, 1)
