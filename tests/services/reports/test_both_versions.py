"""Both versions of a meeting on paper, read back out of the files."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
import pypdf
import pytest

from ehcp_desktop.domain.correction import Correction
from ehcp_desktop.domain.review import Minutes, Review
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services.documents.edition import EDITIONS, LARGE, STANDARD, Edition
from ehcp_desktop.services.letters.document import texts_of_row
from ehcp_desktop.services.reports import both_versions

if TYPE_CHECKING:
    from pathlib import Path

    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family

SCHOOL = "Reading: On track.\nHe is happy.\nNext steps: send the report."
OURS = "We came at two.\nReading: “On track with help.” (Ms Grant)\nNobody from the council."


@pytest.fixture
def review(family: Family, child: Child) -> Review:
    made = family.store.reviews.save(Review(child=child.id, label="Progress Review"))
    write(family, made, SCHOOL, OURS)
    return made


def write(family: Family, review: Review, school: str, ours: str) -> None:
    for whose, text in (("school", school), ("ours", ours)):
        family.store.minutes.save(Minutes(review=review.id, whose=whose, text=text))


def correct(family: Family, review: Review, written: str, said: str) -> None:
    point = Correction(review=review.id, written=written, said=said, who="Ms Grant", source="note")
    family.store.corrections.save(point)


def pages(family: Family, review: Review, edition: Edition = STANDARD) -> list[str]:
    made = both_versions.rendered(family, review.id, ".pdf", edition)
    reader = pypdf.PdfReader(io.BytesIO(made))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def in_full(family: Family, review: Review) -> list[tuple[str, ...]]:
    table = both_versions.told(family, review.id).blocks[-1]
    return [texts_of_row(line) for line in table.lines[1:]]


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda each: each.id)
def test_every_line_of_both_and_every_correction_is_on_paper(
    family: Family, review: Review, edition: Edition
) -> None:
    correct(family, review, "Reading: On track.", "On track with help.")
    whole = " ".join(pages(family, review, edition))
    assert "Progress Review" in whole
    assert "1. Reading: On track. On track with help. Said by: Ms Grant" in whole
    assert "How we know: note" in whole
    for line in (*SCHOOL.splitlines(), *OURS.splitlines()):
        assert line in whole


def test_a_correction_brings_what_it_is_about_side_by_side(family: Family, review: Review) -> None:
    correct(family, review, "On track", "on track with help")
    rows = [tuple(cell.replace("\u00a0", " ") for cell in row) for row in in_full(family, review)]
    assert rows == [
        ("", "We came at two."),
        ("Reading: On track. [see point 1]", f"{OURS.splitlines()[1]} [see point 1]"),
        ("He is happy.", "Nobody from the council."),
        ("Next steps: send the report.", ""),
    ]


def test_corrections_that_would_cross_leave_both_in_their_order(
    family: Family, review: Review
) -> None:
    correct(family, review, "On track", "Nobody from the council")
    correct(family, review, "send the report", "We came at two")
    left, right = zip(*in_full(family, review), strict=True)
    assert [cell.split(" [")[0] for cell in left if cell] == SCHOOL.splitlines()
    assert [cell.split(" [")[0] for cell in right if cell] == OURS.splitlines()


def test_what_the_minutes_leave_out_is_said_so(family: Family, review: Review) -> None:
    correct(family, review, "", "One-to-one stopped in March.")
    whole = pages(family, review)[0]
    assert "1. The minutes leave this out. One-to-one stopped in March." in whole


def test_a_review_with_nothing_written_down_says_so(family: Family, child: Child) -> None:
    bare = family.store.reviews.save(Review(child=child.id))
    whole = " ".join(pages(family, bare))
    assert "No difference is written down yet." in whole
    assert whole.count("Nothing is written down.") == 2


@pytest.mark.parametrize("edition", [STANDARD, LARGE], ids=lambda each: each.id)
def test_long_and_strange_accounts_lose_no_word(
    family: Family, child: Child, edition: Edition
) -> None:
    review = family.store.reviews.save(Review(child=child.id))
    long = [f"Line{n} | **bold** {{{{ child }}}} \\| <b>" + " and so on" * 40 for n in range(9)]
    write(family, review, "\n\n".join(long), "z" * 900)
    made = pages(family, review, edition)
    whole = " ".join(made)
    assert [whole.count(f"Line{n} | **bold** {{{{ child }}}}") for n in range(9)] == [1] * 9
    assert whole.count("and so on") == 9 * 40
    assert whole.count("z") == 900
    assert all(page.endswith(f"Page {n} of {len(made)}") for n, page in enumerate(made, 1))


def test_it_is_two_tables_to_who_hears_it_read(family: Family, review: Review) -> None:
    correct(family, review, "On track", "on track with help")
    made = both_versions.rendered(family, review.id, ".pdf", LARGE)
    assert (made.count(b"/S /Table"), made.count(b"/S /TH")) == (2, 4)
    assert (made.count(b"/S /H1"), made.count(b"/S /H2")) == (1, 2)


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda each: each.id)
def test_word_has_both_side_by_side_in_every_edition(
    family: Family, review: Review, edition: Edition, tmp_path: Path
) -> None:
    correct(family, review, "On track", "on track with help")
    both_versions.save(family, review.id, tmp_path / "both.docx", edition)
    first, second = docx.Document(str(tmp_path / "both.docx")).tables
    assert [cell.text for cell in first.rows[0].cells] == [
        "As the minutes have it",
        "As it was said",
    ]
    assert len(second.columns) == 2


def test_another_ending_is_refused(family: Family, review: Review, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="saved as"):
        both_versions.save(family, review.id, tmp_path / "both.odt", STANDARD)


def test_the_three_points_of_the_made_up_family_stand_side_by_side(
    example_family: Family,
) -> None:
    review = example_family.store.corrections.all()[0].review
    rows = in_full(example_family, example_family.store.reviews.get(review))
    tied = [
        n for n in (1, 2, 3) for row in rows if all(f"point\u00a0{n}]" in cell for cell in row)
    ]
    assert tied == [1, 2, 3]
