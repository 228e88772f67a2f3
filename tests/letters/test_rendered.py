"""A letter on paper says what the document says, in PDF, in Word and as text."""

from __future__ import annotations

import io
import time
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import docx
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ehcp_desktop.errors import BadInput
from ehcp_desktop.services.letters import shelf
from ehcp_desktop.services.letters.document import LetterDocument, all_text, paragraph
from ehcp_desktop.services.letters.filling import clean
from ehcp_desktop.services.letters.render import render, unprintable
from ehcp_desktop.services.letters.writing import prepare

if TYPE_CHECKING:
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family

NAMES = ["O’Brien", "O'Brien", "Ŵyn", "Nguyễn", "Łukasz Żółć", "Müller-Strauß", "Ολγα", "Иван"]
NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)
MARKUP = ["{{ 7*7 }}", "<para>", "<b>x</b>", "&amp;", "=cmd|", "</w:p>", "\\par", "(])>>", "%PDF"]


def letter(**changes: object) -> LetterDocument:
    """Return a short letter."""
    plain = LetterDocument(
        title="Decision",
        sender=("A Carer",),
        recipient=("The Director", "Council"),
        on=date(2024, 3, 1),
        salutation="Dear Director",
        subject="JSC, born 15 January 2014: decision",
        blocks=(paragraph("Please reply."),),
        close="Yours faithfully",
        signature="A Carer",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # the names of its fields


def folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def pdf_pages(document: LetterDocument) -> list[str]:
    reader = pypdf.PdfReader(io.BytesIO(render(document, ".pdf")))
    return [page.extract_text() for page in reader.pages]


def pdf_text(document: LetterDocument) -> str:
    return folded(" ".join(pdf_pages(document)))


def word_text(document: LetterDocument) -> str:
    word = docx.Document(io.BytesIO(render(document, ".docx")))
    return "\n".join(each.text for each in word.paragraphs)


@pytest.mark.parametrize("tone", shelf.TONES)
@pytest.mark.parametrize("template", ["review_decision_overdue", "early_review_request"])
def test_a_full_letter_is_one_page_that_says_everything(
    family: Family, full: Child, template: str, tone: str
) -> None:
    document = prepare(family, template, full, tone=tone).document
    (page,) = map(folded, pdf_pages(document))
    word, text = word_text(document), render(document, ".txt").decode()
    for line in all_text(document).splitlines():
        assert folded(line) in page
        assert line in word
        assert line in text


@pytest.mark.parametrize("name", NAMES)
def test_names_are_right_everywhere(name: str) -> None:
    document = letter(signature=name, subject=f"{name}: decision")
    assert pdf_text(document).count(folded(name)) == 2
    assert word_text(document).count(name) == 2
    assert render(document, ".txt").decode().count(name) == 2
    assert not unprintable(document)


@pytest.mark.parametrize("name", ["שרה כהן", "محمد عبد الله"])
def test_names_that_read_from_right_to_left_are_shaped_and_come_back(name: str) -> None:
    document = letter(blocks=(paragraph(f"I am the mother of {name} and write for {name}."),))
    assert pdf_text(document).count(name) == 2
    assert name in word_text(document)
    assert not unprintable(document)


def test_right_to_left_names_are_marked_for_word() -> None:
    from docx.oxml.ns import qn

    word = docx.Document(io.BytesIO(render(letter(signature="محمد عبد الله"), ".docx")))
    (run,) = [run for p in word.paragraphs for run in p.runs if run.font.rtl]
    assert run.text == "محمد عبد الله"
    assert [each.get(qn("w:bidi")) for each in run.element.iter(qn("w:lang"))] == ["ar-SA"]


@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_only_text(text: str) -> None:
    document = letter(blocks=(paragraph(text),), signature=text)
    assert pdf_text(document).count(folded(text)) == 2
    assert word_text(document).count(text) == 2


def test_a_character_that_no_font_has_is_named_and_boxed_but_not_lost() -> None:
    document = letter(blocks=(paragraph("Well done 😀 and 漢, 😀"),))
    assert unprintable(document) == ("😀", "漢")
    assert "Well done 😀 and 漢, 😀" in pdf_text(document)
    assert "Well done 😀 and 漢, 😀" in word_text(document)


def test_ten_thousand_characters_without_a_space_go_on_over_pages() -> None:
    pages = pdf_pages(letter(blocks=(paragraph("x" * 10_000),)))
    assert len(pages) > 1
    assert sum(page.count("x") for page in pages) == 10_000
    assert pages[-1].endswith(f"Page {len(pages)}")
    assert "Yours faithfully" in pages[-1]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300).map(clean))
def test_any_text_can_be_laid_out(text: str) -> None:
    document = letter(blocks=(paragraph(text),), sender=(text[:80],))
    for suffix in (".pdf", ".docx", ".txt"):
        assert render(document, suffix)
    assert text in word_text(document).replace("\r", "") or "\t" in text or "\n" in text


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(codec="cp1252", exclude_categories=["Cc", "Cf"]), max_size=200))
def test_latin_text_comes_back_from_pdf(text: str) -> None:
    whole = pdf_text(letter(blocks=(paragraph(f"[{text}]"),)))
    assert "".join(f"[{folded(text)}]".split()) in "".join(whole.split())


def test_a_pdf_is_tagged_titled_and_in_english() -> None:
    root = pypdf.PdfReader(io.BytesIO(render(letter(), ".pdf"))).root_object
    assert str(root["/MarkInfo"]) == "{'/Marked': True}"
    assert str(root["/Lang"]) == "en-GB"
    assert "DisplayDocTitle" in str(root["/ViewerPreferences"])
    whole = render(letter(), ".pdf")
    assert whole.count(b"/S /H1") == 1
    assert whole.count(b"/S /P ") >= 6


def test_the_lines_of_an_address_are_not_read_as_one_word() -> None:
    one, three = (
        render(letter(recipient=lines), ".pdf").count(b"/S /P ")
        for lines in (("The Director",), ("The Director", "Council", "NM1 1AA"))
    )
    assert three == one + 2


def test_a_pdf_names_nobody_outside_its_pages() -> None:
    described = pypdf.PdfReader(io.BytesIO(render(letter(), ".pdf"))).metadata
    assert "JSC" not in str(described)
    assert "Carer" not in str(described)


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".txt"])
def test_the_same_letter_is_the_same_file(suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = render(letter(), suffix)
    later = time.time() + 86_400
    monkeypatch.setattr(time, "time", lambda: later)
    assert render(letter(), suffix) == before


def test_a_file_was_made_on_the_day_that_its_letter_bears() -> None:
    described = pypdf.PdfReader(io.BytesIO(render(letter(), ".pdf"))).metadata
    made = docx.Document(io.BytesIO(render(letter(), ".docx"))).core_properties
    assert described is not None
    assert {described.creation_date, described.modification_date} == {NOON}
    assert {made.created, made.modified} == {NOON}


def test_word_has_a4_paper_british_english_and_real_styles() -> None:
    word = docx.Document(io.BytesIO(render(letter(), ".docx")))
    assert round((word.sections[0].page_height or 0) / 36000) == 297
    assert 'w:val="en-GB"' in word.styles.element.xml
    assert 'w:val="en-US"' not in word.styles.element.xml
    styles = {each.style.name for each in word.paragraphs if each.style}
    assert {"Letter Sender", "Letter Recipient", "Letter Subject", "Letter Text"} <= styles


def test_another_kind_of_file_is_refused() -> None:
    with pytest.raises(BadInput, match=r"not as “\.odt”"):
        render(letter(), ".odt")
