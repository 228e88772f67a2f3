"""A rule: what the law or good practice asks, of whom, and by when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ehcp_desktop.domain.clause import (
    Condition,
    Fallback,
    Joint,
    Kinds,
    Leg,
    Pause,
    Start,
    Window,
    condition_from,
    ends_from,
    fallback_from,
    joint_from,
    kinds_from,
    leg_from,
    pause_from,
    starts_from,
    window_from,
)
from ehcp_desktop.domain.counting import Count, count_from_entry
from ehcp_desktop.domain.entry import Entry

BASES = ("statutory", "case law", "guidance", "practice")
VERIFIED = ("primary-text", "secondary", "derived", "unverified", "own")
OWNERS = (
    "authority",
    "school",
    "health_body",
    "governing_board",
    "mediation_adviser",
    "tribunal",
    "family",
)
SHOWN = ("deadline", "information", "status")
PAIRINGS = ("first", "review", "latest", "oldest", "next")
OVERTAKEN_LATE = ("missed", "not_needed", "not_recorded")


@dataclass(frozen=True, kw_only=True, eq=False)
class Rule:
    """One entry of the rulebook; everything in it comes from resources/law.

    `basis` is "statutory", "case law", "guidance" or "practice". `show` is "deadline",
    "information" or "status": the last two are never overdue and are no time limits to chase.
    `ends` maps an event kind to its outcomes ("*" for any), each true if it meets the limit and
    false if it overtakes it. A rule without `limit` and `offset_rules` has no date. `source_url`
    is where it was checked; `law_url` is where the law itself stands, if that is elsewhere.
    `latest` runs from the day named by `latest_from`, if that is given, and to a day set in
    writing with `latest_by_direction`. The limit ends no later than `at_most`, and no sooner than
    the end of `later_leg`; whether it runs to the end of `latest_leg` can be argued. `needs` says
    what else must be known before there is a day; a start that is `unsure` leaves it open whether
    the rule applies at all. What is `part_of` other rules starts alone only by its `condition`.
    """

    id: str
    title: str
    group: str
    owner: str
    basis: str
    citation: str
    plain: str
    checked: date
    note: str = ""
    exceptions: str = ""
    if_missed: str = ""
    source_url: str = ""
    law_url: str = ""
    verified: str = ""
    confidence: str = ""
    in_force: tuple[date, date | None] = (date(2014, 9, 1), None)
    is_variant: bool = False
    show: str = "deadline"
    starts: tuple[Start, ...] = ()
    ahead: bool = False
    counts_from: str = "on"
    start_words: str = ""
    day_words: str = ""
    limit: Count | None = None
    cautious: Count | None = None
    latest: Count | None = None
    latest_from: str = ""
    latest_by_direction: bool = False
    at_most: Count | None = None
    later_leg: Leg | None = None
    latest_leg: Leg | None = None
    pause: Pause | None = None
    needs: str = ""
    unsure: Kinds = field(default_factory=dict)
    by_direction: bool = False
    ends: Kinds = field(default_factory=dict)
    ends_on: str = "sent"
    pairing: str = "first"
    same_who: bool = False
    window: Window | None = None
    end_condition: Condition | None = None
    overtaken_late: str = "missed"
    revived_by: Kinds = field(default_factory=dict)
    revived_unless: Kinds = field(default_factory=dict)
    live_once: Kinds = field(default_factory=dict)
    condition: Condition | None = None
    assumes: tuple[str, ...] = ()
    only_last: bool = False
    replaced_by_newer: bool = False
    nothing_before: tuple[str, ...] = ()
    joint: Joint | None = None
    offset_rules: tuple[str, ...] = ()
    offset: Count | None = None
    part_of: tuple[str, ...] = ()
    fallbacks: tuple[Fallback, ...] = ()

    @property
    def is_law(self) -> bool:
        """True for statute and case law; guidance and practice are never shown as law."""
        return self.basis in ("statutory", "case law")

    @property
    def has_date(self) -> bool:
        """True when a day can be worked out."""
        return self.limit is not None or bool(self.offset_rules)

    @cached_property
    def is_bent(self) -> bool:
        """True when other days or events can change what was counted."""
        return bool(self.latest_from or self.later_leg or self.bent_by)

    @property
    def may_not_apply(self) -> bool:
        """True when what decides whether it applies, or what meets it, may not be known."""
        both = (self.condition, self.end_condition)
        is_asked = any(one and one.answer and not one.unless_told for one in both)
        return is_asked or bool(self.live_once or self.unsure)

    @property
    def bent_by(self) -> frozenset[str]:
        """The kinds of event that change what was counted, where they are recorded."""
        if self.pause is not None:
            return frozenset([self.pause.by])
        return frozenset(self.latest_leg.kinds) if self.latest_leg else frozenset()

    @property
    def is_timed(self) -> bool:
        """True when an event starts a limit: one that the law counts, or a day set in writing."""
        return self.limit is not None or self.by_direction

    @property
    def asks_of(self) -> frozenset[str]:
        """The kinds of event, besides its starts and ends, on which its day depends."""
        asked = {*self.live_once, *self.revived_by, *self.revived_unless, *self.nothing_before}
        asked.update(fallback.starts for fallback in self.fallbacks)
        for leg in filter(None, (self.later_leg, self.latest_leg)):
            asked.update(leg.kinds, _asked(leg.condition))
        if self.pause is not None:
            asked.update((self.pause.by, self.pause.until))
        if self.cautious is not None:
            asked.add(self.cautious.of_kind)
        asked.update(_asked(self.condition))
        return frozenset(asked - {""})

    @property
    def counting(self) -> str:
        """How the limit is counted, in words; empty when there is no number."""
        if self.limit is None:
            return self._offset_words
        return self.limit.words(
            self.start_words, self.day_words or f"the day of {self.start_words}"
        )

    @property
    def _offset_words(self) -> str:
        if self.offset is None:
            return ""
        return self.offset.words(self.start_words, self.day_words)


def rule_from_mapping(mapping: Mapping[str, object], where: str, group: str = "") -> Rule:
    """Build a rule. Raises BadResource that names file, entry and key."""
    entry = Entry(mapping, where)
    rule = Rule(
        id=entry.text("id"),
        title=entry.text("title"),
        group=entry.text("group", group),
        owner=entry.one_of("owner", OWNERS),
        basis=entry.one_of("basis", BASES),
        citation=entry.text("citation"),
        plain=entry.text("plain"),
        checked=entry.needed_day("checked"),
        note=entry.text("note", ""),
        exceptions=entry.text("exceptions", ""),
        if_missed=entry.text("if_missed", ""),
        source_url=entry.text("source_url"),
        law_url=entry.text("law_url", ""),
        verified=entry.one_of("verified", VERIFIED),
        confidence=entry.text("confidence"),
        in_force=_in_force(entry),
        is_variant=entry.flag("is_variant"),
        show=entry.one_of("show", SHOWN, "deadline"),
        starts=starts_from(entry.texts("starts")),
        ahead=entry.flag("ahead"),
        counts_from=entry.one_of("counts_from", ("on", "sent", "received"), "on"),
        start_words=entry.text("start_words", ""),
        day_words=entry.text("day_words", ""),
        limit=count_from_entry(entry.table("limit")),
        cautious=count_from_entry(entry.table("cautious")),
        latest=count_from_entry(entry.table("latest")),
        latest_from=entry.one_of("latest_from", ("", "sent"), ""),
        latest_by_direction=entry.flag("latest_by_direction"),
        at_most=count_from_entry(entry.table("at_most")),
        later_leg=leg_from(entry.table("later_leg")),
        latest_leg=leg_from(entry.table("latest_leg")),
        pause=pause_from(entry.table("pause")),
        needs=entry.text("needs", ""),
        unsure=kinds_from(entry.texts("unsure")),
        by_direction=entry.flag("by_direction"),
        ends=ends_from(entry.texts("met_by"), entry.texts("overtaken_by")),
        ends_on=entry.one_of("ends_on", ("sent", "received"), "sent"),
        pairing=entry.one_of("pairing", PAIRINGS, "first"),
        same_who=entry.flag("same_who"),
        window=window_from(entry.table("window")),
        end_condition=condition_from(entry.table("met_only_if")),
        overtaken_late=entry.one_of("overtaken_late", OVERTAKEN_LATE, "missed"),
        revived_by=kinds_from(entry.texts("revived_by")),
        revived_unless=kinds_from(entry.texts("revived_unless")),
        live_once=kinds_from(entry.texts("live_once")),
        condition=condition_from(entry.table("when")),
        assumes=entry.texts("assumes"),
        only_last=entry.flag("only_last"),
        replaced_by_newer=entry.flag("replaced_by_newer"),
        nothing_before=entry.texts("nothing_before"),
        joint=joint_from(entry.table("joint")),
        offset_rules=entry.texts("offset_rules"),
        offset=count_from_entry(entry.table("offset")),
        part_of=entry.texts("part_of"),
        fallbacks=tuple(fallback_from(table) for table in entry.tables("fallback")),
    )
    entry.finish()
    return rule


def _asked(told: Condition | None) -> frozenset[str]:
    """Return the kinds of event that a condition looks at."""
    told = told or Condition()
    kinds = (told.before, told.unless_followed, *told.before_since, *dict(told.known_by))
    return frozenset([*kinds, *(kind for kind, _ in (*told.follows, *told.led_by))])


def _in_force(entry: Entry) -> tuple[date, date | None]:
    table = entry.table("in_force")
    if table is None:
        raise entry.refuse("in_force", "is missing")
    span = table.needed_day("from"), table.day("to")
    table.finish()
    return span
