"""Two real chronologies raise what the High Court and the Ombudsman found in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Command, Rows

CHECK_KEYS = set(
    "concern child severity since question why basis citation evidence letter".split()
)


class Finding(NamedTuple):
    """A question on a day, words that it or its reason has, and what it rests on."""

    today: str
    concern: str
    severity: str
    words: str
    basis: str
    letter: str | None


# R (JSC) v Cambridgeshire [2026] EWHC 68 (Admin): the limits of 16 and of 20 weeks were both
# missed, the first by 12 weeks and 6 days; its dates show the six weeks as well.
COURT = [
    Finding(
        "2025-11-01",
        "came_late",
        "note",
        "The decision whether to assess JSC is recorded 15 days late.",
        "statutory",
        "la_complaint",
    ),
    Finding(
        "2025-11-01",
        "came_late",
        "note",
        "It came 90 days late (12 weeks and 6 days).",
        "statutory",
        "la_complaint",
    ),
    Finding(
        "2025-11-01",
        "came_late",
        "note",
        "No plan is recorded by the end of the 20 weeks. If there was to be a plan, it was due by "
        "20 August 2025",
        "statutory",
        "la_complaint",
    ),
    Finding(
        "2026-05-01",
        "ombudsman_year_of_delay",
        "act",
        "by 14 May 2025 may end on 14 May 2026",
        "statutory",
        "lgsco_complaint",
    ),
]
# Leeds City Council (24 017 715), as far as months show it: nothing came of what was asked for in
# September 2023; no decision and no changed plan after the review; the next review late. The
# report and the answer to the complaint were late too. That help in Section F was not given for
# three terms needs the days on which it was missed.
OMBUDSMAN = [
    Finding("2023-10-20", "early_review_unanswered", "watch", "September 2023", "practice", None),
    Finding(
        "2024-03-01",
        "review_without_decision",
        "act",
        "That was at least 64 days ago.",
        "statutory",
        "review_decision_overdue",
    ),
    Finding(
        "2024-03-01",
        "review_without_decision",
        "act",
        "If the plan was to change, the changed plan was due too, by 22 February 2024 at the",
        "statutory",
        "review_decision_overdue",
    ),
    Finding(
        "2024-03-01",
        "report_overdue",
        "note",
        "The report of the review of November 2023 is recorded at least 18 days late.",
        "statutory",
        "minutes_correction",
    ),
    Finding(
        "2024-06-01", "complaint_unanswered", "watch", "at least 40 days ago", "practice", None
    ),
    Finding(
        "2024-10-15",
        "ombudsman_year_of_delay",
        "watch",
        "by 28 December 2023 may end on 28 December 2024",
        "statutory",
        "lgsco_complaint",
    ),
    Finding(
        "2025-02-01",
        "review_overdue",
        "watch",
        "No council’s decision after a review is recorded since November 2023.",
        "statutory",
        "review_not_arranged",
    ),
    Finding(
        "2025-02-01",
        "complaint_answer_came_late",
        "note",
        "The answer to your complaint is recorded at least 256 days late.",
        "practice",
        "lgsco_complaint",
    ),
]


def name(finding: Finding) -> str:
    """Return what a case is called: the question, and how its words begin."""
    return f"{finding.concern}: {finding.words[:20]}"


def assert_raised(raised: list[dict[str, object]], finding: Finding) -> None:
    """Check that a question is asked once, with these words and this letter."""
    (found,) = [row for row in raised if row["concern"] == finding.concern]
    assert set(found) >= CHECK_KEYS
    assert finding.words in f"{found['question']} {found['why']}"
    assert (found["severity"], found["basis"], found["letter"]) == (
        finding.severity,
        finding.basis,
        finding.letter,
    )


@pytest.mark.parametrize("finding", COURT, ids=name)
def test_the_cambridgeshire_case_raises_what_the_court_found(
    cambridgeshire: str, rows: Rows, finding: Finding
) -> None:
    assert_raised(rows("check", cambridgeshire, "--today", finding.today), finding)


@pytest.mark.parametrize("finding", OMBUDSMAN, ids=name)
def test_the_leeds_case_raises_what_the_ombudsman_found(
    leeds: str, rows: Rows, finding: Finding
) -> None:
    assert_raised(rows("check", leeds, "--today", finding.today), finding)


def test_the_cambridgeshire_case_raises_nothing_else(cambridgeshire: str, rows: Rows) -> None:
    found = rows("check", cambridgeshire, "--today", "2025-11-01")
    assert [(row["since"], row["citation"]) for row in found] == [
        (
            "2025-05-14",
            "Children and Families Act 2014, s36(5); SEND Regulations 2014, regs 4(1) and 5(1); "
            "Children and Families Act 2014, s36(9)-(10); SEND Regulations 2014, reg 10(1); "
            "SEND Regulations 2014, reg 13(2)",
        )
    ]
    for day in ("14 May 2025", "23 July 2025", "20 August 2025"):
        assert f"was due by {day}" in str(found[0]["why"])


def test_the_complaint_states_each_delay_that_the_court_found(
    cambridgeshire: str, tmp_path: Path, run: Command
) -> None:
    run("person", "add", cambridgeshire, "--name", "A Carer", "--sender")
    words = ("la_complaint", "--child", "JSC", "--out", tmp_path / "c.txt")
    run("letter", cambridgeshire, *words, "--today", "2025-11-01")
    said = (tmp_path / "c.txt").read_text(encoding="utf-8").replace("\u00a0", " ")
    for late in ("Late by: 15 days", "Late by: 90 days", "Late by: 62 days, when another step"):
        assert late in said


def test_a_complaint_about_the_delay_ends_its_questions(
    cambridgeshire: str, run: Command, rows: Rows
) -> None:
    logged = ("--child", "JSC", "--kind", "complaint_made", "--on", "2025-10-30")
    run("log", cambridgeshire, *logged, "--outcome", "council")
    found = rows("check", cambridgeshire, "--today", "2025-11-01")
    assert "came_late" not in {row["concern"] for row in found}


@pytest.mark.parametrize("day", ["2025-11-30", "2026-04-23"])
def test_what_came_late_is_asked_about_for_half_a_year(
    cambridgeshire: str, rows: Rows, day: str
) -> None:
    found = {
        row["concern"]: str(row["why"]) for row in rows("check", cambridgeshire, "--today", day)
    }
    assert ("came_late" in found) is (day < "2026-04-23")
    assert "whether to assess" not in found.get("came_late", "")


def test_what_raises_a_question_of_the_leeds_case_is_the_meeting(leeds: str, rows: Rows) -> None:
    found = {row["concern"]: row for row in rows("check", leeds, "--today", "2024-03-01")}
    evidence = found["review_without_decision"]["evidence"]
    assert evidence == [{"kind": "review_meeting_held", "on": "2023-11"}]


def test_the_answer_to_the_leeds_complaint_ends_its_limit(leeds: str, rows: Rows) -> None:
    due = {row["rule"]: row for row in rows("due", leeds, "--today", "2025-02-01")}
    found = due["la_complaint_stage1"]
    assert (found["state"], found["met_on"]) == ("met_late", "2025-01-03")
    assert (found["days_late"], found["at_least"]) == (256, True)
