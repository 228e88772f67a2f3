"""What the menu of a row on Today offers, and that it does it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar
from PySide6.QtWidgets import QPushButton, QWidget

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events
from ehcp_desktop.services.letters import writing
from ehcp_desktop.ui import exchange, places, today_words
from ehcp_desktop.ui.letter_situations import Situations
from ehcp_desktop.ui.parts.text import Counted
from ehcp_desktop.ui.remind_dialog import RemindDialog
from ehcp_desktop.ui.today_page import TodayPage

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QAction
    from pytestqt.qtbot import QtBot

    from ehcp_desktop.ui.session import Session

PROMISE = {"kind": "promise_made", "summary": "A new sensory programme"}
DRAFT, LETTER = {"kind": "draft_plan_received"}, "draft_plan_substandard"
REMINDERS = ["Remind me tomorrow", "Remind me in a week", "Remind me on a day…"]


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> TodayPage:
    made = TodayPage(session, lambda to, **target: None)
    session.changed.connect(made.refresh)
    qtbot.addWidget(made)
    return made


def happened(session: Session, on: date, **said: str) -> Event:
    by = When.day(date(2026, 12, 4)) if said["kind"] == "promise_made" else None
    event = Event(child=session.child_id, on=When.day(on), by=by, **said)  # type: ignore[arg-type]
    return events.log(session.family, event)


def pressable(page: TodayPage) -> dict[str, QPushButton]:
    """Return the buttons of the page by their words."""
    return {one.text(): one for one in page.findChildren(QPushButton)}


def menu(page: TodayPage, about: str) -> dict[str, QAction]:
    """Return what the menu of the row about something offers."""
    page.refresh()
    named = f"More choices: {about}"
    found = [one for one in page.findChildren(QPushButton) if one.accessibleName() == named]
    return {action.text(): action for action in found[-1].menu().actions()}


def test_a_promise_can_be_kept_put_off_and_put_into_a_calendar(
    page: TodayPage, session: Session
) -> None:
    happened(session, date(2026, 11, 2), **PROMISE)
    offered = list(menu(page, PROMISE["summary"]))
    assert offered == ["They have done it", *REMINDERS, "Add to your calendar…"]


def test_remind_me_tomorrow_takes_the_row_away_until_then(
    page: TodayPage, session: Session, qtbot: QtBot
) -> None:
    happened(session, date(2026, 11, 2), **PROMISE)
    with qtbot.waitSignal(session.said) as said:
        menu(page, PROMISE["summary"])["Remind me tomorrow"].trigger()
    assert said.args[0].replace("\u00a0", " ") == "Put aside until Monday 23 November 2026"
    assert [one.deadline.rule.id for one, _ in session.agenda().aside] == ["promise"]


def test_what_was_promised_is_done_with_one_press_that_can_be_undone(
    page: TodayPage, session: Session
) -> None:
    happened(session, date(2026, 11, 2), **PROMISE)
    menu(page, PROMISE["summary"])["They have done it"].trigger()
    assert session.agenda().is_empty
    session.undo()
    assert len(session.agenda().coming) == 1


def test_a_window_that_ends_within_a_week_cannot_wait_for_a_week(
    page: TodayPage, session: Session
) -> None:
    happened(session, date(2026, 11, 10), **DRAFT)
    offered = menu(page, "Your answer to the draft plan")
    assert "Remind me tomorrow" in offered
    assert "Remind me in a week" not in offered


def test_a_day_of_their_own_within_a_week_stands_first_with_its_letter(
    page: TodayPage, session: Session
) -> None:
    happened(session, date(2026, 3, 2), kind="review_meeting_held")
    draft = happened(session, date(2026, 11, 10), **DRAFT)
    page.refresh()
    titles = [one.words.text() for one in page.findChildren(Counted)]
    assert titles[:2] == ["Yours to do within a week", "Late"]
    assert "Write the letter" in pressable(page)
    prepared = writing.prepare(session.family, LETTER, session.child, draft.id, blanks=True)
    writing.save_draft(session.family, prepared)
    page.refresh()
    assert "Go on with the letter" in pressable(page)


def test_its_letter_is_the_first_that_is_offered(session: Session, qtbot: QtBot) -> None:
    happened(session, date(2026, 3, 2), kind="review_meeting_held")
    happened(session, date(2026, 11, 10), **DRAFT)
    offered = Situations(session)
    qtbot.addWidget(offered)
    offered.refresh()
    assert next(one.id for one in offered.items()) == LETTER
    assert offered.first()[0] == LETTER


def test_a_question_is_answered_where_it_is_asked(page: TodayPage, session: Session) -> None:
    event = happened(session, date(2026, 11, 10), kind="suspended")
    page.refresh()
    pressable(page)["1 to 5 school days in a row"].click()
    (answer,) = session.family.store.answers.all(event=event.id)
    assert answer.value == "up_to_5"
    assert session.agenda().is_empty


def test_a_record_that_is_only_read_still_fills_a_calendar(
    page: TodayPage, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened(session, date(2026, 11, 2), **PROMISE)
    monkeypatch.setattr(type(session), "read_only", True)
    assert list(menu(page, PROMISE["summary"])) == ["Add to your calendar…"]


def test_one_date_is_saved_for_the_calendar(
    page: TodayPage, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened(session, date(2026, 11, 2), **PROMISE)
    suggested: list[str] = []

    def chosen(_parent: QWidget, _title: str, name: str, _kinds: str) -> Path:
        suggested.append(name)
        return tmp_path / name

    monkeypatch.setattr(places, "ask_where", chosen)
    menu(page, PROMISE["summary"])["Add to your calendar…"].trigger()
    (one,) = Calendar.from_ical((tmp_path / suggested[0]).read_bytes()).walk("VEVENT")
    assert (one["SUMMARY"], one.decoded("DTSTART")) == (
        f"Sam: {PROMISE['summary']}",
        date(2026, 12, 4),
    )


def test_all_dates_are_saved_for_the_calendar(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    happened(session, date(2026, 11, 2), **PROMISE)
    happened(session, date(2026, 11, 10), **DRAFT)
    monkeypatch.setattr(places, "ask_where", lambda *_: tmp_path / "dates.ics")
    with qtbot.waitSignal(session.offered):
        exchange.save_calendar(session, QWidget())
    held = Calendar.from_ical((tmp_path / "dates.ics").read_bytes()).walk("VEVENT")
    assert len(held) >= 2


def test_with_nothing_open_the_window_says_so(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(places, "ask_where", lambda *_: tmp_path / "dates.ics")
    with qtbot.waitSignal(session.refused) as refused:
        exchange.save_calendar(session, QWidget())
    assert "nothing to put" in refused.args[0]


@pytest.fixture
def waits() -> list[date]:
    return []


@pytest.fixture
def dialog(waits: list[date], today: date, qtbot: QtBot) -> RemindDialog:
    def wait(day: date) -> bool:
        waits.append(day)
        return day < today + timedelta(days=30)

    made = RemindDialog(lambda: today, date(2026, 12, 20), wait)
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("typed", "day"), [("Friday", date(2026, 11, 27)), ("2 December", date(2026, 12, 2))]
)
def test_the_day_is_read_as_one_to_come(
    dialog: RemindDialog, waits: list[date], typed: str, day: date
) -> None:
    dialog.day.line.setText(typed)
    dialog.put_aside()
    assert (waits, dialog.result()) == ([day], RemindDialog.DialogCode.Accepted)


@pytest.mark.parametrize("typed", ["", "soon", "December 2026"])
def test_without_a_day_it_stays_open_and_says_what_to_write(
    dialog: RemindDialog, waits: list[date], typed: str
) -> None:
    dialog.day.line.setText(typed)
    dialog.put_aside()
    assert (waits, dialog.result()) == ([], 0)
    assert dialog.field.problem is not None
    assert "Write" in dialog.field.problem.text()


def test_a_day_that_is_refused_leaves_it_open(dialog: RemindDialog) -> None:
    dialog.day.line.setText("31 December 2026")
    dialog.put_aside()
    assert dialog.result() == 0


def test_a_letter_one_has_is_put_aside_with_the_offer_to_add_it(
    page: TodayPage, session: Session, qtbot: QtBot
) -> None:
    happened(session, date(2026, 6, 2), kind="review_meeting_held")
    late = next(one for one in session.agenda().late if one.letter == "review_decision_overdue")
    with qtbot.waitSignal(session.offered) as offered:
        menu(page, late.deadline.rule.title)["I do have it"].trigger()
    assert offered.args[1] == "Add it now"
    assert late not in session.agenda().late


@pytest.mark.parametrize(
    ("first", "then", "state"),
    [
        ("2026-06-02", "2026-07-20", "came 20 days late"),
        ("2026-06", "2026-08", "came at least 4 days late"),
    ],
)
def test_what_came_late_is_shown_as_its_question_and_can_be_settled(
    page: TodayPage, session: Session, first: str, then: str, state: str
) -> None:
    for kind, on in (("review_meeting_held", first), ("review_decision_received", then)):
        event = Event(child=session.child_id, kind=kind, outcome="", on=When.parse(on))
        events.log(session.family, event)
    (matter,) = [one for one in session.agenda().look_at if one.letter == "la_complaint"]
    said = today_words.Said(matter, session)
    assert said.title.endswith("Do you want to complain about the delay?")
    shown = said.state[1].replace("\u00a0", " ")
    assert (shown, said.state[2], said.answer_kind) == (state, "gold", "")
    menu(page, said.title)["It is settled"].trigger()
    assert said.title in [
        today_words.Said(one, session).title for one, _ in session.agenda().aside
    ]


def test_each_step_that_came_late_is_named_where_one_question_is_about_all(
    session: Session,
) -> None:
    steps = {
        "review_meeting_held": date(2026, 6, 2),
        "amendment_notice_received": date(2026, 7, 20),
        "amended_plan_issued": date(2026, 10, 20),
    }
    for kind, on in steps.items():
        happened(session, on, kind=kind)
    (matter,) = [one for one in session.agenda().look_at if one.letter == "la_complaint"]
    said = today_words.Said(matter, session)
    assert said.title.startswith("The changed plan after the review of 2 June 2026")
    assert "The decision after the review of 2 June 2026 is recorded 20 days late." in said.detail
    assert "The notice of the changes" not in said.detail


def test_what_no_letter_can_answer_is_settled_and_shown_so(
    page: TodayPage, session: Session
) -> None:
    happened(session, date(2026, 9, 7), kind="part_time_timetable_started")
    (found,) = session.agenda().look_at
    choices = menu(page, found.concern.question)
    assert "Waiting for post" not in choices
    choices["It is settled"].trigger()
    ((matter, answer),) = session.agenda().aside
    assert today_words.answered(answer, matter) == "It is settled"
