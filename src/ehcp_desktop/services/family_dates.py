"""The family's own dates: an answer asked for, a promise, a day set for oneself.

Each is an event with a `by`. An answer asked for is met by what the record links to it, or to a
reminder of it, else by the next thing that comes from the same person, or from the organisation
that was written to, and answers nothing else; or by what ended the limit that the letter was
about, or started. It stays open while the family says that a point of the letter is not answered.
A promise, or a day of one's own, is met by the family's word that it was kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.deadline import Case, Deadline
from ehcp_desktop.domain.event import Answer, Event, ended_on
from ehcp_desktop.domain.pairing import is_same_who
from ehcp_desktop.domain.rule import Rule
from ehcp_desktop.domain.state import Span, met, running
from ehcp_desktop.domain.when import When
from ehcp_desktop.services.letters.names import answers_of

if TYPE_CHECKING:
    from ehcp_desktop.domain.letter import Letter
    from ehcp_desktop.services.family import Family

REPLY_ASKED, PROMISE, OWN = "reply_asked", "promise", "own"
_CONTACT = ("letter", "email", "call", "meeting", "message")
POINT, OPEN_POINTS = "point_", ("no", "partly")  # what is said of each point of a letter
ANSWERING = ("_received", "_issued", "_agreed", "_refused", "_answered", "_acknowledged")


_End = tuple[When, Event]


class _Record(NamedTuple):
    """What decides whether a date was met: `reminded` and `ended` are by the event that asked."""

    events: Sequence[Event]
    answers: Sequence[Answer]
    reminded: Mapping[str, str]
    ended: Mapping[str, _End]


def deadlines(family: Family, known: Case, law: Sequence[Deadline]) -> list[Deadline]:
    """Return the family's dates for one child, in the order of the events.

    `known` is what the record holds of the child, `law` the limits of law that it has started.
    """
    rules, today = family.rulebook.family_dates, family.today()
    letters = _letters(family, known.events)
    reminded, ended = _reminded(letters), _ended(letters, law)
    record = _Record(known.events, known.answers, reminded, ended)
    return [
        _deadline(rules[word], event, _met_by(word, event, record), today)
        for event in known.events
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


def _met_by(word: str, event: Event, record: _Record) -> _End | None:
    """Return the day on which it was met, and the event that says so."""
    for answer in record.answers:
        if (answer.question, answer.event, answer.value) == (word, event.id, "yes"):
            kept = answer.until or event.by or ended_on(event)
            return (kept, event) if kept else None
    if word != REPLY_ASKED or _leaves_points_open(event, record.answers):
        return None
    return _reply(event, record)


def _leaves_points_open(event: Event, answers: Sequence[Answer]) -> bool:
    return any(
        answer.question.startswith(POINT) and answer.value in OPEN_POINTS
        for answer in answers
        if answer.event == event.id
    )


def _letters(family: Family, events: Sequence[Event]) -> dict[str, Letter]:
    """Return the letters from here by the event that each was sent with."""
    sent = {event.letter: event.id for event in events if event.letter}
    return {sent[letter.id]: letter for letter in family.store.letters.many(list(sent))}


def _reminded(letters: Mapping[str, Letter]) -> dict[str, str]:
    """Return the event that each reminder is about, by the event of the reminder."""
    sent = {letter.id: event for event, letter in letters.items()}
    return {
        event: sent[letter.replies_to]
        for event, letter in letters.items()
        if letter.replies_to in sent
    }


def _ended(letters: Mapping[str, Letter], law: Sequence[Deadline]) -> dict[str, _End]:
    """Return what ended the limit that a letter presses for, or has started, by its event."""
    begun = {place for event, letter in letters.items() for place in (event, letter.about)}
    ends = [one for one in law if one.trigger.id in begun and one.rule.owner != "family"]
    return {
        event: (one.met_on, one.met_by)
        for one in reversed(ends)
        if one.met_on is not None and one.met_by is not None
        for event, letter in letters.items()
        if _is_awaited(one, event, letter)
    }


def _is_awaited(limit: Deadline, event: str, letter: Letter) -> bool:
    """Return whether a letter has started a limit, or is the letter that presses for it."""
    if limit.trigger.id == event:
        return True
    return limit.trigger.id == letter.about and limit.rule.id in answers_of(letter.template)


def _reply(event: Event, record: _Record) -> _End | None:
    asked = ended_on(event)
    came = [
        (when, other)
        for other in record.events
        if _answers(event, other, record.reminded)
        and (when := other.received or ended_on(other)) is not None
    ]
    came += [record.ended[one] for one in _chain(event.id, record.reminded) if one in record.ended]
    later = [pair for pair in came if asked is None or pair[0].last >= asked.first]
    return min(later, key=lambda pair: pair[0], default=None)


def _answers(event: Event, other: Event, reminded: Mapping[str, str]) -> bool:
    if other.id == event.id or other.direction == "sent":
        return False
    if other.replies_to:
        return event.id in _chain(other.replies_to, reminded)
    if other.direction != "received" and not other.kind.endswith(ANSWERING):
        return False
    return comes_from(event, other)


def comes_from(event: Event, other: Event) -> bool:
    """Return whether what came can be from whoever an event was sent to."""
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
