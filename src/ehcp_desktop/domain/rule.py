"""A rule: what the law or good practice asks, of whom, and by when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from ehcp_desktop.domain.counting import Count, count_from_entry
from ehcp_desktop.domain.entry import Entry

BASES = ("statutory", "case law", "guidance", "practice")
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


class Condition(NamedTuple):
    """When a rule applies at all; what is not given does not matter.

    `attends` is "school" or "none"; `under_age` is years on the due day; `open_review` says
    whether the event falls in a review that is still open; `answer` is a fact the family may have
    told, which must be `answer_is`, and counts as `answer_unless_told` until they do.
    """

    attends: str = ""
    under_age: int = 0
    open_review: str = ""
    answer: str = ""
    answer_is: bool = True
    answer_unless_told: bool = True


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


Kinds = Mapping[str, Mapping[str, bool]]
"""Kinds of event, each with what its outcomes mean ("*" is any other outcome)."""


class Start(NamedTuple):
    """An event kind, and its outcome where that matters ("" for none); None is any outcome."""

    kind: str
    outcome: str | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Rule:
    """One entry of the rulebook; everything in it comes from resources/law.

    `basis` is "statutory", "case law", "guidance" or "practice". `show` is "deadline",
    "information" or "status": the last two are never overdue and are no time limits to chase.
    `ends` maps an event kind to its outcomes ("*" for any), each true if it meets the limit and
    false if it overtakes it. A rule without `limit` and `offset_rules` has no date. `source_url`
    is where it was checked; `law_url` is where the law itself stands, if that is elsewhere.
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
    show: str = "deadline"
    starts: tuple[Start, ...] = ()
    ahead: bool = False
    counts_from: str = "on"
    start_words: str = ""
    day_words: str = ""
    limit: Count | None = None
    cautious: Count | None = None
    latest: Count | None = None
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
        checked=_needed_day(entry, "checked"),
        note=entry.text("note", ""),
        exceptions=entry.text("exceptions", ""),
        if_missed=entry.text("if_missed", ""),
        source_url=entry.text("source_url"),
        law_url=entry.text("law_url", ""),
        verified=entry.text("verified"),
        confidence=entry.text("confidence"),
        in_force=_in_force(entry),
        show=entry.one_of("show", SHOWN, "deadline"),
        starts=starts_from(entry.texts("starts")),
        ahead=entry.flag("ahead"),
        counts_from=entry.one_of("counts_from", ("on", "sent", "received"), "on"),
        start_words=entry.text("start_words", ""),
        day_words=entry.text("day_words", ""),
        limit=count_from_entry(entry.table("limit")),
        cautious=count_from_entry(entry.table("cautious")),
        latest=count_from_entry(entry.table("latest")),
        by_direction=entry.flag("by_direction"),
        ends=_ends(entry.texts("met_by"), entry.texts("overtaken_by")),
        ends_on=entry.one_of("ends_on", ("sent", "received"), "sent"),
        pairing=entry.one_of("pairing", PAIRINGS, "first"),
        same_who=entry.flag("same_who"),
        window=_window(entry.table("window")),
        end_condition=_condition(entry.table("met_only_if")),
        overtaken_late=entry.one_of("overtaken_late", OVERTAKEN_LATE, "missed"),
        revived_by=kinds_from(entry.texts("revived_by")),
        revived_unless=kinds_from(entry.texts("revived_unless")),
        live_once=kinds_from(entry.texts("live_once")),
        condition=_condition(entry.table("when")),
        assumes=entry.texts("assumes"),
        only_last=entry.flag("only_last"),
        replaced_by_newer=entry.flag("replaced_by_newer"),
        nothing_before=entry.texts("nothing_before"),
        joint=_joint(entry.table("joint")),
        offset_rules=entry.texts("offset_rules"),
        offset=count_from_entry(entry.table("offset")),
        part_of=entry.texts("part_of"),
        fallbacks=tuple(_fallback(table) for table in entry.tables("fallback")),
    )
    entry.finish()
    return rule


def starts_from(texts: tuple[str, ...]) -> tuple[Start, ...]:
    """Read "kind", "kind:outcome" and "kind:" (no outcome given)."""
    return tuple(_start(text) for text in texts)


def kinds_from(texts: tuple[str, ...]) -> Kinds:
    """Read the same texts into kinds, each with its outcomes ("*" for any)."""
    kinds: dict[str, dict[str, bool]] = {}
    for kind, outcome in starts_from(texts):
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


def _ends(met: tuple[str, ...], overtaken: tuple[str, ...]) -> Kinds:
    ends = {kind: dict.fromkeys(told, False) for kind, told in kinds_from(overtaken).items()}
    for kind, told in kinds_from(met).items():
        ends.setdefault(kind, {}).update(told)
    return ends


def _needed_day(entry: Entry, key: str) -> date:
    day = entry.day(key)
    if day is None:
        raise entry.refuse(key, "is missing")
    return day


def _in_force(entry: Entry) -> tuple[date, date | None]:
    table = entry.table("in_force")
    if table is None:
        raise entry.refuse("in_force", "is missing")
    span = _needed_day(table, "from"), table.day("to")
    table.finish()
    return span


def _condition(entry: Entry | None) -> Condition | None:
    if entry is None:
        return None
    condition = Condition(
        attends=entry.one_of("attends", ("", "school", "none"), ""),
        under_age=entry.number("under_age", 0),
        open_review=entry.one_of("open_review", ("", "yes", "no"), ""),
        answer=entry.text("answer", ""),
        answer_is=entry.flag("is", default=True),
        answer_unless_told=entry.flag("unless_told", default=True),
    )
    entry.finish()
    return condition


def _joint(entry: Entry | None) -> Joint | None:
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


def _window(entry: Entry | None) -> Window | None:
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


def _fallback(entry: Entry) -> Fallback:
    fallback = Fallback(
        starts=entry.text("starts"),
        bound=entry.one_of("bound", ("latest", "earliest")),
        unless_before=entry.texts("unless_before"),
        unless_ever=entry.texts("unless_ever"),
    )
    entry.finish()
    return fallback
