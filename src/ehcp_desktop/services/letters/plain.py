"""A letter as plain text, to read, to search and to paste into an email or a web form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ehcp_desktop.services.letters.document import body_text, endings

if TYPE_CHECKING:
    from ehcp_desktop.services.letters.document import LetterDocument


def text(document: LetterDocument) -> str:
    """Return the whole letter; paragraphs are not wrapped, a blank line stands between parts."""
    parts = (
        "\n".join(document.sender),
        document.day,
        "\n".join(document.recipient),
        "\n".join((*document.references, document.via)).strip("\n"),
        email_text(document),
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def email_text(document: LetterDocument) -> str:
    """Return the letter from its greeting on; its subject is the subject of the email."""
    parts = (
        document.salutation,
        document.subject,
        body_text(document),
        document.close,
        document.signature,
        "\n".join(endings(document)),
    )
    return "\n\n".join(part for part in parts if part)
