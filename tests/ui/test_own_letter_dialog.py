"""Writing a letter of one's own in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from ehcp_desktop.services.letters import own, own_text
from ehcp_desktop.ui import own_letter_dialog, places
from ehcp_desktop.ui.letters_page import LettersPage
from ehcp_desktop.ui.own_letter_dialog import OwnLetterDialog

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ehcp_desktop.ui.session import Session


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> OwnLetterDialog:
    made = OwnLetterDialog(session, own_text.blank(session.today()))
    qtbot.addWidget(made)
    made.show()
    return made


def fill_in(dialog: OwnLetterDialog, text: str = "Thank you.") -> None:
    """Type a whole letter."""
    for editor, typed in (
        (dialog.title, "Thanks"),
        (dialog.subject, "thank you"),
        (dialog.text, text),
    ):
        editor.set_value(typed)
    dialog.look()


def said(dialog: OwnLetterDialog, field: str) -> str:
    badge = dialog.fields[field].problem
    return badge.text() if badge and badge.isVisibleTo(dialog) else ""


def test_an_empty_form_blames_nobody_and_cannot_be_kept(dialog: OwnLetterDialog) -> None:
    assert [said(dialog, field) for field in dialog.fields] == [""] * len(dialog.fields)
    assert not dialog.keep.isEnabled()
    assert dialog.keep.toolTip().startswith("Give the letter a name")


def test_what_is_typed_is_kept_and_undo_takes_it_back(
    dialog: OwnLetterDialog, session: Session
) -> None:
    fill_in(dialog)
    dialog.keep.click()
    assert own.find(session.family, dialog.kept).title == "Thanks"
    session.undo()
    assert own.templates(session.family) == ()


def test_a_letter_of_ones_own_begins_with_an_empty_box_and_asks_for_no_reply(
    dialog: OwnLetterDialog,
) -> None:
    assert (dialog.text.value(), dialog.reply.value()) == ("", "")
    assert "Dear EHCP Coordinator" in dialog.preview.value()
    assert not dialog.more.is_open
    fill_in(dialog)
    assert dialog.words().reply_days == 0


def test_what_stands_under_a_tone_that_is_not_shown_is_named(dialog: OwnLetterDialog) -> None:
    fill_in(dialog, "Thank you.\n\n[formal] I thank you.")
    assert dialog.state.text().startswith("Not in the letter shown here: “I thank you.”")
    assert "begins with [formal]" in dialog.state.text()
    fill_in(dialog, "Thank you.\n\n[firm] I thank you.")
    assert dialog.state.text().startswith("For Sam the record does not say")


def test_the_letter_is_shown_for_the_child_as_it_is_typed(dialog: OwnLetterDialog) -> None:
    fill_in(dialog, "The plan of {{ child_name }}.")
    assert "The plan of Sam Example." in dialog.preview.value()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Dear all.\n\nOf {{ colour }}.", "Line 3: “colour” is not a fact of this letter."),
        ("{% for a in b %}", "Line 1: "),
        ("{{ ''.__class__ }}", "Line 1: "),
        ("**", "Line 1: "),
    ],
)
def test_a_mistake_is_named_under_the_text_by_its_line(
    dialog: OwnLetterDialog, text: str, problem: str
) -> None:
    fill_in(dialog, text)
    assert said(dialog, "body").startswith(problem)
    assert not dialog.keep.isEnabled()


def test_a_wrong_number_of_days_is_named(dialog: OwnLetterDialog) -> None:
    fill_in(dialog)
    dialog.reply.set_value("soon")
    dialog.look()
    assert said(dialog, "reply_days") == "Write a number of days from 0 to 366."


def test_enter_puts_a_fact_in_where_the_writing_was(dialog: OwnLetterDialog) -> None:
    fill_in(dialog, "")
    dialog.facts.search.setText("date of birth")
    QTest.keyClick(dialog.facts.search, Qt.Key.Key_Return)
    assert dialog.text.value() == "{{ child_born }}"
    assert "14 March 2016" in dialog.preview.value()


def test_every_fact_that_is_offered_can_be_put_in(dialog: OwnLetterDialog) -> None:
    fill_in(dialog)
    for field in dialog.facts.fields:
        dialog.text.set_value("")
        dialog.insert(field.insert)
        assert said(dialog, "body") == ""


def test_another_place_has_its_usual_reader(dialog: OwnLetterDialog) -> None:
    fill_in(dialog)
    dialog.place.set_value("school")
    dialog.place.edited.emit()
    assert dialog.role.value() == "Headteacher"
    assert "The Headteacher" in dialog.preview.value()


def test_a_letter_of_the_shelf_is_changed_and_keeps_what_is_not_shown(
    session: Session, qtbot: QtBot
) -> None:
    base = own.copy_of(session.family, "review_report_overdue")
    dialog = OwnLetterDialog(session, base)
    qtbot.addWidget(dialog)
    dialog.title.set_value("Our report letter")
    dialog.look()
    dialog.keep.click()
    made = own.find(session.family, dialog.kept)
    assert (made.of, made.rules) == ("review_report_overdue", ("review_report",))
    assert "review_on" in made.required


def test_cancel_gives_up_what_was_typed_only_when_said_twice(dialog: OwnLetterDialog) -> None:
    fill_in(dialog)
    dialog.reject()
    assert dialog.isVisible()
    assert dialog.state.text().startswith("This is not kept yet")
    dialog.reject()
    assert (dialog.isVisible(), dialog.kept) == (False, "")


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> LettersPage:
    made = LettersPage(session, lambda *_, **__: None)
    qtbot.addWidget(made)
    made.refresh()
    made.desk.write("sen_support_request")
    return made


def test_a_letter_is_made_ones_own_and_removed_again(
    page: LettersPage, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def keep(session: Session, _parent: object, base: str, _letter: str = "") -> str:
        return own.add(session.family, base).name

    monkeypatch.setattr(own_letter_dialog, "write_own", keep)
    page.desk.own.make.click()
    (made,) = own.templates(session.family)
    assert page.desk.situations.list.current() == made.id
    page.desk.own.remove.click()
    assert own.templates(session.family) == ()


def test_a_copy_is_as_the_letter_reads_in_the_tone_that_is_chosen(
    page: LettersPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []

    def look(_session: Session, _parent: object, base: str, _letter: str = "") -> str:
        begun.append(base)
        return ""

    monkeypatch.setattr(own_letter_dialog, "write_own", look)
    page.desk.form.show_given({}, "formal")
    page.desk.own.make.click()
    QTest.keyClicks(page.desk.situations.search, "zebra")
    page.desk.situations.write_own.click()
    copy, blank = map(own_text.words_of, begun)
    assert copy.title.endswith(" (my own)")
    assert "[" not in copy.body
    assert copy.body.startswith("I write formally")
    assert blank.body == ""


def test_a_letter_is_given_out_and_taken_in(
    page: LettersPage, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "given.md"
    monkeypatch.setattr(places, "ask_where", lambda *_: path)
    page.desk.own.give_out.click()
    page.desk.own.import_file(path)
    assert [one.id for one in own.templates(session.family)] == ["own_sen_support_request"]


def test_what_a_letter_from_a_file_logs_is_said_as_it_comes_in_and_beside_it(
    page: LettersPage, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "given.md"
    text = own.text_of(session.family, "sen_support_request")
    path.write_text(text.replace("to = [", 'starts = "child_admitted"\nto = [', 1), "utf-8")
    logs = "your record will say: “Started at the school in the plan”."
    with qtbot.waitSignal(session.said) as told:
        page.desk.own.import_file(path)
    assert logs in str(told.args)
    assert any(logs in one.text() for one in page.desk.heading.findChildren(QLabel))


def test_a_file_that_is_wrong_is_refused_in_a_sentence(
    page: LettersPage, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "given.md"
    path.write_text("hello", encoding="utf-8")
    with qtbot.waitSignal(session.refused) as told:
        page.desk.own.import_file(path)
    assert told.args == ["given.md: the head must stand between two lines of +++."]


def test_a_letter_of_ones_own_is_offered_once_also_where_there_is_little_room(
    page: LettersPage,
) -> None:
    page.resize(700, 700)
    page.show()
    QTest.qWait(20)
    ways = (page.desk.write_own, page.desk.situations.write_own)
    assert [way.isVisible() for way in ways] == [True, False]
    page.desk.another.click()
    assert [way.isVisible() for way in ways] == [False, True]
