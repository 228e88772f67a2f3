"""Which law a record uses: the one shipped, or a later rule pack that the family has applied."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, cast

from ehcp_desktop.domain import timetable
from ehcp_desktop.domain.pack import KeptPack, compare, rule_changes
from ehcp_desktop.domain.pack_check import pack_from_head
from ehcp_desktop.domain.when import spoken_day
from ehcp_desktop.errors import BadInput, EhcpError
from ehcp_desktop.services import diary, rulebook
from ehcp_desktop.services.shipped import read_toml_cached

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from ehcp_desktop.domain.deadline import Case, Deadline
    from ehcp_desktop.domain.letter import Letter
    from ehcp_desktop.domain.pack import Moved, Pack, RuleChange
    from ehcp_desktop.domain.school_days import SchoolDates
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.letters.relying import Reread
    from ehcp_desktop.services.letters.shelf import Template
    from ehcp_desktop.services.rulebook import Rulebook
    from ehcp_desktop.services.vocabulary import Vocabulary

_HEAD = rulebook.LAW / "pack.toml"


class Preview(NamedTuple):
    """What a pack would change in this record: its rules, and every deadline before and after.

    `others` says what else it changes, a sentence each; `letters` rely on a rule that it changes,
    and are to be read again.
    """

    pack: Pack
    text: str
    rules: tuple[RuleChange, ...]
    deadlines: tuple[Moved, ...]
    others: tuple[str, ...]
    letters: tuple[Reread, ...] = ()


class Affected(NamedTuple):
    """What a pack may change: the law in use, each child's case and school dates, the letters."""

    book: Rulebook
    pack: Pack
    words: Vocabulary
    today: date
    cases: tuple[tuple[Case, Sequence[SchoolDates]], ...]
    letters: tuple[Letter, ...] = ()
    own_letters: tuple[Template, ...] = ()


@cache
def shipped() -> Pack:
    """Return what the law that is shipped with the program says of itself."""
    law = hashlib.sha256()
    for file in sorted(_HEAD.parent.rglob("*.toml")):
        law.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return _head()._replace(sha256=law.hexdigest())


def in_force(family: Family | None) -> Pack:
    """Return the pack whose law counts; without a record, the shipped one."""
    applied = _applied(family, rulebook.load()) if family and family.store.pack else None
    return applied[0] if applied else shipped()


def law_checked(family: Family | None) -> str:
    """Say which law counts here, and what of it was checked and when, in one sentence."""
    return in_force(family).words


def passed_over(family: Family) -> str:
    """Say why the pack in the record does not count; "" when it does, or there is none."""
    try:
        found = _kept(family, rulebook.load())
    except EhcpError as why:
        return f"The law update in this record is not used: {why}"
    if found is None or found[0].issued > _head().issued:
        return ""
    return f"This program brings later law than {found[0].id}, the law update in this record."


def book_of(family: Family) -> Rulebook:
    """Return the rules in force: those shipped, changed by the pack that the family applied.

    A pack is passed over when the program has brought newer law with it, or cannot read it.
    """
    book = rulebook.load()
    applied = _applied(family, book)
    return applied[1] if applied else book


def preview(family: Family, path: Path) -> Preview:
    """Check a pack's file and return what it would change; nothing is changed yet.

    Raises BadInput or BadResource, with one sentence, for a pack that cannot be used.
    """
    return previewed(affected(family), path)


def affected(family: Family) -> Affected:
    """Return all that a preview needs of the record, so that it can be made without it."""
    from ehcp_desktop.services.letters import own
    from ehcp_desktop.services.school_calendar import dates_of

    return Affected(
        family.rulebook,
        in_force(family),
        family.vocabulary,
        family.today(),
        tuple((diary.case(family, one.id), dates_of(family, one.id)) for one in family.children),
        tuple(family.store.letters.all()),
        own.templates(family),
    )


def previewed(known: Affected, path: Path) -> Preview:
    """Return what a pack's file would change, without a look at the record; raises as `preview`.

    It may take a while, so a window lets another thread do it.
    """
    from ehcp_desktop.services.letters.relying import to_reread
    from ehcp_desktop.services.pack_file import pack_from, read_text

    text = read_text(path)
    book = rulebook.load()
    pack, changed = pack_from(text, path.name, book, known.words)
    _refuse_early(pack, known.today, path.name)
    _refuse_old(pack, known.pack, path.name)
    before, after = (_laid(known, law) for law in (known.book, changed))
    others = (*pack.others, *_ages(known, changed))
    rules = rule_changes(book.rules.by_id, pack)
    changes = (change.rule.id for change in rules)
    letters = to_reread(changes, known.letters, known.own_letters)
    return Preview(pack, text, rules, compare(before, after), others, letters)


def apply(family: Family, shown: Preview) -> None:
    """Use the law of a pack from now on, in one step that can be undone."""
    pack = shown.pack
    with family.store.action(f"Update the law: {pack.id}"):
        _put_away(family)
        kept = KeptPack(name=pack.id, text=shown.text, applied=family.today())
        family.store.packs.save(kept)


def take_back(family: Family) -> None:
    """Use the shipped law again. Raises BadInput when no pack is applied."""
    if not family.store.packs.count():
        raise BadInput("No law update is applied: the law is the one that came with the program.")
    with family.store.action("Go back to the law that came with the program"):
        _put_away(family)


def _put_away(family: Family) -> None:
    for kept in family.store.packs.ids():
        family.store.packs.trash(kept)


def _head() -> Pack:
    """Return what the shipped law says of itself, without its checksum."""
    (content,) = read_toml_cached(_HEAD)
    return pack_from_head(cast("dict[str, object]", content["pack"]), f"{_HEAD.name}, pack", "")


def _applied(family: Family, book: Rulebook) -> tuple[Pack, Rulebook] | None:
    try:
        found = _kept(family, book)
    except EhcpError:
        return None
    return found if found and found[0].issued > _head().issued else None


def _kept(family: Family, book: Rulebook) -> tuple[Pack, Rulebook] | None:
    """Return the pack in the record and the law with it. Raises when it cannot be read."""
    in_use = family.store.pack
    if in_use is None:
        return None
    from ehcp_desktop.services.pack_file import pack_from

    kept = family.store.packs.get(in_use)
    return pack_from(kept.text, kept.name, book, family.vocabulary)


def _refuse_early(pack: Pack, today: date, name: str) -> None:
    """Refuse what cannot have been done yet: the file or this computer's clock is wrong."""
    for how, day in (("checked", pack.checked), ("issued", pack.issued)):
        if day > today:
            raise BadInput(
                f"{name} says that it was {how} on {spoken_day(day)}, which is still to come:"
                " check the date of this computer, or where the pack is from."
            )


def _refuse_old(pack: Pack, now: Pack, name: str) -> None:
    if pack.id == now.id:
        raise BadInput(f"{name} is {pack.id}, which is in use already.")
    if pack.issued <= now.issued:
        raise BadInput(
            f"{name} was issued on {spoken_day(pack.issued)}, no later than the law in use"
            f" ({now.id}, {spoken_day(now.issued)})."
        )


def _laid(known: Affected, book: Rulebook) -> list[Deadline]:
    """Return the deadlines of law of every child under this law, the most pressing first."""
    from ehcp_desktop.domain.school_days import school_days

    found: list[Deadline] = []
    for case, dates in known.cases:
        calendar = book.calendar.at_school(school_days(dates, book.calendar))
        found += timetable.deadlines(book.rules, case, calendar)
    return diary.in_order(found)


def _ages(known: Affected, changed: Rulebook) -> Iterator[str]:
    """Say of each child which day of its age would be another."""
    from ehcp_desktop.domain.school_year import SchoolClock
    from ehcp_desktop.services import ages

    laws = (known.book, changed)
    for child in (case.child for case, _ in known.cases):
        goes = SchoolClock(child.born)
        before, after = ({one.id: one for one in ages.changes(law, goes)} for law in laws)
        for one in after.values():
            day = before[one.id].day
            if day != one.day:
                yield f"{child.name}: {one.title}: {spoken_day(day)} → {spoken_day(one.day)}."
