"""Letters: what do I write, and what did they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QTabBar

from ehcp_desktop.ui.correspondence import Correspondence
from ehcp_desktop.ui.letter_desk import LetterDesk
from ehcp_desktop.ui.parts.layouts import Page

if TYPE_CHECKING:
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session


class LettersPage(Page):
    """Two tabs: write a letter, and what was sent and what came."""

    def __init__(self, session: Session, go: Go) -> None:
        super().__init__(self.tr("Letters"))
        self._desk = LetterDesk(session, go)
        self._correspondence = Correspondence(session, go)
        self._tabs = QTabBar()
        self._tabs.setAccessibleName(self.tr("Write, or look at what was sent and what came"))
        self._tabs.setExpanding(False)
        self._tabs.setDrawBase(False)
        self._tabs.addTab(self.tr("&Write"))
        self._tabs.addTab(self.tr("&Sent and received"))
        self._views = QStackedWidget()
        self._views.addWidget(self._desk)
        self._views.addWidget(self._correspondence)
        self._tabs.currentChanged.connect(self._turn)
        self._desk.kept.connect(self._correspondence.refresh)
        self._correspondence.write.connect(self._write)
        self.body.addWidget(self._tabs)
        self.body.addWidget(self._views)
        self._turn(0)

    def refresh(self) -> None:
        """Show the record as it now is."""
        self._desk.refresh()
        self._correspondence.refresh()

    def show_target(
        self, *, template: str = "", about: str | None = None, letter: str = "", event: str = ""
    ) -> None:
        """Write a letter about something, or show one that was kept, or an event."""
        if letter and self._desk.open_draft(letter):
            self._tabs.setCurrentIndex(0)
        elif letter or event:
            self._tabs.setCurrentIndex(1)
            self._correspondence.choose(letter or event)
        else:
            self._write(template, about)

    def _write(self, template: str, about: str | None) -> None:
        self._tabs.setCurrentIndex(0)
        self._desk.write(template, about)

    def _turn(self, place: int) -> None:
        self._views.setCurrentIndex(place)
        self.say_subtitle(
            self.tr("What did they answer, and who still owes an answer?")
            if place
            else self.tr("Choose what has happened. The letter writes itself from your record.")
        )
