"""Show every review with its steps, or write one as a paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ehcp_desktop.cli.door import FILE, Door, as_json, on_file
from ehcp_desktop.cli.papers_out import in_edition, refuse_overwriting, remember
from ehcp_desktop.cli.show import as_rows, paragraph, say, table
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services.documents.edition import edition

if TYPE_CHECKING:
    from ehcp_desktop.services.documents.edition import Edition
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.reviews import Overview


@click.command()
@on_file
@click.option("--child", metavar="N", help="Only this child: a name, first name or id.")
@click.option("--review", metavar="ID", help="Only this review.")
@click.option("--out", type=FILE, help="Write the one review to a file: .pdf, .docx or .txt.")
@in_edition
@click.option("--replace", "may_replace", is_flag=True, help="Write over any file at --out.")
@as_json
def reviews(
    door: Door, child: str | None, review: str | None, out: Path | None, **typed: object
) -> None:
    """Show every review: who owes each step, its last day, what came and how late.

    With --json each review is an object: id, title, child, on (the day of the meeting), model,
    label (the words of the invitation), chosen_by, chair, state and words. Its steps have step,
    title, owner (school, authority or family), due, basis, rule, done, outcome, days_late, state,
    words, papers (their names), not_received (the days on which it was noted as missing) and
    put_aside; more_dates are the same for what stands below the strip. leaves_out tells what its
    model leaves out, each with its source.
    """
    from ehcp_desktop.services.children import find_child

    with door.reading(remembers=out is not None) as family:
        child_id = find_child(family, child).id if child else None
        if review:
            family.store.reviews.get(review)  # refused where it is none
        if out is not None:
            size = edition(str(typed["edition_name"]))
            _write(family, review, out, size, may_replace=bool(typed["may_replace"]))
        elif typed["is_json"]:
            _print_json(family, child_id, review)
        else:
            _print(family, child_id, review)
    if out is not None:
        say(f"Written to {out}.", err=True)


def _write(
    family: Family, review: str | None, out: Path, size: Edition, *, may_replace: bool
) -> None:
    from ehcp_desktop.services.reports import review_sheet

    if not review:
        raise BadInput("Say which review with --review; “ehcp reviews” shows their ids.")
    refuse_overwriting(out, may_replace=may_replace)
    review_sheet.save(family, review, out, size)
    remember(out, out.read_bytes())


def _print_json(family: Family, child: str | None, review: str | None) -> None:
    from ehcp_desktop.services import review_summary

    rows = review_summary.rows(family, child)
    as_rows(row for row in rows if review in (None, row["id"]))


def _print(family: Family, child: str | None, review: str | None) -> None:
    from ehcp_desktop.services.reviews import overviews

    children = [one for one in family.children if child in (None, one.id)]
    found = [(one.name, each) for one in children for each in overviews(family, one.id)]
    shown = [(name, each) for name, each in found if review in (None, each.review.id)]
    for name, each in shown:
        _say_review(family, each, name if len(children) > 1 else "")
    if not shown:
        say("No review is recorded. Log a meeting that is arranged or held, and it opens one.")
    else:
        say("Information, not legal advice.")


def _say_review(family: Family, found: Overview, child: str) -> None:
    from ehcp_desktop.services import review_summary

    on = found.meeting.on if found.meeting else None
    day = on.spoken_in_full() if on else "no day is known"
    say(": ".join(filter(None, (child, f"{found.title}, {day} – {found.words}"))))
    told = "; ".join(filter(None, (review_summary.way(found), f"id {found.review.id}")))
    paragraph(f"{told[:1].upper()}{told[1:]}", 2)
    table(
        (
            f"  {step.name}",
            review_summary.owner(step).lower(),
            ". ".join(filter(None, review_summary.said(family, step))),
        )
        for step in review_summary.every_step(found)
    )
    say()
