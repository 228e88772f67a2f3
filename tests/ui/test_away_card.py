"""While you were away: what is new since the last look, once a day, on this computer."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLabel, QPushButton

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events
from ehcp_desktop.services.family import Family
from ehcp_desktop.ui.away_card import AwayCard
from ehcp_desktop.ui.last_look import last_look
from ehcp_desktop.ui.session import Session
from ehcp_desktop.ui.today_page import TodayPage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ehcp_desktop.domain.people import Child

    Look = Callable[[date], TodayPage]

DUE = date(2026, 12, 4)
DAY = timedelta(days=1)


@pytest.fixture
def look(family: Family, child: Child, tmp_path: Path, qtbot: QtBot) -> Look:
    """Return what opens the record on a day and shows Today; a promise in it is due on DUE."""
    said, by = When.day(date(2026, 11, 2)), When.day(DUE)
    promise = Event(child=child.id, kind="promise_made", on=said, by=by, summary="A programme")
    events.log(family, promise)
    family.close()

    def opened(on: date) -> TodayPage:
        session = Session(lambda: on)
        session.open(Family.open(tmp_path / "family.ehcp", None, lambda: on, read_only=True))
        page = TodayPage(session, lambda to, **target: None)
        qtbot.addWidget(page)
        page.refresh()
        return page

    return opened


def told(page: TodayPage) -> list[str]:
    cards = [one for one in page.findChildren(AwayCard) if not one.isHidden()]
    return [
        label.text().replace("\u00a0", " ") for one in cards for label in one.findChildren(QLabel)
    ]


def test_the_first_look_ever_tells_nothing(look: Look) -> None:
    assert told(look(DUE + DAY)) == []


def test_what_came_since_the_last_look_is_told(look: Look) -> None:
    look(DUE - 10 * DAY)
    assert told(look(DUE + DAY)) == [
        "While you were away",
        "You last looked at this record on Tuesday 24 November 2026.",
        "The day has passed",
        "Friday 4 December 2026: A programme",
    ]


def test_it_is_told_once_a_day(look: Look) -> None:
    look(DUE - 10 * DAY)
    assert told(look(DUE + DAY))
    assert told(look(DUE + DAY)) == []


def test_it_stays_while_the_page_is_filled_again_until_it_is_closed(look: Look) -> None:
    look(DUE - 10 * DAY)
    page = look(DUE + DAY)
    page.refresh()
    (card,) = (one for one in page.findChildren(AwayCard) if not one.isHidden())
    card.findChild(QPushButton).click()
    assert told(page) == []


def test_with_nothing_new_there_is_no_card(look: Look) -> None:
    look(date(2026, 11, 5))
    assert told(look(date(2026, 11, 8))) == []


def test_the_days_of_the_newest_records_alone_are_kept(session: Session) -> None:
    settings = QSettings()
    settings.beginGroup("seen")
    for number in range(300):
        settings.setValue(f"{number:032}", "2020-01-01")
    assert last_look(session) is None
    assert len(settings.childKeys()) == 200
    assert settings.value(session.family.store.identity) == "2026-11-22"


def test_a_clock_that_was_set_back_is_no_time_away(look: Look) -> None:
    look(DUE + 10 * DAY)
    assert told(look(DUE + DAY)) == []
