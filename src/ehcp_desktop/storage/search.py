# ruff: noqa: S608 - the names in this SQL are our own tables and fields; values are bound
"""Full-text search over everything textual, kept up to date by the one door (changes.py)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ehcp_desktop.domain.review import ARRANGED, HELD
from ehcp_desktop.domain.when import When
from ehcp_desktop.storage.connection import Connection, Row, Value

_OPEN, _CLOSE = "\x02", "\x03"  # marks around found words; never kept in the text itself
_NO_MARKS = {ord(_OPEN): None, ord(_CLOSE): None, 0: None}
_DAY = 31  # bits of the counter within one day, see 0001_initial.sql
_PART = 100  # rows that are indexed in one part of a long work
_SHORTEST_PREFIX = 2  # the index knows beginnings of 2, 3 and 4 letters
FIND = (
    'select kind, "row", child, "on", title, snippet(search, -1, char(2), char(3), \'…\', 16)'
    " from search where search match ? order by rowid desc limit ?"
)


class Hit(NamedTuple):
    """Something found: `kind` is its table, `marks` where the words are in `snippet`.

    `on` is the day of the event, letter or paper, or of the event that a text belongs to.
    """

    kind: str
    id: str
    child: str
    on: When | None
    title: str
    snippet: str
    marks: tuple[tuple[int, int], ...]


class _Text(NamedTuple):
    """Which columns of a table are searched, and where its date comes from."""

    title: tuple[str, ...]
    body: tuple[str, ...]
    heading: str = "{}"
    dated: tuple[str, ...] = ()
    through: str = ""
    owner: str = ""


_PLAN_DATE = (
    'select coalesce(e."on", e.dated, e.sent, e.received), e.child'
    " from plan p join event e on e.id = p.event where p.id = ?"
)
_REVIEW_DATE = (
    'select max(coalesce(e."on", e.dated, e.sent, e.received)), r.child from review r'
    " left join event e on e.review = r.id and e.trashed is null where r.id = ?"
)
_LINE_DATE = (
    'select l."on", r.child from meeting_line l join review r on r.id = l.review where l.id = ?'
)
_MEETINGS = (HELD, ARRANGED)
_MEETING_DATE = (
    'select max(coalesce(e."on", e.dated, e.sent, e.received)), r.child from review r'
    " left join event e on e.review = r.id and e.trashed is null"
    f" and e.kind in {_MEETINGS} where r.id = ?"
)
_TEXTS = {
    "event": _Text(
        ("kind",),
        ("outcome", "who", "summary", "quote", "notes"),
        dated=("on", "dated", "sent", "received"),
    ),
    "letter": _Text(("title",), ("recipient", "text"), dated=("written",)),
    "paper": _Text(("title", "name"), ("who", "notes"), dated=("dated",)),
    "section": _Text(("name",), ("text",), "Section {}", through=_PLAN_DATE, owner="plan"),
    "minutes": _Text((), ("text",), "Minutes", through=_REVIEW_DATE, owner="review"),
    "action_item": _Text(("owner",), ("text",), "Action {}", through=_REVIEW_DATE, owner="review"),
    "review": _Text(
        ("label",), ("model", "chosen_by", "chair"), "Review {}", through=_REVIEW_DATE, owner="id"
    ),
    "meeting_line": _Text(
        ("who",), ("text", "owner"), "Meeting note {}", through=_LINE_DATE, owner="id"
    ),
    "invitee": _Text(
        ("name",), ("role", "notes"), "At a review: {}", through=_MEETING_DATE, owner="review"
    ),
    "correction": _Text(
        (),
        ("written", "said", "who", "source"),
        "Correction of the minutes",
        through=_MEETING_DATE,
        owner="review",
    ),
    "preparation": _Text(
        (), ("topic", "text"), "Prepared for a review", through=_MEETING_DATE, owner="review"
    ),
    "contact": _Text(("name",), ("organisation", "email", "phone", "address", "notes")),
    "child": _Text(("name",), ("authority", "school", "reference")),
}
_THESE = "in (select value from json_each(?1))"


def _within_review(date: str) -> str:
    """Return SQL that finds what is dated so in reviews whose ids are given as JSON."""
    return " union all ".join(
        f"select '{table}', id from {table} where review {_THESE}"
        for table, text in _TEXTS.items()
        if text.through == date and text.owner == "review"
    )


# Texts whose date hangs on other rows, whose ids are given as JSON. A "meeting" is no table: it
# stands for the meetings of a review, which change less often than its other events.
_DEPENDENTS = {
    "event": (
        "select 'section', s.id from section s join plan p on p.id = s.plan"
        f" where p.event {_THESE} union all"
        f" select 'review', review from event where id {_THESE} and review is not null union all"
        f" select 'meeting', review from event where id {_THESE} and review is not null"
    ),
    "plan": f"select 'section', id from section where plan {_THESE}",
    "review": _within_review(_REVIEW_DATE),
    "meeting": _within_review(_MEETING_DATE),
}
_ADD = 'insert into search (rowid, kind, "row", child, "on", title, body) values (?,?,?,?,?,?,?)'

Fields = dict[str, Value]
# The rows that have changed, each as it is now where that is known.
_Touched = dict[tuple[str, str], Fields | None]


class Search:
    """The search index of one record."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._touched: _Touched = {}

    def find(self, query: str, limit: int) -> list[Hit]:
        """Return what holds every word of the query, the newest first.

        Words may be typed with any punctuation; the last one may be only a beginning.
        """
        match = match_text(query)
        return [_hit(row) for row in self._connection.all(FIND, (match, limit))] if match else []

    def ids(self, query: str, kind: str) -> set[str]:
        """Return the ids of all rows of a table that hold every word of the query."""
        sql = (
            'select found."row" from search join search_row found on found.number = search.rowid'
            " where search match ? and found.kind = ?"
        )
        match = match_text(query)
        rows = self._connection.all(sql, (match, kind)) if match else []
        return {str(row[0]) for row in rows}

    def touch(self, table: str, row: str, now: Fields | None = None) -> None:
        """Remember that a row has changed; `refresh` brings the index up to date."""
        self._touched[table, row] = now

    @property
    def waiting(self) -> _Touched:
        """What has changed since the index was brought up to date."""
        return dict(self._touched)

    def wait(self, touched: _Touched) -> None:
        """Take rows back that a part has indexed which was then undone; all are read again."""
        self._touched = dict.fromkeys(touched | self._touched)

    def forget(self) -> None:
        """Forget what has changed, because the action was taken back."""
        self._touched.clear()

    def refresh(self) -> None:
        """Bring the index up to date with every touched row and the texts that hang on it."""
        self._index(self._waiting_texts())
        self._touched.clear()

    def refresh_in_parts(self) -> Iterator[None]:
        """Do the same and pause after each part, which takes some milliseconds."""
        waiting = list(self._waiting_texts().items())
        for start in range(0, len(waiting), _PART):
            self._index(dict(waiting[start : start + _PART]))
            yield
        self._touched.clear()

    def _waiting_texts(self) -> _Touched:
        seen: _Touched = {}
        new = self._touched
        while new:
            seen |= new
            found = self._dependents(new)
            new = dict.fromkeys(one for one in found if one not in seen)
        return {one: row for one, row in seen.items() if one[0] in _TEXTS}

    def _dependents(self, changed: _Touched) -> list[tuple[str, str]]:
        """Return the texts that hang on changed rows; on a new one hangs at most its review."""
        unread: _Touched = {one: None for one, row in changed.items() if row is None}
        found = [
            one
            for table, ids in _by_table(unread)
            if table in _DEPENDENTS
            for one in self._connection.all(_DEPENDENTS[table], (json.dumps(ids),))
        ]
        new = [row for (table, _), row in changed.items() if row and table == "event"]
        of_reviews = [row for row in new if row["review"]]
        found += [("review", row["review"]) for row in of_reviews]
        found += [("meeting", row["review"]) for row in of_reviews if row["kind"] in _MEETINGS]
        return [(str(kind), str(identity)) for kind, identity in found]

    def _index(self, changed: _Touched) -> None:
        """Drop what changed and add it as it is now, in the order that FTS5 writes in one go."""
        tables = _by_table(changed)
        old = [(one,) for table, ids in tables for one in self._numbers(table, ids)]
        self._connection.many("delete from search where rowid = ?", sorted(old))
        self._connection.many("delete from search_row where number = ?", old)
        numbered = self._numbered(self._texts(changed))
        names = [row[:3] for row in numbered]
        self._connection.many("insert into search_row values (?, ?, ?)", names)
        self._connection.many(_ADD, numbered)

    def _numbers(self, table: str, ids: list[str]) -> list[int]:
        found = self._connection.all(
            f'select number from search_row where "row" {_THESE} and kind = ?2',
            (json.dumps(ids), table),
        )
        return [int(row[0] or 0) for row in found]

    def _texts(self, changed: _Touched) -> list[tuple[str, ...]]:
        """Return the texts as they are now: kind, id, child, day, title, body."""
        unread: _Touched = {one: None for one, row in changed.items() if row is None}
        known = [(one[0], row) for one, row in changed.items() if row is not None]
        for table, ids in _by_table(unread):
            sql = f"select * from {table} where id {_THESE}"
            rows = self._connection.named_all(sql, (json.dumps(ids),))
            known += [(table, row) for row in rows]
        return [self._text(table, row) for table, row in known if row["trashed"] is None]

    def _text(self, table: str, row: Fields) -> tuple[str, ...]:
        text = _TEXTS[table]
        on, child = self._place(text, row)
        return (table, str(row["id"]), child, on, _title(table, text, row), _body(text, row))

    def _place(self, text: _Text, row: Fields) -> tuple[str, str]:
        if text.through:
            found = self._connection.one(text.through, (row[text.owner],)) or ("", "")
            return str(found[0] or ""), str(found[1] or "")
        on = next((row[column] for column in text.dated if row[column]), "")
        return str(on or ""), str(row.get("child") or "")

    def _numbered(self, rows: list[tuple[str, ...]]) -> list[tuple[Value, ...]]:
        """Put a free number before each row, in the order of the numbers."""
        last: dict[int, int] = {}
        numbered: list[tuple[int, tuple[str, ...]]] = []
        for row in rows:
            first = (When.parse(row[3]).first if row[3] else date.min).toordinal() << _DAY
            last[first] = last[first] + 1 if first in last else self._free_number(first)
            numbered.append((last[first], row))
        return [(number, *row) for number, row in sorted(numbered)]

    def _free_number(self, first: int) -> int:
        last = self._connection.number(
            "select max(number) from search_row where number >= ? and number < ?",
            (first, first + (1 << _DAY)),
        )
        return max(first, last + 1)


def _by_table(touched: _Touched) -> list[tuple[str, list[str]]]:
    tables: dict[str, list[str]] = {}
    for table, row in touched:
        tables.setdefault(table, []).append(row)
    return list(tables.items())


def match_text(query: str) -> str:
    """Return a query as FTS5 reads it: every word quoted, so that none of it is syntax."""
    typed = query.encode("utf-8", "replace").decode("utf-8").translate(_NO_MARKS)
    words = [word for word in typed.split() if any(letter.isalnum() for letter in word)]
    if not words:
        return ""
    quoted = " ".join('"' + word.replace('"', '""') + '"' for word in words)
    return quoted + ("*" if _ending(words[-1]) >= _SHORTEST_PREFIX else "")


def _ending(word: str) -> int:
    """Return how many letters a word's last piece has: "child's" ends in one."""
    pieces = "".join(letter if letter.isalnum() else " " for letter in word).split()
    return len(pieces[-1])


def _hit(row: Row) -> Hit:
    kind, identity, child, on, title, snippet = (str(value) for value in row)
    words, marks = _marked(snippet)
    return Hit(kind, identity, child, When.parse(on) if on else None, title, words, marks)


def _marked(snippet: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    marks: list[tuple[int, int]] = []
    before, *found = snippet.split(_OPEN)
    for part in found:
        word, _, after = part.partition(_CLOSE)
        marks.append((len(before), len(before) + len(word)))
        before += word + after
    return before, tuple(marks)


def _title(table: str, text: _Text, row: Fields) -> str:
    words = next((str(row[column]) for column in text.title if row[column]), "")
    if table == "event":
        words = words.replace("_", " ").capitalize()
    return text.heading.format(words).translate(_NO_MARKS).strip()


def _body(text: _Text, row: Fields) -> str:
    parts = [str(row[column]) for column in (*text.title[1:], *text.body) if row[column]]
    return "\n".join(parts).translate(_NO_MARKS)
