"""All rules together, found quickly by the event that starts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, partial
from itertools import combinations, product

from ehcp_desktop.domain.clause import Kinds, Start, kinds_from, meaning, starts_from
from ehcp_desktop.domain.counting import Count
from ehcp_desktop.domain.entry import Entry
from ehcp_desktop.domain.event import Event, started_on
from ehcp_desktop.domain.rule import Rule
from ehcp_desktop.errors import BadResource

CONCLUDED = "review_concluded"
CEASED = "plan_ceased"
APPEALABLE = "appealable_decision"
ALONE, LAST, LATER, TOGETHER = range(4)


@dataclass(frozen=True, kw_only=True)
class Derived:
    """What is worked out from other events and never logged itself.

    Nothing at all is worked out from what began before `known_from`.
    A review is opened by `review_opened_by`; the `review_steps` after it belong to the latest
    review whose meeting is not after them. It is concluded once, by the first of `concluding`; one
    of `concluding_alone` needs no recorded meeting. It stays open for a notice until one of
    `closing`. A plan has ceased at once by `ceasing`, or by `ceasing_after` when the window of the
    rule `ceasing_window` has passed without one of `ceasing_unless`; it stays so until one of
    `ceasing_until`.
    """

    known_from: date = date.min
    appealable: tuple[Start, ...] = ()
    review_opened_by: str = ""
    review_steps: frozenset[str] = frozenset()
    concluding: Kinds = field(default_factory=dict)
    concluding_alone: Kinds = field(default_factory=dict)
    another_after_months: int = 6
    closing: Kinds = field(default_factory=dict)
    ceasing: Kinds = field(default_factory=dict)
    ceasing_after: Kinds = field(default_factory=dict)
    ceasing_window: str = ""
    ceasing_unless: Kinds = field(default_factory=dict)
    ceasing_until: Kinds = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Starter:
    """A rule as the reckoning needs it, in force from `begins` to `ends`.

    `way` says how its starts depend on each other: ALONE, only the LAST counts, a LATER one
    matters, or they must be seen TOGETHER. `plain` is the limit where one reading without any
    condition is all there is to it, unless a kind of `bent_by` is recorded; `step` its days where
    that is a fixed number. `ended_by` are the kinds of event that may end it; `is_choosy` is true
    when not each of them belongs to every start, `is_one_of_several` when the rule has other
    entries, `may_not_apply` where an outcome or answer that matters may be unknown. `also` are
    rules that say the same, `offsets` those whose date is counted from this one's. `variant` names
    it among the entries of the rule that one event starts at once; empty where there is only one.
    """

    rule: Rule
    way: int
    begins: date
    ends: date | None
    counts_from: str
    plain: Count | None
    step: timedelta | None
    bent_by: frozenset[str]
    ended_by: frozenset[str]
    is_choosy: bool
    is_one_of_several: bool
    may_not_apply: bool
    also: tuple[str, ...]
    offsets: tuple[Rule, ...]
    variant: str

    def is_in_force(self, day: date) -> bool:
        """Return whether the rule holds on the day."""
        return self.begins <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class Effect:
    """What an event of one kind and outcome does; nothing at all unless `is_relevant`.

    It starts the rules that stand `alone` and `others`, and `ends` those listed, each with whether
    it meets the limit or only overtakes it. `is_ahead` is true when its day may be still to come,
    `is_step` when it belongs to the review that came before it. `several` are the rules that are
    counted from more than one of those it starts.
    """

    kind: str
    outcome: str
    is_relevant: bool
    is_ahead: bool
    is_meeting: bool
    is_step: bool
    concludes: bool
    concludes_alone: bool
    alone: tuple[Starter, ...]
    others: tuple[Starter, ...]
    ends: Mapping[Rule, bool]
    several: frozenset[Rule]


class Ruleset:
    """The rules in the order of their files, with an index by starting event.

    Several entries may make up one rule: its text before and after a change of the law, and its
    variants, such as its limits by what was decided. As the rule itself counts the first of them
    whose time in force has no end.
    """

    def __init__(self, entries: tuple[Rule, ...], derived: Derived) -> None:
        self.entries = entries
        self.derived = derived
        self.by_id: Mapping[str, Rule] = _by_id(entries)
        self._rules = tuple(self.by_id.values())
        self._count = Counter(rule.id for rule in entries)
        self._parts = [rule for rule in self._rules if rule.part_of]
        self._offsets = [rule for rule in entries if rule.offset_rules]
        alone = [rule for rule in entries if rule.condition or not rule.part_of]
        timed = [rule for rule in alone if rule.is_timed]
        self._starters = [(start, rule) for rule in timed for start in self._starts(rule)]
        self.starter = {rule: self._starter(rule) for rule in entries}
        self.starting = frozenset(start.kind for start, _ in self._starters)
        self._ahead = frozenset(start.kind for start, rule in self._starters if rule.ahead)
        self.with_fallback = tuple(rule for rule in timed if rule.fallbacks)
        fallbacks = [fallback for rule in self.with_fallback for fallback in rule.fallbacks]
        self.fallback_kinds = frozenset(fallback.starts for fallback in fallbacks)
        self.ceasing_kinds = frozenset([*derived.ceasing, *derived.ceasing_after])
        self._relevant = self._relevant_kinds()
        self._ended = [*timed, *self._offsets]
        self.effect = cache(self._effect)
        self.started_by = cache(self._started_by)

    def __iter__(self) -> Iterator[Rule]:
        return iter(self._rules)

    def __len__(self) -> int:
        return len(self._rules)

    def __getitem__(self, place: int) -> Rule:
        return self._rules[place]

    def on(self, rule_id: str, day: date) -> Rule | None:
        """Return the entry of a rule that is in force on the day; None when there is none."""
        rule = self.by_id.get(rule_id)
        if rule is None or self.starter[rule].is_in_force(day):
            return rule
        every = (one for one in self.entries if one.id == rule_id)
        return next((one for one in every if self.starter[one].is_in_force(day)), None)

    def known_from(self, event: Event) -> date | None:
        """Return the day before which the event began, and before which no rule for it is known.

        None when a rule for it is known, or nothing starts with it.
        """
        effect = self.effect(event.kind, event.outcome)
        started = (*effect.alone, *effect.others)
        days = [(one.begins, started_on(event, one.counts_from)) for one in started]
        early = [begins for begins, on in days if on is not None and on.first < begins]
        return min(early) if early and len(early) == len(days) else None

    def check(self) -> None:
        """Raise BadResource for two rules of one id, or the name of a rule that is not there."""
        for one, other in combinations(self.entries, 2):
            if _clash(one, other):
                raise BadResource(f"Two rules have the same id {one.id} at the same time.")
        for rule in self.entries:
            partner = (rule.joint.partner,) if rule.joint else ()
            for other in (*partner, *rule.offset_rules, *rule.part_of):
                if other not in self.by_id:
                    raise BadResource(f"Rule {rule.id} names {other}, which is not a rule.")

    def _effect(self, kind: str, outcome: str) -> Effect:
        derived = self.derived
        started = [
            self.starter[rule]
            for start, rule in self._starters
            if start.kind == kind and start.outcome in (None, outcome)
        ]
        ends = [(rule, meaning(rule.ends, kind, outcome)) for rule in self._ended]
        bases = Counter(rule for one in started for rule in one.offsets)
        return Effect(
            kind=kind,
            outcome=outcome,
            is_relevant=kind in self._relevant,
            is_ahead=kind in self._ahead,
            is_meeting=kind == derived.review_opened_by,
            is_step=kind in derived.review_steps,
            concludes=bool(meaning(derived.concluding, kind, outcome)),
            concludes_alone=bool(meaning(derived.concluding_alone, kind, outcome)),
            alone=tuple(one for one in started if one.way == ALONE),
            others=tuple(one for one in started if one.way != ALONE),
            ends={rule: met for rule, met in ends if met is not None},
            several=frozenset(rule for rule, number in bases.items() if number > 1),
        )

    def _started_by(self, kind: str) -> Ruleset:
        """Return the same rules, of which none starts but those that this kind of event can start.

        Each of these keeps all its starts, and the partner that it gives one date with. What is
        derived from an event of the kind starts nothing here.
        """
        wanted = {rule.id for start, rule in self._starters if start.kind == kind}
        wanted |= {rule.joint.partner for rule in self.entries if rule.id in wanted and rule.joint}
        made = copy(self)
        starters = [(start, rule) for start, rule in self._starters if rule.id in wanted]
        vars(made).update(_starters=starters, effect=cache(partial(Ruleset._effect, made)))
        return made

    def _starts(self, rule: Rule) -> tuple[Start, ...]:
        """Return the rule's starts with the derived word for a decision spelt out."""
        spelt: list[Start] = []
        for start in rule.starts:
            spelt += self.derived.appealable if start.kind == APPEALABLE else [start]
        return tuple(spelt)

    def _starter(self, rule: Rule) -> Starter:
        plain = _plain(rule)
        return Starter(
            rule,
            _way(rule),
            max(rule.in_force[0], self.derived.known_from),
            rule.in_force[1],
            rule.counts_from,
            plain,
            plain.step if plain else None,
            rule.bent_by,
            frozenset(rule.ends),
            rule.same_who or rule.pairing != "first",
            self._count[rule.id] > 1,
            rule.may_not_apply,
            tuple(other.id for other in self._parts if rule.id in other.part_of),
            tuple(other for other in self._offsets if rule.id in other.offset_rules),
            _slug(rule.title) if self._has_company(rule) else "",
        )

    def _has_company(self, rule: Rule) -> bool:
        """Return whether an event that starts it starts another entry of the rule as well."""
        if self._count[rule.id] == 1:
            return False
        others = [one for one in self.entries if one.id == rule.id and one is not rule]
        return any(_share_time(rule, one) and _share_start(rule, one) for one in others)

    def _relevant_kinds(self) -> frozenset[str]:
        """Return the kinds of event that can start or end anything; the others are passed over."""
        kinds = {start.kind for start, _ in self._starters}
        for rule in self.entries:
            kinds.update(rule.ends, rule.asks_of)
        known = self.derived
        kinds.update(known.concluding, known.closing, known.ceasing, known.ceasing_after)
        return frozenset(kinds | {known.review_opened_by, "school_attendance_changed"})


def derived_from_mapping(mapping: Mapping[str, object], where: str) -> Derived:
    """Build the definitions of derived events. Raises BadResource."""
    entry = Entry(mapping, where)
    derived = Derived(
        known_from=entry.needed_day("known_from"),
        appealable=starts_from(entry.texts("appealable")),
        review_opened_by=entry.text("review_opened_by"),
        review_steps=frozenset(entry.texts("review_steps")),
        concluding=kinds_from(entry.texts("concluding")),
        concluding_alone=kinds_from(entry.texts("concluding_alone")),
        another_after_months=entry.number("another_after_months"),
        closing=kinds_from(entry.texts("closing")),
        ceasing=kinds_from(entry.texts("ceasing")),
        ceasing_after=kinds_from(entry.texts("ceasing_after")),
        ceasing_window=entry.text("ceasing_window"),
        ceasing_unless=kinds_from(entry.texts("ceasing_unless")),
        ceasing_until=kinds_from(entry.texts("ceasing_until")),
    )
    entry.finish()
    return derived


def _by_id(entries: tuple[Rule, ...]) -> dict[str, Rule]:
    """Return one entry for each id: the first of those that are in force without an end."""
    found: dict[str, Rule] = {}
    for rule in entries:
        known = found.get(rule.id)
        if known is None or (known.in_force[1] is not None and rule.in_force[1] is None):
            found[rule.id] = rule
    return found


def _clash(one: Rule, other: Rule) -> bool:
    """Return whether two entries claim to be the same rule at the same time."""
    if one.id != other.id or one.is_variant or other.is_variant:
        return False
    return _share_time(one, other)


def _share_time(one: Rule, other: Rule) -> bool:
    """Return whether there is a day on which both are in force."""
    begins = max(one.in_force[0], other.in_force[0])
    return all(rule.in_force[1] is None or rule.in_force[1] >= begins for rule in (one, other))


def _share_start(one: Rule, other: Rule) -> bool:
    """Return whether there is an event that starts both."""
    pairs = product(one.starts, other.starts)
    return any(
        mine.kind == its.kind
        and (mine.outcome == its.outcome or None in (mine.outcome, its.outcome))
        for mine, its in pairs
    )


def _slug(title: str) -> str:
    """Return "agreed_plan_draft" for "Agreed plan: draft"."""
    bare = "".join(one if one.isalnum() else " " for one in title.casefold())
    return "_".join(bare.split())


def _way(rule: Rule) -> int:
    if rule.joint or rule.window or rule.nothing_before or rule.pairing == "oldest":
        return TOGETHER
    if rule.only_last:
        return LAST
    return LATER if rule.pairing == "latest" else ALONE


def _plain(rule: Rule) -> Count | None:
    others = (rule.condition, rule.cautious, rule.latest, rule.at_most)
    if (
        rule.by_direction
        or rule.latest_from
        or rule.later_leg
        or any(other is not None for other in others)
    ):
        return None
    return rule.limit
