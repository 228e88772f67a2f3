"""Every question: a record that raises it, one that does not, and one that lacks something."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import pytest

from ehcp_desktop.domain.event import Event, with_parts
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events
from ehcp_desktop.services.concerns import check, load, put_aside
from ehcp_desktop.services.letters.writing import prepare
from ehcp_desktop.services.today import agenda

if TYPE_CHECKING:
    from ehcp_desktop.domain.concern import Concern
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family


class Case(NamedTuple):
    """What a record says, an event to a line: day | kind:outcome | field or part: what it says.

    `silent` is added to what raises the question, or stands alone after "only". `missing` is a
    record that lacks something: nothing is asked then, or `said` names what is missing.
    """

    raises: str
    silent: str
    missing: str
    said: str = ""


F2, F5 = "Line of Section F: F2", "Line of Section F: F5"
CARD, QUIET = "Adjustment that is agreed: break card", "Adjustment that is agreed: quiet room"
PLAN = "2025-10-01 | final_plan_issued"
TWO_LAPSES = (
    f"2026-11-10 | adjustment_not_made | {CARD}\n2026-11-12 | adjustment_not_made | {CARD}"
)
LOOKED = "| part_time_timetable_reviewed | by: 2026-12-01"
MOVE = "2027-09-01 | phase_transfer_planned:primary_to_secondary"
CASES = {
    "review_without_decision": Case(
        "2026-06-02 | review_meeting_held",
        "2026-06-20 | review_decision_received:maintain",
        "| review_meeting_held",
    ),
    "report_overdue": Case(
        "2026-06-02 | review_meeting_held",
        "2026-06-12 | review_report_received",
        "| review_meeting_held",
    ),
    "papers_late": Case(
        "2026-11-27 | review_meeting_arranged",
        "2026-11-10 | review_papers_received",
        "| review_meeting_arranged",
    ),
    "invitation_late": Case(
        "2026-11-27 | review_meeting_arranged",
        "2026-11-10 | review_invitation_received",
        "| review_meeting_arranged",
    ),
    "review_overdue": Case(
        "2025-06-01 | final_plan_issued",
        "2026-04-20 | review_meeting_held\n2026-05-04 | review_decision_received:maintain",
        "| final_plan_issued",
    ),
    "amendment_without_changes": Case(
        "2026-06-20 | review_decision_received:amend",
        "2026-06-20 | amendment_notice_received",
        "2026-06-20 | review_decision_received",
    ),
    "final_plan_late": Case(
        "2026-08-01 | amendment_notice_received",
        "2026-09-01 | amended_plan_issued",
        "| amendment_notice_received",
    ),
    "assessment_late": Case(
        "2026-01-12 | assessment_requested",
        "2026-02-10 | assessment_agreed\n2026-05-20 | final_plan_issued",
        "| assessment_requested",
    ),
    "phase_date_near": Case(MOVE, "2026-10-01 | review_meeting_held", "2026-10-01 | note"),
    "early_review_unanswered": Case(
        "2026-09-01 | early_review_requested",
        "2026-09-20 | early_review_refused",
        "| early_review_requested",
    ),
    "letter_unanswered": Case(
        "2026-10-20 | letter | direction: sent\n2026-11-20 | email | direction: sent",
        "2026-11-10 | letter | direction: received",
        "| letter | direction: sent",
    ),
    "reassessment_unanswered": Case(
        "2026-06-01 | reassessment_requested",
        "2026-06-10 | reassessment_refused",
        "| reassessment_requested",
    ),
    "appeal_window_closing": Case(
        "2026-10-01 | plan_refused",
        "2026-10-10 | mediation_certificate_issued\n2026-10-20 | appeal_lodged",
        "| plan_refused",
    ),
    "plan_answer_due": Case(
        "2026-11-16 | draft_plan_received",
        "2026-11-18 | representations_sent",
        "| draft_plan_received",
    ),
    "changes_answer_due": Case(
        "2026-11-16 | amendment_notice_received",
        "2026-11-18 | representations_sent",
        "| amendment_notice_received",
    ),
    "ending_proposed": Case(
        "2026-11-10 | cease_proposed",
        "2026-11-18 | cease_decision_received",
        "| cease_proposed",
    ),
    "exception_unclear": Case(
        "2026-01-12 | assessment_requested\n2026-05-20 | exception_claimed:staff_shortage",
        "2026-06-20 | final_plan_issued",
        "2026-01-12 | assessment_requested\n2026-05-20 | exception_claimed",
        "Which exception in the law",
    ),
    "review_not_booked": Case(
        "2026-01-10 | final_plan_issued",
        "2026-12-08 | review_meeting_arranged",
        "| final_plan_issued",
    ),
    "ombudsman_year_closing": Case(
        "2026-01-10 | problem_known",
        "2026-05-01 | ombudsman_complaint_made",
        "| problem_known",
    ),
    "promise_past": Case(
        "2026-10-06 | promise_made | by: 2026-10-16",
        "only\n2026-10-06 | promise_made | by: 2026-12-04",
        "2026-10-06 | promise_made",
    ),
    "provision_short": Case(
        f"2026-11-09 | provision_missed | {F2}\n2026-11-16 | provision_missed | {F2}",
        f"2026-11-18 | provision_given | {F2}",
        "2026-11-09 | provision_missed\n2026-11-16 | provision_missed",
        "do not note the line of Section F",
    ),
    "adjustment_lapses": Case(
        f"{TWO_LAPSES}\n2026-11-17 | adjustment_not_made | {CARD}",
        f"only\n{TWO_LAPSES}\n2026-11-17 | adjustment_not_made | {QUIET}",
        "\n".join(f"2026-11-{day} | adjustment_not_made" for day in (10, 12, 17)),
        "is not noted every time",
    ),
    "sent_home": Case(
        "2026-11-10 | sent_home_informally",
        "2026-11-11 | suspended",
        "| sent_home_informally",
    ),
    "part_time_timetable": Case(
        "2026-09-07 | part_time_timetable_started | by: 2026-10-16",
        "2026-11-02 | part_time_timetable_ended",
        "2026-09-07 | part_time_timetable_started",
        "No day is recorded",
    ),
    "report_after_plan": Case(
        "2025-12-10 | final_plan_issued\n2026-10-01 | new_report_received",
        "2026-12-01 | review_meeting_arranged",
        "2026-10-01 | new_report_received",
    ),
    "plan_is_old": Case(
        "2023-05-01 | final_plan_issued",
        "2025-08-29 | amended_plan_issued",
        "| final_plan_issued",
    ),
    "progress_review_before_move": Case(
        f"2026-11-10 | review_invitation_received | model: Progress Review\n{MOVE}",
        f"only\n2026-11-10 | review_invitation_received | model: Annual review\n{MOVE}",
        "2026-11-10 | review_invitation_received | model: Progress Review",
    ),
    "decision_only_in_portal": Case(
        "2026-11-10 | review_decision_received:maintain | channel: portal",
        "only\n2026-11-10 | review_decision_received:maintain | channel: letter",
        "2026-11-10 | review_decision_received:maintain",
    ),
    "portal_not_looked_at": Case(
        "2026-07-01 | portal_viewed", "2026-11-01 | portal_viewed", "| portal_viewed"
    ),
}
FIELDS = ("by", "model", "channel", "direction")
WEEKS = ("2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16")
# A year in which each step came in time, and what went wrong in school was put right.
GOOD_YEAR = f"""2025-12-01 | final_plan_issued
2026-03-02 | sent_home_informally
2026-03-02 | suspended
2026-04-10 | new_report_received
2026-09-21 | review_invitation_received | model: Progress Review
2026-09-28 | review_papers_received
2026-10-12 | review_meeting_held | model: Progress Review
2026-10-20 | review_report_received
2026-10-30 | review_decision_received:maintain | channel: email
2026-11-03 | provision_missed | {F2}
2026-11-05 | adjustment_not_made | {CARD}
2026-11-06 | adjustment_not_made | {QUIET}
2026-11-10 | provision_given | {F2}
2026-11-16 | promise_made | by: 2026-11-30
2026-11-17 | absence
2026-11-19 | portal_viewed"""


def record(family: Family, child: Child, text: str) -> None:
    """Add events to the record, one for each line."""
    with family.store.action("Record"):
        for line in text.splitlines():
            day, kind, *rest = (part.strip() for part in line.split("|"))
            said = dict(part.split(": ", 1) for part in rest)
            by, model, channel, direction = (said.pop(name, "") for name in FIELDS)
            word, _, outcome = kind.partition(":")
            event = Event(
                child=child.id,
                kind=word,
                outcome=outcome,
                on=When.parse(day) if day else None,
                by=When.parse(by) if by else None,
                model=model,
                channel=channel,
                direction=direction,
                notes=with_parts("", said),
            )
            events.log(family, event)


def asked(family: Family, child: Child, concern: str) -> list[Concern]:
    """Return the questions of this name about a child."""
    return [one for one in check(family, child.id) if one.id == concern]


def test_there_is_a_case_for_every_concern() -> None:
    assert list(dict.fromkeys(one.id for one in load())) == list(CASES)


@pytest.mark.parametrize("concern", CASES)
def test_a_record_raises_it_and_its_letter_can_be_written(
    family: Family, child: Child, concern: str
) -> None:
    record(family, child, CASES[concern].raises)
    found = asked(family, child, concern)
    assert found
    for one in found:
        assert "{" not in one.question + one.why
        assert one.evidence[0].child == child.id
        if one.letter:
            about = one.evidence[0].id
            written = prepare(family, one.letter, child, about=about, blanks=True)
            assert written.about == one.evidence[0]


@pytest.mark.parametrize("concern", CASES)
def test_a_record_that_answers_it_does_not(family: Family, child: Child, concern: str) -> None:
    case = CASES[concern]
    alone = case.silent.startswith("only\n")
    record(family, child, case.silent[5:] if alone else f"{case.raises}\n{case.silent}")
    assert asked(family, child, concern) == []


@pytest.mark.parametrize("concern", CASES)
def test_what_is_missing_is_said_or_nothing_is_asked(
    family: Family, child: Child, concern: str
) -> None:
    record(family, child, CASES[concern].missing)
    found = asked(family, child, concern)
    said = CASES[concern].said
    assert [said in f"{one.question} {one.why}" for one in found] == ([True] if said else [])


# ---- What is counted


def weeks(*given: str, due: str = "2") -> str:
    """Return a record of what was given in the last weeks, of so many sessions due in each."""
    days = WEEKS[-len(given) :]
    return "\n".join(
        f"{day} | provision_{'given' if number == due else 'missed'} | {F2}"
        f" | Sessions due: {due} | Sessions given: {number}"
        for day, number in zip(days, given, strict=True)
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (weeks("1", "2", "1", "2"), "F2: 6 of 8 sessions"),
        (weeks("1", "2", "2", "2"), ""),
        (weeks("1", "1", "1"), ""),
        (weeks("1", "2", "1", "2", due="some"), ""),
        (weeks("2", "0"), "Missed in the last four weeks: F2: twice."),
        (f"2026-11-16 | provision_missed | {F2}\n2026-11-17 | provision_missed | {F5}", ""),
        (f"2026-10-24 | provision_missed | {F2}\n2026-11-16 | provision_missed | {F2}", ""),
    ],
)
def test_sessions_are_counted_by_line_where_their_number_is_noted(
    family: Family, child: Child, text: str, said: str
) -> None:
    record(family, child, text)
    found = asked(family, child, "provision_short")
    assert [said in one.why for one in found] == ([True] if said else [])


def test_a_line_that_falls_short_and_was_missed_twice_is_asked_about_once(
    family: Family, child: Child
) -> None:
    record(family, child, weeks("0", "2", "2", "0"))
    (found,) = asked(family, child, "provision_short")
    assert "F2: 4 of 8 sessions" in found.why
    assert (found.basis, found.severity) == ("statutory", "watch")
    assert found.citation.endswith("s42(2)-(3)")


@pytest.mark.parametrize(
    ("concern", "text", "asks", "silent"),
    [
        (
            "adjustment_lapses",
            f"{TWO_LAPSES}\nDAY | adjustment_not_made | {CARD}",
            "2026-08-23",
            "2026-08-22",
        ),
        ("sent_home", "DAY | sent_home_informally", "2026-05-24", "2026-05-23"),
        (
            "part_time_timetable",
            f"DAY {LOOKED}\n2026-11-01 {LOOKED}",
            "2026-05-24",
            "2026-05-23",
        ),
        ("report_after_plan", f"{PLAN}\nDAY | new_report_received", "2025-11-22", "2025-11-21"),
        ("report_after_plan", f"{PLAN}\nDAY | new_report_received", "2026-11-07", "2026-11-08"),
        ("plan_is_old", "DAY | final_plan_issued", "2023-11-21", "2023-11-22"),
        ("portal_not_looked_at", "DAY | portal_viewed", "2025-11-22", "2025-11-21"),
        ("portal_not_looked_at", "DAY | portal_viewed", "2026-08-23", "2026-08-24"),
        (
            "decision_only_in_portal",
            "DAY | review_decision_received | channel: portal",
            "2026-08-22",
            "2026-08-21",
        ),
        ("review_not_booked", "DAY | final_plan_issued", "2026-01-23", "2026-01-24"),
        ("ombudsman_year_closing", "DAY | problem_known", "2026-02-23", "2026-02-24"),
        (
            "progress_review_before_move",
            f"DAY | review_invitation_received | model: Progress Review\n{MOVE}",
            "2026-03-02",
            "2026-03-01",
        ),
    ],
)
def test_what_is_long_past_or_still_far_is_not_asked_about(
    family: Family, child: Child, concern: str, text: str, asks: str, silent: str
) -> None:
    record(family, child, text.replace("DAY", silent))
    assert asked(family, child, concern) == []
    assert family.store.undo()
    record(family, child, text.replace("DAY", asks))
    assert len(asked(family, child, concern)) == 1


def test_a_suspension_of_another_week_is_no_letter_about_being_sent_home(
    family: Family, child: Child
) -> None:
    record(family, child, "2026-10-10 | sent_home_informally\n2026-10-20 | suspended")
    (found,) = asked(family, child, "sent_home")
    assert (found.basis, found.citation) == ("practice", "")


def test_a_timetable_looked_at_twice_is_asked_about_before_the_day_that_has_gone(
    family: Family, child: Child
) -> None:
    looked = "| part_time_timetable_reviewed | by: 2026-11-20"
    record(family, child, f"2026-10-02 {looked}\n2026-11-06 {looked}")
    (found,) = asked(family, child, "part_time_timetable")
    assert "2 times in half a year" in found.question


def test_many_new_reports_ask_once(family: Family, child: Child) -> None:
    reports = "2026-06-01 | new_report_received\n2026-07-01 | new_report_received"
    record(family, child, f"{PLAN}\n{reports}")
    (found,) = asked(family, child, "report_after_plan")
    assert "The report of 1 July 2026" in found.question
    assert "after them: 2." in found.why


def test_a_council_without_a_name_is_the_council(family: Family, child: Child) -> None:
    family.store.children.save(replace(child, authority=""))
    record(family, child, CASES["exception_unclear"].raises)
    (found,) = asked(family, child, "exception_unclear")
    assert found.question.startswith("The council said on 20 May 2026")
    late = asked(family, child, "assessment_late")[0]
    assert late.why.startswith("The council must")


# ---- Answers to what is counted


@pytest.mark.parametrize(("value", "count"), [("have_it", 1), ("waiting_for_post", 0)])
def test_a_letter_that_came_answers_for_the_time_before_it(
    family: Family, child: Child, value: str, count: int
) -> None:
    record(family, child, "2026-10-01 | sent_home_informally\n2026-10-08 | sent_home_informally")
    (before,) = asked(family, child, "sent_home")
    put_aside(family, before, value)
    assert asked(family, child, "sent_home") == []
    assert [one.value for _, one in agenda(family, child.id).aside] == [value]
    record(family, child, "2026-11-12 | sent_home_informally")
    assert len(asked(family, child, "sent_home")) == count
    assert len(agenda(family, child.id).aside) == 1 - count


# ---- How much is asked


def test_a_year_without_trouble_asks_nothing(family: Family, child: Child) -> None:
    record(family, child, GOOD_YEAR)
    assert check(family, child.id) == []


def test_the_example_asks_a_handful(example_family: Family) -> None:
    assert len(check(example_family)) <= 5
