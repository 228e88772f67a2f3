"""Let a command write a paper where it is told to, without losing one that is there."""

from __future__ import annotations

import hashlib
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


def _key(out: Path) -> str:
    return "written:" + _digest(str(out.resolve()).encode("utf-8", "surrogateescape"))


def _digest(made: bytes) -> str:
    return hashlib.sha256(made).hexdigest()
