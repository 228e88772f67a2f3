"""The events of one child in order, with what follows from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

from ehcp_desktop.domain.dates import add_months
from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.rule import Condition, Kinds, meaning
from ehcp_desktop.domain.ruleset import CONCLUDED, Ruleset
from ehcp_desktop.domain.when import When

if TYPE_CHECKING:
    from ehcp_desktop.domain.deadline import Case

UNNAMED = "~"
_ATTENDANCE = "school_attendance_changed"
_BY_DAY = attrgetter("first")
_MEETING_FIRST = itemgetter(0, 1)  # a meeting comes before what else is of its day


@dataclass(slots=True)
class Happening:
    """An event in its place: its first and last possible day, and the review it belongs to.

    `review` is a review's id, or one made of the meeting's event where it has none; `named` is
    the id only. `when` is the day on which it ended what it ends.
    """

    first: date
    last: date
    kind: str
    outcome: str
    review: str | None
    event: Event
    when: When
    named: str | None


def ended_on(event: Event) -> When | None:
    """Return the day that counts when the event ends a duty: sent, else dated, else on."""
    return event.sent or event.dated or event.on or event.received


def started_on(event: Event, counts_from: str) -> When | None:
    """Return the day from which a rule counts, falling back as the record says."""
    if counts_from == "on":
        return event.on or ended_on(event)
    if counts_from == "received":
        return event.received or event.on or ended_on(event)
    return ended_on(event)


class Timeline:
    """The relevant events of a case that have happened, in order of their first day."""

    def __init__(self, rules: Ruleset, case: Case) -> None:
        self.case = case
        self.meetings: list[tuple[date, str]] = []
        self.is_exact = True
        self._ahead = rules.ahead
        self._derived = rules.derived
        self.happenings = [self._placed(*found) for found in self._dated(rules.relevant)]
        self.kinds = {found.kind for found in self.happenings}
        self._conclude()

    def _dated(self, relevant: frozenset[str]) -> list[tuple[date, bool, When, Event]]:
        today = self.case.today
        opened_by = self._derived.review_opened_by
        found = []
        for event in self.case.events:
            kind = event.kind
            if kind not in relevant:
                continue
            when = event.sent or event.dated or event.on or event.received
            if when is None or (when.first > today and kind not in self._ahead):
                continue
            found.append((when.first, kind != opened_by, when, event))
        found.sort(key=_MEETING_FIRST)
        return found

    def _placed(self, first: date, is_other: bool, when: When, event: Event) -> Happening:
        last = when.last
        if first is not last and first != last:
            self.is_exact = False
        review = event.review
        if not is_other:
            review = review or f"{UNNAMED}{event.id}"
            self.meetings.append((first, review))
        elif review is None and self.meetings and event.kind in self._derived.review_steps:
            review = self._meeting_before(last)
        named = None if review is None or review.startswith(UNNAMED) else review
        return Happening(first, last, event.kind, event.outcome, review, event, when, named)

    def _meeting_before(self, last: date) -> str | None:
        """Return the review of the latest meeting that is not after the day."""
        for first, review in reversed(self.meetings):
            if first <= last:
                return review
        return None

    def _conclude(self) -> None:
        """Add one conclusion for each review."""
        concluded: dict[str, date] = {}
        self.add(
            replace(happening, kind=CONCLUDED)
            for happening in self.matching(self._derived.concluding)
            if self._concludes(happening, concluded)
        )

    def _concludes(self, happening: Happening, concluded: dict[str, date]) -> bool:
        review, first = happening.review, happening.first
        alone = bool(meaning(self._derived.concluding_alone, happening.kind, happening.outcome))
        if review is None:
            return alone
        before = concluded.get(review)
        if before is None:
            concluded[review] = first
            return True
        return alone and first > add_months(before, self._derived.another_after_months)

    def add(self, happenings: Iterable[Happening]) -> None:
        """Put in derived happenings, after the events of their day."""
        added = list(happenings)
        if added:
            self.happenings += added
            self.kinds.update(found.kind for found in added)
            self.happenings.sort(key=_BY_DAY)

    def of_kinds(self, kinds: tuple[str, ...]) -> list[Happening]:
        """Return what happened of these kinds, in order."""
        if self.kinds.isdisjoint(kinds):
            return []
        return [found for found in self.happenings if found.kind in kinds]

    def matching(self, kinds: Kinds) -> list[Happening]:
        """Return what happened of these kinds and outcomes, in order."""
        if self.kinds.isdisjoint(kinds):
            return []
        return [found for found in self.happenings if meaning(kinds, found.kind, found.outcome)]

    def since(self, place: int) -> list[Happening]:
        """Return what could be on or after the day of the happening at this place."""
        if not self.is_exact or not place:
            return self.happenings
        first = self.happenings[place].first
        while place and self.happenings[place - 1].first == first:
            place -= 1
        return self.happenings[place:] if place else self.happenings

    def meeting_day(self, review: str | None) -> date | None:
        """Return the first possible day of the review's latest meeting."""
        for first, owner in reversed(self.meetings):
            if owner == review:
                return first
        return None

    def agrees(self, asked: Condition, event: Event) -> bool:
        """Return whether what the family told about the event is as the condition wants it."""
        if not self.case.answers:
            return asked.answer_unless_told == asked.answer_is
        facts = {
            answer.event: answer.value
            for answer in self.case.answers
            if answer.question == asked.answer
        }
        value = facts.get(event.id) or facts.get("")
        told = {"yes": True, "no": False}.get(value or "", asked.answer_unless_told)
        return told == asked.answer_is

    def attends_school(self, day: date) -> bool:
        """Return false only when the record says that the child was out of school on the day."""
        if _ATTENDANCE not in self.kinds:
            return self.case.child.attends_school
        changes = [(found.first, found.outcome) for found in self.of_kinds((_ATTENDANCE,))]
        before = [outcome for first, outcome in changes if first <= day]
        if before:
            return before[-1] != "none"
        return changes[0][1] == "none"  # what was changed later was the other way before

    def is_in_open_review(self, happening: Happening) -> bool:
        """Return whether the review that it belongs to was not yet closed."""
        if happening.review is None:
            return False
        closed = (
            found
            for found in self.matching(self._derived.closing)
            if found.review == happening.review and found.last < happening.first
        )
        return next(closed, None) is None

    @cached_property
    def record_from(self) -> date | None:
        """The first day that the record covers: as said for the child, else the first event."""
        said = self.case.child.record_from
        if said is not None:
            return said.first
        days = (
            when.first
            for event in self.case.events
            if event.kind not in self._ahead and (when := ended_on(event)) is not None
        )
        return min(days, default=None)
