"""How much there is to do before a letter is finished, by keyboard alone.

An input is one field filled or one control activated; Tab, and moving in a list, are free.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QWidget

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.people import Child, Contact
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events, people
from ehcp_desktop.services.letters.kept import length_of
from ehcp_desktop.ui.add_dialog import AddDialog
from ehcp_desktop.ui.files import Files
from ehcp_desktop.ui.main_window import MainWindow
from ehcp_desktop.ui.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from ehcp_desktop.services.family import Family
    from ehcp_desktop.ui.theme import Theme

FURTHEST = 120  # presses of Tab before a control counts as out of reach


class Keyboard:
    """Types as a person would, to whatever has the focus, and counts what is done."""

    def __init__(self) -> None:
        self.inputs = 0

    def go(self, name: str) -> None:
        """Press Tab until a control with this name has the focus."""
        for _ in range(FURTHEST):
            if _called(_focused()) == name:
                return
            QTest.keyClick(_focused(), Qt.Key.Key_Tab)
            QApplication.processEvents()
        pytest.fail(f"Tab never reaches “{name}”")

    def press(self, name: str) -> None:
        """Go to a button and press it."""
        self.go(name)
        self.inputs += 1
        QTest.keyClick(_focused(), Qt.Key.Key_Space)
        QApplication.processEvents()

    def fill(self, name: str, words: str) -> None:
        """Go to a field and type into it, over what stands there."""
        self.go(name)
        self.inputs += 1
        QTest.keyClick(_focused(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(_focused(), words)

    def choose(self, key: str) -> None:
        """Press the letter of a choice in the list that has the focus."""
        self.inputs += 1
        QTest.keyClicks(_focused(), key)


def _focused() -> QWidget:
    if QApplication.focusWidget() is None:  # without a screen nothing gives the focus back
        shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]
        shown[-1].activateWindow()
        QApplication.processEvents()
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def _called(control: QWidget) -> str:
    words = control.text() if isinstance(control, QAbstractButton) else ""
    return (control.accessibleName() or words).replace("&", "")


@pytest.fixture
def keys() -> Keyboard:
    return Keyboard()


@pytest.fixture
def saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: Keyboard, qtbot: QtBot
) -> Iterator[Path]:
    """Return where the letter goes; saying yes to the file that is suggested is one input."""
    path = tmp_path / "letter.pdf"

    def suggested(*_: object) -> tuple[str, str]:
        keys.inputs += 1
        return str(path), "PDF (*.pdf)"

    monkeypatch.setattr(QFileDialog, "getSaveFileName", suggested)
    monkeypatch.setattr(AddDialog, "exec", AddDialog.open)  # so that the keys reach it
    return path


@pytest.fixture
def window(theme: Theme, today: date, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    session = Session(lambda: today)
    files = Files(session)
    shown = MainWindow(session, theme, files)
    qtbot.addWidget(shown)
    files.window = shown
    files.opened.connect(shown.show_record)
    files.closed.connect(shown.show_welcome)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is not None)
    yield shown
    session.close()


def test_the_decision_letter_is_at_most_twelve_inputs_from_today(
    window: MainWindow, keys: Keyboard, saved: Path, example_family: Family
) -> None:
    example_family.close()
    window.files.open_path(example_family.path)
    keys.press("Write the letter")
    keys.press("Save as PDF…")
    assert saved.read_bytes().startswith(b"%PDF")
    assert "No decision after a review" in window.session.family.store.can_undo
    assert keys.inputs <= 12


def test_the_short_version_is_three_presses_from_today(
    window: MainWindow, keys: Keyboard, saved: Path, family: Family, child: Child
) -> None:
    parent = Contact(name="Amara Example", is_sender=True)
    people.add_person(family, parent, "mother", child)
    asked = Event(child=child.id, kind="assessment_requested", on=When.parse("2026-09-01"))
    events.log(family, asked)
    family.close()
    window.files.open_path(family.path)
    keys.press("Write the letter")
    keys.press("How much it says: Just the short version")
    keys.press("Save as PDF…")
    assert saved.read_bytes().startswith(b"%PDF")
    assert length_of(window.session.family.store.letters.all()[0]) == "short"
    assert keys.inputs - 1 <= 3  # saying yes to the name of the file is the last


def test_the_finished_letter_is_at_most_twenty_inputs_from_the_first_window(
    window: MainWindow, keys: Keyboard, saved: Path, qtbot: QtBot
) -> None:
    window.show_welcome()
    window.setFocus()
    keys.press("Start our record")
    keys.fill("Child’s name", "Sam Example")
    keys.fill("Date of birth", "14/3/2016")
    keys.fill("Council", "Anyshire County Council")
    keys.fill("Date on the newest plan", "June 2025")
    keys.press("Start")
    keys.press("Add to the record")
    keys.choose("v")
    keys.fill("Day of the meeting", "2 June 2026")
    keys.press("Done")
    keys.press("Write the letter")
    keys.fill("Your name", "Amara Okafor")
    keys.press("Save as PDF…")
    assert saved.read_bytes().startswith(b"%PDF")
    kept = window.session.family.store.letters.all()[0]
    assert "Amara Okafor" in kept.text
    assert keys.inputs <= 20
