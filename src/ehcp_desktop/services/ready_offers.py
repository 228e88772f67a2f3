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
    from ehcp_desktop.services.today import Agenda, Matter

WINS = 3  # things that go well in the pack
_A_YEAR = Count(unit="months", amount=12, before=True)
_LATE = ("overdue", "possibly_overdue")


class Offer(NamedTuple):
    """Words for one line, and where the record has them."""

    text: str
    source: str


class Offers:
    """What the record has for the preparation of one review, read once.

    `owed` is what others owe the child by law and is late, or perhaps late, the worst first.
    """

    def __init__(self, family: Family, review: Review, known: Agenda | None = None) -> None:
        """Take what Today shows of the child, where that is known already."""
        self.owed = owed(known or agenda(family, review.child))
        self._family = family
        self._review = review
        self._last = last_held(family, review)
        self._due = diary.due(family, review.child)

    def of(self, part: str) -> list[Offer]:
        """Return the offers for a part of LISTS, without what is prepared already."""
        found = {
            "goes_well": self._good_news,
            "ask": self._open_matters,
            "question": self._questions,
        }
        taken = {one.text for one in getting_ready.lines(self._family, self._review.id, part)}
        every = {one.text.replace("\u00a0", " "): one for one in found[part]()}
        return [one for text, one in every.items() if text not in taken]

    def _good_news(self) -> Iterator[Offer]:
        """Yield what went well since the last review, or in a year, the newest first."""
        since = self._last[1].on.first if self._last and self._last[1].on else None
        since = since or _A_YEAR.end(self._family.today(), self._family.calendar)
        store, child = self._family.store, self._review.child
        for event in store.events.all(order="on desc", child=child, kind="celebration"):
            if event.on and event.summary and event.on.last >= since:
                yield Offer(event.summary, _and(event.who, event.on.spoken()))
        yield from self._kept(since)
        for action in self._actions():
            if action.done:
                yield Offer(action.text, _and(action.owner, f"done on {action.done.spoken()}"))

    def _kept(self, since: date) -> Iterator[Offer]:
        for one in self._due:
            if one.rule.id == family_dates.PROMISE and one.met_on and one.met_on.last >= since:
                who = f"Promised by {one.trigger.who or 'somebody'}"
                yield Offer(title(one), _and(who, f"kept on {one.met_on.spoken()}"))

    def _open_matters(self) -> Iterator[Offer]:
        """Yield what is late by law, then what nobody has answered, kept or done."""
        for late in (one.deadline for one in self.owed):
            if late is not None and late.due is not None:
                words = f"{title(late)}: when can we expect it?"
                yield Offer(words, f"Due on {spoken_day(late.due)}. {late.rule.citation}")
        for one in self._due:
            if one.rule.id in _ASKED and one.state in _LATE and one.due:
                yield _ASKED[one.rule.id](one, spoken_day(one.due))
        yield from (_undone(action) for action in self._actions() if not action.done)

    def _questions(self) -> Iterator[Offer]:
        """Yield what was asked at the last meeting and not answered, then what is always asked."""
        if self._last is not None and self._last[1].on is not None:
            on = self._last[1].on.spoken()
            for line in meeting.lines(self._family, self._last[0].id):
                if line.kind == "question":
                    yield Offer(line.text, f"Asked on {on}, and not answered then")
        child = self._family.store.children.get(self._review.child)
        for part in parts_for(self._family, child):
            for prompt in part.prompts:
                yield Offer(prompt, f"For the part “{part.title}”")

    def _actions(self) -> list[Action]:
        """Return what was to be done after the last review, as far as it has words."""
        if self._last is None:
            return []
        return [one for one in meeting_notes.actions(self._family, self._last[0].id) if one.text]


def take(family: Family, review: Review, part: str, offer: Offer) -> Preparation:
    """Prepare what is offered."""
    source, text = (words.replace("\u00a0", " ") for words in (offer.source, offer.text))
    line = Preparation(review=review.id, part=part, topic=source, text=text)
    return getting_ready.keep(family, line)


def begin(family: Family, review: Review) -> None:
    """Prepare a review with what the record has: good news, as much as is printed, and asks."""
    found = Offers(family, review)
    with family.store.action("Begin to get ready"):
        for part, most in (("goes_well", WINS), ("ask", None)):
            for offer in found.of(part)[:most]:
                take(family, review, part, offer)


def owed(known: Agenda) -> list[Matter]:
    """Return what others owe a child by law and is late, or perhaps late, the worst first."""
    late = ((one, one.deadline) for one in known.late)
    return [one for one, limit in late if limit is not None and limit.rule.owner != "family"]


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


def _undone(action: Action) -> Offer:
    who = _and(action.owner, f"by {action.by.spoken()}" if action.by else "")
    said = f"Agreed at the last review. {who}".strip()
    return Offer(f"Has this been done? {action.text}", said)


def _unanswered(one: Deadline, due: str) -> Offer:
    who = f" from {one.trigger.who}" if one.trigger.who else ""
    on = f" of {one.trigger.on.spoken()}" if one.trigger.on else ""
    words = f"An answer{who} to our message{on}: {title(one)}"
    return Offer(words, f"Asked for by {due}; none is recorded")


def _promised(one: Deadline, due: str) -> Offer:
    who = one.trigger.who or "Somebody"
    return Offer(f"What has come of the promise: {title(one)}", f"{who} promised it by {due}")


def _and(who: str, day: str) -> str:
    return ", ".join(filter(None, (who, day)))


_ASKED: dict[str, Callable[[Deadline, str], Offer]] = {
    family_dates.REPLY_ASKED: _unanswered,
    family_dates.PROMISE: _promised,
}
