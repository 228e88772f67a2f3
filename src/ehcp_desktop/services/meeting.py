"""Notes at a review meeting: kept line by line, found again after a crash, ended with letters.

The lines are the family's own; what was heard is kept apart from what the school reports.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from ehcp_desktop.domain.letter import Draft
from ehcp_desktop.domain.meeting import MeetingLine
from ehcp_desktop.domain.review import ARRANGED, HELD, Review, meeting_among

if TYPE_CHECKING:
    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family

UNDER_WAY = "meeting"  # the setting that names the review whose meeting is not finished
_FORM = "meeting"  # of the draft with the line that is being typed


def under_way(family: Family) -> Review | None:
    """Return the review whose meeting was begun here and not finished, if there is one."""
    held = family.store.setting(UNDER_WAY)
    if not held or not family.store.meeting_lines.count(review=held):
        return None
    return next(iter(family.store.reviews.many([held])), None)


def review_to_note(family: Family, child: Child) -> Review:
    """Return the review whose meeting a child's notes are for; a new one is not kept yet.

    The one under way comes first, then one that met or meets today, then the next arranged.
    """
    begun = under_way(family)
    if begun is not None and begun.child == child.id:
        return begun
    open_ones = [one for one in family.store.reviews.all(child=child.id) if can_note(family, one)]
    nearest = min(open_ones, key=lambda one: _away(family, one), default=None)
    return nearest or Review(child=child.id)


def can_note(family: Family, review: Review) -> bool:
    """Say whether notes can be taken: its meeting is arranged, is today, or has only notes."""
    meeting = meeting_of(family, review)
    if meeting is None:
        return bool(family.store.meeting_lines.count(review=review.id))
    is_today = meeting.on is not None and meeting.on.first == family.today()
    return meeting.kind == ARRANGED or is_today or is_under_way(family, review)


def is_under_way(family: Family, review: Review) -> bool:
    """Say whether the notes of a review's meeting were begun and not finished."""
    begun = under_way(family)
    return begun is not None and begun.id == review.id


def meeting_of(family: Family, review: Review) -> Event | None:
    """Return the meeting of a review, held or arranged, if it is on record."""
    return meeting_among(family.store.events.all(review=review.id, kind=(HELD, ARRANGED)))


def lines(family: Family, review_id: str) -> list[MeetingLine]:
    """Return the lines in the order they were entered."""
    return family.store.meeting_lines.all(review=review_id)


def names(family: Family, child: Child, noted: list[MeetingLine]) -> tuple[str, ...]:
    """Return whose words a line can be, those who have spoken first."""
    people = (one.name for one in family.store.contacts.all() if not one.is_organisation)
    return tuple(dict.fromkeys((*(one.who for one in noted if one.who), *people, child.name)))


def keep_line(family: Family, review: Review, line: MeetingLine) -> MeetingLine:
    """Keep a line for good, with its review if that is new; nothing is left being typed."""
    store = family.store
    with store.action("Note at the meeting"):
        if not store.reviews.count(id=review.id):
            store.reviews.save(review)
        if store.setting(UNDER_WAY) != review.id:
            store.set_setting(UNDER_WAY, review.id)
        _drop_typed(family, review)
        return store.meeting_lines.save(line)


def remove_line(family: Family, line_id: str) -> None:
    """Put a line in the bin."""
    with family.store.action("Remove a note of the meeting"):
        family.store.meeting_lines.trash(line_id)


def keep_typed(family: Family, review: Review, typed: str) -> None:
    """Keep the line that is being typed; it is no step of undo."""
    drafts = family.store.drafts
    before = next(iter(drafts.all(child=review.child, form=_FORM)), None)
    if before is None and not typed:
        return
    draft = before or Draft(child=review.child, form=_FORM)
    drafts.save(replace(draft, fields=json.dumps({"review": review.id, "typed": typed})))


def typed(family: Family, review: Review) -> str:
    """Return the line that was being typed when the notes were left."""
    for draft in family.store.drafts.all(child=review.child, form=_FORM):
        kept: dict[str, str] = json.loads(draft.fields)
        if kept.get("review") == review.id:
            return kept.get("typed", "")
    return ""


def _drop_typed(family: Family, review: Review) -> None:
    for draft in family.store.drafts.all(child=review.child, form=_FORM):
        family.store.drafts.trash(draft.id)


def _away(family: Family, review: Review) -> int:
    """Return how many days lie between today and the meeting."""
    meeting = meeting_of(family, review)
    if meeting is None or meeting.on is None:
        return 1_000_000
    return abs((meeting.on.first - family.today()).days)
