"""Reckon one deadline: whether the rule applies, its readings, and where it stands."""

from __future__ import annotations

from datetime import date

from ehcp_desktop.domain import pairing, state
from ehcp_desktop.domain.counting import Count, tribunal_window_end
from ehcp_desktop.domain.dates import ONE_DAY, Calendar, add_months
from ehcp_desktop.domain.deadline import Case, Deadline
from ehcp_desktop.domain.pairing import Ending, Started
from ehcp_desktop.domain.rule import Condition, Rule
from ehcp_desktop.domain.ruleset import CEASED, Ruleset
from ehcp_desktop.domain.state import NOT_NEEDED, WAITING, Span, State
from ehcp_desktop.domain.timeline import UNNAMED, Happening, Timeline, started_on
from ehcp_desktop.domain.when import When


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
        """Add the deadline of a rule that needs no other, if the rule applies."""
        span = self.span(one)
        if span is not None:
            self.put(one, span, self.ending(one, span))

    def span(self, one: Started) -> Span | None:
        """Return the readings of the limit; None where the rule does not apply."""
        rule, start = one.starter.rule, one.start
        when = start.when
        if rule.counts_from != "sent":
            when = started_on(start.event, rule.counts_from) or when
        first, last = when.first, when.last
        begins, ends = rule.in_force
        if first < begins or (ends is not None and first > ends) or rule.limit is None:
            return None
        if one.starter.is_plain and first == last:
            due = rule.limit.end(last, self.calendar)
            return Span(due, due, due, True)
        return self._span_of(rule, rule.limit, start, when)

    def _span_of(self, rule: Rule, limit: Count, start: Happening, when: When) -> Span | None:
        condition = rule.condition
        if condition is not None and not self._holds(condition, start):
            return None
        if rule.by_direction and start.event.by is not None:
            by = start.event.by
            return Span(by.first, by.last, by.last, by.is_exact)
        span = self._readings(rule, limit, start, when)
        if condition is not None and condition.under_age:
            return span if self._is_under(condition.under_age, span.due) else None
        return span

    def _readings(self, rule: Rule, limit: Count, start: Happening, when: When) -> Span:
        first, last = when.first, when.last
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
        if one.starter.rule.window is None:
            return pairing.ending(one, self.timeline)
        return pairing.ending_in_window(one.starter.rule, one.start, span.due, self.timeline)

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
        met_on = met_by = None
        is_open = False
        if end is None:
            stands, is_open = self._standing(rule, start, span)
        elif end.met:
            met_on, met_by = state.end_day(rule, end), end.happening.event
            stands = state.met(span, met_on)
        else:
            stands = state.overtaken(rule, span, end)
        review = start.review
        self.found.append(
            Deadline(
                rule,
                start.event.child,
                start.event,
                span.due,
                span.cautious,
                span.latest,
                stands.word,
                met_on,
                met_by,
                stands.days_late,
                stands.at_least,
                is_open,
                one.starter.also + also,
                None if review is None or review[0] == UNNAMED else review,
                rule.assumes if self._is_alone else (),
                bound,
            )
        )
        for other in one.starter.offsets:
            self._put_offset(other, one, span, bound)

    def _standing(self, rule: Rule, start: Happening, span: Span) -> tuple[State, bool]:
        """Return the state of a limit that still runs, and whether it waits for an outcome."""
        if rule.live_once and not pairing.is_live(rule, start, self.timeline):
            return WAITING, True
        stands = state.running(rule, span, self._today)
        if stands.word == "overdue" and self._is_before_the_record(span):
            return NOT_NEEDED, False
        return stands, False

    def _put_offset(self, rule: Rule, base: Started, span: Span, bound: str) -> None:
        if rule.offset is None or bound == "earliest":
            return
        count, calendar = rule.offset, self.calendar
        moved = Span(
            count.end(span.cautious, calendar),
            count.end(span.due, calendar),
            None if span.latest is None else count.end(span.latest, calendar),
            span.is_exact,
        )
        one = Started(self.rules.starter[rule.id], base.start, base.rest, base.later)
        self.put(one, moved, self.ending(one, moved), (), bound)

    def _is_before_the_record(self, span: Span) -> bool:
        begins = self.timeline.record_from
        return begins is not None and span.latest is not None and span.latest < begins


def note_ceased_plans(reckoning: Reckoning) -> None:
    """Add to the timeline that the plan has ceased, where an order or a lapsed window says so."""
    derived, timeline = reckoning.rules.derived, reckoning.timeline
    ceased = [start._replace(kind=CEASED) for start in timeline.matching(derived.ceasing)]
    for decision in timeline.matching(derived.ceasing_after):
        lapsed = _lapsed(reckoning, decision)
        if lapsed is not None:
            day = When.day(lapsed)
            ceased.append(decision._replace(kind=CEASED, first=lapsed, last=lapsed, when=day))
    timeline.add(ceased)


def _lapsed(reckoning: Reckoning, decision: Happening) -> date | None:
    """Return the day after a window that nobody used; None while it may still be used."""
    rules, timeline = reckoning.rules, reckoning.timeline
    used = timeline.matching(rules.derived.ceasing_unless)
    window = rules.starter.get(rules.derived.ceasing_window)
    if window is None or any(end.last >= decision.first for end in used):
        return None
    span = reckoning.span(Started(window, decision, ()))
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
        reckoning.span(Started(partner, certificate, ()))
        for certificate in certificates
        if certificate.last >= decision.first
    ]
    return [span.due for span in spans if span is not None]
