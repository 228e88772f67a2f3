"""Was each review done as the law says? Every review of a child, with its steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.review import ARRANGED, HELD, MODELS, Review, meeting_among
from ehcp_desktop.domain.timeline import ATTENDANCE, attended
from ehcp_desktop.domain.timetable import deadlines
from ehcp_desktop.services.review_step import PENDING, Known, Step
from ehcp_desktop.services.review_steps import steps, steps_below

if TYPE_CHECKING:
    from ehcp_desktop.domain.deadline import Case, Deadline
    from ehcp_desktop.services.family import Family

DONE = frozenset({"in_time", "came_late", "held"})
_OF_A_MEETING = (
    "review_invitation_received",
    "review_papers_received",
    "review_report_received",
    "review_decision_received",
)
_OPEN = ("waiting", "overdue", "possibly_overdue")


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


def title(review: Review, events: Sequence[Event] = ()) -> str:
    """Return the name of a review, in the words of its invitation where they are known."""
    model = review.model or next((event.model for event in events if event.model), "")
    words = review.label or MODELS.get(model or "statutory", model)
    return words[:1].upper() + words[1:]


def strip(family: Family, review_id: str) -> tuple[Step, ...]:
    """Return the seven steps of a review, from the invitation to the final plan."""
    return steps(_of_review(family, review_id), family.today())


def below(family: Family, review_id: str) -> tuple[Step, ...]:
    """Return what stands in the list below the seven steps."""
    return steps_below(_of_review(family, review_id), family.today())


def overviews(family: Family, child_id: str) -> list[Overview]:
    """Return every review of a child, the newest meeting first; the record is read once."""
    known = _of_child(family, child_id)
    found = [
        _overview(family, review, known) for review in family.store.reviews.all(child=child_id)
    ]
    return sorted(found, key=_newest, reverse=True)


def without_meeting(family: Family, child_id: str) -> list[Event]:
    """Return what came of reviews whose meeting is not recorded, the newest first."""
    every = family.store.events.all(order="on desc", child=child_id, kind=_OF_A_MEETING)
    return [event for event in every if event.review is None]


def _of_child(family: Family, child_id: str) -> tuple[Case, list[Deadline]]:
    from ehcp_desktop.services import diary
    from ehcp_desktop.services.concerns import case_so_far

    return case_so_far(family, child_id), diary.due(family, child_id)


def _of_review(family: Family, review_id: str) -> Known:
    review = family.store.reviews.get(review_id)
    return _within(family, review_id, _of_child(family, review.child))


def _within(family: Family, review_id: str, known: tuple[Case, list[Deadline]]) -> Known:
    """Return the events and the limits of one review, out of all that is known of a child."""
    from ehcp_desktop.services.absence import that_hold
    from ehcp_desktop.services.diary import too_early

    case, every = known
    events = [event for event in case.events if event.review == review_id]
    due = [*every, *_before_the_meeting(family, case, events)]
    meeting = meeting_among(events)
    return Known(
        events=events,
        due=[each for each in due if review_id in (each.review, each.trigger.review)],
        too_early=too_early(family.rulebook, meeting) if meeting else "",
        review=review_id,
        answers=that_hold(case.answers, case.today),
        outcomes=dict(family.vocabulary.kind("review_decision_received").outcomes),
        meeting_by=_best_by(every, meeting, case),
        is_at_school=_is_at_school(case, meeting),
        begins=case.child.record_from.first if case.child.record_from else None,
    )


def _best_by(due: Sequence[Deadline], meeting: Event | None, case: Case) -> Deadline | None:
    """Return the day by which a meeting was best held; of those ahead only the next has one."""
    best = [one for one in due if one.rule.id == "review_meeting_latest"]
    if meeting is not None and meeting.kind == HELD:
        return next((one for one in best if one.met_by and one.met_by.id == meeting.id), None)
    coming = [one for one in case.events if one.kind == ARRANGED and not _was_held(one, case)]
    is_next = meeting is None or meeting == min(coming, key=_first_day, default=None)
    return next((one for one in best if is_next and one.state in _OPEN), None)


def _was_held(arranged: Event, case: Case) -> bool:
    return any(one.kind == HELD and one.review == arranged.review for one in case.events)


def _first_day(event: Event) -> date:
    return event.on.first if event.on else date.max


def _is_at_school(case: Case, meeting: Event | None) -> bool:
    """Tell whether the child went to a school on the day of the meeting, or goes there today."""
    found = [one for one in case.events if one.kind == ATTENDANCE and one.on]
    changes = sorted((_first_day(one), one.outcome) for one in found)
    day = meeting.on.first if meeting and meeting.on else case.today
    return attended(changes, day) if changes else case.child.attends_school


def _before_the_meeting(family: Family, case: Case, events: Sequence[Event]) -> list[Deadline]:
    """Return what was owed before a meeting that was held, but never logged as arranged."""
    held = meeting_among(events)
    if held is None or held.kind != HELD or any(each.kind == ARRANGED for each in events):
        return []
    day = replace(held, id=f"{held.id}-arranged", kind=ARRANGED)
    supposed = replace(case, events=[*case.events, day])
    rules = family.rulebook.rules.started_by(ARRANGED)
    found = deadlines(rules, supposed, family.calendar)
    return [each for each in found if each.trigger.id == day.id]


def _overview(family: Family, review: Review, known: tuple[Case, list[Deadline]]) -> Overview:
    mine = _within(family, review.id, known)
    seven = steps(mine, family.today())
    state, words = _standing(seven)
    if mine.too_early:
        state, words = "not_known", "Before the law that this program knows"
    return Overview(
        review=review,
        title=title(review, mine.events),
        meeting=meeting_among(mine.events),
        state=state,
        words=words,
        steps=seven,
        below=steps_below(mine, family.today()),
    )


def _standing(seven: Sequence[Step]) -> tuple[str, str]:
    """Return how far a review has come: the first late step, else the first one open."""
    late = next((step for step in seven if step.state == "late"), None)
    if late:
        return "late", f"No {late.name.casefold()} recorded"
    if any(step.id == "meeting" and step.state == "not_recorded" for step in seven):
        return "not_recorded", "Was the meeting held?"
    open_step = next((step for step in seven if step.state == "waiting"), None)
    if open_step:
        return "waiting", f"Waiting for the {open_step.name.casefold()}"
    decision = next(step for step in seven if step.id == "decision")
    if decision.state in PENDING:
        return "not_recorded", "No decision recorded"
    if decision.state == "not_known":
        return "not_known", "From before this record begins"
    return "finished", "Finished"


def _newest(overview: Overview) -> tuple[date, str]:
    """Put first what has no day at all, for it is still to be booked; then the newest meeting."""
    met = overview.meeting.on if overview.meeting else None
    every = (event for step in (*overview.steps, *overview.below) for event in step.events)
    days = [met.last] if met else [event.on.last for event in every if event.on]
    return max(days, default=date.max), overview.title
