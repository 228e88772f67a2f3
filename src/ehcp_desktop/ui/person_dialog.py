"""Ask for a person or an organisation: only a name is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from ehcp_desktop.domain.people import Contact
from ehcp_desktop.services import people
from ehcp_desktop.ui.parts.buttons import button, primary
from ehcp_desktop.ui.parts.dialogs import fit_to_screen, scrolling_body
from ehcp_desktop.ui.parts.fields import Field, LineField, LongField, Tick
from ehcp_desktop.ui.parts.layouts import ButtonRow
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from ehcp_desktop.ui.session import Session


def ask_for_person(session: Session, parent: QWidget, *, is_sender: bool = False) -> str:
    """Ask for a person and add them; returns the id, or "" when nobody was added."""
    dialog = PersonDialog(session, parent, is_sender=is_sender)
    dialog.exec()
    return dialog.made


class PersonDialog(QDialog):
    """Name, role, organisation and how to reach them. `made` is the id once added."""

    def __init__(self, session: Session, parent: QWidget, *, is_sender: bool) -> None:
        super().__init__(parent)
        self._session = session
        self.made = ""
        self.setWindowTitle(self.tr("Add a person"))
        self.name = LineField()
        self.role = LineField(suggestions=people.COMMON_ROLES)
        self.organisation = LineField()
        self.address = LongField(lines=3)
        self.email, self.phone = LineField(), LineField()
        self.is_sender = Tick(self.tr("This is me: my letters carry this name"))
        self.is_sender.set_value("yes" if is_sender else "")
        add = primary(self.tr("Add"), self.add)
        add.setDefault(True)
        foot = ButtonRow(add, button(self.tr("Cancel"), self.reject))
        inside = scrolling_body(self, self.tr("The person"), foot)
        for field in (
            Field(self.tr("&Name"), self.name),
            Field(self.tr("&Role"), self.role, self.tr("such as SENCO, EHCP coordinator, mother")),
            Field(self.tr("&Organisation"), self.organisation),
            Field(self.tr("&Address"), self.address),
            Field(self.tr("E&mail"), self.email),
            Field(self.tr("&Telephone"), self.phone),
            Field("", self.is_sender),
        ):
            inside.addWidget(field)
        self.name.setFocus()
        fit_to_screen(self, em(32))

    def add(self) -> None:
        """Add the person and close; stay open when refused."""
        contact = Contact(
            name=self.name.value(),
            organisation=self.organisation.value(),
            address=self.address.value(),
            email=self.email.value(),
            phone=self.phone.value(),
            is_sender=bool(self.is_sender.value()),
        )
        family, child, role = self._session.family, self._session.child, self.role.value()
        made = self._session.attempt(lambda: people.add_person(family, contact, role, child))
        if made is not None:
            self.made = made.id
            self.accept()
