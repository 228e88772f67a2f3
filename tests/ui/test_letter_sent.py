"""What the screens say once a letter is sent: that it is, and what comes next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.people import Contact
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events, people, reviews
from ehcp_desktop.services.letters import sending, writing
from ehcp_desktop.ui.parts.rows import Row
from ehcp_desktop.ui.review_card import ReviewCard
from ehcp_desktop.ui.session import Session
from ehcp_desktop.ui.today_page import TodayPage

Went = list[tuple[str, dict[str, object]]]


def send(session: Session, on: date) -> str:
    """Send the letter about the overdue report on a day, and return its id."""
    family, child = session.family, session.child
    people.add_person(family, Contact(name="Siân O’Brien", is_sender=True), "mother", child)
    meeting = Event(child=child.id, kind="review_meeting_held")
    events.log(family, replace(meeting, on=When.parse("2026-06-02")))
    family.today = lambda: on
    kept = writing.save_draft(family, writing.prepare(family, "review_report_overdue", child))
    sending.mark_sent(family, kept.id, on, "email")
    family.today = session.today
    return kept.id


def press(page: TodayPage | ReviewCard, words: str) -> None:
    found = [one for one in page.findChildren(QPushButton) if one.text().replace("&", "") == words]
    found[0].click()


def test_today_shows_the_letter_that_waits_for_its_answer(session: Session, qtbot: QtBot) -> None:
    letter, went = send(session, date(2026, 11, 22)), Went()
    page = TodayPage(session, lambda to, **target: went.append((to, target)))
    qtbot.addWidget(page)
    page.refresh()
    said = " ".join(one.text() for one in page.findChildren(QLabel)).replace("\xa0", " ")
    assert "You wrote on Sunday 22 November 2026" in said
    assert "asked for an answer by Monday 30 November 2026" in said
    press(page, "See the letter")
    assert went == [("letters", {"letter": letter})]


def test_a_late_row_tells_of_the_letter_too(session: Session, qtbot: QtBot) -> None:
    send(session, date(2026, 11, 22))
    draft = Event(child=session.child_id, kind="draft_plan_received")
    events.log(session.family, replace(draft, on=When.parse("2026-11-10")))  # it stands first
    page = TodayPage(session, lambda to, **target: None)
    qtbot.addWidget(page)
    page.refresh()
    late = [one.accessibleName() for one in page.findChildren(Row) if one.accessibleName()]
    assert any("late" in one and "You wrote on Sunday 22 November 2026" in one for one in late)


def test_today_offers_to_remind_once_the_reply_day_is_past(session: Session, qtbot: QtBot) -> None:
    letter, went = send(session, date(2026, 11, 2)), Went()
    page = TodayPage(session, lambda to, **target: went.append((to, target)))
    qtbot.addWidget(page)
    page.refresh()
    press(page, "Remind them")
    sent = session.family.store.events.ids(letter=letter)[0]
    assert went == [("letters", {"template": "chaser", "about": sent})]


def test_a_review_shows_the_letter_that_was_sent(session: Session, qtbot: QtBot) -> None:
    letter, went = send(session, date(2026, 11, 22)), Went()
    card = ReviewCard(session, lambda to, **target: went.append((to, target)))
    qtbot.addWidget(card)
    card.show_review(reviews.overviews(session.family, session.child_id)[0])
    press(card, "See the letter")
    assert went == [("letters", {"letter": letter})]


def test_a_review_offers_to_remind_once_the_reply_day_is_past(
    session: Session, qtbot: QtBot
) -> None:
    letter, went = send(session, date(2026, 11, 2)), Went()
    card = ReviewCard(session, lambda to, **target: went.append((to, target)))
    qtbot.addWidget(card)
    card.show_review(reviews.overviews(session.family, session.child_id)[0])
    assert card.write.accessibleName() == "Remind them of the letter about this step: Report"
    press(card, "Remind them")
    sent = session.family.store.events.ids(letter=letter)[0]
    assert went == [("letters", {"template": "chaser", "about": sent})]


def test_a_record_for_reading_only_shows_the_letter_and_reminds_nobody(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter, went = send(session, date(2026, 11, 2)), Went()
    monkeypatch.setattr(Session, "read_only", property(lambda _: True))
    card = ReviewCard(session, lambda to, **target: went.append((to, target)))
    qtbot.addWidget(card)
    card.show_review(reviews.overviews(session.family, session.child_id)[0])
    press(card, "See the letter")
    assert went == [("letters", {"letter": letter})]


def test_after_a_reminder_today_leads_to_the_next_step(session: Session, qtbot: QtBot) -> None:
    first, went = send(session, date(2026, 11, 2)), Went()
    family = session.family
    family.today = lambda: date(2026, 11, 11)
    sent = family.store.events.ids(letter=first)[0]
    written = writing.prepare(family, "chaser", session.child, sent)
    reminder = writing.save_draft(family, written)
    sending.mark_sent(family, reminder.id, date(2026, 11, 11), "email")
    family.today = session.today
    page = TodayPage(session, lambda to, **target: went.append((to, target)))
    qtbot.addWidget(page)
    page.refresh()
    press(page, "Next step…")
    assert went == [("letters", {"letter": reminder.id})]
