"""The sidebar: whose record this is, and the screens, each with icon and word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QMenu

from ehcp_desktop.ui.icons import paint_icon
from ehcp_desktop.ui.parts.buttons import Pressed
from ehcp_desktop.ui.parts.layouts import GROUP, INNER, column
from ehcp_desktop.ui.parts.nav_list import NavList
from ehcp_desktop.ui.parts.text import label
from ehcp_desktop.ui.theme import em, follow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.ui.pages import PageEntry


class Sidebar(QFrame):
    """Emits `chosen` with the id of a screen, `child_chosen`, and what is wanted of a child."""

    chosen = Signal(str)
    child_chosen = Signal(str)
    child_facts = Signal()
    school_dates = Signal()
    add_child = Signal()

    def __init__(self, entries: Sequence[PageEntry]) -> None:
        super().__init__()
        self.setProperty("frame", "sidebar")
        self._switch = _Switch()
        self._menu = QMenu(self._switch)
        self._switch.setMenu(self._menu)
        self._nav = NavList(self.tr("Screens"))
        for entry in entries:
            self._nav.add(entry.id, entry.icon, entry.title)
        self._nav.chosen.connect(self.chosen)
        self.setFocusProxy(self._nav)
        inside = column(self, spacing=GROUP, margins=(INNER,) * 4)
        inside.addWidget(self._switch)
        inside.addWidget(self._nav, 1)
        self._measure()
        follow(self._measure)

    def show_child(self, family: str, child: Child | None, children: Sequence[Child]) -> None:
        """Say whose record this is, and offer the other children."""
        self._switch.say(family, child.name if child else self.tr("No child yet"))
        self._menu.clear()
        for one in children:
            action = self._menu.addAction(one.name)
            action.setCheckable(True)
            action.setChecked(child is not None and one.id == child.id)
            action.triggered.connect(lambda _, wanted=one.id: self.child_chosen.emit(wanted))
        self._menu.addSeparator()
        if child is not None:
            first = child.name.split(" ")[0]
            facts = self.tr("{child}: facts, school year and age").format(child=first)
            self._menu.addAction(facts, self.child_facts.emit)
            self._menu.addAction(self.tr("The school’s dates…"), self.school_dates.emit)
            self._menu.addSeparator()
        self._menu.addAction(self.tr("Add a child…"), self.add_child.emit)

    def select(self, page_id: str) -> None:
        """Mark the screen that is shown."""
        self._nav.select(page_id)

    def note(self, page_id: str, words: str) -> None:
        """Put a few words in the late colour beside a screen, or none."""
        self._nav.note(page_id, words)

    def _measure(self) -> None:
        self.setFixedWidth(max(216, em(15.4)))


class _Switch(Pressed):
    """The family's name over the child's; a menu with the child's own, and the other children."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "switch")
        self._family, self._child = label("", "detail"), label("", "heading")
        self._inside = column(self, spacing=2, margins=(INNER, GROUP + 1, em(2), GROUP + 1))
        for one in (self._family, self._child):
            self._inside.addWidget(one)

    def say(self, family: str, child: str) -> None:
        self._family.setText(family)
        self._child.setText(child)
        words = self.tr("Child: {child}. Facts, school’s dates, or another child")
        self.setAccessibleName(words.format(child=child))
        self.setMinimumHeight(self._inside.sizeHint().height())

    def sizeHint(self) -> QSize:
        return self._inside.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = em(1.2)
        spot = QRect(self.width() - side - INNER, (self.height() - side) // 2, side, side)
        paint_icon(painter, "chevrons-up-down", "text", spot)
        painter.end()
