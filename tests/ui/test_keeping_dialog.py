"""Authority and keeping: saved as it is typed, and told on Today before it runs out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel

from ehcp_desktop.domain.advocacy import AuthorityToAct, Retention
from ehcp_desktop.domain.people import Child, Contact
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import advocacy, papers, people
from ehcp_desktop.services.families import families
from ehcp_desktop.ui.files import Files
from ehcp_desktop.ui.keeping_dialog import KeepingDialog
from ehcp_desktop.ui.parts.fields import DateField
from ehcp_desktop.ui.parts.forms import PAUSE_MS
from ehcp_desktop.ui.today_page import TodayPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from ehcp_desktop.ui.session import Session


@pytest.fixture
def dialog(session: Session, child: Child, qtbot: QtBot) -> KeepingDialog:
    people.add_person(session.family, Contact(name="Ms Lee", is_sender=True), "Mother", child)
    people.add_person(session.family, Contact(name="Jo Marsh"), "Advocate", child)
    papers.attach_bytes(session.family, child.id, ("Permission.pdf", b"%PDF-1.4"))
    made = KeepingDialog(session, None)  # type: ignore[arg-type]  # a window of its own
    qtbot.addWidget(made)
    made.show()
    return made


def test_an_authority_begins_with_who_is_known_and_holds_from_its_first_day(
    dialog: KeepingDialog, session: Session
) -> None:
    dialog.add.click()
    (kept,) = advocacy.authorities(session.family)
    assert (kept.given_by, kept.given_to) == ("Ms Lee", "Jo Marsh")
    (helper,) = (one for one in session.family.store.contacts.all() if one.name == "Jo Marsh")
    assert (kept.on, advocacy.may_act(session.family, helper)) == (None, False)
    begins = dialog.cards[0].form.editors["on"]
    assert isinstance(begins, DateField)
    begins.line.setText("22/11/2026")
    session.leaving.emit()
    assert advocacy.may_act(session.family, helper)
    assert dialog.cards[0].state.text() == "It holds today"


def test_what_is_typed_is_kept_and_the_state_follows(
    dialog: KeepingDialog, session: Session
) -> None:
    dialog.add.click()
    form = dialog.cards[0].form
    withdrawn = form.editors["withdrawn"]
    assert isinstance(withdrawn, DateField)
    withdrawn.line.setText("22/11/2026")
    form.editors["paper"].setCurrentIndex(1)  # type: ignore[attr-defined]  # a Choice
    form.editors["paper"].edited.emit()  # type: ignore[attr-defined]  # as a click does
    dialog.accept()
    (kept,) = advocacy.authorities(session.family)
    assert kept.withdrawn == When.day(date(2026, 11, 22))
    assert kept.paper == session.family.store.papers.ids()[0]
    assert dialog.cards[0].state.text() == "The family has withdrawn it"


def test_removing_an_authority_can_be_undone(dialog: KeepingDialog, session: Session) -> None:
    dialog.add.click()
    remove = next(
        one for one in dialog.findChildren(QAbstractButton) if "Remove this" in one.text()
    )
    remove.click()
    assert advocacy.authorities(session.family) == []
    session.undo()
    assert len(advocacy.authorities(session.family)) == 1


def test_a_day_that_is_often_promised_is_one_press(
    dialog: KeepingDialog, session: Session
) -> None:
    offers = [one for one in dialog.kept.findChildren(QAbstractButton) if "202" in one.text()]
    offers += [one for one in dialog.kept.findChildren(QAbstractButton) if "203" in one.text()]
    assert [one.text().replace("\u00a0", " ") for one in offers] == [
        "After an enquiry: 22 May 2027",
        "Papers of a case: 22 November 2032",
    ]
    offers[0].click()
    kept = advocacy.retention(session.family)
    assert kept is not None
    assert (kept.until, kept.reason) == (date(2027, 5, 22), "After an enquiry")


def test_a_day_that_is_typed_is_kept_and_one_that_is_cleared_is_taken_back(
    dialog: KeepingDialog, session: Session
) -> None:
    dialog.kept.until.line.setText("1/6/2027")
    session.leaving.emit()
    assert advocacy.retention(session.family) is not None
    dialog.kept.until.line.setText("")
    dialog.accept()
    assert advocacy.retention(session.family) is None


def test_a_day_that_is_typed_is_kept_after_a_pause(
    dialog: KeepingDialog, session: Session, qtbot: QtBot
) -> None:
    dialog.add.click()
    dialog.kept.until.line.setText("31 July 2027")
    dialog.kept.reason.setText("The case is over")
    with qtbot.waitSignal(session.saved, timeout=2 * PAUSE_MS):
        pass  # nothing more is typed
    dialog.accept()
    kept = advocacy.retention(session.family)
    assert kept is not None
    assert (kept.until, kept.reason) == (date(2027, 7, 31), "The case is over")


def test_why_without_a_day_is_said_not_to_be_kept_until_there_is_one(
    dialog: KeepingDialog, session: Session
) -> None:
    dialog.kept.reason.setText("The case is over")
    session.leaving.emit()
    assert (advocacy.retention(session.family), dialog.kept.missing.isVisible()) == (None, True)
    dialog.kept.until.line.setText("1/6/2027")
    session.leaving.emit()
    kept = advocacy.retention(session.family)
    assert kept is not None
    assert (kept.reason, dialog.kept.missing.isVisible()) == ("The case is over", False)


@pytest.mark.parametrize("typed", ["June 2027", "soon"])
def test_what_is_no_day_is_said_and_not_kept(
    dialog: KeepingDialog, session: Session, typed: str
) -> None:
    dialog.kept.until.line.setText(typed)
    dialog.accept()
    assert "day, the month and the year" in dialog.kept.until.echo.text()
    assert advocacy.retention(session.family) is None


def test_today_says_gently_what_runs_out_and_nothing_else(session: Session, qtbot: QtBot) -> None:
    page = TodayPage(session, lambda *_, **__: None)
    qtbot.addWidget(page)
    known = {"given_by": "Ms Lee", "given_to": "Jo Marsh"}
    authority = session.family.store.authorities_to_act.save(AuthorityToAct(**known))
    page.refresh()
    assert not said(page, "Jo Marsh")
    ends = AuthorityToAct(id=authority.id, **known, until=When.parse("2026-12-01"))
    session.family.store.authorities_to_act.save(ends)
    page.refresh()
    assert said(page, "The authority of Jo Marsh to act for the family ends on")


def said(page: TodayPage, words: str) -> bool:
    shown = [one for one in page.findChildren(QLabel) if not one.isHidden()]
    return any(words in one.text() for one in shown)


@pytest.fixture
def files(session: Session) -> Iterator[Files]:
    made = Files(session)
    yield made
    for one in families().all():
        families().take_off(one.id)


def test_the_list_of_families_has_the_days_as_the_record_is_closed(
    session: Session, files: Files
) -> None:
    made = files.families.add(session.family.path)
    files.listed = made
    session.family.store.retentions.save(Retention(until=date(2027, 5, 22)))
    session.close()
    assert files.families.get(made.id).keep_until == date(2027, 5, 22)
