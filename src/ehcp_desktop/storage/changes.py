# ruff: noqa: S608 - the names in this SQL are our own tables and fields; values are bound
"""The one door: every change writes its row, and what was there before, in one transaction.

Undo, redo, history and (later) the merging of two copies all read this one change log.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import NamedTuple, TypeVar

from ehcp_desktop.domain.record import new_id
from ehcp_desktop.errors import FileRefused
from ehcp_desktop.storage.connection import Connection, Row, Value
from ehcp_desktop.storage.search import Fields, Search
from ehcp_desktop.storage.steps import Step, Steps

T = TypeVar("T")
_HORIZON = "undo_from"  # the setting that holds the last action which stays for good
_TO_JSON = json.JSONEncoder(ensure_ascii=False).encode
_PART = 50  # changes, which take some milliseconds
Parts = Generator[None, None, str | None]
"""Something done in short parts; at its end the name of the action."""
_QUIET = frozenset({"draft"})  # what is being typed: saved at once, but no step of undo


class HistoryEntry(NamedTuple):
    """One action: its number, when (UTC), what and who; `undone` while it is taken back."""

    seq: int
    at: datetime
    name: str
    who: str
    undone: bool


class _Open:
    """The action that is being carried out; `again` is the id of one that it carries on."""

    def __init__(
        self, name: str, who: str = "", undoes: str | None = None, again: str = ""
    ) -> None:
        self.name = name
        self.who = who
        self.undoes = undoes
        self.id = again or new_id()
        self.logged = bool(again)
        self.changed = False
        self.pauses = False


class Changes:
    """Carries out changes to one record, all or nothing, and can take them back.

    `guard` is called before anything is written, and raises if writing is not safe.
    """

    def __init__(
        self,
        connection: Connection,
        search: Search,
        clock: Callable[[], datetime],
        guard: Callable[[], None],
    ) -> None:
        self.revision = 0
        self._connection = connection
        self._search = search
        self._clock = clock
        self._guard = guard
        self._open: _Open | None = None
        self._steps: Steps | None = None
        self._visit = ("", "")

    @contextmanager
    def action(self, name: str, who: str = "", visit: str = "") -> Iterator[None]:
        """Make everything inside one undo step, all or nothing; inside another, a part of it.

        Actions with the same `visit` that follow each other are one step: a field typed into.
        """
        if self._open:
            with self._nested(self._open):
                yield
            return
        again = self._visit[1] if visit and self._visit[0] == visit else ""
        with self._whole(_Open(name, who, again=again)) as done:
            yield
        if done.logged:
            self._visit = (visit, done.id)

    def put(self, table: str, row: Fields) -> None:
        """Add a row, or change the one with its id."""
        identity = str(row["id"])
        have = self._row(table, identity)
        if have is None:
            self._change(table, identity, None, {**row, "trashed": None})
            return
        after = {column: value for column, value in row.items() if have[column] != value}
        if after:
            self._change(table, identity, {column: have[column] for column in after}, after)

    def put_all(self, table: str, rows: Sequence[Fields]) -> None:
        """Add rows, or change those with their ids; many new ones at once are quicker."""
        ids = [str(row["id"]) for row in rows]
        if len(rows) > 1 and len(set(ids)) == len(ids) and not self._has_any(table, ids):
            self._add_all(table, ids, [{**row, "trashed": None} for row in rows])
            return
        for row in rows:
            self.put(table, row)

    def in_parts(self, parts: Iterable[T]) -> Iterator[T]:
        """Carry out a long action with a pause after each part, in which nothing can be saved.

        What tried to would become a part of this action, and be taken back if that is stopped.
        """
        action = self._running()
        for part in parts:
            action.pauses = True
            try:
                yield part
            finally:
                action.pauses = False

    def index_in_parts(self) -> Iterator[None]:
        """Bring the search index up to date within a long action, with a pause after each part."""
        self._running()
        return self._search.refresh_in_parts()

    def trash(self, table: str, identity: str) -> None:
        """Put a row in the bin."""
        self._mark(table, identity, self._now())

    def restore(self, table: str, identity: str) -> None:
        """Take a row out of the bin."""
        self._mark(table, identity, None)

    def run(self, sql: str, values: tuple[Value, ...]) -> None:
        """Change something that is not a record (a setting, a paper's bytes), without a step."""
        with self.action("Keep"):
            action = self._running()
            self._connection.run(sql, values)
            action.changed = True

    @property
    def can_undo(self) -> str | None:
        """The name of the action that `undo` would take back."""
        return self._lists().undo[-1].name if self._lists().undo else None

    @property
    def can_redo(self) -> str | None:
        """The name of the action that `redo` would do again."""
        return self._lists().redo[-1].name if self._lists().redo else None

    def undo_in_parts(self) -> Parts:
        """Take the last action back, with a pause after each part in which nothing can be saved.

        Returns its name, or None when there is none.
        """
        return self._reverse(self._lists().undo, "Undo")

    def redo_in_parts(self) -> Parts:
        """Do again what was last taken back, likewise."""
        return self._reverse(self._lists().redo, "Redo")

    def settle(self) -> None:
        """Let everything done so far stay for good: it can no longer be taken back."""
        last = self._connection.value("select coalesce(max(seq), 0) from action")
        self.run("insert or replace into setting values (?, ?)", (_HORIZON, str(last)))
        self._steps = None
        self._visit = ("", "")

    def history(self, limit: int) -> list[HistoryEntry]:
        """Return the last actions, the newest first."""
        standing = {step.first for step in self._lists().undo}
        settled = self._settled()
        rows = self._connection.all(
            "select seq, at, name, who, id, undoes from action order by seq desc limit ?", (limit,)
        )
        return [
            HistoryEntry(
                int(seq or 0),
                datetime.fromisoformat(str(at)),
                str(name),
                str(who),
                undoes is None and identity not in standing and int(seq or 0) > settled,
            )
            for seq, at, name, who, identity, undoes in rows
        ]

    def last_set(self, table: str, identity: str, column: str) -> datetime | None:
        """Return when a column of a row was given the value it has (UTC); None when it never was.

        What was taken back does not count, nor does the taking back; what was done again is as
        old as when it was first done.
        """
        undone = set[Value]()
        for action, undoes, at in self._connection.all(
            "select action.id, undoes, at from change join action on action.id = action"
            ' where "table" = ? and "row" = ?'
            " and (undoes is not null or json_type(after, '$.' || ?) is not null)"
            " order by number desc",
            (table, identity, column),
        ):
            if action in undone:
                continue
            if undoes is None:
                return datetime.fromisoformat(str(at))
            undone.add(undoes)
        return None

    @contextmanager
    def _whole(self, opened: _Open) -> Iterator[_Open]:
        self._guard()
        self._connection.run("begin immediate")
        self._open = opened
        try:
            yield opened
            self._search.refresh()
            self._connection.run("commit")
        except BaseException:
            self._search.forget()
            if self._connection.in_transaction:
                self._connection.run("rollback")
            raise
        finally:
            self._open = None
        self._finish(opened)

    def _finish(self, done: _Open) -> None:
        self.revision += done.changed
        if done.logged and self._steps and done.id != self._visit[1]:
            self._steps.add(done.id, done.undoes, done.name)
        if done.logged:
            self._visit = ("", "")

    @contextmanager
    def _nested(self, outer: _Open) -> Iterator[None]:
        logged, waiting = self._running().logged, self._search.waiting
        self._connection.run("savepoint part")
        try:
            yield
        except BaseException:
            outer.logged = logged
            self._search.wait(waiting)
            if self._connection.in_transaction:  # a full disk has taken everything back already
                self._connection.run("rollback to part")
                self._connection.run("release part")
            raise
        self._connection.run("release part")

    def _row(self, table: str, identity: str) -> Fields | None:
        return self._connection.named(f"select * from {table} where id = ?", (identity,))

    def _mark(self, table: str, identity: str, trashed: str | None) -> None:
        have = self._row(table, identity)
        if have and (have["trashed"] is None) != (trashed is None):
            self._change(table, identity, {"trashed": have["trashed"]}, {"trashed": trashed})

    def _change(
        self, table: str, identity: str, before: Fields | None, after: Fields | None
    ) -> None:
        action = self._running()
        self._write(table, identity, before, after)
        action.changed = True
        is_whole = before is None and action.undoes is None  # the log may know fewer columns
        self._search.touch(table, identity, after if is_whole else None)
        left = (before or {}).get("review")
        if left:
            for dated in ("review", "meeting"):  # its texts may hang on another date now
                self._search.touch(dated, str(left))
        if table not in _QUIET:
            self._log(action, [(table, identity, _json(before), _json(after))])

    def _has_any(self, table: str, ids: Sequence[str]) -> bool:
        sql = f"select 1 from {table} where id in (select value from json_each(?)) limit 1"
        return self._connection.one(sql, (json.dumps(ids),)) is not None

    def _add_all(self, table: str, ids: Sequence[str], rows: Sequence[Fields]) -> None:
        action = self._running()
        self._connection.many(_insert(table, rows[0]), [tuple(row.values()) for row in rows])
        action.changed = True
        for identity, row in zip(ids, rows, strict=True):
            self._search.touch(table, identity, row)
        if table not in _QUIET:
            new = zip(ids, rows, strict=True)
            self._log(action, [(table, one, None, _json(row)) for one, row in new])

    def _running(self) -> _Open:
        if self._open is None or not self._connection.in_transaction:
            raise FileRefused("This could not be saved, and everything done with it was undone.")
        self._refuse_in_pause()
        return self._open

    def _refuse_in_pause(self) -> None:
        if self._open and self._open.pauses:
            raise FileRefused(
                f"“{self._open.name}” is still under way, so nothing else was changed."
                " Wait until it is done, or cancel it, and try again."
            )

    def _write(
        self, table: str, identity: str, before: Fields | None, after: Fields | None
    ) -> None:
        if after is None:
            self._connection.run(f"delete from {table} where id = ?", (identity,))
            return
        values = tuple(after.values())
        if before is None:
            self._connection.run(_insert(table, after), values)
            return
        columns = ", ".join(f'"{column}" = ?' for column in after)
        self._connection.run(f"update {table} set {columns} where id = ?", (*values, identity))

    def _log(self, action: _Open, changes: Sequence[tuple[Value, ...]]) -> None:
        if not action.logged:
            self._log_action(action)
        self._connection.many(
            'insert into change (action, "table", "row", before, after) values (?, ?, ?, ?, ?)',
            [(action.id, *change) for change in changes],
        )

    def _log_action(self, action: _Open) -> None:
        self._connection.run(
            "insert into action (id, copy, seq, at, who, name, undoes) values"
            " (?, (select value from meta where name = 'copy'),"
            " (select coalesce(max(seq), 0) + 1 from action), ?, ?, ?, ?)",
            (action.id, self._now(), action.who, action.name, action.undoes),
        )
        action.logged = True

    def _reverse(self, steps: Sequence[Step], word: str) -> Parts:
        self._refuse_in_pause()
        if not steps:
            return None
        step = steps[-1]
        with self._whole(_Open(f"{word}: {step.name}", undoes=step.action)):
            changes = self._connection.all(
                'select "table", "row", before, after from change where action = ?'
                " order by number desc",
                (step.action,),
            )
            yield from self.in_parts(self._change_back(changes))
            if len(changes) > _PART:
                yield from self.in_parts(self.index_in_parts())
        return step.name

    def _change_back(self, changes: Sequence[Row]) -> Iterator[None]:
        """Write each row as it was; what is short has no pause."""
        for place, (table, row, before, after) in enumerate(changes, start=1):
            self._change(str(table), str(row), _fields(after), _fields(before))
            if place % _PART == 0 and place < len(changes):
                yield

    def _lists(self) -> Steps:
        if self._steps is None:
            self._steps = Steps()
            for action, undoes, name in self._connection.all(
                "select id, undoes, name from action where seq > ? order by seq",
                (self._settled(),),
            ):
                self._steps.add(str(action), str(undoes) if undoes else None, str(name))
        return self._steps

    def _settled(self) -> int:
        held = self._connection.value("select value from setting where name = ?", (_HORIZON,))
        return int(str(held or 0))

    def _now(self) -> str:
        return self._clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _insert(table: str, row: Fields) -> str:
    columns = ", ".join(f'"{column}"' for column in row)
    return f"insert into {table} ({columns}) values ({', '.join('?' * len(row))})"


def _json(fields: Fields | None) -> str | None:
    return None if fields is None else _TO_JSON(fields)


def _fields(text: Value) -> Fields | None:
    return None if text is None else dict(json.loads(str(text)))
