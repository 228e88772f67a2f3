"""What a letter that was sent asked for, what was promised since, and what came of each point."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.event import Answer, Event
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import events
from ehcp_desktop.services.family_dates import OPEN_POINTS, POINT, comes_from
from ehcp_desktop.services.letters import shelf
from ehcp_desktop.services.letters.document import line_text
from ehcp_desktop.services.letters.kept import document_of
from ehcp_desktop.services.letters.names import template_ids
from ehcp_desktop.services.today import REMINDER

if TYPE_CHECKING:
    from ehcp_desktop.domain.letter import Letter
    from ehcp_desktop.services.family import Family

_PROMISED = "promise_made"
_WRITTEN, _LONG = ("letter", "email"), timedelta(days=14)
SAID = ("", "answered", *reversed(OPEN_POINTS))


class Point(NamedTuple):
    """One thing that a letter asked for; `said` is "", "answered", "partly" or "no"."""

    number: int
    text: str
    said: str

    @property
    def is_open(self) -> bool:
        """Whether the family said that this has not been answered in full."""
        return self.said in OPEN_POINTS


def points(family: Family, letter: Letter) -> tuple[Point, ...]:
    """Return what a letter asked for, in its order: the last of its numbered lists."""
    lists = [block for block in document_of(letter).blocks if block.kind == "numbered"]
    event = event_of(family, letter)
    given = {one.question: one.value for one in _given(family, event)} if event else {}
    return tuple(
        Point(number, _plain(line_text(line)), given.get(f"{POINT}{number}", ""))
        for block in lists[-1:]
        for number, line in enumerate(block.lines, 1)
    )


def say(family: Family, letter: Letter, number: int, said: str) -> None:
    """Keep what came of one point of a letter, as one step; "" takes it back.

    Raises BadInput for a letter that was not sent, and for a point or word that there is not.
    """
    event = event_of(family, letter)
    if event is None:
        raise BadInput("This letter is not marked as sent yet, so nothing can have been answered.")
    if said not in SAID or not 1 <= number <= len(points(family, letter)):
        raise BadInput(f"Say of a point of the letter: {', '.join(filter(None, SAID))}.")
    question = f"{POINT}{number}"
    given = next((one for one in _given(family, event) if one.question == question), None)
    with family.store.action(f"Answered: point {number} of {letter.title}"):
        if said:
            fresh = given or Answer(child=letter.child, question=question, event=event.id)
            family.store.answers.save(replace(fresh, value=said))
        elif given is not None:
            family.store.answers.trash(given.id)


def replies(family: Family, event: Event) -> list[Event]:
    """Return what the record links to something sent as its answer, in order of day."""
    found = family.store.events.all(replies_to=event.id)
    return sorted(found, key=lambda one: (one.on.first if one.on else date.max, one.id))


def is_long_unanswered(family: Family, event: Event) -> bool:
    """Tell whether a letter or email sent weeks ago has no answer, and no reminder was sent."""
    if event.kind not in _WRITTEN or event.letter is not None or event.on is None:
        return False
    if event.direction != "sent" or event.on.last + _LONG > family.today():
        return False
    reminded = family.store.letters.count(template=REMINDER, about=event.id, state="sent")
    return not reminded and not replies(family, event)


def promises(family: Family, event: Event) -> list[Event]:
    """Return what was promised in answer to something sent: by itself, or with a reply."""
    answers = replies(family, event)
    further = [
        promise
        for answer in answers
        for promise in family.store.events.all(kind=_PROMISED, replies_to=answer.id)
    ]
    return [one for one in answers if one.kind == _PROMISED] + further


def answerable(family: Family, event: Event) -> list[tuple[Event, bool]]:
    """Return what was sent before an event that came, and whether this is likely its answer.

    The likely ones first, then the newest; it is likely when it went to who this came from.
    """
    came = event.received or event.on
    sent = [
        one
        for one in family.store.events.all(child=event.child, direction="sent")
        if one.id != event.id and one.on and (came is None or one.on.first <= came.last)
    ]
    found = [(one, bool(event.who and one.who) and comes_from(one, event)) for one in sent]
    return sorted(found, key=lambda pair: (pair[1], pair[0].on, pair[0].id), reverse=True)


def link_reply(family: Family, event: Event, to: str) -> Event:
    """Keep which event something that came answers, as one step; "" for none."""
    return events.change(family, replace(event, replies_to=to or None))


def event_of(family: Family, letter: Letter) -> Event | None:
    """Return the event that a letter was sent with; None for a draft."""
    return next(iter(family.store.events.all(letter=letter.id)), None)


def following(family: Family, letter: Letter) -> tuple[str, ...]:
    """Return the letters to send when no answer has come, the next step first.

    First a reminder; after one, what its file names for whoever was written to at first. Of a
    letter of the family's own, nothing but the reminder is known.
    """
    first = _first(family, letter)
    if not {letter.template, first.template} <= set(template_ids()):
        return (REMINDER,)
    template, place = shelf.template(letter.template), shelf.template(first.template).to_place
    further = [shelf.template(one) for one in template.then if one in template_ids()]
    fitting = [one.id for one in further if one.to_place in ("", place)]
    if letter.template == REMINDER:
        return (*fitting, REMINDER)
    return (REMINDER, *fitting)


def _first(family: Family, letter: Letter) -> Letter:
    """Return the letter that a reminder, or a reminder of a reminder, is about."""
    seen = {letter.id}
    while letter.replies_to and letter.replies_to not in seen:
        seen.add(letter.replies_to)
        letter = family.store.letters.get(letter.replies_to)
    return letter


def _given(family: Family, event: Event) -> list[Answer]:
    return family.store.answers.all(event=event.id)


def _plain(text: str) -> str:
    """Return a point without what ties it to the next one: "; and" or its full stop."""
    return text.strip().removesuffix("and").rstrip(" ;.")
