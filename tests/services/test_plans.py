from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.plan import SECTIONS
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events, plans

if TYPE_CHECKING:
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family


def issue(family: Family, child: Child, kind: str, on: str) -> Event:
    return events.log(family, Event(child=child.id, kind=kind, on=When.parse(on)))


def test_versions_come_newest_first_with_their_dates(family: Family, child: Child) -> None:
    issue(family, child, "final_plan_issued", "2023-09-22")
    issue(family, child, "amended_plan_issued", "2025-08")
    found = plans.versions(family, child.id)
    assert [(one.plan.stage, str(one.issued)) for one in found] == [
        ("amended", "2025-08"),
        ("final", "2023-09-22"),
    ]


def test_a_version_starts_with_twelve_empty_sections(family: Family, child: Child) -> None:
    issue(family, child, "final_plan_issued", "2023-09-22")
    version = plans.versions(family, child.id)[0]
    sections = plans.sections(family, version.plan.id)
    assert tuple(sections) == SECTIONS
    assert version.sections == ()


def test_a_section_reads_as_it_was_kept(family: Family, child: Child) -> None:
    issue(family, child, "final_plan_issued", "2023-09-22")
    plan = plans.versions(family, child.id)[0].plan.id
    section = plans.sections(family, plan)["F"]
    plans.keep_section(family, replace(section, text="2 x 45 minutes weekly"))
    assert plans.sections(family, plan)["F"].text == "2 x 45 minutes weekly"
    assert plans.versions(family, child.id)[0].sections == ("F",)


def test_a_pasted_plan_is_one_step_to_undo(family: Family, child: Child) -> None:
    issue(family, child, "final_plan_issued", "2023-09-22")
    plan = plans.versions(family, child.id)[0].plan.id
    plans.fill_sections(family, plan, {"A": "Trains.", "B": "Talking is hard."})
    assert family.store.undo() == "Paste the plan"
    assert plans.versions(family, child.id)[0].sections == ()
