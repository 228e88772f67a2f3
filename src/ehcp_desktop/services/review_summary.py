"""A review in words and rows, for paper, for the command line and for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ehcp_desktop.domain.review import MODELS
from ehcp_desktop.domain.when import spoken_weekday
from ehcp_desktop.services import reviews

if TYPE_CHECKING:
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.review_step import Step
    from ehcp_desktop.services.reviews import Overview

_COUNTED = frozenset({"in_time", "late", "came_late"})
_OWNERS = {"school": "The school", "authority": "The council", "family": "You"}


def overview(family: Family, review_id: str) -> Overview:
    """Return one review with its steps. Raises KeyError for one that is not there."""
    review = family.store.reviews.get(review_id)
    found = {one.review.id: one for one in reviews.overviews(family, review.child)}
    return found[review_id]


def every_step(found: Overview) -> tuple[Step, ...]:
    """Return the seven steps, and of the dates below them those that say something."""
    return (*found.steps, *(step for step in found.below if step.event or step.deadline))


def owner(step: Step) -> str:
    """Return who owes a step, in words; "" where nobody does."""
    return _OWNERS.get(step.owner, "")


def last_day(step: Step) -> str:
    """Return the last day of a step, in full; "" where there is none."""
    due = step.deadline.due if step.deadline and step.limit else None
    return spoken_weekday(due) if due else ""


def no_law(step: Step) -> str:
    """Say of a last day that it is no law, where it is of good practice alone."""
    is_law = step.deadline is None or step.deadline.rule.is_law
    return "" if is_law or not last_day(step) else "Good practice, not law"


def limit_words(step: Step) -> str:
    """Return "Last day Tuesday 30 June 2026"; a meeting is only best held by a day."""
    day, aside = last_day(step), no_law(step)
    if not day:
        return ""
    return f"Best by {day} ({aside.lower()})" if aside else f"Last day {day}"


def papers(family: Family, step: Step) -> tuple[str, ...]:
    """Return the names of the papers of a step, each once."""
    from ehcp_desktop.services.papers import of_event

    found = (paper for event in step.events for paper in of_event(family, event.id))
    return tuple(dict.fromkeys(paper.title or paper.name for paper in found))


def said(family: Family, step: Step) -> tuple[str, ...]:
    """Return how a step stands as short sentences: its state, what came, last day and papers."""
    came = step.came if step.came != step.words else ""
    noted = [] if step.absence.told else step.absence.history
    parts = (
        step.words,
        step.absence.told if step.event is None and step.absence.told else came,
        step.outcome,
        limit_words(step),
        f"Noted as missing {', '.join(noted)}" if noted else "",
        "; ".join(papers(family, step)),
    )
    return tuple(part for part in parts if part)


def way(found: Overview) -> str:
    """Return which way of reviewing it was, who chose it, and what the invitation calls it."""
    review, called = found.review, found.title.casefold()
    kind = MODELS.get(review.model, "")
    chosen = f"chosen by {_named(review.chosen_by)}" if review.chosen_by else ""
    said = ", ".join(filter(None, (kind if kind.casefold() != called else "", chosen)))
    if kind and review.label and kind.casefold() != called:
        said += f"; the invitation calls it “{review.label}”"
    return said


def rows(family: Family, child_id: str | None = None) -> list[dict[str, object]]:
    """Return what `ehcp reviews --json` prints: each review with its steps, the newest first."""
    children = [child for child in family.children if child_id in (None, child.id)]
    return [
        _row(family, child.name, one)
        for child in children
        for one in reviews.overviews(family, child.id)
    ]


def _row(family: Family, child: str, found: Overview) -> dict[str, object]:
    from ehcp_desktop.services.review_models import review_models

    review, on = found.review, found.meeting.on if found.meeting else None
    model = review_models().models.get(review.model)
    return {
        "id": review.id,
        "title": found.title,
        "child": child,
        "on": on.iso() if on else None,
        "model": review.model,
        "label": review.label,
        "chosen_by": review.chosen_by,
        "chair": review.chair,
        "state": found.state,
        "words": found.words,
        "steps": [_step_row(family, step) for step in found.steps],
        "more_dates": [_step_row(family, step) for step in found.below],
        "leaves_out": [
            {"title": one.title, "words": one.words, "source": one.source.said}
            for one in (model.leaves_out if model else ())
        ],
    }


def _step_row(family: Family, step: Step) -> dict[str, object]:
    deadline, on = step.deadline, step.event.on if step.event else None
    is_counted = step.state in _COUNTED or step.id == "meeting"
    return {
        "step": step.id,
        "title": step.name,
        "owner": step.owner or None,
        "due": deadline.due.isoformat() if deadline and deadline.due else None,
        "basis": deadline.rule.basis if deadline else None,
        "rule": deadline.rule.id if deadline else None,
        "done": on.iso() if on and step.state in reviews.DONE else None,
        "outcome": step.outcome or None,
        "days_late": deadline.days_late if deadline and is_counted else None,
        "state": step.state,
        "words": step.words,
        "papers": list(papers(family, step)),
        "not_received": [day.iso() for day in step.absence.as_of],
        "put_aside": [answer.value for answer in step.absence.held],
    }


def _named(who: str) -> str:
    first, _, rest = who.partition(" ")
    return f"{first.lower()} {rest}" if first in ("The", "Our") else who
