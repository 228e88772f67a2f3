"""The parts of a letter set in lines, before they are put on sheets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ehcp_desktop.services.documents.grid import Cells, Columns, shares_of
from ehcp_desktop.services.documents.sheet import HEIGHT, MM, WIDTH
from ehcp_desktop.services.documents.typeface import SetLine, set_lines
from ehcp_desktop.services.letters.document import cells_of_row, endings, texts_of_row, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ehcp_desktop.services.documents.edition import Edition
    from ehcp_desktop.services.letters.document import Block, LetterDocument, Line

LEFT = 22 * MM
NEXT_TOP = 20 * MM
FOOT = 16 * MM
_INDENT = 8 * MM / 12  # for each point of size
_HALVES = (0.5, 0.5)
_TITLE, _HEADING = 4 / 3, 7 / 6  # of the size of the text


@dataclass(frozen=True, slots=True)
class Spacing:
    """How airy a letter is: points from line to line, between parts, and for the signature."""

    leading: float
    gap: float
    signature: float


@dataclass(frozen=True, slots=True)
class Item:
    """Lines that belong together: a paragraph, a heading, a point with its number, or a row.

    `begins` is true for the first point of a list and for the headings of a table. `scale` is its
    size in sizes of the text. `heading` is what a bookmark calls it, "" for all but headings. One
    that `is_whole` is not cut where it fits a sheet.
    """

    role: str
    lines: tuple[SetLine, ...] = ()
    indent: float = 0.0
    label: SetLine | None = None
    is_close: bool = False
    above: float = 1.0
    begins: bool = False
    scale: float = 1.0
    columns: Columns | None = None
    cells: Cells = ()
    heading: str = ""
    is_whole: bool = False

    def gap(self, spacing: Spacing) -> float:
        """Return the room above it."""
        return spacing.signature if self.is_close else spacing.gap * self.above

    def height(self, spacing: Spacing) -> float:
        """Return how much of a sheet it takes, with the room above it."""
        if self.columns is not None:
            return self.gap(spacing) + self.columns.height(self.cells)
        return self.gap(spacing) + len(self.lines) * spacing.leading * self.scale


def paper_of(document: LetterDocument, edition: Edition) -> tuple[float, float]:
    """Return the breadth and height of its sheets in points.

    A larger edition stands upright, except where all that it has is two broad columns.
    """
    is_wide = document.wide and (document.is_paired or not edition.is_larger)
    return (HEIGHT, WIDTH) if is_wide else (WIDTH, HEIGHT)


class Setting:
    """Sets the parts of a letter in lines of one edition, in the order of reading."""

    def __init__(self, document: LetterDocument, edition: Edition) -> None:
        self._document = document
        self._edition = edition
        self._indent = edition.size * _INDENT
        width, self._height = paper_of(document, edition)
        self._breadth = width - 2 * LEFT

    def items(self) -> Iterator[Item]:
        """Yield everything that is not drawn at a place of its own."""
        document = self._document
        yield from self._opening()
        for block in document.blocks:
            yield from self._block(block)
        if not document.is_sheet:
            yield self._item("P", document.close)
            yield self._item("P", document.signature, is_close=True)
        for number, text in enumerate(endings(document)):
            yield self._item("P", text, above=0.3 if number else 1.0)

    def _opening(self) -> Iterator[Item]:
        document = self._document
        if document.is_sheet:
            yield self._heading("H1", document.subject, _TITLE)
            yield from (self._item("P", text, above=0.3) for text in document.byline)
            return
        if self._edition.is_larger:
            beside = (document.day, *document.references)
            for lines in (document.sender, beside, document.recipient):
                yield from (
                    self._item("P", text, above=0 if n else 1.0) for n, text in enumerate(lines)
                )
        for text in filter(None, (document.via, document.salutation)):
            yield self._item("P", text)
        yield self._heading("H1", document.subject, 1.0)

    def _block(self, block: Block) -> Iterator[Item]:
        match block.kind:
            case "paragraph":
                yield from (Item("P", self._line(line, 0)) for line in block.lines)
            case "heading":
                scale = _HEADING if self._document.is_sheet else 1.0
                yield from (
                    self._heading("H2", texts_of_row(line)[0], scale) for line in block.lines
                )
            case "table":
                yield from self._table(block)
            case _:
                yield from self._points(block)

    def _points(self, block: Block) -> Iterator[Item]:
        for number, line in enumerate(block.lines, 1):
            mark = f"{number}." if block.kind == "numbered" else "–"
            (label,) = set_lines([(mark, False)], self._edition.size, self._indent)
            lines = self._line(line, self._indent)
            above, begins = 0.35 if number > 1 else 0.6, number == 1
            yield Item("LI", lines, self._indent, label, above=above, begins=begins)

    def _table(self, block: Block) -> Iterator[Item]:
        """Yield a table row by row; where columns would be too narrow, each row as a paragraph."""
        size, is_paired = self._edition.size, self._document.is_paired
        if self._edition.is_larger and not is_paired:
            for row in told(block):
                yield from (Item("P", self._line(line, 0), is_whole=True) for line in row.lines)
            return
        rows = [cells_of_row(line) for line in block.lines]
        breadth = self._breadth
        shares = _HALVES if is_paired else shares_of(rows, size, breadth)
        columns = Columns(LEFT, breadth, shares, size, self._edition.line)
        head = columns.cells(rows[0], bold=True)
        room = self._height - NEXT_TOP - FOOT - columns.height(head)
        yield Item("TR", columns=columns, cells=head, begins=True)
        for texts in rows[1:]:
            for cells in columns.cut(columns.cells(texts), room):
                yield Item("TR", columns=columns, cells=cells, above=0)

    def _heading(self, role: str, text: str, scale: float) -> Item:
        lines = set_lines([(text, True)], self._edition.size * scale, self._breadth)
        above = 1.4 if role == "H2" else 1.0
        return Item(role, lines, scale=scale, above=above, heading=text)

    def _item(self, role: str, text: str, *, is_close: bool = False, above: float = 1.0) -> Item:
        lines = set_lines([(text, False)], self._edition.size, self._breadth)
        return Item(role, lines, is_close=is_close, above=above)

    def _line(self, line: Line, indent: float) -> tuple[SetLine, ...]:
        stretches = [(words.text, words.bold) for words in line]
        return set_lines(stretches, self._edition.size, self._breadth - indent)
