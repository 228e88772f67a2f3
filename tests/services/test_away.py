"""What has become pressing since a day, each thing once, and nothing that was known then."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events
from ehcp_desktop.services.aside import remind_on
from ehcp_desktop.services.away import News, news_since
from ehcp_desktop.services.today import agenda

if TYPE_CHECKING:
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family

DAY = timedelta(days=1)
LIMIT = date(2026, 11, 20)  # of the decision after a meeting on 23 October


@pytest.fixture
def meeting(family: Family, child: Child) -> Event:
    on = When.day(LIMIT - timedelta(weeks=4))
    return events.log(family, Event(child=child.id, kind="review_meeting_held", on=on))


def news(family: Family, child: Child, last: date) -> News:
    return news_since(family, child.id, agenda(family, child.id), last)


def rules(matters: tuple[object, ...]) -> list[str]:
    return [one.deadline.rule.id for one in matters]  # type: ignore[attr-defined]


def promised(family: Family, child: Child, by: date) -> None:
    said = When.day(date(2026, 11, 2))
    event = Event(child=child.id, kind="promise_made", on=said, by=When.day(by), summary="It")
    events.log(family, event)


@pytest.mark.parametrize(
    ("last", "told"), [(LIMIT - DAY, True), (LIMIT, True), (LIMIT + DAY, False)]
)
def test_late_is_told_when_its_last_day_was_not_yet_over(
    family: Family, child: Child, meeting: Event, last: date, told: bool
) -> None:
    del meeting
    assert ("review_decision" in rules(news(family, child, last).late)) is told


@pytest.mark.parametrize(
    ("ahead", "ago", "told"),
    [
        (0, 8, True),
        (0, 7, False),
        (3, 5, True),
        (3, 4, False),
        (7, 1, True),
        (7, 20, True),
        (8, 20, False),
    ],
)
def test_due_is_told_when_its_last_week_has_begun_since(
    family: Family, child: Child, today: date, ahead: int, ago: int, told: bool
) -> None:
    promised(family, child, today + ahead * DAY)
    assert (rules(news(family, child, today - ago * DAY).due) == ["promise"]) is told


@pytest.mark.parametrize(("ago", "told"), [(3, True), (2, True), (1, False)])
def test_what_was_put_aside_is_told_once_it_is_back(
    family: Family, child: Child, today: date, ago: int, told: bool
) -> None:
    promised(family, child, today + 30 * DAY)
    asked, back = today - 10 * DAY, today - DAY
    family.today = lambda: asked  # type: ignore[method-assign]  # the clock that it was given
    (matter,) = agenda(family, child.id).coming
    remind_on(family, matter, back)
    family.today = lambda: today  # type: ignore[method-assign]
    assert (rules(news(family, child, today - ago * DAY).back) == ["promise"]) is told


def test_nothing_is_told_twice(family: Family, child: Child, meeting: Event) -> None:
    del meeting
    promised(family, child, date(2026, 11, 24))
    found = news(family, child, date(2026, 10, 1))
    told = [*rules(found.late), *rules(found.due), *rules(found.back)]
    assert len(told) == len(set(told)) >= 2


def test_on_the_same_day_there_is_no_news(example_family: Family, today: date) -> None:
    (child,) = example_family.children
    assert news(example_family, child, today).is_empty
