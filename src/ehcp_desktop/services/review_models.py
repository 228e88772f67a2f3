"""The ways of reviewing a plan: what each leaves out, what is published of it, how sure that is.

Nothing here is ever computed; it is read from resources/review_models.toml.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.entry import Entry
from ehcp_desktop.resources import ROOT
from ehcp_desktop.services.shipped import read_toml_cached

if TYPE_CHECKING:
    from pathlib import Path

FILE = ROOT / "review_models.toml"
# What a source can be, and how it is cited.
BASES = {
    "statutory": "Law",
    "case law": "Law, as a court has decided",
    "guidance": "Guidance, not law",
    "council": "A council’s own words, found at {place}",
    "reported": "As reported",
    "remark": "Our own remark",
}


class Source(NamedTuple):
    """Where something was read, what kind of source that is, and how sure it makes it.

    `basis` is one of BASES: "council" is what a council says, on its own page or another's,
    "reported" what nobody confirmed, "remark" what we would ask of what stands at that address.
    `cited` names entries of resources/law/citations.toml, and rules, that it rests on.
    """

    name: str
    basis: str
    url: str
    sure: str
    cited: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """The source with what it is: "Law: SEND Regulations 2014, reg 21"."""
        from urllib.parse import urlsplit

        place = (urlsplit(self.url).hostname or "").removeprefix("www.")
        return f"{BASES[self.basis].format(place=place)}: {self.name}"


class Told(NamedTuple):
    """A sentence or two with its source; `title` is empty where it needs none."""

    title: str
    words: str
    source: Source


class Aspect(NamedTuple):
    """A line of the table that lays law, council and family side by side: what the law asks."""

    id: str
    title: str
    law: str
    sources: tuple[Source, ...]


class Model(NamedTuple):
    """One model of a review: what it leaves out, and what is published of it by aspect.

    `called` has its article, "a Progress Review". `source` is where it was read what this model
    is, from a council or only as reported; without one `note` says why.
    """

    id: str
    called: str
    source: Source | None
    note: str
    leaves_out: tuple[Told, ...]
    published: Mapping[str, Told]

    @property
    def origin(self) -> str:
        """Where what is said of it is from, and how sure that is."""
        if self.source is None:
            return self.note
        said = f"What is said of it is from {self.source.name}. {self.source.sure}"
        return f"{said} Your council may do it differently."


class Way(NamedTuple):
    """One of the ways that stand side by side, made of one model or two.

    `as_reported` marks what nobody could confirm. `ask` are questions for the meeting.
    """

    models: tuple[Model, ...]
    title: str
    place: str
    what: str
    ask: tuple[str, ...]
    source: str
    source_url: str
    sure: str
    as_reported: bool

    @property
    def leaves_out(self) -> tuple[Told, ...]:
        """What its models leave out."""
        return tuple(told for model in self.models for told in model.leaves_out)

    @property
    def texts(self) -> tuple[str, ...]:
        """All that is said of it side by side with the others, for a search."""
        left_out = (text for told in self.leaves_out for text in (told.title, told.words))
        return (self.title, self.place, self.what, *left_out, *self.ask, self.source, self.sure)


class ReviewModels(NamedTuple):
    """All of it: `steps` are the rules that hold for every review, `checked` the day of it."""

    checked: date
    steps: tuple[str, ...]
    aspects: tuple[Aspect, ...]
    ways: tuple[Way, ...]
    models: Mapping[str, Model]


def review_models() -> ReviewModels:
    """Return the ways of reviewing, read once. Raises BadResource naming file, entry and key."""
    return _read(FILE)


@cache
def _read(file: Path) -> ReviewModels:
    top = Entry(read_toml_cached(file)[0], file.name)
    sources = _sources(top)
    aspects = tuple(_aspect(entry, sources) for entry in top.tables("aspect"))
    known = tuple(one.id for one in aspects)
    made = tuple(_model(entry, sources, known) for entry in top.tables("model"))
    models = {one.id: one for one in made}
    ways = tuple(_way(entry, models) for entry in top.tables("way"))
    found = ReviewModels(top.needed_day("checked"), top.texts("steps"), aspects, ways, models)
    top.finish()
    return found


def _sources(top: Entry) -> dict[str, Source]:
    return {name: _source(entry) for name, entry in _named(top, "source").items()}


def _named(whole: Entry, key: str) -> dict[str, Entry]:
    """Return the tables under a key by their names; none when it is absent."""
    tables = whole.table(key)
    names = tables.keys() if tables else ()
    found = ((name, tables.table(name)) for name in names if tables)
    return {name: entry for name, entry in found if entry}


def _source(entry: Entry) -> Source:
    made = Source(
        name=entry.text("name"),
        basis=entry.one_of("basis", tuple(BASES)),
        url=entry.text("url"),
        sure=entry.text("sure"),
        cited=entry.texts("cited"),
    )
    entry.finish()
    return made


def _aspect(entry: Entry, sources: Mapping[str, Source]) -> Aspect:
    named = tuple(_known(entry, "sources", name, sources) for name in entry.texts("sources"))
    made = Aspect(entry.text("id"), entry.text("title"), entry.text("law"), named)
    entry.finish()
    return made


def _model(entry: Entry, sources: Mapping[str, Source], aspects: tuple[str, ...]) -> Model:
    source = (
        _known(entry, "source", entry.text("source"), sources) if entry.has("source") else None
    )
    made = Model(
        id=entry.text("id"),
        called=entry.text("called"),
        source=source,
        note=entry.text("note", ""),
        leaves_out=tuple(_told(each, sources) for each in entry.tables("leaves_out")),
        published=_published(entry, sources, aspects),
    )
    entry.finish()
    return made


def _published(
    entry: Entry, sources: Mapping[str, Source], aspects: tuple[str, ...]
) -> dict[str, Told]:
    found = _named(entry, "published")
    if strange := found.keys() - set(aspects):
        raise entry.refuse("published", f"names {min(strange)!r}, which is no aspect")
    return {name: _told(told, sources) for name, told in found.items()}


def _told(entry: Entry, sources: Mapping[str, Source]) -> Told:
    source = _known(entry, "source", entry.text("source"), sources)
    made = Told(entry.text("title", ""), entry.text("words"), source)
    entry.finish()
    return made


def _way(entry: Entry, models: Mapping[str, Model]) -> Way:
    named = entry.texts("models")
    if strange := [name for name in named if name not in models]:
        raise entry.refuse("models", f"names {strange[0]!r}, which is no model")
    made = Way(
        models=tuple(models[name] for name in named),
        title=entry.text("title"),
        place=entry.text("place"),
        what=entry.text("what"),
        ask=entry.texts("ask"),
        source=entry.text("source"),
        source_url=entry.text("source_url"),
        sure=entry.text("sure"),
        as_reported=entry.flag("as_reported"),
    )
    entry.finish()
    return made


def _known(entry: Entry, key: str, name: str, sources: Mapping[str, Source]) -> Source:
    if name not in sources:
        raise entry.refuse(key, f"names {name!r}, which is no source")
    return sources[name]
