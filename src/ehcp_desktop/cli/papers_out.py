"""Write papers for the family to take away, without losing one that is already there."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from ehcp_desktop.errors import BadInput

if TYPE_CHECKING:
    from ehcp_desktop.services.family import Family


def refuse_overwriting(family: Family, out: Path, *, may_replace: bool) -> None:
    """Raise BadInput when a file is there that is not as this record wrote it, or no folder."""
    if not out.parent.is_dir():
        raise BadInput(f"There is no folder “{out.parent}”; make it, or choose another.")
    if may_replace or not out.exists():
        return
    if out.is_dir():
        raise BadInput(f"“{out}” is a folder; name a file in it.")
    if family.store.setting(_key(out)) != _digest(out.read_bytes()):
        raise BadInput(f"“{out}” is already there; choose another name, or say --replace.")


def remember(family: Family, out: Path, made: bytes) -> None:
    """Keep what was written where, so that the same paper may be written over."""
    if not family.store.read_only:
        family.store.set_setting(_key(out), _digest(made))


def write_whole(out: Path, made: bytes) -> None:
    """Write a file in one piece: it is whole or it is not there. Raises OSError naming it."""
    try:
        _write(out, made)
    except OSError as trouble:
        raise OSError(trouble.errno, trouble.strerror, str(out)) from trouble


def _write(out: Path, made: bytes) -> None:
    descriptor, name = tempfile.mkstemp(dir=out.parent, prefix=".ehcp-", suffix=out.suffix)
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(made)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def _key(out: Path) -> str:
    return "written:" + _digest(str(out.resolve()).encode("utf-8", "surrogateescape"))


def _digest(made: bytes) -> str:
    return hashlib.sha256(made).hexdigest()
