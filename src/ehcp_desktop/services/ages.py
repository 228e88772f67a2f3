"""The ages at which the law changes: the shipped ones, and those that a rule pack brings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.entry import Entry
from ehcp_desktop.domain.rule import BASES, VERIFIED
from ehcp_desktop.domain.school_year import MONTHS, WEEKDAYS, LeavingDay, SchoolClock
from ehcp_desktop.resources import ROOT
from ehcp_desktop.services.shipped import read_toml_cached

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ehcp_desktop.services.rulebook import Rulebook

FILE = ROOT / "law" / "ages.toml"
LEAVING = "school_leaving"
_OLDEST = 30  # a plan ends years before; no age or year of school beyond it matters


class Change(NamedTuple):
    """A day on which age or school year changes what the law says; `plain` says how."""

    id: str
    title: str
    day: date
    plain: str
    basis: str
    citation: str
    source_url: str
    law_url: str
    verified: str
    checked: date

    @property
    def is_law(self) -> bool:
        """True for statute and case law."""
        return self.basis in ("statutory", "case law")


def changes(book: Rulebook, goes: SchoolClock) -> list[Change]:
    """Return what age changes for one child, by day; an entry holds from its own first day.

    Raises BadResource that names file, entry and key.
    """
    found: dict[str, Change] = {}
    for mapping, where in entries(book):
        since, change = change_from(mapping, where, goes)
        if change.id not in found or change.day >= since:
            found[change.id] = change
    return sorted(found.values(), key=lambda change: change.day)


def entries(book: Rulebook) -> Sequence[tuple[Mapping[str, object], str]]:
    """Return every entry with what an error calls it, the shipped ones first."""
    (content,) = read_toml_cached(FILE)
    shipped = content["age"]
    if not isinstance(shipped, list):
        raise TypeError(shipped)
    told = [(FILE.name, shipped), ("rule pack", book.brought.get("age", ()))]
    return [(mapping, f"{name}, {mapping.get('id')}") for name, found in told for mapping in found]


def change_from(
    mapping: Mapping[str, object], where: str, goes: SchoolClock
) -> tuple[date, Change]:
    """Return what an entry changes for one child, and its own first day. Raises BadResource."""
    entry = Entry(mapping, where)
    change = Change(
        id=entry.text("id"),
        title=entry.text("title"),
        day=_day(entry, goes),
        plain=entry.text("plain"),
        basis=entry.one_of("basis", BASES),
        citation=entry.text("citation"),
        source_url=entry.text("source_url"),
        law_url=entry.text("law_url", ""),
        verified=entry.one_of("verified", VERIFIED),
        checked=entry.needed_day("checked"),
    )
    in_force = entry.table("in_force")
    since = in_force.needed_day("from") if in_force else date.min
    if in_force:
        in_force.finish()
    entry.finish()
    return since, change


def _day(entry: Entry, goes: SchoolClock) -> date:
    leaving = entry.table("last")
    if leaving is not None:
        return goes.leaves(_leaving_day(leaving))
    if entry.has("year"):
        return goes.begins(_years(entry, "year"))
    return goes.birthday(_years(entry, "birthday"))


def _leaving_day(entry: Entry) -> LeavingDay:
    day = LeavingDay(
        age=_years(entry, "age"),
        month=MONTHS.index(entry.one_of("month", MONTHS)) + 1,
        weekday=WEEKDAYS.index(entry.one_of("weekday", WEEKDAYS)),
    )
    entry.finish()
    return day


def _years(entry: Entry, key: str) -> int:
    number = entry.number(key)
    if not 0 <= number <= _OLDEST:
        raise entry.refuse(key, f"must be from 0 to {_OLDEST}")
    return number
