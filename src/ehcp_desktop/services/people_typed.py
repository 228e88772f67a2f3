"""People that are still being typed for a review: added as far as they can be read."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from ehcp_desktop.domain.letter import Draft
from ehcp_desktop.services import review_people

if TYPE_CHECKING:
    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.services.family import Family


def keep(family: Family, review: Review, typed: str) -> None:
    """Add a person for each line that has a name, and keep the other lines as they are."""
    named, left = review_people.sorted_lines(typed)
    with family.store.action("Keep the people that were typed"):
        if named:
            review_people.add(family, review.id, named)
        _keep_left(family, review, left)


def left(family: Family, review: Review) -> str:
    """Return the lines that were typed for a review and could not be read."""
    draft = _draft(family, review)
    return str(json.loads(draft.fields).get("typed", "")) if draft else ""


def _keep_left(family: Family, review: Review, typed: str) -> None:
    draft = _draft(family, review)
    if typed:
        begun = draft or Draft(child=review.child, form=_form(review))
        family.store.drafts.save(replace(begun, fields=json.dumps({"typed": typed})))
    elif draft:
        family.store.drafts.trash(draft.id)


def _draft(family: Family, review: Review) -> Draft | None:
    found = family.store.drafts.all(child=review.child, form=_form(review))
    return next(iter(found), None)


def _form(review: Review) -> str:
    return f"people of {review.id}"
