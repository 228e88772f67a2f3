"""Taking a family's own spreadsheet in through the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.event import Event
from ehcp_desktop.storage.store import Store
from ehcp_desktop.ui.import_dialog import ImportDialog
from ehcp_desktop.ui.parts.slices import _SLICE

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QAbstractButton
    from pytestqt.qtbot import QtBot

    from ehcp_desktop.ui.session import Session

THEIRS = (
    "When,Type,Who,Comments\n"
    "2/6/2026,Phone call,Priya Shah,About transport\n"
    "9/6/2026,Coffee morning,,Met other parents\n"
    "last Friday,Note,,\n"
)


@pytest.fixture(params=(_SLICE, 0), ids=("quick", "busy"))
def dialog(
    session: Session,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> ImportDialog:
    """Show the dialog, also on a computer so busy that each slice does one part only."""
    monkeypatch.setattr("ehcp_desktop.ui.parts.slices._SLICE", request.param)
    monkeypatch.setattr("ehcp_desktop.ui.parts.slices._WAIT", request.param / 2)
    made = ImportDialog(session)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    path = tmp_path / "diary.csv"
    path.write_text(THEIRS, encoding="utf-8")
    return path


def look_through(dialog: ImportDialog, path: Path, qtbot: QtBot) -> None:
    dialog.show_file(path)
    qtbot.waitUntil(dialog.progress.isHidden)


def press(dialog: ImportDialog, button: QAbstractButton, qtbot: QtBot) -> None:
    button.click()
    qtbot.waitUntil(dialog.progress.isHidden)


def test_columns_are_guessed_and_bad_rows_are_told(
    dialog: ImportDialog, theirs: Path, qtbot: QtBot
) -> None:
    look_through(dialog, theirs, qtbot)
    assert [choice.value() for choice in dialog.choices] == ["date", "kind", "who", "notes"]
    assert dialog.bad_rows.value().startswith('Row 3: "Coffee morning" is not a kind')
    assert "Row 4: “last Friday” means another day" in dialog.bad_rows.value()
    assert (dialog.take.isEnabled(), dialog.take_good.isVisible()) == (False, True)


def test_unknown_kinds_become_notes_that_keep_the_words(
    dialog: ImportDialog, session: Session, theirs: Path, qtbot: QtBot
) -> None:
    look_through(dialog, theirs, qtbot)
    press(dialog, dialog.as_note, qtbot)
    press(dialog, dialog.take_good, qtbot)
    events = session.family.store.events.all(order="on")
    assert [(event.kind, event.summary) for event in events] == [
        ("call", ""),
        ("note", "Coffee morning"),
    ]
    assert "last Friday" in theirs.with_name("diary.refused.csv").read_text("utf-8-sig")


def test_an_import_is_one_step(
    dialog: ImportDialog, session: Session, theirs: Path, qtbot: QtBot
) -> None:
    look_through(dialog, theirs, qtbot)
    press(dialog, dialog.as_note, qtbot)
    press(dialog, dialog.take_good, qtbot)
    assert session.family.store.events.count() == 2
    session.undo()
    assert session.family.store.events.count() == 0


def test_without_a_date_nothing_can_be_taken(
    dialog: ImportDialog, theirs: Path, qtbot: QtBot
) -> None:
    look_through(dialog, theirs, qtbot)
    dialog.choices[0].set_value("")
    dialog.check()
    qtbot.waitUntil(dialog.progress.isHidden)
    assert "no column called date" in dialog.state.text()
    assert not dialog.take.isEnabled()


def test_our_own_headings_need_no_questions(
    dialog: ImportDialog, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "ours.csv"
    path.write_text("date,kind\n2/6/2026,call\n", encoding="utf-8")
    look_through(dialog, path, qtbot)
    assert (dialog.choices, dialog.which.isVisible()) == ([], False)
    press(dialog, dialog.take, qtbot)
    assert session.family.store.events.count() == 1


def test_a_file_that_cannot_be_read_is_explained(
    dialog: ImportDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"nonsense")
    look_through(dialog, path, qtbot)
    assert "broken or not an Excel file" in dialog.state.text()
    assert not dialog.take.isEnabled()


def test_the_template_can_be_taken_in(
    dialog: ImportDialog, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog.save_template(tmp_path / "Events.csv")
    assert "Phone call" in (tmp_path / "Events - kinds.csv").read_text("utf-8-sig")
    look_through(dialog, tmp_path / "Events.csv", qtbot)
    press(dialog, dialog.take, qtbot)
    kinds = [event.kind for event in session.family.store.events.all(order="on")]
    assert kinds == ["review_meeting_held", "call"]


@pytest.fixture
def long(tmp_path: Path) -> Path:
    rows = [f"{1 + n % 28}/{1 + n % 12}/2025,call,Call number {n}\n" for n in range(1000)]
    path = tmp_path / "long.csv"
    path.write_text("date,kind,summary\n" + "".join(rows), encoding="utf-8")
    return path


@pytest.fixture
def looked_through(dialog: ImportDialog, long: Path, qtbot: QtBot) -> ImportDialog:
    dialog.show_file(long)
    qtbot.waitUntil(dialog.take.isEnabled)
    return dialog


def test_a_long_file_is_taken_in_while_the_window_stays_alive(
    looked_through: ImportDialog, session: Session, qtbot: QtBot
) -> None:
    looked_through.take.click()
    assert looked_through.isVisible()
    assert looked_through.progress.isVisible()
    assert not looked_through.take.isEnabled()
    with qtbot.waitSignal(session.saved):
        qtbot.waitUntil(lambda: "of 1000" in looked_through.state.text())
    assert (session.family.store.events.count(), looked_through.isVisible()) == (1000, False)
    assert len(session.family.store.search("number 999")) == 1


def test_cancel_takes_back_what_was_begun(
    looked_through: ImportDialog, session: Session, qtbot: QtBot
) -> None:
    store = session.family.store
    looked_through.take.click()
    qtbot.waitUntil(lambda: store.events.count() > 0)
    looked_through.cancel.click()
    assert (store.events.count(), store.can_undo) == (0, "Save child")
    assert "Nothing was taken in" in looked_through.state.text()
    assert (looked_through.isVisible(), looked_through.take.isEnabled()) == (True, True)
    looked_through.take.click()
    qtbot.waitUntil(lambda: not looked_through.isVisible())
    assert store.events.count() == 1000


def test_another_choice_begins_the_look_again(
    dialog: ImportDialog, long: Path, theirs: Path, qtbot: QtBot
) -> None:
    dialog.show_file(long)
    dialog.show_file(theirs)
    qtbot.waitUntil(lambda: "Row 3" in dialog.bad_rows.value())
    dialog.as_note.click()
    qtbot.waitUntil(lambda: "Rows ready: 2" in dialog.state.text())


def test_the_window_may_close_while_a_file_is_looked_through(
    dialog: ImportDialog, session: Session, long: Path
) -> None:
    dialog.show_file(long)
    dialog.cancel.click()
    assert not dialog.isVisible()
    assert session.family.store.events.count() == 0


@pytest.fixture
def begun(looked_through: ImportDialog, session: Session, qtbot: QtBot) -> ImportDialog:
    looked_through.take.click()
    qtbot.waitUntil(lambda: session.family.store.events.count() > 0)
    return looked_through


def test_closing_the_record_takes_back_what_was_begun_but_keeps_what_is_typed(
    begun: ImportDialog, session: Session, qtbot: QtBot
) -> None:
    path, typed = session.family.path, Event(child=session.child_id, kind="note", summary="typed")
    session.leaving.connect(lambda: session.family.store.events.save(typed))
    session.close()
    assert not begun.isVisible()
    qtbot.wait(50)  # a slice still under way would fail now
    with Store.open(path) as again:
        assert [event.summary for event in again.events.all()] == ["typed"]


def test_the_record_may_close_while_a_file_is_looked_through(
    dialog: ImportDialog, session: Session, long: Path, qtbot: QtBot
) -> None:
    dialog.show_file(long)
    session.close()
    qtbot.wait(50)
    assert not dialog.isVisible()


def test_nothing_else_is_saved_or_undone_while_rows_are_taken_in(
    begun: ImportDialog, session: Session, qtbot: QtBot
) -> None:
    store, told = session.family.store, list[str]()
    session.refused.connect(told.append)
    note = Event(child=session.child_id, kind="note")
    session.attempt(lambda: store.events.save(note))
    session.attempt(lambda: store.set_setting("look", "dark"), "Look")
    session.undo()
    assert [words.partition(",")[0] for words in told] == [
        "“Import long.csv” is still under way"
    ] * 3
    qtbot.waitUntil(lambda: not begun.isVisible())
    assert (store.events.count(), store.can_undo) == (1000, "Import long.csv")
    assert session.attempt(lambda: store.events.save(note)) == note
