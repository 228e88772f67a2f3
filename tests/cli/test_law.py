from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Command, Rows

DUE_KEYS = set(
    "rule title child owner basis citation trigger due cautious latest counting state met_on"
    " days_late letter checked conditional also at_least assumes".split()
)


def by_rule(rows: list[dict[str, object]]) -> dict[object, dict[str, object]]:
    return {row["rule"]: row for row in rows}


@pytest.mark.parametrize(
    ("rule", "due", "state", "days_late"),
    [
        ("ehcna_decision", "2025-05-14", "met_late", 15),
        ("ehcp_refuse_issue", "2025-07-23", "met_late", 90),
        ("ehcp_final", "2025-08-20", "missed", 62),
    ],
)
def test_the_cambridgeshire_case_comes_out_as_the_court_counted(
    cambridgeshire: str, rows: Rows, rule: str, due: str, state: str, days_late: int
) -> None:
    found = by_rule(rows("due", cambridgeshire, "--today", "2025-11-01"))[rule]
    assert (found["due"], found["state"], found["days_late"]) == (due, state, days_late)


@pytest.mark.parametrize(
    ("today", "state", "days_late", "at_least"),
    [("2023-12-10", "possibly_overdue", None, False), ("2024-03-01", "overdue", 64, True)],
)
def test_the_leeds_case_is_a_range_and_then_at_least_so_late(
    leeds: str, rows: Rows, today: str, state: str, days_late: int | None, at_least: bool
) -> None:
    found = by_rule(rows("due", leeds, "--today", today))["review_decision"]
    assert [found[key] for key in ("cautious", "due", "latest")] == [
        "2023-11-29",
        "2023-12-28",
        "2023-12-28",
    ]
    assert [found[key] for key in ("state", "days_late", "at_least")] == [
        state,
        days_late,
        at_least,
    ]


def test_every_deadline_has_the_keys_of_the_contract_in_its_order(leeds: str, rows: Rows) -> None:
    found = rows("due", leeds, "--child", "Lee", "--today", "2024-03-01")
    assert all(set(row) >= DUE_KEYS for row in found)
    late = [row["state"] in ("overdue", "possibly_overdue") for row in found]
    assert late == sorted(late, reverse=True)


def test_only_the_child_asked_for_is_shown(leeds: str, run: Command, rows: Rows) -> None:
    run("child", "add", leeds, "--name", "Ada", "--born", "2012-01-01", "--authority", "Leeds")
    assert rows("due", leeds, "--child", "Ada") == []
    assert rows("check", leeds, "--child", "Ada") == []
    assert {row["child"] for row in rows("due", leeds)} == {"Lee"}


def test_people_read_what_is_late_coming_up_and_waited_for(leeds: str, run: Command) -> None:
    said = run("due", leeds, "--today", "2024-03-01")
    assert said.startswith("Late (")
    assert "Thursday 28 December 2023 – at least 64 days late" in said
    assert "\u00a0" not in said


def test_the_made_up_family_shows_every_group_in_words(tmp_path: Path, run: Command) -> None:
    run("new", tmp_path / "f.ehcp", "--example", "--today", "2026-11-22")
    said = run("due", tmp_path / "f.ehcp", "--today", "2026-11-22")
    for words in (
        "Late (",
        "Coming up (",
        "Waiting for others (",
        "Good to know (",
        "Done and past (",
        "Tuesday 30 June 2026 – 145 days late",
        "Sunday 22 November 2026 – today",
        "waits on the decision",
        "came 9 days late",
        "Dana Whitlock: New sensory programme",
        "Information, not legal advice.",
    ):
        assert words in said


def test_with_two_children_each_limit_names_its_child(leeds: str, run: Command) -> None:
    run("child", "add", leeds, "--name", "Ada", "--born", "2012-01-01", "--authority", "Leeds")
    assert "Lee: Written decision after the review" in run("due", leeds, "--today", "2024-03-01")


def test_between_two_readings_it_says_perhaps(leeds: str, run: Command) -> None:
    said = run("due", leeds, "--today", "2023-12-10")
    assert "perhaps late, and late after 28 December 2023" in said


@pytest.mark.parametrize("command", ["due", "check"])
def test_an_empty_record_says_so(file: Path, run: Command, rows: Rows, command: str) -> None:
    assert run(command, file)
    assert rows(command, file) == []


def test_a_timetable_needs_no_file(rows: Rows) -> None:
    words = ("timetable", "review meeting held", "2/6/2026", "--today", "2026-06-03")
    found = by_rule(rows(*words))
    assert found["review_decision"]["due"] == "2026-06-30"
    assert found["review_decision"]["state"] == "waiting"
    assert found["review_decision"]["trigger"] == {
        "kind": "review_meeting_held",
        "on": "2026-06-02",
    }


def test_a_timetable_is_read_by_people(run: Command) -> None:
    said = run("timetable", "review_meeting_held", "2026-06-02", "--today", "2026-06-03")
    assert said.startswith("Review meeting, Tuesday 2 June 2026, starts")
    assert "Tuesday 30 June 2026 – in 27 days" in said


@pytest.mark.parametrize(
    ("kind", "due"),
    [
        (
            "appealable_decision",
            {"mediation_contact": "2026-08-10", "appeal_2months": "2026-09-01"},
        ),
        ("review_concluded", {"review_next": "2027-06-09", "review_meeting_latest": "2027-05-12"}),
    ],
)
def test_what_is_never_logged_has_a_timetable_too(
    rows: Rows, run: Command, kind: str, due: dict[str, str]
) -> None:
    found = by_rule(rows("timetable", kind, "2026-06-10"))
    assert {rule: row["due"] for rule, row in found.items()} == due
    assert {str(row["trigger"]) for row in found.values()} == {
        str({"kind": kind, "on": "2026-06-10"})
    }
    assert "Wednesday 10 June 2026, starts" in run("timetable", kind, "2026-06-10")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("review_meeting_hold", "2026-06-02"), "review_meeting_held"),
        (("review_meeting_held", "31/6/2026"), "June has 30 days"),
        (("review_meeting_held", "not sure"), "needs the date"),
        (("review_decision_received", "2026", "--outcome", "keep"), "maintain"),
        (("review_meeting_held", "2026-06-02", "--born", "June"), "one day"),
    ],
    ids=str,
)
def test_a_timetable_of_nothing_is_refused(
    refusal: Command, words: tuple[str, ...], sentence: str
) -> None:
    assert sentence in refusal("timetable", *words)


def test_the_rules_are_listed_with_their_source_and_the_day_last_checked(rows: Rows) -> None:
    found = rows("rules")
    assert len(found) > 40
    for row in found:
        assert {
            "id",
            "title",
            "basis",
            "citation",
            "source_url",
            "in_force_from",
            "checked",
        } <= set(row)
        assert row["id"]
        assert row["title"]


COMPLAINT = ["la_complaint_ack", "la_complaint_stage1", "la_complaint_stage2_ack",
             "la_complaint_stage2"]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "basis"), [("2026-01-10", "practice"), ("2026-11-22", "guidance")]
)
def test_a_rule_is_listed_as_it_was_on_the_day(rows: Rows, day: str, basis: str) -> None:
    found = {str(row["id"]): row["basis"] for row in rows("rules", "--today", day)}
    assert {rule: found.get(rule) for rule in COMPLAINT} == dict.fromkeys(COMPLAINT, basis)
    (one,) = rows("rules", COMPLAINT[0], "--today", day)
    assert one["basis"] == basis


def test_one_rule_is_shown_whole(run: Command, rows: Rows, refusal: Command) -> None:
    said = run("rules", "review_decision")
    assert "reg 20(10)" in said
    assert "last checked 22 November 2026" in said
    assert "legislation.gov.uk/uksi/2014/1530/regulation/20" in said
    assert [row["id"] for row in rows("rules", "review_decision")] == ["review_decision"]
    assert "no_such_rule" in refusal("rules", "no_such_rule")


def test_every_kind_is_listed_with_its_title(run: Command, rows: Rows) -> None:
    assert "call  " in run("kinds")
    titles = {row["id"]: row["title"] for row in rows("kinds", "--json")}
    assert titles["call"] == "Phone call"


def test_what_only_informs_is_owed_by_nobody(run: Command) -> None:
    said = run("timetable", "term_started", "2026-09-02")
    assert "For information. Guidance" in said
    assert "Owed by" not in said


@pytest.mark.parametrize(
    ("kind", "on", "since"),
    [
        ("review_meeting_held", "2014-08-31", "1 September 2014"),
        ("permanently_excluded", "2013-06-03", "1 September 2014"),
        ("subject_access_requested", "2018-05-24", "25 May 2018"),
    ],
)
def test_what_began_before_the_law_says_so_and_gets_no_date(
    run: Command, rows: Rows, kind: str, on: str, since: str
) -> None:
    said = " ".join(run("timetable", kind, on).replace("\u00a0", " ").split())
    assert f"It began before {since}; the rules of that time are not in this program" in said
    assert rows("timetable", kind, on) == []


def test_an_entry_from_before_the_law_is_told_apart(
    tmp_path: Path, run: Command, rows: Rows
) -> None:
    record = tmp_path / "old.ehcp"
    run("new", record)
    run("child", "add", record, "--name", "Ada", "--born", "2005-03-14", "--authority", "Anyshire")
    run("log", record, "--child", "Ada", "--kind", "assessment_requested", "--on", "2014-08-31")
    said = " ".join(run("due", record).replace("\u00a0", " ").split())
    assert said.startswith("EHC needs assessment asked for: It began before 1 September 2014;")
    assert rows("due", record) == []


def test_a_window_of_the_familys_own_leads_with_the_careful_day(run: Command) -> None:
    said = " ".join(run("timetable", "plan_refused", "2026-10-25").replace("\u00a0", " ").split())
    assert "Friday 25 December 2026; the last day is 4 January 2027" in said
    assert "Counted: 2 months after" in said


def test_a_breach_is_told_with_the_day_after_which_it_is_sure(run: Command) -> None:
    asked = ("timetable", "phase_transfer_planned", "2027-09-01", "--outcome")
    said = " ".join(run(*asked, "primary_to_secondary").replace("\u00a0", " ").split())
    assert "Sunday 14 February 2027 – in " in said
    assert "days; surely late only after 15 February 2027" in said


def test_a_rule_says_how_it_is_counted_and_whether_that_is_verified(run: Command) -> None:
    shown = {rule: run("rules", rule) for rule in ("review_decision", "order_reconsider")}
    assert "Counted: 4 weeks after the meeting" in shown["review_decision"]
    assert "No number: nothing is counted; not verified." in shown["order_reconsider"]
