"""The people of a review on paper: one sheet of A4 on its side, or a list in larger letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.when import spoken_day, spoken_weekday
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import people_grid, review_places, reviews
from ehcp_desktop.services.documents import listing
from ehcp_desktop.services.documents.edition import STANDARD
from ehcp_desktop.services.documents.grid import Columns
from ehcp_desktop.services.documents.listing import Listing, Told
from ehcp_desktop.services.documents.sheet import HEIGHT, MM, WIDTH, Sheets
from ehcp_desktop.services.documents.typeface import SetLine, set_lines
from ehcp_desktop.services.letters.filling import clean
from ehcp_desktop.services.whole_file import save_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ehcp_desktop.domain.letter import Paper
    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.services.documents.edition import Edition
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.people_grid import Cell, Line

HEADINGS = ("Who", "Invited", "Advice asked for", "Advice sent", "It reached us", "At the meeting")
_SHARES = (0.25, 0.15, 0.15, 0.15, 0.15, 0.15)
_MARGIN = 14 * MM
_BREADTH = HEIGHT - 2 * _MARGIN  # the sheet lies on its side
_SIZES = (12.0, 11.0, 10.0, 9.0, 8.0)
_LEADING = 1.3
_NOTE = "The family’s own record. “–” stands for what is not known."
_NOT_YET = "Nothing is recorded yet."
_NOTHING = "Nobody is recorded for this review."


def pdf(family: Family, review: Review, edition: Edition = STANDARD) -> bytes:
    """Return the grid as a tagged PDF: on one sheet, in smaller letters if there are many people.

    A larger edition, and more people than a sheet has room for, make a list of as many sheets as
    that needs.
    """
    told, people = _told(family, review)
    rows = [[_who(line), *map(_words, line.cells)] for line in people]
    fitting = (size for size in _SIZES if _height(told, rows, size) <= WIDTH - 2 * _MARGIN)
    size = next(fitting, None) if rows and not edition.is_larger else None
    return listing.pdf(told, edition) if size is None else _sheet(told, rows, size)


def save(family: Family, review: Review, path: Path, edition: Edition = STANDARD) -> None:
    """Write the grid to a .pdf, .docx or .txt.

    Raises BadInput for another ending and FileRefused when the file cannot be written.
    """
    made = {
        ".pdf": lambda: pdf(family, review, edition),
        ".docx": lambda: listing.docx(_told(family, review)[0], edition),
        ".txt": lambda: listing.text(_told(family, review)[0]),
    }.get(path.suffix.casefold())
    if made is None:
        raise BadInput("Choose a file that ends in .pdf, .docx or .txt.")
    save_file(path, made())


def file(family: Family, review: Review) -> Paper:
    """Keep the grid as it stands today among the papers of the review's meeting."""
    from ehcp_desktop.services import meeting, papers

    met = meeting.meeting_of(family, review)
    name = f"Who takes part, {family.today().isoformat()}.pdf"
    title = f"Who takes part in the review, as of {spoken_day(family.today())}"
    made = (name, pdf(family, review))
    return papers.attach_bytes(family, review.child, made, met.id if met else None, title)


def _told(family: Family, review: Review) -> tuple[Listing, list[Line]]:
    child = family.store.children.get(review.child)
    events = family.store.events.all(review=review.id)
    steps = reviews.strip(family, review.id)
    met = next((step.event for step in steps if step.id == "meeting"), None)
    day = spoken_weekday(met.on.first) if met is not None and met.on and met.on.is_exact else ""
    people = people_grid.lines(family, review, steps)
    told = Listing(
        name=clean(f"Who takes part in the review of {child.name}"),
        on=family.today(),
        title=clean(f"{reviews.title(review, events)} of {child.name}: who takes part"),
        opening=tuple(filter(None, (day and f"Meeting: {day}", _law_words(family, review)))),
        sections=(("", tuple(_person(line) for line in people)),),
        closing=(_NOTE,) if people else (_NOTHING,),
    )
    return told, people


def _law_words(family: Family, review: Review) -> str:
    law = review_places.wanted(family, review)
    asked = "; ".join(place.asked for place in law.places)
    return f"The law asks that these are invited: {asked} ({law.citation})."


def _person(line: Line) -> Told:
    """Return what is known of someone, a line for each thing; the rest is left out."""
    said = zip(HEADINGS[1:], line.cells, strict=True)
    known = [f"{heading}: {_words(cell)}" for heading, cell in said if cell.state != "not_known"]
    return Told(_who(line), tuple(known) or (_NOT_YET,))


def _who(line: Line) -> str:
    return clean(line.who)


def _words(cell: Cell) -> str:
    """Return a cell in words alone: nothing on paper is said by a colour or a sign."""
    if cell.state == "not_known":
        return "–"
    return ", ".join(filter(None, (cell.words, cell.detail.replace(" ", "\u00a0"))))


def _sheet(told: Listing, rows: Sequence[Sequence[str]], size: float) -> bytes:
    sheets = Sheets(told.name, "en-GB", told.on, wide=True)
    at = _MARGIN
    sheets.bookmark(told.title, at)
    for block in _above(told, size):
        with sheets.reading(sheets.document.add(block.role)):
            at = _write(sheets, at, block)
    columns = _columns(size)
    grid = sheets.document.add("Table")
    at = columns.draw(sheets, at + size, columns.cells(HEADINGS, bold=True), grid.add("TR"), "TH")
    for row in rows:
        at = columns.draw(sheets, at, columns.cells(row), grid.add("TR"), "TD")
    for block in _under(told, size):
        with sheets.reading(sheets.document.add(block.role)):
            at = _write(sheets, at + size, block)
    return sheets.finish()


class _Block(NamedTuple):
    """Lines above or under the table, of a size in points."""

    role: str
    lines: tuple[SetLine, ...]
    size: float

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * _LEADING


def _above(told: Listing, size: float) -> list[_Block]:
    title = _Block("H1", set_lines([(told.title, True)], size * 1.4, _BREADTH), size * 1.4)
    return [title, *(_text(words, size) for words in told.opening)]


def _under(told: Listing, size: float) -> list[_Block]:
    return [_text(words, size) for words in told.closing]


def _text(words: str, size: float) -> _Block:
    return _Block("P", set_lines([(words, False)], size, _BREADTH), size)


def _write(sheets: Sheets, at: float, block: _Block) -> float:
    for number, line in enumerate(block.lines, 1):
        sheets.line(_MARGIN, at + number * block.size * _LEADING, line, block.size)
    return at + block.height


def _columns(size: float) -> Columns:
    return Columns(_MARGIN, _BREADTH, _SHARES, size, size * _LEADING)


def _height(told: Listing, rows: Sequence[Sequence[str]], size: float) -> float:
    columns = _columns(size)
    around = sum(block.height for block in (*_above(told, size), *_under(told, size)))
    inside = sum(columns.height(columns.cells(row)) for row in (HEADINGS, *rows))
    return around + inside + 3 * size
