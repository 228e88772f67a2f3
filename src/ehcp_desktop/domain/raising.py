"""Which questions one entry of resources/concerns.toml raises about one child."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from ehcp_desktop.domain.concern import Concern, Facts, Inquiry, same_part, severity
from ehcp_desktop.domain.concern_words import LATE_STATES, days_left, meeting_of, words_of
from ehcp_desktop.domain.deadline import Deadline
from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.rule import Rule

_OPEN = frozenset({"waiting", "overdue", "possibly_overdue"})


def raised(inquiry: Inquiry, facts: Facts) -> list[Concern]:
    """Return what one entry asks, whether or not the family has answered it."""
    return _about_events(inquiry, facts) if inquiry.event else _about_limits(inquiry, facts)


# ---- About time limits


def _about_limits(inquiry: Inquiry, facts: Facts) -> list[Concern]:
    found = [one for one in facts.under(inquiry.rules) if _asks(inquiry, one, facts)]
    if inquiry.times:
        return _about_all_of_each(inquiry, found, facts) if found else []
    return [_about_limit(inquiry, deadline, facts) for deadline in found]


def _asks(inquiry: Inquiry, deadline: Deadline, facts: Facts) -> bool:
    return (
        deadline.state in inquiry.states
        and not deadline.conditional
        and _is_near(inquiry, deadline, facts.case.today)
        and (not inquiry.came or _came(inquiry, deadline))
        and (not inquiry.to_come or _is_to_come(deadline.trigger, facts.case.today))
        and not (inquiry.unless and _is_prepared(inquiry, deadline, facts))
        and not (inquiry.settled_by and _is_settled(inquiry, deadline, facts))
    )


def _came(inquiry: Inquiry, deadline: Deadline) -> bool:
    """Say whether a limit was met by one of the events that an entry is about."""
    met = deadline.met_by
    return met is not None and any(
        word in (met.kind, f"{met.kind}:{met.outcome}") for word in inquiry.came
    )


def _is_to_come(event: Event, today: date) -> bool:
    return event.on is not None and event.on.first > today


def _is_near(inquiry: Inquiry, deadline: Deadline, today: date) -> bool:
    if inquiry.within_days is not None:
        return days_left(deadline, today) <= inquiry.within_days
    if deadline.due is None:
        return not inquiry.after_days
    if inquiry.after_days and (today - deadline.due).days <= inquiry.after_days:
        return False
    since = deadline.due if inquiry.after_days else _ended(deadline, deadline.due)
    return inquiry.for_days is None or (today - since).days <= inquiry.for_days


def _ended(deadline: Deadline, due: date) -> date:
    """Return the last day of a limit, or the day on which what was late came."""
    came = deadline.met_on if deadline.state in LATE_STATES else None
    return max(due, came.last) if came else due


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


def _is_settled(inquiry: Inquiry, deadline: Deadline, facts: Facts) -> bool:
    """Say whether an event of `settled_by` came after the last day."""
    due = deadline.due or date.max
    return any(event.on and event.on.last > due for event in facts.of(inquiry.settled_by))


def _about_limit(inquiry: Inquiry, deadline: Deadline, facts: Facts) -> Concern:
    evidence = (deadline.trigger, deadline.met_by) if deadline.met_by else (deadline.trigger,)
    also = {"also": _also_passed(inquiry, deadline, facts)}
    return _concern(inquiry, facts, deadline.rule, deadline, evidence, also)


def _also_passed(inquiry: Inquiry, deadline: Deadline, facts: Facts) -> str:
    """Return what is said of another limit of the review that is open past its day, if any."""
    passed = (
        words_of(inquiry, facts.case, other, (other.trigger,))
        for other in facts.under((inquiry.also_rule,))
        if _is_beside(other, deadline)
        and other.state in _OPEN
        and other.due
        and other.due < facts.case.today
    )
    words = next(passed, None)
    return _sentences(inquiry.also, words) if words else ""


def _is_beside(other: Deadline, deadline: Deadline) -> bool:
    """Say whether both are of one review, or began with one event."""
    if other.trigger.id == deadline.trigger.id:
        return True
    return deadline.review is not None and other.review == deadline.review


def _about_all_of_each(inquiry: Inquiry, found: Sequence[Deadline], facts: Facts) -> list[Concern]:
    """Return one question for each review, or start, about all its limits, the first to end."""
    from ehcp_desktop.domain.tally import limits_of_each

    rule = facts.rules.get(inquiry.rule)
    return [
        _concern(inquiry, facts, rule, None, one.events, one.words)._replace(since=first.due)
        for first, one in limits_of_each(found)
    ]


# ---- About what happened


def _about_events(inquiry: Inquiry, facts: Facts) -> list[Concern]:
    answers = facts.of(inquiry.unless)
    events = [
        each
        for each in facts.of((inquiry.event,))
        if _applies(inquiry, each, facts)
        and not any(_answers(one, each, inquiry) for one in answers)
    ]
    if inquiry.times:
        return _about_many(inquiry, events, facts) if events else []
    if inquiry.is_of_review:
        return _about_reviews(inquiry, events, facts) if events else []
    return [_about_event(inquiry, event, facts) for event in events]


def _applies(inquiry: Inquiry, event: Event, facts: Facts) -> bool:
    """Say whether an event is such that it asks, as long as nothing answers it."""
    return (
        _is_time(inquiry, event, facts.case.today)
        and all(_says(event, name, said, facts) for name, said in inquiry.where)
        and all(_was_said(event, told, facts) for told in inquiry.said)
        and (not inquiry.while_open or _is_open(inquiry.while_open, event, facts))
        and (not inquiry.once or any(_precedes(one, event) for one in facts.of(inquiry.once)))
        and (not inquiry.ahead or _has_ahead(inquiry, event, facts))
    )


def _is_time(inquiry: Inquiry, event: Event, today: date) -> bool:
    if event.on is None:
        return False
    ago = (today - event.on.last).days
    if inquiry.before_days is not None:
        return 0 <= -ago <= inquiry.before_days
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


def _was_said(event: Event, told: tuple[str, str], facts: Facts) -> bool:
    """Say whether the family gave this answer about the event, or about its review."""
    return any(
        (answer.question, answer.value) == told and answer.event in (event.id, event.review)
        for answer in facts.case.answers
    )


def _is_open(rule: str, event: Event, facts: Facts) -> bool:
    """Say whether the limit of a rule that an event starts can still be kept."""
    return any(one.trigger.id == event.id and one.state in _OPEN for one in facts.under((rule,)))


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
        for deadline in facts.under((inquiry.rule,))
        if deadline.review and deadline.review == event.review
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


def _about_reviews(inquiry: Inquiry, events: Iterable[Event], facts: Facts) -> list[Concern]:
    """Return what is asked of the people and the notes of the reviews of these events."""
    from ehcp_desktop.domain.around_review import words_around

    told = ((event, words_around(inquiry, facts.around(event.review or ""))) for event in events)
    rule = facts.rules.get(inquiry.rule)
    limits = {one.trigger.id: one for one in facts.under((inquiry.rule,))}
    return [
        _concern(inquiry, facts, rule, limits.get(event.id), (event,), words)
        for event, words in told
        if words is not None
    ]


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
        citation=_citation(inquiry, evidence[-1], facts) or (rule.citation if rule else ""),
        evidence=evidence,
        letter=_letter(inquiry, evidence[0], facts.letters),
        deadline=deadline,
        by_post=inquiry.by_post,
        letter_of_all=inquiry.letter_of_all,
        instead_of=inquiry.instead_of,
    )


def _citation(inquiry: Inquiry, event: Event, facts: Facts) -> str:
    elsewhere = inquiry.citation_not_in_school
    is_elsewhere = elsewhere and event.on is not None and not facts.attends(event.on.first)
    return elsewhere if is_elsewhere else inquiry.citation


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
    if event.on is None or (inquiry.before_days is not None and event.on.last >= today):
        return None
    return event.on.last + timedelta(days=inquiry.after_days)
