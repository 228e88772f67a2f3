"""Check a rule pack before anything of it is used; a mistake is told by file, entry and key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from ehcp_desktop.domain.clause import starts_from
from ehcp_desktop.domain.entry import Entry
from ehcp_desktop.domain.pack import Pack
from ehcp_desktop.domain.rule import Rule
from ehcp_desktop.domain.ruleset import APPEALABLE, CEASED, CONCLUDED, Ruleset
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput, BadResource

FORMAT = 1
JURISDICTION = "england"
Outcomes = Mapping[str, Iterable[str]]
"""The kinds of event that can be logged, each with its outcomes."""

_RULE_ID = re.compile(r"[a-z][a-z0-9_]{1,59}\Z")
_ID = re.compile(rf"{JURISDICTION}-\d{{4}}\.\d{{2}}(\.\d+)?\Z")
_DERIVED = (APPEALABLE, CEASED, CONCLUDED)
_KINDS = (
    "starts",
    "met_by",
    "overtaken_by",
    "unsure",
    "revived_by",
    "revived_unless",
    "live_once",
)
_MOST = 1000  # of days, weeks, months or years that any rule may count
_FIRST, _LAST = date(1990, 1, 1), date(2100, 1, 1)  # no rule is older or can be known so far


def check_origin(head: Mapping[str, object], where: str) -> None:
    """Refuse what this program cannot read, before its other keys are looked at."""
    entry = Entry(head, where)
    made_for = entry.number("format")
    if made_for > FORMAT:
        raise BadInput(
            f"{where} was made for a newer EHCP Desktop (format {made_for}; this one reads"
            f" {FORMAT}): get the newer program first."
        )
    land = entry.text("jurisdiction")
    if land != JURISDICTION:
        raise BadInput(f"{where} holds the law of {land!r}; this program knows England's only.")


def pack_from_head(head: Mapping[str, object], where: str, sha256: str) -> Pack:
    """Build a pack, without its rules, from its head. Raises BadResource."""
    entry = Entry(head, where)
    entry.number("format")
    entry.text("jurisdiction")
    entry.text("sha256", "")
    pack = Pack(
        id=entry.text("id"),
        title=entry.text("title"),
        plain=entry.text("plain"),
        issued=entry.needed_day("issued"),
        checked=entry.needed_day("checked"),
        reform_checked=_when(entry, "reform_checked"),
        sha256=sha256,
    )
    entry.finish()
    if not _ID.match(pack.id):
        raise entry.refuse("id", f"must be like {JURISDICTION}-2027.03")
    return pack


def ended_from(tables: list[Entry]) -> dict[str, date]:
    """Read the rules that a pack ends, with the last day of each."""
    ended: dict[str, date] = {}
    for entry in tables:
        last = entry.needed_day("last_day")
        ended[entry.text("rule")] = _within(entry, "last_day", last)
        entry.finish()
    return ended


def check_entry(mapping: Mapping[str, object], where: str) -> None:
    """Refuse an entry with an odd id or an impossible number, before it is read."""
    entry = Entry(mapping, where)
    if not _RULE_ID.match(entry.text("id")):
        raise entry.refuse("id", "must be small letters, digits and _")
    for key, value in mapping.items():
        if not all(0 <= number <= _MOST for number in _numbers(value)):
            raise entry.refuse(key, f"must count from 0 to {_MOST}")


def check_rule(mapping: Mapping[str, object], rule: Rule, where: str, known: Outcomes) -> None:
    """Refuse an entry that can be read but not relied on. Raises BadResource."""
    entry = Entry(mapping, where)
    _check_span(entry, rule.in_force)
    check_addresses(entry)
    _check_kinds(entry, rule, mapping, known)


def check_addresses(entry: Entry) -> None:
    """Refuse a source that stands nowhere on the web. Raises BadResource."""
    for key in ("source_url", "law_url"):
        address = entry.text(key, "")
        if address and not address.startswith(("https://", "http://")):
            raise entry.refuse(key, "must begin with https://")


def check_names(mapping: Mapping[str, object], rule: Rule, where: str, ids: set[str]) -> None:
    """Refuse an entry that names a rule which is neither here nor in the law so far."""
    for key, others in _named(rule):
        for other in others:
            if other not in ids:
                raise Entry(mapping, where).refuse(key, f"names {other!r}, which is not a rule")


def check_loops(rules: Ruleset, where: str) -> None:
    """Refuse rules that wait for each other, so that none of them could ever start."""
    waits = _waits(rules)
    for start in waits:
        path = _loop(start, waits)
        if path:
            raise BadResource(
                f"{where}, {start}: the rules wait for each other in a loop"
                f" ({' → '.join(path)}), so none of them could start."
            )


def _check_span(entry: Entry, in_force: tuple[date, date | None]) -> None:
    since, last = in_force
    _within(entry, "in_force", since)
    if last is not None and last < since:
        raise entry.refuse("in_force", "ends before it begins")


def _within(entry: Entry, key: str, day: date) -> date:
    if not _FIRST <= day <= _LAST:
        raise entry.refuse(key, f"must be from {_FIRST} to {_LAST}")
    return day


def _when(entry: Entry, key: str) -> When:
    try:
        return When.parse(entry.text(key))
    except ValueError:
        raise entry.refuse(key, 'must be text such as "2026-07" or "2026-07-31"') from None


def _numbers(value: object) -> Iterator[int]:
    if isinstance(value, int):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _numbers(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _numbers(inner)


def _check_kinds(entry: Entry, rule: Rule, mapping: Mapping[str, object], known: Outcomes) -> None:
    for key in _KINDS:
        for kind, outcome in starts_from(entry.texts(key)):
            _check_kind(entry, key, kind, known)
            if outcome and kind in known and outcome not in known[kind]:
                raise entry.refuse(key, f"names {outcome!r}, which is no outcome of {kind}")
    for kind in rule.asks_of:
        key = next((key for key, value in mapping.items() if kind in str(value)), "starts")
        _check_kind(entry, key, kind, known)


def _check_kind(entry: Entry, key: str, kind: str, known: Outcomes) -> None:
    if kind not in known and kind not in _DERIVED:
        raise entry.refuse(key, f"names {kind!r}, which is not a kind of event")


def _named(rule: Rule) -> Sequence[tuple[str, tuple[str, ...]]]:
    joint = (rule.joint.partner,) if rule.joint else ()
    return (
        ("offset_rules", rule.offset_rules),
        ("part_of", rule.part_of),
        ("joint", joint),
    )


def _waits(rules: Ruleset) -> dict[str, set[str]]:
    """Return what each rule waits for: other rules, or what is derived from them."""
    waits: dict[str, set[str]] = {CEASED: {rules.derived.ceasing_window}}
    for rule in rules.entries:
        for key, others in _named(rule):
            alone = key != "joint" or not _is_joined_back(rule, rules)
            waits.setdefault(rule.id, set()).update(others if alone else ())
        waits[rule.id].update(start.kind for start in rule.starts if start.kind == CEASED)
    return waits


def _is_joined_back(rule: Rule, rules: Ruleset) -> bool:
    """Return whether two rules share one date with each other, which is no loop."""
    partner = rules.by_id[rule.joint.partner] if rule.joint else rule
    back = partner.joint
    return partner.id != rule.id and back is not None and back.partner == rule.id


def _loop(start: str, waits: Mapping[str, set[str]]) -> list[str]:
    """Return the way from a rule back to itself; nothing when there is none."""
    ways = [[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        for after in sorted(waits.get(way[-1], ())):
            if after == start:
                return [*way, start]
            if after not in seen:
                seen.add(after)
                ways.append([*way, after])
    return []
