"""Reckon one deadline: what ended it, and where it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ehcp_desktop.domain.clause import Condition, meaning
from ehcp_desktop.domain.counting import Count, tribunal_window_end
from ehcp_desktop.domain.dates import ONE_DAY, Calendar
from ehcp_desktop.domain.deadline import Case, Deadline
from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.pairing import Ending, Started, ending, ending_in_window, is_live
from ehcp_desktop.domain.readings import Readings
from ehcp_desktop.domain.rule import Rule
from ehcp_desktop.domain.ruleset import CEASED, Ruleset, Starter
from ehcp_desktop.domain.state import (
    NOT_NEEDED,
    NOT_RECORDED,
    Span,
    State,
    Undated,
    in_doubt,
    met,
    overtaken,
    running,
)
from ehcp_desktop.domain.timeline import Happening, Timeline
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput

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
        self.span = Readings(self.timeline, case, calendar, is_alone=is_alone).of
        self._today = case.today
        self._is_alone = is_alone
        self._said_begin = None if case.child.record_from is None else date.max

    def settle(self, starter: Starter, start: Happening, later: date | None = None) -> None:
        """Add the deadline of a rule that needs no other, if the rule applies."""
        span = self.span(starter, start)
        if span is not None:
            end = ending(starter, start, later, self.timeline)
            self.put(starter, start, span, end, starter.also)
            if starter.offsets and isinstance(span, Span):
                self.put_offsets(_new(Started, (starter, start, later)), span)

    def settle_in_window(self, one: Started) -> None:
        """Add the deadline of a rule that is met in a window, if the rule applies."""
        span = self.span(one.starter, one.start)
        if isinstance(span, Span):
            end = ending_in_window(one.starter.rule, one.start, span.due, self.timeline)
            self.put(one.starter, one.start, span, end, one.starter.also)
            self.put_offsets(one, span)
        elif span is not None:
            self.put(one.starter, one.start, span, None, one.starter.also)

    def put(
        self,
        starter: Starter,
        start: Happening,
        span: Span | Undated,
        end: Ending | None,
        also: tuple[str, ...],
        bound: str = "",
    ) -> None:
        """Add the deadline."""
        rule, event = starter.rule, start.event
        met_on = met_by = None
        if end is None:
            stands = running(rule, span, self._today)
            if stands[0] == "overdue":
                stands = self._unless_too_late_to_ask(rule, start, span, stands)
        elif end[1]:
            met_by, met_on = end[0].event, end[0].days[rule.ends_on]
            stands = met(span, met_on)
        else:
            stands = overtaken(rule, span, end[0].days[rule.ends_on])
        cautious, due, latest, exact_or_why = span
        word, days_late, at_least = stands
        needs = exact_or_why if due is None else ""
        made = _new(Deadline, (
            rule, event.child, event, due, cautious, latest, word, met_on, met_by, days_late,
            at_least, False, also, start.named, (), bound, needs, starter.variant,
        ))  # fmt: skip
        self.found.append(self._doubted(made, start, end) if starter.may_not_apply else made)

    def _doubted(self, made: Deadline, start: Happening, end: Ending | None) -> Deadline:
        """Return the deadline with what is not known: whether it applies, or whether it is met."""
        rule, met_by = made.rule, made.met_by
        doubt = self._doubt(rule, start, end)
        if doubt is not None:
            state, days_late, at_least = in_doubt((made.state, made.days_late, made.at_least))
            return made._replace(
                state=state,
                days_late=days_late,
                at_least=at_least,
                conditional=True,
                assumes=rule.assumes,
                needs=f"{doubt} {made.needs}".strip(),
            )
        if met_by is None or rule.end_condition is None:
            return made
        untold = self._untold(rule.end_condition, met_by)
        return made._replace(conditional=True, needs=untold) if untold else made

    def _doubt(self, rule: Rule, start: Happening, end: Ending | None) -> str | None:
        """Return what must be said to know whether the rule applies; None where that is known."""
        asked = rule.condition
        if asked is not None and (untold := self._untold(asked, start.event)):
            return untold
        return rule.needs if end is None and self._is_open(rule, start) else None

    def _untold(self, asked: Condition, event: Event) -> str:
        """Return what the family has to say of an event; "" where they have, or need not."""
        if self._is_alone or not asked.answer or self.timeline.agrees(asked, event) is not None:
            return ""
        return asked.needs

    def _is_open(self, rule: Rule, start: Happening) -> bool:
        """Return whether it is not known yet that the rule applies."""
        if rule.live_once and not is_live(rule, start, self.timeline):
            return True
        return bool(meaning(rule.unsure, start.effect.kind, start.effect.outcome))

    def put_offsets(self, one: Started, span: Span, bound: str = "") -> None:
        """Add the deadlines that are counted from this one's date."""
        day = one.start.days[one.starter.counts_from].first
        for rule in one.starter.offsets:
            is_in_force = self.rules.starter[rule].is_in_force(day)
            if rule.offset is not None and is_in_force and bound != "earliest":
                self._put_offset(rule, rule.offset, one, span, bound)

    def _put_offset(self, rule: Rule, count: Count, base: Started, span: Span, bound: str) -> None:
        starter, start = self.rules.starter[rule], base.start
        if rule in start.effect.several:
            starter = replace(starter, variant=base.starter.rule.id)
        moved = self._moved(span, count)
        if rule.window is None or isinstance(moved, Undated):
            end = ending(starter, start, base.later, self.timeline)
        else:
            end = ending_in_window(rule, start, moved.due, self.timeline)
        self.put(starter, start, moved, end, starter.also, bound)

    def _moved(self, span: Span, count: Count) -> Span | Undated:
        """Return what is counted from the readings of another limit."""
        calendar, (cautious, due, latest, is_exact) = self.calendar, span
        try:
            moved = count.end(due, calendar)
            careful = moved if cautious == due else count.end(cautious, calendar)
            if latest is not None:
                latest = moved if latest == due else count.end(latest, calendar)
            return _new(Span, (careful, moved, latest, is_exact))
        except BadInput as why:
            return Undated(None, None, None, str(why))

    def _unless_too_late_to_ask(
        self, rule: Rule, start: Happening, span: Span | Undated, overdue: State
    ) -> State:
        """Return what is not called overdue: what was owed before the record or a day now past."""
        soonest = span.cautious or start.first
        if soonest < (self._said_begin or start.first) and self._is_before_the_record(span):
            return NOT_NEEDED
        # Papers for a meeting that was arranged and whose day is over are of no use any more.
        is_over = rule.overtaken_late == "not_recorded" and start.last < self._today
        return NOT_RECORDED if is_over else overdue

    def _is_before_the_record(self, span: Span | Undated) -> bool:
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
    rule = rules.on(rules.derived.ceasing_window, decision.first)
    if rule is None or any(end.last >= decision.first for end in used):
        return None
    span = reckoning.span(rules.starter[rule], decision)
    if not isinstance(span, Span):
        return None
    ends = [span.due, *_certificate_ends(reckoning, rule, decision)]
    try:
        last = tribunal_window_end(max(ends), reckoning.calendar) + ONE_DAY
    except BadInput:
        return None  # beyond the bank holidays that are known
    return last if last <= timeline.case.today else None


def _certificate_ends(reckoning: Reckoning, rule: Rule, decision: Happening) -> list[date]:
    """Return the ends of the windows that a later certificate opened."""
    if rule.joint is None:
        return []
    rules, partner = reckoning.rules, rule.joint.partner
    kinds = tuple(start.kind for start in rules.by_id[partner].starts)
    spans = [
        reckoning.span(rules.starter[entry], certificate)
        for certificate in reckoning.timeline.of_kinds(kinds)
        if certificate.last >= decision.first and (entry := rules.on(partner, certificate.first))
    ]
    return [span.due for span in spans if isinstance(span, Span)]
