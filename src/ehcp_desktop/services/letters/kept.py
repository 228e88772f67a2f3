"""What a letter that was kept says, exactly as it was written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.services.letters.document import LetterDocument, as_mapping, from_mapping

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ehcp_desktop.domain.letter import Letter


class Edit(NamedTuple):
    """The body of a letter as a person changed it, and as it was when they last saw the facts."""

    body: str
    basis: str


def fields_of(
    document: LetterDocument,
    given: Mapping[str, str],
    recipient: Mapping[str, str],
    length: str = "standard",
    edit: Edit | None = None,
) -> str:
    """Return the text under which a letter's facts and document are kept."""
    kept: dict[str, object] = {
        "given": dict(given),
        "recipient": dict(recipient),
        "document": as_mapping(document),
        "length": length,
    }
    if edit is not None:
        kept["edit"] = list(edit)
    return json.dumps(kept, ensure_ascii=False)


def file_name(day: date, said: str, child: str) -> str:
    """Return what a letter's file is called, without its ending: day, subject, first name."""
    return f"{day.isoformat()} {said}, {child.split(maxsplit=1)[0]}"


def document_of(letter: Letter) -> LetterDocument:
    """Return the document of a letter, as it was written."""
    return from_mapping(json.loads(letter.fields)["document"])


def given_of(letter: Letter) -> dict[str, str]:
    """Return the facts that were given by hand for a letter."""
    return dict(json.loads(letter.fields).get("given", {}))


def recipient_of(letter: Letter) -> dict[str, str]:
    """Return whom a letter is addressed to, by the names of the facts."""
    return dict(json.loads(letter.fields).get("recipient", {}))


def length_of(letter: Letter) -> str:
    """Return how long a letter is: "short", "standard" or "full"."""
    return str(json.loads(letter.fields).get("length", "standard"))


def edit_of(letter: Letter) -> Edit | None:
    """Return the words of a letter that a person changed, None when they stand as written."""
    edit = json.loads(letter.fields).get("edit")
    return Edit(*edit) if edit else None
