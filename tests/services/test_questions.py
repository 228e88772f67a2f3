"""What no date tells is asked of the family, once, and nothing is called late until it is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.school_days import TERM, SchoolDates
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import diary, events, rulebook, school_calendar
from ehcp_desktop.services.questions import Asked, answer, of_deadlines, of_event, of_record
from ehcp_desktop.services.reports import year_ahead
from ehcp_desktop.services.today import agenda

if TYPE_CHECKING:
    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family


@pytest.fixture(autouse=True)
def term(family: Family, child: Child) -> None:
    dates = SchoolDates(child=child.id, kind=TERM, first=date(2026, 9, 3), last=date(2026, 12, 18))
    school_calendar.keep(family, dates)


@pytest.fixture
def suspended(family: Family, child: Child) -> Event:
    return log(family, child, "suspended", "2026-11-10")


@pytest.fixture
def told(family: Family, child: Child) -> Event:
    return log(family, child, "exclusion_notified_to_governors", "2026-10-12")


@pytest.fixture
def plan(family: Family, child: Child) -> Event:
    """Return a plan changed in the autumn before the move to secondary school."""
    log(family, child, "phase_transfer_planned", "2027-09-01", "primary_to_secondary")
    return log(family, child, "amended_plan_issued", "2026-10-12")


def log(family: Family, child: Child, kind: str, on: str, outcome: str = "") -> Event:
    event = Event(child=child.id, kind=kind, outcome=outcome, on=When.parse(on))
    return events.log(family, event)


def limits(family: Family, *rules: str) -> dict[str, str]:
    return {one.rule.id: one.state for one in diary.due(family) if one.rule.id in rules}


def asking(family: Family) -> list[Deadline]:
    return [one for one in diary.due(family) if one.asks is not None]


def said(asked: list[Asked]) -> list[tuple[str, str]]:
    return [(one.question.id, one.said_words) for one in asked]


def test_a_limit_in_doubt_says_what_it_needs_and_what_it_takes_for_granted(
    family: Family, suspended: Event
) -> None:
    (one,) = asking(family)
    assert one.asks == ("suspension_length", suspended)
    assert (one.state, one.conditional, one.days_late) == ("waiting", True, 0)
    assert one.as_json("Sam")["needs"] == "Say how long the suspension is."
    assert (
        "It applies only if the suspension lasts more than 5 school days in a row." in one.steps()
    )


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        ("over_5", {"excl_sixth_day_susp": "overdue"}),
        ("up_to_5", {}),
        ("", {"excl_sixth_day_susp": "waiting"}),
    ],
)
def test_an_answer_changes_the_limit_at_once(
    family: Family, suspended: Event, choice: str, found: dict[str, str]
) -> None:
    answer(family, suspended, "suspension_length", choice)
    assert limits(family, "excl_sixth_day_susp") == found


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        ("long", {"excl_governors_15": "overdue"}),
        ("asked", {"excl_governors_50": "waiting"}),
        ("not_asked", {}),
        ("short", {}),
    ],
)
def test_one_answer_decides_between_fifteen_days_fifty_and_none(
    family: Family, told: Event, choice: str, found: dict[str, str]
) -> None:
    both = {"excl_governors_15": "waiting", "excl_governors_50": "waiting"}
    assert limits(family, *both) == both
    answer(family, told, "exclusion_length", choice)
    assert limits(family, *both) == found


def test_what_the_record_shows_is_not_asked(family: Family, child: Child, told: Event) -> None:
    log(family, child, "permanently_excluded", "2026-10-12")
    assert limits(family, "excl_governors_15", "excl_governors_50") == {
        "excl_governors_15": "overdue"
    }
    assert of_event(family, told) == of_record(family) == []


def test_an_answer_can_be_changed_taken_back_and_undone(family: Family, suspended: Event) -> None:
    for choice in ("over_5", "up_to_5", ""):
        answer(family, suspended, "suspension_length", choice)
    assert family.store.answers.count() == 0
    steps = [family.store.undo() for _ in range(3)]
    assert steps == ["Answer “How long is the suspension?”"] * 3
    assert limits(family, "excl_sixth_day_susp") == {"excl_sixth_day_susp": "waiting"}


def test_taking_back_what_was_never_answered_changes_nothing(
    family: Family, suspended: Event
) -> None:
    before = family.store.can_undo
    answer(family, suspended, "suspension_length", "")
    assert family.store.can_undo == before


@pytest.mark.usefixtures("told")
def test_what_two_limits_ask_is_on_today_once(family: Family, child: Child) -> None:
    assert len(asking(family)) == 2
    (one,) = agenda(family, child.id).look_at
    assert one.deadline is not None
    assert one.deadline.rule.id == "excl_governors_15"


@pytest.mark.usefixtures("suspended")
def test_what_was_asked_for_more_than_a_year_is_no_more_on_today(
    family: Family, child: Child
) -> None:
    family.today = lambda: date(2027, 11, 10)  # type: ignore[method-assign]
    assert len(agenda(family, child.id).look_at) == 1
    family.today = lambda: date(2027, 11, 11)  # type: ignore[method-assign]
    assert agenda(family, child.id).is_empty
    assert len(asking(family)) == 1


def test_a_plan_meets_the_date_of_a_move_only_if_it_names_the_place(
    family: Family, child: Child, plan: Event
) -> None:
    (one,) = asking(family)
    assert (one.rule.id, one.state, one.conditional) == ("phase_15feb", "met", True)
    assert one.needs == "Say whether this plan names the school or place your child moves to."
    assert one in [matter.deadline for matter in agenda(family, child.id).look_at]
    answer(family, plan, "plan_names_next_setting", "no")
    assert limits(family, "phase_15feb") == {"phase_15feb": "waiting"}
    answer(family, plan, "plan_names_next_setting", "yes")
    (sure,) = [one for one in diary.due(family) if one.rule.id == "phase_15feb"]
    assert (sure.state, sure.conditional, sure.needs, asking(family)) == ("met", False, "", [])


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize(
    ("day", "is_asked"),
    [(date(2027, 2, 20), True), (date(2027, 9, 2), True), (date(2028, 9, 2), False)],
)
def test_a_plan_that_may_not_name_the_place_is_asked_about_until_a_year_after_the_move(
    family: Family, child: Child, day: date, is_asked: bool
) -> None:
    family.today = lambda: day  # type: ignore[method-assign]
    asked = {one.deadline.rule.id for one in agenda(family, child.id).look_at if one.deadline}
    assert ("phase_15feb" in asked) is is_asked
    (one,) = asking(family)
    assert (one.rule.id, one.conditional) == ("phase_15feb", True)


def test_an_appeal_about_the_school_alone_needs_no_adviser(family: Family, plan: Event) -> None:
    assert ("appeal_is_section_I_only", "") in said(of_event(family, plan))
    answer(family, plan, "appeal_is_section_I_only", "yes")
    assert limits(family, "mediation_contact", "appeal_2months") == {"appeal_2months": "waiting"}


def test_when_the_time_to_appeal_is_over_nothing_is_asked_about_it(
    family: Family, plan: Event
) -> None:
    family.today = lambda: date(2027, 1, 4)  # type: ignore[method-assign]
    assert limits(family, "mediation_contact") == {"mediation_contact": "closed"}
    assert said(of_event(family, plan)) == [("plan_names_next_setting", "")]


def test_a_refusal_to_assess_is_not_asked_whether_it_is_about_the_school(
    family: Family, child: Child
) -> None:
    refused = log(family, child, "assessment_refused", "2026-11-10")
    assert said(of_event(family, refused)) == [("letter_says_how_to_appeal", "")]
    assert of_deadlines(family, diary.due(family)) == []
    assert limits(family, "mediation_contact") == {"mediation_contact": "waiting"}


def test_what_was_answered_stays_known_when_the_limit_is_gone(
    family: Family, suspended: Event
) -> None:
    answer(family, suspended, "suspension_length", "up_to_5")
    known = [("suspension_length", "1 to 5 school days in a row")]
    assert of_deadlines(family, diary.due(family)) == []
    assert said(of_event(family, suspended)) == said(of_record(family)) == known
    events.remove(family, suspended.id)
    assert of_record(family) == []


def test_an_answer_is_shown_no_more_once_its_event_is_another(
    family: Family, suspended: Event
) -> None:
    answer(family, suspended, "suspension_length", "up_to_5")
    events.change(family, replace(suspended, kind="note"))
    assert of_record(family) == []
    events.change(family, suspended)
    assert [one.said for one in of_record(family)] == ["up_to_5"]


@pytest.mark.parametrize(
    ("question", "choice", "says"),
    [
        (
            "suspension_length",
            "long",
            "Answer suspension_length with up_to_5 or over_5, not “long”",
        ),
        ("school_kind", "academy", "“school_kind” is not asked of this; use suspension_length."),
    ],
)
def test_an_answer_that_is_none_is_refused_in_a_sentence(
    family: Family, suspended: Event, question: str, choice: str, says: str
) -> None:
    with pytest.raises(BadInput, match=says):
        answer(family, suspended, question, choice)
    assert of_record(family)[0].said == ""


def test_of_most_events_nothing_is_asked(family: Family, child: Child) -> None:
    meeting = log(family, child, "review_meeting_held", "2026-11-10")
    with pytest.raises(BadInput, match="Nothing is asked"):
        answer(family, meeting, "suspension_length", "over_5")


def test_the_year_ahead_says_of_what_may_not_apply_when_it_does(
    family: Family, child: Child
) -> None:
    log(family, child, "suspended", "2026-11-20")
    lines = [line.what for _, month in year_ahead.told(family, child).months for line in month]
    said = "(only if the suspension lasts more than 5 school days in a row)"
    assert f"Education during a long suspension {said}" in lines


def test_a_timetable_shows_every_limit_that_asks_with_what_it_takes_for_granted() -> None:
    book = rulebook.load()
    for kind, rules in {
        "suspended": ["excl_sixth_day_susp"],
        "exclusion_notified_to_governors": ["excl_governors_15", "excl_governors_50"],
        "school_record_requested": ["education_record"],
        "mediation_agreed": ["mediation_agreement_icb_tell"],
    }.items():
        shown = diary.timetable(book, kind, When.parse("2026-11-10"))
        asked = [one for one in shown if one.rule.id in rules]
        assert sorted(one.rule.id for one in asked) == rules
        assert all(one.assumes and not one.conditional for one in asked)
