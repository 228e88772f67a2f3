"""Read the law that is shipped with the program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ehcp_desktop import resources
from ehcp_desktop.domain.dates import Calendar
from ehcp_desktop.domain.entry import Entry
from ehcp_desktop.domain.rule import Rule, rule_from_mapping
from ehcp_desktop.domain.ruleset import Ruleset, derived_from_mapping
from ehcp_desktop.errors import BadInput, BadResource
from ehcp_desktop.services.packing import SHAPE, packed, unpacked
from ehcp_desktop.services.shipped import Content, read_toml_cached, worked_out

if TYPE_CHECKING:
    from ehcp_desktop.domain.question import Questions

LAW = resources.ROOT / "law"
GROUPS = (
    "assessment",
    "annual_review",
    "phase_transfer",
    "reassessment",
    "mediation",
    "appeal",
    "tribunal_order",
    "unopposed",
    "move",
    "cease",
    "redress",
    "information",
    "exclusion",
    "school_life",
    "personal_budget",
)
_VARIANT = "variant"
_DERIVED = "derived"
_FAMILY_DATES = "family_dates"
_QUESTIONS = "questions"


@dataclass(frozen=True)
class Rulebook:
    """Every rule, in the order in which the Rights page shows them, and the working days.

    `family_dates` are the family's own dates by id; they are no law and are kept apart. `brought`
    are the tables that a rule pack lays over the shipped exceptions and ages, by their name.
    """

    rules: Ruleset
    family_dates: Mapping[str, Rule]
    calendar: Calendar
    brought: Mapping[str, tuple[Mapping[str, object], ...]] = field(default_factory=dict)

    def rule(self, rule_id: str, day: date | None = None) -> Rule:
        """Return the rule with this id, as it is on the day when it holds on it.

        Raises BadInput when there is none.
        """
        found = self.rules.by_id.get(rule_id)
        if found is None:
            raise BadInput(f"There is no rule {rule_id!r}. Type `ehcp rules` to see them all.")
        return (self.rules.on(rule_id, day) if day else None) or found

    def in_group(self, group: str) -> tuple[Rule, ...]:
        """Return the rules of one group; none for a name that is not a group."""
        return tuple(rule for rule in self.rules if rule.group == group)

    @property
    def groups(self) -> tuple[str, ...]:
        """The names of the groups, in order."""
        return tuple(dict.fromkeys(rule.group for rule in self.rules))


def load(folder: Path = LAW / "england") -> Rulebook:
    """Return the rulebook. Raises BadResource that names file, entry and key."""
    files = (*_in_order(folder), *(LAW / f"{name}.toml" for name in (_FAMILY_DATES, _QUESTIONS)))
    names = [file.stem for file in files]

    def work(contents: list[Content]) -> object:
        return _checked(dict(zip(names, contents, strict=True)))

    kept = worked_out(files, work, SHAPE)
    if not isinstance(kept, dict):
        raise TypeError(kept)
    derived = derived_from_mapping(kept[_DERIVED], f"{_DERIVED}.toml")
    own = {rule.id: rule for rule in _unpacked(kept[_FAMILY_DATES])}
    return Rulebook(Ruleset(_unpacked(kept["rules"]), derived), own, bank_holidays())


def _checked(named: dict[str, Content]) -> dict[str, object]:
    """Return what the files say, in plain lists, once all of it is known to be right."""
    from ehcp_desktop.domain.question import questions_from

    derived = named.pop(_DERIVED)
    asked = questions_from(named.pop(_QUESTIONS), f"{_QUESTIONS}.toml")
    own = rules_from(f"{_FAMILY_DATES}.toml", named.pop(_FAMILY_DATES), asked)
    rules = [
        rule
        for name, content in named.items()
        for rule in rules_from(f"{name}.toml", content, asked)
    ]
    Ruleset(tuple(rules), derived_from_mapping(derived, f"{_DERIVED}.toml")).check()
    groups = {"rules": rules, _FAMILY_DATES: own}
    return {_DERIVED: derived} | {
        name: [packed(rule) for rule in group] for name, group in groups.items()
    }


def _unpacked(kept: Iterable[object]) -> tuple[Rule, ...]:
    return tuple(rule for rule in map(unpacked, kept) if isinstance(rule, Rule))


def bank_holidays(file: Path = LAW / "bank_holidays.toml") -> Calendar:
    """Return the working days of England. Raises BadResource."""
    (content,) = read_toml_cached(file)
    days, elsewhere = (_days(file, content, key) for key in ("days", "elsewhere"))
    return Calendar(days, elsewhere=elsewhere)


def _days(file: Path, content: Mapping[str, object], key: str) -> frozenset[date]:
    days = content.get(key)
    if not isinstance(days, list):
        raise BadResource(f"{file.name}: {key} must be a list of dates.")
    try:
        return frozenset(date.fromisoformat(day) for day in days)
    except (TypeError, ValueError):
        raise BadResource(f"{file.name}: {key} must all be dates.") from None


def _in_order(folder: Path) -> list[Path]:
    """Return the files of the folder, the groups we know first and in their order."""
    order = {name: place for place, name in enumerate(GROUPS)}
    found = sorted(folder.glob("*.toml"))
    return sorted(found, key=lambda file: order.get(file.stem, len(order)))


def questions() -> Questions:
    """Return what a time limit may ask about an event, by id."""
    from ehcp_desktop.domain.question import questions_from

    (content,) = read_toml_cached(LAW / f"{_QUESTIONS}.toml")
    return questions_from(content, f"{_QUESTIONS}.toml")


def rules_from(where: str, content: Mapping[str, object], asked: Questions) -> list[Rule]:
    """Return the rules of one file. Raises BadResource that names file, entry and key."""
    entry = Entry(content, where)
    group = entry.text("group")
    entries = content.get("rule")
    if not isinstance(entries, list):
        raise entry.refuse("rule", "must be a list of tables")
    return [
        checked_rule(entry, f"{where}, {entry_name(entry, place)}", group, asked)
        for place, mapping in enumerate(entries, start=1)
        for entry in with_variants(mapping)
    ]


def checked_rule(mapping: Mapping[str, object], where: str, group: str, asked: Questions) -> Rule:
    """Return a rule that asks nothing but these questions. Raises BadResource."""
    from ehcp_desktop.domain.question import with_questions

    return with_questions(rule_from_mapping(mapping, where, group), Entry(mapping, where), asked)


def with_variants(mapping: Mapping[str, object]) -> list[Mapping[str, object]]:
    """Return the entry, and it again with the changes of each of its variants.

    A variant serves another start, outcome or time in force; what it does not say stays.
    """
    variants = mapping.get(_VARIANT)
    if not isinstance(variants, list):
        return [mapping]
    plain = {key: value for key, value in mapping.items() if key != _VARIANT}
    return [plain, *({**plain, **variant, "is_variant": True} for variant in variants)]


def entry_name(mapping: Mapping[str, object], place: int) -> str:
    """Return what an error calls the entry that stands at this place, the first at 1."""
    return str(mapping.get("id") or f"rule number {place}")
