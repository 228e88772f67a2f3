"""A font whose text can be taken out of the PDF again as it was typed."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from reportlab.pdfbase.ttfonts import TTFont

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFDocument

_MEANING = re.compile(r"(?m)^(<[0-9A-F]{2}> )<([0-9A-F]{4,6})>$")
_FIRST_SHAPED = 0xFB1D  # from here on are the forms that letters take beside each other


class ReadableFont(TTFont):  # type: ignore[misc]  # reportlab's stubs do not type it
    """A TrueType font that says which letters its shaped forms, and its boxes, stand for.

    Reportlab's map from glyphs to characters has four digits a character and knows no shaping.
    """

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802  # reportlab's own name
        """Put the font into a document, its map from glyphs to characters put right."""
        super().addObjects(doc)
        for name, thing in doc.idToObject.items():
            if name.startswith("toUnicodeCMap:") and isinstance(thing.content, str):
                thing.content = _MEANING.sub(_right, thing.content)


def _right(found: re.Match[str]) -> str:
    code = int(found[2], 16)
    if code < _FIRST_SHAPED:
        return found[0]
    letters = unicodedata.normalize("NFKC", chr(code)) if code < 0x10000 else chr(code)
    return f"{found[1]}<{letters.encode('utf-16-be').hex().upper()}>"
