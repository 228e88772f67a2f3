from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.people import Child
from ehcp_desktop.domain.when import When
from ehcp_desktop.services.children import start_record
from ehcp_desktop.services.events import log
from ehcp_desktop.ui import exchange
from ehcp_desktop.ui.parts.layouts import BoxedList, Card
from ehcp_desktop.ui.parts.rows import Row
from ehcp_desktop.ui.parts.text import Counted
from ehcp_desktop.ui.session import Session
from ehcp_desktop.ui.today_page import TodayPage
from ehcp_desktop.ui.year_line import YearAhead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from ehcp_desktop.services.family import Family

Gone = list[tuple[str, dict[str, object]]]


@pytest.fixture
def looked_at(example_family: Family, today: date) -> Iterator[Session]:
    opened = Session(lambda: today)
    opened.open(example_family)
    yield opened
    opened.close()


def shown(session: Session, qtbot: QtBot, gone: Gone | None = None) -> TodayPage:
    page = TodayPage(session, lambda to, **target: (gone or []).append((to, target)))
    qtbot.addWidget(page)
    page.resize(1180, 860)
    page.refresh()
    page.show()
    qtbot.waitUntil(page.isVisible)
    return page


def in_reading_order(page: QWidget) -> list[str]:
    titles = [one for one in page.findChildren(Counted) if one.isVisible()]
    return [one.words.text() for one in titles]


def test_what_is_late_is_read_before_what_goes_well(looked_at: Session, qtbot: QtBot) -> None:
    titles = in_reading_order(shown(looked_at, qtbot))
    assert titles[0].startswith("Late")
    assert titles[-2:] == ["Going well", "The year ahead"]


def test_no_card_asks_about_a_review_after_which_another_was_held(
    session: Session, qtbot: QtBot
) -> None:
    for on in ("2023-03-10", "2026-11-17"):  # the newer one has nothing late yet
        held = Event(child=session.child_id, kind="review_meeting_held", on=When.parse(on))
        log(session.family, held)
    page = shown(session, qtbot)
    assert len(session.agenda().late) == 2
    assert not [one for one in page.findChildren(Card) if "2023" in one.accessibleName()]
    late = next(one for one in page.findChildren(BoxedList) if one.accessibleName() == "Late")
    assert len(late.findChildren(Row)) == 2


def test_the_parts_of_every_row_stand_in_the_same_columns(
    looked_at: Session, qtbot: QtBot
) -> None:
    page = shown(looked_at, qtbot)
    rows = [row for row in page.findChildren(Row) if row.isVisible()]
    days = [one for one in page.findChildren(QLabel) if one.text().endswith(("2026", "2027"))]
    dates = {one.mapTo(page, one.rect().topLeft()).x() for one in days if _is_day(one)}
    menus = [one for one in page.findChildren(QPushButton) if one.menu() and one.parent()]
    spots = {one.mapTo(page, one.rect().topLeft()).x() for one in menus if _row_of(one)}
    assert len(rows) > 2
    assert len(dates) == 1
    assert len(spots) == 1


def _is_day(shown: QLabel) -> bool:
    return _row_of(shown) is not None and shown.text().partition(" ")[0].endswith("day")


def _row_of(widget: QWidget) -> Row | None:
    above = widget.parentWidget()
    while above is not None and not isinstance(above, Row):
        above = above.parentWidget()
    return above


def test_the_day_that_a_reply_is_awaited_is_in_the_year_ahead(
    looked_at: Session, qtbot: QtBot
) -> None:
    waiting = [one for one in looked_at.agenda().awaited if one.deadline.state == "waiting"]
    assert waiting
    page = shown(looked_at, qtbot)
    words = " ".join(label.text() for label in page.findChild(YearAhead).findChildren(QLabel))
    assert waiting[0].deadline.trigger.summary[:20] in words


def test_a_review_nobody_recorded_is_added_with_one_press(
    family: Family, today: date, qtbot: QtBot
) -> None:
    child = Child(name="Sam", born=date(2015, 3, 14), authority="Northmoor Council")
    start_record(family, child, When.day(date(2024, 6, 3)), "yes")
    session = Session(lambda: today)
    session.open(family)
    gone: Gone = [("", {})]
    page = shown(session, qtbot, gone)
    buttons = [one for one in page.findChildren(QPushButton) if one.isVisible()]
    (add,) = (one for one in buttons if one.text() == "Had a review meeting? Add it")
    add.click()
    assert gone[-1][1]["kind"] == "review_meeting_held"
    choices = [action.text() for one in buttons if one.menu() for action in one.menu().actions()]
    assert "Waiting for post" not in choices
    session.close()


def test_a_limit_of_a_move_that_is_not_known_says_what_it_needs(
    session: Session, qtbot: QtBot
) -> None:
    on = When.parse("2027-09-01")
    move = Event(child=session.child_id, kind="phase_transfer_planned", on=on)
    session.family.store.events.save(move)
    page = shown(session, qtbot)
    words = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "It needs to know which move it is" in words
    assert "only if the plan is to change" not in words


def test_what_only_asks_says_no_more_than_its_question(session: Session, qtbot: QtBot) -> None:
    told = Event(child=session.child_id, kind="suspended", on=When.day(session.today()))
    session.family.store.events.save(told)
    said = [one.text() for one in shown(session, qtbot).findChildren(QLabel)]
    assert "The governors\nSay how long the suspension is." in said


def test_the_year_ahead_leads_to_paper_and_to_the_calendar(
    looked_at: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    went: list[str] = []
    for name in ("offer_year", "save_calendar"):
        monkeypatch.setattr(exchange, name, lambda *_, to=name: went.append(to))
    page = shown(looked_at, qtbot)
    for words in ("Print or save…", "Put into your calendar…"):
        next(one for one in page.findChildren(QPushButton) if one.text() == words).click()
    assert went == ["offer_year", "save_calendar"]
