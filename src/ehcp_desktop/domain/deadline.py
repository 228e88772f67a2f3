"""What is due from whom, and whether it came in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from ehcp_desktop.domain.counting import Count
from ehcp_desktop.domain.dates import ONE_DAY
from ehcp_desktop.domain.event import Answer, Event, started_on
from ehcp_desktop.domain.people import Child
from ehcp_desktop.domain.review import Review
from ehcp_desktop.domain.rule import Rule
from ehcp_desktop.domain.when import When, spoken_day, spoken_weekday


class Deadline(NamedTuple):
    """One rule started by one event. `state` is a word of the public contract.

    `latest` is None when no day is known after which it is certainly late. `bound` is "latest"
    when the real limit falls no later than `due`, and "earliest" when it falls no earlier; both
    come of a record that lacks the event from which the rule really counts. `needs` says what is
    missing, for a limit without a day, one that may not apply, or one that may not be met;
    `assumes` is what must be so for it to apply. `variant` tells it from what else the same event
    starts under the same rule. A tuple, not a dataclass: ten thousand cases are reckoned in one
    go (bench/deadlines.py).
    """

    rule: Rule
    child: str
    trigger: Event
    due: date | None
    cautious: date | None
    latest: date | None
    state: str
    met_on: When | None = None
    met_by: Event | None = None
    days_late: int | None = 0
    at_least: bool = False
    conditional: bool = False
    also: tuple[str, ...] = ()
    review: str | None = None
    assumes: tuple[str, ...] = ()
    bound: str = ""
    needs: str = ""
    variant: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What this limit is called and the id of its event: the same while its day moves."""
        rule = self.rule.id
        return f"{rule}-{self.variant}" if self.variant else rule, self.trigger.id

    @property
    def is_if_changing(self) -> bool:
        """True when it is due only if the plan is to change, which is not decided yet."""
        return self.conditional and bool(self.rule.live_once)

    @property
    def asks(self) -> tuple[str, Event] | None:
        """The question that the family has not answered, and the event it is about."""
        asked, asked_of_end = self.rule.condition, self.rule.end_condition
        if not self.conditional:
            return None
        if (
            self.met_by is not None
            and asked_of_end is not None
            and self.needs == asked_of_end.needs
        ):
            return asked_of_end.answer, self.met_by
        if asked is not None and asked.answer and not asked.unless_told:
            return asked.answer, self.trigger
        return None

    @property
    def is_perhaps_met(self) -> bool:
        """True while the family has not said that what came is such that it meets the limit."""
        asked = self.asks
        return asked is not None and asked[1] is self.met_by

    @property
    def is_red(self) -> bool:
        """Return whether overdue under statute or case law: the only red in the program."""
        return self.state == "overdue" and self.rule.is_law

    @property
    def counting(self) -> str:
        """How it is counted, in words, with whether the first day is counted."""
        rule = self.rule
        words = [_BOUNDS[self.bound]] if self.bound else []
        if rule.by_direction and self.trigger.by is not None:
            words.append("the day that was set in writing")
        else:
            words.append(rule.counting)
        if rule.later_leg is not None:
            words.append(rule.later_leg.words)
        if rule.latest_leg is not None and self.latest != self.due:
            words.append(rule.latest_leg.words)
        joint = rule.joint
        if joint is not None and joint.partner in self.also:
            words.append(f"the {joint.kind.removesuffix('_of')} of two limits counts")
        if joint is not None and joint.rule_12:
            words.append(_RULE_12)
        return "; ".join(filter(None, words))

    @property
    def trigger_on(self) -> When | None:
        """The day of the starting event from which the rule counts."""
        return started_on(self.trigger, self.rule.counts_from)

    def steps(self) -> tuple[str, ...]:
        """Return how the date was reached, one sentence for each step."""
        found = [_start_step(self), _first_day_step(self), _sentence(self.counting)]
        found += [_last_day_step(self), self.needs]
        found += [f"It applies only if {assumed}." for assumed in self.assumes]
        found += [_other_readings(self), _holidays(self)]
        return tuple(step for step in [*found, _how_late(self)] if step)

    def as_json(self, child_name: str, letter: str | None = None) -> dict[str, object]:
        """Return the object that `ehcp due --json` prints."""
        rule = self.rule
        return {
            "rule": rule.id,
            "title": rule.title,
            "child": child_name,
            "owner": rule.owner,
            "basis": rule.basis,
            "citation": rule.citation,
            "trigger": {"kind": self.trigger.kind, "on": _iso(_happened(self.trigger))},
            "due": _iso(self.due),
            "cautious": _iso(self.cautious),
            "latest": _iso(self.latest),
            "counting": self.counting,
            "state": self.state,
            "met_on": _iso(self.met_on),
            "days_late": self.days_late,
            "letter": letter,
            "checked": _iso(rule.checked),
            "conditional": self.conditional,
            "at_least": self.at_least,
            "also": list(self.also),
            "assumes": list(self.assumes),
            "bound": self.bound,
            "needs": self.needs,
            "review": self.review,
        }


@dataclass(frozen=True, kw_only=True)
class Case:
    """All that the time limits of one child depend on; `events` are those not in the bin."""

    child: Child
    events: Sequence[Event]
    today: date
    reviews: Mapping[str, Review] = field(default_factory=dict)
    answers: Sequence[Answer] = ()


def _how_late(deadline: Deadline) -> str:
    """Return "23 days late." or "At least 64 days late."; empty when in time or not known."""
    days = deadline.days_late
    if not days:
        return ""
    unit = "day" if days == 1 else "days"
    return f"At least {days} {unit} late." if deadline.at_least else f"{days} {unit} late."


def _happened(event: Event) -> When | None:
    return event.on or event.dated or event.sent or event.received


def _iso(day: date | When | None) -> str | None:
    if day is None:
        return None
    return day.iso() if isinstance(day, When) else day.isoformat()


def _start_step(deadline: Deadline) -> str:
    when = deadline.trigger_on
    if when is None or not deadline.rule.start_words or deadline.rule.offset:
        return ""  # one that hangs on another limit starts on that one's day, not on the event's
    if deadline.bound:
        return _sentence(f"{_BOUND_STARTS[deadline.bound]}: {when.spoken_in_full()}")
    return _sentence(f"{deadline.rule.start_words}: {when.spoken_in_full()}")


def _first_day_step(deadline: Deadline) -> str:
    limit, when = deadline.rule.limit, deadline.trigger_on
    if limit is None or when is None or not when.is_exact or not _counts_on(deadline, limit):
        return ""
    first = when.first if limit.day_one else when.first + ONE_DAY
    return f"The first day counted is {spoken_weekday(first)}."


def _counts_on(deadline: Deadline, limit: Count) -> bool:
    """Return whether days or weeks are counted on from the start, and no day was set instead."""
    is_set = deadline.rule.by_direction and deadline.trigger.by is not None
    is_onward = limit.unit in ("days", "weeks") and limit.amount > 0 and not limit.before
    return is_onward and not is_set and not deadline.bound


def _last_day_step(deadline: Deadline) -> str:
    if deadline.due is None:
        return ""
    than = {"latest": "no later than ", "earliest": "no earlier than "}.get(deadline.bound, "")
    return f"The last day is {than}{spoken_weekday(deadline.due)}."


def _other_readings(deadline: Deadline) -> str:
    words: list[str] = []
    if deadline.bound:  # the one day says it all: any other would be a guess
        return ""
    careful = spoken_day(deadline.cautious) if deadline.cautious else ""
    is_ours = deadline.rule.owner == "family" or careful not in deadline.needs
    if careful and deadline.cautious != deadline.due and is_ours:
        words.append(f"To be careful, act as if it were {careful}.")
    if deadline.latest and deadline.latest != deadline.due:
        words.append(f"It could be argued to be {spoken_day(deadline.latest)}.")
    return " ".join(words)


def _holidays(deadline: Deadline) -> str:
    rule = deadline.rule
    if rule.exceptions:
        return rule.exceptions
    if rule.owner == "family" or not rule.is_law or not _runs_on(deadline):
        return ""
    return "School holidays do not stop the count."


def _runs_on(deadline: Deadline) -> bool:
    limit = deadline.rule.limit
    return limit is not None and limit.unit in ("days", "weeks", "months") and not limit.before


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}." if words else ""


_BOUNDS = {
    "latest": "the record does not show the day the last review ended, only that it was by then;"
    " so this is the latest day",
    "earliest": "the record does not show the day the last review ended, only that it was not"
    " before then; so this is the earliest day",
}
_BOUND_STARTS = {
    "latest": "the plan was issued after the last review ended",
    "earliest": "the last review's meeting was held",
}
_RULE_12 = "if that is in August, at Christmas or on a day off, the next day the Tribunal is open"
