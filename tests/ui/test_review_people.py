"""The people of a review, by keyboard alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.invitee import Invitee
from ehcp_desktop.domain.people import Contact
from ehcp_desktop.domain.review import Review
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import EhcpError
from ehcp_desktop.services import events, papers, people, people_typed, review_people, reviews
from ehcp_desktop.ui import places
from ehcp_desktop.ui.invitee_popups import FactPopup, PersonPopup
from ehcp_desktop.ui.parts.fields import DateField
from ehcp_desktop.ui.parts.scrolling import ScrollArea
from ehcp_desktop.ui.review_people import ReviewPeople
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from ehcp_desktop.ui.session import Session
    from ehcp_desktop.ui.theme import Theme

    Went = list[tuple[str, dict[str, object]]]

WIDE, NARROW = 70, 40  # em


@pytest.fixture
def today() -> date:
    return date(2026, 5, 25)  # six days past the limit for the papers


@pytest.fixture
def review(session: Session) -> Review:
    meeting = Event(
        child=session.child_id, kind="review_meeting_arranged", on=When.parse("2026-06-02")
    )
    logged = events.log(session.family, meeting)
    return session.family.store.reviews.get(str(logged.review))


@pytest.fixture
def went() -> Went:
    return []


@pytest.fixture
def tab(session: Session, review: Review, qtbot: QtBot, went: Went) -> ReviewPeople:
    made = ReviewPeople(session, lambda page, **target: went.append((page, target)))
    qtbot.addWidget(made)
    session.changed.connect(lambda: show(made, session))
    made.resize(em(WIDE), 900)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    show(made, session)
    return made


@pytest.fixture
def bell(session: Session, review: Review, tab: ReviewPeople) -> Invitee:
    """Return a SENCO who is in the grid, with the table in focus on her."""
    (added,) = review_people.add(session.family, review.id, "Mrs Bell, SENCO")
    show(tab, session)
    tab.table.setFocus()
    return added


@pytest.fixture
def large(theme: Theme) -> Iterator[Theme]:
    theme.set_size(200)
    yield theme
    theme.set_size(100)


def show(tab: ReviewPeople, session: Session) -> None:
    (overview,) = reviews.overviews(session.family, session.child_id)
    tab.show_review(overview)


def press(key: Qt.Key, times: int = 1) -> None:
    for _ in range(times):
        QTest.keyClick(focused(), key)


def focused() -> QWidget:
    popup = QApplication.activePopupWidget()
    found = popup.focusWidget() if popup else QApplication.focusWidget()
    assert found is not None
    return found


def one(session: Session) -> Invitee:
    (found,) = session.family.store.invitees.all()
    return found


# ---- Filling the grid


def test_an_empty_grid_says_what_goes_here_and_begins_in_one_press(
    tab: ReviewPeople, session: Session
) -> None:
    people.add_person(session.family, Contact(name="Mrs Bell"), "SENCO", session.child)
    assert not tab.table.isVisible()
    assert "who was there" in tab.told.text()
    tab.adding.begin.setFocus()
    press(Qt.Key.Key_Space)
    assert [line.person.name for line in tab.table.people.lines] == [
        "Sam Example",
        "Mrs Bell",
        "Anyshire County Council",
    ]


def test_a_name_and_enter_add_someone_and_the_next_can_be_typed(
    tab: ReviewPeople, session: Session
) -> None:
    tab.adding.name.setFocus()
    for typed in ("Mrs Bell, SENCO", "Leah, therapist"):
        QTest.keyClicks(focused(), typed)
        press(Qt.Key.Key_Return)
    found = session.family.store.invitees.all()
    assert [(who.name, who.role) for who in found] == [
        ("Mrs Bell", "SENCO"),
        ("Leah", "therapist"),
    ]
    assert focused() is tab.adding.name


@pytest.mark.parametrize("leave", ["the program", "another tab", "another review"])
def test_people_who_are_being_typed_are_never_lost(
    tab: ReviewPeople, session: Session, review: Review, leave: str
) -> None:
    tab.adding.name.setFocus()
    QTest.keyClicks(focused(), "Mrs Bell, SENCO")
    tab.adding.ask_list.click()
    tab.adding.several.set_value("Leah, therapist\n, physio\n, social worker")
    other = Review(child=session.child_id)
    {
        "the program": session.leaving.emit,
        "another tab": tab.hide,
        "another review": lambda: tab.adding.show_review(other),
    }[leave]()
    kept = review_people.invitees(session.family, review.id)
    assert [(who.name, who.role) for who in kept] == [("Mrs Bell", "SENCO"), ("Leah", "therapist")]
    tab.adding.show_review(other)
    assert not tab.adding.several.value()
    tab.adding.show_review(review)
    assert tab.adding.several.value() == ", physio\n, social worker"
    tab.adding.several.clear()
    session.leaving.emit()
    assert not people_typed.left(session.family, review)


def no_room(*_: object) -> None:
    raise EhcpError("The disk is full.")


def test_what_cannot_be_kept_stays_in_its_field(
    tab: ReviewPeople, session: Session, review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab.adding.name.set_value("Mrs Bell, SENCO")
    with monkeypatch.context() as refused:
        refused.setattr(session.family.store.invitees, "save_all", no_room)
        session.leaving.emit()
    assert tab.adding.name.value() == "Mrs Bell, SENCO"


def test_a_list_that_is_pasted_adds_several(tab: ReviewPeople, session: Session) -> None:
    QGuiApplication.clipboard().setText("Mrs Bell, SENCO\nLeah, therapist\n")
    tab.adding.name.setFocus()
    QTest.keySequence(focused(), QKeySequence(QKeySequence.StandardKey.Paste))
    assert session.family.store.invitees.count() == 2


def test_a_list_can_be_typed_in_a_field_of_its_own(tab: ReviewPeople, session: Session) -> None:
    tab.adding.ask_list.setFocus()
    press(Qt.Key.Key_Space)
    for typed in ("Mrs Bell, SENCO", "Leah, therapist"):
        QTest.keyClicks(focused(), typed)
        press(Qt.Key.Key_Return)
    tab.adding.add_all.setFocus()
    press(Qt.Key.Key_Space)
    assert session.family.store.invitees.count() == 2
    assert not tab.adding.several.isVisible()


def test_a_refusal_keeps_what_was_typed(tab: ReviewPeople, session: Session, qtbot: QtBot) -> None:
    tab.adding.name.setFocus()
    QTest.keyClicks(focused(), ", SENCO")
    with qtbot.waitSignal(session.refused):
        press(Qt.Key.Key_Return)
    assert tab.adding.name.value() == ", SENCO"


# ---- Saying what is known


def test_yes_and_a_day_are_one_step_to_undo_and_the_cell_stays_chosen(
    tab: ReviewPeople, session: Session, bell: Invitee
) -> None:
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Return)
    assert isinstance(QApplication.activePopupWidget(), FactPopup)
    press(Qt.Key.Key_Left, 2)  # from "Not known" to "Yes"
    assert one(session).invited == "yes"
    press(Qt.Key.Key_Tab)
    QTest.keyClicks(focused(), "5 May")
    press(Qt.Key.Key_Return)
    assert QApplication.activePopupWidget() is None
    assert (one(session).invited, one(session).invited_on) == ("yes", When.parse("2026-05-05"))
    assert (focused(), tab.table.current()) == (tab.table, (bell.id, "invited"))
    assert session.family.store.undo() == "Change who was invited"
    assert one(session) == bell


def test_a_day_alone_means_yes(tab: ReviewPeople, session: Session, bell: Invitee) -> None:
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Tab)
    QTest.keyClicks(focused(), "5 May")
    press(Qt.Key.Key_Escape)
    assert one(session).invited_on == When.parse("2026-05-05")


def test_a_day_that_cannot_be_read_stays_open_on_enter_and_is_named_when_left(
    tab: ReviewPeople, session: Session, bell: Invitee, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Tab)
    QTest.keyClicks(focused(), "the 5th of Brumaire")
    press(Qt.Key.Key_Return)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, FactPopup)
    assert popup.day.echo.isVisible()
    with qtbot.waitSignal(session.said) as told:
        press(Qt.Key.Key_Escape)
    assert told.args[0].startswith("“the 5th of Brumaire” was not kept")


def test_no_has_no_day(tab: ReviewPeople, session: Session, bell: Invitee) -> None:
    given = replace(bell, received="yes", received_on=When.parse("2026-05-05"))
    review_people.keep(session.family, given)
    show(tab, session)
    press(Qt.Key.Key_Right, 4)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Return)
    assert (one(session).received, one(session).received_on) == ("no", None)


def test_who_came_is_chosen_without_a_day(
    tab: ReviewPeople, session: Session, bell: Invitee
) -> None:
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_Return)
    assert not QApplication.activePopupWidget().findChildren(DateField)[0].isVisible()
    press(Qt.Key.Key_Left)  # from "Not known" to "Did not come"
    press(Qt.Key.Key_Return)
    assert one(session).attendance == "absent"


def test_enter_on_a_name_opens_who_they_are(
    tab: ReviewPeople, session: Session, bell: Invitee
) -> None:
    press(Qt.Key.Key_Return)
    assert isinstance(QApplication.activePopupWidget(), PersonPopup)
    press(Qt.Key.Key_Tab)
    QTest.keyClicks(focused(), " and deputy head")
    press(Qt.Key.Key_Escape)
    assert one(session).role.endswith("and deputy head")


@pytest.mark.parametrize(("steps", "fact"), [(4, "received"), (5, "attendance")])
def test_delete_on_a_cell_empties_that_alone(
    tab: ReviewPeople, session: Session, bell: Invitee, steps: int, fact: str
) -> None:
    known = replace(bell, **{fact: "attended" if fact == "attendance" else "no"})
    review_people.keep(session.family, known)
    show(tab, session)
    press(Qt.Key.Key_Right, steps)
    press(Qt.Key.Key_Delete)
    assert one(session) == bell


def test_delete_on_a_name_takes_someone_away_and_offers_to_undo(
    tab: ReviewPeople, session: Session, bell: Invitee, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(session.said) as told:
        press(Qt.Key.Key_Delete)
    assert told.args == ["Mrs Bell is no longer in the grid.", True]
    session.undo()
    qtbot.waitUntil(lambda: session.family.store.invitees.all() == [bell])


def test_their_advice_is_attached_and_its_day_offered(
    tab: ReviewPeople,
    session: Session,
    bell: Invitee,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "advice.txt"
    path.write_text("advice")
    monkeypatch.setattr(places, "ask_for_file", lambda *_: path)
    press(Qt.Key.Key_Return)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    attach = next(b for b in popup.findChildren(QPushButton) if b.text().startswith("Take in"))
    attach.setFocus()
    press(Qt.Key.Key_Space)
    (paper,) = session.family.store.papers.all()
    assert one(session).paper == paper.id
    session.family.store.papers.save(replace(paper, dated=When.parse("2026-05-14")))
    show(tab, session)
    button_named(tab, "Yes, put it in").setFocus()
    press(Qt.Key.Key_Space)
    assert one(session).received_on == When.parse("2026-05-14")


def test_a_paper_of_the_record_is_chosen_as_their_advice(
    tab: ReviewPeople, session: Session, bell: Invitee
) -> None:
    for who in ("Someone else", "Mrs Bell"):
        paper = papers.attach_bytes(session.family, session.child_id, (f"{who}.txt", who.encode()))
        session.family.store.papers.save(replace(paper, who=who))
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Tab, 2)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Escape)
    (chosen,) = session.family.store.papers.many([str(one(session).paper)])
    assert chosen.who == "Mrs Bell"


def button_named(tab: ReviewPeople, words: str) -> QPushButton:
    found = (one for one in tab.findChildren(QPushButton) if one.text() == words)
    return next(one for one in found if one.isVisible())


# ---- What is seen and heard


def test_a_row_and_a_cell_are_each_a_sentence(
    tab: ReviewPeople, session: Session, bell: Invitee
) -> None:
    review_people.keep(session.family, replace(bell, asked="yes", received="no"))
    show(tab, session)
    table = QAccessible.queryAccessibleInterface(tab.table)
    every = [table.child(place) for place in range(table.childCount())]
    said = [cell.text(QAccessible.Text.Name) for cell in every if cell is not None]
    told = [words for words in said if words.startswith("Mrs Bell")]
    assert [told[0], told[4]] == [
        "Mrs Bell, SENCO: advice asked for, day not known; "
        "advice not received, 6 days past the limit.",
        "Mrs Bell, SENCO. It reached us: Not received, 6 days past the limit",
    ]


@pytest.mark.parametrize(
    ("today", "icon", "tone"),
    [
        (date(2026, 5, 19), "hourglass", "second"),
        (date(2026, 5, 25), "circle-alert", "late"),
        (date(2026, 6, 3), "minus", "second"),
    ],
    ids=["on the last day", "past it", "after the meeting"],
)
def test_missing_advice_is_red_only_past_the_limit_and_before_the_meeting(
    tab: ReviewPeople, session: Session, bell: Invitee, icon: str, tone: str
) -> None:
    review_people.keep(session.family, replace(bell, received="no"))
    show(tab, session)
    shown = tab.table.people.shown(tab.table.people.place(bell.id, "received"))
    assert (shown.icon, shown.tone) == (icon, tone)


def test_what_came_late_is_gold_with_an_icon_and_the_words(
    tab: ReviewPeople, session: Session, bell: Invitee
) -> None:
    late = replace(bell, received="yes", received_on=When.parse("2026-05-22"))
    review_people.keep(session.family, late)
    show(tab, session)
    shown = tab.table.people.shown(tab.table.people.place(bell.id, "received"))
    assert (shown.icon, shown.tone, shown.detail) == ("clock-alert", "gold", "3 days late")
    assert tab.told.text() == "1 later than the limit"


@pytest.mark.parametrize(("width", "columns"), [(WIDE, 6), (NARROW, 2)], ids=["wide", "narrow"])
def test_where_there_is_little_room_people_stand_under_each_other(
    tab: ReviewPeople, bell: Invitee, qtbot: QtBot, width: int, columns: int
) -> None:
    tab.resize(em(width), 900)
    qtbot.waitUntil(lambda: tab.table.people.columnCount() == columns)
    qtbot.waitUntil(lambda: everything_is_seen(tab))


def test_the_page_scrolls_to_the_cell_that_is_gone_to(
    tab: ReviewPeople, session: Session, bell: Invitee, review: Review, qtbot: QtBot
) -> None:
    more = "\n".join(f"Person {number}" for number in range(30))
    review_people.add(session.family, review.id, more)
    show(tab, session)
    page = ScrollArea()
    page.setWidget(tab)
    page.resize(em(WIDE), 400)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(lambda: tab.height() > tab.table.geometry().bottom() > em(60))
    tab.table.setFocus()
    press(Qt.Key.Key_Down, 25)
    seen = tab.table.mapTo(page, tab.table.rect_of(*tab.table.current()).center())
    assert page.rect().contains(seen)
    page.takeWidget()
    page.close()


def test_the_same_cell_opens_in_cards(
    tab: ReviewPeople, session: Session, bell: Invitee, qtbot: QtBot
) -> None:
    tab.resize(em(NARROW), 900)
    qtbot.waitUntil(lambda: tab.table.people.is_stacked)
    tab.table.choose(bell.id)
    press(Qt.Key.Key_Down, 4)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Return)
    assert one(session).received == "no"


def test_in_large_text_too(tab: ReviewPeople, bell: Invitee, large: Theme, qtbot: QtBot) -> None:
    tab.resize(560, 900)
    qtbot.waitUntil(lambda: tab.table.people.is_stacked)
    qtbot.waitUntil(lambda: everything_is_seen(tab))
    assert tab.minimumSizeHint().width() <= 560


def everything_is_seen(tab: ReviewPeople) -> bool:
    """Say whether the table has room for all its rows and columns."""
    table = tab.table
    across = table.horizontalHeader().length() <= table.viewport().width()
    return across and table.verticalHeader().length() <= table.viewport().height()


@pytest.mark.parametrize("stacked", [False, True], ids=["table", "cards"])
def test_the_model_is_sound(
    tab: ReviewPeople, bell: Invitee, qtmodeltester: ModelTester, *, stacked: bool
) -> None:
    tab.table.people.show(tab.table.people.lines, stacked=stacked)
    qtmodeltester.check(tab.table.people)


# ---- What follows


def test_whom_the_law_names_besides_is_said_gently_and_added_in_one_press(
    tab: ReviewPeople, session: Session, bell: Invitee
) -> None:
    assert tab.law.isVisible()
    tab.add_missing.setFocus()
    press(Qt.Key.Key_Space)
    assert session.family.store.invitees.count() == 5
    assert not tab.law.isVisible()


def test_who_is_missing_leads_to_the_letter_about_this_review(
    tab: ReviewPeople, session: Session, bell: Invitee, went: Went, review: Review
) -> None:
    review_people.keep(session.family, replace(bell, received="no"))
    show(tab, session)
    button_named(tab, "Write the letter").setFocus()
    press(Qt.Key.Key_Space)
    (meeting,) = session.family.store.events.all(review=review.id)
    assert went == [("letters", {"template": "review_papers_request", "about": meeting.id})]


def test_nobody_from_the_council_leads_to_the_letter_about_the_decision(
    tab: ReviewPeople, session: Session, bell: Invitee, went: Went, review: Review
) -> None:
    held = Event(
        child=session.child_id,
        kind="review_meeting_held",
        on=When.parse("2026-05-22"),
        review=review.id,
    )
    held = events.log(session.family, held)
    review_people.keep(session.family, replace(bell, attendance="attended"))
    show(tab, session)
    button_named(tab, "Write the letter").setFocus()
    press(Qt.Key.Key_Space)
    assert went == [("letters", {"template": "review_decision_ask", "about": held.id})]


def test_tab_leaves_the_grid_for_the_letter_under_it(
    tab: ReviewPeople, session: Session, bell: Invitee
) -> None:
    review_people.keep(session.family, replace(bell, received="no"))
    show(tab, session)
    press(Qt.Key.Key_Tab)
    assert focused() is button_named(tab, "Write the letter")


def test_advice_that_never_came_leads_to_the_letter_for_the_report(
    tab: ReviewPeople, session: Session, bell: Invitee, went: Went, review: Review
) -> None:
    on = When.parse("2026-05-04")
    held = Event(child=session.child_id, kind="review_meeting_held", on=on, review=review.id)
    held = events.log(session.family, held)
    review_people.keep(session.family, replace(bell, asked="yes"))
    show(tab, session)
    button_named(tab, "Write the letter").setFocus()
    press(Qt.Key.Key_Space)
    assert went == [("letters", {"template": "review_report_overdue", "about": held.id})]


def test_the_grid_is_kept_with_the_papers_in_one_press(
    tab: ReviewPeople, session: Session, bell: Invitee, qtbot: QtBot
) -> None:
    tab.file.setFocus()
    with qtbot.waitSignal(session.said) as told:
        press(Qt.Key.Key_Space)
    assert "25\u00a0May\u00a02026" in told.args[0]
    assert session.family.store.papers.count() == 1


def test_nothing_can_be_changed_in_a_record_that_is_open_for_reading(
    tab: ReviewPeople, session: Session, bell: Invitee, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(session), "read_only", property(lambda _: True))
    show(tab, session)
    press(Qt.Key.Key_Return)
    assert QApplication.activePopupWidget() is None
    greyed = (tab.adding.name, tab.adding.begin, tab.add_missing, tab.file)
    assert not any(part.isEnabled() for part in greyed)
    assert tab.print.isEnabled()
