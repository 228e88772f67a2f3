"""A letter as plain text, to read, to search and to paste into an email or a web form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ehcp_desktop.services.letters.document import block_text, endings, line_text, told

if TYPE_CHECKING:
    from ehcp_desktop.services.letters.document import Block, LetterDocument


def text(document: LetterDocument) -> str:
    """Return the whole letter; paragraphs are not wrapped, a blank line stands between parts."""
    if document.is_sheet:
        return email_text(document) + "\n"
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
    close = () if document.is_sheet else (document.close, document.signature)
    parts = (
        document.salutation,
        document.subject,
        "\n".join(document.byline),
        *(_said(block) for block in document.blocks),
        *close,
        "\n".join(endings(document)),
    )
    return "\n\n".join(part for part in parts if part)


def _said(block: Block) -> str:
    """Return a block as it is read: each row of a table as lines that say what they are."""
    match block.kind:
        case "heading":
            return line_text(block.lines[0])
        case "table":
            return "\n\n".join(line_text(row.lines[0]) for row in told(block))
    return block_text(block)
