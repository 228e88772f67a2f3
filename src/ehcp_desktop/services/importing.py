"""Take events in from a CSV or XLSX file: all of it or none, and never the same row twice."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.people import Child
from ehcp_desktop.domain.review import ARRANGED, HELD, Review
from ehcp_desktop.domain.typed_date import is_relative, read_when
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import belonging, events
from ehcp_desktop.services.review_names import read_model
from ehcp_desktop.services.spreadsheet import Row, Table, read_table, with_guard
from ehcp_desktop.services.whole_file import write_whole

if TYPE_CHECKING:
    from ehcp_desktop.services.family import Family

T = TypeVar("T")
DATES = {"date": "on", "sent": "sent", "received": "received", "dated": "dated", "by": "by"}
_TEXTS = ("kind", "outcome", "who", "channel", "direction", "model", "review", "summary", "notes")
_FURTHER = ("at", "quote")  # columns of our own exports, beyond the header that is asked for
COLUMNS = (*DATES, *_TEXTS, "paper", *_FURTHER)
_NOTHING = dict.fromkeys(COLUMNS, "")
_PART = 50  # rows: some milliseconds
_SAME_COLUMN = {"on": "date", "label": "model"}
_ID_LENGTH = 32


@dataclass(frozen=True)
class Refused:
    """A row that cannot be taken in: its number in the spreadsheet, and why."""

    number: int
    reason: str


@dataclass(frozen=True)
class Imported:
    """What an import did: rows added, rows that were there already, and rows refused.

    `ignored` names the columns that were left out; `refused_file` holds the refused rows.
    """

    added: int
    already: int
    refused: tuple[Refused, ...] = ()
    ignored: tuple[str, ...] = ()
    refused_file: Path | None = None


@dataclass(frozen=True)
class _Ready:
    """A row that can be taken in."""

    event: Event
    review: str
    papers: tuple[Path, ...]


@dataclass(frozen=True)
class Mapping:
    """How to read a family's own spreadsheet.

    `columns` says which field of COLUMNS each column holds, in order; "" leaves one out. With
    `unknown_as_note` a kind that is not ours becomes a note whose summary keeps the words.
    """

    columns: tuple[str, ...] | None = None
    unknown_as_note: bool = False


AS_NAMED = Mapping()


@dataclass(frozen=True)
class Checked:
    """A spreadsheet that was looked through: the rows that can be taken in, and those refused."""

    path: Path
    table: Table
    columns: tuple[str, ...]
    ready: tuple[_Ready, ...]
    refused: tuple[Refused, ...]


class Done(NamedTuple):
    """How far a long work is: rows done, of how many."""

    rows: int
    of: int


Parts = Generator[Done, None, T]  # work that pauses after each short part, and then has a result


def import_events(
    family: Family,
    child: Child,
    path: Path,
    skip_bad: bool = False,
    mapping: Mapping = AS_NAMED,
) -> Imported:
    """Add the events of a spreadsheet to a child's record, as one step.

    Raises BadInput, having changed nothing, that lists every bad row by its number and reason;
    with `skip_bad` these go to a file <name>.refused.csv beside the spreadsheet instead.
    """
    checked = _at_once(checked_in_parts(family, child, path, read_table(path), mapping))
    return _at_once(taken_in_parts(family, child, checked, skip_bad))


def checked_in_parts(
    family: Family, child: Child, path: Path, table: Table, mapping: Mapping = AS_NAMED
) -> Parts[Checked]:
    """Look which rows of a spreadsheet could be taken in; nothing is changed.

    Raises BadInput when the columns do not say enough.
    """
    columns = _columns(path, table, mapping)
    reader = _Reader(family, child, path, columns, mapping)
    ready: list[_Ready] = []
    refused: list[Refused] = []
    for start in range(0, len(table.rows), _PART):
        yield Done(start, len(table.rows))
        good, bad = reader.read(table.rows[start : start + _PART])
        ready += good
        refused += bad
    return Checked(path, table, columns, tuple(ready), tuple(refused))


def taken_in_parts(
    family: Family, child: Child, checked: Checked, skip_bad: bool = False
) -> Parts[Imported]:
    """Do what `import_events` does. Closed before its end, it leaves the record as it was."""
    path, ready, refused = checked.path, checked.ready, checked.refused
    if refused and not skip_bad:
        raise BadInput(_listed(path, refused))
    new = _not_yet(family, child, ready)
    with family.store.action(f"Import {path.name}"):
        yield from family.store.in_parts(_log_all(family, new))
        written = _write_refused(path, checked.table, refused) if refused else None
    named = zip(checked.table.headings, checked.columns, strict=True)
    ignored = tuple(heading for heading, name in named if heading and name not in COLUMNS)
    return Imported(len(new), len(ready) - len(new), refused, ignored, written)


def _at_once(parts: Parts[T]) -> T:
    while True:
        try:
            next(parts)
        except StopIteration as end:
            result: T = end.value
            return result


def column_of(heading: str) -> str:
    """Return the column that a heading of ours names, however it is written."""
    word = "_".join(heading.casefold().split())
    return _SAME_COLUMN.get(word, word)


def _columns(path: Path, table: Table, mapping: Mapping) -> tuple[str, ...]:
    columns = mapping.columns or tuple(column_of(heading) for heading in table.headings)
    for needed in ("date",) if mapping.unknown_as_note else ("date", "kind"):
        if needed not in columns:
            raise BadInput(
                f"“{path.name}” has no column called {needed}; its first row must name the "
                "columns, at least date and kind."
            )
    twice = [name for name, count in Counter(columns).items() if count > 1 and name in COLUMNS]
    if twice:
        raise BadInput(f"“{path.name}” has two columns called {twice[0]}; keep one of them.")
    return columns


class _Reader:
    """Turns the rows of one file into events, or says why not."""

    def __init__(
        self, family: Family, child: Child, path: Path, columns: Sequence[str], mapping: Mapping
    ) -> None:
        self._family = family
        self._child = child
        self._folder = path.parent
        self._columns = columns
        self._as_note = mapping.unknown_as_note
        self._seen: Counter[str] = Counter()
        self._contact = cache(partial(events.linked_contact, family))
        self._when = cache(self._read_when)

    def read(self, rows: Iterable[Row]) -> tuple[list[_Ready], list[Refused]]:
        """Return the rows that can be taken in, and those that cannot."""
        ready: list[_Ready] = []
        refused: list[Refused] = []
        for row in rows:
            try:
                ready.append(self._ready(row))
            except BadInput as reason:
                refused.append(Refused(row.number, str(reason)))
        return ready, refused

    def _ready(self, row: Row) -> _Ready:
        if len(row.cells) > len(self._columns):
            raise BadInput(
                "It has more cells than there are headings; put text that has commas in "
                "quotation marks."
            )
        cells = self._known(dict(zip(self._columns, row.cells, strict=False)))
        event = events.in_our_words(self._family, self._child, self._event(cells), self._contact)
        papers = self._papers(cells.get("paper", ""))
        mark = self._mark(cells, event)
        return _Ready(replace(event, imported=mark), cells.get("review", ""), papers)

    def _known(self, cells: dict[str, str]) -> dict[str, str]:
        """Return the cells, an unknown kind turned into a note if that was wanted."""
        words = cells.get("kind", "")
        if not self._as_note or (words and self._family.vocabulary.has(words)):
            return cells
        summary = ": ".join(filter(None, (words, cells.get("summary", ""))))
        return cells | {"kind": "note", "outcome": "", "summary": summary}

    def _event(self, cells: dict[str, str]) -> Event:
        if not cells.get("date"):
            raise BadInput("The date is missing; write “not sure” if nobody knows it.")
        text = _NOTHING | cells
        return Event(
            child=self._child.id,
            kind=self._family.vocabulary.kind(text["kind"]).id,
            on=self._when(text["date"]),
            sent=self._when(text["sent"]),
            received=self._when(text["received"]),
            dated=self._when(text["dated"]),
            by=self._when(text["by"]),
            outcome=text["outcome"],
            who=text["who"],
            channel=text["channel"],
            direction=text["direction"],
            model=text["model"],
            summary=text["summary"],
            notes=text["notes"],
            at=text["at"],
            quote=text["quote"],
        )

    def _read_when(self, cell: str) -> When | None:
        if any(letter.isalpha() for letter in cell) and is_relative(cell):
            raise BadInput(
                f"“{cell}” means another day next week; write the date itself, like 2/6/2026."
            )
        return read_when(cell, self._family.today()) if cell else None

    def _papers(self, cell: str) -> tuple[Path, ...]:
        """Return the papers a cell names: one file, or several with ; between them."""
        if not cell:
            return ()
        whole = self._folder / cell
        names = [cell] if whole.is_file() else [name.strip() for name in cell.split(";")]
        return tuple(self._paper(name) for name in names if name)

    def _paper(self, name: str) -> Path:
        folder = self._folder.resolve()
        path = (folder / name.replace("\\", "/")).resolve()
        if not path.is_relative_to(folder):
            raise BadInput(f"The paper “{name}” must be in the spreadsheet's own folder.")
        if not path.is_file():
            raise BadInput(f"The paper “{name}” is not in the spreadsheet's folder.")
        return path

    def _mark(self, cells: dict[str, str], event: Event) -> str:
        """Return what a row is known by: a hash of its normalised cells, and which one it is."""
        kept = {name: " ".join(cell.split()) for name, cell in cells.items() if cell}
        for column, field in DATES.items():
            kept[column] = str(getattr(event, field) or "")
        kept |= {"kind": event.kind, "outcome": event.outcome}
        filled = {name: cell for name, cell in kept.items() if cell and name in _NOTHING}
        digest = hashlib.sha256(json.dumps(filled, sort_keys=True).encode()).hexdigest()
        self._seen[digest] += 1
        return f"{digest}:{self._seen[digest]}"


def _listed(path: Path, refused: Sequence[Refused]) -> str:
    rows = "1 row" if len(refused) == 1 else f"{len(refused)} rows"
    lines = [f"  row {bad.number}: {bad.reason}" for bad in refused]
    head = f"{rows} of “{path.name}” cannot be taken in, so nothing was imported:"
    return "\n".join([head, *lines])


def _not_yet(family: Family, child: Child, ready: Sequence[_Ready]) -> list[_Ready]:
    known = family.store.events.values_of("imported", child=child.id)
    return [row for row in ready if row.event.imported not in known]


def _log_all(family: Family, rows: Sequence[_Ready]) -> Iterator[Done]:
    """Log in order of date, so that every step finds the meeting it belongs to."""
    named: dict[str, str] = {}
    done = 0
    for stands_alone, group in groupby(sorted(rows, key=_day), key=_stands_alone):
        together = list(group)
        size = _PART if stands_alone else 1
        for part in (together[at : at + size] for at in range(0, len(together), size)):
            yield Done(done, len(rows))
            if stands_alone:
                family.store.events.save_all(row.event for row in part)
            else:
                _log(family, part[0], named)
            done += len(part)
    for _ in family.store.index_in_parts():
        yield Done(done, len(rows))


def _stands_alone(row: _Ready) -> bool:
    """Tell whether an event brings nothing with it: no review, plan or paper."""
    return not (
        row.review
        or row.papers
        or belonging.is_step(row.event)
        or row.event.kind in events.PLAN_STAGES
    )


def _log(family: Family, row: _Ready, named: dict[str, str]) -> None:
    event = row.event
    if row.review:
        event = replace(event, review=_review(family, row, named))
    events.log(family, event, row.papers)


def _day(row: _Ready) -> tuple[date, bool]:
    on = row.event.on
    is_step = row.event.kind not in (ARRANGED, HELD)
    return (on.first if on else date.max), is_step


def _review(family: Family, row: _Ready, named: dict[str, str]) -> str:
    """Return the review that a cell names: an id of this record, or words that rows share."""
    words, child = row.review, row.event.child
    if words not in named:
        reviews = family.store.reviews.all(child=child)
        known = [review.id for review in reviews if words in (review.id, review.label)]
        named[words] = known[0] if known else _new_review(family, row)
    return named[words]


def _new_review(family: Family, row: _Ready) -> str:
    is_foreign_id = len(row.review) == _ID_LENGTH and " " not in row.review
    model, label = read_model(row.event.model or row.review)
    if not is_foreign_id:
        label = row.review
    elif not row.event.model:
        label = ""
    review = Review(child=row.event.child, model=model, label=label)
    return family.store.reviews.save(review).id


def _write_refused(path: Path, table: Table, refused: Sequence[Refused]) -> Path:
    """Write the refused rows with their reasons; an older file of that name is never lost."""
    reasons = {bad.number: bad.reason for bad in refused}
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([*table.headings, "reason"])
    for row in table.rows:
        if row.number in reasons:
            padding = [""] * (len(table.headings) - len(row.cells))
            cells = [with_guard(cell) for cell in row.cells]
            writer.writerow([*cells, *padding, reasons[row.number]])
    return _written_once(path, text.getvalue().encode("utf-8-sig"))


def _written_once(path: Path, written: bytes) -> Path:
    number = 1
    while True:
        ending = ".refused.csv" if number == 1 else f".refused-{number}.csv"
        target = path.with_name(path.stem + ending)
        if not target.exists():
            write_whole(target, written)
            return target
        if target.read_bytes() == written:
            return target
        number += 1
