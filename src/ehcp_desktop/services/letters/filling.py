"""Fill the text of a letter with facts, so that facts can never become structure.

The author's blank lines, points and bold marks are found before any fact is put in. Facts are
plain text: nothing in them is read as markup, as a template or as a new paragraph.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ehcp_desktop.errors import BadResource
from ehcp_desktop.services.letters.document import Block, Kind, Line, Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Template as Compiled
    from jinja2.sandbox import ImmutableSandboxedEnvironment

# Control characters cannot be typed into a letter (see clean), so they are safe as marks.
_BOLD, _PLAIN, _NEXT = "\x02", "\x03", "\x04"
_TONES = re.compile(r"\[([a-z, ]+)\]\s+")
_POINTS = re.compile(r"^(\d+\.|-)\s+", re.MULTILINE)
_MARKS = re.compile(f"[{_BOLD}{_PLAIN}]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Return text without the characters that no paper can show; line breaks and tabs stay."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def fill_line(source: str, facts: Mapping[str, object]) -> str:
    """Return one line of an author's text with its facts."""
    return _plain(_rendered(source, facts))


def fill_body(body: str, facts: Mapping[str, object], tone: str) -> tuple[Block, ...]:
    """Return the blocks of a letter in one tone; what comes out empty is left out.

    Raises BadResource when the text of the letter itself is wrong.
    """
    blocks = []
    for source in body.split("\n\n"):
        said = _in_tone(source.strip("\n"), tone)
        block = _block(said, facts) if said else None
        if block is not None and block.lines:
            blocks.append(block)
    return tuple(blocks)


def _in_tone(source: str, tone: str) -> str:
    """Return the text of a block, or nothing when it is for other tones."""
    tones = _TONES.match(source)
    if not tones:
        return source
    return source[tones.end() :] if tone in re.split(r"[, ]+", tones[1]) else ""


def _block(source: str, facts: Mapping[str, object]) -> Block:
    kind, sources = _points(source)
    rendered = (_rendered(each, facts) for each in sources)
    texts = [text for each in rendered for text in each.split(_NEXT)]
    return Block(kind, tuple(line for text in texts if (line := _line(text))))


def _points(source: str) -> tuple[Kind, list[str]]:
    """Return what kind of block the author wrote, and the text of each of its points."""
    starts = list(_POINTS.finditer(source))
    if not starts or starts[0].start() != 0:
        return "paragraph", [source]
    ends = [found.start() for found in starts[1:]] + [len(source)]
    kind: Kind = "bulleted" if starts[0][1] == "-" else "numbered"
    return kind, [source[found.end() : end] for found, end in zip(starts, ends, strict=True)]


def _marked(source: str) -> str:
    """Return the author's text with bold as marks, "¶" as a break between points, on one line."""
    parts = " ".join(source.split()).replace("¶", _NEXT).split("**")
    if len(parts) % 2 == 0:
        raise BadResource(f"A bold mark is not closed in: {source.strip()}")
    ends = (_BOLD, _PLAIN)
    return parts[0] + "".join(ends[n % 2] + part for n, part in enumerate(parts[1:]))


def _line(text: str) -> Line:
    """Return the words between the bold marks; nothing when there are none."""
    if not _plain(text):
        return ()
    parts = _MARKS.split(_tidy(text))
    return tuple(Words(part, bool(n % 2)) for n, part in enumerate(parts) if part)


def _plain(text: str) -> str:
    return _MARKS.sub("", _tidy(text))


def _tidy(text: str) -> str:
    # Only the ends: what a person typed inside keeps its spaces and line breaks.
    return text.strip(" \n\t")


def _rendered(source: str, facts: Mapping[str, object]) -> str:
    from jinja2 import TemplateError

    try:
        return _compiled(_marked(source)).render(facts)
    except (TemplateError, OverflowError) as wrong:
        raise BadResource(f"The text of a letter cannot be filled in: {wrong}.") from wrong


@cache
def _compiled(source: str) -> Compiled:
    return _environment().from_string(source)


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        finalize=_finalize,
    )


def _finalize(value: object) -> object:
    return clean(value) if isinstance(value, str) else value
