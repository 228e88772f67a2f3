"""How one step of a review stands: what was owed, what came, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ehcp_desktop.domain.review import HELD
from ehcp_desktop.domain.when import spoken_weekday

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.event import Event

_STATES = {
    "met": "in_time",
    "met_late": "came_late",
    "possibly_met_late": "came_late",
    "overdue": "late",
    "possibly_overdue": "waiting",
    "waiting": "waiting",
    "missed": "not_recorded",
    "closed": "not_recorded",
    "not_needed": "not_needed",
}
_WORDS = {
    "in_time": "In time",
    "came_late": "Perhaps late",
    "late": "Late",
    "held": "Came",
    "waiting": "Waiting",
    "not_recorded": "Not recorded",
    "not_known": "Not known",
    "not_needed": "Not needed",
}
PENDING = frozenset({"late", "waiting", "not_recorded"})
_BEFORE_THE_MEETING = frozenset({"invitation", "papers"})


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a review: what was owed, what came, and how the two compare.

    `state` is in_time, late, came_late, held, waiting, not_recorded, not_known or not_needed;
    `words` say it ("7 days late"), `came` says what is recorded, `limit` names the last day.
    """

    id: str
    name: str
    state: str
    event: Event | None = None
    deadline: Deadline | None = None
    words: str = ""
    came: str = ""
    limit: str = ""

    @property
    def sentence(self) -> str:
        """Return the whole step as one sentence, for a screen reader."""
        said = ". ".join(part for part in (self.words, self.came, self.limit) if part)
        return f"{self.name}: {said}."


@dataclass(frozen=True)
class Kind:
    """Which events and rules make a step; `if_changing` marks those owed only for a change."""

    id: str
    name: str
    events: tuple[str, ...]
    rules: tuple[str, ...]
    if_changing: bool = False


@dataclass(frozen=True)
class Known:
    """The events of one review, and the limits that they started.

    `too_early` says why none are worked out for a review of long ago.
    """

    events: Sequence[Event]
    due: Sequence[Deadline]
    too_early: str = ""

    @property
    def is_held(self) -> bool:
        """True when the meeting was held."""
        return any(event.kind == HELD for event in self.events)

    @property
    def is_kept(self) -> bool:
        """True when the decision was to keep the plan, or to end it."""
        return any(event.outcome in ("maintain", "cease") for event in self.events)

    def deadline(self, rules: tuple[str, ...]) -> Deadline | None:
        """Return the limit of the first of these rules that was started."""
        return next((one for rule in rules for one in self.due if one.rule.id == rule), None)


def step_of(kind: Kind, known: Known) -> Step:
    """Return how the step of a kind stands, by what is known of its review."""
    deadline = known.deadline(kind.rules)
    event = _came(kind, known.events, deadline)
    state = _state(kind, event, deadline, known)
    return Step(
        id=kind.id,
        name=kind.name,
        state=state,
        event=event,
        deadline=deadline,
        words=_words(state, deadline, known),
        came=_came_words(kind, state, event, known),
        limit=_limit(deadline) if state != "not_needed" else "",
    )


def _came(kind: Kind, events: Sequence[Event], deadline: Deadline | None) -> Event | None:
    if deadline and deadline.met_by and deadline.state in ("met", "met_late", "possibly_met_late"):
        return deadline.met_by
    found = (event for name in kind.events for event in events if event.kind == name)
    return next(found, None)


def _state(kind: Kind, event: Event | None, deadline: Deadline | None, known: Known) -> str:
    if deadline is not None:
        return _limited(kind, event, deadline)
    if event is not None:
        return "held"
    if known.too_early:
        return "not_known"
    if kind.if_changing:
        return "not_needed" if known.is_kept else "not_known"
    return "not_recorded" if known.is_held else "waiting"


def _limited(kind: Kind, event: Event | None, deadline: Deadline) -> str:
    """Return the state of a step that has a limit; the meeting makes no invitation needless."""
    if deadline.conditional and event is None:
        return "not_known"
    state = _STATES[deadline.state]
    if state == "not_needed" and kind.id in _BEFORE_THE_MEETING:
        state = "not_recorded"
    return "held" if event and state in PENDING else state


def _words(state: str, deadline: Deadline | None, known: Known) -> str:
    if state == "not_known" and known.too_early:
        return "Not worked out"
    if deadline and deadline.state == "possibly_overdue":
        return "Perhaps late"
    if deadline and deadline.days_late and state in ("late", "came_late"):
        days = "1 day" if deadline.days_late == 1 else f"{deadline.days_late} days"
        return f"At least {days} late" if deadline.at_least else f"{days} late"
    return _WORDS[state]


def _came_words(kind: Kind, state: str, event: Event | None, known: Known) -> str:
    if event:
        on = event.on.spoken_in_full() if event.on else "on a day not known"
        return f"Came {on}"
    if state == "not_known" and known.too_early:
        return known.too_early.partition(";")[0]
    if state == "not_known" and kind.if_changing:
        return "Only if the plan is to change"
    return "None is recorded" if state in PENDING else ""


def _limit(deadline: Deadline | None) -> str:
    return f"Limit {spoken_weekday(deadline.due)}" if deadline and deadline.due else ""
