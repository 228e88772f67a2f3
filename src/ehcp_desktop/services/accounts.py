"""The four accounts of a review, never mixed: our note, the report, the decision, the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.services import papers, people
from ehcp_desktop.services.meeting import meeting_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.domain.letter import Paper
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.review_step import Step
    from ehcp_desktop.services.reviews import Overview

_STEPS = {"school": "report", "decision": "decision", "plan": "final_plan"}


class Account(NamedTuple):
    """One account of a review: by whom, what is recorded of it, and the papers of all that is.

    `event` is the one that counts, `events` are all, as a report can come again, corrected.
    `step` is how it stands by law, None for the family's own.
    """

    who: str
    event: Event | None
    events: tuple[Event, ...]
    papers: tuple[Paper, ...]
    step: Step | None = None

    @property
    def is_councils(self) -> bool:
        """True when the council owes it, as it does every report of a child not in school."""
        return self.step is not None and self.step.owner == "authority"


def accounts(family: Family, overview: Overview) -> dict[str, Account]:
    """Return the accounts of a review by their names: ours, school, decision and plan."""
    sender = people.sender(family)
    held = meeting_of(family, overview.review)
    met = (held,) if held else ()
    steps = {step.id: step for step in overview.steps}
    ours = Account(sender.name if sender else "", held, met, _papers(family, met))
    return {"ours": ours} | {name: _of_step(family, steps[step]) for name, step in _STEPS.items()}


def _of_step(family: Family, step: Step) -> Account:
    who = step.event.who if step.event else ""
    return Account(who, step.event, step.events, _papers(family, step.events), step)


def _papers(family: Family, events: Iterable[Event]) -> tuple[Paper, ...]:
    found = (paper for event in events for paper in papers.of_event(family, event.id))
    return tuple({paper.id: paper for paper in found}.values())
