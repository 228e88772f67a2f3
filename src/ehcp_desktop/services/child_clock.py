"""The child's clock: school year, the moves ahead with their fixed dates, and what age changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, cast

from ehcp_desktop.domain.entry import Entry
from ehcp_desktop.domain.school_year import (
    LAST_YEAR,
    RECEPTION,
    SchoolClock,
    school_year,
    taught_ahead,
)
from ehcp_desktop.domain.when import When
from ehcp_desktop.resources import ROOT
from ehcp_desktop.services import ages
from ehcp_desktop.services.shipped import read_toml_cached

if TYPE_CHECKING:
    from datetime import date

    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.domain.rule import Rule
    from ehcp_desktop.services.ages import Change
    from ehcp_desktop.services.family import Family

FILE = ROOT / "school_years.toml"
MOVED = "phase_transfer_planned"


class Move(NamedTuple):
    """A move to the next phase of education; a new key stage in one school is none.

    `on` is the 1 September of the move, `limits` what the law and good practice ask before it:
    nothing once the plan has ceased.
    `only_if` says which schools it is for; `is_planned` that the record has the move itself.
    """

    outcome: str
    title: str
    on: date
    limits: tuple[Deadline, ...]
    only_if: str = ""
    is_planned: bool = False


class ChildClock(NamedTuple):
    """How far a child is through school on a day, and what is still ahead, nearest first.

    `ahead` is by how many years the child is taught above its age. `is_own` is true once the
    rights under the plan are the young person's own, as far as age goes. `any_time` is the rule
    for a move that may come at any time, once there can be one.
    """

    year: int
    ahead: int
    stage: str
    moves: tuple[Move, ...]
    changes: tuple[Change, ...]
    is_own: bool
    any_time: Rule | None = None

    @property
    def name(self) -> str:
        """Return the school year as people say it: "Year 6"."""
        return year_name(self.year)


def clock(family: Family, child: Child) -> ChildClock:
    """Return a child's clock as it stands today."""
    today, content = family.today(), read_toml_cached(FILE)[0]
    goes = SchoolClock(child.born, _ahead(family, child))
    changes = ages.changes(family.rulebook, goes)
    leaving = next(change.day for change in changes if change.id == ages.LEAVING)
    return ChildClock(
        year=goes.year_on(today),
        ahead=goes.ahead,
        stage=_stage(content, goes.year_on(today)),
        moves=tuple(move for move in _moves(family, child, content, goes) if move.on > today),
        changes=tuple(change for change in changes if change.day > today),
        is_own=today > leaving,
        any_time=_any_time(family, content, goes.year_on(today)),
    )


def year_name(year: int) -> str:
    """Return "Reception" or "Year 6", or on which side of school it is."""
    if year == RECEPTION:
        return "Reception"
    if year > LAST_YEAR:
        return "After Year 13"
    return f"Year {year}" if year > RECEPTION else "Before Reception"


def years_of(day: date) -> str:
    """Return the school year that holds a day: "2026 to 2027"."""
    return f"{school_year(day)} to {school_year(day) + 1}"


def _ahead(family: Family, child: Child) -> int:
    """Return by how many years the child is taught above its age, as the family has said.

    A year group was true on the day it was typed, and goes up every September from there.
    """
    typed = family.store.last_set("child", child.id, "year_group")
    if child.year_group is None or typed is None:
        return 0
    return taught_ahead(child.born, child.year_group, min(typed.date(), family.today()))


def _stage(content: Mapping[str, object], year: int) -> str:
    stages = (Entry(one, "school_years.toml, stage") for one in _tables(content, "stage"))
    return next(
        (one.text("title") for one in stages if one.number("first") <= year <= one.number("last")),
        "",
    )


def _any_time(family: Family, content: Mapping[str, object], year: int) -> Rule | None:
    entry = Entry(content, FILE.name).table("any_time")
    if entry is None or year < entry.number("from_year"):
        return None
    return family.rulebook.rule(entry.text("rule"), family.today())


def _moves(
    family: Family, child: Child, content: Mapping[str, object], goes: SchoolClock
) -> Iterator[Move]:
    from ehcp_desktop.services.diary import has_plan_ceased, timetable

    is_over = has_plan_ceased(family, child.id)
    planned = family.store.events.all(child=child.id, kind=MOVED)
    told = {(event.on.first.year, event.outcome) for event in planned if event.on is not None}
    for table in _tables(content, "move"):
        entry = Entry(table, "school_years.toml, move")
        on, outcome = goes.begins(entry.number("into")), entry.text("outcome")
        yield Move(
            outcome=outcome,
            title=entry.text("title"),
            on=on,
            limits=()
            if is_over
            else tuple(timetable(family.rulebook, MOVED, When.day(on), outcome)),
            only_if=entry.text("only_if", ""),
            is_planned=bool(told & {(on.year, outcome), (on.year, "")}),
        )


def _tables(content: Mapping[str, object], key: str) -> Sequence[Mapping[str, object]]:
    return cast("Sequence[Mapping[str, object]]", content.get(key, []))
