from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
import pytest

from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import papers
from ehcp_desktop.services.paper_words import can_be_read, words_of

if TYPE_CHECKING:
    from ehcp_desktop.domain.letter import Paper
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family


def paper(family: Family, child: Child, name: str, made: bytes) -> Paper:
    return papers.attach_bytes(family, child.id, (name, made))


def no_pdf(_made: bytes) -> str:
    return ""


def word_file() -> bytes:
    word, kept = docx.Document(), io.BytesIO()
    word.add_paragraph("Reading: On track.")
    table = word.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Speech", "A group"
    word.add_paragraph("Next steps: none.")
    word.save(kept)
    return kept.getvalue()


def test_a_word_document_gives_its_lines_and_tables_in_order(family: Family, child: Child) -> None:
    report = paper(family, child, "Report.DOCX", word_file())
    lines = words_of(family, report, no_pdf).splitlines()
    assert lines == ["Reading: On track.", "Speech | A group", "Next steps: none."]


@pytest.mark.parametrize("made", ["é – “x”".encode(), "é – “x”".encode("cp1252")])
def test_a_text_is_read_however_it_was_saved(family: Family, child: Child, made: bytes) -> None:
    assert words_of(family, paper(family, child, "a.txt", made), no_pdf) == "é – “x”"


def test_a_pdf_is_read_by_what_the_window_has_for_it(family: Family, child: Child) -> None:
    report = paper(family, child, "a.pdf", b"%PDF")
    assert words_of(family, report, lambda made: f"{made.decode()} \r\nOn track.") == (
        "%PDF\nOn track."
    )


@pytest.mark.parametrize(("name", "made"), [("a.pdf", b""), ("a.docx", b"PK no"), ("a.txt", b" ")])
def test_a_paper_without_words_says_what_to_do(
    family: Family, child: Child, name: str, made: bytes
) -> None:
    with pytest.raises(BadInput, match="type or paste what it says"):
        words_of(family, paper(family, child, name, made), no_pdf)


def test_a_photo_is_not_offered(family: Family, child: Child) -> None:
    assert not can_be_read(paper(family, child, "photo.jpg", b"x"))
