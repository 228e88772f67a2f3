"""Word documents: one font, one size, one language, and names that read from right to left."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from ehcp_desktop.services.documents.edition import STANDARD

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import _Row
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

    from ehcp_desktop.services.documents.edition import Edition

FONT = "Noto Sans"
_FALLBACK = "Arial"
_HEADINGS = {"Heading 1": 4 / 3, "Heading 2": 7 / 6}  # in sizes of the text
_RIGHT = "\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff"
_STRETCHES = re.compile(f"[{_RIGHT}]+(?:[ \u00a0]+[{_RIGHT}]+)*|[^{_RIGHT}]+")
_IS_RIGHT = re.compile(f"[{_RIGHT}]")
_HEBREW = re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")
_LETTER = re.compile(r"[^\W\d_]")


def new_document(
    title: str, language: str, on: date, *, wide: bool = False, edition: Edition = STANDARD
) -> Document:
    """Return an empty A4 document of a day, with its language, font and properties set."""
    from docx import Document as Opened
    from docx.shared import Mm, Pt

    word = Opened()
    section = word.sections[0]
    section.page_width, section.page_height = (Mm(297), Mm(210)) if wide else (Mm(210), Mm(297))
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(18), Mm(16)
    _normal(word, language, edition)
    _defaults(word, language)
    _headings(word, edition)
    for name in ("List Number", "List Bullet"):
        word.styles[name].paragraph_format.space_after = Pt(3)
    _properties(word, title, language, on)
    _name_fallback(word)
    return word


def as_bytes(word: Document) -> bytes:
    """Return a document as a file; the same words on the same day give the same bytes."""
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    saved, settled = io.BytesIO(), io.BytesIO()
    word.save(saved)
    with ZipFile(saved) as parts, ZipFile(settled, "w") as file:
        for name in parts.namelist():  # each was stamped with the time of this computer
            file.writestr(ZipInfo(name), parts.read(name), ZIP_DEFLATED)
    return settled.getvalue()


def paper_style(
    word: Document,
    name: str,
    *,
    left_mm: float = 0,
    after: float = 0,
    leading: float = 0,
    heading: bool = False,
) -> None:
    """Add a paragraph style; a heading is bold and of the first level."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Mm, Pt
    from docx.styles.style import ParagraphStyle

    # By the element: the door of python-docx looks at every style there is, and takes ten times
    # as long.
    made = word.styles.element.add_style_of_type(name, WD_STYLE_TYPE.PARAGRAPH, builtin=False)
    made.basedOn_val = "Normal"
    style = ParagraphStyle(made)
    style.font.bold = style.font.cs_bold = heading or None
    style.paragraph_format.left_indent = Mm(left_mm)
    style.paragraph_format.space_after = Pt(after)
    if leading:
        style.paragraph_format.line_spacing = Pt(leading)
    if heading:
        style.element.get_or_add_pPr().append(_element("w:outlineLvl", val="0"))


def add_paragraph(word: Document, style: str) -> Paragraph:
    """Add an empty paragraph in a style that is there; python-docx would look at every style."""
    paragraph = word.add_paragraph()
    paragraph._p.style = style.replace(" ", "")  # noqa: SLF001  # no public door
    return paragraph


def add_text(paragraph: Paragraph, stretches: Iterable[tuple[str, bool]]) -> None:
    """Add text, each stretch bold or not, exactly as it is; line breaks stay line breaks."""
    for text, bold in stretches:
        for part in _STRETCHES.findall(text):
            run = paragraph.add_run(part)
            run.bold = bold or None
            if _IS_RIGHT.search(part):
                _from_right(run, part)


def read_from_right(paragraph: Paragraph) -> None:
    """Let a paragraph begin at the right, if all of it is in letters that do."""
    text = paragraph.text
    if _IS_RIGHT.search(text) and not _LETTER.search(_without_right(text)):
        paragraph._p.get_or_add_pPr().append(_element("w:bidi"))  # noqa: SLF001  # no public door


def add_table(
    word: Document, rows: Sequence[Sequence[str]], shares: Sequence[float], breadth_mm: float
) -> None:
    """Add a table; its first row are the headings, which repeat on every page."""
    from docx.shared import Mm

    widths = [Mm(breadth_mm * share) for share in shares]
    grid = word.add_table(rows=len(rows), cols=len(shares), style="Table Grid")
    grid.autofit = False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    for number, (row, texts) in enumerate(zip(grid.rows, rows, strict=True)):
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.width = width
            _fill(cell.paragraphs[0], text, bold=number == 0)
        _mark(row, "w:cantSplit")
    _mark(grid.rows[0], "w:tblHeader")


def restart_numbers(word: Document, points: Sequence[Paragraph]) -> None:
    """Make a numbered list begin at 1, whatever lists stand before it."""
    numbering = word.part.numbering_part.element
    style = word.styles["List Number"].element
    original = style.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(original).abstractNumId.val
    fresh = numbering.add_num(abstract)
    fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
    for point in points:
        properties = point._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001  # no public door
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = fresh.numId


def _fill(paragraph: Paragraph, text: str, *, bold: bool) -> None:
    from docx.shared import Pt

    add_text(paragraph, [(text, bold)])
    read_from_right(paragraph)
    paragraph.paragraph_format.space_before = Pt(3)
    paragraph.paragraph_format.space_after = Pt(4)


def _mark(row: _Row, mark: str) -> None:
    """Keep a row on one page (cantSplit), or show it again on every page (tblHeader)."""
    row._tr.get_or_add_trPr().append(_element(mark, val="true"))  # noqa: SLF001  # as above


def _without_right(text: str) -> str:
    return _IS_RIGHT.sub("", text)


def _from_right(run: Run, text: str) -> None:
    """Mark a run that reads from right to left, with its language."""
    run.font.rtl = True
    if run.bold:
        run.font.cs_bold = True
    language = "he-IL" if _HEBREW.search(text) else "ar-SA"
    run._r.get_or_add_rPr().append(_element("w:lang", bidi=language))  # noqa: SLF001  # as above


def _normal(word: Document, language: str, edition: Edition) -> None:
    from docx.enum.text import WD_LINE_SPACING
    from docx.shared import Pt

    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(edition.size)
    _every_script(normal.element.get_or_add_rPr(), language, edition.size)
    if edition.is_larger:
        normal.paragraph_format.line_spacing = Pt(edition.line)
        normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.AT_LEAST


def _headings(word: Document, edition: Edition) -> None:
    """Take the blue, and the template's own font, out of headings."""
    from docx.shared import Pt, RGBColor

    for name, size in _HEADINGS.items():
        heading = word.styles[name]
        heading.font.name, heading.font.size = FONT, Pt(edition.size * size)
        heading.font.color.rgb = RGBColor(0, 0, 0)
        _every_script(heading.element.get_or_add_rPr(), "en-GB", edition.size * size)


def _defaults(word: Document, language: str) -> None:
    """Take the template's own fonts and American English out of the document's defaults."""
    defaults = word.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")
    for properties in defaults:
        for child in list(properties):
            if child.tag.endswith(("}rFonts", "}lang")):
                properties.remove(child)
        _every_script(properties, language)


def _every_script(properties: BaseOxmlElement, language: str, size: float = STANDARD.size) -> None:
    from docx.oxml.ns import qn

    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = _element("w:rFonts")
        properties.insert(0, fonts)
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    for given in properties.findall(qn("w:szCs")):
        properties.remove(given)
    properties.append(_element("w:szCs", val=f"{size * 2:.0f}"))
    if properties.find(qn("w:lang")) is None:
        properties.append(_element("w:lang", val=language, eastAsia=language, bidi="ar-SA"))


def _properties(word: Document, title: str, language: str, on: date) -> None:
    from datetime import UTC, datetime, time

    about = word.core_properties
    about.title, about.language, about.author = title, language, ""
    about.comments, about.last_modified_by = "", ""
    about.created = about.modified = datetime.combine(on, time(12), UTC)


def _name_fallback(word: Document) -> None:
    """Say which font stands in where Noto Sans is not installed."""
    for part in word.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            entry = (
                f'<w:font w:name="{FONT}"><w:altName w:val="{_FALLBACK}"/>'
                '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
            )
            part._blob = part.blob.replace(b"</w:fonts>", entry.encode())  # noqa: SLF001  # as above


def _element(tag: str, **values: str) -> BaseOxmlElement:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    for name, value in values.items():
        element.set(qn(f"w:{name}"), value)
    return element
