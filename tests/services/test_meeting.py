from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.meeting import MeetingLine
from ehcp_desktop.domain.people import Contact
from ehcp_desktop.domain.review import ARRANGED, HELD, Review
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import (
    events,
    meeting,
    meeting_day,
    meeting_end,
    meeting_notes,
    people,
    plans,
)
from ehcp_desktop.services.meeting import NOT_BEGUN, Left
from ehcp_desktop.services.meeting_parts import every_part, parts_for

if TYPE_CHECKING:
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family


@pytest.fixture
def review(family: Family, child: Child, today: date) -> Review:
    """Return a review whose meeting is arranged for today."""
    arranged = Event(child=child.id, kind=ARRANGED, on=When.day(today))
    return family.store.reviews.get(str(events.log(family, arranged).review))


def note(family: Family, review: Review, text: str, kind: str = "said") -> MeetingLine:
    line = MeetingLine(review=review.id, on=family.today(), at="10:14", text=text, kind=kind)
    return meeting.keep_line(family, review, line)


def test_lines_are_found_again_in_the_order_they_were_entered(
    family: Family, review: Review
) -> None:
    entered = [note(family, review, text) for text in ("b", "a", "c")]
    assert meeting.lines(family, review.id) == entered


def test_a_meeting_is_under_way_from_its_first_line_to_its_end(
    family: Family, review: Review
) -> None:
    assert meeting.under_way(family) is None
    note(family, review, "Reading is on track")
    assert meeting.under_way(family) == review
    meeting_end.finish(family, review)
    assert meeting.under_way(family) is None


def test_a_line_that_is_being_typed_is_kept_until_it_is_entered(
    family: Family, review: Review
) -> None:
    left = Left("Mrs Bell: rea", section="F", kind="promise", exact=True)
    meeting.keep_left(family, review, left)
    assert meeting.left(family, review) == left
    note(family, review, "reading")
    assert meeting.left(family, review) == NOT_BEGUN


def test_to_look_at_the_notes_of_one_meeting_leaves_what_is_typed_for_another(
    family: Family, child: Child, review: Review
) -> None:
    left = Left("Mrs Bell: rea")
    meeting.keep_left(family, review, left)
    meeting.keep_left(family, Review(child=child.id), NOT_BEGUN)
    assert meeting.left(family, review) == left


def test_a_first_line_is_found_again_though_nobody_arranged_the_meeting(
    family: Family, child: Child
) -> None:
    review = meeting.review_to_note(family, child)
    meeting.keep_left(family, review, Left("Mrs Bell: rea"))
    assert meeting.left(family, meeting.review_to_note(family, child)).typed == "Mrs Bell: rea"


def test_the_meeting_of_today_comes_before_one_that_is_arranged_for_later(
    family: Family, child: Child, review: Review, today: date
) -> None:
    later = Event(child=child.id, kind=ARRANGED, on=When.day(today + timedelta(days=200)))
    events.log(family, later)
    assert meeting.review_to_note(family, child) == review


def test_a_meeting_that_nobody_arranged_opens_a_review_with_its_first_line(
    family: Family, child: Child
) -> None:
    review = meeting.review_to_note(family, child)
    assert family.store.reviews.all() == []
    note(family, review, "Reading is on track")
    assert family.store.reviews.all() == [review]


def test_the_end_puts_the_meeting_its_actions_and_its_note_on_record(
    family: Family, child: Child, review: Review, today: date
) -> None:
    people.add_person(family, Contact(name="Mrs Bell"), "SENCO", child)
    friday = When.parse("2026-11-27")
    blank = MeetingLine(review=review.id, on=today, at="10:14", text="")
    for line in (
        replace(blank, id="1", text="Reading is on track", who="Ms Grant"),
        replace(blank, id="2", text="It’s going fine", who="Mrs Bell", exact=True),
        replace(blank, id="3", text="Send the notes", kind="action", owner="Mrs Bell", by=friday),
        replace(blank, id="4", text="Ring the panel", kind="promise", who="Priya Shah"),
    ):
        meeting.keep_line(family, review, line)
    ended = meeting_end.finish(family, review)
    assert (ended.held.kind, ended.held.on, ended.held.review) == (
        HELD,
        When.day(today),
        review.id,
    )
    kept = meeting_notes.actions(family, review.id)
    assert [(one.text, one.owner, one.by) for one in kept] == [
        ("Send the notes", "Mrs Bell", friday),
        ("Ring the panel", "Priya Shah", None),
    ]
    assert [one.summary for one in family.store.events.all(kind="promise_made")] == [
        "Ring the panel"
    ]
    assert ended.letter is not None
    for words in ("Mrs Bell: “It’s going fine”", "Ring the panel", "27 November 2026"):
        assert words in ended.letter.text.replace("\u00a0", " ")
    ours = meeting_notes.minutes(family, review.id, "ours").text
    assert "10:14 Ms Grant: Reading is on track" in ours


def test_the_clocks_of_two_and_four_weeks_start_at_the_meeting(
    family: Family, review: Review, today: date
) -> None:
    note(family, review, "Reading is on track")
    days = [one.due for one in meeting_end.finish(family, review).limits]
    assert days[:2] == [today + timedelta(weeks=2), today + timedelta(weeks=4)]


def test_what_a_meeting_will_start_is_what_it_starts(
    family: Family, review: Review, today: date
) -> None:
    ahead = meeting_end.will_start(family, review, today)
    note(family, review, "Reading is on track")
    assert ahead == meeting_end.finish(family, review).limits
    assert [one.step for one in ahead[:2]] == ["Report", "Decision"]


def test_who_signs_in_at_a_meeting_that_nobody_arranged_is_found_again(
    family: Family, child: Child
) -> None:
    review = meeting.review_to_note(family, child)
    meeting.sign_in(family, review, "Mrs Bell, SENCO")
    assert meeting.review_to_note(family, child) == review
    assert family.store.invitees.all()[0].attendance == "attended"
    assert "Mrs Bell" in meeting.names(family, review, [])


def noted(review: Review, *moments: str) -> list[MeetingLine]:
    split = [moment.split() for moment in moments]
    days = [(date.fromisoformat(f"2026-{day}"), at) for day, at in split]
    return [MeetingLine(review=review.id, on=on, at=at, text="said") for on, at in days]


@pytest.mark.parametrize(
    ("moments", "began"),
    [
        (["11-18 20:00", "11-22 10:00"], "11-22 10:00"),
        (["11-22 22:00", "11-23 00:10", "11-23 00:20"], "11-22 22:00"),
        (["11-20 10:00", "11-21 23:50", "11-22 00:10"], "11-22 00:10"),
        (["11-18 20:00", "11-23 10:00", "11-23 10:05"], "11-23 10:00"),
        (["11-18 20:00", "11-23 10:00"], "11-23 10:00"),
        (["11-18 23:00", "11-19 00:10", "11-19 01:00", "11-23 10:00"], "11-18 23:00"),
        ([], "11-22 "),
    ],
)
def test_a_meeting_began_on_the_day_arranged_else_where_most_was_noted(
    family: Family, review: Review, moments: list[str], began: str
) -> None:
    found = meeting_day.began(family, review, noted(review, *moments))
    assert f"{found.on:%m-%d} {found.at}" == began


def test_a_line_tried_out_before_the_day_moves_no_time_limit(
    family: Family, review: Review, today: date
) -> None:
    for line in noted(review, "11-18 20:00", "11-22 10:00"):
        meeting.keep_line(family, review, line)
    ended = meeting_end.finish(family, review)
    assert (ended.held.on, ended.held.at) == (When.day(today), "10:00")
    assert ended.limits[0].due == today + timedelta(weeks=2)


def test_the_day_of_the_meeting_can_be_given_and_given_again(
    family: Family, review: Review, today: date
) -> None:
    note(family, review, "Reading is on track")
    for days in (3, 2):
        day = today - timedelta(days=days)
        ended = meeting_end.finish(family, review, day)
        assert (ended.held.on, ended.held.at) == (When.day(day), "")
    assert family.store.events.count(kind=HELD) == 1
    assert meeting_end.finish(family, review).held == ended.held


def test_a_meeting_past_midnight_is_noted_under_both_days(family: Family, review: Review) -> None:
    for line in noted(review, "11-21 23:58", "11-22 00:14"):
        meeting.keep_line(family, review, line)
    meeting_end.finish(family, review)
    ours = meeting_notes.minutes(family, review.id, "ours").text.replace("\u00a0", " ")
    assert ours.splitlines() == [
        "Noted at the meeting, Saturday 21 November 2026",
        "",
        "23:58 said",
        "",
        "Noted at the meeting, Sunday 22 November 2026",
        "",
        "00:14 said",
    ]


def test_one_undo_takes_the_whole_end_back(family: Family, review: Review) -> None:
    note(family, review, "Send the notes", kind="promise")
    meeting_end.finish(family, review)
    assert family.store.undo() == "Finish the meeting"
    assert family.store.letters.all() == []
    assert family.store.events.all(kind=HELD) == []
    assert meeting_notes.actions(family, review.id) == []
    assert len(meeting.lines(family, review.id)) == 1
    assert meeting.under_way(family) == review
    assert meeting.can_note(family, review)
    family.store.redo()
    assert meeting.under_way(family) is None


def test_to_end_it_again_adds_only_what_is_new_and_keeps_what_was_written(
    family: Family, review: Review
) -> None:
    note(family, review, "Send the notes", kind="promise")
    meeting_end.finish(family, review)
    note(family, review, "Reading is on track")
    meeting_end.finish(family, review)
    assert len(family.store.letters.all()) == len(family.store.events.all(kind=HELD)) == 1
    assert len(meeting_notes.actions(family, review.id)) == 1
    ours = meeting_notes.minutes(family, review.id, "ours").text
    assert ours.count("Send the notes") == ours.count("Reading is on track") == 1


def test_a_letter_of_a_long_meeting_says_what_counts(family: Family, review: Review) -> None:
    with family.store.action("a long meeting"):
        for number in range(21):
            note(family, review, f"Talk {number}")
        note(family, review, "One-to-one help goes on", kind="agreed")
    letter = meeting_end.finish(family, review).letter
    assert letter is not None
    assert "Agreed: One-to-one help goes on" in letter.text
    assert "Talk" not in letter.text


@pytest.mark.parametrize("chair", ["", "Mrs Bell"])
def test_the_note_goes_where_its_reader_is_with_a_copy_to_the_coordinator(
    family: Family, child: Child, review: Review, chair: str
) -> None:
    school = Contact(name=child.school, address="1 Hill Road, Anytown", is_organisation=True)
    family.store.contacts.save(school)
    people.add_person(family, Contact(name="Mrs Bell"), "SENCO", child)
    people.add_person(family, Contact(name="Priya Shah"), "EHCP coordinator", child)
    review = meeting_notes.keep_review(family, replace(review, chair=chair))
    note(family, review, "Reading is on track")
    letter = meeting_end.finish(family, review).letter
    assert letter is not None
    for words in ("SENCO", child.school, "1 Hill Road", "Priya Shah, EHCP coordinator"):
        assert words in letter.text


@pytest.mark.parametrize(("arranged", "said"), [("14:00", "at 14:00"), ("", "at 10:14")])
def test_the_note_says_for_when_the_meeting_was_arranged(
    family: Family, review: Review, arranged: str, said: str
) -> None:
    planned = family.store.events.all(review=review.id, kind=ARRANGED)[0]
    events.change(family, replace(planned, at=arranged))
    note(family, review, "Reading is on track")
    letter = meeting_end.finish(family, review).letter
    assert letter is not None
    assert said in letter.text


def test_actions_are_read_aloud_as_sentences(family: Family, review: Review) -> None:
    sent = replace(note(family, review, "Send the notes.", "action"), owner="Mrs Bell")
    said = note(family, review, "Reading is on track")
    assert (
        meeting_end.said_aloud([sent, said]) == "Send the notes. Mrs Bell, no day is written down."
    )


@pytest.mark.parametrize(
    ("sections", "asked"),
    [
        ("F J", ["Opening", "F Help in school", "J Money", "Close"]),
        ("A G J", ["Opening", "A The child’s views", "G, J Health, money", "Close"]),
        ("H2 I", ["Opening", "H Care", "I School or college", "Close"]),
        ("G H1 J", ["Opening", "G, H, J Health, care, money", "Close"]),
    ],
)
def test_only_what_the_plan_contains_is_asked(
    family: Family, child: Child, today: date, sections: str, asked: list[str]
) -> None:
    events.log(family, Event(child=child.id, kind="final_plan_issued", on=When.day(today)))
    plan = plans.versions(family, child.id)[0].plan.id
    plans.fill_sections(family, plan, dict.fromkeys(sections.split(), "Words"))
    assert [part.words for part in parts_for(family, child)] == asked


def test_without_the_text_of_a_plan_everything_is_asked_that_fits_the_year(
    family: Family, child: Child
) -> None:
    every = [part.id for part in parts_for(family, child)]
    assert every == [part.id for part in every_part() if part.id != "adult"]


@pytest.mark.parametrize(("born", "is_asked"), [("2013-09-01", False), ("2013-08-31", True)])
def test_growing_up_is_asked_from_year_nine(
    family: Family, child: Child, born: str, is_asked: bool
) -> None:
    from datetime import date

    older = replace(child, born=date.fromisoformat(born), year_group=None)
    assert ("adult" in {part.id for part in parts_for(family, older)}) is is_asked


def test_a_review_that_only_has_notes_is_not_thrown_away_with_its_meeting(
    family: Family, review: Review
) -> None:
    note(family, review, "Reading is on track")
    events.remove(family, family.store.events.all(review=review.id)[0].id)
    assert family.store.reviews.all() == [review]
