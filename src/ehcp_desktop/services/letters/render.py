"""Lay a letter out as the kind of file that its name asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ehcp_desktop.errors import BadInput
from ehcp_desktop.services.documents.edition import STANDARD

if TYPE_CHECKING:
    from ehcp_desktop.services.documents.edition import Edition
    from ehcp_desktop.services.letters.document import LetterDocument

SUFFIXES = (".pdf", ".docx", ".txt")


def render(
    document: LetterDocument, suffix: str, edition: Edition = STANDARD, lower: int = 0
) -> bytes:
    """Return the bytes of a .pdf, .docx or .txt. Raises BadInput for any other ending.

    Text has no size, so that it is the same in every edition. `lower` is for the PDF alone: how
    many millimetres further down the address stands.
    """
    match suffix.casefold():
        case ".pdf":
            from ehcp_desktop.services.letters.pdf import letter_pdf

            return letter_pdf(document, edition, lower)
        case ".docx":
            from ehcp_desktop.services.letters.docx import letter_docx

            return letter_docx(document, edition)
        case ".txt":
            from ehcp_desktop.services.letters.plain import text

            return text(document).encode()
    raise BadInput(f"A letter can be saved as {', '.join(SUFFIXES)}, not as “{suffix}”.")


def unprintable(document: LetterDocument) -> tuple[str, ...]:
    """Return the characters that the PDF can only show as an empty box, in order of use."""
    from ehcp_desktop.services.documents.typeface import missing
    from ehcp_desktop.services.letters.document import all_text

    return missing(all_text(document))
