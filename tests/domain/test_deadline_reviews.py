"""Reviews: which decision ends which review, and what starts the next year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.domain.casework import SAM, days, found, only

MEETING = "2026-06-02 review_meeting_held"
TODAY = "2026-11-22"


def states(rule: str, *lines: str) -> list[str]:
    return [one.state for one in found(rule, TODAY, *lines)]


def test_a_decision_never_meets_an_older_reviews_duty() -> None:
    lines = (
        "2025-06-02 review_meeting_held",
        MEETING,
        "2026-06-20 review_decision_received:amend",
    )
    assert states("review_decision", *lines) == ["missed", "met"]


def test_a_decision_for_an_older_review_leaves_the_newer_one_open() -> None:
    lines = (
        "2025-06-02 review_meeting_held review=a",
        "2026-06-02 review_meeting_held review=b",
        "2026-06-20 review_decision_received:maintain review=a",
    )
    assert states("review_decision", *lines) == ["met_late", "overdue"]


def test_a_meeting_held_in_two_parts_is_one_review() -> None:
    lines = (
        "2026-06-02 review_meeting_held review=a",
        "2026-06-10 review_meeting_held review=a",
        "2026-07-02 review_decision_received:maintain review=a",
    )
    assert states("review_decision", *lines) == ["met_late", "met"]


def test_the_notice_waits_for_an_outcome_and_is_then_owed() -> None:
    waits = only("review_amend_notice", TODAY, MEETING)
    assert (waits.state, waits.conditional) == ("waiting", True)
    owed = only("review_amend_notice", TODAY, MEETING, "2026-06-20 review_decision_received:amend")
    assert (owed.state, owed.conditional) == ("overdue", False)
    kept = "2026-07-20 review_decision_received:maintain"
    assert only("review_amend_notice", TODAY, MEETING, kept).state == "not_needed"


def test_the_earlier_of_two_limits_is_the_day_of_both() -> None:
    lines = (MEETING, "2026-06-10 amendment_notice_received")
    for rule in ("review_final_from_meeting", "review_final_from_notice"):
        one = only(rule, TODAY, *lines)
        assert days(one)[1] == "2026-08-05"
        assert "the earlier of two limits counts" in one.counting
    assert one.also == ("review_noamend_after_notice", "review_final_from_meeting")


def test_a_late_notice_does_not_move_the_twelve_weeks() -> None:
    lines = (MEETING, "2026-08-01 amendment_notice_received")
    assert days(only("review_final_from_notice", TODAY, *lines))[1] == "2026-08-25"


def test_a_notice_outside_a_review_has_its_own_eight_weeks() -> None:
    lines = (MEETING, "2026-06-20 review_decision_received:maintain")
    notice = "2026-09-01 amendment_notice_received"
    assert str(only("amend_without_review", TODAY, *lines, notice).due) == "2026-10-27"
    assert not found("review_final_from_notice", TODAY, *lines, notice)
    assert str(only("amend_without_review", TODAY, notice).due) == "2026-10-27"


def test_regulation_21_counts_for_a_child_out_of_school() -> None:
    nowhere = replace(SAM, school="none")
    assert found("review_not_in_school", TODAY, MEETING, child=nowhere)
    assert not found("review_decision", TODAY, MEETING, child=nowhere)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        (("2026-05-01 school_attendance_changed:none",), "review_not_in_school"),
        (("2026-07-01 school_attendance_changed:none",), "review_decision"),
        (("2026-07-01 school_attendance_changed:school",), "review_not_in_school"),
        (
            (
                "2026-04-01 school_attendance_changed:none",
                "2026-05-01 school_attendance_changed:school",
            ),
            "review_decision",
        ),
    ],
)
def test_attending_is_as_it_was_on_the_day_of_the_meeting(
    changes: tuple[str, ...], rule: str
) -> None:
    both = [
        one.rule.id
        for wanted in ("review_decision", "review_not_in_school")
        for one in found(wanted, TODAY, MEETING, *changes)
    ]
    assert both == [rule]


def test_an_invitation_is_met_before_the_meeting_and_overtaken_by_it() -> None:
    arranged = "2026-12-15 review_meeting_arranged"
    invited = "2026-11-20 review_invitation_received"
    assert only("review_invite", "2026-12-01", arranged).state == "waiting"
    assert only("review_invite", "2026-12-02", arranged).state == "overdue"
    assert only("review_invite", TODAY, arranged, invited).state == "met"
    held = only("review_invite", "2026-12-20", arranged, "2026-12-15 review_meeting_held")
    assert (held.state, held.days_late, held.is_red) == ("missed", None, False)


def test_papers_are_not_asked_for_once_the_day_of_the_meeting_is_over() -> None:
    arranged = "2026-12-15 review_meeting_arranged"
    assert only("review_invite", "2026-12-15", arranged).state == "overdue"
    past = only("review_invite", "2026-12-16", arranged)
    assert (past.state, past.days_late, past.is_red) == ("missed", None, False)


def test_an_invitation_to_the_meeting_before_does_not_count() -> None:
    lines = (
        "2026-05-01 review_invitation_received",
        MEETING,
        "2026-11-01 review_meeting_arranged review=b",
    )
    assert only("review_invite", "2026-10-20", *lines).state == "overdue"
    other = "2026-10-10 review_invitation_received review=c"
    assert only("review_invite", "2026-10-20", *lines, other).state == "overdue"


def test_a_newer_day_for_the_meeting_replaces_the_older() -> None:
    lines = ("2026-12-01 review_meeting_arranged", "2026-12-15 review_meeting_arranged id=new")
    assert [one.trigger.id for one in found("review_invite", TODAY, *lines)] == ["new"]
    held = "2026-06-02 review_meeting_held"
    older = "2026-06-02 review_meeting_arranged id=old"
    assert len(found("review_invite", TODAY, older, held, *lines)) == 2


def test_a_meeting_held_early_under_the_same_review_overtakes_the_invitation() -> None:
    lines = (
        "2026-12-15 review_meeting_arranged review=a",
        "2026-11-20 review_meeting_held review=a",
    )
    assert only("review_invite", TODAY, *lines).state == "not_needed"


def test_only_the_first_plan_starts_the_first_year() -> None:
    lines = ("2024-06-20 final_plan_issued", "2025-01-10 final_plan_issued")
    assert [str(one.due) for one in found("review_first", TODAY, *lines)] == ["2025-06-19"]
    assert not found("review_first", TODAY, "2023-01-10 amended_plan_issued", *lines)


def test_an_amended_plan_does_not_start_the_year_again() -> None:
    lines = ("2025-01-10 final_plan_issued", "2025-09-01 amended_plan_issued")
    assert [str(one.due) for one in found("review_first", "2025-12-01", *lines)] == ["2026-01-09"]
    assert not found("review_next", "2025-12-01", *lines)


def test_a_plan_after_a_meeting_shows_that_the_review_was_concluded() -> None:
    lines = ("2025-01-10 final_plan_issued", MEETING, "2026-08-01 amended_plan_issued")
    assert only("review_first", TODAY, *lines).state == "met_late"
    assert days(only("review_next", TODAY, *lines)) == ("2027-06-01", "2027-07-31", "2027-08-01")


def test_a_review_is_concluded_once() -> None:
    lines = (
        MEETING,
        "2026-06-20 review_decision_received:amend",
        "2026-06-20 amendment_notice_received",
        "2026-08-01 amended_plan_issued",
    )
    assert [str(one.due) for one in found("review_next", TODAY, *lines)] == ["2027-06-19"]


def test_a_decision_a_year_later_ends_a_review_whose_meeting_is_not_recorded() -> None:
    lines = (
        "2025-06-02 review_meeting_held",
        "2025-06-20 review_decision_received:maintain",
        "2026-06-10 review_decision_received:maintain",
    )
    assert [one.state for one in found("review_next", TODAY, *lines)] == ["met", "waiting"]


@pytest.mark.parametrize(
    ("today", "state"), [("2026-01-09", "waiting"), ("2026-01-10", "overdue")]
)
def test_an_amended_plan_alone_bounds_the_next_review(today: str, state: str) -> None:
    one = only("review_next", today, "2025-01-10 amended_plan_issued")
    assert (str(one.due), one.state, one.bound) == ("2026-01-09", state, "latest")
    assert "this is the latest day" in one.counting
    assert str(only("review_meeting_latest", today, "2025-01-10 amended_plan_issued").due) == (
        "2025-12-12"
    )


def test_the_counting_of_a_bound_names_no_day_that_is_not_recorded() -> None:
    steps = " ".join(only("review_next", TODAY, "2025-08 amended_plan_issued").steps())
    said = steps.replace("\u00a0", " ")
    assert said.startswith("The plan was issued after the last review ended: August 2025.")
    assert "The last day is no later than Sunday 30 August 2026." in said
    assert "act as if" not in said


def test_a_meeting_alone_bounds_the_next_review_from_below() -> None:
    one = only("review_next", "2028-01-01", MEETING)
    assert (str(one.due), one.latest, one.bound) == ("2027-06-01", None, "earliest")
    assert (one.state, one.as_json("Sam")["latest"]) == ("possibly_overdue", None)
    assert not found("review_meeting_latest", TODAY, MEETING)


def test_what_is_known_later_meets_the_bound() -> None:
    lines = ("2025-01-10 amended_plan_issued", "2025-12-20 review_decision_received:maintain")
    assert [one.state for one in found("review_next", TODAY, *lines)] == ["waiting", "met"]


def test_a_moved_plan_ends_the_old_councils_year() -> None:
    lines = ("2025-01-10 final_plan_issued", "2025-11-01 plan_transferred")
    assert only("review_first", TODAY, *lines).state == "not_needed"


def test_a_plan_ceases_when_the_time_to_appeal_has_passed() -> None:
    lines = ("2025-01-10 final_plan_issued", "2025-09-10 cease_decision_received")
    assert only("review_first", "2026-02-01", *lines).state == "not_needed"
    appealed = (*lines, "2025-10-01 appeal_lodged")
    assert only("review_first", "2026-02-01", *appealed).state == "overdue"
    certified = (*lines, "2025-12-20 mediation_certificate_issued")
    assert only("review_first", "2026-01-15", *certified).state == "overdue"
    ordered = (*lines, "2025-10-01 appeal_lodged", "2025-12-01 tribunal_ordered:cease")
    assert only("review_first", "2026-02-01", *ordered).state == "not_needed"


def test_a_young_child_is_looked_at_every_half_year() -> None:
    toddler = replace(SAM, born=date(2023, 1, 1))
    assert str(only("review_early_years", TODAY, MEETING, child=toddler).due) == "2026-12-02"
    assert not found("review_early_years", TODAY, MEETING)


def test_a_refusal_that_was_reversed_leaves_the_first_clock_running() -> None:
    lines = ("2026-01-05 assessment_requested", "2026-02-10 assessment_refused")
    agreed = "2026-03-20 assessment_agreed"
    assert states("ehcp_final", *lines) == ["not_needed"]
    assert states("ehcp_final", *lines, agreed) == ["overdue"]
    assert states("ehcp_final", *lines, agreed, "2026-05-20 final_plan_issued") == ["met"]
    assert states("ehcp_final", *lines, agreed, "2026-03-25 tribunal_ordered:assess") == [
        "not_needed"
    ]


def test_an_appeal_and_its_certificate_have_one_day() -> None:
    lines = ("2026-09-01 plan_refused", "2026-10-20 mediation_certificate_issued")
    decision = only("appeal_2months", "2026-11-01", *lines)
    certificate = only("appeal_1month_cert", "2026-11-01", *lines)
    assert days(decision) == days(certificate) == ("2026-11-20", "2026-11-20", "2026-11-20")
    assert (decision.also, certificate.also) == (("appeal_1month_cert",), ("appeal_2months",))


def test_a_certificate_belongs_to_the_last_decision_before_it_without_an_appeal() -> None:
    lines = (
        "2026-06-01 plan_refused",
        "2026-09-01 plan_refused",
        "2026-09-10 appeal_lodged",
        "2026-10-20 mediation_certificate_issued",
    )
    assert [one.also for one in found("appeal_2months", TODAY, *lines)] == [(), ()]
    early = ("2026-05-01 mediation_certificate_issued", *lines)
    assert [one.also for one in found("appeal_1month_cert", TODAY, *early)] == [(), ()]


def test_an_appeal_answers_the_newest_decision() -> None:
    lines = ("2025-06-01 plan_refused", "2026-09-01 plan_refused", "2026-09-10 appeal_lodged")
    assert states("appeal_2months", *lines) == ["closed", "met"]


@pytest.mark.parametrize(
    ("today", "state"),
    [("2027-02-14", "waiting"), ("2027-02-15", "possibly_overdue"), ("2027-02-16", "overdue")],
)
def test_the_plan_names_the_next_school_before_15_february(today: str, state: str) -> None:
    line = "2027-09-01 phase_transfer_planned:primary_to_secondary"
    assert only("phase_15feb", today, line).state == state
    assert str(only("phase_review_start", today, line).due) == "2026-11-22"


def test_a_plan_amended_in_the_right_school_year_meets_it() -> None:
    line = "2027-09-01 phase_transfer_planned:primary_to_secondary"
    assert only("phase_15feb", "2027-03-01", line, "2027-01-20 amended_plan_issued").state == "met"
    assert only("phase_15feb", "2027-03-01", line, "2026-06-20 amended_plan_issued").state == (
        "overdue"
    )
    assert only(
        "phase_review_start", "2027-03-01", line, "2026-11-30 review_meeting_held"
    ).state == ("met_late")


def test_a_step_before_every_meeting_belongs_to_none() -> None:
    lines = ("2026-05-01 review_report_received", MEETING)
    assert only("review_report", TODAY, *lines).state == "overdue"


def test_a_decision_to_cease_before_2014_ends_nothing() -> None:
    lines = ("2014-08-01 cease_decision_received", "2025-01-10 final_plan_issued")
    assert only("review_first", TODAY, *lines).state == "overdue"
