"""Notice when the file of an open record is replaced, moved or changed by something else."""

from __future__ import annotations

import os
from pathlib import Path

from ehcp_desktop.errors import FileRefused
from ehcp_desktop.storage.connection import Connection


class Place:
    """Where an open record lies, and which file lay there when it was opened."""

    def __init__(self, path: Path, connection: Connection) -> None:
        self.path = path
        self._connection = connection
        self._was = path.stat()
        self._version = connection.data_version

    def check(self) -> None:
        """Raise FileRefused if what lies there is no longer what was opened."""
        try:
            same = os.path.samestat(self._was, self.path.stat())
        except OSError as problem:
            raise FileRefused(
                f"“{self.path}” is no longer there, so nothing was changed. If it is on a stick or"
                " another disk, connect it again."
            ) from problem
        if not same or self._connection.data_version != self._version:
            raise FileRefused(
                f"“{self.path.name}” was replaced or changed by another program while it was open"
                " here (perhaps by a folder that is kept in step with other computers), so nothing"
                " was changed. Close it and open it again."
            )
