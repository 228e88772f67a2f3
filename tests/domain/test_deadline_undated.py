"""Limits that wait for a fact, a school's days or an answer, and those that another date bends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.domain.casework import book, calendar, case, days, found, only

from ehcp_desktop.domain.dates import SchoolDays
from ehcp_desktop.domain.deadline import Deadline
from ehcp_desktop.domain.timetable import deadlines
from ehcp_desktop.errors import BadInput

AUTUMN = [date(2026, 9, 2) + timedelta(days=number) for number in range(108)]
HALF_TERM = range(date(2026, 10, 24).toordinal(), date(2026, 11, 2).toordinal())
TERM = SchoolDays(day for day in AUTUMN if day.weekday() < 5 and day.toordinal() not in HALF_TERM)
UNDATED = ("None", "None", "None")


def at_school(rule: str, today: str, *lines: str) -> Deadline:
    whole = deadlines(book().rules, case(today, lines), calendar().at_school(TERM))
    (one,) = [one for one in whole if one.rule.id == rule]
    return one


def test_school_days_have_no_day_until_the_school_calendar_is_known() -> None:
    one = only("excl_irp_apply", "2026-11-22", "2026-10-16 governors_decision_received")
    soonest = ("2026-11-06", "None", "None")
    assert (days(one), one.state, one.days_late) == (soonest, "waiting", None)
    assert one.needs in one.steps()
    assert "term dates" in str(one.as_json("Sam")["needs"])


def test_school_days_leave_out_half_term() -> None:
    one = at_school("excl_irp_apply", "2026-10-20", "2026-10-16 governors_decision_received")
    assert days(one) == ("2026-11-13",) * 3
    assert (one.state, one.needs) == ("waiting", "")


def test_the_first_school_day_of_an_exclusion_counts() -> None:
    one = at_school("excl_sixth_day_perm", "2026-10-20", "2026-10-16 permanently_excluded")
    assert days(one)[:2] == ("2026-10-23",) * 2


@pytest.mark.parametrize("day", ["2026-08-20", "2026-12-10", "2027-03-01"])
def test_a_count_beyond_the_known_terms_has_no_day(day: str) -> None:
    with pytest.raises(BadInput, match="school days"):
        calendar().at_school(TERM).add_school_days(date.fromisoformat(day), 15, day_one=False)


def test_a_year_whose_terms_were_not_entered_is_not_skipped() -> None:
    later = SchoolDays([date(2026, 9, 2), date(2027, 9, 2), date(2027, 9, 3)])
    assert later.add(date(2026, 9, 2), 2, day_one=False) is None
    assert later.add(date(2026, 9, 2), 1, day_one=True) == date(2026, 9, 2)


@pytest.mark.parametrize(
    ("today", "state"), [("2026-04-07", "waiting"), ("2026-04-08", "overdue")]
)
def test_a_school_is_late_with_information_after_sixty_working_days(
    today: str, state: str
) -> None:
    one = only("foi_school", today, "2026-01-08 information_requested:school")
    assert (days(one), one.state) == (("2026-02-05", "None", "2026-04-07"), state)


@pytest.mark.parametrize(
    ("answered", "state"),
    [("2026-02-05", "met"), ("2026-02-06", "possibly_met_late"), ("2026-04-09", "met_late")],
)
def test_an_answer_before_the_earliest_day_of_a_limit_is_in_time(
    answered: str, state: str
) -> None:
    lines = ("2026-01-08 information_requested:school", f"{answered} information_answered")
    assert only("foi_school", "2026-05-01", *lines).state == state


def test_a_school_with_known_days_has_the_sooner_of_both_limits() -> None:
    one = at_school("foi_school", "2026-09-10", "2026-09-08 information_requested:school")
    assert days(one) == ("2026-10-06",) * 3


def test_one_date_out_of_reach_leaves_the_others_as_they_are() -> None:
    lines = ("2032-12-20 information_requested", "2026-06-02 review_meeting_held")
    (far,) = found("foi_la", "2032-12-21", *lines)
    assert (days(far), far.state) == (UNDATED, "waiting")
    assert "2014 to 2032" in far.needs
    assert only("review_decision", "2032-12-21", *lines).state == "overdue"


@pytest.mark.parametrize(
    "line", ["9999-12-20 review_meeting_held", "9999-12 phase_transfer_planned"]
)
def test_no_date_at_all_stops_the_others(line: str) -> None:
    lines = (line, "2026-06-02 review_meeting_held")
    assert only("review_report", "2026-06-03", lines[1]).due == date(2026, 6, 16)
    assert found("review_report", "9999-12-31", *lines)


def test_an_appeal_window_beyond_the_known_years_has_no_day() -> None:
    one = only("appeal_2months", "2033-01-10", "2032-12-20 plan_refused sent=2032-12-20")
    assert (one.due, one.state) == (None, "waiting")


def test_a_move_waits_for_the_day_the_old_council_was_told() -> None:
    moved = "2026-05-11 moved_area"
    one = only("move_transfer_plan", "2026-06-30", moved)
    assert (one.due, one.state) == (None, "waiting")
    assert "told of the move" in one.needs
    done = only("move_transfer_plan", "2026-06-30", moved, "2026-05-11 plan_transferred")
    assert done.state == "met"
    later = only("move_transfer_plan", "2026-06-30", moved, "2026-05-12 plan_transferred")
    assert later.state == "possibly_met_late"


@pytest.mark.parametrize(
    ("told", "due"),
    [("2026-04-01", "2026-05-11"), ("2026-05-05", "2026-05-26"), ("2026-05-20", "2026-06-10")],
)
def test_a_plan_moves_with_the_child_or_fifteen_working_days_after_it_was_told(
    told: str, due: str
) -> None:
    lines = ("2026-05-11 moved_area", f"{told} old_authority_told_of_move")
    one = only("move_transfer_plan", "2026-06-01", *lines)
    assert str(one.due) == due
    assert one.also == ("move_transfer_plan_late",)
    assert one.counting.startswith("at once: on the day of the move; 15 working days starting")


def test_each_move_has_its_own_warning() -> None:
    lines = (
        "2024-05-13 moved_area",
        "2024-05-13 old_authority_told_of_move",
        "2026-05-11 moved_area",
    )
    assert [one.due for one in found("move_transfer_plan", "2026-06-01", *lines)] == [
        date(2024, 6, 3),
        None,
    ]


def test_a_new_council_reviews_by_the_later_of_both_days() -> None:
    lines = ("2026-01-09 review_decision_received:maintain", "2026-05-11 plan_transferred")
    assert days(only("move_new_la_review", "2026-06-01", *lines)) == ("2027-01-08",) * 3
    late = ("2025-06-01 review_decision_received:maintain", "2026-05-11 plan_transferred")
    assert days(only("move_new_la_review", "2026-06-01", *late)) == ("2026-08-10",) * 3


def test_a_new_council_may_have_longer_when_the_last_review_is_not_known() -> None:
    one = only("move_new_la_review", "2026-08-11", "2026-05-11 plan_transferred")
    assert (days(one), one.state) == (("2026-08-10", "2026-08-10", "None"), "possibly_overdue")


def test_a_transfer_of_an_unknown_kind_shows_both_dates_and_asks() -> None:
    planned = "2027-09-01 phase_transfer_planned"
    both = [only(rule, "2027-05-01", planned) for rule in ("phase_15feb", "phase_31mar")]
    assert [str(one.due) for one in both] == ["2027-02-14", "2027-03-30"]
    assert {(one.state, one.conditional) for one in both} == {("waiting", True)}
    assert all("which move" in one.needs for one in both)
    meetings = found("phase_review_start", "2027-05-01", planned)
    assert {(one.state, one.conditional) for one in meetings} == {("waiting", True)}


def test_an_order_is_late_only_after_the_day_counted_from_its_sending() -> None:
    order = "2026-06-02 tribunal_ordered:amend_content sent=2026-06-05"
    one = only("order_amend_content", "2026-07-10", order)
    assert (days(one), one.state) == (
        ("2026-07-07", "2026-07-07", "2026-07-10"),
        "possibly_overdue",
    )
    assert only("order_amend_content", "2026-07-11", order).state == "overdue"


def test_a_day_set_in_the_order_leads() -> None:
    order = "2026-06-02 tribunal_ordered:amend_school by=2026-08-28"
    one = only("order_amend_school", "2026-06-03", order)
    assert days(one) == ("2026-08-28",) * 3
    assert not any("first day counted" in step for step in one.steps())
    again = "2026-06-02 tribunal_ordered:reconsider"
    assert found("order_reconsider", "2026-06-03", again) == []
    assert (
        days(only("order_reconsider", "2026-06-03", f"{again} by=2026-07-01"))[1] == "2026-07-01"
    )


@pytest.mark.parametrize(
    ("outcome", "due"),
    [
        ("assess", ["2026-06-16", "2026-08-11", "2026-09-08"]),
        ("make_plan", ["2026-07-07", "2026-08-18"]),
        ("amend_content", ["2026-07-07"]),
        ("amend_school", ["2026-06-16"]),
        ("continue", ["2026-06-02"]),
        ("continue_and_amend", ["2026-07-07"]),
        ("cease", []),
    ],
)
def test_what_was_agreed_in_mediation_has_the_times_of_an_order(
    outcome: str, due: list[str]
) -> None:
    one = found(
        "mediation_agreement_appealable", "2026-06-03", f"2026-06-02 mediation_agreed:{outcome}"
    )
    assert sorted(str(each.due) for each in one) == due
    orders = deadlines(
        book().rules, case("2026-06-03", [f"2026-06-02 tribunal_ordered:{outcome}"]), calendar()
    )
    ordered = {str(each.due) for each in orders if each.rule.id.startswith("order_")}
    assert ordered == set(due) or outcome == "cease"


@pytest.mark.parametrize("outcome", ["reconsider", "cease", "amend_school", "other"])
def test_another_day_agreed_in_writing_leads(outcome: str) -> None:
    agreed = f"2026-06-02 mediation_agreed:{outcome} by=2026-07-31"
    whole = deadlines(book().rules, case("2026-06-03", [agreed]), calendar())
    assert [str(one.due) for one in whole if one.rule.owner == "authority"] == ["2026-07-31"]


def test_giving_way_counts_only_before_the_answer_to_this_appeal() -> None:
    first = ("2025-01-10 appeal_lodged", "2025-03-01 authority_response_received")
    gave_way = "2026-06-02 appeal_conceded:content"
    assert found("unopposed_content", "2026-06-03", *first, gave_way) == []
    again = (*first, "2026-05-05 appeal_lodged", gave_way)
    assert days(only("unopposed_content", "2026-06-03", *again))[1] == "2026-07-07"


def test_after_giving_way_on_an_assessment_two_readings_are_shown() -> None:
    lines = (
        "2025-09-01 assessment_requested",
        "2025-10-10 assessment_refused",
        "2025-11-10 appeal_lodged",
        "2026-01-05 appeal_conceded:assess",
    )
    first = only("ehcp_final", "2026-03-01", *lines)
    assert (days(first)[1:], first.state) == (("2026-01-19", "2026-04-13"), "possibly_overdue")
    assert "14 weeks" in first.counting
    assert days(only("unopposed_final_plan", "2026-03-01", *lines)) == (
        "2026-01-19",
        "2026-04-13",
        "2026-04-13",
    )


def test_giving_way_about_something_else_leaves_the_twenty_weeks_alone() -> None:
    lines = ("2025-09-01 assessment_requested", "2026-01-05 appeal_conceded:content")
    one = only("ehcp_final", "2026-03-01", *lines)
    assert days(one) == ("2026-01-19",) * 3
    assert "14 weeks" not in one.counting


ASKED = ("2026-03-02 subject_access_requested", "2026-03-10 subject_access_clarification_asked")


def test_a_month_stands_still_until_the_question_is_answered() -> None:
    one = only("sar", "2026-05-01", *ASKED)
    assert (one.due, one.state) == (None, "waiting")
    assert "stands still" in one.needs


def test_days_of_the_question_and_of_the_answer_do_not_count() -> None:
    answered = (*ASKED, "2026-03-13 subject_access_clarification_given")
    assert days(only("sar", "2026-03-20", *answered)) == ("2026-04-07",) * 3  # 6 April: Easter


def test_a_question_before_the_law_allowed_it_stops_nothing() -> None:
    lines = (
        "2026-01-05 subject_access_requested",
        "2026-01-12 subject_access_clarification_asked",
    )
    assert days(only("sar", "2026-01-20", *lines))[1] == "2026-02-05"


def test_a_month_that_ends_on_a_day_off_ends_on_the_next_working_day() -> None:
    one = only("sar", "2026-03-01", "2026-02-28 subject_access_requested")
    assert days(one) == ("2026-03-30",) * 3
    assert "next working day" in one.counting


def test_a_bank_holiday_in_scotland_gives_a_council_a_day_more() -> None:
    one = only("foi_la", "2026-11-10", "2026-11-05 information_requested")
    assert days(one) == ("2026-12-04",) * 3


@pytest.mark.parametrize(
    ("made", "basis"), [("2026-03-31", "practice"), ("2026-04-01", "guidance")]
)
def test_the_rule_of_the_day_is_kept(made: str, basis: str) -> None:
    assert only("la_complaint_ack", "2026-04-05", f"{made} complaint_made").rule.basis == basis


def test_a_complaint_nobody_confirmed_counts_from_its_arrival() -> None:
    made = "2026-05-11 complaint_made who=Council"
    assert days(only("la_complaint_stage1", "2026-05-12", made))[1] == "2026-06-02"
    confirmed = (made, "2026-05-20 complaint_acknowledged who=Council")
    assert days(only("la_complaint_stage1", "2026-05-21", *confirmed)) == (
        "2026-06-02",
        "2026-06-04",
        "2026-06-04",
    )


def test_a_confirmation_of_a_complaint_that_is_not_recorded_counts_alone() -> None:
    confirmed = "2026-05-20 complaint_acknowledged"
    assert days(only("la_complaint_stage1", "2026-05-21", confirmed)) == ("2026-06-04",) * 3


def test_a_confirmed_complaint_to_the_school_is_not_for_the_council() -> None:
    lines = ("2026-05-11 complaint_made:school", "2026-05-20 complaint_acknowledged")
    assert found("la_complaint_stage1", "2026-05-21", *lines) == []


def test_two_complaints_are_each_answered_once() -> None:
    lines = (
        "2026-05-11 complaint_made who=Council",
        "2026-05-18 complaint_acknowledged who=Council",
        "2026-07-06 complaint_made who=Council",
        "2026-05-28 complaint_answered who=Council",
    )
    states = [one.state for one in found("la_complaint_stage1", "2026-07-10", *lines)]
    assert states == ["met", "waiting"]


def test_a_careful_family_goes_to_court_a_day_early() -> None:
    one = only("judicial_review", "2026-03-02", "2026-02-28 unlawful_act_happened")
    assert one.cautious == (one.due or date.min) - timedelta(days=1)
    rough = only("judicial_review", "2026-03-02", "2026-02 unlawful_act_happened")
    assert rough.cautious is not None
    assert rough.cautious < one.due


def test_a_penalty_notice_ends_on_the_day_printed_on_it() -> None:
    notice = "2026-06-02 penalty_notice_received"
    assert days(only("attendance_penalty_full", "2026-06-03", notice)) == (
        "2026-06-29",
        "2026-06-30",
        "2026-06-30",
    )
    printed = only("attendance_penalty_full", "2026-06-03", f"{notice} by=2026-06-27")
    assert days(printed) == ("2026-06-27",) * 3


def test_the_calendar_at_a_school_is_the_same_in_everything_else() -> None:
    assert replace(calendar().at_school(TERM), school=None) == calendar()


def test_a_decision_to_cease_beyond_the_known_bank_holidays_is_no_hindrance() -> None:
    lines = ("2032-03-01 final_plan_issued", "2032-11-30 cease_decision_received")
    (one,) = found("review_first", "2032-12-20", *lines)
    assert one.state == "waiting"
