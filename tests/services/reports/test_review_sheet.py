"""One review on paper, for a complaint or the Tribunal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.review import HELD
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import absence, meeting_notes, reviews
from ehcp_desktop.services.documents.edition import EDITIONS, STANDARD
from ehcp_desktop.services.letters.document import all_text
from ehcp_desktop.services.reports import review_sheet

if TYPE_CHECKING:
    from ehcp_desktop.services.documents.edition import Edition
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.reviews import Overview


def held(family: Family, place: int = 0) -> Overview:
    """Return a review whose meeting was held, the newest first."""
    every = reviews.overviews(family, family.children[0].id)
    return [one for one in every if one.meeting and one.meeting.kind == HELD][place]


def text(family: Family, place: int = 0) -> str:
    found = held(family, place)
    return all_text(review_sheet.told(family, found.review.id)).replace("\u00a0", " ")


def test_each_step_has_who_owes_it_its_last_day_what_came_and_its_papers(
    example_family: Family,
) -> None:
    said = text(example_family)
    assert "Progress Review of Sam Okafor-Lee" in said
    assert "Papers\nThe school" in said
    assert "Speech and language report" in said
    assert "7 days late; came" in said


def test_what_is_missing_is_told_with_the_law_that_asks_for_it(example_family: Family) -> None:
    said = text(example_family)
    assert (
        "Written decision after the review: 145 days late; not received as of Friday 3 July 2026."
        in said
    )
    assert "SEND Regulations 2014, reg 20(10)." in said


def test_it_says_what_the_model_leaves_out_who_took_part_and_where_the_accounts_differ(
    example_family: Family,
) -> None:
    said = text(example_family)
    headings = ("Where the accounts differ", "What a Progress Review leaves out", "Who took part")
    assert [said.index(heading) for heading in headings] == sorted(map(said.index, headings))


def test_a_day_on_which_it_was_missing_is_on_the_paper(example_family: Family) -> None:
    found = held(example_family)
    absence.note_not_received(example_family, found.review, found.steps[4])
    assert "Not received as of Sunday 22 November 2026" in text(example_family)


def test_a_review_in_which_nothing_was_late_says_so(example_family: Family) -> None:
    said = text(example_family, 2)
    assert "Nothing of this review is recorded as late." in said
    assert "Keep the plan as it is" in said


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.id)
def test_it_is_made_in_every_edition(example_family: Family, edition: Edition) -> None:
    found = held(example_family)
    made = review_sheet.rendered(example_family, found.review.id, ".pdf", edition)
    assert made.startswith(b"%PDF")


def test_another_kind_of_file_is_refused(example_family: Family) -> None:
    found = held(example_family)
    with pytest.raises(BadInput):
        review_sheet.rendered(example_family, found.review.id, ".odt", STANDARD)


def test_hostile_names_can_be_printed(example_family: Family) -> None:
    found = reviews.overviews(example_family, example_family.children[0].id)[0]
    hostile = "<b>& \x07\u202e مراجعة 1/2 \\ |"
    named = replace(found.review, label=hostile, chair=hostile, chosen_by=hostile)
    meeting_notes.keep_review(example_family, named)
    made = review_sheet.rendered(example_family, named.id, ".pdf", STANDARD)
    assert made.startswith(b"%PDF")
    assert "\x07" not in text(example_family)
