"""What can be read beside the rules: proposals, and words explained; and on which page what is.

Nothing here is ever computed; each page is read from a file of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple, cast

from ehcp_desktop.domain.entry import Entry
from ehcp_desktop.errors import BadResource
from ehcp_desktop.resources import ROOT
from ehcp_desktop.services.shipped import read_toml_cached

PROPOSALS, GLOSSARY = (ROOT / f"{name}.toml" for name in ("proposals", "glossary"))


class Proposal(NamedTuple):
    """Something proposed that is not in force; `label` says so, `status` how far it had got."""

    title: str
    label: str
    says: str
    status: str
    source: str
    source_url: str
    sure: str


class Proposals(NamedTuple):
    """Every proposal, with when the law and when the news of reform were last looked at."""

    law_checked: date
    news_checked: str
    lead: str
    proposals: tuple[Proposal, ...]


class Word(NamedTuple):
    """A word of the field and what it means, in plain English."""

    term: str
    means: str


def proposals() -> Proposals:
    """Return what is proposed and not law. Raises BadResource naming file, entry and key."""
    content = read_toml_cached(PROPOSALS)[0]
    top = Entry(content, PROPOSALS.name)
    entries = _entries(content, PROPOSALS.name, "proposal", "title")
    found = tuple(Proposal(*_texts(entry, Proposal._fields)) for entry in entries)
    return Proposals(
        top.needed_day("law_checked"), top.text("news_checked"), top.text("lead"), found
    )


def glossary() -> tuple[Word, ...]:
    """Return the words of the field by their alphabet. Raises BadResource naming the entry."""
    content = read_toml_cached(GLOSSARY)[0]
    entries = _entries(content, GLOSSARY.name, "word", "term")
    return tuple(Word(*_texts(entry, Word._fields)) for entry in entries)


def matching(words: tuple[Word, ...], typed: str) -> tuple[Word, ...]:
    """Return the words in whose name or meaning all that was typed is found."""
    wanted = typed.casefold().split()
    return tuple(word for word in words if all(one in " ".join(word).casefold() for one in wanted))


def pages_with(typed: str) -> tuple[str, ...]:
    """Return which pages say all that was typed in one entry: ways, words, proposals, help."""
    from ehcp_desktop.services import helplines
    from ehcp_desktop.services.review_models import review_models

    wanted = typed.casefold().split()
    pages: dict[str, Iterable[Iterable[object]]] = {
        "ways": (way.texts for way in review_models().ways),
        "words": glossary(),
        "proposals": proposals().proposals,
        "help": (vars(one).values() for one in helplines.load()),
    }
    return tuple(page for page, entries in pages.items() if wanted and _says(entries, wanted))


def _says(entries: Iterable[Iterable[object]], wanted: list[str]) -> bool:
    told = (" ".join(map(str, entry)).casefold() for entry in entries)
    return any(all(one in words for one in wanted) for words in told)


def _texts(entry: Entry, keys: tuple[str, ...]) -> list[str]:
    found = [entry.text(key) for key in keys]
    entry.finish()
    return found


def _entries(content: Mapping[str, object], file: str, key: str, name: str) -> list[Entry]:
    tables = content.get(key)
    if not isinstance(tables, list):
        raise BadResource(f"{file}: {key} must be a list of tables.")
    found = cast("list[Mapping[str, object]]", tables)
    return [Entry(table, f"{file}, {table.get(name)}") for table in found]
