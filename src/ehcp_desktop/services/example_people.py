"""Who took part in the reviews of the made-up family."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ehcp_desktop.domain.invitee import Invitee

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ehcp_desktop.domain.when import When
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.rolling import Rolling


def add(family: Family, rolling: Rolling, review_id: str, entry: Mapping[str, str]) -> None:
    """Add one person to a review; each fact of theirs is "yes", "no" or the day that it was so."""
    contacts = family.store.contacts.ids(name=entry["name"])
    papers = family.store.papers.ids(name=entry.get("paper", ""))
    person = Invitee(
        review=review_id,
        contact=contacts[0] if contacts else None,
        name=entry["name"],
        role=entry["role"],
        invited=_said(entry, "invited"),
        invited_on=_day(rolling, entry, "invited"),
        asked=_said(entry, "asked"),
        asked_on=_day(rolling, entry, "asked"),
        sent=_said(entry, "sent"),
        sent_on=_day(rolling, entry, "sent"),
        received=_said(entry, "received"),
        received_on=_day(rolling, entry, "received"),
        attendance=entry.get("attendance", ""),
        paper=papers[0] if papers else None,
        notes=entry.get("notes", ""),
    )
    family.store.invitees.save(person)


def _said(entry: Mapping[str, str], fact: str) -> str:
    said = entry.get(fact, "")
    return said if said in ("", "no") else "yes"


def _day(rolling: Rolling, entry: Mapping[str, str], fact: str) -> When | None:
    said = entry.get(fact, "")
    return None if said in ("", "yes", "no") else rolling.when(said)
