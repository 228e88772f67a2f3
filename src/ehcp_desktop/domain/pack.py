"""A rule pack: a later state of the law, and what it would change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from types import MappingProxyType
from typing import NamedTuple

from ehcp_desktop.domain.dates import ONE_DAY
from ehcp_desktop.domain.deadline import Deadline
from ehcp_desktop.domain.record import Record
from ehcp_desktop.domain.rule import Rule
from ehcp_desktop.domain.when import When, spoken_day

_NONE: Mapping[str, date] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptPack(Record):
    """A rule pack as a family keeps it: its `name`, its whole `text`, and the day it came in."""

    name: str
    text: str
    applied: date


class Pack(NamedTuple):
    """What a rule pack says of itself, and what it changes.

    `checked` is the day on which its text was last compared with the law, `reform_checked` the
    day or month up to which news of reform was read. `sha256` is the checksum of the whole file
    without the line that names it. `ended` are rules without a successor and their last days.
    `others` says what else it changes, a sentence each.
    """

    id: str
    title: str
    plain: str
    issued: date
    checked: date
    reform_checked: When
    sha256: str
    rules: tuple[Rule, ...] = ()
    ended: Mapping[str, date] = _NONE
    others: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Which law this is, and what was checked and when, in one sentence."""
        return (
            f"The law of {self.id} (control number {self.sha256[:12]}): its text was checked on"
            f" {spoken_day(self.checked)}, news of its reform up to"
            f" {self.reform_checked.spoken()}."
        )


class RuleChange(NamedTuple):
    """A rule that a pack changes: `how` is "new", "changed" or "ended", from the day `since`."""

    rule: Rule
    how: str
    since: date

    @property
    def words(self) -> str:
        """The change as a sentence: "Changed from 1 March 2027: Written decision …"."""
        how = {"new": "New", "changed": "Changed", "ended": "No longer"}[self.how]
        return f"{how} from {spoken_day(self.since)}: {self.rule.title}"


class Moved(NamedTuple):
    """A deadline that a pack changes: before and after it, None where there is none."""

    before: Deadline | None
    after: Deadline | None

    @property
    def shown(self) -> Deadline:
        """The deadline that gives the change its name: the new one, or the one that goes."""
        found = self.after or self.before
        if found is None:
            raise ValueError(self)
        return found

    @property
    def words(self) -> str:
        """How it was and how it would be: "30 June 2026 (late) → 14 July 2026 (late)"."""
        return f"{_days(self.before)} → {_days(self.after)}"


def amended(entries: Sequence[Rule], pack: Pack) -> tuple[Rule, ...]:
    """Return the entries of the law with those of a pack, each group together.

    From the first day of a pack's entry it takes the place of those with the same id; before
    that day they hold as they did, so that what began then keeps the rule of its day.
    """
    begins = _begins(pack)
    kept = [_until(rule, begins.get(rule.id)) for rule in entries]
    every = [*(rule for rule in kept if rule is not None), *pack.rules]
    known = [*entries, *pack.rules]
    groups, ids = _places(rule.group for rule in known), _places(rule.id for rule in known)
    return tuple(sorted(every, key=lambda rule: (groups[rule.group], ids[rule.id])))


def rule_changes(by_id: Mapping[str, Rule], pack: Pack) -> tuple[RuleChange, ...]:
    """Return the rules that a pack changes, as it lists them; `by_id` is the shipped law."""
    begins = _begins(pack)
    first = {rule.id: rule for rule in reversed(pack.rules)}
    new = [
        RuleChange(first[rule], "changed" if rule in by_id else "new", begins[rule])
        for rule in dict.fromkeys(rule.id for rule in pack.rules)
    ]
    ended = [RuleChange(by_id[rule], "ended", day + ONE_DAY) for rule, day in pack.ended.items()]
    return (*new, *ended)


def compare(before: Iterable[Deadline], after: Iterable[Deadline]) -> tuple[Moved, ...]:
    """Return every deadline that is not the same before and after, in the order of those after."""
    olds, news = _by_start(before), _by_start(after)
    pairs = (
        Moved(old, new)
        for key in dict.fromkeys([*news, *olds])
        for old, new in zip_longest(olds[key], news[key])
    )
    return tuple(pair for pair in pairs if _told(pair.before) != _told(pair.after))


def _days(one: Deadline | None) -> str:
    """Return a deadline's day and state, with the careful day where that is another."""
    if one is None:
        return "nothing"
    day = spoken_day(one.due) if one.due else "no day"
    return f"{day}{other_days(one)} ({one.state.replace('_', ' ')})"


def other_days(one: Deadline) -> str:
    """Return ", to be careful 29 June 2026, surely late only after …" where these are others."""
    told = (("to be careful", one.cautious), ("surely late only after", one.latest))
    others = [f", {words} {spoken_day(day)}" for words, day in told if day and day != one.due]
    return "".join(others)


def _begins(pack: Pack) -> dict[str, date]:
    """Return the first day on which an older entry no longer holds, by rule id."""
    begins = {rule: day + ONE_DAY for rule, day in pack.ended.items()}
    for rule in pack.rules:
        since = rule.in_force[0]
        begins[rule.id] = min(since, begins.get(rule.id, since))
    return begins


def _places(names: Iterable[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(dict.fromkeys(names))}


def _until(rule: Rule, begins: date | None) -> Rule | None:
    """Return an older entry as it stands before the day; None when nothing of it is left."""
    since, last = rule.in_force
    if begins is None or (last is not None and last < begins):
        return rule
    return replace(rule, in_force=(since, begins - ONE_DAY)) if since < begins else None


def _by_start(deadlines: Iterable[Deadline]) -> defaultdict[tuple[object, ...], list[Deadline]]:
    found: defaultdict[tuple[object, ...], list[Deadline]] = defaultdict(list)
    for one in deadlines:
        found[one.child, one.rule.id, one.trigger.id].append(one)
    return found


def _told(one: Deadline | None) -> tuple[object, ...] | None:
    """Return what a family would notice of a deadline."""
    if one is None:
        return None
    rule = one.rule
    days = (one.due, one.cautious, one.latest, one.state, one.days_late)
    return (*days, one.conditional, one.needs, rule.title, rule.owner, rule.basis, rule.show)
