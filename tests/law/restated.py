"""Each time limit said again from the law, in the words of the oracle: what starts it, its days.

Written from the Act, the Regulations and the Rules, never from the rules we ship; `test_oracle.py`
holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tests.law import oracle

Ends = Callable[[date], date]
ONE_DAY = timedelta(days=1)
FIRST, LAST = date(2014, 9, 1), date(2031, 7, 31)


@dataclass(frozen=True, kw_only=True)
class Restated:
    """One limit as the law has it: what happens on the day, and the day each reading gives."""

    starts: tuple[str, ...]
    due: Ends
    cautious: Ends | None = None
    latest: Ends | None = None
    past: str = "overdue"
    since: date = FIRST
    school: str = ""
    is_young: bool = False
    answers: tuple[tuple[str, str], ...] = ()

    def days(self, day: date) -> tuple[date, date, date]:
        """Return the cautious day, the due day, the latest day."""
        return (self.cautious or self.due)(day), self.due(day), (self.latest or self.due)(day)


def weeks(number: int) -> Ends:
    return lambda day: oracle.weeks_after(day, number)


def days(number: int) -> Ends:
    return lambda day: oracle.days_after(day, number)


def days_from(number: int) -> Ends:
    return lambda day: oracle.days_from(day, number)


def months(number: int) -> Ends:
    return lambda day: oracle.months_after(day, number)


def months_from(number: int) -> Ends:
    return lambda day: oracle.months_from(day, number)


def working(number: int) -> Ends:
    return lambda day: oracle.nth_after(day, number)


def working_from(number: int) -> Ends:
    return lambda day: oracle.nth_from(day, number)


def kingdom(number: int) -> Ends:
    return lambda day: oracle.nth_after(day, number, oracle.works_everywhere)


def tribunal(number: int) -> Ends:
    return lambda day: oracle.nth_after(day, number, oracle.tribunal_works)


def in_its_year(month: int, day_of_month: int, less: int = 0) -> Ends:
    return lambda day: date(day.year, month, day_of_month) - less * ONE_DAY


def then(last: Ends, *, less: int) -> Ends:
    return lambda day: last(day) - less * ONE_DAY


def rolled(last: Ends) -> Ends:
    return lambda day: oracle.working_day_from(last(day))


def appealed(last: Ends) -> Ends:
    return lambda day: oracle.appeal_window(last(day))


def tribunal_days(number: int) -> Ends:
    """Count days as HESC rule 12(3)(b) does, and let the last be a working day (12(2))."""
    return lambda day: oracle.working_day_from(
        oracle.nth_after(day, number, oracle.tribunal_counts)
    )


def same_day(day: date) -> date:
    return day


def restated(*starts: str, **known: object) -> Restated:
    return Restated(starts=starts, **known)  # type: ignore[arg-type]


REVIEW = "review_meeting_held review=a"
AMEND = "review_decision_received:amend review=a"
ORDERED, CONCEDED = "tribunal_ordered:", "appeal_conceded:"
SUBSTITUTED = date(2015, 3, 23)  # SI 2015/359
COMPLAINTS_CODE = date(2026, 4, 1)
PENALTIES = date(2024, 8, 19)
MOVE = "phase_transfer_planned:"

RESTATED = {
    # Assessment: CFA 2014 s.36, SEND Regulations 2014 regs 5, 8, 10, 13
    "ehcna_decision": restated("assessment_requested", due=weeks(6)),
    "ehcna_advice": restated("advice_requested who=Therapy", due=weeks(6)),
    "ehcp_refuse_issue": restated("assessment_requested", due=weeks(16)),
    "draft_plan_send": restated("assessment_requested", due=weeks(16)),
    "draft_plan_representations": restated(
        "draft_plan_received", due=days_from(15), past="closed"
    ),
    "school_consultation_response": restated(
        "school_consulted who=Hilltop", due=days(15), since=date(2015, 1, 1)
    ),
    "ehcp_final": restated("assessment_requested", due=weeks(20)),
    "ehcp_admit": restated("final_plan_issued", due=same_day, past="waiting"),
    "ehcp_provision": restated("amended_plan_issued", due=same_day, past="waiting"),
    # Review: CFA 2014 s.44, regs 20 to 22, 28; R (L, M & P) v Devon
    "review_first": restated("final_plan_issued", due=months_from(12), latest=months(12)),
    "review_next": restated(
        "review_decision_received:maintain", due=months_from(12), latest=months(12)
    ),
    "review_early_years": restated(
        "review_meeting_held", due=months(6), since=date(2015, 1, 1), is_young=True
    ),
    "review_invite": restated(
        "review_meeting_arranged", due=weeks(-2), cautious=then(weeks(-2), less=1)
    ),
    "review_advice_circulate": restated(
        "review_meeting_arranged", due=weeks(-2), cautious=then(weeks(-2), less=1)
    ),
    "review_report": restated(REVIEW, due=weeks(2)),
    "review_decision": restated(REVIEW, due=weeks(4)),
    "review_not_in_school": restated(REVIEW, due=weeks(4), school="none"),
    "review_amend_notice": restated(REVIEW, AMEND, due=weeks(4)),
    "review_final_from_meeting": restated(REVIEW, AMEND, due=weeks(12)),
    "review_final_from_notice": restated(
        REVIEW, "amendment_notice_received review=a", due=weeks(8)
    ),
    "review_amend_representations": restated(
        "amendment_notice_received", due=days_from(15), past="closed"
    ),
    "amend_without_review": restated("amendment_notice_received", due=weeks(8)),
    "review_meeting_latest": restated(
        "final_plan_issued", due=then(months_from(12), less=28), latest=then(months(12), less=28)
    ),
    # Phase transfer: reg 18
    "phase_15feb": restated(
        MOVE + "primary_to_secondary", due=in_its_year(2, 14), latest=in_its_year(2, 15)
    ),
    "phase_31mar": restated(
        MOVE + "secondary_to_post16", due=in_its_year(3, 30), latest=in_its_year(3, 31)
    ),
    "phase_post16_5months": restated(
        MOVE + "post16_to_post16", due=months(-5), cautious=then(months(-5), less=1)
    ),
    "phase_review_start": restated(
        MOVE + "secondary_to_post16",
        due=in_its_year(3, 30, less=84),
        latest=in_its_year(3, 31, less=84),
    ),
    # Re-assessment: regs 24, 25, 27
    "reassess_decision": restated("reassessment_requested", due=days(15)),
    "reassess_bar": restated("assessment_completed", due=months(6), past="closed"),
    "reassess_final": restated("reassessment_agreed", due=weeks(14)),
    # Moving: regs 15, 16
    "move_new_la_inform": restated("plan_transferred", due=weeks(6)),
    "move_icb_change": restated("health_body_changed", due=working_from(15)),
    # Mediation: CFA 2014 s.55, regs 33 to 42
    "mediation_contact": restated("plan_refused", due=months(2), past="closed"),
    "mediation_cert_no_mediation": restated("mediation_declined", due=working(3)),
    "mediation_arrange": restated("mediation_requested", due=days(30)),
    "mediation_health_notify": restated("mediation_health_raised", due=working(3)),
    "mediation_cert_after": restated("mediation_held", due=working(3)),
    "mediation_agreement_other": restated("mediation_agreed:other", due=weeks(2)),
    "mediation_agreement_icb_tell": restated(
        "mediation_agreed:other",
        due=weeks(1),
        past="closed",
        answers=(("council_was_party", "no"),),
    ),
    # Appeal: HESC Rules 2008 rules 12, 20, 21, 46
    "appeal_2months": restated(
        "plan_refused", due=appealed(months(2)), cautious=months(2), past="closed"
    ),
    "appeal_la_response": restated("appeal_sent_to_authority", due=tribunal(30)),
    "appeal_decision_sent": restated("tribunal_hearing_held", due=working(10)),
    "ft_permission_appeal": restated(
        "tribunal_decision_received",
        due=rolled(days(28)),
        cautious=days(28),
        latest=tribunal_days(28),
        past="closed",
    ),
    "ut_permission_appeal": restated("permission_to_appeal_refused", due=months(1), past="closed"),
    # Orders and appeals that the council gives way on: regs 44, 45; SI 2017/1306
    "order_assess_start": restated(ORDERED + "assess", due=weeks(2)),
    "order_assess_no_plan": restated(ORDERED + "assess", due=weeks(10)),
    "order_assess_final_plan": restated(ORDERED + "assess", due=weeks(14)),
    "order_make_draft": restated(ORDERED + "make_plan", due=weeks(5)),
    "order_make_final": restated(ORDERED + "make_plan", due=weeks(11)),
    "order_amend_content": restated(ORDERED + "amend_content", due=weeks(5)),
    "order_amend_school": restated(ORDERED + "amend_school", due=weeks(2)),
    "order_continue": restated(ORDERED + "continue", due=same_day, past="waiting"),
    "order_continue_amend": restated(ORDERED + "continue_and_amend", due=weeks(5)),
    "order_cease": restated(ORDERED + "cease", due=same_day, past="waiting"),
    "hsc_recommendation_reply": restated(
        "tribunal_recommendation_made", due=weeks(5), since=date(2018, 4, 3)
    ),
    "unopposed_assess_start": restated(CONCEDED + "assess", due=weeks(2), since=SUBSTITUTED),
    "unopposed_no_plan": restated(CONCEDED + "assess", due=weeks(10), since=SUBSTITUTED),
    "unopposed_final_plan": restated(CONCEDED + "assess", due=weeks(14), since=SUBSTITUTED),
    "unopposed_content": restated(CONCEDED + "content", due=weeks(5), since=SUBSTITUTED),
    "unopposed_school": restated(CONCEDED + "school", due=weeks(2), since=SUBSTITUTED),
    "unopposed_draft": restated(CONCEDED + "make_plan", due=weeks(5), since=SUBSTITUTED),
    "unopposed_make_final": restated(CONCEDED + "make_plan", due=weeks(11), since=SUBSTITUTED),
    "unopposed_continue_amend": restated(
        CONCEDED + "continue_and_amend", due=weeks(5), since=SUBSTITUTED
    ),
    # Other redress and information
    "dd_claim": restated("discrimination_happened", due=months_from(6), past="closed"),
    "judicial_review": restated(
        "unlawful_act_happened", due=months(3), cautious=then(months(3), less=1), past="closed"
    ),
    "sar": restated("subject_access_requested", due=rolled(months(1)), since=date(2018, 5, 25)),
    "foi_la": restated("information_requested:authority", due=kingdom(20)),
    "la_complaint_ack": restated("complaint_made:council", due=working(5), since=COMPLAINTS_CODE),
    "la_complaint_stage1": restated(
        "complaint_made:council", "complaint_acknowledged", due=working(10), since=COMPLAINTS_CODE
    ),
    "la_complaint_stage2": restated(
        "complaint_stage2_acknowledged", due=working(20), since=COMPLAINTS_CODE
    ),
    "la_complaint_stage2_ack": restated(
        "complaint_stage2_made", due=working(5), since=COMPLAINTS_CODE
    ),
    "lgsco_12months": restated("problem_known", due=months_from(12), past="closed"),
    "school_complaint": restated("incident", due=months(3), past="closed"),
    "dp_complaint_ack": restated(
        "data_protection_complaint_made", due=days_from(30), since=date(2026, 6, 19)
    ),
    "attendance_penalty_reduced": restated(
        "penalty_notice_received",
        due=days(21),
        cautious=days_from(21),
        past="closed",
        since=PENALTIES,
    ),
    "attendance_penalty_full": restated(
        "penalty_notice_received",
        due=days(28),
        cautious=days_from(28),
        past="closed",
        since=PENALTIES,
    ),
    "pb_first_review": restated("direct_payment_started", due=months(3)),
}

# What is not law can never be red: guidance says "should", practice is what people do.
GUIDANCE = {
    "school_consultation_response",
    "review_complete_incl_decision",
    "review_early_years",
    "review_term_list",
    "la_complaint_ack",
    "la_complaint_stage1",
    "la_complaint_stage2_ack",
    "la_complaint_stage2",
    "s19_health",
}
PRACTICE = {
    "draft_plan_send",
    "early_review_request",
    "review_meeting_latest",
    "phase_review_start",
    "appeal_decision_sent",
    "school_complaint",
}
CASE_LAW = {"review_amend_notice", "review_final_from_meeting"}
