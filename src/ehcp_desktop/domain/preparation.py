"""What a family prepares for a review meeting."""

from __future__ import annotations

from dataclasses import dataclass

from ehcp_desktop.domain.record import Record

PARTS = ("goes_well", "ask", "question", "our_view", "childs_view", "agenda", "paper")


@dataclass(frozen=True, kw_only=True, slots=True)
class Preparation(Record):
    """One line of what is prepared. `part` is one of PARTS.

    `topic` is the prompt that a view answers, or the minutes of a part of the agenda. For
    "paper", `text` says why it matters, and `page` (from 1) where to open it.
    """

    review: str
    part: str
    topic: str = ""
    text: str = ""
    paper: str | None = None
    page: int | None = None
