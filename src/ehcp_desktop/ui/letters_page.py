"""Letters: what do I write, and what did they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QTabBar

from ehcp_desktop.ui.correspondence import Correspondence
from ehcp_desktop.ui.letter_desk import LetterDesk
from ehcp_desktop.ui.parts.layouts import SIDE, Page

if TYPE_CHECKING:
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session


class LettersPage(Page):
    """Two tabs: write a letter, and what was sent and what came."""

    def __init__(self, session: Session, go: Go) -> None:
        super().__init__(self.tr("Letters"))
        self.desk = LetterDesk(session, go)
        self.correspondence = Correspondence(session, go)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.tr("Write, or look at what was sent and what came"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.addTab(self.tr("&Write"))
        self.tabs.addTab(self.tr("&Sent and received"))
        self._views = (self.desk, self.correspondence)
        self.tabs.currentChanged.connect(self._turn)
        self.correspondence.write.connect(self._write)
        self.desk.begun.connect(self._see_letter_soon)
        self.body.addWidget(self.tabs)
        for view in self._views:
            self.body.addWidget(view)
        self.correspondence.hide()
        self._is_stale = True
        self._say_question(0)

    def refresh(self) -> None:
        """Show the record as it now is; the tab that is not seen waits until it is."""
        self._is_stale = True
        self._show_tab(self.tabs.currentIndex())

    def _show_tab(self, place: int) -> None:
        (self.correspondence if place else self.desk).refresh()

    def show_target(
        self, *, template: str = "", about: str | None = None, letter: str = "", event: str = ""
    ) -> None:
        """Write a letter about something, or show one that was kept, or an event."""
        if letter and self.desk.open_draft(letter):
            self.tabs.setCurrentIndex(0)
        elif letter or event:
            self.tabs.setCurrentIndex(1)
            self.correspondence.choose(letter or event)
        else:
            self._write(template, about)
        # Once the change that led here has put the view back to where it was.
        QTimer.singleShot(0, self, self._see_target)

    def _see_target(self) -> None:
        """Show the page from its top, or from the list where many drafts stand above it."""
        bar = self.verticalScrollBar()
        top = bar.value() + self.correspondence.list.mapTo(self, QPoint()).y() - SIDE
        is_low = self.tabs.currentIndex() == 1 and top > self.viewport().height() // 2
        bar.setValue(top if is_low else 0)

    def _see_letter_soon(self) -> None:
        """Show another letter from the top of the page, once it is laid out."""
        QTimer.singleShot(0, self, self._see_letter)

    def _see_letter(self) -> None:
        if self.tabs.currentIndex() == 0:
            self.verticalScrollBar().setValue(0)
            spot = self.desk.situations.spot()
            if spot is not None:  # the arrow keys go down the list, and it must be seen
                where = self.desk.situations.list.viewport().mapTo(self, spot)
                self.ensureVisible(where.x(), where.y(), 0, SIDE)

    def _write(self, template: str, about: str | None) -> None:
        self.tabs.setCurrentIndex(0)
        self.desk.write(template, about)

    def _turn(self, place: int) -> None:
        for number, view in enumerate(self._views):  # of its own height, whatever the other's is
            view.setVisible(number == place)
        self._say_question(place)
        if self._is_stale:
            self._is_stale = False
            self._show_tab(place)

    def _say_question(self, place: int) -> None:
        self.say_subtitle(
            self.tr("What did they answer, and who still owes an answer?")
            if place
            else self.tr("Choose what has happened. The letter writes itself from your record.")
        )
