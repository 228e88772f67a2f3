"""How one step of a review stands: who owed what by when, what came, and the words for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ehcp_desktop.domain.review import HELD
from ehcp_desktop.domain.when import spoken_weekday
from ehcp_desktop.services.absence import Absence, absence_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.event import Answer, Event

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
_LATE = frozenset({"late", "came_late"})
_CHANGED = {
    "amendment_notice_received": "With the changes",
    "amended_plan_issued": "The changed plan",
    "no_amendment_decision_received": "No change after all",
}
# What a decision says by its kind alone.
_DECIDES = {"amendment_notice_received": "amend", "cease_decision_received": "cease"}
_KEEPS = frozenset({"maintain", "cease"})


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a review: who owed it, what came, and how the two compare.

    `state` is in_time, late, came_late, held, waiting, not_recorded, not_known or not_needed;
    `words` say it ("7 days late"), `came` says what is recorded, `limit` names the last day.
    `owner` is "school", "authority" or "family", "" where nobody owes it; `outcome` says what a
    decision or notice holds; `events` are all that are recorded for it, and `absence` is what the
    family said while there is none.
    """

    id: str
    name: str
    state: str
    event: Event | None = None
    deadline: Deadline | None = None
    words: str = ""
    came: str = ""
    limit: str = ""
    owner: str = ""
    outcome: str = ""
    events: tuple[Event, ...] = ()
    absence: Absence = field(default_factory=Absence)

    @property
    def sentence(self) -> str:
        """Return the whole step as one sentence, for a screen reader."""
        said = ". ".join(part for part in (self.words, self.came, self.limit) if part)
        return f"{self.name}: {said}."

    @property
    def late_by(self) -> str:
        """How late it is or was, by its limit: "7 days"; "" in time, or while it is not known."""
        counts = self.state in _LATE or self.id == "meeting"
        found = self.deadline if counts else None
        return _days(found) if found is not None and found.days_late else ""

    @property
    def can_be_missed(self) -> bool:
        """True when the family can say that it has not come: it was owed, and nothing is there."""
        if self.state == "not_recorded":
            return self.event is None or self.id == "meeting"
        return self.state in PENDING and self.event is None and self.deadline is not None


@dataclass(frozen=True)
class Kind:
    """Which events and rules make a step; `if_changing` marks those owed only for a change.

    `owner` owes it where no rule says so; `by_post` is false for what cannot be in the post.
    """

    id: str
    name: str
    events: tuple[str, ...]
    rules: tuple[str, ...]
    owner: str = "authority"
    if_changing: bool = False
    by_post: bool = True

    @property
    def own(self) -> tuple[str, ...]:
        """The kinds of event that are this step and no other."""
        return tuple(one for one in self.events if self.id != "decision" or "notice" not in one)


@dataclass(frozen=True)
class Known:
    """The events of one review, and the limits that they started.

    `too_early` says why none are worked out for a review of long ago. `answers` are those of the
    family that hold; `outcomes` the words of each decision; `meeting_by` the day by which the
    meeting was best held; `is_at_school` is false where the council itself holds the review;
    `begins` is the day that the family says its record begins.
    """

    events: Sequence[Event]
    due: Sequence[Deadline]
    too_early: str = ""
    review: str = ""
    answers: Sequence[Answer] = ()
    outcomes: Mapping[str, str] = field(default_factory=dict)
    meeting_by: Deadline | None = None
    is_at_school: bool = True
    begins: date | None = None

    def is_before(self, deadline: Deadline | None) -> bool:
        """Tell whether a limit fell before the record begins, so that nobody knows of it."""
        due = deadline.due if deadline else None
        return self.begins is not None and due is not None and due < self.begins

    @property
    def is_held(self) -> bool:
        """True when the meeting was held."""
        return any(event.kind == HELD for event in self.events)

    @property
    def is_kept(self) -> bool:
        """True when the decision was to keep the plan, or to end it."""
        return any(_decided(event) in _KEEPS for event in self.events)

    @property
    def is_changing(self) -> bool:
        """True when the decision was to change the plan."""
        return any(_decided(event) == "amend" for event in self.events)

    def deadline(self, rules: tuple[str, ...]) -> Deadline | None:
        """Return the limit of the first of these rules that was started."""
        return next((one for rule in rules for one in self.due if one.rule.id == rule), None)


def step_of(kind: Kind, known: Known) -> Step:
    """Return how the step of a kind stands, by what is known of its review."""
    deadline = known.deadline(kind.rules)
    event = _came(kind, known.events, deadline)
    state = _state(kind, event, deadline, known)
    absence = absence_of(kind, deadline, known)
    told = absence.now if event is None and state in PENDING else ""
    return Step(
        id=kind.id,
        name=kind.name,
        state=state,
        event=event,
        deadline=deadline,
        words=_words(state, deadline, known),
        came=told or _came_words(kind, (state, deadline), event, known),
        limit=_limit(deadline) if state != "not_needed" else "",
        owner=owner_of(kind, deadline, known),
        outcome=_outcome(kind, event, known),
        events=tuple(one for one in known.events if one is event or one.kind in kind.own),
        absence=absence,
    )


def owner_of(kind: Kind, deadline: Deadline | None, known: Known) -> str:
    """Return who owes a step: for a child who is not in school the council does it all."""
    owner = deadline.rule.owner if deadline else kind.owner
    return "authority" if owner == "school" and not known.is_at_school else owner


def _decided(event: Event) -> str:
    return _DECIDES.get(event.kind, event.outcome)


def _outcome(kind: Kind, event: Event | None, known: Known) -> str:
    """Return what a decision, a notice or a plan says, in words."""
    if kind.id == "decision" and event is not None:
        return known.outcomes.get(_decided(event) or "-", "What it says is not recorded")
    if kind.id == "notice" and event is None and known.is_changing:
        return "Without the changes"
    return _CHANGED.get(event.kind, "") if event is not None and kind.if_changing else ""


def _came(kind: Kind, events: Sequence[Event], deadline: Deadline | None) -> Event | None:
    if deadline and deadline.met_by and deadline.state in ("met", "met_late", "possibly_met_late"):
        return deadline.met_by
    found = (event for name in kind.events for event in events if event.kind == name)
    return next(found, None)


def _state(kind: Kind, event: Event | None, deadline: Deadline | None, known: Known) -> str:
    if deadline is not None:
        return _limited(kind, event, deadline, known)
    if event is not None:
        return "held"
    if known.too_early:
        return "not_known"
    if kind.if_changing:
        return "not_needed" if known.is_kept else "not_known"
    return "not_recorded" if known.is_held else "waiting"


def _limited(kind: Kind, event: Event | None, deadline: Deadline, known: Known) -> str:
    """Return the state of a step that has a limit; the meeting makes no invitation needless."""
    if event is None and (deadline.conditional or known.is_before(deadline)):
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
    if deadline and deadline.days_late and state in _LATE:
        return f"{_days(deadline)} late"
    return _WORDS[state]


def _days(deadline: Deadline) -> str:
    days = "1 day" if deadline.days_late == 1 else f"{deadline.days_late} days"
    return f"At least {days}" if deadline.at_least else days


def _came_words(
    kind: Kind, stands: tuple[str, Deadline | None], event: Event | None, known: Known
) -> str:
    state, deadline = stands
    if event:
        on = event.on.spoken_in_full() if event.on else "on a day not known"
        return f"Came {on}"
    if state == "not_known":
        return _why_not_known(kind, deadline, known)
    return "None is recorded" if state in PENDING else ""


def _why_not_known(kind: Kind, deadline: Deadline | None, known: Known) -> str:
    if known.too_early:
        return known.too_early.partition(";")[0]
    if kind.if_changing:
        return "Only if the plan is to change"
    return "From before this record begins" if known.is_before(deadline) else ""


def _limit(deadline: Deadline | None) -> str:
    return f"Limit {spoken_weekday(deadline.due)}" if deadline and deadline.due else ""
