from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.people import Contact
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import diary, events, people
from ehcp_desktop.services.letters import answered, sending, writing
from ehcp_desktop.ui.add_dialog import AddDialog
from ehcp_desktop.ui.add_form import EventForm
from ehcp_desktop.ui.correspondence import Correspondence
from ehcp_desktop.ui.letter_sending import ArrivalDialog, SendingDialog
from ehcp_desktop.ui.parts.lists import Item
from ehcp_desktop.ui.parts.rows import Row
from ehcp_desktop.ui.parts.scrolling import ScrollArea
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from pytestqt.qtbot import QtBot

    from ehcp_desktop.domain.letter import Letter
    from ehcp_desktop.ui.session import Session

    Went = list[tuple[str, dict[str, object]]]


@pytest.fixture
def letter(session: Session) -> Letter:
    """Return a letter about a review that was emailed on 2 November, to be answered in a week."""
    family, child = session.family, session.child
    me = Contact(name="Siân O’Brien", is_sender=True)
    people.add_person(family, me, "mother", child)
    meeting = Event(child=child.id, kind="review_meeting_held")
    events.log(family, replace(meeting, on=When.parse("2026-06-02")))
    family.today = lambda: date(2026, 11, 2)
    written = writing.prepare(family, "review_decision_overdue", child)
    kept = writing.save_draft(family, written)
    sending.mark_sent(family, kept.id, date(2026, 11, 2), "email")
    family.today = session.today
    return family.store.letters.get(kept.id)


@pytest.fixture
def went() -> Went:
    return []


@pytest.fixture
def shown(session: Session, qtbot: QtBot, went: Went, letter: Letter) -> Correspondence:
    made = Correspondence(session, lambda page_id, **target: went.append((page_id, target)))
    qtbot.addWidget(made)
    session.changed.connect(made.refresh)
    made.resize(1100, 800)
    made.show()
    made.refresh()
    return made


def buttons(shown: QWidget) -> dict[str, QPushButton]:
    QApplication.processEvents()
    seen = (one for one in shown.findChildren(QPushButton) if one.isVisible())
    return {one.text().replace("&", ""): one for one in seen}


def first(shown: Correspondence) -> Item:
    found: Item = shown.list.model().data(shown.list.model().index(0, 0), 257)
    return found


def asked(session: Session) -> list[str]:
    found = diary.due(session.family, session.child_id)
    return [one.state for one in found if one.rule.id == "reply_asked"]


def test_a_sent_letter_says_how_long_its_answer_is_overdue(shown: Correspondence) -> None:
    assert first(shown).badge == (
        "hourglass",
        "13\u00a0days past the day you asked for",
        "second",
    )


def test_remind_them_writes_the_reminder_about_it(shown: Correspondence, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shown.write) as asked_for:
        buttons(shown.card)["Remind them"].click()
    assert asked_for.args == ["chaser", shown.list.current()]


def by_hand(session: Session, day: str) -> str:
    """Log a letter that was sent without the program, and return its id."""
    sent = Event(child=session.child_id, kind="letter", direction="sent")
    return events.log(session.family, replace(sent, on=When.parse(day))).id


@pytest.mark.parametrize(("day", "is_long"), [("2026-10-20", True), ("2026-11-15", False)])
def test_a_letter_logged_by_hand_can_be_reminded_of_after_weeks(
    shown: Correspondence, session: Session, qtbot: QtBot, day: str, is_long: bool
) -> None:
    sent = by_hand(session, day)
    shown.refresh()
    shown.choose(sent)
    found = buttons(shown.card).get("Write a reminder")
    assert (found is not None) is is_long
    if found is not None:
        with qtbot.waitSignal(shown.write) as asked_for:
            found.click()
        assert asked_for.args == ["chaser", sent]


def test_a_letter_logged_by_hand_that_was_answered_needs_no_reminder(
    shown: Correspondence, session: Session
) -> None:
    sent = by_hand(session, "2026-10-20")
    answer = Event(child=session.child_id, kind="email", direction="received", replies_to=sent)
    events.log(session.family, replace(answer, on=When.parse("2026-11-20")))
    shown.refresh()
    shown.choose(sent)
    assert "They answered…" in buttons(shown.card)
    assert "Write a reminder" not in buttons(shown.card)


def test_their_answer_is_linked_and_closes_what_waited(
    shown: Correspondence, session: Session, went: Went, qtbot: QtBot
) -> None:
    buttons(shown.card)["They answered…"].click()
    ((_, preset),) = went
    assert asked(session) == ["overdue"]
    kind = str(preset.pop("kind"))
    dialog = AddDialog(session, None, kind, **preset)
    qtbot.addWidget(dialog)
    dialog.finish.click()
    assert asked(session) == ["met_late"]
    shown.choose(str(preset["replies_to"]))
    assert "Remind them" not in buttons(shown.card)


def test_an_answered_letter_says_so(shown: Correspondence, session: Session) -> None:
    answer = Event(child=session.child_id, kind="email", direction="received")
    answer = replace(answer, on=When.parse("2026-11-20"), replies_to=shown.list.current())
    events.log(session.family, answer)
    shown.refresh()
    store = session.family.store
    assert shown.list.choose(store.events.all(kind="email", direction="sent")[0].id)
    assert any(words.startswith("Answered") for words in buttons(shown.card))


@pytest.mark.parametrize(("wide", "is_beside"), [(50, True), (40, False)])
def test_what_is_chosen_stands_beside_the_list_or_comes_into_sight(
    shown: Correspondence, qtbot: QtBot, wide: int, is_beside: bool
) -> None:
    page = ScrollArea()
    qtbot.addWidget(page)
    page.setWidget(shown)
    page.resize(em(wide), em(22))
    page.show()
    qtbot.waitUntil(lambda: is_beside is (shown.card.x() > shown.list.x()))
    shown.list.opened.emit(shown.list.current())
    qtbot.waitUntil(lambda: shown.card.visibleRegion().boundingRect().height() > em(9))
    shown.setParent(None)


def test_a_draft_can_be_gone_on_with_or_put_in_the_bin(
    shown: Correspondence, session: Session, went: Went
) -> None:
    family = session.family
    draft = writing.save_draft(family, writing.prepare(family, "chaser", session.child))
    shown.refresh()
    assert not shown.drafts.isHidden()
    buttons(shown.drafts)["Go on"].click()
    assert went == [("letters", {"letter": draft.id})]


def test_a_letter_is_found_by_itself_or_its_sending(
    shown: Correspondence, session: Session, letter: Letter
) -> None:
    sent = session.family.store.dispatches.all(letter=letter.id)[0]
    shown.choose(letter.id)
    assert shown.list.current() == sent.event


def test_only_what_was_said_and_written_is_correspondence(
    shown: Correspondence, session: Session
) -> None:
    promise = Event(child=session.child_id, kind="promise_made", who="Mrs Bell")
    events.log(session.family, replace(promise, on=When.parse("2026-11-03")))
    shown.refresh()
    assert shown.list.model().rowCount() == 1


def test_a_record_for_reading_only_offers_no_changes(
    shown: Correspondence, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(session), "read_only", property(lambda _: True))
    shown.refresh()
    assert list(buttons(shown.card)) == ["Open"]


def test_a_draft_says_that_the_law_was_updated_and_is_written_again(
    shown: Correspondence, session: Session
) -> None:
    family = session.family
    draft = writing.save_draft(family, writing.prepare(family, "chaser", session.child))
    family.store.letters.save(replace(draft, law="The law of last year."))
    shown.refresh()
    (row,) = shown.drafts.findChildren(Row)
    assert "by the law before an update" in row.accessibleName()
    next(one for one in menu_of(row) if one.text().startswith("Write it again")).trigger()
    row = shown.drafts.findChildren(Row)[-1]
    assert "by the law before an update" not in row.accessibleName()


def menu_of(row: Row) -> list[QAction]:
    (opens,) = [one for one in row.findChildren(QPushButton) if one.menu()]
    return opens.menu().actions()


def test_a_letter_says_why_it_counts_as_received_on_its_day(shown: Correspondence) -> None:
    said = " ".join(one.text() for one in shown.card.findChildren(QLabel)).replace("\xa0", " ")
    assert "By email on Monday 2 November 2026" in said
    assert "Counts as received on Monday 2 November 2026. Email on a working day" in said


def test_what_came_of_a_point_is_said_on_the_card_and_keeps_the_focus(
    shown: Correspondence, session: Session, letter: Letter
) -> None:
    choice = shown.card.points.choices[2]
    choice.setFocus()
    choice.set_value("partly")
    choice.edited.emit()
    assert [point.said for point in answered.points(session.family, letter)][1] == "partly"
    assert shown.card.points.choices[2].value() == "partly"
    assert shown.card.points.choices[2].hasFocus()


def test_something_that_came_is_linked_to_the_letter_it_answers(
    shown: Correspondence, session: Session, letter: Letter
) -> None:
    sent = answered.event_of(session.family, letter)
    assert sent is not None
    came = Event(child=session.child_id, kind="email", direction="received", who="New officer")
    came = events.log(session.family, replace(came, on=When.parse("2026-11-20")))
    shown.refresh()
    shown.choose(came.id)
    assert asked(session) == ["overdue"]
    shown.card.answers.choice.set_value(sent.id)
    shown.card.answers.choice.edited.emit()
    assert asked(session) == ["met_late"]


def test_after_a_reminder_the_complaint_comes_next(
    shown: Correspondence, session: Session, letter: Letter, qtbot: QtBot
) -> None:
    family = session.family
    family.today = lambda: date(2026, 11, 10)
    reminder = writing.save_draft(family, writing.prepare(family, "chaser", session.child))
    sending.mark_sent(family, reminder.id, date(2026, 11, 10), "email")
    family.today = session.today
    shown.refresh()
    shown.choose(reminder.id)
    with qtbot.waitSignal(shown.write) as asked_for:
        buttons(shown.card)["Formal complaint to the council"].click()
    assert asked_for.args == ["la_complaint", None]
    assert "Remind them again" in buttons(shown.card)


def test_the_day_a_letter_came_is_kept(
    shown: Correspondence, session: Session, letter: Letter, qtbot: QtBot
) -> None:
    (sent,) = session.family.store.dispatches.all(letter=letter.id)
    dialog = ArrivalDialog(session, sent, shown)
    qtbot.addWidget(dialog)
    dialog.on.set_value("2026-11-05")
    dialog.keep()
    assert session.family.store.dispatches.get(sent.id).deemed == date(2026, 11, 5)


def test_the_sent_dialog_says_when_each_way_counts_as_received(
    shown: Correspondence, session: Session, letter: Letter, qtbot: QtBot
) -> None:
    dialog = SendingDialog(session, letter, shown)
    qtbot.addWidget(dialog)
    dialog.by.choose(("email", "second_class"))
    dialog.on.set_value("2026-11-20")
    dialog.on.edited.emit()
    said = dialog.received.text().replace("\xa0", " ")
    assert "Counts as received on Friday 20 November 2026. Email" in said
    assert "Counts as received on Thursday 26 November 2026. Second class post" in said


def test_what_comes_is_linked_when_it_is_added(
    session: Session, qtbot: QtBot, letter: Letter
) -> None:
    sent = answered.event_of(session.family, letter)
    assert sent is not None
    dialog = AddDialog(session, None, "email", who="New officer", direction="received")
    qtbot.addWidget(dialog)
    form = dialog.findChild(EventForm)
    form.editors["on"].set_value("2026-11-20")
    form.editors["replies_to"].set_value(sent.id)
    dialog.finish.click()
    assert asked(session) == ["met_late"]


def test_the_letter_that_something_likely_answers_is_offered_by_name(
    shown: Correspondence, session: Session, letter: Letter
) -> None:
    sent = answered.event_of(session.family, letter)
    assert sent is not None
    came = Event(child=session.child_id, kind="call", direction="received", who=sent.who)
    came = events.log(session.family, replace(came, on=When.parse("2026-11-20")))
    shown.refresh()
    shown.choose(came.id)
    buttons(shown.card)["Yes, link them"].click()
    assert session.family.store.events.get(came.id).replies_to == sent.id
    assert "Yes, link them" not in buttons(shown.card)


def test_a_letter_that_waits_says_when_it_is_time_to_ask_again(
    shown: Correspondence, session: Session, letter: Letter
) -> None:
    session.family.today = lambda: date(2026, 11, 3)
    session.today = session.family.today
    shown.choose(letter.id)
    shown.refresh()
    said = " ".join(one.text() for one in shown.card.findChildren(QLabel)).replace("\xa0", " ")
    assert "you are reminded on Tuesday 10 November 2026" in said
