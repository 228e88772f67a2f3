"""The command that answers what a time limit asks about an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ehcp_desktop.cli.door import Door, as_json, on_file
from ehcp_desktop.cli.show import as_rows, paragraph, say

if TYPE_CHECKING:
    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.questions import Asked

_HOW = "Say what the answer is, as QUESTION=CHOICE."


@click.command()
@on_file
@click.argument("event", metavar="[EVENT]", required=False)
@click.argument("told", metavar="[QUESTION=CHOICE]", required=False)
@as_json
def answer(door: Door, event: str | None, told: str | None, is_json: bool) -> None:
    """Answer what a time limit asks about an event, such as how long a suspension is.

    EVENT is an id, as “ehcp log” prints it; “QUESTION=” alone takes the answer back. Without an
    EVENT: show every question on which a time limit of the record depends, and its answer.
    """
    if event is None:
        _show(door, is_json=is_json)
        return
    if told is None:
        raise click.UsageError(_HOW)
    with door.recording() as family:
        tell(family, family.store.events.get(event), told)


def tell(family: Family, event: Event, told: str) -> None:
    """Keep an answer that was typed as "question=choice"."""
    from ehcp_desktop.services.questions import answer as keep

    question, is_said, choice = told.partition("=")
    if not is_said:
        raise click.UsageError(_HOW)
    keep(family, event, question.strip(), choice.strip())


def _show(door: Door, *, is_json: bool) -> None:
    from ehcp_desktop.services.questions import of_record

    with door.reading() as family:
        found = of_record(family)
    if is_json:
        as_rows(_row(one) for one in found)
        return
    for one in found:
        _say(one)
    if not found:
        say("Nothing is asked: no time limit depends on more than the record holds.")


def _row(asked: Asked) -> dict[str, object]:
    question, event, said = asked
    return {
        "id": question.id,
        "title": question.text,
        "event": event.id,
        "kind": event.kind,
        "on": event.on.iso() if event.on else None,
        "choices": dict(question.choices),
        "answer": said or None,
    }


def _say(asked: Asked) -> None:
    question, event, said = asked
    on = f", {event.on.spoken()}" if event.on else ""
    paragraph(f"{question.text} ({event.kind}{on})")
    paragraph(question.hint, 2)
    for choice, words in question.choices.items():
        mark = " (your answer)" if choice == said else ""
        say(f"  ehcp answer FILE {event.id} {question.id}={choice}: {words}{mark}")
