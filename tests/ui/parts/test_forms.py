from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.people import Contact
from ehcp_desktop.ui.parts import forms
from ehcp_desktop.ui.parts.forms import FormField, RecordForm

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from ehcp_desktop.ui.session import Session

FIELDS = (
    FormField(name="name", label="&Name"),
    FormField(name="email", label="&Email"),
    FormField(name="notes", label="N&otes", kind="long"),
)


@pytest.fixture
def form(session: Session, qtbot: QtBot) -> RecordForm[Contact]:
    contact = session.family.store.contacts.save(Contact(name="Ann Lee"))
    made: RecordForm[Contact] = RecordForm(session, FIELDS, session.family.store.contacts.save)
    made.show_record(contact)
    qtbot.addWidget(made)
    made.show()
    return made


def kept(session: Session) -> Contact:
    return session.family.store.contacts.all()[0]


def typed(form: RecordForm[Contact], name: str, text: str, qtbot: QtBot) -> QWidget:
    editor = form.editors[name]
    editor.setFocus()
    qtbot.keyClicks(editor, text)
    return editor


def test_what_is_typed_is_kept_after_a_pause(
    form: RecordForm[Contact],
    session: Session,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(forms, "PAUSE_MS", 800)
    typed(form, "email", "ann@example.org", qtbot)
    assert kept(session).email == ""
    qtbot.waitUntil(lambda: kept(session).email == "ann@example.org", timeout=3000)


def test_leaving_a_field_keeps_it_at_once(
    form: RecordForm[Contact], session: Session, qtbot: QtBot
) -> None:
    typed(form, "email", "a@b.org", qtbot)
    form.editors["notes"].setFocus()
    form.flush()
    assert kept(session).email == "a@b.org"


def test_a_visit_to_a_field_is_one_step_to_undo(
    form: RecordForm[Contact], session: Session, qtbot: QtBot
) -> None:
    for part in ("a@", "b.org"):
        typed(form, "email", part, qtbot)
        form.flush()
    assert kept(session).email == "a@b.org"
    session.undo()
    assert kept(session).email == ""


def test_closing_keeps_what_is_being_typed(
    form: RecordForm[Contact], session: Session, qtbot: QtBot
) -> None:
    typed(form, "notes", "Rang back", qtbot)
    session.leaving.emit()
    assert kept(session).notes == "Rang back"
