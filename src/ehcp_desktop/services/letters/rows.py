"""The rows of a table in a letter: what happened, what is late, or how often something was."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from ehcp_desktop.domain.event import part_of
from ehcp_desktop.domain.ruleset import CONCLUDED
from ehcp_desktop.domain.when import When
from ehcp_desktop.services.letters.facts import Table, cell_names
from ehcp_desktop.services.letters.sources import cited_law, days_late, happened, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.domain.record import Record
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.letters.facts import Fact, Rows
    from ehcp_desktop.services.letters.gathering import Case

BLANK = "blank"  # the fact that asks for a log to fill in by hand
_YEAR = timedelta(days=365)
_MOVES = ("moved_area", "plan_transferred")
_RANG = {"sent": "We rang", "received": "They rang"}
_WROTE = {"sent": "From us", "received": "To us"}


def table_of(case: Case, fact: Fact, rows: Rows) -> Table:
    """Return what the record says in a table; rows for a pen where that is wanted, or it is bare.

    A limit is in it only when it is law, the authority owes it, and it is late on every reading.
    """
    if rows.of:
        return Table.of(fact.columns, _kept(case, rows))
    if rows.limits:
        return Table.of(fact.columns, (_limit_row(each, rows.cells) for each in _late(case, rows)))
    events = [] if case.given.get(BLANK) else events_of(case, rows)
    if rows.counted:
        return Table.of(fact.columns, _counted(case, events, rows.counted))
    columns = list(zip(rows.cells, fact.columns, strict=True))
    made = [[cell(case, each, names, head) for names, head in columns] for each in events]
    made = [row for row in made if any(row)]
    return Table.of(fact.columns, made or [[""]] * rows.blank)


def cell(case: Case, event: Event, names: str, heading: str = "") -> str:
    """Return what a cell shows of an event: a line for each of its names that says something.

    Beside others, what stands in the notes is said with its name, unless the heading says it.
    """
    said = [(name, _said(case, event, name)) for name in cell_names(names)]
    is_plain = [not name[:1].isupper() or len(said) == 1 or name == heading for name, _ in said]
    return "\n".join(
        text if plain else f"{name}: {text}"
        for (name, text), plain in zip(said, is_plain, strict=True)
        if text
    )


def events_of(case: Case, rows: Rows) -> list[Event]:
    """Return the events that make the rows of a table, oldest first."""
    events = happened(case, rows.kinds)
    about = case.about
    if not rows.same_talk:
        return sorted(events, key=lambda each: (each.on, each.at, each.id))
    if about is None:
        return []
    return [each for each in events if (each.on, each.who) == (about.on, about.who)]


def _kept(case: Case, rows: Rows) -> list[list[str]]:
    """Return what the family keeps of the review that a letter is about, a row for each record."""
    review = case.about.review if case.about else None
    kept = getattr(case.family.store, rows.of).all(review=review) if review else ()
    made = [[_lines_of(one, names) for names in rows.cells] for one in kept]
    return [[first or rows.nothing, *others] for first, *others in made if first or any(others)]


def _lines_of(record: Record, names: str) -> str:
    texts = (str(getattr(record, name)).strip() for name in cell_names(names))
    return "\n".join(filter(None, texts))


def _said(case: Case, event: Event, name: str) -> str:
    if name[:1].isupper():
        return part_of(event.notes, name)
    if name == "quote" and event.quote:
        return f"“{event.quote.strip()}”"
    read = _READERS.get(name)
    return read(case.family, event) if read else text_of(case, event, name)


def _direction(_family: Family, event: Event) -> str:
    words = _RANG if event.kind == "call" else _WROTE
    return words.get(event.direction, "")


def _contact(family: Family, event: Event) -> str:
    """Return the role and the organisation of who it was, as People has them."""
    if event.contact is None:
        return ""
    contact = family.store.contacts.get(event.contact)
    roles = family.store.roles.all(contact=contact.id)
    titles = [role.title for role in roles if role.child in (None, event.child)]
    return ", ".join(filter(None, (*titles[:1], contact.organisation)))


def _papers(family: Family, event: Event) -> str:
    ties = family.store.attachments.all(event=event.id)
    papers = family.store.papers.many([tie.paper for tie in ties])
    return "; ".join(paper.title or paper.name for paper in papers)


def _promised(family: Family, event: Event) -> str:
    """Return what was promised by the same person on the same day, and by when."""
    promises = family.store.events.all(child=event.child, kind="promise_made", who=event.who)
    made = [
        f"{each.summary.strip()}{f', by {each.by.spoken()}' if each.by else ''}"
        for each in promises
        if each.on == event.on
    ]
    return "; ".join(made)


def _followed(family: Family, event: Event) -> str:
    """Return the days on which letters about it were sent."""
    letters = family.store.letters.all(child=event.child, about=event.id, state="sent")
    sent = [each for one in letters for each in family.store.dispatches.all(letter=one.id)]
    return "; ".join(When.day(each.on).spoken() for each in sent)


_READERS: dict[str, Callable[[Family, Event], str]] = {
    "direction": _direction,
    "contact": _contact,
    "papers": _papers,
    "promised": _promised,
    "followed": _followed,
}


def _counted(case: Case, events: Iterable[Event], name: str) -> list[tuple[str, str]]:
    """Return each answer of a cell with how often it was given, the most frequent first."""
    counts = Counter(text for each in events if (text := cell(case, each, name)))
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0].casefold()))
    return [(text, str(number)) for text, number in ordered]


def _late(case: Case, rows: Rows) -> list[Deadline]:
    """Return the limits of law that the authority is late with, or was in the last year.

    What ended before the plan passed to this authority was for the one before it.
    """
    since = case.family.today() - _YEAR
    passed = max((each.on.first for each in happened(case, _MOVES) if each.on), default=None)
    late = (
        each
        for each in case.due
        if each.rule.owner == "authority" and each.rule.is_law and each.state in rows.limits
    )
    recent = [
        each
        for each in late
        if each.due
        and (each.state == "overdue" or each.due >= since)
        and (passed is None or each.due >= passed)
    ]
    return sorted(recent, key=lambda each: (each.due, each.rule.title))


def _limit_row(deadline: Deadline, cells: Sequence[str]) -> list[str]:
    known = {
        "title": deadline.rule.title,
        "citation": cited_law(deadline.rule.citation),
        "due": _due(deadline),
        "met": _met(deadline),
        "late": _late_by(deadline),
    }
    return ["\n".join(known[name] for name in cell_names(names)) for names in cells]


def _met(deadline: Deadline) -> str:
    """Return what became of a limit; the meeting alone, which may be on record, ends no review."""
    is_review = CONCLUDED in deadline.rule.ends
    if deadline.met_on is None:
        return "I have no record that it was finished" if is_review else "I have no record of it"
    return f"{'It was finished' if is_review else 'My record has it'} {_day(deadline.met_on)}"


def _late_by(deadline: Deadline) -> str:
    """Return by how much it is late; where another step overtook it, by how much it then was."""
    late = days_late(deadline)
    return f"{late}, when another step came" if late and deadline.state == "missed" else late


def _due(deadline: Deadline) -> str:
    """Return the last day of a limit; where it depends on an uncertain day, the latest."""
    day = When.day(deadline.due).spoken() if deadline.due else ""
    is_range = deadline.bound == "latest" or deadline.cautious not in (None, deadline.due)
    return f"no later than {day}" if is_range and day else day


def _day(when: When) -> str:
    return f"{'on' if when.is_exact else 'in'} {when.spoken()}"
