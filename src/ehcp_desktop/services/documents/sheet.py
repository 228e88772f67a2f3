"""Sheets of A4 as a tagged PDF: lines of text put at a place, each known for what it is."""

from __future__ import annotations

import io
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ehcp_desktop.services.documents import typeface
from ehcp_desktop.services.documents.tagging import Part, write_structure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from reportlab.pdfbase.pdfdoc import PDFDocument

    from ehcp_desktop.services.documents.picture import Picture
    from ehcp_desktop.services.documents.typeface import Piece, SetLine

MM = 72 / 25.4
WIDTH, HEIGHT = 595.2756, 841.8898


class Sheets:
    """A tagged PDF in the making. Places are in points from the top left of the sheet.

    Written `on` a day, said to be noon. The same text on the same day gives the same bytes.
    """

    def __init__(self, title: str, language: str, on: date, *, wide: bool = False) -> None:
        from reportlab import rl_config
        from reportlab.pdfgen.canvas import Canvas

        typeface.register()
        rl_config.useA85 = 0  # binary streams: smaller, and quicker to write
        self.width, self.height = (HEIGHT, WIDTH) if wide else (WIDTH, HEIGHT)
        self._bytes = io.BytesIO()
        self._canvas = Canvas(
            self._bytes,
            pagesize=(self.width, self.height),
            invariant=1,
            pageCompression=1,
            pdfVersion=(1, 7),
            lang=language,
            initialFontName=typeface.BODY,  # type: ignore[arg-type]  # the stubs are wrong
        )
        self._canvas.setDateFormatter(lambda *_: f"D:{on:%Y%m%d}120000+00'00'")
        self._canvas.setTitle(title)
        for say in (self._canvas.setAuthor, self._canvas.setSubject, self._canvas.setKeywords):
            say("")
        self._canvas.setCreator("EHCP Desktop")
        self._canvas.setProducer("EHCP Desktop")
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        self.document = Part("Document")
        self._marked: list[list[Part]] = [[]]
        self._headings = 0

    @property
    def page(self) -> int:
        """The number of the sheet being written, from 1."""
        return len(self._marked)

    def new_page(self) -> None:
        """Go on to a new sheet."""
        self._canvas.showPage()
        self._marked.append([])

    @contextmanager
    def reading(self, part: Part) -> Iterator[None]:
        """Give what is drawn inside to a part of the structure."""
        number = len(self._marked[-1])
        self._marked[-1].append(part)
        part.marks.append((self.page - 1, number))
        self._put(f"/{part.role} <</MCID {number}>> BDC")
        yield
        self._put("EMC")

    @contextmanager
    def furniture(self) -> Iterator[None]:
        """Keep what is drawn inside out of what is read: page numbers, rules."""
        self._put("/Artifact BMC")
        yield
        self._put("EMC")

    def bookmark(self, heading: str, y: float) -> None:
        """Let a reader go from the list of bookmarks to a heading of this sheet, at a place.

        The first heading of a document is its title; every other stands below it.
        """
        name = f"heading{self._headings}"
        self._canvas.bookmarkPage(name, fit="XYZ", left=0, top=self.height - y)
        self._canvas.addOutlineEntry(" ".join(heading.split()), name, min(self._headings, 1))
        self._headings += 1

    def line(self, x: float, y: float, line: SetLine, size: float) -> None:
        """Draw a line of text; `y` is its baseline."""
        for start, pieces in line.stretches:
            code = [f"BT 1 0 0 1 {x + start:.2f} {self.height - y:.2f} Tm"]
            for piece in pieces:
                code += self._drawn(piece, size)
            self._put("\n".join((*code, "ET")))

    def rule(self, x: float, y: float, width: float, grey: float = 0.6) -> None:
        """Draw a thin line from left to right."""
        self._canvas.setStrokeGray(grey)
        self._canvas.setLineWidth(0.5)
        self._canvas.line(x, self.height - y, x + width, self.height - y)

    def box(self, x: float, y: float, width: float, height: float) -> None:
        """Draw the frame of an empty box to write in; `y` is its top."""
        self._canvas.setStrokeGray(0)
        self._canvas.setLineWidth(1)
        self._canvas.roundRect(x, self.height - y - height, width, height, min(6, height / 8))

    def picture(self, x: float, y: float, side: float, drawn: Picture) -> None:
        """Draw a picture in a square whose top left is here."""
        scale = side / drawn.side
        place = f"{scale:.4f} 0 0 {-scale:.4f} {x:.2f} {self.height - y:.2f} cm"
        self._put(f"q {place}\n{drawn.code}\nQ")

    def finish(self) -> bytes:
        """Return the PDF."""
        self._canvas.showPage()
        write_structure(self._doc, self.document, self._marked)
        self._canvas.save()
        return self._bytes.getvalue()

    @property
    def _doc(self) -> PDFDocument:
        doc: PDFDocument = self._canvas._doc  # type: ignore[attr-defined]  # noqa: SLF001  # no other door
        return doc

    def _put(self, code: str) -> None:
        self._canvas._code.append(code)  # type: ignore[attr-defined]  # noqa: SLF001  # as in _doc

    def _drawn(self, piece: Piece, size: float) -> list[str]:
        """Return the operators that show a piece; reportlab keeps count of the glyphs used."""
        font, doc = typeface.font(piece.font), self._doc
        escape = self._canvas._escape  # type: ignore[attr-defined]  # noqa: SLF001  # as in _doc
        return [
            f"{font.getSubsetInternalName(subset, doc)} {size:g} Tf ({escape(glyphs)}) Tj"
            for subset, glyphs in font.splitString(piece.text, doc)
        ]
