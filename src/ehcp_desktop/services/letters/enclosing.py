"""The enclosures of a letter that the record itself can make, such as the chronology."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.services.documents.edition import STANDARD
from ehcp_desktop.services.letters.names import template_ids

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.documents.edition import Edition
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.letters.document import LetterDocument
    from ehcp_desktop.services.plans import Version

_SECTIONS = re.compile(r"\bSections? ([A-K][12]?)(?: and ([A-K][12]?))?")
_LOG = "provision_log"  # the letter of the shelf that prints what was given and missed


class Enclosure(NamedTuple):
    """An enclosure as the letter names it, and what it is made of.

    `made_of` is "chronology", "log", or the names of sections of the plan with " " between them.
    """

    name: str
    made_of: str


def makeable(family: Family, child: Child, named: Iterable[str]) -> list[Enclosure]:
    """Return those of the enclosures named that the record can make now."""
    found = (Enclosure(name, _made_of(name)) for name in named)
    return [each for each in found if each.made_of and _is_there(family, child, each)]


def made(family: Family, child: Child, wanted: Enclosure, edition: Edition = STANDARD) -> bytes:
    """Return an enclosure as a PDF. Raises an EhcpError when it cannot be made."""
    from ehcp_desktop.services.letters.render import render
    from ehcp_desktop.services.letters.writing import prepare
    from ehcp_desktop.services.reports import chronology

    if wanted.made_of == "chronology":
        return chronology.rendered(family, child, ".pdf", edition)
    if wanted.made_of == "log":
        return render(prepare(family, _LOG, child, blanks=True).document, ".pdf", edition)
    return render(_extract(family, child, wanted.made_of.split()), ".pdf", edition)


def _made_of(name: str) -> str:
    said = name.casefold()
    if "chronology" in said:
        return "chronology"
    if "provision log" in said:
        return "log"
    sections = _SECTIONS.search(name)
    return " ".join(filter(None, sections.groups())) if sections else ""


def _is_there(family: Family, child: Child, wanted: Enclosure) -> bool:
    if wanted.made_of == "chronology":
        return True
    if wanted.made_of == "log":
        return _LOG in template_ids()
    version = _newest(family, child)
    return version is not None and set(wanted.made_of.split()) <= set(version.sections)


def _newest(family: Family, child: Child) -> Version | None:
    """Return the newest version of the plan whose text is in the record."""
    from ehcp_desktop.services.plans import versions

    return next((each for each in versions(family, child.id) if each.sections), None)


def _extract(family: Family, child: Child, names: list[str]) -> LetterDocument:
    """Return sections of the plan on a page of their own, word for word."""
    from ehcp_desktop.domain.when import spoken_day
    from ehcp_desktop.services.letters.document import LetterDocument, heading, paragraph
    from ehcp_desktop.services.letters.filling import clean
    from ehcp_desktop.services.plans import sections

    version = _newest(family, child)
    assert version is not None  # noqa: S101  # asked by _is_there
    texts = sections(family, version.plan.id)
    issued = f"Plan of {version.issued.spoken()}" if version.issued else "Plan"
    blocks = [
        block
        for name in names
        for block in (
            heading(f"Section {name}"),
            *(paragraph(part) for part in clean(texts[name].text).split("\n\n") if part.strip()),
        )
    ]
    title = f"Extract of the EHC plan: {_spoken(names)}"
    return LetterDocument(
        title=title,
        on=family.today(),
        subject=title,
        byline=(
            f"{child.name}, born {spoken_day(child.born)}",
            f"{issued}, copied word for word on {spoken_day(family.today())}",
        ),
        blocks=tuple(blocks),
    )


def _spoken(names: list[str]) -> str:
    return f"Section{'s' if len(names) > 1 else ''} {' and '.join(names)}"
