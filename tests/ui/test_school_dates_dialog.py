"""The school's dates: typed in, taken from a file, and found from the child and from Why?."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.school_days import CLOSED, TERM
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import diary, events
from ehcp_desktop.services.school_calendar import dates_of
from ehcp_desktop.ui.person_card import ChildCard
from ehcp_desktop.ui.school_dates_dialog import SchoolDatesDialog
from ehcp_desktop.ui.why import show_why

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ehcp_desktop.ui.session import Session
    from ehcp_desktop.ui.theme import Theme

AUTUMN = (TERM, "3/9/2026", "18/12/2026", "Autumn term")
HALF_TERM = (CLOSED, "26/10/2026", "30/10/2026", "")
INSET = (CLOSED, "9/10/2026", "", "Training day")


@pytest.fixture
def large(theme: Theme) -> Iterator[Theme]:
    theme.set_size(200)
    yield theme
    theme.set_size(100)


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> SchoolDatesDialog:
    opened = SchoolDatesDialog(session)
    qtbot.addWidget(opened)
    return opened


def enter(dialog: SchoolDatesDialog, *entries: tuple[str, str, str, str]) -> None:
    for kind, first, last, name in entries:
        dialog.kind.set_value(kind)
        dialog.first.line.setText(first)
        dialog.last.line.setText(last)
        dialog.name.setText(name)
        dialog.add.click()


def press(part: QWidget, words: str) -> None:
    buttons = part.findChildren(QPushButton)
    next(one for one in buttons if one.text().replace("&", "") == words).click()


def said(part: QWidget) -> str:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return " ".join(words.text() for words in part.findChildren(QLabel)).replace("\u00a0", " ")


def test_what_is_typed_is_kept_and_shown(session: Session, dialog: SchoolDatesDialog) -> None:
    enter(dialog, AUTUMN, INSET)
    kept = [(one.kind, one.first, one.last) for one in dates_of(session.family, session.child_id)]
    assert kept == [
        (TERM, date(2026, 9, 3), date(2026, 12, 18)),
        (CLOSED, date(2026, 10, 9), date(2026, 10, 9)),
    ]
    assert "Term: Autumn term" in said(dialog)
    assert "Friday 9 October 2026" in said(dialog)


def test_a_half_term_that_is_missing_is_said_until_it_is_there(dialog: SchoolDatesDialog) -> None:
    enter(dialog, AUTUMN)
    assert "No half-term holiday is entered" in said(dialog)
    enter(dialog, HALF_TERM)
    assert "No half-term holiday is entered" not in said(dialog)


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [("", "", "Write the first day"), ("18/12/2026", "3/9/2026", "before the first")],
)
def test_what_cannot_be_is_refused_and_stays_as_typed(
    session: Session, dialog: SchoolDatesDialog, qtbot: QtBot, first: str, last: str, why: str
) -> None:
    with qtbot.waitSignal(session.refused) as refused:
        enter(dialog, (TERM, first, last, "Autumn term"))
    assert why in refused.args[0]
    assert dialog.name.value() == "Autumn term"
    assert dates_of(session.family, session.child_id) == []


def test_removing_one_can_be_undone(session: Session, dialog: SchoolDatesDialog) -> None:
    enter(dialog, AUTUMN)
    press(dialog, "Remove")
    assert dates_of(session.family, session.child_id) == []
    session.undo()
    assert len(dates_of(session.family, session.child_id)) == 1


def test_a_file_says_what_came_of_it(dialog: SchoolDatesDialog, tmp_path: Path) -> None:
    table = tmp_path / "school.csv"
    table.write_text("from,to,what\n3/9/2026,23/10/2026,Autumn 1\n9/10/2026,,Harvest fair\n")
    dialog.take_file(table)
    assert "1 added, 0 already there, 1 left out" in said(dialog)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("school.ics", "is not a calendar file"),
        ("school.pdf", "a calendar (.ics), a CSV file (.csv) or a spreadsheet (.xlsx)"),
    ],
)
def test_a_bad_file_is_refused_in_words(
    session: Session, dialog: SchoolDatesDialog, qtbot: QtBot, tmp_path: Path, name: str, why: str
) -> None:
    bad = tmp_path / name
    bad.write_text("hello")
    with qtbot.waitSignal(session.refused) as refused:
        dialog.take_file(bad)
    assert why in refused.args[0]


def test_fields_share_a_line_only_where_both_have_room(
    large: Theme, session: Session, qtbot: QtBot
) -> None:
    dialog = SchoolDatesDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.name.width() >= dialog.kind.sizeHint().width()


def test_it_is_opened_from_the_child_and_from_a_limit_that_needs_it(
    session: Session, qtbot: QtBot
) -> None:
    gone: list[str] = []

    def go(page_id: str, **_target: object) -> None:
        gone.append(page_id)

    told = Event(
        child=session.child_id, kind="exclusion_notified_to_governors", on=When.parse("2026-11-16")
    )
    events.log(session.family, told)
    due = next(one for one in diary.due(session.family) if one.rule.id == "excl_governors_15")
    card = ChildCard(session, go)
    qtbot.addWidget(card)
    press(card, "The school’s dates…")
    press(show_why(session, due, card, go), "Enter the school’s dates…")
    assert gone == ["school_dates", "school_dates"]


def test_a_term_without_its_last_day_is_asked_for_it(
    session: Session, dialog: SchoolDatesDialog, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(session.refused) as refused:
        enter(dialog, (TERM, "12/4/2027", "", "Summer term"))
    assert refused.args == ["Write the last day of the term too, like 18/12/2026."]
    assert dates_of(session.family, session.child_id) == []
