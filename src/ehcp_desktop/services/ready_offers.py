"""What the record offers for the preparation of a review, to be taken with one press."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.counting import Count
from ehcp_desktop.domain.preparation import Preparation
from ehcp_desktop.domain.review import HELD
from ehcp_desktop.domain.when import spoken_day
from ehcp_desktop.services import diary, family_dates, getting_ready, meeting, meeting_notes
from ehcp_desktop.services.meeting_parts import parts_for
from ehcp_desktop.services.today import agenda, title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.domain.review import Action, Review
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.today import Matter

_A_YEAR = Count(unit="months", amount=12, before=True)
_LATE = ("overdue", "possibly_overdue")


class Offer(NamedTuple):
    """Words for one line, and where the record has them."""

    text: str
    source: str


def offers(family: Family, review: Review, part: str) -> list[Offer]:
    """Return what the record has for a part of LISTS, without what is prepared already."""
    taken = {one.text for one in getting_ready.lines(family, review.id, part)}
    every = {one.text: one for one in _FOUND[part](family, review)}
    return [one for text, one in every.items() if text.replace("\u00a0", " ") not in taken]


def take(family: Family, review: Review, part: str, offer: Offer) -> Preparation:
    """Prepare what is offered."""
    source, text = (words.replace("\u00a0", " ") for words in (offer.source, offer.text))
    line = Preparation(review=review.id, part=part, topic=source, text=text)
    return getting_ready.keep(family, line)


def owed(family: Family, child_id: str) -> list[Matter]:
    """Return what others owe a child by law and is late, or perhaps late, the worst first."""
    late = agenda(family, child_id).late
    return [one for one in late if one.deadline and one.deadline.rule.owner != "family"]


def last_held(family: Family, review: Review) -> tuple[Review, Event] | None:
    """Return the review whose meeting was held last before this one, and that meeting."""
    others = [one for one in family.store.reviews.all(child=review.child) if one.id != review.id]
    met = [(one, meeting.meeting_of(family, one)) for one in others]
    before = day_of(family, review)
    held = [
        (event.on.first, one, event)
        for one, event in met
        if event and event.kind == HELD and event.on and event.on.first < before
    ]
    return max(held, key=lambda found: found[0])[1:] if held else None


def day_of(family: Family, review: Review) -> date:
    """Return the day of a review's meeting; today while that is not known."""
    met = meeting.meeting_of(family, review)
    return met.on.first if met is not None and met.on is not None else family.today()


def _good_news(family: Family, review: Review) -> Iterator[Offer]:
    """Yield what went well since the last review, the newest first; without one, of a year."""
    last = last_held(family, review)
    since = last[1].on.first if last and last[1].on else None
    since = since or _A_YEAR.end(family.today(), family.calendar)
    wins = family.store.events.all(order="on desc", child=review.child, kind="celebration")
    for event in wins:
        if event.on and event.summary and event.on.last >= since:
            yield Offer(event.summary, _and(event.who, event.on.spoken()))
    yield from _kept_promises(family, review, since)
    for action in _actions(family, last):
        if action.done:
            yield Offer(action.text, _and(action.owner, f"done on {action.done.spoken()}"))


def _kept_promises(family: Family, review: Review, since: date) -> Iterator[Offer]:
    for one in diary.due(family, review.child):
        if one.rule.id == family_dates.PROMISE and one.met_on and one.met_on.last >= since:
            kept = f"kept on {one.met_on.spoken()}"
            yield Offer(title(one), _and(f"Promised by {one.trigger.who or 'somebody'}", kept))


def _open_matters(family: Family, review: Review) -> Iterator[Offer]:
    """Yield what is late by law, then what nobody has answered, kept or done."""
    for late in (one.deadline for one in owed(family, review.child)):
        if late is not None and late.due is not None:
            words = f"{title(late)}: when can we expect it?"
            yield Offer(words, f"Due on {spoken_day(late.due)}. {late.rule.citation}")
    for one in diary.due(family, review.child):
        if one.rule.id in _ASKED and one.state in _LATE and one.due:
            yield _ASKED[one.rule.id](one, spoken_day(one.due))
    actions = _actions(family, last_held(family, review))
    yield from (_undone(action) for action in actions if not action.done)


def _undone(action: Action) -> Offer:
    who = _and(action.owner, f"by {action.by.spoken()}" if action.by else "")
    said = f"Agreed at the last review. {who}".strip()
    return Offer(f"Has this been done? {action.text}", said)


def _actions(family: Family, last: tuple[Review, Event] | None) -> list[Action]:
    """Return what was to be done after a review, as far as it has words."""
    return [one for one in meeting_notes.actions(family, last[0].id) if one.text] if last else []


def _unanswered(one: Deadline, due: str) -> Offer:
    who = f" from {one.trigger.who}" if one.trigger.who else ""
    on = f" of {one.trigger.on.spoken()}" if one.trigger.on else ""
    words = f"An answer{who} to our message{on}: {title(one)}"
    return Offer(words, f"Asked for by {due}; none is recorded")


def _promised(one: Deadline, due: str) -> Offer:
    who = one.trigger.who or "Somebody"
    return Offer(f"What has come of the promise: {title(one)}", f"{who} promised it by {due}")


def _questions(family: Family, review: Review) -> Iterator[Offer]:
    """Yield what was asked at the last meeting and not answered, then what is always asked."""
    last = last_held(family, review)
    if last is not None and last[1].on is not None:
        on = last[1].on.spoken()
        for line in meeting.lines(family, last[0].id):
            if line.kind == "question":
                yield Offer(line.text, f"Asked on {on}, and not answered then")
    for part in parts_for(family, family.store.children.get(review.child)):
        for prompt in part.prompts:
            yield Offer(prompt, f"For the part “{part.title}”")


def _and(who: str, day: str) -> str:
    return ", ".join(filter(None, (who, day)))


_ASKED: dict[str, Callable[[Deadline, str], Offer]] = {
    family_dates.REPLY_ASKED: _unanswered,
    family_dates.PROMISE: _promised,
}
_FOUND: dict[str, Callable[[Family, Review], Iterator[Offer]]] = {
    "goes_well": _good_news,
    "ask": _open_matters,
    "question": _questions,
}
