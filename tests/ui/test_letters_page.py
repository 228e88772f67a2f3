from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.people import Contact
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events, people
from ehcp_desktop.services.letters import sending, writing
from ehcp_desktop.services.letters.kept import given_of
from ehcp_desktop.ui import letter_output
from ehcp_desktop.ui.letter_desk import KEEP_MS
from ehcp_desktop.ui.letter_sending import SendingDialog
from ehcp_desktop.ui.letters_page import LettersPage
from ehcp_desktop.ui.parts.choices import Choices
from ehcp_desktop.ui.parts.fields import DateField, LongField
from ehcp_desktop.ui.parts.focus import keeping
from ehcp_desktop.ui.parts.rows import Row
from ehcp_desktop.ui.parts.text import Paragraph

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ehcp_desktop.domain.letter import Letter
    from ehcp_desktop.ui.session import Session

    Went = list[tuple[str, dict[str, object]]]

OVERDUE = "review_decision_overdue"


def held(session: Session, on: str = "2026-06-02") -> Event:
    event = Event(child=session.child_id, kind="review_meeting_held", on=When.parse(on))
    return events.log(session.family, event)


def only_draft(session: Session) -> Letter:
    return session.family.store.letters.all(state="draft")[0]


@pytest.fixture
def writer(session: Session) -> Contact:
    """Return the parent who writes."""
    parent = Contact(name="Siân O’Brien", address="14 Larch Close\nNORTHMOOR", is_sender=True)
    return people.add_person(session.family, parent, "mother", session.child)


@pytest.fixture
def refused(session: Session) -> list[str]:
    sentences: list[str] = []
    session.refused.connect(sentences.append)
    return sentences


@pytest.fixture
def went() -> Went:
    return []


@pytest.fixture
def page(session: Session, qtbot: QtBot, went: Went) -> LettersPage:
    """Return the screen, with a review in the record whose decision never came."""
    held(session)
    report = Event(child=session.child_id, kind="review_report_received")
    events.log(session.family, replace(report, on=When.parse("2026-06-12")))
    shown = LettersPage(session, lambda page_id, **target: went.append((page_id, target)))
    qtbot.addWidget(shown)
    session.changed.connect(shown.refresh)
    shown.resize(1300, 900)
    shown.show()
    shown.refresh()
    qtbot.waitUntil(lambda: shown.desk.preview.pages.pages > 0)
    return shown


def own_words(page: LettersPage) -> LongField:
    field = page.desk.form.editors["own_words"]
    assert isinstance(field, LongField)
    return field


def type_words(page: LettersPage, words: str) -> None:
    own_words(page).insertPlainText(words)


def said(page: LettersPage) -> str:
    return page.desk.preview.words.toPlainText()


@pytest.mark.usefixtures("writer")
def test_the_letter_needed_most_is_there_at_once(page: LettersPage) -> None:
    assert page.desk.situations.list.current() == OVERDUE
    assert "30 June 2026, 145 days ago" in said(page).replace("\n", " ")
    assert not page.desk.cannot_send.isVisible()


def test_a_writer_who_is_not_known_is_asked_for_and_kept_in_people(
    page: LettersPage, session: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page.desk.form.editors["sender_name"].set_value("Wyn Ŵyn")
    page.desk.form.typed.emit()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "letter"), ""))
    page.desk.save.click()
    sender = people.sender(session.family)
    assert sender is not None
    assert sender.name == "Wyn Ŵyn"
    assert (tmp_path / "letter.pdf").read_bytes().startswith(b"%PDF")


def test_what_is_not_ready_to_be_marked_as_sent_says_why(page: LettersPage) -> None:
    assert not page.desk.send.isEnabled()
    assert page.desk.cannot_send.isVisible()
    said_why = "Left as gaps: name of the person who writes. Fill them in, then it can be marked"
    assert page.desk.cannot_send.text().startswith(said_why)
    assert page.desk.send.accessibleDescription() == page.desk.cannot_send.text()
    page.desk.form.editors["sender_name"].set_value("Wyn Ŵyn")
    page.desk.flush()
    page.desk.refresh()
    assert page.desk.send.isEnabled()
    assert not page.desk.cannot_send.isVisible()
    assert page.desk.send.accessibleDescription() == ""


@pytest.mark.usefixtures("writer")
def test_tab_goes_from_the_form_to_the_buttons_to_the_words(
    page: LettersPage, qtbot: QtBot
) -> None:
    desk = page.desk
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    desk.write("early_review_request")
    desk.preview.turn.click()
    QTest.qWait(50)  # until its fields are shown
    changes, reply_by = desk.form.editors["changes"], desk.form.editors["reply_by"]
    assert isinstance(changes, LongField)
    assert isinstance(reply_by, DateField)
    order = [changes, reply_by.line, own_words(page), desk.save, desk.send, desk.preview.words]
    changes.setFocus()
    passed = [QApplication.focusWidget()]
    while passed[-1] is not desk.preview.words and len(passed) < 60:
        QTest.keyClick(passed[-1], Qt.Key.Key_Tab)
        passed.append(QApplication.focusWidget())
    assert [one for one in passed if one in order] == order


@pytest.mark.parametrize(
    "words",
    ["{{ own_words }} <para> & =cmd|", "Sam 😀 did it", "אני גר כאן", "sentence " * 1100],
    ids=["markup", "emoji", "right to left", "ten thousand characters"],
)
def test_own_words_are_written_as_they_were_typed(
    page: LettersPage, session: Session, words: str
) -> None:
    type_words(page, words)
    page.desk.flush()
    assert given_of(only_draft(session))["own_words"] == words.strip()
    assert words.strip()[:30] in said(page).replace("\n", " ")


def test_what_is_typed_is_kept_without_being_asked(
    page: LettersPage, session: Session, qtbot: QtBot
) -> None:
    QTest.keyClicks(own_words(page), "Sam is well")
    qtbot.waitUntil(lambda: bool(session.family.store.letters.count()), timeout=KEEP_MS * 4)
    assert given_of(only_draft(session)) == {"own_words": "Sam is well"}


def test_leaving_keeps_what_was_typed_a_moment_ago(page: LettersPage, session: Session) -> None:
    type_words(page, "a moment ago")
    session.leaving.emit()
    assert given_of(only_draft(session)) == {"own_words": "a moment ago"}


def test_a_change_elsewhere_leaves_the_cursor_alone(
    page: LettersPage, session: Session, qtbot: QtBot
) -> None:
    field = own_words(page)
    QTest.keyClicks(field, "Sam is well")
    QTest.keyClick(field, Qt.Key.Key_Home)
    session.tell_saved()
    QTest.keyClicks(field, "Now ")
    page.desk.flush()
    QTest.keyClicks(field, "that ")
    assert own_words(page).value() == "Now that Sam is well"


def test_a_letter_is_one_step_to_undo(page: LettersPage, session: Session) -> None:
    for words in ("one ", "two "):
        type_words(page, words)
        page.desk.flush()
    session.undo()
    assert own_words(page).value() == ""
    assert session.family.store.letters.count() == 0
    session.redo()
    assert own_words(page).value() == "one two"


def test_a_draft_is_taken_up_where_it_was_left(page: LettersPage, session: Session) -> None:
    type_words(page, "for later")
    page.desk.write("early_review_request")
    assert own_words(page).value() == ""
    page.show_target(letter=only_draft(session).id)
    assert own_words(page).value() == "for later"


def test_friday_is_the_next_friday(page: LettersPage, session: Session, qtbot: QtBot) -> None:
    field = page.desk.form.editors["reply_by"]
    assert isinstance(field, DateField)
    field.line.clear()
    QTest.keyClicks(field.line, "Friday")
    page.desk.flush()
    assert given_of(only_draft(session)) == {"reply_by": "2026-11-27"}
    assert "27 November 2026" in said(page)


def test_a_date_that_is_none_stops_the_letter(
    page: LettersPage, qtbot: QtBot, refused: list[str]
) -> None:
    field = page.desk.form.editors["reply_by"]
    assert isinstance(field, DateField)
    QTest.keyClicks(field.line, "soonish")
    page.desk.save.click()
    assert refused == ["A date in the form cannot be read. The words under it say why."]


def test_the_tone_changes_the_words(page: LettersPage) -> None:
    tone = page.desk.form.editors["tone"]
    assert isinstance(tone, Choices)
    before = said(page)
    tone.choose(["friendly"])
    tone.edited.emit()
    page.desk.flush()
    assert said(page) != before
    assert "I hope you can help me" in said(page).replace("\n", " ")


def test_two_reviews_are_chosen_between(page: LettersPage, session: Session) -> None:
    held(session, "2025-06-03")
    page.desk.write(OVERDUE)
    assert page.desk.about.isVisible()
    page.desk.write(OVERDUE, session.family.store.events.all(order="on")[0].id)
    assert "3 June 2025" in said(page)


def test_a_letter_that_could_be_about_two_meetings_asks_which(
    page: LettersPage, session: Session
) -> None:
    held(session, "2025-06-03")
    page.desk.write(OVERDUE)
    (words,) = page.desk.refusal.findChildren(Paragraph)
    assert words.accessibleName() == "Choose above which one this letter is about."
    assert page.desk.preview.isHidden()


def test_a_letter_that_would_be_untrue_says_so_and_names_the_right_one(page: LettersPage) -> None:
    page.desk.write("review_decision_ask")
    assert not page.desk.form.isVisible()
    assert not page.desk.preview.isVisible()
    page.desk.refusal.write.emit(OVERDUE)
    assert page.desk.form.isVisible()


@pytest.mark.parametrize("letter", ["chaser", "early_review_request", "review_report_overdue"])
def test_every_other_letter_is_written_or_refused_in_words(page: LettersPage, letter: str) -> None:
    page.desk.write(letter)
    assert page.desk.refusal.isVisible() or "Yours" in said(page)


def test_a_letter_marked_as_sent_two_ways_is_filed_with_its_proof(
    page: LettersPage, session: Session, writer: Contact, tmp_path: Path, qtbot: QtBot
) -> None:
    proof = tmp_path / "receipt.txt"
    proof.write_text("posted")
    type_words(page, "hello")
    page.desk.flush()
    dialog = SendingDialog(session, only_draft(session), page)
    dialog.by.choose(["email", "post"])
    dialog.add_proof(proof)
    dialog.send()
    store = session.family.store
    assert [sent.by for sent in store.dispatches.all(order="by")] == ["email", "post"]
    assert {paper.name for paper in store.papers.all()} > {"receipt.txt"}
    assert store.letters.all()[0].state == "sent"


@pytest.mark.usefixtures("writer")
def test_a_letter_of_an_earlier_day_goes_as_it_was_then(
    page: LettersPage, session: Session
) -> None:
    type_words(page, "hello")
    page.desk.flush()
    kept, family = only_draft(session), session.family
    family.today = lambda: date(2026, 11, 25)
    written = writing.prepare(family, OVERDUE, session.child)
    assert letter_output.keep_for_sending(family, written, kept) == kept
    gap = replace(kept, text=f"{kept.text} [name of the person who writes]")
    assert letter_output.keep_for_sending(family, written, gap).written == family.today()


@pytest.mark.usefixtures("writer")
def test_a_day_before_it_was_written_is_refused_and_the_question_stays(
    page: LettersPage, session: Session, refused: list[str]
) -> None:
    type_words(page, "hello")
    page.desk.flush()
    dialog = SendingDialog(session, only_draft(session), page)
    dialog.on.set_value("2026-11-21")
    dialog.send()
    assert "give that day or a later one" in refused[0]
    assert only_draft(session).state == "draft"


@pytest.mark.usefixtures("writer")
def test_a_letter_that_was_sent_is_shown_from_the_top_of_the_page(
    page: LettersPage, session: Session, qtbot: QtBot
) -> None:
    page.resize(600, 500)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    type_words(page, "hello")
    page.desk.flush()
    letter = only_draft(session).id
    page.desk.send.setFocus()
    page.ensureWidgetVisible(page.desk.send)
    assert page.verticalScrollBar().value() > 0
    sending.mark_sent(session.family, letter, session.today(), "email")
    keeping(page, page.refresh)
    page.show_target(letter=letter)
    QTest.qWait(50)
    assert page.verticalScrollBar().value() == 0
    assert QApplication.focusWidget() is page.correspondence.list


@pytest.mark.usefixtures("writer")
def test_a_draft_is_never_wider_than_the_page(page: LettersPage) -> None:
    type_words(page, "hello")
    page.desk.flush()
    page.tabs.setCurrentIndex(1)
    QTest.qWait(50)
    page.resize(500, 600)
    QTest.qWait(50)
    (row,) = page.correspondence.drafts.findChildren(Row)
    right = row.mapTo(page.viewport(), row.rect().topRight()).x()
    assert right < page.viewport().width()


def test_the_words_are_copied_as_they_are_shown(page: LettersPage, writer: Contact) -> None:
    page.refresh()
    page.desk.put_out(letter_output.copy_text)
    assert QApplication.clipboard().text().replace("\u00a0", " ") == said(page)


def test_the_letter_can_be_read_as_text(page: LettersPage, qtbot: QtBot) -> None:
    page.desk.preview.turn.click()
    assert page.desk.preview.words.isVisible()
    assert page.desk.preview.words.isReadOnly()
    assert not page.desk.preview.pages.isVisible()


def test_a_record_for_reading_only_is_not_changed(
    page: LettersPage, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(session), "read_only", property(lambda _: True))
    page.refresh()
    assert not page.desk.form.isEnabled()
    assert not page.desk.send.isEnabled()
    assert page.desk.save.isEnabled()


def test_another_letter_is_shown_from_the_top_of_the_page(page: LettersPage, qtbot: QtBot) -> None:
    page.resize(1000, 300)
    page.show()
    bar = page.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    page.desk.write("sen_support_request")
    qtbot.waitUntil(lambda: bar.value() == 0)


def test_the_page_ends_where_what_is_seen_of_it_ends(page: LettersPage, qtbot: QtBot) -> None:
    page.show()
    inside = page.widget()
    assert inside is not None
    page.correspondence.setMinimumHeight(20_000)
    QTest.qWait(20)
    assert inside.height() < 20_000
    page.tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: inside.height() > 20_000)
