"""Every time limit against a second counting that shares no line with the engine.

`RESTATED` says each limit again, from the law and not from the rules we ship: what starts it and
which day it then gives. The shipped rules must agree on the hard days of every year (month ends,
leap days, the days the clocks change, Christmas, August) and on days drawn at random.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.law import oracle
from tests.law.restated import (
    CASE_LAW,
    FIRST,
    GUIDANCE,
    LAST,
    ONE_DAY,
    PRACTICE,
    RESTATED,
)
from tests.law.test_cases import book, england, event

from ehcp_desktop.domain.deadline import Case, Deadline
from ehcp_desktop.domain.event import Answer
from ehcp_desktop.domain.people import Child
from ehcp_desktop.domain.review import Review
from ehcp_desktop.domain.timetable import deadlines, timetable

CHILD = Child(id="child", name="Child", born=date(2015, 3, 1))
YOUNG = timedelta(days=700)


ELSEWHERE = {
    "review_term_list",  # starts with a day to come
    "appeal_1month_cert",  # one half of a later-of
    "move_transfer_plan",
    "move_new_la_review",
    "mediation_agreement_appealable",  # several limits, by what was agreed
}
AHEAD = {rule for rule in RESTATED if RESTATED[rule].due(FIRST) < FIRST}
SCHOOL_DAYS = {
    "excl_sixth_day_perm",
    "excl_sixth_day_susp",
    "excl_governors_15",
    "excl_governors_50",
    "excl_irp_apply",
    "excl_irp_hearing",
    "s19_health",
    "foi_school",
    "education_record",
}
UNDATED = {
    "draft_plan_meeting",
    "early_review_request",
    "review_pfa",
    "order_reconsider",
    "cease_consult",
    "cease_plan_stays",
    "cease_review_18plus",
    "pb_request_window",
}
PARTS = {"review_complete_incl_decision", "review_noamend_after_notice", "move_transfer_plan_late"}
EVERY = set(RESTATED) | ELSEWHERE | SCHOOL_DAYS | UNDATED | PARTS
RULES = sorted(RESTATED)


def deadline(rule: str, day: str, today: date) -> Deadline:
    """Return what the engine says of a rule, started on a day or in a month."""
    (one,) = found(rule, day, today)
    return one


def found(rule: str, day: str, today: date) -> list[Deadline]:
    whole = deadlines(book().rules, case(rule, day, today), england())
    return [each for each in whole if each.rule.id == rule]


def case(rule: str, day: str, today: date) -> Case:
    law = RESTATED[rule]
    events = [event(f"{day} {line}") for line in law.starts]
    born = date.fromisoformat(f"{day}-01"[:10]) - YOUNG if law.is_young else CHILD.born
    answers = [
        Answer(child=CHILD.id, question=question, value=value, event=each.id)
        for question, value in law.answers
        for each in events
    ]
    return Case(
        child=replace(CHILD, born=born, school=law.school),
        events=events,
        reviews={"a": Review(id="a", child=CHILD.id)},
        answers=answers,
        today=today,
    )


def clocks_change(year: int) -> Iterator[date]:
    """Give the last Sundays of March and October."""
    for month in (3, 10):
        last = date(year, month, 31)
        yield last - timedelta(days=(last.weekday() + 1) % 7)


def hard_days() -> Iterator[date]:
    """Give the days of each year on which counting goes wrong, with the days beside them."""
    for year in range(FIRST.year, LAST.year + 1):
        firsts = [date(year, month, 1) for month in range(1, 13)]
        others = [date(year, 6, 10), date(year, 10, 25), date(year, 12, 19), date(year, 12, 25)]
        for day in (*firsts, *others, *clocks_change(year)):
            yield from (day - 2 * ONE_DAY, day - ONE_DAY, day, day + ONE_DAY)


HARD = sorted({day for day in hard_days() if FIRST <= day <= LAST})


def since(rule: str) -> list[date]:
    return [day for day in HARD if day >= RESTATED[rule].since]


def read_days(rule: str, day: date) -> tuple[date | None, ...]:
    one = deadline(rule, day.isoformat(), max(day, RESTATED[rule].due(day)))
    return one.cautious, one.due, one.latest


def test_every_limit_of_the_law_is_shipped_and_no_other() -> None:
    assert len(EVERY) == 102
    assert {rule.id for rule in book().rules} == EVERY


def test_every_limit_has_a_day_unless_the_law_gives_none() -> None:
    entries = book().rules.entries
    dated = {rule.id for rule in entries if rule.has_date and not rule.part_of}
    assert dated == EVERY - UNDATED - PARTS


@pytest.mark.parametrize("rule", RULES)
def test_a_hard_day_gives_the_day_the_law_gives(rule: str) -> None:
    for day in since(rule):
        assert read_days(rule, day) == RESTATED[rule].days(day), day


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=40, deadline=None)
@given(drawn=st.data())
def test_any_day_gives_the_day_the_law_gives(rule: str, drawn: st.DataObject) -> None:
    day = drawn.draw(st.dates(RESTATED[rule].since, LAST))
    assert read_days(rule, day) == RESTATED[rule].days(day)


@pytest.mark.parametrize("rule", RULES)
def test_the_last_day_is_in_time_and_the_next_is_not(rule: str) -> None:
    law = RESTATED[rule]
    for day in since(rule)[::11]:
        _, due, latest = law.days(day)
        after = law.past if latest == due else "possibly_overdue"
        looked = (due - ONE_DAY, due, due + ONE_DAY, latest + ONE_DAY)
        wanted = ("waiting", "waiting", after, law.past)
        for today, state in zip(looked, wanted, strict=True):
            if today >= day or rule in AHEAD:
                assert deadline(rule, day.isoformat(), today).state == state, (day, today)


@pytest.mark.parametrize("rule", RULES)
def test_only_law_that_is_late_is_red_and_lateness_is_counted_from_the_due_day(rule: str) -> None:
    law = RESTATED[rule]
    for day in since(rule)[::29]:
        _, due, latest = law.days(day)
        today = max(day, latest + ONE_DAY)
        one = deadline(rule, day.isoformat(), today)
        assert one.is_red is (law.past == "overdue" and rule not in GUIDANCE | PRACTICE)
        assert one.days_late == {"overdue": (today - due).days, "waiting": 0}.get(law.past)


def test_each_rule_says_whether_it_is_law() -> None:
    basis = dict.fromkeys(EVERY, "statutory")
    for name, ids in (("guidance", GUIDANCE), ("practice", PRACTICE), ("case law", CASE_LAW)):
        basis |= dict.fromkeys(ids, name)
    assert {rule.id: rule.basis for rule in book().rules} == basis


@pytest.mark.parametrize("rule", [rule for rule in RULES if len(RESTATED[rule].starts) == 1])
def test_the_timetable_of_one_event_gives_the_same_days(rule: str) -> None:
    law = RESTATED[rule]
    for day in since(rule)[::41]:
        (one,) = [
            one
            for one in timetable(book().rules, case(rule, day.isoformat(), day), england())
            if one.rule.id == rule
        ]
        assert (one.cautious, one.due, one.latest) == law.days(day), day


@pytest.mark.parametrize(
    "claimed",
    ["school_closed", "away_four_weeks", "missed_appointment", "staff_shortage", "other"],
)
def test_an_exception_that_is_claimed_moves_no_date(claimed: str) -> None:
    day = date(2026, 6, 22)
    excuse = event(f"{day + ONE_DAY} exception_claimed:{claimed} by=2027-06-01")
    for rule in set(RULES) - AHEAD:
        latest = RESTATED[rule].days(day)[2]
        plain = case(rule, day.isoformat(), max(day, latest) + ONE_DAY)
        excused = replace(plain, events=[*plain.events, excuse])
        both = [deadlines(book().rules, each, england()) for each in (plain, excused)]
        before, after = ([each[:7] for each in found if each.rule.id == rule] for found in both)
        assert before == after, rule


@pytest.mark.parametrize("rule", RULES)
def test_a_month_gives_a_range_from_its_first_day_to_its_last(rule: str) -> None:
    law = RESTATED[rule]
    for first in [day for day in since(rule) if day.day == 1][::3]:
        last = oracle.months_after(first, 1) - ONE_DAY
        one = deadline(rule, first.isoformat()[:7], max(last, law.due(last)))
        assert (one.cautious, one.due, one.latest) == (law.days(first)[0], *law.days(last)[1:])


@pytest.mark.parametrize("rule", [rule for rule in RULES if RESTATED[rule].since > FIRST])
def test_before_it_was_law_a_limit_is_not_owed_as_law(rule: str) -> None:
    day = RESTATED[rule].since - ONE_DAY
    law = RESTATED[rule].due(day)
    assert not [one for one in found(rule, day.isoformat(), law) if one.rule.basis != "practice"]
