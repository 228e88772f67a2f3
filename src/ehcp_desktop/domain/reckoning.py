"""Reckon the deadlines of a case: which rules its events start, and where each stands."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ehcp_desktop.domain import pairing
from ehcp_desktop.domain.counting import Count, tribunal_window_end
from ehcp_desktop.domain.dates import ONE_DAY, Calendar, add_months
from ehcp_desktop.domain.deadline import Case, Deadline
from ehcp_desktop.domain.pairing import Ending
from ehcp_desktop.domain.rule import Condition, Rule
from ehcp_desktop.domain.ruleset import CEASED, Ruleset, Starter
from ehcp_desktop.domain.state import NOT_NEEDED, WAITING, Span, end_day, state_of
from ehcp_desktop.domain.timeline import UNNAMED, Happening, Timeline, started_on


class Started(NamedTuple):
    """A rule and the event that starts it; `later` is the first day of the rule's next start."""

    starter: Starter
    start: Happening
    place: int
    later: date | None = None


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
        self._is_alone = is_alone

    def settle(self, one: Started) -> None:
        """Add the deadline of a rule that needs no other."""
        span = self.span(one.starter.rule, one.start)
        if span is not None:
            self.put(one, span, self.ending(one, span))

    def span(self, rule: Rule, start: Happening) -> Span | None:
        """Return the readings of the limit; None where the rule does not apply."""
        when = started_on(start.event, rule.counts_from)
        if when is None or rule.limit is None or not _is_in_force(rule, when.first):
            return None
        condition = rule.condition
        if condition is not None and not self._holds(condition, start):
            return None
        if rule.by_direction and start.event.by is not None:
            by = start.event.by
            return Span(by.first, by.last, by.last, by.is_exact)
        span = self._readings(rule, rule.limit, start, when.first, when.last)
        if condition is not None and condition.under_age:
            return span if self._is_under(condition.under_age, span.due) else None
        return span

    def _readings(
        self, rule: Rule, limit: Count, start: Happening, first: date, last: date
    ) -> Span:
        due = limit.end(last, self.calendar)
        is_exact = first == last
        if rule.cautious is None:
            cautious = due if is_exact else limit.end(first, self.calendar)
        else:
            cautious = self._cautious(rule.cautious, start, first, due)
        latest = due if rule.latest is None else rule.latest.end(last, self.calendar)
        return Span(cautious, due, latest, is_exact)

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

    def _is_under(self, years: int, day: date) -> bool:
        return day < add_months(self._case.child.born, years * 12)

    def ending(self, one: Started, span: Span) -> Ending | None:
        """Return the event that ended the limit."""
        rule = one.starter.rule
        if rule.window is not None:
            return pairing.ending_in_window(rule, one.start, span.due, self.timeline)
        return pairing.ending(rule, one.start, one.place, self.timeline, one.later)

    def put(
        self,
        one: Started,
        span: Span,
        end: Ending | None,
        also: tuple[str, ...] = (),
        bound: str = "",
    ) -> None:
        """Add the deadline, and those counted from its date."""
        rule, start = one.starter.rule, one.start
        state = state_of(rule, span, end, self._today)
        conditional = False
        if end is None and rule.live_once and not pairing.is_live(rule, start, self.timeline):
            conditional, state = True, WAITING
        elif state.word == "overdue" and self._is_before_the_record(span):
            state = NOT_NEEDED
        review = start.review
        met = end is not None and end.met
        self.found.append(
            Deadline(
                rule,
                start.event.child,
                start.event,
                span.due,
                span.cautious,
                span.latest,
                state.word,
                end_day(rule, end) if end is not None and met else None,
                end.happening.event if end is not None and met else None,
                state.days_late,
                state.at_least,
                conditional,
                one.starter.also + also,
                None if review is None or review[0] == UNNAMED else review,
                rule.assumes if self._is_alone else (),
                bound,
            )
        )
        for other in one.starter.offsets:
            self._put_offset(other, one, span, bound)

    def _put_offset(self, rule: Rule, base: Started, span: Span, bound: str) -> None:
        if rule.offset is None or not _is_in_force(rule, base.start.first):
            return
        count, calendar = rule.offset, self.calendar
        moved = Span(
            count.end(span.cautious, calendar),
            count.end(span.due, calendar),
            None if span.latest is None else count.end(span.latest, calendar),
            span.is_exact,
        )
        one = base._replace(starter=self.rules.starter[rule.id])
        self.put(one, moved, self.ending(one, moved), bound=bound)

    def _is_before_the_record(self, span: Span) -> bool:
        begins = self.timeline.record_from
        return begins is not None and span.latest is not None and span.latest < begins


def _is_in_force(rule: Rule, day: date) -> bool:
    begins, ends = rule.in_force
    return begins <= day and (ends is None or day <= ends)


def note_ceased_plans(reckoning: Reckoning) -> None:
    """Add to the timeline that the plan has ceased, where an order or a lapsed window says so."""
    derived, timeline = reckoning.rules.derived, reckoning.timeline
    ceased = [start._replace(kind=CEASED) for start in timeline.matching(derived.ceasing)]
    for decision in timeline.matching(derived.ceasing_after):
        lapsed = _lapsed(reckoning, decision)
        if lapsed is not None:
            ceased.append(decision._replace(kind=CEASED, first=lapsed, last=lapsed))
    timeline.add(ceased)


def _lapsed(reckoning: Reckoning, decision: Happening) -> date | None:
    """Return the day after a window that nobody used; None while it may still be used."""
    derived, timeline = reckoning.rules.derived, reckoning.timeline
    used = [end for end in timeline.matching(derived.ceasing_unless) if end.last >= decision.first]
    rule = reckoning.rules.by_id[derived.ceasing_window]
    span = None if used else reckoning.span(rule, decision)
    if span is None or rule.joint is None:
        return None
    ends = [span.due]
    partner = reckoning.rules.by_id[rule.joint.partner]
    for start in partner.starts:
        for other in timeline.matching((start,)):
            later = reckoning.span(partner, other) if other.last >= decision.first else None
            ends += [later.due] if later else []
    last = tribunal_window_end(max(ends), reckoning.calendar) + ONE_DAY
    return last if last <= timeline.case.today else None
