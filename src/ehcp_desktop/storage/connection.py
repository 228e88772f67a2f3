"""The one connection to a record: how it is set up, and what its failures mean in words."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeAlias

from sqlcipher3 import dbapi2

from ehcp_desktop.errors import FileRefused, ReadOnly
from ehcp_desktop.storage.crypto import Key

_SAFE_IN_URI = frozenset(b"/:-._~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")

Value: TypeAlias = str | int | bytes | None
Row: TypeAlias = tuple[Value, ...]

_SETTINGS = (
    "pragma foreign_keys = on",
    "pragma temp_store = memory",
    "pragma cache_size = -8000",  # kB: a page of an encrypted record is slow to read twice
    "pragma synchronous = extra",  # no acknowledged save is lost, whatever the journal
)
_PRIMARY = 0xFF  # the low byte of an SQLite error code names its kind
_KEPT = "Nothing was lost that was saved before."
_DAMAGED = (
    "Part of this record is damaged, so nothing was changed."
    " Keep the file, and open your newest backup."
)
_IN_WORDS = {
    "SQLITE_FULL": "The disk is full, so this was not saved. "
    + _KEPT
    + " Make some space and try again.",
    "SQLITE_IOERR": "The disk could not be written or read, so this was not saved. "
    + _KEPT
    + " Check that the disk is connected and not full, and try again.",
    "SQLITE_BUSY": "Another program is using this record just now, so nothing was changed."
    " Close it there and try again.",
    "SQLITE_CORRUPT": _DAMAGED,
    "SQLITE_NOTADB": _DAMAGED,
    "SQLITE_CANTOPEN": "The record or its folder can no longer be opened, so nothing was changed."
    " Check that the disk is connected.",
}
_IN_WORDS["SQLITE_LOCKED"] = _IN_WORDS["SQLITE_BUSY"]
_CODES = {getattr(dbapi2, name): words for name, words in _IN_WORDS.items()}
_READ_ONLY_CODES = (dbapi2.SQLITE_READONLY, dbapi2.SQLITE_PERM)


@contextmanager
def in_words() -> Iterator[None]:
    """Turn a failure that the disk or the file causes into a sentence; let bugs through."""
    try:
        yield
    except dbapi2.Error as problem:
        explain(problem)
        raise


def explain(problem: dbapi2.Error) -> None:
    """Raise the sentence for a failure that the disk or the file causes, if it is one."""
    code = getattr(problem, "sqlite_errorcode", 0) & _PRIMARY
    if code in _CODES:
        raise FileRefused(_CODES[code]) from problem
    if code in _READ_ONLY_CODES:
        raise ReadOnly(
            "The record or its folder cannot be written to, so nothing was changed."
            " Copy the record to a folder of your own and open it there."
        ) from problem


class Connection:
    """Runs SQL on one record. Rows come back whole, so that nothing stays locked."""

    def __init__(self, path: Path, key: Key | None, *, writes: bool) -> None:
        """Open a file that exists; nothing is read or written yet."""
        self._closed = False
        mode = "rw" if writes else "ro"
        with in_words():
            self.raw = dbapi2.connect(f"{_uri(path)}?mode={mode}", uri=True, isolation_level=None)
            self.raw.execute("pragma cipher_log_level = none")  # it would write to stderr
            if key:
                self.raw.execute("pragma cipher_memory_security = on")  # wipes what it frees
                self.raw.execute(key.pragma)

    def begin(self) -> bool:
        """Set the connection up; False when the key is wrong or the file of another kind."""
        with in_words():
            try:
                self.raw.execute("select count(*) from sqlite_schema").fetchall()
            except dbapi2.DatabaseError as problem:
                if problem.sqlite_errorcode == dbapi2.SQLITE_NOTADB:
                    return False
                raise
            for setting in _SETTINGS:
                self.raw.execute(setting)
        return True

    def all(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """Return every row."""
        try:
            rows: list[Row] = self.raw.execute(sql, values).fetchall()
        except dbapi2.Error as problem:
            explain(problem)
            raise
        return rows

    def one(self, sql: str, values: Sequence[Value] = ()) -> Row | None:
        """Return the only row, or None."""
        rows = self.all(sql, values)
        return rows[0] if rows else None

    def value(self, sql: str, values: Sequence[Value] = ()) -> Value:
        """Return the first value of the only row, or None."""
        row = self.one(sql, values)
        return row[0] if row else None

    def number(self, sql: str, values: Sequence[Value] = ()) -> int:
        """Return the only value of a query that gives a number."""
        return int(self.value(sql, values) or 0)

    def named(self, sql: str, values: Sequence[Value] = ()) -> dict[str, Value] | None:
        """Return the only row by column name, or None."""
        rows = self.named_all(sql, values)
        return rows[0] if rows else None

    def named_all(self, sql: str, values: Sequence[Value] = ()) -> list[dict[str, Value]]:
        """Return every row by column name."""
        with in_words():
            found = self.raw.execute(sql, values)
            names = [column[0] for column in found.description]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def run(self, sql: str, values: Sequence[Value] = ()) -> None:
        """Run a statement that changes something."""
        try:
            self.raw.execute(sql, values)
        except dbapi2.Error as problem:
            explain(problem)
            raise

    def many(self, sql: str, rows: Sequence[Sequence[Value]]) -> None:
        """Run a statement that changes something once for every row of values."""
        with in_words():
            self.raw.executemany(sql, rows)

    @property
    def in_transaction(self) -> bool:
        """True between begin and commit or rollback."""
        return bool(self.raw.in_transaction)

    @property
    def data_version(self) -> int:
        """A number that changes when another connection has changed the file."""
        return self.number("pragma data_version")

    @property
    def is_closed(self) -> bool:
        """True after `close`."""
        return self._closed

    def settle(self) -> None:
        """Take the empty journal away, so that one file is at rest."""
        with suppress(dbapi2.Error):  # someone reads just now, or the disk is gone: it may stay
            self.raw.execute("pragma journal_mode = delete")

    def close(self) -> None:
        """Close the file."""
        self.raw.close()
        self._closed = True


def _uri(path: Path) -> str:
    """Return the address of a file for SQLite; importing urllib would cost the start some ms."""
    name = os.fsencode(path.absolute().as_posix())
    safe = "".join(chr(byte) if byte in _SAFE_IN_URI else f"%{byte:02x}" for byte in name)
    return f"file://{safe}" if safe.startswith("/") else f"file:///{safe}"
