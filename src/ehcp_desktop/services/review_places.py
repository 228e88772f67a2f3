"""Where the people of a review come from, and from where the law asks that some are invited."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.entry import Entry
from ehcp_desktop.resources import ROOT
from ehcp_desktop.services.shipped import read_toml_cached

if TYPE_CHECKING:
    from datetime import date

    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.services.family import Family

FILE = ROOT / "review_people.toml"
FAMILY = "family"
OURS = (FAMILY, "relatives")  # whose views are the family's own
_WHENS = ("school", "none")


class Place(NamedTuple):
    """Where people at a review come from; `someone` stands for it until a name is known.

    `asked` is whom the law means, "" where it names nobody; `roles` are words of its roles.
    """

    id: str
    title: str
    someone: str
    asked: str
    roles: tuple[str, ...]


class Wanted(NamedTuple):
    """Whom the law asks to be invited, and where it says so."""

    places: tuple[Place, ...]
    citation: str
    source_url: str
    verified: str
    checked: date


@cache
def places() -> tuple[Place, ...]:
    """Return every place, in the order of the law. Raises BadResource naming the file and key."""
    return tuple(_place(entry) for entry in _shipped().tables("place"))


def wanted(family: Family, review: Review) -> Wanted:
    """Return whom the law asks to be invited to a review of this child, on the day it meets."""
    from ehcp_desktop.services import meeting
    from ehcp_desktop.services.letters.sources import attends

    met = meeting.meeting_of(family, review)
    day = met.on.first if met is not None and met.on is not None else family.today()
    child = family.store.children.get(review.child)
    when = "school" if attends(family, child, day) else "none"
    return next(law for named, law in _law() if named == when)


@lru_cache(200)
def place_of(role: str) -> Place | None:
    """Return where someone with a role comes from; None when its words are not known.

    Of all the words that it has the longest count, and of as long ones those that come last; a
    place's own title counts only by itself.
    """
    said = f" {_plain(role)} "
    found = [
        (len(words), at, place)
        for place in places()
        for words in place.roles
        if (at := said.rfind(f" {_plain(words)} ")) >= 0
    ]
    found += [(0, 0, place) for place in places() if said.strip() == _plain(place.title)]
    return max(found, key=lambda one: one[:2])[2] if found else None


def _shipped() -> Entry:
    return Entry(read_toml_cached(FILE)[0], FILE.name)


def _place(entry: Entry) -> Place:
    return Place(
        id=entry.text("id"),
        title=entry.text("title"),
        someone=entry.text("someone", ""),
        asked=entry.text("asked", ""),
        roles=entry.texts("roles"),
    )


@cache
def _law() -> tuple[tuple[str, Wanted], ...]:
    known = {place.id: place for place in places()}
    return tuple(
        (
            entry.one_of("when", _WHENS),
            Wanted(
                places=tuple(known[one] for one in entry.texts("places")),
                citation=entry.text("citation"),
                source_url=entry.text("source_url"),
                verified=entry.text("verified"),
                checked=entry.needed_day("checked"),
            ),
        )
        for entry in _shipped().tables("law")
    )


def _plain(words: str) -> str:
    joined = re.sub(r"[-'’]", "", words.casefold())  # co-ordinator
    return " ".join(re.sub(r"\W", " ", joined).split())
