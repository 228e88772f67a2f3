"""Questions that the record raises. A concern asks; it is never a verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from ehcp_desktop.domain.concern_words import LATE_STATES, days_left, meeting_of, words_of
from ehcp_desktop.domain.deadline import Case, Deadline
from ehcp_desktop.domain.event import Answer, Event, part_of
from ehcp_desktop.domain.rule import Rule

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
    within_days: int | None = None
    for_days: int | None = None
    event: str = ""
    where: tuple[tuple[str, str], ...] = ()
    once: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()
    ahead_days: int = 0
    unless: tuple[str, ...] = ()
    unless_from: str = ""
    unless_days: int | None = None
    after_days: int = 0
    times: int = 0
    alike: str = ""
    missing: str = ""
    percent: int = 0
    beside: tuple[str, ...] = ()
    rule: str = ""
    severity: str = ""
    letter: str = ""
    reminds: bool = False
    by_post: bool = True


class Concern(NamedTuple):
    """A question about one child, with the events that raise it.

    `severity` is act, watch or note; `since` is the day that has passed, None while it is still
    to come; `letter` is the template that asks, None while there is none. `by_post` is true when
    what answers it can be in the post.
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


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All that the questions about one child depend on; `letters` are the templates there are."""

    case: Case
    deadlines: Sequence[Deadline]
    rules: Mapping[str, Rule]
    letters: frozenset[str] = frozenset()

    def of(self, words: Iterable[str]) -> list[Event]:
        """Return the events of these kinds, each "kind" or "kind:outcome"."""
        return [
            event
            for word in words
            for event in self._by_kind.get(word.partition(":")[0], ())
            if word in (event.kind, f"{event.kind}:{event.outcome}")
        ]

    @cached_property
    def _by_kind(self) -> dict[str, list[Event]]:
        found: dict[str, list[Event]] = {}
        for event in self.case.events:
            found.setdefault(event.kind, []).append(event)
        return found


def concerns(inquiries: Iterable[Inquiry], facts: Facts) -> list[Concern]:
    """Return what to ask about one child, the most pressing first, answered questions left out."""
    raised: list[Concern] = []
    for _, entries in groupby(inquiries, key=lambda inquiry: inquiry.id):
        found = [concern for entry in entries for concern in _raised(entry, facts)]
        raised.extend(_one_for_each_limit(found))
    waiting = [one for one in raised if not _is_answered(one, facts.case)]
    return sorted(waiting, key=_order)


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


def _raised(inquiry: Inquiry, facts: Facts) -> list[Concern]:
    if not inquiry.event:
        return [
            _about_deadline(inquiry, deadline, facts)
            for deadline in facts.deadlines
            if _asks(inquiry, deadline, facts)
        ]
    answers = facts.of(inquiry.unless)
    events = [
        each
        for each in facts.of((inquiry.event,))
        if _applies(inquiry, each, facts)
        and not any(_answers(one, each, inquiry) for one in answers)
    ]
    if inquiry.times:
        return _about_many(inquiry, events, facts) if events else []
    return [_about_event(inquiry, event, facts) for event in events]


# ---- About a deadline


def _asks(inquiry: Inquiry, deadline: Deadline, facts: Facts) -> bool:
    return (
        deadline.rule.id in inquiry.rules
        and deadline.state in inquiry.states
        and not deadline.conditional
        and _is_near(inquiry, deadline, facts.case.today)
        and not (inquiry.unless and _is_prepared(inquiry, deadline, facts))
    )


def _is_near(inquiry: Inquiry, deadline: Deadline, today: date) -> bool:
    if inquiry.within_days is not None:
        return days_left(deadline, today) <= inquiry.within_days
    if inquiry.for_days is not None and deadline.due:
        return (today - deadline.due).days <= inquiry.for_days
    return True


def _is_prepared(inquiry: Inquiry, deadline: Deadline, facts: Facts) -> bool:
    """Say whether an event of `unless` came after `unless_from`, or the start, and in time."""
    last = deadline.latest or deadline.due
    if not deadline.trigger.on or not last:
        return False
    first = _last_day_of(inquiry.unless_from, deadline.trigger.on.first)
    return any(
        event.on is not None and event.on.last >= first and event.on.first <= last
        for event in facts.of(inquiry.unless)
        if event.id != deadline.trigger.id
    )


def _last_day_of(month_day: str, before: date) -> date:
    """Return the last such day of the year that lies before a day; the day itself for none."""
    if not month_day:
        return before
    this_year = date.fromisoformat(f"{before.year}-{month_day}")
    return this_year if this_year < before else this_year.replace(year=before.year - 1)


def _about_deadline(inquiry: Inquiry, deadline: Deadline, facts: Facts) -> Concern:
    rule = deadline.rule
    evidence = (deadline.trigger, deadline.met_by) if deadline.met_by else (deadline.trigger,)
    return _concern(inquiry, facts, rule, deadline, evidence)


# ---- About an event


def _applies(inquiry: Inquiry, event: Event, facts: Facts) -> bool:
    """Say whether an event is such that it asks, as long as nothing answers it."""
    return (
        _is_time(inquiry, event, facts.case.today)
        and all(_says(event, name, said, facts) for name, said in inquiry.where)
        and (not inquiry.once or any(_precedes(one, event) for one in facts.of(inquiry.once)))
        and (not inquiry.ahead or _has_ahead(inquiry, event, facts))
    )


def _is_time(inquiry: Inquiry, event: Event, today: date) -> bool:
    if event.on is None:
        return False
    ago = (today - event.on.last).days
    most = inquiry.within_days if inquiry.times else inquiry.for_days
    is_time = ago > inquiry.after_days or not inquiry.after_days
    return is_time and (most is None or ago <= most)


def _says(event: Event, name: str, wanted: str, facts: Facts) -> bool:
    """Say whether a field, or the model of its review, says this; "past" is a `by` gone by."""
    if name == "model":
        review = facts.case.reviews.get(event.review or "")
        return wanted in (review.model if review else event.model.casefold())
    if name == "by" and event.by is not None:
        return wanted == "past" and event.by.last < facts.case.today
    return (getattr(event, name) or "") == wanted


def _precedes(other: Event, event: Event) -> bool:
    return bool(other.on and event.on and other.on.last <= event.on.first)


def _has_ahead(inquiry: Inquiry, event: Event, facts: Facts) -> bool:
    last = event.on.last + timedelta(days=inquiry.ahead_days) if event.on else date.min
    found = facts.of(inquiry.ahead)
    return any(one.on and facts.case.today <= one.on.last <= last for one in found)


def _answers(other: Event, event: Event, inquiry: Inquiry) -> bool:
    is_ours = inquiry.reminds and other.direction == "sent"
    if is_ours or other.id == event.id:
        return False
    if other.review and other.review == event.review:
        return True
    return _is_after(other, event, inquiry.unless_days) and _is_alike(other, event, inquiry)


def _is_after(other: Event, event: Event, most: int | None) -> bool:
    if not (other.on and event.on and other.on.last >= event.on.first):
        return False
    return most is None or (other.on.first - event.on.last).days <= most


def _is_alike(other: Event, event: Event, inquiry: Inquiry) -> bool:
    """Say whether both can be of the same: what is not noted can be of any."""
    parts = {same_part(inquiry, one) for one in (other, event)} if inquiry.alike else {""}
    return len(parts) == 1 or "" in parts


def _about_event(inquiry: Inquiry, event: Event, facts: Facts) -> Concern:
    same = (
        deadline
        for deadline in facts.deadlines
        if deadline.rule.id == inquiry.rule and deadline.review and deadline.review == event.review
    )
    deadline = next(same, None)
    meeting = meeting_of(event.review, facts.case)
    evidence = (event, meeting) if meeting and meeting != event else (event,)
    rule = deadline.rule if deadline else facts.rules.get(inquiry.rule)
    return _concern(inquiry, facts, rule, deadline, evidence)


def _about_many(inquiry: Inquiry, events: Sequence[Event], facts: Facts) -> list[Concern]:
    from ehcp_desktop.domain.tally import tally

    found = tally(inquiry, events, facts)
    if found is None:
        return []
    rule = facts.rules.get(inquiry.rule)
    return [_concern(inquiry, facts, rule, None, found.events, found.words)]


# ---- The question itself


def _concern(
    inquiry: Inquiry,
    facts: Facts,
    rule: Rule | None,
    deadline: Deadline | None,
    evidence: tuple[Event, ...],
    counted: Mapping[str, str] | None = None,
) -> Concern:
    words = words_of(inquiry, facts.case, deadline, evidence) | dict(counted or {})
    return Concern(
        id=inquiry.id,
        child=facts.case.child.id,
        severity=_severity(inquiry, deadline, facts.case.today),
        since=_since(inquiry, deadline, evidence[0], facts.case.today),
        question=_sentences(inquiry.question, words),
        why=_sentences(inquiry.why, words),
        basis=rule.basis if rule else "practice",
        citation=rule.citation if rule else "",
        evidence=evidence,
        letter=_letter(inquiry, evidence[0], facts.letters),
        deadline=deadline,
        by_post=inquiry.by_post,
    )


def _sentences(text: str, words: Mapping[str, str]) -> str:
    said = " ".join(text.format_map(words).split())
    return said[:1].upper() + said[1:]


def _letter(inquiry: Inquiry, event: Event, letters: frozenset[str]) -> str | None:
    """Return the letter that asks; a reminder only of something that the family sent."""
    if inquiry.letter not in letters:
        return None
    is_ours = event.letter is not None or event.direction == "sent"
    return inquiry.letter if is_ours or not inquiry.reminds else None


def _severity(inquiry: Inquiry, deadline: Deadline | None, today: date) -> str:
    if inquiry.severity:
        return inquiry.severity
    return severity(deadline, today) if deadline else "watch"


def _since(inquiry: Inquiry, deadline: Deadline | None, event: Event, today: date) -> date | None:
    if deadline and deadline.due:
        return deadline.due if deadline.due < today or deadline.state in LATE_STATES else None
    return event.on.last + timedelta(days=inquiry.after_days) if event.on else None


# ---- Which of them to show


def _one_for_each_limit(found: list[Concern]) -> list[Concern]:
    """Leave out a deadline that another one, already asked about, says it speaks for too."""
    asked: set[tuple[str, str]] = set()
    kept = []
    for concern in found:
        place = concern.deadline.review if concern.deadline else None
        place = place or concern.evidence[0].id
        own = concern.deadline.rule.id if concern.deadline else ""
        if (own, place) in asked:
            continue
        also = concern.deadline.also if concern.deadline else ("",)
        asked.update((rule, place) for rule in also)
        kept.append(concern)
    return kept


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
