"""Notice a rollback journal that belongs to another copy of the record.

SQLite would put the pages of such a journal into the record without asking; a sync folder or a
copy by hand can leave one there. A journal holds pages as they were before one change, so its
first page must carry this record's salt, or in a plain file a counter that is at most one behind.
"""

from __future__ import annotations

from pathlib import Path

from ehcp_desktop.errors import FileRefused

_MAGIC = bytes.fromhex("d9d505f920a163d7")
_PLAIN = b"SQLite format 3\0"
_COUNTER = slice(24, 28)
_HEADER_BYTES = 100


def check(path: Path) -> None:
    """Raise FileRefused when the journal beside a record is not its own."""
    journal = path.with_name(path.name + "-journal")
    if not journal.exists():
        return
    old = _first_page(journal.read_bytes())
    with path.open("rb") as file:
        new = file.read(_HEADER_BYTES)
    if old and not _is_before(old, new):
        raise FileRefused(
            f"“{journal.name}” beside “{path.name}” belongs to another copy of it, and would"
            " damage it. Move that small file to another folder and open the record again."
        )


def _first_page(journal: bytes) -> bytes:
    """Return how page 1 began before the change, or nothing if the journal does not hold it."""
    if not journal.startswith(_MAGIC):
        return b""
    sector, page = _number(journal, 20), _number(journal, 24)
    for at in range(sector, len(journal), page + 8):  # number, page, checksum
        if _number(journal, at) == 1:
            return journal[at + 4 : at + 4 + _HEADER_BYTES]
    return b""


def _is_before(old: bytes, new: bytes) -> bool:
    if old[:16] != new[:16]:  # the salt, or the words that begin a plain file
        return False
    counters = [int.from_bytes(page[_COUNTER], "big") for page in (old, new)]
    return not new.startswith(_PLAIN) or counters[1] - counters[0] in (0, 1)


def _number(journal: bytes, at: int) -> int:
    return int.from_bytes(journal[at : at + 4], "big")
