"""What must hold of the time limits of any record at all, however odd."""

from __future__ import annotations

import random
from datetime import date, timedelta
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.law.test_cases import CHILD, book, england, event

from ehcp_desktop.domain.deadline import Case, Deadline
from ehcp_desktop.domain.timetable import deadlines
from ehcp_desktop.services import vocabulary

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(2024, 1, 1), TODAY)
OVER = {"overdue", "closed"}
SOMETIMES = settings(max_examples=150, deadline=None)


@cache
def kinds() -> list[tuple[str, str]]:
    """Return every kind of event with each of its outcomes."""
    every = vocabulary.load().kinds
    return [(kind.id, word) for kind in every for word, _ in kind.outcomes or (("", ""),)]


@st.composite
def records(draw: st.DrawFn) -> list[str]:
    """Draw up to eight events of any kind and outcome, no two on one day."""
    days = draw(st.lists(DAYS, min_size=1, max_size=8, unique=True))
    return [f"{day} {':'.join(draw(st.sampled_from(kinds())))}" for day in days]


def laid_out(lines: list[str], today: date = TODAY) -> list[Deadline]:
    case = Case(child=CHILD, events=[event(line) for line in lines], today=today)
    return deadlines(book().rules, case, england())


def as_said(found: list[Deadline]) -> list[tuple[str, ...]]:
    said = [(one.rule.title, *map(str, (one.trigger_on, *one[3:7], one.state))) for one in found]
    return sorted(said)


@SOMETIMES
@given(records(), st.randoms(use_true_random=False))
def test_the_order_in_which_events_were_typed_changes_nothing(
    lines: list[str], chance: random.Random
) -> None:
    shuffled = chance.sample(lines, len(lines))
    assert as_said(laid_out(lines)) == as_said(laid_out(shuffled))


@SOMETIMES
@given(records())
def test_a_careful_day_is_never_after_the_due_day_nor_that_after_the_latest(
    lines: list[str],
) -> None:
    for one in laid_out(lines):
        readings = [day for day in (one.cautious, one.due, one.latest) if day]
        assert readings == sorted(readings)


@SOMETIMES
@given(records())
def test_nothing_is_late_before_the_latest_arguable_day_is_over(lines: list[str]) -> None:
    for one in laid_out(lines):
        assert one.state not in OVER or (one.latest is not None and one.latest < TODAY)
        assert not one.is_red or one.state == "overdue"


@SOMETIMES
@given(records(), st.integers(1, 800))
def test_what_is_late_today_is_not_in_time_tomorrow(lines: list[str], days: int) -> None:
    later = TODAY + timedelta(days=days)
    kept = {(one.rule.title, one.trigger.on): one for one in laid_out(lines, later)}
    for one in laid_out(lines):
        after = kept[one.rule.title, one.trigger.on]
        assert one.state != "overdue" or after.state in {"overdue", "missed"}
