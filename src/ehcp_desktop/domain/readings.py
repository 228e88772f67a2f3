"""The readings of a limit from one start: its day, the careful one and the latest arguable."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from ehcp_desktop.domain.clause import Condition, Leg, Pause, Start, kinds_of
from ehcp_desktop.domain.counting import Count
from ehcp_desktop.domain.dates import Calendar
from ehcp_desktop.domain.deadline import Case
from ehcp_desktop.domain.pairing import is_same_who
from ehcp_desktop.domain.rule import Rule
from ehcp_desktop.domain.ruleset import Starter
from ehcp_desktop.domain.state import Span, Undated
from ehcp_desktop.domain.timeline import Happening, Timeline
from ehcp_desktop.domain.when import When, spoken_day
from ehcp_desktop.errors import BadInput

_new = tuple.__new__  # what a NamedTuple calls, without the call in between
_CANNOT = (BadInput, OverflowError, ValueError)  # the last two: beyond the year 9999
_SCHOOL_DAYS = "school_days"
_TOO_FAR = "The date is too far away to count from. Check its year."


class Readings:
    """Work out limits in one case. `is_alone`: what cannot be seen is taken for granted."""

    def __init__(
        self, timeline: Timeline, case: Case, calendar: Calendar, *, is_alone: bool
    ) -> None:
        self._timeline = timeline
        self._case = case
        self._calendar = calendar
        self._is_alone = is_alone

    def of(self, starter: Starter, start: Happening) -> Span | Undated | None:
        """Return the readings of the limit; None where the rule does not apply."""
        when = start.days[starter.counts_from]
        first = when.first
        if first < starter.begins or (starter.ends is not None and first > starter.ends):
            return None
        try:
            plain, step = starter.plain, starter.step
            if plain is None or first != when.last or (starter.bent_by and self._is_bent(starter)):
                return self._of_rule(starter.rule, start, when)
            due = plain.end(first, self._calendar) if step is None else first + step
        except _CANNOT as why:
            return self._undated(starter.rule, when, why)
        return _new(Span, (due, due, due, True))

    def _is_bent(self, starter: Starter) -> bool:
        return not self._timeline.kinds.isdisjoint(starter.bent_by)

    def _of_rule(self, rule: Rule, start: Happening, when: When) -> Span | Undated | None:
        condition = rule.condition
        if condition is not None and not self._holds(condition, rule, start):
            return None
        if rule.by_direction and start.event.by is not None:
            by = start.event.by
            return Span(by.first, by.last, by.last, by.is_exact)
        span = self._counted(rule, rule.limit, start, when) if rule.limit else None
        if span is None or not rule.is_bent:
            return span
        return self._bent(rule, span, start)

    def _counted(self, rule: Rule, limit: Count, start: Happening, when: When) -> Span | None:
        first, last = when.first, when.last
        due = limit.end(last, self._calendar)
        if rule.at_most is not None:
            due = min(due, rule.at_most.end(last, self._calendar))
        condition = rule.condition
        if condition is not None and condition.under_age and not self._is_young(condition, due):
            return None
        cautious = due if first == last else min(due, limit.end(first, self._calendar))
        if rule.cautious is not None:
            cautious = self._cautious(rule, rule.cautious, start, first, cautious)
        latest = due if rule.latest is None else rule.latest.end(last, self._calendar)
        return _new(Span, (cautious, due, latest, first == last))

    def _cautious(
        self, rule: Rule, count: Count, start: Happening, first: date, soonest: date
    ) -> date:
        if count.of_due:
            return count.end(soonest, self._calendar)
        if count.of_meeting:
            first = self._timeline.meeting_day(start.review) or first
        elif count.of_kind:
            before = self._last_before(rule, start, (count.of_kind,))
            if before is None:
                return soonest
            first = before.first
        return min(count.end(first, self._calendar), soonest)

    def _bent(self, rule: Rule, span: Span, start: Happening) -> Span | Undated:
        """Return the limit with what other days and events do to it."""
        if rule.latest_from and rule.limit:
            last = start.days[rule.latest_from].last
            ends = [span.due, rule.limit.end(last, self._calendar)]
            if rule.latest_by_direction and start.event.by is not None:
                ends.append(start.event.by.last)
            return span._replace(latest=max(ends))
        if rule.latest_leg is not None:
            return self._perhaps_until(rule, rule.latest_leg, span, start)
        if rule.later_leg is not None:
            return self._with_leg(rule, rule.later_leg, span, start)
        return self._paused(rule, rule.pause, span, start) if rule.pause else span

    def _undated(self, rule: Rule, when: When, why: Exception) -> Undated:
        """Return what is known of a limit that cannot be counted."""
        latest = rule.latest or rule.at_most
        needs = str(why) if isinstance(why, BadInput) else _TOO_FAR
        soonest = self._if_countable(_soonest(rule), when.first)
        if soonest is not None and rule.limit and rule.limit.unit == _SCHOOL_DAYS:
            day = spoken_day(soonest)
            needs += f" Whatever they are, this time limit does not run out before {day}."
        return Undated(soonest, None, self._if_countable(latest, when.last), needs)

    def _if_countable(self, count: Count | None, start: date) -> date | None:
        try:
            return None if count is None else count.end(start, self._calendar)
        except _CANNOT:
            return None

    def _with_leg(self, rule: Rule, leg: Leg, span: Span, start: Happening) -> Span | Undated:
        """Return the later of the two periods."""
        when = self._leg_start(rule, leg, start)
        if when is None:
            missing = Undated(span.due, None, None, rule.needs)
            return missing if leg.is_needed else span._replace(latest=None)
        first, last = (leg.limit.end(day, self._calendar) for day in (when.first, when.last))
        due = max(span.due, last)
        return Span(max(span.cautious, first), due, due, span.is_exact and when.is_exact)

    def _perhaps_until(self, rule: Rule, leg: Leg, span: Span, start: Happening) -> Span:
        """Return the limit with the end of the second period as the latest arguable."""
        when = self._leg_start(rule, leg, start)
        if when is None:
            return span
        latest = leg.limit.end(when.last, self._calendar)
        return span._replace(latest=max(span.latest or span.due, latest))

    def _leg_start(self, rule: Rule, leg: Leg, start: Happening) -> When | None:
        """Return the day from which the second period runs."""
        found, told = self._timeline.matching(leg.kinds), leg.condition
        if told is not None:
            found = [one for one in found if not self._came_before(told, one)]
        if leg.picks == "before":
            one = _last(one for one in found if one.first <= start.first)
        else:
            since = start.first if leg.picks == "after" else self._used(rule, found, start)
            one = _first_after(found, since)
        return one.days[leg.counts_from] if one else None

    def _used(self, rule: Rule, found: list[Happening], start: Happening) -> date:
        """Return the day up to which some of them belong to the starts before this one."""
        ended = [one for one in self._timeline.matching(rule.ends) if one.first < start.first]
        day = date.min
        for before in self._timeline.of_kinds((start.effect.kind,)):
            if before.first < start.first:
                met = next((one for one in ended if one.first >= before.first), None)
                last = met or _first_after(found, day)
                day = max(before.first, last.first) if last else before.first
        return day

    def _paused(self, rule: Rule, pause: Pause, span: Span, start: Happening) -> Span | Undated:
        """Return the limit with the days that do not count added, before a day off is moved."""
        answers, until = self._alike(rule, start, (pause.until,)), date.min
        days = timedelta(0)
        for asked in self._alike(rule, start, (pause.by,)):
            since = max(start.first, pause.since, until + timedelta(days=1))
            if not since <= asked.first <= span.due:
                continue
            given = next((one for one in answers if one.last >= asked.first), None)
            if given is None:
                return Undated(span.due, None, None, rule.needs)
            until = given.last
            days += until - asked.first + timedelta(days=1)
            span = self._longer(rule, days, span, start.days[rule.counts_from])
        return span

    def _longer(self, rule: Rule, days: timedelta, span: Span, when: When) -> Span:
        """Return the limit with all the days that do not count added."""
        if rule.limit is None:
            return span
        bare = replace(rule.limit, rolls=False)
        ends = [bare.end(day, self._calendar) + days for day in (when.first, when.last)]
        if rule.limit.rolls:
            ends = [self._calendar.next_working_day(end) for end in ends]
        return Span(ends[0], ends[1], ends[1], span.is_exact)

    def _holds(self, condition: Condition, rule: Rule, start: Happening) -> bool:
        if self._is_alone:
            return True
        if condition.attends:
            attends = self._timeline.attends_school(start.first)
            return attends == (condition.attends == "school")
        if condition.open_review:
            is_open = self._timeline.is_in_open_review(start)
            return is_open == (condition.open_review == "yes")
        if condition.answer and self._timeline.agrees(condition, start.event) is False:
            return False
        if condition.led_by and self._is_led(condition, start):
            return False
        others = condition.before or condition.follows or condition.unless_followed
        return not others or self._is_in_place(condition, rule, start)

    def _is_in_place(self, condition: Condition, rule: Rule, start: Happening) -> bool:
        """Return whether the event stands before and after others as the condition asks."""
        if condition.before and self._came_before(condition, start):
            return False
        if condition.unless_followed and self._is_followed(condition, rule, start):
            return False
        return not condition.follows or self._follows(condition.follows, rule, start)

    def _came_before(self, condition: Condition, start: Happening) -> bool:
        since = self._since(condition, start)
        others = self._timeline.of_kinds((condition.before,))
        return any(since <= other.first < start.first for other in others)

    def _since(self, condition: Condition, start: Happening) -> date:
        """Return the day from which the condition looks at what came before the start."""
        began = self._timeline.of_kinds(condition.before_since)
        return max((one.first for one in began if one.first <= start.first), default=date.min)

    def _is_led(self, condition: Condition, start: Happening) -> bool:
        """Return whether an order or the like before the start has limits of its own."""
        since = self._since(condition, start)
        leading = self._timeline.matching(kinds_of(condition.led_by))
        return any(since <= one.first <= start.first and self._has_limits(one) for one in leading)

    def _has_limits(self, one: Happening) -> bool:
        """Return whether a rule that nothing leads applies to the event."""
        own = (starter for starter in one.effect.alone if not _is_led_rule(starter.rule))
        return any(self.of(starter, one) is not None for starter in own)

    def _is_followed(self, condition: Condition, rule: Rule, start: Happening) -> bool:
        """Return whether such an event came before the next of the start's own kind."""
        again = self._alike(rule, start, (start.effect.kind,))
        ends = min((one.first for one in again if one.first > start.first), default=date.max)
        after = self._alike(rule, start, (condition.unless_followed,))
        return any(one.last >= start.first and one.first < ends for one in after)

    def _follows(self, told: tuple[Start, ...], rule: Rule, start: Happening) -> bool:
        before = self._last_before(rule, start, tuple(kind for kind, _ in told))
        if before is None:
            return True
        kind, outcome = before.effect.kind, before.effect.outcome
        return Start(kind, None) in told or Start(kind, outcome) in told

    def _last_before(
        self, rule: Rule, start: Happening, kinds: tuple[str, ...]
    ) -> Happening | None:
        before = self._alike(rule, start, kinds)
        return _last(one for one in before if one.first <= start.first)

    def _alike(self, rule: Rule, start: Happening, kinds: tuple[str, ...]) -> list[Happening]:
        """Return what happened of these kinds, with the same person where the rule asks it."""
        found = self._timeline.of_kinds(kinds)
        if not rule.same_who:
            return found
        return [one for one in found if is_same_who(start.event, one.event)]

    def _is_young(self, condition: Condition, day: date) -> bool:
        """Return whether the birthday is still to come: 1 March for one born on 29 February."""
        born = self._case.child.born
        age = day.year - born.year, (day.month, day.day)
        return age < (condition.under_age, (born.month, born.day))


def _soonest(rule: Rule) -> Count | None:
    """Return a count that ends no later than the rule's own; None where none is known.

    A school meets on no other days than working days, so as many of these end no later.
    """
    limit, count = rule.limit, rule.cautious
    if limit is not None and limit.unit == _SCHOOL_DAYS:
        return replace(limit, unit="working_days")
    is_of_start = count is not None and not (count.of_due or count.of_meeting or count.of_kind)
    return count if is_of_start else None


def _is_led_rule(rule: Rule) -> bool:
    return rule.condition is not None and bool(rule.condition.led_by)


def _first_after(found: Iterable[Happening], day: date) -> Happening | None:
    """Return the first after the day of some that stand in order of their days."""
    return next((one for one in found if one.first > day), None)


def _last(found: Iterable[Happening]) -> Happening | None:
    """Return the last of some that stand in order of their days."""
    kept = list(found)
    return kept[-1] if kept else None
