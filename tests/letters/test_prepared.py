"""The letter with the family's views takes what was prepared for the review it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.people import Contact
from ehcp_desktop.domain.preparation import Preparation
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events, getting_ready
from ehcp_desktop.services.letters import asking, shelf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family

PREPARED = (
    ("ask", "", "A map of his own", "main_points", "A map of his own"),
    ("our_view", "What we want next", "Visits\nA name", "main_points", "Visits\nA name"),
    ("goes_well", "", "Read aloud", "going_well", "Read aloud"),
    ("our_view", "What worries us", "The bus | train", "not_working", "The bus | train"),
    ("childs_view", "I like", "Maps,\nand trains", "child_views", "I like: Maps, and trains"),
    ("our_view", "What must change in the plan", "A | B", "changes_wanted", r" | A \| B | "),
)


@pytest.fixture
def meeting(family: Family, child: Child) -> Event:
    family.store.contacts.save(Contact(name="Amara Example", is_sender=True))
    arranged = Event(child=child.id, kind="review_meeting_arranged", on=When.parse("2026-12-10"))
    return events.log(family, arranged)


def held(family: Family, child: Child, meeting: Event) -> Mapping[str, str]:
    return asking.asking(family, shelf.template("parent_views"), child, meeting.id).held


@pytest.mark.parametrize("prepared", PREPARED, ids=lambda prepared: prepared[2])
def test_what_is_prepared_fills_the_letter(
    family: Family, child: Child, meeting: Event, prepared: tuple[str, ...]
) -> None:
    part, topic, text, fact, stated = prepared
    line = Preparation(review=str(meeting.review), part=part, topic=topic, text=text)
    getting_ready.keep(family, line)
    assert held(family, child, meeting)[fact] == stated


def test_what_is_prepared_for_another_review_is_not_taken(
    family: Family, child: Child, meeting: Event
) -> None:
    other = Event(child=child.id, kind="review_meeting_held", on=When.parse("2026-01-13"))
    review = str(events.log(family, other).review)
    getting_ready.keep(family, Preparation(review=review, part="ask", text="A map"))
    assert "main_points" not in held(family, child, meeting)
