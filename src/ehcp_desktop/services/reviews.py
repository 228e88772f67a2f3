"""Was each review done as the law says? Seven steps, worked out from events and their limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ehcp_desktop.domain.deadline import Case, Deadline
from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.review import Review
from ehcp_desktop.domain.timetable import deadlines
from ehcp_desktop.domain.when import spoken_weekday

if TYPE_CHECKING:
    from datetime import date

    from ehcp_desktop.services.family import Family

HELD, ARRANGED = "review_meeting_held", "review_meeting_arranged"
TITLES = {
    "": "Annual review",
    "statutory": "Annual review",
    "progress": "Progress Review",
    "transition_and_change": "Transition and Change review",
    "person_centred": "Person-centred review",
    "dashboard": "Dashboard review",
    "early": "Early review",
    "phase_transfer": "Review for the next phase",
    "early_years": "Early years review",
    "reassessment": "Review with a re-assessment",
}
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
_PENDING = frozenset({"late", "waiting", "not_recorded"})
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


@dataclass(frozen=True, kw_only=True)
class Overview:
    """One line of the list of reviews; `state` is a Step's word, or "finished"."""

    review: Review
    title: str
    meeting: Event | None
    state: str
    words: str
    steps: tuple[Step, ...] = ()
    below: tuple[Step, ...] = ()


@dataclass(frozen=True)
class _Kind:
    """Which events and rules make a step; `if_changing` marks those owed only for a change."""

    id: str
    name: str
    events: tuple[str, ...]
    rules: tuple[str, ...]
    if_changing: bool = False


@dataclass(frozen=True)
class _Known:
    """The events of one review, and the limits that they started."""

    events: Sequence[Event]
    due: Sequence[Deadline]

    @property
    def is_held(self) -> bool:
        return any(event.kind == HELD for event in self.events)

    @property
    def is_kept(self) -> bool:
        """True when the decision was to keep the plan, or to end it."""
        return any(event.outcome in ("maintain", "cease") for event in self.events)

    def deadline(self, rules: tuple[str, ...]) -> Deadline | None:
        """Return the limit of the first of these rules that was started."""
        return next((one for rule in rules for one in self.due if one.rule.id == rule), None)


_SEVEN = (
    _Kind("invitation", "Invitation", ("review_invitation_received",), ("review_invite",)),
    _Kind("papers", "Papers", ("review_papers_received",), ("review_advice_circulate",)),
    _Kind("meeting", "Meeting", (HELD,), ()),
    _Kind("report", "Report", ("review_report_received",), ("review_report",)),
    _Kind(
        "decision",
        "Decision",
        ("review_decision_received", "cease_decision_received", "amendment_notice_received"),
        ("review_decision", "review_not_in_school"),
    ),
    _Kind(
        "notice",
        "Notice",
        ("amendment_notice_received",),
        ("review_amend_notice",),
        if_changing=True,
    ),
    _Kind(
        "final_plan",
        "Final plan",
        ("amended_plan_issued", "no_amendment_decision_received"),
        ("review_final_from_notice", "review_final_from_meeting"),
        if_changing=True,
    ),
)
_ANSWER = _Kind(
    "representations",
    "Our answer to the changes",
    ("representations_sent",),
    ("review_amend_representations",),
    if_changing=True,
)
_APPEAL = _Kind("appeal", "Time to appeal", (), ("appeal_2months",))


def title(review: Review, events: Sequence[Event] = ()) -> str:
    """Return the name of a review, in the words of its invitation where they are known."""
    model = review.model or next((event.model for event in events if event.model), "")
    words = review.label or TITLES.get(model, model)
    return words[:1].upper() + words[1:]


def meeting(events: Sequence[Event]) -> Event | None:
    """Return the meeting among a review's events: the one held, else the last arranged."""
    for kind in (HELD, ARRANGED):
        found = [event for event in events if event.kind == kind]
        if found:
            return max(found, key=lambda event: event.on.iso() if event.on else "")
    return None


def strip(family: Family, review_id: str) -> tuple[Step, ...]:
    """Return the seven steps of a review, from the invitation to the final plan."""
    return steps(*_of_review(family, review_id), family.today())


def below(family: Family, review_id: str) -> tuple[Step, ...]:
    """Return what stands in the list below the seven steps."""
    return steps_below(*_of_review(family, review_id), family.today())


def overviews(family: Family, child_id: str) -> list[Overview]:
    """Return every review of a child, the newest meeting first; the record is read once."""
    known = _of_child(family, child_id)
    found = [
        _overview(family, review, known) for review in family.store.reviews.all(child=child_id)
    ]
    return sorted(found, key=_newest, reverse=True)


def steps(events: Sequence[Event], due: Sequence[Deadline], today: date) -> tuple[Step, ...]:
    """Return the seven steps from the events and the limits of one review."""
    known = _Known(events, due)
    return tuple(
        _meeting_step(events, today) if kind.id == "meeting" else _step(kind, known)
        for kind in _SEVEN
    )


def steps_below(events: Sequence[Event], due: Sequence[Deadline], today: date) -> tuple[Step, ...]:
    """Return when the meeting was arranged, the family's answer, and the time to appeal."""
    known = _Known(events, due)
    arranged = [event for event in events if event.kind == ARRANGED]
    return (
        *(_arranged_step(event, today) for event in arranged),
        _step(_ANSWER, known),
        _appeal_step(known),
    )


def _of_child(family: Family, child_id: str) -> tuple[Case, list[Deadline]]:
    from ehcp_desktop.services import diary
    from ehcp_desktop.services.concerns import case_so_far

    return case_so_far(family, child_id), diary.due(family, child_id)


def _of_review(family: Family, review_id: str) -> tuple[list[Event], list[Deadline]]:
    review = family.store.reviews.get(review_id)
    return _within(family, review_id, _of_child(family, review.child))


def _within(
    family: Family, review_id: str, known: tuple[Case, list[Deadline]]
) -> tuple[list[Event], list[Deadline]]:
    """Return the events and the limits of one review, out of all that is known of a child."""
    case, every = known
    events = [event for event in case.events if event.review == review_id]
    due = [*every, *_before_the_meeting(family, case, events)]
    return events, [each for each in due if review_id in (each.review, each.trigger.review)]


def _before_the_meeting(family: Family, case: Case, events: Sequence[Event]) -> list[Deadline]:
    """Return what was owed before a meeting that was held, but never logged as arranged."""
    held = meeting(events)
    if held is None or held.kind != HELD or any(each.kind == ARRANGED for each in events):
        return []
    day = replace(held, id=f"{held.id}-arranged", kind=ARRANGED)
    supposed = replace(case, events=[*case.events, day])
    found = deadlines(family.rulebook.rules, supposed, family.calendar)
    return [each for each in found if each.trigger.id == day.id]


def _overview(family: Family, review: Review, known: tuple[Case, list[Deadline]]) -> Overview:
    events, due = _within(family, review.id, known)
    seven = steps(events, due, family.today())
    state, words = _standing(seven)
    return Overview(
        review=review,
        title=title(review, events),
        meeting=meeting(events),
        state=state,
        words=words,
        steps=seven,
        below=steps_below(events, due, family.today()),
    )


def _standing(seven: Sequence[Step]) -> tuple[str, str]:
    """Return how far a review has come: the first late step, else the first one open."""
    late = next((step for step in seven if step.state == "late"), None)
    if late:
        return "late", f"No {late.name.casefold()} recorded"
    open_step = next((step for step in seven if step.state == "waiting"), None)
    if open_step:
        return "waiting", f"Waiting for the {open_step.name.casefold()}"
    decision = next(step for step in seven if step.id == "decision")
    if decision.state in _PENDING:
        return "not_recorded", "No decision recorded"
    return "finished", "Finished"


def _newest(overview: Overview) -> tuple[str, str]:
    on = overview.meeting.on if overview.meeting else None
    return (on.last.isoformat() if on else "9999", overview.title)


# ---- One step


def _step(kind: _Kind, known: _Known) -> Step:
    deadline = known.deadline(kind.rules)
    event = _came(kind, known.events, deadline)
    state = _state(kind, event, deadline, known)
    return Step(
        id=kind.id,
        name=kind.name,
        state=state,
        event=event,
        deadline=deadline,
        words=_words(state, deadline),
        came=_came_words(state, event, conditional=kind.if_changing),
        limit=_limit(deadline) if state != "not_needed" else "",
    )


def _came(kind: _Kind, events: Sequence[Event], deadline: Deadline | None) -> Event | None:
    if deadline and deadline.met_by and deadline.state in ("met", "met_late", "possibly_met_late"):
        return deadline.met_by
    found = (event for name in kind.events for event in events if event.kind == name)
    return next(found, None)


def _state(kind: _Kind, event: Event | None, deadline: Deadline | None, known: _Known) -> str:
    if deadline is not None:
        return _limited(kind, event, deadline)
    if event is not None:
        return "held"
    if kind.if_changing:
        return "not_needed" if known.is_kept else "not_known"
    return "not_recorded" if known.is_held else "waiting"


def _limited(kind: _Kind, event: Event | None, deadline: Deadline) -> str:
    """Return the state of a step that has a limit; the meeting makes no invitation needless."""
    if deadline.conditional and event is None:
        return "not_known"
    state = _STATES[deadline.state]
    if state == "not_needed" and kind.id in _BEFORE_THE_MEETING:
        state = "not_recorded"
    return "held" if event and state in _PENDING else state


def _words(state: str, deadline: Deadline | None) -> str:
    if deadline and deadline.state == "possibly_overdue":
        return "Perhaps late"
    if deadline and deadline.days_late and state in ("late", "came_late"):
        days = "1 day" if deadline.days_late == 1 else f"{deadline.days_late} days"
        return f"At least {days} late" if deadline.at_least else f"{days} late"
    return _WORDS[state]


def _came_words(state: str, event: Event | None, *, conditional: bool) -> str:
    if event:
        on = event.on.spoken_in_full() if event.on else "on a day not known"
        return f"Came {on}"
    if state == "not_known" and conditional:
        return "Only if the plan is to change"
    return "None is recorded" if state in _PENDING else ""


def _limit(deadline: Deadline | None) -> str:
    return f"Limit {spoken_weekday(deadline.due)}" if deadline and deadline.due else ""


# ---- Steps with words of their own


def _meeting_step(events: Sequence[Event], today: date) -> Step:
    event = meeting(events)
    held = event is not None and event.kind == HELD
    if event and event.on and not held and event.on.last < today:
        state, words = "not_recorded", "Not recorded"
    else:
        state, words = ("held", "Held") if held else ("waiting", "To be held")
    on = event.on.spoken_in_full() if event and event.on else ""
    return Step(
        id="meeting",
        name="Meeting",
        state=state,
        event=event,
        words=words if event else "Not booked yet",
        came=on,
    )


def _arranged_step(event: Event, today: date) -> Step:
    ahead = bool(event.on and event.on.last >= today)
    on = event.on.spoken_in_full() if event.on else "a day not known"
    return Step(
        id="arranged",
        name="Meeting arranged",
        state="waiting" if ahead else "held",
        event=event,
        words="Arranged",
        came=f"For {on}",
    )


def _appeal_step(known: _Known) -> Step:
    step = _step(_APPEAL, known)
    if step.deadline is None:
        return Step(
            id="appeal", name=_APPEAL.name, state="not_known", words="No appeal clock has started"
        )
    words = "Over" if step.deadline.state == "closed" else step.words
    return Step(
        id=step.id,
        name=step.name,
        state=step.state,
        event=step.event,
        deadline=step.deadline,
        words=words,
        limit=step.limit,
    )
