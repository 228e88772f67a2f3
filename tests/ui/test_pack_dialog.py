"""Updating the law from a file through the window."""

from __future__ import annotations

from datetime import date
from threading import Event as Signal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDeadlineTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from tests.services.pack_text import DECISION, HEAD, write

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import packs
from ehcp_desktop.ui import places
from ehcp_desktop.ui.pack_dialog import PackDialog, update_law
from ehcp_desktop.ui.parts.scrolling import ScrollArea

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ehcp_desktop.ui.session import Session
    from ehcp_desktop.ui.theme import Theme

EARLY = (HEAD + DECISION).replace("from = 2027-03-01", "from = 2026-09-01")


@pytest.fixture
def today() -> date:
    """Return the day on which the pack was issued."""
    return date(2026, 12, 1)


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> PackDialog:
    day = When.parse("2026-10-29")
    session.family.store.events.save(
        Event(child=session.child_id, kind="review_meeting_held", on=day)
    )
    made = PackDialog(session)
    qtbot.addWidget(made)
    made.show()
    return made


def show(dialog: PackDialog, path: Path) -> None:
    """Show a file, and wait until all of it is worked out."""
    dialog.show_file(path)
    wait(dialog)


def wait(dialog: PackDialog) -> None:
    """Wait until what was begun is worked out."""
    limit = QDeadlineTimer(10_000)
    while not dialog.progress.isHidden():
        assert not limit.hasExpired()
        QTest.qWait(5)


def words(dialog: PackDialog) -> list[str]:
    QApplication.processEvents()  # what was added is laid out
    shown = (one for one in dialog.findChildren(QLabel) if one.isVisible())
    return [one.text().replace("\u00a0", " ") for one in shown]


def law(session: Session) -> str:
    count = session.family.rulebook.rules.by_id["review_decision"].limit
    return f"{count.amount} {count.unit}" if count else ""


def test_it_says_which_law_is_in_use(dialog: PackDialog) -> None:
    assert dialog.law.text().startswith("The law of england-2026.11")
    assert (dialog.apply.isEnabled(), dialog.go_back.isVisible()) == (False, False)


def test_every_deadline_is_shown_before_and_after(dialog: PackDialog, tmp_path: Path) -> None:
    show(dialog, write(tmp_path, EARLY))
    shown = words(dialog)
    assert "Before: Thursday 26 November 2026, 5 days late" in shown
    assert "After: Thursday 10 December 2026, in 9 days" in shown
    assert "Sam Example · Review meeting · 29 October 2026" in shown
    assert any(text.startswith("Control number (SHA-256): ") for text in shown)


def test_not_now_changes_nothing(dialog: PackDialog, session: Session, tmp_path: Path) -> None:
    before = session.family.store.revision
    show(dialog, write(tmp_path, EARLY))
    dialog.reject()
    assert (session.family.store.revision, law(session)) == (before, "4 weeks")


def test_apply_is_one_step_that_undo_takes_back(
    dialog: PackDialog, session: Session, tmp_path: Path
) -> None:
    show(dialog, write(tmp_path, EARLY))
    dialog.apply.click()
    assert (dialog.said, law(session)) == ("The law is now that of england-2027.03.", "6 weeks")
    session.undo()
    assert law(session) == "4 weeks"


def test_a_pack_that_is_refused_says_why_and_cannot_be_applied(
    dialog: PackDialog, session: Session, tmp_path: Path
) -> None:
    show(dialog, write(tmp_path, EARLY))
    show(dialog, write(tmp_path, EARLY.replace("weeks = 6", "weeks = 6.5")))
    assert dialog.state.text() == (
        "new.ehcp-rules, review_decision, limit: weeks must be a whole number."
    )
    assert not dialog.apply.isEnabled()
    assert "After" not in " ".join(words(dialog))
    assert session.family.store.packs.count() == 0


def test_a_record_with_a_pack_offers_the_way_back(
    dialog: PackDialog, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    show(dialog, write(tmp_path, EARLY))
    dialog.apply.click()
    again = PackDialog(session)
    qtbot.addWidget(again)
    again.show()
    again.go_back.click()
    assert law(session) == "4 weeks"
    assert again.said == "The law is again the one that came with the program."


def test_a_file_is_chosen_with_the_button(
    dialog: PackDialog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = write(tmp_path, EARLY)
    monkeypatch.setattr(places, "ask_for_file", lambda *_: path)
    dialog.choose.click()
    wait(dialog)
    assert dialog.apply.isEnabled()


def test_the_window_goes_on_while_the_deadlines_are_worked_out(
    dialog: PackDialog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    may_end = Signal()
    previewed = packs.previewed
    monkeypatch.setattr(packs, "previewed", lambda *told: may_end.wait(9) and previewed(*told))
    dialog.show_file(write(tmp_path, EARLY))
    assert (dialog.progress.isVisible(), dialog.apply.isEnabled()) == (True, False)
    may_end.set()
    wait(dialog)
    assert dialog.apply.isEnabled()
    assert dialog.progress.isHidden()


def test_not_now_stops_what_is_being_worked_out(
    dialog: PackDialog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    may_end = Signal()
    monkeypatch.setattr(packs, "previewed", lambda *_: may_end.wait(9))
    dialog.show_file(write(tmp_path, EARLY))
    dialog.reject()
    may_end.set()
    QApplication.processEvents()
    assert (dialog.isVisible(), dialog.apply.isEnabled()) == (False, False)


def test_bank_holidays_of_a_pack_are_listed(dialog: PackDialog, tmp_path: Path) -> None:
    show(dialog, write(tmp_path, f"{HEAD}[bank_holidays]\ndays = [2027-05-10]\n"))
    assert "New bank holiday: 10 May 2027." in words(dialog)


def test_what_was_done_is_said_with_undo(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def take_in(dialog: PackDialog) -> None:
        show(dialog, write(tmp_path, EARLY))
        dialog.apply.click()

    window = QWidget()
    qtbot.addWidget(window)
    monkeypatch.setattr(PackDialog, "exec", take_in)
    with qtbot.waitSignal(session.said) as told:
        update_law(session, window)
    assert told.args == ["The law is now that of england-2027.03.", True]


@pytest.mark.parametrize("theme_size", [100, 200])
def test_nothing_in_it_is_wider_than_the_dialog(
    dialog: PackDialog, theme: Theme, theme_size: int, tmp_path: Path
) -> None:
    theme.set_size(theme_size)
    show(dialog, write(tmp_path, EARLY))
    QApplication.processEvents()
    bar = dialog.findChild(ScrollArea).horizontalScrollBar()
    theme.set_size(100)
    assert bar.maximum() == 0
