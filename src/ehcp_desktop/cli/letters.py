"""Commands about letters: letters, letter and sent."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ehcp_desktop.cli.door import (
    FILE,
    Door,
    as_json,
    on_file,
    read_day,
    with_passphrase,
    with_today,
)
from ehcp_desktop.cli.papers_out import in_edition, refuse_overwriting, remember
from ehcp_desktop.cli.show import as_rows, say, table
from ehcp_desktop.errors import BadInput, ChoiceNeeded

if TYPE_CHECKING:
    from ehcp_desktop.services.documents.edition import Edition
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.letters.shelf import Template
    from ehcp_desktop.services.letters.writing import Written

_WHERE = "Where to write it: .pdf, .docx or .txt; for a log .csv or .xlsx too."
_WAYS = ("post", "second-class", "signed-for", "email", "hand", "portal")


@click.command()
@click.option("--record", type=FILE, metavar="FILE", help="Show this record's own letters first.")
@with_passphrase
@with_today
@as_json
def letters(record: Path | None, passphrase_file: Path | None, today: date, is_json: bool) -> None:
    """Show the letters that can be written."""
    from ehcp_desktop.services.letters.shelf import templates

    mine = _own(Door(record, passphrase_file, today)) if record else ()
    shelf = (*mine, *templates())
    if is_json:
        as_rows(_row(template) for template in shelf)
    else:
        table((template.id, f"{template.title}. {template.summary}") for template in shelf)


def _own(door: Door) -> tuple[Template, ...]:
    from ehcp_desktop.services.letters import own

    with door.reading() as family:
        return own.templates(family)


def _row(template: Template) -> dict[str, object]:
    from ehcp_desktop.services.letters.facts import facts_of
    from ehcp_desktop.services.letters.own import is_own
    from ehcp_desktop.services.letters.shelf import TONES

    facts = facts_of(template)
    asks = [facts[key] for key in dict.fromkeys((*template.required, *template.asked))]
    return {
        "id": template.id,
        "title": template.title,
        "situation": template.situation,
        "summary": template.summary,
        "group": template.group,
        "own": is_own(template.id),
        "shape": template.shape,
        "tones": list(TONES),
        "lengths": list(template.lengths),
        "required": list(template.required),
        "asks": [
            {
                "id": fact.id,
                "label": fact.label,
                "kind": fact.kind,
                "columns": list(fact.columns),
                "choices": dict(fact.choices),
            }
            for fact in asks
        ],
        "answers": list(template.answers),
        "starts": template.starts or None,
        "caution": template.caution or None,
        "law_checked": template.law_checked.isoformat(),
    }


@click.command()
@on_file
@click.argument("template")
@click.option("--child", required=True, metavar="N", help="The child's name, first name or id.")
@click.option("--out", required=True, type=FILE, help=_WHERE)
@click.option("--about", metavar="RULE|EVENT|REVIEW", help="Which case; else the most overdue.")
@click.option("--set", "given", multiple=True, metavar="FIELD=VALUE", help="A fact given by hand.")
@click.option("--tone", default="firm", type=click.Choice(["friendly", "firm", "formal"]))
@click.option("--length", default="standard", type=click.Choice(["short", "standard", "full"]))
@in_edition
@click.option("--blanks", is_flag=True, help="Leave marked gaps for facts that are missing.")
@click.option("--replace", "may_replace", is_flag=True, help="Write over any file at --out.")
def letter(door: Door, template: str, out: Path, **typed: object) -> None:
    """Write a letter, keep it as a draft and print its LETTER-ID.

    A log of the record (phone_log, school_events_log, provision_log) can be a .csv or .xlsx too.
    A file at --out is only written over when it is as this command left it; a paper of yours, or
    one that was changed since, stays unless you say --replace.
    """
    from ehcp_desktop.services.documents.edition import edition
    from ehcp_desktop.services.letters import asked, writing
    from ehcp_desktop.services.whole_file import write_whole

    with door.writing() as family:
        refuse_overwriting(out, may_replace=bool(typed["may_replace"]))
        written = _written(family, template, typed)
        made = _rendered(family, written, out.suffix, edition(str(typed["edition_name"])))
        with family.store.action(f"Write: {written.template.situation}"):
            asked.keep(family, written)
            draft = writing.save_draft(family, written)
            remember(out, made)
            write_whole(out, made)
        say(f"Written to {out}.", err=True)
        _say_counting(family, written)
        _say_cautions(written)
        say(draft.id)


def _rendered(family: Family, written: Written, suffix: str, edition: Edition) -> bytes:
    from ehcp_desktop.services.letters import render
    from ehcp_desktop.services.reports import log_out

    if suffix.casefold() in log_out.SUFFIXES and log_out.is_log(written.template):
        return log_out.rendered(family, written, suffix)
    return render.render(written.document, suffix, edition)


def _written(family: Family, template: str, typed: dict[str, object]) -> Written:
    from ehcp_desktop.services.children import find_child
    from ehcp_desktop.services.letters import writing

    about, given = typed["about"], typed["given"]
    try:
        return writing.prepare(
            family,
            template,
            find_child(family, str(typed["child"])),
            about=str(about) if about else None,
            given=_pairs(given if isinstance(given, tuple) else ()),
            tone=str(typed["tone"]),
            blanks=bool(typed["blanks"]),
            length=str(typed["length"]),
        )
    except ChoiceNeeded as several:
        words = f"This letter could be about {several.events}; say which with --about."
        raise BadInput(words) from several


def _pairs(given: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for pair in given:
        field, mark, text = pair.partition("=")
        if not mark:
            raise click.UsageError(f"--set takes field=value, not {pair!r}.")
        pairs[field.strip()] = text
    return pairs


def _say_counting(family: Family, written: Written) -> None:
    """Say how the reply day was counted where the school's terms are not known."""
    from ehcp_desktop.services.letters.asking import reply_words

    words = reply_words(family, written.template, written.child)
    if words != written.template.reply.words and "reply_by" not in written.given:
        say(words, err=True)


def _say_cautions(written: Written) -> None:
    from ehcp_desktop.services.letters.render import unprintable

    for caution in written.cautions:
        say(caution, err=True)
    if written.missing:
        say("Gaps left for: " + ", ".join(written.missing) + ".", err=True)
    lost = unprintable(written.document)
    if lost:
        say(f"No font here has {' '.join(lost)}; look at these places before you print.", err=True)


@click.command()
@on_file
@click.argument("letter_id")
@click.option("--on", required=True, metavar="D", help="The day you sent it.")
@click.option("--by", required=True, type=click.Choice(_WAYS))
@click.option("--at", default="", metavar="HH:MM", help="The time, for an email.")
@click.option("--proof", type=FILE, help="A receipt or a picture of it, kept with the letter.")
@click.option("--came", metavar="D", help="The day it came, where you know it.")
def sent(door: Door, letter_id: str, on: str, **typed: object) -> None:
    """Mark a letter as sent: files its copy and books the day to chase an answer."""
    from ehcp_desktop.domain.when import spoken_weekday
    from ehcp_desktop.services.letters.sending import arrived, mark_sent, why_received

    proof = typed["proof"]
    with door.writing() as family, family.store.action("Mark as sent"):
        day = read_day(on, family.today())
        dispatch = mark_sent(
            family,
            letter_id,
            day,
            str(typed["by"]),
            proof if isinstance(proof, Path) else None,
            str(typed["at"]),
        )
        if came := typed["came"]:
            dispatch = arrived(family, dispatch.id, read_day(str(came), family.today()))
        say(f"Marked as sent on {spoken_weekday(day)}.")
        say(f"Counts as received on {spoken_weekday(dispatch.deemed)}.")
        say(why_received(family, dispatch))
        if dispatch.chase:
            say(f"Chase an answer on {spoken_weekday(dispatch.chase)}.")
