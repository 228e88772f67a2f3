"""Make a new record: under another name first, so that what has its name is always whole."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from ehcp_desktop.domain.record import new_id
from ehcp_desktop.errors import FileRefused
from ehcp_desktop.storage.connection import Connection, in_words
from ehcp_desktop.storage.crypto import Key, key_from_passphrase, new_salt
from ehcp_desktop.storage.lock import Held, Lock, lock_path
from ehcp_desktop.storage.migrations import migrate

_FILE_MODE = 0o600


def create(path: Path, passphrase: str | None, now: datetime) -> Key | None:
    """Make a new, empty record and return its key. Raises FileRefused when it cannot be made."""
    with _told(path):
        _check_free(path)
        lock = Lock(lock_path(path), now)
        try:
            return _make(path, passphrase, now)
        finally:
            lock.release()


def _make(path: Path, passphrase: str | None, now: datetime) -> Key | None:
    making = path.with_name(f".{path.name}.making")
    try:
        key = _fill(private_file(making), passphrase, now)
        _check_free(path)
        making.rename(path)
    except BaseException:
        remove(making)
        raise
    keep_name(path.parent)
    return key


def _fill(making: Path, passphrase: str | None, now: datetime) -> Key | None:
    key = None if passphrase is None else key_from_passphrase(passphrase, new_salt())
    connection = Connection(making, key, writes=True)
    try:
        connection.begin()
        migrate(connection)
        connection.run(
            "insert into meta values ('file', ?), ('copy', ?), ('made', ?)",
            (new_id(), new_id(), now.isoformat(timespec="seconds")),
        )
    finally:
        connection.close()
    return key


def _check_free(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise FileRefused(f"“{path}” already exists. Choose another name; nothing was changed.")


def private_file(path: Path) -> Path:
    """Make an empty file that only this account can read, in place of one left behind."""
    remove(path)  # left behind by a program that was killed while making it
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _FILE_MODE))
    path.chmod(_FILE_MODE)
    return path


def remove(path: Path) -> None:
    """Take a file away that was being made, with its journal."""
    path.unlink(missing_ok=True)
    path.with_name(path.name + "-journal").unlink(missing_ok=True)


def keep_name(folder: Path) -> None:
    """Make the new name survive a power cut, where folders can be written to disk."""
    if sys.platform == "win32":  # pragma: no cover
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        with in_words():
            yield
    except Held:
        raise FileRefused(f"“{path}” is being made by another window just now.") from None
    except FileNotFoundError:
        raise FileRefused(
            f"There is no folder “{path.parent}”. Make it, or choose another."
        ) from None
    except OSError as problem:
        if problem.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise FileRefused(
                "The disk is full, so no record was made. Make some space."
            ) from None
        raise FileRefused(
            f"No record can be made in “{path.parent}”: {problem.strerror}."
            " Choose a folder of your own."
        ) from problem
