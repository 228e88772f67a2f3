"""Every letter of the shelf in every tone and length: word for word, and on paper.

What each letter needs of a family stands in given/, its words in golden/. After a change of words:
delete the letter's files in golden/, run this once, and read what it wrote.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pytest
from lxml import etree

from ehcp_desktop.services.letters import shelf
from ehcp_desktop.services.letters.document import all_text
from ehcp_desktop.services.letters.plain import text
from ehcp_desktop.services.letters.render import render, unprintable
from ehcp_desktop.services.letters.writer import AUTHORITY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.letters.conftest import Letters

    from ehcp_desktop.services.letters.document import LetterDocument

GOLDEN = Path(__file__).with_name("golden")
LETTERS = [each for each in shelf.templates() if each.shape == "letter"]
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# A gap, an empty fact, a mark of the author's, a control character; "[2022] EWHC" is a citation.
STRAY = re.compile(
    r"\[(?!\d{4}\])|\]\(|\bNone\b|\{[{%]|[}%]\}|\*\*|[|¶]|##|[\x00-\x08\x0b-\x1f]| [,.;:]|\(\)"
)
# What is true of a parent or young person, not of an advocate who writes for them.
THEIRS = re.compile(
    r"\bgives me\b|\bmust \w+ me\b|\bconsult me\b|\breached me\b|\bwe live\b"
    r"|\bmy (?:time|right|appeal)|\btime that I have\b|\bI (?:am entitled|have (?:a|the) right)\b"
    r"|\bI (?:can|may|could|wish to|want to|have to) (?:only )?(?:appeal|do|act)\b"
)


def golden(written: Mapping[str, str]) -> dict[str, str]:
    """Return the texts that are kept; write down new ones, and fail so that they are read."""
    new = [name for name in written if not (GOLDEN / f"{name}.txt").exists()]
    for name in new:
        (GOLDEN / f"{name}.txt").write_text(written[name], encoding="utf-8")
    if new:
        pytest.fail(f"{', '.join(new)} in golden/ are new: read them, then run again.")
    return {name: (GOLDEN / f"{name}.txt").read_text(encoding="utf-8") for name in written}


def test_a_letter_reads_as_it_was_read(letters: Letters) -> None:
    name = letters.template.id
    written = {f"{name}-{way}": text(document) for way, document in letters.every.items()}
    written[f"fewest-{name}"] = text(letters.fewest["firm"])
    assert written == golden(written)


@pytest.mark.parametrize("family", ["every", "fewest"])
def test_a_letter_has_no_gap_and_no_stray_sign(letters: Letters, family: str) -> None:
    for way, document in getattr(letters, family).items():
        found = STRAY.search(text(document))
        assert found is None, (way, text(document)[max(0, found.start() - 60) : found.end() + 60])
        assert not unprintable(document)


def test_an_advocate_claims_no_right_of_the_family_as_their_own(letters: Letters) -> None:
    assert bool(letters.advocate) is (letters.template.id != AUTHORITY)
    for document in letters.advocate.values():
        assert not THEIRS.findall(text(document))


@pytest.mark.parametrize("family", ["every", "fewest"])
def test_a_letter_says_the_same_in_pdf_and_in_word(letters: Letters, family: str) -> None:
    for document in getattr(letters, family).values():
        paper, word = read_pdf(document), read_word(document)
        for line in map(folded, all_text(document).splitlines()):
            assert line in paper
            assert line in word


@pytest.mark.parametrize("template", LETTERS, ids=lambda each: each.id)
def test_the_three_tones_open_and_close_in_their_own_words(template: shelf.Template) -> None:
    marks = (re.match(r"\[([a-z, ]+)\]", block) for block in template.body.split("\n\n"))
    named = [set(re.split("[, ]+", mark[1])) & set(shelf.TONES) for mark in marks if mark]
    for tone in shelf.TONES:
        assert sum(each == {tone} for each in named) >= 2, tone


def read_pdf(document: LetterDocument) -> str:
    reader = pypdf.PdfReader(io.BytesIO(render(document, ".pdf")))
    return folded(" ".join(page.extract_text() for page in reader.pages))


def read_word(document: LetterDocument) -> str:
    with zipfile.ZipFile(io.BytesIO(render(document, ".docx"))) as parts:
        root = etree.fromstring(parts.read("word/document.xml"))
    lines = ("".join(each.itertext(f"{WORD}t")) for each in root.iter(f"{WORD}p"))
    return folded(" ".join(lines))


def folded(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).split())
