from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel

from ehcp_desktop.domain.correction import Correction
from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.invitee import Invitee
from ehcp_desktop.domain.meeting import MeetingLine
from ehcp_desktop.domain.preparation import Preparation
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events, meeting_notes, papers, review_people, reviews
from ehcp_desktop.ui.invitee_table import InviteeTable
from ehcp_desktop.ui.model_check_dialog import ModelCheckDialog
from ehcp_desktop.ui.parts.popups import WhyPopup
from ehcp_desktop.ui.parts.rows import Row
from ehcp_desktop.ui.reviews_page import ReviewsPage
from ehcp_desktop.ui.theme import em

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
    """Return a Progress Review without a decision."""
    log(session, "review_meeting_arranged", "2026-06-02", "Progress Review")
    log(session, "review_invitation_received", "2026-05-18")
    log(session, "review_papers_received", "2026-05-26")
    held = log(session, "review_meeting_held", "2026-06-02", "Progress Review")
    log(session, "review_report_received", "2026-06-12")
    page.refresh()
    assert held.review is not None
    return held.review


def said(page: ReviewsPage) -> list[str]:
    return [step.accessibleName() for step in page.card.strip.steps]


def press(page: ReviewsPage, step: str, qtbot: QtBot) -> None:
    button = page.card.strip.button(step)
    assert button is not None
    qtbot.keyClick(button, Qt.Key.Key_Space)


def test_no_review_yet_says_what_goes_here(page: ReviewsPage, went: Went) -> None:
    assert page.empty.isVisible()
    page.empty.button.click()
    assert went == [("add", {"kind": "review_meeting_held"})]


def test_the_list_has_the_words_of_the_invitation_the_day_and_the_state(
    page: ReviewsPage, review: str
) -> None:
    item = page.reviews.model().items[0]
    assert item.title == "Progress Review"
    assert item.detail.replace("\u00a0", " ") == "Tuesday 2 June 2026"
    assert item.badge == ("circle-alert", "No decision recorded", "late")


def test_every_step_is_a_button_that_says_itself(
    page: ReviewsPage, session: Session, review: str
) -> None:
    steps = reviews.strip(session.family, review)
    assert len(said(page)) == 7
    assert all(name.startswith(step.name) for name, step in zip(said(page), steps, strict=True))
    assert said(page)[4] == "Decision, 145 days late, none recorded. Limit Tuesday 30 June 2026"


def test_a_screen_reader_calls_a_step_a_button(page: ReviewsPage, review: str) -> None:
    step = QAccessible.queryAccessibleInterface(page.card.strip.steps[0])
    assert step.role() == QAccessible.Role.Button


def test_tab_goes_from_the_steps_to_the_step_that_is_shown(
    page: ReviewsPage, review: str, qtbot: QtBot
) -> None:
    page.card.strip.steps[-1].setFocus()
    qtbot.keyClick(page.card.strip.steps[-1], Qt.Key.Key_Tab)
    assert page.focusWidget() is page.card.note.why


def test_only_the_step_that_is_late_in_law_is_red(page: ReviewsPage, review: str) -> None:
    tones = [step.node.tone for step in page.card.strip.steps]
    assert tones == ["done", "gold", "done", "done", "late", "second", "second"]


@pytest.mark.parametrize(("width", "across"), [(64, True), (40, False)], ids=["wide", "narrow"])
def test_the_strip_stands_up_where_there_is_little_room(
    page: ReviewsPage, review: str, width: int, across: bool
) -> None:
    strip = page.card.strip
    strip.setParent(None)
    strip.resize(em(width), 100)
    strip.show()
    tops = {step.y() for step in strip.steps}
    assert (len(tops) == 1) is across
    strip.close()


def test_the_filled_button_writes_the_letter_for_the_late_step(
    page: ReviewsPage, review: str, went: Went
) -> None:
    page.card.write.click()
    assert went == [("letters", {"template": "review_decision_overdue", "about": review})]


def test_a_finished_review_has_no_filled_button(
    page: ReviewsPage, session: Session, review: str
) -> None:
    decision = Event(
        child=session.child_id,
        kind="review_decision_received",
        on=When.parse("2026-06-20"),
        outcome="maintain",
        review=review,
    )
    events.log(session.family, decision)
    page.refresh()
    assert not page.card.write.isVisible()


def test_a_step_is_chosen_by_keyboard_and_its_letter_logged(
    page: ReviewsPage, review: str, went: Went, qtbot: QtBot
) -> None:
    press(page, "notice", qtbot)
    page.card.note.has_come.click()
    assert went == [("add", {"kind": "amendment_notice_received", "review": review})]


def test_a_step_that_came_leads_to_the_story(
    page: ReviewsPage, review: str, went: Went, qtbot: QtBot
) -> None:
    press(page, "report", qtbot)
    page.card.note.has_come.click()
    assert went[0][0] == "story"


def test_any_step_can_be_added_to_this_review(page: ReviewsPage, review: str, went: Went) -> None:
    menu = page.card.add_step.menu()
    for action in menu.actions():
        action.trigger()
    assert len(went) == 10
    assert all(target["review"] == review for _, target in went)


def test_minutes_are_kept_apart_as_typed_and_undone(
    page: ReviewsPage, session: Session, review: str, qtbot: QtBot
) -> None:
    page.show_tab("notes")
    form = page.notes.accounts["ours"]
    qtbot.keyClicks(form.editors["text"], "No reason given")
    form.flush()
    assert meeting_notes.minutes(session.family, review, "ours").text == "No reason given"
    assert meeting_notes.minutes(session.family, review, "school").text == ""
    session.undo()
    assert form.editors["text"].value() == ""


def test_an_action_gives_back_what_was_typed(
    page: ReviewsPage, session: Session, review: str, qtbot: QtBot
) -> None:
    page.show_tab("notes")
    actions = page.notes.to_do
    actions.add.click()
    for field, words in (("text", "Send the notes"), ("owner", "Mrs Bell"), ("by", "19/6/26")):
        editor = actions.form.editors[field]
        editor.setFocus()
        qtbot.keyClicks(editor.focusProxy() or editor, words)
    actions.form.flush()
    kept = meeting_notes.actions(session.family, review)[0]
    assert (kept.text, kept.owner, str(kept.by)) == ("Send the notes", "Mrs Bell", "2026-06-19")


def test_an_action_is_marked_done_from_its_row(
    page: ReviewsPage, session: Session, review: str, qtbot: QtBot
) -> None:
    page.show_tab("notes")
    page.notes.to_do.add.click()
    qtbot.keyClicks(page.notes.to_do.form.editors["text"], "Send the notes")
    page.notes.to_do.form.flush()
    row = page.notes.to_do.rows.findChild(Row)
    done = next(one for one in row.findChildren(QAbstractButton) if one.text() == "Done")
    done.click()
    assert meeting_notes.actions(session.family, review)[0].done == When.day(session.today())


def test_the_papers_of_its_events_are_listed(
    page: ReviewsPage, session: Session, review: str
) -> None:
    report = session.family.store.events.all(review=review, kind="review_report_received")[0]
    papers.attach_bytes(session.family, session.child_id, ("report.pdf", b"x"), report.id)
    page.refresh()
    assert page.papers.papers.isVisible()


def test_what_kind_of_review_it_was_is_kept_as_typed(
    page: ReviewsPage, session: Session, review: str, qtbot: QtBot
) -> None:
    form = page.papers.form
    qtbot.keyClicks(form.editors["chair"], "Mrs Bell")
    form.flush()
    assert session.family.store.reviews.get(review).chair == "Mrs Bell"
    assert "led by Mrs Bell" in page.card.subtitle.text()


def left_out(page: ReviewsPage) -> str:
    every = page.papers.leaves_out.list.findChildren(QLabel)
    return "\n".join(one.text() for one in every).replace("\u00a0", " ")


def test_what_a_model_leaves_out_is_listed_with_what_that_rests_on(
    page: ReviewsPage, review: str
) -> None:
    shown = page.papers.leaves_out
    assert shown.heading.words.text() == "What a Progress Review leaves out"
    assert "A letter when the plan stays the same" in left_out(page)
    assert "Law: SEND Regulations 2014, regs 20(10) and 21" in left_out(page)
    assert "Fairly sure of what is published" in shown.lead.text()


def test_a_name_of_their_own_shows_what_the_law_asks_of_every_review(
    page: ReviewsPage, session: Session
) -> None:
    log(session, "review_meeting_held", "2026-06-02", "Celebration Afternoon")
    page.refresh()
    shown = page.papers.leaves_out
    assert shown.heading.words.text() == "What the law asks of every review"
    assert "“Celebration Afternoon” has no meaning in law" in shown.lead.text()
    assert "Written decision after the review" in left_out(page)
    assert "Code of Practice" not in left_out(page)  # guidance, which is never called law


def test_another_kind_shows_at_once_what_it_leaves_out(
    page: ReviewsPage, review: str, session: Session
) -> None:
    form = page.papers.form
    form.editors["model"].set_value("dashboard")
    form.editors["model"].edited.emit()
    form.flush()
    assert session.family.store.reviews.get(review).model == "dashboard"
    assert "A notice of each change" in left_out(page)


def test_the_council_can_be_asked_what_kind_of_review_it_is(
    page: ReviewsPage, review: str, session: Session, went: Went
) -> None:
    page.papers.leaves_out.ask.click()
    (held,) = session.family.store.events.all(review=review, kind="review_meeting_held")
    assert went == [("letters", {"template": "pilot_status_query", "about": held.id})]


def test_where_the_list_is_from_is_told_with_its_address(page: ReviewsPage, review: str) -> None:
    page.papers.leaves_out.where.click()
    popup = page.findChild(WhyPopup)
    addresses = [one.text() for one in popup.findChildren(QLabel) if one.text()[:4] == "http"]
    assert any("bromley.gov.uk" in one for one in addresses)
    popup.close()


def test_the_model_can_be_checked_from_here(
    page: ReviewsPage, review: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(ModelCheckDialog, "exec", lambda one: asked.append(one.review.value()))
    page.papers.leaves_out.check.click()
    assert asked == [review]


def test_a_search_for_minutes_shows_their_review(
    page: ReviewsPage, session: Session, review: str
) -> None:
    log(session, "review_meeting_held", "2025-06-11")
    page.refresh()
    older = page.reviews.model().items[1].id
    empty = meeting_notes.minutes(session.family, older, "ours")
    minutes = meeting_notes.keep_minutes(session.family, empty)
    page.show_target(minutes=minutes.id)
    assert page.reviews.current() == older


@pytest.mark.parametrize(
    ("table", "made", "tab"),
    [
        ("meeting_lines", MeetingLine(review="", on=date(2025, 6, 11), text="gosling"), 2),
        ("corrections", Correction(review="", said="gosling"), 2),
        ("invitees", Invitee(review="", name="Dr Gosling"), 1),
        ("preparations", Preparation(review="", part="ask", text="gosling"), 3),
    ],
    ids=["note", "correction", "person", "preparation"],
)
def test_what_a_search_finds_within_a_review_is_shown_under_its_tab(
    page: ReviewsPage, session: Session, review: str, table: str, made: Correction, tab: int
) -> None:
    older = log(session, "review_meeting_held", "2025-06-11").review
    page.refresh()
    getattr(session.family.store, table).save(replace(made, review=older))
    (hit,) = session.family.store.search("gosling")
    page.show_target(**{hit.kind: hit.id})
    assert (page.reviews.current(), page.tabs.currentIndex()) == (older, tab)


def test_a_person_whom_a_search_finds_is_gone_to(
    page: ReviewsPage, session: Session, review: str, qtbot: QtBot
) -> None:
    added = review_people.add(session.family, review, "Mrs Bell\nDr Gosling\nLeah")
    page.refresh()
    page.show_target(invitee=added[1].id)
    table = page.findChild(InviteeTable)
    assert table is not None
    qtbot.waitUntil(lambda: table.current() == (added[1].id, ""))


def test_the_review_that_is_late_is_shown_before_a_newer_one(
    page: ReviewsPage, session: Session, review: str
) -> None:
    newer = log(session, "review_meeting_arranged", "2027-03-04")
    page.reviews.setCurrentIndex(QModelIndex())
    page.refresh()
    assert newer.review != review
    assert page.reviews.current() == review


def test_a_review_is_added_before_its_meeting_as_well_as_after(
    page: ReviewsPage, review: str, went: Went
) -> None:
    for choice in page.add.menu().actions():
        choice.trigger()
    kinds = [target["kind"] for name, target in went if name == "add"]
    assert kinds == ["review_meeting_arranged", "review_meeting_held"]
