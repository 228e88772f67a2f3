"""Commands over the whole record: search, the papers it gives out, undo, history and verify."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ehcp_desktop.cli.door import FILE, Door, as_json, on_file
from ehcp_desktop.cli.papers_out import in_edition, refuse_overwriting, remember
from ehcp_desktop.cli.show import as_rows, paragraph, say, table
from ehcp_desktop.domain.when import spoken_weekday
from ehcp_desktop.errors import EhcpError
from ehcp_desktop.services.documents.edition import edition

if TYPE_CHECKING:
    from collections.abc import Callable

    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.documents.edition import Edition
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.reports.ics import Entry

    Writer = Callable[[Family, Child, Path, Edition], Path]


@click.command()
@on_file
@click.argument("query")
@click.option("--limit", default=50, type=click.IntRange(1, 10_000), help="At most so many.")
@as_json
def search(door: Door, query: str, limit: int, is_json: bool) -> None:
    """Find words anywhere in the record, the newest first."""
    with door.reading() as family:
        hits = family.store.search(query, limit)
    if is_json:
        as_rows(
            {
                "kind": hit.kind,
                "id": hit.id,
                "on": hit.on.iso() if hit.on else None,
                "title": hit.title,
                "snippet": hit.snippet,
            }
            for hit in hits
        )
        return
    for hit in hits:
        say(f"{hit.on.spoken_in_full() if hit.on else 'No date'} – {hit.title}")
        paragraph(" ".join(hit.snippet.split(" ")), 4)
    if not hits:
        say(f"Nothing in the record has “{query}”.")
        say("The words inside papers are not searched yet.")


@click.command()
@on_file
@click.option("--child", required=True, metavar="N", help="The child's name, first name or id.")
@click.option("--out", required=True, type=FILE, help="Where to: .pdf, .docx, .csv or .xlsx.")
@in_edition
@click.option("--replace", "may_replace", is_flag=True, help="Write over any file at --out.")
def chronology(door: Door, **typed: object) -> None:
    """Write what happened, in order, as a paper or a spreadsheet."""
    from ehcp_desktop.services.reports.chronology import chronology as write

    _write(door, write, **typed)


@click.command("year-ahead")
@on_file
@click.option("--child", required=True, metavar="N", help="The child's name, first name or id.")
@click.option("--out", required=True, type=FILE, help="Where to: .pdf, .docx or .txt.")
@in_edition
@click.option("--replace", "may_replace", is_flag=True, help="Write over any file at --out.")
def year_ahead(door: Door, **typed: object) -> None:
    """Write what is late and what the next twelve months bring, on one page of A4.

    A larger edition takes the pages that it needs.
    """
    from ehcp_desktop.services.reports.year_ahead import year_ahead as write

    _write(door, write, **typed)


@click.command()
@on_file
@click.option("--child", metavar="N", help="Only this child: a name, first name or id.")
@click.option("--out", required=True, type=FILE, help="Where to: a file that ends in .ics.")
@click.option("--replace", "may_replace", is_flag=True, help="Write over any file at --out.")
@as_json
def calendar(door: Door, child: str | None, out: Path, may_replace: bool, is_json: bool) -> None:
    """Write the open time limits for your own calendar, with alarms a week and a day before.

    Opened again later, the file renews what is in the calendar and adds nothing twice.
    """
    from ehcp_desktop.services.children import find_child
    from ehcp_desktop.services.reports import calendar_out

    with door.reading(remembers=True) as family:
        refuse_overwriting(out, may_replace=may_replace)
        shown = calendar_out.entries(family, find_child(family, child).id if child else None)
        calendar_out.save(family, out, shown)
        remember(out, out.read_bytes())
        names = {one.id: one.name for one in family.children}
    if is_json:
        as_rows(_entry_row(entry, names.get(entry.child, "")) for entry in shown)
    else:
        table((spoken_weekday(entry.on), entry.title) for entry in shown)
    say(f"Written to {out}.", err=True)


@click.command()
@on_file
def undo(door: Door) -> None:
    """Take the last action back; history shows what it was."""
    with door.writing() as family:
        undone = family.store.undo()
    if undone is None:
        raise EhcpError("There is nothing to undo.")
    say(f"Undone: {undone}.")


@click.command()
@on_file
@click.option("--limit", default=100, type=click.IntRange(1, 1_000_000), help="At most so many.")
@as_json
def history(door: Door, limit: int, is_json: bool) -> None:
    """Show what was done, and when, the newest first."""
    with door.reading() as family:
        entries = family.store.history(limit)
    if is_json:
        as_rows(
            {
                "seq": entry.seq,
                "at": entry.at.isoformat(),
                "name": entry.name,
                "who": entry.who,
                "undone": entry.undone,
            }
            for entry in entries
        )
        return
    table(
        (
            str(entry.seq),
            f"{entry.at.astimezone():%d/%m/%Y %H:%M}",
            entry.name + _undone(entry.undone),
        )
        for entry in entries
    )


def _write(door: Door, write: Writer, **typed: object) -> None:
    from ehcp_desktop.services.children import find_child

    out = Path(str(typed["out"]))
    with door.reading() as family:
        refuse_overwriting(out, may_replace=bool(typed["may_replace"]))
        child = find_child(family, str(typed["child"]))
        write(family, child, out, edition(str(typed["edition_name"])))
        remember(out, out.read_bytes())
    say(f"Written to {out}.", err=True)


def _entry_row(entry: Entry, child: str) -> dict[str, object]:
    return {
        "uid": entry.uid,
        "rule": entry.uid.partition(".")[0],
        "title": entry.title,
        "child": child,
        "on": entry.on.isoformat(),
        "status": entry.status.lower(),
    }


def _undone(is_undone: bool) -> str:
    return " (undone)" if is_undone else ""


@click.command()
@on_file
@as_json
def verify(door: Door, is_json: bool) -> None:
    """Check that the file and every paper in it are whole."""
    with door.reading() as family:
        problems = family.store.verify()
    if is_json:
        as_rows({"problem": problem} for problem in problems)
    if problems:
        raise EhcpError("\n".join([*problems, "Restore your newest backup, and keep this file."]))
    if not is_json:
        say("Sound: the file and every paper in it are whole.")
