"""Delete a family's record: what goes, what cannot be promised, and the label typed to confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from ehcp_desktop.errors import EhcpError
from ehcp_desktop.services import deleting
from ehcp_desktop.services.families import PROTECTED
from ehcp_desktop.ui import places
from ehcp_desktop.ui.parts.buttons import button, primary
from ehcp_desktop.ui.parts.dialogs import fit_to_screen, scrolling_body
from ehcp_desktop.ui.parts.fields import Field, LineField
from ehcp_desktop.ui.parts.layouts import ButtonRow, Card
from ehcp_desktop.ui.parts.text import Badge, label
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from pathlib import Path

    from ehcp_desktop.services.families import Listed
    from ehcp_desktop.ui.session import Session


class DeleteDialog(QDialog):
    """Is accepted when the record has gone and its receipt is written."""

    def __init__(self, session: Session, listed: Listed, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._listed = session, listed
        self.setWindowTitle(self.tr("Delete this record"))
        self.label, self.passphrase = LineField(), QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self._problem = Badge("info", "", "gold")
        self._problem.hide()
        foot = ButtonRow(
            primary(self.tr("&Delete, and save the receipt…"), self.run, image="trash-2"),
            button(self.tr("Cancel"), self.reject),
        )
        body = scrolling_body(self, self.tr("What is deleted"), foot)
        for part in self._parts():
            body.addWidget(part)
        body.addStretch(1)
        fit_to_screen(self, em(38))

    def _parts(self) -> list[QWidget]:
        name = self._listed.name
        title = self.tr("Delete the record of “{family}”").format(family=name)
        lead = self.tr(
            "This cannot be undone. If the family may want a copy, give it to them first: open "
            "the record and choose File, “Give the family a copy…”."
        )
        note = Card("note")
        note.body.addWidget(label(self.tr("What cannot be promised"), "heading"))
        is_protected = self._listed.state == PROTECTED
        for words in deleting.not_promised(is_protected=is_protected):
            note.body.addWidget(label(words))
        counted = self.tr(
            "To see that it is their record, and to count its papers for the receipt. Leave it "
            "empty if it is lost."
        )
        asked = Field(self.tr("&Passphrase of this record"), self.passphrase, counted)
        asked.setVisible(is_protected)
        confirm = self.tr("&Type “{family}” to confirm").format(family=name.replace("&", "&&"))
        files = (one.name for one in deleting.files_of(self._listed.path.resolve()))
        goes = self.tr("These files go: {files}.").format(files=", ".join(files))
        return [
            label(title, "lead"),
            label(lead),
            label(goes),
            note,
            asked,
            Field(confirm, self.label),
            self._problem,
        ]

    def run(self) -> None:
        """Ask where the receipt goes, and delete; stay open when something is missing."""
        if self.label.value().casefold() != self._listed.name.casefold():
            words = self.tr("The label does not match. Type it as it stands above.")
            self._problem.setText(words)
            self._problem.show()
            self.label.setFocus()
            return
        name = self.tr("Receipt {day}.pdf").format(day=self._session.today().isoformat())
        kinds = self.tr("PDF (*.pdf);;Text (*.txt)")
        places.keep_apart(self._listed.name)  # the folder of a receipt may bear the family's name
        receipt = places.ask_where(self, self.tr("Save the receipt"), name, kinds)
        places.forget()
        if receipt is not None and self._delete(receipt):
            self.accept()
            self._session.say(self.tr("Deleted. The receipt is saved."))

    def _delete(self, receipt: Path) -> bool:
        today = self._session.today()
        try:
            deleting.delete(self._listed, receipt, today, self.passphrase.text())
        except EhcpError as problem:
            self._session.refused.emit(self._listed.without_place(str(problem)))
            return False
        return True
