"""A log as a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import openpyxl
import pytest

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events
from ehcp_desktop.services.letters import shelf
from ehcp_desktop.services.letters.writing import prepare
from ehcp_desktop.services.reports import log_out

if TYPE_CHECKING:
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family

NOTES = "Lesson or place: =Maths\nMinutes out of class: 45\nI was cross."


@pytest.fixture
def table(family: Family, child: Child) -> list[dict[str, str]]:
    """Return the log of one incident as a CSV is read."""
    incident = Event(
        child=child.id,
        kind="incident",
        on=When.parse("2026-11-20"),
        at="11:10",
        summary="Left alone",
        notes=NOTES,
    )
    events.log(family, incident)
    made = log_out.rendered(family, prepare(family, "school_events_log", child), ".csv")
    return list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"), newline="")))


def test_each_thing_that_a_log_knows_has_its_own_column(table: list[dict[str, str]]) -> None:
    (row,) = table
    assert row["Date"] == "2026-11-20"
    assert row["Time"] == "11:10"
    assert row["What it was"] == "Something happened at school"
    assert row["Minutes out of class"] == "45"
    assert row["Before it"] == ""


def test_what_was_typed_cannot_run_and_other_notes_stay_home(table: list[dict[str, str]]) -> None:
    (row,) = table
    assert row["Lesson or place"] == "'=Maths"
    assert "cross" not in str(row)


@pytest.mark.parametrize("name", ["phone_log", "school_events_log", "provision_log"])
def test_an_empty_log_is_a_sheet_of_headings(family: Family, child: Child, name: str) -> None:
    made = log_out.rendered(family, prepare(family, name, child), ".xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(made)).worksheets[0]
    assert sheet["A1"].value == "Date"
    assert sheet.max_row == 1


def test_only_the_logs_are_spreadsheets() -> None:
    logs = {one.id for one in shelf.templates() if log_out.is_log(one)}
    assert logs == {"phone_log", "school_events_log", "provision_log"}
