"""A table on paper: as a tagged PDF and as a Word document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ehcp_desktop.services.documents import listing
from ehcp_desktop.services.documents.grid import Cells, Columns
from ehcp_desktop.services.documents.sheet import HEIGHT, MM, WIDTH, Sheets
from ehcp_desktop.services.documents.typeface import SetLine, set_lines

if TYPE_CHECKING:
    from ehcp_desktop.services.documents.edition import Edition
    from ehcp_desktop.services.documents.tagging import Part
    from ehcp_desktop.services.reports.chronology import Chronology

_SIZE = 11.0
_LEADING = 14.5
_MARGIN = 18 * MM
_FOOT = 20 * MM
_BREADTH = HEIGHT - 2 * _MARGIN
_COLUMNS = Columns(_MARGIN, _BREADTH, (0.21, 0.43, 0.18, 0.18), _SIZE, _LEADING)


def pdf(table: Chronology, edition: Edition) -> bytes:
    """Return the table on A4, turned; headings on every page, which are numbered "1 of 3".

    In a larger edition the pages are upright, and each row stands under the one before.
    """
    from ehcp_desktop.services.reports.chronology import HEADINGS

    if edition.is_larger:
        return listing.pdf(_listed(table), edition)
    head = _COLUMNS.cells(HEADINGS, bold=True)
    body = [_COLUMNS.cells(row) for row in table.rows]
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
            at = _COLUMNS.draw(sheets, at, cells, grid.add("TR"), "TD")
        _page_number(sheets, number, len(pages))
    return sheets.finish()


def docx(table: Chronology, edition: Edition) -> bytes:
    """Return the table as a Word document; its headings repeat on every page."""
    from ehcp_desktop.services.documents.wordfile import (
        add_table,
        add_text,
        as_bytes,
        new_document,
    )
    from ehcp_desktop.services.reports.chronology import HEADINGS

    if edition.is_larger:
        return listing.docx(_listed(table), edition)
    word = new_document("Chronology", "en-GB", table.on, wide=True)
    add_text(word.add_paragraph(style="Heading 1"), [(table.title, False)])
    add_text(word.add_paragraph(), [(table.about, False)])
    add_table(word, (HEADINGS, *table.rows), _COLUMNS.shares, 253)
    return as_bytes(word)


def _listed(table: Chronology) -> listing.Listing:
    rows = tuple(
        listing.Told(when, tuple(filter(None, (what, who, source and f"Source: {source}"))))
        for when, what, who, source in table.rows
    )
    return listing.Listing("Chronology", table.on, table.title, (table.about,), (("", rows),))


def _pages(table: Chronology, head: Cells, body: list[Cells]) -> list[list[Cells]]:
    """Share the rows out among pages; a row that is longer than a page is cut between lines."""
    room = WIDTH - _MARGIN - _FOOT - _COLUMNS.height(head)
    pages: list[list[Cells]] = [[]]
    left = room - _title_height(table)
    for cells in (part for row in body for part in _COLUMNS.cut(row, room)):
        if _COLUMNS.height(cells) > left:
            pages.append([])
            left = room
        pages[-1].append(cells)
        left -= _COLUMNS.height(cells)
    return pages


def _title_lines(table: Chronology) -> tuple[tuple[SetLine, float], ...]:
    title = set_lines([(table.title, True)], 16, _BREADTH)
    about = set_lines([(table.about, False)], _SIZE, _BREADTH)
    return (*((line, 16.0) for line in title), *((line, _SIZE) for line in about))


def _title_height(table: Chronology) -> float:
    return sum(size * 1.4 for _, size in _title_lines(table)) + 10


def _title(sheets: Sheets, table: Chronology) -> float:
    at = _MARGIN
    heading, text = sheets.document.add("H1"), sheets.document.add("P")
    sheets.bookmark(table.title, at)
    for line, size in _title_lines(table):
        at += size * 1.4
        with sheets.reading(heading if size > _SIZE else text):
            sheets.line(_MARGIN, at - 4, line, size)
    return at + 10


def _headings(sheets: Sheets, grid: Part, at: float, head: Cells, *, is_first: bool) -> float:
    """Draw the headings; only the first are read, the others are there for the eye."""
    if is_first:
        return _COLUMNS.draw(sheets, at, head, grid.add("TR"), "TH")
    return _COLUMNS.draw_again(sheets, at, head)


def _page_number(sheets: Sheets, number: int, of: int) -> None:
    (line,) = set_lines([(f"Page {number} of {of}", False)], _SIZE, _BREADTH)
    with sheets.furniture():
        sheets.line(_MARGIN + _BREADTH - line.width, sheets.height - 10 * MM, line, _SIZE)
