"""A font whose text can be taken out of the PDF again as it was typed."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from reportlab.pdfbase.ttfonts import TTFont

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFDocument

_MEANING = re.compile(r"(?m)^(<[0-9A-F]{2}> )<([0-9A-F]{4,6})>$")
# Between these are the forms that letters take beside each other.
_FIRST_SHAPED, _LAST_SHAPED = 0xFB1D, 0xFEFC


class ReadableFont(TTFont):
    """A TrueType font that says which letters its shaped forms, and its boxes, stand for.

    Reportlab's map from glyphs to characters has four digits a character and knows no shaping.
    """

    def addObjects(self, doc: PDFDocument) -> None:  # reportlab's own name
        """Put the font into a document, its map from glyphs to characters put right."""
        super().addObjects(doc)
        for name, thing in doc.idToObject.items():
            content = getattr(thing, "content", None)
            if name.startswith("toUnicodeCMap:") and isinstance(content, str):
                thing.content = _MEANING.sub(_right, content)  # type: ignore[attr-defined]  # a stream


def _right(found: re.Match[str]) -> str:
    code = int(found[2], 16)
    if code < _FIRST_SHAPED:
        return found[0]
    letters = unicodedata.normalize("NFKC", chr(code)) if code <= _LAST_SHAPED else chr(code)
    return f"{found[1]}<{letters.encode('utf-16-be').hex().upper()}>"
