"""What a family says of a step of a review that is not in the record: not received as of a day.

It moves no limit. An answer to the question that a late step raises, and one given beside the
step, are the same: each is shown in both places.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.event import Answer
from ehcp_desktop.domain.when import When

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ehcp_desktop.domain.concern import Inquiry
    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.review_step import Kind, Known, Step

NOT_RECEIVED, WAITING, HAVE_IT = "not_received", "waiting_for_post", "have_it"
_WEEK = timedelta(days=7)
_UNTIL = {WAITING: "Waiting for post until {day}", "snooze": "Put aside until {day}"}


class Absence(NamedTuple):
    """What the family has said: each day on which it was noted as missing, and what holds now.

    `held` are the answers that put the question aside today.
    """

    as_of: tuple[When, ...] = ()
    held: tuple[Answer, ...] = ()
    is_meeting: bool = False

    @property
    def told(self) -> str:
        """Say it in words: "Not received as of Sunday 22 November 2026"; "" for nothing."""
        return ". ".join(self._every())

    @property
    def now(self) -> str:
        """Say what holds now: what was said last; "" for nothing."""
        return next(reversed(self._every()), "")

    def _every(self) -> list[str]:
        return [words for words in (self._missing(), *map(_said, self.held[-1:])) if words]

    def is_noted_on(self, day: date) -> bool:
        """Tell whether it was noted as missing on a day."""
        return When.day(day) in self.as_of

    @property
    def history(self) -> tuple[str, ...]:
        """Return every day on which it was noted as missing, the oldest first."""
        return tuple(day.spoken_in_full() for day in self.as_of)

    def _missing(self) -> str:
        if not self.as_of:
            return ""
        form = "Not held as of {day}" if self.is_meeting else "Not received as of {day}"
        return form.format(day=self.as_of[-1].spoken_in_full())


def absence_of(kind: Kind, deadline: Deadline | None, known: Known) -> Absence:
    """Return what the family has said of a step that is not there."""
    if not known.answers:
        return Absence(is_meeting=not kind.by_post)
    mine = [one for one in known.answers if _is_about(one, kind, deadline, known)]
    missing = {one.until for one in mine if one.value == NOT_RECEIVED and one.until}
    held = tuple(one for one in mine if one.value != NOT_RECEIVED)
    return Absence(tuple(sorted(missing)), held, not kind.by_post)


def that_hold(answers: Sequence[Answer], today: date) -> list[Answer]:
    """Leave out the answers that put something aside until a day that has passed."""
    return [
        one
        for one in answers
        if one.value in (NOT_RECEIVED, HAVE_IT) or (one.until and one.until.last >= today)
    ]


def note_not_received(family: Family, review: Review, step: Step) -> Answer:
    """Note that a step has not come as of today; what was said before of it no longer holds."""
    today = When.day(family.today())
    noted = Answer(
        child=review.child,
        question=_own_question(step.id),
        event=review.id,
        value=NOT_RECEIVED,
        until=today,
    )
    words = "not held" if step.absence.is_meeting else "not received"
    with family.store.action(f"{step.name}: {words} as of {today.spoken()}"):
        for answer in step.absence.held:
            family.store.answers.trash(answer.id)
        if step.absence.is_noted_on(family.today()):
            return noted
        return family.store.answers.save(noted)


def wait_for_post(family: Family, review: Review, step: Step) -> Answer:
    """Wait a week for a step to come by post; the question that it raises waits as well."""
    question, event = _asked_now(family, review, step) or (_own_question(step.id), review.id)
    waiting = Answer(
        child=review.child,
        question=question,
        event=event,
        value=WAITING,
        until=When.day(family.today() + _WEEK),
    )
    with family.store.action(f"{step.name}: waiting for post"):
        for answer in step.absence.held:
            family.store.answers.trash(answer.id)
        return family.store.answers.save(waiting)


def came_without_changes(family: Family, _review: Review, step: Step) -> Event | None:
    """Keep a letter that only says that the plan will change as what it is in law: a decision."""
    from ehcp_desktop.services import events

    if step.event is None:
        return None
    decided = replace(step.event, kind="review_decision_received", outcome="amend")
    with family.store.action("It came without the changes"):
        return events.change(family, decided)


def take_back(family: Family, _review: Review, step: Step) -> None:
    """Forget what puts the question about a step aside, so that it is asked again."""
    with family.store.action(f"{step.name}: ask again"):
        for answer in step.absence.held:
            family.store.answers.trash(answer.id)


def _is_about(answer: Answer, kind: Kind, deadline: Deadline | None, known: Known) -> bool:
    if answer.question == _own_question(kind.id):
        return answer.event == known.review
    if deadline is None:
        return False
    is_of_review = answer.event in {deadline.trigger.id, *(event.id for event in known.events)}
    return is_of_review and answer.question in {one.id for one in _inquiries(kind, deadline)}


def _inquiries(kind: Kind, deadline: Deadline) -> list[Inquiry]:
    """Return what asks whether a step has come: of its limit, or of what it should follow."""
    from ehcp_desktop.services import concerns

    rule = deadline.rule.id
    return [
        one
        for one in concerns.load()
        if one.by_post
        and (rule in one.rules or (one.rule == rule and set(one.unless) & set(kind.events)))
    ]


def _asked_now(family: Family, review: Review, step: Step) -> tuple[str, str] | None:
    """Return the question that a step raises and the event it is about; it may be still ahead."""
    from ehcp_desktop.services import concerns, diary
    from ehcp_desktop.services.review_steps import KINDS

    if step.deadline is None:
        return None
    ids = [one.id for one in _inquiries(KINDS[step.id], step.deadline)]
    due = diary.due(family, review.child)
    every = (
        *concerns.raised(family, review.child, due),
        *concerns.put_aside_now(family, review.child, due),
    )
    for one in every:
        if one.id in ids and one.deadline and one.deadline.key == step.deadline.key:
            return one.id, one.evidence[0].id
    return (ids[0], step.deadline.trigger.id) if ids else None


def _own_question(step_id: str) -> str:
    return f"step_{step_id}"


def _said(answer: Answer) -> str:
    if answer.value == HAVE_IT:
        return "You said that you have it"
    day = answer.until.spoken_in_full() if answer.until else ""
    return _UNTIL.get(answer.value, "").format(day=day)
