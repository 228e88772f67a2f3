"""A folder only this account can read, for papers that another program is to show."""

from __future__ import annotations

import contextlib
import os
from datetime import datetime
from pathlib import Path

from ehcp_desktop.domain.record import new_id
from ehcp_desktop.errors import FileRefused
from ehcp_desktop.storage.lock import Held, Lock

_FOLDER_MODE = 0o700
_FILE_MODE = 0o600


class PrivateFolder:
    """Made when the first file is put there; taken away by `remove`, or at the next start."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._lock: Lock | None = None

    def put(self, name: str, data: bytes) -> Path:
        """Write a file that only this account can read, in a folder of its own; returns it."""
        try:
            folder = self._made() / new_id()
            folder.mkdir(mode=_FOLDER_MODE)
            return write_private(folder / name, data)
        except OSError as problem:
            raise FileRefused(f"The paper cannot be copied out: {problem.strerror}.") from problem

    def remove(self) -> None:
        """Take the folder away with everything in it."""
        if self._path and self._lock:
            _remove_all(self._path)
            self._lock.release()
            self._path = self._lock = None

    def _made(self) -> Path:
        if self._path is None:
            path = _all_folders() / new_id()
            self._lock = _lock(path)  # first, so that no other start takes the folder away
            path.mkdir(mode=_FOLDER_MODE)
            self._path = path
        return self._path


def write_private(path: Path, data: bytes) -> Path:
    """Write a file that only this account can read."""
    handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, _FILE_MODE)
    with os.fdopen(handle, "wb") as file:
        path.chmod(_FILE_MODE)
        file.write(data)
    return path


def remove_left_behind() -> None:
    """Take away the folders of programs that ended without doing it."""
    with contextlib.suppress(OSError):  # nothing that a person could or need do about it
        for folder in _all_folders().iterdir():
            if folder.is_dir():
                _remove_if_free(folder)


def _remove_if_free(folder: Path) -> None:
    try:
        lock = _lock(folder)
    except Held:
        return
    _remove_all(folder)
    lock.release()


def _remove_all(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)  # what is still open on Windows goes next time


def _lock(folder: Path) -> Lock:
    return Lock(folder.with_name(f"{folder.name}.lock"), datetime.now().astimezone())


def _all_folders() -> Path:
    from ehcp_desktop.paths import cache_folder

    folder = cache_folder() / "opened"
    folder.mkdir(mode=_FOLDER_MODE, exist_ok=True)
    return folder
