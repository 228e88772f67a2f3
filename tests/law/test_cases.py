"""Worked cases that a lawyer can read: the files beside this one, run against the shipped rules.

Each case has a `name`, `events` (a line each: day, kind, and what else is known), one `rule`, the
days it must give (or `undated`), and `states`: what the deadline must be on each day looked from.
`terms` and `training_days` are the school's calendar; `titled` picks one of several limits of a
rule. `because` says where the answer comes from; it was counted by hand with a calendar.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ehcp_desktop.domain.dates import Calendar, SchoolDays
from ehcp_desktop.domain.deadline import Case, Deadline
from ehcp_desktop.domain.event import Answer, Event
from ehcp_desktop.domain.people import Child
from ehcp_desktop.domain.review import Review
from ehcp_desktop.domain.timetable import deadlines
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import rulebook, vocabulary

HERE = Path(__file__).parent
KEYS = {
    "name", "because", "events", "rule", "trigger", "born", "school", "record_from", "answers",
    "none", "due", "cautious", "latest", "states", "days_late", "also", "conditional", "at_least",
    "undated", "terms", "training_days", "titled", "basis",
}  # fmt: skip
DATES = ("due", "cautious", "latest")
CHILD = Child(id="child", name="Child", born=date(2015, 3, 1))
ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True)
class Worked:
    """One case looked at from one day."""

    case: dict[str, Any]
    today: date

    @property
    def name(self) -> str:
        return f"{self.case['rule']}: {self.case['name']} ({self.today})"


def read() -> list[dict[str, Any]]:
    files = sorted(HERE.glob("*.toml"))
    return [case for file in files for case in tomllib.loads(file.read_text("utf-8"))["case"]]


CASES = read()
WORKED = [
    Worked(case, date.fromisoformat(day)) for case in CASES for day in case.get("states", {})
] + [Worked(case, case["none"]) for case in CASES if "none" in case]


@cache
def book() -> rulebook.Rulebook:
    return rulebook.load()


@cache
def england() -> Calendar:
    return rulebook.bank_holidays()


def event(line: str) -> Event:
    """Read "2026-06-20 review_decision_received:amend review=a sent=2026-06-18"."""
    on, kind, *known = line.split()
    values: dict[str, Any] = dict(word.split("=", 1) for word in known)
    for name in ("sent", "received", "dated", "by"):
        if name in values:
            values[name] = When.parse(values[name])
    name, _, outcome = kind.partition(":")
    when = None if on == "?" else When.parse(on)
    return Event(child=CHILD.id, kind=name, outcome=outcome, on=when, **values)


def child_of(case: dict[str, Any]) -> Child:
    child = replace(CHILD, born=case.get("born", CHILD.born), school=case.get("school", ""))
    if "record_from" in case:
        return replace(child, record_from=When.day(case["record_from"]))
    return child


def calendar_of(case: dict[str, Any]) -> Calendar:
    """Return England's calendar, with the school days of the case where it has terms."""
    spans = [[date.fromisoformat(day) for day in term.split()] for term in case.get("terms", ())]
    if not spans:
        return england()
    days = {
        first + step * ONE_DAY for first, last in spans for step in range((last - first).days + 1)
    }
    closed = {date.fromisoformat(day) for day in case["training_days"]}
    meets = [day for day in days - closed if day.weekday() < SATURDAY]
    return england().at_school(SchoolDays(meets))


def found(worked: Worked) -> list[Deadline]:
    """Return the deadlines of the case's rule; with `trigger`, only those of that line."""
    case = worked.case
    events = [event(line) for line in case["events"]]
    answers = [
        Answer(child=CHILD.id, question=question, value=value, event=each.id)
        for question, value in case.get("answers", {}).items()
        for each in events
    ]
    reviews = {
        each.review: Review(id=each.review, child=CHILD.id) for each in events if each.review
    }
    whole = Case(
        child=child_of(case), events=events, reviews=reviews, answers=answers, today=worked.today
    )
    given = [
        one
        for one in deadlines(book().rules, whole, calendar_of(case))
        if one.rule.id == case["rule"] and case.get("titled", one.rule.title) == one.rule.title
    ]
    if "trigger" not in case:
        return given
    line = next(at for at, each in enumerate(case["events"]) if each.startswith(case["trigger"]))
    return [one for one in given if one.trigger == events[line]]


@pytest.mark.parametrize(
    "worked", [one for one in WORKED if "none" not in one.case], ids=lambda one: one.name
)
def test_case(worked: Worked) -> None:
    case, day = worked.case, worked.today.isoformat()
    assert len(found(worked)) == 1
    (one,) = found(worked)
    given = {"due": one.due, "cautious": one.cautious, "latest": one.latest, "state": one.state}
    wanted = {name: case[name] for name in DATES if name in case} | {"state": case["states"][day]}
    assert set(case.get("also", ())) <= set(one.also)
    if "basis" in case:
        given["basis"], wanted["basis"] = one.rule.basis, case["basis"]
    if "undated" in case:
        wanted["due"] = None
    for name in ("conditional", "at_least"):
        if name in case:
            given[name], wanted[name] = getattr(one, name), case[name]
    if day in case.get("days_late", {}):
        late = case["days_late"][day]
        given["days_late"], wanted["days_late"] = (
            one.days_late,
            None if late == "unknown" else late,
        )
    assert {name: given[name] for name in wanted} == wanted, case["because"]


@pytest.mark.parametrize(
    "worked", [one for one in WORKED if "none" in one.case], ids=lambda one: one.name
)
def test_no_deadline(worked: Worked) -> None:
    assert found(worked) == [], worked.case["because"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['rule']}: {case['name']}")
def test_every_case_says_why_and_uses_known_words(case: dict[str, Any]) -> None:
    assert set(case) <= KEYS
    assert case["because"]
    assert case["rule"] in {rule.id for rule in book().rules}
    known = {kind.id for kind in vocabulary.load().kinds}
    assert {event(line).kind for line in case["events"]} <= known


def limits(rule: str) -> list[dict[str, str]]:
    return [case["states"] for case in CASES if case["rule"] == rule and "states" in case]


def shows_the_limit(states: dict[str, str]) -> bool:
    """Say whether three days in a row are there: before the limit, at it, and past it."""
    for day, state in states.items():
        last = date.fromisoformat(day)
        before, past = (states.get((last + step).isoformat()) for step in (-ONE_DAY, ONE_DAY))
        if state == before == "waiting" and past not in (None, "waiting"):
            return True
    return False


def test_every_rule_with_a_date_is_shown_at_its_limit_and_one_day_either_side() -> None:
    dated = [
        rule.id
        for rule in book().rules
        if rule.has_date and rule.show == "deadline" and not rule.part_of
    ]
    assert dated
    assert [rule for rule in dated if not any(map(shows_the_limit, limits(rule)))] == []


def test_rules_speak_only_the_public_vocabulary() -> None:
    known = {kind.id for kind in vocabulary.load().kinds}
    derived = {"appealable_decision", "review_concluded", "plan_ceased"}
    for rule in book().rules:
        spoken = {start.kind for start in rule.starts} | set(rule.ends)
        assert spoken <= known | derived, rule.id
