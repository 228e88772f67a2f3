"""A place that scrolls, as a screen reader asks about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QScrollArea

from ehcp_desktop.ui.parts.scrolling import ScrollArea

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_asked_for_a_part_that_has_gone_it_says_there_is_none(qtbot: QtBot) -> None:
    area = ScrollArea()
    qtbot.addWidget(area)
    area.setWidget(QLabel("one line\n" * 200))
    area.show()
    told = QAccessible.queryAccessibleInterface(area)
    assert told.childCount() >= 2
    assert told.child(told.childCount()) is None


def test_it_is_still_a_scroll_area_to_its_style_and_to_those_who_look_for_one(
    qtbot: QtBot,
) -> None:
    area = ScrollArea()
    qtbot.addWidget(area)
    assert area.inherits("QScrollArea")
    assert isinstance(area, QScrollArea)
