"""Records for every question of resources/concerns.toml, and how they are written down."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.event import Answer, Event, with_parts
from ehcp_desktop.domain.invitee import Invitee
from ehcp_desktop.domain.meeting import MeetingLine
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events

if TYPE_CHECKING:
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family


class Case(NamedTuple):
    """What a record says, an event to a line: day | kind:outcome | field or part: what it says.

    What else is known of the event above, or of its review, stands in lines of its own:
    person | name | role | field: what it says; line | section | words; answer | question: choice.

    `silent` is added to what raises the question, or stands alone after "only". `missing` is a
    record that lacks something: nothing is asked then, or `said` names what is missing.
    """

    raises: str
    silent: str
    missing: str
    said: str = ""


def late(*steps: str) -> Case:
    """Return the case of what came late: complained about since, and one day not known."""
    *_, last = steps
    undated = f"| {last.split(' | ', 1)[1]}"
    return Case(
        "\n".join(steps),
        "2026-10-01 | complaint_made:council",
        "\n".join((*steps[:-1], undated)),
    )


F2, F5 = "Line of Section F: F2", "Line of Section F: F5"
CARD, QUIET = "Adjustment that is agreed: break card", "Adjustment that is agreed: quiet room"
PLAN = "2025-10-01 | final_plan_issued"
TWO_LAPSES = (
    f"2026-11-10 | adjustment_not_made | {CARD}\n2026-11-12 | adjustment_not_made | {CARD}"
)
LOOKED = "| part_time_timetable_reviewed | by: 2026-12-01"
MOVE = "2027-09-01 | phase_transfer_planned:primary_to_secondary"
MET, BOOKED = "2026-11-10 | review_meeting_held", "2026-12-01 | review_meeting_arranged"
SENCO = "person | Mrs Bell | SENCO | attendance: attended"
MUM = "person | Me | mother | attendance: attended"
KEPT = "2026-11-10 | review_decision_received:maintain"
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
    "advice_missing": Case(
        f"{BOOKED}\nperson | Dr Shah | paediatrician | asked: yes",
        f"only\n{BOOKED}\nperson | Dr Shah | paediatrician | asked: yes | received: yes",
        f"{BOOKED}\nperson | Dr Shah | paediatrician",
    ),
    "council_absent": Case(
        f"{MET}\n{SENCO}\nperson | P Shah | EHCP coordinator | attendance: apologies",
        f"only\n{MET}\n{SENCO}\nperson | P Shah | EHCP coordinator | attendance: attended",
        MET,
    ),
    "health_absent": Case(
        f"{MET}\n{MUM}\n{SENCO}",
        "person | Lee Moss | school nurse | attendance: attended",
        f"{MET}\n{MUM}\n{SENCO}\nperson | Lee Moss",
        "it is not noted where they come from",
    ),
    "section_f_left_out": Case(
        f"{MET}\nline | A | He likes maths",
        "line | F | 20 minutes a week",
        f"{MET}\nline | | Hello",
    ),
    "outcomes_without_copy": Case(
        "2026-11-02 | review_meeting_held\nanswer | model_outcomes_copy: no",
        "only\n2026-11-02 | review_meeting_held\nanswer | model_outcomes_copy: yes",
        "2026-11-02 | review_meeting_held",
    ),
    "change_put_off": Case(
        f"{MET}\nanswer | model_key_stage_only: yes", "2026-11-12 | early_review_requested", MET
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
    "came_late": late("2026-05-01 | assessment_requested", "2026-07-01 | assessment_agreed"),
    "complaint_unanswered": Case(
        "2026-09-01 | complaint_made:council",
        "2026-10-01 | complaint_answered",
        "| complaint_made:council",
    ),
    "complaint_answer_came_late": Case(
        "2026-07-01 | complaint_made:council\n2026-10-01 | complaint_answered",
        "2026-10-20 | ombudsman_complaint_made",
        "2026-07-01 | complaint_made:council\n| complaint_answered",
    ),
    "ombudsman_year_of_delay": Case(
        "2026-01-05 | assessment_requested", "2026-03-01 | problem_known", "| assessment_requested"
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
    "decision_without_appeal": Case(
        f"{KEPT}\nanswer | letter_says_how_to_appeal: no",
        f"only\n{KEPT}\nanswer | letter_says_how_to_appeal: yes",
        KEPT,
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
# What each entry of came_late says, with its case.
LATE = {
    "The decision to make no plan": late(
        "2026-03-02 | assessment_requested", "2026-07-20 | plan_refused"
    ),
    "The first plan": late("2026-03-02 | assessment_requested", "2026-08-10 | final_plan_issued"),
    "The decision whether to re-assess": late(
        "2026-06-01 | reassessment_requested", "2026-07-10 | reassessment_agreed"
    ),
    "The council’s decision after the yearly review": late(
        "2025-06-01 | final_plan_issued",
        "2026-06-20 | review_meeting_held",
        "2026-07-10 | review_decision_received:maintain",
    ),
    "The decision after the review": late(
        "2026-06-02 | review_meeting_held", "2026-07-20 | review_decision_received:maintain"
    ),
    "The notice of the changes to the plan": late(
        "2026-06-02 | review_meeting_held",
        "2026-06-20 | review_decision_received:amend",
        "2026-07-20 | amendment_notice_received",
    ),
    "The changed plan after the review": late(
        "2026-06-02 | review_meeting_held",
        "2026-06-20 | amendment_notice_received",
        "2026-09-20 | amended_plan_issued",
    ),
    "The plan that names the next place": Case(
        "2026-09-01 | phase_transfer_planned:primary_to_secondary\n"
        "2026-06-15 | amended_plan_issued\nanswer | plan_names_next_setting: yes",
        "2026-10-01 | complaint_made:council",
        "2026-09-01 | phase_transfer_planned:primary_to_secondary\n"
        "2026-06-15 | amended_plan_issued",
    ),
    "“": late("2026-05-01 | tribunal_ordered:amend_content", "2026-07-20 | amended_plan_issued"),
}


FIELDS = ("by", "model", "channel", "direction")
_REVIEW = "model_"  # begins the questions about a review


def record(family: Family, child: Child, text: str) -> None:
    """Add to the record what each line says."""
    last = None
    with family.store.action("Record"):
        for line in text.splitlines():
            first, *rest = (part.strip() for part in line.split("|"))
            if first in _BESIDE and last is not None:
                _BESIDE[first](family, last, rest)
            else:
                last = events.log(family, _event(child, first, rest))


def _event(child: Child, day: str, words: list[str]) -> Event:
    kind, *rest = words
    said = _said(rest)
    by, model, channel, direction = (said.pop(name, "") for name in FIELDS)
    word, _, outcome = kind.partition(":")
    return Event(
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


def _person(family: Family, event: Event, words: list[str]) -> None:
    name, *rest = words
    role = "" if not rest or ": " in rest[0] else rest.pop(0)
    person = Invitee(review=event.review or "", name=name, role=role, **_said(rest))
    family.store.invitees.save(person)


def _line(family: Family, event: Event, words: list[str]) -> None:
    section, text = words
    on = event.on.first if event.on else family.today()
    line = MeetingLine(review=event.review or "", on=on, section=section, text=text)
    family.store.meeting_lines.save(line)


def _answer(family: Family, event: Event, words: list[str]) -> None:
    for question, value in _said(words).items():
        about = (event.review if question.startswith(_REVIEW) else None) or event.id
        answer = Answer(child=event.child, question=question, event=about, value=value)
        family.store.answers.save(answer)


def _said(words: list[str]) -> dict[str, str]:
    return dict(part.split(": ", 1) for part in words)


_BESIDE = {"person": _person, "line": _line, "answer": _answer}
