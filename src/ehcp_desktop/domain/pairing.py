"""Which event ended a limit: met it, or overtook it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ehcp_desktop.domain.clause import Window
from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.rule import Rule
from ehcp_desktop.domain.ruleset import CEASED, Starter
from ehcp_desktop.domain.timeline import Happening, Timeline

# What stands for who it was where that is left open, or is the family itself.
_NOBODY_ELSE = frozenset(
    ("", "parent", "parents", "mother", "mum", "father", "dad", "carer", "guardian", "family")
)
Ending = tuple[Happening, bool]
"""The event that ended a limit, and whether it met it or only overtook it."""


class Started(NamedTuple):
    """A rule and the event that starts it.

    `later` is the first day of the next start of the same rule, where that matters.
    """

    starter: Starter
    start: Happening
    later: date | None = None


def ending(
    starter: Starter, start: Happening, later: date | None, timeline: Timeline
) -> Ending | None:
    """Return the first event that ended the limit; None while it runs.

    On one day, meeting the limit counts before overtaking it.
    """
    if timeline.kinds.isdisjoint(starter.ended_by):
        return None
    rule, first = starter.rule, start.first
    found: Ending | None = None
    for happening in timeline.since(first):
        met = happening.effect.ends.get(rule)
        if met is None or happening.last < first:
            continue
        if found is not None and (found[1] or happening.first > found[0].first):
            break
        end = (happening, met)
        ours = _paired(rule, start, end, later, timeline) if starter.is_choosy else end
        found = ours or found
    if found is None or found[1]:
        return found
    return _after_all(rule, start, found, timeline)


def _after_all(rule: Rule, start: Happening, found: Ending, timeline: Timeline) -> Ending | None:
    """Return what ended a limit that was only overtaken at first; None if it runs after all."""
    if rule.pairing == "review":
        return _met_in_its_own_review(rule, start, timeline) or found
    return _unless_revived(rule, found, timeline) if rule.revived_by else found


def _met_in_its_own_review(rule: Rule, start: Happening, timeline: Timeline) -> Ending | None:
    """Return what met the limit after all, when a newer review was answered first."""
    own = (
        end
        for end in _endings(rule, timeline)
        if end[1] and start.review and end[0].review == start.review
    )
    return next((end for end in own if end[0].last >= start.first), None)


def _endings(rule: Rule, timeline: Timeline) -> list[Ending]:
    """Return all that may have ended a limit of the rule, in order."""
    return [
        (found, found.effect.ends[rule])
        for found in timeline.happenings
        if rule in found.effect.ends
    ]


def _paired(
    rule: Rule, start: Happening, end: Ending, later: date | None, timeline: Timeline
) -> Ending | None:
    """Return the end as it is for this start; None if it does not belong to it."""
    happening, met = end
    pairing = rule.pairing
    if happening.event is start.event and happening.first <= start.last:
        return None  # what starts a limit does not end it: a decision begins the next year
    if rule.same_who and not is_same_who(start.event, happening.event):
        return None
    if pairing == "review":
        kept = _by_review(start, happening, timeline)
        return None if kept is None else (happening, met and kept)
    if met and pairing == "latest" and later is not None and later <= happening.last:
        return happening, False  # the same rule had started again by then
    if met and pairing == "next" and happening.first <= start.last:
        return None
    return end


def _by_review(start: Happening, happening: Happening, timeline: Timeline) -> bool | None:
    """Return True in the same review, False for a newer one, None for an older one.

    A decision never meets an older review's duty.
    """
    if happening.review is None or happening.review == start.review:
        return True
    theirs = timeline.meeting_day(happening.review)
    ours = timeline.meeting_day(start.review) or start.first
    return False if theirs is not None and theirs > ours else None


def _unless_revived(rule: Rule, found: Ending, timeline: Timeline) -> Ending | None:
    """Pass over a refusal that was later reversed: the first clock runs on.

    R (W) v Hertfordshire [2023] EWHC 3138 (Admin). What follows a new request answers that one.
    """
    since = found[0].first
    asked = timeline.of_kinds(tuple(start.kind for start in rule.starts))
    until = min((new.first for new in asked if new.first > since), default=date.max)
    revived = [
        event
        for event in timeline.matching(rule.revived_by)
        if event.last >= since and event.first < until
    ]
    barred = [event for event in timeline.matching(rule.revived_unless) if event.last >= since]
    if not revived or barred:
        return found
    after = (end for end in _endings(rule, timeline) if end[0].first >= revived[0].first)
    return next(after, None)


def ending_in_window(rule: Rule, start: Happening, due: date, timeline: Timeline) -> Ending | None:
    """Return what ended a limit that is counted back from the event to come."""
    opens, closes = _span(rule, start, due, timeline)
    for happening, met in _endings(rule, timeline):
        if not opens < happening.last or happening.first > closes:
            continue
        if met and _counts(rule, start, happening, timeline):
            return (happening, True)
    return _overtaking(rule, start, timeline)


def _overtaking(rule: Rule, start: Happening, timeline: Timeline) -> Ending | None:
    ceased = timeline.ceased_by(start.last) if CEASED in rule.ends else None
    if ceased is not None:
        return (ceased, False)
    for happening, met in _endings(rule, timeline):
        if happening.last < start.first and not _is_same_review(start, happening):
            continue
        if not met:
            return (happening, False)
    return None


def _counts(rule: Rule, start: Happening, happening: Happening, timeline: Timeline) -> bool:
    ours, theirs = start.event.review, happening.event.review
    if ours and theirs and ours != theirs:
        return False
    asked = rule.end_condition
    return asked is None or timeline.agrees(asked, happening.event) is not False


def _span(rule: Rule, start: Happening, due: date, timeline: Timeline) -> tuple[date, date]:
    """Return the day before the window opens and the day on which it closes."""
    window = rule.window or Window()
    opens = date.min
    if window.since:
        before = timeline.of_kinds((window.since,))
        opens = max((found.first for found in before if found.first < start.first), default=opens)
    if window.month_day:
        opens = _last_before(due, window.month_day) - timedelta(days=1)
    if window.weeks_after_due is None:
        return opens, start.last
    return opens, due + timedelta(weeks=window.weeks_after_due)


def _last_before(day: date, month_day: tuple[int, int]) -> date:
    this_year = date(day.year, *month_day)
    return this_year if this_year <= day else date(day.year - 1, *month_day)


def _is_same_review(start: Happening, happening: Happening) -> bool:
    return bool(start.event.review) and start.event.review == happening.review


def is_same_who(one: Event, other: Event) -> bool:
    """Return whether both are of the same person, or one of them names nobody but the family."""
    ours, theirs = one.who.strip().casefold(), other.who.strip().casefold()
    return ours in _NOBODY_ELSE or theirs in _NOBODY_ELSE or ours == theirs


def is_live(rule: Rule, start: Happening, timeline: Timeline) -> bool:
    """Return false while the rule waits for an outcome of its review that is not known."""
    return any(told.review == start.review for told in timeline.matching(rule.live_once))


def oldest_first(starts: Sequence[Started], timeline: Timeline) -> list[Ending | None]:
    """Give each ending event to the oldest start that still waits for it."""
    used: set[str] = set()
    return [_first_unused(one, used, timeline) for one in starts]


def _first_unused(one: Started, used: set[str], timeline: Timeline) -> Ending | None:
    rule = one.starter.rule
    for end in _endings(rule, timeline):
        happening = end[0]
        if happening.event.id in used or happening.last < one.start.first:
            continue
        found = _paired(rule, one.start, end, None, timeline)
        if found is not None:
            used.add(happening.event.id)
            return found
    return None
