"""A letter of the family's own, which they can write again and again."""

from __future__ import annotations

from dataclasses import dataclass

from ehcp_desktop.domain.record import Record


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnLetter(Record):
    """The file of a letter as it was written: `name` is the letter's id, `text` all of it."""

    name: str
    text: str
