"""The words of a PDF, in the order in which it has them."""

from __future__ import annotations

from PySide6.QtCore import QBuffer
from PySide6.QtPdf import QPdfDocument

from ehcp_desktop.services.paper_words import Taken

_MOST_PAGES = 60


def words_of_pdf(made: bytes) -> Taken:
    """Return the words of the first sixty pages; "" for a scan, or what is no PDF."""
    kept = QBuffer()
    kept.setData(made)
    kept.open(QBuffer.OpenModeFlag.ReadOnly)
    pages = QPdfDocument()
    pages.load(kept)
    count = min(pages.pageCount(), _MOST_PAGES)
    words = "\n".join(pages.getAllText(number).text() for number in range(count))
    return Taken(words, is_whole=count == pages.pageCount())
