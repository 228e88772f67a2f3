"""Keep a copy of a record as it is, before a newer program brings it up to date."""

from __future__ import annotations

from contextlib import suppress
from itertools import count
from pathlib import Path

from ehcp_desktop.errors import FileRefused
from ehcp_desktop.storage import soundness
from ehcp_desktop.storage.connection import Connection, in_words
from ehcp_desktop.storage.creating import keep_name, private_file, remove
from ehcp_desktop.storage.crypto import Key
from ehcp_desktop.storage.migrations import migrate


def bring_up_to_date(connection: Connection, path: Path, key: Key | None) -> str:
    """Copy an older record beside itself, bring it up to date, and say where the copy lies.

    The copy is private, and protected with the same passphrase. Raises FileRefused when none can
    be made that is whole. When the record cannot be brought up to date it is as it was, and alone.
    """
    copy = _kept(connection, path, key)
    try:
        migrate(connection)
    except BaseException:
        remove(copy)
        raise
    return (
        "This record was brought up to date for this version of EHCP Desktop;"
        f" a copy as it was is beside it, in “{copy.name}”."
    )


def _kept(connection: Connection, path: Path, key: Key | None) -> Path:
    making = path.with_name(f".{path.name}.keeping")
    copy = _free_name(path, connection.number("pragma user_version"))
    try:
        with in_words():
            _copy(connection, private_file(making), key)
        making.rename(copy)
    except OSError as problem:
        raise FileRefused(
            "A copy of this record must be kept before it is brought up to date, but it cannot be"
            f" written beside it: {problem.strerror}. Nothing was changed."
        ) from problem
    finally:
        with suppress(OSError):
            remove(making)
    keep_name(path.parent)
    return copy


def _copy(connection: Connection, making: Path, key: Key | None) -> None:
    """Copy what is in use, as SQLite does it while a file is open, and look whether it is whole.

    The other way, page by page, would stop at a free page that a power cut has torn.
    """
    connection.run("vacuum into ?", (str(making),))
    made = Connection(making, key, writes=False)
    try:
        faults = soundness.faults(made)
    finally:
        made.close()
    if faults:
        raise FileRefused(
            f"This record must be brought up to date, but it is not whole: {faults[0]}"
            " Nothing was changed; open your newest backup, and keep this file."
        )


def _free_name(path: Path, version: int) -> Path:
    names = (
        path.with_name(f"{path.stem} (format {version}{f', copy {n}' if n > 1 else ''}).ehcp")
        for n in count(1)
    )
    return next(name for name in names if not name.exists())
