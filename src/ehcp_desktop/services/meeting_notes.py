"""What was said at a review meeting, and who must do what after it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ehcp_desktop.domain.review import Action, Minutes, Review
from ehcp_desktop.domain.when import When

if TYPE_CHECKING:
    from datetime import date

    from ehcp_desktop.services.family import Family

_NAMES = {"ours": "Change our notes", "school": "Change the words of the report"}


def minutes(family: Family, review_id: str, whose: str) -> Minutes:
    """Return an account of the meeting, "ours" or "school"; empty while nothing is written."""
    kept = family.store.minutes.all(review=review_id, whose=whose)
    return kept[0] if kept else Minutes(review=review_id, whose=whose)


def keep_minutes(family: Family, minutes: Minutes) -> Minutes:
    """Keep an account of the meeting as it now reads; one that is new joins what is there."""
    with family.store.action(_NAMES[minutes.whose]):
        return family.store.minutes.save(_joined(family, minutes))


def _joined(family: Family, new: Minutes) -> Minutes:
    """Return an account, its words under those of another that is kept of the meeting."""
    kept = minutes(family, new.review, new.whose)
    if family.store.minutes.count(id=new.id) or not family.store.minutes.count(id=kept.id):
        return new
    is_there = new.text.strip() in kept.text
    return kept if is_there else replace(kept, text=f"{kept.text.rstrip()}\n\n{new.text}".strip())


def actions(family: Family, review_id: str) -> list[Action]:
    """Return what must be done after the meeting: first what is open, by its day."""
    kept = family.store.actions.all(review=review_id)
    return sorted(kept, key=_order)


def keep_action(family: Family, action: Action) -> Action:
    """Keep an action as it now reads."""
    with family.store.action("Change an action"):
        return family.store.actions.save(action)


def mark_done(family: Family, action_id: str, on: date | None) -> Action:
    """Say on which day an action was done; None takes that back."""
    action = family.store.actions.get(action_id)
    name = "Mark an action done" if on else "Mark an action not done"
    with family.store.action(name):
        return family.store.actions.save(replace(action, done=When.day(on) if on else None))


def remove_action(family: Family, action_id: str) -> None:
    """Put an action in the bin."""
    with family.store.action("Remove an action"):
        family.store.actions.trash(action_id)


def keep_review(family: Family, review: Review) -> Review:
    """Keep what is known of a review: its kind, its words, who chose it, who led it."""
    with family.store.action("Change the review"):
        return family.store.reviews.save(review)


def _order(action: Action) -> tuple[bool, str]:
    return action.done is not None, action.by.first.isoformat() if action.by else "9999"
