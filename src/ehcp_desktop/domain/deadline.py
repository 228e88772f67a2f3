"""What is due from whom, and whether it came in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from ehcp_desktop.domain.event import Answer, Event
from ehcp_desktop.domain.people import Child
from ehcp_desktop.domain.review import Review
from ehcp_desktop.domain.rule import Rule
from ehcp_desktop.domain.when import When


class Deadline(NamedTuple):
    """One rule started by one event. `state` is a word of the public contract."""

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

    @property
    def is_red(self) -> bool:
        """True when overdue under statute or case law: the only red in the program."""
        return self.state == "overdue" and self.rule.is_law


@dataclass(frozen=True, kw_only=True)
class Case:
    """All that the time limits of one child depend on; `events` are those not in the bin."""

    child: Child
    events: Sequence[Event]
    today: date
    reviews: Mapping[str, Review] = field(default_factory=dict)
    answers: Sequence[Answer] = ()
