"""A line of the minutes that the family puts right."""

from __future__ import annotations

from dataclasses import dataclass

from ehcp_desktop.domain.record import Record


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction(Record):
    """One line as the minutes have it, beside what was said.

    `written` is "" where the minutes leave it out; `place` is where they have it ("page 2");
    `who` said it and `source` is how the family knows.
    """

    review: str
    place: str = ""
    written: str = ""
    said: str = ""
    who: str = ""
    source: str = ""
