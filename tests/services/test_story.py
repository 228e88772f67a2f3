"""The story has what happened and what did not, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events, story

if TYPE_CHECKING:
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family


@pytest.fixture
def logged(family: Family, child: Child) -> list[Event]:
    """Return a review of June, a call and an email after it, and a note without a date."""
    facts = (
        ("review_meeting_held", "2026-06-02", "", "", "Seven people came"),
        ("call", "2026-09-08", "Priya Shah", "received", "She said the plan is staying as it is"),
        ("email", "2026-11", "Priya Shah", "sent", "Asked when the decision will come"),
        ("note", "", "", "", "Speech therapy became a group"),
    )
    return [
        events.log(
            family,
            Event(
                child=child.id,
                kind=kind,
                on=When.parse(on) if on else None,
                who=who,
                direction=direction,
                summary=summary,
            ),
        )
        for kind, on, who, direction, summary in facts
    ]


def test_newest_first_and_what_has_no_date_last(
    family: Family, child: Child, logged: list[Event]
) -> None:
    lines = [entry for entry in story.entries(family, child.id) if entry.kind == "event"]
    assert [entry.event for entry in lines] == [logged[2], logged[1], logged[0], logged[3]]


def test_a_day_that_passed_with_nothing_stands_at_its_day(
    family: Family, child: Child, logged: list[Event]
) -> None:
    lines = story.entries(family, child.id)
    places = [entry.when.iso() if entry.when else "" for entry in lines]
    assert places == ["2026-11", "2026-09-08", "2026-06-30", "2026-06-16", "2026-06-02", ""]
    assert lines[2].late == "145 days late"
    assert lines[2].is_red
    assert lines[2].detail == "None is recorded."


def test_months_are_headings(family: Family, child: Child, logged: list[Event]) -> None:
    months = list(dict.fromkeys(entry.month for entry in story.entries(family, child.id)))
    assert [month.replace("\u00a0", " ") for month in months] == [
        "November 2026",
        "September 2026",
        "June 2026",
        "Date not known",
    ]


@pytest.mark.usefixtures("logged")
def test_a_contact_says_who_and_which_way(family: Family, child: Child) -> None:
    titles = [entry.title for entry in story.entries(family, child.id, who="Priya Shah")]
    assert titles == ["Email to Priya Shah", "Phone call from Priya Shah"]


@pytest.mark.parametrize(
    ("words", "group", "found"),
    [("staying", "", 1), ("dec", "", 1), ("", "contact", 2), ("", "review", 1), ("zebra", "", 0)],
)
@pytest.mark.usefixtures("logged")
def test_it_can_be_narrowed(
    family: Family, child: Child, words: str, group: str, found: int
) -> None:
    assert len(story.entries(family, child.id, words=words, group=group)) == found


@pytest.mark.usefixtures("logged")
def test_only_the_lines_looked_at_are_read(family: Family, child: Child) -> None:
    whole = story.story(family, child.id)
    assert len(whole) == 6
    assert whole.entries(1, 3) == story.entries(family, child.id)[1:3]


@pytest.mark.usefixtures("logged")
def test_everyone_it_names_can_be_chosen(family: Family, child: Child) -> None:
    assert story.people(family, child.id) == ["Priya Shah"]
