"""What is due from whom, and whether it came in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from ehcp_desktop.domain import explaining
from ehcp_desktop.domain.dates import Calendar
from ehcp_desktop.domain.event import Answer, Event
from ehcp_desktop.domain.people import Child
from ehcp_desktop.domain.review import Review
from ehcp_desktop.domain.rule import Rule
from ehcp_desktop.domain.ruleset import Ruleset
from ehcp_desktop.domain.when import When


class Deadline(NamedTuple):
    """One rule started by one event. `state` is a word of the public contract.

    `latest` is None when no day is known after which it is certainly late. `bound` is "latest"
    when the real limit falls no later than `due`, and "earliest" when it falls no earlier; both
    come of a record that lacks the event from which the rule really counts. A tuple, not a
    dataclass: ten thousand cases are reckoned in one go (bench/deadlines.py).
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

    @property
    def is_red(self) -> bool:
        """Return whether overdue under statute or case law: the only red in the program."""
        return self.state == "overdue" and self.rule.is_law

    @property
    def counting(self) -> str:
        """How it is counted, in words, with whether the first day is counted."""
        return explaining.counting(self)

    @property
    def trigger_on(self) -> When | None:
        """The day of the starting event from which the rule counts."""
        return explaining.started(self)

    def steps(self) -> tuple[str, ...]:
        """Return how the date was reached, one sentence for each step."""
        return explaining.steps(self)

    def as_json(self, child_name: str, letter: str | None = None) -> dict[str, object]:
        """Return the object that `ehcp due --json` prints."""
        return explaining.as_json(self, child_name, letter)


@dataclass(frozen=True, kw_only=True)
class Case:
    """All that the time limits of one child depend on; `events` are those not in the bin."""

    child: Child
    events: Sequence[Event]
    today: date
    reviews: Mapping[str, Review] = field(default_factory=dict)
    answers: Sequence[Answer] = ()


def deadlines(rules: Ruleset, case: Case, calendar: Calendar) -> list[Deadline]:
    """Return every deadline that the events of the case start, in the order of the events."""
    return _reckoned(rules, case, calendar, is_alone=False)


def timetable(rules: Ruleset, case: Case, calendar: Calendar) -> list[Deadline]:
    """Return what the one event of the case starts, with what each rule takes for granted."""
    return _reckoned(rules, case, calendar, is_alone=True)


def _reckoned(rules: Ruleset, case: Case, calendar: Calendar, *, is_alone: bool) -> list[Deadline]:
    from ehcp_desktop.domain.together import reckoned  # it needs the classes above

    return reckoned(rules, case, calendar, is_alone=is_alone)
