"""Which review an event belongs to.

A meeting arranged or held opens a review, or joins the one whose meeting is still to be held.
What comes before a meeting (invitation, papers) belongs to the next meeting, what comes after it
to the latest review whose meeting is not after it. A review chosen by hand always stands.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.review import ARRANGED, HELD, Review, meeting_among
from ehcp_desktop.domain.when import When

if TYPE_CHECKING:
    from ehcp_desktop.services.family import Family

INVITATION = "review_invitation_received"
BEFORE = (INVITATION, "review_papers_received")
AFTER = (
    "review_report_received",
    "review_decision_received",
    "amendment_notice_received",
    "no_amendment_decision_received",
    "amended_plan_issued",
    "cease_decision_received",
    "representations_sent",
)
_HALF_A_YEAR = timedelta(days=183)
_PUT_OFF = timedelta(days=274)  # a meeting held later than that is the one of the next year
_MOVED = timedelta(days=56)
_LATE_PAPERS = timedelta(days=28)


def is_step(event: Event) -> bool:
    """Tell whether an event can be part of a review."""
    return event.kind in (ARRANGED, HELD, *BEFORE, *AFTER)


def attached(family: Family, event: Event) -> Event:
    """Return the event with the review it belongs to; a new review is saved when it opens one."""
    if event.review:
        return event
    if event.kind in (ARRANGED, HELD):
        review = _joined(family, event) or _opened(family, event)
        return replace(event, review=review)
    if event.kind not in (*BEFORE, *AFTER):
        return event
    meetings = _meetings(family, event.child)
    if event.kind in BEFORE:
        return replace(event, review=_next(meetings, event) or _just_held(meetings, event))
    return replace(event, review=_latest(family, meetings, event))


def adopt(family: Family, meeting: Event) -> None:
    """Bring into a meeting's review the steps that were logged before the meeting was.

    A step dated after this meeting can only be with an older review because this one was not
    known, so nothing that was chosen by hand is moved.
    """
    if meeting.kind not in (ARRANGED, HELD) or not meeting.review or not meeting.on:
        return
    meetings = _meetings(family, meeting.child)
    for step in family.store.events.all(child=meeting.child, kind=(*BEFORE, *AFTER)):
        if step.review == meeting.review:
            continue
        if step.review and _holds(meetings.get(step.review), meeting, step):
            continue
        if attached(family, replace(step, review=None)).review == meeting.review:
            family.store.events.save(replace(step, review=meeting.review))


def drop_empty(family: Family, review_id: str | None) -> None:
    """Put a review in the trash when nothing is left in it."""
    if not review_id:
        return
    store = family.store
    tables = (
        store.events,
        store.minutes,
        store.actions,
        store.meeting_lines,
        store.invitees,
        store.corrections,
        store.preparations,
    )
    if any(table.count(review=review_id) for table in tables):
        return
    for answer in store.answers.ids(event=review_id):
        store.answers.trash(answer)
    store.reviews.trash(review_id)


def name_review(family: Family, event: Event, before: Event | None = None) -> None:
    """Give a review the name that an event has for it, where nobody has chosen another.

    What the invitation says goes before what a meeting was called; `before` is the event as it
    was until it was changed.
    """
    if not event.model or not event.review:
        return
    from ehcp_desktop.services.review_names import read_model

    review = family.store.reviews.get(event.review)
    named, model_and_label = (review.model, review.label), read_model(event.model)
    replaced = {("", "")}
    if before is not None:
        replaced.add(read_model(before.model))
    if event.kind == INVITATION:
        meetings = family.store.events.all(review=review.id, kind=(ARRANGED, HELD))
        replaced.update(read_model(meeting.model) for meeting in meetings)
    if named in replaced and named != model_and_label:
        model, label = model_and_label
        family.store.reviews.save(replace(review, model=model, label=label))


def _opened(family: Family, event: Event) -> str:
    from ehcp_desktop.services.review_names import read_model

    model, label = read_model(event.model)
    return family.store.reviews.save(Review(child=event.child, model=model, label=label)).id


def _joined(family: Family, event: Event) -> str | None:
    """Return the review whose meeting this is: of the same day, or the one still open.

    Of several that are open it is the nearest, if that is near enough to be meant.
    """
    meetings = _meetings(family, event.child)
    same_day = [
        review for review, meeting in meetings.items() if event.on and meeting.on == event.on
    ]
    if same_day:
        return same_day[0]
    still_open = [
        review
        for review, meeting in meetings.items()
        if meeting.kind == ARRANGED and not _is_another(event, meeting)
    ]
    if len(still_open) > 1:
        return _nearest(event, {review: meetings[review] for review in still_open})
    return still_open[0] if still_open else None


def _is_another(event: Event, arranged: Event) -> bool:
    """Say whether a meeting is so far from the arranged day that it is another meeting."""
    if not event.on or not arranged.on:
        return False
    is_before = event.on.last < arranged.on.first - _HALF_A_YEAR
    return is_before or event.on.first > arranged.on.last + _PUT_OFF


def _nearest(event: Event, arranged: dict[str, Event]) -> str | None:
    """Return the review whose arranged day is next to a meeting, within eight weeks of it."""
    on = event.on
    if on is None:
        return None
    apart = sorted(
        (abs(meeting.on.first - on.first), review)
        for review, meeting in arranged.items()
        if meeting.on
    )
    return apart[0][1] if apart and apart[0][0] <= _MOVED else None


def _meetings(family: Family, child: str) -> dict[str, Event]:
    """Return the meeting of each review that has one."""
    known: dict[str, list[Event]] = {}
    for event in family.store.events.all(child=child, kind=(ARRANGED, HELD)):
        known.setdefault(event.review or "", []).append(event)
    found = {review: meeting_among(events) for review, events in known.items() if review}
    return {review: one for review, one in found.items() if one}


def _first(when: When | None) -> date:
    return when.first if when else date.min


def _next(meetings: dict[str, Event], step: Event) -> str | None:
    """Return the review with the first meeting on or after the step, within half a year."""
    if not step.on:
        return _only(meetings)
    coming = [
        (meeting.on.first, review)
        for review, meeting in meetings.items()
        if meeting.on and step.on.first <= meeting.on.last
        if meeting.on.first - step.on.last <= _HALF_A_YEAR
    ]
    return min(coming)[1] if coming else None


def _just_held(meetings: dict[str, Event], step: Event) -> str | None:
    """Return the review that late papers belong to: a meeting of the last four weeks."""
    recent = [
        (meeting.on.first, review)
        for review, meeting in meetings.items()
        if meeting.on and step.on and step.on.first - meeting.on.last <= _LATE_PAPERS
        if meeting.on.first <= step.on.last
    ]
    return max(recent)[1] if recent else None


def _latest(family: Family, meetings: dict[str, Event], step: Event) -> str | None:
    """Return the latest review whose meeting is not after the step, if the step can be part."""
    if not step.on:
        return _only(meetings)
    past = [
        (meeting.on.first, review)
        for review, meeting in meetings.items()
        if meeting.on and meeting.on.first <= step.on.last
    ]
    review = max(past)[1] if past else None
    return review if review and _can_be_part(family, review, step) else None


def _only(meetings: dict[str, Event]) -> str | None:
    return next(iter(meetings)) if len(meetings) == 1 else None


def _can_be_part(family: Family, review: str, step: Event) -> bool:
    """Say no to a plan that a finished review did not ask for, and to words on a first draft."""
    known = [event for event in family.store.events.all(review=review) if event.id != step.id]
    if step.kind == "representations_sent":
        return any(event.kind == "amendment_notice_received" for event in known)
    if step.kind != "amended_plan_issued":
        return True
    return not any(
        event.kind in ("amended_plan_issued", "no_amendment_decision_received")
        or event.outcome in ("maintain", "cease")
        for event in known
        if _first(event.on) <= _first(step.on)
    )


def _holds(older: Event | None, meeting: Event, step: Event) -> bool:
    """Say whether a step stays with the review it is in, since that meeting is nearer to it."""
    if older is None or not older.on or not meeting.on or not step.on:
        return True
    if step.kind in BEFORE:
        return step.on.first <= older.on.last
    return meeting.on.first <= older.on.first or meeting.on.first > step.on.last
