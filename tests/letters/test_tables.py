"""Tables, headings and sheets on paper: read aloud for what they are, in every edition."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import docx
import pypdf
import pytest
from docx.oxml.ns import qn

from ehcp_desktop.services.documents.edition import COMFORT, EDITIONS, LARGE, Edition
from ehcp_desktop.services.letters.document import Block, LetterDocument, Line, Words
from ehcp_desktop.services.letters.render import render

HEADS = ("Day", "Who", "What happened")
ROWS = [
    (f"{n} June", "A teacher", f"Event {n}. " + "He was sent home. " * n) for n in range(1, 25)
]


def row(texts: tuple[str, ...], *, bold: bool = False) -> Line:
    return tuple(Words(text.strip(), bold) for text in texts)


TABLE = Block("table", (row(HEADS, bold=True), *(row(texts) for texts in ROWS)))
SHEET = LetterDocument(
    title="Log",
    sender=(),
    recipient=(),
    on=date(2026, 11, 22),
    salutation="",
    subject="What happened at school",
    byline=("Sam Example, born 14 March 2016", "Made by A Carer on 22 November 2026"),
    blocks=(Block("heading", (row(("In June",)),)), TABLE),
    close="",
    signature="A Carer",
)
LETTER = replace(SHEET, byline=(), salutation="Dear Director", close="Yours faithfully")


def pages(document: LetterDocument, edition: Edition = EDITIONS[0]) -> list[str]:
    reader = pypdf.PdfReader(io.BytesIO(render(document, ".pdf", edition)))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_the_headings_of_a_table_are_seen_on_every_page_and_read_once() -> None:
    made = render(LETTER, ".pdf")
    seen = pages(LETTER)
    assert len(seen) > 2
    assert all("Day Who What happened" in page for page in seen if "sent home" in page)
    assert made.count(b"/S /TH") == len(HEADS)
    assert made.count(b"/S /TR") == 1 + len(ROWS)
    assert made.count(b"/S /Table") == 1


@pytest.mark.parametrize("document", [SHEET, LETTER], ids=["sheet", "letter"])
def test_headings_are_tagged_by_their_level(document: LetterDocument) -> None:
    made = render(document, ".pdf")
    assert (made.count(b"/S /H1"), made.count(b"/S /H2")) == (1, 1)


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda each: each.id)
def test_bookmarks_lead_to_the_headings(edition: Edition) -> None:
    reader = pypdf.PdfReader(io.BytesIO(render(LETTER, ".pdf", edition)))
    title, (heading,) = reader.outline
    assert (title.title, heading.title) == ("What happened at school", "In June")
    assert title.top > heading.top > 0


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda each: each.id)
def test_every_cell_is_on_paper_in_every_edition(edition: Edition) -> None:
    whole = " ".join(pages(LETTER, edition))
    word = docx.Document(io.BytesIO(render(LETTER, ".docx", edition)))
    written = " ".join(text.text or "" for text in word.element.body.iter(qn("w:t")))
    assert all(f"Event {n}." in whole and f"Event {n}." in written for n in range(1, 25))


@pytest.mark.parametrize("edition", [COMFORT, LARGE], ids=lambda each: each.id)
def test_what_a_row_says_is_not_parted_over_two_pages(edition: Edition) -> None:
    for page in pages(LETTER, edition):
        told = [n for n in range(1, 25) if f"Day: {n} June" in page]
        assert [n for n in range(1, 25) if f"Event {n}." in page] == told
        assert page.count("sent home") == sum(told)


@pytest.mark.parametrize("edition", [COMFORT, LARGE], ids=lambda each: each.id)
def test_a_larger_edition_has_no_narrow_columns_and_no_small_letters(edition: Edition) -> None:
    reader = pypdf.PdfReader(io.BytesIO(render(LETTER, ".pdf", edition)))
    sizes: set[float] = set()
    for page in reader.pages:
        page.extract_text(
            visitor_text=lambda text, _cm, _tm, _font, size: (
                sizes.add(size) if text.strip() else None
            )
        )
    assert min(sizes) == edition.size
    assert not docx.Document(io.BytesIO(render(LETTER, ".docx", edition))).tables
    assert "What happened: Event 1." in " ".join(pages(LETTER, edition))


def test_a_word_table_has_its_headings_again_on_every_page() -> None:
    (table,) = docx.Document(io.BytesIO(render(LETTER, ".docx"))).tables
    assert [cell.text for cell in table.rows[0].cells] == list(HEADS)
    (heads,) = table._tbl.iter(qn("w:tblHeader"))  # noqa: SLF001  # no public door
    assert heads.getparent().getparent() is table.rows[0]._tr  # noqa: SLF001  # as above
    assert [cell.text for cell in table.rows[3].cells] == [cell.strip() for cell in ROWS[2]]


def test_a_sheet_has_a_title_and_whose_it_is_and_no_greeting() -> None:
    word = docx.Document(io.BytesIO(render(SHEET, ".docx")))
    assert [each.text for each in word.paragraphs[:3]] == [SHEET.subject, *SHEET.byline]
    assert word.paragraphs[0].style.name == "Heading 1"
    text = render(SHEET, ".txt").decode()
    assert text.startswith("\n".join((SHEET.subject, "", *SHEET.byline)))
    assert "Yours" not in text


def test_in_plain_text_each_row_says_what_it_is() -> None:
    assert (
        "Day: 1 June\nWho: A teacher\nWhat happened: Event 1." in render(LETTER, ".txt").decode()
    )


@pytest.mark.parametrize("edition", [EDITIONS[0], LARGE], ids=lambda each: each.id)
def test_a_heading_is_not_left_alone_at_the_foot_of_a_page(edition: Edition) -> None:
    for rows in range(3, 9):
        blocks = (replace(TABLE, lines=TABLE.lines[:rows]), *SHEET.blocks)
        assert not any(
            page.split(" Page ")[0].endswith("In June")
            for page in pages(replace(LETTER, blocks=blocks), edition)
        )
