"""The family's own dates: an answer asked for, a promise, a day set for oneself.

Each is an event with a `by`. An answer asked for is met by what the record links to it, or to a
reminder of it, else by the next thing that comes from the same person, or from the organisation
that was written to, and answers nothing else; a promise, or a day of one's own, by the family's
word that it was kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ehcp_desktop.domain.deadline import Case, Deadline
from ehcp_desktop.domain.event import Answer, Event, ended_on
from ehcp_desktop.domain.pairing import is_same_who
from ehcp_desktop.domain.rule import Rule
from ehcp_desktop.domain.state import Span, met, running
from ehcp_desktop.domain.when import When

if TYPE_CHECKING:
    from ehcp_desktop.services.family import Family

REPLY_ASKED, PROMISE, OWN = "reply_asked", "promise", "own"
_CONTACT = ("letter", "email", "call", "meeting", "message")
_ANSWERING = ("_received", "_issued", "_agreed", "_refused", "_answered", "_acknowledged")


def deadlines(family: Family, child_id: str, known: Case | None = None) -> list[Deadline]:
    """Return the family's dates for one child, in the order of the events.

    `known` is what the record holds of the child, where that has been read already.
    """
    store, today = family.store, family.today()
    events = known.events if known else store.events.all(child=child_id)
    answers = known.answers if known else store.answers.all(child=child_id)
    rules = family.rulebook.family_dates
    reminded = _reminded(family, events)
    return [
        _deadline(rules[word], event, _met_by(word, event, events, answers, reminded), today)
        for event in events
        if (word := _kind_of_date(event)) and _has_happened(event, today)
    ]


def _kind_of_date(event: Event) -> str:
    """Return which of the three the event sets; empty for none."""
    if event.by is None:
        return ""
    if event.kind == "promise_made":
        return PROMISE
    if event.letter or (event.kind in _CONTACT and event.direction == "sent"):
        return REPLY_ASKED
    return OWN if event.kind == "note" or event.kind in _CONTACT else ""


def _has_happened(event: Event, today: date) -> bool:
    when = ended_on(event)
    return when is not None and when.first <= today


def _met_by(
    word: str,
    event: Event,
    events: Sequence[Event],
    answers: Sequence[Answer],
    reminded: Mapping[str, str],
) -> tuple[When, Event] | None:
    """Return the day on which it was met, and the event that says so."""
    for answer in answers:
        if (answer.question, answer.event, answer.value) == (word, event.id, "yes"):
            kept = answer.until or event.by or ended_on(event)
            return (kept, event) if kept else None
    return _reply(event, events, reminded) if word == REPLY_ASKED else None


def _reminded(family: Family, events: Sequence[Event]) -> dict[str, str]:
    """Return the event that each reminder is about, by the event of the reminder."""
    sent = {event.letter: event.id for event in events if event.letter}
    letters = family.store.letters.many([letter for letter in sent if letter])
    return {
        sent[letter.id]: sent[letter.replies_to] for letter in letters if letter.replies_to in sent
    }


def _reply(
    event: Event, events: Sequence[Event], reminded: Mapping[str, str]
) -> tuple[When, Event] | None:
    asked = ended_on(event)
    came = [
        (when, other)
        for other in events
        if _answers(event, other, reminded)
        and (when := other.received or ended_on(other)) is not None
    ]
    later = [pair for pair in came if asked is None or pair[0].last >= asked.first]
    return min(later, key=lambda pair: pair[0], default=None)


def _answers(event: Event, other: Event, reminded: Mapping[str, str]) -> bool:
    if other.id == event.id or other.direction == "sent":
        return False
    if other.replies_to:
        return event.id in _chain(other.replies_to, reminded)
    if other.direction != "received" and not other.kind.endswith(_ANSWERING):
        return False
    is_known = event.contact is not None and event.contact == other.contact
    return is_known or is_same_who(event, other) or _names(event.who, other.who)


def _names(one: str, other: str) -> bool:
    """Return whether one is a part of the other: "The Director, Anyshire" and "Anyshire"."""
    ours, theirs = one.strip().casefold(), other.strip().casefold()
    return theirs in ours.split(", ") or ours in theirs.split(", ")


def _chain(event_id: str, reminded: Mapping[str, str]) -> list[str]:
    """Return an event and those that it reminds of, the nearest first."""
    chain = [event_id]
    while (earlier := reminded.get(chain[-1])) and earlier not in chain:
        chain.append(earlier)
    return chain


def _deadline(rule: Rule, event: Event, end: tuple[When, Event] | None, today: date) -> Deadline:
    by = event.by or When.day(today)
    span = Span(by.first, by.last, by.last, by.is_exact)
    state = running(rule, span, today) if end is None else met(span, end[0])
    return Deadline(
        rule,
        event.child,
        event,
        span.due,
        span.cautious,
        span.latest,
        state[0],
        end[0] if end else None,
        end[1] if end else None,
        state[1],
        state[2],
        review=event.review,
    )
