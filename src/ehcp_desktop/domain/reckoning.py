"""Reckon one deadline: whether the rule applies, its readings, and where it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ehcp_desktop.domain.counting import Count, tribunal_window_end
from ehcp_desktop.domain.dates import ONE_DAY, Calendar, add_months
from ehcp_desktop.domain.deadline import Case, Deadline
from ehcp_desktop.domain.pairing import Ending, Started, ending, ending_in_window, is_live
from ehcp_desktop.domain.rule import Condition, Rule
from ehcp_desktop.domain.ruleset import CEASED, Ruleset, Starter
from ehcp_desktop.domain.state import (
    NOT_NEEDED,
    NOT_RECORDED,
    WAITING,
    Span,
    State,
    met,
    overtaken,
    running,
)
from ehcp_desktop.domain.timeline import Happening, Timeline
from ehcp_desktop.domain.when import When

_new = tuple.__new__  # what a NamedTuple calls, without the call in between


class Reckoning:
    """One pass over one case. `is_alone`: conditions that cannot be seen are taken for granted."""

    def __init__(
        self, rules: Ruleset, case: Case, calendar: Calendar, *, is_alone: bool = False
    ) -> None:
        self.rules = rules
        self.calendar = calendar
        self.timeline = Timeline(rules, case)
        self.found: list[Deadline] = []
        self._case = case
        self._today = case.today
        self._said_begin = None if case.child.record_from is None else date.max
        self._is_alone = is_alone

    def settle(
        self, starters: tuple[Starter, ...], start: Happening, later: date | None = None
    ) -> None:
        """Add the deadlines of rules that need no other, where the rules apply."""
        for starter in starters:
            span = self.span(starter, start)
            if span is not None:
                end = ending(starter, start, later, self.timeline)
                self.put(starter, start, span, end, starter.also)
                if starter.offsets:
                    self.put_offsets(Started(starter, start, later), span)

    def settle_in_window(self, one: Started) -> None:
        """Add the deadline of a rule that is met in a window, if the rule applies."""
        span = self.span(one.starter, one.start)
        if span is None:
            return
        end = ending_in_window(one.starter.rule, one.start, span.due, self.timeline)
        self.put(one.starter, one.start, span, end, one.starter.also)
        self.put_offsets(one, span)

    def span(self, starter: Starter, start: Happening) -> Span | None:
        """Return the readings of the limit; None where the rule does not apply."""
        when = start.days[starter.counts_from]
        first = when.first
        if first < starter.begins or (starter.ends is not None and first > starter.ends):
            return None
        if starter.plain is None or first != when.last:
            return self._span_of(starter.rule, start, when)
        step = starter.step
        due = starter.plain.end(first, self.calendar) if step is None else first + step
        return _new(Span, (due, due, due, True))

    def _span_of(self, rule: Rule, start: Happening, when: When) -> Span | None:
        condition = rule.condition
        limit = rule.limit
        if limit is None or (condition is not None and not self._holds(condition, start)):
            return None
        if rule.by_direction and start.event.by is not None:
            by = start.event.by
            return Span(by.first, by.last, by.last, by.is_exact)
        due = limit.end(when.last, self.calendar)
        if condition is not None and not self._is_young_enough(condition, due):
            return None
        return self._readings(rule, limit, start, when, due)

    def _readings(self, rule: Rule, limit: Count, start: Happening, when: When, due: date) -> Span:
        first, last = when.first, when.last
        is_exact = first == last
        if rule.cautious is None:
            cautious = due if is_exact else limit.end(first, self.calendar)
        else:
            cautious = self._cautious(rule.cautious, start, first, due)
        latest = due if rule.latest is None else rule.latest.end(last, self.calendar)
        return _new(Span, (cautious, due, latest, is_exact))

    def _cautious(self, count: Count, start: Happening, first: date, due: date) -> date:
        if count.of_meeting:
            first = self.timeline.meeting_day(start.review) or first
        return min(count.end(first, self.calendar), due)

    def _holds(self, condition: Condition, start: Happening) -> bool:
        if self._is_alone:
            return True
        if condition.attends:
            attends = self.timeline.attends_school(start.first)
            return attends == (condition.attends == "school")
        if condition.open_review:
            is_open = self.timeline.is_in_open_review(start)
            return is_open == (condition.open_review == "yes")
        return not condition.answer or self.timeline.agrees(condition, start.event)

    def _is_young_enough(self, condition: Condition, day: date) -> bool:
        years, born = condition.under_age, self._case.child.born
        if not years:
            return True
        return day.year - born.year <= years and day < add_months(born, years * 12)

    def put(
        self,
        starter: Starter,
        start: Happening,
        span: Span,
        end: Ending | None,
        also: tuple[str, ...],
        bound: str = "",
    ) -> None:
        """Add the deadline."""
        rule, event = starter.rule, start.event
        met_on = met_by = None
        is_open = False
        if end is None:
            stands = running(rule, span, self._today)
            if rule.live_once and not is_live(rule, start, self.timeline):
                is_open, stands = True, WAITING
            elif stands[0] == "overdue":
                stands = self._unless_too_late_to_ask(rule, start, span, stands)
        elif end[1]:
            met_by = end[0].event
            met_on = end[0].days[rule.ends_on]
            stands = met(span, met_on)
        else:
            stands = overtaken(rule, span, end[0].days[rule.ends_on])
        cautious, due, latest, _ = span
        word, days_late, at_least = stands
        self.found.append(
            _new(
                Deadline,
                (
                    rule,
                    event.child,
                    event,
                    due,
                    cautious,
                    latest,
                    word,
                    met_on,
                    met_by,
                    days_late,
                    at_least,
                    is_open,
                    also,
                    start.named,
                    (),
                    bound,
                ),
            )
        )

    def put_offsets(self, one: Started, span: Span, bound: str = "") -> None:
        """Add the deadlines that are counted from this one's date."""
        for rule in one.starter.offsets:
            if rule.offset is not None and bound != "earliest":
                self._put_offset(rule, rule.offset, one, span, bound)

    def _put_offset(self, rule: Rule, count: Count, base: Started, span: Span, bound: str) -> None:
        latest = None if span.latest is None else count.end(span.latest, self.calendar)
        due = count.end(span.due, self.calendar)
        moved = Span(count.end(span.cautious, self.calendar), due, latest, span.is_exact)
        starter = self.rules.starter[rule.id]
        if rule.window is None:
            end = ending(starter, base.start, base.later, self.timeline)
        else:
            end = ending_in_window(rule, base.start, due, self.timeline)
        self.put(starter, base.start, moved, end, starter.also, bound)

    def _unless_too_late_to_ask(
        self, rule: Rule, start: Happening, span: Span, overdue: State
    ) -> State:
        """Return what is not called overdue: what was owed before the record or a day now past."""
        if span[0] < (self._said_begin or start.first) and self._is_before_the_record(span):
            return NOT_NEEDED
        # Papers for a meeting that was arranged and whose day is over are of no use any more.
        is_over = rule.overtaken_late == "not_recorded" and start.last < self._today
        return NOT_RECORDED if is_over else overdue

    def _is_before_the_record(self, span: Span) -> bool:
        begins = self.timeline.record_from
        return begins is not None and span.latest is not None and span.latest < begins


def note_ceased_plans(reckoning: Reckoning) -> None:
    """Add to the timeline that the plan has ceased, where an order or a lapsed window says so."""
    derived, timeline = reckoning.rules.derived, reckoning.timeline
    if timeline.kinds.isdisjoint(reckoning.rules.ceasing_kinds):
        return
    ceased = [timeline.derived(start, CEASED) for start in timeline.matching(derived.ceasing)]
    for decision in timeline.matching(derived.ceasing_after):
        lapsed = _lapsed(reckoning, decision)
        if lapsed is not None:
            then = timeline.derived(decision, CEASED)
            days = dict.fromkeys(decision.days, When.day(lapsed))
            ceased.append(replace(then, first=lapsed, last=lapsed, days=days))
    timeline.add(ceased)


def _lapsed(reckoning: Reckoning, decision: Happening) -> date | None:
    """Return the day after a window that nobody used; None while it may still be used."""
    rules, timeline = reckoning.rules, reckoning.timeline
    used = timeline.matching(rules.derived.ceasing_unless)
    window = rules.starter.get(rules.derived.ceasing_window)
    if window is None or any(end.last >= decision.first for end in used):
        return None
    span = reckoning.span(window, decision)
    if span is None:
        return None
    ends = [span.due, *_certificate_ends(reckoning, window.rule, decision)]
    last = tribunal_window_end(max(ends), reckoning.calendar) + ONE_DAY
    return last if last <= timeline.case.today else None


def _certificate_ends(reckoning: Reckoning, rule: Rule, decision: Happening) -> list[date]:
    """Return the ends of the windows that a later certificate opened."""
    if rule.joint is None:
        return []
    partner = reckoning.rules.starter[rule.joint.partner]
    kinds = tuple(start.kind for start in partner.rule.starts)
    certificates = reckoning.timeline.of_kinds(kinds)
    spans = [
        reckoning.span(partner, certificate)
        for certificate in certificates
        if certificate.last >= decision.first
    ]
    return [span.due for span in spans if span is not None]
