"""The parts of a review meeting and what to ask in each, for what this child's plan contains."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.entry import Entry
from ehcp_desktop.resources import ROOT
from ehcp_desktop.services import child_clock, plans
from ehcp_desktop.services.shipped import read_toml_cached

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.services.family import Family

FILE = ROOT / "meeting.toml"


class MeetingPart(NamedTuple):
    """One part of a meeting: `letter` is the section of the plan on its chip, "" for none.

    `minutes` is the time that it has in a proposed agenda.
    """

    id: str
    letter: str
    title: str
    prompts: tuple[str, ...]
    minutes: int
    plan: tuple[str, ...] = ()
    from_year: int = 0

    @property
    def words(self) -> str:
        """Its letter and title: "F Help in school"."""
        return f"{self.letter} {self.title}".strip()


def every_part() -> tuple[MeetingPart, ...]:
    """Return all the parts in their order. Raises BadResource naming the file and key."""
    shipped = Entry(read_toml_cached(FILE)[0], FILE.name)
    return tuple(_part(entry) for entry in shipped.tables("part"))


def parts_for(family: Family, child: Child) -> tuple[MeetingPart, ...]:
    """Return the parts that this child's plan, as far as it is on record, and school year have."""
    year = child_clock.clock(family, child).year
    recorded = next((one.sections for one in plans.versions(family, child.id) if one.sections), ())
    found = (part for part in every_part() if year >= part.from_year)
    if not recorded:
        return tuple(found)
    return tuple(_shortened(part, recorded) for part in found if _is_in(part.plan, recorded))


def parts_to_ask(family: Family, review: Review) -> tuple[MeetingPart, ...]:
    """Return the parts of a review's meeting; the family's own questions follow the first."""
    parts = parts_for(family, family.store.children.get(review.child))
    prepared = family.store.preparations.all(review=review.id, part="question")
    own = (questions(one.text for one in prepared),) if prepared else ()
    return (*parts[:1], *own, *parts[1:])


def questions(asked: Iterable[str] = ()) -> MeetingPart:
    """Return the part in which the family asks what it has prepared."""
    return MeetingPart("questions", "", "Our questions", tuple(asked), 0)


def _is_in(plan: Collection[str], recorded: Collection[str]) -> bool:
    return not plan or any(section in recorded for section in plan)


def _shortened(part: MeetingPart, recorded: Collection[str]) -> MeetingPart:
    """Name only those sections of a part that the plan has: "G, J Health, money" without H."""
    letters, titles = part.letter.split(", "), part.title.split(", ")
    if len(letters) == 1 or len(letters) != len(titles):
        return part
    there = [
        (letter, title)
        for letter, title in zip(letters, titles, strict=True)
        if any(section.startswith(letter) for section in recorded)
    ]
    title = ", ".join(words for _, words in there)
    letter = ", ".join(sign for sign, _ in there)
    return part._replace(letter=letter, title=title[0].upper() + title[1:])


def _part(entry: Entry) -> MeetingPart:
    return MeetingPart(
        id=entry.text("id"),
        letter=entry.text("letter", ""),
        title=entry.text("title"),
        prompts=entry.texts("prompts"),
        minutes=entry.number("minutes"),
        plan=entry.texts("plan"),
        from_year=entry.number("from_year", 0),
    )
