"""Write a file for the family in one piece: it is whole, or it is as it was before."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, made: bytes) -> None:
    """Write a file that only this account can read. Raises OSError that names the file."""
    try:
        _write(path, made)
    except OSError as trouble:
        raise OSError(trouble.errno, trouble.strerror, str(path)) from trouble


def _write(path: Path, made: bytes) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".ehcp-", suffix=path.suffix)
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(made)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
