"""The papers of an event or a review, as short rows that open them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QPushButton

from ehcp_desktop.ui.parts.buttons import link
from ehcp_desktop.ui.parts.layouts import CARD, GROUP, BoxedList, column, line
from ehcp_desktop.ui.parts.text import Badge, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from ehcp_desktop.domain.letter import Paper
    from ehcp_desktop.ui.session import Session


class PaperRows(BoxedList):
    """Papers with their dates; each opens in the program that the computer uses for it."""

    def __init__(self, session: Session, name: str) -> None:
        super().__init__(name)
        self._session = session

    def show_papers(self, papers: Sequence[tuple[Paper, str]]) -> None:
        """Show these papers, each with the words of its date or of what it came with."""
        self.clear()
        for paper, words in papers:
            self.add(self._row(paper, words))
        self.setVisible(bool(papers))

    def _row(self, paper: Paper, words: str) -> QFrame:
        row = QFrame()
        inside = line(row, spacing=CARD, margins=(CARD, GROUP, GROUP, GROUP))
        name = paper.title or paper.name
        told = column(spacing=2)
        told.addWidget(Badge("file-text", name, "text"))
        if words:
            told.addWidget(label(words, "detail"))
        inside.addLayout(told, 1)
        inside.setAlignment(told, Qt.AlignmentFlag.AlignVCenter)
        inside.addWidget(self._open_link(paper, name))
        return row

    def _open_link(self, paper: Paper, name: str) -> QPushButton:
        says = self.tr("Open {name}").format(name=name)
        return link(self.tr("Open"), partial(open_paper, self._session, paper.id), name=says)


def open_paper(session: Session, paper_id: str) -> None:
    """Open a paper in the program that the computer uses for it."""
    from ehcp_desktop.services.papers import copy_out

    copy = session.attempt(lambda: copy_out(session.family, paper_id))
    if copy is not None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy)))


def choose_and_attach(session: Session, parent: QWidget, event_id: str) -> None:
    """Ask for files, and take them in as papers of an event as one step."""
    from ehcp_desktop.services.papers import attach
    from ehcp_desktop.ui.places import ask_for_files

    family = session.family
    chosen = ask_for_files(parent, parent.tr("Choose the paper"))

    def take_in() -> None:
        with family.store.action("Add papers"):
            for path in chosen:
                attach(family, session.child_id, path, event_id)

    if chosen:
        session.done(take_in)
