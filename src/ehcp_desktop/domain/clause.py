"""The clauses of a rule: when it applies, what starts and ends it, and what its day depends on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from ehcp_desktop.domain.counting import Count, count_from_entry
from ehcp_desktop.domain.entry import Entry

Kinds = Mapping[str, Mapping[str, bool]]
"""Kinds of event, each with what its outcomes mean ("*" is any other outcome)."""


class Start(NamedTuple):
    """An event kind, and its outcome where that matters ("" for none); None is any outcome."""

    kind: str
    outcome: str | None


class Condition(NamedTuple):
    """When a rule applies at all; what is not given does not matter.

    `attends` is "school" or "none"; `under_age` is years on the due day; `open_review` says
    whether the event falls in a review that is still open. `answer` is a question about the event
    to which the family must have said one of `answer_is`. Until they say anything, what the last
    event of a kind in `known_by` shows counts, then `unless_told`; without these it is open
    whether the rule applies, and `needs` is what to say.
    No event of the kind `before` may have come first, since the last of `before_since`. Of the
    kinds that `follows` names, the last one before it has such an outcome, if there is one; and
    none of the kind `unless_followed` comes after it. Both look at the same person's events only.
    Nor may one of `led_by` have come first, since the last of `before_since`, if it has started a
    limit: that one leads.
    """

    attends: str = ""
    under_age: int = 0
    open_review: str = ""
    answer: str = ""
    answer_is: tuple[str, ...] = ()
    unless_told: str = ""
    needs: str = ""
    known_by: tuple[tuple[str, str], ...] = ()
    before: str = ""
    before_since: tuple[str, ...] = ()
    follows: tuple[Start, ...] = ()
    unless_followed: str = ""
    led_by: tuple[Start, ...] = ()


class Joint(NamedTuple):
    """Two rules with one date: the earlier or the later of theirs.

    `kind` is "earlier_of" (in one review) or "later_of" (a certificate and its decision); the
    Tribunal's rule 12 may then move the date. `is_certificate` marks the one that belongs to a
    decision before it.
    """

    kind: str
    partner: str
    rule_12: bool = False
    is_certificate: bool = False


class Window(NamedTuple):
    """Where the event that meets a limit counted back may stand, before or after the limit.

    It opens after the last event of the kind `since`, or on the last `month_day` not after the
    due day; it closes with the starting event, or `weeks_after_due`.
    """

    since: str = ""
    month_day: tuple[int, int] | None = None
    weeks_after_due: int | None = None


class Fallback(NamedTuple):
    """Another start, for a record that lacks the proper one; it gives a bound, not the day.

    It serves when no event of `unless_before` is on or before it and none of `unless_ever` is
    recorded. `bound` is "latest" (the limit falls no later) or "earliest" (no earlier).
    """

    starts: str
    bound: str
    unless_before: tuple[str, ...] = ()
    unless_ever: tuple[str, ...] = ()


class Leg(NamedTuple):
    """A second period, of which the later end counts.

    It runs from one event of `kinds`: the last one "before" the start, the first one "after" it,
    or the first one "near" it: since the start before this one, and what belongs to that. Of the
    `condition` only `before` is asked, about the event. Without such an event the limit has no
    day when `is_needed`. `words` say how it is counted.
    """

    kinds: Kinds
    limit: Count
    picks: str = "before"
    is_needed: bool = False
    counts_from: str = "on"
    words: str = ""
    condition: Condition | None = None


class Pause(NamedTuple):
    """Days that do not count: from an event of the kind `by` to one of `until`, both included.

    Only where the first is not before `since`.
    """

    by: str
    until: str
    since: date


def starts_from(texts: tuple[str, ...]) -> tuple[Start, ...]:
    """Read "kind", "kind:outcome" and "kind:" (no outcome given)."""
    return tuple(_start(text) for text in texts)


def kinds_from(texts: tuple[str, ...]) -> Kinds:
    """Read the same texts into kinds, each with its outcomes ("*" for any)."""
    return kinds_of(starts_from(texts))


def kinds_of(starts: tuple[Start, ...]) -> Kinds:
    """Return the kinds of some starts, each with its outcomes ("*" for any)."""
    kinds: dict[str, dict[str, bool]] = {}
    for kind, outcome in starts:
        kinds.setdefault(kind, {})["*" if outcome is None else outcome] = True
    return kinds


def meaning(kinds: Kinds, kind: str, outcome: str) -> bool | None:
    """Return what an event of this kind and outcome means; None when it means nothing."""
    outcomes = kinds.get(kind)
    if outcomes is None:
        return None
    told = outcomes.get(outcome)
    return outcomes.get("*") if told is None else told


def _start(text: str) -> Start:
    kind, colon, outcome = text.partition(":")
    return Start(kind, outcome if colon else None)


def ends_from(met: tuple[str, ...], overtaken: tuple[str, ...]) -> Kinds:
    """Return what meets a limit (true) and what overtakes it (false)."""
    ends = {kind: dict.fromkeys(told, False) for kind, told in kinds_from(overtaken).items()}
    for kind, told in kinds_from(met).items():
        ends.setdefault(kind, {}).update(told)
    return ends


def condition_from(entry: Entry | None) -> Condition | None:
    """Read when a rule applies; None when nothing is asked."""
    if entry is None:
        return None
    condition = Condition(
        attends=entry.one_of("attends", ("", "school", "none"), ""),
        under_age=entry.number("under_age", 0),
        open_review=entry.one_of("open_review", ("", "yes", "no"), ""),
        answer=entry.text("answer", ""),
        answer_is=entry.texts("is"),
        unless_told=entry.text("unless_told", ""),
        before=entry.text("before", ""),
        before_since=entry.texts("before_since"),
        follows=starts_from(entry.texts("follows")),
        unless_followed=entry.text("unless_followed", ""),
        led_by=starts_from(entry.texts("led_by")),
    )
    entry.finish()
    return condition


def joint_from(entry: Entry | None) -> Joint | None:
    """Read how two rules share one date."""
    if entry is None:
        return None
    joint = Joint(
        kind=entry.one_of("kind", ("earlier_of", "later_of")),
        partner=entry.text("with"),
        rule_12=entry.flag("tribunal_rule_12"),
        is_certificate=entry.flag("certificate"),
    )
    entry.finish()
    return joint


def window_from(entry: Entry | None) -> Window | None:
    """Read where the event that meets the limit may stand."""
    if entry is None:
        return None
    opens = count_from_entry(entry.table("opens"))
    window = Window(
        since=entry.text("since", ""),
        month_day=opens.month_day if opens else None,
        weeks_after_due=entry.number("weeks_after_due") if entry.has("weeks_after_due") else None,
    )
    entry.finish()
    return window


def fallback_from(entry: Entry) -> Fallback:
    """Read another start."""
    fallback = Fallback(
        starts=entry.text("starts"),
        bound=entry.one_of("bound", ("latest", "earliest")),
        unless_before=entry.texts("unless_before"),
        unless_ever=entry.texts("unless_ever"),
    )
    entry.finish()
    return fallback


def leg_from(entry: Entry | None) -> Leg | None:
    """Read the second of two periods. Raises BadResource when it has no limit."""
    if entry is None:
        return None
    limit = count_from_entry(entry.table("limit"))
    if limit is None:
        raise entry.refuse("limit", "is missing")
    leg = Leg(
        kinds=kinds_from(entry.texts("kinds")),
        limit=limit,
        picks=entry.one_of("picks", ("before", "near", "after"), "before"),
        is_needed=entry.flag("needed"),
        counts_from=entry.one_of("counts_from", ("on", "sent"), "on"),
        words=entry.text("words", ""),
        condition=condition_from(entry.table("when")),
    )
    entry.finish()
    return leg


def pause_from(entry: Entry | None) -> Pause | None:
    """Read what stops the count."""
    if entry is None:
        return None
    pause = Pause(entry.text("by"), entry.text("until"), entry.needed_day("since"))
    entry.finish()
    return pause
