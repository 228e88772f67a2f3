"""What the record makes us ask, and what the family answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache, partial
from typing import TYPE_CHECKING, cast

from ehcp_desktop.domain.concern import SEVERITIES, Around, Concern, Facts, Inquiry, concerns
from ehcp_desktop.domain.event import EXCEPTION_CLAIMED, Answer, Event
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput, BadResource
from ehcp_desktop.resources import ROOT
from ehcp_desktop.services.letters.names import template_ids
from ehcp_desktop.services.shipped import read_toml_cached

if TYPE_CHECKING:
    from datetime import date

    from ehcp_desktop.domain.deadline import Case, Deadline
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family

FILE = ROOT / "concerns.toml"
ANSWERS = {"have_it": "I do have it", "waiting_for_post": "Waiting for post", "snooze": "Not now"}
_HOLDS = {"waiting_for_post": timedelta(days=7), "snooze": timedelta(days=28)}
_LISTS = "rules states unless settled_by came once ahead beside not_about instead_of".split()
_NUMBERS = "within_days for_days after_days ahead_days before_days unless_days times percent"
_AS_BEFORE = "as_before"
_FLAGS = ("letter_of_all", "reminds", "by_post", "to_come", _AS_BEFORE)
_TABLES = ("where", "said", "person", "nobody")
_WANTED: dict[str, type] = dict.fromkeys(_LISTS, list) | dict.fromkeys(_NUMBERS.split(), int)
_WANTED |= dict.fromkeys(_FLAGS, bool) | dict.fromkeys(_TABLES, dict)
_KEYS = frozenset(Inquiry._fields) - {"id"} | {_AS_BEFORE}


def check(family: Family, child_id: str | None = None) -> list[Concern]:
    """Return what to ask about one child or all, the most pressing first."""
    from ehcp_desktop.services import diary

    children = [child for child in family.children if child_id in (None, child.id)]
    found = [
        one for child in children for one in raised(family, child.id, diary.due(family, child.id))
    ]
    return sorted(found, key=_pressing)


def raised(family: Family, child_id: str, due: Sequence[Deadline]) -> list[Concern]:
    """Return what to ask about one child, given all that is due, the most pressing first."""
    return _about(family, case_so_far(family, child_id), due)


def put_aside_now(family: Family, child_id: str, due: Sequence[Deadline]) -> list[Concern]:
    """Return what would be asked about one child as well, if the family had answered nothing."""
    case = case_so_far(family, child_id)
    asked = {(one.id, one.evidence[0].id) for one in _about(family, case, due)}
    told = [answer for answer in case.answers if answer.value not in ANSWERS]
    every = _about(family, replace(case, answers=told), due)
    return [one for one in every if (one.id, one.evidence[0].id) not in asked]


def _about(family: Family, case: Case, due: Sequence[Deadline]) -> list[Concern]:
    book = family.rulebook
    facts = Facts(
        case=replace(case, events=_that_ask(family, case.events, due)),
        deadlines=due,
        rules={rule.id: book.rule(rule.id, case.today) for rule in book.rules},
        letters=frozenset(template_ids()),
        around=partial(_around, family),
        attends=partial(_attends, family, case.child),
    )
    return concerns(load(), facts)


def _attends(family: Family, child: Child, day: date) -> bool:
    from ehcp_desktop.services.letters.sources import attends

    return attends(family, child, day)


def _around(family: Family, review_id: str) -> Around:
    """Return the people of a review, with where they come from, and the lines noted at it."""
    from ehcp_desktop.services.review_people import invitees
    from ehcp_desktop.services.review_places import place_of

    people = [(one, place_of(one.role)) for one in invitees(family, review_id)]
    lines = family.store.meeting_lines.all(review=review_id)
    return Around([(one, place.id if place else "") for one, place in people], lines)


def _that_ask(family: Family, events: Sequence[Event], due: Sequence[Deadline]) -> Sequence[Event]:
    """Leave out the exceptions claimed that a limit does have: they raise no question."""
    if not any(event.kind == EXCEPTION_CLAIMED for event in events):
        return events
    from ehcp_desktop.services.exceptions import Claims

    unfounded = Claims(family, events).unfounded(due)
    return [one for one in events if one.kind != EXCEPTION_CLAIMED or one.id in unfounded]


def _pressing(concern: Concern) -> int:
    return SEVERITIES.index(concern.severity)


def put_aside(family: Family, concern: Concern, value: str, until: When | None = None) -> Answer:
    """Keep the family's answer to a concern: "have_it", "waiting_for_post" or "snooze".

    The last two hold until a day, by default a week or four weeks from today.
    """
    if value not in ANSWERS:
        raise BadInput(f"Answer with one of {', '.join(ANSWERS)}.")
    if value in _HOLDS and until is None:
        until = When.day(family.today() + _HOLDS[value])
    answer = Answer(
        child=concern.child,
        question=concern.id,
        event=concern.evidence[0].id,
        value=value,
        until=until,
    )
    with family.store.action(f"Answer: {ANSWERS[value]}"):
        return family.store.answers.save(answer)


def case_so_far(family: Family, child_id: str) -> Case:
    """Return the child's case without what lies after today, but with what is planned."""
    from ehcp_desktop.services import diary

    case = diary.case(family, child_id)
    ahead = {kind.id for kind in family.vocabulary.kinds if kind.ahead}
    known = [
        event
        for event in case.events
        if event.kind in ahead or event.on is None or event.on.first <= case.today
    ]
    return replace(case, events=known)


@cache
def load() -> tuple[Inquiry, ...]:
    """Return the shipped questions, read once. Raises BadResource naming entry and key."""
    return inquiries_from_mapping(read_toml_cached(FILE)[0])


def inquiries_from_mapping(mapping: Mapping[str, object]) -> tuple[Inquiry, ...]:
    """Build the questions from the mapping that the file holds, in its order."""
    return tuple(
        _inquiry(name, entry)
        for name, entries in mapping.items()
        for entry in _each(name, entries)
    )


def _each(name: str, entries: object) -> Iterator[Mapping[str, object]]:
    if not isinstance(entries, list):
        raise BadResource(f"concerns.toml, {name}: write [[{name}]], a list of tables.")
    before: Mapping[str, object] = {}
    for entry in cast("list[Mapping[str, object]]", entries):
        before = {**before, **entry} if entry.get(_AS_BEFORE) else entry
        yield before


def _inquiry(name: str, entry: Mapping[str, object]) -> Inquiry:
    _check(name, entry)
    values = {key: _kept(value) for key, value in entry.items() if key != _AS_BEFORE}
    return Inquiry(id=name, **values)  # type: ignore[arg-type]  # checked just above


def _kept(value: object) -> object:
    if isinstance(value, dict):
        return tuple((key, _kept(told)) for key, told in value.items())
    return tuple(value) if isinstance(value, list) else value


def _check(name: str, entry: Mapping[str, object]) -> None:
    strangers = set(entry) - _KEYS
    if strangers:
        raise BadResource(f"concerns.toml, {name}: unknown key {', '.join(sorted(strangers))}.")
    for key, value in entry.items():
        wanted = _WANTED.get(key, str)
        if not isinstance(value, wanted):
            raise BadResource(f"concerns.toml, {name}: {key} must be a {wanted.__name__}.")
    if not entry.get("question") or not entry.get("why"):
        raise BadResource(f"concerns.toml, {name}: question and why must be words.")
    if bool(entry.get("event")) == bool(entry.get("rules")):
        raise BadResource(f"concerns.toml, {name}: give either rules or event.")
