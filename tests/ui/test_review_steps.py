"""The step of a review that is looked at, and what a family says of one that has not come."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QLabel

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events, meeting_notes, papers
from ehcp_desktop.services.documents.edition import STANDARD
from ehcp_desktop.ui.parts.rows import Row
from ehcp_desktop.ui.review_paper import review_paper
from ehcp_desktop.ui.reviews_page import ReviewsPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ehcp_desktop.ui.session import Session

    Went = list[tuple[str, dict[str, object]]]


def log(session: Session, kind: str, on: str, model: str = "") -> Event:
    event = Event(child=session.child_id, kind=kind, on=When.parse(on), model=model)
    return events.log(session.family, event)


@pytest.fixture
def went() -> Went:
    return []


@pytest.fixture
def page(session: Session, qtbot: QtBot, went: Went) -> ReviewsPage:
    shown = ReviewsPage(session, lambda page_id, **target: went.append((page_id, target)))
    qtbot.addWidget(shown)
    session.changed.connect(shown.refresh)
    shown.resize(1300, 800)
    shown.show()
    shown.refresh()
    return shown


@pytest.fixture
def review(session: Session, page: ReviewsPage) -> str:
    """Return a Progress Review with a report and no decision."""
    held = log(session, "review_meeting_held", "2026-06-02", "Progress Review")
    log(session, "review_report_received", "2026-06-12")
    page.refresh()
    return held.review or ""


def facts(page: ReviewsPage) -> list[str]:
    """Return what is said of the step that is looked at, as a screen reader has it."""
    grid = page.card.note.facts
    shown = [grid.itemAt(place).widget() for place in range(grid.count())]
    labels = [one for part in shown for one in (part, *part.findChildren(QLabel))]
    return [one.accessibleName() for one in labels if one.accessibleName()]


def test_the_step_that_is_looked_at_says_who_owes_it_by_when_and_how_late(
    page: ReviewsPage, review: str
) -> None:
    assert "Who owes it: The council" in facts(page)
    assert "Last day: Tuesday 30 June 2026" in facts(page)
    assert "What came: None is recorded" in facts(page)
    assert "Late by: 145 days" in facts(page)


def test_a_paper_of_a_step_opens_from_the_step(
    page: ReviewsPage, session: Session, review: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.fileName()))
    report = session.family.store.events.all(review=review, kind="review_report_received")[0]
    papers.attach_bytes(session.family, session.child_id, ("report.pdf", b"x"), report.id)
    page.refresh()
    button = page.card.strip.button("report")
    assert button is not None
    button.click()
    links = page.card.note.findChildren(QAbstractButton)
    next(one for one in links if one.accessibleName() == "Open report.pdf").click()
    assert opened == ["report.pdf"]


def test_what_has_not_come_is_noted_with_the_day_and_undone(
    page: ReviewsPage, session: Session, review: str
) -> None:
    page.card.note.missing.click()
    assert "What came: Not received as of Sunday 22 November 2026" in facts(page)
    assert not page.card.note.missing.isEnabled()
    session.undo()
    assert page.card.note.missing.isEnabled()


def test_waiting_for_post_is_one_press_and_so_is_taking_it_back(
    page: ReviewsPage, session: Session, review: str
) -> None:
    page.card.note.post.click()
    assert "What came: Waiting for post until Sunday 29 November 2026" in facts(page)
    page.card.note.again.click()
    assert page.card.note.post.isVisible()
    assert session.family.store.answers.all() == []


def test_what_a_family_does_have_is_added_to_this_review(
    page: ReviewsPage, review: str, went: Went
) -> None:
    assert page.card.note.has_come.text() == "I do have it…"
    page.card.note.has_come.click()
    assert went == [("add", {"kind": "review_decision_received", "review": review})]


def test_the_way_of_reviewing_and_who_chose_it_stand_under_the_title(
    page: ReviewsPage, session: Session, review: str
) -> None:
    kept = session.family.store.reviews.get(review)
    named = replace(kept, model="person_centred", label="My Review", chosen_by="The council")
    meeting_notes.keep_review(session.family, named)
    page.refresh()
    assert page.card.subtitle.text().endswith(
        "Person-centred review, chosen by the council; the invitation calls it “My Review”"
    )


def test_a_meeting_whose_day_has_passed_is_asked_about_first(
    page: ReviewsPage, session: Session
) -> None:
    log(session, "review_meeting_arranged", "2026-11-10")
    page.refresh()
    assert page.reviews.model().items[0].badge[1] == "Was the meeting held?"
    assert "Arranged for: Tuesday 10 November 2026" in facts(page)
    page.card.note.missing.click()
    assert page.card.strip.steps[2].accessibleName().startswith("Meeting, not recorded, not held")


def test_a_review_is_printed_in_any_size(page: ReviewsPage, session: Session, review: str) -> None:
    paper = review_paper(session, session.family.store.reviews.get(review))
    assert paper.name == "Progress Review of Sam Example.pdf"
    assert paper.made(STANDARD).startswith(b"%PDF")


def test_a_decision_without_a_meeting_offers_to_add_the_meeting(
    page: ReviewsPage, session: Session, went: Went
) -> None:
    log(session, "review_decision_received", "2025-07-18")
    page.refresh()
    row = page.alone.list.findChildren(Row)[0]
    assert row.accessibleName().startswith("Decision after the review received. Friday 18 July")
    add = next(one for one in row.findChildren(QAbstractButton) if "Add the" in one.text())
    add.click()
    assert went == [("add", {"kind": "review_meeting_held"})]


def test_a_notice_that_had_no_changes_is_put_right_in_one_press(
    page: ReviewsPage, session: Session, review: str
) -> None:
    log(session, "amendment_notice_received", "2026-06-25")
    page.refresh()
    button = page.card.strip.button("notice")
    assert button is not None
    button.click()
    assert "It came: With the changes" in facts(page)
    page.card.note.without.click()
    assert "The decision came: Without the changes" in facts(page)
