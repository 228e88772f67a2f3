"""What holds for every screen of the made-up family."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from shutil import copy
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTabBar,
    QWidget,
)

from ehcp_desktop.services.family import Family
from ehcp_desktop.ui.files import Files
from ehcp_desktop.ui.main_window import MainWindow
from ehcp_desktop.ui.pages import PAGES
from ehcp_desktop.ui.parts.scrolling import ScrollArea
from ehcp_desktop.ui.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ehcp_desktop.ui.theme import Theme

SCREENS = [entry.id for entry in PAGES]


class Flashes(QObject):
    """Notes every part that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget)
        if is_shown and watched.isWindow() and not isinstance(watched, MainWindow):
            self.seen.append(type(watched).__name__)
        return False


@pytest.fixture(scope="module")
def window(
    theme: Theme, example_file: Callable[[date], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MainWindow]:
    """Yield a window on the made-up family, in which nothing is changed."""
    today = date(2026, 11, 22)
    path = copy(example_file(today), tmp_path_factory.mktemp("screens") / "example.ehcp")
    with Family.open(path, None, lambda: today) as family:
        yield from opened(theme, family)


@pytest.fixture
def new_window(theme: Theme, example_family: Family) -> Iterator[MainWindow]:
    """Yield a window whose screens have never been looked at."""
    yield from opened(theme, example_family)


def opened(theme: Theme, family: Family) -> Iterator[MainWindow]:
    session = Session(family.today)
    shown = MainWindow(session, theme, Files(session))
    session.open(family)
    shown.show_record()
    shown.show()
    yield shown
    session.close()
    shown.close()
    shown.deleteLater()


def go(window: MainWindow, screen: str) -> QWidget:
    window.go(screen)
    QApplication.processEvents()
    return window.stack.currentWidget()


def mnemonics(part: QWidget) -> list[str]:
    words: list[str] = []
    for one in part.findChildren(QWidget):
        if isinstance(one, (QAbstractButton, QLabel)) and one.isVisible():
            has_target = not isinstance(one, QLabel) or one.buddy() is not None
            words += [one.text()] if has_target else []
        elif isinstance(one, QTabBar) and one.isVisible():
            words += [one.tabText(place) for place in range(one.count())]
    return [found[1].upper() for text in words if (found := re.search("&([^&\\s])", text))]


def is_named(control: QWidget) -> bool:
    words = control.text() if isinstance(control, QAbstractButton) else ""
    return bool(control.accessibleName() or words)


def controls(part: QWidget) -> list[QWidget]:
    return [
        one
        for one in part.findChildren(QWidget)
        if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


@pytest.mark.parametrize("screen", SCREENS)
def test_a_key_with_alt_means_one_thing(window: MainWindow, screen: str) -> None:
    menus = [action.text() for action in window.menuBar().actions()]
    keys = mnemonics(go(window, screen)) + [text.partition("&")[2][0].upper() for text in menus]
    assert [key for key, times in Counter(keys).items() if times > 1] == []


@pytest.mark.parametrize("screen", SCREENS)
def test_every_control_has_a_name(window: MainWindow, screen: str) -> None:
    nameless = [one for one in controls(go(window, screen)) if not is_named(one)]
    inside = (QLineEdit,)  # the line of a box that has the name itself
    assert [type(one).__name__ for one in nameless if not isinstance(one, inside)] == []


def test_no_part_flashes_up_as_a_window_of_its_own(
    new_window: MainWindow, qapp: QApplication
) -> None:
    flashes = Flashes()
    qapp.installEventFilter(flashes)
    for screen in SCREENS:
        go(new_window, screen)
    qapp.removeEventFilter(flashes)
    assert flashes.seen == []


@pytest.mark.parametrize("screen", SCREENS)
def test_what_scrolls_can_be_asked_about_at_any_moment(window: MainWindow, screen: str) -> None:
    go(window, screen)
    scrolling = window.findChildren(QScrollArea)
    assert scrolling
    assert [area for area in scrolling if not isinstance(area, ScrollArea)] == []
