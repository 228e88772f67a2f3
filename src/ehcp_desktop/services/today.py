"""What to show today: each thing once, in the list where it belongs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.services import concerns, diary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ehcp_desktop.domain.concern import Concern
    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.event import Answer, Event
    from ehcp_desktop.services.family import Family

SOON = timedelta(days=92)
YEAR = timedelta(days=365)
REMINDER = "chaser"  # the letter that asks again for the answer to another
_ASKED_FOR = "reply_asked"


class Matter(NamedTuple):
    """One thing on Today: a deadline, the question it raises, or both."""

    deadline: Deadline | None
    concern: Concern | None = None
    asked: Deadline | None = None  # the answer asked for in the letter already sent about it

    @property
    def letter(self) -> str | None:
        """The template that asks about it, if there is one."""
        if self.concern is not None:
            return self.concern.letter
        own = self.deadline if self.deadline and self.deadline.rule.id == _ASKED_FOR else None
        return REMINDER if is_time_to_remind(own) else None

    @property
    def about(self) -> str:
        """The id of the event that it began with."""
        if self.deadline is not None:
            return self.deadline.trigger.id
        return self.concern.evidence[0].id if self.concern else ""

    @property
    def is_red(self) -> bool:
        """True when it is later than a legal limit."""
        return self.deadline is not None and self.deadline.is_red


@dataclass(frozen=True)
class Agenda:
    """What is late, worth a look, coming up and awaited; `aside` is what the family put aside."""

    late: list[Matter] = field(default_factory=list)
    look_at: list[Matter] = field(default_factory=list)
    coming: list[Matter] = field(default_factory=list)
    awaited: list[Matter] = field(default_factory=list)
    aside: list[tuple[Matter, Answer]] = field(default_factory=list)
    ahead: list[Deadline] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """True when there is nothing to show."""
        return not (self.late or self.look_at or self.coming or self.awaited)

    def asked_about(self, template: str, event_id: str) -> Deadline | None:
        """Return the answer awaited to a letter that was sent about an event, put aside or not."""
        aside = (matter for matter, _ in self.aside)
        every = (*self.late, *self.look_at, *self.coming, *self.awaited, *aside)
        found = (one.asked for one in every if (one.letter, one.about) == (template, event_id))
        return next(found, None)

    @property
    def red_count(self) -> int:
        """How many things are later than a legal limit."""
        return sum(matter.is_red for matter in self.late)


def is_time_to_remind(asked: Deadline | None) -> bool:
    """Tell whether the day is past by which a letter that was sent asked for its answer."""
    return asked is not None and asked.state in ("overdue", "possibly_overdue")


def agenda(family: Family, child_id: str) -> Agenda:
    """Return what to show for one child, the most pressing first in each list."""
    today = family.today()
    every = diary.due(family, child_id)
    due = _each_once(one for one in every if one.rule.show == "deadline")
    raised = concerns.raised(family, child_id, every)
    shown = Agenda(ahead=[one for one in due if _is_ahead(one, today)])
    answers = _holding(family, child_id)
    asked = Asked(family, child_id, every)
    for bare in _matters(due, raised):
        matter = bare._replace(asked=asked.about(bare.letter, bare.about))
        answer = _answer_to(matter, answers)
        place = _place(shown, matter, today)
        if place is not None and answer is not None:
            shown.aside.append((matter, answer))
        elif place is not None:
            place.append(matter)
    shown.late.sort(key=lambda matter: not matter.is_red)
    return shown


class Asked:
    """The answers that are asked for in letters sent, by what the letters are about."""

    def __init__(self, family: Family, child_id: str, due: Iterable[Deadline]) -> None:
        waits = {one.trigger.letter: one for one in due if one.rule.id == _ASKED_FOR}
        sent = family.store.letters.all(order="written", child=child_id, state="sent")
        self._found = {
            (letter.template, letter.about): waits[letter.id]
            for letter in sent
            if letter.id in waits and waits[letter.id].met_on is None
        }

    def about(self, template: str | None, event_id: str) -> Deadline | None:
        """Return the answer awaited to the newest letter, or to the last reminder of it."""
        found = self._found.get((template or "", event_id))
        while found and (later := self._found.get((REMINDER, found.trigger.id))):
            found = later
        return found


def bring_back(family: Family, answer: Answer) -> None:
    """Show again what had been put aside."""
    with family.store.action("Show again what was put aside"):
        family.store.answers.trash(answer.id)


def put_aside(family: Family, matter: Matter, value: str) -> Answer:
    """Keep the family's answer to a matter: "have_it", "waiting_for_post" or "snooze"."""
    if matter.concern is None:
        raise ValueError(matter)
    return concerns.put_aside(family, matter.concern, value)


def good_news(family: Family, child_id: str, most: int = 3) -> list[Event]:
    """Return the newest celebrations."""
    found = family.store.events.all(order="on desc", child=child_id, kind="celebration")
    return found[:most]


def _matters(due: Sequence[Deadline], raised: Sequence[Concern]) -> list[Matter]:
    """Tie each concern to its deadline, so that one thing is shown once."""
    asked: dict[tuple[str, str], Concern] = {}
    alone: list[Matter] = []
    keys = {_key(one) for one in due}
    for concern in raised:
        if concern.deadline is not None and _key(concern.deadline) in keys:
            asked.setdefault(_key(concern.deadline), concern)
        else:
            alone.append(Matter(concern.deadline, concern))
    return [Matter(one, asked.get(_key(one))) for one in due] + alone


def _place(shown: Agenda, matter: Matter, today: date) -> list[Matter] | None:
    """Return the list that a matter belongs in, or None when it is settled."""
    deadline = matter.deadline
    if deadline is None or deadline.state not in ("overdue", "possibly_overdue", "waiting"):
        return shown.look_at if matter.concern else None
    if deadline.rule.id == _ASKED_FOR:
        return shown.awaited
    if deadline.state == "waiting":
        return shown.coming if _is_soon(deadline, today) else None
    return shown.late if deadline.rule.is_law else shown.awaited


def _is_soon(deadline: Deadline, today: date) -> bool:
    return deadline.due is not None and today <= deadline.due <= today + SOON


def _is_ahead(deadline: Deadline, today: date) -> bool:
    if deadline.state != "waiting" or deadline.conditional:
        return False
    return deadline.due is not None and today <= deadline.due <= today + YEAR


def _each_once(due: Iterable[Deadline]) -> list[Deadline]:
    """Leave out what another row already says."""
    kept: list[Deadline] = []
    said: set[tuple[str, date | None]] = set()
    for one in due:
        if (one.rule.id, one.due) not in said:
            kept.append(one)
            said.update((rule, one.due) for rule in one.also)
    return kept


def _key(deadline: Deadline) -> tuple[str, str]:
    return deadline.rule.id, deadline.trigger.id


def _holding(family: Family, child_id: str) -> list[Answer]:
    today = family.today()
    every = family.store.answers.all(child=child_id)
    return [one for one in every if one.until is None or today <= one.until.last]


def _answer_to(matter: Matter, answers: Sequence[Answer]) -> Answer | None:
    """Return the answer that puts a matter aside, if the family has given one."""
    if matter.deadline is None or not answers:
        return None
    rule = matter.deadline.rule.id
    questions = {inquiry.id for inquiry in concerns.load() if rule in inquiry.rules}
    about = matter.deadline.trigger.id
    fits = (one for one in answers if one.event == about and one.question in questions)
    return next((one for one in fits if one.value in concerns.ANSWERS), None)
