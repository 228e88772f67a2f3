"""Which event ended a limit: met it, or overtook it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.rule import Rule, Window
from ehcp_desktop.domain.ruleset import matches
from ehcp_desktop.domain.timeline import Happening, Timeline


class Ending(NamedTuple):
    """The event that ended a limit, and whether it met it or only overtook it."""

    happening: Happening
    met: bool


def ending(
    rule: Rule, start: Happening, place: int, timeline: Timeline, later: date | None = None
) -> Ending | None:
    """Return the first event that ended the limit started at this place; None while it runs.

    `later` is the first day of the next start of the same rule, where that matters.
    """
    first = start.first
    found: Ending | None = None
    ends = rule.ends
    for happening in timeline.since(place):
        outcomes = ends.get(happening.kind)
        if outcomes is None or happening.last < first:
            continue
        if found is not None and happening.first > found.happening.first:
            break
        met = _meets(outcomes, happening.outcome)
        if met is not None:
            found = _better(found, _paired(rule, start, happening, met, later, timeline))
    if found is None or found.met or not rule.revived_by:
        return found
    return _unless_revived(rule, start, found, timeline)


def _meets(outcomes: Mapping[str, bool], outcome: str) -> bool | None:
    met = outcomes.get(outcome)
    return outcomes.get("*") if met is None else met


def _better(found: Ending | None, new: Ending | None) -> Ending | None:
    """On one day, meeting the limit counts before overtaking it."""
    if found is None or (new is not None and new.met and not found.met):
        return new
    return found


def _paired(
    rule: Rule,
    start: Happening,
    happening: Happening,
    met: bool,
    later: date | None,
    timeline: Timeline,
) -> Ending | None:
    if rule.same_who and not is_same_who(start.event, happening.event):
        return None
    if rule.pairing == "next" and happening.first <= start.last:
        return None
    if rule.pairing == "latest" and later is not None and later <= happening.last:
        return Ending(happening, met=False)  # the same rule had started again by then
    if rule.pairing != "review":
        return Ending(happening, met)
    kept = _by_review(start, happening, timeline)
    return None if kept is None else Ending(happening, met and kept)


def _by_review(start: Happening, happening: Happening, timeline: Timeline) -> bool | None:
    """Return True in the same review, False for a newer one, None for an older one.

    A decision never meets an older review's duty.
    """
    if happening.review is None or happening.review == start.review:
        return True
    theirs = timeline.meeting_day(happening.review)
    ours = timeline.meeting_day(start.review) or start.first
    return False if theirs is not None and theirs > ours else None


def _unless_revived(
    rule: Rule, start: Happening, found: Ending, timeline: Timeline
) -> Ending | None:
    """Pass over a refusal that was later reversed: the first clock runs on.

    R (W) v Hertfordshire [2023] EWHC 3138 (Admin).
    """
    since = found.happening.first
    revived = [event for event in timeline.matching(rule.revived_by) if event.last >= since]
    barred = [event for event in timeline.matching(rule.revived_unless) if event.last >= since]
    if not revived or barred:
        return found
    after = (event for event in timeline.happenings if event.first >= revived[0].first)
    for happening in after:
        met = _meets(rule.ends.get(happening.kind, {}), happening.outcome)
        if met is not None:
            return Ending(happening, met)
    return None


def ending_in_window(rule: Rule, start: Happening, due: date, timeline: Timeline) -> Ending | None:
    """Return what ended a limit that is counted back from the event to come."""
    opens, closes = _span(rule, start, due, timeline)
    for happening in timeline.happenings:
        if not opens < happening.last or happening.first > closes:
            continue
        met = _meets(rule.ends.get(happening.kind, {}), happening.outcome)
        if met and _counts(rule, start, happening, timeline):
            return Ending(happening, met=True)
    return _overtaking(rule, start, timeline)


def _overtaking(rule: Rule, start: Happening, timeline: Timeline) -> Ending | None:
    for happening in timeline.happenings:
        if happening.last < start.first and not _is_same_review(start, happening):
            continue
        if _meets(rule.ends.get(happening.kind, {}), happening.outcome) is False:
            return Ending(happening, met=False)
    return None


def _counts(rule: Rule, start: Happening, happening: Happening, timeline: Timeline) -> bool:
    ours, theirs = start.event.review, happening.event.review
    if ours and theirs and ours != theirs:
        return False
    asked = rule.end_condition
    return asked is None or timeline.agrees(asked, happening.event)


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
    """Return whether both are from the same person, or one of them does not say."""
    ours, theirs = one.who.strip().casefold(), other.who.strip().casefold()
    return not ours or not theirs or ours == theirs


def is_live(rule: Rule, start: Happening, timeline: Timeline) -> bool:
    """Return false while the rule waits for an outcome of its review that is not known."""
    if not rule.live_once:
        return True
    return any(
        happening.review == start.review
        and any(matches(once, happening.kind, happening.outcome) for once in rule.live_once)
        for happening in timeline.happenings
    )


def oldest_first(
    starts: Iterable[tuple[Happening, int]], rule: Rule, timeline: Timeline
) -> dict[int, Ending | None]:
    """Give each ending event to the oldest start that still waits for it; keyed by place."""
    used: set[str] = set()
    given: dict[int, Ending | None] = {}
    for start, place in starts:
        for happening in timeline.since(place):
            if happening.event.id in used or happening.last < start.first:
                continue
            met = _meets(rule.ends.get(happening.kind, {}), happening.outcome)
            found = None if met is None else _paired(rule, start, happening, met, None, timeline)
            if found is not None:
                used.add(happening.event.id)
                given[place] = found
                break
    return given
