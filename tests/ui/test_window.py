from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events
from ehcp_desktop.ui.files import Files
from ehcp_desktop.ui.first_run import FirstRun
from ehcp_desktop.ui.main_window import MainWindow
from ehcp_desktop.ui.parts.buttons import link
from ehcp_desktop.ui.parts.layouts import EmptyState
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


def test_the_window_is_seen_before_the_first_screen_is_worked_out(
    session: Session, theme: Theme, qtbot: QtBot
) -> None:
    starting = MainWindow(session, theme, Files(session))
    qtbot.addWidget(starting)
    starting.paint_first()
    starting.show_record()
    page = starting.stack.currentWidget()
    assert page.findChild(EmptyState) is None
    with qtbot.waitSignal(starting.ready):
        starting.show()
    assert page.findChild(EmptyState).isVisible()


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


def test_a_message_goes_when_something_else_is_done(
    window: MainWindow, session: Session, today: date
) -> None:
    call(session, today, "They will ring back")
    session.undo()
    call(session, today, "They rang back")
    assert toast(window) == ""


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


def test_the_first_window_begins_at_the_childs_name(window: MainWindow) -> None:
    window.resize(1280, 800)
    window.files.close_record()
    window.show_welcome()
    shown = window.findChild(FirstRun)
    assert window.focusWidget() is shown.start.facts.name
    assert shown.verticalScrollBar().value() == 0


def test_the_focus_comes_back_to_where_it_was_when_rows_are_made_anew(
    window: MainWindow, session: Session, today: date, qtbot: QtBot
) -> None:
    page = window.stack.currentWidget()
    add = next(one for one in page.findChildren(QAbstractButton) if one.text() == "Add good news")
    add.setFocus()
    call(session, today, "They will ring back")
    qtbot.waitUntil(lambda: window.focusWidget() not in (None, page))
    focused = window.focusWidget()
    assert isinstance(focused, QAbstractButton)
    assert focused.text() == "Add good news"


def test_a_control_that_has_gone_hands_the_focus_to_the_next_one(
    window: MainWindow, session: Session, today: date, qtbot: QtBot
) -> None:
    page = window.stack.currentWidget()
    page.findChild(EmptyState).button.setFocus()
    event = Event(child=session.child_id, kind="review_meeting_held", on=When.parse("2026-06-02"))
    session.attempt(lambda: events.log(session.family, event))
    qtbot.waitUntil(lambda: window.focusWidget() not in (None, page))
    assert page.isAncestorOf(window.focusWidget())
    assert page.verticalScrollBar().value() == 0


def test_what_was_done_to_an_older_record_is_said(window: MainWindow, session: Session) -> None:
    session.family.store.told = "A copy was kept."
    window.show_record()
    assert toast(window) == "A copy was kept."
