"""An exception that is claimed is shown beside its date: Today, Why?, and the Story."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import diary, events, story
from ehcp_desktop.ui.event_card import EventCard
from ehcp_desktop.ui.today_page import TodayPage
from ehcp_desktop.ui.why import show_why

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.ui.parts.popups import WhyPopup
    from ehcp_desktop.ui.session import Session

    Asked = Callable[[], WhyPopup]

STILL = "The date itself stays."
NONE = "For this time limit the law does not allow that reason."
Gone = list[tuple[str, dict[str, object]]]


def log(session: Session, kind: str, on: str, outcome: str = "") -> Event:
    made = Event(child=session.child_id, kind=kind, on=When.parse(on), outcome=outcome)
    return events.log(session.family, made)


def final_plan(session: Session) -> Deadline:
    return next(one for one in diary.due(session.family) if one.rule.id == "ehcp_final")


def said(part: QWidget) -> str:
    return " ".join(words.text() for words in part.findChildren(QLabel))


@pytest.fixture
def gone() -> Gone:
    return []


@pytest.fixture
def why(session: Session, qtbot: QtBot, gone: Gone) -> Asked:
    """Return what opens Why? of the final plan that was asked for in May."""
    log(session, "assessment_requested", "2026-05-01")
    asked = QWidget()
    qtbot.addWidget(asked)

    def go(page_id: str, **target: object) -> None:
        gone.append((page_id, target))

    return lambda: show_why(session, final_plan(session), asked, go)


@pytest.mark.parametrize(
    ("outcome", "words"), [("school_closed", STILL), ("staff_shortage", NONE)]
)
def test_why_shows_what_is_claimed(session: Session, why: Asked, outcome: str, words: str) -> None:
    log(session, "exception_claimed", "2026-09-01", outcome)
    assert words in said(why())


def test_why_copies_it_too(session: Session, why: Asked) -> None:
    log(session, "exception_claimed", "2026-09-01", "school_closed")
    buttons = why().findChildren(QPushButton)
    next(one for one in buttons if one.text() == "Copy").click()
    assert STILL in QApplication.clipboard().text()


def test_a_reason_given_is_recorded_from_why_about_that_very_date(
    session: Session, why: Asked, gone: Gone
) -> None:
    buttons = why().findChildren(QPushButton)
    next(one for one in buttons if "reason" in one.text()).click()
    started = final_plan(session).trigger.id
    assert gone == [("add", {"kind": "exception_claimed", "replies_to": started})]


def shown_today(session: Session, qtbot: QtBot) -> str:
    page = TodayPage(session, lambda *_args, **_more: None)
    qtbot.addWidget(page)
    page.refresh()
    return said(page)


@pytest.mark.parametrize(
    ("outcome", "words"), [("school_closed", STILL), ("staff_shortage", NONE)]
)
def test_the_first_card_of_today_says_it_whole(
    session: Session, qtbot: QtBot, outcome: str, words: str
) -> None:
    log(session, "assessment_requested", "2026-08-25")
    log(session, "assessment_agreed", "2026-09-20")
    log(session, "reassessment_agreed", "2026-07-01")
    log(session, "exception_claimed", "2026-09-01", outcome)
    assert words in shown_today(session, qtbot)


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("school_closed", "They say the time could not be kept ("),
        ("staff_shortage", "does not allow the reason"),
    ],
)
def test_a_row_of_today_says_it_in_a_few_words(
    session: Session, qtbot: QtBot, outcome: str, words: str
) -> None:
    log(session, "assessment_requested", "2026-08-25")
    log(session, "exception_claimed", "2026-09-01", outcome)
    assert words in shown_today(session, qtbot)


def test_a_limit_in_school_days_says_on_today_what_it_needs(
    session: Session, qtbot: QtBot
) -> None:
    log(session, "independent_review_requested", "2026-11-16")
    assert "it needs the school's term dates" in shown_today(session, qtbot)


@pytest.mark.parametrize(
    ("asked", "words"),
    [("assessment_requested", STILL), ("celebration", "There is no time limit in this record")],
)
def test_the_story_says_beside_which_date_it_stands(
    session: Session, qtbot: QtBot, asked: str, words: str
) -> None:
    log(session, asked, "2026-05-01")
    claim = log(session, "exception_claimed", "2026-09-01", "school_closed")
    entries = story.entries(session.family, session.child_id)
    card = EventCard(session, lambda *_args, **_more: None)
    qtbot.addWidget(card)
    card.show_entry(next(one for one in entries if one.event and one.event.id == claim.id))
    assert words in said(card)
    assert "the school's term dates" in said(card)
