"""Both versions of a meeting on paper, read back out of the files."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import docx
import pypdf
import pytest

from ehcp_desktop.domain.correction import Correction
from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.review import Review
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import events, meeting_notes
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
        kept = meeting_notes.minutes(family, review.id, whose)
        meeting_notes.keep_minutes(family, replace(kept, text=text))


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


@pytest.mark.parametrize(
    ("paragraphs", "words", "marked"),
    [
        (("Notes were taken.", "No."), "No", 1),
        (("Notes were taken.", "Nobody came."), "No", None),
        (("On track with help, we said.", "10:14 Ms Grant: On track"), "On track.", 1),
        (("He is on track now.",), "On track.", 0),
        (("Reading: “On track”.",), "on track", 0),
        (("He has (mostly) help.",), "(mostly)", 0),
        (("He is happy.",), " . ", None),
    ],
)
def test_a_point_is_marked_where_its_words_stand_and_nowhere_else(
    family: Family, review: Review, paragraphs: tuple[str, ...], words: str, marked: int | None
) -> None:
    write(family, review, "\n".join(paragraphs), "")
    correct(family, review, words, "")
    rows = [left for left, _ in in_full(family, review)]
    assert [place for place, text in enumerate(rows) if "point" in text] == (
        [] if marked is None else [marked]
    )


def test_corrections_that_would_cross_leave_both_in_their_order(
    family: Family, review: Review
) -> None:
    correct(family, review, "On track", "Nobody from the council")
    correct(family, review, "send the report", "We came at two")
    left, right = zip(*in_full(family, review), strict=True)
    assert [cell.split(" [")[0] for cell in left if cell] == SCHOOL.splitlines()
    assert [cell.split(" [")[0] for cell in right if cell] == OURS.splitlines()


def log(family: Family, review: Review, kind: str, on: str, who: str = "") -> None:
    day = When.parse(on)
    events.log(family, Event(child=review.child, review=review.id, kind=kind, on=day, who=who))


@pytest.mark.parametrize(("school", "whose"), [("", "school"), ("none", "council")])
def test_the_report_is_named_by_who_owes_it_with_every_day_on_which_it_came(
    family: Family, child: Child, review: Review, school: str, whose: str
) -> None:
    family.store.children.save(replace(child, school=school))
    log(family, review, "review_meeting_held", "2026-06-02")
    log(family, review, "review_report_received", "2026-06-12", "Mrs Bell")
    log(family, review, "review_report_received", "2026-07-01")
    told = both_versions.told(family, review.id)
    assert told.byline[2].replace("\u00a0", " ") == (
        f"The {whose}’s report: Mrs Bell, came Friday 12 June 2026; then came Wednesday 1 July"
        " 2026."
    )
    assert texts_of_row(told.blocks[-1].lines[0]) == (f"The {whose}’s report", "Our own note")


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
