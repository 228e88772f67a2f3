"""The papers for a review meeting, read back from what was printed."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from pypdf import PdfReader

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.invitee import Invitee
from ehcp_desktop.domain.people import Contact
from ehcp_desktop.domain.preparation import Preparation
from ehcp_desktop.domain.review import ARRANGED
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput, FileRefused
from ehcp_desktop.services import events, getting_ready, papers
from ehcp_desktop.services.documents.edition import COMFORT, EDITIONS, LARGE, STANDARD
from ehcp_desktop.services.reports import meeting_papers

if TYPE_CHECKING:
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.services.documents.edition import Edition
    from ehcp_desktop.services.family import Family

HOSTILE = "<b>&amp; 50 % off</b> \x00{{ child }} “שלום” 🙂\nnext " + "w" * 400 + " word" * 300
PAPERS = ("pack", "views", "agenda", "papers", "child")


@pytest.fixture
def review(family: Family, child: Child) -> Review:
    """Return a review whose meeting is on a Thursday afternoon in December."""
    meeting = Event(
        child=child.id,
        kind=ARRANGED,
        on=When.parse("2026-12-10"),
        at="14:00",
        who="Hill Road",
        model="Annual review",
    )
    return family.store.reviews.get(str(events.log(family, meeting).review))


def prepare(family: Family, review: Review, part: str, text: str, topic: str = "") -> None:
    line = Preparation(review=review.id, part=part, text=text, topic=topic)
    getting_ready.keep(family, line)


def take_along(family: Family, review: Review, name: str, page: int | None, why: str) -> None:
    paper = papers.attach_bytes(family, review.child, (name, name.encode()))
    line = Preparation(review=review.id, part="paper", paper=paper.id, page=page, text=why)
    getting_ready.keep_paper(family, line, None)


def fill(family: Family, review: Review, words: str, times: int = 1) -> None:
    """Prepare something in every part, so many times."""
    for number in range(times):
        for part in getting_ready.LISTS:
            prepare(family, review, part, f"{part} {number} {words}", words)
        prepare(family, review, "our_view", words, f"What worries us {number}")
        prepare(family, review, "childs_view", words, "I like" if not number else f"{number}")
        prepare(family, review, "agenda", f"{number} {words}", "10")
        take_along(family, review, f"report {number}.pdf", number + 1, words)


def pages(family: Family, review: Review, paper: str, edition: Edition = STANDARD) -> list[str]:
    made = meeting_papers.rendered(family, review, paper, ".pdf", edition)
    read = PdfReader(io.BytesIO(made))
    assert "/StructTreeRoot" in read.trailer["/Root"].get_object()
    return [" ".join(page.extract_text().split()) for page in read.pages]


def test_the_pack_says_where_things_stand_and_what_we_ask(
    family: Family, child: Child, review: Review
) -> None:
    held = Event(child=child.id, kind="review_meeting_held", on=When.parse("2025-09-02"))
    events.log(family, held)
    family.store.invitees.save(Invitee(review=review.id, name="Mrs Bell", role="SENCO"))
    prepare(family, review, "goes_well", "Read aloud in assembly", "Mrs Bell")
    prepare(family, review, "ask", "One-to-one therapy")
    prepare(family, review, "question", "Who covers it?")
    take_along(family, review, "speech.pdf", 3, "A group is not suitable")
    first, second = pages(family, review, "pack")
    for said in (
        "Annual review, Thursday 10 December 2026 at 14:00, Hill Road",
        "Who may come: Mrs Bell (SENCO)",
        "Anyshire County Council, due on Tuesday 30 September 2025. SEND Regulations 2014",
        "Read aloud in assembly",
    ):
        assert said in first
    for said in ("1. One-to-one therapy", "1. Who covers it?", "speech.pdf, page 3", "A group"):
        assert said in second


def test_who_does_not_come_is_left_out(family: Family, review: Review) -> None:
    for name, attendance in (("Dr No", "apologies"), ("Mr Yes", "")):
        known = Invitee(review=review.id, name=name, attendance=attendance)
        family.store.invitees.save(known)
    first, _ = pages(family, review, "pack")
    assert "Who may come: Mr Yes" in first
    assert "Dr No" not in first


@pytest.mark.parametrize("words", ["", "a line of ordinary words", HOSTILE])
@pytest.mark.parametrize("times", [0, 3, 30])
def test_the_pack_is_two_pages_whatever_is_in_it(
    family: Family, review: Review, words: str, times: int
) -> None:
    with family.store.action("much"):
        fill(family, review, words, times)
    first, second = pages(family, review, "pack")
    assert first.endswith("Page 1 of 2")
    assert "What we ask for" in second
    assert ("more, see our list of papers" in second) is (times == 30)
    assert ("more, see our record" in first) is (times == 30)


def test_the_pack_of_the_made_up_family_is_two_pages(example_family: Family) -> None:
    for review in example_family.store.reviews.all():
        assert len(pages(example_family, review, "pack")) == 2


@pytest.mark.parametrize("edition", [COMFORT, LARGE], ids=["comfort", "large"])
def test_larger_letters_say_the_same_on_more_pages(
    family: Family, review: Review, edition: Edition
) -> None:
    fill(family, review, "a line of ordinary words", 8)
    small = " ".join(pages(family, review, "pack"))
    large = pages(family, review, "pack", edition)
    assert len(large) > 2
    assert "In larger letters" in large[-1]
    assert set(_said(small)) <= set(_said(" ".join(large)))


def _said(text: str) -> list[str]:
    return [word for word in text.split() if not word.isdecimal()]


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.id)
@pytest.mark.parametrize("paper", PAPERS)
def test_hostile_words_and_names_can_be_printed(
    family: Family, child: Child, review: Review, paper: str, edition: Edition
) -> None:
    family.store.children.save(replace(child, name="Ünnamed" * 30 + " <i>O’Neil"))
    fill(family, review, HOSTILE)
    text = " ".join(pages(family, review, paper, edition))
    assert "<b>&amp; 50 % off</b> {{ child }}" in text or paper == "child"
    assert "\x00" not in text


def test_our_views_stand_under_their_prompts_as_typed(family: Family, review: Review) -> None:
    family.store.contacts.save(Contact(name="Amara Example", is_sender=True))
    prepare(family, review, "our_view", "The move.\nThe bus.", "What worries us")
    (page,) = pages(family, review, "views")
    assert "From Amara Example What worries us The move. The bus." in page


@pytest.mark.parametrize(("paper", "part"), [("views", "Our views"), ("papers", "No paper")])
def test_a_paper_with_nothing_on_it_is_refused(
    family: Family, review: Review, paper: str, part: str
) -> None:
    with pytest.raises(BadInput, match=part):
        meeting_papers.told(family, review, paper)


def test_the_agenda_runs_on_from_the_beginning_of_the_meeting(
    family: Family, review: Review
) -> None:
    for text, long in (("Welcome", "5"), ("The move", "20"), ("Any time", "some"), ("End", "5")):
        prepare(family, review, "agenda", text, long)
    (page,) = pages(family, review, "agenda")
    assert "1. Welcome 14:00, 5 minutes 2. The move 14:05, 20 minutes 3. Any time 14:25" in page
    assert "4. End 5 minutes" in page


def test_the_list_of_papers_says_which_page_to_open_and_why(
    family: Family, review: Review
) -> None:
    take_along(family, review, "speech.pdf", 3, "A group is not suitable")
    take_along(family, review, "photo.jpg", None, "")
    (page,) = pages(family, review, "papers")
    assert "1. speech.pdf Open it at page 3. A group is not suitable" in page
    assert "2. photo.jpg File: photo.jpg" in page


@pytest.mark.parametrize("suffix", [".docx", ".txt"])
def test_the_pack_can_be_changed_in_word_or_sent_as_text(
    family: Family, review: Review, suffix: str
) -> None:
    prepare(family, review, "ask", "One-to-one therapy")
    made = meeting_papers.rendered(family, review, "pack", suffix, STANDARD)
    if suffix == ".txt":
        assert "What we ask for\n\n1. One-to-one therapy" in made.decode()
        return
    (turned,) = [
        one.text
        for one in docx.Document(io.BytesIO(made)).paragraphs
        if one.paragraph_format.page_break_before
    ]
    assert turned == "What we ask for"


@pytest.mark.parametrize("paper", PAPERS)
def test_another_kind_of_file_is_refused(
    family: Family, review: Review, paper: str, tmp_path: Path
) -> None:
    fill(family, review, "words")
    out = tmp_path / "out.xlsx"
    with pytest.raises(BadInput, match="not as"):
        meeting_papers.save(family, review, paper, out, STANDARD)
    assert not out.exists()


def test_a_file_that_cannot_be_written_is_told(family: Family, review: Review) -> None:
    with pytest.raises(FileRefused, match="could not be written"):
        meeting_papers.save(family, review, "pack", Path("/nowhere/pack.pdf"), STANDARD)


def test_the_childs_page_is_two_sheets_of_few_words_in_large_print(
    family: Family, review: Review
) -> None:
    first, second = pages(family, review, "child")
    assert first.startswith("Sam’s page For my meeting: Thursday 10 December 2026")
    assert len((first + second).split()) < 110
    assert "I am good at" in second
    assert "Example" not in first + second


def test_every_picture_of_the_childs_page_says_what_it_is(family: Family, review: Review) -> None:
    made = meeting_papers.rendered(family, review, "child", ".pdf", STANDARD)
    figures = [one for one in _parts(PdfReader(io.BytesIO(made))) if one["/S"] == "/Figure"]
    assert len(figures) == 6 * 4 + 1 + 6 * 2
    assert {"a happy face", "a school", "an empty box to draw or write in"} <= {
        str(one["/Alt"]) for one in figures
    }


def _parts(read: PdfReader) -> list[dict[str, object]]:
    def inside(part: dict[str, object]) -> list[dict[str, object]]:
        kids = [kid.get_object() for kid in part.get("/K", [])]
        below = [kid for kid in kids if "/S" in kid]
        return [*below, *(one for kid in below for one in inside(kid))]

    return inside(read.trailer["/Root"]["/StructTreeRoot"])


@pytest.mark.parametrize(("words", "sheets"), [("Trains and maps", 2), ("I like maps. " * 90, 3)])
def test_what_a_child_says_stands_in_its_box_or_on_the_next_page(
    family: Family, review: Review, words: str, sheets: int
) -> None:
    prepare(family, review, "childs_view", words, "I like")
    found = pages(family, review, "child")
    assert len(found) == sheets
    assert words.strip() in found[-1]
    assert ("It is on the next page." in found[1]) is (sheets == 3)
