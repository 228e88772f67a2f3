"""When a letter counts as received, and the days that follow from it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ehcp_desktop.domain.dates import add_months
from ehcp_desktop.errors import BadInput

if TYPE_CHECKING:
    from datetime import date

    from ehcp_desktop.domain.dates import Calendar
    from ehcp_desktop.services.letters.shelf import Reply

METHODS = ("email", "post", "second_class", "signed_for", "hand", "portal")
_POSTED = {"post": 2, "second_class": 4, "signed_for": 2}  # working days on the way
_CLOSE_OF_DAY = "17:00"
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*([ap]m)?")
_NOON, _HOURS, _MINUTES = 12, 24, 60
_SPOKEN = {
    "email": "email",
    "post": "first class post",
    "second_class": "second class post",
    "signed_for": "signed-for post",
    "hand": "hand",
    "portal": "the online portal",
}


def method(text: str) -> str:
    """Return a way of sending as it is kept. Raises BadInput naming those there are."""
    found = re.sub(r"[\s-]+", "_", text.strip().casefold().removeprefix("by "))
    if found not in METHODS:
        ways = ", ".join(METHODS).replace("_", "-")
        raise BadInput(f"“{text.strip()}” is not a way of sending a letter; use {ways}.")
    return found


def spoken_methods(methods: tuple[str, ...]) -> str:
    """Return "email and first class post" for ("email", "post")."""
    words = [_SPOKEN[each] for each in methods]
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def time_of_day(text: str) -> str:
    """Return a time as it is kept, "17:05" for "5.05 pm"; "" when none is given.

    Raises BadInput for anything else: the day of receipt hangs on it.
    """
    words = text.strip().casefold().replace("a.m.", "am").replace("p.m.", "pm")
    if not words:
        return ""
    found = _TIME.fullmatch(words)
    if found and (found[2] or found[3]):
        hour, minute = _hour(int(found[1]), found[3]), int(found[2] or 0)
        if 0 <= hour < _HOURS and minute < _MINUTES:
            return f"{hour:02}:{minute:02}"
    raise BadInput(f"“{text.strip()}” is not a time; write it like 16:30.")


def _hour(hour: int, half: str | None) -> int:
    """Return the hour of the day; -1 for one that the half of the day does not have."""
    if half is None:
        return hour
    if not 1 <= hour <= _NOON:
        return -1
    return hour % _NOON + (_NOON if half == "pm" else 0)


def deemed_receipt(by: str, on: date, at: str, calendar: Calendar) -> date:
    """Return the day on which a letter counts as received; an assumption, until disproved.

    `at` is as time_of_day gives it. Email and portal: that day if it is a working day and not
    after 5 pm, else the next working day. First-class and signed-for post: the second working
    day after posting; second class: the fourth. By hand: that day.
    Source: Interpretation Act 1978 s.7; Practice Direction (QBD) [1985] 1 All ER 889.
    """
    if by == "hand":
        return on
    if by in _POSTED:
        return calendar.add_working_days(on, _POSTED[by])
    if at > _CLOSE_OF_DAY or not calendar.is_working_day(on):
        return calendar.add_working_days(on, 1)
    return on


def assumption(by: str, on: date, at: str, calendar: Calendar) -> str:
    """Return why a letter counts as received on the day that deemed_receipt gives: a sentence."""
    if by == "hand":
        return "By hand: it is assumed that it came on the day it was handed over."
    if by in _POSTED:
        days = {2: "second", 4: "fourth"}[_POSTED[by]]
        return (
            f"{_SPOKEN[by].capitalize()}: it is assumed that it came on the {days} working day"
            " after it was posted."
        )
    way = {"email": "Email"}.get(by, "The portal")
    if not calendar.is_working_day(on):
        return f"{way} on a day that is no working day: it is assumed that it came on the next."
    if at > _CLOSE_OF_DAY:
        return f"{way} after 5 pm: it is assumed that it came on the next working day."
    unless = "" if at else ", if it went by 5 pm"
    return f"{way} on a working day: it is assumed that it came to them that day{unless}."


def reply_day(reply: Reply, received: date, calendar: Calendar) -> date | None:
    """Return the day a reply is asked for, counted from deemed receipt, on a working day.

    School days are counted as working days where the school's terms are not known. None when
    the letter asks for the day that a rule gives, or for no answer.
    """
    from datetime import timedelta

    if reply.school_days:
        found = _school_day(received, reply.school_days, calendar)
        return found or calendar.add_working_days(received, reply.school_days)
    if reply.working_days:
        return calendar.add_working_days(received, reply.working_days)
    if reply.months:
        return calendar.next_working_day(add_months(received, reply.months))
    if reply.days:
        return calendar.next_working_day(received + timedelta(days=reply.days))
    return None


def are_school_days_known(reply: Reply, received: date, calendar: Calendar) -> bool:
    """Return whether the school's terms reach to the day of a reply asked for in school days."""
    return not reply.school_days or _school_day(received, reply.school_days, calendar) is not None


def _school_day(received: date, number: int, calendar: Calendar) -> date | None:
    return calendar.school.add(received, number, day_one=False) if calendar.school else None


def chase_day(reply_by: date, calendar: Calendar) -> date:
    """Return the next working day after the day a reply was asked for."""
    return calendar.add_working_days(reply_by, 1)
