"""What stands in the sentences of a question: days, limits, and how late or how near they are."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ehcp_desktop.domain.review import meeting_among
from ehcp_desktop.domain.when import When, spoken_day

if TYPE_CHECKING:
    from ehcp_desktop.domain.concern import Inquiry
    from ehcp_desktop.domain.deadline import Case, Deadline
    from ehcp_desktop.domain.event import Event

LATE_STATES = frozenset({"met_late", "possibly_met_late"})
_FAR = 9999  # days
_MANY_WEEKS = 2  # fewer are as plain in days


def words_of(
    inquiry: Inquiry, case: Case, deadline: Deadline | None, evidence: tuple[Event, ...]
) -> dict[str, str]:
    """Return the words that stand in the sentences of resources/concerns.toml."""
    event, today, child = evidence[0], case.today, case.child
    return {
        "child": child.name,
        "authority": child.authority or "the council",
        "review": _review_words(event, case),
        "on": _spoken(event.on),
        "when": _when(event.on),
        "counted_from": _spoken(deadline.trigger_on if deadline else event.on),
        "title": deadline.rule.title if deadline else "",
        "limit": _limit(deadline),
        "careful": day_words(deadline.cautious or deadline.due) if deadline else "",
        "counting": deadline.counting if deadline else "",
        "lateness": _lateness(deadline, today),
        "late": how_late(deadline) if deadline else "",
        "came": _spoken(deadline.met_on) if deadline else "",
        "left": _left(deadline, today),
        "until": _from_today((deadline.due - today).days) if deadline and deadline.due else "",
        "by": _spoken(event.by),
        "after_days": str(inquiry.after_days),
    }


def _review_words(event: Event, case: Case) -> str:
    meeting = meeting_of(event.review, case) or event
    return f"the review of {_spoken(meeting.on)}" if meeting.on else "the review"


def meeting_of(review: str | None, case: Case) -> Event | None:
    """Return the meeting of a review, if there is one."""
    return meeting_among(event for event in case.events if review and event.review == review)


def _limit(deadline: Deadline | None) -> str:
    if not deadline or not deadline.due:
        return "not known"
    imprecise = deadline.trigger.on and not deadline.trigger.on.is_exact
    return f"{day_words(deadline.due)} at the latest" if imprecise else day_words(deadline.due)


def _lateness(deadline: Deadline | None, today: date) -> str:
    """Return one sentence about how late it is; "" when nothing is."""
    if deadline is None or deadline.due is None:
        return ""
    least = "at least " if deadline.at_least else ""
    if deadline.state == "missed" and deadline.days_late:
        return f"{least}{_days(deadline.days_late)} had passed when another step was recorded."
    if deadline.state == "overdue":
        return f"That was {least}{_days((today - deadline.due).days)} ago."
    if deadline.state == "possibly_overdue":
        return "It may be late: it depends on the exact day, or on how the time is counted."
    if deadline.state == "met_late" and deadline.days_late:
        return f"It came {how_late(deadline)}{_in_weeks(deadline.days_late)}."
    return "It may have come late." if deadline.state in LATE_STATES else ""


def how_late(deadline: Deadline) -> str:
    """Return "90 days late" or "at least 18 days late"; "" when it is not known."""
    least = "at least " if deadline.at_least else ""
    return f"{least}{_days(deadline.days_late)} late" if deadline.days_late else ""


def _in_weeks(days: int) -> str:
    """Return " (12 weeks and 6 days)", as courts count; "" for less than two weeks."""
    weeks, rest = divmod(days, 7)
    if weeks < _MANY_WEEKS:
        return ""
    return f" ({weeks} weeks and {_days(rest)})" if rest else f" ({weeks} weeks)"


def _left(deadline: Deadline | None, today: date) -> str:
    if deadline is None or deadline.due is None:
        return ""
    return _from_today(days_left(deadline, today))


def _from_today(days: int) -> str:
    if days == 0:
        return "today"
    return f"in {_days(days)}" if days > 0 else f"{_days(-days)} ago"


def days_left(deadline: Deadline, today: date) -> int:
    """Return the days to the last that is surely in time; very many where none is known."""
    careful = deadline.cautious or deadline.due
    return (careful - today).days if careful else _FAR


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def day_words(day: date | None) -> str:
    """Return a day as it stands in a sentence: "23 July 2025", or that it is not known."""
    return spoken_day(day).replace("\u00a0", " ") if day else "not known"


def _when(when: When | None) -> str:
    """Return "on 1 September 2026", or "in September 2026"."""
    return f"{'in' if when and not when.is_exact else 'on'} {_spoken(when)}"


def _spoken(when: When | None) -> str:
    return when.spoken().replace("\u00a0", " ") if when else "a day not known"
