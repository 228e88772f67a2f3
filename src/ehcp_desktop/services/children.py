"""Add children, find them by name, and start a record with the four facts of the first screen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ehcp_desktop.domain.event import NOT_KNOWN, Event
from ehcp_desktop.domain.people import Child
from ehcp_desktop.domain.when import When, spoken_day
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import events

if TYPE_CHECKING:
    from ehcp_desktop.services.family import Family


def add_child(family: Family, child: Child) -> Child:
    """Add a child to the record.

    Raises BadInput for no name, a birth still to come, or the same child twice.
    """
    child = _checked(family, child)
    if family.store.children.count(name=child.name, born=child.born):
        raise BadInput(f"{child.name}, born {spoken_day(child.born)}, is already in this record.")
    with family.store.action(f"Add {child.name}"):
        return family.store.children.save(child)


def change_child(family: Family, child: Child) -> Child:
    """Keep changed facts of a child. Raises BadInput for no name or a birth still to come."""
    child = _checked(family, child)
    with family.store.action(f"Change {child.name}"):
        return family.store.children.save(child)


def start_record(
    family: Family, child: Child, newest_plan: When | None, is_first: str = "not sure"
) -> Child:
    """Add a child with the newest plan's date, as one step.

    `is_first` is "yes", "no" or "not sure". Only a first plan starts the yearly clock; any other
    is kept as an amended plan, whose date says no more than that the next review falls within
    twelve months of it; "not sure" is kept with it.
    """
    kind = "final_plan_issued" if is_first == "yes" else "amended_plan_issued"
    outcome = "" if is_first in ("yes", "no") else NOT_KNOWN
    with family.store.action(f"Start the record of {child.name}"):
        child = add_child(family, child)
        if newest_plan is not None:
            events.log(family, Event(child=child.id, kind=kind, on=newest_plan, outcome=outcome))
    return child


def find_child(family: Family, name: str) -> Child:
    """Return the child of this name, first name or id. Raises BadInput naming who there is."""
    children = family.store.children.all(order="name")
    wanted = _folded(name)
    for matches in (
        [child for child in children if child.id == name.strip()],
        [child for child in children if _folded(child.name) == wanted],
        [child for child in children if wanted and wanted == _folded(child.name).split(" ")[0]],
    ):
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise BadInput(_which(name, matches))
    raise BadInput(_nobody(name, children))


def _checked(family: Family, child: Child) -> Child:
    child = replace(child, name=" ".join(child.name.replace("\0", "").split()))
    if not child.name:
        raise BadInput("A child needs a name.")
    if child.born > family.today():
        raise BadInput(f"{spoken_day(child.born)} is still to come; check the date of birth.")
    return child


def _which(name: str, matches: list[Child]) -> str:
    choices = " or ".join(f"{child.id} (born {spoken_day(child.born)})" for child in matches)
    return f"More than one child here is called “{name}”; say which by id: {choices}."


def _nobody(name: str, children: list[Child]) -> str:
    if not children:
        return "No child is in this record yet; add one first."
    there = ", ".join(child.name for child in children)
    return f"No child called “{name}” is in this record. It has: {there}."


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
