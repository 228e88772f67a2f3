"""The people of a review on paper."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.invitee import Invitee
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services.documents.edition import LARGE, STANDARD, Edition
from ehcp_desktop.services.reports import people_sheet

if TYPE_CHECKING:
    from pathlib import Path

    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.services.family import Family


@pytest.fixture
def review(example_family: Family) -> Review:
    return example_family.store.reviews.all(model="progress")[0]


def read(made: bytes) -> list[str]:
    """Return the text of each page."""
    from pypdf import PdfReader

    pages = PdfReader(io.BytesIO(made)).pages
    return [" ".join(page.extract_text().replace("\u00a0", " ").split()) for page in pages]


def test_the_grid_is_on_one_page_with_everyone_and_what_came_late(
    example_family: Family, review: Review
) -> None:
    (page,) = read(people_sheet.pdf(example_family, review))
    assert "Progress Review of Sam Okafor-Lee: who takes part Meeting: Tuesday 2 June 2026" in page
    assert "Leah Marsden" in page
    assert "26 May 2026, 7 days late" in page
    assert "Sent apologies" in page


def test_sixteen_people_are_on_one_page_too_in_smaller_letters(
    example_family: Family, review: Review
) -> None:
    more = [Invitee(review=review.id, name=f"Person {n}", role="") for n in range(7)]
    example_family.store.invitees.save_all(more)
    (page,) = read(people_sheet.pdf(example_family, review))
    assert "Person 6" in page


@pytest.mark.parametrize(("edition", "more"), [(STANDARD, 120), (LARGE, 0)], ids=["many", "large"])
def test_what_has_no_room_on_a_page_is_a_list_that_leaves_nobody_out(
    example_family: Family, review: Review, edition: Edition, more: int
) -> None:
    added = [Invitee(review=review.id, name=f"Person {n}", role="") for n in range(more)]
    example_family.store.invitees.save_all(added)
    pages = read(people_sheet.pdf(example_family, review, edition))
    assert len(pages) > 1
    assert "Dr Helen Okoro" in " ".join(pages)


@pytest.mark.parametrize("ending", [".pdf", ".docx", ".txt"])
def test_it_is_saved_by_the_ending_of_the_file(
    example_family: Family, review: Review, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"people{ending}"
    people_sheet.save(example_family, review, path)
    assert path.stat().st_size > 500


def test_another_ending_is_refused(example_family: Family, review: Review, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"\.pdf, \.docx or \.txt"):
        people_sheet.save(example_family, review, tmp_path / "people.odt")


def test_it_is_kept_once_a_day_with_the_papers_of_the_meeting(
    example_family: Family, review: Review
) -> None:
    before = example_family.store.papers.count()
    kept = [people_sheet.file(example_family, review).id for _ in range(2)]
    assert example_family.store.papers.count() == before + 1
    (tied,) = example_family.store.attachments.all(paper=kept[0])
    assert example_family.store.events.get(tied.event).kind == "review_meeting_held"
