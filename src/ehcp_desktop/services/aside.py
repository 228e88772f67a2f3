"""What the family puts aside on Today until a day, takes up again, or marks as done."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from ehcp_desktop.domain.event import Answer
from ehcp_desktop.domain.when import When, spoken_weekday
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import concerns
from ehcp_desktop.services.today import last_return, questions, title

if TYPE_CHECKING:
    from ehcp_desktop.domain.concern import Concern
    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.today import Matter


def answer(family: Family, matter: Matter, value: str) -> Answer:
    """Keep the family's answer to a question: "have_it", or "waiting_for_post" for a week."""
    if matter.concern is None:
        raise ValueError(matter)
    return concerns.put_aside(family, matter.concern, value)


def remind_on(family: Family, matter: Matter, back: date) -> Answer:
    """Put a matter aside until a day, on which it is shown again.

    Raises BadInput when that day is not ahead, or too late for what the family itself must do.
    """
    until = _held_until(matter, back, family.today())
    concern, deadline = matter.concern, matter.deadline
    if concern is not None and (deadline is None or _asks_about(concern, deadline)):
        return concerns.put_aside(family, concern, "snooze", until)
    if deadline is None:
        raise ValueError(matter)
    with family.store.action("Remind me later"):
        return family.store.answers.save(_answer(deadline, "snooze", until))


def bring_back(family: Family, given: Answer) -> None:
    """Show again what had been put aside."""
    with family.store.action("Show again what was put aside"):
        family.store.answers.trash(given.id)


def mark_done(family: Family, deadline: Deadline) -> Answer:
    """Keep the family's word that a promise was kept, or that a date of their own is dealt with.

    Every other limit ends with an event that is logged.
    """
    with family.store.action(f"Done: {title(deadline)}"):
        return family.store.answers.save(_answer(deadline, "yes", When.day(family.today())))


def _held_until(matter: Matter, back: date, today: date) -> When:
    if back <= today:
        raise BadInput("Choose a day that is still to come.")
    last = last_return(matter, today)
    if last is not None and back > last:
        raise BadInput(f"You must do this by {spoken_weekday(last)}; choose a day before that.")
    return When.day(back - timedelta(days=1))


def _asks_about(concern: Concern, deadline: Deadline) -> bool:
    """Tell whether an answer to the question puts its limit aside as well."""
    is_same = concern.evidence[0].id == deadline.trigger.id
    return is_same and concern.id in questions(deadline)


def _answer(deadline: Deadline, value: str, until: When) -> Answer:
    question, event = deadline.key
    return Answer(
        child=deadline.child,
        question=question,
        event=event,
        value=value,
        until=until,
    )
