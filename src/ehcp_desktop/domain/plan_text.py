"""Find the sections in the pasted text of a whole plan."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ehcp_desktop.domain.plan import SECTIONS

# A heading stands at the start of a line: "Section F: ...", "SECTION H1", "Section B Special
# educational needs". "Section F provision" inside a sentence goes on in small letters.
_HEADING = re.compile(
    r"^[ \t>*#•]*section[ \t]+(?P<name>h[ \t]?[12]|[a-k])[ \t]*"
    r"(?P<rest>[:.)–—-].*|\(.*|[A-Z].*|)$",
    re.MULTILINE | re.IGNORECASE,
)
_LONGEST_HEADING = 100


@dataclass(frozen=True, slots=True)
class Pasted:
    """The sections found, and the text before the first heading, which belongs to none."""

    sections: dict[str, str]
    before: str


def split_plan(text: str) -> Pasted:
    """Split pasted text at its "Section X" headings.

    A section that appears again (a list of contents, a heading repeated on each page) is joined.
    A bare "Section H" counts as H1. Sections without text are left out.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    headings = [found for found in _HEADING.finditer(text) if _is_heading(found)]
    found: dict[str, list[str]] = {}
    for place, heading in enumerate(headings):
        end = headings[place + 1].start() if place + 1 < len(headings) else len(text)
        body = _first_line(heading["rest"]) + text[heading.end() : end].strip()
        if body.strip():
            found.setdefault(_name(heading["name"]), []).append(body.strip())
    before = text[: headings[0].start()] if headings else text
    order = sorted(found, key=SECTIONS.index)
    return Pasted({name: "\n\n".join(found[name]) for name in order}, before.strip())


def _is_heading(found: re.Match[str]) -> bool:
    """Small letters straight after the letter are a sentence that mentions the section."""
    rest = found["rest"]
    return not rest[:1].isalpha() or rest[0].isupper()


def _first_line(rest: str) -> str:
    """Keep what follows on the line of the heading when it is too long to be its title."""
    rest = rest.lstrip(" \t:.)–—-")
    return f"{rest}\n" if len(rest) > _LONGEST_HEADING else ""


def _name(letters: str) -> str:
    return "".join(letters.split()).upper()
