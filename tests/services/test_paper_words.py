from __future__ import annotations

import io
from contextlib import suppress
from random import Random
from typing import TYPE_CHECKING
from zipfile import ZipFile

import docx
import pytest
from docx.oxml import parse_xml

from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import papers
from ehcp_desktop.services.paper_words import Taken, can_be_read, words_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document

    from ehcp_desktop.domain.letter import Paper
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family


def paper(family: Family, child: Child, name: str, made: bytes) -> Paper:
    return papers.attach_bytes(family, child.id, (name, made))


def no_pdf(_made: bytes) -> Taken:
    return Taken("")


def saved(word: Document) -> bytes:
    kept = io.BytesIO()
    word.save(kept)
    return kept.getvalue()


def word_file(*cells: str) -> bytes:
    word = docx.Document()
    word.add_paragraph("Reading: On track.")
    table = word.add_table(rows=1, cols=len(cells))
    for cell, words in zip(table.rows[0].cells, cells, strict=True):
        cell.text = words
    word.add_paragraph("Next steps: none.")
    return saved(word)


def form_file(body: str) -> bytes:
    """Return a Word document with this between its body's tags."""
    word = docx.Document()
    spaces = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    for part in reversed(parse_xml(f"<w:body {spaces}>{body}</w:body>")):
        word.element.body.insert(0, part)
    return saved(word)


def repacked(made: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Return a Word document with its main part changed."""
    kept = io.BytesIO()
    with ZipFile(io.BytesIO(made)) as old, ZipFile(kept, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(part) if name == "word/document.xml" else part)
    return kept.getvalue()


@pytest.mark.parametrize("cells", [("Speech", "A group"), ("Met", "Met", "Not met")])
def test_a_word_document_gives_its_lines_and_every_cell_in_order(
    family: Family, child: Child, cells: tuple[str, ...]
) -> None:
    report = paper(family, child, "Report.DOCX", word_file(*cells))
    lines = words_of(family, report, no_pdf).words.splitlines()
    assert lines == ["Reading: On track.", " | ".join(cells), "Next steps: none."]


def test_a_cell_over_two_columns_is_read_once(family: Family, child: Child) -> None:
    word = docx.Document()
    first, second, last = word.add_table(rows=1, cols=3).rows[0].cells
    first.merge(second).text, last.text = "Speech", "A group"
    report = paper(family, child, "a.docx", saved(word))
    assert words_of(family, report, no_pdf).words == "Speech | A group"


FIELD = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
RUN = "<w:r><w:t>A group</w:t></w:r>"
CELL = f"<w:tc><w:p>{RUN}</w:p></w:tc>"


@pytest.mark.parametrize(
    "body",
    [
        FIELD.format(f"<w:p>{RUN}</w:p>"),
        f"<w:p>{FIELD.format(RUN)}</w:p>",
        f"<w:tbl><w:tr>{FIELD.format(CELL)}</w:tr></w:tbl>",
        f"<w:tbl>{FIELD.format(f'<w:tr>{CELL}</w:tr>')}</w:tbl>",
        f'<w:p><w:ins w:id="1" w:author="x">{RUN}</w:ins><w:moveFrom>{RUN}</w:moveFrom></w:p>',
        f"<w:p><w:r><w:txbxContent><w:p>{RUN}</w:p></w:txbxContent></w:r></w:p>",
    ],
    ids=["paragraph", "in a paragraph", "cell", "row", "tracked", "box"],
)
def test_what_was_typed_into_a_form_is_read_once(family: Family, child: Child, body: str) -> None:
    report = paper(family, child, "form.docx", form_file(body))
    assert words_of(family, report, no_pdf).words == "A group"


@pytest.mark.parametrize("made", ["é – “x”".encode(), "é – “x”".encode("cp1252")])
def test_a_text_is_read_however_it_was_saved(family: Family, child: Child, made: bytes) -> None:
    assert words_of(family, paper(family, child, "a.txt", made), no_pdf).words == "é – “x”"


def test_a_pdf_is_read_by_what_the_window_has_for_it(family: Family, child: Child) -> None:
    report = paper(family, child, "a.pdf", b"%PDF")
    found = words_of(family, report, lambda made: Taken(f"{made.decode()} \r\nOn track."))
    assert found == Taken("%PDF\nOn track.")


FULL = "He takes part in the group for speech therapy and"


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (f"{FULL}\nis happy there.\nReading", f"{FULL} is happy there.\nReading"),
        (f"{FULL} one-\nto-one help.", f"{FULL} one-to-one help."),
        (f"{FULL}\n\nis happy", f"{FULL}\n\nis happy"),
        (f"{FULL} more.\nis happy", f"{FULL} more.\nis happy"),
        (f"{FULL}\nReading: on track", f"{FULL}\nReading: on track"),
        ("speech\nreading\nlunch", "speech\nreading\nlunch"),
    ],
)
def test_only_a_line_that_a_pdf_surely_broke_is_made_whole(
    family: Family, child: Child, words: str, read: str
) -> None:
    report = paper(family, child, "a.pdf", b"%PDF")
    assert words_of(family, report, lambda _: Taken(words)).words == read


def test_a_paper_that_is_too_long_says_so(family: Family, child: Child) -> None:
    text = words_of(family, paper(family, child, "a.txt", b"x" * 200_001), no_pdf)
    assert (len(text.words), text.is_whole) == (200_000, False)
    pages = paper(family, child, "a.pdf", b"%PDF")
    assert not words_of(family, pages, lambda _: Taken("x", is_whole=False)).is_whole
    assert words_of(family, pages, lambda _: Taken("x")).is_whole


@pytest.mark.parametrize(("name", "made"), [("a.pdf", b""), ("a.docx", b"PK no"), ("a.txt", b" ")])
def test_a_paper_without_words_says_what_to_do(
    family: Family, child: Child, name: str, made: bytes
) -> None:
    with pytest.raises(BadInput, match="type or paste what it says"):
        words_of(family, paper(family, child, name, made), no_pdf)


def test_a_photo_is_not_offered(family: Family, child: Child) -> None:
    assert not can_be_read(paper(family, child, "photo.jpg", b"x"))


def test_a_damaged_word_document_is_refused_or_read_and_never_a_mishap(
    family: Family, child: Child
) -> None:
    whole, chance = word_file("Speech", "A group"), Random(5)
    for _ in range(60):
        made = bytearray(whole)
        for _ in range(40):
            made[chance.randrange(len(made))] = chance.randrange(256)
        with suppress(BadInput):
            words_of(family, paper(family, child, "a.docx", bytes(made)), no_pdf)


@pytest.mark.parametrize(
    "change",
    [
        lambda part: part.replace(b"w:body", b"w:other"),
        lambda part: part[: len(part) // 2],
        lambda _: b"<x/>",
    ],
    ids=["no body", "half", "other"],
)
def test_a_word_document_without_a_body_says_what_to_do(
    family: Family, child: Child, change: Callable[[bytes], bytes]
) -> None:
    made = repacked(word_file("Speech"), change)
    with pytest.raises(BadInput, match="damaged"):
        words_of(family, paper(family, child, "a.docx", made), no_pdf)
