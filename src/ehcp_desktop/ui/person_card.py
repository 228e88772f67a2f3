"""One person or organisation, or the child: the facts of each, saved as they are typed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ehcp_desktop.domain.people import Child, Contact, Role
from ehcp_desktop.services.people import COMMON_ROLES
from ehcp_desktop.ui.child_clock import ClockPanel
from ehcp_desktop.ui.parts.buttons import allow, link
from ehcp_desktop.ui.parts.fields import LineField
from ehcp_desktop.ui.parts.forms import FormField, RecordForm
from ehcp_desktop.ui.parts.layouts import ButtonRow, Card, clear, column
from ehcp_desktop.ui.parts.text import label

if TYPE_CHECKING:
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session


class PersonCard(Card):
    """A person or organisation, and what they are to the family over time."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._contact = ""
        self.roles: dict[str, RecordForm[Role]] = {}
        self._title = label("", "lead")
        self.form: RecordForm[Contact] = RecordForm(session, _person_fields(), self._save)
        self._role_room = column()
        self._next = ButtonRow(
            link(self.tr("Add a &role"), self.add_role, image="plus"),
            link(self.tr("Put in the bin"), self.bin_it),
        )
        self.body.addWidget(self._title)
        self.body.addWidget(self.form)
        self.body.addWidget(label(self.tr("Roles"), "heading"))
        self.body.addLayout(self._role_room)
        self.body.addWidget(self._next)

    def show_contact(self, contact_id: str) -> None:
        """Show a contact; nothing for ""."""
        self.setVisible(bool(contact_id))
        if not contact_id:
            return
        store = self._session.family.store
        contact = store.contacts.get(contact_id)
        self._contact = contact_id
        self._title.setText(contact.name)
        self.form.show_record(contact)
        allow(self, self._session.why_read_only)
        roles = store.roles.all(contact=contact_id)
        if list(self.roles) != [role.id for role in roles]:
            self._lay_roles(roles)
        for role in roles:
            self.roles[role.id].show_record(role)

    def _lay_roles(self, roles: list[Role]) -> None:
        for form in self.roles.values():
            form.flush()
        clear(self._role_room)
        self.roles = {}
        for role in roles:
            form = RecordForm(self._session, _role_fields(), self._session.family.store.roles.save)
            self.roles[role.id] = form
            words = self.tr("Remove the role {title}").format(title=role.title)
            self._role_room.addWidget(form)
            self._role_room.addWidget(
                link(self.tr("Remove this role"), partial(self._remove, role.id), name=words)
            )

    def _save(self, contact: Contact) -> Contact:
        from ehcp_desktop.services.people import change_person

        return change_person(self._session.family, contact)

    def add_role(self) -> None:
        """Add a role, and go to its words."""
        role = Role(contact=self._contact, title=self.tr("Role"), child=self._session.child_id)
        name = self.tr("Add a role")
        if self._session.attempt(lambda: self._session.family.store.roles.save(role), name):
            self._type_title(role.id)

    def _type_title(self, role_id: str) -> None:
        form = self.roles.get(role_id)
        title = form.editors["title"] if form is not None else None
        if isinstance(title, LineField):
            title.setFocus()
            title.selectAll()

    def _remove(self, role_id: str) -> None:
        if self._session.done(lambda: self._session.family.store.roles.trash(role_id)):
            self._session.say(self.tr("The role is removed."), undo=True)

    def bin_it(self) -> None:
        """Put the person in the bin."""
        contact = self._contact
        if self._session.done(lambda: self._session.family.store.contacts.trash(contact)):
            self._session.say(self.tr("Put in the bin."), undo=True)


class ChildCard(Card):
    """The child's own facts, from which letters and time limits are made, and its clock."""

    def __init__(self, session: Session, go: Go) -> None:
        super().__init__()
        self._session = session
        self._title = label("", "lead")
        self.form: RecordForm[Child] = RecordForm(session, _child_fields(), self._save)
        self.clock = ClockPanel(session, go)
        dates = link(self.tr("The school’s dates…"), lambda: go("school_dates"), image="calendar")
        self.body.addWidget(self._title)
        self.body.addWidget(dates)
        self.body.addWidget(self.clock)
        self.body.addWidget(label(self.tr("Facts for letters and time limits"), "heading"))
        self.body.addWidget(self.form)
        self.setFocusProxy(dates)

    def show_child(self, child: Child) -> None:
        """Show the child; a school year that was typed long ago has gone on since."""
        self._title.setText(child.name)
        year = self.clock.show_child(child).year
        self.form.show_record(
            child if child.year_group is None else replace(child, year_group=year)
        )
        allow(self.form, self._session.why_read_only)

    def _save(self, child: Child) -> Child:
        from ehcp_desktop.services.children import change_child

        return change_child(self._session.family, child)


def _person_fields() -> tuple[FormField, ...]:
    return (
        FormField(name="name", label=_tr("&Name")),
        FormField(name="organisation", label=_tr("&Organisation")),
        FormField(name="address", label=_tr("A&ddress"), kind="long"),
        FormField(name="email", label=_tr("E&mail")),
        FormField(name="phone", label=_tr("&Telephone")),
        FormField(name="is_sender", label=_tr("Writes the letters"), kind="tick"),
        FormField(name="is_organisation", label=_tr("Is an organisation"), kind="tick"),
        FormField(name="notes", label=_tr("Notes"), kind="long"),
    )


def _role_fields() -> tuple[FormField, ...]:
    return (
        FormField(
            name="title",
            label=_tr("Role"),
            hint=_tr("such as SENCO or mother"),
            suggestions=COMMON_ROLES,
        ),
        FormField(name="since", label=_tr("Since"), kind="date", half=True),
        FormField(name="until", label=_tr("Until"), kind="date", half=True),
    )


def _child_fields() -> tuple[FormField, ...]:
    full = _tr("Its full name, as on its letters, such as London Borough of Bromley.")
    out = _tr("Type “none” while the child is out of school.")
    year = _tr(
        "Only if it is not the usual one for the age; 0 is Reception. It goes up by itself."
    )
    return (
        FormField(name="name", label=_tr("Child’s name")),
        FormField(name="born", label=_tr("Date of &birth"), kind="born"),
        FormField(name="authority", label=_tr("&Council"), hint=full),
        FormField(name="school", label=_tr("&School"), hint=out),
        FormField(name="year_group", label=_tr("School &year"), kind="number", hint=year),
        FormField(name="reference", label=_tr("Co&uncil’s reference")),
    )


def _tr(words: str) -> str:
    return QCoreApplication.translate("person_card", words)
