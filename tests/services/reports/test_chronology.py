"""The chronology says what happened, to people and to spreadsheets, and nothing private."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import docx
import openpyxl
import pypdf
import pytest

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput, FileRefused
from ehcp_desktop.services import events
from ehcp_desktop.services.documents.edition import LARGE
from ehcp_desktop.services.reports.chronology import HEADINGS, SUFFIXES, chronology, rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family

SECRET = "SECRETNOTE"  # noqa: S105  # words of the family's own, not a password


@pytest.fixture
def told(family: Family, child: Child, tmp_path: Path) -> Child:
    """Return a child with a call, a decision with its paper, and a note without a date."""
    paper = tmp_path / "decision.txt"
    paper.write_text("We will keep the plan.")
    when = When.parse
    for event, papers in (
        (Event(child=child.id, kind="note", summary="Loves trains", notes=SECRET), []),
        (
            Event(
                child=child.id,
                kind="review_decision_received",
                outcome="maintain",
                on=when("2026-07-10"),
            ),
            [paper],
        ),
        (
            Event(
                child=child.id,
                kind="call",
                on=when("2026-06"),
                who="Nguyễn Ŵyn",
                direction="received",
                summary="=cmd|' /C calc'!A0",
                quote="It stays",
                notes=SECRET,
            ),
            [],
        ),
    ):
        events.log(family, event, papers)
    return child


def written(family: Family, child: Child, path: Path) -> str:
    """Return all that a chronology's file shows."""
    whole = chronology(family, child, path).read_bytes()
    if path.suffix == ".pdf":
        pages = pypdf.PdfReader(io.BytesIO(whole)).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())
    if path.suffix == ".docx":
        (table,) = docx.Document(io.BytesIO(whole)).tables
        return "\n".join(cell.text for row in table.rows for cell in row.cells)
    if path.suffix == ".xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(whole)).worksheets[0]
        return "\n".join(str(cell) for row in sheet.values for cell in row)
    return whole.decode("utf-8-sig")


def test_oldest_first_and_what_has_no_date_last(family: Family, told: Child) -> None:
    days = [row[0].replace("\u00a0", " ") for row in rows(family, told.id)]
    assert days == ["June 2026", "10 July 2026", "Date not known"]


def test_a_row_says_what_who_and_which_paper(family: Family, told: Child) -> None:
    call, decision, _ = rows(family, told.id)
    assert call[1:] == ("Phone call. =cmd|' /C calc'!A0. “It stays”.", "From Nguyễn Ŵyn", "")
    assert decision[3] == "decision.txt"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_kind_of_file_has_the_facts_and_no_private_notes(
    family: Family, told: Child, tmp_path: Path, suffix: str
) -> None:
    shown = written(family, told, tmp_path / f"chronology{suffix}")
    for fact in (*HEADINGS, "Nguyễn Ŵyn", "Loves trains", "Date not known"):
        assert fact in shown
    assert SECRET not in shown


def test_a_bookmark_leads_to_the_title(family: Family, told: Child, tmp_path: Path) -> None:
    (title,) = pypdf.PdfReader(chronology(family, told, tmp_path / "chronology.pdf")).outline
    assert title.title.startswith("Chronology: ")


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_large_print_has_each_row_with_its_paper_named(
    family: Family, told: Child, tmp_path: Path, suffix: str
) -> None:
    whole = chronology(family, told, tmp_path / f"large{suffix}", LARGE).read_bytes()
    if suffix == ".pdf":
        shown = pypdf.PdfReader(io.BytesIO(whole)).pages[0].extract_text()
    else:
        shown = "\n".join(one.text for one in docx.Document(io.BytesIO(whole)).paragraphs)
    for fact in ("10 July 2026", "From Nguyễn Ŵyn", "Source: decision.txt", "Loves trains"):
        assert fact in shown.replace("\u00a0", " ")
    assert SECRET not in shown


@pytest.mark.parametrize(
    ("suffix", "when_made"),
    [
        (".pdf", lambda file: pypdf.PdfReader(file).metadata.creation_date),
        (".docx", lambda file: docx.Document(str(file)).core_properties.created),
        (".xlsx", lambda file: openpyxl.load_workbook(file).properties.created),
    ],
)
def test_a_file_says_that_it_was_made_today(
    family: Family, told: Child, tmp_path: Path, suffix: str, when_made: Callable[[Path], datetime]
) -> None:
    file = chronology(family, told, tmp_path / f"chronology{suffix}")
    assert when_made(file).date() == family.today()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_can_act_as_a_formula(start: str) -> None:
    from ehcp_desktop.services.reports.spreadsheets_out import Sheet, xlsx
    from ehcp_desktop.services.reports.spreadsheets_out import csv as as_csv

    table = Sheet("Notes", date(2026, 11, 22), ("Note",), (18,), ((f"{start}1+1",),))
    (_, row) = csv.reader(io.StringIO(as_csv(table).decode("utf-8-sig"), newline=""))
    assert row[0] == f"'{start}1+1"
    cell = openpyxl.load_workbook(io.BytesIO(xlsx(table))).worksheets[0]["A2"]
    assert cell.data_type == "s"


def test_headings_and_page_numbers_are_on_every_page(
    family: Family, child: Child, tmp_path: Path
) -> None:
    for day in range(1, 29):
        on = When.parse(f"2026-02-{day:02}")
        event = Event(child=child.id, kind="note", on=on, summary="word " * 60)
        events.log(family, event)
    whole = chronology(family, child, tmp_path / "long.pdf").read_bytes()
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(whole)).pages]
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert "What happened" in page
        assert f"Page {number} of {len(pages)}" in page


def test_a_row_longer_than_a_page_is_all_there(
    family: Family, child: Child, tmp_path: Path
) -> None:
    events.log(family, Event(child=child.id, kind="note", summary="x" * 10_000))
    shown = written(family, child, tmp_path / "long.pdf")
    assert shown.count("x") == 10_000 + "".join(HEADINGS).count("x") + child.name.count("x")


def test_an_empty_story_is_still_a_file(family: Family, child: Child, tmp_path: Path) -> None:
    for suffix in SUFFIXES:
        assert chronology(family, child, tmp_path / f"none{suffix}").stat().st_size


def test_another_ending_and_a_missing_folder_are_refused(
    family: Family, child: Child, tmp_path: Path
) -> None:
    with pytest.raises(BadInput, match=r"not as “\.txt”"):
        chronology(family, child, tmp_path / "story.txt")
    with pytest.raises(FileRefused, match="could not be written"):
        chronology(family, child, tmp_path / "nowhere" / "story.pdf")


def test_a_review_meeting_says_what_the_review_was_called(family: Family, child: Child) -> None:
    meeting = Event(child=child.id, kind="review_meeting_held", model="Annual Progress Review")
    events.log(family, replace(meeting, on=When.parse("2026-06-02")))
    ((_, happened, _, _),) = rows(family, child.id)
    assert "Progress Review" in happened
