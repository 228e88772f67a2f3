"""What the form of a letter asks: what the record says already, and what only the writer knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.services.letters import choosing, receipt, writer
from ehcp_desktop.services.letters.cells import row_text
from ehcp_desktop.services.letters.facts import Table, facts_of
from ehcp_desktop.services.letters.gathering import Case, first_writer, gather

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.letters.shelf import Template


class Asking(NamedTuple):
    """What the record lacks of a letter's required facts, and what it says of any that is typed.

    `held` has them as they would be typed; `writers` are who can write, the usual one first.
    `reply_words` say why the reply is asked for by its day.
    """

    missing: tuple[str, ...] = ()
    held: Mapping[str, str] = {}
    writers: tuple[str, ...] = (writer.PARENT,)
    reply_words: str = ""


def asking(
    family: Family, template: Template, child: Child, about: str | None, by: str = ""
) -> Asking:
    """Return what to ask of whoever writes; `by` is "" for the usual writer.

    Raises BadInput when the letter would not be true.
    """
    chosen = choosing.choose(family, template, child, about)
    case = Case.of(family, template, child, chosen, {"writer": by} if by else {})
    facts, first = gather(case), first_writer(case)
    could = writer.writers(family, child, template.id)
    known = facts_of(template).values()
    held = {one.id: as_typed(facts[one.id]) for one in known if not one.is_worked_out}
    return Asking(
        missing=tuple(key for key in template.required if not facts[key]),
        held={key: text for key, text in held.items() if text},
        writers=tuple(dict.fromkeys(filter(None, (first, *could)))),
        reply_words=reply_words(family, template, child),
    )


def reply_words(family: Family, template: Template, child: Child) -> str:
    """Return the letter's words for its reply day; without the school's terms they say so."""
    reply, calendar = template.reply, family.calendar_of(child.id)
    if receipt.are_school_days_known(reply, family.today(), calendar):
        return reply.words
    instead = "working days (the school’s terms are not in your record)"
    return reply.words.replace("school days", instead, 1)


def as_typed(value: object) -> str:
    """Return a fact as a person would type it: points on lines, " | " between cells."""
    if isinstance(value, Table):
        return "\n".join(row_text(row) for row in value if any(row))
    if isinstance(value, tuple):
        return "\n".join(map(str, value))
    return value if isinstance(value, str) else ""
