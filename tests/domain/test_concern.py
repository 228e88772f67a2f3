"""Questions that the record raises, with deadlines made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ehcp_desktop.domain.concern import Concern, Facts, Inquiry, concerns
from ehcp_desktop.domain.deadline import Case, Deadline
from ehcp_desktop.domain.event import Answer, Event
from ehcp_desktop.domain.people import Child
from ehcp_desktop.domain.rule import Rule
from ehcp_desktop.domain.when import When
from ehcp_desktop.services.concerns import load

TODAY = date(2026, 11, 22)
CHILD = Child(id="sam", name="Sam", born=date(2016, 3, 14), authority="Anyshire Council")
INQUIRIES = load()
LETTERS = frozenset({"review_decision_overdue", "review_report_overdue", "chaser"})
RULES = {
    name: Rule(
        id=name,
        title=name,
        group="any",
        owner=owner,
        basis=basis,
        citation=f"The source of {name}",
        plain="",
        checked=TODAY,
    )
    for name, owner, basis in [
        ("review_decision", "authority", "statutory"),
        ("review_not_in_school", "authority", "statutory"),
        ("review_report", "school", "statutory"),
        ("review_advice_circulate", "school", "statutory"),
        ("review_invite", "school", "statutory"),
        ("review_first", "authority", "statutory"),
        ("review_next", "authority", "statutory"),
        ("review_amend_notice", "authority", "case law"),
        ("review_final_from_notice", "authority", "statutory"),
        ("review_final_from_meeting", "authority", "case law"),
        ("amend_without_review", "authority", "statutory"),
        ("reassess_final", "authority", "statutory"),
        ("ehcna_decision", "authority", "statutory"),
        ("ehcp_final", "authority", "statutory"),
        ("phase_15feb", "authority", "statutory"),
        ("phase_31mar", "authority", "statutory"),
        ("phase_post16_5months", "authority", "statutory"),
        ("early_review_request", "authority", "practice"),
        ("reassess_decision", "authority", "statutory"),
        ("appeal_2months", "family", "statutory"),
        ("mediation_contact", "family", "statutory"),
    ]
}
# concern, rule, kind of the trigger: for every concern about a time limit that has passed
LATE = [
    ("review_without_decision", "review_decision", "review_meeting_held"),
    ("review_without_decision", "review_not_in_school", "review_meeting_held"),
    ("report_overdue", "review_report", "review_meeting_held"),
    ("papers_late", "review_advice_circulate", "review_meeting_arranged"),
    ("invitation_late", "review_invite", "review_meeting_arranged"),
    ("review_overdue", "review_first", "final_plan_issued"),
    ("review_overdue", "review_next", "review_decision_received"),
    ("final_plan_late", "review_final_from_notice", "amendment_notice_received"),
    ("final_plan_late", "review_final_from_meeting", "review_meeting_held"),
    ("final_plan_late", "amend_without_review", "amendment_notice_received"),
    ("final_plan_late", "reassess_final", "reassessment_agreed"),
    ("assessment_late", "ehcna_decision", "assessment_requested"),
    ("assessment_late", "ehcp_final", "assessment_requested"),
    ("phase_date_near", "phase_15feb", "phase_transfer_planned"),
    ("phase_date_near", "phase_31mar", "phase_transfer_planned"),
    ("phase_date_near", "phase_post16_5months", "phase_transfer_planned"),
    ("reassessment_unanswered", "reassess_decision", "reassessment_requested"),
]
PAST = date(2026, 6, 30)


def event(kind: str, on: str, outcome: str = "", review: str | None = None) -> Event:
    """Return an event of the child."""
    when = When.parse(on) if on else None
    return Event(child="sam", kind=kind, on=when, outcome=outcome, review=review)


def deadline(rule: str, trigger: Event, due: date | None, state: str) -> Deadline:
    """Return a deadline with one day for all its readings."""
    late = (TODAY - due).days if due and state == "overdue" else None
    return Deadline(
        rule=RULES[rule],
        child="sam",
        trigger=trigger,
        due=due,
        cautious=due,
        latest=due,
        state=state,
        days_late=late,
        review=trigger.review,
    )


def raised(
    *deadlines: Deadline, events: tuple[Event, ...] = (), answers: tuple[Answer, ...] = ()
) -> list[Concern]:
    """Return the concerns of these deadlines and events."""
    triggers = tuple(one.trigger for one in deadlines)
    known = {one.id: one for one in (*triggers, *events)}
    case = Case(child=CHILD, events=tuple(known.values()), today=TODAY, answers=answers)
    facts = Facts(case=case, deadlines=deadlines, rules=RULES, letters=LETTERS)
    return concerns(INQUIRIES, facts)


@pytest.mark.parametrize(("concern", "rule", "kind"), LATE)
def test_a_limit_that_has_passed_raises_its_question(concern: str, rule: str, kind: str) -> None:
    (found,) = raised(deadline(rule, event(kind, "2026-06-02"), PAST, "overdue"))
    assert (found.id, found.severity, found.since) == (concern, "act", PAST)
    assert found.question.endswith("?")
    assert "145 days" in found.why
    assert found.citation == f"The source of {rule}"


@pytest.mark.parametrize(("concern", "rule", "kind"), LATE)
@pytest.mark.parametrize("state", ["met", "not_needed", "closed"])
def test_what_is_settled_raises_nothing(concern: str, rule: str, kind: str, state: str) -> None:
    assert raised(deadline(rule, event(kind, "2026-06-02"), PAST, state)) == []


@pytest.mark.parametrize(("concern", "rule", "kind"), LATE)
def test_what_is_perhaps_late_is_watched(concern: str, rule: str, kind: str) -> None:
    soon = TODAY + timedelta(days=6)
    (found,) = raised(deadline(rule, event(kind, "2026-11"), soon, "possibly_overdue"))
    assert (found.id, found.severity, found.since) == (concern, "watch", None)
    assert "may be late" in found.why


def test_a_decision_that_never_came_is_noted_for_a_year() -> None:
    missed = deadline(
        "review_decision", event("review_meeting_held", "2026-06-02"), PAST, "missed"
    )
    (found,) = raised(missed)
    assert (found.severity, found.letter) == ("note", None)
    assert raised(missed._replace(due=date(2025, 6, 30))) == []


def test_the_question_about_a_decision_reads_as_the_contract_says() -> None:
    trigger = event("review_meeting_held", "2026-06-02")
    (found,) = raised(deadline("review_decision", trigger, PAST, "overdue"))
    assert found.question == (
        "No decision letter is recorded for the review of 2 June 2026. Has one come?"
    )
    assert "no appeal clock has started" in found.why
    assert found.as_json("Sam") == {
        "concern": "review_without_decision",
        "child": "Sam",
        "severity": "act",
        "since": "2026-06-30",
        "question": found.question,
        "why": found.why,
        "basis": "statutory",
        "citation": "The source of review_decision",
        "evidence": [{"kind": "review_meeting_held", "on": "2026-06-02"}],
        "letter": "review_decision_overdue",
    }


def test_a_month_gives_at_the_latest_and_at_least() -> None:
    trigger = event("review_meeting_held", "2023-11")
    late = deadline("review_decision", trigger, date(2023, 12, 28), "overdue")
    (found,) = raised(late._replace(at_least=True, cautious=date(2023, 11, 29)))
    assert "the review of November 2023" in found.question
    assert "28 December 2023 at the latest" in found.why
    assert "at least 1060 days ago" in found.why


def test_a_deadline_that_waits_on_an_outcome_is_not_asked_about() -> None:
    trigger = event("review_meeting_held", "2026-06-02")
    late = deadline("review_final_from_meeting", trigger, PAST, "overdue")
    assert raised(late._replace(conditional=True)) == []


def test_two_rows_with_one_joint_limit_ask_once() -> None:
    meeting = event("review_meeting_held", "2026-06-02", review="r")
    notice = event("amendment_notice_received", "2026-06-20", review="r")
    both = ("review_final_from_meeting", "review_final_from_notice")
    found = raised(
        deadline(both[0], meeting, PAST, "overdue")._replace(also=(both[1],)),
        deadline(both[1], notice, PAST, "overdue")._replace(also=(both[0],)),
    )
    assert [one.id for one in found] == ["final_plan_late"]


@pytest.mark.parametrize(
    ("review", "state", "due", "is_said"),
    [
        ("r", "waiting", PAST, True),
        ("r", "overdue", PAST, True),
        ("r", "waiting", TODAY, False),
        ("r", "met", PAST, False),
        ("r", "not_needed", PAST, False),
        ("another", "waiting", PAST, False),
        (None, "waiting", PAST, False),
    ],
)
def test_a_changed_plan_of_the_same_review_is_named_while_it_is_open_past_its_day(
    review: str | None, state: str, due: date, is_said: bool
) -> None:
    meeting = event("review_meeting_held", "2026-06-02", review="r" if review else None)
    notice = event("review_meeting_held", "2026-06-02", review=review)
    found = raised(
        deadline("review_decision", meeting, PAST, "overdue"),
        deadline("review_final_from_meeting", notice, due, state)._replace(conditional=True),
    )
    (decision,) = [one for one in found if one.id == "review_without_decision"]
    assert ("the changed plan was due too" in decision.why) is is_said


@pytest.mark.parametrize(
    ("speaks", "answered", "asked"),
    [
        ("act", False, ["advice_missing"]),
        ("watch", False, ["advice_missing"]),
        ("note", False, ["papers_late", "advice_missing"]),
        ("act", True, ["papers_late"]),
    ],
)
def test_a_question_speaks_for_another_that_is_no_more_severe_until_it_is_answered(
    speaks: str, answered: bool, asked: list[str]
) -> None:
    booked = event("review_meeting_arranged", "2026-11-27", review="r")
    said = Inquiry(
        id="advice_missing",
        event=booked.kind,
        question="Has it?",
        why="It was asked for.",
        severity=speaks,
        instead_of=("papers_late",),
    )
    papers = said._replace(id="papers_late", severity="watch", instead_of=())
    answer = Answer(child="sam", question=said.id, event=booked.id, value="have_it")
    case = Case(child=CHILD, events=(booked,), today=TODAY, answers=(answer,) * answered)
    found = concerns([said, papers], Facts(case=case, deadlines=(), rules=RULES))
    assert [one.id for one in found] == asked


def test_a_letter_that_does_not_exist_is_not_named() -> None:
    trigger = event("assessment_requested", "2026-01-12")
    (found,) = raised(deadline("ehcp_final", trigger, PAST, "overdue"))
    assert found.letter is None


def test_a_late_limit_without_a_day_is_asked_about_and_counts_no_days() -> None:
    undated = event("review_meeting_held", "")
    (found,) = raised(deadline("review_report", undated, None, "overdue"))
    assert (found.id, found.severity, found.since) == ("report_overdue", "act", None)
    assert "Limit: not known" in found.why


@pytest.mark.parametrize("rule", ["review_advice_circulate", "review_invite"])
def test_papers_and_invitations_that_came_late_are_noted_for_a_year(rule: str) -> None:
    trigger = event("review_meeting_arranged", "2026-06-02")
    came = event("review_papers_received", "2026-05-26")
    late = deadline(rule, trigger, date(2026, 5, 19), "met_late")
    late = late._replace(met_on=came.on, met_by=came, days_late=7)
    (found,) = raised(late)
    assert found.severity == "note"
    assert "7 days late" in found.why
    assert "26 May 2026" in found.question
    long_ago = When.day(date(2025, 11, 21))
    assert raised(late._replace(due=date(2025, 5, 19), met_on=long_ago)) == []


# ---- Phase dates


@pytest.mark.parametrize(("days", "count"), [(85, 0), (84, 1), (1, 1)])
def test_a_phase_date_is_near_from_twelve_weeks(days: int, count: int) -> None:
    trigger = event("phase_transfer_planned", "2027-09-01", "primary_to_secondary")
    near = deadline("phase_15feb", trigger, TODAY + timedelta(days=days), "waiting")
    found = raised(near)
    assert [one.id for one in found] == ["phase_date_near"] * count
    assert all(one.severity == "watch" and one.since is None for one in found)


@pytest.mark.parametrize(
    ("kind", "on", "count"),
    [
        ("review_meeting_held", "2026-10-01", 0),
        ("review_meeting_held", "2026-08-31", 1),
        ("review_meeting_arranged", "2026-12-01", 0),
        ("review_meeting_arranged", "2027-02-20", 1),
        ("review_meeting_held", "", 1),
    ],
)
def test_a_review_meeting_in_the_window_settles_a_phase_date(
    kind: str, on: str, count: int
) -> None:
    trigger = event("phase_transfer_planned", "2027-09-01", "primary_to_secondary")
    near = deadline("phase_15feb", trigger, date(2027, 2, 14), "waiting")
    assert len(raised(near, events=(event(kind, on),))) == count


def test_a_move_on_a_day_not_known_is_asked_about() -> None:
    near = deadline("phase_15feb", event("phase_transfer_planned", ""), TODAY, "waiting")
    (found,) = raised(near, events=(event("review_meeting_held", "2026-10-01"),))
    assert "a day not known" in found.question


# ---- A family's own windows


@pytest.mark.parametrize("rule", ["appeal_2months", "mediation_contact"])
@pytest.mark.parametrize(
    ("days", "severities"), [(29, []), (28, ["watch"]), (21, ["act"]), (0, ["act"])]
)
def test_a_window_of_the_family_presses_as_it_closes(
    rule: str, days: int, severities: list[str]
) -> None:
    trigger = event("plan_refused", "2026-10-01")
    closing = deadline(rule, trigger, TODAY + timedelta(days=days), "waiting")
    found = raised(closing)
    assert [one.severity for one in found] == severities
    assert all(one.id == "appeal_window_closing" for one in found)


def test_the_careful_day_of_an_appeal_counts() -> None:
    trigger = event("plan_refused", "2026-06-10")
    closing = deadline("appeal_2months", trigger, TODAY + timedelta(days=40), "waiting")
    (found,) = raised(closing._replace(cautious=TODAY + timedelta(days=1)))
    assert "23 November 2026, in 1 day" in found.why


# ---- A change without its changes, and requests that no law puts a day to


def test_a_decision_to_amend_without_a_notice_is_asked_about() -> None:
    decision = event("review_decision_received", "2026-06-20", "amend", review="r")
    meeting = event("review_meeting_held", "2026-06-02", review="r")
    late = deadline("review_amend_notice", meeting, PAST, "overdue")
    (found,) = raised(late, events=(decision,))
    assert (found.id, found.severity, found.since) == ("amendment_without_changes", "act", PAST)
    assert found.evidence == (decision, meeting)
    assert "20 June 2026 says that the plan will change" in found.question


def test_a_decision_to_amend_alone_is_watched() -> None:
    (found,) = raised(events=(event("review_decision_received", "2026-06-20", "amend"),))
    assert (found.id, found.severity) == ("amendment_without_changes", "watch")
    assert found.since == date(2026, 6, 20)


@pytest.mark.parametrize(
    ("kind", "on", "review"),
    [
        ("amendment_notice_received", "2026-06-20", None),
        ("amendment_notice_received", "2026-06-19", "r"),
        ("amended_plan_issued", "2026-08-01", None),
        ("no_amendment_decision_received", "2026-07-01", None),
    ],
)
def test_a_notice_or_a_plan_answers_a_decision_to_amend(
    kind: str, on: str, review: str | None
) -> None:
    decision = event("review_decision_received", "2026-06-20", "amend", review="r")
    assert raised(events=(decision, event(kind, on, review=review))) == []


@pytest.mark.parametrize("outcome", ["maintain", "cease", ""])
def test_other_decisions_need_no_notice(outcome: str) -> None:
    assert raised(events=(event("review_decision_received", "2026-06-20", outcome),)) == []


@pytest.mark.parametrize(
    ("on", "count"),
    [("2026-11-07", 0), ("2026-11-06", 1), ("2026-11", 0), ("2026-10", 1), ("", 0)],
)
def test_an_early_review_is_chased_after_fifteen_days(on: str, count: int) -> None:
    found = raised(events=(event("early_review_requested", on),))
    assert [one.id for one in found] == ["early_review_unanswered"] * count
    assert all(one.basis == "practice" and one.severity == "watch" for one in found)
    assert all("No law sets a day" in one.why and "15 days" in one.why for one in found)


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        ("early_review_agreed", 0),
        ("early_review_refused", 0),
        ("review_meeting_held", 0),
        ("note", 1),
    ],
)
def test_an_answer_ends_the_wait_for_an_early_review(kind: str, count: int) -> None:
    asked, answer = event("early_review_requested", "2026-09-01"), event(kind, "2026-09-20")
    assert len(raised(events=(asked, answer))) == count


@pytest.mark.parametrize(
    ("direction", "letter", "named"),
    [("", None, None), ("sent", None, "chaser"), ("", "letter-1", "chaser")],
)
def test_a_reminder_is_offered_only_for_what_the_family_sent(
    direction: str, letter: str | None, named: str | None
) -> None:
    asked = replace(
        event("early_review_requested", "2026-09-01"), direction=direction, letter=letter
    )
    assert [one.letter for one in raised(events=(asked,))] == [named]


# ---- Answers of the family


@pytest.mark.parametrize(
    ("value", "until", "count"),
    [
        ("have_it", None, 0),
        ("snooze", "2026-11-22", 0),
        ("waiting_for_post", "2026-11-30", 0),
        ("snooze", "2026-11-21", 1),
        ("snooze", None, 1),
    ],
)
def test_an_answer_puts_a_concern_aside(value: str, until: str | None, count: int) -> None:
    late = deadline("review_decision", event("review_meeting_held", "2026-06-02"), PAST, "overdue")
    answer = Answer(
        child="sam",
        question="review_without_decision",
        event=late.trigger.id,
        value=value,
        until=When.parse(until) if until else None,
    )
    assert len(raised(late, answers=(answer,))) == count
    assert len(raised(late, answers=(replace(answer, event="another"),))) == 1


def test_a_deadline_without_dates_asks_nothing() -> None:
    trigger = event("plan_refused", "")
    assert raised(deadline("appeal_2months", trigger, None, "waiting")) == []


def test_the_most_pressing_comes_first() -> None:
    found = raised(
        deadline("review_report", event("review_meeting_held", "2026-06-02"), PAST, "overdue"),
        deadline(
            "ehcp_final", event("assessment_requested", "2026-02"), TODAY, "possibly_overdue"
        ),
        deadline(
            "review_decision",
            event("review_meeting_held", "2025-01-02"),
            date(2025, 2, 1),
            "overdue",
        ),
    )
    assert [one.severity for one in found] == ["act", "act", "watch"]
    assert found[0].since == date(2025, 2, 1)
