"""Read a rule pack: one TOML file, checked from its head to its last entry."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from ehcp_desktop.domain import pack_check
from ehcp_desktop.domain.entry import Entry
from ehcp_desktop.domain.pack import amended
from ehcp_desktop.domain.ruleset import Ruleset
from ehcp_desktop.errors import BadInput, BadResource
from ehcp_desktop.services.pack_parts import with_parts
from ehcp_desktop.services.rulebook import checked_rule, entry_name, questions, with_variants

if TYPE_CHECKING:
    from pathlib import Path

    from ehcp_desktop.domain.pack import Pack
    from ehcp_desktop.domain.question import Questions
    from ehcp_desktop.domain.rule import Rule
    from ehcp_desktop.services.rulebook import Rulebook
    from ehcp_desktop.services.vocabulary import Vocabulary

ENDING = ".ehcp-rules"
MOST_BYTES = 2_000_000  # ten times the law that is shipped
_SUM_LINE = re.compile(r"^sha256[ \t]*=.*\n?", re.MULTILINE)
_Mapping = Mapping[str, object]


def read_text(path: Path) -> str:
    """Return the text of a pack's file. Raises BadInput when it is none, or not to be read."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as trouble:
        raise BadInput(f"{path.name} cannot be read: {trouble.strerror}.") from None
    if len(data) > MOST_BYTES:
        raise BadInput(f"{path.name} is too large to be a law update file.")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise BadInput(f"{path.name} is not a law update file: such a file is text.") from None


def checksum(text: str) -> str:
    """Return the SHA-256 of a pack: of its text as UTF-8, without the line `sha256 = …`."""
    return hashlib.sha256(_SUM_LINE.sub("", text, count=1).encode("utf-8", "replace")).hexdigest()


def pack_from(text: str, where: str, book: Rulebook, words: Vocabulary) -> tuple[Pack, Rulebook]:
    """Return a pack and the law with it. Raises BadInput or BadResource and says what is wrong.

    `book` is the law that the pack changes.
    """
    content = _parsed(text, where)
    head = content.pop("pack", None)
    if not isinstance(head, dict):
        raise BadInput(f"{where} is not a law update file: it does not begin with [pack].")
    pack_check.check_origin(head, f"{where}, pack")
    sha256 = checksum(text)
    _check_sum(head, where, sha256)
    pack = pack_check.pack_from_head(head, f"{where}, pack", sha256)
    whole = Entry(content, where)
    ended = pack_check.ended_from(whole.tables("ended"))
    entries = _entries(whole, content, where)
    pack = _with_rules(pack._replace(ended=ended), entries, where, book, words)
    changed = replace(book, rules=_ruleset(pack, where, book))
    changed, others = with_parts(whole, content, where, changed, words)
    whole.finish()
    if not (pack.rules or pack.ended or others):
        raise BadInput(f"{where} changes no rule, and nothing else.")
    return pack._replace(others=others), changed


def _parsed(text: str, where: str) -> dict[str, object]:
    """Return what the text says, every date as text."""
    try:
        found = json.loads(json.dumps(tomllib.loads(text), default=str))
    except (ValueError, RecursionError) as trouble:
        at = re.search(r"\(at [^)]*\)", str(trouble))
        raise BadInput(
            f"{where} is not a law update file, or was cut short or changed on its way"
            f"{f' {at[0]}' if at else ''}: get the file again."
        ) from None
    return cast("dict[str, object]", found)


def _check_sum(head: _Mapping, where: str, sha256: str) -> None:
    if Entry(head, f"{where}, pack").text("sha256") != sha256:
        raise BadInput(
            f"{where} does not fit its control number (sha256), so it was cut short or"
            " changed on its way: get the file again."
        )


def _entries(whole: Entry, content: _Mapping, where: str) -> list[tuple[_Mapping, str]]:
    """Return the entries, each with its variants and with what an error calls it."""
    whole.tables("rule")  # only to refuse what is no list of tables
    mappings = cast("list[dict[str, object]]", content.get("rule", []))
    found: list[tuple[_Mapping, str]] = []
    for place, mapping in enumerate(mappings, start=1):
        named = f"{where}, {entry_name(mapping, place)}"
        Entry(mapping, named).tables("variant")
        found += [(one, named) for one in with_variants(mapping)]
    return found


def _with_rules(
    pack: Pack, entries: list[tuple[_Mapping, str]], where: str, book: Rulebook, words: Vocabulary
) -> Pack:
    asked = questions()
    rules = [_rule(mapping, named, book, asked) for mapping, named in entries]
    known = {kind.id: dict(kind.outcomes) for kind in words.kinds}
    ids = {*book.rules.by_id, *(rule.id for rule in rules)}
    for (mapping, named), rule in zip(entries, rules, strict=True):
        pack_check.check_rule(mapping, rule, named, known)
        pack_check.check_names(mapping, rule, named, ids)
    for ended, last in pack.ended.items():
        entry = book.rules.by_id.get(ended)
        if entry is None or last < entry.in_force[0]:
            raise BadResource(f"{where}, ended: rule names {ended!r}, which is no rule by then.")
    return pack._replace(rules=tuple(rules))


def _rule(mapping: _Mapping, named: str, book: Rulebook, asked: Questions) -> Rule:
    pack_check.check_entry(mapping, named)
    known = book.rules.by_id.get(str(mapping.get("id")))
    rule = checked_rule(mapping, named, known.group if known else "", asked)
    if rule.id in book.family_dates:
        raise Entry(mapping, named).refuse("id", "is kept for the family's own dates")
    if rule.group not in book.groups:
        allowed = ", ".join(book.groups)
        raise Entry(mapping, named).refuse("group", f"must be one of {allowed}")
    return rule


def _ruleset(pack: Pack, where: str, book: Rulebook) -> Ruleset:
    rules = Ruleset(amended(book.rules.entries, pack), book.rules.derived)
    try:
        rules.check()
    except BadResource as wrong:
        raise BadResource(f"{where}: {wrong}") from None
    pack_check.check_loops(rules, where)
    return rules
