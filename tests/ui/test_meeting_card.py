from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.meeting import MeetingLine
from ehcp_desktop.domain.review import ARRANGED, HELD, Review
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events, meeting, meeting_end
from ehcp_desktop.services.meeting import Left
from ehcp_desktop.ui.today_page import TodayPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.ui.session import Session

    Went = list[tuple[str, dict[str, object]]]
    Offered = Callable[[], list[str]]

GO_ON = "Go on with the notes of today’s meeting"


@pytest.fixture
def went() -> Went:
    return []


@pytest.fixture
def page(session: Session, went: Went, qtbot: QtBot) -> TodayPage:
    shown = TodayPage(session, lambda page, **target: went.append((page, target)))
    qtbot.addWidget(shown)
    return shown


def pressed(page: TodayPage, words: str = "") -> list[str]:
    """Return what the buttons say, having pressed the one that says so."""
    page.refresh()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # those before
    found = {one.text(): one for one in page.findChildren(QPushButton)}
    if words:
        found[words].click()
    return list(found)


def arranged(family: Family, child: Child, days: int = 0) -> Review:
    on = When.day(family.today() + timedelta(days=days))
    event = events.log(family, Event(child=child.id, kind=ARRANGED, on=on, at="14:00"))
    return family.store.reviews.get(str(event.review))


def note(family: Family, review: Review) -> None:
    line = MeetingLine(review=review.id, on=family.today(), text="Reading is on track")
    meeting.keep_line(family, review, line)


def test_notes_that_are_not_finished_stay_at_the_top_until_they_are(
    page: TodayPage, family: Family, child: Child, went: Went
) -> None:
    review = arranged(family, child, days=3)
    note(family, review)
    assert GO_ON in pressed(page, GO_ON)
    assert GO_ON in pressed(page)
    assert went == [("meeting", {"review": review.id})]
    meeting_end.finish(family, review)
    assert GO_ON not in pressed(page)
    family.store.undo()
    assert GO_ON in pressed(page)


def test_a_first_line_that_is_half_typed_can_be_gone_on_with(
    page: TodayPage, family: Family, child: Child, went: Went
) -> None:
    meeting.keep_left(family, meeting.review_to_note(family, child), Left("Mrs Bell: rea"))
    pressed(page, GO_ON)
    assert went == [("meeting", {})]


def test_a_meeting_that_is_today_is_said_first_with_its_notes_and_its_pack(
    page: TodayPage, family: Family, child: Child, went: Went
) -> None:
    review = arranged(family, child)
    pressed(page, "Take notes")
    assert any(one.text().startswith("Today at 14:00: ") for one in page.findChildren(QLabel))
    pressed(page, "Print the pack…")
    assert went == [
        ("meeting", {"review": review.id}),
        ("reviews", {"review": review.id, "tab": "ready"}),
    ]


def test_only_a_meeting_that_is_still_to_be_held_today_is_said(
    page: TodayPage, family: Family, child: Child
) -> None:
    review = arranged(family, child)
    later = When.day(family.today() + timedelta(days=7))
    events.log(family, Event(child=child.id, kind=ARRANGED, on=later, review=review.id))
    assert "Take notes" not in pressed(page)


def test_a_meeting_that_was_held_today_is_not_said_again(
    page: TodayPage, family: Family, child: Child
) -> None:
    review = arranged(family, child)
    held = Event(child=child.id, kind=HELD, on=When.day(family.today()), review=review.id)
    events.log(family, held)
    assert "Take notes" not in pressed(page)
