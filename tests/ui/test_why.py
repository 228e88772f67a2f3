"""The dates under Why?."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import diary, events
from ehcp_desktop.ui import places
from ehcp_desktop.ui.why import show_why

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ehcp_desktop.ui.session import Session


@pytest.fixture
def asked(qtbot: QtBot) -> QWidget:
    """Return the link that asks."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("kind", "rule", "there", "gone"),
    [
        ("amended_plan_issued", "review_next", "No later than", "Act on this date"),
        ("review_meeting_held", "review_decision", "Act on this date", "Latest date"),
    ],
)
def test_one_day_takes_one_line(
    session: Session, asked: QWidget, kind: str, rule: str, there: str, gone: str
) -> None:
    event = Event(child=session.child_id, kind=kind, on=When.parse("2026-06-02"))
    events.log(session.family, event)
    due = next(one for one in diary.due(session.family) if one.rule.id == rule)
    popup = show_why(session, due, asked, lambda *_args, **_target: None)
    said = [words.text() for words in popup.findChildren(QLabel)]
    assert there in said
    assert gone not in said


def calendar_links(popup: QWidget) -> list[QPushButton]:
    return [
        one for one in popup.findChildren(QPushButton) if one.text() == "Add to your calendar…"
    ]


def test_the_day_can_go_into_the_calendar_from_its_explanation(
    session: Session, asked: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Event(child=session.child_id, kind="review_meeting_held", on=When.parse("2026-11-20"))
    events.log(session.family, held)
    due = next(one for one in diary.due(session.family) if one.rule.id == "review_decision")
    monkeypatch.setattr(places, "ask_where", lambda *_: tmp_path / "day.ics")
    (link,) = calendar_links(show_why(session, due, asked, lambda *_args, **_target: None))
    link.click()
    assert b"SUMMARY:Sam: Written decision" in (tmp_path / "day.ics").read_bytes()


def test_what_is_settled_is_not_offered_to_the_calendar(session: Session, asked: QWidget) -> None:
    for kind, on in (
        ("review_meeting_held", "2026-06-02"),
        ("review_report_received", "2026-06-09"),
    ):
        events.log(session.family, Event(child=session.child_id, kind=kind, on=When.parse(on)))
    due = next(one for one in diary.due(session.family) if one.rule.id == "review_report")
    popup = show_why(session, due, asked, lambda *_args, **_target: None)
    assert due.state == "met"
    assert not calendar_links(popup)
