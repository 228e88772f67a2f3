"""The story of a child's plan: what happened, and the days that passed with nothing recorded."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ehcp_desktop.domain.when import When

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.services.family import Family

_WITH = frozenset(("letter", "email", "message", "call", "meeting"))
_FEW = 500  # events whose papers are asked for by name; for more, all are read


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One line of the story: an event, or the day a limit passed with nothing recorded.

    `kind` is "event" or "due"; `month` is the heading that it stands under; `late` says how late
    ("145 days late"), `is_red` when that is against the law. `papers` counts what is attached.
    """

    id: str
    kind: str
    when: When | None
    month: str
    icon: str
    title: str
    detail: str
    papers: int = 0
    late: str = ""
    is_red: bool = False
    event: Event | None = None
    deadline: Deadline | None = None


class Story:
    """The lines of a story, newest first, each read only when it is looked at.

    What has no date comes last.
    """

    def __init__(self, family: Family, ids: Sequence[str], due: dict[str, Deadline]) -> None:
        self._family = family
        self._due = due
        self.ids = ids

    def __len__(self) -> int:
        return len(self.ids)

    def entries(self, start: int = 0, end: int | None = None) -> list[Entry]:
        """Return the lines from `start` up to `end`."""
        ids = self.ids[start : len(self.ids) if end is None else end]
        store = self._family.store
        events = {event.id: event for event in store.events.many(ids)}
        papers = self._papers(tuple(events))
        return [
            self._due_entry(each)
            if each in self._due
            else self._event_entry(events[each], papers[each])
            for each in ids
            if each in self._due or each in events
        ]

    def _papers(self, events: tuple[str, ...]) -> Counter[str]:
        """Return how many papers are attached to each event."""
        ties = self._family.store.attachments
        few = len(events) <= _FEW
        return Counter(tie.event for tie in (ties.all(event=events) if few else ties.all()))

    def _event_entry(self, event: Event, papers: int) -> Entry:
        family = self._family
        return Entry(
            id=event.id,
            kind="event",
            when=event.on,
            month=month_of(event.on),
            icon=family.vocabulary.kind(event.kind).icon,
            title=title_of(family, event),
            detail=event.summary or event.quote,
            papers=papers,
            event=event,
        )

    def _due_entry(self, key: str) -> Entry:
        deadline = self._due[key]
        when = When.day(deadline.due) if deadline.due else None
        days = deadline.days_late or 0
        words = f"{'at least ' if deadline.at_least else ''}{days} day{'s' if days != 1 else ''}"
        return Entry(
            id=key,
            kind="due",
            when=when,
            month=month_of(when),
            icon="circle-dashed",
            title=f"{deadline.rule.title}: the last day for it",
            detail="None is recorded.",
            late=f"{words} late" if days else "",
            is_red=deadline.is_red,
            event=deadline.trigger,
            deadline=deadline,
        )


def story(family: Family, child_id: str, words: str = "", group: str = "", who: str = "") -> Story:
    """Return a child's story: all of it, or what has these words, this group, or this person.

    `words` are found as in search, the last one by its beginning.
    """
    events = events_of(family, child_id, words, group, who)
    if words.strip() or who or group:
        return events
    due = _passed(family, child_id)
    return Story(family, _merged(family, list(events.ids), due), due)


def events_of(
    family: Family, child_id: str, words: str = "", group: str = "", who: str = ""
) -> Story:
    """Return a story without the days that passed, which in a long one take time to work out."""
    return Story(family, _event_ids(family, child_id, words, group, who), {})


def entries(
    family: Family, child_id: str, words: str = "", group: str = "", who: str = ""
) -> list[Entry]:
    """Return every line of a story, newest first; see story for the filters."""
    return story(family, child_id, words, group, who).entries()


def people(family: Family, child_id: str) -> list[str]:
    """Return everyone that the story names, in order of name."""
    named = family.store.events.values_of("who", child=child_id)
    return sorted((str(who) for who in named if who), key=str.casefold)


def month_of(when: When | None) -> str:
    """Return the heading that a date stands under: "November 2026", "2026" or "Date not known"."""
    if when is None:
        return "Date not known"
    if when.is_exact:
        return When.month(when.first.year, when.first.month).spoken()
    return when.spoken()


def title_of(family: Family, event: Event) -> str:
    """Return what happened in a few words: "Email to Priya Shah", "Review meeting held"."""
    kind = family.vocabulary.kind(event.kind)
    if event.kind in _WITH and event.who:
        towards = {"sent": "to", "received": "from"}.get(event.direction, "with")
        who = event.who.replace("The ", "the ", 1) if event.who.startswith("The ") else event.who
        return f"{kind.title} {towards} {who}"
    if event.outcome in dict(kind.titles):
        return kind.title_with(event.outcome)
    if event.outcome:
        return f"{kind.title}: {kind.outcome_words(event.outcome)}"
    return kind.title


def _event_ids(family: Family, child_id: str, words: str, group: str, who: str) -> list[str]:
    equals: dict[str, object] = {"child": child_id}
    if group:
        equals["kind"] = tuple(kind.id for kind in family.vocabulary.in_group(group))
    if who:
        equals["who"] = who
    ids = family.store.events.ids(order="on desc", **equals)
    if not words.strip():
        return ids
    found = family.store.ids_with(words, "event")
    return [each for each in ids if each in found]


def _passed(family: Family, child_id: str) -> dict[str, Deadline]:
    """Return the limits that passed with nothing recorded, each under a key of its own."""
    from ehcp_desktop.services import diary

    return {
        ":".join(("due", *each.key)): each
        for each in diary.due(family, child_id)
        if each.state in ("overdue", "missed") and each.due is not None
    }


def _merged(family: Family, ids: list[str], due: dict[str, Deadline]) -> list[str]:
    """Put the passed days among the events, without reading more events than it must."""
    merged = list(ids)
    for key, deadline in sorted(due.items(), key=lambda each: str(each[1].due)):
        if deadline.due is not None:
            at = bisect_right(merged, _below(deadline.due.isoformat()), key=_day(family, due))
            merged.insert(at, key)
    return merged


def _below(on: str) -> tuple[int, ...]:
    """Return a key that is smaller for a later day, as in a list that has the newest first."""
    return tuple(-ord(character) for character in on)


def _day(family: Family, due: dict[str, Deadline]) -> Callable[[str], tuple[int, ...]]:
    def day(key: str) -> tuple[int, ...]:
        if key in due:
            return _below(str(due[key].due))
        on = family.store.events.get(key).on
        return _below(on.iso()) if on else (0,)

    return day
