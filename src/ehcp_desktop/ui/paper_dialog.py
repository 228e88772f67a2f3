"""Print a paper or save it as a file, in letters as large as they are needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ehcp_desktop.ui import places
from ehcp_desktop.ui.edition_choice import EditionChoice
from ehcp_desktop.ui.parts.buttons import button, primary
from ehcp_desktop.ui.parts.dialogs import fit_to_screen, scrolling_body
from ehcp_desktop.ui.parts.layouts import ButtonRow
from ehcp_desktop.ui.parts.text import label
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ehcp_desktop.services.documents.edition import Edition
    from ehcp_desktop.ui.session import Session


class Paper(NamedTuple):
    """What can be printed, or saved as a file of one of its `kinds`; `made` is its PDF.

    `text` are its words, to be copied into an email, where it has any. One whose letters are
    large in any case has `is_large`.
    """

    title: str
    name: str
    kinds: str
    made: Callable[[Edition], bytes]
    save: Callable[[Path, Edition], object]
    text: Callable[[], str] | None = None
    is_large: bool = False


class PaperDialog(QDialog):
    """Takes the size of the letters; closes when the paper is printed or saved."""

    def __init__(self, session: Session, paper: Paper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._paper = paper
        self.setWindowTitle(places.unnamed(paper.title))  # a task bar may show it
        self.editions = EditionChoice()
        save = primary(self.tr("&Save…"), self.save, image="download")
        save.setDefault(True)
        foot = ButtonRow(
            save,
            button(self.tr("&Print…"), self.print_it, image="printer"),
            *([button(self.tr("&Copy as text"), self.copy, image="copy")] if paper.text else ()),
            button(self.tr("Cancel"), self.reject),
        )
        inside = scrolling_body(self, paper.title, foot)
        inside.addWidget(self.editions)
        self.editions.setHidden(paper.is_large)
        told = self.tr("Larger letters take more pages, and nothing stands in narrow columns.")
        if paper.is_large:
            told = self.tr("It is in large letters already, and in black and white.")
        inside.addWidget(label(told, "detail"))
        inside.addStretch(1)
        wide, high = (38 if paper.text else 30), (10 if paper.is_large else 19)
        fit_to_screen(self, em(wide), em(high))  # the choices stand under each other

    def save(self) -> None:
        """Ask where, and save the paper there; the message offers to open it."""
        shown = self.editions.edition()
        path = places.ask_where(self, self._paper.title, self._paper.name, self._paper.kinds)
        if path is not None and self._session.done(lambda: self._paper.save(path, shown)):
            self.accept()
            places.tell_saved(self._session, path)

    def copy(self) -> None:
        """Put the words on the clipboard, for an email."""
        words = self._session.attempt(self._paper.text) if self._paper.text else None
        if words is not None:
            QApplication.clipboard().setText(words)
            self.accept()
            self._session.say(self.tr("The words are copied. Paste them into an email."))

    def print_it(self) -> None:
        """Show the printer's own dialog, and print."""
        from ehcp_desktop.ui.printing import print_pdf

        shown = self.editions.edition()
        made = self._session.attempt(lambda: self._paper.made(shown))
        if made is not None and print_pdf(self, self._paper.title, made):
            self.accept()
