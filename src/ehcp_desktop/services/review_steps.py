"""The steps of one review, worked out from its events and their limits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ehcp_desktop.domain.review import ARRANGED, HELD, meeting_among
from ehcp_desktop.services.review_step import Kind, Known, Step, step_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ehcp_desktop.domain.event import Event

_SEVEN = (
    Kind("invitation", "Invitation", ("review_invitation_received",), ("review_invite",)),
    Kind("papers", "Papers", ("review_papers_received",), ("review_advice_circulate",)),
    Kind("meeting", "Meeting", (HELD,), ()),
    Kind("report", "Report", ("review_report_received",), ("review_report",)),
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
    if_changing=True,
)
_APPEAL = Kind("appeal", "Time to appeal", (), ("appeal_2months",))


def steps(known: Known, today: date) -> tuple[Step, ...]:
    """Return the seven steps from the events and the limits of one review."""
    return tuple(
        _meeting_step(known.events, today) if kind.id == "meeting" else step_of(kind, known)
        for kind in _SEVEN
    )


def steps_below(known: Known, today: date) -> tuple[Step, ...]:
    """Return when the meeting was arranged, the family's answer, and the time to appeal."""
    arranged = [event for event in known.events if event.kind == ARRANGED]
    return (
        *(_arranged_step(event, today) for event in arranged),
        step_of(_ANSWER, known),
        _appeal_step(known),
    )


def _meeting_step(events: Sequence[Event], today: date) -> Step:
    event = meeting_among(events)
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


def _appeal_step(known: Known) -> Step:
    step = step_of(_APPEAL, known)
    if step.deadline is None:
        return Step(
            id="appeal", name=_APPEAL.name, state="not_known", words="No appeal clock has started"
        )
    is_over = step.deadline.state == "closed"
    return replace(step, came="", words="Over" if is_over else step.words)
