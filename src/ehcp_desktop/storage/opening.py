"""Look at a file before it is opened: whether it is ours, whole, and has a key that fits.

Every refusal here is one sentence, and the file has not been touched.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from ehcp_desktop.errors import FileRefused, PassphraseNeeded, WrongPassphrase
from ehcp_desktop.storage.connection import Connection
from ehcp_desktop.storage.crypto import (
    SALT_BYTES,
    Key,
    is_like_text,
    key_from_passphrase,
    key_from_recovery_code,
)
from ehcp_desktop.storage.migrations import APPLICATION_ID, refuse_newer

_PLAIN = b"SQLite format 3\0"
_HEADER_BYTES = 100
_CIPHER_PAGE = 4096
_NOT_OURS = "“{name}” is not an EHCP Desktop record. Nothing was changed."

_PROTECTED = "“{name}” is protected with a passphrase."
_MAYBE_PROTECTED = (
    "“{name}” is not an EHCP Desktop record, or it is protected with a passphrase."
    " Give the passphrase to open it."
)
_WRONG = (
    "That passphrase does not open “{name}”. Check capitals and spaces; the recovery code shown"
    " when it was protected also opens it."
)
_MAYBE_WRONG = (
    "“{name}” is not an EHCP Desktop record, or that passphrase does not open it. Try again, or"
    " use its recovery code."
)


class Start(NamedTuple):
    """How a file begins: enough to tell ours from others."""

    path: Path
    head: bytes
    size: int

    @property
    def is_plain(self) -> bool:
        """True for an SQLite file that anyone can read."""
        return self.head.startswith(_PLAIN)

    @property
    def has_our_name(self) -> bool:
        """True for a name that ends as the names of records do."""
        return self.path.suffix.casefold() == ".ehcp"

    @property
    def salt(self) -> bytes:
        """The salt of an encrypted file."""
        return self.head[:SALT_BYTES]

    def number(self, at: int, length: int = 4) -> int:
        """Return a number of the SQLite header."""
        return int.from_bytes(self.head[at : at + length], "big")


def look(path: Path) -> Start:
    """Read how a file begins. Raises FileRefused when it cannot be a record of ours.

    A link is followed, so that lock and journal lie beside the record itself.
    """
    try:
        if path.exists() and not path.is_file():
            raise FileRefused(f"“{path}” is a folder, not an EHCP Desktop record.")
        with path.open("rb") as file:
            place = path.resolve() if path.is_symlink() else path
            start = Start(place, file.read(_HEADER_BYTES), path.stat().st_size)
    except FileNotFoundError:
        raise FileRefused(
            f"There is no file “{path}”. Check the name, or make a new record."
        ) from None
    except OSError as problem:
        raise FileRefused(f"“{path}” cannot be read: {problem.strerror}.") from problem
    if start.is_plain:
        _check_plain(start)
    elif not _may_be_encrypted(start):
        raise FileRefused(_NOT_OURS.format(name=path.name))
    return start


def find_key(start: Start, passphrase: str | None) -> Key | None:
    """Return the key of an encrypted file. Raises PassphraseNeeded when no passphrase is given."""
    if start.is_plain:
        return None
    if passphrase is None:
        raise PassphraseNeeded(
            _PROTECTED.format(name=start.path.name)
            if start.has_our_name
            else _MAYBE_PROTECTED.format(name=start.path.name)
        )
    return key_of(start.salt, passphrase)


def key_of(salt: bytes, passphrase: str) -> Key:
    """Return the key that a passphrase makes with a salt, or that a recovery code holds."""
    return key_from_recovery_code(passphrase, salt) or key_from_passphrase(passphrase, salt)


def connect(start: Start, key: Key | None) -> Connection:
    """Open a file that was looked at. Raises FileRefused or WrongPassphrase."""
    connection = Connection(start.path, key, writes=can_write(start.path))
    try:
        _check_ours(connection, start)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_ours(connection: Connection, start: Start) -> None:
    if connection.begin():
        if connection.number("pragma application_id") != APPLICATION_ID:
            raise FileRefused(_NOT_OURS.format(name=start.path.name))
        refuse_newer(connection.number("pragma user_version"))
        return
    if start.is_plain:
        raise FileRefused(_NOT_OURS.format(name=start.path.name))
    words = _WRONG if start.has_our_name else _MAYBE_WRONG
    raise WrongPassphrase(words.format(name=start.path.name))


def can_write(path: Path) -> bool:
    """Tell whether a file, and the folder that its journal and lock need, can be written to."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _check_plain(start: Start) -> None:
    if start.number(68) != APPLICATION_ID:
        raise FileRefused(_NOT_OURS.format(name=start.path.name))
    refuse_newer(start.number(60))
    page = start.number(16, 2)
    whole = (65536 if page == 1 else page) * start.number(28)
    if start.size < whole and not _has_journal(start.path):
        raise FileRefused(
            f"Part of “{start.path.name}” is missing: perhaps it was not copied to the end."
            " Copy it again, or open your newest backup. Nothing was changed."
        )


def _has_journal(path: Path) -> bool:
    """Tell whether a change was not finished; after one that was, the journal begins with 0."""
    journal = path.with_name(path.name + "-journal")
    if not journal.exists():
        return False
    with journal.open("rb") as file:
        return file.read(1) not in (b"", b"\0")


def _may_be_encrypted(start: Start) -> bool:
    # An encrypted record is whole pages of noise; a readable beginning is something else.
    whole_pages = start.size % _CIPHER_PAGE == 0 or _has_journal(start.path)
    return start.size >= _CIPHER_PAGE and whole_pages and not is_like_text(start.salt)
