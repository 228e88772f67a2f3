"""Say what is late, coming up and waited for, as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ehcp_desktop.cli.show import heading, paragraph, say
from ehcp_desktop.domain.when import spoken_day, spoken_weekday

if TYPE_CHECKING:
    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.rule import Rule
    from ehcp_desktop.services.family import Family

_LATE = ("overdue", "possibly_overdue")
_GROUPS = ("Late", "Coming up", "Waiting for others", "Good to know", "Done and past")
_STATE_WORDS = {
    "met": "in time",
    "possibly_met_late": "perhaps late",
    "missed": "missed, then overtaken",
    "closed": "the day has passed",
    "not_needed": "not needed",
}
_BOUNDS = {"latest": "No later than ", "earliest": "No earlier than "}
_OWNERS = {"authority": "the council", "family": "you", "tribunal": "the Tribunal"}
_FROM_PEOPLE = ("reply_asked", "promise")


def say_due(family: Family, deadlines: Sequence[Deadline]) -> None:
    """Print every time limit in its group, the late ones first."""
    from ehcp_desktop.services.exceptions import claims

    names = {child.id: child.name for child in family.children}
    claimed = claims(family)
    for title in _GROUPS:
        group = [deadline for deadline in deadlines if _group(deadline) == title]
        if not group:
            continue
        heading(title, len(group))
        for deadline in group:
            child = f"{names[deadline.child]}: " if len(names) > 1 else ""
            say_deadline(deadline, family.today(), child, _started(family, deadline))
            for claim in claimed.beside(deadline):
                paragraph(f"{claim.sentence()} {claim.citation}".strip(), 4)
        say()
    _say_too_early(family)
    if deadlines:
        say("Information, not legal advice.")
    else:
        say("Nothing is due. Log what has happened, and the time limits follow from it.")


def _say_too_early(family: Family) -> None:
    """Say which entries are older than the law that the program knows."""
    from ehcp_desktop.services.diary import too_early

    for event in family.store.events.all(order="on"):
        words = too_early(family.rulebook, event)
        if words:
            paragraph(f"{family.vocabulary.kind(event.kind).title}: {words}")


def say_deadline(deadline: Deadline, today: date, child: str = "", started: str = "") -> None:
    """Print one time limit: what, by when, why and by whom."""
    rule = deadline.rule
    paragraph(f"{child}{rule.title}", 2)
    paragraph(f"{_days(deadline, today)} – {_state(deadline, today)}", 4)
    if started:
        paragraph(started, 4)
    if rule.id not in _FROM_PEOPLE:
        if deadline.counting:
            paragraph(f"Counted: {deadline.counting}", 4)
        unsure = " (not verified)" if rule.verified == "unverified" else ""
        paragraph(f"{owed(rule)}. {rule.basis.capitalize()}: {rule.citation}{unsure}", 4)
    if deadline.needs:
        paragraph(deadline.needs, 4)
    for assumed in deadline.assumes:
        paragraph(f"If {assumed}", 4)


def _days(deadline: Deadline, today: date) -> str:
    """Return the day to count on: of the family's own limits the careful one."""
    from ehcp_desktop.services.today import act_on

    due, first = deadline.due, act_on(deadline, today)
    if due is None or first is None:
        return f"No day set; act by {spoken_weekday(first)} to be safe" if first else "No day set"
    told = [_BOUNDS.get(deadline.bound, "") + spoken_weekday(first)]
    if first != due:
        told.append(f"the last day is {spoken_day(due)}")
    return "; ".join(told)


def owed(rule: Rule) -> str:
    """Return who must act; what only tells of a time, or of a right, is owed by nobody."""
    if rule.show != "deadline":
        return "For information"
    owner = _OWNERS.get(rule.owner, f"the {rule.owner.replace('_', ' ')}")
    return "For you to do" if rule.owner == "family" else f"Owed by {owner}"


def _started(family: Family, deadline: Deadline) -> str:
    """Return what started it: "Review meeting, 2 June 2026", or whose answer is awaited."""
    event, when = deadline.trigger, deadline.trigger_on
    if deadline.rule.id in _FROM_PEOPLE:
        return ": ".join(filter(None, (event.who, event.summary)))
    title = family.vocabulary.kind(event.kind).title_with(event.outcome)
    return f"From: {title}, {when.spoken()}" if when else f"From: {title}"


def _group(deadline: Deadline) -> str:
    if deadline.state not in (*_LATE, "waiting") and not deadline.is_perhaps_met:
        return "Done and past"
    if deadline.rule.show != "deadline":
        return "Good to know"
    if deadline.rule.id == "reply_asked" or deadline.conditional:
        return "Waiting for others"
    return "Late" if deadline.state in _LATE else "Coming up"


def _state(deadline: Deadline, today: date) -> str:
    if deadline.is_perhaps_met:
        return "perhaps met"
    if deadline.state == "overdue":
        return f"{_late(deadline)} late"
    if deadline.state == "met_late":
        return f"came {_late(deadline)} late"
    if deadline.state == "possibly_overdue":
        return f"perhaps late{_surely(deadline)}"
    if deadline.state == "waiting":
        return _waiting(deadline, today)
    return _STATE_WORDS[deadline.state]


def _waiting(deadline: Deadline, today: date) -> str:
    """Return how far ahead it is, or that it may not apply; what it needs is said below it."""
    if deadline.is_if_changing:
        return "waits on the decision"
    if deadline.conditional:
        return "may not apply"
    return _ahead(deadline.due, today) + _arguable(deadline)


def _arguable(deadline: Deadline) -> str:
    latest = deadline.latest
    if latest is None or latest == deadline.due or deadline.rule.owner == "family":
        return ""
    return f"; surely late only after {spoken_day(latest)}"


def _surely(deadline: Deadline) -> str:
    return f", and late after {spoken_day(deadline.latest)}" if deadline.latest else ""


def _ahead(due: date | None, today: date) -> str:
    if due is None:
        return "still to come"
    days = (due - today).days
    if days < 0:
        return "since that day"
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def _late(deadline: Deadline) -> str:
    if deadline.days_late is None:
        return "some days"
    days = "1 day" if deadline.days_late == 1 else f"{deadline.days_late} days"
    return f"at least {days}" if deadline.at_least else days
