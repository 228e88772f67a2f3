"""Reviews of the plan. A review has no dates of its own: every step is an event."""

from __future__ import annotations

from dataclasses import dataclass

from ehcp_desktop.domain.record import Record
from ehcp_desktop.domain.when import When

MODELS = (
    "statutory",
    "progress",
    "transition_and_change",
    "person_centred",
    "dashboard",
    "early",
    "phase_transfer",
    "early_years",
    "reassessment",
)


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
