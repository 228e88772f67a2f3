"""The file of a letter in its two parts: a head in TOML between lines of +++, and the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.entry import Entry
from ehcp_desktop.errors import BadResource

if TYPE_CHECKING:
    from collections.abc import Mapping

FENCE = "+++"
_LONGEST = 60_000  # characters
_LINE = 2_000  # characters of a line of the head: TOML takes its time over longer ones
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_SECTION = re.compile(r"\s*\[{1,2}([^\]]*)\]")


class Parts(NamedTuple):
    """The head of a letter, its text, and the line of the file on which the text begins.

    `mapping` is the head as it was read.
    """

    head: Head
    body: str
    line: int
    mapping: dict[str, object]


class Head(Entry):
    """The head of a letter, or a table in it; a mistake is reported by file, line and key."""

    def __init__(
        self, mapping: Mapping[str, object], where: str, text: str, section: str = ""
    ) -> None:
        super().__init__(mapping, where)
        self._text = text
        self._section = section

    def table(self, key: str) -> Head | None:
        """Return the table under the key, or None when it is absent."""
        if not self.has(key):
            return None
        section = f"{self._section}.{key}".strip(".")
        return Head(self._of(dict, key, None), self._where, self._text, section)

    def tables(self, key: str) -> list[Entry]:
        """Return the tables of a list; none when the key is absent."""
        found = self._of(list, key, [])
        if not all(isinstance(each, dict) for each in found):
            raise self.refuse(key, "must be a list of tables")
        return [Head(each, self._where, self._text, key) for each in found]

    def refuse(self, key: str, why: str) -> BadResource:
        """Return the error that names file, line and key."""
        section = f" of [{self._section}]" if self._section else ""
        return BadResource(f"{self._where}, line {self._line(key)}: {key}{section} {why}.")

    def _line(self, key: str) -> int:
        """Return the line of a key in this table, else of the table, else of the first line."""
        found, section = 1, ""
        for number, line in enumerate(self._text.split("\n"), 1):
            if header := _SECTION.match(line):
                section = header[1].strip()
                found = number if section == self._section else found
            is_own = section == self._section and re.match(rf"\s*{re.escape(key)}\s*=", line)
            if is_own or section == f"{self._section}.{key}".strip("."):
                return number
        return found


def read_parts(name: str, text: str) -> Parts:
    """Return the parts of a letter's file. Raises BadResource naming the file and line."""
    import tomllib

    if len(text) > _LONGEST:
        raise BadResource(f"{name}: a letter is no longer than {_LONGEST} characters.")
    text = text.replace("\r\n", "\n")
    start, fence, rest = text.partition(FENCE)
    head, second_fence, body = rest.partition(f"\n{FENCE}\n")
    if start.strip() or not fence or not second_fence:
        raise BadResource(f"{name}: the head must stand between two lines of {FENCE}.")
    before = start + fence + head
    for number, line in enumerate(before.split("\n"), 1):
        if len(line) > _LINE:
            raise BadResource(f"{name}, line {number}: a line has at most {_LINE} characters.")
    try:
        mapping = tomllib.loads("\n" * start.count("\n") + head)
    except (ValueError, RecursionError) as wrong:
        where, said = f"{name}, line {_line_of(wrong, before)}", _PLACE.sub("", str(wrong))
        raise BadResource(f"{where}: the head cannot be read: {said}.") from wrong
    return Parts(Head(mapping, name, before), body, before.count("\n") + 3, mapping)


def _line_of(wrong: Exception, head: str) -> int:
    """Return the line that TOML names in what it refuses, else the last of the head."""
    place = _PLACE.search(str(wrong))
    return int(place[1]) if place and place[1] else head.count("\n") + 1
