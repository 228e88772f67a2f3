"""A letter as a Word document: real styles, A4, British English, nothing locked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ehcp_desktop.services.documents.edition import STANDARD
from ehcp_desktop.services.documents.wordfile import (
    add_paragraph,
    add_table,
    add_text,
    as_bytes,
    new_document,
    paper_style,
    read_from_right,
    restart_numbers,
)
from ehcp_desktop.services.letters.document import cells_of_row, endings, told

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

    from ehcp_desktop.services.documents.edition import Edition
    from ehcp_desktop.services.letters.document import Block, LetterDocument

_LINE = 14.4
_TOP_MM = 18.0
_WINDOW_MM = 50.0
_BREADTH_MM, _WIDE_MM = 170.0, 257.0  # upright, and on its side
_POINT_MM = 25.4 / 72
_STYLES = {
    "paragraph": "Letter Text",
    "heading": "Heading 2",
    "numbered": "List Number",
    "bulleted": "List Bullet",
}


def letter_docx(document: LetterDocument, edition: Edition = STANDARD) -> bytes:
    """Return a letter as a .docx that opens in Word and LibreOffice."""
    wide = document.wide and (document.is_paired or not edition.is_larger)
    word = new_document(document.title, document.language, document.on, wide=wide, edition=edition)
    paper = _Paper(word, edition, _WIDE_MM if wide else _BREADTH_MM, in_halves=document.is_paired)
    if document.is_sheet:
        paper.title(document)
    else:
        paper.head(document)
    for block in document.blocks:
        paper.block(block)
    if not document.is_sheet:
        paper.close(document)
    paper.lines("Letter Ending", endings(document))
    return as_bytes(word)


class _Paper:
    """A Word document in the making, in one edition."""

    def __init__(
        self, word: Document, edition: Edition, breadth_mm: float, *, in_halves: bool
    ) -> None:
        self._word = word
        self._in_halves = in_halves
        self._breadth_mm = breadth_mm
        self._edition = edition
        self._leading = edition.line if edition.is_larger else _LINE
        self._gap = edition.gap * edition.size if edition.is_larger else 6.0
        self._styles()

    def _styles(self) -> None:
        word, leading = self._word, self._leading
        right = 0 if self._edition.is_larger else 100  # millimetres
        paper_style(word, "Letter Sender", left_mm=right, leading=leading)
        paper_style(word, "Letter Recipient", leading=leading)
        paper_style(word, "Letter Date", left_mm=right, leading=leading)
        paper_style(word, "Letter Text", after=self._gap, leading=leading)
        paper_style(word, "Letter Subject", after=self._gap, leading=leading, heading=True)
        paper_style(word, "Letter Close", after=26, leading=leading)
        paper_style(word, "Letter Ending", after=2, leading=leading)

    def title(self, document: LetterDocument) -> None:
        """Write the title of a sheet, and whose it is."""
        self.lines("Heading 1", (document.subject,))
        self.lines("Letter Ending", document.byline, below=8)

    def head(self, document: LetterDocument) -> None:
        """Write the addresses, the date, the greeting and the subject."""
        from docx.shared import Pt

        above = 0.0 if self._edition.is_larger else _above_window(len(document.sender))
        self.lines("Letter Sender", document.sender, below=8 if self._edition.is_larger else 0)
        self.lines("Letter Recipient", document.recipient, above=above, below=8)
        self.lines("Letter Date", (document.day, *document.references), below=8)
        self.lines("Letter Text", tuple(filter(None, (document.via, document.salutation))))
        self.lines("Letter Subject", (document.subject,))
        self._word.styles["Heading 2"].font.size = Pt(self._edition.size)  # no more than it

    def lines(
        self, style: str, lines: tuple[str, ...], above: float = 0.0, below: float = 0.0
    ) -> None:
        """Write lines in a style, with room in points above the first and below the last."""
        from docx.shared import Pt

        written = [add_paragraph(self._word, style) for _ in lines]
        for paragraph, text in zip(written, lines, strict=True):
            add_text(paragraph, [(text, False)])
        if written and above:
            written[0].paragraph_format.space_before = Pt(above)
        if written and below:
            written[-1].paragraph_format.space_after = Pt(below)

    def block(self, block: Block) -> None:
        """Write a paragraph, a heading, a list or a table."""
        if block.kind == "table":
            self._table(block)
            return
        if block.kind in ("numbered", "bulleted"):
            self._word.paragraphs[-1].paragraph_format.keep_with_next = True
        points = [self._line(block, number) for number in range(len(block.lines))]
        if block.kind == "numbered":
            restart_numbers(self._word, points)

    def _line(self, block: Block, number: int) -> Paragraph:
        from docx.shared import Pt

        is_heading = block.kind == "heading"
        paragraph = add_paragraph(self._word, _STYLES[block.kind])
        line = block.lines[number]
        add_text(paragraph, [(words.text, words.bold and not is_heading) for words in line])
        read_from_right(paragraph)
        if not is_heading:
            paragraph.paragraph_format.line_spacing = Pt(self._leading)
        if number == len(block.lines) - 1:
            paragraph.paragraph_format.space_after = Pt(self._gap)
        return paragraph

    def _table(self, block: Block) -> None:
        """Write a table; where columns would be too narrow, each row as a paragraph."""
        from ehcp_desktop.services.documents.grid import shares_of

        if self._edition.is_larger and not self._in_halves:
            for row in told(block):
                self.block(row)
                self._word.paragraphs[-1].paragraph_format.keep_together = True
            return
        rows = [cells_of_row(line) for line in block.lines]
        breadth = self._breadth_mm / _POINT_MM
        shares = (0.5, 0.5) if self._in_halves else shares_of(rows, self._edition.size, breadth)
        self._word.paragraphs[-1].paragraph_format.keep_with_next = True
        add_table(self._word, rows, shares, self._breadth_mm)
        self.lines("Letter Ending", ("",))  # what follows stands apart from the table

    def close(self, document: LetterDocument) -> None:
        """Write the close and the signature, which stay on one page."""
        self.lines("Letter Close", (document.close,))
        self._word.paragraphs[-1].paragraph_format.keep_with_next = True
        self.lines("Letter Text", (document.signature,))


def _above_window(lines: int) -> float:
    """Return the points of space that put the address in the window of a DL envelope."""
    used = _TOP_MM + lines * _LINE * _POINT_MM
    return max(_WINDOW_MM - used, 2.0) / _POINT_MM
