"""What the record already says of the people of a review: offered, and never written unasked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.services import review_people, review_places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.domain.invitee import Invitee
    from ehcp_desktop.domain.letter import Paper
    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.domain.when import When
    from ehcp_desktop.services.family import Family

_INVITATION, _PAPERS, _EMAIL = "review_invitation_received", "review_papers_received", "email"
_REPORTS = (_PAPERS, "new_report_received", "advice_received", _EMAIL)
_BEFORE = timedelta(days=120)  # a report that came earlier was hardly written for this meeting


class Offer(NamedTuple):
    """What could be put in the grid: someone as they would then be, and why, as a sentence."""

    person: Invitee
    why: str


def offers(family: Family, review: Review) -> list[Offer]:
    """Return what the record says and the grid does not, at most one thing for each person."""
    people = review_people.invitees(family, review.id)
    events = _around(family, review)
    found = (_offer(family, person, review, events) for person in people)
    return [one for one in found if one is not None]


def take(family: Family, offer: Offer) -> Invitee:
    """Put what was offered in the grid, as one step."""
    return review_people.keep(family, offer.person)


def _offer(
    family: Family, person: Invitee, review: Review, events: Sequence[Event]
) -> Offer | None:
    place = review_places.place_of(person.role)
    if place is not None and place.id in review_places.OURS:
        return _invitation(person, review, events)
    if person.received:
        return None
    return _own_paper(family, person, events) or _came(family, person, events)


def _invitation(person: Invitee, review: Review, events: Sequence[Event]) -> Offer | None:
    came = [one for one in events if one.kind == _INVITATION and one.review == review.id]
    if person.invited or not came:
        return None
    day = _day(came[-1])
    told = f"The invitation came{_on(day)}. Was it for {person.name}?"
    return Offer(replace(person, invited="yes", invited_on=day), told)


def _own_paper(family: Family, person: Invitee, events: Sequence[Event]) -> Offer | None:
    """Offer the day their paper came with something, else the one that is printed on it."""
    paper = next(iter(family.store.papers.many([person.paper])), None) if person.paper else None
    if paper is None:
        return None
    with_it = [
        one for one in events if family.store.attachments.count(event=one.id, paper=paper.id)
    ]
    day = _day(with_it[-1]) if with_it else paper.dated
    if day is None:
        return None
    came = "came" if with_it else "is dated"
    told = f"“{_called(paper)}” {came} {_spoken(day)}. Is that when we received it?"
    return Offer(replace(person, received="yes", received_on=day), told)


def _came(family: Family, person: Invitee, events: Sequence[Event]) -> Offer | None:
    """Offer a report by them among the papers of the record, else one that came from them."""
    for event in events:
        papers = _papers(family, event) if event.kind in _REPORTS else []
        theirs = next((one for one in papers if _is(person, one.who)), None)
        is_from_them = _is(person, event.who) and (papers or event.kind != _EMAIL)
        if event.kind in _REPORTS and (theirs or is_from_them):
            day = _day(event)
            what = f"“{_called(theirs)}” by" if theirs else "Something from"
            told = f"{what} {person.name} came{_on(day)}. Is that their advice?"
            paper = theirs.id if theirs else person.paper
            taken = replace(person, received="yes", received_on=day, paper=paper)
            return Offer(taken, told)
    return None


def _around(family: Family, review: Review) -> list[Event]:
    """Return what came for a review or in the months before its meeting, the newest first."""
    from ehcp_desktop.services import meeting

    met = meeting.meeting_of(family, review)
    last = met.on.first if met is not None and met.on is not None else family.today()
    kinds = (_INVITATION, *_REPORTS)
    events = family.store.events.all(order="on desc", child=review.child, kind=kinds)
    return [
        one
        for one in events
        if one.review == review.id
        or (
            one.review is None
            and one.direction != "sent"
            and one.on is not None
            and last - _BEFORE <= one.on.first <= last
        )
    ]


def _papers(family: Family, event: Event) -> list[Paper]:
    from ehcp_desktop.services.papers import of_event

    return of_event(family, event.id)


def _is(person: Invitee, who: str) -> bool:
    return bool(who.strip()) and who.strip().casefold() == person.name.casefold()


def _called(paper: Paper) -> str:
    return paper.title or paper.name


def _day(event: Event) -> When | None:
    return event.received or event.on


def _on(day: When | None) -> str:
    return f" on {_spoken(day)}" if day is not None and day.is_exact else ""


def _spoken(day: When) -> str:
    return day.spoken()
