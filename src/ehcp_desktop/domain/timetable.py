"""Every deadline of a case: lay its events beside the rules."""

from __future__ import annotations

from datetime import date

from ehcp_desktop.domain.dates import Calendar
from ehcp_desktop.domain.deadline import Case, Deadline
from ehcp_desktop.domain.pairing import Started
from ehcp_desktop.domain.reckoning import Reckoning, note_ceased_plans
from ehcp_desktop.domain.rule import Rule
from ehcp_desktop.domain.ruleset import LATER, TOGETHER, Ruleset, Starter
from ehcp_desktop.domain.timeline import Happening
from ehcp_desktop.domain.together import fall_back, settle_together


def deadlines(rules: Ruleset, case: Case, calendar: Calendar) -> list[Deadline]:
    """Return every deadline that the events of the case start, in the order of the events."""
    reckoning = Reckoning(rules, case, calendar)
    _reckon(reckoning)
    fall_back(reckoning)
    return reckoning.found


def timetable(rules: Ruleset, case: Case, calendar: Calendar) -> list[Deadline]:
    """Return what the one event of the case starts, with what each rule takes for granted."""
    reckoning = Reckoning(rules, case, calendar, is_alone=True)
    _reckon(reckoning)
    return [one._replace(assumes=one.rule.assumes) for one in reckoning.found]


def has_ceased(rules: Ruleset, case: Case, calendar: Calendar) -> bool:
    """Return whether the plan of the case has ceased, and no new one was issued since."""
    reckoning = Reckoning(rules, case, calendar)
    note_ceased_plans(reckoning)
    return reckoning.timeline.ceased_by(case.today) is not None


def _reckon(reckoning: Reckoning) -> None:
    note_ceased_plans(reckoning)
    settle_together(reckoning, _settle_backwards(reckoning))


def _settle_backwards(reckoning: Reckoning) -> dict[str, list[Started]]:
    """Add the deadlines of most rules; return the others' starts by rule, the newest first.

    From the newest start to the oldest, so that each start knows the one after it.
    """
    waiting: dict[str, list[Started]] = {}
    newer: dict[Rule, date] = {}
    settle = reckoning.settle
    for start in reversed(reckoning.timeline.happenings):
        for starter in start.effect.alone:
            settle(starter, start)
        for starter in start.effect.others:
            rule = starter.rule
            later = newer.get(rule)
            if starter.way == TOGETHER:
                _await_others(waiting, starter, start, later)
            elif starter.way == LATER or later is None:
                settle(starter, start, later)
            newer[rule] = start.first
    reckoning.found.reverse()
    return waiting


def _await_others(
    waiting: dict[str, list[Started]], starter: Starter, start: Happening, later: date | None
) -> None:
    """Keep a start until the others of its rule are known, where this entry is in force."""
    day = start.days[starter.counts_from].first
    if not starter.is_one_of_several or starter.is_in_force(day):
        waiting.setdefault(starter.rule.id, []).append(Started(starter, start, later))
