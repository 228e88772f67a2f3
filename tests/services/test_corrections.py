from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.meeting import MeetingLine
from ehcp_desktop.domain.people import Contact
from ehcp_desktop.domain.review import Minutes, Review
from ehcp_desktop.services import corrections, people
from ehcp_desktop.services.corrections import Offer

if TYPE_CHECKING:
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family


@pytest.fixture
def review(family: Family, child: Child) -> Review:
    people.add_person(family, Contact(name="Ms Grant"), "Class teacher", child)
    return family.store.reviews.save(Review(child=child.id))


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
    line = MeetingLine(
        review=review.id,
        on=date(2026, 6, 2),
        at="10:14",
        who="Ms Grant",
        text="On track with help.",
        exact=True,
    )
    family.store.meeting_lines.save(line)
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
