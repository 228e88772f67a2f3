"""Things under each other on paper, in any edition: as a tagged PDF, a Word document and text.

For tables whose columns would be too narrow in large letters, and for text, which has none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.services.documents.sheet import HEIGHT, MM, WIDTH, Sheets
from ehcp_desktop.services.documents.tagging import Part
from ehcp_desktop.services.documents.typeface import SetLine, set_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from ehcp_desktop.services.documents.edition import Edition

_MARGIN = 18 * MM
_BREADTH = WIDTH - 2 * _MARGIN
_BOTTOM = HEIGHT - 22 * MM


class Told(NamedTuple):
    """One thing: its first line, which is bold, and what stands under it.

    Without a first line each of the others is a paragraph.
    """

    lead: str
    lines: tuple[str, ...]


class Listing(NamedTuple):
    """What is told of a day. A section has a heading, "" for none, and the things under it.

    `turned` is the heading of the section that begins a new sheet, "" for none.
    """

    name: str
    on: date
    title: str
    opening: tuple[str, ...]
    sections: tuple[tuple[str, tuple[Told, ...]], ...]
    closing: tuple[str, ...] = ()
    turned: str = ""


def pdf(listing: Listing, edition: Edition) -> bytes:
    """Return the listing on A4 sheets, which are numbered "Page 1 of 3"."""
    sheets = Sheets(listing.name, "en-GB", listing.on)
    pages = _pages(list(_blocks(listing, edition, sheets.document)), edition)
    for number, page in enumerate(pages, 1):
        if number > 1:
            sheets.new_page()
        for placed in page:
            if placed.heading:
                sheets.bookmark(placed.heading, placed.at - placed.size)
            with sheets.reading(placed.part):
                sheets.line(_left(placed.line), placed.at, placed.line, placed.size)
        (line,) = set_lines([(f"Page {number} of {len(pages)}", False)], edition.size, _BREADTH)
        with sheets.furniture():
            sheets.line(WIDTH - _MARGIN - line.width, HEIGHT - 12 * MM, line, edition.size)
    return sheets.finish()


def page_count(listing: Listing, edition: Edition) -> int:
    """Return how many A4 sheets the listing takes."""
    return len(_pages(list(_blocks(listing, edition, Part("Document"))), edition))


def docx(listing: Listing, edition: Edition) -> bytes:
    """Return the listing as a Word document, with real headings."""
    from docx.shared import Pt

    from ehcp_desktop.services.documents.wordfile import (
        add_text,
        as_bytes,
        new_document,
        read_from_right,
    )

    word = new_document(listing.name, "en-GB", listing.on, edition=edition)
    styles = {"H1": "Heading 1", "H2": "Heading 2"}
    for said in _each(listing):
        form = _FORMS[said.role]
        paragraph = word.add_paragraph(style=styles.get(said.role, "Normal"))
        add_text(paragraph, [(said.words, form.bold)])
        read_from_right(paragraph)
        paragraph.paragraph_format.space_before = Pt(form.gap * edition.gap * edition.size)
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.keep_with_next = said.stays
        paragraph.paragraph_format.page_break_before = said.turns or None
    return as_bytes(word)


def text(listing: Listing) -> bytes:
    """Return the listing as plain text; lines are not wrapped."""
    parts = ["\n".join((listing.title, *listing.opening))]
    for heading, things in listing.sections:
        parts += [heading, *("\n".join(filter(None, (told.lead, *told.lines))) for told in things)]
    return ("\n\n".join(part for part in (*parts, *listing.closing) if part) + "\n").encode()


class _Form(NamedTuple):
    """How a kind of line looks: its size and the gap above it are in those of the edition."""

    size: float
    gap: float
    bold: bool


_FORMS = {
    "H1": _Form(4 / 3, 0, bold=True),
    "P": _Form(1, 0.5, bold=False),
    "H2": _Form(7 / 6, 1.5, bold=True),
    "lead": _Form(1, 1, bold=True),
    "line": _Form(1, 0, bold=False),
    "end": _Form(1, 1.5, bold=False),
}


class _Said(NamedTuple):
    """A paragraph; `role` is a key of the forms, `stays` that it stays with what comes next.

    `turns` is true for the heading that begins a new sheet.
    """

    role: str
    words: str
    stays: bool = False
    turns: bool = False


class _Block(NamedTuple):
    """A paragraph in lines, with the room above it in points; `heading` is what a heading says."""

    part: Part
    heading: str
    lines: tuple[SetLine, ...]
    size: float
    before: float
    stays: bool
    turns: bool


class _Placed(NamedTuple):
    """A line on its sheet; `at` is its baseline, `heading` the words of one that begins here."""

    at: float
    line: SetLine
    size: float
    part: Part
    heading: str


def _each(listing: Listing) -> Iterator[_Said]:
    yield _Said("H1", listing.title)
    yield from (_Said("P", words) for words in listing.opening)
    for heading, things in listing.sections:
        if heading:
            turns = bool(listing.turned) and heading == listing.turned
            yield _Said("H2", heading, stays=True, turns=turns)
        for told in things:
            yield from _thing(told)
    yield from (_Said("end", words) for words in listing.closing)


def _thing(told: Told) -> Iterator[_Said]:
    if not told.lead:
        yield from (_Said("P", words) for words in told.lines)
        return
    last = len(told.lines)
    yield _Said("lead", told.lead, stays=bool(last))
    yield from (_Said("line", words, at < last) for at, words in enumerate(told.lines, 1))


def _blocks(listing: Listing, edition: Edition, document: Part) -> Iterator[_Block]:
    listed: Part | None = None
    inside = document
    for said in _each(listing):
        if said.role == "lead":
            listed = listed or document.add("L")
            inside = listed.add("LI").add("LBody")
        elif said.role != "line":
            listed, inside = None, document
        form = _FORMS[said.role]
        heading = said.words if said.role in ("H1", "H2") else ""
        part = inside.add(said.role if heading else "P")
        size = edition.size * form.size
        lines = set_lines([(said.words, form.bold)], size, _BREADTH)
        before = form.gap * edition.gap * edition.size
        yield _Block(part, heading, lines, size, before, said.stays, said.turns)


def _pages(blocks: Sequence[_Block], edition: Edition) -> list[list[_Placed]]:
    """Share the blocks out among sheets; what stays together is only cut if it fills a sheet."""
    pages: list[list[_Placed]] = [[]]
    at = _MARGIN
    for group in _groups(blocks):
        height = sum(_height(block, edition) for block in group)
        is_cut = at + height > _BOTTOM and height < _BOTTOM - _MARGIN
        if is_cut or group[0].turns:
            pages.append([])
            at = _MARGIN
        for block in group:
            at += block.before if pages[-1] else 0
            for number, line in enumerate(block.lines):
                if at + block.size * edition.leading > _BOTTOM:
                    pages.append([])
                    at = _MARGIN
                at += block.size * edition.leading
                heading = "" if number else block.heading
                down = at - 0.3 * block.size
                pages[-1].append(_Placed(down, line, block.size, block.part, heading))
    return pages


def _groups(blocks: Sequence[_Block]) -> Iterator[list[_Block]]:
    group: list[_Block] = []
    for block in blocks:
        group.append(block)
        if not block.stays:
            yield group
            group = []


def _height(block: _Block, edition: Edition) -> float:
    return block.before + len(block.lines) * block.size * edition.leading


def _left(line: SetLine) -> float:
    return WIDTH - _MARGIN - line.width if line.is_rtl else _MARGIN
