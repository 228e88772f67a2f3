"""`ehcp pack`: what a rule pack would change, applied only when that is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlcipher3
from tests.services.pack_text import DECISION, HEAD, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Command, Rows

EARLY = (HEAD + DECISION).replace("from = 2027-03-01", "from = 2026-09-01")
DAY = ("--today", "2026-12-10")


@pytest.fixture
def met(file: Path, run: Command) -> Path:
    run("log", file, "--child", "Sam", "--kind", "review_meeting_held", "--on", "2026-11-03",
        "--today", "2026-12-10")  # fmt: skip
    return file


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write(tmp_path, EARLY)


def decision(rows: Rows, met: Path) -> object:
    return next(row["due"] for row in rows("due", met, *DAY) if row["rule"] == "review_decision")


def test_by_default_nothing_is_changed(met: Path, pack: Path, run: Command, rows: Rows) -> None:
    said = run("pack", met, pack, *DAY)
    assert "Changed from 1 September 2026: Written decision after the review" in said
    assert "1 December 2026 (overdue) → 15 December 2026 (waiting)" in said
    assert said.endswith("Nothing is changed yet.")
    assert decision(rows, met) == "2026-12-01"


def test_what_would_change_is_there_for_programs(met: Path, pack: Path, rows: Rows) -> None:
    (row,) = rows("pack", met, pack, *DAY)
    assert (row["rule"], row["child"]) == ("review_decision", "Sam Example")
    assert row["before"]["due"] == "2026-12-01"  # type: ignore[index]
    assert row["after"]["due"] == "2026-12-15"  # type: ignore[index]


def test_a_deadline_that_goes_has_nothing_after(
    met: Path, tmp_path: Path, run: Command, rows: Rows
) -> None:
    ended = '[[ended]]\nrule = "review_decision"\nlast_day = 2026-08-31\n'
    going = write(tmp_path, f"{HEAD}{ended}", "ended.ehcp-rules")
    said = run("pack", met, going, *DAY)
    assert "No longer from 1 September 2026: Written decision after the review" in said
    assert "1 December 2026 (overdue) → nothing" in said
    (row,) = rows("pack", met, going, *DAY)
    assert row["after"] is None


def test_applied_it_counts_until_it_is_undone(
    met: Path, pack: Path, run: Command, rows: Rows
) -> None:
    assert run("pack", met, pack, "--apply", *DAY).endswith("Applied; `ehcp undo` takes it back.")
    assert decision(rows, met) == "2026-12-15"
    assert "Update the law: england-2027.03" in run("undo", met)
    assert decision(rows, met) == "2026-12-01"


def test_the_program_s_own_law_is_taken_again(
    met: Path, pack: Path, run: Command, rows: Rows
) -> None:
    run("pack", met, pack, "--apply", *DAY)
    assert rows("pack", met)[0]["id"] == "england-2027.03"
    assert run("pack", met, "--take-back").startswith("The law of england-2026.11 (control number")
    assert decision(rows, met) == "2026-12-01"


def test_a_pack_that_does_not_count_is_told(met: Path, pack: Path, run: Command) -> None:
    run("pack", met, pack, "--apply", *DAY)
    with sqlcipher3.connect(met) as file:
        file.execute("update pack set text = replace(text, 'format = 1', 'format = 9')")
    file.close()
    assert "The law update in this record is not used: england-2027.03, pack was made for a" in (
        " ".join(run("pack", met).split())
    )


def test_a_refused_pack_is_one_sentence(met: Path, pack: Path, refusal: Command) -> None:
    pack.write_text(pack.read_text("utf-8")[:-30], encoding="utf-8")
    assert refusal("pack", met, pack, "--apply").startswith("new.ehcp-rules ")
    assert refusal("pack", met, pack.with_name("none")) == (
        "none cannot be read: No such file or directory."
    )


def test_apply_needs_a_pack(met: Path, pack: Path, wrong_usage: Command) -> None:
    assert "--apply needs a PACK" in wrong_usage("pack", met, "--apply")
    assert "--take-back takes none" in wrong_usage("pack", met, pack, "--take-back")


def test_the_list_of_rules_says_which_law_it_is(run: Command, rows: Rows) -> None:
    assert "The law of england-2026.11 (control number" in run("rules")
    assert {row["pack"] for row in rows("rules")} == {"england-2026.11"}


def test_the_rules_and_the_timetable_can_be_those_of_a_record(
    met: Path, pack: Path, run: Command, rows: Rows
) -> None:
    run("pack", met, pack, "--apply", *DAY)
    asked = ("timetable", "review_meeting_held", "2026-11-03")
    for record, due, name in (
        ((), "2026-12-01", "england-2026.11"),
        (("--record", met), "2026-12-15", "england-2027.03"),
    ):
        shown = {row["rule"]: row["due"] for row in rows(*asked, *record, *DAY)}
        (rule,) = rows("rules", "review_decision", *record, *DAY)
        assert (shown["review_decision"], rule["pack"]) == (due, name)
