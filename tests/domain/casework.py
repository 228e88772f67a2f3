"""Write a case in a few lines: "2026-06-02 review_meeting_held review=a sent=2026-06-01"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from ehcp_desktop.domain.dates import Calendar
from ehcp_desktop.domain.deadline import Case, Deadline
from ehcp_desktop.domain.event import Answer, Event
from ehcp_desktop.domain.people import Child
from ehcp_desktop.domain.timetable import deadlines
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import rulebook

SAM = Child(id="sam", name="Sam Example", born=date(2014, 1, 15))
JSC = (
    "2025-04-02 assessment_requested sent=2025-04-02 received=2025-04-02",
    "2025-05-29 assessment_agreed",
    "2025-09 note",
    "2025-10-13 assessment_completed",
    "2025-10-21 plan_refused sent=2025-10-21",
)
LEEDS = (
    "2023-09 early_review_requested",
    "2023-11 review_meeting_held model=early_review",
    "2024-01 review_report_received",
    "2024-03 complaint_made",
    "2025-01-03 complaint_answered sent=2025-01-03",
)


@cache
def book() -> rulebook.Rulebook:
    return rulebook.load()


@cache
def calendar() -> Calendar:
    return rulebook.bank_holidays()


def event(line: str) -> Event:
    on, kind, *known = line.split()
    texts = dict(word.split("=", 1) for word in known)
    whens = {key: When.parse(texts.pop(key)) for key in _DATES if key in texts}
    name, _, outcome = kind.partition(":")
    when = None if on == "?" else When.parse(on)
    made = Event(id=texts.pop("id", line), child=SAM.id, kind=name, outcome=outcome, on=when)
    return replace(made, **texts, **whens)


def case(
    today: str, lines: Sequence[str], child: Child = SAM, answers: Sequence[Answer] = ()
) -> Case:
    events = tuple(event(line) for line in lines)
    return Case(child=child, events=events, today=date.fromisoformat(today), answers=answers)


def found(
    rule: str,
    today: str,
    *lines: str,
    child: Child = SAM,
    answers: Sequence[Answer] = (),
) -> list[Deadline]:
    whole = deadlines(book().rules, case(today, lines, child, answers), calendar())
    return [one for one in whole if one.rule.id == rule]


def only(rule: str, today: str, *lines: str, child: Child = SAM) -> Deadline:
    (one,) = found(rule, today, *lines, child=child)
    return one


def days(deadline: Deadline) -> tuple[str, str, str]:
    return tuple(str(day) for day in (deadline.cautious, deadline.due, deadline.latest))


_DATES = ("sent", "received", "dated", "by")
