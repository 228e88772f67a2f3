"""What the record already says of the people of a review: offered, and never written unasked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.services import review_people, review_places
from ehcp_desktop.services.papers import of_event

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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


class _Known(NamedTuple):
    """What came for a review, read once for all of its people; events are the newest first.

    `with_them` has the papers that came with each event, `own` those that are someone's advice
    by their id, and `by_name` what came first of each name, as the event and perhaps the paper.
    """

    review: Review
    events: Sequence[Event]
    with_them: Mapping[str, Sequence[Paper]]
    own: Mapping[str, Paper]
    by_name: Mapping[str, tuple[Event, Paper | None]]


def offers(family: Family, review: Review) -> list[Offer]:
    """Return what the record says and the grid does not, at most one thing for each person."""
    people = review_people.invitees(family, review.id)
    events = _around(family, review)
    with_them = {event.id: of_event(family, event.id) for event in events}
    own = family.store.papers.many([one.paper for one in people if one.paper])
    by_id = {paper.id: paper for paper in own}
    known = _Known(review, events, with_them, by_id, _by_name(events, with_them))
    found = (_offer(person, known) for person in people)
    return [one for one in found if one is not None]


def take(family: Family, offer: Offer) -> Invitee:
    """Put what was offered in the grid, as one step."""
    return review_people.keep(family, offer.person)


def _offer(person: Invitee, known: _Known) -> Offer | None:
    place = review_places.place_of(person.role)
    if place is not None and place.id in review_places.OURS:
        return _invitation(person, known)
    if person.received:
        return None
    return _own_paper(person, known) or _came(person, known)


def _invitation(person: Invitee, known: _Known) -> Offer | None:
    mine = known.review.id
    came = [one for one in known.events if one.kind == _INVITATION and one.review == mine]
    if person.invited or not came:
        return None
    day = _day(came[-1])
    told = f"The invitation came{_on(day)}. Was it for {person.name}?"
    return Offer(replace(person, invited="yes", invited_on=day), told)


def _own_paper(person: Invitee, known: _Known) -> Offer | None:
    """Offer the day their paper came with something, else the one that is printed on it."""
    paper = known.own.get(person.paper or "")
    if paper is None:
        return None
    with_it = [event for event in known.events if paper in known.with_them[event.id]]
    day = _day(with_it[-1]) if with_it else paper.dated
    if day is None:
        return None
    came = "came" if with_it else "is dated"
    told = f"“{_called(paper)}” {came} {_spoken(day)}. Is that when we received it?"
    return Offer(replace(person, received="yes", received_on=day), told)


def _came(person: Invitee, known: _Known) -> Offer | None:
    """Offer a report by them among the papers of the record, else one that came from them."""
    event, theirs = known.by_name.get(_name(person.name), (None, None))
    if event is None:
        return None
    day = _day(event)
    what = f"“{_called(theirs)}” by" if theirs else "Something from"
    told = f"{what} {person.name} came{_on(day)}. Is that their advice?"
    paper = theirs.id if theirs else person.paper
    return Offer(replace(person, received="yes", received_on=day, paper=paper), told)


def _by_name(
    events: Sequence[Event], with_them: Mapping[str, Sequence[Paper]]
) -> dict[str, tuple[Event, Paper | None]]:
    """Return by name the newest event that brought a report by them, or came from them."""
    found: dict[str, tuple[Event, Paper | None]] = {}
    for event in events:
        if event.kind not in _REPORTS:
            continue
        papers = with_them[event.id]
        for paper in papers:
            found.setdefault(_name(paper.who), (event, paper))
        if papers or event.kind != _EMAIL:
            found.setdefault(_name(event.who), (event, None))
    found.pop("", None)
    return found


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


def _name(who: str) -> str:
    return who.strip().casefold()


def _called(paper: Paper) -> str:
    return paper.title or paper.name


def _day(event: Event) -> When | None:
    return event.received or event.on


def _on(day: When | None) -> str:
    return f" on {_spoken(day)}" if day is not None and day.is_exact else ""


def _spoken(day: When) -> str:
    return day.spoken()
