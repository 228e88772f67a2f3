from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Command, Rows

TODAY = ("--today", "2026-11-22")
FIVE = ("statutory", "Annual Progress Review", "person_centred", "dashboard", "My Life, My Review")
STEPS = {
    "review_invite": ("2026-05-19", "missed"),
    "review_advice_circulate": ("2026-05-19", "met_late"),
    "review_report": ("2026-06-16", "overdue"),
    "review_decision": ("2026-06-30", "overdue"),
    "review_amend_notice": ("2026-06-30", "waiting"),
    "review_final_from_meeting": ("2026-08-25", "waiting"),
}
FACTS = (
    ("review_meeting_arranged", "2026-06-02"),
    ("review_papers_received", "2026-05-26"),
    ("review_meeting_held", "2026-06-02"),
)


@pytest.fixture
def logged(run: Command, file: Path) -> Path:
    """Return a record whose review has no decision."""
    _log(run, file, "Progress Review")
    return file


def _log(run: Command, file: Path, model: str) -> None:
    for kind, on in FACTS:
        named = ("--model", model) if "meeting" in kind else ()
        run("log", file, "--child", "Sam", "--kind", kind, "--on", on, *named)


@pytest.mark.parametrize("model", FIVE)
def test_under_any_model_the_same_is_due(model: str, run: Command, rows: Rows, file: Path) -> None:
    _log(run, file, model)
    states = {row["rule"]: (row["due"], row["state"]) for row in rows("due", file, *TODAY)}
    assert {rule: states[rule] for rule in STEPS} == STEPS


def test_every_review_is_told_with_its_steps(run: Command, logged: Path) -> None:
    told = " ".join(run("reviews", logged, *TODAY).split())
    assert "Progress Review, Tuesday 2 June 2026 – No report recorded" in told
    assert "Papers the school 7 days late. Came Tuesday 26 May 2026. Last day" in told


def test_a_review_as_json_has_its_model_and_what_each_step_is_owed(
    rows: Rows, logged: Path
) -> None:
    (review,) = rows("reviews", logged, "--child", "Sam", *TODAY)
    assert (review["model"], review["label"], review["on"]) == (
        "progress",
        "Progress Review",
        "2026-06-02",
    )
    assert review["leaves_out"]
    steps = {step["step"]: step for step in review["steps"]}  # type: ignore[attr-defined]  # rows
    decision = steps["decision"]
    assert {key: decision[key] for key in ("owner", "due", "done", "days_late", "state")} == {
        "owner": "authority",
        "due": "2026-06-30",
        "done": None,
        "days_late": 145,
        "state": "late",
    }


def test_one_review_is_written_as_a_paper(
    run: Command, rows: Rows, refusal: Command, logged: Path, tmp_path: Path
) -> None:
    out = tmp_path / "review.pdf"
    assert "--review" in refusal("reviews", logged, "--out", out)
    run("reviews", logged, "--review", rows("reviews", logged)[0]["id"], "--out", out)
    assert out.read_bytes().startswith(b"%PDF")


def test_a_record_without_reviews_says_what_opens_one(run: Command, file: Path) -> None:
    assert run("reviews", file).startswith("No review is recorded.")


def test_a_review_that_is_not_there_is_refused(refusal: Command, logged: Path) -> None:
    assert refusal("reviews", logged, "--review", "nothing")
