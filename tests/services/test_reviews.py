"""The steps of a review, with limits made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.deadline import Deadline
from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.review import Review, meeting_among
from ehcp_desktop.domain.rule import Rule
from ehcp_desktop.domain.timetable import deadlines
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import diary, events
from ehcp_desktop.services.review_step import Known, Step
from ehcp_desktop.services.review_steps import steps, steps_below
from ehcp_desktop.services.reviews import below, overviews, strip, title, without_meeting

if TYPE_CHECKING:
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family

TODAY = date(2026, 11, 22)
NAMES = ["invitation", "papers", "meeting", "report", "decision", "notice", "final_plan"]


def event(kind: str, on: str = "2026-06-02", **known: str) -> Event:
    return Event(child="sam", kind=kind, on=When.parse(on), review="r", **known)


MEETING = event("review_meeting_held")


def deadline(rule: str, due: str, state: str, **more: object) -> Deadline:
    day = date.fromisoformat(due)
    return Deadline(
        rule=Rule(
            id=rule,
            title=rule,
            group="annual_review",
            owner="authority",
            basis="statutory",
            citation="",
            plain="",
            checked=TODAY,
        ),
        child="sam",
        trigger=MEETING,
        due=day,
        cautious=day,
        latest=day,
        state=state,
    )._replace(**more)


def step(name: str, events: list[Event], *deadlines: Deadline) -> Step:
    return next(one for one in steps(Known(events, deadlines), TODAY) if one.id == name)


def test_there_are_seven_steps_even_with_nothing_recorded() -> None:
    found = steps(Known([], []), TODAY)
    assert [one.id for one in found] == NAMES
    assert {one.state for one in found} == {"waiting", "not_known"}
    assert found[2].words == "Not booked yet"


@pytest.mark.parametrize(
    ("state", "late", "shown", "words"),
    [
        ("overdue", 145, "late", "145 days late"),
        ("overdue", 1, "late", "1 day late"),
        ("possibly_overdue", None, "waiting", "Perhaps late"),
        ("waiting", 0, "waiting", "Waiting"),
        ("missed", 20, "not_recorded", "Not recorded"),
        ("not_needed", 0, "not_needed", "Not needed"),
    ],
)
def test_a_decision_that_has_not_come(state: str, late: int, shown: str, words: str) -> None:
    owed = deadline("review_decision", "2026-06-30", state, days_late=late)
    found = step("decision", [MEETING], owed)
    assert (found.state, found.words) == (shown, words)


@pytest.mark.parametrize(
    ("state", "late", "shown", "words"),
    [
        ("met", 0, "in_time", "In time"),
        ("met_late", 7, "came_late", "7 days late"),
        ("possibly_met_late", None, "came_late", "Perhaps late"),
    ],
)
def test_a_report_that_has_come(state: str, late: int, shown: str, words: str) -> None:
    came = event("review_report_received", "2026-06-12")
    owed = deadline("review_report", "2026-06-16", state, days_late=late, met_by=came)
    found = step("report", [MEETING, came], owed)
    assert (found.state, found.words, found.event) == (shown, words, came)
    assert found.came == "Came Friday 12\u00a0June\u00a02026"
    assert found.limit == "Limit Tuesday 16\u00a0June\u00a02026"


def test_a_month_reads_at_least() -> None:
    owed = deadline("review_decision", "2023-12-28", "overdue", days_late=64, at_least=True)
    assert step("decision", [MEETING], owed).words == "At least 64 days late"


def test_out_of_school_the_other_regulation_dates_the_decision() -> None:
    owed = deadline("review_not_in_school", "2026-06-30", "overdue", days_late=145)
    assert step("decision", [MEETING], owed).state == "late"


def test_a_step_is_one_sentence_for_a_screen_reader() -> None:
    owed = deadline("review_decision", "2026-06-30", "overdue", days_late=145)
    assert step("decision", [MEETING], owed).sentence == (
        "Decision: 145 days late. None is recorded. Limit Tuesday 30\u00a0June\u00a02026."
    )


@pytest.mark.parametrize("name", ["notice", "final_plan"])
def test_what_is_owed_only_for_a_change_is_not_known_before_the_decision(name: str) -> None:
    rule = {"notice": "review_amend_notice", "final_plan": "review_final_from_meeting"}[name]
    owed = deadline(rule, "2026-06-30", "waiting", conditional=True)
    found = step(name, [MEETING], owed)
    assert (found.state, found.came) == ("not_known", "Only if the plan is to change")


def test_papers_without_a_limit_are_simply_there() -> None:
    came = event("review_papers_received", "2026-05-26")
    found = step("papers", [MEETING, came])
    assert (found.state, found.words) == ("held", "Came")


@pytest.mark.parametrize("name", ["invitation", "papers", "report", "decision"])
def test_what_was_never_logged_before_a_meeting_is_not_recorded(name: str) -> None:
    found = step(name, [MEETING])
    assert (found.state, found.words, found.came) == (
        "not_recorded",
        "Not recorded",
        "None is recorded",
    )


@pytest.mark.parametrize(
    ("events", "state", "words"),
    [
        ([MEETING, event("review_meeting_arranged", "2026-05-20")], "held", "Held"),
        ([event("review_meeting_arranged", "2026-12-01")], "waiting", "To be held"),
        ([event("review_meeting_arranged", "2026-06-02")], "not_recorded", "Not recorded"),
    ],
)
def test_the_meeting(events: list[Event], state: str, words: str) -> None:
    found = step("meeting", events)
    assert (found.state, found.words) == (state, words)


def test_the_newest_day_arranged_is_the_meeting() -> None:
    old, new = (event("review_meeting_arranged", day) for day in ("2026-12-01", "2026-12-08"))
    assert meeting_among([new, old]) == new
    assert meeting_among([]) is None


def test_below_stand_arranged_answer_and_appeal() -> None:
    arranged = event("review_meeting_arranged", "2026-06-02")
    found = steps_below(Known([arranged, MEETING], []), TODAY)
    assert [one.id for one in found] == ["arranged", "representations", "appeal"]
    assert found[2].words == "No appeal clock has started"


@pytest.mark.parametrize(
    ("state", "words"), [("waiting", "Waiting"), ("closed", "Over"), ("met", "In time")]
)
def test_the_time_to_appeal(state: str, words: str) -> None:
    window = deadline("appeal_2months", "2026-08-30", state)
    assert steps_below(Known([MEETING], [window]), TODAY)[-1].words == words


@pytest.mark.parametrize(
    ("model", "label", "words"),
    [
        ("", "", "Annual review"),
        ("progress", "", "Progress Review"),
        ("progress", "annual progress review", "Annual progress review"),
        ("", "My Life, My Review", "My Life, My Review"),
        ("person_centred", "", "Person-centred review"),
        ("our own way", "", "Our own way"),
    ],
)
def test_a_review_is_called_what_its_invitation_calls_it(
    model: str, label: str, words: str
) -> None:
    assert title(Review(child="sam", model=model, label=label)) == words


# ---- In a family's record


def log(family: Family, child: Child, kind: str, on: str, outcome: str = "") -> Event:
    made = Event(child=child.id, kind=kind, on=When.parse(on), outcome=outcome)
    return events.log(family, made)


@pytest.fixture
def review_id(family: Family, child: Child) -> str:
    """Return a review of June 2026 that stopped at the report."""
    arranged = log(family, child, "review_meeting_arranged", "2026-06-02")
    for kind, on in [
        ("review_invitation_received", "2026-05-18"),
        ("review_papers_received", "2026-05-26"),
        ("review_meeting_held", "2026-06-02"),
        ("review_report_received", "2026-06-12"),
    ]:
        log(family, child, kind, on)
    assert arranged.review
    return arranged.review


def test_the_strip_of_a_review_that_stopped_at_the_report(family: Family, review_id: str) -> None:
    found = strip(family, review_id)
    assert [(one.id, one.state, one.words) for one in found] == [
        ("invitation", "in_time", "In time"),
        ("papers", "came_late", "7 days late"),
        ("meeting", "held", "Held"),
        ("report", "in_time", "In time"),
        ("decision", "late", "145 days late"),
        ("notice", "not_known", "Not known"),
        ("final_plan", "not_known", "Not known"),
    ]


def test_a_plan_that_is_kept_ends_the_strip_and_starts_the_appeal_clock(
    family: Family, child: Child, review_id: str
) -> None:
    log(family, child, "review_decision_received", "2026-06-30", "maintain")
    found = strip(family, review_id)
    assert [one.state for one in found[4:]] == ["in_time", "not_needed", "not_needed"]
    assert below(family, review_id)[-1].limit == "Limit Tuesday 1\u00a0September\u00a02026"


def test_the_newest_review_comes_first_in_the_list(
    family: Family, child: Child, review_id: str
) -> None:
    log(family, child, "review_meeting_held", "2025-06-11")
    log(family, child, "review_decision_received", "2025-07-01", "maintain")
    first, second = overviews(family, child.id)
    assert (first.review.id, first.state, first.words) == (
        review_id,
        "late",
        "No decision recorded",
    )
    assert second.words == "Finished"


def test_a_review_still_to_come_waits(family: Family, child: Child) -> None:
    log(family, child, "review_meeting_arranged", "2027-01-12")
    (found,) = overviews(family, child.id)
    assert (found.state, found.title) == ("waiting", "Annual review")


def test_a_meeting_that_was_never_arranged_in_the_record_still_shows_its_limits(
    family: Family, child: Child
) -> None:
    log(family, child, "review_invitation_received", "2026-05-18")
    held = log(family, child, "review_meeting_held", "2026-06-02")
    assert held.review
    invitation, papers, *_ = strip(family, held.review)
    assert (invitation.state, invitation.limit) == (
        "in_time",
        "Limit Tuesday 19\u00a0May\u00a02026",
    )
    assert (papers.state, papers.words) == ("not_recorded", "Not recorded")


def test_a_plan_that_is_kept_needs_no_answer_from_us() -> None:
    kept = event("review_decision_received", "2026-06-20", outcome="maintain")
    answer = steps_below(Known([MEETING, kept], []), TODAY)[-2]
    assert (answer.id, answer.state) == ("representations", "not_needed")


def test_a_finished_meeting_without_a_decision_is_not_finished(
    family: Family, child: Child, today: date
) -> None:
    log(family, child, "review_meeting_held", "2024-06-12")
    log(family, child, "review_meeting_held", "2025-06-11")
    log(family, child, "review_decision_received", "2025-07-01", "maintain")
    older = overviews(family, child.id)[1]
    assert (older.state, older.words) == ("not_recorded", "No decision recorded")


def test_an_invitation_to_a_held_meeting_is_not_recorded_rather_than_not_needed(
    family: Family, child: Child
) -> None:
    held = Event(child=child.id, kind="review_meeting_held", on=When.parse("2022-11"))
    review = events.log(family, held).review
    assert review
    states = {step.id: step.state for step in strip(family, review)}
    assert (states["invitation"], states["papers"]) == ("not_recorded", "not_recorded")


@pytest.mark.parametrize("kind", ["review_meeting_held", "review_meeting_arranged"])
def test_a_review_before_the_act_is_neither_waited_for_nor_late(
    family: Family, child: Child, kind: str
) -> None:
    family.store.children.save(replace(child, born=date(2005, 3, 14)))
    review = family.store.reviews.save(Review(child=child.id))
    when = When.parse("2014-08-31")
    events.log(family, Event(child=child.id, kind=kind, on=when, review=review.id))
    (found,) = overviews(family, child.id)
    assert found.words == "Before the law that this program knows"
    states = {one.state for one in found.steps if one.id != "meeting"}
    report = next(one for one in found.steps if one.id == "report")
    assert states == {"not_known"}
    assert (report.words, report.came.replace("\u00a0", " ")) == (
        "Not worked out",
        "It began before 1 September 2014",
    )


def test_who_owes_each_step(family: Family, review_id: str) -> None:
    owners = [step.owner for step in (*strip(family, review_id), *below(family, review_id))]
    school, council, family_ = "school", "authority", "family"
    assert owners == [
        *(school, school, council, school, council, council, council),
        *("", family_, family_),
    ]


def test_out_of_school_the_council_owes_every_step(family: Family, child: Child) -> None:
    log(family, child, "school_attendance_changed", "2026-01-05", "none")
    held = log(family, child, "review_meeting_held", "2026-06-02")
    steps_ = strip(family, held.review or "")
    assert {step.owner for step in steps_} == {"authority"}
    decision = next(step for step in steps_ if step.id == "decision")
    assert decision.deadline
    assert decision.deadline.rule.id == "review_not_in_school"


def test_a_meeting_has_a_day_by_which_it_was_best_held(family: Family, child: Child) -> None:
    log(family, child, "final_plan_issued", "2025-05-30")
    log(family, child, "review_meeting_arranged", "2027-06-01")
    held = log(family, child, "review_meeting_held", "2026-06-02")
    met = next(step for step in strip(family, held.review or "") if step.id == "meeting")
    assert met.limit == "Best by Friday 1\u00a0May\u00a02026"
    assert (met.state, met.late_by) == ("held", "32 days")


@pytest.mark.parametrize(
    ("kind", "outcome", "words"),
    [
        ("review_decision_received", "maintain", "Keep the plan as it is"),
        ("review_decision_received", "amend", "Change the plan"),
        ("review_decision_received", "", "What it says is not recorded"),
        ("cease_decision_received", "", "End the plan (cease)"),
        ("amendment_notice_received", "", "Change the plan"),
    ],
)
def test_a_decision_says_what_it_decides(
    family: Family, child: Child, review_id: str, kind: str, outcome: str, words: str
) -> None:
    log(family, child, kind, "2026-06-20", outcome)
    assert strip(family, review_id)[4].outcome == words


def test_a_day_that_was_moved_is_told_as_moved(family: Family, child: Child) -> None:
    log(family, child, "review_meeting_arranged", "2026-12-01")
    moved = log(family, child, "review_meeting_arranged", "2026-12-08")
    found = below(family, moved.review or "")
    assert [step.words for step in found[:2]] == ["Moved to another day", "Arranged"]


def test_a_review_whose_meeting_day_has_passed_asks_whether_it_was_held(
    family: Family, child: Child
) -> None:
    log(family, child, "review_meeting_arranged", "2026-11-10")
    (found,) = overviews(family, child.id)
    assert (found.state, found.words) == ("not_recorded", "Was the meeting held?")


def test_two_open_reviews_each_wait_for_their_own_meeting(family: Family, child: Child) -> None:
    early = log(family, child, "review_meeting_arranged", "2026-12-15")
    other = family.store.reviews.save(Review(child=child.id)).id
    yearly = Event(
        child=child.id, kind="review_meeting_arranged", on=When.parse("2027-06-01"), review=other
    )
    events.log(family, yearly)
    assert [one.review.id for one in overviews(family, child.id)] == [other, early.review]
    assert {one.words for one in overviews(family, child.id)} == {"Waiting for the invitation"}


def test_a_review_without_a_meeting_stands_where_its_papers_put_it(
    family: Family, child: Child, review_id: str
) -> None:
    booked = family.store.reviews.save(Review(child=child.id)).id
    old = family.store.reviews.save(Review(child=child.id)).id
    report = Event(
        child=child.id, kind="review_report_received", on=When.parse("2024-07-01"), review=old
    )
    events.log(family, report)
    order = [one.review.id for one in overviews(family, child.id)]
    assert order == [booked, review_id, old]


def test_a_decision_without_a_meeting_is_not_lost(family: Family, child: Child) -> None:
    decision = log(family, child, "review_decision_received", "2025-07-18", "maintain")
    assert without_meeting(family, child.id) == [decision]
    log(family, child, "review_meeting_held", "2025-06-20")
    assert without_meeting(family, child.id) == []


def test_what_fell_before_the_record_begins_is_not_known_and_not_finished(
    family: Family, child: Child
) -> None:
    family.store.children.save(replace(child, record_from=When.parse("2026-01-01")))
    log(family, child, "review_meeting_held", "2025-06-11")
    (found,) = overviews(family, child.id)
    assert (found.state, found.words) == ("not_known", "From before this record begins")
    report = next(step for step in found.steps if step.id == "report")
    assert (report.state, report.came) == ("not_known", "From before this record begins")


@pytest.mark.parametrize("kind", ["review_meeting_arranged", "review_meeting_held"])
def test_the_rules_that_one_kind_of_event_starts_give_the_same_limits_alone(
    kind: str, example_family: Family
) -> None:
    book, (child,) = example_family.rulebook, example_family.children
    known = diary.case(example_family, child.id)
    every = deadlines(book.rules, known, book.calendar)
    alone = deadlines(book.rules.started_by(kind), known, book.calendar)
    wanted = [one for one in every if one.trigger.kind == kind]
    assert [one for one in alone if one.trigger.kind == kind] == wanted
    assert wanted
    assert len(alone) < len(every)
