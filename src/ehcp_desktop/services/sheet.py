"""Sheets of A4 as a tagged PDF: text put at a place, and what it is for those who hear it read.

Reportlab writes the pages; the structure (ISO 32000-1 14.7 and 14.8) is added here, because
reportlab has no writer for it.
"""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ehcp_desktop.services import typeface

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlab.pdfbase.pdfdoc import PDFDictionary

    from reportlab.pdfgen.canvas import Canvas
    from reportlab.pdfgen.textobject import PDFTextObject

    from ehcp_desktop.services.typeface import SetLine

MM = 72 / 25.4
WIDTH, HEIGHT = 595.2756, 841.8898


@dataclass(slots=True)
class Part:
    """A part of the document's structure: "P", "H1", "L", "LI", "Table", "TR", "TD" and so on."""

    role: str
    parts: list[Part] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    traits: dict[str, str] = field(default_factory=dict)

    def add(self, role: str, **traits: str) -> Part:
        """Return a new part inside this one, after those before it."""
        part = Part(role, traits=traits)
        self.parts.append(part)
        return part


class Sheets:
    """A tagged PDF in the making. Places are in points from the top left of the sheet."""

    def __init__(self, title: str, language: str, *, wide: bool = False) -> None:
        from reportlab.pdfgen.canvas import Canvas

        typeface.register()
        self.width, self.height = (HEIGHT, WIDTH) if wide else (WIDTH, HEIGHT)
        self._bytes = io.BytesIO()
        self._canvas = Canvas(
            self._bytes,
            pagesize=(self.width, self.height),
            invariant=1,
            pageCompression=1,
            lang=language,
            initialFontName=typeface.BODY,
        )
        self._canvas.setTitle(title)
        self._canvas.setCreator("EHCP Desktop")
        self._canvas.setProducer("EHCP Desktop")
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        self.document = Part("Document")
        self._page = 0
        self._marked: list[list[Part]] = [[]]

    @property
    def page(self) -> int:
        """The number of the sheet being written, from 1."""
        return self._page + 1

    def new_page(self) -> None:
        """Go on to a new sheet."""
        self._canvas.showPage()
        self._page += 1
        self._marked.append([])

    @contextmanager
    def reading(self, part: Part) -> Iterator[None]:
        """Give what is drawn inside to a part of the structure."""
        number = len(self._marked[self._page])
        self._marked[self._page].append(part)
        part.marks.append((self._page, number))
        self._raw(f"/{part.role} <</MCID {number}>> BDC")
        yield
        self._raw("EMC")

    @contextmanager
    def furniture(self) -> Iterator[None]:
        """Keep what is drawn inside out of what is read: page numbers, rules."""
        self._raw("/Artifact BMC")
        yield
        self._raw("EMC")

    def line(self, x: float, y: float, line: SetLine, size: float) -> None:
        """Draw a line of text; `y` is its baseline."""
        text = self._canvas.beginText(x, self.height - y)
        font = ""
        with _actual(text, line.actual):
            for piece in line.pieces:
                if piece.font != font:
                    font = piece.font
                    text.setFont(font, size)
                with _actual(text, "" if line.actual else piece.actual):
                    text.textOut(piece.text)
        self._canvas.drawText(text)

    def rule(self, x: float, y: float, width: float, grey: float = 0.6) -> None:
        """Draw a thin line from left to right."""
        self._canvas.setStrokeGray(grey)
        self._canvas.setLineWidth(0.5)
        self._canvas.line(x, self.height - y, x + width, self.height - y)

    def finish(self) -> bytes:
        """Return the PDF."""
        self._canvas.showPage()
        _Structure(self._canvas, self.document, self._marked).write()
        self._canvas.save()
        return self._bytes.getvalue()

    def _raw(self, code: str) -> None:
        self._canvas._code.append(code)  # noqa: SLF001  # reportlab has no other door to BDC


@contextmanager
def _actual(text: PDFTextObject, said: str) -> Iterator[None]:
    """Say what is read where it is not what is drawn."""
    if not said:
        yield
        return
    words = ("\ufeff" + said).encode("utf-16-be").hex().upper()
    text._code.append(f"/Span <</ActualText <{words}>>> BDC")  # noqa: SLF001  # as in _raw
    yield
    text._code.append("EMC")  # noqa: SLF001  # as in _raw


class _Structure:
    """Writes the parts of a document into its PDF."""

    def __init__(self, canvas: Canvas, document: Part, marked: list[list[Part]]) -> None:
        self._doc = canvas._doc  # noqa: SLF001  # the only way to its catalogue
        self._document = document
        self._marked = marked
        self._entries: dict[int, PDFDictionary] = {}

    def write(self) -> None:
        from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName

        root = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        root_reference = self._doc.Reference(root, "structure")
        root.dict["K"] = PDFArray([self._entry(self._document, root_reference)])
        root.dict["ParentTree"] = self._parent_tree()
        root.dict["ParentTreeNextKey"] = len(self._marked)
        catalog = self._doc.Catalog
        catalog.StructTreeRoot = root_reference
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        for number, page in enumerate(self._doc.Pages.pages):
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents = number
            page.Tabs = PDFName("S")

    def _entry(self, part: Part, parent: object) -> object:
        """Return a reference to the entry of a part; its own parts come with it."""
        from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName

        entry = PDFDictionary({"Type": PDFName("StructElem"), "S": PDFName(part.role)})
        entry.dict["P"] = parent
        entry.dict |= _traits(part)
        reference = self._doc.Reference(entry, f"structure{len(self._entries)}")
        self._entries[id(part)] = reference
        kids = [self._mark(page, number) for page, number in part.marks]
        kids += [self._entry(each, reference) for each in part.parts]
        entry.dict["K"] = PDFArray(kids)
        return reference

    def _mark(self, page: int, number: int) -> object:
        from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName

        at = self._doc.Reference(self._doc.Pages.pages[page])
        return PDFDictionary({"Type": PDFName("MCR"), "Pg": at, "MCID": number})

    def _parent_tree(self) -> object:
        from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary

        numbers: list[object] = []
        for page, parts in enumerate(self._marked):
            numbers += [page, PDFArray([self._entries[id(part)] for part in parts])]
        return PDFDictionary({"Nums": PDFArray(numbers)})


def _traits(part: Part) -> dict[str, object]:
    """Return the attributes of a part: what a heading cell is the heading of."""
    from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName

    scope = part.traits.get("scope")
    if not scope:
        return {}
    return {"A": PDFDictionary({"O": PDFName("Table"), "Scope": PDFName(scope)})}
