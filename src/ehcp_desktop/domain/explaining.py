"""Put a deadline into words, and into the object that other programs read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ehcp_desktop.domain.dates import ONE_DAY
from ehcp_desktop.domain.timeline import started_on
from ehcp_desktop.domain.when import When, spoken_day, spoken_weekday

if TYPE_CHECKING:
    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.event import Event

_BOUNDS = {
    "latest": "the record does not show when the last review ended, so this is the latest day",
    "earliest": "the record does not show when the last review ended, so this is the earliest day",
}
_RULE_12 = "if that is in August, at Christmas or on a day off, the next day the Tribunal is open"


def counting(deadline: Deadline) -> str:
    """Return how it is counted, in words."""
    rule = deadline.rule
    words = [_BOUNDS[deadline.bound]] if deadline.bound else []
    if rule.by_direction and deadline.trigger.by is not None:
        words.append("the day that was set in writing")
    else:
        words.append(rule.counting)
    joint = rule.joint
    if joint is not None and joint.partner in deadline.also:
        words.append(f"the {joint.kind.removesuffix('_of')} of two limits counts")
    if joint is not None and joint.rule_12:
        words.append(_RULE_12)
    return "; ".join(words)


def started(deadline: Deadline) -> When | None:
    """Return the day of the starting event from which the rule counts."""
    return started_on(deadline.trigger, deadline.rule.counts_from)


def steps(deadline: Deadline) -> tuple[str, ...]:
    """Return how the date was reached, one sentence for each step."""
    found = [_start_step(deadline), _first_day_step(deadline), _sentence(counting(deadline))]
    found += [_last_day_step(deadline), _other_readings(deadline), _holidays(deadline)]
    return tuple(step for step in [*found, how_late(deadline)] if step)


def how_late(deadline: Deadline) -> str:
    """Return "23 days late." or "At least 64 days late."; empty when in time or not known."""
    days = deadline.days_late
    if not days:
        return ""
    unit = "day" if days == 1 else "days"
    return f"At least {days} {unit} late." if deadline.at_least else f"{days} {unit} late."


def as_json(deadline: Deadline, child_name: str, letter: str | None) -> dict[str, object]:
    """Return the object of the public contract."""
    rule = deadline.rule
    return {
        "rule": rule.id,
        "title": rule.title,
        "child": child_name,
        "owner": rule.owner,
        "basis": rule.basis,
        "citation": rule.citation,
        "trigger": {"kind": deadline.trigger.kind, "on": _iso(_happened(deadline.trigger))},
        "due": _iso(deadline.due),
        "cautious": _iso(deadline.cautious),
        "latest": _iso(deadline.latest),
        "counting": counting(deadline),
        "state": deadline.state,
        "met_on": _iso(deadline.met_on),
        "days_late": deadline.days_late,
        "letter": letter,
        "checked": _iso(rule.checked),
        "conditional": deadline.conditional,
        "at_least": deadline.at_least,
        "also": list(deadline.also),
        "assumes": list(deadline.assumes),
        "bound": deadline.bound,
        "review": deadline.review,
    }


def _happened(event: Event) -> When | None:
    return event.on or event.dated or event.sent or event.received


def _iso(day: date | When | None) -> str | None:
    if day is None:
        return None
    return day.iso() if isinstance(day, When) else day.isoformat()


def _start_step(deadline: Deadline) -> str:
    when = started(deadline)
    if when is None or not deadline.rule.start_words:
        return ""
    return _sentence(f"{deadline.rule.start_words}: {when.spoken_in_full()}")


def _first_day_step(deadline: Deadline) -> str:
    limit, when = deadline.rule.limit, started(deadline)
    if limit is None or when is None or not when.is_exact or limit.before or deadline.bound:
        return ""
    if limit.unit not in ("days", "weeks"):
        return ""
    first = when.first if limit.day_one else when.first + ONE_DAY
    return f"The first day counted is {spoken_weekday(first)}."


def _last_day_step(deadline: Deadline) -> str:
    return f"The last day is {spoken_weekday(deadline.due)}." if deadline.due else ""


def _other_readings(deadline: Deadline) -> str:
    words = []
    if deadline.cautious and deadline.cautious != deadline.due:
        words.append(f"To be careful, act as if it were {spoken_day(deadline.cautious)}.")
    if deadline.latest and deadline.latest != deadline.due:
        words.append(f"It could be argued to be {spoken_day(deadline.latest)}.")
    return " ".join(words)


def _holidays(deadline: Deadline) -> str:
    rule = deadline.rule
    if rule.exceptions:
        return rule.exceptions
    if rule.owner == "family" or not rule.is_law or not _runs_on(deadline):
        return ""
    return "School holidays do not stop the count."


def _runs_on(deadline: Deadline) -> bool:
    limit = deadline.rule.limit
    return limit is not None and limit.unit in ("days", "weeks", "months") and not limit.before


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}." if words else ""
