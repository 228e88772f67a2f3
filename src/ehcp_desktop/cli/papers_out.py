"""Let a command write a paper where it is told to, in an edition, without losing one there."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

import click

from ehcp_desktop.errors import BadInput
from ehcp_desktop.paths import cache_folder
from ehcp_desktop.services.documents.edition import EDITIONS, STANDARD

in_edition = click.option(
    "--edition",
    "edition_name",
    default=STANDARD.id,
    type=click.Choice([one.id for one in EDITIONS]),
    help="Larger letters, in PDF and Word: comfort is 14 point, large is 18.",
)


def refuse_overwriting(out: Path, *, may_replace: bool) -> None:
    """Raise BadInput when a file is there that is not as a command left it, or no folder."""
    if not out.parent.is_dir():
        raise BadInput(f"There is no folder “{out.parent}”; make it, or choose another.")
    if may_replace or not out.exists():
        return
    if out.is_dir():
        raise BadInput(f"“{out}” is a folder; name a file in it.")
    note = _note(out)
    if not note.exists() or note.read_text(encoding="ascii") != _digest(out.read_bytes()):
        raise BadInput(f"“{out}” is already there; choose another name, or say --replace.")


def remember(out: Path, made: bytes) -> None:
    """Note what was written where, so that the same paper may be written over.

    The note is with the program's own things, not in the record; it names nothing and nobody.
    """
    with contextlib.suppress(OSError):  # then the next time --replace is asked for
        note = _note(out)
        note.parent.mkdir(exist_ok=True)
        note.write_text(_digest(made), encoding="ascii")


def _note(out: Path) -> Path:
    return (
        cache_folder() / "written" / _digest(str(out.resolve()).encode("utf-8", "surrogateescape"))
    )


def _digest(made: bytes) -> str:
    return hashlib.sha256(made).hexdigest()
