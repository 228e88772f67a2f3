"""Questions that the record raises. A concern asks; it is never a verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.concern_words import LATE_STATES, days_left
from ehcp_desktop.domain.deadline import Case, Deadline
from ehcp_desktop.domain.event import Answer, Event, part_of
from ehcp_desktop.domain.rule import Rule

if TYPE_CHECKING:
    from ehcp_desktop.domain.invitee import Invitee
    from ehcp_desktop.domain.meeting import MeetingLine

SEVERITIES = ("act", "watch", "note")
_FAMILY_NOTICE = 21  # days; a family's own window of 21 days or less
_WATCH = 84  # days: twelve weeks
_PAST_STATES = LATE_STATES | {"missed"}


class Inquiry(NamedTuple):
    """One entry of resources/concerns.toml: when to ask, in which words, with which letter.

    It asks about a deadline of `rules` in one of `states`, about an `event` with none of `unless`
    after it, or about how often there was one; the file says what the other fields mean. A tuple,
    as a dataclass of so many fields takes a thousandth of a second of every start; so is Concern.
    """

    id: str
    question: str
    why: str
    rules: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    also_rule: str = ""
    also: str = ""
    within_days: int | None = None
    for_days: int | None = None
    event: str = ""
    where: tuple[tuple[str, str], ...] = ()
    said: tuple[tuple[str, str], ...] = ()
    place: str = ""
    person: tuple[tuple[str, tuple[str, ...]], ...] = ()
    nobody: tuple[tuple[str, tuple[str, ...]], ...] = ()
    not_about: tuple[str, ...] = ()
    while_open: str = ""
    once: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()
    ahead_days: int = 0
    before_days: int | None = None
    unless: tuple[str, ...] = ()
    unless_from: str = ""
    unless_days: int | None = None
    settled_by: tuple[str, ...] = ()
    came: tuple[str, ...] = ()
    to_come: bool = False
    after_days: int = 0
    times: int = 0
    alike: str = ""
    missing: str = ""
    percent: int = 0
    beside: tuple[str, ...] = ()
    rule: str = ""
    more: str = ""
    ask: str = ""
    end: str = ""
    citation: str = ""
    citation_not_in_school: str = ""
    severity: str = ""
    letter: str = ""
    letter_of_all: bool = False
    reminds: bool = False
    by_post: bool = True
    instead_of: tuple[str, ...] = ()

    @property
    def is_of_review(self) -> bool:
        """True when it depends on the people or the notes of a review."""
        return bool(self.person or self.nobody or self.not_about)


class Concern(NamedTuple):
    """A question about one child, with the events that raise it.

    `severity` is act, watch or note; `since` is the day that has passed, None while it is still
    to come; `letter` is the template that asks, None while there is none, and `letter_of_all` that
    it is about all that is recorded. `by_post` is true when what answers it can be in the post;
    `others` says what else it is about, a sentence each.
    """

    id: str
    child: str
    severity: str
    since: date | None
    question: str
    why: str
    basis: str
    citation: str
    evidence: tuple[Event, ...]
    letter: str | None = None
    deadline: Deadline | None = None
    by_post: bool = True
    letter_of_all: bool = False
    instead_of: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def letter_about(self) -> str | None:
        """The id of the event that its letter is about; None where it is about all of them."""
        return None if self.letter_of_all else self.evidence[0].id

    def is_answered_by(self, answer: Answer) -> bool:
        """Say whether the family's answer is to this question; to any one of what was counted."""
        asked = self.evidence[:1] if self.deadline else self.evidence
        return answer.question == self.id and answer.event in (event.id for event in asked)

    def as_json(self, child_name: str) -> dict[str, object]:
        """Return the object that `ehcp check --json` prints."""
        return {
            "concern": self.id,
            "child": child_name,
            "severity": self.severity,
            "since": self.since.isoformat() if self.since else None,
            "question": self.question,
            "why": self.why,
            "basis": self.basis,
            "citation": self.citation,
            "evidence": [
                {"kind": event.kind, "on": event.on.iso() if event.on else None}
                for event in self.evidence
            ],
            "letter": self.letter,
        }


class Around(NamedTuple):
    """What is known of a review besides its events: its people, and the lines noted at it.

    Each person stands with the place they come from, "" where their role does not say.
    """

    people: Sequence[tuple[Invitee, str]] = ()
    lines: Sequence[MeetingLine] = ()


def nothing_around(_review: str) -> Around:
    """Return what is known of a review of which only the events are."""
    return Around()


def in_school(_day: date) -> bool:
    """Return that the child goes to a school, as long as nothing else is known."""
    return True


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All that the questions about one child depend on; `letters` are the templates there are.

    `around` gives what else is known of a review, by its id, and `attends` whether the child goes
    to a school on a day; they are asked only where it matters.
    """

    case: Case
    deadlines: Sequence[Deadline]
    rules: Mapping[str, Rule]
    letters: frozenset[str] = frozenset()
    around: Callable[[str], Around] = nothing_around
    attends: Callable[[date], bool] = in_school

    def of(self, words: Iterable[str]) -> list[Event]:
        """Return the events of these kinds, each "kind" or "kind:outcome"."""
        return [
            event
            for word in words
            for event in self._by_kind.get(word.partition(":")[0], ())
            if word in (event.kind, f"{event.kind}:{event.outcome}")
        ]

    def under(self, rules: Iterable[str]) -> list[Deadline]:
        """Return the deadlines of these rules, in the order of all."""
        found = [one for rule in rules for one in self._by_rule.get(rule, ())]
        return [deadline for _, deadline in sorted(found, key=_first)]

    @cached_property
    def _by_kind(self) -> dict[str, list[Event]]:
        found: dict[str, list[Event]] = {}
        for event in self.case.events:
            found.setdefault(event.kind, []).append(event)
        return found

    @cached_property
    def _by_rule(self) -> dict[str, list[tuple[int, Deadline]]]:
        found: dict[str, list[tuple[int, Deadline]]] = {}
        for number, deadline in enumerate(self.deadlines):
            found.setdefault(deadline.rule.id, []).append((number, deadline))
        return found


def concerns(inquiries: Iterable[Inquiry], facts: Facts) -> list[Concern]:
    """Return what to ask about one child, the most pressing first, answered questions left out."""
    from ehcp_desktop.domain.raising import raised

    every: list[Concern] = []
    for _, group in groupby(inquiries, key=lambda inquiry: inquiry.id):
        entries = list(group)
        found = _one_for_each_limit([one for entry in entries for one in raised(entry, facts)])
        every.extend(_together(entries[0], found) if entries[0].ask and found else found)
    asked = [one for one in every if not _is_answered(one, facts.case)]
    spoken_for = {
        (other, _place(one), level)
        for one in asked
        for other in one.instead_of
        for level in SEVERITIES[SEVERITIES.index(one.severity) :]
    }
    return sorted(
        (one for one in asked if (one.id, _place(one), one.severity) not in spoken_for),
        key=_order,
    )


def severity(deadline: Deadline, today: date) -> str:
    """Return how pressing a deadline is: act, watch or note.

    act: past its latest day, or a family's own window of 21 days or less; watch: within 12 weeks.
    """
    if deadline.state == "overdue":
        return "act"
    if deadline.state in _PAST_STATES or deadline.due is None:
        return "note"
    if deadline.rule.owner == "family" and days_left(deadline, today) <= _FAMILY_NOTICE:
        return "act"
    return "watch" if (deadline.due - today).days <= _WATCH else "note"


def same_part(inquiry: Inquiry, event: Event) -> str:
    """Return what must be the same of all that is counted together; "" where it is not noted."""
    part = part_of(event.notes, inquiry.alike) if inquiry.alike else ""
    return " ".join(part.split()).casefold()


def _first(numbered: tuple[int, Deadline]) -> int:
    return numbered[0]


def _place(concern: Concern) -> str:
    """Return the review that it is about, else the event."""
    review = concern.deadline.review if concern.deadline else concern.evidence[0].review
    return review or concern.evidence[0].id


def _one_for_each_limit(found: list[Concern]) -> list[Concern]:
    """Leave out a deadline that another one, already asked about, says it speaks for too."""
    asked: set[tuple[str, str]] = set()
    kept = []
    for concern in found:
        about = concern.evidence[0].id
        place = (concern.deadline.review if concern.deadline else None) or about
        own = concern.deadline.rule.id if concern.deadline else ""
        if asked & {(own, place), (own, about)}:
            continue
        also = concern.deadline.also if concern.deadline else ()
        asked |= {(own, about), *((rule, place) for rule in also)}
        kept.append(concern)
    return kept


def _together(inquiry: Inquiry, found: list[Concern]) -> list[Concern]:
    from ehcp_desktop.domain.one_question import one_question_each

    return one_question_each(inquiry, found)


def _is_answered(concern: Concern, case: Case) -> bool:
    return any(
        concern.is_answered_by(answer) and _still_holds(answer, case.today)
        for answer in case.answers
    )


def _still_holds(answer: Answer, today: date) -> bool:
    if answer.value == "have_it":
        return True
    return bool(answer.until and answer.until.last >= today)


def _order(concern: Concern) -> tuple[int, date, str]:
    return SEVERITIES.index(concern.severity), concern.since or date.max, concern.id
