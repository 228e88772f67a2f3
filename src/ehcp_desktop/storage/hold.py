"""Whether this program may write a record."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from ehcp_desktop.storage import opening
from ehcp_desktop.storage.lock import Held, Lock, lock_path


class Hold:
    """The right to write a record, or why there is none."""

    def __init__(self, lock: Lock | None, why: str = "", held_by: str = "") -> None:
        self.lock = lock
        self.why = why
        self.held_by = held_by

    @classmethod
    def take(cls, path: Path, why: str, moment: datetime) -> Hold:
        """Take the lock beside the file, unless there is a reason not to write."""
        if why:
            return cls(None, why)
        if not opening.can_write(path):
            return cls(None, "the file or its folder cannot be written to")
        try:
            return cls(Lock(lock_path(path), moment))
        except Held as held:
            return cls(None, held.by, held.by)
        except OSError as problem:
            return cls(None, f"no lock can be put beside it ({problem.strerror})")

    def release(self) -> None:
        """Give the right to write back."""
        if self.lock:
            self.lock.release()
