"""Taking a family's own spreadsheet in through the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.ui.import_dialog import ImportDialog

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ehcp_desktop.ui.session import Session

THEIRS = (
    "When,Type,Who,Comments\n"
    "2/6/2026,Phone call,Priya Shah,About transport\n"
    "9/6/2026,Coffee morning,,Met other parents\n"
    "last Friday,Note,,\n"
)


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> ImportDialog:
    made = ImportDialog(session)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    path = tmp_path / "diary.csv"
    path.write_text(THEIRS, encoding="utf-8")
    return path


def test_columns_are_guessed_and_bad_rows_are_told(dialog: ImportDialog, theirs: Path) -> None:
    dialog.show_file(theirs)
    assert [choice.value() for choice in dialog.choices] == ["date", "kind", "who", "notes"]
    assert dialog.bad_rows.value().startswith('Row 3: "Coffee morning" is not a kind')
    assert "Row 4: “last Friday” means another day" in dialog.bad_rows.value()
    assert (dialog.take.isEnabled(), dialog.take_good.isVisible()) == (False, True)


def test_unknown_kinds_become_notes_that_keep_the_words(
    dialog: ImportDialog, session: Session, theirs: Path
) -> None:
    dialog.show_file(theirs)
    dialog.as_note.click()
    dialog.take_good.click()
    events = session.family.store.events.all(order="on")
    assert [(event.kind, event.summary) for event in events] == [
        ("call", ""),
        ("note", "Coffee morning"),
    ]
    assert "last Friday" in theirs.with_name("diary.refused.csv").read_text("utf-8-sig")


def test_an_import_is_one_step(dialog: ImportDialog, session: Session, theirs: Path) -> None:
    dialog.show_file(theirs)
    dialog.as_note.click()
    dialog.take_good.click()
    session.undo()
    assert session.family.store.events.count() == 0


def test_without_a_date_nothing_can_be_taken(dialog: ImportDialog, theirs: Path) -> None:
    dialog.show_file(theirs)
    dialog.choices[0].set_value("")
    dialog.check()
    assert "no column called date" in dialog.state.text()
    assert not dialog.take.isEnabled()


def test_our_own_headings_need_no_questions(
    dialog: ImportDialog, session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "ours.csv"
    path.write_text("date,kind\n2/6/2026,call\n", encoding="utf-8")
    dialog.show_file(path)
    assert (dialog.choices, dialog.which.isVisible()) == ([], False)
    dialog.take.click()
    assert session.family.store.events.count() == 1


def test_a_file_that_cannot_be_read_is_explained(dialog: ImportDialog, tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"nonsense")
    dialog.show_file(path)
    assert "broken or not an Excel file" in dialog.state.text()
    assert not dialog.take.isEnabled()


def test_the_template_can_be_taken_in(
    dialog: ImportDialog, session: Session, tmp_path: Path
) -> None:
    dialog.save_template(tmp_path / "Events.csv")
    assert "Phone call" in (tmp_path / "Events - kinds.csv").read_text("utf-8-sig")
    dialog.show_file(tmp_path / "Events.csv")
    dialog.take.click()
    kinds = [event.kind for event in session.family.store.events.all(order="on")]
    assert kinds == ["review_meeting_held", "call"]
