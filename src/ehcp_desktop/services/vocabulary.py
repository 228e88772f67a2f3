"""The public words for events, read from resources/events.toml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import cast

from ehcp_desktop.domain.event import Event, EventKind
from ehcp_desktop.errors import BadInput, BadResource
from ehcp_desktop.resources import ROOT
from ehcp_desktop.services.shipped import read_toml_cached

FILE = ROOT / "events.toml"
_EVENT_FIELDS = frozenset(field.name for field in fields(Event))
_KEYS = frozenset(
    {"group", "title", "fields", "labels", "parts", "outcomes", "icon", "ahead", "hint", "titles"}
)


@dataclass(frozen=True)
class Vocabulary:
    """Every kind of event, in the order of the file, and the titles of their groups."""

    kinds: tuple[EventKind, ...]
    groups: Mapping[str, str]

    def kind(self, text: str) -> EventKind:
        """Return the kind of this name or title, whatever its case, spaces and hyphens.

        Raises BadInput naming the nearest words.
        """
        found = self._by_key.get(_key(text))
        if found is None:
            raise BadInput(self._unknown(text))
        return found

    def has(self, text: str) -> bool:
        """Tell whether a kind is named so."""
        return _key(text) in self._by_key

    def in_group(self, group: str) -> tuple[EventKind, ...]:
        """Return the kinds of a group, in order."""
        return tuple(kind for kind in self.kinds if kind.group == group)

    def check_outcome(self, kind: EventKind, outcome: str) -> str:
        """Return the outcome as the vocabulary spells it. Raises BadInput naming those allowed."""
        spelt = {_key(word): word for word, _ in kind.outcomes} or {"": ""}
        if _key(outcome) in spelt:
            return spelt[_key(outcome)]
        raise BadInput(_wrong_outcome(kind, outcome))

    @cached_property
    def _by_key(self) -> dict[str, EventKind]:
        titles: dict[str, list[EventKind]] = {}
        for kind in self.kinds:
            titles.setdefault(_key(kind.title), []).append(kind)
        named = {title: kinds[0] for title, kinds in titles.items() if len(kinds) == 1}
        return named | {_key(kind.id): kind for kind in self.kinds}

    def _unknown(self, text: str) -> str:
        from difflib import get_close_matches

        near = get_close_matches(_key(text), self._by_key, n=3, cutoff=0.5)
        said = (
            f'"{text.strip()}" is not a kind of event.' if text.strip() else "The kind is missing."
        )
        names = " or ".join(dict.fromkeys(self._by_key[key].id for key in near))
        return (
            f"{said} Did you mean {names}?"
            if near
            else f"{said} Use a word such as call or letter."
        )


def load() -> Vocabulary:
    """Read the shipped vocabulary. Raises BadResource naming the entry and key that is wrong."""
    return vocabulary_from_mapping(read_toml_cached(FILE)[0])


def vocabulary_from_mapping(mapping: Mapping[str, object]) -> Vocabulary:
    """Build the vocabulary from the mapping that the file holds."""
    groups = _words(mapping, "groups", "events.toml")
    labels = _words(mapping, "labels", "events.toml")
    entries = _table(mapping, "kinds", "events.toml")
    kinds = tuple(_kind(name, _table(entries, name, "kinds"), labels) for name in entries)
    for kind in kinds:
        if kind.group not in groups:
            raise BadResource(f"events.toml, {kind.id}: the group {kind.group!r} has no title.")
    return Vocabulary(kinds, groups)


def _kind(name: str, entry: Mapping[str, object], labels: Mapping[str, str]) -> EventKind:
    shown = tuple(cast("list[str]", entry.get("fields", [])))
    _refuse_strangers(name, "key", set(entry) - _KEYS)
    _refuse_strangers(name, "field", set(shown) - _EVENT_FIELDS)
    own = _words(entry, "labels", name) if "labels" in entry else {}
    _refuse_strangers(name, "label", set(own) - set(shown))
    return EventKind(
        id=name,
        group=_text(entry, "group", name),
        title=_text(entry, "title", name),
        fields=shown,
        outcomes=tuple(_words(entry, "outcomes", name).items()) if "outcomes" in entry else (),
        labels=tuple((field, own.get(field) or labels.get(field, field)) for field in shown),
        icon=_text(entry, "icon", name),
        ahead=bool(entry.get("ahead", False)),
        hint=str(entry.get("hint", "")),
        titles=tuple(_words(entry, "titles", name).items()) if "titles" in entry else (),
        parts=tuple(cast("list[str]", entry.get("parts", []))),
    )


def _refuse_strangers(name: str, what: str, strangers: set[str]) -> None:
    if strangers:
        raise BadResource(f"events.toml, {name}: unknown {what} {', '.join(sorted(strangers))}.")


def _table(mapping: Mapping[str, object], key: str, where: str) -> Mapping[str, object]:
    found = mapping.get(key)
    if not isinstance(found, Mapping):
        raise BadResource(f"events.toml, {where}: {key} must be a table.")
    return found


def _words(mapping: Mapping[str, object], key: str, where: str) -> dict[str, str]:
    return {
        name: _text(_table(mapping, key, where), name, where)
        for name in _table(mapping, key, where)
    }


def _text(mapping: Mapping[str, object], key: str, where: str) -> str:
    found = mapping.get(key)
    if not isinstance(found, str) or not found:
        raise BadResource(f"events.toml, {where}: {key} must be words.")
    return found


def _wrong_outcome(kind: EventKind, outcome: str) -> str:
    allowed = ", ".join(word for word, _ in kind.outcomes if word)
    if not allowed:
        return f"{kind.id} takes no outcome; leave it empty instead of {outcome!r}."
    if not outcome.strip():
        return f"{kind.id} needs an outcome: one of {allowed}."
    return f'"{outcome.strip()}" is not an outcome of {kind.id}. Use one of {allowed}.'


def _key(text: str) -> str:
    return re.sub(r"[\s_‐‑–-]+", "", text).casefold()
