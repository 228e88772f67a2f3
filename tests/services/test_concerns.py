"""The shipped questions, and the answers that are kept."""

from __future__ import annotations

import pytest

from ehcp_desktop.errors import BadResource
from ehcp_desktop.services.concerns import inquiries_from_mapping, load

ISSUE = {
    "review_without_decision",
    "report_overdue",
    "papers_late",
    "invitation_late",
    "review_overdue",
    "amendment_without_changes",
    "final_plan_late",
    "assessment_late",
    "phase_date_near",
    "early_review_unanswered",
    "reassessment_unanswered",
    "appeal_window_closing",
}
GOOD = {"rules": ["review_report"], "states": ["overdue"], "question": "Has it?", "why": "Law."}


def test_every_promised_concern_is_shipped() -> None:
    assert {inquiry.id for inquiry in load()} == ISSUE


def test_every_concern_is_a_question_and_no_verdict() -> None:
    for inquiry in load():
        assert inquiry.question.endswith("?")
        assert not {"failed", "breach", "unlawful", "never"} & set(inquiry.question.split())


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"colour": "red"}, "unknown key colour"),
        ({"rules": "review_report"}, "rules must be a list"),
        ({"after_days": "15"}, "after_days must be a int"),
        ({"question": ""}, "question and why"),
        ({"event": "note"}, "either rules or event"),
    ],
)
def test_a_wrong_entry_is_named(change: dict[str, object], named: str) -> None:
    with pytest.raises(BadResource, match=named):
        inquiries_from_mapping({"report_overdue": [GOOD | change]})


def test_a_concern_that_is_no_list_is_named() -> None:
    with pytest.raises(BadResource, match="report_overdue"):
        inquiries_from_mapping({"report_overdue": GOOD})
