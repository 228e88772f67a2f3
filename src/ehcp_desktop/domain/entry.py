"""Read one entry of a shipped data file; a mistake is reported by file, entry and key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from ehcp_desktop.errors import BadResource

_T = TypeVar("_T")
_WORDS: dict[type, str] = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "a table",
}


class Entry:
    """A mapping whose keys are read one by one, each with the type it must have.

    `finish` refuses keys that nothing has read, so a misspelt key cannot be lost.
    """

    def __init__(self, mapping: Mapping[str, object], where: str) -> None:
        self._mapping = mapping
        self._where = where
        self._read: set[str] = set()

    def has(self, key: str) -> bool:
        """Return whether the key is there."""
        return key in self._mapping

    def keys(self) -> tuple[str, ...]:
        """Return every key, as the file has them."""
        return tuple(self._mapping)

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text, or the default when the key is absent."""
        return self._of(str, key, default)

    def number(self, key: str, default: int | None = None) -> int:
        """Return a whole number, or the default when the key is absent."""
        return self._of(int, key, default)

    def flag(self, key: str, default: bool = False) -> bool:
        """Return true or false; false when the key is absent unless said otherwise."""
        return self._of(bool, key, default)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts of a list; none when the key is absent."""
        found = self._of(list, key, [])
        if not all(isinstance(text, str) for text in found):
            raise self.refuse(key, "must be a list of texts")
        return tuple(found)

    def one_of(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """Return a word from a short list."""
        word = self.text(key, default)
        if word not in allowed:
            raise self.refuse(key, f"must be one of {', '.join(allowed)}, not {word!r}")
        return word

    def day(self, key: str) -> date | None:
        """Return a date, or None when the key is absent."""
        if not self.has(key):
            return None
        value = self._taken(key)
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            raise self.refuse(key, "must be a date such as 2026-11-22") from None

    def needed_day(self, key: str) -> date:
        """Return a date that must be there."""
        day = self.day(key)
        if day is None:
            raise self.refuse(key, "is missing")
        return day

    def table(self, key: str) -> Entry | None:
        """Return the entry under the key, or None when it is absent."""
        if not self.has(key):
            return None
        return Entry(self._of(dict, key, None), f"{self._where}, {key}")

    def tables(self, key: str) -> list[Entry]:
        """Return the entries of a list of tables; none when the key is absent."""
        found = self._of(list, key, [])
        if not all(isinstance(table, dict) for table in found):
            raise self.refuse(key, "must be a list of tables")
        return [Entry(table, f"{self._where}, {key}") for table in found]

    def finish(self) -> None:
        """Refuse a key that is not known."""
        for key in self._mapping:
            if key not in self._read:
                raise self.refuse(key, "is not a key this program knows")

    def refuse(self, key: str, why: str) -> BadResource:
        """Return the error that names file, entry and key."""
        return BadResource(f"{self._where}: {key} {why}.")

    def _taken(self, key: str) -> object:
        self._read.add(key)
        return self._mapping[key]

    def _of(self, kind: type[_T], key: str, default: _T | None) -> _T:
        if not self.has(key):
            if default is None:
                raise self.refuse(key, "is missing")
            return default
        value = self._taken(key)
        if type(value) is not kind:
            raise self.refuse(key, f"must be {_WORDS[kind]}")
        return value
