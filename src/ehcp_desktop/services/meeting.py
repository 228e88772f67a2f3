"""Notes at a review meeting: kept line by line, found again after a crash, ended with letters.

The lines are the family's own; what was heard is kept apart from what the school reports.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.letter import Draft
from ehcp_desktop.domain.meeting import MeetingLine
from ehcp_desktop.domain.review import ARRANGED, HELD, Review, meeting_among
from ehcp_desktop.services import review_people

if TYPE_CHECKING:
    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family

UNDER_WAY = "meeting"  # the setting that names the review whose meeting is not finished
ATTENDED, APOLOGIES = "attended", "apologies"
_FORM = "meeting"  # of the draft that says where the notes were left


class Left(NamedTuple):
    """Where notes were left: what was being typed, in which part, and what its chips said.

    `line` is the id of a line that was being corrected, or asked about: `asks` is then "owner",
    "by" or "ours".
    """

    typed: str = ""
    section: str = ""
    kind: str = "said"
    exact: bool = False
    line: str = ""
    asks: str = ""


NOT_BEGUN = Left()


def under_way(family: Family) -> Review | None:
    """Return the review whose meeting was begun here and not finished, if there is one.

    To take back the end of a meeting makes it one of those again: nothing says it was held.
    """
    store = family.store
    noted, held = store.meeting_lines.values_of("review"), store.setting(UNDER_WAY) or ""
    if held in noted:
        found = store.reviews.many([held])
    else:
        left = noted - store.events.values_of("review", kind=HELD) if noted else ()
        found = store.reviews.many(sorted(map(str, left)))
    return next(iter(found), None)


def unfinished(family: Family, child: Child) -> Review | None:
    """Return the review whose notes are to go on, be it with a first line that was half typed."""
    begun = under_way(family)
    draft = None if begun else _draft(family, child.id)
    if draft is None or not json.loads(draft.fields).get("typed"):
        return begun
    review = _review_of(draft)
    return next(iter(family.store.reviews.many([review])), Review(id=review, child=child.id))


def review_to_note(family: Family, child: Child) -> Review:
    """Return the review whose meeting a child's notes are for; a new one is not kept yet.

    The one under way comes first, then one that met or meets today, then the next arranged.
    """
    begun = under_way(family)
    if begun is not None and begun.child == child.id:
        return begun
    open_ones = [one for one in family.store.reviews.all(child=child.id) if can_note(family, one)]
    nearest = min(open_ones, key=lambda one: _away(family, one), default=None)
    return nearest or _begun(family, child) or Review(child=child.id)


def can_note(family: Family, review: Review) -> bool:
    """Say whether notes can be taken: its meeting is arranged, is today, or only begun here."""
    meeting = meeting_of(family, review)
    if meeting is None:
        return _is_begun(family, review.id)
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


def names(family: Family, review: Review, noted: list[MeetingLine]) -> tuple[str, ...]:
    """Return whose words a line can be: those who have spoken, who was invited, the others."""
    spoken = [one.who for one in noted if one.who]
    invited = [one.name for one in family.store.invitees.all(review=review.id)]
    people = [one.name for one in family.store.contacts.all() if not one.is_organisation]
    child = family.store.children.get(review.child)
    return tuple(dict.fromkeys((*spoken, *invited, *people, child.name)))


def keep_line(
    family: Family, review: Review, line: MeetingLine, after: Left = NOT_BEGUN
) -> MeetingLine:
    """Keep a line for good, with its review if that is new, and where its writer is after it."""
    store = family.store
    with store.action("Note at the meeting"):
        _keep_review(family, review)
        if store.setting(UNDER_WAY) != review.id:
            store.set_setting(UNDER_WAY, review.id)
        _keep_left(family, review, after)
        return store.meeting_lines.save(line)


def expect(family: Family, review: Review) -> None:
    """Note those the family knows as people who may come."""
    with family.store.action("Note who may come to the meeting"):
        _keep_review(family, review)
        review_people.begin(family, review)


def sign_in(family: Family, review: Review, typed: str) -> None:
    """Note that someone is at the meeting who was not expected, written as "Name, role".

    Raises BadInput when no name is written.
    """
    with family.store.action("Note who is at the meeting"):
        _keep_review(family, review)
        for person in review_people.add(family, review.id, typed):
            family.store.invitees.save(replace(person, attendance=ATTENDED))


def remove_line(family: Family, line_id: str) -> None:
    """Put a line in the bin."""
    with family.store.action("Remove a note of the meeting"):
        family.store.meeting_lines.trash(line_id)


def keep_left(family: Family, review: Review, left: Left) -> None:
    """Keep where its writer is in the notes; it is no step of undo."""
    draft = _draft(family, review.child)
    if left.typed or (draft is not None and _review_of(draft) == review.id):
        _keep_left(family, review, left)


def left(family: Family, review: Review) -> Left:
    """Return where the notes were left; nothing is typed where they were not begun."""
    draft = _draft(family, review.child)
    if draft is None or _review_of(draft) != review.id:
        return NOT_BEGUN
    kept = json.loads(draft.fields)
    return Left(**{key: kept[key] for key in Left._fields if key in kept})


def forget_left(family: Family, review: Review) -> None:
    """Forget where the notes were left, since they are finished."""
    draft = _draft(family, review.child)
    if draft is not None:
        family.store.drafts.trash(draft.id)


def _is_begun(family: Family, review_id: str) -> bool:
    store = family.store
    return bool(store.meeting_lines.count(review=review_id)) or bool(
        store.invitees.count(review=review_id)
    )


def _keep_review(family: Family, review: Review) -> None:
    if not family.store.reviews.count(id=review.id):
        family.store.reviews.save(review)


def _keep_left(family: Family, review: Review, left: Left) -> None:
    draft = _draft(family, review.child) or Draft(child=review.child, form=_FORM)
    fields = json.dumps({"review": review.id, **left._asdict()})
    family.store.drafts.save(replace(draft, fields=fields))


def _draft(family: Family, child_id: str) -> Draft | None:
    return next(iter(family.store.drafts.all(child=child_id, form=_FORM)), None)


def _review_of(draft: Draft) -> str:
    return str(json.loads(draft.fields).get("review", ""))


def _begun(family: Family, child: Child) -> Review | None:
    """Return the review that is not kept yet, though a first line was being typed for it."""
    draft = _draft(family, child.id)
    begun = _review_of(draft) if draft else ""
    if not begun or family.store.reviews.count(id=begun):
        return None
    return Review(id=begun, child=child.id)


def _away(family: Family, review: Review) -> int:
    """Return how many days lie between today and the meeting."""
    meeting = meeting_of(family, review)
    if meeting is None or meeting.on is None:
        return 1_000_000
    return abs((meeting.on.first - family.today()).days)
