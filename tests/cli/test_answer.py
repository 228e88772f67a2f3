"""`ehcp answer`: what a time limit asks about an event, and what the family says to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Command, Rows

LOG = ("--child", "Sam", "--kind", "suspended", "--on", "2026-11-10")
DAY = ("--today", "2026-11-22")


@pytest.fixture
def suspended(file: Path, run: Command) -> str:
    return run("log", file, *LOG, *DAY)


def conditional(rows: Rows, file: Path) -> list[object]:
    found = rows("due", file, *DAY)
    return [one["conditional"] for one in found if one["rule"] == "excl_sixth_day_susp"]


def test_what_is_asked_is_shown_with_how_to_answer_it(
    file: Path, suspended: str, run: Command, rows: Rows
) -> None:
    said = run("answer", file, *DAY)
    assert "How long is the suspension? (suspended, 10 November 2026)" in said
    assert f"ehcp answer FILE {suspended} suspension_length=over_5" in said
    (row,) = rows("answer", file, *DAY)
    assert (row["id"], row["event"], row["answer"]) == ("suspension_length", suspended, None)


def test_an_answer_decides_and_can_be_taken_back(
    file: Path, suspended: str, run: Command, rows: Rows
) -> None:
    assert conditional(rows, file) == [True]
    run("answer", file, suspended, "suspension_length=over_5", *DAY)
    assert conditional(rows, file) == [False]
    assert "6 or more school days in a row (your answer)" in run("answer", file, *DAY)
    run("answer", file, suspended, "suspension_length=", *DAY)
    assert conditional(rows, file) == [True]


def test_an_event_can_be_logged_with_its_answer_as_one_step(
    file: Path, run: Command, rows: Rows, refusal: Command
) -> None:
    run("log", file, *LOG, "--answer", "suspension_length=up_to_5", *DAY)
    assert conditional(rows, file) == []
    run("undo", file)
    assert "not asked of this" in refusal("log", file, *LOG, "--answer", "weather=cold", *DAY)
    assert rows("answer", file, *DAY) == []
    assert run("answer", file, *DAY).startswith("Nothing is asked")


def test_what_is_no_answer_is_refused(
    file: Path, suspended: str, refusal: Command, wrong_usage: Command
) -> None:
    assert "up_to_5 or over_5" in refusal("answer", file, suspended, "suspension_length=9", *DAY)
    assert refusal("answer", file, "nowhere", "suspension_length=over_5", *DAY)
    for told in ([], ["suspension_length"]):
        assert "QUESTION=CHOICE" in wrong_usage("answer", file, suspended, *told, *DAY)


def test_a_limit_is_not_called_met_before_the_family_says_so(file: Path, run: Command) -> None:
    move = ("--kind", "phase_transfer_planned", "--outcome", "primary_to_secondary")
    run("log", file, "--child", "Sam", *move, "--on", "2027-09-01", *DAY)
    plan = run("log", file, "--child", "Sam", "--kind", "amended_plan_issued", *LOG[4:], *DAY)
    said = "Sunday 14 February 2027 – {}"
    assert said.format("perhaps met") in run("due", file, *DAY)
    run("answer", file, plan, "plan_names_next_setting=yes", *DAY)
    assert said.format("in time") in run("due", file, *DAY)
