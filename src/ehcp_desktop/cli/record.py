"""Commands that put facts into the record: new, child, person, log and import."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ehcp_desktop.cli.door import (
    FILE,
    Door,
    ask_passphrase,
    on_file,
    read_date,
    read_day,
    read_passphrase,
    with_passphrase,
    with_today,
)
from ehcp_desktop.cli.show import say
from ehcp_desktop.errors import BadInput

if TYPE_CHECKING:
    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.domain.when import When
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.importing import Imported
    from ehcp_desktop.services.school_files import Taken


@click.command()
@click.argument("file", type=FILE)
@click.option("--example", is_flag=True, help="Fill it with a made-up family to look round in.")
@click.option("--encrypt", is_flag=True, help="Protect it with a passphrase.")
@with_passphrase
@with_today
def new(
    file: Path, example: bool, encrypt: bool, passphrase_file: Path | None, today: date
) -> None:
    """Make a family file. FILE must not exist yet; its name usually ends in .ehcp.

    With --encrypt the recovery code is printed once: write it down and keep it apart from the
    computer. It opens the file if the passphrase is forgotten.
    """
    from ehcp_desktop.services.family import Family

    passphrase = _new_passphrase(passphrase_file) if encrypt else None
    family = Family.create(file, passphrase, lambda: today)
    try:
        if example:
            _fill_or_remove(family, file)
        say(f"Made {file}.", err=True)
        if encrypt:
            say(f"Recovery code: {family.store.recovery_code}")
    finally:
        family.close()


def _new_passphrase(passphrase_file: Path | None) -> str:
    if passphrase_file is not None:
        passphrase = read_passphrase(passphrase_file)
    else:
        why = BadInput("A protected file needs a passphrase; give it with --passphrase-file.")
        passphrase = ask_passphrase(why, twice=True)
    if not passphrase:
        raise BadInput("The passphrase is empty; choose a few words that you will remember.")
    return passphrase


def _fill_or_remove(family: Family, file: Path) -> None:
    from ehcp_desktop.services import example

    filled = False
    try:
        example.fill(family)
        filled = True
    finally:
        if not filled:
            family.close()
            file.unlink(missing_ok=True)


@click.group()
def child() -> None:
    """Children in the record."""


@child.command("add")
@on_file
@click.option("--name", required=True, help="The child's whole name.")
@click.option("--born", required=True, metavar="D", help="Date of birth, such as 14/3/2015.")
@click.option("--authority", required=True, help="The council that keeps the plan.")
@click.option("--school", default="", help="The school; “none” when out of school.")
@click.option("--year", type=click.IntRange(-1, 14), help="The year group the child is taught in.")
@click.option("--reference", default="", help="The council's reference.")
def child_add(door: Door, born: str, year: int | None, **texts: str) -> None:
    """Add a child; prints the child's id."""
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.children import add_child

    with door.recording() as family:
        added = Child(
            name=texts["name"],
            born=read_day(born, family.today()),
            authority=texts["authority"],
            school=texts["school"],
            year_group=year,
            reference=texts["reference"],
        )
        say(add_child(family, added).id)


@click.group()
def person() -> None:
    """People and organisations in the record."""


@person.command("add")
@on_file
@click.option("--name", required=True, help="Their name.")
@click.option("--role", default="", help="What they are, such as SENCO or EHCP coordinator.")
@click.option("--organisation", default="", help="Where they work.")
@click.option("--address", default="", help="Their address; commas or line ends part the lines.")
@click.option("--email", default="")
@click.option("--phone", default="")
@click.option("--sender", "is_sender", is_flag=True, help="This is who writes the letters.")
def person_add(door: Door, role: str, is_sender: bool, **texts: str) -> None:
    """Add a person or an organisation; prints their id."""
    from ehcp_desktop.domain.people import Contact
    from ehcp_desktop.services.people import add_person

    with door.recording() as family:
        contact = Contact(
            name=texts["name"],
            organisation=texts["organisation"],
            address=texts["address"],
            email=texts["email"],
            phone=texts["phone"],
            is_sender=is_sender,
        )
        say(add_person(family, contact, role).id)


@click.command()
@on_file
@click.option("--child", required=True, metavar="N", help="The child's name, first name or id.")
@click.option("--kind", required=True, help="What happened, such as review_meeting_held or call.")
@click.option("--on", required=True, metavar="D", help="The day; also June 2026, or not sure.")
@click.option("--sent", metavar="D", help="The day it was sent.")
@click.option("--received", metavar="D", help="The day it came.")
@click.option("--dated", metavar="D", help="The date printed on it.")
@click.option("--by", metavar="D", help="The day promised or asked for.")
@click.option("--direction", default="", type=click.Choice(["", "sent", "received"]))
@click.option("--outcome", default="", help="What was decided, such as maintain or amend.")
@click.option("--who", default="", help="The person or organisation.")
@click.option("--channel", default="", help="letter, email, call, meeting, message, portal…")
@click.option("--model", default="", help="What the school or council calls the review.")
@click.option("--review", metavar="ID", help="The review it belongs to; else it is worked out.")
@click.option("--summary", default="", help="In a few words.")
@click.option("--notes", default="", help="Your own notes.")
@click.option("--paper", "papers", multiple=True, type=FILE, help="A paper to keep with it.")
@click.option(
    "--answer", "answers", multiple=True, metavar="QUESTION=CHOICE",
    help="What a time limit asks about it; “ehcp answer” shows every question.",
)  # fmt: skip
def log(
    door: Door, papers: tuple[Path, ...], answers: tuple[str, ...], **typed: str | None
) -> None:
    """Record one event; prints its id. “ehcp kinds” shows every KIND."""
    from ehcp_desktop.cli.answer import tell
    from ehcp_desktop.services.events import log as keep

    with door.recording() as family:
        event = _event(family, typed)
        title = family.vocabulary.kind(event.kind).title
        with family.store.action(f"Log: {title}") if answers else nullcontext():
            kept = keep(family, event, papers)
            for told in answers:
                tell(family, kept, told)
        say(kept.id)


def _event(family: Family, typed: dict[str, str | None]) -> Event:
    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.services.children import find_child

    kind = family.vocabulary.kind(typed["kind"] or "")
    if not (typed["on"] or "").strip():
        raise BadInput("The day is missing; write “not sure” if nobody knows it.")

    def day(name: str) -> When | None:
        is_ahead = name == "by" or (name == "on" and kind.ahead)
        return read_date(typed[name], family.today(), ahead=is_ahead)

    return Event(
        child=find_child(family, typed["child"] or "").id,
        kind=kind.id,
        on=day("on"),
        sent=day("sent"),
        received=day("received"),
        dated=day("dated"),
        by=day("by"),
        review=typed["review"],
        outcome=typed["outcome"] or "",
        direction=typed["direction"] or "",
        who=typed["who"] or "",
        channel=typed["channel"] or "",
        model=typed["model"] or "",
        summary=typed["summary"] or "",
        notes=typed["notes"] or "",
    )


@click.command("import")
@on_file
@click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=FILE)
@click.option("--child", required=True, metavar="N", help="The child's name, first name or id.")
@click.option("--skip-bad", is_flag=True, help="Take the good rows; keep the bad ones in a file.")
def import_(door: Door, paths: tuple[Path, ...], child: str, skip_bad: bool) -> None:
    """Take in events from spreadsheets (.csv or .xlsx), and a school's calendar (.ics).

    The first row names the columns: date and kind are needed; outcome, who, channel, direction,
    sent, received, dated, by, model, review, summary, notes and paper may be there. A kind is its
    word or its title, such as call or “Phone call”; “ehcp kinds” shows them all. A file with a
    bad row imports nothing and lists every bad row; --skip-bad writes these, with reasons, to
    NAME.refused.csv beside it. Importing the same file twice adds nothing.

    The school's terms and training days are taken from its calendar (.ics), or from a table with
    the columns from, to and what.
    """
    from ehcp_desktop.services.children import find_child

    with door.recording() as family:
        who = find_child(family, child)
        with family.store.action("Import " + ", ".join(path.name for path in paths)):
            done = [_taken_in(family, who, path, skip_bad) for path in paths]
        for said, further in done:
            say(said)
            for line in further:
                say(line, err=True)


def _taken_in(
    family: Family, child: Child, path: Path, skip_bad: bool
) -> tuple[str, tuple[str, ...]]:
    """Take one file in; returns what was added, and what else there is to say."""
    from ehcp_desktop.services import school_files
    from ehcp_desktop.services.importing import import_events
    from ehcp_desktop.services.school_calendar import doubts

    try:
        return _about_events(path, import_events(family, child, path, skip_bad))
    except BadInput:  # before anything was changed; most tables are events, and read only once
        if not school_files.is_school_calendar(path):
            raise
    taken = school_files.take_in(family, child, path)
    return _about_school(path, taken, doubts(family, child.id))


def _about_school(path: Path, taken: Taken, doubts: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    out = (f"Not school dates, left out: {taken.left_out}.",) if taken.left_out else ()
    said = f"{path.name}: {taken.added} school dates added{_already(taken.already)}."
    return said, (*out, *doubts)


def _about_events(path: Path, imported: Imported) -> tuple[str, tuple[str, ...]]:
    further = []
    if imported.refused:
        further.append(f"{len(imported.refused)} refused; see {imported.refused_file}.")
    if imported.ignored:
        further.append(f"Not taken in: the columns {', '.join(imported.ignored)}.")
    return f"{path.name}: {imported.added} added{_already(imported.already)}.", tuple(further)


def _already(number: int) -> str:
    return f", {number} already there" if number else ""
