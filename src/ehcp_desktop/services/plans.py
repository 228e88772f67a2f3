"""The versions of the plan, and the text of their sections."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.plan import SECTIONS, Plan, Section
from ehcp_desktop.domain.when import When

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ehcp_desktop.services.family import Family


@dataclass(frozen=True, kw_only=True)
class Version:
    """One issued version with its event; `sections` are the names of those that have text."""

    plan: Plan
    event: Event
    sections: tuple[str, ...] = ()

    @property
    def issued(self) -> When | None:
        """The date printed on it, else the day it came."""
        return self.event.dated or self.event.on


def versions(family: Family, child_id: str) -> list[Version]:
    """Return every version of a child's plan, the newest first."""
    plans = family.store.plans.all(child=child_id)
    events = {one.id: one for one in family.store.events.many([plan.event for plan in plans])}
    filled = _filled(family, plans)
    found = [
        Version(plan=plan, event=events[plan.event], sections=filled.get(plan.id, ()))
        for plan in plans
        if plan.event in events
    ]
    return sorted(found, key=_date_of, reverse=True)


def sections(family: Family, plan_id: str) -> dict[str, Section]:
    """Return the twelve sections of a version by name; those not typed yet are empty."""
    kept = {one.name: one for one in family.store.sections.all(plan=plan_id)}
    return {name: kept.get(name) or Section(plan=plan_id, name=name) for name in SECTIONS}


def keep_section(family: Family, section: Section) -> Section:
    """Keep the text of a section as it now reads."""
    with family.store.action(f"Change Section {section.name}"):
        return family.store.sections.save(section)


def fill_sections(family: Family, plan_id: str, texts: Mapping[str, str]) -> None:
    """Put the texts in their sections, in the place of what was there, as one step."""
    known = sections(family, plan_id)
    with family.store.action("Paste the plan"):
        family.store.sections.save_all(
            replace(known[name], text=text) for name, text in texts.items()
        )


def _filled(family: Family, plans: Sequence[Plan]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for section in family.store.sections.all(plan=tuple(plan.id for plan in plans)):
        if section.text.strip():
            found[section.plan] = (*found.get(section.plan, ()), section.name)
    return found


def _date_of(version: Version) -> str:
    when = version.issued
    return when.first.isoformat() if when else ""
