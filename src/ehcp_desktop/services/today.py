"""What to show today: each thing once, in the list where it belongs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.event import EXCEPTION_CLAIMED
from ehcp_desktop.domain.review import HELD
from ehcp_desktop.services import concerns, diary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ehcp_desktop.domain.concern import Concern
    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.event import Answer, Event
    from ehcp_desktop.domain.when import When
    from ehcp_desktop.services.exceptions import Claim
    from ehcp_desktop.services.family import Family

WEEK = timedelta(days=7)
SOON = timedelta(days=92)
YEAR = timedelta(days=365)
REMINDER = "chaser"  # the letter that asks again for the answer to another
_ASKED_FOR = "reply_asked"
OWN_DATES = ("promise", _ASKED_FOR, "own")
OPEN = ("waiting", "overdue", "possibly_overdue")
YEARLY = ("review_first", "review_next")


class Matter(NamedTuple):
    """One thing on Today: a deadline, the question it raises, or both."""

    deadline: Deadline | None
    concern: Concern | None = None
    asked: Deadline | None = None  # the answer asked for in the letter already sent about it
    claims: tuple[Claim, ...] = ()  # what is said to be an exception: it moves no date

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
    def letter_about(self) -> str:
        """The id of the event that its letter is about; "" where that is about all of them."""
        is_of_all = self.concern is not None and self.concern.letter_of_all
        return "" if is_of_all else self.about

    @property
    def is_red(self) -> bool:
        """True when it is later than a legal limit."""
        return self.deadline is not None and self.deadline.is_red


@dataclass(frozen=True)
class Agenda:
    """What is late, worth a look, coming up and awaited; `aside` is what the family put aside.

    `yours` are the days within a week by which the family itself has to act, the next first.
    """

    yours: list[Matter] = field(default_factory=list)
    late: list[Matter] = field(default_factory=list)
    look_at: list[Matter] = field(default_factory=list)
    coming: list[Matter] = field(default_factory=list)
    awaited: list[Matter] = field(default_factory=list)
    aside: list[tuple[Matter, Answer]] = field(default_factory=list)
    ahead: list[Deadline] = field(default_factory=list)
    newest_review: str | None = None  # of those whose meeting was held
    newest_meeting: When | None = None  # of that review

    @property
    def is_empty(self) -> bool:
        """True when there is nothing to show."""
        return not self.every

    @property
    def every(self) -> tuple[Matter, ...]:
        """All that is shown, but for what was put aside."""
        return (*self.yours, *self.late, *self.look_at, *self.coming, *self.awaited)

    def is_of_older_review(self, matter: Matter) -> bool:
        """Tell whether a later review has been held than the one that a matter is about."""
        review = matter.deadline.review if matter.deadline else None
        return review not in (None, self.newest_review)

    def why_not_done(self, deadline: Deadline) -> str:
        """Say why a review that was held does not end the wait for one; "" where none was."""
        began, met = deadline.trigger_on, self.newest_meeting
        if deadline.rule.id not in YEARLY or began is None or met is None:
            return ""
        is_missing = deadline.met_by is None and met.first >= began.first
        words = f"The meeting of {met.spoken()} was held; its decision is not recorded."
        return words if is_missing else ""

    def asked_about(self, template: str, event_id: str) -> Deadline | None:
        """Return the answer awaited to a letter that was sent about an event, put aside or not."""
        aside = (matter for matter, _ in self.aside)
        every = (*self.every, *aside)
        found = (
            one.asked for one in every if (one.letter, one.letter_about) == (template, event_id)
        )
        return next(found, None)

    @property
    def red_count(self) -> int:
        """How many things are later than a legal limit."""
        return sum(matter.is_red for matter in self.late)


def title(deadline: Deadline) -> str:
    """Return what a deadline is called: a family's own date by its own words."""
    own = deadline.trigger.summary if deadline.rule.id in OWN_DATES else ""
    return own or deadline.rule.title


def act_on(deadline: Deadline, today: date) -> date | None:
    """Return the day to count on: of a family's own limit the earliest that is still to come."""
    careful = deadline.cautious
    if deadline.rule.owner == "family" and careful is not None and careful >= today:
        return careful
    return deadline.due


def is_yours_now(deadline: Deadline | None, today: date) -> bool:
    """Tell whether it is the family itself that has to act, within a week."""
    if deadline is None or deadline.rule.owner != "family" or deadline.conditional:
        return False
    day = act_on(deadline, today) if deadline.state == "waiting" else None
    return day is not None and today <= day <= today + WEEK


def last_return(matter: Matter, today: date) -> date | None:
    """Return the last day on which the family is reminded in time; None where it owes nothing."""
    deadline = matter.deadline
    if deadline is None or deadline.rule.owner != "family" or deadline.state != "waiting":
        return None
    return act_on(deadline, today)


def each_once(due: Iterable[Deadline]) -> list[Deadline]:
    """Leave out what another row already says."""
    kept: list[Deadline] = []
    said: set[tuple[str, date | None]] = set()
    for one in due:
        if (one.rule.id, one.due) not in said:
            kept.append(one)
            said.update((rule, one.due) for rule in one.also)
    return kept


def questions(deadline: Deadline) -> set[str]:
    """Return the ids of the questions that a limit can raise by itself as it now stands."""
    rule, state = deadline.rule.id, deadline.state
    return {
        inquiry.id
        for inquiry in concerns.load()
        if rule in inquiry.rules and state in inquiry.states and not inquiry.times
    }


def answer_to(matter: Matter, answers: Sequence[Answer]) -> Answer | None:
    """Return the answer that puts a matter aside, if the family has given one."""
    fits = (one for one in answers if one.value in concerns.ANSWERS)
    return next((one for one in fits if _is_of(one, matter)), None)


def is_time_to_remind(asked: Deadline | None) -> bool:
    """Tell whether the day is past by which a letter that was sent asked for its answer."""
    return asked is not None and asked.state in ("overdue", "possibly_overdue")


def was_reminded(family: Family, asked: Deadline | None) -> bool:
    """Tell whether what asked for an answer was a reminder already, and its day is past too."""
    if asked is None or not is_time_to_remind(asked) or asked.trigger.letter is None:
        return False
    return family.store.letters.get(asked.trigger.letter).replies_to is not None


def agenda(family: Family, child_id: str) -> Agenda:
    """Return what to show for one child, the most pressing first in each list."""
    today = family.today()
    every = diary.due(family, child_id)
    due = _asking_once(each_once(one for one in every if one.rule.show == "deadline"))
    raised = concerns.raised(family, child_id, every)
    ahead = [one for one in due if _is_ahead(one, today)]
    newest, met = _newest_review(every, today)
    shown = Agenda(ahead=ahead, newest_review=newest, newest_meeting=met)
    answers = _holding(family, child_id)
    asked = Asked(family, child_id, every)
    claimed = _claimed(family, child_id, due)
    for bare in _matters(due, raised):
        claims = claimed.get(bare.deadline.key, ()) if bare.deadline else ()
        waits = asked.about(bare.letter, bare.letter_about)
        matter = bare._replace(asked=waits, claims=claims)
        answer = answer_to(matter, answers)
        place = _place(shown, matter, today)
        if place is not None and answer is not None:
            shown.aside.append((matter, answer))
        elif place is not None:
            place.append(matter)
    _wait_once(shown, asked)
    _put_what_matters_now_first(shown, today)
    if answers:
        shown.aside.extend(_questions_aside(family, child_id, every, answers))
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


def good_news(family: Family, child_id: str, most: int = 3) -> list[Event]:
    """Return the newest celebrations."""
    found = family.store.events.all(order="on desc", child=child_id, kind="celebration")
    return found[:most]


def _claimed(
    family: Family, child_id: str, due: Sequence[Deadline]
) -> dict[tuple[str, str], tuple[Claim, ...]]:
    """Return the exceptions claimed, by the limits that they stand beside."""
    if not family.store.events.count(child=child_id, kind=EXCEPTION_CLAIMED):
        return {}
    from ehcp_desktop.services.exceptions import claims

    beside = claims(family, child_id).beside
    return {one.key: beside(one) for one in due}


def _matters(due: Sequence[Deadline], raised: Sequence[Concern]) -> list[Matter]:
    """Tie each concern to its deadline, so that one thing is shown once."""
    asked: dict[tuple[str, str], Concern] = {}
    alone: list[Matter] = []
    keys = {one.key for one in due}
    for concern in raised:
        if concern.deadline is not None and concern.deadline.key in keys:
            asked.setdefault(concern.deadline.key, concern)
        else:
            alone.append(Matter(concern.deadline, concern))
    return [Matter(one, asked.get(one.key)) for one in due] + alone


def _newest_review(due: Iterable[Deadline], today: date) -> tuple[str | None, When | None]:
    """Return the id of the review whose meeting was held last, and the day of it."""
    held = [one for one in due if one.review and one.trigger.kind == HELD]
    began = [(one.trigger_on, one.review) for one in held if one.trigger_on]
    past = [one for one in began if one[0].last <= today]
    on, review = max(past, key=lambda one: one[0].last, default=(None, None))
    return review, on


def _wait_once(shown: Agenda, asked: Asked) -> None:
    """Leave out of what is awaited the answers that stand elsewhere.

    They stand beside what was asked about, or a reminder has asked for them again.
    """
    beside = {one.asked.key for one in (*shown.late, *shown.look_at) if one.asked is not None}
    shown.awaited[:] = [
        one
        for one in shown.awaited
        if one.deadline is None
        or (one.deadline.key not in beside and asked.about(REMINDER, one.about) is None)
    ]


def _put_what_matters_now_first(shown: Agenda, today: date) -> None:
    """Sort what is late: red, of the newest review, least years ago, then what weighs most.

    What weighs most stands first among the questions (concerns.toml): a decision before a report.
    """
    names = dict.fromkeys(inquiry.id for inquiry in concerns.load())
    weight = {name: place for place, name in enumerate(names)}

    def place(matter: Matter) -> tuple[bool, bool, int, int]:
        due = matter.deadline.due if matter.deadline else None
        years = (today - due) // YEAR if due else 0
        asked = matter.concern.id if matter.concern and matter.letter else ""
        weighs = weight.get(asked, len(weight))
        return not matter.is_red, shown.is_of_older_review(matter), years, weighs

    shown.late.sort(key=place)
    shown.yours.sort(key=lambda matter: last_return(matter, today) or today)


def _place(shown: Agenda, matter: Matter, today: date) -> list[Matter] | None:
    """Return the list that a matter belongs in, or None when it is settled."""
    deadline = matter.deadline
    if deadline is None or deadline.state not in OPEN or _asks_only(deadline, today):
        return shown.look_at if matter.concern or _asks_only(deadline, today) else None
    if deadline.rule.id == _ASKED_FOR:
        return shown.awaited
    if deadline.state == "waiting":
        if _needs_school_dates(deadline, today):
            return shown.awaited
        return _place_ahead(shown, deadline, today)
    return shown.late if deadline.rule.is_law else shown.awaited


def _place_ahead(shown: Agenda, deadline: Deadline, today: date) -> list[Matter] | None:
    if is_yours_now(deadline, today):
        return shown.yours
    return shown.coming if _is_soon(deadline, today) else None


def _is_soon(deadline: Deadline, today: date) -> bool:
    return deadline.due is not None and today <= deadline.due <= today + SOON


def _asking_once(due: Sequence[Deadline]) -> list[Deadline]:
    """Leave out what asks the same of the same event as a limit before it."""
    kept: list[Deadline] = []
    asked: set[tuple[str, str]] = set()
    for one in due:
        question, about = one.asks or ("", one.trigger)
        if not question or (question, about.id) not in asked:
            kept.append(one)
        asked.add((question, about.id))
    return kept


def _asks_only(deadline: Deadline | None, today: date) -> bool:
    """Return whether a limit of the last year, or one to come, waits for an answer alone."""
    if deadline is None or deadline.asks is None or deadline.trigger_on is None:
        return False
    is_ended = deadline.state != "waiting" or _is_soon(deadline, today)
    return (deadline.is_perhaps_met or not is_ended) and today - YEAR <= deadline.trigger_on.last


def _needs_school_dates(deadline: Deadline, today: date) -> bool:
    """Return whether only the school's dates are missing from a limit of the last year."""
    began = deadline.trigger_on
    if deadline.due is not None or began is None or began.last < today - YEAR:
        return False
    limit = deadline.rule.limit
    return limit is not None and limit.unit == "school_days" and not deadline.conditional


def _is_ahead(deadline: Deadline, today: date) -> bool:
    if deadline.state != "waiting" or deadline.conditional:
        return False
    return deadline.due is not None and today <= deadline.due <= today + YEAR


def _holding(family: Family, child_id: str) -> list[Answer]:
    today = family.today()
    every = family.store.answers.all(child=child_id)
    return [one for one in every if one.until is None or today <= one.until.last]


def _is_of(answer: Answer, matter: Matter) -> bool:
    deadline, concern = matter.deadline, matter.concern
    if deadline is not None and answer.event == deadline.trigger.id:
        is_own = answer.question == deadline.key[0]
        return is_own or answer.question in questions(deadline)
    return concern is not None and concern.is_answered_by(answer)


def _questions_aside(
    family: Family, child_id: str, due: Sequence[Deadline], answers: Sequence[Answer]
) -> list[tuple[Matter, Answer]]:
    """Return the questions put aside that are about no open limit, each with its answer."""
    asked = [
        Matter(one.deadline, one)
        for one in concerns.put_aside_now(family, child_id, due)
        if one.deadline is None or one.deadline.state not in OPEN
    ]
    found = ((matter, answer_to(matter, answers)) for matter in asked)
    return [(matter, answer) for matter, answer in found if answer is not None]
