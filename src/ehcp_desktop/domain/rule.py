"""A rule: what the law or good practice asks, of whom, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One entry of the rulebook; everything in it comes from resources/law.

    `basis` is "statutory", "case law", "guidance" or "practice". `show` is "deadline",
    "information" or "status": the last two are never overdue and are not shown as time limits.
    """

    id: str
    title: str
    group: str
    owner: str
    basis: str
    citation: str
    plain: str
    checked: date
    note: str = ""
    exceptions: str = ""
    if_missed: str = ""
    source_url: str = ""
    verified: str = ""
    confidence: str = ""
    in_force: tuple[date, date | None] = (date(2014, 9, 1), None)
    show: str = "deadline"

    @property
    def is_law(self) -> bool:
        """True for statute and case law; guidance and practice are never shown as law."""
        return self.basis in ("statutory", "case law")
