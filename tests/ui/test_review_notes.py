"""What was said: four accounts kept apart, and the minutes put right line by line, by keyboard."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit, QPushButton, QWidget

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.people import Contact
from ehcp_desktop.domain.review import Minutes
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import corrections, events, meeting_notes, papers, people
from ehcp_desktop.services.letters.kept import given_of
from ehcp_desktop.ui.correction_row import CorrectionRow
from ehcp_desktop.ui.letter_desk import LetterDesk
from ehcp_desktop.ui.parts.grid import GridField
from ehcp_desktop.ui.parts.text import Badge
from ehcp_desktop.ui.reviews_page import ReviewsPage
from ehcp_desktop.ui.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from ehcp_desktop.ui.review_notes import ReviewNotes

    Went = list[tuple[str, dict[str, object]]]

SCHOOL = "Speech: he attends a group.\nReading: On track."
OURS = "Speech: one-to-one stopped in March.\n10:14 Ms Grant: He reads on track with help."


def log(session: Session, kind: str, on: str, **fields: str) -> Event:
    event = Event(child=session.child_id, kind=kind, on=When.parse(on), **fields)  # type: ignore[arg-type]  # texts
    return events.log(session.family, event)


@pytest.fixture
def went() -> Went:
    return []


@pytest.fixture
def review(session: Session) -> str:
    """Return a review with a report and both accounts."""
    people.add_person(session.family, Contact(name="Ms Grant"), "Class teacher", session.child)
    held = log(session, "review_meeting_held", "2026-06-02", model="Progress Review")
    log(session, "review_report_received", "2026-06-12", who="Mrs Bell")
    assert held.review is not None
    for whose, text in (("school", SCHOOL), ("ours", OURS)):
        session.family.store.minutes.save(Minutes(review=held.review, whose=whose, text=text))
    return held.review


@pytest.fixture
def page(session: Session, review: str, qtbot: QtBot, went: Went) -> Iterator[ReviewsPage]:
    shown = ReviewsPage(session, lambda page_id, **target: went.append((page_id, target)))
    qtbot.addWidget(shown)
    session.changed.connect(shown.refresh)
    shown.resize(1300, 900)
    shown.show()
    shown.refresh()
    shown.show_target(review=review, tab="notes")
    yield shown
    assert not session.read_only


@pytest.fixture
def notes(page: ReviewsPage) -> ReviewNotes:
    return page.notes


def text_of(notes: ReviewNotes, whose: str) -> QPlainTextEdit:
    found = notes.accounts[whose].editors["text"]
    assert isinstance(found, QPlainTextEdit)
    return found


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def said(notes: ReviewNotes) -> list[str]:
    QApplication.processEvents()  # rows that are new show themselves a moment later
    rows = notes.corrections.rows.findChildren(CorrectionRow)
    return [row.accessibleName() for row in rows if not row.isHidden()]


def go_to_line(text: QPlainTextEdit, line: int, qtbot: QtBot) -> None:
    text.setFocus()
    text.moveCursor(QTextCursor.MoveOperation.Start)
    for _ in range(line):
        qtbot.keyClick(text, Qt.Key.Key_Down)


def correct(notes: ReviewNotes, line: int, qtbot: QtBot) -> None:
    """Correct a line of the report, by keyboard alone."""
    go_to_line(text_of(notes, "school"), line, qtbot)
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused() is notes.four.cards["school"].next
    qtbot.keyClick(focused(), Qt.Key.Key_Space)


def test_a_line_of_the_report_is_corrected_by_keyboard(
    notes: ReviewNotes, session: Session, review: str, qtbot: QtBot
) -> None:
    correct(notes, 1, qtbot)
    for words in ("On track with help.", "Ms Grant", "page 2", "an email"):
        qtbot.keyClicks(focused(), words)
        qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    (kept,) = corrections.corrections(session.family, review)
    assert (kept.written, kept.said, kept.who, kept.place, kept.source) == (
        "Reading: On track.",
        "On track with help.",
        "Ms Grant",
        "page 2",
        "an email",
    )
    assert said(notes) == [
        "1. The minutes: Reading: On track. As it was said: On track with help. "
        "Said by Ms Grant  ·  an email  ·  page 2."
    ]


def test_words_that_are_chosen_are_what_is_corrected(
    notes: ReviewNotes, session: Session, review: str, qtbot: QtBot
) -> None:
    text = text_of(notes, "school")
    go_to_line(text, 1, qtbot)
    qtbot.keyClick(text, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    button = notes.four.cards["school"].next
    assert button.text() == "Correct these words"
    button.click()
    button.click()
    assert [one.written for one in corrections.corrections(session.family, review)] == [
        "Reading: On track."
    ]


def test_a_line_of_our_note_is_taken_with_who_and_when_and_undone(
    notes: ReviewNotes, session: Session, review: str, qtbot: QtBot
) -> None:
    correct(notes, 1, qtbot)
    first = notes.corrections.take.menu().actions()[0]
    assert first.text() == "He reads on track with help."
    first.trigger()
    (kept,) = corrections.corrections(session.family, review)
    assert (kept.said, kept.who, kept.source) == (
        "He reads on track with help.",
        "Ms Grant",
        "our own note, 10:14",
    )
    session.undo()
    assert corrections.corrections(session.family, review)[0].said == ""
    assert notes.corrections.form.editors["said"].value() == ""


def test_a_line_that_is_taken_goes_under_what_was_typed(
    notes: ReviewNotes, session: Session, review: str, qtbot: QtBot
) -> None:
    correct(notes, 1, qtbot)
    for words in ("With a lot of help.", "Mr Hale", "", "an email"):
        qtbot.keyClicks(focused(), words)
        qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    with qtbot.waitSignal(session.said) as told:
        notes.corrections.take.menu().actions()[0].trigger()
    (kept,) = corrections.corrections(session.family, review)
    assert (kept.said, kept.who, kept.source) == (
        "With a lot of help.\nHe reads on track with help.",
        "Mr Hale",
        "an email",
    )
    assert "your own words" in told.args[0]


def test_the_menu_of_a_row_is_still_there_when_typing_is_kept(
    notes: ReviewNotes, session: Session, review: str, qtbot: QtBot
) -> None:
    correct(notes, 0, qtbot)
    correct(notes, 1, qtbot)
    before = notes.corrections.rows.findChildren(CorrectionRow)
    qtbot.keyClicks(focused(), "With help.")
    notes.corrections.form.flush()
    assert notes.corrections.rows.findChildren(CorrectionRow) == before
    assert "As it was said: With help." in said(notes)[1]
    menu = before[1].findChild(QMenu)
    menu.actions()[0].trigger()
    assert notes.corrections.form.editors["said"].value() == "With help."


def test_what_the_minutes_leave_out_is_taken_from_our_note(
    notes: ReviewNotes, session: Session, review: str, qtbot: QtBot
) -> None:
    go_to_line(text_of(notes, "ours"), 1, qtbot)
    notes.four.cards["ours"].next.click()
    (kept,) = corrections.corrections(session.family, review)
    assert (kept.written, kept.said, kept.who) == ("", "He reads on track with help.", "Ms Grant")
    assert "The minutes leave this out." in said(notes)[0]


def test_what_was_begun_empty_is_kept_only_when_something_is_typed(
    notes: ReviewNotes, session: Session, review: str, qtbot: QtBot
) -> None:
    notes.corrections.add.click()
    assert corrections.corrections(session.family, review) == []
    qtbot.keyClicks(focused(), "It stopped in March.")
    notes.corrections.form.flush()
    (kept,) = corrections.corrections(session.family, review)
    assert (kept.written, kept.said) == ("", "It stopped in March.")


def test_a_correction_that_is_removed_comes_back_with_undo(
    notes: ReviewNotes, session: Session, review: str, qtbot: QtBot
) -> None:
    correct(notes, 0, qtbot)
    (kept,) = corrections.corrections(session.family, review)
    notes.corrections._remove(kept.id)  # noqa: SLF001  # what its menu runs
    assert said(notes) == []
    assert not notes.corrections.editing.isVisible()
    session.undo()
    assert len(said(notes)) == 1


def test_undo_of_a_correction_that_was_begun_puts_its_form_away(
    notes: ReviewNotes, session: Session, review: str, qtbot: QtBot
) -> None:
    correct(notes, 0, qtbot)
    assert notes.corrections.editing.isVisible()
    session.undo()
    assert not notes.corrections.editing.isVisible()
    assert corrections.corrections(session.family, review) == []


def test_one_press_writes_the_letter_and_its_rows_stay_ones_own(
    notes: ReviewNotes, session: Session, review: str, went: Went, qtbot: QtBot
) -> None:
    correct(notes, 1, qtbot)
    notes.corrections.write.click()
    assert went[-1] == ("letters", {"template": "minutes_correction", "about": review})
    desk = LetterDesk(session, lambda *_, **__: None)
    qtbot.addWidget(desk)
    desk.write("minutes_correction", review)
    table = desk.form.editors["corrections"]
    assert isinstance(table, GridField)
    assert table.cells.rows()[0][0] == "Reading: On track."
    table.cells.setData(table.cells.index(0, 1), "With help.")
    desk.flush()
    corrections.begin(session.family, review, "Speech: he attends a group.")
    desk.refresh()
    (draft,) = session.family.store.letters.all(template="minutes_correction")
    assert given_of(draft) == {"corrections": "Reading: On track. | With help. | "}
    assert len(table.cells.rows()) == 1


def take_from_paper(notes: ReviewNotes, page: ReviewsPage, session: Session, made: bytes) -> None:
    (kept,) = session.family.store.minutes.all(whose="school")
    session.family.store.minutes.trash(kept.id)
    (report,) = session.family.store.events.all(kind="review_report_received")
    papers.attach_bytes(session.family, session.child_id, ("report.txt", made), report.id)
    page.refresh()
    button = notes.four.cards["school"].next
    assert button.text() == "Take the words from the paper"
    button.click()


def test_the_words_of_the_report_are_taken_from_its_paper(
    notes: ReviewNotes, page: ReviewsPage, session: Session, review: str
) -> None:
    take_from_paper(notes, page, session, b"Reading: On track.\r\nNext: nothing.")
    text = meeting_notes.minutes(session.family, review, "school").text
    assert text == "Reading: On track.\nNext: nothing."
    assert text_of(notes, "school").toPlainText() == text


@pytest.mark.parametrize(("lines", "words"), [(1, "Compare the two"), (9000, "paste the rest")])
def test_what_is_copied_is_said_to_be_all_of_it_or_its_beginning(
    notes: ReviewNotes, page: ReviewsPage, session: Session, lines: int, words: str, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(session.said) as told:
        take_from_paper(notes, page, session, b"Reading: on track with help.\n" * lines)
    assert words in told.args[0]


def test_the_four_accounts_say_whose_they_are_and_what_is_not_recorded(
    notes: ReviewNotes, page: ReviewsPage, session: Session, went: Went
) -> None:
    cards = notes.four.cards
    assert "Mrs Bell" in cards["school"].facts.text()
    assert cards["decision"].words.accessibleName() == "None is recorded."
    cards["decision"].next.click()
    assert went[-1][1]["template"] == "review_decision_overdue"
    log(session, "review_decision_received", "2026-07-21", outcome="maintain", who="The council")
    page.refresh()
    assert cards["decision"].words.accessibleName() == "Keep the plan as it is."
    assert cards["plan"].words.accessibleName().startswith("Not needed")
    assert not cards["plan"].next.isVisible()


def test_a_report_that_came_twice_has_both_its_days_and_papers(
    notes: ReviewNotes, page: ReviewsPage, session: Session, review: str
) -> None:
    again = log(session, "review_report_received", "2026-07-20", who="Mr Cole", review=review)
    (first, _) = session.family.store.events.all(kind="review_report_received", order="on")
    for event, name in ((first, "first.jpg"), (again, "second.jpg")):
        papers.attach_bytes(session.family, session.child_id, (name, name.encode()), event.id)
    page.refresh()
    card = notes.four.cards["school"]
    facts = card.facts.text().replace("\u00a0", " ")
    assert "Mrs Bell  ·  Came Friday 12 June 2026" in facts
    assert "Mr Cole  ·  Came Monday 20 July 2026" in facts
    names = {badge.text() for badge in card.papers.findChildren(Badge)}
    assert names == {"first.jpg", "second.jpg"}


def test_the_report_is_the_councils_for_a_child_who_is_not_in_school(
    notes: ReviewNotes, page: ReviewsPage, session: Session
) -> None:
    card = notes.four.cards["school"]
    assert card.accessibleName() == "The school’s report"
    session.family.store.children.save(replace(session.child, school="none"))
    session.tell_saved()
    assert card.accessibleName() == "The council’s report"
    assert any(part.text() == "The council’s report" for part in card.findChildren(Badge))


def test_what_is_typed_joins_an_account_that_another_kept_meanwhile(
    notes: ReviewNotes, page: ReviewsPage, session: Session, review: str, qtbot: QtBot
) -> None:
    (kept,) = session.family.store.minutes.all(whose="ours")
    session.family.store.minutes.trash(kept.id)
    page.refresh()
    text = text_of(notes, "ours")
    qtbot.keyClicks(text, "Typed here.")
    other = Minutes(review=review, whose="ours", text="From Meeting mode.")
    session.done(lambda: meeting_notes.keep_minutes(session.family, other))
    assert text.toPlainText() == "From Meeting mode.\n\nTyped here."
    qtbot.keyClicks(text, "More. ")
    notes.accounts["ours"].flush()
    (only,) = session.family.store.minutes.all(whose="ours")
    assert only.text == text.toPlainText()
    assert "Typed here." in only.text


def test_a_record_that_can_only_be_read_shows_every_account_and_changes_none(
    notes: ReviewNotes,
    page: ReviewsPage,
    session: Session,
    review: str,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    corrections.begin(session.family, review, "Reading: On track.")
    with monkeypatch.context() as here:
        here.setattr(Session, "read_only", property(lambda _: True))
        page.refresh()
        cards = notes.four.cards
        assert not cards["school"].next.isEnabled()
        assert not any(form.isEnabled() for form in notes.accounts.values())
        assert "Reading: On track." in text_of(notes, "school").toPlainText()
        (row,) = notes.corrections.rows.findChildren(CorrectionRow)
        assert not any(button.isVisible() for button in row.findChildren(QPushButton))
        for part in (notes.corrections.add, notes.corrections.write):
            assert not part.isEnabled()
        assert notes.corrections.print.isEnabled()
        assert not notes.to_do.add.isVisible()
