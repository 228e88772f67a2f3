"""What a family prepares for a review meeting, part by part, and what it asks of whom."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.entry import Entry
from ehcp_desktop.domain.preparation import Preparation
from ehcp_desktop.errors import BadInput
from ehcp_desktop.resources import ROOT
from ehcp_desktop.services.child_clock import clock
from ehcp_desktop.services.meeting import meeting_of
from ehcp_desktop.services.meeting_parts import parts_for
from ehcp_desktop.services.shipped import read_toml_cached

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ehcp_desktop.domain.letter import Paper
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.services.family import Family

FILE = ROOT / "preparing.toml"
LISTS = ("goes_well", "ask", "question")  # a line each, in the family's own order
VIEWS = ("our_view", "childs_view")  # a text under each prompt
_AROUND = ("title", "meeting", "ring", "me", "draw", "tick", "more")
_MOST_PAGES, _MOST_DIGITS = 100_000, 3  # of a paper, and of the minutes that a part takes
_OLDER = 12  # the school year after the one in which most leave school


class Pictured(NamedTuple):
    """A picture of resources/pictures, and the few words beside it."""

    picture: str
    words: str


class Prompts(NamedTuple):
    """What the family is asked, and what stands on the page that the child fills in.

    `ours` and `page`, the words around the others, are by what they are for.
    """

    ours: Mapping[str, str]
    page: Mapping[str, str]
    ticks: tuple[str, ...]
    faces: tuple[Pictured, ...]
    rows: tuple[Pictured, ...]
    boxes: tuple[Pictured, ...]


def review_to_prepare(family: Family, child: Child, review_id: str = "") -> Review:
    """Return a child's review of this id; without one the next to meet, else the last that met.

    Raises BadInput when there is no such review, or no meeting is on record.
    """
    known = {one.id: one for one in family.store.reviews.all(child=child.id)}
    if review_id:
        if review_id not in known:
            raise BadInput(f"There is no review “{review_id}” of {child.name} in this record.")
        return known[review_id]
    meetings = [(meeting_of(family, one), one) for one in known.values()]
    days = [(met.on.first, one) for met, one in meetings if met is not None and met.on is not None]
    ahead = [found for found in days if found[0] >= family.today()]
    if not days:
        raise BadInput(f"No review meeting of {child.name} is recorded. Log the meeting first.")
    nearest = min(ahead, key=_day) if ahead else max(days, key=_day)
    return nearest[1]


def prompts(family: Family, child: Child) -> Prompts:
    """Return the prompts for a child of this age. Raises BadResource naming the entry."""
    shipped = Entry(read_toml_cached(FILE)[0], FILE.name)
    older = clock(family, child).year >= _OLDER

    def pictured(key: str) -> tuple[Pictured, ...]:
        return tuple(_pictured(entry, older=older) for entry in shipped.tables(key))

    around = shipped.table("page") or shipped
    called = child.name.split(" ")[0]
    words = {key: around.text(key).replace("{child}", called) for key in _AROUND}
    every = (pictured("face"), pictured("row"), pictured("box"))
    return Prompts(our_prompts(), words, around.texts("ticks"), *every)


def our_prompts() -> dict[str, str]:
    """Return what the family is asked, by what it is for."""
    asked = Entry(read_toml_cached(FILE)[0], FILE.name).table("ours")
    return {key: asked.text(key) for key in asked.keys()} if asked else {}  # noqa: SIM118


def lines(family: Family, review_id: str, part: str) -> list[Preparation]:
    """Return what is prepared in one part, in the family's order."""
    return family.store.preparations.all(review=review_id, part=part)


def view(family: Family, review_id: str, part: str, topic: str) -> Preparation:
    """Return what is said under a prompt, empty while nothing is."""
    kept = family.store.preparations.all(review=review_id, part=part, topic=topic)
    return kept[0] if kept else Preparation(review=review_id, part=part, topic=topic)


def views(family: Family, review_id: str, part: str) -> list[Preparation]:
    """Return what is said under those prompts that have an answer."""
    return [one for one in lines(family, review_id, part) if one.text.strip()]


def keep(family: Family, line: Preparation) -> Preparation:
    """Keep a line as it now reads; one whose words are taken away is put in the bin.

    A view stays, without words: it is still being typed.
    """
    store = family.store
    is_known = bool(store.preparations.count(id=line.id))
    if line.text.strip() or line.paper or (is_known and line.part in VIEWS):
        with store.action("Change what is prepared"):
            return store.preparations.save(line)
    if is_known:
        remove(family, line.id)
    return line


def keep_paper(family: Family, line: Preparation, pages: int | None) -> Preparation:
    """Keep a paper with the page to open, of a file of so many pages; None where nobody knows.

    Raises BadInput for a page that the paper does not have, or without a paper.
    """
    if not line.paper:
        raise BadInput("Choose the paper first, then the page to open.")
    if line.page is not None and not 1 <= line.page <= _MOST_PAGES:
        raise BadInput("Pages are counted from 1. Write the number of the page to open.")
    if line.page is not None and pages is not None and line.page > pages:
        paper = paper_of(family, line)
        have = "1 page" if pages == 1 else f"{pages} pages"
        named = f"“{name_of(paper)}”" if paper else "This paper"
        raise BadInput(f"{named} has {have}, so it cannot be opened at page {line.page}.")
    return keep(family, line)


def remove(family: Family, line_id: str) -> None:
    """Put a line in the bin."""
    with family.store.action("Remove what was prepared"):
        family.store.preparations.trash(line_id)


def move_up(family: Family, line: Preparation) -> None:
    """Let a line change places with the one before it; the first stays where it is."""
    every = lines(family, line.review, line.part)
    place = [one.id for one in every].index(line.id)
    if place:
        before, after = every[place - 1], every[place]
        with family.store.action("Move what is prepared"):
            family.store.preparations.save_all(
                (replace(after, id=before.id), replace(before, id=after.id))
            )


def agenda(family: Family, review: Review) -> list[Preparation]:
    """Return the family's agenda; while it has none, the one that its plan suggests."""
    return lines(family, review.id, "agenda") or proposed_agenda(family, review)


def proposed_agenda(family: Family, review: Review) -> list[Preparation]:
    """Return an agenda of the parts that this child's plan has; nothing is kept."""
    child = family.store.children.get(review.child)
    return [
        Preparation(review=review.id, part="agenda", topic=str(part.minutes), text=part.title)
        for part in parts_for(family, child)
    ]


def keep_agenda(family: Family, review: Review, line: Preparation) -> Preparation:
    """Keep a part of the agenda; what was proposed becomes the family's own with it."""
    with family.store.action("Change the agenda"):
        if not lines(family, review.id, "agenda"):
            use_agenda(family, review)
        return keep(family, line)


def use_agenda(family: Family, review: Review) -> None:
    """Make the proposed agenda the family's own, to be changed."""
    with family.store.action("Use the agenda"):
        family.store.preparations.save_all(proposed_agenda(family, review))


def minutes(line: Preparation) -> int:
    """Return how many minutes a part of the agenda may take; 0 when that is not said."""
    is_said = line.topic.isdecimal() and len(line.topic) <= _MOST_DIGITS
    return int(line.topic) if is_said else 0


def papers(family: Family, review_id: str) -> list[tuple[Preparation, Paper]]:
    """Return the papers to take along, each with the page to open and why."""
    found = ((line, paper_of(family, line)) for line in lines(family, review_id, "paper"))
    return [(line, paper) for line, paper in found if paper is not None]


def paper_of(family: Family, line: Preparation) -> Paper | None:
    """Return the paper of a line; None when it is in the bin."""
    return next(iter(family.store.papers.many([line.paper])), None) if line.paper else None


def name_of(paper: Paper) -> str:
    """Return what a paper is called."""
    return paper.title or paper.name


def _day(found: tuple[date, Review]) -> date:
    return found[0]


def _pictured(entry: Entry, *, older: bool) -> Pictured:
    words = entry.text("words")
    return Pictured(entry.text("picture"), entry.text("older", words) if older else words)
