"""The steps of one review, worked out from its events and their limits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ehcp_desktop.domain.review import ARRANGED, HELD, meeting_among
from ehcp_desktop.domain.when import spoken_weekday
from ehcp_desktop.services.absence import absence_of
from ehcp_desktop.services.review_step import PENDING, Kind, Known, Step, owner_of, step_of

if TYPE_CHECKING:
    from datetime import date

    from ehcp_desktop.domain.event import Event

_SEVEN = (
    Kind(
        "invitation", "Invitation", ("review_invitation_received",), ("review_invite",), "school"
    ),
    Kind("papers", "Papers", ("review_papers_received",), ("review_advice_circulate",), "school"),
    Kind("meeting", "Meeting", (HELD,), (), by_post=False),
    Kind("report", "Report", ("review_report_received",), ("review_report",), "school"),
    Kind(
        "decision",
        "Decision",
        ("review_decision_received", "cease_decision_received", "amendment_notice_received"),
        ("review_decision", "review_not_in_school"),
    ),
    Kind(
        "notice",
        "Notice",
        ("amendment_notice_received",),
        ("review_amend_notice",),
        if_changing=True,
    ),
    Kind(
        "final_plan",
        "Final plan",
        ("amended_plan_issued", "no_amendment_decision_received"),
        ("review_final_from_notice", "review_final_from_meeting"),
        if_changing=True,
    ),
)
_ANSWER = Kind(
    "representations",
    "Our answer to the changes",
    ("representations_sent",),
    ("review_amend_representations",),
    "family",
    if_changing=True,
)
_APPEAL = Kind("appeal", "Time to appeal", (), ("appeal_2months",), "family")
KINDS = {kind.id: kind for kind in _SEVEN}


def steps(known: Known, today: date) -> tuple[Step, ...]:
    """Return the seven steps from the events and the limits of one review."""
    return tuple(
        _meeting_step(kind, known, today) if kind.id == "meeting" else step_of(kind, known)
        for kind in _SEVEN
    )


def steps_below(known: Known, today: date) -> tuple[Step, ...]:
    """Return when the meeting was arranged, the family's answer, and the time to appeal."""
    arranged = [event for event in known.events if event.kind == ARRANGED]
    newest = meeting_among(arranged)
    return (
        *(_arranged_step(event, newest, today) for event in arranged),
        step_of(_ANSWER, known),
        _appeal_step(known),
    )


def _meeting_step(kind: Kind, known: Known, today: date) -> Step:
    """Return how the meeting stands; the day by which it is best held is no limit of law."""
    event = meeting_among(known.events)
    best = known.meeting_by
    state, words = _meeting_state(event, today)
    absence = absence_of(kind, None, known)
    on = event.on.spoken_in_full() if event and event.on else ""
    return Step(
        id=kind.id,
        name=kind.name,
        state=state,
        event=event,
        deadline=best,
        words=words,
        came=(absence.now if state in PENDING else "") or on,
        limit=f"Best by {spoken_weekday(best.due)}" if best and best.due else "",
        owner=owner_of(kind, best, known),
        events=tuple(one for one in known.events if one.kind == HELD),
        absence=absence,
    )


def _meeting_state(event: Event | None, today: date) -> tuple[str, str]:
    if event is None:
        return "waiting", "Not booked yet"
    if event.kind == HELD:
        return "held", "Held"
    if event.on and event.on.last < today:
        return "not_recorded", "Not recorded"
    return "waiting", "To be held"


def _arranged_step(event: Event, newest: Event | None, today: date) -> Step:
    """Return a day that was arranged for the meeting; a later one replaces it."""
    ahead = bool(event.on and event.on.last >= today)
    on = event.on.spoken_in_full() if event.on else "a day not known"
    is_replaced = newest is not None and event.on != newest.on
    return Step(
        id="arranged",
        name="Meeting arranged",
        state="not_needed" if is_replaced else "waiting" if ahead else "held",
        event=event,
        words="Moved to another day" if is_replaced else "Arranged",
        came=f"For {on}",
        events=(event,),
    )


def _appeal_step(known: Known) -> Step:
    step = step_of(_APPEAL, known)
    if step.deadline is None:
        words = "No appeal clock has started"
        return replace(step, state="not_known", words=words, came="", limit="")
    is_over = step.deadline.state == "closed"
    return replace(step, came="", words="Over" if is_over else step.words)
