"""What a letter that was sent asked for, what was promised since, and what came of each point."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.event import Answer, Event
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services.family_dates import OPEN_POINTS, POINT
from ehcp_desktop.services.letters.document import line_text
from ehcp_desktop.services.letters.kept import document_of

if TYPE_CHECKING:
    from ehcp_desktop.domain.letter import Letter
    from ehcp_desktop.services.family import Family

_PROMISED = "promise_made"
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


def replies(family: Family, letter: Letter) -> list[Event]:
    """Return what the record links to a letter as its answer, in order of day."""
    event = event_of(family, letter)
    found = family.store.events.all(replies_to=event.id) if event else []
    return sorted(found, key=lambda one: (one.on.first if one.on else date.max, one.id))


def promises(family: Family, letter: Letter) -> list[Event]:
    """Return what was promised in answer to a letter: in a reply, or linked to one."""
    answers = replies(family, letter)
    further = [
        promise
        for answer in answers
        for promise in family.store.events.all(kind=_PROMISED, replies_to=answer.id)
    ]
    return [one for one in answers if one.kind == _PROMISED] + further


def event_of(family: Family, letter: Letter) -> Event | None:
    """Return the event that a letter was sent with; None for a draft."""
    return next(iter(family.store.events.all(letter=letter.id)), None)


def _given(family: Family, event: Event) -> list[Answer]:
    return family.store.answers.all(event=event.id)


def _plain(text: str) -> str:
    """Return a point without what ties it to the next one: "; and" or its full stop."""
    return text.strip().removesuffix("and").rstrip(" ;.")
