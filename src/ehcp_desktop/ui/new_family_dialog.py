"""Ask for a new family of the list: a label, four facts about the child, and a passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from ehcp_desktop.ui.first_run import FactsForm
from ehcp_desktop.ui.parts.buttons import button, primary
from ehcp_desktop.ui.parts.dialogs import bring_into_view, fit_to_screen, scrolling_body
from ehcp_desktop.ui.parts.fields import Field, LineField
from ehcp_desktop.ui.parts.layouts import ButtonRow
from ehcp_desktop.ui.parts.text import Badge, label
from ehcp_desktop.ui.passphrase import NewPassphrase
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ehcp_desktop.ui.files import Files


class NewFamilyDialog(QDialog):
    """Makes the record in the private folder, under a name that tells nothing, and opens it."""

    def __init__(self, today: Callable[[], date], files: Files, parent: QWidget) -> None:
        super().__init__(parent)
        self._files = files
        self.setWindowTitle(self.tr("New family"))
        self.label = LineField()
        self.facts = FactsForm(today)
        self.passphrase = NewPassphrase()
        self.passphrase.wanted.setChecked(True)
        self._problem = Badge("info", "", "gold")
        self._problem.hide()
        self._path = files.families.new_path()
        start = primary(self.tr("S&tart"), self.run)
        start.setDefault(True)
        foot = ButtonRow(start, button(self.tr("Cancel"), self.reject))
        body = scrolling_body(self, self.tr("The family"), foot)
        hint = self.tr("Something that tells nobody who it is; you can leave it empty.")
        where = self.tr("The record will be kept in {folder}, as {name}.")
        own = self.tr("Choose a passphrase for this family alone: it keeps it apart from others.")
        for part in (
            Field(self.tr("&Label on the list"), self.label, hint),
            self.facts,
            self.passphrase,
            label(own, "detail"),
            label(where.format(folder=self._path.parent, name=self._path.name), "detail"),
            self._problem,
        ):
            body.addWidget(part)
        body.addStretch(1)
        self.label.setFocus()
        fit_to_screen(self, em(36), em(46))

    def run(self) -> None:
        """Make the record and open it, or say here what is missing."""
        problems = self.facts.problems() or [self.passphrase.problem()]
        self._problem.setText(" ".join(filter(None, problems)))
        self._problem.setVisible(any(problems))
        if any(problems):
            bring_into_view(self._problem)
            return
        label, passphrase = self.label.value(), self.passphrase.chosen()
        if self._files.start(self._path, passphrase, self.facts.facts(), label):
            self.accept()
