"""What the made-up family has prepared for its next review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ehcp_desktop.domain.preparation import Preparation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.rolling import Rolling


def add(family: Family, rolling: Rolling, review_id: str, entry: Mapping[str, str]) -> None:
    """Add one line to what is prepared for a review; a paper is named by its file."""
    papers = family.store.papers.ids(name=entry.get("paper", ""))
    line = Preparation(
        review=review_id,
        part=entry["part"],
        topic=rolling.text(entry.get("topic", "")),
        text=rolling.text(entry["text"]).strip(),
        paper=papers[0] if papers else None,
        page=int(entry["page"]) if "page" in entry else None,
    )
    family.store.preparations.save(line)
