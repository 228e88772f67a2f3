"""What is due from whom: the law's limits and the family's own dates, most pressing first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ehcp_desktop.domain import timetable as law
from ehcp_desktop.domain.deadline import Case, Deadline
from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.people import Child
from ehcp_desktop.domain.ruleset import APPEALABLE
from ehcp_desktop.domain.when import spoken_day
from ehcp_desktop.services import family_dates

if TYPE_CHECKING:
    from ehcp_desktop.domain.rule import Rule
    from ehcp_desktop.domain.when import When
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.rulebook import Rulebook

_PRESSING = {"overdue": 0, "possibly_overdue": 1}


def due(family: Family, child_id: str | None = None) -> list[Deadline]:
    """Return every deadline: overdue, then perhaps overdue, then the rest by date."""
    children = family.children if child_id is None else [family.store.children.get(child_id)]
    found: list[Deadline] = []
    for child in children:
        known = case(family, child.id)
        limits = law.deadlines(family.rulebook.rules, known, family.calendar_of(child.id))
        found += [*limits, *family_dates.deadlines(family, known, limits)]
    return in_order(found)


def case(family: Family, child_id: str) -> Case:
    """Return all that the time limits of one child depend on."""
    store = family.store
    return Case(
        child=store.children.get(child_id),
        events=store.events.all(child=child_id),
        reviews={review.id: review for review in store.reviews.all(child=child_id)},
        answers=store.answers.all(child=child_id),
        today=family.today(),
    )


def has_plan_ceased(family: Family, child_id: str) -> bool:
    """Return whether a child's plan has ceased: by order, or with the time to appeal gone."""
    return law.has_ceased(family.rulebook.rules, case(family, child_id), family.calendar)


def too_early(rulebook: Rulebook, event: Event) -> str:
    """Say why nothing is worked out from what happened so long ago; "" for any other event."""
    since = rulebook.rules.known_from(event)
    if since is None:
        return ""
    return (
        f"It began before {spoken_day(since)}; the rules of that time are not in this program, so"
        " nothing is worked out from it."
    )


def in_order(deadlines: Iterable[Deadline]) -> list[Deadline]:
    """Return the deadlines with the most pressing first, then by date and title."""
    return sorted(deadlines, key=_place)


def due_rows(family: Family, child_id: str | None = None) -> list[dict[str, object]]:
    """Return what `ehcp due --json` prints: each limit, with the exceptions claimed to it."""
    from ehcp_desktop.services.exceptions import claims
    from ehcp_desktop.services.letters.shelf import letter_for_rule

    names = {child.id: child.name for child in family.children}
    claimed = claims(family, child_id)
    return [
        one.as_json(names[one.child], letter_for_rule(one.rule.id))
        | {"exceptions": [claim.as_json() for claim in claimed.beside(one)]}
        for one in due(family, child_id)
    ]


def timetable(
    rulebook: Rulebook,
    kind: str,
    on: When,
    outcome: str = "",
    born: date | None = None,
    today: date | None = None,
) -> list[Deadline]:
    """Return what one event would start, with what each rule takes for granted.

    `on` is the day from which everything counts. Without `born` limits for a certain age are
    listed too; without `today`, or before the event, all are still to come. For the derived
    "appealable_decision" it is what every decision that can be appealed would start.
    """
    if kind == APPEALABLE:
        any_one = rulebook.rules.derived.appealable[0]
        found = timetable(rulebook, any_one.kind, on, any_one.outcome or "", born, today)
        return [_of_any_decision(one) for one in found if _starts_with(one.rule, APPEALABLE)]
    child = Child(name="", born=born or date(on.first.year, 1, 1))
    event = Event(child=child.id, kind=kind, outcome=outcome, on=on)
    happens = date.min if rulebook.rules.effect(kind, outcome).is_ahead else on.last
    alone = Case(child=child, events=(event,), today=max(today or happens, happens))
    return in_order(law.timetable(rulebook.rules, alone, rulebook.calendar))


def _of_any_decision(one: Deadline) -> Deadline:
    return one._replace(trigger=replace(one.trigger, kind=APPEALABLE, outcome=""))


def _starts_with(rule: Rule, kind: str) -> bool:
    return any(start.kind == kind for start in rule.starts)


def _place(one: Deadline) -> tuple[int, date, str]:
    return _PRESSING.get(one.state, 2), one.due or date.max, one.rule.title
