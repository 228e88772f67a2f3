"""Questions raised by people, notes and answers about a review, and by delay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.services.concern_cases import BOOKED, KEPT, MET, MUM, SENCO, record

from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services.concerns import check, put_aside
from ehcp_desktop.services.letters.plain import text
from ehcp_desktop.services.letters.writing import prepare
from ehcp_desktop.services.questions import answer, answer_what_fits, of_event, with_event
from ehcp_desktop.services.review_places import place_of
from ehcp_desktop.services.today import agenda

if TYPE_CHECKING:
    from ehcp_desktop.domain.concern import Concern
    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family

DOCTOR = "person | Dr Shah | paediatrician | asked: yes"
THERAPIST = "person | Ana Reyes | | asked: yes | received: no"
OFFICER = "person | P Lowe | EHCP coordinator"
CAME = "person | Di Hart | case officer | attendance: attended"
ALL_CAME = f"{SENCO}\n{OFFICER} | attendance: attended\nperson | Lee Moss | school nurse"
# A decision of the year before, and a review of which every step was late.
YEAR_OF_DELAY = """2025-01-20 | review_decision_received:maintain
2026-03-01 | review_meeting_held
2026-06-20 | review_decision_received:amend
2026-07-01 | amendment_notice_received
2026-10-20 | amended_plan_issued"""
HOW_TO_APPEAL = "letter_says_how_to_appeal"


def asked(family: Family, child: Child, concern: str) -> list[Concern]:
    """Return the questions of this name about a child."""
    return [one for one in check(family, child.id) if one.id == concern]


def names(family: Family, child: Child) -> set[str]:
    """Return what is asked about a child."""
    return {one.id for one in check(family, child.id)}


def on_day(family: Family, day: date) -> None:
    """Let it be this day."""
    family.today = lambda: day  # type: ignore[method-assign]  # the clock that it was given


def newest(family: Family, kind: str) -> Event:
    """Return the newest event of a kind."""
    return family.store.events.all(kind=kind, order="on desc")[0]


# ---- Advice that was asked for


def test_whose_advice_has_not_come_is_named_in_place_of_the_papers(
    family: Family, child: Child
) -> None:
    record(family, child, f"{BOOKED}\n{DOCTOR}\n{THERAPIST}\n{SENCO}")
    (found,) = asked(family, child, "advice_missing")
    assert "as come: Dr Shah (paediatrician) and Ana Reyes. Has it?" in found.question
    assert (found.since, found.letter) == (date(2026, 11, 17), "review_papers_request")
    assert found.citation.startswith("SEND Regulations 2014")
    assert "papers_late" not in names(family, child)


@pytest.mark.parametrize(
    ("day", "more", "letter"),
    [
        ("2026-12-07", "", ""),
        ("2026-12-06", "", "review_papers_request"),
        ("2026-11-22", "", "review_papers_request"),
        ("2026-12-01", "2026-11-10 | review_papers_received", None),
    ],
)
def test_advice_is_asked_about_from_two_weeks_before_the_meeting(
    family: Family, child: Child, day: str, more: str, letter: str | None
) -> None:
    record(family, child, f"{day} | review_meeting_arranged\n{DOCTOR}\n{more}".strip())
    found = [one.letter for one in asked(family, child, "advice_missing")]
    assert found == ([] if letter == "" else [letter])


@pytest.mark.parametrize(
    ("met", "more", "words", "letter"),
    [
        ("2026-11-10", "", "was held without it", None),
        ("2026-11-01", "", "No report of the meeting", "review_report_overdue"),
        ("2026-11-01", "2026-11-12 | review_report_received", "was held without it", None),
    ],
)
def test_after_the_meeting_advice_is_asked_for_with_the_report(
    family: Family, child: Child, met: str, more: str, words: str, letter: str | None
) -> None:
    record(family, child, f"{met} | review_meeting_held\n{DOCTOR}\n{more}".strip())
    (found,) = asked(family, child, "advice_missing")
    assert words in found.why
    assert found.letter == letter


def test_advice_that_speaks_for_late_papers_is_as_pressing_and_says_how_late(
    family: Family, child: Child
) -> None:
    record(family, child, "2026-11-27 | review_meeting_arranged")
    (papers,) = asked(family, child, "papers_late")
    assert family.store.undo()
    record(family, child, f"2026-11-27 | review_meeting_arranged\n{DOCTOR}")
    (advice,) = asked(family, child, "advice_missing")
    assert (advice.severity, advice.since) == (papers.severity, papers.since)
    assert "Limit: 13 November 2026" in advice.why
    assert "That was 9 days ago." in advice.why


def test_late_papers_are_asked_about_once_the_advice_is_put_aside(
    family: Family, child: Child
) -> None:
    record(family, child, f"2026-11-27 | review_meeting_arranged\n{DOCTOR}")
    assert "papers_late" not in names(family, child)
    (advice,) = asked(family, child, "advice_missing")
    put_aside(family, advice, "snooze")
    assert "papers_late" in names(family, child)


# ---- Who was there


@pytest.mark.parametrize(
    ("grid", "words"),
    [
        (f"{SENCO}\n{OFFICER} | attendance: absent", "Noted as not there: P Lowe (EHCP coord"),
        (f"{SENCO}\n{OFFICER} | invited: no", "Noted as not invited: P Lowe (EHCP coordinator)."),
        (f"{MUM}\n{SENCO}", "must be invited, even if nobody comes"),
        (f"{MUM}\n{SENCO}\nperson | Jo Hill", "it is not noted where they come from"),
        (f"{MUM}\n{SENCO}\nperson | Jo Hill | | attendance: attended", ""),
        (f"{MUM}\n{SENCO}\nperson | Jo Hill | key link | invited: yes", ""),
        (f"{OFFICER} | attendance: absent\nperson | Jo | | attendance: attended", ""),
        (f"{MUM}\n{SENCO}\nperson | Mr K | EHCP officer | attendance: attended", ""),
        (MUM, ""),
        (f"{SENCO}\n{OFFICER}", ""),
        (f"{OFFICER} | attendance: absent\n{CAME}", ""),
        ("person | Jo Hill\nperson | Sam Lee", ""),
        (ALL_CAME, ""),
    ],
)
def test_a_council_that_was_not_there_is_asked_about_where_the_grid_says_so(
    family: Family, child: Child, grid: str, words: str
) -> None:
    record(family, child, f"{MET}\n{grid}")
    found = asked(family, child, "council_absent")
    assert [words in one.why for one in found] == ([True] if words else [])


@pytest.mark.parametrize(
    ("met", "letter"), [("2026-10-25", "review_decision_ask"), ("2026-10-24", None)]
)
def test_the_decision_is_asked_for_while_it_is_not_late(
    family: Family, child: Child, met: str, letter: str | None
) -> None:
    record(family, child, f"{met} | review_meeting_held\n{OFFICER} | attendance: absent")
    (found,) = asked(family, child, "council_absent")
    assert found.letter == letter
    record(family, child, "2026-11-20 | review_decision_received:maintain")
    assert asked(family, child, "council_absent") == []


@pytest.mark.parametrize("concern", ["council_absent", "health_absent"])
@pytest.mark.parametrize(
    ("elsewhere", "regulation"),
    [("", "20(2)"), ("2026-09-01 | school_attendance_changed:none", "21(2)")],
)
def test_whom_the_law_asks_to_be_invited_is_quoted_by_where_the_child_learns(
    family: Family, child: Child, concern: str, elsewhere: str, regulation: str
) -> None:
    record(family, child, f"{MET}\n{MUM}\n{SENCO}\n{elsewhere}".strip())
    (found,) = asked(family, child, concern)
    assert "must be invited" in found.why
    assert (found.basis, found.citation) == (
        "statutory",
        f"SEND Regulations 2014, reg {regulation}",
    )


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("Head of SEND", "council"),
        ("Head of SEN", "council"),
        ("LA SENCO", "council"),
        ("Area SENCO", "council"),
        ("EHCP officer", "council"),
        ("EHC officer", "council"),
        ("SEND lead", "council"),
        ("Annual review officer", "council"),
        ("Case manager", "council"),
        ("SENCO", "school"),
        ("Head of year", "school"),
    ],
)
def test_a_role_of_the_council_is_not_taken_for_one_of_the_school(role: str, place: str) -> None:
    found = place_of(role)
    assert found is not None
    assert found.id == place


def test_health_that_sent_apologies_is_asked_about_with_its_advice(
    family: Family, child: Child
) -> None:
    record(family, child, f"{MET}\n{SENCO}\nperson | Lee Moss | nurse | attendance: apologies")
    (found,) = asked(family, child, "health_absent")
    assert "Lee Moss (nurse)" in found.why
    assert found.basis == "practice"


# ---- What was noted, and what was answered


def test_notes_say_how_many_lines_there_are_and_that_some_have_no_section(
    family: Family, child: Child
) -> None:
    lines = "line | A | He likes maths\nline | E | He reads more\nline | | We will see"
    record(family, child, f"{MET}\n{lines}")
    (found,) = asked(family, child, "section_f_left_out")
    assert "Lines in your notes: 3, none of them under Section F." in found.why
    assert "Some lines do not say which part they are about." in found.why


@pytest.mark.parametrize(
    ("met", "letters"),
    [
        ("2026-11-08", []),
        ("2026-11-07", ["review_decision_ask"]),
        ("2026-10-20", ["case_file_access"]),
        ("2026-05-22", []),
    ],
)
def test_a_copy_of_the_outcomes_is_asked_for_after_two_weeks(
    family: Family, child: Child, met: str, letters: list[str]
) -> None:
    record(family, child, f"{met} | review_meeting_held\nanswer | model_outcomes_copy: no")
    assert [one.letter for one in asked(family, child, "outcomes_without_copy")] == letters


@pytest.mark.parametrize(
    ("decided", "severity", "regulation", "words"),
    [
        ("review_decision_received:maintain", "watch", "20(11)", "after the review of the plan"),
        ("review_decision_received:cease", "act", "20(11)", "after the review of the plan"),
        ("assessment_refused", "watch", "5(3)", "the decision not to assess"),
    ],
)
def test_a_decision_that_does_not_say_how_to_appeal_has_its_letter(
    family: Family, child: Child, decided: str, severity: str, regulation: str, words: str
) -> None:
    record(family, child, f"2026-11-10 | {decided}\nanswer | {HOW_TO_APPEAL}: no")
    (found,) = asked(family, child, "decision_without_appeal")
    assert (found.severity, found.letter) == (severity, "appeal_words_missing")
    assert found.citation == f"SEND Regulations 2014, reg {regulation}"
    written = prepare(family, str(found.letter), child, about=found.letter_about, blanks=True)
    said = text(written.document)
    assert f"Regulation {regulation} of the Special" in said
    assert words in said


@pytest.mark.parametrize(
    ("decided", "more", "count"),
    [
        ("2026-09-20", "", 0),
        ("2026-09-21", "", 1),
        ("2026-09-01", "", 0),
        ("2026-09-01", "2026-11-10 | mediation_certificate_issued", 1),
        ("2026-10-01", "2026-11-10 | appeal_lodged", 0),
    ],
)
def test_how_to_appeal_is_asked_for_as_long_as_the_family_can_appeal(
    family: Family, child: Child, decided: str, more: str, count: int
) -> None:
    kept = f"{decided} | review_decision_received:maintain\nanswer | {HOW_TO_APPEAL}: no"
    record(family, child, f"{kept}\n{more}".strip())
    found = asked(family, child, "decision_without_appeal")
    assert len(found) == count
    assert all("To be careful, count the time" in one.why for one in found)


def test_for_a_child_out_of_school_another_regulation_asks_for_the_words_on_appeal(
    family: Family, child: Child
) -> None:
    record(
        family,
        child,
        f"2026-09-01 | school_attendance_changed:none\n{KEPT}\nanswer | {HOW_TO_APPEAL}: no",
    )
    (found,) = asked(family, child, "decision_without_appeal")
    assert found.citation == "SEND Regulations 2014, reg 21"


@pytest.mark.parametrize(
    ("then", "count"),
    [
        ("review_decision_received:maintain", 1),
        ("review_decision_received:amend", 0),
        ("review_decision_received:cease", 0),
        ("cease_decision_received", 0),
    ],
)
def test_an_earlier_review_is_no_question_where_the_plan_changes_or_ends(
    family: Family, child: Child, then: str, count: int
) -> None:
    record(family, child, f"{MET}\nanswer | model_key_stage_only: yes\n2026-11-20 | {then}")
    found = asked(family, child, "change_put_off")
    assert len(found) == count
    assert all(one.question.startswith("You noted that you were told at") for one in found)


def test_the_outcomes_are_asked_for_once_with_all_that_is_held(
    family: Family, child: Child
) -> None:
    record(family, child, "2026-10-20 | review_meeting_held\nanswer | model_outcomes_copy: no")
    (found,) = asked(family, child, "outcomes_without_copy")
    assert "whether there are any" in found.why
    record(family, child, "2026-11-20 | subject_access_requested")
    assert asked(family, child, "outcomes_without_copy") == []


def test_whether_a_letter_says_how_to_appeal_is_asked_as_it_is_added_and_of_the_letter(
    family: Family, child: Child
) -> None:
    assert HOW_TO_APPEAL in {one.id for one in with_event("review_decision_received")}
    record(family, child, KEPT)
    decision = newest(family, "review_decision_received")
    assert (HOW_TO_APPEAL, "") in [
        (one.question.id, one.said) for one in of_event(family, decision)
    ]
    answer_what_fits(family, decision, {HOW_TO_APPEAL: "yes"})
    assert (HOW_TO_APPEAL, "yes") in [
        (one.question.id, one.said) for one in of_event(family, decision)
    ]


def test_a_letter_that_will_change_the_plan_is_not_asked_how_to_appeal(
    family: Family, child: Child
) -> None:
    record(family, child, "2026-11-10 | review_decision_received:amend")
    decision = newest(family, "review_decision_received")
    answer_what_fits(family, decision, {HOW_TO_APPEAL: "no"})
    assert of_event(family, decision) == []
    assert family.store.answers.count() == 0
    with pytest.raises(BadInput):
        answer(family, decision, HOW_TO_APPEAL, "no")


# ---- Delay


@pytest.mark.parametrize(
    ("left", "severity"),
    [(29, None), (28, "watch"), (22, "watch"), (21, "act"), (7, "act"), (2, "act"), (0, "act")],
)
def test_the_time_to_appeal_presses_from_three_weeks_before_its_end(
    family: Family, child: Child, left: int, severity: str | None
) -> None:
    record(family, child, "2026-09-30 | plan_refused\n2026-10-05 | mediation_contacted")
    on_day(family, date(2026, 11, 30) - timedelta(days=left))
    found = [one.severity for one in asked(family, child, "appeal_window_closing")]
    assert found == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("ago", "severity"), [(274, None), (275, "watch"), (343, "watch"), (344, "act"), (366, None)]
)
def test_the_year_of_the_ombudsman_is_asked_about_from_nine_months_after_a_delay(
    family: Family, child: Child, ago: int, severity: str | None
) -> None:
    record(family, child, "2026-01-05 | assessment_requested\n2026-04-15 | final_plan_issued")
    on_day(family, date(2026, 2, 16) + timedelta(days=ago))
    found = [one.severity for one in asked(family, child, "ombudsman_year_of_delay")]
    assert found == ([severity] if severity else [])


def test_all_the_delays_after_one_meeting_are_one_question(family: Family, child: Child) -> None:
    late = "2026-03-20 | review_decision_received:amend\n2026-03-20 | amendment_notice_received"
    record(family, child, f"2026-01-10 | review_meeting_held\n{late}")
    on_day(family, date(2027, 1, 5))
    (found,) = asked(family, child, "ombudsman_year_of_delay")
    assert "Written decision after the review, by 7 February 2026 (41 days late);" in found.why
    assert "Changed plan after the review meeting, by 4 April 2026" in found.why
    assert found.since == date(2026, 2, 7)


def test_a_year_from_a_leap_day_ends_in_february(family: Family, child: Child) -> None:
    record(family, child, "2024-01-18 | assessment_requested")
    on_day(family, date(2025, 2, 1))
    (found,) = asked(family, child, "ombudsman_year_of_delay")
    assert "by 29 February 2024 may end on 28 February 2025" in found.question


def test_to_settle_the_question_of_the_year_puts_no_late_decision_aside(
    family: Family, child: Child
) -> None:
    record(family, child, "2025-12-20 | review_meeting_held")
    (found,) = asked(family, child, "ombudsman_year_of_delay")
    put_aside(family, found, "have_it")
    shown = agenda(family, child.id)
    assert "review_decision" in {one.deadline.rule.id for one in shown.late if one.deadline}
    assert [one.concern.id for one, _ in shown.aside if one.concern] == ["ombudsman_year_of_delay"]


def test_what_came_late_is_worth_a_look_on_today_also_when_its_letter_was_waited_for(
    family: Family, child: Child
) -> None:
    record(family, child, "2026-06-02 | review_meeting_held\n2026-06-10 | review_report_received")
    (waited,) = asked(family, child, "review_without_decision")
    put_aside(family, waited, "have_it")
    record(family, child, "2026-07-20 | review_decision_received:maintain")
    shown = agenda(family, child.id)
    (matter,) = shown.look_at
    assert matter.concern is not None
    assert matter.concern.id == "came_late"
    assert (matter.letter, matter.letter_about, matter.is_red) == ("la_complaint", "", False)
    assert matter.about == newest(family, "review_meeting_held").id


def test_the_changes_that_came_with_a_late_decision_are_not_asked_about_twice(
    family: Family, child: Child
) -> None:
    late = "2026-07-20 | review_decision_received:amend\n2026-07-20 | amendment_notice_received"
    record(family, child, f"2026-06-02 | review_meeting_held\n{late}")
    (found,) = asked(family, child, "came_late")
    assert found.question.startswith("The decision after the review of 2 June 2026")
    assert found.others == ()


@pytest.mark.parametrize(
    ("came", "can_appeal"),
    [
        ("review_decision_received:maintain", True),
        ("review_decision_received:cease", True),
        ("cease_decision_received", True),
        ("review_decision_received:amend", False),
        ("review_decision_received", False),
        ("amendment_notice_received", False),
    ],
)
def test_only_a_late_decision_that_can_be_appealed_is_said_to_delay_an_appeal(
    family: Family, child: Child, came: str, can_appeal: bool
) -> None:
    record(family, child, f"2026-06-02 | review_meeting_held\n2026-07-20 | {came}")
    (found,) = asked(family, child, "came_late")
    assert ("Your time to appeal about it began only then." in found.why) is can_appeal
    assert "20 days late" in found.question


@pytest.mark.parametrize(
    ("came", "words"),
    [
        ("amended_plan_issued", "Your right to appeal about what the plan says came only then."),
        (
            "no_amendment_decision_received",
            "Your right to appeal against that decision came only then.",
        ),
    ],
)
def test_the_late_end_of_a_review_names_the_appeal_that_came_with_it(
    family: Family, child: Child, came: str, words: str
) -> None:
    began = "2026-06-02 | review_meeting_held\n2026-06-20 | amendment_notice_received"
    record(family, child, f"{began}\n2026-09-20 | {came}")
    (found,) = asked(family, child, "came_late")
    assert found.why.count("appeal") == 1
    assert words in found.why


def test_all_that_was_late_of_one_review_is_one_question(family: Family, child: Child) -> None:
    record(family, child, YEAR_OF_DELAY)
    (found,) = asked(family, child, "came_late")
    assert found.question == (
        "The changed plan after the review of 1 March 2026 is recorded 149 days late. It is one "
        "of 4 steps that were late. Do you want to complain about the delay?"
    )
    for words in (
        "yearly review",
        "decision after the review of 1 March",
        "notice of the changes",
    ):
        assert words in found.why
        assert words in " ".join(found.others)
    for law in ("s44(1)(b)", "reg 20(10)", "Devon"):
        assert law in found.citation
    assert found.since == date(2026, 1, 19)
    assert [one.letter for one in check(family, child.id)].count("la_complaint") == 1


@pytest.mark.parametrize(
    ("steps", "count"),
    [
        ("2026-05-04 | assessment_requested\n2026-10-05 | plan_refused", 2),
        ("2026-05-04 | assessment_requested\n2026-10-05 | assessment_refused", 2),
        (
            "2026-05-04 | reassessment_requested\n2026-06-15 | reassessment_agreed\n"
            "2026-10-20 | final_plan_issued",
            2,
        ),
    ],
)
def test_all_that_was_late_after_one_request_is_one_question(
    family: Family, child: Child, steps: str, count: int
) -> None:
    record(family, child, steps)
    found = asked(family, child, "came_late")
    assert [one.why.count("It was due by") + one.why.count("it was due by") for one in found] == [
        count
    ]


def test_what_came_late_stays_aside_until_more_of_it_comes_late(
    family: Family, child: Child
) -> None:
    *before, plan = YEAR_OF_DELAY.splitlines()
    record(family, child, "\n".join(before))
    (found,) = asked(family, child, "came_late")
    put_aside(family, found, "have_it")
    assert asked(family, child, "came_late") == []
    assert [one.value for _, one in agenda(family, child.id).aside] == ["have_it"]
    record(family, child, plan)
    assert len(asked(family, child, "came_late")) == 1


def test_of_a_complaint_that_went_on_only_the_answer_still_missing_is_asked_about(
    family: Family, child: Child
) -> None:
    first = "2026-05-01 | complaint_made:council\n2026-07-01 | complaint_answered"
    record(family, child, f"{first}\n2026-07-10 | complaint_stage2_made")
    found = [one for one in check(family, child.id) if one.letter == "lgsco_complaint"]
    assert [one.id for one in found] == ["complaint_unanswered"]


@pytest.mark.parametrize(
    ("kind", "ago", "letter"),
    [
        ("complaint_made:council", 83, "chaser"),
        ("complaint_made:council", 92, "lgsco_complaint"),
        ("complaint_stage2_made", 83, "chaser"),
        ("complaint_stage2_made", 92, "lgsco_complaint"),
    ],
)
def test_a_complaint_without_an_answer_goes_on_after_about_twelve_weeks(
    family: Family, child: Child, kind: str, ago: int, letter: str
) -> None:
    began = family.today() - timedelta(days=ago)
    record(family, child, f"{began} | {kind} | direction: sent")
    assert [one.letter for one in asked(family, child, "complaint_unanswered")] == [letter]


@pytest.mark.parametrize(
    ("move", "day", "words"),
    [
        ("2026-09-01", "2026-08-31", "before Sam Example moves on 1 September 2026."),
        ("2026-09", "2026-08-31", "before Sam Example moves in September 2026."),
        ("2026-09-01", "2026-09-01", ""),
        ("2026-09", "2026-09-15", ""),
    ],
)
def test_the_time_left_before_a_move_is_spoken_of_while_it_is_to_come(
    family: Family, child: Child, move: str, day: str, words: str
) -> None:
    moved = f"{move} | phase_transfer_planned:primary_to_secondary"
    named = "2026-06-15 | amended_plan_issued\nanswer | plan_names_next_setting: yes"
    record(family, child, f"{moved}\n{named}")
    on_day(family, date.fromisoformat(day))
    (found,) = asked(family, child, "came_late")
    assert words in found.why
    assert ("Less time is left" in found.why) is bool(words)


def test_a_complaint_on_the_last_day_is_not_about_the_delay(family: Family, child: Child) -> None:
    late = "2026-06-02 | review_meeting_held\n2026-07-20 | review_decision_received:maintain"
    record(family, child, f"{late}\n2026-06-30 | complaint_made:council")
    assert "came_late" in names(family, child)
    record(family, child, "2026-07-01 | complaint_made:council")
    assert "came_late" not in names(family, child)


def test_that_a_decision_belongs_to_the_year_of_a_review_is_told_as_guidance(
    family: Family, child: Child
) -> None:
    record(family, child, "2025-06-01 | final_plan_issued")
    (late,) = asked(family, child, "review_overdue")
    record(
        family, child, "2026-06-20 | review_meeting_held\n2026-07-10 | review_decision_received"
    )
    (came,) = asked(family, child, "came_late")
    for said in (late.why, came.why):
        assert "is in the guidance (SEND Code of Practice, 9.169)" in said
        assert "no court has decided it" in said


def test_a_review_to_be_booked_has_the_days_to_its_limit(family: Family, child: Child) -> None:
    record(
        family, child, "2026-01-10 | review_meeting_held\n2026-02-01 | review_decision_received"
    )
    on_day(family, date(2027, 1, 20))
    (found,) = asked(family, child, "review_not_booked")
    assert "by 31 January 2027" in found.why
    assert "in 11 days" in found.why


def test_the_answer_to_a_complaint_of_the_parent_is_from_whoever_answers(
    family: Family, child: Child
) -> None:
    record(family, child, "2026-07-01 | complaint_made:council\n2026-10-01 | complaint_answered")
    for kind, who in (("complaint_made", "Parent"), ("complaint_answered", "Anyshire")):
        event = newest(family, kind)
        with family.store.action("Who"):
            family.store.events.save(replace(event, who=who))
    assert "complaint_answer_came_late" in names(family, child)


def test_a_family_that_only_knows_the_month_is_asked_with_at_least(
    family: Family, child: Child
) -> None:
    record(family, child, "2026-05 | review_meeting_held\n2026-08 | review_decision_received")
    found = asked(family, child, "came_late")
    assert [one.since for one in found] == [date(2026, 6, 28)]
    assert "at least 34 days late" in found[0].question
    assert When.parse("2026-08") == newest(family, "review_decision_received").on
