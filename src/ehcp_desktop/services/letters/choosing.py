"""Find which event a letter is about, and refuse a letter that would not be true."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ehcp_desktop.errors import BadInput, ChoiceNeeded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.letters.shelf import Template

URGENCY = ("overdue", "possibly_overdue", "waiting")


@dataclass(frozen=True, slots=True)
class Choice:
    """The event that a letter is about, if any, and the deadlines that the event has started.

    `due` are all the deadlines of the child, the most pressing first.
    """

    about: Event | None
    deadlines: tuple[Deadline, ...]
    due: tuple[Deadline, ...] = ()


def choose(family: Family, template: Template, child: Child, about: str | None = None) -> Choice:
    """Return what the letter is about: a rule, event, review, letter or kind, else most overdue.

    Raises ChoiceNeeded between two equally good answers, and BadInput for an untrue letter.
    """
    from ehcp_desktop.services import diary

    everything = diary.due(family, child.id)
    due = [each for each in everything if each.rule.id in template.rules]
    event = _named(family, template, child, due, about) if about else None
    if event is None:
        event = _most_overdue(family, template, due) or _newest(family, template, child)
    if event is None:
        return Choice(None, (), tuple(everything))
    _refuse_untrue(template, [each for each in due if each.trigger.id == event.id])
    _refuse_too_late(family, template, event)
    _refuse_other_outcome(template, event)
    stated = (*template.rules, *template.dates)
    mine = [each for each in everything if each.rule.id in stated]
    started = tuple(each for each in mine if each.trigger.id == event.id)
    return Choice(event, started, tuple(everything))


def candidates(family: Family, template: Template, child: Child) -> list[Event]:
    """Return the events that a letter can be about, newest first, for a person to choose from."""
    events = family.store.events.all(child=child.id)
    fitting = [each for each in events if each.on is not None and can_be_about(template, each)]
    return sorted(fitting, key=lambda each: (each.on, each.id), reverse=True)


def in_words(family: Family, event: Event) -> str:
    """Return what a letter can be about as a person chooses it: "10 June 2025: Review meeting"."""
    from ehcp_desktop.services.story import title_of

    day = event.on.spoken() if event.on else "Date not known"
    return f"{day}: {title_of(family, event)}"


def can_be_about(template: Template, event: Event) -> bool:
    """Return whether a letter can be about an event, by its kind and its outcome."""
    return _fits(template, event) and not _is_other_outcome(template, event)


def _named(
    family: Family, template: Template, child: Child, due: list[Deadline], about: str
) -> Event | None:
    events = [event for event in family.store.events.all(child=child.id) if _fits(template, event)]
    named = [event for event in events if about in (event.id, event.review, event.letter)]
    if not named:
        of_rule = [each for each in due if each.rule.id == about]
        if of_rule or about in template.rules:
            return _most_overdue(family, template, of_rule)
        kind = about.casefold().replace("-", "_").replace(" ", "_")
        named = [event for event in events if event.kind == kind]
    if not named:
        raise BadInput(f"Nothing in the record that this letter can be about is called “{about}”.")
    return _only(family, named) if len({event.kind for event in named}) == 1 else named[-1]


def _fits(template: Template, event: Event) -> bool:
    if template.to_place == "original":
        return event.direction == "sent" or event.letter is not None
    return event.kind in _kinds(template)


def _most_overdue(family: Family, template: Template, due: list[Deadline]) -> Event | None:
    """Return the event of the deadline furthest along that this letter answers."""
    states = template.states or URGENCY
    for state in URGENCY:
        found = [each for each in due if each.state == state and state in states]
        if found:
            return _only(family, (each.trigger for each in _once(found)))
    return None


def _once(found: Iterable[Deadline]) -> list[Deadline]:
    """Leave out a limit that an earlier event of the same review already counts as its own."""
    kept: list[Deadline] = []
    for each in sorted(found, key=_begun):
        twins = (one for one in kept if one.review is not None and one.review == each.review)
        if not any(each.rule.id in one.also for one in twins):
            kept.append(each)
    return kept


def _begun(deadline: Deadline) -> date:
    return deadline.trigger.on.first if deadline.trigger.on else date.max


def _only(family: Family, events: Iterable[Event]) -> Event:
    distinct = list({event.id: event for event in events}.values())
    if len(distinct) > 1:
        told = (f"“{in_words(family, event)}” ({event.id})" for event in distinct)
        raise ChoiceNeeded(" or ".join(told))
    return distinct[0]


def _newest(family: Family, template: Template, child: Child) -> Event | None:
    """Return the latest event that the letter can be about, known to have happened."""
    today = family.today()
    events = [
        event
        for kind in _kinds(template)
        for event in family.store.events.all(child=child.id, kind=kind)
        if event.on is not None and event.on.first <= today
    ]
    return max(events, key=lambda event: (event.on, event.id), default=None)


def _refuse_untrue(template: Template, mine: list[Deadline]) -> None:
    """Refuse a letter that says something is late, or awaited, when the record says otherwise."""
    if not template.states or any(each.state in template.states for each in mine):
        return
    for each in mine:
        words = template.otherwise.get(each.state) or template.otherwise.get("any", "")
        if words:
            raise BadInput(words)


def _refuse_too_late(family: Family, template: Template, about: Event) -> None:
    """Refuse a letter about a step that another, on record, has followed already."""
    since = about.on.first if about.on else date.max
    events = family.store.events
    later = (each for kind in template.until for each in events.all(child=about.child, kind=kind))
    if any(each.on is not None and each.on.first >= since for each in later):
        raise BadInput(template.otherwise["any"])


def _refuse_other_outcome(template: Template, about: Event) -> None:
    """Refuse a letter that is for another outcome than the one that is recorded, if any is."""
    if _is_other_outcome(template, about):
        raise BadInput(template.otherwise["any"])


def _is_other_outcome(template: Template, event: Event) -> bool:
    named = {event.kind, f"{event.kind}:{event.outcome}"}
    return event.kind in _kinds(template) and named.isdisjoint(template.about)


def _kinds(template: Template) -> list[str]:
    """Return the kinds of event that a letter can be about, each once, whatever the outcome."""
    return list(dict.fromkeys(each.partition(":")[0] for each in template.about))
