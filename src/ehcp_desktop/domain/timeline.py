"""The events of one child in order, with what follows from them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter

from ehcp_desktop.domain.clause import Condition, Kinds, meaning
from ehcp_desktop.domain.dates import add_months
from ehcp_desktop.domain.deadline import Case
from ehcp_desktop.domain.event import Event, ended_on
from ehcp_desktop.domain.ruleset import CEASED, CONCLUDED, Effect, Ruleset
from ehcp_desktop.domain.when import When

UNNAMED = "~"
ATTENDANCE = "school_attendance_changed"
_BY_DAY = attrgetter("first")


@dataclass(slots=True)
class Happening:
    """An event in its place: its first and last possible day, and the review it belongs to.

    `review` is a review's id, or one made of the meeting's event where it has none; `named` is
    the id only. `days` are those from which a rule may count, by the rule's own word; the day on
    which it ended what it ends is the one "sent".
    """

    first: date
    last: date
    effect: Effect
    review: str | None
    named: str | None
    event: Event
    days: Mapping[str, When]


class Timeline:
    """The relevant events of a case that have happened, in order of their first day."""

    def __init__(self, rules: Ruleset, case: Case) -> None:
        self.case = case
        self.meetings: list[tuple[date, str]] = []
        self._rules = rules
        self._said = {(one.question, one.event): one.value for one in case.answers}
        self._is_exact = True
        self.happenings = self._happened()
        self.happenings.sort(key=_BY_DAY)
        self.kinds = {found.effect.kind for found in self.happenings}
        if rules.derived.review_opened_by in self.kinds:
            self._give_reviews()
        self._conclude()

    def _happened(self) -> list[Happening]:
        today = self.case.today
        effect_of = self._rules.effect
        found = []
        for event in self.case.events:
            effect = effect_of(event.kind, event.outcome)
            sent = event.sent or event.dated or event.on or event.received
            if not effect.is_relevant or sent is None:
                continue
            first, last = sent.first, sent.last
            on = event.on or sent
            came = event.received or on
            if (first > today or came.first > today) and not effect.is_ahead:
                continue  # what is still in the post is not known yet
            if first is not last and first != last:
                self._is_exact = False
            days = {"sent": sent, "on": on, "received": came}
            review = event.review
            found.append(Happening(first, last, effect, review, review, event, days))
        return found

    def _give_reviews(self) -> None:
        """Put each meeting before what else is of its day, and each later step into its review."""
        self.happenings.sort(key=lambda found: (found.first, not found.effect.is_meeting))
        for happening in self.happenings:
            if happening.effect.is_meeting:
                happening.review = happening.review or f"{UNNAMED}{happening.event.id}"
                self.meetings.append((happening.first, happening.review))
            elif happening.review is None and happening.effect.is_step:
                happening.review = review = self._meeting_before(happening.last)
                is_named = review is not None and not review.startswith(UNNAMED)
                happening.named = review if is_named else None

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
            self.derived(happening, CONCLUDED)
            for happening in self.happenings
            if happening.effect.concludes and self._concludes(happening, concluded)
        )

    def derived(self, happening: Happening, kind: str) -> Happening:
        """Return what follows from a happening, on the same day."""
        one, effect = happening, self._rules.effect(kind, happening.effect.outcome)
        return Happening(one.first, one.last, effect, one.review, one.named, one.event, one.days)

    def _concludes(self, happening: Happening, concluded: dict[str, date]) -> bool:
        review, first = happening.review, happening.first
        alone = happening.effect.concludes_alone
        if review is None:
            return alone
        before = concluded.get(review)
        if before is None:
            concluded[review] = first
            return True
        return alone and first > add_months(before, self._rules.derived.another_after_months)

    def add(self, happenings: Iterable[Happening]) -> None:
        """Put in derived happenings, after the events of their day."""
        added = list(happenings)
        if added:
            self.happenings += added
            self.kinds.update(found.effect.kind for found in added)
            self.happenings.sort(key=_BY_DAY)

    def since(self, day: date) -> list[Happening]:
        """Return what could be on the day or after it, in order."""
        if not self._is_exact:
            return self.happenings
        return self.happenings[bisect_left(self.happenings, day, key=_BY_DAY) :]

    def of_kinds(self, kinds: tuple[str, ...]) -> list[Happening]:
        """Return what happened of these kinds, in order."""
        if self.kinds.isdisjoint(kinds):
            return []
        return [found for found in self.happenings if found.effect.kind in kinds]

    def matching(self, kinds: Kinds) -> list[Happening]:
        """Return what happened of these kinds and outcomes, in order."""
        if self.kinds.isdisjoint(kinds):
            return []
        return [
            found
            for found in self.happenings
            if meaning(kinds, found.effect.kind, found.effect.outcome)
        ]

    def meeting_day(self, review: str | None) -> date | None:
        """Return the first possible day of the review's latest meeting."""
        for first, owner in reversed(self.meetings):
            if owner == review:
                return first
        return None

    def agrees(self, asked: Condition, event: Event) -> bool | None:
        """Return whether what the family said of the event is as the condition wants it.

        None while they have said nothing that it needs, and the record does not show it.
        """
        said = self._said.get((asked.answer, event.id))
        if not said and asked.known_by:
            said = self._shown(asked, event)
        said = said or asked.unless_told
        return said in asked.answer_is if said else None

    def _shown(self, asked: Condition, event: Event) -> str:
        """Return the answer that the last event of some kinds shows, not after this one.

        What came up to an earlier event like this one belongs to that one.
        """
        on, shows = ended_on(event), dict(asked.known_by)
        if on is None:
            return ""
        alike = (one.first for one in self.of_kinds((event.kind,)) if one.first < on.first)
        since = max(alike, default=date.min)
        found = [one for one in self.of_kinds(tuple(shows)) if since < one.first <= on.last]
        return shows[found[-1].effect.kind] if found else ""

    def attends_school(self, day: date) -> bool:
        """Return false only when the record says that the child was out of school on the day."""
        if ATTENDANCE not in self.kinds:
            return self.case.child.attends_school
        found = self.of_kinds((ATTENDANCE,))
        return attended([(change.first, change.effect.outcome) for change in found], day)

    def ceased_by(self, day: date) -> Happening | None:
        """Return the end of the plan, where it had ceased by the day with no new one since."""
        ended = next((one for one in reversed(self.of_kinds((CEASED,))) if one.first <= day), None)
        if ended is None:
            return None
        issued = self.matching(self._rules.derived.ceasing_until)
        return None if any(ended.first < one.first <= day for one in issued) else ended

    def is_in_open_review(self, happening: Happening) -> bool:
        """Return whether the review that it belongs to was not yet closed."""
        if happening.review is None:
            return False
        closed = (
            found
            for found in self.matching(self._rules.derived.closing)
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
            if (when := ended_on(event)) is not None
            and not self._rules.effect(event.kind, event.outcome).is_ahead
        )
        return min(days, default=None)


def attended(changes: Sequence[tuple[date, str]], day: date) -> bool:
    """Return whether a child went to school on a day, by when it began and ended to; oldest first.

    Each change has its first day and its outcome; there is at least one.
    """
    before = [outcome for first, outcome in changes if first <= day]
    if before:
        return before[-1] != "none"
    return changes[0][1] == "none"  # what was changed later was the other way before
