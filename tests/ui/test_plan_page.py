from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.plan import SECTIONS
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events, papers, plans
from ehcp_desktop.ui.parts.paper_rows import PaperRows
from ehcp_desktop.ui.paste_plan_dialog import PastePlanDialog
from ehcp_desktop.ui.plan_page import PlanPage
from ehcp_desktop.ui.session import Session

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def issue(session: Session, kind: str, on: str) -> Event:
    event = Event(child=session.child_id, kind=kind, on=When.parse(on))
    return events.log(session.family, event)


@pytest.fixture
def went() -> list[tuple[str, dict[str, object]]]:
    return []


@pytest.fixture
def page(session: Session, qtbot: QtBot, went: list[tuple[str, dict[str, object]]]) -> PlanPage:
    shown = PlanPage(session, lambda page_id, **target: went.append((page_id, target)))
    qtbot.addWidget(shown)
    session.changed.connect(shown.refresh)
    shown.resize(1000, 700)
    shown.show()
    shown.refresh()
    return shown


def test_an_empty_plan_says_what_goes_here_and_offers_to_add_it(
    page: PlanPage, went: list[tuple[str, dict[str, object]]]
) -> None:
    assert page.empty.isVisible()
    page.empty.button.click()
    assert went == [("add", {"kind": "final_plan_issued"})]


def test_versions_show_stage_date_and_that_text_is_missing(
    page: PlanPage, session: Session
) -> None:
    issue(session, "final_plan_issued", "2023-09-22")
    page.refresh()
    item = page.versions.model().items[0]
    assert (item.title, item.detail.replace("\u00a0", " ")) == (
        "First plan",
        "Friday 22 September 2023",
    )
    assert item.badge is not None
    assert item.badge[1] == "Text not added yet"


def test_every_section_has_a_plain_name(page: PlanPage, session: Session) -> None:
    issue(session, "final_plan_issued", "2023-09-22")
    page.refresh()
    shown = page.sections.model().items
    assert tuple(item.date for item in shown) == SECTIONS
    assert all(item.title for item in shown)


def test_what_is_typed_in_a_section_is_kept_in_one_step(
    page: PlanPage, session: Session, qtbot: QtBot
) -> None:
    issue(session, "final_plan_issued", "2023-09-22")
    page.refresh()
    page.sections.choose("F")
    qtbot.keyClicks(page.editor, "2 x 45 minutes")
    page.form.flush()
    qtbot.keyClicks(page.editor, " weekly")
    page.form.flush()
    plan = plans.versions(session.family, session.child_id)[0].plan.id
    assert plans.sections(session.family, plan)["F"].text == "2 x 45 minutes weekly"
    session.undo()
    assert page.form.editors["text"].value() == ""


def test_going_to_another_section_keeps_what_was_typed(
    page: PlanPage, session: Session, qtbot: QtBot
) -> None:
    issue(session, "final_plan_issued", "2023-09-22")
    page.refresh()
    page.sections.choose("B")
    qtbot.keyClicks(page.editor, "Talking is hard")
    page.sections.choose("F")
    assert page.form.editors["text"].value() == ""
    page.sections.choose("B")
    assert page.form.editors["text"].value() == "Talking is hard"


def test_a_section_is_opened_and_typed_by_keyboard_alone(
    page: PlanPage, session: Session, qtbot: QtBot
) -> None:
    issue(session, "final_plan_issued", "2023-09-22")
    page.refresh()
    page.sections.setFocus()
    page.sections.choose("A")
    qtbot.keyClick(page.sections, Qt.Key.Key_Down)
    qtbot.keyClick(page.sections, Qt.Key.Key_Return)
    assert page.focusWidget() is page.editor
    assert page.editor.accessibleName() == "Text of Section B: Needs"


def test_the_paper_of_a_version_is_listed(page: PlanPage, session: Session) -> None:
    event = issue(session, "final_plan_issued", "2023-09-22")
    papers.attach_bytes(session.family, session.child_id, ("plan.pdf", b"x"), event.id)
    page.refresh()
    assert page.findChild(PaperRows).isVisible()


def test_a_pasted_plan_fills_its_sections_and_can_be_undone(
    page: PlanPage, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def paste(dialog: PastePlanDialog) -> int:
        dialog.text.setPlainText("Section A\nTrains.\nSection F\nSpeech therapy.")
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(PastePlanDialog, "exec", paste)
    issue(session, "final_plan_issued", "2023-09-22")
    page.refresh()
    page.paste.click()
    assert plans.versions(session.family, session.child_id)[0].sections == ("A", "F")
    session.undo()
    assert plans.versions(session.family, session.child_id)[0].sections == ()


def test_a_search_for_a_section_shows_its_version(page: PlanPage, session: Session) -> None:
    issue(session, "final_plan_issued", "2023-09-22")
    issue(session, "amended_plan_issued", "2025-08-29")
    page.refresh()
    first = plans.versions(session.family, session.child_id)[1].plan.id
    section = plans.keep_section(session.family, plans.sections(session.family, first)["K"])
    page.show_target(section=section.id)
    assert page.version is not None
    assert (page.version.plan.id, page.sections.current()) == (first, "K")
