"""In every edition a listing is all there, in letters of its size, and can be heard."""

from __future__ import annotations

import io
import re
from datetime import date

import docx
import pypdf
import pytest

from ehcp_desktop.errors import BadInput
from ehcp_desktop.services.documents import listing
from ehcp_desktop.services.documents.edition import (
    COMFORT,
    EDITIONS,
    LARGE,
    STANDARD,
    Edition,
    edition,
)
from ehcp_desktop.services.documents.listing import Listing, Told

TEN = tuple(
    Told(f"{day} June 2026", (f"Call {day}: {'they listened ' * 9}.", f"To person {day}"))
    for day in range(1, 11)
)
PAPER = Listing(
    "Story", date(2026, 11, 22), "Story of Sam", ("Written.",), (("June", TEN),), ("End.",)
)
each_edition = pytest.mark.parametrize("shown", EDITIONS, ids=lambda one: one.id)


def pages(paper: Listing, shown: Edition) -> list[pypdf.PageObject]:
    return list(pypdf.PdfReader(io.BytesIO(listing.pdf(paper, shown))).pages)


def roles(paper: Listing) -> list[str]:
    """Return what the parts of the structure are, in the order of reading."""

    def walk(part: pypdf.generic.DictionaryObject) -> list[str]:
        kids = [kid.get_object() for kid in part["/K"]]
        below = [role for kid in kids if "/S" in kid for role in walk(kid)]
        return [str(part["/S"]), *below]

    catalog = pypdf.PdfReader(io.BytesIO(listing.pdf(paper, LARGE))).trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"].value
    return walk(catalog["/StructTreeRoot"]["/K"][0].get_object())


@each_edition
def test_no_letter_is_smaller_than_the_edition_says(shown: Edition) -> None:
    for page in pages(PAPER, shown):
        sizes = {
            float(size) for size in re.findall(rb"([\d.]+) Tf", page.get_contents().get_data())
        }
        assert min(sizes) == shown.size


def test_large_print_is_18_points_and_comfort_14() -> None:
    assert [one.size for one in EDITIONS] == [12, 14, 18]
    assert [one.is_larger for one in (STANDARD, COMFORT, LARGE)] == [False, True, True]


@each_edition
def test_all_of_it_is_there_in_order_and_the_pages_are_numbered(shown: Edition) -> None:
    texts = [page.extract_text() for page in pages(PAPER, shown)]
    assert len(texts) > 1
    for number, text in enumerate(texts, 1):
        assert f"Page {number} of {len(texts)}" in text
    told = re.findall(r"(\d+) June|Call (\d+)|To person (\d+)", " ".join(texts))
    assert ["".join(one) for one in told] == [str(day) for day in range(1, 11) for _ in range(3)]


@each_edition
def test_what_is_told_of_one_thing_stays_on_one_page(shown: Edition) -> None:
    for text in (page.extract_text() for page in pages(PAPER, shown)):
        assert len(re.findall(r"\d June", text)) == len(re.findall("To person", text))


def test_what_fills_more_than_a_page_is_cut_and_nothing_is_lost() -> None:
    long = Told("1 June 2026", ("z" * 9_000,))
    texts = [
        page.extract_text() for page in pages(PAPER._replace(sections=(("", (long,)),)), LARGE)
    ]
    assert sum(text.count("z") for text in texts) == 9_000
    assert "1 June 2026" in texts[0]


def test_a_screen_reader_finds_headings_and_a_list_of_ten() -> None:
    found = roles(PAPER)
    assert found[:5] == ["/Document", "/H1", "/P", "/H2", "/L"]
    assert found.count("/LI") == 10
    assert found[-1] == "/P"


@each_edition
def test_bookmarks_lead_to_the_headings(shown: Edition) -> None:
    reader = pypdf.PdfReader(io.BytesIO(listing.pdf(PAPER, shown)))
    title, (section,) = reader.outline
    assert (title.title, section.title) == ("Story of Sam", "June")
    assert title.top > section.top > 0


@each_edition
def test_word_has_the_same_words_and_size_under_real_headings(shown: Edition) -> None:
    word = docx.Document(io.BytesIO(listing.docx(PAPER, shown)))
    assert word.styles["Normal"].font.size.pt == shown.size
    styles = [paragraph.style.name for paragraph in word.paragraphs]
    assert styles[:4] == ["Heading 1", "Normal", "Heading 2", "Normal"]
    plain = [line for line in listing.text(PAPER).decode().splitlines() if line]
    assert [paragraph.text for paragraph in word.paragraphs] == plain


@pytest.mark.parametrize("made", [listing.pdf, listing.docx])
def test_the_same_words_on_the_same_day_give_the_same_bytes(made: object) -> None:
    assert callable(made)
    assert made(PAPER, COMFORT) == made(PAPER, COMFORT)


def test_an_edition_is_found_by_its_name_and_no_other() -> None:
    assert [edition(one.id) for one in EDITIONS] == list(EDITIONS)
    with pytest.raises(BadInput, match="standard, comfort, large"):
        edition("huge")
