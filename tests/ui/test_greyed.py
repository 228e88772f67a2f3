"""What cannot be pressed now says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget

from ehcp_desktop.ui.add_dialog import AddDialog
from ehcp_desktop.ui.add_kinds import ANY
from ehcp_desktop.ui.import_dialog import ImportDialog
from ehcp_desktop.ui.pages import PAGES
from ehcp_desktop.ui.paste_plan_dialog import PastePlanDialog
from ehcp_desktop.ui.session import Session

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ehcp_desktop.services.family import Family
    from ehcp_desktop.ui.pages import PageEntry

WRITING = [entry for entry in PAGES if entry.id not in ("today", "rights")]


def greyed(page: QWidget) -> list[QAbstractButton]:
    return [one for one in page.findChildren(QAbstractButton) if not one.isEnabled()]


def why(part: QWidget) -> str:
    """Return what is said of a part, or of the form that it stands in."""
    above = part.parentWidget()
    return part.accessibleDescription() or (why(above) if above is not None else "")


@pytest.fixture(params=["nothing in it", "the made-up family"])
def for_reading(
    request: pytest.FixtureRequest, session: Session, monkeypatch: pytest.MonkeyPatch
) -> Session:
    """Return a session whose record may only be read, with nothing in it and with much."""
    if request.param != "nothing in it":
        made_up: Family = request.getfixturevalue("example_family")
        session.open(made_up)
    monkeypatch.setattr(Session, "read_only", property(lambda _: True))
    return session


@pytest.mark.parametrize("entry", WRITING, ids=lambda entry: entry.id)
def test_what_is_greyed_in_a_record_for_reading_only_says_why(
    for_reading: Session, qtbot: QtBot, entry: PageEntry
) -> None:
    page = entry.build(for_reading, lambda *_, **__: None)
    qtbot.addWidget(page)
    page.refresh()
    assert greyed(page)
    for one in greyed(page):
        assert why(one), one.text() or one.accessibleName()


def test_an_empty_story_says_that_it_has_nothing_to_save(session: Session, qtbot: QtBot) -> None:
    (story,) = (entry for entry in PAGES if entry.id == "story")
    page = story.build(session, lambda *_, **__: None)
    qtbot.addWidget(page)
    page.refresh()
    assert [one.toolTip() for one in greyed(page)] == ["Nothing is in the story yet to be saved."]


def test_nothing_can_be_added_before_it_is_said_what(session: Session, qtbot: QtBot) -> None:
    dialog = AddDialog(session)
    qtbot.addWidget(dialog)
    assert dialog.finish.isEnabled()
    dialog.kinds.chosen.emit(ANY)
    assert not dialog.finish.isEnabled()
    assert dialog.finish.accessibleDescription() == "Choose what happened first"


def test_a_plan_is_pasted_before_its_sections_are_filled(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = PastePlanDialog(parent)
    assert dialog.fill.accessibleDescription().startswith("Paste the plan above first.")
    dialog.text.insertPlainText("no headings")
    assert dialog.fill.accessibleDescription().startswith("No section headings found.")
    dialog.text.insertPlainText("\nSection A\nSam likes trains.")
    assert dialog.fill.isEnabled()
    assert not dialog.fill.accessibleDescription()


def test_a_spreadsheet_is_chosen_before_it_is_taken_in(session: Session, qtbot: QtBot) -> None:
    dialog = ImportDialog(session)
    qtbot.addWidget(dialog)
    assert not dialog.take.isEnabled()
    assert dialog.take.accessibleDescription().startswith("Choose a file that ends in .csv")
