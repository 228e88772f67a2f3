from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events
from ehcp_desktop.ui.files import Files
from ehcp_desktop.ui.main_window import MainWindow
from ehcp_desktop.ui.parts.buttons import link
from ehcp_desktop.ui.parts.popups import Toast

if TYPE_CHECKING:
    from datetime import date

    from pytestqt.qtbot import QtBot

    from ehcp_desktop.ui.session import Session
    from ehcp_desktop.ui.theme import Theme


@pytest.fixture
def window(session: Session, theme: Theme, qtbot: QtBot) -> MainWindow:
    made = MainWindow(session, theme, Files(session))
    qtbot.addWidget(made)
    made.show_record()
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def call(session: Session, today: date, words: str) -> Event:
    event = Event(child=session.child_id, kind="call", on=When.day(today), summary=words)
    logged = session.attempt(lambda: events.log(session.family, event))
    assert logged is not None
    return logged


def toast(window: MainWindow) -> str:
    shown = window.findChild(Toast)
    return shown.accessibleName() if shown is not None and shown.isVisible() else ""


def test_undo_says_what_was_taken_back_and_redo_is_one_press(
    window: MainWindow, session: Session, today: date
) -> None:
    event = call(session, today, "They will ring back")
    name = session.family.store.can_undo
    session.undo()
    assert toast(window) == f"Undone: {name}."
    session.redo()
    assert toast(window) == f"Done again: {name}."
    assert session.family.store.events.get(event.id).summary == "They will ring back"


@pytest.mark.parametrize("key", ["Key_Return", "Key_Enter", "Key_Space"])
def test_enter_presses_the_button_that_has_the_focus(key: str, qtbot: QtBot) -> None:
    pressed: list[str] = []
    made = link("Read", lambda: pressed.append("Read"))
    qtbot.addWidget(made)
    qtbot.keyClick(made, getattr(Qt.Key, key))
    assert pressed == ["Read"]


def test_every_letter_of_the_first_window_leads_to_one_thing(
    window: MainWindow, session: Session
) -> None:
    window.files.close_record()
    window.show_welcome()
    words = [one.text() for one in window.findChildren(QLabel) if one.isVisible() and one.buddy()]
    words += [one.text() for one in window.findChildren(QAbstractButton) if one.isVisible()]
    words += [one.text() for one in window.menuBar().actions()]
    letters = [text.partition("&")[2][0].upper() for text in words if "&" in text]
    assert "P" in letters
    assert sorted(letters) == sorted(set(letters))
