from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QWidget

from ehcp_desktop.domain.people import Contact
from ehcp_desktop.services import people
from ehcp_desktop.ui.parts.fields import LineField, LongField
from ehcp_desktop.ui.people_page import PeoplePage
from ehcp_desktop.ui.person_dialog import PersonDialog
from ehcp_desktop.ui.sidebar import Sidebar

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ehcp_desktop.ui.session import Session


@pytest.fixture
def senco(session: Session) -> Contact:
    return people.add_person(session.family, Contact(name="Mrs Bell"), "SENCO", session.child)


@pytest.fixture
def page(session: Session, qtbot: QtBot, senco: Contact) -> PeoplePage:
    shown = PeoplePage(session, lambda *_, **__: None)
    qtbot.addWidget(shown)
    session.changed.connect(shown.refresh)
    shown.resize(1100, 800)
    shown.show()
    shown.refresh()
    return shown


def type_into(editor: QWidget | None, words: str, qtbot: QtBot) -> None:
    assert isinstance(editor, QLineEdit)
    editor.clear()
    QTest.keyClicks(editor, words)


def test_a_person_says_what_they_are(page: PeoplePage, senco: Contact) -> None:
    assert page.list.current() == senco.id
    assert page.card.form.editors["name"].property("text") == "Mrs Bell"
    assert [form.record.title for form in page.card.roles.values() if form.record] == ["SENCO"]


def test_what_belongs_to_the_child_is_reached_from_the_top(
    page: PeoplePage, session: Session, qtbot: QtBot
) -> None:
    page.resize(700, 500)
    buttons = page.findChildren(QPushButton)
    facts = next(one for one in buttons if one.text() == "Facts, school year and age")
    assert not facts.visibleRegion().isEmpty()
    assert page.child.clock.visibleRegion().isEmpty()
    facts.click()
    qtbot.waitUntil(lambda: not page.child.clock.visibleRegion().isEmpty())


def test_the_childs_name_in_the_sidebar_leads_to_what_belongs_to_the_child(
    session: Session, qtbot: QtBot
) -> None:
    bar = Sidebar(())
    qtbot.addWidget(bar)
    bar.show_child("Our record", session.child, [session.child])
    actions = {one.text(): one for one in bar.findChildren(QMenu)[0].actions()}
    first = session.child.name.split(" ")[0]
    with qtbot.waitSignal(bar.child_facts):
        actions[f"{first}: facts, school year and age"].trigger()
    with qtbot.waitSignal(bar.school_dates):
        actions["The school’s dates…"].trigger()


def test_a_person_is_added_with_a_name_alone(
    page: PeoplePage, session: Session, qtbot: QtBot
) -> None:
    dialog = PersonDialog(session, page, is_sender=True)
    type_into(dialog.name, "Amara", qtbot)
    dialog.add()
    sender = people.sender(session.family)
    assert sender is not None
    assert sender.id == dialog.made
    assert dialog.result() == PersonDialog.DialogCode.Accepted


def test_nobody_is_added_twice(page: PeoplePage, session: Session, qtbot: QtBot) -> None:
    refused: list[str] = []
    session.refused.connect(refused.append)
    dialog = PersonDialog(session, page, is_sender=False)
    type_into(dialog.name, "Mrs Bell", qtbot)
    dialog.add()
    assert refused == ["Mrs Bell is already in this record."]
    assert dialog.result() != PersonDialog.DialogCode.Accepted


def test_a_form_gives_back_what_was_typed(
    page: PeoplePage, session: Session, senco: Contact, qtbot: QtBot
) -> None:
    type_into(page.card.form.editors["phone"], "01632 960118", qtbot)
    address = page.card.form.editors["address"]
    assert isinstance(address, LongField)
    address.setPlainText("School Lane\nNM4 1AB")
    session.leaving.emit()
    kept = session.family.store.contacts.get(senco.id)
    assert (kept.phone, kept.address) == ("01632 960118", "School Lane\nNM4 1AB")


def test_a_role_ends_and_another_begins(
    page: PeoplePage, session: Session, senco: Contact, qtbot: QtBot
) -> None:
    form = next(iter(page.card.roles.values()))
    type_into(form.editors["until"].focusProxy(), "July 2026", qtbot)
    form.flush()
    page.card.add_role()
    new = list(page.card.roles.values())[1]
    type_into(new.editors["title"], "Head teacher", qtbot)
    new.flush()
    roles = session.family.store.roles.all(contact=senco.id)
    assert {(role.title, role.until and role.until.iso()) for role in roles} == {
        ("SENCO", "2026-07"),
        ("Head teacher", None),
    }


def test_undo_shows_a_role_as_it_was(page: PeoplePage, session: Session, qtbot: QtBot) -> None:
    form = next(iter(page.card.roles.values()))
    type_into(form.editors["title"], "Deputy", qtbot)
    form.flush()
    session.undo()
    title = next(iter(page.card.roles.values())).editors["title"]
    assert isinstance(title, LineField)
    assert title.value() == "SENCO"


def test_a_person_goes_to_the_bin_and_comes_back(
    page: PeoplePage, session: Session, senco: Contact
) -> None:
    page.card.bin_it()
    assert not page.empty.isHidden()
    session.undo()
    assert page.list.current() == senco.id


def test_a_child_out_of_school_is_kept_as_such(
    page: PeoplePage, session: Session, qtbot: QtBot
) -> None:
    type_into(page.child.form.editors["school"], "none", qtbot)
    page.child.form.flush()
    assert not session.child.attends_school


def test_a_name_cannot_be_emptied(page: PeoplePage, session: Session, qtbot: QtBot) -> None:
    refused: list[str] = []
    session.refused.connect(refused.append)
    type_into(page.child.form.editors["name"], " ", qtbot)
    page.child.form.flush()
    assert refused == ["A child needs a name."]
    assert session.child.name == "Sam Example"


def test_a_record_for_reading_only_is_not_changed(
    page: PeoplePage, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(session), "read_only", property(lambda _: True))
    page.refresh()
    assert not page.add.isEnabled()
    assert not page.card.isEnabled()
