"""Write a record to another file that is protected, all of it as of one moment, and compare."""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from ehcp_desktop.domain.record import new_id
from ehcp_desktop.errors import FileRefused
from ehcp_desktop.storage import soundness
from ehcp_desktop.storage.connection import Connection, in_words
from ehcp_desktop.storage.creating import private_file
from ehcp_desktop.storage.crypto import SALT_BYTES, Key, key_from_passphrase, new_salt

_NOT_THE_SAME = (
    "The copy was read again and is not the same as the record, so it was taken away. The stick"
    " may be failing: use another one."
)


class Contents(NamedTuple):
    """What a record holds: the sha256 of the rows of each table, and how many papers it has.

    The bytes of a paper stand for themselves: their sha256 is in the row, and is worked out again
    when the copy is looked through. Only the number that every copy gets for itself is left out.
    """

    tables: dict[str, str]
    papers: int


class Copier:
    """Copies one record; made by `Store.copier`. Its steps may run in any thread, one by one."""

    def __init__(self, source: Path, key: Key | None, passphrase: str | None) -> None:
        self._source = source
        self._key = key
        self._passphrase = passphrase
        self._connection: Connection | None = None
        self._contents: Contents | None = None

    def write(self, to: Path) -> None:
        """Write the copy, and see that it is on the disk. Raises FileRefused when it cannot be."""
        target = self._target(None)
        with in_words():
            self._connection = connection = Connection(self._source, self._key, writes=False)
            try:
                connection.begin()
                self._copy(connection, private_file(to), target)
            finally:
                connection.close()
        _bring_to_disk(to)

    def stop(self) -> None:
        """Stop what is written or compared, from another thread: that then ends in an error."""
        if self._connection is not None:
            with suppress(Exception):  # it has just ended by itself
                self._connection.raw.interrupt()

    def check(self, copy: Path) -> int:
        """Open the copy as the family will, and compare all of it; returns how many papers it has.

        Raises FileRefused when anything is not the same.
        """
        with copy.open("rb") as file:
            key = self._target(file.read(SALT_BYTES))
        with in_words():
            self._connection = made = Connection(copy, key, writes=False)
            try:
                same = made.begin() and not soundness.faults(made)
                found = _contents(made) if same else None
            finally:
                made.close()
        if found is None or found != self._contents:
            raise FileRefused(_NOT_THE_SAME)
        return found.papers

    def _target(self, salt: bytes | None) -> Key:
        """Return the key of the copy: of its passphrase, or that of the record itself."""
        if self._passphrase is not None:
            return key_from_passphrase(self._passphrase, salt or new_salt())
        if self._key is None:
            raise FileRefused("A copy must have a passphrase, as the record itself has none.")
        return self._key

    def _copy(self, connection: Connection, to: Path, target: Key) -> None:
        place = to.absolute().as_uri() + "?mode=rw"
        connection.run("attach database ? as copy key ?", (place, target.as_text))
        for setting in ("journal_mode = off", "synchronous = off"):  # it is checked afterwards
            connection.run(f"pragma copy.{setting}")
        connection.run("begin")
        self._contents = _contents(connection)
        connection.run("select sqlcipher_export('copy')")
        for name in ("application_id", "user_version"):
            number = connection.number(f"pragma main.{name}")
            connection.run(f"pragma copy.{name} = {number}")
        connection.run("update copy.meta set value = ? where name = 'copy'", (new_id(),))
        connection.run("commit")
        connection.run("detach database copy")


def _contents(connection: Connection) -> Contents:
    names = [str(row[0]) for row in connection.all(_TABLES)]
    tables = {name: _sha256(connection, _ROWS.get(name, _ALL.format(name))) for name in names}
    return Contents(tables, connection.number("select count(*) from main.paper_live"))


def _sha256(connection: Connection, sql: str) -> str:
    """Return the sha256 of what is found, in whatever order: a copy need not keep that."""
    rows = connection.raw.execute(sql)
    every = sorted(hashlib.sha256(repr(row).encode()).digest() for row in rows)
    return hashlib.sha256(b"".join(every)).hexdigest()


_TABLES = "select name from main.sqlite_schema where type = 'table' order by name"
_ALL = 'select * from main."{}"'  # of tables that are our own
_ROWS = {
    "blob": "select sha256 from main.blob",
    "meta": "select * from main.meta where name <> 'copy'",
}


def _bring_to_disk(path: Path) -> None:
    """Wait until a file is on its disk, and let it be read again from there, not from memory."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
        if sys.platform == "linux":
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(handle)
