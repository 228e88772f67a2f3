"""What a rule pack brings beside rules: bank holidays, exceptions, ages, the family's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, cast

from ehcp_desktop.domain import pack_check
from ehcp_desktop.domain.entry import Entry
from ehcp_desktop.domain.event import EXCEPTION_CLAIMED
from ehcp_desktop.domain.pack_days import with_holidays
from ehcp_desktop.domain.rule import rule_from_mapping
from ehcp_desktop.domain.school_year import SchoolClock
from ehcp_desktop.domain.when import spoken_day
from ehcp_desktop.services import ages, exceptions

if TYPE_CHECKING:
    from ehcp_desktop.domain.rule import Rule
    from ehcp_desktop.services.rulebook import Rulebook
    from ehcp_desktop.services.vocabulary import Vocabulary

_Mapping = Mapping[str, object]
_GROUNDS = ("exception", "no_exception")
_LISTS = (*_GROUNDS, "regulation", "age", "family_date")
_ANYBODY = SchoolClock(date(2010, 1, 1))  # only to read what an age is


def with_parts(
    whole: Entry, content: _Mapping, where: str, book: Rulebook, words: Vocabulary
) -> tuple[Rulebook, tuple[str, ...]]:
    """Return the law with what a pack brings beside rules, and each change as a sentence.

    `book` has the pack's rules already. Raises BadResource that names file, entry and key.
    """
    tables = {name: _tables(whole, content, name) for name in _LISTS}
    calendar, told = book.calendar, list[str]()
    days = whole.table("bank_holidays")
    if days is not None:
        calendar, sentences = with_holidays(calendar, days)
        told += sentences
    told += _exceptions(tables, where, book, words)
    _refuse_twice(tables, where)
    told += [_age(mapping, where, book) for mapping in tables["age"]]
    own = [_family_date(mapping, where, book) for mapping in tables.pop("family_date")]
    told += [f"Other words for your own dates: {rule.title}." for rule in own]
    brought = {name: found for name, found in tables.items() if found}
    own_dates = {**book.family_dates, **{rule.id: rule for rule in own}}
    return replace(book, calendar=calendar, family_dates=own_dates, brought=brought), tuple(told)


def _tables(whole: Entry, content: _Mapping, name: str) -> tuple[_Mapping, ...]:
    whole.tables(name)  # only to refuse what is no list of tables
    return tuple(cast("list[_Mapping]", content.get(name, [])))


def _refuse_twice(tables: Mapping[str, tuple[_Mapping, ...]], where: str) -> None:
    """Refuse two entries for the same: one of them would be lost. An age has one for each day."""
    for found in tables.values():
        told = [(str(one["id"]), str(one.get("in_force"))) for one in found if "id" in one]
        for place, (name, _) in enumerate(told):
            if told[place] in told[:place]:
                raise Entry({}, f"{where}, {name}").refuse("id", "is there twice")


def _exceptions(
    tables: Mapping[str, tuple[_Mapping, ...]], where: str, book: Rulebook, words: Vocabulary
) -> Iterator[str]:
    later = exceptions.exceptions_from_mapping(
        {name: list(tables[name]) for name in (*_GROUNDS, "regulation")}, where
    )
    known = dict(words.kind(EXCEPTION_CLAIMED).outcomes)
    for ground in later.grounds.values():
        if ground.id not in known:
            raise Entry({}, f"{where}, {ground.id}").refuse("id", "is no exception known here")
        yield f"What counts as an exception: “{known[ground.id]}”."
    for mapping, regulation in zip(tables["regulation"], later.regulations, strict=True):
        entry = Entry(mapping, f"{where}, {regulation.citation}")
        pack_check.check_addresses(entry)
        _refuse_unknown(entry, "rules", regulation.rules, book.rules.by_id)
        _refuse_unknown(entry, "exceptions", regulation.exceptions, known)
        titles = ", ".join(book.rules.by_id[rule].title for rule in regulation.rules)
        yield f"Exceptions to “{titles}”, {_since(regulation.since)}: {regulation.citation}."


def _refuse_unknown(entry: Entry, key: str, named: tuple[str, ...], known: _Mapping) -> None:
    for name in named:
        if name not in known:
            raise entry.refuse(key, f"names {name!r}, which is not known")


def _age(mapping: _Mapping, where: str, book: Rulebook) -> str:
    named = f"{where}, {mapping.get('id')}"
    since, change = ages.change_from(mapping, named, _ANYBODY)
    pack_check.check_addresses(Entry(mapping, named))
    if change.id not in {shipped.get("id") for shipped, _ in ages.entries(book)}:
        raise Entry(mapping, named).refuse("id", "is no age known here")
    return f"Changed {_since(since)}: {change.title}."


def _family_date(mapping: _Mapping, where: str, book: Rulebook) -> Rule:
    named = f"{where}, {mapping.get('id')}"
    pack_check.check_entry(mapping, named)
    rule = rule_from_mapping(mapping, named, "own")
    if rule.id not in book.family_dates:
        allowed = ", ".join(book.family_dates)
        raise Entry(mapping, named).refuse("id", f"must be one of {allowed}")
    return rule


def _since(day: date) -> str:
    return f"from {spoken_day(day)}" if day > date.min else "at any time"
