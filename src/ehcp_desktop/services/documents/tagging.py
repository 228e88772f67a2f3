"""What the parts of a PDF are, for those who hear it read (ISO 32000-1 14.7 and 14.8)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportlab.pdfbase.pdfdoc import PDFDocument


@dataclass(slots=True)
class Part:
    """A part of a document's structure: "P", "H1", "L", "LI", "Table", "TR", "TD" and so on.

    `alt` says what is seen, where there are no words. `marks` are its pieces of pages: sheet,
    from 0, and number on that sheet.
    """

    role: str
    scope: str = ""
    alt: str = ""
    parts: list[Part] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)

    def add(self, role: str, scope: str = "", alt: str = "") -> Part:
        """Return a new part inside this one, after those before it."""
        part = Part(role, scope, alt)
        self.parts.append(part)
        return part


def write_structure(doc: PDFDocument, document: Part, marked: Sequence[Sequence[Part]]) -> None:
    """Write the parts of a document into its PDF, for pages that are all drawn.

    `marked` has the parts on each page in the order of their numbers. Entries are written whole,
    because reportlab's own dictionaries take as long as the rest of a letter.
    """
    from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName

    drawn = doc.Pages.pages  # type: ignore[attr-defined]  # not in the stubs
    pages = [_number(doc, page) for page in drawn]
    parts = list(_each(document))
    entries = {id(part): _Entry(doc, f"part{number}") for number, part in enumerate(parts)}
    root = _Entry(doc, "structure")
    for part, parent in _with_parents(document):
        above = entries[id(parent)] if parent else root
        entries[id(part)].text = _entry(part, above, entries, pages)
    root.text = _root(entries[id(document)], marked, entries)
    catalog = doc.Catalog  # type: ignore[attr-defined]  # not in the stubs
    catalog.StructTreeRoot = root.reference
    catalog.MarkInfo = PDFDictionary({"Marked": "true"})
    for number, page in enumerate(drawn):
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = number
        page.Tabs = PDFName("S")


class _Entry:
    """An object of the PDF whose text is known once all the others have their numbers."""

    def __init__(self, doc: PDFDocument, name: str) -> None:
        from reportlab.pdfbase.pdfdoc import PDFObject

        self.text = ""
        thing = PDFObject()
        thing.format = lambda _: self.text.encode("ascii")  # type: ignore[attr-defined]  # as above
        self.reference = _reference(doc, thing, name)
        self.at = f"{doc.idToObjectNumberAndVersion[name][0]} 0 R"


def _entry(part: Part, above: _Entry, entries: Mapping[int, _Entry], pages: Sequence[str]) -> str:
    marks = [f"<< /Type /MCR /Pg {pages[page]} /MCID {number} >>" for page, number in part.marks]
    kids = " ".join((*marks, *(entries[id(each)].at for each in part.parts)))
    scope = f" /A << /O /Table /Scope /{part.scope} >>" if part.scope else ""
    alt = f" /Alt <feff{part.alt.encode('utf-16-be').hex()}>" if part.alt else ""
    return f"<< /Type /StructElem /S /{part.role} /P {above.at}{scope}{alt} /K [{kids}] >>"


def _root(top: _Entry, marked: Sequence[Sequence[Part]], entries: Mapping[int, _Entry]) -> str:
    numbers = " ".join(
        f"{page} [{' '.join(entries[id(part)].at for part in parts)}]"
        for page, parts in enumerate(marked)
    )
    return (
        f"<< /Type /StructTreeRoot /K [{top.at}] /ParentTreeNextKey {len(marked)}"
        f" /ParentTree << /Nums [{numbers}] >> >>"
    )


def _number(doc: PDFDocument, page: object) -> str:
    _reference(doc, page)
    name = page.__InternalName__  # type: ignore[attr-defined]  # set by Reference
    return f"{doc.idToObjectNumberAndVersion[name][0]} 0 R"


def _reference(doc: PDFDocument, thing: object, name: str | None = None) -> object:
    return doc.Reference(thing, name)  # type: ignore[no-untyped-call]  # as above


def _each(part: Part) -> Iterator[Part]:
    yield part
    for each in part.parts:
        yield from _each(each)


def _with_parents(part: Part, parent: Part | None = None) -> Iterator[tuple[Part, Part | None]]:
    yield part, parent
    for each in part.parts:
        yield from _with_parents(each, part)
