"""Sending a letter keeps its exact copy, books its chase and starts what it starts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.school_days import SchoolDates
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import papers, questions, school_calendar
from ehcp_desktop.services.letters import asked, kept, receipt, sending, shelf
from ehcp_desktop.services.letters.asking import asking
from ehcp_desktop.services.letters.render import render
from ehcp_desktop.services.letters.writing import prepare, save_draft
from ehcp_desktop.services.today import agenda

if TYPE_CHECKING:
    from pathlib import Path

    from ehcp_desktop.domain.letter import Letter
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family

NO_ANSWER, IN_SCHOOL_DAYS = "ehcna_no_response", "senco_apdr"


@pytest.fixture
def letter(family: Family, full: Child) -> Letter:
    """Return a letter about the overdue decision, written on Sunday 22 November 2026."""
    return save_draft(family, prepare(family, "review_decision_overdue", full))


@pytest.mark.parametrize(
    ("by", "on", "at", "received"),
    [
        ("email", "2026-11-20", "", "2026-11-20"),
        ("email", "2026-11-20", "17:00", "2026-11-20"),
        ("email", "2026-11-20", "17:05", "2026-11-23"),
        ("email", "2026-11-20", "09:30", "2026-11-20"),
        ("portal", "2026-11-22", "", "2026-11-23"),
        ("post", "2026-11-20", "", "2026-11-24"),
        ("post", "2026-12-23", "", "2026-12-29"),
        ("signed_for", "2026-11-20", "", "2026-11-24"),
        ("second_class", "2026-11-20", "", "2026-11-26"),
        ("hand", "2026-11-22", "", "2026-11-22"),
    ],
)
def test_when_a_letter_counts_as_received(
    family: Family, by: str, on: str, at: str, received: str
) -> None:
    day = receipt.deemed_receipt(by, date.fromisoformat(on), at, family.calendar)
    assert day == date.fromisoformat(received)


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("", ""),
        ("9:30", "09:30"),
        ("9.30 am", "09:30"),
        ("5.05pm", "17:05"),
        ("12:10 a.m.", "00:10"),
        ("12 pm", "12:00"),
        (" 17:05 ", "17:05"),
    ],
)
def test_a_time_is_kept_in_one_form(typed: str, at: str) -> None:
    assert receipt.time_of_day(typed) == at


@pytest.mark.parametrize("typed", ["lunch", "25:00", "16:75", "13 pm", "0 am", "9", "1630"])
def test_what_is_not_a_time_is_refused(family: Family, letter: Letter, typed: str) -> None:
    with pytest.raises(BadInput, match="is not a time"):
        sending.mark_sent(family, letter.id, date(2026, 11, 22), "email", at=typed)
    assert family.store.letters.get(letter.id).state == "draft"


def test_an_email_of_the_morning_came_that_day(family: Family, letter: Letter) -> None:
    family.today = lambda: date(2026, 11, 23)
    dispatch = sending.mark_sent(family, letter.id, date(2026, 11, 23), "email", at="9:30 am")
    assert (dispatch.at, dispatch.deemed) == ("09:30", date(2026, 11, 23))


def test_the_exact_copy_is_filed_and_tied_to_its_event(family: Family, letter: Letter) -> None:
    dispatch = sending.mark_sent(family, letter.id, date(2026, 11, 22), "email")
    sent = family.store.letters.get(letter.id)
    assert sent.state == "sent"
    assert papers.read(family, str(sent.paper)) == render(kept.document_of(letter), ".pdf")
    assert [paper.id for paper in papers.of_event(family, dispatch.event)] == [sent.paper]


def test_the_copy_has_a_name_a_sender_and_a_date(family: Family, letter: Letter) -> None:
    sending.mark_sent(family, letter.id, date(2026, 11, 22), "email")
    paper = family.store.papers.get(str(family.store.letters.get(letter.id).paper))
    assert paper.name.startswith("2026-11-22 ")
    assert paper.name.endswith(", Sam.pdf")
    assert (paper.who, str(paper.dated and paper.dated.iso())) == ("Siân O’Brien", "2026-11-22")


def test_one_contact_event_says_who_got_it_and_by_when(family: Family, letter: Letter) -> None:
    dispatch = sending.mark_sent(family, letter.id, date(2026, 11, 22), "post")
    event = family.store.events.get(dispatch.event)
    assert (event.kind, event.direction, event.channel) == ("letter", "sent", "post")
    assert event.letter == letter.id
    assert event.who == "The Director of Children’s Services, Anyshire County Council"
    assert event.by is not None
    assert event.by.first == date(2026, 12, 1)  # five working days after the post came


def test_an_early_review_request_starts_its_own_event(family: Family, full: Child) -> None:
    letter = save_draft(family, prepare(family, "early_review_request", full))
    dispatch = sending.mark_sent(family, letter.id, date(2026, 11, 22), "email")
    assert family.store.events.get(dispatch.event).kind == "early_review_requested"


@pytest.mark.parametrize(
    ("chosen", "logged", "said"),
    [
        ("maintained", "school_record_requested", ["maintained"]),
        (
            "Special school run by a charity (non-maintained)",
            "school_record_requested",
            ["special"],
        ),
        ("academy", "subject_access_requested", []),
        ("independent", "subject_access_requested", []),
    ],
)
def test_the_kind_of_school_decides_what_was_asked_for_and_is_not_asked_again(
    family: Family, full: Child, chosen: str, logged: str, said: list[str]
) -> None:
    given = {"school": "Hilltop", "school_kind": chosen}
    letter = save_draft(family, prepare(family, "school_record", full, given=given))
    dispatch = sending.mark_sent(family, letter.id, date(2026, 11, 22), "email")
    event = family.store.events.get(dispatch.event)
    assert event.kind == logged
    assert [asked.said for asked in questions.of_event(family, event)] == said
    family.store.undo()
    assert family.store.answers.count() == 0


def test_sent_again_another_way_adds_no_second_event(family: Family, letter: Letter) -> None:
    first = sending.mark_sent(family, letter.id, date(2026, 11, 22), "email")
    second = sending.mark_sent(family, letter.id, date(2026, 11, 22), "post")
    assert first.event == second.event
    assert family.store.papers.count() == 1
    assert sending.deemed_receipt(family, letter.id) == date(2026, 11, 23)
    assert second.chase == first.chase


def test_the_chase_is_the_working_day_after_the_reply_date(family: Family, letter: Letter) -> None:
    dispatch = sending.mark_sent(family, letter.id, date(2026, 11, 22), "email")
    assert dispatch.chase == date(2026, 12, 1)


def test_nobody_is_chased_over_christmas(family: Family, full: Child) -> None:
    family.today = lambda: date(2026, 12, 17)
    letter = save_draft(family, prepare(family, "review_decision_overdue", full))
    assert letter.reply_by == date(2026, 12, 24)
    dispatch = sending.mark_sent(family, letter.id, date(2026, 12, 17), "email")
    assert dispatch.chase == date(2026, 12, 29)


def test_by_post_nobody_is_chased_before_they_had_their_days(
    family: Family, letter: Letter
) -> None:
    dispatch = sending.mark_sent(family, letter.id, date(2026, 11, 22), "post")
    assert dispatch.deemed == date(2026, 11, 24)
    assert dispatch.chase == date(2026, 12, 2)


def test_a_faster_way_brings_the_reply_date_forward(family: Family, letter: Letter) -> None:
    dispatch = sending.mark_sent(family, letter.id, date(2026, 11, 22), "post")
    sending.mark_sent(family, letter.id, date(2026, 11, 22), "email")
    event = family.store.events.get(dispatch.event)
    assert event.by == When.day(date(2026, 11, 30))


def test_a_letter_that_lay_about_is_answered_in_its_own_time(
    family: Family, letter: Letter
) -> None:
    family.today = lambda: date(2026, 12, 7)
    dispatch = sending.mark_sent(family, letter.id, date(2026, 12, 7), "email")
    assert family.store.events.get(dispatch.event).by == When.day(date(2026, 12, 14))
    assert dispatch.chase == date(2026, 12, 15)


def test_no_answer_is_awaited_by_a_day_of_law_that_had_passed(family: Family, full: Child) -> None:
    letter = save_draft(family, prepare(family, "review_decision_overdue", full))
    asks = replace(letter, template="review_decision_ask")
    family.store.letters.save(asks)
    family.today = lambda: date(2026, 12, 7)
    dispatch = sending.mark_sent(family, letter.id, date(2026, 12, 7), "email")
    assert family.store.events.get(dispatch.event).by is None
    assert dispatch.chase is None


def test_proof_is_kept_with_it(family: Family, letter: Letter, tmp_path: Path) -> None:
    receipt_file = tmp_path / "receipt.txt"
    receipt_file.write_text("Posted 22 November")
    dispatch = sending.mark_sent(family, letter.id, date(2026, 11, 22), "post", receipt_file)
    assert papers.read(family, str(dispatch.proof)) == b"Posted 22 November"


def test_all_of_it_is_one_step(family: Family, letter: Letter) -> None:
    sending.mark_sent(family, letter.id, date(2026, 11, 22), "email")
    family.store.undo()
    assert family.store.letters.get(letter.id).state == "draft"
    assert not family.store.dispatches.count()
    assert not family.store.events.count(letter=letter.id)


@pytest.mark.parametrize(
    ("on", "by", "said"),
    [
        ("2026-11-23", "email", "not before"),
        ("2026-11-21", "email", "was written on Sunday 22\u00a0November\u00a02026; give that day"),
        ("2026-11-22", "pigeon", "not a way of sending"),
    ],
)
def test_what_cannot_be_is_refused(
    family: Family, letter: Letter, on: str, by: str, said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        sending.mark_sent(family, letter.id, date.fromisoformat(on), by)
    assert family.store.letters.get(letter.id).state == "draft"


def test_a_letter_may_go_on_the_day_that_it_bears(family: Family, full: Child) -> None:
    written = prepare(family, "review_decision_overdue", full, given={"date": "2026-11-20"})
    letter = save_draft(family, written)
    dispatch = sending.mark_sent(family, letter.id, date(2026, 11, 20), "email")
    assert dispatch.on == date(2026, 11, 20)


def test_the_same_sending_twice_is_refused(family: Family, letter: Letter) -> None:
    sending.mark_sent(family, letter.id, date(2026, 11, 22), "email")
    with pytest.raises(BadInput, match="already marked"):
        sending.mark_sent(family, letter.id, date(2026, 11, 22), "email")


def test_a_sent_letter_stays_as_it_is(family: Family, full: Child, letter: Letter) -> None:
    sending.mark_sent(family, letter.id, date(2026, 11, 22), "email")
    with pytest.raises(BadInput, match="has been sent"):
        save_draft(
            family,
            prepare(family, "review_decision_overdue", full),
            family.store.letters.get(letter.id),
        )


def test_a_reminder_goes_to_whoever_got_the_letter(
    family: Family, full: Child, letter: Letter
) -> None:
    sending.mark_sent(family, letter.id, date(2026, 11, 22), "email")
    family.today = lambda: date(2026, 12, 1)
    reminder = save_draft(family, prepare(family, "chaser", full))
    assert reminder.replies_to == letter.id
    assert reminder.recipient == letter.recipient
    assert "no reply to my letter of 22\u00a0November\u00a02026" in reminder.text


def test_a_day_that_was_asked_for_is_logged_once_it_is_sent_and_undone_with_it(
    family: Family, full: Child
) -> None:
    day = next(iter(fact for fact in shelf.template(NO_ANSWER).facts.values() if fact.day_of))
    given = {day.id: "2026-09-01"}
    draft = save_draft(family, prepare(family, NO_ANSWER, full, given=given, blanks=True))
    sending.mark_sent(family, draft.id, family.today(), "email")
    (logged,) = family.store.events.all(kind=day.day_of)
    assert logged.on == When.parse("2026-09-01")
    family.store.undo()
    assert not family.store.events.all(kind=day.day_of)
    assert family.store.letters.get(draft.id).state == "draft"


def test_a_day_that_the_record_has_is_not_logged_again(family: Family, full: Child) -> None:
    template = shelf.template(NO_ANSWER)
    day = next(iter(fact for fact in template.facts.values() if fact.day_of))
    for on in ("2026-09-01", "2026-09-02"):
        asked.keep_days(family, full, template, {day.id: on})
    (kept_once,) = family.store.events.all(kind=day.day_of)
    assert kept_once.on == When.parse("2026-09-01")


def test_the_council_that_was_typed_is_kept_once_where_none_was_known(
    family: Family, full: Child
) -> None:
    child = family.store.children.save(replace(full, authority=""))
    given = {"authority": "Anyshire", "school": "Another School"}
    asked.keep(family, prepare(family, "review_decision_overdue", child, given=given))
    kept = family.store.children.get(child.id)
    assert (kept.authority, kept.school) == ("Anyshire", full.school)
    family.store.undo()
    assert family.store.children.get(child.id) == child


def test_a_reply_in_school_days_follows_the_terms_where_they_are_known(
    family: Family, full: Child
) -> None:
    given = {"date": "2026-12-10"}
    template = shelf.template(IN_SCHOOL_DAYS)
    before = prepare(family, IN_SCHOOL_DAYS, full, given=given)
    counted = asking(family, template, full, None).reply_words
    for first, last in (("2026-09-03", "2026-12-18"), ("2027-01-04", "2027-03-26")):
        days = (date.fromisoformat(first), date.fromisoformat(last))
        term = SchoolDates(child=full.id, kind="term", first=days[0], last=days[1])
        school_calendar.keep(family, term)
    after = prepare(family, IN_SCHOOL_DAYS, full, given=given)
    assert (before.reply_by, after.reply_by) == (date(2026, 12, 24), date(2027, 1, 7))
    assert " working days (the school’s terms are not in your record)." in counted
    assert asking(family, template, full, None).reply_words == template.reply.words


@pytest.mark.parametrize(
    ("by", "on", "at", "says"),
    [
        ("email", "2026-11-20", "", "came to them that day, if it went by 5 pm"),
        ("email", "2026-11-20", "09:00", "came to them that day."),
        ("portal", "2026-11-20", "17:05", "The portal after 5 pm"),
        ("email", "2026-11-22", "", "no working day"),
        ("post", "2026-11-20", "", "First class post: it is assumed that it came on the second"),
        ("second_class", "2026-11-20", "", "the fourth working day"),
        ("signed_for", "2026-11-20", "", "Signed-for post"),
        ("hand", "2026-11-20", "", "By hand"),
    ],
)
def test_what_is_assumed_of_its_receipt_is_said(
    family: Family, by: str, on: str, at: str, says: str
) -> None:
    assert says in receipt.assumption(by, date.fromisoformat(on), at, family.calendar)


@pytest.mark.parametrize("typed", ["second class", "Second-class", "by second_class"])
def test_a_way_of_sending_may_be_typed_in_more_than_one_way(typed: str) -> None:
    assert receipt.method(typed) == "second_class"


def test_second_class_post_is_kept_and_told_as_such(family: Family, letter: Letter) -> None:
    dispatch = sending.mark_sent(family, letter.id, date(2026, 11, 22), "second class")
    assert family.store.dispatches.get(dispatch.id).by == "second_class"
    assert family.store.events.get(dispatch.event).channel == "post"
    assert receipt.spoken_methods((dispatch.by,)) == "second class post"


def test_the_day_it_came_takes_the_place_of_the_one_assumed(
    family: Family, letter: Letter
) -> None:
    dispatch = sending.mark_sent(family, letter.id, date(2026, 11, 22), "signed_for")
    assert "it is assumed" in sending.why_received(family, dispatch)
    family.today = lambda: date(2026, 11, 30)
    came = sending.arrived(family, dispatch.id, date(2026, 11, 27))
    assert "You recorded" in sending.why_received(family, came)
    assert (came.deemed, came.chase) == (date(2026, 11, 27), date(2026, 12, 7))
    assert family.store.events.get(dispatch.event).by == When.day(date(2026, 12, 4))
    family.store.undo()
    assert family.store.dispatches.get(dispatch.id) == dispatch


@pytest.mark.parametrize("day", ["2026-11-21", "2026-11-23"])
def test_a_letter_came_neither_before_it_went_nor_tomorrow(
    family: Family, letter: Letter, day: str
) -> None:
    dispatch = sending.mark_sent(family, letter.id, date(2026, 11, 22), "post")
    with pytest.raises(BadInput, match="give the day it came"):
        sending.arrived(family, dispatch.id, date.fromisoformat(day))


def test_what_was_asked_for_stands_once_on_today_also_after_a_reminder(
    family: Family, full: Child, letter: Letter
) -> None:
    sending.mark_sent(family, letter.id, date(2026, 11, 22), "email")
    first = agenda(family, full.id)
    family.today = lambda: date(2026, 12, 8)
    reminder = save_draft(family, prepare(family, "chaser", full))
    sending.mark_sent(family, reminder.id, date(2026, 12, 8), "email")
    second = agenda(family, full.id)
    for shown, last in ((first, letter), (second, reminder)):
        asked = [one.asked.trigger.letter for one in shown.late if one.asked]
        assert asked == [last.id]
        assert not shown.awaited
