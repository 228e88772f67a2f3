"""Limits that need two events, or the child's age, against the second counting of the law."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.law import oracle
from tests.law.restated import FIRST, LAST, ONE_DAY
from tests.law.test_cases import book, england, event
from tests.law.test_oracle import CHILD, HARD

from ehcp_desktop.domain.deadline import Case, Deadline
from ehcp_desktop.domain.review import Review
from ehcp_desktop.domain.timetable import deadlines

DAYS = st.dates(FIRST, LAST - timedelta(days=365))
FIFTY = settings(max_examples=50, deadline=None)
BORN_ON_A_LEAP_DAY = replace(CHILD, born=date(2016, 2, 29))


def laid_out(*lines: str, today: date, child: object = CHILD) -> dict[str, Deadline]:
    """Return the engine's deadlines by rule, the last of each."""
    case = Case(
        child=child,  # type: ignore[arg-type]
        events=[event(line) for line in lines],
        reviews={"a": Review(id="a", child=CHILD.id)},
        today=today,
    )
    return {one.rule.id: one for one in deadlines(book().rules, case, england())}


def gap(most: int) -> st.SearchStrategy[timedelta]:
    return st.integers(0, most).map(lambda number: timedelta(days=number))


@FIFTY
@given(sent=DAYS, wait=gap(100))
def test_an_appeal_has_the_later_of_two_months_and_one_from_the_certificate(
    sent: date, wait: timedelta
) -> None:
    """HESC Rules 2008, rule 20(1)(c), and rule 12 once the later is known."""
    issued = sent + wait
    later = max(oracle.months_after(sent, 2), oracle.months_after(issued, 1))
    lines = f"{sent} plan_refused", f"{issued} mediation_certificate_issued"
    found = laid_out(*lines, today=issued)
    for rule in ("appeal_2months", "appeal_1month_cert"):
        assert found[rule].due == oracle.appeal_window(later)
        assert found[rule].cautious == later


@FIFTY
@given(met=DAYS, wait=gap(90))
def test_a_changed_plan_has_the_earlier_of_eight_weeks_and_twelve(
    met: date, wait: timedelta
) -> None:
    """SEND Regulations 2014 reg 22(3) and R (L, M & P) v Devon CC [2022] EWHC 493 (Admin)."""
    noticed = met + wait
    earlier = min(oracle.weeks_after(noticed, 8), oracle.weeks_after(met, 12))
    lines = f"{met} review_meeting_held review=a", f"{noticed} amendment_notice_received review=a"
    found = laid_out(*lines, today=noticed)
    for rule in ("review_final_from_notice", "review_final_from_meeting"):
        assert found[rule].due == earlier


@FIFTY
@given(met=DAYS, wait=gap(150))
def test_the_next_year_starts_with_the_decision_and_at_the_earliest_with_the_meeting(
    met: date, wait: timedelta
) -> None:
    """CFA 2014 s.44(1)(b); SEND Code of Practice 9.169."""
    decided = met + wait
    lines = (
        f"{met} review_meeting_held review=a",
        f"{decided} review_decision_received:maintain review=a",
    )
    found = laid_out(*lines, today=decided)["review_next"]
    assert found.cautious == oracle.months_from(met, 12)
    assert found.due == oracle.months_from(decided, 12)
    assert found.latest == oracle.months_after(decided, 12)


@FIFTY
@given(planned=DAYS)
def test_a_phase_review_is_held_twelve_weeks_before_the_last_day(planned: date) -> None:
    """Devon’s twelve weeks, counted from the last compliant day, 14 February."""
    line = f"{planned} phase_transfer_planned:primary_to_secondary"
    found = laid_out(line, today=planned)["phase_review_start"]
    assert found.due == oracle.weeks_after(date(planned.year, 2, 14), -12)


@FIFTY
@given(term=st.dates(date(2015, 1, 1), LAST))
def test_the_list_of_reviews_is_owed_two_weeks_before_term(term: date) -> None:
    """SEND Code of Practice 9.172."""
    found = laid_out(f"{term} term_started", today=term)["review_term_list"]
    assert found.due == oracle.weeks_after(term, -2)


@pytest.mark.parametrize("child", [BORN_ON_A_LEAP_DAY, replace(CHILD, born=date(2016, 3, 1))])
@pytest.mark.parametrize("day", HARD[::37])
def test_a_child_born_on_29_february_has_the_same_days_as_any_other(
    child: object, day: date
) -> None:
    lines = f"{day} review_meeting_held review=a", f"{day} plan_refused"
    found = laid_out(*lines, today=day, child=child)
    assert found["review_decision"].due == oracle.weeks_after(day, 4)
    assert found["appeal_2months"].due == oracle.appeal_window(oracle.months_after(day, 2))


@pytest.mark.parametrize(
    ("due", "is_under_five"),
    [("2020-02-29", True), ("2021-02-27", True), ("2021-02-28", True), ("2021-03-01", False)],
)
def test_a_child_born_on_29_february_is_five_on_1_march(due: str, is_under_five: bool) -> None:
    """SEND Code of Practice 9.178; Family Law Reform Act 1969 s.9(1)."""
    met = oracle.months_after(date.fromisoformat(due), -6)
    found = laid_out(f"{met} review_meeting_held", today=met, child=BORN_ON_A_LEAP_DAY)
    assert ("review_early_years" in found) is is_under_five


@FIFTY
@given(moved=DAYS, early=st.integers(-60, 60))
def test_a_plan_moves_with_the_child_or_fifteen_working_days_after_the_council_knew(
    moved: date, early: int
) -> None:
    """SEND Regulations 2014 reg 15(2): the day of knowing is the first of the fifteen."""
    told = moved - timedelta(days=early)
    lines = f"{moved} moved_area", f"{told} old_authority_told_of_move"
    found = laid_out(*lines, today=max(moved, told))["move_transfer_plan"]
    assert found.due == max(moved, oracle.nth_from(told, 15))


@FIFTY
@given(made=DAYS, wait=gap(500))
def test_the_new_council_has_what_is_left_of_the_year_or_three_months(
    made: date, wait: timedelta
) -> None:
    """SEND Regulations 2014 reg 15(5): both periods begin WITH their day."""
    moved = made + wait
    lines = f"{made} final_plan_issued", f"{moved} plan_transferred"
    found = laid_out(*lines, today=moved)["move_new_la_review"]
    assert found.due == max(oracle.months_from(made, 12), oracle.months_from(moved, 3))


@FIFTY
@given(asked=st.dates(date(2026, 2, 5), LAST - timedelta(days=365)), step=gap(25), waited=gap(60))
def test_the_days_of_explaining_a_request_do_not_count(
    asked: date, step: timedelta, waited: timedelta
) -> None:
    """UK GDPR art 12A, in force 5 February 2026: the first and the last of them included."""
    unclear = asked + step
    clear = unclear + waited
    lines = (
        f"{asked} subject_access_requested who=Council",
        f"{unclear} subject_access_clarification_asked who=Council",
        f"{clear} subject_access_clarification_given who=Council",
    )
    found = laid_out(*lines, today=clear)["sar"]
    last = oracle.months_after(asked, 1) + waited + ONE_DAY
    assert found.due == oracle.working_day_from(last)


@FIFTY
@given(made=st.dates(date(2026, 4, 1), LAST - timedelta(days=365)))
def test_a_complaint_nobody_acknowledged_has_both_periods_together(made: date) -> None:
    """LGSCO Complaint Handling Code 6.2 to 6.4: 5 and 10 working days; at stage 2, 5 and 20."""
    lines = f"{made} complaint_made:council who=Council", f"{made} complaint_stage2_made"
    found = laid_out(lines[0], today=made)
    assert found["la_complaint_stage1"].due == oracle.nth_after(made, 15)
    found = laid_out(lines[1], today=made)
    assert found["la_complaint_stage2"].due == oracle.nth_after(made, 25)
