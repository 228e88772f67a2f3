"""What a time limit asks is answered where one is: in Why?, on the event, or adding it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import diary, events, story
from ehcp_desktop.services.questions import of_event
from ehcp_desktop.ui.add_form import EventForm
from ehcp_desktop.ui.event_card import EventCard
from ehcp_desktop.ui.question_box import QuestionBox
from ehcp_desktop.ui.why import as_text, show_why

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.ui.parts.fields import Editor
    from ehcp_desktop.ui.session import Session

LONG = "6 or more school days in a row"


@pytest.fixture
def suspended(session: Session) -> Event:
    event = Event(child=session.child_id, kind="suspended", on=When.parse("2026-11-10"))
    return events.log(session.family, event)


def limit(session: Session) -> Deadline:
    due = diary.due(session.family)
    return next(one for one in due if one.rule.id == "excl_sixth_day_susp")


@pytest.fixture
def asked(qtbot: QtBot) -> QWidget:
    """Return what stands for the link Why?."""
    link = QWidget()
    qtbot.addWidget(link)
    return link


def why(session: Session, asked: QWidget) -> QWidget:
    return show_why(session, limit(session), asked, lambda *_args, **_target: None)


def press(place: QWidget, words: str) -> None:
    next(one for one in place.findChildren(QPushButton) if one.text() == words).click()


def words(place: QWidget) -> list[str]:
    return [one.text() for one in place.findChildren(QLabel)]


def said(session: Session, event: Event) -> list[str]:
    return [one.said for one in of_event(session.family, event)]


def test_why_asks_once_and_keeps_the_answer_with_undo(
    session: Session, suspended: Event, asked: QWidget, qtbot: QtBot
) -> None:
    popup = why(session, asked)
    assert "How long is the suspension?" in words(popup)
    assert "Say how long the suspension is." not in " ".join(words(popup))
    with qtbot.waitSignal(session.said) as told:
        press(popup, LONG)
    assert told.args == [f"Kept: {LONG}", True]
    assert said(session, suspended) == ["over_5"]
    assert not limit(session).conditional


@pytest.mark.usefixtures("suspended")
def test_what_is_copied_still_says_what_the_limit_needs(session: Session) -> None:
    assert "Say how long the suspension is." in as_text(limit(session))


def test_an_answer_is_seen_and_heard_and_can_be_taken_back(
    session: Session, suspended: Event, asked: QWidget
) -> None:
    press(why(session, asked), LONG)
    popup = why(session, asked)
    told = [one.accessibleName() for one in popup.findChildren(QPushButton)]
    assert f"How long is the suspension? {LONG}. This is your answer" in told
    press(popup, "I do not know")
    assert said(session, suspended) == [""]


def test_a_record_that_is_only_read_shows_the_question_without_buttons(
    session: Session, suspended: Event, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(session), "read_only", True)
    box = QuestionBox(session, of_event(session.family, suspended)[0])
    qtbot.addWidget(box)
    assert "Not answered yet." in words(box)
    assert box.findChildren(QPushButton) == []


def test_the_event_keeps_its_question_when_no_limit_is_left(
    session: Session, suspended: Event, qtbot: QtBot
) -> None:
    card = EventCard(session, lambda *_args, **_target: None)
    qtbot.addWidget(card)
    for answer in ("1 to 5 school days in a row", LONG):
        card.show_entry(entry(session))
        press(card, answer)
    assert said(session, suspended) == ["over_5"]


def entry(session: Session) -> story.Entry:
    lines = story.entries(session.family, session.child_id)
    return next(one for one in lines if one.kind == "event")


@pytest.mark.parametrize("choice", ["over_5", ""])
def test_the_answer_can_be_given_when_the_event_is_added(
    session: Session, choice: str, qtbot: QtBot
) -> None:
    form = EventForm(session, "suspended")
    qtbot.addWidget(form)
    asked = form.editors["asked:suspension_length"]
    cast("Editor", asked).set_value(choice)
    event = form.log()
    assert said(session, event) == [choice]
    session.undo()
    assert session.family.store.events.count() == session.family.store.answers.count() == 0
