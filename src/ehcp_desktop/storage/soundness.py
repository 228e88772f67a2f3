"""Check that a record is whole: every page, every link, the search index, every paper's bytes."""

from __future__ import annotations

from ehcp_desktop.errors import FileRefused
from ehcp_desktop.storage.connection import Connection

_SOUND = "ok"


def faults(connection: Connection) -> list[str]:
    """Return a sentence for everything that is wrong; none when the record is sound."""
    try:
        return [
            *_damaged_pages(connection),
            *_broken_links(connection),
            *_changed_papers(connection),
        ]
    except FileRefused as problem:  # so damaged that it cannot even be walked through
        return [str(problem)]


def _damaged_pages(connection: Connection) -> list[str]:
    """Ask SQLite, which walks every page in use and, since 3.44, the search index.

    Each page is read from the disk again, so that SQLCipher proves it whole. Its own check would
    also name pages that are free: a power cut may tear one, and nothing reads it ever again.
    """
    connection.run("pragma shrink_memory")
    said = [str(row[0]) for row in connection.all("pragma integrity_check")]
    return [f"The file is damaged: {words}." for words in said if words != _SOUND]


def _broken_links(connection: Connection) -> list[str]:
    return [
        f"A row of “{table!s}” belongs to a row of “{parent!s}” that is missing."
        for table, _, parent, _ in connection.all("pragma foreign_key_check")
    ]


def _changed_papers(connection: Connection) -> list[str]:
    names = connection.all("select sha256, group_concat(name, '”, “') from paper group by sha256")
    by_sha256 = {str(sha256): str(name) for sha256, name in names}
    return [
        f"The paper “{by_sha256.get(sha256, sha256)}” is not what was put in: it has changed."
        for sha256 in _all_sha256(connection)
        if _sha256_now(connection, sha256) != sha256
    ]


def _all_sha256(connection: Connection) -> list[str]:
    return [str(row[0]) for row in connection.all("select sha256 from blob order by rowid")]


def _sha256_now(connection: Connection, sha256: str) -> str:
    import hashlib

    held = connection.value("select bytes from blob where sha256 = ?", (sha256,))
    return hashlib.sha256(held if isinstance(held, bytes) else b"").hexdigest()
