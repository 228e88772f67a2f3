"""One program at a time writes a record: an operating-system lock on a small file beside it.

The lock belongs to the running program and ends with it, however it ends; the file only says who
holds it and since when, so one that was left behind never needs a person.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from datetime import datetime
from pathlib import Path

from ehcp_desktop.domain.when import spoken_day

_FILE_MODE = 0o600
_AWAY = 1 << 30  # On Windows a locked byte cannot be read, so the locked one lies behind the text.


class Held(Exception):
    """Another program holds the lock; `by` says who and since when."""

    def __init__(self, by: str) -> None:
        self.by = by
        super().__init__(by)


class Lock:
    """A lock that is held until `release`. Raises Held, or OSError if no file can be made."""

    def __init__(self, path: Path, now: datetime) -> None:
        self.path = path
        self._handle = _locked(path)
        words = {"who": _who(), "since": now.isoformat(timespec="minutes")}
        with contextlib.suppress(OSError):  # a full disk: the lock holds without its words
            os.ftruncate(self._handle, 0)
            os.write(self._handle, json.dumps(words).encode())

    def release(self) -> None:
        """Give the lock up and take its file away."""
        if sys.platform == "win32":  # pragma: no cover
            os.close(self._handle)
            with contextlib.suppress(OSError):  # the next holder has it open already
                self.path.unlink()
            return
        self.path.unlink(missing_ok=True)
        os.close(self._handle)


def lock_path(record: Path) -> Path:
    """Return where the lock of a record lies: a hidden file beside it."""
    return record.with_name(f".{record.name}.lock")


def _locked(path: Path) -> int:
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, _FILE_MODE)
        try:
            _take(handle)
        except OSError:
            os.close(handle)
            raise Held(_holder(path)) from None
        if _is_same(handle, path):
            path.chmod(_FILE_MODE)  # whatever the umask says
            return handle
        os.close(handle)  # its holder took it away between our opening and our locking


def _is_same(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _take(handle: int) -> None:
        os.lseek(handle, _AWAY, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _holder(path: Path) -> str:
    try:
        words = json.loads(path.read_text(encoding="utf-8"))
        since = datetime.fromisoformat(words["since"])
        day = spoken_day(since.date()).replace("\u00a0", " ")
        return f"{words['who']} has had it open since {since:%H:%M} on {day}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another window or program has it open"  # it is writing its words just now


def _who() -> str:
    import getpass

    try:
        person = getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name
        person = "someone"
    return f"{person} on {_computer() or 'this computer'}"


def _computer() -> str:
    # The platform and socket modules say the same, and take longer to import than this to run.
    if sys.platform == "win32":  # pragma: no cover
        return os.environ.get("COMPUTERNAME", "")
    return os.uname().nodename
