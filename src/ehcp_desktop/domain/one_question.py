"""One question about all that was late of one review, or after one request."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ehcp_desktop.domain.concern import Concern, Inquiry
    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.event import Event


def one_question_each(inquiry: Inquiry, found: Sequence[Concern]) -> list[Concern]:
    """Return one question for each review, or request, about all the limits found of it."""
    began = {
        one.deadline.met_by.id: one.deadline.trigger.id
        for one in found
        if one.deadline and one.deadline.met_by
    }
    groups: dict[str, list[Concern]] = {}
    for one in sorted(found, key=_due):
        groups.setdefault(_matter(one.deadline, began), []).append(one)
    return [_one(inquiry, _each_delay(group)) for group in groups.values()]


def _each_delay(group: Sequence[Concern]) -> list[Concern]:
    """Leave out what was due on the same day as another and came on the same day with it."""
    known: dict[object, Concern] = {}
    for one in group:
        known.setdefault((one.since, one.deadline and one.deadline.met_on), one)
    return list(known.values())


def _matter(deadline: Deadline | None, began: Mapping[str, str]) -> str:
    """Return the review that a limit is about, the one that met it first; else its request."""
    if deadline is None:
        return ""
    review = deadline.met_by.review if deadline.met_by else None
    start = deadline.trigger.id
    return review or deadline.review or began.get(start, start)


def _one(inquiry: Inquiry, group: Sequence[Concern]) -> Concern:
    """Return what is asked of a group, in the words of what came last, first in the evidence.

    So an answer of the family holds until something more comes late.
    """
    last = max(group, key=_came)
    is_many = len(group) > 1
    more = inquiry.more.format(times=len(group)) if is_many else ""
    told = [f"{one.question} {one.why}" if is_many else one.why for one in group]
    known: dict[str, Event] = {
        event.id: event for one in (last, *group) for event in reversed(one.evidence)
    }
    return last._replace(
        since=group[0].since,
        question=" ".join(filter(None, (last.question, more, inquiry.ask))),
        why=" ".join((*told, inquiry.end)),
        basis=group[0].basis,
        citation="; ".join(dict.fromkeys(one.citation for one in group)),
        evidence=tuple(known.values()),
        others=tuple(one.question for one in group if one is not last),
    )


def _due(concern: Concern) -> date:
    return concern.since or date.max


def _came(concern: Concern) -> date:
    met = concern.deadline.met_on if concern.deadline else None
    return met.last if met else _due(concern)
