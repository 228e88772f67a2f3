"""Questions that the record raises. A concern asks; it is never a verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from ehcp_desktop.domain.deadline import Case, Deadline
from ehcp_desktop.domain.event import Answer, Event
from ehcp_desktop.domain.review import meeting_among
from ehcp_desktop.domain.rule import Rule
from ehcp_desktop.domain.when import When, spoken_day

SEVERITIES = ("act", "watch", "note")
_FAMILY_NOTICE = 21  # days; a family's own window of 21 days or less
_WATCH = 84  # days: twelve weeks
_LATE_STATES = frozenset({"met_late", "possibly_met_late"})
_PAST_STATES = _LATE_STATES | {"missed"}


@dataclass(frozen=True, kw_only=True)
class Inquiry:
    """One entry of resources/concerns.toml: when to ask, in which words, with which letter.

    It asks about a deadline of `rules` in one of `states`, or about an `event` with none of
    `unless` after it; the file says what the other fields mean.
    """

    id: str
    question: str
    why: str
    rules: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    within_days: int | None = None
    for_days: int | None = None
    event: str = ""
    unless: tuple[str, ...] = ()
    unless_from: str = ""
    after_days: int = 0
    rule: str = ""
    severity: str = ""
    letter: str = ""
    reminds: bool = False


@dataclass(frozen=True, kw_only=True)
class Concern:
    """A question about one child, with the events that raise it.

    `severity` is act, watch or note; `since` is the day that has passed, None while it is still
    to come; `letter` is the template that asks, None while there is none.
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
    if deadline.rule.owner == "family" and _days_left(deadline, today) <= _FAMILY_NOTICE:
        return "act"
    return "watch" if (deadline.due - today).days <= _WATCH else "note"


def _raised(inquiry: Inquiry, facts: Facts) -> list[Concern]:
    if inquiry.event:
        return [
            _about_event(inquiry, event, facts)
            for event in facts.case.events
            if _is_unanswered(inquiry, event, facts.case)
        ]
    return [
        _about_deadline(inquiry, deadline, facts)
        for deadline in facts.deadlines
        if _asks(inquiry, deadline, facts.case)
    ]


# ---- About a deadline


def _asks(inquiry: Inquiry, deadline: Deadline, case: Case) -> bool:
    return (
        deadline.rule.id in inquiry.rules
        and deadline.state in inquiry.states
        and not deadline.conditional
        and _is_near(inquiry, deadline, case.today)
        and not (inquiry.unless and _is_prepared(inquiry, deadline, case))
    )


def _is_near(inquiry: Inquiry, deadline: Deadline, today: date) -> bool:
    if inquiry.within_days is not None:
        return _days_left(deadline, today) <= inquiry.within_days
    if inquiry.for_days is not None and deadline.due:
        return (today - deadline.due).days <= inquiry.for_days
    return True


def _is_prepared(inquiry: Inquiry, deadline: Deadline, case: Case) -> bool:
    """Say whether an event of `unless` stands between `unless_from` and the limit."""
    last = deadline.latest or deadline.due
    if not deadline.trigger.on or not last:
        return False
    first = _last_day_of(inquiry.unless_from, deadline.trigger.on.first)
    return any(
        event.on is not None and event.on.last >= first and event.on.first <= last
        for event in case.events
        if _fits(event, inquiry.unless)
    )


def _last_day_of(month_day: str, before: date) -> date:
    """Return the last such day of the year that lies before a day."""
    this_year = date.fromisoformat(f"{before.year}-{month_day}")
    return this_year if this_year < before else this_year.replace(year=before.year - 1)


def _about_deadline(inquiry: Inquiry, deadline: Deadline, facts: Facts) -> Concern:
    rule = deadline.rule
    evidence = (deadline.trigger, deadline.met_by) if deadline.met_by else (deadline.trigger,)
    return _concern(
        inquiry,
        facts,
        rule,
        deadline,
        evidence,
    )


# ---- About an event


def _is_unanswered(inquiry: Inquiry, event: Event, case: Case) -> bool:
    if not _fits(event, (inquiry.event,)) or event.on is None:
        return False
    if case.today <= event.on.last + timedelta(days=inquiry.after_days) and inquiry.after_days:
        return False
    later = (other for other in case.events if _fits(other, inquiry.unless))
    return not any(_answers(other, event) for other in later)


def _answers(other: Event, event: Event) -> bool:
    if other.review and other.review == event.review:
        return True
    return bool(other.on and event.on and other.on.last >= event.on.first)


def _about_event(inquiry: Inquiry, event: Event, facts: Facts) -> Concern:
    same = (
        deadline
        for deadline in facts.deadlines
        if deadline.rule.id == inquiry.rule and deadline.review and deadline.review == event.review
    )
    deadline = next(same, None)
    meeting = _meeting(event.review, facts.case)
    evidence = (event, meeting) if meeting and meeting != event else (event,)
    rule = deadline.rule if deadline else facts.rules[inquiry.rule]
    return _concern(inquiry, facts, rule, deadline, evidence)


# ---- The question itself


def _concern(
    inquiry: Inquiry,
    facts: Facts,
    rule: Rule,
    deadline: Deadline | None,
    evidence: tuple[Event, ...],
) -> Concern:
    words = _words(inquiry, facts, deadline, evidence)
    return Concern(
        id=inquiry.id,
        child=facts.case.child.id,
        severity=_severity(inquiry, deadline, facts.case.today),
        since=_since(inquiry, deadline, evidence[0], facts.case.today),
        question=inquiry.question.format_map(words),
        why=" ".join(inquiry.why.format_map(words).split()),
        basis=rule.basis,
        citation=rule.citation,
        evidence=evidence,
        letter=_letter(inquiry, evidence[0], facts.letters),
        deadline=deadline,
    )


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
        return deadline.due if deadline.due < today or deadline.state in _LATE_STATES else None
    return event.on.last + timedelta(days=inquiry.after_days) if event.on else None


def _words(
    inquiry: Inquiry, facts: Facts, deadline: Deadline | None, evidence: tuple[Event, ...]
) -> dict[str, str]:
    event, today = evidence[0], facts.case.today
    child = facts.case.child
    return {
        "child": child.name,
        "authority": child.authority or "The council",
        "review": _review_words(event, facts.case),
        "on": _spoken(event.on),
        "counted_from": _spoken(deadline.trigger_on if deadline else event.on),
        "limit": _limit(deadline),
        "careful": _day(deadline.cautious or deadline.due) if deadline else "",
        "counting": deadline.counting if deadline else "",
        "lateness": _lateness(deadline, today),
        "came": _spoken(deadline.met_on) if deadline else "",
        "left": _left(deadline, today),
        "after_days": str(inquiry.after_days),
    }


def _review_words(event: Event, case: Case) -> str:
    meeting = _meeting(event.review, case) or event
    return f"the review of {_spoken(meeting.on)}" if meeting.on else "the review"


def _meeting(review: str | None, case: Case) -> Event | None:
    return meeting_among(event for event in case.events if review and event.review == review)


def _limit(deadline: Deadline | None) -> str:
    if not deadline or not deadline.due:
        return "not known"
    imprecise = deadline.trigger.on and not deadline.trigger.on.is_exact
    return f"{_day(deadline.due)} at the latest" if imprecise else _day(deadline.due)


def _lateness(deadline: Deadline | None, today: date) -> str:
    """Return one sentence about how late it is; "" when nothing is."""
    if deadline is None or deadline.due is None:
        return ""
    least = "at least " if deadline.at_least else ""
    if deadline.state == "overdue":
        return f"That was {least}{_days((today - deadline.due).days)} ago."
    if deadline.state == "possibly_overdue":
        return "It may be late: it depends on the exact day, or on how the time is counted."
    if deadline.state == "met_late" and deadline.days_late:
        return f"It came {least}{_days(deadline.days_late)} late."
    return "It may have come late." if deadline.state in _LATE_STATES else ""


def _left(deadline: Deadline | None, today: date) -> str:
    if deadline is None or deadline.due is None:
        return ""
    left = _days_left(deadline, today)
    if left == 0:
        return "today"
    return f"in {_days(left)}" if left > 0 else f"{_days(-left)} ago"


def _days_left(deadline: Deadline, today: date) -> int:
    careful = deadline.cautious or deadline.due
    return (careful - today).days if careful else _WATCH + 1


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def _day(day: date | None) -> str:
    return spoken_day(day).replace("\u00a0", " ") if day else "not known"


def _spoken(when: When | None) -> str:
    return when.spoken().replace("\u00a0", " ") if when else "a day not known"


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
        also = concern.deadline.also if concern.deadline else ()
        asked.update((rule, place) for rule in also)
        kept.append(concern)
    return kept


def _is_answered(concern: Concern, case: Case) -> bool:
    return any(
        answer.question == concern.id
        and answer.event == concern.evidence[0].id
        and _still_holds(answer, case.today)
        for answer in case.answers
    )


def _still_holds(answer: Answer, today: date) -> bool:
    if answer.value == "have_it":
        return True
    return bool(answer.until and answer.until.last >= today)


def _fits(event: Event, kinds: Sequence[str]) -> bool:
    return event.kind in kinds or f"{event.kind}:{event.outcome}" in kinds


def _order(concern: Concern) -> tuple[int, date, str]:
    return SEVERITIES.index(concern.severity), concern.since or date.max, concern.id
