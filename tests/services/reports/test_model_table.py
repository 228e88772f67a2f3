"""The table of law, council and family on paper says where each thing is from."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import docx
import pypdf
import pytest

from ehcp_desktop.errors import BadInput, FileRefused
from ehcp_desktop.services import model_check
from ehcp_desktop.services.documents.edition import COMFORT, LARGE, STANDARD
from ehcp_desktop.services.reports import model_table

if TYPE_CHECKING:
    from pathlib import Path

    from ehcp_desktop.services.documents.edition import Edition
    from ehcp_desktop.services.family import Family


@pytest.fixture
def review(example_family: Family) -> str:
    return example_family.store.reviews.all(model="progress")[0].id


def text_of(made: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    shown = " ".join(" ".join(page.extract_text() for page in pages).split())
    return re.sub(r"Page \d+ of \d+ ", "", shown)


@pytest.mark.parametrize("edition", [STANDARD, COMFORT, LARGE], ids=lambda one: one.id)
def test_every_line_and_every_source_is_on_the_paper(
    edition: Edition, example_family: Family, review: str
) -> None:
    shown = text_of(model_table.rendered(example_family, review, ".pdf", edition))
    found = model_check.check(example_family, review)
    for line in found.lines:
        assert line.aspect.law in shown
    for source in found.sources:
        assert f"{source.said}. {source.sure}" in shown
    assert "145 days late, not received as of" in shown


def test_what_stands_in_a_cell_says_by_number_where_it_is_from(
    example_family: Family, review: str
) -> None:
    shown = text_of(model_table.rendered(example_family, review, ".pdf", LARGE))
    assert "Every plan is still reviewed every year. [3]" in shown
    assert "3. A council’s own words, found at bromley.gov.uk: Bromley" in shown


def test_word_has_the_table_with_its_headings(example_family: Family, review: str) -> None:
    made = model_table.rendered(example_family, review, ".docx", STANDARD)
    (table,) = docx.Document(io.BytesIO(made)).tables
    assert tuple(cell.text for cell in table.rows[0].cells) == model_table.HEADINGS
    assert len(table.rows) == 8


def test_a_kind_of_file_that_is_not_known_is_refused(example_family: Family, review: str) -> None:
    with pytest.raises(BadInput, match=r"\.pdf, \.docx, \.txt"):
        model_table.rendered(example_family, review, ".odt", STANDARD)


def test_a_folder_that_is_not_there_is_said_kindly(
    example_family: Family, review: str, tmp_path: Path
) -> None:
    with pytest.raises(FileRefused, match="could not be written"):
        model_table.save(example_family, review, tmp_path / "none" / "table.txt", STANDARD)
