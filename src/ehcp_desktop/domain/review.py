"""Reviews of the plan. A review has no dates of its own: every step is an event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ehcp_desktop.domain.record import Record
from ehcp_desktop.domain.when import When

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ehcp_desktop.domain.event import Event

HELD, ARRANGED = "review_meeting_held", "review_meeting_arranged"
# The ways of reviewing and what each is called, where its invitation does not say.
MODELS = {
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Review(Record):
    """One review, whatever the council calls it.

    `model` is one of MODELS or ""; `label` has the words of the invitation; `chosen_by` says who
    chose this way of reviewing.
    """

    child: str
    model: str = ""
    label: str = ""
    chosen_by: str = ""
    chair: str = ""


def meeting_among(events: Iterable[Event]) -> Event | None:
    """Return the meeting among the events of one review: the last held, else the last arranged."""
    meetings = (event for event in events if event.kind in (HELD, ARRANGED))
    return max(meetings, key=_standing, default=None)


def _standing(event: Event) -> tuple[bool, date]:
    return event.kind == HELD, event.on.first if event.on else date.min


@dataclass(frozen=True, kw_only=True, slots=True)
class Minutes(Record):
    """An account of the meeting. `whose` is "ours" or "school": the two are never mixed."""

    review: str
    whose: str = "ours"
    text: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Action(Record):
    """Something that someone must do after the meeting."""

    review: str
    text: str
    owner: str = ""
    by: When | None = None
    done: When | None = None
