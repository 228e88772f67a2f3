"""The desk at which any of the letters is written: choosing, the form, editing, putting out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.people import Contact
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events, people
from ehcp_desktop.services.letters import writing
from ehcp_desktop.services.letters.kept import edit_of, given_of, length_of
from ehcp_desktop.ui import letter_output
from ehcp_desktop.ui.letter_email import EmailDialog
from ehcp_desktop.ui.letters_page import LettersPage
from ehcp_desktop.ui.parts.choices import Choices
from ehcp_desktop.ui.parts.fields import LongField
from ehcp_desktop.ui.parts.grid import GridField

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ehcp_desktop.domain.letter import Letter
    from ehcp_desktop.ui.letter_desk import LetterDesk
    from ehcp_desktop.ui.session import Session

OVERDUE = "review_decision_overdue"
LOST = "provision_not_delivered"


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> LettersPage:
    """Return the screen of a family whose review has brought no decision."""
    QSettings().clear()
    parent = Contact(name="Siân O’Brien", address="14 Larch Close\nNORTHMOOR", is_sender=True)
    people.add_person(session.family, parent, "mother", session.child)
    held = Event(child=session.child_id, kind="review_meeting_held", on=When.parse("2026-06-02"))
    events.log(session.family, held)
    report = Event(child=session.child_id, kind="review_report_received")
    events.log(session.family, replace(report, on=When.parse("2026-06-12")))
    shown = LettersPage(session, lambda *_, **__: None)
    qtbot.addWidget(shown)
    session.changed.connect(shown.refresh)
    shown.resize(1300, 900)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    shown.refresh()
    return shown


@pytest.fixture
def desk(page: LettersPage) -> LetterDesk:
    return page.desk


def titles(desk: LetterDesk) -> list[str]:
    return [item.title for item in desk.situations.items()]


def said(desk: LetterDesk) -> str:
    return " ".join(desk.preview.words.toPlainText().split())


def draft(session: Session) -> Letter:
    return session.family.store.letters.all(state="draft")[0]


def tick(desk: LetterDesk, key: str, *values: str) -> None:
    choices = desk.form.editors[key]
    assert isinstance(choices, Choices)
    choices.choose(values)
    choices.edited.emit()
    desk.flush()


def type_words(desk: LetterDesk, words: str) -> None:
    field = desk.form.editors["own_words"]
    assert isinstance(field, LongField)
    field.insertPlainText(words)
    desk.flush()


def edit_words(desk: LetterDesk, words: str) -> None:
    desk.preview.edit.click()
    desk.preview.body.appendPlainText(words)
    desk.flush()


def test_a_group_opens_when_it_is_pressed_and_shuts_the_one_before(desk: LetterDesk) -> None:
    assert "Ask for a personal budget" not in titles(desk)
    for group, letter in (
        ("Provision and health", "Ask for a personal budget"),
        ("School", "There is a worry, and no support yet"),
    ):
        desk.situations.list.choose(f"group:{group}")
        QTest.keyClick(desk.situations.list, Qt.Key.Key_Return)
        assert letter in titles(desk)
    assert "Ask for a personal budget" not in titles(desk)


def test_a_group_says_whether_it_is_open(desk: LetterDesk) -> None:
    (school,) = (one for one in desk.situations.items() if one.title == "School")
    assert school.sentence().startswith("School, ")
    assert school.sentence().endswith("letters, closed. Enter opens or closes it.")


def test_typing_a_plain_word_and_enter_begins_the_letter(desk: LetterDesk) -> None:
    desk.situations.search.setFocus()
    QTest.keyClicks(desk.situations.search, "sent home")
    assert titles(desk) == ["Asked to collect, with no letter of suspension"]
    QTest.keyClick(desk.situations.search, Qt.Key.Key_Return)
    assert desk.situations.list.current() == "unlawful_exclusion"
    table = desk.form.editors["times_home"]
    assert isinstance(table, GridField)
    assert QApplication.focusWidget() is table.table


def test_the_arrow_keys_write_what_they_rest_on(desk: LetterDesk, qtbot: QtBot) -> None:
    QTest.keyClicks(desk.situations.search, "budget")
    QTest.keyClick(desk.situations.search, Qt.Key.Key_Down)
    assert titles(desk)[0] == "Ask for a personal budget"
    qtbot.waitUntil(lambda: "personal budget" in said(desk))


def test_a_search_that_finds_nothing_says_so_and_escape_ends_it(desk: LetterDesk) -> None:
    QTest.keyClicks(desk.situations.search, "zebra")
    assert desk.situations.list.isHidden()
    assert "No letter is about “zebra”" in desk.situations.none.text()
    QTest.keyClick(desk.situations.search, Qt.Key.Key_Escape)
    assert titles(desk)[0] == "No decision after a review"


def test_where_there_is_little_room_the_choice_opens_above_and_shuts_again(
    page: LettersPage, desk: LetterDesk
) -> None:
    page.resize(700, 700)
    QTest.qWait(20)
    assert not desk.situations.isVisible()
    desk.another.click()
    QTest.keyClicks(desk.situations.search, "personal budget")
    QTest.keyClick(desk.situations.search, Qt.Key.Key_Return)
    assert not desk.situations.isVisible()
    assert "personal budget" in said(desk)


def test_the_short_version_asks_no_more_than_it_needs(desk: LetterDesk, session: Session) -> None:
    desk.write(LOST)
    own = desk.form.editors["own_words"]
    assert isinstance(own, QWidget)
    assert own.isVisible()
    tick(desk, "length", "short")
    assert not own.isVisible()
    assert not desk.form.more.isVisible()
    assert length_of(draft(session)) == "short"


def test_what_can_be_left_out_is_folded_away_until_something_is_said_in_it(
    desk: LetterDesk, session: Session
) -> None:
    desk.write(LOST)
    reasons = desk.form.editors["reasons_given"]
    assert isinstance(reasons, LongField)
    assert not reasons.isVisible()
    reasons.insertPlainText("No staff")
    desk.flush()
    desk.write(OVERDUE)
    desk.write(LOST)
    reasons = desk.form.editors["reasons_given"]
    assert isinstance(reasons, LongField)
    assert reasons.isVisible()
    assert reasons.value() == "No staff"


def test_what_the_record_says_is_shown_and_can_be_changed(
    desk: LetterDesk, session: Session
) -> None:
    on = desk.form.editors["review_on"]
    assert on.value() == "2026-06-02"
    assert "review_on" not in desk.form.given()
    on.set_value("2026-06-03")
    on.edited.emit()
    desk.flush()
    assert given_of(draft(session)) == {"review_on": "2026-06-03"}
    assert "held on 3 June 2026" in said(desk)


def test_a_table_is_typed_beside_the_letter_and_kept(desk: LetterDesk, session: Session) -> None:
    desk.write("minutes_correction")
    table = desk.form.editors["corrections"]
    assert isinstance(table, GridField)
    assert table.isVisible()
    table.cells.put(table.cells.index(0, 0), [["No help", "Help agreed", "My notes"]])
    desk.flush()
    assert given_of(draft(session)) == {"corrections": "No help | Help agreed | My notes"}
    assert "Help agreed" in said(desk)


def test_a_sheet_asks_for_no_address_and_is_not_sent(desk: LetterDesk) -> None:
    desk.write("mediation_prep_refusal")
    assert {"recipient_name", "by", "reply_by", "tone"}.isdisjoint(desk.form.editors)
    assert not desk.send.isVisible()
    assert desk.save.isVisible()


def test_who_writes_is_asked_only_where_there_is_a_choice(
    desk: LetterDesk, session: Session
) -> None:
    assert "writer" not in desk.form.editors
    grown = replace(session.child, born=date(2009, 3, 14))
    with session.family.store.action("Change: date of birth"):
        session.family.store.children.save(grown)
    desk.write(OVERDUE)
    tick(desk, "writer", "young_person")
    assert said(desk).endswith(f"Yours faithfully {session.child.name}")
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Who writes: The young person, from 16"


def test_a_person_of_the_record_can_be_written_to_and_get_a_copy(
    desk: LetterDesk, session: Session
) -> None:
    bell = Contact(name="Mrs Bell", organisation="Hollybank", address="1 Hill\nNORTHMOOR")
    bell = people.add_person(session.family, bell, "SENCO", session.child)
    desk.write(OVERDUE)
    part = desk.form.recipient
    assert part is not None
    part.change.click()
    for choice in (part.person, part.copy):
        choice.set_value(bell.id)
        choice.edited.emit()
    desk.flush()
    assert "Mrs Bell SENCO Hollybank 1 Hill NORTHMOOR" in said(desk)
    assert "Copy to: Mrs Bell, SENCO" in said(desk)


def test_edited_words_are_kept_and_taken_up_again(desk: LetterDesk, session: Session) -> None:
    edit_words(desk, "\nThank you.")
    assert said(desk).count("Thank you. Yours faithfully") == 1
    desk.write("chaser")
    desk.write(OVERDUE)
    assert desk.preview.body.value().endswith("Thank you.")
    assert "Thank you." in draft(session).text


def test_a_fact_that_changes_never_overwrites_edited_words(
    desk: LetterDesk, session: Session
) -> None:
    edit_words(desk, "\nThank you.")
    type_words(desk, "Sam is worried.")
    assert "Sam is worried." not in said(desk)
    assert desk.preview.settle.isVisible()
    desk.preview.settle.click()
    assert not desk.preview.settle.isVisible()
    desk.preview.renew.click()
    assert "Sam is worried." in said(desk)
    assert edit_of(draft(session)) is None
    session.undo()
    assert "Thank you." in said(desk)


def test_words_that_are_put_back_are_edited_no_more(desk: LetterDesk, session: Session) -> None:
    before = desk.preview.body.value()
    edit_words(desk, "\nThank you.")
    desk.preview.body.undo()
    desk.flush()
    assert desk.preview.body.value() == before
    assert edit_of(draft(session)) is None


def test_what_the_record_can_enclose_is_saved_with_the_letter(
    desk: LetterDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not desk.tools.together.isVisible()
    tick(desk, "enclosures", "report of the meeting", "chronology")
    out = tmp_path / "out"
    out.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(out))
    desk.tools.together.click()
    desk.tools.together.click()  # again: nothing is written over
    files = {path.name.rpartition(", ")[2] for path in out.iterdir()}
    assert files == {"Sam.pdf", "chronology.pdf", "Sam (2).pdf", "chronology (2).pdf"}
    assert all(path.read_bytes().startswith(b"%PDF") for path in out.iterdir())


def test_a_letter_is_saved_in_the_size_that_was_chosen(
    desk: LetterDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    desk.tools.paper.size_of.set_value("large")
    desk.tools.paper.size_of.edited.emit()
    qtbot.waitUntil(lambda: desk.preview.pages.pages > 1)
    path = tmp_path / "letter.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    desk.put_out(letter_output.save_text)
    assert "Dear Director" in path.read_text(encoding="utf-8")


def test_an_address_that_the_window_cannot_show_is_said(desk: LetterDesk) -> None:
    assert not desk.tools.warning.isVisible()
    address = desk.form.editors["recipient_address"]
    address.set_value("\n".join("Line" for _ in range(8)))
    address.edited.emit()
    desk.flush()
    assert "too long for the window" in desk.tools.warning.text()


def test_the_page_to_try_the_window_is_saved(
    desk: LetterDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "test.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    desk.tools.paper.test.click()
    assert path.read_bytes().startswith(b"%PDF")


def test_an_email_has_its_subject_apart_and_no_date_of_birth(
    desk: LetterDesk, session: Session, qtbot: QtBot
) -> None:
    written = writing.prepare(session.family, OVERDUE, session.child)
    dialog = EmailDialog(session, written, desk)
    qtbot.addWidget(dialog)
    dialog.copy_subject.click()
    subject = QApplication.clipboard().text().replace("\u00a0", " ")
    assert subject == f"{session.child.name}: Decision after the review of 2 June 2026"
    dialog.copy_words.click()
    assert QApplication.clipboard().text().startswith("Dear Director")
    assert dialog.copy_words.text() == "The words are copied"


def test_the_table_that_carries_a_letter_stands_open_with_the_cursor_in_it(
    desk: LetterDesk,
) -> None:
    desk.write("draft_plan_substandard")
    table = desk.form.editors["issues"]
    assert isinstance(table, GridField)
    assert table.isVisible()
    desk.form.missing = ()  # as when the record has the draft
    assert desk.form.first_gap() is table
    assert "arrange a meeting" not in said(desk)


def test_a_larger_size_is_named_beside_the_pages_and_leads_to_its_choice(desk: LetterDesk) -> None:
    assert not desk.preview.size_of.isVisible()
    size = desk.tools.paper.size_of
    size.set_value("large")
    size.edited.emit()
    assert desk.preview.size_of.text() == "large print"
    assert not size.isVisible()
    desk.preview.size_of.click()
    assert size.isVisible()


def test_the_signs_of_a_table_are_explained_where_its_words_are_edited(desk: LetterDesk) -> None:
    desk.preview.edit.click()
    assert not desk.preview.bars.isVisible()
    desk.write("minutes_correction")
    assert desk.preview.bars.isVisible()
    desk.preview.edit.click()
    assert not desk.preview.bars.isVisible()
