"""The dates under Why?."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import diary, events
from ehcp_desktop.ui.why import show_why

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ehcp_desktop.ui.session import Session


@pytest.mark.parametrize(
    ("kind", "rule", "there", "gone"),
    [
        ("amended_plan_issued", "review_next", "No later than", "Act on this date"),
        ("review_meeting_held", "review_decision", "Act on this date", "Latest date"),
    ],
)
def test_one_day_takes_one_line(
    session: Session, qtbot: QtBot, kind: str, rule: str, there: str, gone: str
) -> None:
    event = Event(child=session.child_id, kind=kind, on=When.parse("2026-06-02"))
    events.log(session.family, event)
    due = next(one for one in diary.due(session.family) if one.rule.id == rule)
    asked = QWidget()
    qtbot.addWidget(asked)
    popup = show_why(session, due, asked, lambda *_args, **_target: None)
    said = [words.text() for words in popup.findChildren(QLabel)]
    assert there in said
    assert gone not in said
