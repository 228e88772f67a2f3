"""A thousand things that somebody might type come out as typed, whatever they would mean."""

from __future__ import annotations

import io
import unicodedata
from datetime import date
from random import Random

import docx
import pypdf
import pytest

from ehcp_desktop.services.letters.document import LetterDocument, body_text
from ehcp_desktop.services.letters.filling import fill_body
from ehcp_desktop.services.letters.plain import text
from ehcp_desktop.services.letters.render import render

NUMBER, IN_ONE = 1_000, 100
PIECES = (
    "{{ 7 * 7 }} {% if x %} {# no #} {{ own_words }} {%- raw -%} }} | ¶ ** * _ __ ## #",
    "<para> <b>bold</b> <br/> &amp; &lt; <font size=40> (])>> %PDF- endobj \\par \\( \\) BT ET Tj",
    "</w:p> <w:r/> {PAGE} «x» =1+1 =cmd|'/C calc'!A0 @SUM(1) +1 -1 1. 2) - – • | a | b",
    "Siân O’Brien Łukasz Żółć Ŵyn Nguyễn Müller-Strauß don't “so” £5 ½ é ñ — … 15% a/b c:\\d",
    'one\n\ntwo a\tb [friendly] [firm short] [x](y) `code` $x$ ~~no~~ http://a.b/?c=d&e #1 "q"',
)
WORDS = tuple(word for piece in PIECES for word in piece.split(" "))


@pytest.fixture(scope="module")
def typed() -> list[str]:
    """Return the strings: one to nine words of every kind, the same in every run."""
    chance = Random(4)
    return [" ".join(chance.choices(WORDS, k=chance.randint(1, 9))) for _ in range(NUMBER)]


@pytest.fixture(scope="module")
def letters(typed: list[str]) -> list[tuple[list[str], LetterDocument]]:
    """Return letters that state a hundred strings each, with those strings."""
    parts = [typed[start : start + IN_ONE] for start in range(0, NUMBER, IN_ONE)]
    return [(part, letter(part)) for part in parts]


def letter(strings: list[str]) -> LetterDocument:
    names = {f"x{number}": string for number, string in enumerate(strings)}
    return LetterDocument(
        title="Typed",
        sender=("A Carer",),
        recipient=("The Director",),
        on=date(2026, 11, 22),
        salutation="Dear Director",
        subject="what was typed",
        blocks=fill_body("\n\n".join(f"<{{{{ {name} }}}}>" for name in names), names, "firm"),
        close="Yours faithfully",
        signature="A Carer",
    )


def test_exactly_in_text(letters: list[tuple[list[str], LetterDocument]]) -> None:
    for strings, made in letters:
        said = "\n\n".join(f"<{string}>" for string in strings)
        assert said in text(made)
        assert said == body_text(made)


def test_exactly_in_word(letters: list[tuple[list[str], LetterDocument]]) -> None:
    for strings, made in letters:
        word = docx.Document(io.BytesIO(render(made, ".docx")))
        said = [each.text for each in word.paragraphs]
        assert [each for each in said if each.startswith("<")] == [f"<{each}>" for each in strings]


def test_in_pdf_after_folding_white_space(letters: list[tuple[list[str], LetterDocument]]) -> None:
    for strings, made in letters:
        reader = pypdf.PdfReader(io.BytesIO(render(made, ".pdf")))
        pages = [folded(page.extract_text()) for page in reader.pages]
        whole = "".join(page.removesuffix(f"Page{n}") for n, page in enumerate(pages, 1))
        assert all(folded(f"<{string}>") in whole for string in strings)


def folded(words: str) -> str:
    return "".join(unicodedata.normalize("NFC", words).split())
