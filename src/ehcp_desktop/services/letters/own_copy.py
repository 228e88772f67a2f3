"""A letter made one's own in plain words: as it reads for a child now, in one tone and length."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.services.letters import own, own_text
from ehcp_desktop.services.letters.facts import facts_of, gap
from ehcp_desktop.services.letters.filling import resolved_body, resolved_line
from ehcp_desktop.services.letters.gathering import gather
from ehcp_desktop.services.letters.head import read_parts
from ehcp_desktop.services.letters.writing import trial_case

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.letters.shelf import Template

_MINE = re.compile(r" \(my own(?: \d+)?\)$")


class Way(NamedTuple):
    """How a letter is being written: what it is about, and what was typed for it by hand."""

    tone: str = "firm"
    length: str = "standard"
    about: str | None = None
    given: Mapping[str, str] = {}


def plain_copy(family: Family, letter_id: str, child: Child, way: Way = Way()) -> str:  # noqa: B008 (nothing changes it)
    """Return the file of a letter to be made one's own, without ifs, tones and lengths."""
    template = own.find(family, letter_id)
    facts = _facts(family, template, child, way)
    head = read_parts("own.md", own.copy_of(family, letter_id)).mapping
    head.pop("lengths", None)
    title = _free_title(family, template.title)
    head |= {"title": title, "situation": title}
    head["subject"] = resolved_line(template.subject, facts)
    body = resolved_body(template.body, facts, way.tone, way.length)
    return own_text.put_together(head, f"{body}\n")


def _facts(family: Family, template: Template, child: Child, way: Way) -> dict[str, object]:
    """Return every fact as the letter has it, a gap for each that it asks for."""
    case = replace(trial_case(family, template, child, way.about), given=way.given)
    facts, known = gather(case) | {"tone": way.tone, "length": way.length}, facts_of(template)
    asked = {*template.required, *(() if template.reply.none else ("reply_by",))}
    return facts | {key: gap(known[key]) for key in asked if not facts.get(key)}


def _free_title(family: Family, title: str) -> str:
    """Return a name by which a copy is told apart from its original, and from other copies."""
    bare = _MINE.sub("", title)
    taken = {one.title for one in own.templates(family)}
    names = [f"{bare} (my own)", *(f"{bare} (my own {n})" for n in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)
