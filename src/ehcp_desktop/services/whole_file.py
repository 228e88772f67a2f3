"""Write a file for the family in one piece: it is whole, or it is as it was before."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from ehcp_desktop.errors import FileRefused


def write_whole(path: Path, made: bytes) -> None:
    """Write a file that only this account can read. Raises OSError that names the file."""
    try:
        _write(path, made)
    except OSError as trouble:
        raise OSError(trouble.errno, trouble.strerror, str(path)) from trouble


def save_file(path: Path, made: bytes) -> None:
    """Write a file where the family chose. Raises FileRefused that says why it cannot be."""
    try:
        write_whole(path, made)
    except OSError as problem:
        raise FileRefused(f"“{path}” could not be written: {problem.strerror}.") from problem


def _write(path: Path, made: bytes) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".ehcp-", suffix=path.suffix)
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(made)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
