"""The facts that letters state: what each is called, how it is asked for, and of what kind it is.

They are data: those that any letter can state stand in resources/letters/facts.toml, those of one
letter alone in its head.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services.letters.names import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ehcp_desktop.domain.entry import Entry
    from ehcp_desktop.services.letters.shelf import Template

SHARED = FOLDER / "facts.toml"
KINDS = ("text", "long", "day", "lines", "table", "choice")
EVENT_FIELDS = tuple(
    "on sent received dated by at who summary quote notes channel outcome model kind".split()
)
# What a cell of a table can show besides: of an event, and of a limit that is overdue.
_EVENT_CELLS = (*EVENT_FIELDS, "direction", "contact", "papers", "promised", "followed")
_LIMIT_CELLS = ("title", "citation", "due", "met", "late")
_OF_A_REVIEW = {"corrections": ("place", "written", "said", "who", "source")}
REVIEW_FIELDS = ("label", "chair", "chosen_by")
PREPARED = ("goes_well", "ask", "question", "childs_view", "well", "worries", "next", "change")
_APART = ("people", "letter_sent", "due")  # sources whose field is no field of an event
_NAME = re.compile(r"[a-z][a-z0-9_]*")


class Source(NamedTuple):
    """Where the record holds a fact: `kind` is one of event, or one of seven words.

    They are "about" (the field of what the letter is about), "review" (the field of the review
    that this belongs to, its name for "label"), "prepared" (what the family has prepared for that
    review), "due" (the day of a rule), "each" (a line for each event of some kinds), "people" (who
    holds a role) and "letter_sent" (the day on which a letter of the shelf was sent). `names` say
    which.
    """

    kind: str
    names: tuple[str, ...]


class Rows(NamedTuple):
    """What makes the rows of a table: events of some kinds, limits in some states, or records.

    Each of `cells` names what one column shows; with several names between commas, each has a
    line. A name with a capital is a part of an event's notes (EventKind.parts). `counted` makes
    a row of each answer that this cell gives, with how often. With `same_talk` it is only what
    was of the same day and person as what the letter is about. `of` names the records that the
    family keeps of the review that the letter is about, in their order, and `nothing` what the
    first cell says where it is empty. `blank` is how many rows to leave for a pen when there are
    none.
    """

    kinds: tuple[str, ...]
    cells: tuple[str, ...]
    limits: tuple[str, ...] = ()
    counted: str = ""
    same_talk: bool = False
    of: str = ""
    nothing: str = ""
    blank: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """A fact that letters state. `label` names it where it is missing, `ask` on the form.

    `known` is what it is called among what the record already says. `columns` are the headings of
    a table, `choices` the ids and words to choose from, `starts` the kind of event that sending
    the letter logs for some of them, `sources` where the record holds it.
    One that `is_worked_out` is never typed.
    """

    id: str
    label: str
    ask: str
    hint: str = ""
    known: str = ""
    kind: str = "text"
    columns: tuple[str, ...] = ()
    choices: Mapping[str, str] = field(default_factory=dict)
    starts: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    rows: Rows | None = None
    is_worked_out: bool = False

    @property
    def day_of(self) -> str:
        """The kind of event that it is the day of, "" when it is no event's own day."""
        first = self.sources[:1] if self.kind == "day" else ()
        kinds = [each.kind for each in first if each.names == ("on",)]
        return next((kind for kind in kinds if kind not in ("about", "due")), "")


class Day(str):
    """A date as a letter writes it, "2 June 2026"; `when` adds its small word, "on 2 June 2026".

    An absent date is empty and its `when` too.
    """

    __slots__ = ("full", "when")

    when: str
    full: str

    @classmethod
    def of(cls, when: When | None) -> Day:
        """Return the words for a date, or nothing."""
        if when is None:
            return cls.words("")
        day = cls(when.spoken())
        day.when = f"{'on' if when.is_exact else 'in'} {day}"
        day.full = when.spoken_in_full()
        return day

    @classmethod
    def words(cls, text: str, small_word: str = "on ") -> Day:
        """Return words that stand for a date, such as a gap to be filled in."""
        day = cls(text)
        day.when = small_word + text if text else ""
        day.full = text
        return day


class Chosen(str):
    """The id of what was chosen; `words` are what the form calls it."""

    __slots__ = ("words",)

    words: str

    @classmethod
    def of(cls, fact: Fact, text: str) -> Chosen:
        """Return a choice by its id or its words. Raises BadInput naming those there are."""
        wanted = text.strip().casefold()
        for key, words in fact.choices.items():
            if wanted in (key.casefold(), words.casefold()):
                return cls.called(key, words)
        if wanted:
            ways = ", ".join(fact.choices)
            raise BadInput(f"“{text.strip()}” is not one of those for {fact.label}: {ways}.")
        return cls.called("", "")

    @classmethod
    def called(cls, key: str, words: str) -> Chosen:
        """Return a choice with its words."""
        chosen = cls(key)
        chosen.words = words
        return chosen


class Table(tuple[tuple[str, ...], ...]):
    """The rows of a table; `columns` are its headings."""

    columns: tuple[str, ...] = ()

    @classmethod
    def of(cls, columns: Sequence[str], rows: Iterable[Iterable[str]]) -> Table:
        """Return a table of rows, each as long as the headings."""
        width = len(columns)
        made = cls((*(str(cell) for cell in row), *[""] * width)[:width] for row in rows)
        made.columns = tuple(columns)
        return made


def facts_of(template: Template) -> Mapping[str, Fact]:
    """Return every fact that a letter can state, by its id: those of any letter, then its own."""
    return {**shared(), **template.facts}


@cache
def shared() -> Mapping[str, Fact]:
    """Return the facts that any letter can state. Raises BadResource naming the key."""
    import tomllib

    from ehcp_desktop.domain.entry import Entry

    content = tomllib.loads(SHARED.read_text(encoding="utf-8"))
    return read_facts(Entry(content, SHARED.name))


def read_facts(head: Entry) -> dict[str, Fact]:
    """Return the facts that a file declares. Raises BadResource naming the file and key."""
    tables = head.table("facts")
    if tables is None:
        return {}
    names = tables.keys()
    return {name: _fact(tables, name) for name in names}


def texts_of(table: Entry | None) -> dict[str, str]:
    """Return the texts of a table by their keys; none when it is absent."""
    keys = table.keys() if table else ()
    return {key: table.text(key) for key in keys} if table else {}


def refuse_unknown(names: Iterable[str], facts: Mapping[str, Fact]) -> None:
    """Raise BadInput when a name is not a fact that can be given by hand."""
    known = [fact.id for fact in facts.values() if not fact.is_worked_out]
    for name in names:
        if name not in known:
            raise BadInput(
                f"“{name}” is not a fact that this letter uses. It uses: {', '.join(known)}."
            )


def absent(fact: Fact) -> object:
    """Return what stands for a fact that is not known: empty, and of its kind."""
    match fact.kind:
        case "day":
            return Day.of(None)
        case "choice":
            return Chosen.called("", "")
        case "lines":
            return ()
        case "table":
            return Table.of(fact.columns, ())
    return ""


def gap(fact: Fact) -> object:
    """Return the marked gap for a fact that is missing."""
    words = f"[{fact.label}]"
    match fact.kind:
        case "day":
            return Day.words(words)
        case "choice":
            return Chosen.called(words, words)
        case "lines":
            return (words,)
        case "table":
            return Table.of(fact.columns, [[words]])
    return words


def _fact(tables: Entry, name: str) -> Fact:
    if not _NAME.fullmatch(name):
        raise tables.refuse(name, "must be small letters, figures and _")
    keys = tables.table(name)
    assert keys is not None  # noqa: S101  # it has just been named
    made = Fact(
        id=name,
        label=keys.text("label"),
        ask=keys.text("ask", "") or _sentence(keys.text("label")),
        hint=keys.text("hint", ""),
        known=keys.text("known", ""),
        kind=keys.one_of("kind", KINDS, "text"),
        columns=keys.texts("columns"),
        choices=texts_of(keys.table("choices")),
        starts=texts_of(keys.table("starts")),
        sources=tuple(_source(keys, text) for text in keys.texts("from")),
        rows=_rows(keys),
        is_worked_out=keys.flag("worked_out"),
    )
    keys.finish()
    _check(keys, made)
    return made


def _sentence(label: str) -> str:
    return label[:1].upper() + label[1:]


def _source(keys: Entry, text: str) -> Source:
    """Return where a fact is held: "about.summary", "due.ehcp_final", "people.Advocate".

    "letter_sent.rtc_step1" is a day, "letter_sent.rtc_step1.provider" what was typed for it.
    """
    kind, _, rest = text.partition(".")
    if kind == "each":
        return Source(kind, tuple(rest.partition(".")[0].split(",")))
    known = {"review": REVIEW_FIELDS, "prepared": PREPARED}.get(kind, EVENT_FIELDS)
    if not rest or (kind not in _APART and rest not in known):
        raise keys.refuse("from", f"cannot read {text!r}")
    return Source(kind, (rest,))


def _rows(keys: Entry) -> Rows | None:
    table = keys.table("rows")
    if table is None:
        return None
    rows = Rows(
        kinds=table.texts("kinds"),
        cells=table.texts("cells"),
        limits=table.texts("limits"),
        counted=table.text("count", ""),
        same_talk=table.flag("same_talk"),
        of=table.one_of("of", tuple(_OF_A_REVIEW)) if table.has("of") else "",
        nothing=table.text("nothing", ""),
        blank=table.number("blank", 0),
    )
    table.finish()
    known = _LIMIT_CELLS if rows.limits else _OF_A_REVIEW.get(rows.of, _EVENT_CELLS)
    named = [name for cell in rows.cells for name in cell_names(cell)]
    if strange := [name for name in named if name not in known and not name[:1].isupper()]:
        raise table.refuse("cells", f"names {strange[0]}; it must be of {', '.join(known)}")
    return rows


def cell_names(cell: str) -> tuple[str, ...]:
    """Return what a cell shows, a name for each of its lines."""
    return tuple(name.strip() for name in cell.split(","))


def _check(keys: Entry, made: Fact) -> None:
    needs = {"columns": made.kind == "table", "choices": made.kind == "choice"}
    for key, is_needed in needs.items():
        if bool(getattr(made, key)) != is_needed:
            raise keys.refuse(key, f"does not go with the kind {made.kind!r}")
    if strange := made.starts.keys() - made.choices.keys():
        raise keys.refuse("starts", f"names {min(strange)!r}, which is no choice")
    counted = made.rows.cells or (made.rows.counted, "times") if made.rows else made.columns
    if len(counted) != len(made.columns):
        raise keys.refuse("rows", "must have a cell for each column")
