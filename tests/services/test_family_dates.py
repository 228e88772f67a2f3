"""When an answer that was asked for counts as come."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.letter import Letter
from ehcp_desktop.domain.record import new_id
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import diary, events

if TYPE_CHECKING:
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family


def states(family: Family, child: Child) -> dict[str, str]:
    found = diary.due(family, child.id)
    return {one.trigger.summary: one.state for one in found if one.rule.id == "reply_asked"}


@pytest.fixture
def asked(family: Family, child: Child) -> Event:
    """Return an email to the council that asked for an answer by 13 November."""
    return write(family, child, "first", "2026-11-06")


def write(family: Family, child: Child, summary: str, on: str, letter: str | None = None) -> Event:
    day = When.parse(on)
    event = Event(
        child=child.id, kind="email", direction="sent", who="Priya Shah", summary=summary, on=day,
        by=When.parse("2026-11-13"), letter=letter,
    )  # fmt: skip
    return events.log(family, event)


def come(family: Family, child: Child, who: str = "Someone else", replies_to: str = "") -> None:
    event = Event(
        child=child.id, kind="email", direction="received", who=who,
        on=When.parse("2026-11-20"), replies_to=replies_to or None,
    )  # fmt: skip
    events.log(family, event)


def test_a_linked_answer_counts_whoever_it_is_from(
    family: Family, child: Child, asked: Event
) -> None:
    come(family, child, replies_to=asked.id)
    assert states(family, child) == {"first": "met_late"}


def test_what_comes_from_someone_else_is_no_answer(
    family: Family, child: Child, asked: Event
) -> None:
    come(family, child)
    assert states(family, child) == {"first": "overdue"}


@pytest.mark.parametrize(
    ("to", "who", "state"),
    [
        ("The Director, Anyshire Council", "Anyshire Council", "met_late"),
        ("The Director, Anyshire Council", "the director", "met_late"),
        ("Anyshire Council", "Priya Shah, Anyshire Council", "met_late"),
        ("The Director, Anyshire Council", "Priya Shah, Anyshire Council", "overdue"),
        ("The Director, Anyshire Council", "Anyshire", "overdue"),
    ],
)
def test_an_organisation_answers_for_whoever_was_written_to(
    family: Family, child: Child, asked: Event, to: str, who: str, state: str
) -> None:
    events.change(family, replace(asked, who=to))
    come(family, child, who)
    assert states(family, child) == {"first": state}


def test_an_answer_to_one_letter_leaves_another_waiting(
    family: Family, child: Child, asked: Event
) -> None:
    write(family, child, "second", "2026-11-09")
    come(family, child, "Priya Shah", asked.id)
    assert states(family, child) == {"first": "met_late", "second": "overdue"}


def test_the_answer_to_a_reminder_answers_the_letter(family: Family, child: Child) -> None:
    first = Letter(child=child.id, template="chaser", title="", written=family.today())
    family.store.letters.save(first)
    second = family.store.letters.save(replace(first, id=new_id(), replies_to=first.id))
    write(family, child, "first", "2026-11-06", first.id)
    reminder = write(family, child, "reminder", "2026-11-09", second.id)
    come(family, child, replies_to=reminder.id)
    assert states(family, child) == {"first": "met_late", "reminder": "met_late"}
