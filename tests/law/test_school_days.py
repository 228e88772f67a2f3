"""Limits in school days, under any school's calendar, against the second counting of the law."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.law import oracle
from tests.law.restated import LAST, ONE_DAY
from tests.law.test_cases import book, england, event
from tests.law.test_oracle import CHILD, SCHOOL_DAYS

from ehcp_desktop.domain.dates import SchoolDays
from ehcp_desktop.domain.deadline import Case, Deadline
from ehcp_desktop.domain.event import Answer
from ehcp_desktop.domain.timetable import deadlines
from ehcp_desktop.domain.when import spoken_day

FIRST_DAY, AFTER = oracle.nth_from, oracle.nth_after
RESTATED = {
    # SI 2007/1870: from the sixth school day of the exclusion
    "excl_sixth_day_perm": ("permanently_excluded", 6, FIRST_DAY),
    "excl_sixth_day_susp": ("suspended", 6, FIRST_DAY),
    # SI 2012/1033: within so many school days of the day of notice
    "excl_governors_15": ("exclusion_notified_to_governors", 15, AFTER),
    "excl_governors_50": ("exclusion_notified_to_governors", 50, AFTER),
    "excl_irp_apply": ("governors_decision_received", 15, AFTER),
    "excl_irp_hearing": ("independent_review_requested", 15, AFTER),
    "s19_health": ("absence_for_health_expected", 15, AFTER),
    "foi_school": ("information_requested:school", 20, AFTER),
    "education_record": ("school_record_requested", 15, AFTER),
}
TOLD = {
    "excl_sixth_day_susp": ("suspension_length", "over_5"),
    "excl_governors_15": ("exclusion_length", "long"),
    "excl_governors_50": ("exclusion_length", "asked"),
    "education_record": ("school_kind", "maintained"),
}


def laid_out(
    rule: str,
    day: date,
    today: date,
    school_days: list[date],
    said: tuple[tuple[str, str], ...] | None = None,
) -> Deadline:
    if said is None:
        said = (TOLD[rule],) if rule in TOLD else ()
    started = event(f"{day} {RESTATED[rule][0]} who=Hilltop")
    answers = [
        Answer(child=CHILD.id, question=asked, value=value, event=started.id)
        for asked, value in said
    ]
    case = Case(child=CHILD, events=[started], answers=answers, today=today)
    calendar = england().at_school(SchoolDays(school_days)) if school_days else england()
    (one,) = [one for one in deadlines(book().rules, case, calendar) if one.rule.id == rule]
    return one


def weekdays(day: date, closed: list[tuple[int, int]]) -> list[date]:
    """Return half a year of weekdays around a day, without some holidays (first day, length)."""
    away = {first + step for first, length in closed for step in range(length)}
    every = ((number, day + number * ONE_DAY) for number in range(-30, 300))
    return [each for number, each in every if each.weekday() < 5 and number not in away]


HOLIDAYS = st.lists(st.tuples(st.integers(-20, 100), st.integers(1, 21)), max_size=3)


def test_every_rule_in_school_days_is_restated() -> None:
    assert set(RESTATED) == SCHOOL_DAYS


@pytest.mark.parametrize("rule", RESTATED)
@settings(max_examples=40, deadline=None)
@given(day=st.dates(date(2018, 9, 1), LAST), closed=HOLIDAYS)
def test_school_days_are_counted_in_the_schools_own_calendar(
    rule: str, day: date, closed: list[tuple[int, int]]
) -> None:
    _, number, count = RESTATED[rule]
    school = weekdays(day, closed)
    due = count(day, number, oracle.on_days(set(school)))
    found = laid_out(rule, day, max(day, due), school)
    if rule == "foi_school":
        due = min(due, oracle.nth_after(day, 60, oracle.works_everywhere))
    assert found.due == due
    assert found.state == "waiting"


@pytest.mark.parametrize("rule", RESTATED)
def test_without_the_schools_calendar_there_is_no_day_and_a_reason(rule: str) -> None:
    day = date(2026, 10, 6)
    found = laid_out(rule, day, day + timedelta(weeks=4), [])
    assert (found.due, found.state) == (None, "waiting")
    assert "school" in found.needs
    _, number, count = RESTATED[rule]
    soonest = count(day, number)
    assert found.cautious == soonest
    assert f"does not run out before {spoken_day(soonest)}." in found.needs


@pytest.mark.parametrize("rule", RESTATED)
def test_without_the_schools_calendar_nothing_is_ever_called_late(rule: str) -> None:
    day = date(2026, 10, 6)
    states = {laid_out(rule, day, day + timedelta(days=ago), []).state for ago in range(0, 70, 7)}
    assert states == {"waiting"}


@pytest.mark.parametrize("rule", RESTATED)
@settings(max_examples=20, deadline=None)
@given(day=st.dates(date(2018, 9, 1), LAST), closed=HOLIDAYS)
def test_no_school_s_calendar_ends_a_limit_before_the_earliest_day_told(
    rule: str, day: date, closed: list[tuple[int, int]]
) -> None:
    _, number, count = RESTATED[rule]
    school = [each for each in weekdays(day, closed) if oracle.works(each)]
    told = laid_out(rule, day, day, []).cautious
    assert told is not None
    assert told <= count(day, number, oracle.on_days(set(school)))


@pytest.mark.parametrize("rule", RESTATED)
def test_a_calendar_that_ends_too_soon_gives_no_day(rule: str) -> None:
    day = date(2026, 10, 6)
    found = laid_out(rule, day, day, [day, day + ONE_DAY])
    assert found.due is None


@pytest.mark.parametrize("rule", TOLD)
@settings(max_examples=20, deadline=None)
@given(day=st.dates(date(2018, 9, 1), LAST), closed=HOLIDAYS, later=st.integers(0, 500))
def test_until_the_family_says_what_it_depends_on_it_has_its_day_but_is_never_late(
    rule: str, day: date, closed: list[tuple[int, int]], later: int
) -> None:
    school = weekdays(day, closed)
    told = laid_out(rule, day, day, school)
    found = laid_out(rule, day, day + later * ONE_DAY, school, said=())
    assert (found.due, found.latest) == (told.due, told.latest)
    assert (found.state, found.conditional, told.conditional) == ("waiting", True, False)
