"""What happened often enough, or fell short by enough, to ask about."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.concern import same_part
from ehcp_desktop.domain.concern_words import day_words, how_late
from ehcp_desktop.domain.event import part_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ehcp_desktop.domain.concern import Facts, Inquiry
    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.event import Event

_DUE, _GIVEN, _MISSED = "Sessions due", "Sessions given", "provision_missed"
_SPREAD = 21  # days from the first to the last of four weeks: fewer say nothing about a share


class Tally(NamedTuple):
    """What was counted, the newest first, and the words that say how often."""

    events: tuple[Event, ...]
    words: dict[str, str]


def tally(inquiry: Inquiry, events: Sequence[Event], facts: Facts) -> Tally | None:
    """Return what happened often enough in the days that the inquiry names; None if nothing did.

    What lies before an event of which the family said "I do have it" is not counted again.
    """
    first = _first_day(inquiry, facts)
    said: dict[str, str] = {}
    counted: list[Event] = []
    for name, group in _groups(inquiry, _since(events, first)).items():
        beside = _groups(inquiry, _since(facts.of(inquiry.beside), first)).get(name, [])
        words = _share(inquiry, [*group, *beside]) if inquiry.percent else _times(inquiry, group)
        if words:
            said[name] = f"{_named(inquiry, group[0])}{words}"
            counted += group
    if not counted:
        return None
    missing = inquiry.missing if inquiry.alike and "" in said else ""
    newest = sorted(counted, key=_day, reverse=True)
    words_of = {"tally": "; ".join(said.values()), "missing": missing, "times": str(len(newest))}
    return Tally(tuple(newest), words_of)


def limits_of_each(found: Iterable[Deadline]) -> list[tuple[Deadline, Tally]]:
    """Return the limits of each review, or of each start, beside the first of them to end."""
    together: dict[str, list[Deadline]] = {}
    for one in found:
        together.setdefault(one.review or one.trigger.id, []).append(one)
    in_turn = [sorted(limits, key=_due) for limits in together.values()]
    return [(limits[0], _of_limits(limits)) for limits in in_turn]


def _of_limits(limits: Sequence[Deadline]) -> Tally:
    first = _due(limits[0])
    starts = {one.trigger.id: one.trigger for one in limits}
    told = (f"{one.rule.title}, by {day_words(one.due)}{_lateness(one)}" for one in limits)
    words = {
        "tally": "; ".join(told),
        "limit": day_words(first),
        "year": day_words(_a_year_after(first)),
    }
    return Tally(tuple(starts.values()), words)


def _lateness(deadline: Deadline) -> str:
    late = how_late(deadline)
    return f" ({late})" if late else ""


def _due(deadline: Deadline) -> date:
    return deadline.due or date.max


def _a_year_after(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)


def _first_day(inquiry: Inquiry, facts: Facts) -> date:
    """Return the first day of which anything is counted."""
    span = facts.case.today - timedelta(days=inquiry.within_days or 0)
    settled = {
        answer.event
        for answer in facts.case.answers
        if (answer.question, answer.value) == (inquiry.id, "have_it")
    }
    known = [_day(event) for event in facts.of((inquiry.event,)) if event.id in settled]
    return max([span, *(day + timedelta(days=1) for day in known)])


def _since(events: Iterable[Event], first: date) -> list[Event]:
    return [event for event in events if event.on is not None and event.on.first >= first]


def _groups(inquiry: Inquiry, events: Iterable[Event]) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = {}
    for event in events:
        found.setdefault(same_part(inquiry, event), []).append(event)
    return found


def _named(inquiry: Inquiry, event: Event) -> str:
    name = part_of(event.notes, inquiry.alike) if inquiry.alike else ""
    return f"{name}: " if name else ""


def _times(inquiry: Inquiry, group: Sequence[Event]) -> str:
    """Return how often it was, if that is often enough, up to when some of it was given."""
    newest = sorted(group, key=_day, reverse=True)
    times = sum(takewhile(bool, (_sessions_lost(event) for event in newest)))
    if times < inquiry.times:
        return ""
    return {1: "once", 2: "twice"}.get(times, f"{times} times")


def _sessions_lost(event: Event) -> int:
    """Return how many sessions running were missed: all that were due; none if one was given."""
    due, given = _number(event, _DUE), _number(event, _GIVEN)
    if given:
        return 0
    return max(1, int(due or 1)) if given is not None else 1


def _share(inquiry: Inquiry, group: Sequence[Event]) -> str:
    """Return how many of the sessions due were given, if that is too few of them.

    Nothing is said of less than four weeks, or of what has no number of sessions. Where only the
    number given is not noted, none of what was missed was given, and all of what was given.
    """
    noted = [(event, due) for event in group if (due := _number(event, _DUE))]
    days = [_day(event) for event, _ in noted]
    if not days or (max(days) - min(days)).days < _SPREAD:
        return ""
    due = sum(each for _, each in noted)
    given = sum(_given(event, each) for event, each in noted)
    return f"{given:g} of {due:g} sessions" if given * 100 < inquiry.percent * due else ""


def _given(event: Event, due: float) -> float:
    noted = _number(event, _GIVEN)
    if noted is not None:
        return noted
    return 0 if event.kind == _MISSED else due


def _number(event: Event, part: str) -> float | None:
    """Return the number at the start of what is noted; None for none."""
    word = next(iter(part_of(event.notes, part).split()), "")
    try:
        return float(word)
    except ValueError:
        return None


def _day(event: Event) -> date:
    return event.on.last if event.on else date.min
