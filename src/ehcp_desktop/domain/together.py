"""Rules whose starting events must be seen together, and starts that stand in for others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ehcp_desktop.domain.clause import Fallback, Joint
from ehcp_desktop.domain.counting import tribunal_window_end
from ehcp_desktop.domain.dates import Calendar
from ehcp_desktop.domain.pairing import Started, ending, oldest_first
from ehcp_desktop.domain.reckoning import Reckoning
from ehcp_desktop.domain.rule import Rule
from ehcp_desktop.domain.state import Span, Undated
from ehcp_desktop.domain.timeline import Happening, Timeline
from ehcp_desktop.errors import BadInput


def settle_together(reckoning: Reckoning, waiting: dict[str, list[Started]]) -> None:
    """Add the deadlines of rules that have started, by rule id, in order of their starts."""
    joint = []
    for rule_id, starts in waiting.items():
        rule = starts[0].starter.rule
        starts.reverse()
        if len(starts) > 1 or rule.nothing_before:
            waiting[rule_id] = _kept(rule, starts, reckoning.timeline)
        if rule.joint is not None:
            joint.append((rule_id, rule.joint))
        else:
            _settle_each(reckoning, rule, waiting[rule_id])
    for rule_id, partnership in joint:
        partners = waiting.get(partnership.partner, [])
        _settle_joint(reckoning, partnership, waiting[rule_id], partners)


def _settle_each(reckoning: Reckoning, rule: Rule, starts: list[Started]) -> None:
    if rule.pairing == "oldest":
        _settle_oldest(reckoning, starts)
        return
    for one in starts:
        if rule.window is not None:
            reckoning.settle_in_window(one)
        else:
            reckoning.settle(*one)


def _kept(rule: Rule, starts: list[Started], timeline: Timeline) -> list[Started]:
    """Return the starts that stand: the first only, or not those replaced."""
    if rule.replaced_by_newer:
        return _not_replaced(rule, starts, timeline)
    if rule.nothing_before:
        first = starts[0].start
        before = timeline.of_kinds(rule.nothing_before)
        return [] if any(other.first < first.first for other in before) else starts[:1]
    return starts


def _not_replaced(rule: Rule, starts: list[Started], timeline: Timeline) -> list[Started]:
    """Of several days arranged for one meeting, keep the newest."""
    held = timeline.of_kinds((rule.window.since,)) if rule.window else []
    newest: dict[object, Started] = {}
    for one in starts:
        earlier = sum(meeting.first < one.start.first for meeting in held)
        newest[one.start.event.review or earlier] = one
    return list(newest.values())


def _settle_oldest(reckoning: Reckoning, starts: list[Started]) -> None:
    spans = [(one, reckoning.span(one.starter, one.start)) for one in starts]
    applying = [(one, span) for one, span in spans if span is not None]
    ends = oldest_first([one for one, _ in applying], reckoning.timeline)
    for (one, span), end in zip(applying, ends, strict=True):
        reckoning.put(one.starter, one.start, span, end, one.starter.also)


def _settle_joint(
    reckoning: Reckoning, joint: Joint, starts: list[Started], partners: list[Started]
) -> None:
    """Give the rule the earlier or later date of its own and its partner's."""
    for one in starts:
        starter, start, later = one
        span = reckoning.span(starter, start)
        if span is None:
            continue
        others = _joined(reckoning, joint, one, partners) if partners else ()
        if isinstance(span, Span):
            span = _jointly(joint, [span, *others], reckoning.calendar)
        also = (*starter.also, joint.partner) if others else starter.also
        end = ending(starter, start, later, reckoning.timeline)
        reckoning.put(starter, start, span, end, also)


def _jointly(joint: Joint, spans: list[Span], calendar: Calendar) -> Span | Undated:
    pick = min if joint.kind == "earlier_of" else max
    span = _merged(spans, pick) if len(spans) > 1 else spans[0]
    if not joint.rule_12:
        return span
    try:
        return _moved_by_rule_12(span, calendar)
    except BadInput as why:
        return Undated(span.cautious, None, None, str(why))


def _joined(
    reckoning: Reckoning, joint: Joint, one: Started, partners: list[Started]
) -> list[Span]:
    spans = [
        reckoning.span(other.starter, other.start)
        for other in partners
        if _belong_together(joint, one, other, reckoning.timeline)
    ]
    return [span for span in spans if isinstance(span, Span)]


def _belong_together(joint: Joint, one: Started, other: Started, timeline: Timeline) -> bool:
    if joint.kind == "earlier_of":
        return one.start.review is not None and one.start.review == other.start.review
    decision, certificate = (other, one) if joint.is_certificate else (one, other)
    return _certifies(decision, certificate, timeline)


def _certifies(decision: Started, certificate: Started, timeline: Timeline) -> bool:
    """Return whether it is the decision's: the last decision before it without an appeal."""
    if decision.start.first > certificate.start.last:
        return False
    if decision.later is not None and decision.later <= certificate.start.last:
        return False
    return not any(
        decision.start.first <= appeal.first < certificate.start.first
        for appeal in timeline.matching(decision.starter.rule.ends)
    )


def _merged(spans: list[Span], pick: Callable[[list[date]], date]) -> Span:
    latest = [span.latest or span.due for span in spans]
    return Span(
        pick([span.cautious for span in spans]),
        pick([span.due for span in spans]),
        pick(latest),
        all(span.is_exact for span in spans),
    )


def _moved_by_rule_12(span: Span, calendar: Calendar) -> Span:
    """Move the last day, but not the one that a careful family acts on."""
    cautious, until, latest, is_exact = span
    due = tribunal_window_end(until, calendar)
    last = due if latest in (None, until) else tribunal_window_end(latest, calendar)
    return Span(cautious, due, last, is_exact)


def fall_back(reckoning: Reckoning) -> None:
    """Add a bound for each rule whose proper start is not in the record."""
    if reckoning.timeline.kinds.isdisjoint(reckoning.rules.fallback_kinds):
        return
    for rule in reckoning.rules.with_fallback:
        for fallback in rule.fallbacks:
            start = _standing_in(fallback, reckoning.timeline)
            if start is not None and _put_bound(reckoning, rule, fallback, start):
                break


def _standing_in(fallback: Fallback, timeline: Timeline) -> Happening | None:
    """Return the last event that may stand in for the proper start."""
    candidates = timeline.of_kinds((fallback.starts,))
    if not candidates or timeline.of_kinds(fallback.unless_ever):
        return None
    before = [found.first for found in timeline.of_kinds(fallback.unless_before)]
    first = min(before, default=date.max)
    return next((found for found in reversed(candidates) if found.first < first), None)


def _put_bound(reckoning: Reckoning, rule: Rule, fallback: Fallback, start: Happening) -> bool:
    one = Started(reckoning.rules.starter[rule], start)
    span = reckoning.span(one.starter, one.start)
    if not isinstance(span, Span):
        return False
    latest = span.due if fallback.bound == "latest" else None
    bound = span._replace(latest=latest, is_exact=False)  # a bound is never late to the day
    end = ending(one.starter, one.start, one.later, reckoning.timeline)
    reckoning.put(one.starter, start, bound, end, one.starter.also, fallback.bound)
    reckoning.put_offsets(one, bound, fallback.bound)
    return True
