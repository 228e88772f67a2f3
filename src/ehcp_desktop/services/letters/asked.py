"""What a letter asked for in place is kept in the record, so that it is typed once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ehcp_desktop.services.letters.facts import facts_of
from ehcp_desktop.services.letters.sources import exact_enough
from ehcp_desktop.services.letters.typed import typed_day
from ehcp_desktop.services.letters.writer import PARENT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.letters.shelf import Template
    from ehcp_desktop.services.letters.writing import Written


def keep(family: Family, written: Written) -> None:
    """Keep what was typed for a letter: who writes it, the child's council and school, and days.

    Raises BadInput when something cannot have been on its day.
    """
    _keep_writer(family, written)
    _keep_child(family, written)
    keep_days(family, written.child, written.template, written.given)


def keep_days(family: Family, child: Child, template: Template, given: Mapping[str, str]) -> None:
    """Log the events whose days were typed, where the record has none of their kind.

    Raises BadInput when one of them cannot have been then.
    """
    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.services import events

    typed = {key: fact for key, fact in facts_of(template).items() if given.get(key)}
    for key, fact in typed.items():
        if not fact.day_of or family.store.events.count(child=child.id, kind=fact.day_of):
            continue
        when = exact_enough(typed_day(given[key], family, fact.label))
        if when is not None:
            events.log(family, Event(child=child.id, kind=fact.day_of, on=when))


def _keep_child(family: Family, written: Written) -> None:
    """Keep what was typed of the child's council and school, where the record had nothing."""
    from ehcp_desktop.services.children import change_child

    child, given = family.store.children.get(written.child.id), written.given
    known = replace(
        child,
        authority=child.authority or given.get("authority", ""),
        school=child.school or given.get("school", ""),
        reference=child.reference or given.get("reference", ""),
    )
    if known != child:
        change_child(family, known)


def _keep_writer(family: Family, written: Written) -> None:
    """Keep in People the parent who wrote a letter, with the details that were typed."""
    from ehcp_desktop.domain.people import Contact
    from ehcp_desktop.services import people

    given = written.given
    if not given.get("sender_name") or written.writer != PARENT:
        return
    before = people.sender(family)
    known = before or Contact(name="", is_sender=True)
    parent = replace(
        known,
        name=given["sender_name"],
        address=given.get("sender_address", known.address),
        email=given.get("sender_email", known.email),
        phone=given.get("sender_phone", known.phone),
    )
    if before is None:
        people.add_person(family, parent, given.get("sender_relationship", ""), written.child)
    elif parent != before:
        people.change_person(family, parent)
