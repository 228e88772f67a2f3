"""The four accounts of a review, never mixed: our note, the report, the decision, the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.services import papers, people
from ehcp_desktop.services.meeting import meeting_of

if TYPE_CHECKING:
    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.domain.letter import Paper
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.review_step import Step
    from ehcp_desktop.services.reviews import Overview

_STEPS = {"school": "report", "decision": "decision", "plan": "final_plan"}


class Account(NamedTuple):
    """One account of a review: by whom, the event with its days and papers, if one is recorded.

    `step` is how it stands by law, None for the family's own.
    """

    who: str
    event: Event | None
    papers: tuple[Paper, ...]
    step: Step | None = None


def accounts(family: Family, overview: Overview) -> dict[str, Account]:
    """Return the accounts of a review by their names: ours, school, decision and plan."""
    sender = people.sender(family)
    held = meeting_of(family, overview.review)
    steps = {step.id: step for step in overview.steps}
    ours = Account(sender.name if sender else "", held, _papers(family, held))
    return {"ours": ours} | {
        name: _of_step(family, steps[step]) for name, step in _STEPS.items() if step in steps
    }


def _of_step(family: Family, step: Step) -> Account:
    event = step.event
    return Account(event.who if event else "", event, _papers(family, event), step)


def _papers(family: Family, event: Event | None) -> tuple[Paper, ...]:
    return tuple(papers.of_event(family, event.id)) if event else ()
