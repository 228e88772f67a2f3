from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from ehcp_desktop.services.family import Family
from ehcp_desktop.ui.files import Files
from ehcp_desktop.ui.main_window import MainWindow
from ehcp_desktop.ui.pages import PAGES
from ehcp_desktop.ui.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pytestqt.qtbot import QtBot

    from ehcp_desktop.ui.theme import Theme


@pytest.fixture
def looking(example_family: Family, today: date) -> Iterator[Session]:
    opened = Session(lambda: today)
    opened.open(example_family)
    yield opened
    opened.close()


@pytest.fixture
def window(looking: Session, theme: Theme, qtbot: QtBot) -> MainWindow:
    made = MainWindow(looking, theme, Files(looking))
    qtbot.addWidget(made)
    made.show_record()
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def shown(stack: QStackedWidget) -> str:
    return type(stack.currentWidget()).__name__


@pytest.mark.parametrize("place", range(1, len(PAGES) + 1), ids=lambda one: PAGES[one - 1].id)
def test_a_number_key_goes_to_its_screen(window: MainWindow, qtbot: QtBot, place: int) -> None:
    qtbot.keyClick(window, getattr(Qt.Key, f"Key_{place}"), Qt.KeyboardModifier.ControlModifier)
    assert shown(window.stack) == PAGES[place - 1].code


def test_a_screen_is_built_on_its_first_visit(window: MainWindow) -> None:
    assert window.stack.count() == 1
    window.go("rights")
    window.go("today")
    window.go("rights")
    assert window.stack.count() == 2


def test_back_returns_the_way_one_came(window: MainWindow, qtbot: QtBot) -> None:
    window.go("story")
    window.go("people")
    qtbot.mouseClick(window.back, Qt.MouseButton.LeftButton)
    assert shown(window.stack) == "StoryPage"
    window.go_back()
    assert shown(window.stack) == "TodayPage"
    assert not window.back.isEnabled()


def test_a_search_as_you_type_opens_what_it_found_on_enter(
    window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(window.search, "assemb")
    with qtbot.waitSignal(window.search.found) as found:
        window.search.look()
        qtbot.keyClick(window.search, Qt.Key.Key_Return)
    page, kind, record_id = found.args
    assert (page, kind) == ("story", "event")
    event = window.session.family.store.events.get(record_id)
    assert "assembly" in f"{event.summary} {event.notes} {event.quote}"
    assert shown(window.stack) == "StoryPage"


def test_escape_leaves_the_search_empty(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(window.search, "sam")
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    assert window.search.text() == ""


def test_a_second_window_is_told_who_has_the_record_and_cannot_add(
    looking: Session, theme: Theme, qtbot: QtBot, today: date
) -> None:
    second = Session(lambda: today)
    second.open(Family.open(looking.family.path, None, lambda: today))
    window = MainWindow(second, theme, Files(second))
    qtbot.addWidget(window)
    window.show_record()
    assert not window.add.isEnabled()
    assert looking.family.path.stem in window.windowTitle()
    assert "has had it open since" in second.family.store.held_by
    second.close()
