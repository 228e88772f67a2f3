"""A table on paper: as a tagged PDF and as a Word document."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ehcp_desktop.services.documents import listing
from ehcp_desktop.services.documents.sheet import MM, Sheets
from ehcp_desktop.services.documents.typeface import SetLine, set_lines

if TYPE_CHECKING:
    from docx.table import _Cell

    from ehcp_desktop.services.documents.edition import Edition
    from ehcp_desktop.services.documents.tagging import Part
    from ehcp_desktop.services.reports.chronology import Chronology

_SIZE = 11.0
_LEADING = 14.5
_MARGIN = 18 * MM
_FOOT = 20 * MM
_GAP = 5 * MM
_SHARES = (0.21, 0.43, 0.18, 0.18)
_PADDING = 5.0

Cells = tuple[tuple[SetLine, ...], ...]


def pdf(table: Chronology, edition: Edition) -> bytes:
    """Return the table on A4, turned; headings on every page, which are numbered "1 of 3".

    In a larger edition the pages are upright, and each row stands under the one before.
    """
    from ehcp_desktop.services.reports.chronology import HEADINGS

    if edition.is_larger:
        return listing.pdf(_listed(table), edition)
    head = _cells(HEADINGS, bold=True)
    body = [_cells(row) for row in table.rows]
    pages = _pages(table, head, body)
    sheets = Sheets("Chronology", "en-GB", table.on, wide=True)
    grid: Part | None = None
    for number, page in enumerate(pages, 1):
        if number == 1:
            at = _title(sheets, table)
            grid = sheets.document.add("Table")
        else:
            sheets.new_page()
            at = _MARGIN
        assert grid is not None  # noqa: S101  # made with the first page
        at = _headings(sheets, grid, at, head, is_first=number == 1)
        for cells in page:
            at = _row(sheets, grid.add("TR"), at, cells, "TD")
        _page_number(sheets, number, len(pages))
    return sheets.finish()


def docx(table: Chronology, edition: Edition) -> bytes:
    """Return the table as a Word document; its headings repeat on every page."""
    from docx.shared import Mm

    from ehcp_desktop.services.documents.wordfile import (
        add_text,
        as_bytes,
        new_document,
        repeat_heading,
    )
    from ehcp_desktop.services.reports.chronology import HEADINGS

    if edition.is_larger:
        return listing.docx(_listed(table), edition)
    word = new_document("Chronology", "en-GB", table.on, wide=True)
    add_text(word.add_paragraph(style="Heading 1"), [(table.title, False)])
    add_text(word.add_paragraph(), [(table.about, False)])
    grid = word.add_table(rows=1 + len(table.rows), cols=len(HEADINGS), style="Table Grid")
    grid.autofit = False
    for column, share in zip(grid.columns, _SHARES, strict=True):
        column.width = Mm(253 * share)
    widths = [Mm(253 * share) for share in _SHARES]
    for row, texts in zip(grid.rows, (HEADINGS, *table.rows), strict=True):
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.width = width
            _fill(cell, text, bold=texts is HEADINGS)
    repeat_heading(grid.rows[0])
    return as_bytes(word)


def _listed(table: Chronology) -> listing.Listing:
    rows = tuple(
        listing.Told(when, tuple(filter(None, (what, who, source and f"Source: {source}"))))
        for when, what, who, source in table.rows
    )
    return listing.Listing("Chronology", table.on, table.title, (table.about,), (("", rows),))


def _fill(cell: _Cell, text: str, *, bold: bool) -> None:
    from docx.shared import Pt

    from ehcp_desktop.services.documents.wordfile import add_text

    paragraph = cell.paragraphs[0]
    add_text(paragraph, [(text, bold)])
    paragraph.paragraph_format.space_before = Pt(3)
    paragraph.paragraph_format.space_after = Pt(4)


def _breadth() -> float:
    from ehcp_desktop.services.documents.sheet import HEIGHT

    return HEIGHT - 2 * _MARGIN


def _columns() -> list[tuple[float, float]]:
    """Return the left edge and the breadth of each column."""
    edges = [_MARGIN]
    for share in _SHARES:
        edges.append(edges[-1] + share * _breadth())
    return [(left, right - left - _GAP) for left, right in pairwise(edges)]


def _cells(texts: tuple[str, ...], *, bold: bool = False) -> Cells:
    return tuple(
        set_lines([(text, bold)], _SIZE, breadth)
        for text, (_, breadth) in zip(texts, _columns(), strict=True)
    )


def _height(cells: Cells) -> float:
    return max(len(lines) for lines in cells) * _LEADING + 2 * _PADDING


def _pages(table: Chronology, head: Cells, body: list[Cells]) -> list[list[Cells]]:
    """Share the rows out among pages; a row that is longer than a page is cut between lines."""
    from ehcp_desktop.services.documents.sheet import WIDTH

    room = WIDTH - _MARGIN - _FOOT - _height(head)
    pages: list[list[Cells]] = [[]]
    left = room - _title_height(table)
    for cells in (part for row in body for part in _cut(row, room)):
        if _height(cells) > left:
            pages.append([])
            left = room
        pages[-1].append(cells)
        left -= _height(cells)
    return pages


def _cut(cells: Cells, room: float) -> list[Cells]:
    lines = int((room - 2 * _PADDING) // _LEADING)
    longest = max(len(column) for column in cells)
    return [
        tuple(column[start : start + lines] for column in cells)
        for start in range(0, longest, lines)
    ]


def _title_lines(table: Chronology) -> tuple[tuple[SetLine, float], ...]:
    title = set_lines([(table.title, True)], 16, _breadth())
    about = set_lines([(table.about, False)], _SIZE, _breadth())
    return (*((line, 16.0) for line in title), *((line, _SIZE) for line in about))


def _title_height(table: Chronology) -> float:
    return sum(size * 1.4 for _, size in _title_lines(table)) + 10


def _title(sheets: Sheets, table: Chronology) -> float:
    at = _MARGIN
    heading, text = sheets.document.add("H1"), sheets.document.add("P")
    for line, size in _title_lines(table):
        at += size * 1.4
        with sheets.reading(heading if size > _SIZE else text):
            sheets.line(_MARGIN, at - 4, line, size)
    return at + 10


def _headings(sheets: Sheets, grid: Part, at: float, head: Cells, *, is_first: bool) -> float:
    """Draw the headings; only the first are read, the others are there for the eye."""
    if is_first:
        return _row(sheets, grid.add("TR"), at, head, "TH")
    with sheets.furniture():
        return _drawn(sheets, at, head)


def _row(sheets: Sheets, row: Part, at: float, cells: Cells, role: str) -> float:
    for (left, _), lines in zip(_columns(), cells, strict=True):
        with sheets.reading(row.add(role, scope="Column" if role == "TH" else "")):
            for number, line in enumerate(lines, 1):
                sheets.line(left, at + _PADDING + number * _LEADING - 4, line, _SIZE)
    bottom = at + _height(cells)
    with sheets.furniture():
        sheets.rule(_MARGIN, bottom, _breadth())
    return bottom


def _drawn(sheets: Sheets, at: float, cells: Cells) -> float:
    for (left, _), lines in zip(_columns(), cells, strict=True):
        for number, line in enumerate(lines, 1):
            sheets.line(left, at + _PADDING + number * _LEADING - 4, line, _SIZE)
    sheets.rule(_MARGIN, at + _height(cells), _breadth())
    return at + _height(cells)


def _page_number(sheets: Sheets, number: int, of: int) -> None:
    (line,) = set_lines([(f"Page {number} of {of}", False)], _SIZE, _breadth())
    with sheets.furniture():
        sheets.line(_MARGIN + _breadth() - line.width, sheets.height - 10 * MM, line, _SIZE)
