from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from ehcp_desktop.services.paper_words import Taken
from ehcp_desktop.ui.pdf_words import words_of_pdf


def pdf(pages: int) -> bytes:
    kept = io.BytesIO()
    canvas = Canvas(kept)
    for number in range(1, pages + 1):
        canvas.drawString(72, 700, f"Page {number}")
        canvas.showPage()
    canvas.save()
    return kept.getvalue()


@pytest.mark.parametrize(("pages", "is_whole"), [(60, True), (61, False)])
def test_a_pdf_is_read_for_sixty_pages_and_then_says_so(pages: int, is_whole: bool) -> None:
    read = words_of_pdf(pdf(pages))
    assert read.words.split("\n")[-1].strip() == "Page 60"
    assert read.is_whole is is_whole


def test_what_is_no_pdf_has_no_words() -> None:
    assert words_of_pdf(b"no") == Taken("")
