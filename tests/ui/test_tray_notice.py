"""One notice a day, in plain numbers, where there is a tray and it is wanted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events
from ehcp_desktop.ui import tray_notice
from ehcp_desktop.ui.files import Files
from ehcp_desktop.ui.main_window import MainWindow
from ehcp_desktop.ui.tray_notice import pressing, tell_pressing

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.ui.session import Session
    from ehcp_desktop.ui.theme import Theme

DAY = timedelta(days=1)


@pytest.fixture
def tray(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let the desktop have a tray, and return what it was told."""
    told: list[str] = []
    for name in ("isSystemTrayAvailable", "supportsMessages"):
        monkeypatch.setattr(QSystemTrayIcon, name, lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "show", lambda _: None)
    monkeypatch.setattr(
        QSystemTrayIcon, "showMessage", lambda _, title, words, *rest: told.append(words)
    )
    QSettings().remove("notice")
    return told


@pytest.fixture
def window(session: Session, theme: Theme, qtbot: QtBot) -> MainWindow:
    made = MainWindow(session, theme, Files(session))
    qtbot.addWidget(made)
    return made


def promised(family: Family, child: Child, by: date) -> None:
    said = When.day(date(2026, 11, 2))
    event = Event(child=child.id, kind="promise_made", on=said, by=When.day(by), summary="It")
    events.log(family, event)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([0, 7, 8], "2 due within a week"),
        ([-1], "1 just past the day"),
        ([3, -3], "1 due within a week, 1 just past the day"),
        ([30, -15], ""),
        ([], ""),
    ],
)
def test_it_counts_what_is_due_and_what_has_just_passed(
    session: Session, child: Child, today: date, days: list[int], words: str
) -> None:
    for ahead in days:
        promised(session.family, child, today + ahead * DAY)
    assert pressing(session) == words


def test_it_is_given_once_a_day(
    window: MainWindow, session: Session, child: Child, today: date, tray: list[str]
) -> None:
    promised(session.family, child, today)
    for _ in range(2):
        tell_pressing(window)
    session.today = session.family.today = lambda: today + DAY  # type: ignore[method-assign]
    tell_pressing(window)
    assert len(tray) == 2


def test_it_names_nobody(
    window: MainWindow, session: Session, child: Child, today: date, tray: list[str]
) -> None:
    promised(session.family, child, today)
    tell_pressing(window)
    assert tray == ["1 due within a week"]


def test_without_a_tray_nothing_is_said(
    window: MainWindow, session: Session, child: Child, today: date,
    monkeypatch: pytest.MonkeyPatch, tray: list[str],
) -> None:  # fmt: skip
    promised(session.family, child, today)
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    assert tell_pressing(window) is None
    assert tray == []


def test_a_click_on_it_shows_today(
    window: MainWindow, session: Session, child: Child, today: date, tray: list[str]
) -> None:
    promised(session.family, child, today)
    window.show_record()
    window.go("people")
    notice = tell_pressing(window)
    assert notice is not None
    notice.messageClicked.emit()
    assert (window.stack.currentWidget().accessibleName(), len(tray)) == ("Today", 1)


def notice_line(window: MainWindow) -> QAction:
    window.menus.fill()
    lines = [one for one in window.findChildren(QAction) if one.text().startswith("N&otice")]
    view = lines[0].associatedObjects()[0]
    view.aboutToShow.emit()  # type: ignore[attr-defined]  # a QMenu
    return lines[0]


def test_a_line_of_the_menu_turns_it_off(
    window: MainWindow, session: Session, child: Child, today: date, tray: list[str]
) -> None:
    promised(session.family, child, today)
    line = notice_line(window)
    assert (line.isVisible(), line.isChecked()) == (True, True)
    line.trigger()
    tell_pressing(window)
    assert (tray, tray_notice.is_wanted()) == ([], False)


def test_the_line_is_hidden_where_there_is_no_tray(window: MainWindow) -> None:
    assert QApplication.platformName() != "offscreen" or not notice_line(window).isVisible()
