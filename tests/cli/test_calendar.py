from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Command, Rows

DAY = ("--today", "2026-11-22")


@pytest.fixture
def told(file: Path, run: Command) -> Path:
    """Return the file with a review meeting, whose limits are late and to come."""
    run("log", file, "--child", "Sam", "--kind", "review_meeting_held", "--on", "2026-11-02")
    return file


def test_the_calendar_holds_what_it_prints(told: Path, tmp_path: Path, rows: Rows) -> None:
    out = tmp_path / "dates.ics"
    printed = rows("calendar", told, "--out", out, *DAY)
    held = Calendar.from_ical(out.read_bytes()).walk("VEVENT")
    assert [(row["uid"], row["on"], row["title"]) for row in printed] == [
        (one["UID"], one.decoded("DTSTART").isoformat(), one["SUMMARY"]) for one in held
    ]
    assert {row["child"] for row in printed} == {"Sam Example"}


def test_the_same_limit_has_the_same_uid_each_time(told: Path, tmp_path: Path, rows: Rows) -> None:
    first, second = (rows("calendar", told, "--out", tmp_path / "d.ics", *DAY) for _ in range(2))
    assert [row["uid"] for row in first] == [row["uid"] for row in second]


def test_words_for_people_name_day_and_limit(told: Path, tmp_path: Path, run: Command) -> None:
    printed = run("calendar", told, "--out", tmp_path / "d.ics", "--child", "Sam", *DAY)
    assert "Monday 30 November 2026  Sam: Written decision after the review" in printed


def test_a_file_that_it_did_not_write_stays(
    told: Path, tmp_path: Path, run: Command, refusal: Command
) -> None:
    out = tmp_path / "d.ics"
    out.write_text("mine")
    assert "already there" in refusal("calendar", told, "--out", out, *DAY)
    assert out.read_text() == "mine"
    run("calendar", told, "--out", out, "--replace", *DAY)
    assert out.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


@pytest.mark.parametrize("name", ["d.txt", "d"])
def test_another_ending_is_refused_and_nothing_is_written(
    told: Path, tmp_path: Path, refusal: Command, name: str
) -> None:
    assert ".ics" in refusal("calendar", told, "--out", tmp_path / name, *DAY)
    assert not (tmp_path / name).exists()


def test_with_nothing_open_there_is_no_calendar(
    file: Path, tmp_path: Path, refusal: Command
) -> None:
    assert "nothing to put" in refusal("calendar", file, "--out", tmp_path / "d.ics", *DAY)


def test_a_limit_of_a_move_that_is_not_known_waits_on_no_decision(
    file: Path, run: Command
) -> None:
    run("log", file, "--child", "Sam", "--kind", "phase_transfer_planned", "--on", "2027-09-01")
    said = run("due", file, *DAY)
    assert "Sunday 14 February 2027 – may not apply" in said
    assert "It needs to know which move it is" in said
    assert "waits on the decision" not in said
