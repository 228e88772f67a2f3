"""What time limits and questions of the record ask about events, and what the family answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.event import Answer
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import diary
from ehcp_desktop.services.rulebook import questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.domain.question import Question
    from ehcp_desktop.services.family import Family


class Asked(NamedTuple):
    """A question about one event, and the choice that answers it; "" while nobody has."""

    question: Question
    event: Event
    said: str

    @property
    def said_words(self) -> str:
        """The answer in words; "" while there is none."""
        return self.question.choices.get(self.said, "")


def of_deadlines(family: Family, due: Iterable[Deadline]) -> list[Asked]:
    """Return what these limits depend on and the record does not show, each question once."""
    known = questions()
    told = [one for deadline in due for one in _told(deadline)]
    every = {
        (question, event.id): (
            Asked(known[question], event, _said(family, question, event)),
            open_,
        )
        for question, event, open_ in told
        if known[question].is_about(event)
    }
    return [asked for asked, is_open in every.values() if is_open or asked.said]


def of_record(family: Family) -> list[Asked]:
    """Return all that limits of the record depend on, and all answers about what it now holds."""
    found = of_deadlines(family, diary.due(family))
    have = {(one.question.id, one.event.id) for one in found}
    known, events = questions(), {event.id: event for event in family.store.events.all()}
    given = [
        Asked(known[one.question], events[one.event], one.value)
        for one in family.store.answers.all()
        if one.question in known and one.event in events
    ]
    return found + [
        one
        for one in given
        if one.question.is_about(one.event) and (one.question.id, one.event.id) not in have
    ]


def of_event(family: Family, event: Event) -> list[Asked]:
    """Return what is known of an event, or asked by a limit: "" where it is not answered."""
    known = [one for one in questions().values() if one.is_about(event)]
    if not known:
        return []
    asked = {
        one.question.id
        for one in of_deadlines(family, diary.due(family, event.child))
        if one.event.id == event.id
    }
    every = [Asked(one, event, _said(family, one.id, event)) for one in known]
    return [one for one in every if one.said or one.question.always or one.question.id in asked]


def with_event(kind: str) -> list[Question]:
    """Return what is asked at once when an event of this kind is added."""
    return [
        one
        for one in questions().values()
        if one.in_form and kind in {start.kind for start in one.asked_of}
    ]


def answer(family: Family, event: Event, question_id: str, choice: str) -> None:
    """Keep the family's answer about an event, in place of an earlier one; "" takes it back.

    Raises BadInput for a question that is not asked of it, or that has no such answer.
    """
    question = _question(event, question_id)
    if choice and choice not in question.choices:
        raise BadInput(f"Answer {question.id} with {_listed(question.choices)}, not “{choice}”.")
    given = _given(family, question.id, event)
    with family.store.action(f"Answer “{question.text}”"):
        if choice:
            fresh = given or Answer(child=event.child, question=question.id, event=event.id)
            family.store.answers.save(replace(fresh, value=choice))
        elif given is not None:
            family.store.answers.trash(given.id)


def answer_what_fits(family: Family, event: Event, told: Mapping[str, str]) -> None:
    """Keep what was chosen as an event was added, but what is not asked of such an outcome."""
    known = questions()
    for question_id, choice in told.items():
        if known[question_id].is_about(event):
            answer(family, event, question_id, choice)


def _question(event: Event, question_id: str) -> Question:
    known = {one.id: one for one in questions().values() if one.is_about(event)}
    if question_id in known:
        return known[question_id]
    if known:
        raise BadInput(f"“{question_id}” is not asked of this; use {_listed(known)}.")
    raise BadInput("Nothing is asked about an event of this kind.")


def _told(deadline: Deadline) -> list[tuple[str, Event, bool]]:
    """Return what a limit depends on: the question, its event, and whether it may be asked."""
    asked, asked_of_end = deadline.rule.condition, deadline.rule.end_condition
    found: list[tuple[str, Event, bool]] = []
    if asked is not None and asked.answer:
        is_assumed = bool(asked.unless_told) and deadline.state == "waiting"
        is_open = is_assumed or deadline.asks is not None
        found.append((asked.answer, deadline.trigger, is_open))
    if asked_of_end is not None and asked_of_end.answer and deadline.met_by is not None:
        found.append((asked_of_end.answer, deadline.met_by, deadline.asks is not None))
    return found


def _given(family: Family, question: str, event: Event) -> Answer | None:
    return next(iter(family.store.answers.all(question=question, event=event.id)), None)


def _said(family: Family, question: str, event: Event) -> str:
    given = _given(family, question, event)
    return given.value if given else ""


def _listed(words: Mapping[str, object]) -> str:
    return " or ".join([", ".join(list(words)[:-1]), list(words)[-1]] if len(words) > 1 else words)
