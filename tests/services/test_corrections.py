from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.invitee import Invitee
from ehcp_desktop.domain.meeting import MeetingLine
from ehcp_desktop.domain.people import Contact
from ehcp_desktop.domain.review import Minutes, Review
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import corrections, meeting_end, people
from ehcp_desktop.services.corrections import Offer

if TYPE_CHECKING:
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family


def noted(family: Family, review: Review, text: str, who: str = "", **other: str) -> MeetingLine:
    line = MeetingLine(review=review.id, on=date(2026, 6, 2), who=who, text=text, **other)  # type: ignore[arg-type]  # texts
    return family.store.meeting_lines.save(line)


@pytest.fixture
def review(family: Family, child: Child) -> Review:
    for name, role in (("Ms Grant", "Class teacher"), ("Mrs Bell", "SENCO")):
        people.add_person(family, Contact(name=name), role, child)
    made = family.store.reviews.save(Review(child=child.id))
    family.store.invitees.save(Invitee(review=made.id, role="Somebody of the council"))
    return made


def note(family: Family, review: Review, text: str) -> None:
    family.store.minutes.save(Minutes(review=review.id, whose="ours", text=text))


def test_corrections_stay_in_the_order_in_which_they_were_begun(
    family: Family, review: Review
) -> None:
    first, second = (corrections.begin(family, review.id, words) for words in ("a", "b"))
    corrections.keep(family, replace(first, said="A, and not a"))
    assert [one.written for one in corrections.corrections(family, review.id)] == ["a", "b"]
    corrections.remove(family, first.id)
    assert corrections.corrections(family, review.id) == [second]
    assert family.store.undo() == "Remove a correction"
    assert [one.written for one in corrections.corrections(family, review.id)] == ["a", "b"]


def test_the_lines_of_our_note_are_offered_with_who_and_when(
    family: Family, review: Review
) -> None:
    note(family, review, "10:20 Ms Grant: He reads with help.\n\nNobody came from the council.")
    assert corrections.offers(family, review.id) == [
        Offer("He reads with help.", "Ms Grant", "our own note, 10:20"),
        Offer("Nobody came from the council.", "", "our own note"),
    ]


def test_what_meeting_mode_noted_is_offered_once_and_in_exact_words(
    family: Family, review: Review
) -> None:
    line = noted(family, review, "On track with help.", "Ms Grant", at="10:14")
    family.store.meeting_lines.save(replace(line, exact=True))
    note(family, review, "10:14 Ms Grant: “On track with help.”")
    assert corrections.offers(family, review.id) == [
        Offer("“On track with help.”", "Ms Grant", "our own note, 10:14")
    ]


def test_what_is_most_like_the_line_of_the_minutes_is_offered_first(
    family: Family, review: Review
) -> None:
    note(family, review, "Lunch was loud.\nReading: on track with help.")
    first, _ = corrections.offers(family, review.id, "Reading: On track.")
    assert first.said == "Reading: on track with help."


BELL = "10:20 Mrs Bell: Yes. He will have a taxi from Monday."
TAXI = Offer("Yes. He will have a taxi from Monday.", "Mrs Bell", "our own note, 10:20")


def test_a_line_is_what_it_says_and_not_what_it_only_contains(
    family: Family, review: Review
) -> None:
    noted(family, review, "Yes.", "Mr Cole", at="10:14")
    note(family, review, f"10:14 Mr Cole: Yes.\n{BELL}")
    assert corrections.offer_of(family, review.id, BELL) == TAXI
    assert TAXI in corrections.offers(family, review.id)


def test_of_two_who_said_the_same_the_one_on_the_line_is_named(
    family: Family, review: Review
) -> None:
    for who, at in (("Mr Cole", "10:14"), ("Mrs Bell", "10:20"), ("Mr Cole", "10:31")):
        noted(family, review, "Yes.", who, at=at)
    found = [
        corrections.offer_of(family, review.id, f"{at}Yes.") for at in ("10:20 Mrs Bell: ", "")
    ]
    assert found == [
        Offer("Yes.", "Mrs Bell", "our own note, 10:20"),
        Offer("Yes.", "", "our own note"),
    ]


def test_words_of_one_noted_line_alone_have_its_name_and_time(
    family: Family, review: Review
) -> None:
    noted(family, review, "No.", "Mrs Bell", at="10:12")
    line = noted(family, review, "On track with help.", "Ms Grant", at="10:14")
    family.store.meeting_lines.save(replace(line, exact=True))
    found = corrections.offer_of(family, review.id, "On track with help.")
    assert found == Offer("“On track with help.”", "Ms Grant", "our own note, 10:14")


def test_what_was_to_be_done_is_taken_without_its_lead(family: Family, review: Review) -> None:
    noted(family, review, "Send the report.", "Mrs Bell", at="10:40", kind="promise")
    noted(family, review, "Yes.", "Mr Cole", at="10:41")
    found = corrections.offer_of(family, review.id, "10:40 Promised: Mrs Bell: Send the report.")
    assert found == Offer("Send the report.", "Mrs Bell", "our own note, 10:40")


def test_the_account_that_meeting_mode_adds_is_offered_as_what_it_noted(
    family: Family, review: Review
) -> None:
    line = noted(family, review, "Send the report.", "Mrs Bell", at="10:40", kind="promise")
    note(family, review, f"{meeting_end.account([line])}\n\nNobody came from the council.")
    offered = corrections.offers(family, review.id, "The school will send the report.")
    assert [one.said for one in offered] == ["Send the report.", "Nobody came from the council."]


def test_several_lines_stay_as_they_were_chosen(family: Family, review: Review) -> None:
    noted(family, review, "Yes.", "Mr Cole", at="10:14")
    chosen = f"10:14 Mr Cole: Yes.\n{BELL}"
    assert corrections.offer_of(family, review.id, chosen) == Offer(chosen, "", "our own note")


def test_a_line_with_a_time_alone_is_no_words_of_anybody(family: Family, review: Review) -> None:
    noted(family, review, "", at="10:30")
    note(family, review, "10:30 \n10:31\nThe taxi")
    assert [one.said for one in corrections.offers(family, review.id)] == ["The taxi"]
    assert corrections.offer_of(family, review.id, "The taxi").said == "The taxi"
    with pytest.raises(BadInput, match="no words"):
        corrections.begin_left_out(family, review.id, "10:31")


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("Mrs Bell: A group.", "Mrs Bell"),
        ("Reading: “On track with help.” (Ms Grant)", "Ms Grant"),
        ("A group is best, Mrs Bell said.", "Mrs Bell"),
        ("Nobody had asked Ms Grant.", ""),
        ("Mrs Bell: No. Ms Grant: Yes.", ""),
        ("We asked when it comes. Mrs Bell: Soon.", ""),
        ("Mrs Bell: He asked “why”: nobody knew.", "Mrs Bell"),
    ],
)
def test_only_who_speaks_on_a_line_is_who_said_it(
    family: Family, review: Review, line: str, who: str
) -> None:
    assert corrections.offer_of(family, review.id, line).who == who


def test_what_is_left_out_is_kept_once_however_often_it_is_pressed(
    family: Family, review: Review
) -> None:
    first, again = (corrections.begin_left_out(family, review.id, BELL) for _ in range(2))
    other = corrections.begin_left_out(family, review.id, BELL.replace("Mrs Bell", "Ms Grant"))
    assert corrections.corrections(family, review.id) == [first, other]
    assert (again, first.said, first.who) == (first, TAXI.said, "Mrs Bell")
