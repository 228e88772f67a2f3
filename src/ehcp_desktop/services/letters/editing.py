"""A letter whose words a person has changed: theirs are what is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ehcp_desktop.services.letters.document import all_text, body_text, with_body
from ehcp_desktop.services.letters.kept import Edit

if TYPE_CHECKING:
    from ehcp_desktop.services.letters.writing import Written


def edited(written: Written, edit: Edit) -> Written:
    """Return a letter with the words of a person; its addresses and day stay up to date."""
    document = with_body(written.document, edit.body)
    said = all_text(document)
    missing = tuple(one for one in written.missing if f"[{one}]" in said)
    return replace(written, document=document, missing=missing, edit=edit)


def begun(written: Written) -> Edit:
    """Return the words of a letter as they are before a person changes them."""
    body = body_text(written.document)
    return Edit(body, body)


def is_behind(written: Written, edit: Edit) -> bool:
    """Say whether the letter would read otherwise now than when its words were changed."""
    return body_text(written.document) != edit.basis
