"""Deadlines: the two real chronologies, states, and the words that explain a date."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.domain.casework import JSC, LEEDS, SAM, book, days, event, found, only

from ehcp_desktop.domain.event import Answer
from ehcp_desktop.domain.when import When

MEETING = "2026-06-02 review_meeting_held"


@pytest.mark.parametrize(
    ("rule", "due", "state", "late"),
    [
        ("ehcna_decision", "2025-05-14", "met_late", 15),
        ("ehcp_refuse_issue", "2025-07-23", "met_late", 90),
        ("ehcp_final", "2025-08-20", "missed", 62),
        ("draft_plan_send", "2025-07-23", "not_needed", 0),
    ],
)
def test_the_high_court_counted_the_same_days(rule: str, due: str, state: str, late: int) -> None:
    one = only(rule, "2025-11-01", *JSC)
    assert (str(one.due), one.state, one.days_late) == (due, state, late)


@pytest.mark.parametrize(
    ("today", "state", "late"),
    [
        ("2023-11-29", "waiting", 0),
        ("2023-11-30", "possibly_overdue", None),
        ("2023-12-10", "possibly_overdue", None),
        ("2023-12-28", "possibly_overdue", None),
        ("2023-12-29", "overdue", 1),
        ("2024-03-01", "overdue", 64),
    ],
)
def test_a_month_gives_a_range(today: str, state: str, late: int | None) -> None:
    one = only("review_decision", today, *LEEDS)
    assert days(one) == ("2023-11-29", "2023-12-28", "2023-12-28")
    assert (one.state, one.days_late, one.at_least) == (state, late, state == "overdue")


@pytest.mark.parametrize(
    ("today", "state", "late"),
    [
        ("2025-06-19", "waiting", 0),
        ("2025-06-20", "possibly_overdue", None),
        ("2025-06-21", "overdue", 2),
    ],
)
def test_a_year_from_the_last_decision_comes_before_four_weeks(
    today: str, state: str, late: int | None
) -> None:
    lines = ("2024-06-20 review_decision_received:maintain", "2025-06-02 review_meeting_held")
    one = only("review_next", today, *lines)
    assert (str(one.due), str(one.latest)) == ("2025-06-19", "2025-06-20")
    assert (one.state, one.days_late) == (state, late)
    assert str(only("review_decision", today, *lines).due) == "2025-06-30"


def test_the_decision_closes_the_year_and_starts_the_appeal_clock() -> None:
    lines = (
        "2024-06-20 review_decision_received:maintain",
        "2025-06-02 review_meeting_held",
        "2025-07-08 review_decision_received:maintain dated=2025-07-05",
    )
    first, second = found("review_next", "2025-07-20", *lines)
    assert (first.state, first.days_late, str(first.met_on)) == ("met_late", 16, "2025-07-05")
    assert days(second) == ("2026-06-01", "2026-07-04", "2026-07-05")
    assert str(found("appeal_2months", "2025-07-20", *lines)[1].cautious) == "2025-09-05"


@pytest.mark.parametrize(
    ("decision", "state", "late"),
    [
        ("2026-06-30 review_decision_received:maintain", "met", 0),
        ("2026-07-01 review_decision_received:maintain", "met_late", 1),
        ("2026-07-09 review_decision_received:maintain sent=2026-06-30", "met", 0),
        ("2026-07-09 review_decision_received:maintain dated=2026-07-02", "met_late", 2),
        ("2026-06 review_decision_received:maintain", "met", 0),
        ("2026-07 review_decision_received:maintain", "met_late", 1),
        ("2026 review_decision_received:maintain", "possibly_met_late", None),
        ("2026-06-20 amendment_notice_received", "met", 0),
        ("2026-06-25 amended_plan_issued", "not_needed", 0),
        ("2026-07-25 amended_plan_issued", "missed", 25),
    ],
)
def test_which_day_ends_a_duty(decision: str, state: str, late: int | None) -> None:
    one = only("review_decision", "2026-11-22", MEETING, decision)
    assert (one.state, one.days_late) == (state, late)


def test_a_decision_between_two_readings_is_met_but_nobody_knows_how_late() -> None:
    lines = ("2024-06-20 final_plan_issued", "2025-06-20 review_decision_received:maintain")
    one = only("review_first", "2026-01-01", *lines)
    assert (one.state, one.days_late, one.is_red) == ("met", None, False)


def test_a_decision_after_a_rough_meeting_may_be_late() -> None:
    lines = ("2026-06 review_meeting_held", "2026-07-10 review_decision_received:maintain")
    assert only("review_decision", "2026-11-22", *lines).state == "possibly_met_late"


def test_a_family_window_that_has_passed_is_closed_not_overdue() -> None:
    line = "2026-10-01 draft_plan_received"
    assert only("draft_plan_representations", "2026-10-15", line).state == "waiting"
    assert only("draft_plan_representations", "2026-10-16", line).state == "closed"
    late = (line, "2026-11-01 final_plan_issued")
    assert only("draft_plan_representations", "2026-11-22", *late).state == "closed"


def test_guidance_is_never_red() -> None:
    consulted = only("school_consultation_response", "2026-11-22", "2026-10-01 school_consulted")
    assert (consulted.state, consulted.is_red) == ("overdue", False)
    assert only("review_decision", "2026-11-22", MEETING).is_red


def test_status_and_information_are_never_overdue() -> None:
    plan = "2025-01-10 final_plan_issued"
    assert only("ehcp_provision", "2026-11-22", plan).state == "waiting"
    assert only("reassess_bar", "2025-07-10", plan).state == "waiting"
    assert only("reassess_bar", "2025-07-11", plan).state == "closed"


def test_what_is_still_to_come_starts_nothing_but_a_meeting_arranged_does() -> None:
    assert not found("review_decision", "2026-06-01", MEETING)
    arranged = "2026-06-16 review_meeting_arranged"
    assert days(only("review_invite", "2026-05-01", arranged))[:2] == ("2026-06-01", "2026-06-02")


def test_an_event_without_any_date_starts_and_ends_nothing() -> None:
    lines = (MEETING, "? review_decision_received:maintain", "? assessment_requested")
    assert only("review_decision", "2026-07-23", *lines).state == "overdue"


def test_limits_before_the_record_begins_are_not_called_overdue() -> None:
    lines = ("2020-01-10 review_meeting_held", "2024-05-01 note")
    known = replace(SAM, record_from=When.parse("2024-05-01"))
    assert only("review_decision", "2026-11-22", *lines, child=known).state == "not_needed"
    assert only("review_decision", "2026-11-22", *lines).state == "overdue"


def test_a_rule_not_yet_in_force_starts_nothing() -> None:
    assert not found("ehcp_final", "2026-11-22", "2014-08-31 assessment_requested")
    assert found("ehcp_final", "2026-11-22", "2014-09-01 assessment_requested")


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("2026-01-07 assessment_requested sent=2026-01-05 received=2026-01-06", "2026-02-17"),
        ("2026-01-07 assessment_requested sent=2026-01-05", "2026-02-18"),
        ("? assessment_requested sent=2026-01-05", "2026-02-16"),
    ],
)
def test_a_period_starts_from_receipt_and_falls_back(line: str, due: str) -> None:
    assert str(only("ehcna_decision", "2026-03-01", line).due) == due


def test_the_object_other_programs_read_is_the_contract() -> None:
    given = only("review_decision", "2026-07-23", MEETING).as_json("Sam Example", "a_letter")
    wanted = {
        "rule": "review_decision",
        "title": "Written decision after the review",
        "child": "Sam Example",
        "owner": "authority",
        "basis": "statutory",
        "citation": "SEND Regulations 2014, reg 20(10)",
        "trigger": {"kind": "review_meeting_held", "on": "2026-06-02"},
        "due": "2026-06-30",
        "cautious": "2026-06-30",
        "latest": "2026-06-30",
        "counting": "4 weeks after the meeting; the day of the meeting is not counted",
        "state": "overdue",
        "met_on": None,
        "days_late": 23,
        "letter": "a_letter",
        "checked": "2026-11-22",
    }
    assert {key: given[key] for key in wanted} == wanted


def test_why_shows_each_step() -> None:
    steps = " ".join(only("review_decision", "2026-07-23", MEETING).steps()).replace("\u00a0", " ")
    for words in (
        "Tuesday 2 June 2026",
        "Wednesday 3 June 2026",
        "Tuesday 30 June",
        "23 days late",
    ):
        assert words in steps
    assert "School holidays do not stop the count." in steps


def test_why_says_at_least_from_a_month_and_names_other_readings() -> None:
    steps = " ".join(only("review_decision", "2024-03-01", *LEEDS).steps())
    assert "At least 64 days late." in steps
    assert "act as if it were 29\u00a0November\u00a02023" in steps
    first = " ".join(only("review_first", "2025-01-01", "2024-06-20 final_plan_issued").steps())
    assert "argued to be 20\u00a0June\u00a02025" in first


def test_why_says_one_day_late_and_nothing_when_in_time() -> None:
    assert "1 day late." in only("review_decision", "2026-07-01", MEETING).steps()
    assert "late" not in " ".join(only("review_decision", "2026-06-30", MEETING).steps())


def test_a_day_set_by_the_tribunal_counts_before_the_rule() -> None:
    line = "2026-09-01 appeal_sent_to_authority"
    assert days(only("appeal_la_response", "2026-09-02", line))[1] == "2026-10-13"
    directed = only("appeal_la_response", "2026-09-02", f"{line} by=2026-10-05")
    assert (days(directed)[1], directed.counting) == (
        "2026-10-05",
        "the day that was set in writing",
    )


def test_advice_is_paired_by_who_gives_it() -> None:
    lines = (
        "2026-01-05 advice_requested who=Psychologist",
        "2026-01-05 advice_requested who=Therapist id=two",
        "2026-02-10 advice_received who=therapist",
    )
    states = {one.trigger.who: one.state for one in found("ehcna_advice", "2026-03-01", *lines)}
    assert states == {"Psychologist": "overdue", "Therapist": "met"}


def test_one_certificate_answers_the_oldest_request() -> None:
    lines = (
        "2026-03-02 mediation_declined",
        "2026-03-03 mediation_declined",
        "2026-03-04 mediation_certificate_issued",
    )
    given = found("mediation_cert_no_mediation", "2026-04-01", *lines)
    assert [one.state for one in given] == ["met", "overdue"]


def test_a_fact_the_family_told_can_switch_a_rule_off() -> None:
    line = "2026-10-01 plan_refused id=refusal"
    told = Answer(child=SAM.id, question="appeal_is_section_I_only", event="refusal", value="yes")
    assert found("mediation_contact", "2026-11-01", line)
    assert not found("mediation_contact", "2026-11-01", line, answers=[told])


def test_the_trigger_day_is_the_day_it_counts_from() -> None:
    one = only(
        "ehcna_decision", "2026-02-01", "2026-01-07 assessment_requested received=2026-01-06"
    )
    assert str(one.trigger_on) == "2026-01-06"
    assert event("2026-01-07 note").kind == "note"


def test_why_of_an_appeal_names_the_move_of_its_last_day() -> None:
    one = only("appeal_2months", "2026-11-01", "2026-10-25 plan_refused")
    assert days(one) == ("2026-12-25", "2027-01-04", "2027-01-04")
    assert "at Christmas" in one.counting
    steps = " ".join(one.steps()).replace("\u00a0", " ")
    assert "The day the decision was sent: Sunday 25 October 2026." in steps
    assert "rule 12(2)" in steps


def test_why_of_a_fixed_date_counts_no_first_day() -> None:
    line = "2027-09-01 phase_transfer_planned:primary_to_secondary"
    steps = " ".join(only("phase_15feb", "2026-11-22", line).steps())
    assert "first day counted" not in steps
    assert "School holidays" not in steps


def test_why_names_the_exceptions_the_law_makes() -> None:
    line = "2026-01-07 assessment_requested"
    assert "closure of at least 4 weeks" in " ".join(
        only("ehcp_final", "2026-03-01", line).steps()
    )


def test_a_transfer_before_the_rule_was_in_force_starts_nothing() -> None:
    line = "2014-08-01 phase_transfer_planned:primary_to_secondary"
    assert not found("phase_15feb", "2026-11-22", line)


def test_rules_can_be_taken_by_their_place() -> None:
    assert book().rules[0].id == "ehcna_decision"


def test_what_hangs_on_another_limit_does_not_start_on_the_event_of_that_one() -> None:
    move = "2027-09-01 phase_transfer_planned:primary_to_secondary"
    steps = " ".join(only("phase_review_start", "2026-11-22", move).steps())
    assert "2027" not in steps.partition("The last day")[0]
    assert "12 weeks before the day by which the plan must name the next place" in steps


def test_each_of_several_limits_of_one_rule_and_event_has_a_key_of_its_own() -> None:
    agreed = "2026-11-20 mediation_agreed:assess"
    keys = {one.key for one in found("mediation_agreement_appealable", "2026-11-22", agreed)}
    assert keys == {
        ("mediation_agreement_appealable-agreed_assessment_it_starts", agreed),
        (
            "mediation_agreement_appealable-agreed_assessment_notice_if_there_will_be_no_plan",
            agreed,
        ),
        ("mediation_agreement_appealable-agreed_assessment_final_plan", agreed),
    }


def test_a_review_before_a_move_that_is_not_known_is_named_by_what_it_hangs_on() -> None:
    planned = "2027-09-01 phase_transfer_planned"
    keys = {one.key for one in found("phase_review_start", "2026-11-22", planned)}
    names = ("phase_review_start-phase_15feb", "phase_review_start-phase_31mar")
    assert keys == {(name, planned) for name in names}


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        ("review_decision", MEETING),
        ("phase_review_start", "2027-09-01 phase_transfer_planned:primary_to_secondary"),
        ("mediation_agreement_appealable", "2026-11-20 mediation_agreed:amend_school"),
    ],
)
@pytest.mark.parametrize("today", ["2026-11-22", "2027-11-22"])
def test_the_key_of_a_limit_that_stands_alone_is_its_rule_and_event(
    rule: str, line: str, today: str
) -> None:
    assert only(rule, today, line).key == (rule, line)
