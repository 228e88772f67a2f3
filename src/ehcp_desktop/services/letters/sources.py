"""Where the record holds a fact: the newest event of a kind, what the letter is about, a limit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ehcp_desktop.domain.timeline import ATTENDANCE, attended
from ehcp_desktop.domain.when import When
from ehcp_desktop.services.letters.addressee import role_holder
from ehcp_desktop.services.letters.facts import Chosen, Day, Fact, Source
from ehcp_desktop.services.letters.kept import given_of
from ehcp_desktop.services.letters.typed import typed_as

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.domain.letter import Letter
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.letters.gathering import Case

_MONTH = 31  # days
# A paragraph of a regulation that nobody has looked up, as a rule's citation says itself.
_NOT_READ = re.compile(r"(?:\(\w+\))* \((?:(?:number|paragraph) not verified|not read)\)")


def look_up(case: Case, fact: Fact) -> object:
    """Return what the record says of a fact: the first of its sources that holds it, else None."""
    if fact.rows is not None:
        from ehcp_desktop.services.letters.rows import table_of

        return table_of(case, fact, fact.rows)
    for source in fact.sources:
        found = _found(case, fact, source)
        if found:
            return found
    return None


def happened(case: Case, kinds: Sequence[str]) -> list[Event]:
    """Return the events of some kinds that are known to have happened, oldest first."""
    today = case.family.today()
    events = (
        event
        for kind in kinds
        for event in case.family.store.events.all(child=case.child.id, kind=kind)
        if event.on is not None and event.on.first <= today
    )
    return sorted(events, key=lambda event: (event.on, event.id))


def attends(family: Family, child: Child, day: date) -> bool:
    """Return false only when the record says that a child was out of school on a day."""
    found = family.store.events.all(child=child.id, kind=ATTENDANCE)
    changes = sorted((each.on.first, each.outcome) for each in found if each.on)
    return attended(changes, day) if changes else child.attends_school


def dated(event: Event, text: str) -> str:
    """Return "2 June 2026: text"."""
    day = Day.of(event.on)
    return f"{day}: {text.strip()}" if day else text.strip()


def exact_enough(when: When | None) -> When | None:
    """Return a date that is exact enough to write about; a year alone is not."""
    return when if when is not None and (when.last - when.first).days <= _MONTH else None


def how_late(deadline: Deadline) -> str:
    """Return "145 days", "at least 64 days", or nothing when it is not known to be late today."""
    return days_late(deadline) if deadline.state == "overdue" else ""


def days_late(deadline: Deadline) -> str:
    """Return by how much a limit is late, or was when it was met, in the words of a letter."""
    if not deadline.days_late:
        return ""
    days = f"{deadline.days_late}\u00a0day{'s' if deadline.days_late != 1 else ''}"
    return f"at least {days}" if deadline.at_least else days


def cited_law(citation: str) -> str:
    """Return what a letter may cite of a rule: the law, to the paragraph that was looked up."""
    parts = _NOT_READ.sub("", citation).split("; ")
    return "; ".join(part for part in parts if "Code of Practice" not in part)


def model_name(model: str) -> str:
    """Return the name of a way of reviewing when it is not the ordinary one, as in a letter."""
    names = {
        "progress": "Progress Review",
        "transition_and_change": "Transition and Change Review",
        "early": "early review",
        "person_centred": "person-centred review",
        "dashboard": "dashboard review",
        "early_years": "early years review",
        "phase_transfer": "phase transfer review",
    }
    return names.get(model, "")


def _found(case: Case, fact: Fact, source: Source) -> object:
    (*_, name) = source.names
    match source.kind:
        case "each":
            events = happened(case, source.names)
            return tuple(dated(each, each.summary) for each in events if each.summary.strip())
        case "due":
            due = [each.due for each in _deadlines(case, name) if each.due]
            return Day.of(When.day(due[0])) if due else None
        case "people":
            holder = role_holder(case.family, case.child, (name,))
            return holder[0].name if holder else ""
        case "letter_sent":
            return _of_sent(case, fact, name)
        case "about" | "review" | "prepared":
            return _of_about(case, fact, case.about, source) if case.about else None
    events = happened(case, (source.kind,))
    newest = [each for each in events if _may_belong(case, each.review)][-1:]
    return _value(case, fact, newest[0], name) if newest else None


def _of_about(case: Case, fact: Fact, about: Event, source: Source) -> object:
    """Return what the event that the letter is about says, its review, or what is prepared."""
    (name,) = source.names
    if source.kind == "about":
        return _value(case, fact, about, name)
    if about.review is None:
        return None
    if source.kind == "prepared":
        from ehcp_desktop.services.letters.prepared import prepared

        return prepared(case, fact, about.review, name)
    review = case.family.store.reviews.get(about.review)
    return str(getattr(review, name)) or (model_name(review.model) if name == "label" else "")


def _of_sent(case: Case, fact: Fact, name: str) -> object:
    """Return the day on which a letter was last sent ("rtc_step1"), or what was typed for it.

    The latter is named behind a point, "rtc_step1.provider".
    """
    template_id, _, typed = name.partition(".")
    store = case.family.store
    letters = store.letters.all(child=case.child.id, template=template_id, state="sent")
    if typed:
        said = [given_of(one).get(typed, "") for one in sorted(letters, key=_written)]
        return typed_as(fact, said[-1], case.family) if said else None
    sent = (each.on for one in letters for each in store.dispatches.all(letter=one.id))
    last = max(sent, default=None)
    return Day.of(When.day(last) if last else None)


def _written(letter: Letter) -> date:
    return letter.written


def _may_belong(case: Case, review: str | None) -> bool:
    """Return whether what is of a review, or of none, can concern what the letter is about."""
    mine = case.about.review if case.about else None
    return mine is None or review in (None, mine)


def _deadlines(case: Case, rule: str) -> Iterable[Deadline]:
    """Return the deadlines of a rule: of what the letter is about, else of the same review."""
    mine = [each for each in case.deadlines if each.rule.id == rule]
    others = (each for each in case.due if each.rule.id == rule)
    return mine or [each for each in others if _may_belong(case, each.review)]


def _value(case: Case, fact: Fact, event: Event, name: str) -> object:
    if fact.kind == "day":
        when = getattr(event, name)
        return Day.of(exact_enough(when)) if isinstance(when, When) else None
    if fact.kind == "choice":
        key = str(getattr(event, name))
        return Chosen.called(key, fact.choices[key]) if key in fact.choices else None
    text = text_of(case, event, name)
    return tuple(text.splitlines()) if fact.kind == "lines" else text


def text_of(case: Case, event: Event, name: str) -> str:
    """Return a field of an event as a letter writes it."""
    kind = case.family.vocabulary.kind(event.kind)
    if name == "kind":
        return kind.title_with(event.outcome)
    value = getattr(event, name)
    if isinstance(value, When):
        return value.spoken()
    return kind.outcome_words(value) if name == "outcome" and value else str(value or "").strip()
