"""The year ahead on paper: one sheet of A4 as a tagged PDF, and the same in Word and as text."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.when import spoken_weekday
from ehcp_desktop.services.documents import listing
from ehcp_desktop.services.documents.sheet import HEIGHT, MM, WIDTH, Sheets
from ehcp_desktop.services.documents.typeface import SetLine, set_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document
    from docx.table import _Cell

    from ehcp_desktop.services.documents.edition import Edition
    from ehcp_desktop.services.documents.tagging import Part
    from ehcp_desktop.services.reports.year_ahead import Line, YearAhead

_SIZES = (12.0, 11.0, 10.0, 9.0, 8.0)
_MARGIN = 16 * MM
_BREADTH = WIDTH - 2 * _MARGIN
_SHARES = (0.21, 0.42, 0.19, 0.18)
_GAP = 3 * MM
_LEADING, _PAD = 1.3, 0.3  # of the size of the letters
_LATE = "Late"
_NOTHING = "Nothing with a date is known for the coming year."

Section = tuple[str, "Sequence[Line]"]


class _Text(NamedTuple):
    """Words as lines that stand under each other, and the room before them in points."""

    role: str
    words: str
    lines: tuple[SetLine, ...]
    size: float
    before: float

    @property
    def height(self) -> float:
        return len(self.lines) * _LEADING * self.size + self.before


class _Cells(NamedTuple):
    """One line of the year in its columns."""

    columns: tuple[tuple[SetLine, ...], ...]
    size: float

    @property
    def height(self) -> float:
        most = max(len(lines) for lines in self.columns)
        return (most * _LEADING + _PAD) * self.size


_Block = _Text | _Cells


def pdf(year: YearAhead, edition: Edition) -> bytes:
    """Return the year on one sheet: in smaller letters if it is full, cut short if it must be.

    A larger edition takes as many sheets as it needs, and leaves nothing out.
    """
    if edition.is_larger:
        return listing.pdf(_listed(year), edition)
    blocks = _fitted(year)
    sheets = Sheets("The year ahead", "en-GB", year.on)
    at = _MARGIN
    grid: Part | None = None
    for block in blocks:
        if isinstance(block, _Text):
            grid = None
            _write(sheets, sheets.document.add(block.role), at, block)
        else:
            grid = grid or sheets.document.add("Table")
            _write_cells(sheets, grid.add("TR"), at, block)
        at += block.height
    return sheets.finish()


def docx(year: YearAhead, edition: Edition) -> bytes:
    """Return the year as a Word document in letters of the same size as the sheet."""
    from docx.shared import Mm, Pt

    from ehcp_desktop.services.documents.wordfile import as_bytes, new_document

    if edition.is_larger:
        return listing.docx(_listed(year), edition)
    word = new_document("The year ahead", "en-GB", year.on)
    word.styles["Normal"].font.size = Pt(_fitted(year)[-1].size)
    section = word.sections[0]
    section.left_margin = section.right_margin = Mm(16)
    section.top_margin = section.bottom_margin = Mm(14)
    _say(word, year.title, "Heading 1", bold=True)
    for fact in filter(None, year.facts):
        _say(word, fact)
    for title, lines in _sections(year):
        _say(word, title, bold=True)
        _table(word, lines)
    _say(word, "")
    _say(word, year.foot)
    return as_bytes(word)


def text(year: YearAhead) -> bytes:
    """Return the year as plain text."""
    return listing.text(_listed(year))


def _listed(year: YearAhead) -> listing.Listing:
    sections = tuple((title, tuple(map(told, lines))) for title, lines in _sections(year))
    nothing = () if sections else (_NOTHING,)
    return listing.Listing(
        name="The year ahead",
        on=year.on,
        title=year.title,
        opening=tuple(filter(None, year.facts)),
        sections=sections,
        closing=(*nothing, year.foot),
    )


def told(line: Line) -> listing.Told:
    """Return a line of the year as it stands under other things."""
    rests_on = f"{line.who} ({line.basis})" if line.who else line.basis
    capital = rests_on[0].upper() + rests_on[1:]
    return listing.Told(spoken_weekday(line.day), (line.what, capital))


def _sections(year: YearAhead) -> list[Section]:
    late: list[Section] = [(_LATE, year.late)] if year.late else []
    return [*late, *year.months]


def _fitted(year: YearAhead) -> list[_Block]:
    """Return what fits on the sheet, in the largest letters in which all of it does."""
    room = HEIGHT - 2 * _MARGIN
    for size in _SIZES:
        blocks = list(_laid(year, _sections(year), size))
        if sum(block.height for block in blocks) <= room:
            return blocks
    return _cut(year, room)


def _cut(year: YearAhead, room: float) -> list[_Block]:
    """Leave out the lines furthest away, as few as can be, and say how many."""
    every = [(title, line) for title, lines in _sections(year) for line in lines]

    def without(left_out: int) -> list[_Block]:
        kept = _regrouped(every[: len(every) - left_out])
        return list(_laid(year, kept, _SIZES[-1], left_out))

    counts = range(1, len(every) + 1)
    fits = bisect_left(counts, -room, key=lambda count: -sum(one.height for one in without(count)))
    return without(counts[min(fits, len(counts) - 1)])


def _regrouped(lines: Sequence[tuple[str, Line]]) -> list[Section]:
    titles = dict.fromkeys(title for title, _ in lines)
    return [(title, [line for of, line in lines if of == title]) for title in titles]


def _laid(
    year: YearAhead, sections: Sequence[Section], size: float, left_out: int = 0
) -> Iterator[_Block]:
    yield _text("H1", year.title, size * 1.5, bold=True)
    for fact in filter(None, year.facts):
        yield _text("P", fact, size, 0.2)
    for title, lines in sections:
        yield _text("H2", title, size, 0.7, bold=True)
        yield from (_row(line, size) for line in lines)
    if left_out:
        words = f"{left_out} more, further away, do not fit here; the program shows them."
        yield _text("P", words, size, 0.7)
    elif not sections:
        yield _text("P", _NOTHING, size, 0.7)
    yield _text("P", year.foot, size, 0.7)


def _text(role: str, words: str, size: float, before: float = 0, *, bold: bool = False) -> _Text:
    return _Text(role, words, set_lines([(words, bold)], size, _BREADTH), size, before * size)


def _row(line: Line, size: float) -> _Cells:
    breadths = (share * _BREADTH - _GAP for share in _SHARES)
    texts = zip(line.texts, breadths, strict=True)
    return _Cells(tuple(set_lines([(text, False)], size, wide) for text, wide in texts), size)


def _write(sheets: Sheets, part: Part, at: float, text: _Text) -> None:
    if text.role in ("H1", "H2"):
        sheets.bookmark(text.words, at + text.before)
    with sheets.reading(part):
        for number, line in enumerate(text.lines, 1):
            down = at + text.before + number * _LEADING * text.size
            sheets.line(_MARGIN, down - 0.3 * text.size, line, text.size)


def _write_cells(sheets: Sheets, row: Part, at: float, cells: _Cells) -> None:
    with sheets.furniture():
        sheets.rule(_MARGIN, at, _BREADTH, grey=0.8)
    roles = ("TH", *("TD" for _ in _SHARES[1:]))
    for left, lines, role in zip(_lefts(), cells.columns, roles, strict=True):
        with sheets.reading(row.add(role, scope="Row" if role == "TH" else "")):
            for number, line in enumerate(lines, 1):
                down = at + (number * _LEADING - 0.3 + _PAD / 2) * cells.size
                sheets.line(left, down, line, cells.size)


def _lefts() -> Iterator[float]:
    left = _MARGIN
    for share in _SHARES:
        yield left
        left += share * _BREADTH


def _say(word: Document, words: str, style: str = "Normal", *, bold: bool = False) -> None:
    from docx.shared import Pt

    from ehcp_desktop.services.documents.wordfile import add_text

    paragraph = word.add_paragraph(style=style)
    add_text(paragraph, [(words, bold)])
    paragraph.paragraph_format.space_before = Pt(5 if bold else 0)
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.keep_with_next = bold


def _table(word: Document, lines: Sequence[Line]) -> None:
    from docx.shared import Mm

    grid = word.add_table(rows=len(lines), cols=len(_SHARES), style="Table Grid")
    grid.autofit = False
    for column, share in zip(grid.columns, _SHARES, strict=True):
        column.width = Mm(178 * share)
    for row, line in zip(grid.rows, lines, strict=True):
        for cell, words, share in zip(row.cells, line.texts, _SHARES, strict=True):
            cell.width = Mm(178 * share)
            _fill(cell, words)


def _fill(cell: _Cell, words: str) -> None:
    from docx.shared import Pt

    from ehcp_desktop.services.documents.wordfile import add_text

    paragraph = cell.paragraphs[0]
    add_text(paragraph, [(words, False)])
    paragraph.paragraph_format.space_after = Pt(1)
