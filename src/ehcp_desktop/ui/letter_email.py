"""A letter as an email: its words and its subject, each copied with one press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from ehcp_desktop.services.letters.plain import email_text
from ehcp_desktop.ui.parts.buttons import button, primary
from ehcp_desktop.ui.parts.dialogs import fit_to_screen, scrolling_body
from ehcp_desktop.ui.parts.fields import Field, LineField, LongField
from ehcp_desktop.ui.parts.layouts import ButtonRow
from ehcp_desktop.ui.parts.text import label
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from ehcp_desktop.services.letters.writing import Written
    from ehcp_desktop.ui.session import Session


class EmailDialog(QDialog):
    """Shows the subject and the words; each button copies one and says that it did."""

    def __init__(self, session: Session, written: Written, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        document = written.document
        self.setWindowTitle(self.tr("Copy as email"))
        foot = ButtonRow(button(self.tr("Close"), self.accept))
        inside = scrolling_body(self, self.tr("The letter as an email"), foot)
        inside.addWidget(label(", ".join(document.recipient[:2]), "second"))
        self.subject, self.words = LineField(), LongField(lines=12)
        # Without the date of birth, which the subject of an email shows to everyone it passes.
        self.subject.set_value(f"{written.child.name}: {document.title}")
        self.words.set_value(email_text(document))
        for editor in (self.subject, self.words):
            editor.setReadOnly(True)
        self.copy_words = primary(self.tr("Copy the &words"), self._copy_words, "copy")
        self.copy_subject = button(self.tr("Copy the &subject"), self._copy_subject, image="copy")
        inside.addWidget(Field(self.tr("Subject"), self.subject))
        inside.addWidget(ButtonRow(self.copy_subject))
        inside.addWidget(Field(self.tr("Words"), self.words))
        inside.addWidget(ButtonRow(self.copy_words))
        self.copy_words.setFocus()
        fit_to_screen(self, em(40))

    def _copy_words(self) -> None:
        self._copy(self.words.toPlainText(), self.copy_words, self.tr("The words are copied"))

    def _copy_subject(self) -> None:
        self._copy(self.subject.text(), self.copy_subject, self.tr("The subject is copied"))

    def _copy(self, text: str, pressed: QPushButton, said: str) -> None:
        QApplication.clipboard().setText(text)
        pressed.setText(said)
        self._session.say(said + ".")
