"""A record that nobody uses closes by itself, and nothing that was typed is lost."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ehcp_desktop.domain.people import Child
from ehcp_desktop.services.families import families
from ehcp_desktop.services.family import Family
from ehcp_desktop.ui import idle
from ehcp_desktop.ui.cover import Cover
from ehcp_desktop.ui.families_page import FamiliesPage
from ehcp_desktop.ui.files import Files
from ehcp_desktop.ui.locked_page import LockedPage
from ehcp_desktop.ui.main_window import MainWindow
from ehcp_desktop.ui.person_dialog import PersonDialog
from ehcp_desktop.ui.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ehcp_desktop.ui.theme import Theme

TODAY = date(2026, 11, 22)
MINUTE = 60.0

pytestmark = pytest.mark.usefixtures("quick_keys")


class Clock:
    """A clock that a test can put forward."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1_000_000.0
        monkeypatch.setattr(idle, "time", lambda: self.now)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "family-0001.ehcp"
    with Family.create(path, None, lambda: TODAY) as family:
        family.store.children.save(Child(name="Zoe", born=date(2016, 3, 14), authority="Kent"))
    return path


@pytest.fixture
def window(theme: Theme, qtbot: QtBot, clock: Clock) -> Iterator[MainWindow]:
    session = Session(lambda: TODAY)
    files = Files(session)
    shown = MainWindow(session, theme, files)
    qtbot.addWidget(shown)
    files.window = shown
    files.opened.connect(shown.show_record)
    files.closed.connect(shown.show_welcome)
    files.families_wanted.connect(shown.show_families)
    files.locked.connect(shown.show_locked)
    shown.show()
    yield shown
    session.close()
    for one in families().all():
        families().take_off(one.id)


def wait(window: MainWindow, clock: Clock, minutes: float) -> None:
    """Let time go by, and the window look at the clock."""
    clock.now += minutes * MINUTE
    assert window._idle is not None  # noqa: SLF001 - what no person sees
    window._idle.look()  # noqa: SLF001


def test_our_own_record_stays_open_unless_it_is_chosen(window: MainWindow, record: Path) -> None:
    window.files.open_path(record)
    assert window.files.lock_minutes == 0
    assert window._idle is None  # noqa: SLF001 - nothing listens at all


def test_it_closes_to_where_it_is_opened_again_and_keeps_what_was_typed(
    window: MainWindow, record: Path, clock: Clock
) -> None:
    QSettings().setValue("lock", "5")
    window.files.open_path(record)
    window.go("people")
    form = window.stack.currentWidget().child.form
    form.editors["reference"].setText("EHCP/204")
    wait(window, clock, 5)
    page = window.findChild(LockedPage)
    assert not window.session.is_open
    assert window.windowTitle() == "EHCP Desktop"
    page.again.click()
    assert window.session.child.reference == "EHCP/204"


def test_keys_and_the_mouse_begin_the_time_anew(
    window: MainWindow, record: Path, clock: Clock
) -> None:
    QSettings().setValue("lock", "5")
    window.files.open_path(record)
    window._idle._listen(window.windowHandle())  # noqa: SLF001 - no window has the focus here
    wait(window, clock, 4.9)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    wait(window, clock, 4.9)
    QTest.mouseMove(window.windowHandle())
    QApplication.processEvents()
    wait(window, clock, 4.9)
    assert window.session.is_open
    wait(window, clock, 0.2)
    assert not window.session.is_open


def test_one_of_several_families_closes_to_the_list_after_ten_minutes(
    window: MainWindow, record: Path, clock: Clock
) -> None:
    window.files.open_listed(families().add(record, "Blue folder"))
    wait(window, clock, 9.9)
    assert window.session.is_open
    wait(window, clock, 0.2)
    assert not window.session.is_open
    assert window.findChild(FamiliesPage) is not None


def test_an_open_question_is_covered_and_nothing_typed_into_it_is_lost(
    window: MainWindow, tmp_path: Path, clock: Clock, qtbot: QtBot
) -> None:
    path = tmp_path / "protected.ehcp"
    with Family.create(path, "one two", lambda: TODAY) as family:
        family.store.children.save(Child(name="Zoe", born=date(2016, 3, 14), authority="Kent"))
    QSettings().setValue("lock", "5")
    window.files.open_path(path, passphrase="one two")  # noqa: S106 - of a test
    dialog = PersonDialog(window.session, window, is_sender=False)
    dialog.open()
    dialog.name.setText("Mrs Bell")
    wait(window, clock, 6)
    cover = dialog.findChild(Cover)
    assert (cover.size(), dialog.windowTitle()) == (dialog.size(), "EHCP Desktop")
    assert not dialog.name.isEnabled()
    qtbot.keyClick(cover.passphrase, Qt.Key.Key_Escape)
    dialog.close()
    cover.passphrase.setText("wrong")
    cover.go_on()
    assert (cover.isVisible(), window.session.is_open) == (True, True)
    cover.passphrase.setText("one two")
    cover.go_on()
    assert (dialog.isVisible(), dialog.name.isEnabled()) == (True, True)
    assert (dialog.name.text(), window.findChild(Cover)) == ("Mrs Bell", None)
