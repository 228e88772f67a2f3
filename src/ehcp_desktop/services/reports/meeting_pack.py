"""The pack for a review meeting: two pages of A4 that say where things stand and what we ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.when import spoken_day, spoken_weekday
from ehcp_desktop.services import getting_ready, plans, ready_offers, reviews
from ehcp_desktop.services.child_clock import clock
from ehcp_desktop.services.documents import listing
from ehcp_desktop.services.documents.edition import STANDARD
from ehcp_desktop.services.documents.listing import Listing, Told
from ehcp_desktop.services.letters.filling import clean
from ehcp_desktop.services.meeting import meeting_of
from ehcp_desktop.services.reports import year_ahead, year_out
from ehcp_desktop.services.shortening import shortened
from ehcp_desktop.services.today import agenda, title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.domain.letter import Paper
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.domain.preparation import Preparation
    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.today import Agenda, Matter

PAGES = 2
ASKS = "What we ask for"
_DATES = 3
_MOST = 12  # things under one heading
_LONGEST = 240  # characters of one thing; all of it is in the record
_RECORD, _LIST = "our record", "our list of papers"
_STAYS_AWAY = ("apologies", "absent")
_NOTHING_LATE = "Nothing that others owe by law is late, as far as our record shows."
_OURS = "The family’s own paper. Please say if anything is wrong. Information, not legal advice."


class Meeting(NamedTuple):
    """A review and its child; `held` is its meeting, arranged or held, if that is on record."""

    review: Review
    child: Child
    title: str
    held: Event | None

    @property
    def first_name(self) -> str:
        """What the child is called."""
        return clean(self.child.name.split(" ")[0])

    @property
    def words(self) -> str:
        """The review, its day, its time and where it is, as far as they are known."""
        on = self.held.on.spoken_in_full() if self.held and self.held.on else ""
        at = f"at {self.held.at}" if self.held and self.held.at else ""
        where = self.held.who if self.held else ""
        return clean(", ".join(filter(None, (self.title, f"{on} {at}".strip(), where))))


def meeting_about(family: Family, review: Review) -> Meeting:
    """Return a review with what its papers say of it."""
    held = meeting_of(family, review)
    child = family.store.children.get(review.child)
    return Meeting(review, child, reviews.title(review, [held] if held else []), held)


def told(family: Family, review: Review) -> Listing:
    """Return what the pack says: as much as two pages hold, and how much more there is."""
    pack = _Pack(family, meeting_about(family, review))
    fits = (most for most in range(_MOST, 0, -1) if _is_two_pages(pack.told(most, 0)))
    first = next(fits, 0)
    both = (most for most in range(_MOST, 0, -1) if _is_two_pages(pack.told(first, most)))
    return pack.told(first, next(both, 0))


def _is_two_pages(pack: Listing) -> bool:
    return listing.page_count(pack, STANDARD) <= PAGES


class _Pack:
    """All that the two pages could say of a review, read from the record once."""

    def __init__(self, family: Family, about: Meeting) -> None:
        self._on = family.today()
        self._about = about
        self._opening = tuple(_opening(family, about))
        self._dates = _next_dates(family, about)
        shown = agenda(family, about.child.id)
        self._owed = [_owed(about.child, one, shown) for one in ready_offers.owed(shown)]
        self._wins, self._asks, self._questions = (
            getting_ready.lines(family, about.review.id, part) for part in getting_ready.LISTS
        )
        self._papers = [_paper(*one) for one in getting_ready.papers(family, about.review.id)]

    def told(self, first: int, second: int) -> Listing:
        """Return the pack with so many things under each heading of its first and second page."""
        name = clean(f"{self._about.child.name}: for the review meeting")
        wins = [_said(one) for one in self._wins]
        asks, questions = _numbered(self._asks), _numbered(self._questions)
        return Listing(
            name=name,
            on=self._on,
            title=_short(name),
            opening=self._opening,
            sections=(
                ("The next dates", self._dates or _none("No date is known yet.")),
                ("Late, as far as we know", _some(self._owed, first) or _none(_NOTHING_LATE)),
                (
                    "What goes well",
                    _some(wins, min(first, ready_offers.WINS)) or _none("Nothing yet."),
                ),
                (ASKS, _some(asks, second) or _none("Nothing yet.")),
                ("Our questions", _some(questions, second) or _none("None yet.")),
                ("Papers to open", _some(self._papers, second, _LIST) or _none("None chosen.")),
            ),
            closing=(_OURS,),
            turned=ASKS,
        )


def _opening(family: Family, about: Meeting) -> Iterator[str]:
    yield _short(about.words)
    if about.review.chair:
        yield _short(f"Led by {about.review.chair}")
    comes = _who_comes(family, about.review)
    if comes:
        yield _short(f"Who may come: {comes}")
    child = about.child
    place = ", ".join(filter(None, (child.school, child.authority)))
    yield _short(f"Born {spoken_day(child.born)}. {clock(family, child).name}. {place}")
    issued = next((one.issued for one in plans.versions(family, child.id) if one.issued), None)
    if issued is not None:
        yield f"The plan is dated {issued.spoken()}."


def _who_comes(family: Family, review: Review) -> str:
    known = family.store.invitees.all(review=review.id)
    coming = [one for one in known if one.attendance not in _STAYS_AWAY and one.invited != "no"]
    return ", ".join(one.called for one in coming if one.name)


def _next_dates(family: Family, about: Meeting) -> tuple[Told, ...]:
    """Return the next dates of the coming year, without that of the meeting itself."""
    months = year_ahead.told(family, about.child).months
    day = about.held.on.first if about.held and about.held.on else None
    every = [line for _, lines in months for line in lines]
    others = [line for line in every if (line.day, line.basis) != (day, "arranged")]
    return tuple(_shortened(year_out.told(line)) for line in others[:_DATES])


def _owed(child: Child, matter: Matter, shown: Agenda) -> Told:
    late = matter.deadline
    assert late is not None  # noqa: S101  # only those with a deadline are asked for
    who = year_ahead.owner(child, late)
    due = f"{who[:1].upper()}{who[1:]}, due on {spoken_weekday(late.due)}." if late.due else who
    notes = (shown.why_not_done(late), *(claim.note() for claim in matter.claims))
    said = " ".join(filter(None, (due, *notes)))
    return _shortened(Told(f"{title(late)}: {_how_late(late)}", (said, late.rule.citation)))


def _how_late(late: Deadline) -> str:
    days = late.days_late or 0
    if late.state == "possibly_overdue" or not days:
        return "perhaps late"
    return f"{'at least ' if late.at_least else ''}{days} {'day' if days == 1 else 'days'} late"


def _paper(line: Preparation, paper: Paper) -> Told:
    page = f", page {line.page}" if line.page else ""
    dated = paper.dated.spoken() if paper.dated else ""
    of = ", ".join(filter(None, (paper.who, dated)))
    return _shortened(Told(f"{getting_ready.name_of(paper)}{page}", (of, line.text)))


def _said(line: Preparation) -> Told:
    return _shortened(Told(line.text, (line.topic,)))


def _numbered(lines: Sequence[Preparation]) -> list[Told]:
    return [
        _shortened(Told(f"{number}. {line.text}", (line.topic,)))
        for number, line in enumerate(lines, 1)
    ]


def _none(words: str) -> tuple[Told, ...]:
    return (Told("", (words,)),)


def _some(things: Sequence[Told], most: int, where: str = _RECORD) -> tuple[Told, ...]:
    """Return so many of the things, and where the others are."""
    left = len(things) - most
    return (*things[:most], *(_none(f"and {left} more, see {where}") if left > 0 else ()))


def _shortened(one: Told) -> Told:
    return Told(_short(one.lead), tuple(_short(line) for line in one.lines if line))


def _short(words: str) -> str:
    """Return words that are not too long for a thin pack."""
    return shortened(clean(words), _LONGEST)
