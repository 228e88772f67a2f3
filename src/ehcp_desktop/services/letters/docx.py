"""A letter as a Word document: real styles, A4, British English, nothing locked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ehcp_desktop.services.documents.wordfile import (
    add_text,
    as_bytes,
    new_document,
    paper_style,
    read_from_right,
    restart_numbers,
)
from ehcp_desktop.services.letters.document import endings

if TYPE_CHECKING:
    from docx.document import Document

    from ehcp_desktop.services.letters.document import Block, LetterDocument

_LINE = 14.4
_TOP_MM = 18.0
_WINDOW_MM = 50.0
_POINT_MM = 25.4 / 72


def letter_docx(document: LetterDocument) -> bytes:
    """Return a letter as a .docx that opens in Word and LibreOffice."""
    word = new_document(document.title, document.language, document.on)
    _styles(word)
    _lines(word, "Letter Sender", document.sender)
    _lines(word, "Letter Recipient", document.recipient, _above_window(len(document.sender)))
    _lines(word, "Letter Date", (document.day, *document.references))
    for text in (document.via, document.salutation):
        if text:
            add_text(word.add_paragraph(style="Letter Text"), [(text, False)])
    add_text(word.add_paragraph(style="Letter Subject"), [(document.subject, False)])
    for block in document.blocks:
        if block.kind != "paragraph":
            word.paragraphs[-1].paragraph_format.keep_with_next = True
        _block(word, block)
    _close(word, document)
    return as_bytes(word)


def _styles(word: Document) -> None:
    paper_style(word, "Letter Sender", left_mm=100, leading=_LINE)
    paper_style(word, "Letter Recipient", leading=_LINE)
    paper_style(word, "Letter Date", left_mm=100, leading=_LINE)
    paper_style(word, "Letter Text", after=6, leading=_LINE)
    paper_style(word, "Letter Subject", after=6, leading=_LINE, heading=True)
    paper_style(word, "Letter Close", after=26, leading=_LINE)
    paper_style(word, "Letter Ending", after=2, leading=_LINE)


def _above_window(lines: int) -> float:
    """Return the points of space that put the address in the window of a DL envelope."""
    used = _TOP_MM + lines * _LINE * _POINT_MM
    return max(_WINDOW_MM - used, 2.0) / _POINT_MM


def _lines(word: Document, style: str, lines: tuple[str, ...], above: float = 0.0) -> None:
    from docx.shared import Pt

    for number, text in enumerate(lines):
        paragraph = word.add_paragraph(style=style)
        add_text(paragraph, [(text, False)])
        if number == 0 and above:
            paragraph.paragraph_format.space_before = Pt(above)
    if lines and style != "Letter Sender":
        paragraph.paragraph_format.space_after = Pt(8)


def _block(word: Document, block: Block) -> None:
    from docx.shared import Pt

    style = {"paragraph": "Letter Text", "numbered": "List Number", "bulleted": "List Bullet"}
    points = []
    for line in block.lines:
        point = word.add_paragraph(style=style[block.kind])
        add_text(point, [(words.text, words.bold) for words in line])
        read_from_right(point)
        point.paragraph_format.line_spacing = Pt(_LINE)
        points.append(point)
    points[-1].paragraph_format.space_after = Pt(6)
    if block.kind == "numbered":
        restart_numbers(word, points)


def _close(word: Document, document: LetterDocument) -> None:
    close = word.add_paragraph(style="Letter Close")
    add_text(close, [(document.close, False)])
    close.paragraph_format.keep_with_next = True
    add_text(word.add_paragraph(style="Letter Text"), [(document.signature, False)])
    for text in endings(document):
        add_text(word.add_paragraph(style="Letter Ending"), [(text, False)])
