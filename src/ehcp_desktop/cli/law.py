"""Commands about time limits: due, check, timetable and rules."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from ehcp_desktop.cli.door import Door, LawDoor, as_json, on_file, read_date, read_day, with_law
from ehcp_desktop.cli.show import as_rows, paragraph, say, table
from ehcp_desktop.cli.time_limits import owed, say_deadline, say_due
from ehcp_desktop.domain.event import Event
from ehcp_desktop.errors import BadInput

if TYPE_CHECKING:
    from ehcp_desktop.domain.concern import Concern
    from ehcp_desktop.domain.rule import Rule
    from ehcp_desktop.domain.ruleset import Ruleset
    from ehcp_desktop.services.family import Family

# What follows from other events and is never logged itself, but starts time limits.
_DERIVED = {
    "appealable_decision": "Decision that can be appealed",
    "review_concluded": "End of a review",
}
_SEVERITIES = {"act": "Act now", "watch": "Watch", "note": "Note"}


@click.command()
@on_file
@click.option("--child", metavar="N", help="Only this child: a name, first name or id.")
@as_json
def due(door: Door, child: str | None, is_json: bool) -> None:
    """Show every time limit and its state: late, coming up, waiting, and what is past."""
    from ehcp_desktop.services import diary

    with door.reading() as family:
        child_id = _child_id(family, child)
        if is_json:
            as_rows(diary.due_rows(family, child_id))
        else:
            say_due(family, diary.due(family, child_id))


@click.command()
@on_file
@click.option("--child", metavar="N", help="Only this child: a name, first name or id.")
@as_json
def check(door: Door, child: str | None, is_json: bool) -> None:
    """Show what the record makes one ask: each question, its reason and the letter for it."""
    from ehcp_desktop.services import concerns

    with door.reading() as family:
        found = concerns.check(family, _child_id(family, child))
        names = {one.id: one.name for one in family.children}
        if is_json:
            as_rows(concern.as_json(names[concern.child]) for concern in found)
            return
        for concern in found:
            _say_concern(concern, names[concern.child])
        if not found:
            say("Nothing to ask about today.")


@click.command()
@click.argument("kind")
@click.argument("date", metavar="DATE")
@click.option("--outcome", default="", help="What was decided, such as amend.")
@click.option("--born", metavar="D", help="Date of birth, for limits that depend on age.")
@with_law
@as_json
def timetable(
    law: LawDoor, kind: str, date: str, outcome: str, born: str | None, is_json: bool
) -> None:
    """Show the time limits that one event would start; needs no file.

    KIND is an event such as review_meeting_held, or appealable_decision for any decision that can
    be appealed; DATE is a day, a month (2026-06) or a year.
    """
    from ehcp_desktop.services import diary
    from ehcp_desktop.services.letters.shelf import letter_for_rule

    kind, outcome, title = _known_kind(kind, outcome)
    today = law.today
    on = read_date(date, today)
    if on is None:
        raise BadInput("A timetable needs the date of the event, such as 2026-06-02.")
    birthday = read_day(born, today) if born else None
    with law.reading() as (book, _):
        found = diary.timetable(book, kind, on, outcome, birthday, today)
    if is_json:
        as_rows(deadline.as_json("", letter_for_rule(deadline.rule.id)) for deadline in found)
        return
    say(f"{title}, {on.spoken_in_full()}, starts these time limits:")
    for deadline in found:
        say_deadline(deadline, today)
    if not found:
        started = Event(child="", kind=kind, outcome=outcome, on=on)
        paragraph(diary.too_early(book, started) or "none that this program knows.", 2)


def _known_kind(kind: str, outcome: str) -> tuple[str, str, str]:
    """Return a kind and its outcome as the vocabulary spells them, and the kind's title."""
    from ehcp_desktop.services import vocabulary

    words = vocabulary.load()
    if kind in _DERIVED and not outcome:
        return kind, "", _DERIVED[kind]
    known = words.kind(kind)
    return known.id, words.check_outcome(known, outcome) if outcome else "", known.title


@click.command()
@click.argument("rule_id", metavar="[ID]", required=False)
@with_law
@as_json
def rules(law: LawDoor, rule_id: str | None, is_json: bool) -> None:
    """Show the rules in force, with source, dates in force and the day last checked."""
    with law.reading() as (book, pack):
        found = [book.rule(rule_id, law.today)] if rule_id else _in_force(book.rules, law.today)
    if is_json:
        as_rows(_rule_row(rule) | {"pack": pack.id} for rule in found)
    elif rule_id:
        _say_rule(found[0])
    else:
        table((rule.id, rule.title) for rule in found)
        paragraph(pack.words)


def _child_id(family: Family, name: str | None) -> str | None:
    from ehcp_desktop.services.children import find_child

    return find_child(family, name).id if name else None


def _say_concern(concern: Concern, child: str) -> None:
    paragraph(f"{_SEVERITIES[concern.severity]}: {concern.question}")
    paragraph(f"{child}. {concern.why}", 2)
    if concern.citation:
        paragraph(f"{concern.basis.capitalize()}: {concern.citation}", 2)
    if concern.letter:
        say(f"  Letter: ehcp letter FILE {concern.letter}")
    say()


def _in_force(rules: Ruleset, today: date) -> list[Rule]:
    found = (rules.on(rule.id, today) for rule in rules)
    return [rule for rule in found if rule is not None]


def _rule_row(rule: Rule) -> dict[str, object]:
    since, until = rule.in_force
    return {
        "id": rule.id,
        "title": rule.title,
        "group": rule.group,
        "owner": rule.owner,
        "basis": rule.basis,
        "citation": rule.citation,
        "plain": rule.plain,
        "source_url": rule.source_url,
        "law_url": rule.law_url,
        "in_force_from": since.isoformat(),
        "in_force_to": until.isoformat() if until else None,
        "checked": rule.checked.isoformat(),
    }


def _say_rule(rule: Rule) -> None:
    from ehcp_desktop.domain.when import spoken_day

    since, until = rule.in_force
    paragraph(rule.title)
    for text in (rule.plain, rule.note, rule.exceptions, rule.if_missed):
        if text:
            paragraph(text, 2)
    paragraph(f"{owed(rule)}. {rule.basis.capitalize()}: {rule.citation}", 2)
    counted = f"Counted: {rule.counting}" if rule.counting else "No number: nothing is counted"
    paragraph(f"{counted}{'; not verified' if rule.verified == 'unverified' else ''}.", 2)
    for address in filter(None, (rule.law_url, rule.source_url)):
        say(f"  {address}")
    end = f" to {spoken_day(until)}" if until else ""
    checked = spoken_day(rule.checked)
    say(f"  In force from {spoken_day(since)}{end}; last checked {checked}.")
